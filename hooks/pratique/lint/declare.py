"""What a rule module says beside its documentation: when it matters, and what it reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any

from pratique.core import room
from pratique.core.finding import Confidence, Severity
from pratique.core.rule import Rule
from pratique.lint.triggers import Triggers

if TYPE_CHECKING:
    import libcst as cst

    from pratique.lint.scopes import Imported

ROOM = "pratique.lint.rules"


@dataclass(frozen=True)
class Replace:
    """Put text in the place of a node; the node's own parentheses stay."""

    node: cst.CSTNode
    text: str


@dataclass(frozen=True)
class RemoveArgument:
    """Take an argument out of a call, with its comma and without any comment."""

    call: cst.Call
    argument: cst.Arg


@dataclass(frozen=True)
class AppendArgument:
    """Put an argument after the last one of a call that has arguments."""

    call: cst.Call
    text: str


@dataclass(frozen=True)
class AddImport:
    """Add `import module`, or `from module import name`, where it is not yet there."""

    module: str
    name: str = ""


@dataclass(frozen=True)
class RenameImport:
    """Import new instead of the name that an import binds and that nothing else uses.

    whole: new is a statement, and stands for the whole line of a from-import.
    """

    imported: Imported
    new: str
    whole: bool = False


@dataclass(frozen=True)
class InsertBefore:
    """Put lines, indented alike, before a statement that begins a line of its own."""

    statement: cst.CSTNode
    lines: tuple[str, ...]


Change = Replace | RemoveArgument | AppendArgument | AddImport | RenameImport | InsertBefore


@dataclass(frozen=True)
class Repair:
    """A fix in terms of the tree. safe, reason: as in core.finding.Fix."""

    title: str
    changes: tuple[Change, ...]
    safe: bool = True
    reason: str = ""


@dataclass(frozen=True)
class Report:
    """What a rule found: node is the place, or its bytes [start, end) in the file.

    cwe: the weaknesses, where they differ from place to place. What is empty or None is taken from the rule.
    """

    node: cst.CSTNode | tuple[int, int]
    message: str = ""
    help: str = ""
    repair: Repair | None = None
    severity: Severity | None = None
    confidence: Confidence | None = None
    profile: str = ""
    cwe: tuple[int, ...] = ()


# View class (see views.py) -> the function that judges such a view.
Checks = Mapping[type[Any], Callable[[Any], Iterator[Report]]]


@dataclass(frozen=True)
class LintRule:
    """A rule's module, loaded.

    triggers: what the code must hold for it to be asked (see triggers.py).
    kinds: of the sinks whose hits it judges, for a rule on data flow; such a rule needs no triggers.
    settles: of these kinds, those of which it judges every outsider's value, so that one which does no
    harm is settled; all of them where the module does not say.
    supersedes: rules whose findings at the same place it makes needless.
    """

    rule: Rule
    triggers: Triggers
    checks: Checks
    kinds: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    settles: tuple[str, ...] = ()


def load(name: str) -> LintRule:
    """The lint rule of that name, from its module."""
    module: ModuleType = room.module(ROOM, name)
    kinds = tuple(getattr(module, "KINDS", ()))
    supersedes = tuple(getattr(module, "SUPERSEDES", ()))
    settles = tuple(getattr(module, "SETTLES", kinds))
    triggers = tuple(getattr(module, "TRIGGERS", ()))
    return LintRule(module.RULE, triggers, dict(module.CHECKS), kinds, supersedes, settles)
