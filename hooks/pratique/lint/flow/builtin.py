"""What built-in functions, methods of built-in types and a few of the standard library compute.

They are part of the language as far as data flow goes: everything else is described by models.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pratique.lint.flow import characters, holding, objects, options, paths, signatures, standard, templates
from pratique.lint.flow.machine import Frame, Machine, access_path
from pratique.lint.flow.program import Partial
from pratique.lint.flow.values import (
    ALL,
    AS_TEXT,
    ESCAPED,
    NONE,
    UNKNOWN,
    Container,
    Value,
    all_taints,
    cleared,
    elements,
    join,
    join_all,
    leading_text,
    listed,
    make_list,
    merged,
    text_of,
)

if TYPE_CHECKING:
    from pratique.lint.flow.calls import Call

ATTRIBUTE = "builtins.attribute"  # type of what getattr finds under a name that is not known; state: name
Handler = Callable[[Machine, "Call", Frame], "Value | None"]
_NUMERIC = tuple("bcdeEfFgGnoxX%")
_SAFE_CLASS = re.compile(r"\[\^(?:\\w|\\d|[A-Za-z0-9_ .\-]|\\-|\\s|\\\.)+\]\+?\Z")
# Patterns that match every end of a line: what replaces it has none.
_LINE_ENDS = re.compile(
    r"(?:\\r|\r)\??(?:\\n|\n)\]?[+*]?\Z|\A\[[^\]^]*(?:\\n|\n)[^\]]*\]\+?\Z|\A\[?\\s[^\]]*\]?\+?\Z|\\r\|\\n|\\n\|\\r"
)
# What is left of a text when a piece of it was replaced: marks, and what marks amount to together.
_REPLACED = {
    "\n": "no-lf",
    "\r": "no-cr",
    "\r\n": "no-crlf",
    "/": "path",
    "<": "html",
    "{": "no-brace",
    "'": "no-apostrophe",
    '"': "no-quote",
    "(": "no-opening",
    ")": "no-closing",
    "*": "no-star",
}
_TOGETHER = (
    (frozenset({"no-lf", "no-cr"}), ("header",)),
    (frozenset({"no-lf"}), ("log",)),
    (frozenset({"no-brace"}), ("format", "template")),
    (frozenset({"no-opening", "no-closing", "no-star"}), ("ldap",)),
)
# A mark written twice stands for itself in a template of the kind.
_DOUBLED = {("{", "{{"): "format", ("%", "%%"): "format"}
_MATCHES = ("match", "fullmatch", "search")
_LETTER_TESTS = frozenset(f"str.{name}" for name in ("isalnum", "isalpha", "isdigit", "isdecimal", "isnumeric"))
_LINES = ("log", "header")  # kinds of sinks that only the ends of lines harm


def _target(call: Call) -> ast.expr | None:
    node = call.node
    return node.func.value if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None


def _change(machine: Machine, call: Call, value: Value, frame: Frame) -> None:
    target = _target(call)
    if target is not None:
        holding.update(machine, target, value, frame)


def _first(call: Call, name: str = "") -> Value:
    return call.positional[0] if call.positional else call.keywords.get(name, UNKNOWN)


def _format(machine: Machine, call: Call, frame: Frame) -> Value | None:
    template = call.receiver or UNKNOWN
    if not isinstance(template.constant, str):
        return text_of([template, *call.every()])
    pieces: list[str | Value] = []
    automatic = 0
    try:
        fields = list(string.Formatter().parse(template.constant))
    except ValueError:
        return text_of([template, *call.every()])
    for text, name, form, conversion in fields:
        pieces.append(text)
        if name is None:
            continue
        key = re.split(r"[.\[]", name, maxsplit=1)[0]
        which: int | str = automatic if not key else int(key) if key.isdigit() else key
        automatic += not key
        value = call.argument(which)
        if value is None:
            value = join_all(call.every())
        value = templates.converted(conversion or "s", value)
        pieces.append(UNKNOWN if form and form.endswith(_NUMERIC) else value)
    return text_of(pieces)


def _join(machine: Machine, call: Call, frame: Frame) -> Value | None:
    separator, given = call.receiver or UNKNOWN, listed(_first(call))
    if separator.refs:
        return None
    if given.container is None:
        return text_of([separator, Value(taints=all_taints(given))])
    if not given.container.exact:
        found = join_all(elements(given.container))
        return cleared(Value(taints=merged(separator.taints, all_taints(found)), type="str"), AS_TEXT)
    pieces: list[str | Value] = []
    for value in given.container.known.values():
        pieces += [separator, value] if pieces else [value]
    return text_of(pieces)


def _replace(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver, old, new = call.receiver or UNKNOWN, _first(call), call.argument(1) or UNKNOWN
    gone = isinstance(old.constant, str) and isinstance(new.constant, str) and old.constant not in new.constant
    mark = _REPLACED.get(old.constant) if gone else None
    result = Value(taints=merged(receiver.taints, new.taints), type=receiver.type)
    if isinstance(old.constant, str) and isinstance(new.constant, str):
        result = cleared(result, [kind for pair, kind in _DOUBLED.items() if pair == (old.constant, new.constant)])
    return _marked(result, mark) if mark else result


def _translated(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """A text after str.translate with a table of constants: what the table replaces is gone."""
    receiver, table = call.receiver or UNKNOWN, (call.argument(0) or UNKNOWN).container
    result = cleared(Value(taints=receiver.taints, type="str"), AS_TEXT)
    for old, new in table.known.items() if table is not None and table.kind == "dict" else ():
        character = chr(old) if isinstance(old, int) and 0 <= old < 128 else old
        kept = new.constant is UNKNOWN or (isinstance(new.constant, str) and character in new.constant)
        if character in _REPLACED and not kept:
            result = _marked(result, _REPLACED[character])
    return result


def _encoded(machine: Machine, call: Call, frame: Frame) -> Value | None:
    codec = (call.argument(0) or call.keywords.get("encoding") or UNKNOWN).constant
    receiver = call.receiver or UNKNOWN
    if codec not in ("unicode_escape", "unicode-escape", "idna", "punycode"):
        return Value(taints=receiver.taints, parts=receiver.parts) if receiver.parts else None
    return cleared(Value(taints=receiver.taints), _LINES)


def _marked(value: Value, mark: str) -> Value:
    value = cleared(value, (mark,))
    for marks, kinds in _TOGETHER:
        if value.taints and all(marks <= taint.cleared for taint in value.taints):
            value = cleared(value, kinds)
    return value


def _get(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    if receiver.container is None or receiver.container.kind != "dict":
        return None
    key = _first(call)
    found = holding.element_at(receiver, key)
    certain = receiver.container.exact and key.constants is not None
    if certain and all(item in receiver.container.known for item in key.constants or ()):
        return found
    default = call.argument(1) or call.keywords.get("default") or NONE
    missing = certain and not any(item in receiver.container.known for item in key.constants or ())
    return default if missing else join(found, default)


def _pop(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    container = receiver.container
    if container is None:
        return None
    if container.kind == "dict":
        result = _get(machine, call, frame)
        key = _first(call).constant
        known = {name: value for name, value in container.known.items() if name != key}
        _change(machine, call, replace(receiver, container=container._replace(known=known)), frame)
        return result
    place = call.argument(0)
    index = -1 if place is None else place.constant
    found = list(container.known.values())
    if container.exact and isinstance(index, int) and -len(found) <= index < len(found):
        result = found.pop(index)
        _change(machine, call, replace(receiver, container=Container(container.kind, dict(enumerate(found)))), frame)
        return result
    return join_all(elements(container))


def _append(machine: Machine, call: Call, frame: Frame) -> Value | None:
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
            _change(machine, call, replace(receiver, container=Container("list", dict(enumerate(found)))), frame)
            return NONE
    rest = value if container.rest is None else join(container.rest, value)
    _change(machine, call, replace(receiver, container=container._replace(rest=rest, exact=False)), frame)
    return NONE


def _extend(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver, other = call.receiver or UNKNOWN, _first(call)
    if receiver.container is None:
        return None
    mine, its = receiver.container, other.container
    if mine.exact and its is not None and its.exact and its.kind != "dict":
        value = make_list(mine.kind, [*mine.known.values(), *its.known.values()])
    else:
        found = [*elements(mine), *(elements(its) if its else [Value(taints=other.taints)])]
        value = Value(container=Container(mine.kind, {}, join_all(found), exact=False))
    _change(machine, call, replace(value, taints=receiver.taints), frame)
    return NONE


def _remove(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver, gone = call.receiver or UNKNOWN, _first(call)
    container = receiver.container
    if container is None:
        return None
    found = list(container.known.values())
    places = [i for i, value in enumerate(found) if value.constant is not UNKNOWN and value.constant == gone.constant]
    if container.exact and places:
        del found[places[0]]
        _change(machine, call, replace(receiver, container=Container(container.kind, dict(enumerate(found)))), frame)
    else:
        _change(machine, call, replace(receiver, container=container._replace(exact=False)), frame)
    return NONE


def _clear(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    if receiver.container is None:
        return None
    _change(machine, call, Value(container=Container(receiver.container.kind, {})), frame)
    return NONE


def _reverse(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    container = receiver.container
    if container is None:
        return None
    found = dict(enumerate(reversed(list(container.known.values())))) if container.exact else {}
    turned = container._replace(known=found) if container.exact else _mixed(container)
    _change(machine, call, replace(receiver, container=turned), frame)
    return NONE


def _sort(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    if receiver.container is None:
        return None
    _change(machine, call, replace(receiver, container=_mixed(receiver.container)), frame)
    return NONE


def _mixed(container: Container) -> Container:
    """The container with its elements in an order that is not known."""
    return Container(container.kind, {}, join_all(elements(container)) if elements(container) else None, exact=False)


def _update(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    if receiver.container is None or receiver.container.kind != "dict":
        return None
    other = _first(call)
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
    _change(machine, call, receiver, frame)
    return NONE


def _setdefault(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    if receiver.container is None:
        return None
    found = _get(machine, call, frame) or UNKNOWN
    _change(machine, call, holding.with_element(receiver, _first(call), found), frame)
    return found


def _items(machine: Machine, call: Call, frame: Frame) -> Value | None:
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


def _values(machine: Machine, call: Call, frame: Frame) -> Value | None:
    container = (call.receiver or UNKNOWN).container
    return (
        None
        if container is None
        else Value(container=Container("list", {}, join_all(elements(container)), exact=False))
    )


def _keys(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    return None if receiver.container is None else listed(receiver)


def _split(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """The pieces of a text. Those of a constant beginning are known; white space splits at line ends."""
    receiver = call.receiver or UNKNOWN
    if receiver.type not in ("", "str"):
        return None
    separator = (call.argument(0) or call.keywords.get("sep") or NONE).constant
    rest = Value(taints=receiver.taints, type="str")
    if separator in (None, "\n"):
        rest = cleared(rest, _LINES)
    first = cleared(rest, ("path", "no-slash")) if separator in ("/", "\\") else rest
    if call.argument(1) is None and "maxsplit" not in call.keywords:
        rest = first
    lead = leading_text(receiver) if receiver.parts and isinstance(separator, (str, type(None))) else ""
    known = lead.split(separator)[:-1] if lead and separator != "" else []
    if lead and separator is None and lead[-1:].isspace():
        known = lead.split()
    found = {i: Value(constants=(t,)) for i, t in enumerate(known)} or ({} if first is rest else {0: first})
    return Value(container=Container("list", found, rest, False))


def _shell_words(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """shlex.split: the words of a line, the first ones known where its beginning is constant."""
    return _split(machine, call._replace(receiver=replace(_first(call, "s"), type=""), positional=[]), frame)


def _splitlines(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    if receiver.type not in ("", "str"):
        return None
    line = cleared(Value(taints=receiver.taints, type="str"), _LINES)
    return Value(container=Container("list", {}, line, exact=False))


def _rsplit(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    if receiver.type not in ("", "str"):
        return None
    piece = Value(taints=receiver.taints, type="str")
    is_name = (call.argument(0) or UNKNOWN).constant in ("/", "\\")
    known = {-1: cleared(piece, ("path", "no-slash"))} if is_name else {}
    return Value(container=Container("list", known, piece, exact=False))


def _rpartition(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """What stands after the last separator does not hold it."""
    receiver = call.receiver or UNKNOWN
    if receiver.type not in ("", "str") or _first(call).constant not in ("/", "\\"):
        return None
    piece = Value(taints=receiver.taints, type="str")
    return make_list("tuple", [piece, _first(call), cleared(piece, ("path", "no-slash"))])


def _copied(kind: str) -> Handler:
    def handler(machine: Machine, call: Call, frame: Frame) -> Value | None:
        given = listed(_first(call))
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


def _dict(machine: Machine, call: Call, frame: Frame) -> Value | None:
    found = Value(container=Container("dict", {}))
    given = _first(call)
    if given.container is not None and given.container.kind == "dict":
        found = replace(given, container=given.container)
    elif call.positional:
        found = holding.with_element(found, UNKNOWN, Value(taints=all_taints(given)))
        found = replace(found, taints=given.taints)  # of the keys
    for name, value in call.keywords.items():
        found = holding.with_element(found, Value(constants=(name,)) if name != "**" else UNKNOWN, value)
    return found


def _number(machine: Machine, call: Call, frame: Frame) -> Value | None:
    from pratique.lint.flow import fold

    node = call.node
    name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
    container = _first(call).container
    if name == "len" and container is not None and container.exact:
        return Value(constants=(len(container.known),))
    return fold.builtin(name, call.positional) or UNKNOWN


def _same(machine: Machine, call: Call, frame: Frame) -> Value | None:
    from pratique.lint.flow import fold

    given = _first(call)
    folded = fold.builtin("str", call.positional) if len(call.positional) == 1 else None
    if folded is not None:
        return folded
    text = Value(taints=all_taints(given), parts=given.parts, type="str", subject=given.subject)
    return cleared(text, AS_TEXT)


def _repr(machine: Machine, call: Call, frame: Frame) -> Value | None:
    found = _same(machine, call, frame) or UNKNOWN
    return cleared(replace(found, parts=(), subject=None), ESCAPED)


def _pairs(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """enumerate: number and element."""
    from pratique.lint.flow.assignment import element_of

    return Value(container=Container("list", {}, make_list("tuple", [UNKNOWN, element_of(_first(call))]), exact=False))


def _zip(machine: Machine, call: Call, frame: Frame) -> Value | None:
    from pratique.lint.flow.assignment import element_of

    pair = make_list("tuple", [element_of(value) for value in call.positional])
    return Value(container=Container("list", {}, pair, exact=False))


def _ordered(machine: Machine, call: Call, frame: Frame) -> Value | None:
    given = _first(call)
    if given.container is None:
        return Value(taints=given.taints)
    return Value(container=Container("list", {}, join_all(elements(given.container)), exact=False), taints=given.taints)


def _mapped(machine: Machine, call: Call, frame: Frame) -> Value | None:
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


def _filtered(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """filter: what a test of characters lets through is harmless."""
    test, given = call.argument(0) or UNKNOWN, call.argument(1) or UNKNOWN
    return cleared(given, (ALL,)) if test.refs and set(test.refs) <= _LETTER_TESTS else given


def _getattr(machine: Machine, call: Call, frame: Frame) -> Value | None:
    name = call.argument(1)
    if name is None or not isinstance(name.constant, str):
        taints = all_taints(_first(call))
        return Value(taints=taints, type=ATTRIBUTE, state={"name": name}) if name is not None else Value(taints=taints)
    found = objects.attribute_of(machine, _first(call), name.constant, call.node, frame)
    default = call.argument(2)
    return join(found, default) if default is not None else found


def _joined_url(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """urljoin: the second address decides, where it names a host."""
    path = access_path(call.nodes[1]) if len(call.nodes) > 1 else ""
    return Value(taints=merged(*map(all_taints, call.every())), type="str", subject=(path, "joined"))


def _lstrip(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """A text without the slashes that it began with names no host and no root."""
    receiver, gone = call.receiver or UNKNOWN, _first(call)
    if not receiver.taints or not isinstance(gone.constant, str) or "/" not in gone.constant:
        return None
    return cleared(Value(taints=receiver.taints, type=receiver.type), ("no-root", "no-host"))


def _substituted(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """re.sub: a negated class of harmless characters, replaced by a constant, leaves only those."""
    pattern, new, text = call.argument(0) or UNKNOWN, call.argument(1) or UNKNOWN, call.argument(2) or UNKNOWN
    result = Value(taints=merged(text.taints, new.taints), type="str")
    if isinstance(pattern.constant, str) and _LINE_ENDS.search(pattern.constant):
        result = cleared(result, _LINES)
    safe = isinstance(pattern.constant, str) and _SAFE_CLASS.match(pattern.constant)
    return cleared(result, (ALL,)) if safe and isinstance(new.constant, str) else result


def _config_set(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    section, option = (call.argument(0) or UNKNOWN).constant, (call.argument(1) or UNKNOWN).constant
    key = Value(constants=((section, option),)) if isinstance(section, str) and isinstance(option, str) else UNKNOWN
    _change(machine, call, holding.with_element(receiver, key, call.argument(2) or UNKNOWN), frame)
    return NONE


def _config_get(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    section, option = (call.argument(0) or UNKNOWN).constant, (call.argument(1) or UNKNOWN).constant
    if receiver.container is None:
        return Value(taints=receiver.taints)
    key = Value(constants=((section, option),)) if isinstance(section, str) and isinstance(option, str) else UNKNOWN
    return holding.element_at(receiver, key)


def _compiled(machine: Machine, call: Call, frame: Frame) -> Value | None:
    pattern = _first(call, "pattern")
    return Value(type="re.Pattern", state={"pattern": pattern}, taints=pattern.taints)


def _matched(name: str) -> Handler:
    """A match: what it holds is part of the text, and only of characters that the pattern allows."""

    def handler(machine: Machine, call: Call, frame: Frame) -> Value | None:
        found = characters.pattern_of(name, call)
        pattern, place = found if found is not None else (UNKNOWN, 0)
        text = call.argument(place) or call.keywords.get("string") or UNKNOWN
        value = Value(taints=all_taints(text), type="re.Match")
        return cleared(value, (ALL,)) if characters.consists_of_harmless(pattern) else value

    return handler


def _partial(machine: Machine, call: Call, frame: Frame) -> Value | None:
    if not call.positional:
        return None
    made = Partial(call.positional[0], None, call.positional[1:], dict(call.keywords))
    return Value(refs=(made,))


def _setattr(machine: Machine, call: Call, frame: Frame) -> Value | None:
    name, value = call.argument(1) or UNKNOWN, call.argument(2) or UNKNOWN
    if len(call.nodes) == 3 and isinstance(name.constant, str):
        target = ast.Attribute(call.nodes[0], name.constant, ast.Store())
        holding.set_attribute(machine, ast.copy_location(target, call.node), value, frame)
    return NONE


# Methods of built-in types, by name: for receivers of which no model says more.
METHODS: Mapping[str, Handler] = {
    "format": _format,
    "join": _join,
    "replace": _replace,
    "translate": _translated,
    "get": _get,
    "pop": _pop,
    "append": _append,
    "insert": _append,
    "add": _append,
    "extend": _extend,
    "remove": _remove,
    "clear": _clear,
    "reverse": _reverse,
    "sort": _sort,
    "discard": _remove,
    "update": _update,
    "setdefault": _setdefault,
    "items": _items,
    "values": _values,
    "keys": _keys,
    "split": _split,
    "rsplit": _rsplit,
    "rpartition": _rpartition,
    "enter_context": lambda machine, call, frame: _first(call),
    "enter_async_context": lambda machine, call, frame: _first(call),
    "splitlines": _splitlines,
    "encode": _encoded,
    **paths.METHODS,
    **standard.METHODS,
    "lstrip": _lstrip,
}


def _clean(machine: Machine, call: Call, frame: Frame) -> Value | None:
    return UNKNOWN


# Functions by qualified name.
NAMED: Mapping[str, Any] = {
    **dict.fromkeys(("int", "float", "bool", "len", "ord", "abs", "round", "hash", "id"), _number),
    **dict.fromkeys(("isinstance", "issubclass", "hasattr", "callable", "all", "any", "print", "range"), _clean),
    **{kind: _copied(kind) for kind in ("list", "tuple", "set", "frozenset")},
    **paths.NAMED,
    **standard.NAMED,
    "collections.deque": _copied("list"),
    **{f"configparser.{kind}.set": _config_set for kind in ("ConfigParser", "RawConfigParser")},
    **{f"configparser.{kind}.get": _config_get for kind in ("ConfigParser", "RawConfigParser")},
    "str": _same,
    "str.maketrans": lambda machine, call, frame: _first(call) if len(call.positional) == 1 else UNKNOWN,
    "repr": _repr,
    "ascii": _repr,
    "dict": _dict,
    "enumerate": _pairs,
    "zip": _zip,
    "sorted": _ordered,
    "reversed": _ordered,
    "filter": _filtered,
    "map": _mapped,
    "shlex.split": _shell_words,
    **signatures.NAMED,
    **signatures.METHODS,
    "getattr": _getattr,
    "re.sub": _substituted,
    **{f"{owner}.parse_args": options.parsed for owner in ("argparse.ArgumentParser", "**")},
    **{f"flask_re{name}.reqparse.RequestParser.parse_args": options.parsed_request for name in ("stful", "stx")},
    **{f"{owner}.parse_known_args": options.parsed_known for owner in ("argparse.ArgumentParser", "**")},
    "contextlib.closing": lambda machine, call, frame: _first(call),
    "re.compile": _compiled,
    **{f"{owner}.{name}": _matched(f"{owner}.{name}") for owner in ("re", "re.Pattern") for name in _MATCHES},
    "functools.partial": _partial,
    "setattr": _setattr,
    "urllib.parse.urljoin": _joined_url,
}
