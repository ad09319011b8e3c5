"""What the parameters of an entry, or of any function that is interpreted by itself, hold."""

from __future__ import annotations

import ast

from pratique.lint.flow import calls, characters, functions, objects, options, routes
from pratique.lint.flow.machine import Frame, Machine, step_at
from pratique.lint.flow.model import ANY, TEXT, Argument, Entry, Parameter
from pratique.lint.flow.program import Class, Function
from pratique.lint.flow.values import ALL, UNKNOWN, Container, Taint, Value, cleared, replace

# Annotations whose values are of a form that does no harm, whoever chooses them.
HARMLESS = frozenset(
    (
        *("int", "float", "bool", "complex", "UUID", "date", "datetime", "time", "timedelta", "Decimal", "None"),
        *("NoneType", "UUID1", "UUID3", "UUID4", "UUID5", "PositiveInt", "NegativeInt", "NonNegativeInt", "conint"),
        *("NonPositiveInt", "PositiveFloat", "NonNegativeFloat", "StrictInt", "StrictBool", "StrictFloat"),
        *("IPvAnyAddress", "IPv4Address", "IPv6Address", "PastDate", "FutureDate", "AwareDatetime", "NaiveDatetime"),
        *("condecimal", "confloat", "condate", "FiniteFloat", "PastDatetime", "FutureDatetime"),
    )
)
_WRAPPERS = frozenset({"Optional", "Union", "list", "List", "set", "Set", "tuple", "Tuple", "Sequence", "frozenset"})
_TEXTS = frozenset({"str", "bytes", "EmailStr", "HttpUrl", "AnyUrl", "AnyHttpUrl", "SecretStr", "StrictStr", "constr"})
_PATTERNS = frozenset({"pattern", "regex"})


def bind_entry(machine: Machine, function: Function, entry: Entry | None, frame: Frame) -> None:
    """Give every parameter of a root function its value."""
    arguments = function.node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    if function.owner is not None and not function.is_static and positional:
        kind = objects.type_name(machine, function.owner)
        frame.env[positional[0].arg] = Value(type=kind, state=objects.instance(machine, kind))
        positional = positional[1:]
    everything: list[tuple[Argument, ast.arg]] = [
        *enumerate(positional),
        *((ANY, argument) for argument in arguments.kwonlyargs),
    ]
    converted = _converted(machine, function, entry, [argument.arg for _, argument in everything])
    defaults = _defaults(arguments)
    for place, argument in everything:
        if entry is not None and -1 in entry.parameters and place == len(positional) - 1:
            place = -1
        if argument.arg in converted:
            frame.env[argument.arg] = UNKNOWN
        else:
            frame.env[argument.arg] = _parameter(machine, entry, place, argument, defaults.get(argument.arg), frame)
    for rest in (arguments.kwarg, arguments.vararg):
        if rest is not None:
            given = _tainted(entry, ANY, rest, frame)
            kind = "dict" if rest is arguments.kwarg else "tuple"
            frame.env[rest.arg] = Value(container=Container(kind, {}, given, exact=False)) if given.taints else UNKNOWN


def _defaults(arguments: ast.arguments) -> dict[str, ast.expr]:
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    late = names[len(names) - len(arguments.defaults) :]
    found = dict(zip(late, arguments.defaults, strict=True))
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            found[argument.arg] = default
    return found


