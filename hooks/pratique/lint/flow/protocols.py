"""What the special methods of the program's own classes give: the text of an object, its elements."""

from __future__ import annotations

import ast

from pratique.lint.flow import functions, objects
from pratique.lint.flow.machine import Frame, Machine
from pratique.lint.flow.values import Container, Value


def special(machine: Machine, value: Value, names: tuple[str, ...], node: ast.AST, frame: Frame) -> Value | None:
    """The result of the first of the methods that the object's class defines, called without arguments."""
    from pratique.lint.flow.calls import Call

    for name in names if value.type in machine.classes else ():
        method = objects.method_of(machine, value.type, name)
        if method is not None:
            return functions.run(machine, method, Call(node, value, [], {}, [], {}), value, node, frame)[0]
    return None


def element(machine: Machine, value: Value, key: Value, node: ast.Subscript, frame: Frame) -> Value | None:
    """`value[key]`, where the object's class says what that is."""
    from pratique.lint.flow.calls import Call

    method = objects.method_of(machine, value.type, "__getitem__")
    made = Call(node, value, [key], {}, [node.slice], {})
    return functions.run(machine, method, made, value, node, frame)[0] if method is not None else None


def spoken(machine: Machine, value: Value, node: ast.AST, frame: Frame) -> Value:
    """The object as a text, where its class says what that is."""
    found = special(machine, value, ("__str__", "__repr__"), node, frame)
    return value if found is None else found


def formatted(machine: Machine, value: Value, node: ast.AST, frame: Frame) -> Value:
    """The object in a formatted text, where its class says what that is."""
    found = special(machine, value, ("__format__",), node, frame)
    return spoken(machine, value, node, frame) if found is None else found


def iterated(machine: Machine, value: Value, node: ast.AST, frame: Frame) -> Value:
    """What iteration over the object goes through, where its class says what that is."""
    found = special(machine, value, ("__iter__", "__aiter__"), node, frame)
    if found is None or found.container is not None:
        return value if found is None else found
    element = special(machine, found, ("__next__", "__anext__"), node, frame)
    return found if element is None else Value(container=Container("list", {}, element, exact=False))
