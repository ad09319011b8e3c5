"""Binding targets to values, and what iteration over a value gives."""

from __future__ import annotations

import ast

from pratique.lint.flow import drawn
from pratique.lint.flow.characters import CHARACTER
from pratique.lint.flow.holding import set_attribute, set_element
from pratique.lint.flow.machine import (
    Frame,
    Machine,
    assign_path,
    on_the_way,
)
from pratique.lint.flow.objects import names_of, sourced
from pratique.lint.flow.values import (
    Container,
    Value,
    elements,
    join,
    join_all,
    make_list,
)


def assign(machine: Machine, target: ast.expr, value: Value, frame: Frame) -> None:
    """Bind the target to the value."""
    if isinstance(target, ast.Name):
        drawn.kept(machine, target.id, target, value, frame)
        assign_path(frame, target.id, on_the_way(value, target, frame, f"assigned to `{target.id}`"))
    elif isinstance(target, (ast.Tuple, ast.List)):
        _unpack(machine, target.elts, value, frame)
    elif isinstance(target, ast.Starred):
        assign(machine, target.value, value, frame)
    elif isinstance(target, ast.Attribute):
        drawn.kept(machine, target.attr, target, value, frame)
        set_attribute(machine, target, value, frame)
    elif isinstance(target, ast.Subscript):
        set_element(machine, target, value, frame)


def _unpack(machine: Machine, targets: list[ast.expr], value: Value, frame: Frame) -> None:
    if value.type:  # what iteration over the object gives
        value = sourced(machine, names_of(machine, value, "__iter__"), targets[0], frame) or value
    container = value.container
    if isinstance(value.constant, (tuple, str)):
        container = make_list("tuple", [Value(constants=(item,)) for item in value.constant[:65]]).container
    stars = [number for number, target in enumerate(targets) if isinstance(target, ast.Starred)]
    if stars and container is not None and container.exact and container.kind != "dict":
        items = list(container.known.values())
        after = len(targets) - stars[0] - 1
        middle = make_list("list", items[stars[0] : len(items) - after])
        values = [*items[: stars[0]], middle, *items[len(items) - after :]]
        if len(values) == len(targets):
            for target, item in zip(targets, values, strict=True):
                assign(machine, target, item, frame)
            return
    fits = container is not None and container.exact and len(container.known) == len(targets)
    plain = not any(isinstance(target, ast.Starred) for target in targets)
    for number, target in enumerate(targets):
        if container is not None and fits and plain and number in container.known:
            item = container.known[number]
        else:
            item = element_of(value)
        if isinstance(target, ast.Starred):
            item = Value(container=Container("list", {}, item, exact=False))
        assign(machine, target, item, frame)


def element_of(value: Value) -> Value:
    """Any element that iteration over the value may give."""
    if isinstance(value.constant, (str, bytes, tuple, list, range, frozenset, set)):
        return join_all(Value(constants=(item,)) for item in list(value.constant)[:17])
    if value.container is not None:
        if value.container.kind == "dict":
            keys = [Value(constants=(key,)) for key in value.container.known]
            rest = [Value(taints=value.taints)] if value.container.rest is not None or value.taints else []
            return join_all([*keys, *rest])
        found = join_all(elements(value.container))
        return join(found, Value(taints=value.taints)) if value.taints else found
    kind = CHARACTER if value.type == "str" else value.type
    return Value(taints=value.taints, type=kind if value.taints else "")
