"""The index: advisories by package in one SQLite file, read only and never changed in place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pratique.core.errors import DataError
from pratique.deps.advisories.model import MALWARE, Advisory, Affected, Interval

SCHEMA = "3"  # raised too where records are read in another way
WAYS_OUT = (
    "build it with `pratique-deps update`, or under pre-commit with "
    "`pre-commit run --hook-stage manual pratique-deps-update`"
)
MAGIC = b"SQLite format 3\0"


class Facts(NamedTuple):
    """What an index says of itself.

    source: where the records came from. updated: seconds since the epoch of the last time that the
    source was asked and answered. records: how many were read. faults: "name: what is wrong" for
    each record that could not be understood, wholly or in part; unnamed: how many more there are.
    etag: of the source's answer.
    """

    source: str
    updated: float
    records: int
    faults: tuple[str, ...] = ()
    etag: str = ""
    unnamed: int = 0


class Index:
    """An open index; DataError when the file is none or was damaged."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._known: dict[str, list[Advisory]] = {}
        try:
            # immutable: the file is replaced, never written to, so that locks are not needed.
            self._connection = sqlite3.connect(f"file:{_quoted(path)}?mode=ro&immutable=1", uri=True)
            rows: dict[str, str] = dict(self._connection.execute("SELECT key, value FROM facts"))
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise DataError(f"{path}: not an index of advisories ({error}): {WAYS_OUT}") from error
        if rows.get("schema") != SCHEMA:
            raise DataError(f"{path}: an index of another version of pratique: {WAYS_OUT}")
        self.facts = _facts(path, rows)

    def about(self, package: str) -> list[Advisory]:
        """The advisories on the package of that canonical name, sorted by id; read once for all who ask."""
        known = self._known.get(package)
        if known is None:
            known = self._known[package] = self._read(package)
        return known

    def _read(self, package: str) -> list[Advisory]:
        query = "SELECT id, aliases, summary, severity, intervals, versions FROM affected WHERE package = ? ORDER BY id"
        try:
            return [_advisory(package, row) for row in self._connection.execute(query, (package,))]
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise self._damaged(error) from error

    def packages(self, name: str) -> set[str]:
        """The packages that the advisories with this id or alias speak of; looks through all of them."""
        query = "SELECT package, id, aliases FROM affected WHERE lower(id) = ?1 OR instr(lower(aliases), ?1)"
        wanted = name.lower()
        try:
            rows = self._connection.execute(query, (wanted,))
            return {row[0] for row in rows if wanted in (row[1].lower(), *map(str.lower, _from_json(row[2])))}
        except (sqlite3.Error, ValueError, TypeError, AttributeError) as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> DataError:
        return DataError(f"{self.path}: the index is damaged ({error}): {WAYS_OUT}")

    def close(self) -> None:
        self._connection.close()


@lru_cache(maxsize=4)
def _opened(path: str, identity: tuple[int, ...]) -> Index:
    return Index(path)


def open_index(path: str) -> Index:
    """The index at the path, opened once in a run; FileNotFoundError where there is none."""
    status = os.stat(path)
    return _opened(path, (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns))


def _quoted(path: str) -> str:
    """The path for an address of SQLite; urllib.parse would cost more than the look-ups."""
    return os.path.abspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _facts(path: str, rows: dict[str, str]) -> Facts:
    try:
        faults = tuple(rows["faults"].splitlines())
        updated, records, unnamed = float(rows["updated"]), int(rows["records"]), int(rows["unnamed"])
        return Facts(rows["source"], updated, records, faults, rows["etag"], unnamed)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: not an index of advisories ({error}): {WAYS_OUT}") from error


def _advisory(package: str, row: tuple[str, ...]) -> Advisory:
    name, aliases, summary, severity, intervals, versions = map(_text, row)
    parts = (Interval("", ""),) if intervals == _EVERY else tuple(Interval(*part) for part in _from_json(intervals))
    affected = Affected(package, parts, tuple(_from_json(versions)))
    return Advisory(name, tuple(_from_json(aliases)), summary or _implied(name, package), severity, (affected,))


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    raise TypeError("a cell that is not a text")


# Most records of a whole export are names of malware, of which nothing else is known: they are
# stored as name and id, and nothing is decoded for them.
_EVERY = "*"


def _implied(name: str, package: str) -> str:
    """The summary that a record of that id mostly has, which is not stored."""
    return f"Malicious code in {package} (PyPI)" if name.startswith(MALWARE) else ""


def _from_json(text: str) -> Any:
    import json  # most packages have no row

    return json.loads(text) if text else ()


def _to_json(items: Sequence[Any]) -> str:
    import json

    return json.dumps(items, separators=(",", ":")) if items else ""


def rows(advisory: Advisory) -> Iterator[tuple[Any, ...]]:
    """The rows of the table `affected` that hold the advisory, without their number."""
    for part in advisory.affected:
        every = part.intervals == (Interval("", ""),)
        yield (
            part.package,
            advisory.id,
            _to_json(advisory.aliases),
            "" if advisory.summary == _implied(advisory.id, part.package) else advisory.summary,
            part.severity or advisory.severity,
            _EVERY if every else _to_json([interval[: 3 if interval.end else 2] for interval in part.intervals]),
            _to_json(part.versions),
        )


# number: of the record; two records with one id, which should not be, are both kept.
TABLES = """
CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE affected (
  package TEXT NOT NULL, number INTEGER NOT NULL, id TEXT NOT NULL, aliases TEXT NOT NULL, summary TEXT NOT NULL,
  severity TEXT NOT NULL, intervals TEXT NOT NULL, versions TEXT NOT NULL, PRIMARY KEY (package, number)
) WITHOUT ROWID;
"""


def fact_rows(facts: Facts) -> list[tuple[str, str]]:
    """The rows of the table `facts`."""
    return [
        ("schema", SCHEMA),
        ("source", facts.source),
        ("updated", repr(facts.updated)),
        ("records", str(facts.records)),
        ("faults", "\n".join(facts.faults)),
        ("unnamed", str(facts.unnamed)),
        ("etag", facts.etag),
    ]
