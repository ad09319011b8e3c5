"""Where a call does harm when an outsider chooses what it is given."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from pratique.lint.flow import (
    paths,
    states,
    templates,
    vectors,
)
from pratique.lint.flow.arguments import relevant
from pratique.lint.flow.machine import (
    SETTLED,
    Frame,
    Hit,
    Machine,
    step_at,
)
from pratique.lint.flow.model import ANY, NOT_GIVEN, RECEIVER, Argument, Sink
from pratique.lint.flow.program import Class, ancestors
from pratique.lint.flow.values import (
    ALL,
    LOCAL,
    UNKNOWN,
    Taint,
    Value,
    all_taints,
    farthest,
    make_list,
    reaching,
)

if TYPE_CHECKING:
    from pratique.lint.flow.calls import Call


# Kinds of sinks for which a rule on the pattern of the call speaks too, where nothing is known of the value.
_SETTLING = frozenset({"command", "sql", "code"})


def holds(call: Call, conditions: tuple[tuple[Argument, Any], ...]) -> bool:
    """Whether every condition on the arguments certainly holds."""
    for which, wanted in conditions:
        value = call.argument(which)
        if wanted is NOT_GIVEN:
            if value is not None:
                return False
        elif value is None:
            return False
        elif isinstance(which, str) and which != RECEIVER and "." in which:
            if not states.may_be(value, wanted):
                return False
        elif isinstance(wanted, bool):
            if value.truth is not wanted:
                return False
        elif isinstance(wanted, frozenset):  # one of these, by name
            if not value.refs or not all(_is_one_of(ref, wanted) for ref in value.refs):
                return False
        elif isinstance(wanted, re.Pattern):
            if not _matches(wanted, value):
                return False
        elif value.constant != wanted and wanted not in value.refs and value.type != wanted:
            return False
    return True


def _is_one_of(ref: Any, names: frozenset[str]) -> bool:
    """Whether it is one of the names, or a class of the program that derives from one."""
    return ref in names or (isinstance(ref, Class) and not names.isdisjoint(ancestors(ref)))


def _matches(pattern: re.Pattern[str], value: Value) -> bool:
    """Whether every text that it may be matches; what is not known of it is read as NUL."""
    if value.parts:
        return pattern.match("".join(part if isinstance(part, str) else "\0" for part in value.parts)) is not None
    return bool(value.constants) and all(isinstance(c, str) and pattern.match(c) for c in value.constants or ())


def at_sinks(machine: Machine, call: Call, names: list[str], frame: Frame) -> bool:
    """Report what reaches a sink that the call is; whether it is one whose result is its own."""
    met = False
    for name in names:
        for sink in machine.library.sinks.get(name, ()):
            if sink.receiver and not _is_named(call, sink.receiver):
                continue
            met = met or not sink.passes
            if holds(call, sink.when) and not any(holds(call, (condition,)) for condition in sink.unless):
                if sink.arguments:
                    _at_sink(machine, call, sink, frame)
                elif not _is_one_of_several(name, names):
                    weak_at(machine, call, sink, frame)
    return met


def _is_named(call: Call, pattern: str) -> bool:
    """Whether the receiver's own name, or its last part, matches."""
    target = call.node.func if isinstance(call.node, ast.Call) else None
    owner = target.value if isinstance(target, ast.Attribute) else None
    name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
    return re.fullmatch(pattern, name) is not None


def _is_one_of_several(name: str, names: list[str]) -> bool:
    """Whether what is called may be another function of the module, or class, too."""
    owner = name.rpartition(".")[0]
    return any(other != name and other.rpartition(".")[0] == owner for other in names)


def weak_at(machine: Machine, call: Call, sink: Sink, frame: Frame) -> None:
    """Report a call that does harm by what it is told; in another file only what this one chose."""
    if frame.module is not machine.program.main and (machine.quiet or _is_written_out(call, sink)):
        return
    told = Taint(step_at(call.node, frame.module, sink.what), LOCAL, frozenset({ALL}))
    named = next((value for which in sink.about if (value := call.argument(which)) is not None), UNKNOWN)
    quiet, machine.quiet = machine.quiet, 0  # it holds whoever calls the function
    hit_at(machine, sink.kind, call.node, None, told, named, sink, frame)
    machine.quiet = quiet


