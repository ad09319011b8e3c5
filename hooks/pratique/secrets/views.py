"""What escaped text means, with the way back from each byte of it to the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pratique.secrets.detector import Text
from pratique.secrets.patterns import compiled
from pratique.secrets.reader import Assignment

_ESCAPE = rb"\\(?:u(?P<code>[0-9A-Fa-f]{4})|(?P<sign>[^u]))"
_SIGNS = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"b": b"\b", b"f": b"\f"}


class _Piece(NamedTuple):
    """Where bytes of a view come from: as they stand in [start, end), or as one escape."""

    start: int
    end: int
    escaped: bool


class View:
    """Pieces of JSON strings, read one behind the other."""

    def __init__(self, data: bytes, spans: Iterable[tuple[int, int]]) -> None:
        """spans: the insides of strings, as byte offsets of data."""
        self._starts: list[int] = []
        self._pieces: list[_Piece] = []
        parts: list[bytes] = []
        length = 0
        for part, piece in (pair for span in spans for pair in _pieces(data, *span)):
            self._starts.append(length)
            self._pieces.append(piece)
            parts.append(part)
            length += len(part)
        self.data = b"".join(parts)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The bytes of the source that hold the bytes [start, end) of the view."""
        first, last = self._piece(start), self._piece(end - 1)
        begin = self._pieces[first].start + (0 if self._pieces[first].escaped else start - self._starts[first])
        stop = self._pieces[last].start + end - self._starts[last]
        return begin, self._pieces[last].end if self._pieces[last].escaped else stop

    def _piece(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1

    def assignments(self, name: str) -> Iterator[Assignment]:
        """Those of the view, read as a file of that name, at the bytes of the source."""
        from pratique.secrets.assignments import assignments

        for found in assignments(Text(name, self.data)):
            value = found.value or self.data[found.start : found.end].decode("utf-8", "replace")
            start, end = self.span(found.start, found.end)
            yield found._replace(start=start, end=end, value=value)


class Nested:
    """A view of a view: the pieces of a literal in the cell of a notebook."""

    def __init__(self, inner: View, outer: View) -> None:
        self.data = inner.data
        self._inner = inner
        self._outer = outer

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The bytes of the source that hold the bytes [start, end) of the view."""
        return self._outer.span(*self._inner.span(start, end))


def _pieces(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, _Piece]]:
    position = start
    for match in compiled(_ESCAPE).finditer(data, start, end):
        if match.start() > position:
            yield data[position : match.start()], _Piece(position, match.start(), False)
        yield _meant(match), _Piece(*match.span(), True)
        position = match.end()
    if position < end:
        yield data[position:end], _Piece(position, end, False)


def _meant(escape: re.Match[bytes]) -> bytes:
    if escape["code"]:
        return chr(int(escape["code"], 16)).encode("utf-8", "replace")
    return _SIGNS.get(escape["sign"], escape["sign"])
