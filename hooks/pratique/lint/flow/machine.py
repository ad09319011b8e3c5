"""The interpreter's state: frames, environments, and what was found so far."""

from __future__ import annotations

import ast
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pratique.lint.flow.library import Library
from pratique.lint.flow.model import Entry, Sink
from pratique.lint.flow.program import Class, Function, Module, Program
from pratique.lint.flow.values import UNKNOWN, Step, Taint, Value, bounded, join, stepped

BUDGET = 60_000  # expressions and statements, for one root function with all that it calls
FILE_BUDGET = 600_000  # the same for a whole file
# A step may cost more than it counts (a join of large values): past this CPU time, a hundred times
# what the largest files need, the rest of the file is given up. It bounds a commit, nothing else.
_SECONDS = 30.0
_LOOK = 512  # steps between two looks at the clock

NO_CUT = sys.maxsize

# Statements that raise nothing of themselves.
_SILENT = frozenset({ast.Pass, ast.Break, ast.Continue, ast.Global, ast.Nonlocal, ast.FunctionDef, ast.Try})

Environment = dict[str, Value]


class OverBudget(Exception):
    """The work bound of one root function is used up."""


SETTLED = "settled"  # the kind of a hit that says: what comes here does no harm, whatever the call looks like


class Hit(NamedTuple):
    """An outsider's value at a sink.

    kind: of the sink. call: the call (or other node) in the file at hand to point at; sink: where it
    really is, when that is another place. argument: the expression that brings the value, if it is
    one of call's. taint: the worst that arrives. value: all that is known of it. function: the function,
    or module, whose body the sink stands in.
    """

    kind: str
    call: ast.AST
    argument: ast.expr | None
    taint: Taint
    value: Value
    sink: Sink | None
    sink_step: Step | None = None
    function: ast.AST | None = None


@dataclass
class Loop:
    """The environments in which a loop was left, or begun anew, before its end."""

    breaks: list[Environment] = field(default_factory=list)
    continues: list[Environment] = field(default_factory=list)


@dataclass
class Frame:
    """One activation: env by access path (`name`, `self.name`).

    given, origins: the parameters' values at its beginning, and the caller's expressions for them.
    elsewhere: names that are another scope's (`global`, `nonlocal`). verdict: only returns of that
    truth matter; verdicts: what held at them.
    """

    module: Module
    env: Environment
    function: Function | None = None
    outer: Frame | None = None
    entry: Entry | None = None
    depth: int = 0
    given: Mapping[str, Value] = field(default_factory=dict)
    origins: dict[str, ast.expr] = field(default_factory=dict)
    elsewhere: dict[str, Frame] = field(default_factory=dict)
    verdict: bool | None = None
    verdicts: list[Environment] = field(default_factory=list)
    returns: list[Value] = field(default_factory=list)
    finals: list[Environment] = field(default_factory=list)
    loops: list[Loop] = field(default_factory=list)
    calls: tuple[tuple[Module, ast.AST], ...] = ()
    is_module: bool = False
    thrown: list[Environment] | None = None  # in which an exception may leave the `try` around
    raised: list[tuple[str, Value]] = field(default_factory=list)  # class and value of each `raise` of a try


Evaluate = Callable[["Machine", Any, Frame], Value]
Execute = Callable[["Machine", Any, Frame], bool]


