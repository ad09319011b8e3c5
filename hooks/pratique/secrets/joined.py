"""Literals in code that are written in pieces: `"gh" + "p_…"`, or one behind the other over several lines."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.secrets.detector import SHORTEST_TOKEN, Text
from pratique.secrets.patterns import compiled
from pratique.secrets.readers.notebook import sources
from pratique.secrets.views import Nested, View

_EXTENSIONS = (
    ".py",
    ".pyi",
    ".js",
    ".mjs",
    ".jsx",
    ".ts",
    ".tsx",
    ".java",
    ".kt",
    ".go",
    ".rb",
    ".php",
    ".cs",
    ".c",
    ".h",
    ".cpp",
    ".rs",
)
# The end of one piece and the beginning of the next: a sign of addition, a new line, or both.
_SEAM = rb"""["'`][ \t]{0,8}(?:\+[ \t]{0,8}|\\)?(?:\r?\n[ \t]{0,80})?(?:\+[ \t]{0,8})?[rbu]?["'`](?=[\w/+=.~:-]{2})"""
_PIECE_BEFORE = rb"""["'`](?P<piece>[\w/+=.~:-]{2,200})\Z"""
_PIECE_AFTER = rb"""(?P<piece>[\w/+=.~:-]{2,2000})["'`]"""
_REACH = 201


def joined(text: Text) -> Iterator[View | Nested]:
    """Each literal in several pieces that together are long enough for a token, as one."""
    if text.path.lower().endswith(".ipynb"):
        for cell in sources(text):
            for view in _joined(cell.data):
                yield Nested(view, cell)
    elif text.path.lower().endswith(_EXTENSIONS):
        yield from _joined(text.data)


def _joined(data: bytes) -> Iterator[View]:
    pieces: list[tuple[int, int]] = []
    for seam in compiled(_SEAM).finditer(data):
        before = compiled(_PIECE_BEFORE).search(data, max(0, seam.start() - _REACH), seam.start())
        after = compiled(_PIECE_AFTER).match(data, seam.end())
        if before is None or after is None:
            continue
        if not pieces or pieces[-1][1] != seam.start():
            yield from _whole(data, pieces)
            pieces = [before.span("piece")]
        pieces.append(after.span("piece"))
    yield from _whole(data, pieces)


def _whole(data: bytes, pieces: list[tuple[int, int]]) -> Iterator[View]:
    if sum(end - start for start, end in pieces) >= SHORTEST_TOKEN:
        yield View(data, pieces)
