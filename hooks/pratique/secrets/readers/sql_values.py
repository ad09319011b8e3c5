"""Rows that SQL inserts: each value by the name of its column."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.secrets import names
from pratique.secrets.detector import Text
from pratique.secrets.patterns import compiled
from pratique.secrets.reader import Assignment, Reader, has_extension
from pratique.secrets.search import at

_INSERT = (
    rb"(?i)insert\s+(?:ignore\s+)?into\s+[\w.`\"\[\]]{1,120}\s{0,4}\((?P<columns>[^()]{1,400})\)\s{0,80}values\s{0,80}"
)
_ROW = rb"\((?P<row>(?:[^()'\"]|\([^()]{0,80}\)|'(?:[^'\\]|''|\\.){0,400}'|\"[^\"]{0,400}\"){1,40})\)\s{0,80},?\s{0,80}"
_VALUE = rb"\s*(?:[NEe]?'(?P<text>(?:[^'\\]|''|\\.)*)'|(?:[^,'()]|\([^()]*\)|'[^']*')*)\s*(?:,|\Z)"
_MOST_ROWS = 10_000


def _find(text: Text) -> Iterator[Assignment]:
    for insert in at(text, b"insert", _INSERT):
        kinds = [names.kind(column.decode("utf-8", "replace")) for column in insert["columns"].split(b",")]
        if not any(kinds):
            continue
        position = insert.end()
        for _ in range(_MOST_ROWS):
            row = compiled(_ROW).match(text.data, position)
            if row is None:
                break
            values = compiled(_VALUE).finditer(text.data, *row.span("row"))
            for kind, value in zip(kinds, values, strict=False):
                if kind and kind != names.WEAK_KEY and value["text"]:
                    yield Assignment(kind, *value.span("text"), True)
            position = row.end()


READER = Reader(has_extension(".sql"), _find)
