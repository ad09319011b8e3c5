"""Methods and functions of lists, sets, tuples and dicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pratique.lint.flow import holding, objects, protocols, texts
from pratique.lint.flow.characters import CHARACTER
from pratique.lint.flow.handling import Handler, change, first
from pratique.lint.flow.machine import Frame, Machine, access_path
from pratique.lint.flow.values import (
    ALL,
    NONE,
    UNKNOWN,
    Container,
    Value,
    all_taints,
    cleared,
    constant,
    elements,
    join,
    join_all,
    listed,
    make_list,
    merged,
    replace,
)

if TYPE_CHECKING:
    from pratique.lint.flow.calls import Call


def get(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    if receiver == UNKNOWN:
        return _looked_up(call)
    if receiver.container is None or receiver.container.kind != "dict":
        return None
    key = first(call)
    found = holding.element_at(receiver, key)
    certain = receiver.container.exact and key.constants is not None
    if certain and all(item in receiver.container.known for item in key.constants or ()):
        return found
    default = call.argument(1) or call.keywords.get("default") or NONE
    if receiver.container.exact and key.type == CHARACTER and default.type == CHARACTER:
        default = texts.lacking(default, receiver.container)  # of a table of escapes, the other characters
    missing = certain and not any(item in receiver.container.known for item in key.constants or ())
    return default if missing else join(found, default)


def _looked_up(call: Call) -> Value | None:
    """What something unknown holds under a key, which says nothing of the key: else the default."""
    if not 1 <= len(call.positional) <= 2 or call.keywords.keys() - {"default"}:
        return None
    default = call.argument(1) or call.keywords.get("default")
    return join(UNKNOWN, default) if default is not None else UNKNOWN


def pop(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    container = receiver.container
    if container is None:
        return None
    if container.kind == "dict":
        result = get(machine, call, frame)
        key = first(call).constant
        known = {name: value for name, value in container.known.items() if name != key}
        change(machine, call, replace(receiver, container=container._replace(known=known)), frame)
        return result
    place = call.argument(0)
    index = -1 if place is None else place.constant
    if not container.exact:
        change(machine, call, replace(receiver, container=mixed(container)), frame)
    found = list(container.known.values())
    if container.exact and isinstance(index, int) and -len(found) <= index < len(found):
        result = found.pop(index)
        change(machine, call, replace(receiver, container=Container(container.kind, dict(enumerate(found)))), frame)
        return result
    return join_all(elements(container))


def append(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    if receiver.type or receiver.refs:
        return None
    container = receiver.container or Container("list", {}, None, exact=False)
    value = call.positional[-1] if call.positional else UNKNOWN
    if container.exact and len(container.known) < 64 and container.kind == "list":
        found = list(container.known.values())
        place = call.positional[0].constant if len(call.positional) == 2 else len(found)
        if isinstance(place, int):
            found.insert(place, value)
            change(machine, call, replace(receiver, container=Container("list", dict(enumerate(found)))), frame)
            return NONE
    if len(call.positional) == 2:
        container = mixed(container)
    rest = value if container.rest is None else join(container.rest, value)
    change(machine, call, replace(receiver, container=container._replace(rest=rest, exact=False)), frame)
    return NONE


def extend(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver, other = call.receiver or UNKNOWN, first(call)
    if receiver.container is None:
        return None
    mine, its = receiver.container, other.container
    if mine.exact and its is not None and its.exact and its.kind != "dict":
        value = make_list(mine.kind, [*mine.known.values(), *its.known.values()])
    else:
        found = [*elements(mine), *(elements(its) if its else [Value(taints=other.taints)])]
        value = Value(container=Container(mine.kind, {}, join_all(found), exact=False))
    change(machine, call, replace(value, taints=receiver.taints), frame)
    return NONE


def remove(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver, gone = call.receiver or UNKNOWN, first(call)
    container = receiver.container
    if container is None:
        return None
    found = list(container.known.values())
    places = [i for i, value in enumerate(found) if value.constant is not UNKNOWN and value.constant == gone.constant]
    if container.exact and places:
        del found[places[0]]
        change(machine, call, replace(receiver, container=Container(container.kind, dict(enumerate(found)))), frame)
    else:
        unknown = container._replace(exact=False) if container.kind in ("dict", "set") else mixed(container)
        change(machine, call, replace(receiver, container=unknown), frame)
    return NONE


def copied_whole(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """`copy` of a list, dict or set: what it holds, where it stood."""
    receiver = call.receiver or UNKNOWN
    return receiver if receiver.container is not None and not call.positional else None


def index(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """`ALLOWED.index(text)` raises for what is not in the list: afterwards it is one of these."""
    receiver = call.receiver or UNKNOWN
    if receiver.container is None or all_taints(receiver) or len(call.nodes) != 1:
        return None
    path = access_path(call.nodes[0])
    if path:
        frame.env[path] = cleared(call.positional[0], (ALL,))
    return UNKNOWN


def clear(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    if receiver.container is None:
        return None
    change(machine, call, Value(container=Container(receiver.container.kind, {})), frame)
    return NONE


def reverse(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    container = receiver.container
    if container is None:
        return None
    found = dict(enumerate(reversed(list(container.known.values())))) if container.exact else {}
    turned = container._replace(known=found) if container.exact else mixed(container)
    change(machine, call, replace(receiver, container=turned), frame)
    return NONE


def sort(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    if receiver.container is None:
        return None
    change(machine, call, replace(receiver, container=mixed(receiver.container)), frame)
    return NONE


def mixed(container: Container) -> Container:
    """The container with its elements in an order that is not known."""
    return Container(container.kind, {}, join_all(elements(container)) if elements(container) else None, exact=False)


def update(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    if receiver.container is None and call.keywords and not receiver.type and not receiver.refs:
        receiver = replace(receiver, container=Container("dict", {}, Value(taints=receiver.taints), exact=False))
    if receiver.container is None or receiver.container.kind != "dict":
        return None
    other = _of_pairs(first(call))
    if other.container is not None and other.container.kind == "dict":
        for key, item in other.container.known.items():
            receiver = holding.with_element(receiver, Value(constants=(key,)), item)
        if other.container.rest is not None:
            receiver = holding.with_element(receiver, UNKNOWN, other.container.rest)
    elif other.taints:
        receiver = holding.with_element(receiver, Value(taints=other.taints), Value(taints=other.taints))
    receiver = replace(receiver, taints=merged(receiver.taints, other.taints))  # of the keys
    for name, item in call.keywords.items():
        receiver = holding.with_element(receiver, Value(constants=(name,)), item)
    change(machine, call, receiver, frame)
    return NONE


def _of_pairs(given: Value) -> Value:
    """The dict that a list of pairs makes, where each is known; else what is given."""
    if given.container is None or given.container.kind == "dict" or not given.container.exact:
        return given
    found = Value(container=Container("dict", {}))
    for pair in given.container.known.values():
        if pair.container is None or not pair.container.exact or len(pair.container.known) != 2:
            return given
        key, value = pair.container.known.values()
        found = holding.with_element(found, key, value)
    return found


def setdefault(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    if receiver.container is None:
        return None
    found = get(machine, call, frame) or UNKNOWN
    change(machine, call, holding.with_element(receiver, first(call), found), frame)
    return found


def items(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    container = receiver.container
    if container is None or container.kind != "dict":
        pair = make_list("tuple", [Value(taints=receiver.taints), Value(taints=receiver.taints)])
        return Value(container=Container("list", {}, pair, exact=False)) if receiver.taints else None
    pairs = [make_list("tuple", [Value(constants=(key,)), value]) for key, value in container.known.items()]
    if container.rest is not None:
        rest = make_list("tuple", [Value(taints=receiver.taints), container.rest])
        return Value(container=Container("list", {}, join_all([*pairs, rest]), exact=False))
    return make_list("list", pairs)


def values(machine: Machine, call: Call, frame: Frame) -> Value | None:
    container = (call.receiver or UNKNOWN).container
    if container is None:
        return None
    if container.exact:
        return make_list("list", container.known.values())
    return Value(container=Container("list", {}, join_all(elements(container)), exact=False))


def keys(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    return None if receiver.container is None else listed(receiver)


def copied(kind: str) -> Handler:
    def handler(machine: Machine, call: Call, frame: Frame) -> Value | None:
        given = listed(protocols.iterated(machine, first(call), call.node, frame))
        if not call.positional:
            return Value(container=Container(kind, {}))
        if given.container is not None:
            return replace(given, container=given.container._replace(kind=kind))
        if isinstance(given.constant, (str, tuple, list, range)):
            found = make_list(kind, [Value(constants=(item,)) for item in list(given.constant)[:65]])
            return replace(found, state={"text": given}) if isinstance(given.constant, str) else found
        found = Value(taints=all_taints(given))
        return Value(container=Container(kind, {}, found, exact=False))

    return handler


def dict_of(machine: Machine, call: Call, frame: Frame) -> Value | None:
    found = Value(container=Container("dict", {}))
    given = _of_pairs(first(call))
    if given.container is not None and given.container.kind == "dict":
        found = replace(given, container=given.container)
    elif call.positional:
        found = holding.with_element(found, UNKNOWN, Value(taints=all_taints(given)))
        found = replace(found, taints=given.taints)  # of the keys
    for name, value in call.keywords.items():
        found = holding.with_element(found, Value(constants=(name,)) if name != "**" else UNKNOWN, value)
    return found


def chained(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """collections.ChainMap: the first of the mappings that has the key."""
    if any(value.container is None or value.container.kind != "dict" for value in call.positional):
        return None
    found = Value(container=Container("dict", {}))
    for given in reversed(call.positional):
        for key, value in given.container.known.items() if given.container is not None else ():
            found = holding.with_element(found, constant(key), value)
        if given.container is not None and given.container.rest is not None:
            found = holding.with_element(found, UNKNOWN, given.container.rest)
        found = replace(found, taints=merged(found.taints, given.taints))
    return found


def from_keys(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """`dict.fromkeys(keys, value)`."""
    given, value = listed(first(call)), call.argument(1) or NONE
    found = Value(container=Container("dict", {}))
    if given.container is not None and given.container.exact:
        for key in given.container.known.values():
            found = holding.with_element(found, key, value)
        return found
    rest = Container("dict", {}, value, exact=False)
    return Value(container=rest, taints=all_taints(given))


def pairs(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """enumerate: number and element."""
    from pratique.lint.flow.assignment import element_of

    held, start = first(call).container, (call.argument(1) or call.keywords.get("start") or constant(0)).constant
    if held is not None and held.exact and held.kind in ("list", "tuple") and isinstance(start, int):
        numbered = enumerate(held.known.values(), start)
        return make_list("list", [make_list("tuple", [constant(number), item]) for number, item in numbered])
    return Value(container=Container("list", {}, make_list("tuple", [UNKNOWN, element_of(first(call))]), exact=False))


def zipped(machine: Machine, call: Call, frame: Frame) -> Value | None:
    from pratique.lint.flow.assignment import element_of

    containers = [value.container for value in call.positional]
    if containers and all(c is not None and c.exact and c.kind in ("list", "tuple") for c in containers):
        columns = [list(c.known.values()) for c in containers if c is not None]
        return make_list("list", [make_list("tuple", row) for row in zip(*columns, strict=False)])
    pair = make_list("tuple", [element_of(value) for value in call.positional])
    return Value(container=Container("list", {}, pair, exact=False))


def ordered(machine: Machine, call: Call, frame: Frame) -> Value | None:
    given = first(call)
    if given.container is None:
        return Value(taints=given.taints)
    return Value(container=Container("list", {}, join_all(elements(given.container)), exact=False), taints=given.taints)


def turned(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """reversed: the elements from the last on, where they are known."""
    given = listed(first(call))
    if given.container is None or not given.container.exact or given.container.kind not in ("list", "tuple"):
        return ordered(machine, call, frame)
    return make_list("list", reversed(list(given.container.known.values())))


def mapped(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """map: the function's result for any element."""
    from pratique.lint.flow import calls
    from pratique.lint.flow.assignment import element_of

    if len(call.positional) < 2:
        return None
    function, item = call.positional[0], element_of(call.positional[1])
    if function.refs:
        made = calls.Call(call.node, None, [item], {}, call.nodes[1:2], {})
        item = calls.called(machine, function, objects.names_of(machine, function, ""), made, frame)
    return Value(container=Container("list", {}, item, exact=False))


def filtered(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """filter: what a test of characters lets through is harmless."""
    test, given = call.argument(0) or UNKNOWN, call.argument(1) or UNKNOWN
    return cleared(given, (ALL,)) if test.refs and set(test.refs) <= texts.LETTER_TESTS else given
