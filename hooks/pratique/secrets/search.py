"""The search that every table of words uses: a literal first, then a pattern that begins there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.secrets.detector import Text
from pratique.secrets.patterns import compiled

_REACH = 700


def at(text: Text, needle: bytes, pattern: bytes) -> Iterator[re.Match[bytes]]:
    """The matches of the pattern that begin where the needle stands in the text in lower case."""
    position = text.lower.find(needle)
    while position >= 0:
        match = compiled(pattern).match(text.data, position, position + _REACH)
        if match:
            yield match
        position = text.lower.find(needle, position + len(needle))
