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
    """The expression of the receiver of a method call, None for another call."""
    node = call.node
    return node.func.value if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None


def change(machine: Machine, call: Call, value: Value, frame: Frame) -> None:
    """The method has changed its receiver to the value."""
    target = target_of(call)
    if target is not None:
        holding.update(machine, target, value, frame)


def first(call: Call, name: str = "") -> Value:
    """The first argument, by position or by that name; UNKNOWN when it is not given."""
    return call.positional[0] if call.positional else call.keywords.get(name, UNKNOWN)
