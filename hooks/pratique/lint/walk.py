"""One pass over a LibCST tree: collects scopes, and the places that rules want to see.

A walk of our own over the fields that hold code: LibCST's visitors cost as much as its parser.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

import libcst as cst

from pratique.lint.scopes import (
    CLASS,
    COMPREHENSION,
    FUNCTION,
    MODULE,
    OPAQUE,
    Annotated,
    Assigned,
    Binding,
    Derived,
    Imported,
    Operand,
    Receiver,
    Scope,
    lookup,
)

# Fields that hold layout and punctuation, never code.
_LAYOUT = {
    "async", "asynchronous", "colon", "comma", "dot", "empty_lines", "equal", "first_colon", "second_colon",
    "first_line", "footer", "header", "indent", "lbrace", "lbracket", "leading_lines", "lines_after_decorators",
    "lpar", "newline", "operator", "rbrace", "rbracket", "rpar", "semicolon", "separator", "star",
    "trailing_whitespace",
}  # fmt: skip


class Place(NamedTuple):
    """A node on its way from the root: up is the place of the node around it."""

    node: cst.CSTNode
    scope: Scope
    up: Place | None

    def ancestors(self) -> Iterator[Place]:
        """The places around this one, from the nearest."""
        place = self.up
        while place is not None:
            yield place
            place = place.up


@cache
def _fields(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    return tuple(
        field.name
        for field in dataclasses.fields(kind)
        if field.name not in _LAYOUT and not field.name.startswith("whitespace")
    )


def children(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The nodes right below that hold code, in the order of the source as far as fields tell."""
    found: list[cst.CSTNode] = []
    for name in _fields(type(node)):
        value = getattr(node, name)
        if isinstance(value, (list, tuple)):
            found += [item for item in value if _is_node(item)]
        elif _is_node(value):
            found.append(value)
    return found


_NODES: dict[type, bool] = {}


def _is_node(value: object) -> bool:
    """Whether the value is a node; isinstance takes long to tell, since nodes have an abstract base."""
    kind = type(value)
    if kind not in _NODES:
        _NODES[kind] = issubclass(kind, cst.CSTNode)
    return _NODES[kind]


def walk(root: cst.CSTNode, scope: Scope, wanted: frozenset[type[cst.CSTNode]]) -> list[Place]:
    """Bind every name below root and return the places of the wanted kinds, in source order."""
    found: list[Place] = []
    stack = [Place(root, scope, None)]
    while stack:
        place = stack.pop()
        node, scope, _ = place
        kind = type(node)
        if kind in wanted:
            found.append(place)
        binder = _BINDERS.get(kind)
        if binder is not None:
            binder(node, scope)
        opener = _OPENERS.get(kind)
        if opener is None:
            stack += [Place(child, scope, place) for child in reversed(children(node))]
        else:
            stack += [Place(child, inner, place) for child, inner in reversed(opener(node, scope))]
    return found


def value_of(node: cst.BaseExpression, scope: Scope) -> Callable[[], Operand]:
    """A loader for the bindings that follow a value."""
    operand = Operand(node, scope)
    return lambda: operand


def bind_target(target: cst.BaseExpression, value: cst.BaseExpression | None, scope: Scope) -> None:
    """Bind what an assignment to the target binds; value None is one that is not followed."""
    if isinstance(target, (cst.Tuple, cst.List)):
        values = _elements(value, len(target.elements))
        for element, item in zip(target.elements, values, strict=True):
            bind_target(element.value, item if isinstance(element, cst.Element) else None, scope)
        return
    binding: Binding = OPAQUE if value is None else Assigned(value_of(value, scope))
    if isinstance(target, cst.Name):
        _holder(scope).bind(target.value, binding)
    elif isinstance(target, cst.Attribute) and isinstance(target.value, cst.Name):
        owners = lookup(scope, target.value.value) or []
        if len(owners) == 1 and isinstance(owners[0], Receiver):
            owners[0].owner.attributes.setdefault(target.attr.value, []).append(binding)


