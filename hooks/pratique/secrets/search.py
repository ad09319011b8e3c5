"""The search that every table of words uses: a literal first, then a pattern that begins there; and its line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.secrets.detector import Text
from pratique.secrets.patterns import compiled

_REACH = 700
_LINE = 400  # bytes of a line that are looked at, to either side: a minified script is a single one


def at(text: Text, needle: bytes, pattern: bytes) -> Iterator[re.Match[bytes]]:
    """The matches of the pattern that begin where the needle stands in the text in lower case."""
    position = text.lower.find(needle)
    while position >= 0:
        match = compiled(pattern).match(text.data, position, position + _REACH)
        if match:
            yield match
        position = text.lower.find(needle, position + len(needle))


def line_before(data: bytes, position: int) -> bytes:
    """What stands before the position in its line; of a long one the end."""
    first = max(0, position - _LINE)
    return data[max(first, data.rfind(b"\n", first, position) + 1) : position]


def line_after(data: bytes, position: int) -> bytes:
    """What stands behind the position in its line; of a long one the beginning."""
    return data[position : position + _LINE].partition(b"\n")[0]
