"""Classes of the standard library that hand on what they hold: queues, named tuples, texts that are written to."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pratique.lint.flow import fold, holding, objects
from pratique.lint.flow.machine import Frame, Machine, access_path
from pratique.lint.flow.pieces import combined, text_of
from pratique.lint.flow.program import Partial
from pratique.lint.flow.values import (
    AS_TEXT,
    NONE,
    UNKNOWN,
    Container,
    Value,
    all_taints,
    cleared,
    elements,
    join,
    join_all,
    make_list,
    merged,
    replace,
)

if TYPE_CHECKING:
    from pratique.lint.flow.calls import Call

Handler = Callable[[Machine, "Call", Frame], "Value | None"]
_MADE = "collections.namedtuple()"
_GOTTEN, _ATTRIBUTE = "operator.itemgetter()", "operator.attrgetter()"
_FIRST, _LAST = 0, -1
_TURNS = 16  # elements that are gone through one by one
# `$name`, `${name}` and `$$` of string.Template.
_PLACEHOLDER = re.compile(r"\$(?:\$|(?P<name>[_a-zA-Z]\w*)|\{(?P<braced>[_a-zA-Z]\w*)\})")
# Where the next element comes from, by the class that hands it out; of a priority queue it is not known.
_QUEUES: Mapping[str, int | None] = {
    **dict.fromkeys(("queue.Queue", "queue.SimpleQueue", "asyncio.Queue", "multiprocessing.Queue"), _FIRST),
    **dict.fromkeys(("queue.LifoQueue", "asyncio.LifoQueue"), _LAST),
    **dict.fromkeys(("queue.PriorityQueue", "asyncio.PriorityQueue"), None),
}


def _changed(call: Call, value: Value, machine: Machine, frame: Frame) -> None:
    node = call.node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        holding.update(machine, node.func.value, value, frame)


def taken(machine: Machine, call: Call, frame: Frame, place: int | None) -> Value | None:
    """The element at the place, None for any of them; it is gone from the receiver where that is certain."""
    receiver = call.receiver or UNKNOWN
    container = receiver.container
    if container is None or container.kind == "dict":
        return None
    found = list(container.known.values())
    if not container.exact or not found or place is None:
        return join_all(elements(container)) if elements(container) else Value(taints=receiver.taints)
    result = found.pop(place)
    _changed(call, replace(receiver, container=Container(container.kind, dict(enumerate(found)))), machine, frame)
    return result


def popped_left(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """deque.popleft: the first element."""
    return taken(machine, call, frame, _FIRST)


def appended_left(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """deque.appendleft: the element becomes the first one."""
    receiver = call.receiver or UNKNOWN
    container = receiver.container
    if container is None or container.kind == "dict" or not call.positional:
        return None
    if container.exact:
        changed = Container(container.kind, dict(enumerate([call.positional[0], *container.known.values()])))
    else:
        rest = join_all([*elements(container), call.positional[0]])
        changed = Container(container.kind, {}, rest, exact=False)
    _changed(call, replace(receiver, container=changed), machine, frame)
    return NONE


def _queue(kind: str) -> Handler:
    def handler(machine: Machine, call: Call, frame: Frame) -> Value | None:
        return Value(type=kind, container=Container("list", {}))

    return handler


def _put(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    container = receiver.container or Container("list", {}, None, exact=False)
    value = call.argument(0) or call.keywords.get("item") or UNKNOWN
    if container.exact and len(container.known) < 64:
        changed = Container(container.kind, {**container.known, len(container.known): value})
    else:
        rest = value if container.rest is None else join(container.rest, value)
        changed = container._replace(rest=rest, exact=False)
    _changed(call, replace(receiver, container=changed), machine, frame)
    return NONE


def _taken_from(place: int | None) -> Handler:
    return lambda machine, call, frame: taken(machine, call, frame, place)


def _named_tuple(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """collections.namedtuple: what makes the tuples, with the names of the fields where they are known."""
    given = call.argument(1) or call.keywords.get("field_names") or UNKNOWN
    listed = given.container
    if isinstance(given.constant, str):
        names = given.constant.replace(",", " ").split()
    elif listed is not None and listed.exact and all(isinstance(v.constant, str) for v in listed.known.values()):
        names = [value.constant for value in listed.known.values()]
    else:
        return None
    return Value(refs=(Partial(Value(refs=(_MADE,)), None, [Value(constants=(tuple(names),))], {}),))


def _tuple_made(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """A named tuple: each field by its name and by its place."""
    if not call.positional or not isinstance(call.positional[0].constant, tuple):
        return None
    names = call.positional[0].constant
    fields = dict(zip(names, call.positional[1:], strict=False))
    fields |= {name: value for name, value in call.keywords.items() if name in names}
    if "**" in call.keywords:
        return Value(taints=merged(*map(all_taints, call.every())))
    held = make_list("tuple", [fields.get(name, UNKNOWN) for name in names])
    return replace(held, state={name: fields.get(name, UNKNOWN) for name in names})


def _text_stream(kind: str) -> Handler:
    """io.StringIO: what was written so far, as the state `text`."""

    def handler(machine: Machine, call: Call, frame: Frame) -> Value | None:
        given = call.argument(0) or call.keywords.get("initial_value") or call.keywords.get("initial_bytes")
        return Value(type=kind, taints=all_taints(given or UNKNOWN), state={"text": given or text_of([""])})

    return handler


def _written(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver, value = call.receiver or UNKNOWN, call.argument(0) or UNKNOWN
    text = text_of([receiver.state.get("text", UNKNOWN), value])
    taints = merged(receiver.taints, all_taints(value))
    _changed(call, replace(receiver, taints=taints, state={**receiver.state, "text": text}), machine, frame)
    return UNKNOWN


def _printed(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """print(…, file=stream)."""
    stream, node = call.keywords.get("file", UNKNOWN), call.keyword_nodes.get("file")
    if stream.type != "io.StringIO" or node is None:
        return NONE
    pieces = [piece for value in call.positional for piece in (value, " ")]
    text = text_of([stream.state.get("text", UNKNOWN), *pieces[:-1], "\n"])
    taints = merged(stream.taints, *map(all_taints, call.positional))
    holding.update(machine, node, replace(stream, taints=taints, state={**stream.state, "text": text}), frame)
    return NONE


def _text_read(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    return receiver.state.get("text") or Value(taints=receiver.taints)


def _namespace(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """types.SimpleNamespace: its attributes are the keywords."""
    if call.positional or "**" in call.keywords:
        return None
    return Value(type="types.SimpleNamespace", state=dict(call.keywords))


def _variable(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """contextvars.ContextVar: what it was set to last, as the state `held`."""
    return Value(type="contextvars.ContextVar", state={"held": call.keywords.get("default", UNKNOWN)})


def _variable_set(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver, value = call.receiver or UNKNOWN, call.argument(0) or UNKNOWN
    held = replace(receiver, state={**receiver.state, "held": value}, taints=all_taints(value))
    _changed(call, held, machine, frame)
    node = call.node
    name = access_path(node.func.value) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
    home = machine.module_frames.get(frame.module.path)
    if home is not None and name in home.env:  # what another function finds there
        home.env[name] = join(home.env[name], held)
    return UNKNOWN


def _variable_read(machine: Machine, call: Call, frame: Frame) -> Value | None:
    return (call.receiver or UNKNOWN).state.get("held", UNKNOWN)


def _pushed(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """heapq.heappush: the element is somewhere in the list."""
    heap, value = call.argument(0) or UNKNOWN, call.argument(1) or UNKNOWN
    if heap.container is not None and call.nodes:
        found = join_all([*elements(heap.container), value])
        holding.update(machine, call.nodes[0], replace(heap, container=Container("list", {}, found, False)), frame)
    return NONE


def _smallest(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """heapq.heappop: any of the elements."""
    container = (call.argument(0) or UNKNOWN).container
    return join_all(elements(container)) if container is not None and elements(container) else None


def _itself(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """copy.copy, copy.deepcopy: the like of what it is given."""
    return call.argument(0)


def _dumped(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """json.dumps: a text that remembers what it was made of."""
    given = call.argument(0) or call.keywords.get("obj") or UNKNOWN
    kinds = [kind for item in machine.library.sanitisers.get("json.dumps", ()) for kind in item.clears]
    text = Value(taints=merged(*map(all_taints, call.every())), type="str", state={"object": given})
    return cleared(text, (*AS_TEXT, *kinds))


def _loaded(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """json.loads of such a text."""
    return (call.argument(0) or UNKNOWN).state.get("object")


def _template(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """string.Template: its text as the state `template`."""
    text = call.argument(0) or call.keywords.get("template") or UNKNOWN
    return Value(type="string.Template", taints=all_taints(text), state={"template": text})


def _substituted(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """string.Template.substitute: the text with the values under their names."""
    receiver, given = call.receiver or UNKNOWN, call.argument(0) or UNKNOWN
    template = receiver.state.get("template", UNKNOWN)
    if not isinstance(template.constant, str):
        return text_of([template, *(Value(taints=all_taints(value)) for value in call.every())])
    pieces: list[str | Value] = []
    end = 0
    for match in _PLACEHOLDER.finditer(template.constant):
        name = match["name"] or match["braced"]
        value = call.keywords.get(name) or holding.element_at(given, Value(constants=(name,)))
        if "**" in call.keywords and name not in call.keywords:
            value = join(value, call.keywords["**"])
        pieces += [template.constant[end : match.start()], value if name else "$"]
        end = match.end()
    return text_of([*pieces, template.constant[end:]])


def _added(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """operator.add, operator.concat: `one + other`."""
    if len(call.positional) != 2:
        return None
    return fold.binary(ast.Add, *call.positional) or combined(*call.positional)


def _reduced(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """functools.reduce: the function's result for the elements in turn, where they are known."""
    from pratique.lint.flow import calls, objects

    if len(call.positional) < 2:
        return None
    function, given = call.positional[0], call.positional[1].container
    if given is None or not given.exact or given.kind == "dict" or len(given.known) > _TURNS:
        return None
    names = objects.names_of(machine, function, "")
    found = [*call.positional[2:3], *given.known.values()]
    result = found[0] if found else UNKNOWN
    for item in found[1:]:
        made = calls.Call(call.node, None, [result, item], {}, [], {})
        result = calls.called(machine, function, names, made, frame)
    return result


