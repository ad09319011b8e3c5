"""Methods of texts, and what patterns make of them."""

from __future__ import annotations

import ast
import re
import string
from typing import TYPE_CHECKING

from pratique.lint.flow import characters, holding, objects, protocols, signatures, templates
from pratique.lint.flow.handling import Handler, first
from pratique.lint.flow.machine import Frame, Machine
from pratique.lint.flow.pieces import leading_text, text_of
from pratique.lint.flow.values import (
    ALL,
    AS_TEXT,
    NONE,
    UNKNOWN,
    Container,
    Value,
    all_taints,
    cleared,
    elements,
    join_all,
    listed,
    make_list,
    merged,
    numeric,
    replace,
)

if TYPE_CHECKING:
    from pratique.lint.flow.calls import Call


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


MATCHES = ("match", "fullmatch", "search")


LETTER_TESTS = frozenset(f"str.{name}" for name in ("isalnum", "isalpha", "isdigit", "isdecimal", "isnumeric"))


_FIELD = re.compile(r"\.(\w+)|\[([^\]]+)\]")


_LINES = ("log", "header")  # kinds of sinks that only the ends of lines harm


def formatted(machine: Machine, call: Call, frame: Frame) -> Value | None:
    template = call.receiver or UNKNOWN
    if not isinstance(template.constant, str):
        return text_of([template, *call.every()])
    pieces: list[str | Value] = []
    automatic = 0
    try:
        fields = list(string.Formatter().parse(template.constant))
    except ValueError:
        return text_of([template, *call.every()])
    held = first(call) if isinstance(call.node, ast.Call) and _last(call.node.func) == "format_map" else None
    for text, name, form, conversion in fields:
        pieces.append(text)
        if name is None:
            continue
        key = re.split(r"[.\[]", name, maxsplit=1)[0]
        which: int | str = automatic if not key else int(key) if key.isdigit() else key
        automatic += not key
        value = call.argument(which) if held is None else holding.element_at(held, Value(constants=(which,)))
        if value is None:
            value = join_all(call.every())
        value = _led_to(machine, value, name[len(key) :], call.node, frame)
        value = templates.converted(conversion or "s", protocols.spoken(machine, value, call.node, frame))
        pieces.append(numeric(value) if form and form.endswith(_NUMERIC) else value)
    return text_of(pieces)


def _led_to(machine: Machine, value: Value, way: str, node: ast.AST, frame: Frame) -> Value:
    """What a field's attributes and indices lead to: `{0.name[key]}`."""
    for attribute, index in _FIELD.findall(way):
        if attribute:
            value = objects.attribute_of(machine, value, attribute, node, frame)
        else:
            value = holding.element_at(value, Value(constants=(int(index) if index.isdigit() else index,)))
    return value


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else ""


def joined(machine: Machine, call: Call, frame: Frame) -> Value | None:
    separator, given = call.receiver or UNKNOWN, listed(protocols.iterated(machine, first(call), call.node, frame))
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


