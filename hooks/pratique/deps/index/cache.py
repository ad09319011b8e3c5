"""Answers of indices, kept on disk for as long as they may be: a convenience, which never fails a run."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from typing import Any, NamedTuple

from pratique.deps.index.model import Project, Release

_MOST = 5_000  # projects
_LARGEST = 5_000_000  # characters of one of them
_SCHEMA = 1
_TABLE = "CREATE TABLE IF NOT EXISTS pages (key TEXT PRIMARY KEY, used REAL, fresh REAL, etag TEXT, project TEXT)"


class Entry(NamedTuple):
    """fresh: until when, in seconds since the epoch, it need not be asked for again. etag: to ask with (RFC 9110)."""

    project: Project
    fresh: float
    etag: str


def load(path: str, keys: Iterable[str]) -> dict[str, Entry]:
    """The entries under the keys; none where the file is missing, damaged or of another version."""
    found: dict[str, Entry] = {}
    if not os.path.exists(path):
        return found
    try:
        with closing(_open(path)) as connection:
            for key in keys:
                row = connection.execute("SELECT fresh, etag, project FROM pages WHERE key = ?", (key,)).fetchone()
                if row:
                    found[key] = Entry(_project(json.loads(row[2])), float(row[0]), str(row[1]))
    except sqlite3.OperationalError:  # locked by another process
        return {}
    except (sqlite3.Error, ValueError, TypeError, KeyError):
        _discard(path)
        return {}
    return found


def store(path: str, entries: Mapping[str, Entry], now: float) -> None:
    """Keep the entries and forget the oldest beyond the bound."""
    rows = []
    for key, entry in entries.items():
        text = json.dumps([entry.project.name, entry.project.releases, entry.project.status, entry.project.reason])
        if len(text) <= _LARGEST:
            rows.append((key, now, entry.fresh, entry.etag, text))
    if not rows:
        return
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with closing(_open(path)) as connection, connection:
            connection.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", rows)
            connection.execute(
                "DELETE FROM pages WHERE key IN (SELECT key FROM pages ORDER BY used DESC LIMIT -1 OFFSET ?)", (_MOST,)
            )
    except sqlite3.OperationalError:
        return
    except sqlite3.Error:
        _discard(path)
    except OSError:
        return


def _open(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=2.0)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version != _SCHEMA:
            with connection:
                connection.execute("DROP TABLE IF EXISTS pages")
                connection.execute(_TABLE)
                connection.execute(f"PRAGMA user_version = {_SCHEMA}")
    except BaseException:
        connection.close()
        raise
    return connection


def _project(row: list[Any]) -> Project:
    name, releases, status, reason = row
    made = tuple(Release(str(r[0]), float(r[1]), None if r[2] is None else str(r[2]), int(r[3])) for r in releases)
    return Project(str(name), made, str(status), str(reason))


def _discard(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)