def _is_written_out(call: Call, sink: Sink) -> bool:
    """Whether the call itself says, in constants, all that makes it weak."""
    function = call.node.func if isinstance(call.node, ast.Call) else None
    told = [call.node_of(which) for which, _ in sink.when if not (isinstance(which, str) and "." in which)]
    return isinstance(function, (ast.Name, ast.Attribute)) and all(
        node is None or isinstance(node, ast.Constant) for node in told
    )


def _at_sink(machine: Machine, call: Call, sink: Sink, frame: Frame) -> None:
    for place, value in _examined(call, sink):
        harmful = relevant(sink, value)
        if sink.judged_by is not None and paths.is_judged_harmless(call.node_of(place), sink.judged_by, frame):
            continue
        taints = reaching(harmful, sink.kind)
        if taints and not paths.harmless(sink.kind, harmful):
            hit_at(machine, sink.kind, call.node, call.node_of(place), farthest(taints), value, sink, frame)
        elif sink.kind in _SETTLING and not sink.is_vector and not taints:
            _settle(machine, call, place, value, sink, frame)


def _settle(machine: Machine, call: Call, place: Argument, value: Value, sink: Sink, frame: Frame) -> None:
    """Say of a command, a query or code that it does no harm: an outsider's value in a harmless form, or what
    folds to a constant."""
    node = call.node_of(place)
    taints = all_taints(value)
    if taints:
        hit_at(machine, SETTLED, call.node, node, taints[0], value, sink, frame)
    elif frame.depth == 0 and not isinstance(node, (ast.Constant, ast.JoinedStr)):
        if value.constants is not None and id(call.node) not in machine.unsettled:
            folded = Taint(step_at(call.node, frame.module, "a constant"), LOCAL, frozenset({ALL}))
            hit_at(machine, SETTLED, call.node, node, folded, value, sink, frame)
        else:  # on another way, or in another round of a loop
            machine.unsettled.add(id(call.node))


def _examined(call: Call, sink: Sink) -> Iterator[tuple[Argument, Value]]:
    """The arguments that matter to the sink, or what matters of them."""
    if sink.is_vector and ANY in sink.arguments:
        given = _of_vector(sink)(make_list("list", call.positional))
        yield from ((ANY, value) for value in given)
        return
    for which in sink.arguments:
        for place, value in _given(call, which):
            if value is None:
                continue
            if sink.is_vector or (sink.or_vector and value.container is not None):
                yield from ((place, item) for item in _of_vector(sink)(value))
            elif sink.element is not None and value.container is not None:
                yield place, value.container.known.get(sink.element, UNKNOWN)
            elif sink.template is not None and isinstance(place, int) and place > sink.template:
                template = call.argument(sink.template)
                yield place, templates.filled(template, place - sink.template - 1, value)
            else:
                yield place, value


def _of_vector(sink: Sink) -> Callable[[Value], Iterator[Value]]:
    return vectors.options if sink.kind == "option" else vectors.commands


def _given(call: Call, which: Argument) -> list[tuple[Argument, Value | None]]:
    if which == ANY:
        return [*enumerate(call.positional), *call.keywords.items()]
    return [(which, call.argument(which))]


def _body(frame: Frame) -> ast.AST:
    return frame.function.node if frame.function is not None else frame.module.tree


def hit_at(
    machine: Machine,
    kind: str,
    node: ast.AST,
    argument: ast.expr | None,
    taint: Any,
    value: Value,
    sink: Sink | None,
    frame: Frame,
) -> None:
    """Report a hit at the node, or at the call in the file at hand that leads to it."""
    if frame.module is machine.program.main:
        machine.report(Hit(kind, node, argument, taint, value, sink, function=_body(frame)))
        return
    for module, caller in reversed(frame.calls):
        if module is machine.program.main:
            where = step_at(node, frame.module, f"used in {sink.what or sink.name}" if sink else "used here")
            machine.report(Hit(kind, caller, None, taint, value, sink, where, _body(frame)))
            return
