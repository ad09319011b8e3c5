"""What an object holds: reading and writing elements and attributes."""

from __future__ import annotations

import ast
from typing import Any

from pratique.lint.flow import fold, objects, records
from pratique.lint.flow.characters import CHARACTER
from pratique.lint.flow.machine import Frame, Machine, access_path, assign_path, on_the_way
from pratique.lint.flow.values import (
    UNKNOWN,
    Container,
    Value,
    all_taints,
    bounded,
    elements,
    join,
    join_all,
    merged,
    replace,
)

_ALIASING = ("setdefault", "get")  # methods of a dict that give what it goes on holding


def attributes(value: Value) -> Value | None:
    """`vars(object)`: its attributes as a dict."""
    if not value.state:
        return None
    return Value(container=Container("dict", value.state, Value(taints=value.taints), exact=False))


def _change_global(machine: Machine, path: str, value: Value, frame: Frame) -> None:
    """What a function puts into an object of its module is there for those that run after it."""
    name, _, attribute = path.partition(".")
    scope: Frame | None = frame
    while scope is not None:
        if name in scope.env or scope.is_module:
            return
        scope = scope.outer
    home = machine.module_frames.get(frame.module.path)
    if machine.assuming or "." in attribute or home is None or name not in (home.env or frame.module.variables):
        return
    old = objects.named(machine, name, frame)
    if not old.refs:
        new = replace(old, state={**old.state, attribute: value}) if attribute else value
        machine.changed[frame.module.path, name] = bounded(join(old, new))


def set_attribute(machine: Machine, target: ast.Attribute, value: Value, frame: Frame) -> None:
    """`base.attr = value`, with the sinks that such an assignment can be."""
    from pratique.lint.flow.calls import Call
    from pratique.lint.flow.sinks import at_sinks

    base = machine.evaluate(target.value, frame)
    call = Call(target, base, [value], {}, [target], {})
    setter = objects.method_of(machine, base.type, f"{target.attr}.setter") if base.type in machine.classes else None
    if setter is not None:
        from pratique.lint.flow import functions

        _, after = functions.run(machine, setter, call._replace(nodes=[]), base, target, frame)
        if after is not None:
            replaced(machine, target.value, after, frame)
        return
    at_sinks(machine, call, objects.names_of(machine, base, f"{target.attr}.__set__"), frame)
    path = access_path(target)
    if path:
        _change_global(machine, path, value, frame)
        assign_path(frame, path, on_the_way(value, target, frame, f"assigned to `{path}`"))
    elif isinstance(target.value, ast.Subscript):
        update(machine, target.value, replace(base, state={**base.state, target.attr: value}), frame)
    objects.hold_in_class(machine, base, target.attr, value)
    for ref in base.refs:
        if ref in machine.library.contexts and all_taints(value):
            machine.variables[f"{ref}.{target.attr}"] = value
    _hold(target, value, frame)


def _hold(node: ast.expr, value: Value, frame: Frame) -> None:
    """The object that has the attribute has it in its state too, so that it goes where the object goes."""
    while isinstance(node, ast.Attribute):
        owner = access_path(node.value)
        if not owner or owner not in frame.env:
            return
        value = replace(frame.env[owner], state={**frame.env[owner].state, node.attr: value})
        frame.env[owner] = value
        node = node.value


def replaced(machine: Machine, node: ast.expr, value: Value, frame: Frame) -> None:
    """The object that the expression names was changed by a method of its own."""
    path = access_path(node)
    if path and named_here(path, frame):
        assign_path(frame, path, value)
        _hold(node, value, frame)
    elif path:
        _change_global(machine, path, value, frame)
    elif isinstance(node, ast.Subscript):
        update(machine, node, value, frame)


def named_here(path: str, frame: Frame) -> bool:
    return frame.is_module or path.partition(".")[0] in frame.env


