"""Attributes and elements: reading and writing what hangs on a value."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from pratique.lint.flow import fold, schemas
from pratique.lint.flow.machine import Frame, Machine, access_path, step_at
from pratique.lint.flow.model import Returns
from pratique.lint.flow.program import Class, Function, Module, Partial
from pratique.lint.flow.values import (
    UNKNOWN,
    Container,
    Taint,
    Value,
    all_taints,
    cleared,
    join,
    make_list,
    replace,
)

_FORMATTING = frozenset({"format", "format_map"})  # methods of a text that do harm by themselves


def names_of(machine: Machine, value: Value, member: str) -> list[str]:
    """Every qualified name that the member of the value may go by, the nearest first."""
    found: list[str] = []
    for ref in value.refs:
        if isinstance(ref, str):
            found += machine.library.names_of(f"{ref}.{member}" if member else ref)
    if value.type:
        for owner in lineage(machine, value.type):
            found += machine.library.names_of(f"{owner}.{member}")
    return list(dict.fromkeys(found)) if len(found) > 1 else found


def lineage(machine: Machine, kind: str) -> tuple[str, ...]:
    """The class and, for one of the program's own, the classes it derives from, nearest first."""
    if kind not in machine.classes:
        return (kind,)
    if kind not in machine.lineages:
        machine.lineages[kind] = (kind,)  # also ends a circle
        machine.lineages[kind] = tuple(_lineage(machine, kind, frozenset()))
    return machine.lineages[kind]


def _lineage(machine: Machine, kind: str, seen: frozenset[str]) -> Iterator[str]:
    yield kind
    own = machine.classes.get(kind)
    if own is None or kind in seen:
        return
    for base in own.node.bases:
        for ref in class_refs(machine, own, base):
            yield from _lineage(machine, ref, seen | {kind})


def class_refs(machine: Machine, owner: Class, base: ast.expr) -> list[str]:
    """Types that a base class expression stands for."""
    from pratique.lint.flow.functions import module_frame

    frame = module_frame(machine, owner.module)
    found = []
    for ref in machine.evaluate(base, frame).refs:
        if isinstance(ref, Class):
            found.append(type_name(machine, ref))
        elif isinstance(ref, str):
            other = machine.program.find(ref)
            found.append(type_name(machine, other) if isinstance(other, Class) else ref)
    return found


def type_name(machine: Machine, owner: Class) -> str:
    """The name under which instances of a class of the program are known."""
    name = f"{owner.module.path}:{owner.name}"
    machine.classes.setdefault(name, owner)
    return name


def is_described(machine: Machine, value: Value) -> bool:
    """Whether the value is of a class, or stands for a name, that the program or a model defines."""
    describes = machine.library.describes
    if value.type and (value.type in machine.classes or describes(value.type)):
        return True
    return any(isinstance(ref, str) and describes(ref) for ref in value.refs)


def is_blank(value: Value) -> bool:
    """Whether nothing is known of what the value is and holds, and nothing of it is an outsider's."""
    return not (value.taints or value.refs or value.type or value.container or value.state or value.subject)


def method_of(machine: Machine, kind: str, name: str) -> Function | None:
    """The program's own method of that name, in the class or one that it derives from."""
    for owner in lineage(machine, kind):
        own = machine.classes.get(owner)
        if own is not None and name in own.methods:
            return own.methods[name]
    return None


def named(machine: Machine, name: str, frame: Frame) -> Value:
    """What a name stands for, here or in the scopes around."""
    scope: Frame | None = frame
    while scope is not None:
        if name in scope.env:
            return scope.env[name]
        scope = scope.outer
    if machine.changed and (frame.module.path, name) in machine.changed:
        return machine.changed[frame.module.path, name]
    module = machine.module_frames.get(frame.module.path)
    if module is not None and name in module.env:
        return module.env[name]
    if name in frame.module.functions:
        return Value(refs=(frame.module.functions[name],))
    if name in frame.module.classes:
        return Value(refs=(frame.module.classes[name],))
    if frame.module is not machine.program.main and name in frame.module.variables:
        return variable(machine, frame.module, name)
    qualified = frame.module.imports.get(name, name)
    for star in frame.module.stars if qualified == name else ():
        if machine.program.holds(f"{star}.{name}"):
            return Value(refs=(f"{star}.{name}",))
    return Value(refs=(qualified,))


def variable(machine: Machine, module: Module, name: str) -> Value:
    """A global of another module, where it is assigned once; worked out when it is asked for."""
    key = f"{module.path}:{name}"
    if key not in machine.variables:
        machine.variables[key] = UNKNOWN  # also ends a circle
        expression = module.variables[name]
        if expression is not None:
            machine.quiet += 1
            try:
                machine.variables[key] = machine.evaluate(expression, Frame(module, {}, depth=1))
            finally:
                machine.quiet -= 1
    return machine.variables[key]


