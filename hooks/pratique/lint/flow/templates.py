"""Templates of `%`: what each conversion makes of the value that it takes."""

from __future__ import annotations

import re
from typing import NamedTuple

from pratique.lint.flow.pieces import as_text
from pratique.lint.flow.values import (
    ESCAPED,
    UNKNOWN,
    Value,
    cleared,
    merged,
    numeric,
)

_CONVERSION = re.compile(r"%(?:\((?P<key>[^)]*)\))?[#0 +-]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[hlL]?(?P<form>[a-zA-Z%])")
_NUMERIC = "dioxXeEfFgGc"
_KEY = re.compile(r"\A%\([^)]*\)")
_WIDE = re.compile(r"\d{4}")  # a width that makes a text of its own


class Conversion(NamedTuple):
    """One conversion of a template: its key, if any, its letter, and where it stands."""

    key: str | None
    form: str
    start: int
    end: int


def conversions(template: str) -> list[Conversion]:
    """Every conversion that takes a value, in order."""
    return [
        Conversion(match["key"], match["form"], *match.span())
        for match in _CONVERSION.finditer(template)
        if match["form"] != "%"
    ]


def converted(form: str, value: Value) -> Value:
    """The value after a conversion by that letter: a number for some, escaped by repr for others."""
    if form in _NUMERIC:
        return numeric(value)
    if value.container is not None:
        return Value(taints=as_text(value))
    return cleared(value, ESCAPED) if form in "ra" else value


def spelt(spec: str, form: str, value: Value) -> Value:
    """The value after the conversion that a template spells so, folded where it is a constant."""
    known = value.constants if not value.taints and not _WIDE.search(spec) else None
    if known is None or not all(isinstance(item, (str, int, float)) for item in known):
        return converted(form, value)
    try:
        texts = tuple(dict.fromkeys(_KEY.sub("%", spec) % item for item in known))
    except (TypeError, ValueError, OverflowError, MemoryError):  # the program would raise here
        return converted(form, value)
    return Value(constants=texts)


def filled(template: Value | None, place: int, value: Value) -> Value:
    """What the conversion at the place makes of the value, where the template is known."""
    if template is None or not isinstance(template.constant, str):
        return value
    found = conversions(template.constant)
    if value.container is not None and value.container.kind == "dict" and any(item.key is not None for item in found):
        known, rest = value.container.known, value.container.rest or UNKNOWN
        taints = merged(*(converted(item.form, known.get(item.key, rest)).taints for item in found))
        return Value(taints=merged(taints, value.taints))
    return converted(found[place].form, value) if place < len(found) else value
