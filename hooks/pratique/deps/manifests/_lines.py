"""Logical lines of a requirements file, as pip cuts them, with a way back to the bytes.

pip splits the file as `str.splitlines` does, joins a line that ends in a backslash with the next
one, drops comments (a `#` at the start or after white space) and trims the rest. Source:
pip's "Requirements File Format" page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pratique.core.source import Source

_COMMENT = r"(?:^|\s+)#.*$"
_NEWLINES = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"  # where str.splitlines cuts


class Piece(NamedTuple):
    """A part of a logical line: where it begins in that line, and in the file's bytes."""

    at: int
    offset: int
    text: str


class Line(NamedTuple):
    """A logical line without comment and surrounding white space; never empty."""

    text: str
    pieces: tuple[Piece, ...]

    def offset(self, index: int) -> int:
        """Byte offset, in the file, of the character of that index."""
        piece = self.pieces[bisect_right([piece.at for piece in self.pieces], index) - 1]
        return piece.offset + len(piece.text[: index - piece.at].encode())

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Byte offsets of the characters [start, end)."""
        return (self.offset(start), self.offset(end - 1) + len(self.text[end - 1].encode()))

    def is_whole(self, start: int, end: int) -> bool:
        """Whether the characters [start, end) stand together in the file."""
        first, last = self.span(start, end)
        return last - first == len(self.text[start:end].encode())


def logical_lines(source: Source) -> Iterator[Line]:
    """The lines of a requirements file; SourceError when it is not valid UTF-8."""
    pieces: list[Piece] = []
    offset = length = 0
    for physical in source.text.splitlines(keepends=True):
        content = physical.rstrip(_NEWLINES)
        is_comment = content.lstrip().startswith("#")
        continued = content.endswith("\\") and not is_comment
        if is_comment:  # it ends the line that it interrupts; the space makes it a comment there too
            content = " " + content
        kept = content.rstrip("\\") if continued else content
        pieces.append(Piece(length, offset, kept))
        length += len(kept)
        offset += len(physical.encode())
        if not continued:
            yield from _finished(pieces)
            pieces, length = [], 0
    yield from _finished(pieces)


def _finished(pieces: list[Piece]) -> Iterator[Line]:
    text = re.sub(_COMMENT, "", "".join(piece.text for piece in pieces))
    stripped = text.strip()
    if stripped:
        lead = len(text) - len(text.lstrip())
        yield Line(stripped, tuple(Piece(piece.at - lead, piece.offset, piece.text) for piece in pieces))
