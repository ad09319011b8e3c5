"""What calls of a library do to the state of an object: a feature that is set, an option that is kept."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pratique.lint.flow import holding
from pratique.lint.flow.machine import Frame, Machine
from pratique.lint.flow.model import Returns, Sets
from pratique.lint.flow.values import Value, replace

if TYPE_CHECKING:
    from pratique.lint.flow.calls import Call


def kept(item: Returns, call: Call) -> Mapping[str, Value]:
    """The options of a call that its result remembers."""
    return {name: value for name in item.keeps if (value := call.keywords.get(name)) is not None}


def change(machine: Machine, call: Call, setter: Sets, frame: Frame) -> None:
    """Give the receiver of the call the attribute that the call sets."""
    node = call.node
    value = call.argument(setter.value)
    if value is not None and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        old = machine.evaluate(node.func.value, frame)
        holding.update(machine, node.func.value, replace(old, state={**old.state, setter.attribute: value}), frame)


def may_be(value: Value, wanted: Any) -> bool:
    """Whether an attribute may have the value: on one way at least it certainly does."""
    if value.constants is None:
        return isinstance(wanted, bool) and (value.truth is wanted or (wanted and bool(value.refs)))
    return any(bool(item) is wanted if isinstance(wanted, bool) else item == wanted for item in value.constants)