@dataclass(eq=False)
class Machine:
    """One file's interpretation. quiet: nothing is reported (another module is only looked up)."""

    program: Program
    library: Library
    expressions: Mapping[type[ast.expr], Evaluate]
    statements: Mapping[type[ast.stmt], Execute]
    words: frozenset[str] | None = None  # every name of the file at hand, where they are known
    hits: list[Hit] = field(default_factory=list)
    steps: int = 0  # of the root that is being run
    look: int = 0  # at how many of them to look at the bounds next
    depth: int = 6  # how far calls into the program's own functions are followed
    quiet: int = 0
    module_frames: dict[str, Frame] = field(default_factory=dict)
    instances: dict[str, Mapping[str, Value]] = field(default_factory=dict)
    classes: dict[str, Class] = field(default_factory=dict)
    results: dict[Any, tuple[Value, Value | None]] = field(default_factory=dict)
    called: dict[int, Any] = field(default_factory=dict)  # by id of a call: what it was resolved to, last
    lineages: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by class of the program
    entries: dict[str, Any] = field(default_factory=dict)  # by module, see `entries.Possible`
    repeated: dict[Any, Any] = field(default_factory=dict)  # calls of one root, by what they are given
    assuming: int = 0
    asked: set[int] = field(default_factory=set)  # tests that are being asked
    variables: dict[str, Value] = field(default_factory=dict)
    running: list[Any] = field(default_factory=list)
    sightings: int = 0  # hits, reported or not
    limited: int = 0  # calls that were not followed because they were too far away
    lowest_cut: int = NO_CUT  # place in `running` of the outermost function that was not entered again
    summaries: dict[Any, Any] = field(default_factory=dict)
    entered: dict[ast.AST, tuple[bool, Mapping[str, Value]]] = field(default_factory=dict)  # see `decorated`
    unsettled: set[int] = field(default_factory=set)  # by id: calls whose command is not always a constant
    spent: int = 0  # steps of the roots before
    deadline: float = field(default_factory=lambda: time.process_time() + _SECONDS)
    changed: dict[tuple[str, str], Value] = field(default_factory=dict)  # globals that functions of one root changed
    draws: dict[Any, ast.AST] = field(default_factory=dict)  # by place: calls of a predictable generator
    routes: Any = None  # of the file at hand, see `routes.table`

    def evaluate(self, node: ast.expr | None, frame: Frame) -> Value:
        """The abstract value of the expression; the environment may change (calls, `:=`)."""
        if node is None:
            return UNKNOWN
        self.steps += 1
        if self.steps >= self.look:
            self._look()
        handler = self.expressions.get(type(node))
        return handler(self, node, frame) if handler else UNKNOWN

    def execute(self, body: list[ast.stmt], frame: Frame) -> bool:
        """Run the statements; whether control goes on after them."""
        for node in body:
            self.steps += 1
            if self.steps >= self.look:
                self._look()
            if frame.thrown is not None and type(node) not in _SILENT and not _returns_nothing(node):
                frame.thrown.append(dict(frame.env))
            handler = self.statements.get(type(node))
            if handler is not None and not handler(self, node, frame):
                return False
        return True

    def begin(self) -> None:
        """Begin the next root, whose steps count anew."""
        self.spent += self.steps
        self.steps = 0
        self.look = _LOOK
        self.changed.clear()

    def _look(self) -> None:
        """Every so many steps: whether there is time for more."""
        self.look = self.steps + _LOOK
        if time.process_time() > self.deadline:
            self.spent = FILE_BUDGET
        if self.steps > BUDGET or self.spent + self.steps > FILE_BUDGET:
            raise OverBudget

    @property
    def is_exhausted(self) -> bool:
        """Whether the file's own bound is reached, so that nothing more can be run."""
        return self.spent + self.steps > FILE_BUDGET

    def may_follow(self, frame: Frame) -> bool:
        """Whether calls in the frame are near enough to be followed."""
        if frame.depth < self.depth:
            return True
        self.limited += 1
        return False

    def report(self, hit: Hit) -> None:
        self.sightings += 1
        if not self.quiet:
            self.hits.append(hit)


def _returns_nothing(node: ast.stmt) -> bool:
    return isinstance(node, ast.Return) and node.value is None


def step_at(node: ast.AST, module: Module, text: str) -> Step:
    """A step of a path at the node."""
    line = getattr(node, "lineno", 1)
    column = getattr(node, "col_offset", 0)
    end_line = getattr(node, "end_lineno", None) or line
    end_column = getattr(node, "end_col_offset", None)
    return Step(module.path, line, column, end_line, column if end_column is None else end_column, text)


def access_path(node: ast.AST | None) -> str:
    """`name` or `name.attribute…` for an expression of that form, else ""."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = access_path(node.value)
        return f"{base}.{node.attr}" if base else ""
    if isinstance(node, ast.NamedExpr):
        return access_path(node.target)
    return ""


def assign_path(frame: Frame, path: str, value: Value) -> None:
    """A strong update: what was known of the path and of what hangs on it is gone."""
    if frame.elsewhere:
        home = frame.elsewhere.get(path.partition(".")[0])
        if home is not None:
            frame.env.pop(path, None)
            if home.is_module and path in home.env:  # functions run in any order
                value = join(home.env[path], value)
            frame = home
    value = bounded(value)
    prefix = f"{path}."
    for known in [known for known in frame.env if known.startswith(prefix)]:
        del frame.env[known]
    frame.env[path] = value


def joined(one: Environment, other: Environment) -> Environment:
    """What holds after either; a name that only one binds may come from there."""
    result = dict(one)
    get = one.get
    for path, value in [pair for pair in other.items() if get(pair[0]) is not pair[1]]:
        mine = get(path)
        if mine is not None:
            result[path] = join(mine, value)
        else:
            result[path] = join(value, held(one, path)) if "." in path else value
    if len(result) > len(other):
        for path in one:
            if "." in path and path not in other:
                result[path] = join(one[path], held(other, path))
    return result


def held(environment: Environment, path: str) -> Value:
    """What the object that the path begins with holds under the rest of it."""
    name, *attributes = path.split(".")
    value = environment.get(name, UNKNOWN)
    for attribute in attributes:
        name = f"{name}.{attribute}"
        value = environment[name] if name in environment else value.state.get(attribute, UNKNOWN)
    return value


def joined_all(environments: list[Environment]) -> Environment:
    result = environments[0]
    for environment in environments[1:]:
        result = joined(result, environment)
    return result


def on_the_way(value: Value, node: ast.AST, frame: Frame, text: str) -> Value:
    """The value with the node as a further step of its path."""
    return stepped(value, step_at(node, frame.module, text)) if value.taints else value
