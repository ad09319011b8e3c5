"""What stands where a call, a command or a line takes a credential: the tables of `positions` over a text.

Which tables a file gets, its path says.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pratique.secrets import names
from pratique.secrets.detector import Text
from pratique.secrets.filekind import CODE, LOCK, file_kind
from pratique.secrets.patterns import compiled
from pratique.secrets.positions import code, everywhere, lines, python
from pratique.secrets.positions.row import Row
from pratique.secrets.reader import Assignment
from pratique.secrets.search import at

_BEARER = Row(b"bearer ", rb"(?i)bearer (?P<value>[A-Za-z0-9._~+/=-]{16,400})", names.KEY)
# What the needles of several rows have in common: a text without it is spared the search for each of them.
_STEMS = (
    b"pass", b"auth", b"key", b"token", b"login", b"user", b"secret", b"connect", b"pwd", b"sql", b"http", b"ssl",
    b"zip", b"server", b"jwt", b"sign", b"mongo", b"(",
)  # fmt: skip
_REACH = 240  # bytes before a needle that are looked at


def by_position(text: Text) -> Iterator[Assignment]:
    """Every value that its place makes a credential; of bearer tokens only a plainly random one may be."""
    for stem, rows in (*by_stem(everywhere.ROWS), *by_stem(_rows(text.path))):
        if stem in text.lower:
            for row in rows:
                yield from _found(text, row, True)
    yield from _found(text, _BEARER, False)


@cache
def by_stem(rows: tuple[Row, ...]) -> tuple[tuple[bytes, tuple[Row, ...]], ...]:
    """The rows by what their needles hold; those with nothing in common with others by nothing."""
    grouped: dict[bytes, list[Row]] = {}
    for row in rows:
        stem = next((stem for stem in _STEMS if stem in row.needle), b"")
        grouped.setdefault(stem, []).append(row)
    return tuple((stem, tuple(group)) for stem, group in grouped.items())


def _found(text: Text, row: Row, certain: bool) -> Iterator[Assignment]:
    for match in at(text, row.needle, row.pattern):
        place = match
        if row.before:
            start = max(0, match.start() - _REACH)
            before = compiled(row.before).search(text.data, start, match.start())
            if before is None:
                continue
            place = before if "value" in before.re.groupindex else match
        yield Assignment(row.kind, *place.span("value"), certain)


def _rows(path: str) -> tuple[Row, ...]:
    if path.endswith((".py", ".pyi")):
        return python.ROWS
    if path.endswith(".ino"):
        return code.ROWS
    if path.endswith((".po", ".pot", ".css", ".map", ".html")):
        return ()
    kind = file_kind(path)
    if kind == CODE:
        return code.ROWS
    return () if kind == LOCK else lines.ROWS