def _elements(value: cst.BaseExpression | None, count: int) -> list[cst.BaseExpression | None]:
    elements = value.elements if isinstance(value, (cst.Tuple, cst.List)) else ()
    if len(elements) != count or not all(isinstance(element, cst.Element) for element in elements):
        return [None] * count
    return [element.value for element in elements]


def _holder(scope: Scope) -> Scope:
    """The scope that an assignment binds in: never a comprehension's (PEP 572)."""
    while scope.kind == COMPREHENSION and scope.parent is not None:
        scope = scope.parent
    return scope


def _dotted(node: cst.BaseExpression | None) -> str:
    if isinstance(node, cst.Attribute):
        return f"{_dotted(node.value)}.{node.attr.value}"
    return node.value if isinstance(node, cst.Name) else ""


def _alias_name(alias: cst.ImportAlias) -> str | None:
    if alias.asname is None:
        return None
    return alias.asname.name.value if isinstance(alias.asname.name, cst.Name) else None


def _import(node: cst.Import, scope: Scope) -> None:
    for alias in node.names:
        name, renamed = _dotted(alias.name), _alias_name(alias)
        if renamed:
            scope.bind(renamed, Imported(name))
        else:
            top = name.partition(".")[0]
            scope.bind(top, Imported(top, alias.name if top == name else None))


def _import_from(node: cst.ImportFrom, scope: Scope) -> None:
    module = "." * len(node.relative) + _dotted(node.module)
    if isinstance(node.names, cst.ImportStar):
        if not scope.module.frozen:
            scope.module.stars.append(module)
        return
    for alias in node.names:
        name, renamed = _dotted(alias.name), _alias_name(alias)
        qualified = f"{module}.{name}" if node.module is not None else f"{module}{name}"
        scope.bind(renamed or name, Imported(qualified, None if renamed else alias.name))


def _assign(node: cst.Assign, scope: Scope) -> None:
    for target in node.targets:
        bind_target(target.target, node.value, scope)


def _annotated(node: cst.AnnAssign, scope: Scope) -> None:
    if node.value is not None:
        bind_target(node.target, node.value, scope)


def _walrus(node: cst.NamedExpr, scope: Scope) -> None:
    bind_target(node.target, node.value, scope)


def _target(node: cst.AugAssign | cst.For, scope: Scope) -> None:
    bind_target(node.target, None, scope)


def _loop(node: cst.CompFor, scope: Scope) -> None:
    for name in _names_in(node.target):
        scope.bind(name, OPAQUE)


def _names_in(node: cst.CSTNode) -> Iterator[str]:
    if isinstance(node, cst.Name):
        yield node.value
    elif isinstance(node, (cst.Tuple, cst.List)):
        for element in node.elements:
            yield from _names_in(element.value)


def _entered(node: cst.WithItem, scope: Scope) -> None:
    if node.asname is not None:
        bind_target(node.asname.name, node.item, scope)


def _caught(node: cst.ExceptHandler | cst.ExceptStarHandler, scope: Scope) -> None:
    if node.name is not None:
        bind_target(node.name.name, None, scope)


def _captured(node: cst.MatchAs | cst.MatchStar, scope: Scope) -> None:
    if node.name is not None:
        scope.bind(node.name.value, OPAQUE)


def _rest(node: cst.MatchMapping, scope: Scope) -> None:
    if node.rest is not None:
        scope.bind(node.rest.value, OPAQUE)


def _outside(node: cst.Global | cst.Nonlocal, scope: Scope) -> None:
    """A name of another scope that is assigned here may hold anything there."""
    for item in node.names:
        name = item.name.value
        holder = scope.module if isinstance(node, cst.Global) else _enclosing(scope, name)
        if holder is not None:
            holder.bind(name, OPAQUE)
        if scope is not holder:
            scope.outside.add(name)


def _enclosing(scope: Scope, name: str) -> Scope | None:
    parent = scope.parent
    while parent is not None and name not in parent.bindings:
        parent = parent.parent
    return parent if parent is not None and parent.kind != MODULE else None