def element(machine: Machine, node: ast.Subscript, frame: Frame) -> Value:
    """The value of `value[key]`."""
    base = machine.evaluate(node.value, frame)
    if isinstance(node.slice, ast.Slice):
        return _sliced(machine, base, node.slice, frame)
    key = machine.evaluate(node.slice, frame)
    names = objects.names_of(machine, base, "__getitem__")
    if any(name in machine.library.sinks for name in names):
        from pratique.lint.flow.calls import Call
        from pratique.lint.flow.sinks import at_sinks

        at_sinks(machine, Call(node, base, [key], {}, [node.slice], {}), names, frame)
    if base.container is not None and isinstance(key.constant, str) and key.constant in base.container.known:
        return base.container.known[key.constant]  # as it was tested, or stored
    found = objects.sourced(machine, names, node, frame) or objects.typed(machine, names, base)
    if found is None and base.type in machine.classes and base.container is None:
        from pratique.lint.flow import protocols

        found = protocols.element(machine, base, key, node, frame)
    return found if found is not None else element_at(base, key)


def element_at(base: Value, key: Value) -> Value:
    """The element under a key or index."""
    folded = fold.index(base, key)
    if folded is not None:
        return folded
    container = base.container
    if container is not None and container.kind != "dict" and not container.exact and _is_from_end(key, container):
        key = UNKNOWN
    if container is None:
        kind = CHARACTER if base.type == "str" else f"{base.type}.item" if base.type else ""
        return Value(taints=base.taints, type=kind)
    if key.constants is None:
        other = Value(taints=base.taints)
        each = join_all(elements(container)) if elements(container) else other
        return each if container.exact and not base.taints else join(each, other)
    found = [_at(container, item) for item in key.constants]
    known = [value for value in found if value is not None]
    if len(known) < len(found):
        known.append(container.rest if container.rest is not None else Value(taints=base.taints))
    return join_all(known)


def _is_from_end(key: Value, container: Container) -> bool:
    """Whether the index counts from the end, of which nothing is known."""
    return isinstance(key.constant, int) and key.constant < 0 and key.constant not in container.known


def _at(container: Container, key: Any) -> Value | None:
    if container.kind != "dict" and isinstance(key, int) and key < 0 and container.exact:
        key += len(container.known)
    try:
        return container.known.get(key)
    except TypeError:
        return None


def _sliced(machine: Machine, base: Value, node: ast.Slice, frame: Frame) -> Value:
    span = _span(machine, node, frame)
    if span and isinstance(base.constant, (str, bytes, tuple)):
        return Value(constants=(base.constant[span],))
    if span and _is_known_beginning(base, span):
        return Value(constants=(str(base.parts[0])[span],))
    container = base.container
    if span and container is not None and container.exact and container.kind in ("list", "tuple"):
        chosen = list(container.known.values())[span]
        return replace(base, container=Container(container.kind, dict(enumerate(chosen))))
    if container is not None:
        return replace(base, container=Container(container.kind, {}, join_all(elements(container)), exact=False))
    return Value(taints=base.taints, type=base.type)


def _span(machine: Machine, node: ast.Slice, frame: Frame) -> slice | None:
    """The slice as it comes out when it runs; None where a bound is not known."""
    bounds = [machine.evaluate(part, frame).constant if part else None for part in (node.lower, node.upper, node.step)]
    certain = all(bound is None or isinstance(bound, int) for bound in bounds) and bounds[2] != 0
    return slice(*bounds) if certain else None


def _is_known_beginning(base: Value, span: slice) -> bool:
    """Whether the slice lies within the constant text that the value begins with."""
    lead = base.parts[0] if base.parts else None
    if not isinstance(lead, str) or span.stop is None or span.step is not None:
        return False
    return bool(0 <= (span.start or 0) <= span.stop <= len(lead))