def _converted(machine: Machine, function: Function, entry: Entry | None, names: list[str]) -> set[str]:
    """Parameters that the routes admit harmless texts for only."""
    if entry is None:
        return set()
    if not entry.path_converters:
        return options.harmless(item for item in function.decorators if isinstance(item, ast.Call))
    owners = function.decorators + (function.owner.node.decorator_list if function.owner is not None else [])
    paths = [
        argument.value
        for decorator in owners
        if isinstance(decorator, ast.Call)
        for argument in (*decorator.args, *(keyword.value for keyword in decorator.keywords))
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
    paths = paths or routes.of(machine, function)
    return routes.harmless_parameters(function, paths, [name for name in names if name != "request"])


def _parameter(
    machine: Machine, entry: Entry | None, place: Argument, argument: ast.arg, default: ast.expr | None, frame: Frame
) -> Value:
    by_type = _of_annotation(machine, entry, argument, frame)
    if by_type is not None:
        return by_type
    if entry is None:
        return UNKNOWN
    injected = _injected(machine, entry, argument, default, frame)
    if injected is not None:
        return injected
    if is_harmless(argument.annotation):
        return UNKNOWN
    which = argument.arg if argument.arg in entry.parameters else place
    found = _tainted(entry, which, argument, frame, machine)
    return cleared(found, (ALL,)) if default is not None and is_restricted(default) else found


def _injected(
    machine: Machine, entry: Entry, argument: ast.arg, default: ast.expr | None, frame: Frame
) -> Value | None:
    """What a dependency hands over: the result of the function that is named in the parameter."""
    if not entry.injectors:
        return None
    nodes = [default, *(ast.walk(argument.annotation) if argument.annotation is not None else ())]
    home = functions.module_frame(machine, frame.module)
    for node in nodes:
        if not isinstance(node, ast.Call):
            continue
        _, _, names = calls.callee_of(machine, node.func, home)
        if any(name in entry.injectors for name in names):
            given = node.args[0] if node.args else next((k.value for k in node.keywords if k.arg == "dependency"), None)
            return _dependency(machine, entry, given or argument.annotation, argument, frame)
    return None


def _dependency(machine: Machine, entry: Entry, node: ast.expr | None, argument: ast.arg, frame: Frame) -> Value:
    home = functions.module_frame(machine, frame.module)
    for ref in machine.evaluate(node, home).refs:
        target = machine.program.find(ref) if isinstance(ref, str) else ref
        if isinstance(target, Class):
            made = _made(machine, entry, target, frame)
            return made if made is not None else _tainted(entry, ANY, argument, frame, machine)
        if isinstance(target, Function) and target.node not in machine.running:
            return _result(machine, entry, target, frame)
    return UNKNOWN


def _made(machine: Machine, entry: Entry, owner: Class, frame: Frame) -> Value | None:
    """The object that a framework makes by calling the class as it calls the entry itself."""
    init = objects.method_of(machine, objects.type_name(machine, owner), "__init__")
    if init is None or init.node in machine.running:
        return None
    inner = Frame(init.module, {}, init, depth=frame.depth + 1)
    _called(machine, entry, init, inner)
    names = functions.positional(init)
    made = inner.env.get(names[0].arg, UNKNOWN) if names else UNKNOWN
    return replace(made, type=objects.type_name(machine, owner))


def _result(machine: Machine, entry: Entry, target: Function, frame: Frame) -> Value:
    """What a function returns that a framework calls as it calls the entry itself."""
    return _called(machine, entry, target, Frame(target.module, {}, target, depth=frame.depth + 1))


def _called(machine: Machine, entry: Entry, target: Function, inner: Frame) -> Value:
    functions.module_frame(machine, target.module)
    machine.running.append(target.node)
    machine.quiet += 1
    try:
        bind_entry(machine, target, entry, inner)
        return functions.body_result(machine, target, inner)
    finally:
        machine.quiet -= 1
        machine.running.pop()


def _tainted(
    entry: Entry | None, which: Argument, argument: ast.arg, frame: Frame, machine: Machine | None = None
) -> Value:
    if entry is None:
        return UNKNOWN
    parameter = entry.parameters.get(which) or entry.parameters.get(ANY) or Parameter()
    kind = parameter.type or (_own_class(machine, argument, frame) if machine is not None else "")
    taints: tuple[Taint, ...] = ()
    if parameter.what:
        origin = step_at(argument, frame.module, f"`{argument.arg}`: {parameter.what}")
        clears = TEXT if is_text(argument.annotation) else parameter.clears
        taints = (Taint(origin, parameter.rank, frozenset(clears)),)
    if parameter.clean:
        known = dict.fromkeys(parameter.clean, UNKNOWN)
        return Value(type=kind, container=Container("dict", known, Value(taints=taints), exact=False))
    return Value(taints=taints, type=kind)


def _own_class(machine: Machine, argument: ast.arg, frame: Frame) -> str:
    """The class of the program in the annotation, whose fields say which of its values are harmless."""
    home = functions.module_frame(machine, frame.module)
    return class_in(machine, argument.annotation, home)


def class_in(machine: Machine, annotation: ast.expr | None, home: Frame) -> str:
    """The name of the one class of the program that the annotation names, "" for none."""
    for node in ast.walk(annotation) if annotation is not None else ():
        if isinstance(node, (ast.Name, ast.Attribute)):
            for ref in machine.evaluate(node, home).refs:
                found = machine.program.find(ref) if isinstance(ref, str) and "." in ref else ref
                if isinstance(found, Class):
                    return objects.type_name(machine, found)
    return ""


def _of_annotation(machine: Machine, entry: Entry | None, argument: ast.arg, frame: Frame) -> Value | None:
    """An object of a class that models describe, by the parameter's annotation; of an enumeration of
    the program, which admits its members only."""
    if argument.annotation is None:
        return None
    home = functions.module_frame(machine, frame.module)
    annotation = argument.annotation
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        annotation = _parsed_annotation(annotation)
    for node in ast.walk(annotation):
        if isinstance(node, (ast.Name, ast.Attribute)):
            for ref in machine.evaluate(node, home).refs:
                for name in machine.library.names_of(ref) if isinstance(ref, str) else ():
                    if name in machine.library.parameter_types:
                        return Value(type=name)
    if entry is not None and is_enumeration(machine, class_in(machine, annotation, home)):
        return UNKNOWN
    return None


def _parsed_annotation(node: ast.Constant) -> ast.expr:
    try:
        return ast.parse(str(node.value), mode="eval").body
    except SyntaxError:
        return node


def is_enumeration(machine: Machine, kind: str) -> bool:
    """Whether the class of the program is an enumeration."""
    return bool(kind) and any(name.startswith("enum.") for name in objects.lineage(machine, kind))


def is_harmless(node: ast.expr | None) -> bool:
    """Whether every value that the annotation admits is harmless."""
    if node is None:
        return False
    if isinstance(node, ast.BinOp):
        return is_harmless(node.left) and is_harmless(node.right)
    if isinstance(node, ast.Subscript):
        name = ast.unparse(node.value).rpartition(".")[2]
        inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if name == "Annotated":
            return is_harmless(inner[0]) or any(map(is_restricted, inner[1:]))
        return name == "Literal" or (name in _WRAPPERS and all(map(is_harmless, inner)))
    if isinstance(node, ast.Call):
        return ast.unparse(node.func).rpartition(".")[2] in HARMLESS or is_restricted(node)
    if isinstance(node, ast.Constant) and node.value is Ellipsis:
        return True
    name = "None" if isinstance(node, ast.Constant) and node.value is None else ast.unparse(node).rpartition(".")[2]
    return name.strip("'\"") in HARMLESS


def is_text(node: ast.expr | None) -> bool:
    """Whether the annotation admits texts only, which have no structure."""
    names = {item.id for item in ast.walk(node) if isinstance(item, ast.Name)} if node is not None else set()
    return bool(names) and names <= _TEXTS | _WRAPPERS | {"Annotated", *HARMLESS}


def is_restricted(node: ast.expr) -> bool:
    """Whether a call, such as `Query(pattern=…)`, admits texts of harmless characters only."""
    if not isinstance(node, ast.Call):
        return False
    return any(
        keyword.arg in _PATTERNS
        and isinstance(keyword.value, ast.Constant)
        and isinstance(keyword.value.value, str)
        and keyword.value.value.startswith("^")
        and characters.consists_of_harmless(Value(constants=(keyword.value.value,)))
        for keyword in node.keywords
    )


def field_value(machine: Machine, base: Value, owner: Class, item: ast.AnnAssign) -> Value:
    """What a declared field of an outsider's object holds."""
    home = functions.module_frame(machine, owner.module)
    kind = class_in(machine, item.annotation, home)
    if is_harmless(item.annotation) or is_enumeration(machine, kind):
        return UNKNOWN
    found = Value(taints=base.taints, type=kind)
    if item.value is not None and is_restricted(item.value):
        return cleared(found, (ALL,))
    return cleared(found, TEXT) if is_text(item.annotation) else found
