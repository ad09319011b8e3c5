"""Tables in Markdown with a column of passwords, or with a name in one column and its value in the next."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.secrets import names
from pratique.secrets.detector import Text
from pratique.secrets.patterns import compiled
from pratique.secrets.reader import Assignment, Reader, has_extension

# The row of names, the row of dashes, and what follows.
_TABLE = (
    rb"(?m)^(?P<head>[ \t]*\|?[^\r\n|]*\|[^\r\n]*)\r?\n[ \t]*\|?[ \t]*:?-+:?[ \t]*\|[-:| \t]*\r?\n"
    rb"(?P<rows>(?:[^\r\n]*\|[^\r\n]*(?:\r?\n|\Z))+)"
)
_DASHES = rb"(?m)^[ \t]*\|?[ \t]*:?--"
_LONGEST = 4000


def _find(text: Text) -> Iterator[Assignment]:
    for dashes in compiled(_DASHES).finditer(text.data):
        first = text.data.rfind(b"\n", 0, max(0, dashes.start() - 1)) + 1
        table = compiled(_TABLE).match(text.data, first, dashes.start() + _LONGEST)
        if table is None:
            continue
        kinds = [names.kind(cell.decode("utf-8", "replace").strip(" *`")) for cell in _parts(table["head"])]
        position = table.start("rows")
        for row in table["rows"].splitlines(keepends=True):
            spans = list(_spans(row, position))
            for kind, (start, end) in zip(kinds, spans, strict=False):
                if kind and kind != names.WEAK_KEY:
                    yield Assignment(kind, start, end, True)
            yield from _beside_name(text.data, spans)
            position += len(row)


def _beside_name(data: bytes, spans: list[tuple[int, int]]) -> Iterator[Assignment]:
    """The cell after one that holds a name; it may as well be a type or a default, so only a plain value counts."""
    if len(spans) >= 2:
        kind = names.kind(data[slice(*spans[0])].decode("utf-8", "replace"))
        if kind and kind != names.WEAK_KEY:
            yield Assignment(kind, *spans[1], False)


def _parts(row: bytes) -> list[bytes]:
    return row.rstrip().removeprefix(b"|").split(b"|")


def _spans(row: bytes, position: int) -> Iterator[tuple[int, int]]:
    """Where the cells of a row stand, without blanks and marks around them."""
    position += len(row) - len(row.removeprefix(b"|"))
    for cell in row.removeprefix(b"|").split(b"|"):
        left = len(cell) - len(cell.lstrip(b" \t*`"))
        yield position + left, position + len(cell.rstrip(b" \t\r\n*`"))
        position += len(cell) + 1


READER = Reader(has_extension(".md", ".markdown", ".mdx"), _find)
