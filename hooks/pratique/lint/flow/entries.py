"""Which functions a framework calls with an outsider's values, and what it hands them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pratique.lint.flow import objects
from pratique.lint.flow.machine import Frame, Machine, step_at
from pratique.lint.flow.model import ANY, Argument, Entry, Parameter
from pratique.lint.flow.program import Class, Function
from pratique.lint.flow.values import UNKNOWN, Taint, Value

# Annotations whose values are of a form that does no harm, whoever chooses them.
_HARMLESS = frozenset(
    ["int", "float", "bool", "complex", "UUID", "date", "datetime", "time", "timedelta", "Decimal", "None", "NoneType"]
)
# `<int:name>` of Werkzeug and Django, `{name:int}` of Starlette.
_CONVERTED = re.compile(r"<(?P<kind>\w+)(?:\([^)]*\))?:(?P<name>\w+)>|\{(?P<name2>\w+):(?P<kind2>\w+)\}")
_HARMLESS_CONVERTERS = frozenset({"int", "float", "uuid", "bool", "slug"})


def entry_of(machine: Machine, function: Function, frame: Frame) -> Entry | None:
    """The entry that the function is, by decorator, class or name; None for an ordinary function."""
    names = [name for decorator in function.decorators for name in _decorator_names(machine, decorator, frame)]
    for entry in machine.library.entries:
        if any(name in entry.decorators for name in names):
            return entry
        if function.owner is not None and _is_method(machine, function, function.owner, entry):
            return entry
        if entry.names and function.owner is None and _is_named(function, entry):
            return entry
    return None


def _decorator_names(machine: Machine, node: ast.expr, frame: Frame) -> Iterator[str]:
    """Qualified names of a decorator; `*.route` for a method of an object that is not known."""
    target = node.func if isinstance(node, ast.Call) else node
    if isinstance(target, ast.Attribute):
        owner = machine.evaluate(target.value, frame)
        found = objects.names_of(machine, owner, target.attr)
        yield from found
        if isinstance(node, ast.Call) and not owner.type and _routes(node):
            yield f"*.{target.attr}"
    else:
        for ref in machine.evaluate(target, frame).refs:
            if isinstance(ref, str):
                yield from machine.library.names_of(ref)


def _routes(node: ast.Call) -> bool:
    """Whether the decorator's first argument is a path of a route."""
    first = node.args[0] if node.args else None
    return isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value.startswith("/")


def _is_method(machine: Machine, function: Function, owner: Class, entry: Entry) -> bool:
    if not entry.bases or function.name.rpartition(".")[2] not in entry.methods:
        return False
    lineage = objects.lineage(machine, objects.type_name(machine, owner))
    return any(machine.library.is_a(kind, base) for kind in lineage for base in entry.bases)


def _is_named(function: Function, entry: Entry) -> bool:
    patterns = [name for name in entry.names if re.fullmatch(name.replace("*", ".*"), function.name)]
    if not patterns:
        return False
    wanted = [which for which in entry.parameters if isinstance(which, str) and which != ANY]
    given = {argument.arg for argument in function.node.args.args}
    return all(name in given for name in wanted)


def bind_entry(machine: Machine, function: Function, entry: Entry | None, frame: Frame) -> None:
    """Give every parameter of a root function its value."""
    arguments = function.node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    if function.owner is not None and not function.is_static and positional:
        kind = objects.type_name(machine, function.owner)
        frame.receiver = Value(type=kind, state=machine.instances.get(kind, {}))
        frame.env[positional[0].arg] = frame.receiver
        positional = positional[1:]
    converted = _converters(machine, function) if entry is not None and entry.path_converters else {}
    everything: list[tuple[Argument, ast.arg]] = [
        *enumerate(positional),
        *((ANY, argument) for argument in arguments.kwonlyargs),
    ]
    for place, argument in everything:
        frame.env[argument.arg] = _parameter(machine, entry, place, argument, converted, frame)
    if arguments.kwarg is not None:
        frame.env[arguments.kwarg.arg] = _tainted(entry, ANY, arguments.kwarg, frame)
    if arguments.vararg is not None:
        frame.env[arguments.vararg.arg] = _tainted(entry, ANY, arguments.vararg, frame)


def _converters(machine: Machine, function: Function) -> dict[str, str]:
    """Parameter -> converter, from the routes in the decorators."""
    texts = [
        argument.value
        for decorator in function.decorators
        if isinstance(decorator, ast.Call)
        for argument in decorator.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
    found = {}
    for text in texts:
        for match in _CONVERTED.finditer(text):
            found[match["name"] or match["name2"]] = match["kind"] or match["kind2"]
    return found


def _parameter(
    machine: Machine, entry: Entry | None, place: Argument, argument: ast.arg, converted: dict[str, str], frame: Frame
) -> Value:
    by_type = _of_annotation(machine, argument, frame)
    if by_type is not None:
        return by_type
    if entry is None or converted.get(argument.arg) in _HARMLESS_CONVERTERS or _is_harmless(argument.annotation):
        return UNKNOWN
    which = argument.arg if argument.arg in entry.parameters else place
    return _tainted(entry, which, argument, frame)


def _tainted(entry: Entry | None, which: Argument, argument: ast.arg, frame: Frame) -> Value:
    if entry is None:
        return UNKNOWN
    parameter = entry.parameters.get(which) or entry.parameters.get(ANY) or Parameter()
    taints: tuple[Taint, ...] = ()
    if parameter.what:
        origin = step_at(argument, frame.module, f"`{argument.arg}`: {parameter.what}")
        taints = (Taint(origin, parameter.rank, frozenset(parameter.clears)),)
    return Value(taints=taints, type=parameter.type)


def _of_annotation(machine: Machine, argument: ast.arg, frame: Frame) -> Value | None:
    """An object of a class that models describe, by the parameter's annotation."""
    if argument.annotation is None:
        return None
    home = machine.module_frames.get(frame.module.path, frame)
    for node in ast.walk(argument.annotation):
        if isinstance(node, (ast.Name, ast.Attribute)):
            for ref in machine.evaluate(node, home).refs:
                for name in machine.library.names_of(ref) if isinstance(ref, str) else ():
                    if name in machine.library.parameter_types:
                        return Value(type=name)
    return None


def _is_harmless(node: ast.expr | None) -> bool:
    """Whether every value that the annotation admits is harmless."""
    if node is None:
        return False
    if isinstance(node, ast.BinOp):
        return _is_harmless(node.left) and _is_harmless(node.right)
    if isinstance(node, ast.Subscript):
        name = ast.unparse(node.value).rpartition(".")[2]
        inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if name == "Annotated":
            return _is_harmless(inner[0])
        return name == "Literal" or (name in ("Optional", "Union", "list", "List") and all(map(_is_harmless, inner)))
    name = "None" if isinstance(node, ast.Constant) and node.value is None else ast.unparse(node).rpartition(".")[2]
    return name in _HARMLESS
