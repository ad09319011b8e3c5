"""Scopes and what their names are bound to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import libcst as cst

MODULE, FUNCTION, CLASS, COMPREHENSION = "module", "function", "class", "comprehension"


@dataclass(frozen=True)
class Operand:
    """An expression and the scope in which its names are looked up."""

    node: cst.BaseExpression
    scope: Scope


@dataclass(frozen=True)
class Imported:
    """qualified: the dotted name that was imported; relative ones begin with dots.

    place: where the imported name stands in the statement, as bytes of the view or as a node, or
    None when it is renamed (`as`) or dotted.
    """

    qualified: str
    place: tuple[int, int] | cst.CSTNode | None = None


@dataclass(frozen=True)
class Assigned:
    """load: the value's expression, parsed when it is asked for; None when it cannot be."""

    load: Callable[[], Operand | None]


@dataclass(frozen=True)
class Annotated:
    """A parameter or variable of a declared type, of which it holds an instance."""

    load: Callable[[], Operand | None]


@dataclass(frozen=True)
class Derived:
    """A class and its bases: for what can go wrong, it is each of them."""

    load: Callable[[], list[Operand]]


@dataclass(frozen=True)
class Receiver:
    """The first parameter of a method: an instance of the class whose scope this is."""

    owner: Scope


@dataclass(frozen=True)
class Opaque:
    """Bound to something that is not followed."""


Binding = Imported | Assigned | Annotated | Derived | Receiver | Opaque
OPAQUE = Opaque()


@dataclass(eq=False)
class Scope:
    """A module, class, function or comprehension while its names are collected.

    attributes: of a class, what its methods assign to attributes of their receiver.
    stars: modules from which everything is imported. outside: names declared global or nonlocal.
    frozen: a module scope that was collected from the whole file already.
    """

    kind: str
    parent: Scope | None = None
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    attributes: dict[str, list[Binding]] = field(default_factory=dict)
    bases: list[Operand] = field(default_factory=list)
    stars: list[str] = field(default_factory=list)
    outside: set[str] = field(default_factory=set)
    frozen: bool = False
    resolved: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    constants: dict[tuple[int, int], Any] = field(default_factory=dict)

    def bind(self, name: str, binding: Binding) -> None:
        if not self.frozen and name not in self.outside:
            self.bindings.setdefault(name, []).append(binding)

    @property
    def module(self) -> Scope:
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope


def lookup(scope: Scope, name: str) -> list[Binding] | None:
    """What a name is bound to, as seen from the scope; None when nothing in the file binds it."""
    current: Scope | None = scope
    while current is not None:
        # the names of a class body are not visible in its methods
        if name in current.bindings and (current is scope or current.kind != CLASS):
            return current.bindings[name]
        current = current.parent
    return None


def own_attribute(owner: Scope, name: str) -> list[Binding]:
    """What the class binds an attribute to, in its body or through the receiver of a method."""
    return [*owner.bindings.get(name, ()), *owner.attributes.get(name, ())]


def visible_imports(scope: Scope) -> dict[str, Imported]:
    """Name -> import, for the names that the scope sees and that only imports bind."""
    found: dict[str, Imported] = {}
    current: Scope | None = scope
    while current is not None:
        for name, bindings in current.bindings.items():
            if len(bindings) == 1 and isinstance(bindings[0], Imported) and lookup(scope, name) is bindings:
                found[name] = bindings[0]
        current = current.parent
    return found