def _function_name(node: cst.FunctionDef, scope: Scope) -> None:
    scope.bind(node.name.value, OPAQUE)


def _class_name(node: cst.ClassDef, scope: Scope) -> None:
    bases = [Operand(base.value, scope) for base in node.bases if not base.star and base.keyword is None]
    scope.bind(node.name.value, Derived(lambda: bases))


# Node kind -> what it binds in the scope it stands in.
_BINDERS: dict[type[cst.CSTNode], Callable[..., None]] = {
    cst.Import: _import,
    cst.ImportFrom: _import_from,
    cst.Assign: _assign,
    cst.AnnAssign: _annotated,
    cst.NamedExpr: _walrus,
    cst.AugAssign: _target,
    cst.For: _target,
    cst.CompFor: _loop,
    cst.WithItem: _entered,
    cst.ExceptHandler: _caught,
    cst.ExceptStarHandler: _caught,
    cst.MatchAs: _captured,
    cst.MatchStar: _captured,
    cst.MatchMapping: _rest,
    cst.Global: _outside,
    cst.Nonlocal: _outside,
    cst.FunctionDef: _function_name,
    cst.ClassDef: _class_name,
}

Child = tuple[cst.CSTNode, Scope]


def _parameters(parameters: cst.Parameters) -> list[cst.Param]:
    stars = [item for item in (parameters.star_arg, parameters.star_kwarg) if isinstance(item, cst.Param)]
    return [*parameters.posonly_params, *parameters.params, *parameters.kwonly_params, *stars]


def _bind_parameters(parameters: list[cst.Param], inner: Scope, outer: Scope) -> Iterator[Child]:
    """Bind them inside; what their defaults and annotations hold is looked up outside."""
    for parameter in parameters:
        binding: Binding = OPAQUE
        if parameter.annotation is not None and not parameter.star:
            binding = Annotated(value_of(parameter.annotation.annotation, outer))
            yield parameter.annotation, outer
        inner.bind(parameter.name.value, binding)
        if parameter.default is not None:
            yield parameter.default, outer


def _open_function(node: cst.FunctionDef, scope: Scope) -> list[Child]:
    inner = Scope(FUNCTION, scope)
    outer: list[Child] = [(decorator, scope) for decorator in node.decorators]
    parameters = _parameters(node.params)
    outer += _bind_parameters(parameters, inner, scope)
    if scope.kind == CLASS and parameters and not parameters[0].star and not _is_static(node):
        inner.bindings[parameters[0].name.value] = [Receiver(scope)]
    return [*outer, (node.body, inner)]


def _is_static(node: cst.FunctionDef) -> bool:
    return any(
        isinstance(decorator.decorator, cst.Name) and decorator.decorator.value == "staticmethod"
        for decorator in node.decorators
    )


def _open_class(node: cst.ClassDef, scope: Scope) -> list[Child]:
    inner = Scope(CLASS, scope)
    inner.bases = [Operand(base.value, scope) for base in node.bases if not base.star]
    around: Iterable[cst.CSTNode] = (*node.decorators, *node.bases, *node.keywords)
    return [*((item, scope) for item in around), (node.body, inner)]


def _open_lambda(node: cst.Lambda, scope: Scope) -> list[Child]:
    inner = Scope(FUNCTION, scope)
    outer = list(_bind_parameters(_parameters(node.params), inner, scope))
    return [*outer, (node.body, inner)]


def _open_comprehension(node: cst.BaseComp, scope: Scope) -> list[Child]:
    inner = Scope(COMPREHENSION, scope)
    return [(child, inner) for child in children(node)]


# Node kind -> its children with the scope of each, for the kinds that open a scope.
_OPENERS: dict[type[cst.CSTNode], Callable[..., list[Child]]] = {
    cst.FunctionDef: _open_function,
    cst.ClassDef: _open_class,
    cst.Lambda: _open_lambda,
    cst.GeneratorExp: _open_comprehension,
    cst.ListComp: _open_comprehension,
    cst.SetComp: _open_comprehension,
    cst.DictComp: _open_comprehension,
}
