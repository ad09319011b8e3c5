"""Results of earlier runs, so that an unchanged file is not checked again.

An entry is keyed by everything that the result depends on and lists the other files that were read
for it; it is used only while all of them are as they were. Losing the cache costs time, nothing
else: any trouble with it (locked, damaged, read-only) makes the run go on without.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache as memoised

from pratique import __version__
from pratique.core import places, serial
from pratique.core.finding import Finding, Notice

_SCHEMA = "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, reads TEXT, outcomes TEXT)"
_LIMIT = 100_000  # entries
_BYTES = 100_000_000  # in use; what is beyond makes the older half go
_BUSY_SECONDS = 0.5
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def digest(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()


@memoised
def code_stamp(folder: str = _PACKAGE) -> str:
    """Changes with the version, that of Python and, for those who work on the rules, any of our files."""
    parts = [__version__, sys.version]
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            status = os.stat(os.path.join(base, name))
            parts.append(f"{name}:{status.st_size}:{status.st_mtime_ns}")
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def key(*parts: str | bytes) -> bytes:
    """The key for all parts that a result depends on; parts cannot run into each other."""
    hasher = hashlib.sha256()
    for part in (code_stamp(), *parts):
        raw = part if isinstance(part, bytes) else part.encode("utf-8", "surrogateescape")
        hasher.update(len(raw).to_bytes(8, "big") + raw)
    return hasher.digest()


class Cache:
    """The store of one run. Reads at once, writes everything in one transaction at `close`."""

    def __init__(self, path: str | None) -> None:
        """path: the database, None for a cache that holds nothing."""
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._new: list[tuple[bytes, str, str]] = []

    def get(self, entry: bytes, read: Callable[[str], bytes | None]) -> list[Finding | Notice] | None:
        """The outcomes kept under the key, or None when there are none that still hold."""
        connection = self._open()
        if connection is None:
            return None
        try:
            row = connection.execute("SELECT reads, outcomes FROM results WHERE key = ?", (entry,)).fetchone()
            if row is None:
                return None
            if any(digest(read(path)) != known for path, known in json.loads(row[0]).items()):
                return None
            return [serial.load(value) for value in json.loads(row[1])]
        except sqlite3.OperationalError:  # locked
            return None
        except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError):
            self._discard()
            return None

    def put(self, entry: bytes, reads: Mapping[str, str | None], outcomes: Iterable[Finding | Notice]) -> None:
        """Remember the outcomes; reads: path of every other file -> its digest (None: absent)."""
        if self._path is not None:
            self._new.append((entry, json.dumps(dict(reads)), json.dumps([serial.dump(item) for item in outcomes])))

    def close(self) -> None:
        connection = self._open() if self._new else self._connection
        if connection is None:
            return
        with contextlib.suppress(sqlite3.Error, OSError), connection:
            if self._new:
                connection.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", self._new)
                _bound(connection)
        connection.close()
        self._connection, self._new = None, []

    def _open(self) -> sqlite3.Connection | None:
        if self._path is None or self._connection is not None:
            return self._connection
        try:
            self._connection = _connect(self._path)
        except sqlite3.OperationalError:  # locked, or no right to write there
            self._path = None
        except sqlite3.DatabaseError:
            self._discard()
        except OSError:
            self._path = None
        return self._connection

    def _discard(self) -> None:
        """Give up a damaged database, so that the next run begins a new one."""
        if self._connection is not None:
            self._connection.close()
        if self._path is not None:
            with contextlib.suppress(OSError):
                os.unlink(self._path)
        self._path, self._connection, self._new = None, None, []


def _bound(connection: sqlite3.Connection) -> None:
    """Drop the oldest entries where there are too many; pages that they leave are used again."""
    connection.execute("DELETE FROM results WHERE rowid <= (SELECT max(rowid) FROM results) - ?", (_LIMIT,))
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    if (pages - free) * size > _BYTES:
        connection.execute(
            "DELETE FROM results WHERE rowid <= (SELECT (min(rowid) + max(rowid)) / 2 FROM results)",
        )


def _connect(path: str) -> sqlite3.Connection:
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        if connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'results'").fetchone() == (0,):
            connection.execute(_SCHEMA)
            connection.commit()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def default_path() -> str:
    return os.path.join(places.cache_folder(), "results.sqlite")
