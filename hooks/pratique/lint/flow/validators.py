"""Validators of fields: what the methods that a class declares for a field let through.

(docs.pydantic.dev/latest/concepts/validators, docs.sqlalchemy.org: simple validators)
"""

from __future__ import annotations

import ast

from pratique.lint.flow import functions
from pratique.lint.flow.machine import Frame, Machine
from pratique.lint.flow.program import Class, Function
from pratique.lint.flow.values import UNKNOWN, Value

_DECORATORS = frozenset({"field_validator", "validator"})


def validated(machine: Machine, owner: Class, field: str, value: Value) -> Value:
    """The field's value after each validator that the class declares for it."""
    if not value.taints:
        return value
    for method in owner.methods.values():
        if method.node not in machine.running and _validates(method, field):
            value = _returned(machine, method, value)
    return value


def _validates(method: Function, field: str) -> bool:
    """Whether a decorator of the method names the field; one that runs before the conversion counts as well."""
    for item in method.decorators:
        if isinstance(item, ast.Call) and ast.unparse(item.func).rpartition(".")[2] in _DECORATORS:
            named = {argument.value for argument in item.args if isinstance(argument, ast.Constant)}
            if named & {field, "*"}:
                return True
    return False


def _returned(machine: Machine, method: Function, value: Value) -> Value:
    """What the validator returns, given the class and the value."""
    names = functions.positional(method)
    place = 0 if method.is_static else 1
    if len(names) <= place:
        return value
    functions.module_frame(machine, method.module)
    inner = Frame(method.module, {names[place].arg: value}, method, depth=1)
    machine.running.append(method.node)
    machine.quiet += 1
    try:
        result = functions.body_result(machine, method, inner)
    finally:
        machine.quiet -= 1
        machine.running.pop()
    return UNKNOWN if result is functions.NEVER else result
