"""The index: advisories by package in one SQLite file, read only and never changed in place."""

from __future__ import annotations

import os
import sqlite3
from functools import lru_cache
from typing import Any, NamedTuple

from pratique.core.errors import DataError
from pratique.deps.advisories.model import Advisory, Affected, Interval

SCHEMA = "1"
MAGIC = b"SQLite format 3\0"


class Facts(NamedTuple):
    """What an index says of itself.

    source: where the records came from. updated: seconds since the epoch of the last time that the
    source was asked and answered. records: how many were read. faults: "name: what is wrong" for
    each record that could not be understood, wholly or in part. etag: of the source's answer.
    """

    source: str
    updated: float
    records: int
    faults: tuple[str, ...] = ()
    etag: str = ""


class Index:
    """An open index; DataError when the file is none or was damaged."""

    def __init__(self, path: str) -> None:
        self.path = path
        try:
            # immutable: the file is replaced, never written to, so that locks are not needed.
            self._connection = sqlite3.connect(f"file:{_quoted(path)}?mode=ro&immutable=1", uri=True)
            rows: dict[str, str] = dict(self._connection.execute("SELECT key, value FROM facts"))
        except sqlite3.Error as error:
            raise DataError(f"{path}: not an index of advisories ({error})") from error
        if rows.get("schema") != SCHEMA:
            raise DataError(f"{path}: an index of another version of pratique; run `pratique-deps update`")
        self.facts = _facts(path, rows)

    def about(self, package: str) -> list[Advisory]:
        """The advisories on the package of that canonical name, sorted by id."""
        query = "SELECT id, aliases, summary, severity, intervals, versions FROM affected WHERE package = ? ORDER BY id"
        try:
            return [_advisory(package, row) for row in self._connection.execute(query, (package,))]
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise DataError(f"{self.path}: the index is damaged ({error}); run `pratique-deps update`") from error

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
        return Facts(rows["source"], float(rows["updated"]), int(rows["records"]), faults, rows["etag"])
    except (KeyError, ValueError) as error:
        raise DataError(f"{path}: not an index of advisories ({error})") from error


def _advisory(package: str, row: tuple[str, ...]) -> Advisory:
    import json  # most packages have no row

    name, aliases, summary, severity, intervals, versions = row
    parts = tuple(Interval(*interval) for interval in json.loads(intervals))
    affected = Affected(package, parts, tuple(json.loads(versions)))
    return Advisory(name, tuple(json.loads(aliases)), summary, severity, (affected,))


def rows(advisory: Advisory) -> list[tuple[Any, ...]]:
    """The rows of the table `affected` that hold the advisory."""
    import json

    return [
        (
            part.package,
            advisory.id,
            json.dumps(advisory.aliases),
            advisory.summary,
            part.severity or advisory.severity,
            json.dumps([(interval.low, interval.high, interval.closed) for interval in part.intervals]),
            json.dumps(part.versions),
        )
        for part in advisory.affected
    ]


TABLES = """
CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE affected (
  package TEXT NOT NULL, id TEXT NOT NULL, aliases TEXT NOT NULL, summary TEXT NOT NULL, severity TEXT NOT NULL,
  intervals TEXT NOT NULL, versions TEXT NOT NULL, PRIMARY KEY (package, id)
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
        ("etag", facts.etag),
    ]