def _getter(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """operator.itemgetter of one key."""
    if len(call.positional) != 1:
        return None
    return Value(refs=(Partial(Value(refs=(_GOTTEN,)), None, list(call.positional), {}),))


def _attribute_getter(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """operator.attrgetter of one name."""
    if len(call.positional) != 1 or not isinstance(call.positional[0].constant, str):
        return None
    return Value(refs=(Partial(Value(refs=(_ATTRIBUTE,)), None, list(call.positional), {}),))


def _attribute_gotten(machine: Machine, call: Call, frame: Frame) -> Value | None:
    if len(call.positional) != 2:
        return None
    found = call.positional[1]
    for name in call.positional[0].constant.split("."):
        found = objects.attribute_of(machine, found, name, call.node, frame)
    return found


def _gotten(machine: Machine, call: Call, frame: Frame) -> Value | None:
    return holding.element_at(call.positional[1], call.positional[0]) if len(call.positional) == 2 else None


# By qualified name.
NAMED: Mapping[str, Handler] = {
    **{kind: _queue(kind) for kind in _QUEUES},
    **{f"{kind}.{name}": _put for kind in _QUEUES for name in ("put", "put_nowait")},
    **{f"{kind}.{name}": _taken_from(place) for kind, place in _QUEUES.items() for name in ("get", "get_nowait")},
    "collections.namedtuple": _named_tuple,
    _MADE: _tuple_made,
    "io.StringIO": _text_stream("io.StringIO"),
    "io.StringIO.write": _written,
    "io.StringIO.getvalue": _text_read,
    "print": _printed,
    "types.SimpleNamespace": _namespace,
    "contextvars.ContextVar": _variable,
    "contextvars.ContextVar.set": _variable_set,
    "contextvars.ContextVar.get": _variable_read,
    "copy.copy": _itself,
    "copy.deepcopy": _itself,
    "json.dumps": _dumped,
    "json.loads": _loaded,
    "string.Template": _template,
    **{f"string.Template.{name}": _substituted for name in ("substitute", "safe_substitute")},
    "operator.add": _added,
    "operator.concat": _added,
    "operator.itemgetter": _getter,
    _GOTTEN: _gotten,
    "operator.attrgetter": _attribute_getter,
    _ATTRIBUTE: _attribute_gotten,
    "functools.reduce": _reduced,
    "heapq.heappush": _pushed,
    "heapq.heappop": _smallest,
}
# Methods of containers, by name.
METHODS: Mapping[str, Handler] = {"popleft": popped_left, "appendleft": appended_left}
