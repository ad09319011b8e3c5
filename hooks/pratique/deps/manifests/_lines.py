"""Text with a way back to the bytes of the file, and the logical lines of a requirements file.

pip splits the file as `str.splitlines` does, joins a line that ends in a backslash with the next
one, drops comments (a `#` at the start or after white space) and trims the rest. Source:
pip's "Requirements File Format" page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pratique.core.source import Source

_COMMENT = r"(?:^|\s+)#.*$"
# What may stand between the characters of a value, and what may stand for one of them.
_FOLDING = " \t\r\n\"'\\"
_ESCAPED = {"\n": "\\n", "\t": "\\t"}
_NEWLINES = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"  # where str.splitlines cuts


class Piece(NamedTuple):
    """A part of a logical line: where it begins in that line, and in the file's bytes."""

    at: int
    offset: int
    text: str


class Line(NamedTuple):
    """A text and the pieces of the file that it is made of.

    exact: whether the pieces hold its characters; otherwise it is written with escapes, and every
    character stands where the whole begins.
    """

    text: str
    pieces: tuple[Piece, ...]
    exact: bool = True

    def offset(self, index: int) -> int:
        """Byte offset, in the file, of the character of that index."""
        piece = self.pieces[self._piece(index)]
        return piece.offset + len(piece.text[: index - piece.at].encode())

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Byte offsets of the characters [start, end)."""
        return (self.offset(start), self.offset(end - 1) + len(self.text[end - 1].encode()))

    def is_whole(self, start: int, end: int) -> bool:
        """Whether the characters [start, end) stand together in the file."""
        first, last = self.span(start, end)
        return self.exact and last - first == len(self.text[start:end].encode())

    def _piece(self, index: int) -> int:
        """Which piece holds the character."""
        return bisect_right(self.pieces, index, key=lambda piece: piece.at) - 1

    def part(self, start: int, end: int) -> Line:
        """The characters [start, end) as a text of their own."""
        held = self.pieces[self._piece(start) : self._piece(max(start, end - 1)) + 1]
        pieces = tuple(piece._replace(at=piece.at - start) for piece in held)
        return self._replace(text=self.text[start:end], pieces=pieces)

    def stripped(self) -> Line:
        """The text without the white space around it."""
        lead = len(self.text) - len(self.text.lstrip())
        return self.part(lead, lead + len(self.text.strip()))

    def gathered(self, indices: Sequence[int]) -> Line:
        """The characters of these indices, which ascend."""
        if not indices:
            return self.part(0, 0)
        pieces: list[Piece] = []
        held = self.pieces[self._piece(indices[0]) : self._piece(indices[-1]) + 1]
        borders = {piece.at for piece in held}
        at, start, run = 0, 0, ""
        end = last = -2  # byte offset behind the run, index of its last character
        for position, index in enumerate(indices):
            offset = end if index == last + 1 and index not in borders else self.offset(index)
            if offset != end:
                pieces += [Piece(at, start, run)] if run else []
                at, start, run = position, offset, ""
            run += self.text[index]
            end, last = offset + len(self.text[index].encode("utf-8", "surrogateescape")), index
        text = "".join(self.text[index] for index in indices)
        return Line(text, (*pieces, Piece(at, start, run)), self.exact)

    def lines(self) -> Iterator[Line]:
        """Each line of a text that holds requirements, one a line: without comments, blank ones left out."""
        position = 0
        for physical in self.text.splitlines(keepends=True):
            line = self.part(position, position + len(re.sub(_COMMENT, "", physical.rstrip(_NEWLINES)))).stripped()
            position += len(physical)
            if line.text:
                yield line


def whole(source: Source) -> Line:
    """All of the file; SourceError when it is not valid UTF-8."""
    return Line(source.text, (Piece(0, 0, source.text),))


def aligned(source: Source, start: int, end: int, value: str) -> Line:
    """The value of a string that is written in the bytes [start, end), each character in its place.

    Between its characters may stand what a string is folded, quoted and escaped with. Where more
    than that is needed to get from one to the other, the value is not exact.
    """
    raw = source.data[start:end].decode("utf-8", "surrogateescape")
    pieces: list[Piece] = []
    position, at, run, first = 0, 0, "", 0
    offset = start  # of raw[position]
    for index, character in enumerate(value):
        while position < len(raw) and not _stands_for(raw, position, character):
            if raw[position] not in _FOLDING:
                return Line(value, (Piece(0, start, ""),), False)
            offset += len(raw[position])
            position += 1
        if position == len(raw):
            return Line(value, (Piece(0, start, ""),), False)
        if not run or offset != first + len(run.encode("utf-8", "surrogateescape")):
            if run:
                pieces.append(Piece(at, first, run))
            at, run, first = index, "", offset
        written = 2 if raw[position] != character and raw.startswith(_ESCAPED.get(character, "\0"), position) else 1
        run += raw[position]
        offset += len(raw[position : position + written].encode("utf-8", "surrogateescape"))
        position += written
    return Line(value, (*pieces, Piece(at, first, run)))


def _stands_for(raw: str, position: int, character: str) -> bool:
    """Whether the character of the value is what is written at the position, as it is, folded or escaped."""
    written = raw[position]
    if written == character:
        return True
    if raw.startswith(_ESCAPED.get(character, "\0"), position):
        return True
    return character in " \n" and written in "\r\n"


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
    line = Line(text, tuple(pieces)).stripped()
    if line.text:
        yield line