def replaced(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver, old, new = call.receiver or UNKNOWN, first(call), call.argument(1) or UNKNOWN
    gone = isinstance(old.constant, str) and isinstance(new.constant, str) and old.constant not in new.constant
    mark = _REPLACED.get(old.constant) if gone else None
    result = Value(taints=merged(receiver.taints, new.taints), type=receiver.type)
    if isinstance(old.constant, str) and isinstance(new.constant, str):
        result = cleared(result, [kind for pair, kind in _DOUBLED.items() if pair == (old.constant, new.constant)])
    return marked(result, mark) if mark else result


def translated(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """A text after str.translate with a table of constants: what the table replaces is gone."""
    receiver, table = call.receiver or UNKNOWN, (call.argument(0) or UNKNOWN).container
    result = cleared(Value(taints=receiver.taints, type="str"), AS_TEXT)
    return lacking(result, table) if table is not None and table.kind == "dict" else result


def lacking(result: Value, table: Container) -> Value:
    """A text in which the characters that the table replaces by others do not occur."""
    for old, new in table.known.items():
        character = chr(old) if isinstance(old, int) and 0 <= old < 128 else old
        kept = new.constant is UNKNOWN or (isinstance(new.constant, str) and character in new.constant)
        if character in _REPLACED and not kept:
            result = marked(result, _REPLACED[character])
    return result


def encoded(machine: Machine, call: Call, frame: Frame) -> Value | None:
    codec = (call.argument(0) or call.keywords.get("encoding") or UNKNOWN).constant
    receiver = call.receiver or UNKNOWN
    if signatures.SIGNED in receiver.state:
        return receiver
    if codec not in ("unicode_escape", "unicode-escape", "idna", "punycode"):
        return Value(taints=receiver.taints, parts=receiver.parts) if receiver.parts else None
    return cleared(Value(taints=receiver.taints), _LINES)


def marked(value: Value, mark: str) -> Value:
    value = cleared(value, (mark,))
    for marks, kinds in _TOGETHER:
        if value.taints and all(marks <= taint.cleared for taint in value.taints):
            value = cleared(value, kinds)
    return value


def split(machine: Machine, call: Call, frame: Frame) -> Value | None:
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


def shell_words(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """shlex.split: the words of a line, the first ones known where its beginning is constant."""
    return split(machine, call._replace(receiver=replace(first(call, "s"), type=""), positional=[]), frame)


def splitlines(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    if receiver.type not in ("", "str"):
        return None
    line = cleared(Value(taints=receiver.taints, type="str"), _LINES)
    return Value(container=Container("list", {}, line, exact=False))


def rsplit(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    if receiver.type not in ("", "str"):
        return None
    piece = Value(taints=receiver.taints, type="str")
    is_name = (call.argument(0) or UNKNOWN).constant in ("/", "\\")
    known = {-1: cleared(piece, ("path", "no-slash"))} if is_name else {}
    return Value(container=Container("list", known, piece, exact=False))


def rpartition(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """What stands after the last separator does not hold it."""
    receiver = call.receiver or UNKNOWN
    if receiver.type not in ("", "str") or first(call).constant not in ("/", "\\"):
        return None
    piece = Value(taints=receiver.taints, type="str")
    return make_list("tuple", [piece, first(call), cleared(piece, ("path", "no-slash"))])


def lstrip(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """A text without the slashes that it began with names no host and no root."""
    receiver, gone = call.receiver or UNKNOWN, first(call)
    if not receiver.taints or not isinstance(gone.constant, str) or "/" not in gone.constant:
        return None
    return cleared(Value(taints=receiver.taints, type=receiver.type), ("no-root", "no-host"))


def substituted(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """re.sub: a negated class of harmless characters, replaced by a constant, leaves only those."""
    pattern, new, text = call.argument(0) or UNKNOWN, call.argument(1) or UNKNOWN, call.argument(2) or UNKNOWN
    result = Value(taints=merged(text.taints, new.taints), type="str")
    if isinstance(pattern.constant, str) and _LINE_ENDS.search(pattern.constant):
        result = cleared(result, _LINES)
    safe = isinstance(pattern.constant, str) and _SAFE_CLASS.match(pattern.constant)
    return cleared(result, (ALL,)) if safe and isinstance(new.constant, str) else result


def compiled(machine: Machine, call: Call, frame: Frame) -> Value | None:
    pattern = first(call, "pattern")
    return Value(type="re.Pattern", state={"pattern": pattern}, taints=pattern.taints)


def matched(name: str) -> Handler:
    """A match: what it holds is part of the text, and only of characters that the pattern allows."""

    def handler(machine: Machine, call: Call, frame: Frame) -> Value | None:
        found = characters.pattern_of(name, call)
        pattern, place = found if found is not None else (UNKNOWN, 0)
        text = call.argument(place) or call.keywords.get("string") or UNKNOWN
        value = Value(taints=all_taints(text), type="re.Match")
        return cleared(value, (ALL,)) if characters.consists_of_harmless(pattern) else value

    return handler
