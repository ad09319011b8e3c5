"""What of an argument matters to a sink: which of its elements, and what its own text settles."""

from __future__ import annotations

import re

from pratique.lint.flow.model import Sink
from pratique.lint.flow.records import field_of
from pratique.lint.flow.values import UNKNOWN, Value, all_taints, merged, reaching

_DEPTH = 6
# Kind of sink -> quotes, with the mark of a value that cannot hold them: in a language without
# escapes such a value cannot leave the literal that it stands in.
_QUOTES = {"xpath": {"'": "no-apostrophe", '"': "no-quote"}}


def relevant(sink: Sink, value: Value) -> Value:
    """What of the argument can do harm at the sink: UNKNOWN where nothing can."""
    if sink.record is not None:
        value = field_of(value, *sink.record)
    elif sink.keys and sink.shallow:
        known = value.container.known if value.container is not None else {}
        found = [known[key] for key in sink.keys if key in known]
        value = found[0] if len(found) == 1 else Value(taints=merged(*(item.taints for item in found)))
        if value.container is not None:
            value = Value(taints=value.taints)
    elif sink.keys or sink.but:
        value = _below(value, sink, not sink.keys, _DEPTH)
    elif sink.shallow:
        value = Value(taints=value.taints)
    if sink.like and not _is_like(sink, constant_text(value)):
        return UNKNOWN
    return UNKNOWN if _is_enclosed(value, sink.kind) else value


def _is_like(sink: Sink, text: str) -> bool:
    if sink.lenient and not text.strip():
        return True
    return re.search(sink.like, text, re.IGNORECASE) is not None


def _below(value: Value, sink: Sink, within: bool, depth: int) -> Value:
    """What stands under the sink's keys, at any depth, and not under those that do no harm."""
    container = value.container
    if container is None or depth == 0:
        return Value(taints=all_taints(value)) if within else UNKNOWN
    found = [Value(taints=value.taints)] if within else []
    for key, item in container.known.items():
        if container.kind != "dict" or key not in sink.but:
            inside = within or (container.kind == "dict" and key in sink.keys)
            found.append(_below(item, sink, inside, depth - 1))
    if container.rest is not None:
        found.append(_below(container.rest, sink, within, depth - 1))
    return Value(taints=merged(*(item.taints for item in found)))


def constant_text(value: Value) -> str:
    """The constant pieces of a text, or of the texts in a container, with a blank between them."""
    if isinstance(value.constant, str):
        return value.constant
    if value.container is not None:
        return " ".join(constant_text(item) for item in value.container.known.values())
    return " ".join(piece if isinstance(piece, str) else constant_text(piece) for piece in value.parts)


def _is_enclosed(value: Value, kind: str) -> bool:
    """Whether each outsider's value in the text stands between quotes that it cannot hold."""
    if kind not in _QUOTES or not value.parts:
        return False
    opened = ""
    for piece in value.parts:
        if isinstance(piece, Value):
            mark = _QUOTES[kind].get(opened, "")
            if not all(mark and taint.clears(mark) for taint in reaching(piece, kind)):
                return False
            continue
        for character in piece:
            if opened:
                opened = "" if character == opened else opened
            elif character in _QUOTES[kind]:
                opened = character
    return True