def set_element(machine: Machine, target: ast.Subscript, value: Value, frame: Frame) -> None:
    """`base[key] = value`, with the sinks that such an assignment can be."""
    from pratique.lint.flow.calls import Call
    from pratique.lint.flow.sinks import at_sinks

    base = machine.evaluate(target.value, frame)
    if _is_whole(target.slice) and base.container is not None and value.container is not None:
        whole = value.container._replace(kind="list") if value.container.kind != "dict" else base.container
        update(machine, target.value, replace(base, container=whole), frame)
        return
    spliced = _spliced(machine, base, target.slice, value, frame)
    if spliced is not None:
        update(machine, target.value, spliced, frame)
        return
    key = UNKNOWN if isinstance(target.slice, ast.Slice) else machine.evaluate(target.slice, frame)
    if value.taints:
        from pratique.lint.flow import drawn

        drawn.kept_under(machine, base, key, target, value, frame)
    nodes: list[ast.expr] = [target.slice, target]
    at_sinks(
        machine, Call(target, base, [key, value], {}, nodes, {}), objects.names_of(machine, base, "__setitem__"), frame
    )
    update(machine, target.value, records.recorded(machine.library, with_element(base, key, value)), frame)


def _spliced(machine: Machine, base: Value, node: ast.expr, value: Value, frame: Frame) -> Value | None:
    """A list after `base[a:b] = value`, where all of them are known."""
    mine, its = base.container, value.container
    if not isinstance(node, ast.Slice) or mine is None or its is None or node.step is not None:
        return None
    span = _span(machine, node, frame)
    if not span or not mine.exact or not its.exact or "dict" in (mine.kind, its.kind):
        return None
    found = list(mine.known.values())
    found[span] = its.known.values()
    return replace(base, container=Container(mine.kind, dict(enumerate(found))))


def _is_whole(node: ast.expr) -> bool:
    """Whether the index is `:`."""
    return isinstance(node, ast.Slice) and not (node.lower or node.upper or node.step)


def update(machine: Machine, node: ast.expr, value: Value, frame: Frame) -> None:
    """The object that the expression names has changed to the value."""
    path = access_path(node)
    if path:
        _change_global(machine, path, value, frame)
        frame.env[path] = value
        _hold(node, value, frame)
        if isinstance(node, ast.Attribute):
            objects.hold_in_class(machine, machine.evaluate(node.value, frame), node.attr, value)
    elif isinstance(node, ast.Subscript):
        base = machine.evaluate(node.value, frame)
        update(machine, node.value, with_element(base, machine.evaluate(node.slice, frame), value), frame)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _ALIASING:
        base = machine.evaluate(node.func.value, frame)
        if node.args and base.container is not None and base.container.kind == "dict":
            key = machine.evaluate(node.args[0], frame)
            update(machine, node.func.value, with_element(base, key, value), frame)


def without_element(base: Value, key: Value) -> Value:
    """The container after an element was deleted."""
    container = base.container
    if container is None:
        return base
    if container.kind == "dict" or not container.exact or not isinstance(key.constant, int):
        gone = key.constant if container.kind == "dict" else UNKNOWN
        known = {name: item for name, item in container.known.items() if name != gone}
        exact = container.exact and container.kind == "dict" and key.constants is not None
        return replace(base, container=container._replace(known=known, exact=exact))
    found = list(container.known.values())
    if -len(found) <= key.constant < len(found):
        del found[key.constant]
    return replace(base, container=Container(container.kind, dict(enumerate(found))))


def with_element(base: Value, key: Value, value: Value) -> Value:
    """The container after an element was stored: under a known key a strong update."""
    container = base.container or Container(
        "dict", {}, None if not base.taints else Value(taints=base.taints), exact=False
    )
    certain = key.constant
    if isinstance(certain, int) and certain < 0 and container.kind == "list":
        certain = certain + len(container.known) if container.exact else UNKNOWN
    hashable = isinstance(certain, (str, int, bytes, float, tuple)) or certain is None
    if certain is not UNKNOWN and hashable:
        known = {**container.known, certain: value}
        if len(known) <= 64:
            return replace(base, container=container._replace(known=known))
    rest = value if container.rest is None else join(container.rest, value)
    known = {item: join(old, value) for item, old in container.known.items()}
    return replace(
        base, container=container._replace(known=known, rest=rest, exact=False), taints=merged(base.taints, key.taints)
    )
