"""Tables with a column of passwords: CSV (RFC 4180) and tab-separated files with a head, `.pgpass`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pratique.secrets import names
from pratique.secrets.detector import Text
from pratique.secrets.patterns import compiled
from pratique.secrets.reader import Assignment, Reader

_LONGEST_HEAD = 4000
_NAMES = frozenset({"key", "name", "setting", "option", "parameter", "variable", "property", "field", "config_key"})
_VALUES = frozenset({"value", "val", "content", "data", "setting_value", "config_value"})
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
    columns = [head.string[slice(*span)].decode("utf-8", "replace") for span in _cells(text.data, *head.span())]
    yield from (
        _named_in_rows(text.data, columns, lines) if _is_of_pairs(columns) else _of_columns(text.data, columns, lines)
    )


def _is_of_pairs(columns: list[str]) -> bool:
    """Whether each row gives a value to a name: `id,key,value`."""
    return any(left.strip().lower() in _NAMES and right.strip().lower() in _VALUES for left, right in pairwise(columns))


def _named_in_rows(data: bytes, columns: list[str], lines: Iterator[re.Match[bytes]]) -> Iterator[Assignment]:
    plain = [column.strip().lower() for column in columns]
    for line in lines:
        cells = list(_cells(data, *line.span()))
        for (left, name), (right, value) in pairwise(zip(plain, cells, strict=False)):
            if left in _NAMES and right in _VALUES:
                kind = names.kind(data[slice(*name)].decode("utf-8", "replace"))
                if kind and kind != names.WEAK_KEY:
                    yield Assignment(kind, *value, True)


def _of_columns(data: bytes, columns: list[str], lines: Iterator[re.Match[bytes]]) -> Iterator[Assignment]:
    kinds = [names.kind(column) for column in columns]
    if not any(kinds):
        return
    for line in lines:
        for kind, (start, end) in zip(kinds, _cells(data, *line.span()), strict=False):
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
