"""Validated data: what the fields that a class of the program declares let through."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pratique.lint.flow import functions, objects
from pratique.lint.flow.machine import Frame, Machine, step_at
from pratique.lint.flow.values import REMOTE, UNKNOWN, Container, Taint, Value, cleared

if TYPE_CHECKING:
    from pratique.lint.flow.model import Schema


def declared(machine: Machine, base: Value, names: list[str], node: ast.AST, frame: Frame) -> Value | None:
    """The validated data, if the attribute or call gives that: its harmless fields are clean."""
    for name in names:
        for schema in machine.library.schemas.get(name, ()):
            taints = base.taints or (Taint(step_at(node, frame.module, schema.what), REMOTE),)
            taints = cleared(Value(taints=taints), ("massassign",)).taints  # it names the fields
            known = dict.fromkeys(_harmless(machine, base, schema), UNKNOWN)
            return Value(container=Container("dict", known, Value(taints=taints), exact=False))
    return None


def _harmless(machine: Machine, base: Value, schema: Schema) -> list[str]:
    """Names of the declared fields whose validated values do no harm."""
    found: dict[str, bool] = {}
    for kind in objects.lineage(machine, base.type) if base.type else ():
        owner = machine.classes.get(kind)
        if owner is None:
            continue
        home = functions.module_frame(machine, owner.module)
        for item in owner.node.body:
            if isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name):
                name = item.targets[0].id
                found.setdefault(name, _is_harmless(machine, item.value, schema, home))
    return [name for name, harmless in found.items() if harmless]


def _is_harmless(machine: Machine, node: ast.expr, schema: Schema, home: Frame) -> bool:
    if not isinstance(node, ast.Call):
        return False
    kinds = [ref for ref in machine.evaluate(node.func, home).refs if isinstance(ref, str)]
    return any(kind.rpartition(".")[2] in schema.fields for kind in kinds)
