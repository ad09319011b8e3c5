"""What the handlers of built-in calls share."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from pratique.lint.flow import holding
from pratique.lint.flow.machine import Frame, Machine
from pratique.lint.flow.values import (
    UNKNOWN,
    Value,
)

if TYPE_CHECKING:
    from pratique.lint.flow.calls import Call


Handler = Callable[[Machine, "Call", Frame], "Value | None"]


def target_of(call: Call) -> ast.expr | None:
    node = call.node
    return node.func.value if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None


def change(machine: Machine, call: Call, value: Value, frame: Frame) -> None:
    target = target_of(call)
    if target is not None:
        holding.update(machine, target, value, frame)


def first(call: Call, name: str = "") -> Value:
    return call.positional[0] if call.positional else call.keywords.get(name, UNKNOWN)