def instance(machine: Machine, kind: str) -> Mapping[str, Value]:
    """What `__init__` gives an object of a class of the program, whatever it is called with."""
    if kind not in machine.instances:
        from pratique.lint.flow import roots

        machine.instances[kind] = {}  # also ends a circle
        init = method_of(machine, kind, "__init__")
        if init is not None and init.node not in machine.running:
            machine.instances[kind] = roots.initial(machine, init)
    return machine.instances[kind]


def resolved(machine: Machine, value: Value) -> Value:
    """The value of a variable of another module of the program, if it is assigned once, there."""
    name = value.refs[0] if len(value.refs) == 1 and not value.taints and not value.type else ""
    if not isinstance(name, str) or "." not in name or is_described(machine, value):
        return value
    if name not in machine.variables:
        machine.variables[name] = value
        found = machine.program.variable(name)
        if found is not None:
            machine.variables[name] = variable(machine, *found)
    return machine.variables[name]


def tested(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """The value of a part of a test, in which a constant of another module decides as one of this one does."""
    value = machine.evaluate(node, frame)
    if value.refs and value.constants is None and isinstance(node, (ast.Name, ast.Attribute)):
        return resolved(machine, value)
    return value


def inherited(machine: Machine, name: str, frame: Frame) -> tuple[Value, Value, list[str]] | None:
    """Receiver, method and names of `super().name`."""
    function = frame.function
    if function is None or function.owner is None or isinstance(function.node, ast.Lambda):
        return None
    names = [*function.node.args.posonlyargs, *function.node.args.args]
    receiver = frame.env.get(names[0].arg, UNKNOWN) if names else UNKNOWN
    found: list[str] = []
    for base in function.owner.node.bases:
        for kind in class_refs(machine, function.owner, base):
            own = method_of(machine, kind, name)
            if own is not None:
                return receiver, Value(refs=(own,)), []
            found += machine.library.names_of(f"{kind}.{name}")
    return receiver, UNKNOWN, found


def sourced(machine: Machine, names: list[str], node: ast.AST, frame: Frame) -> Value | None:
    """The value of a name that models call a source."""
    for name in names:
        for source in machine.library.sources.get(name, ()):
            origin = step_at(node, frame.module, source.what)
            taints = (Taint(origin, source.rank, frozenset(source.clears)),)
            if (source.clean or source.only) and isinstance(node, (ast.Subscript, ast.Call)):
                key = _key(machine, node, frame)
                if key in source.clean or (source.only and isinstance(key, str) and key not in source.only):
                    return UNKNOWN
            elif source.clean:
                known = dict.fromkeys(source.clean, UNKNOWN)
                return Value(type=source.type, container=Container("dict", known, Value(taints=taints), exact=False))
            return Value(taints=taints, type=source.type)
    return None


def _key(machine: Machine, node: ast.Subscript | ast.Call, frame: Frame) -> Any:
    """The key of `value[key]` or `value.get(key)`, None where it is not certain."""
    key = node.slice if isinstance(node, ast.Subscript) else next(iter(node.args), None)
    if isinstance(key, ast.Constant):
        return key.value
    if not isinstance(key, (ast.Name, ast.Attribute)):
        return None
    known = resolved(machine, machine.evaluate(key, frame)).constant
    return known if isinstance(known, str) else None


def typed(machine: Machine, names: list[str], inherited: Value) -> Value | None:
    """The value of a name whose class models know."""
    for name in names:
        for item in machine.library.returns.get(name, ()):
            if item.when:
                continue
            return of_class(item, () if item.clean else inherited.taints)
    return None


def of_class(item: Returns, taints: tuple[Taint, ...]) -> Value:
    """A value of the class that the model names, or a tuple of such."""
    if item.elements:
        return make_list("tuple", [Value(type=kind, taints=taints) for kind in item.elements])
    return Value(type=item.type, taints=taints)


def attribute(machine: Machine, node: ast.Attribute, frame: Frame) -> Value:
    """The value of `value.attr`."""
    path = access_path(node)
    if path and path in frame.env:
        return frame.env[path]
    base = machine.evaluate(node.value, frame)
    return attribute_of(machine, base, node.attr, node, frame)


def attribute_of(machine: Machine, base: Value, name: str, node: ast.AST, frame: Frame) -> Value:
    """The value of an attribute of the value."""
    if is_blank(base) and not machine.library.tells(f"**.{name}"):
        return UNKNOWN
    names = names_of(machine, base, name)
    found = sourced(machine, names, node, frame)
    if found is not None:
        return found
    if name in base.state:
        return base.state[name]
    declared = schemas.declared(machine, base, names, node, frame)
    if declared is not None:
        return declared
    own = _own_member(machine, base, name, node, frame)
    if own is not None:
        return own
    refs: tuple[Any, ...] = tuple(f"{ref}.{name}" for ref in base.refs if isinstance(ref, str))
    if not is_described(machine, base):
        names += machine.library.names_of(f"**.{name}")
        found = sourced(machine, names[-1:], node, frame) if not base.taints else None
        if found is not None:
            return found
    cleaner = next((item for known in names for item in machine.library.sanitisers.get(known, ())), None)
    if cleaner is not None and base.taints:
        return replace(cleared(Value(taints=base.taints), cleaner.clears), refs=refs)
    if base.type and any(known in machine.library.sinks for known in names):
        refs = (*refs, Partial(Value(refs=(f"{base.type}.{name}",)), base))  # a method that is kept, to be called later
    found = typed(machine, names, base)
    if found is not None:
        return replace(found, refs=refs)
    for known in refs:
        if known in machine.variables and known.rpartition(".")[0] in machine.library.contexts:
            return machine.variables[known]
        if known in fold.NAMED_CONSTANTS:
            return Value(constants=(fold.NAMED_CONSTANTS[known],))
    if name in _FORMATTING and base.taints:
        method = Partial(Value(refs=(f"str.{name}",)), replace(base, type="str"))
        return Value(taints=base.taints, refs=(method,))
    subject = (base.subject[0], f"{base.subject[1]}.{name}") if base.subject else None
    item = f"{base.type}.item"  # `client.shop`, which is `client["shop"]` to some libraries
    kind = item if base.type and not refs and item in machine.library.subclasses else ""
    return Value(taints=all_taints(base), refs=refs, subject=subject, type=kind)


def _from_method(machine: Machine, method: Function, base: Value, node: ast.AST, frame: Frame) -> Value:
    """A property's value, or the method bound to the object."""
    if not method.is_property:
        return Value(refs=(Partial(Value(refs=(method,)), base),))
    from pratique.lint.flow import calls, functions

    return functions.run(machine, method, calls.Call(node, base, [], {}, [], {}), base, node, frame)[0]


def _own_member(machine: Machine, base: Value, name: str, node: ast.AST, frame: Frame) -> Value | None:
    """What a class of the program gives its instances, or holds itself, under the name."""
    for ref in base.refs:
        if isinstance(ref, Class):
            if name in ref.methods:
                return Value(refs=(ref.methods[name],))
            return machine_class_attribute(machine, ref, name)
        if isinstance(ref, str) and _held_as(ref.rpartition(".")[2], name) in machine.variables:
            owner = machine.program.find(ref)
            return machine_class_attribute(machine, owner, name) if isinstance(owner, Class) else None
    if base.type in machine.classes:
        method = method_of(machine, base.type, name)
        if method is not None:
            return _from_method(machine, method, base, node, frame)
        field = _declared_field(machine, base, name) if base.taints else None
        if field is not None:
            return field
        own = instance(machine, base.type)
        if name in own:
            return own[name]
        held = machine_class_attribute(machine, machine.classes[base.type], name)
        return held if held is not None else _asked_for(machine, base, name, node, frame)
    return None


def _asked_for(machine: Machine, base: Value, name: str, node: ast.AST, frame: Frame) -> Value | None:
    """What the `__getattr__` of the object's class gives for a name that nothing else gives."""
    method = method_of(machine, base.type, "__getattr__")
    if method is None:
        return None
    from pratique.lint.flow import calls, functions

    made = calls.Call(node, base, [Value(constants=(name,))], {}, [], {})
    return functions.run(machine, method, made, base, node, frame)[0]


def machine_class_attribute(machine: Machine, owner: Class, name: str) -> Value | None:
    """What the body of a class assigns to the name."""
    from pratique.lint.flow.functions import module_frame

    known = machine.variables.get(f"{type_name(machine, owner)}.{name}")
    if known is not None:
        return known
    value = owner.attributes.get(name)
    return machine.evaluate(value, module_frame(machine, owner.module)) if value is not None else None


def hold_in_class(machine: Machine, base: Value, name: str, value: Value) -> None:
    """`Class.name = value`, and what changes it: other functions find it there."""
    for ref in base.refs:
        is_named = isinstance(ref, str) and "." in ref and ref.rpartition(".")[2][:1].isupper()
        owner = machine.program.find(ref) if is_named and not machine.library.describes(ref) else ref
        if isinstance(owner, Class):
            key = f"{type_name(machine, owner)}.{name}"
            machine.variables[key] = join(machine.variables[key], value) if key in machine.variables else value
            machine.variables[_held_as(owner.name, name)] = value  # that there is one, to know where to look


def _held_as(owner: str, name: str) -> str:
    return f"class {owner}.{name}"


def _declared_field(machine: Machine, base: Value, name: str) -> Value | None:
    """A field that the class of an outsider's object declares by annotation."""
    from pratique.lint.flow.binding import field_value
    from pratique.lint.flow.validators import validated

    for kind in lineage(machine, base.type):
        owner = machine.classes.get(kind)
        for item in owner.node.body if owner is not None else ():
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name) and item.target.id == name:
                if owner is None:
                    return None
                return validated(machine, owner, item.target.id, field_value(machine, base, owner, item))
    return None
