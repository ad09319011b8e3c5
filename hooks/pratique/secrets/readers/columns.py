"""Tables with a column of passwords: CSV (RFC 4180) and tab-separated files with a head, `.pgpass`."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.secrets import names
from pratique.secrets.detector import Text
from pratique.secrets.patterns import compiled
from pratique.secrets.reader import Assignment, Reader

_LONGEST_HEAD = 4000
_CELL = rb'[ ]*(?:"(?P<quoted>[^"\r\n]*)"|(?P<bare>[^,;\t\r\n]*))'


def _reads(name: str) -> bool:
    return name.endswith((".csv", ".tsv")) or name in (".pgpass", "pgpass.conf")


def _find(text: Text) -> Iterator[Assignment]:
    if "pgpass" in text.path.rsplit("/", 1)[-1]:
        yield from _postgres(text.data)
        return
    lines = compiled(rb"[^\r\n]+").finditer(text.data)
    head = next(lines, None)
    if head is None or len(head.group()) > _LONGEST_HEAD:
        return
    kinds = [
        names.kind(head.string[slice(*span)].decode("utf-8", "replace")) for span in _cells(text.data, *head.span())
    ]
    if not any(kinds):
        return
    for line in lines:
        for kind, (start, end) in zip(kinds, _cells(text.data, *line.span()), strict=False):
            if kind and kind != names.WEAK_KEY:
                yield Assignment(kind, start, end, True)


def _cells(data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the cells of a line stand, without their quotes."""
    position = start
    while position <= end:
        cell = compiled(_CELL).match(data, position, end)
        if cell is None:
            return
        yield cell.span("quoted" if cell["quoted"] is not None else "bare")
        position = cell.end() + 1


def _postgres(data: bytes) -> Iterator[Assignment]:
    """`host:port:database:user:password`, as PostgreSQL's documentation has it."""
    for line in compiled(rb"(?m)^[^#:\s][^:\r\n]*(?::[^:\r\n]+){3}:(?P<value>[^\r\n]+)").finditer(data):
        yield Assignment(names.PASSWORD, *line.span("value"), True)


READER = Reader(_reads, _find)
