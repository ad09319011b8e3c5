"""Objects of a JSON document with the places of their keys and values, and every member that is repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pratique.core.errors import SourceError
from pratique.core.source import Source
from pratique.deps.manifests import _conflicts

_SPACE = re.compile(r"[ \t\n\r]*")


class Member(NamedTuple):
    """One member of an object: its value, and in characters the key between its quotes and the value whole."""

    key: str
    start: int
    end: int
    value: Any
    value_start: int
    value_end: int


def load(source: Source) -> Any:
    """The document; SourceError with line and column when it is not valid JSON."""
    import json

    try:
        return json.loads(source.text)
    except json.JSONDecodeError as error:
        why = _conflicts.reason(source.text) or f"{error.msg} (at line {error.lineno}, column {error.colno})"
        raise SourceError(f"not valid JSON: {why}") from error
    except ValueError as error:  # a number of more digits than Python converts
        raise SourceError(f"not valid JSON: {error}") from error
    except RecursionError as error:
        raise SourceError("not readable: its values are nested too deeply") from error


def members(text: str, start: int = 0) -> Iterator[Member]:
    """The members of the object that begins at start, in a document that `load` has read; none of another value."""
    from json import JSONDecoder

    decode = JSONDecoder().raw_decode
    at = _past_space(text, start)
    if text[at] != "{":
        return
    at = _past_space(text, at + 1)
    while text[at] != "}":
        key, end = decode(text, at)
        value_start = _past_space(text, _past_space(text, end) + 1)  # the colon
        value, value_end = decode(text, value_start)
        yield Member(key, at + 1, end - 1, value, value_start, value_end)
        at = _past_space(text, value_end)
        if text[at] == ",":
            at = _past_space(text, at + 1)


def _past_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    assert match is not None  # it matches nothing as well
    return match.end()
