"""Building an index from OSV records: in one pass, into a file of its own that then takes its place."""

from __future__ import annotations

import os
import sqlite3
import struct
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from pratique.core.errors import DataError
from pratique.core.redact import visible
from pratique.deps.advisories import index, records
from pratique.deps.advisories.checked import Faults
from pratique.deps.advisories.index import Facts

try:
    from lzma import LZMAError
except ImportError:  # a Python built without it, whose zipfile refuses such members by itself
    LZMAError = RuntimeError  # type: ignore[misc, assignment]

RECORD_LIMIT = 32_000_000  # bytes of one record; the largest real ones are below one million
UNPACKED_LIMIT = 8_000_000_000  # bytes of all; ten times as many records as there are come to less than one tenth
_NAMED = 1_000  # faults that an index keeps
_NAME_LENGTH = 200  # characters of the name of a record
_ENCRYPTED = 0x1  # flag of a member (PKWARE's application note, 4.4.4)
_SUFFIX = ".advisories.tmp"
_STALE = 86_400  # seconds after which the leavings of a killed process are swept

# What zipfile and the decompressors below it raise on damaged archives; a password is a RuntimeError.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)

# Name and content of a record; no content where it is locked.
Item = tuple[str, "bytes | None"]
# Progress(done, total) of the records read.
Progress = Callable[[int, int], None]


@contextmanager
def replacing(target: str, keep: bool = True) -> Iterator[str]:
    """A new file beside the target. When the block ends it takes the target's place, or vanishes
    (keep=False: it only serves on the way); when the block fails it vanishes and target stays.

    DataError when the folder cannot be written to or the disk is full.
    """
    folder = os.path.dirname(os.path.abspath(target))
    temporary = ""
    try:
        os.makedirs(folder, exist_ok=True)
        _sweep(folder)
        handle, temporary = tempfile.mkstemp(suffix=_SUFFIX, dir=folder)
        os.close(handle)
        yield temporary
        if keep:
            with open(temporary, "rb") as file:
                os.fsync(file.fileno())
            os.replace(temporary, target)
    except (OSError, sqlite3.Error) as error:
        raise unwritable(target, error) from error
    finally:
        if temporary:
            with suppress(FileNotFoundError):
                os.unlink(temporary)


def unwritable(place: str, error: Exception) -> DataError:
    """The error to report where nothing can be written at the place."""
    reason = error.strerror if isinstance(error, OSError) else error
    return DataError(f"{place}: cannot be written: {reason}; XDG_CACHE_HOME names another folder")


def _sweep(folder: str) -> None:
    """Remove what killed processes left; another process may be faster."""
    for entry in os.scandir(folder):
        with suppress(FileNotFoundError):
            if entry.name.endswith(_SUFFIX) and entry.stat().st_mtime < time.time() - _STALE:
                os.unlink(entry.path)


def write(
    items: Iterable[Item],
    total: int,
    target: str,
    source: str,
    etag: str = "",
    progress: Progress | None = None,
) -> Facts:
    """Build the index of the records and put it at target; returns what it says of itself.

    DataError when there is no advisory on a Python package among them, which is what a wrong
    address or archive looks like; target is left alone then.
    """
    with replacing(target) as temporary:
        connection = sqlite3.connect(temporary, isolation_level=None)
        try:
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;" + index.TABLES)
            faults = _Named()
            count = 0
            for count, item in enumerate(items, 1):
                rows = [(package, count, *rest) for package, *rest in _rows(item, faults)]
                connection.executemany("INSERT INTO affected VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
                if progress:
                    progress(count, total)
            if not connection.execute("SELECT 1 FROM affected LIMIT 1").fetchone():
                raise DataError(f"{source}: holds no advisory on a Python package{faults.example}")
            facts = Facts(source, time.time(), count, tuple(sorted(faults.texts)), etag, faults.unnamed)
            connection.executemany("INSERT INTO facts VALUES (?, ?)", index.fact_rows(facts))
            connection.execute("COMMIT")
        finally:
            connection.close()
    return facts


@dataclass
class _Named:
    """Faults of records: as many as anybody reads, and how many more there are."""

    texts: list[str] = field(default_factory=list)
    unnamed: int = 0

    def add(self, name: str, faults: Iterable[str]) -> None:
        for fault in dict.fromkeys(faults):
            if len(self.texts) < _NAMED:
                self.texts.append(visible(f"{name[:_NAME_LENGTH]}: {fault}"))
            else:
                self.unnamed += 1

    @property
    def example(self) -> str:
        return f" ({self.texts[0]})" if self.texts else ""


def _rows(item: Item, named: _Named) -> Iterator[tuple[Any, ...]]:
    name, raw = item
    faults = Faults()
    advisory = None
    if raw is None:
        faults.append("is encrypted")
    elif len(raw) > RECORD_LIMIT:
        faults.append("is too large")
    else:
        advisory = records.read(raw, faults)
    named.add(name, faults)
    return index.rows(advisory) if advisory else iter(())


def touch(target: str) -> None:
    """Note that the source was asked now and had nothing new."""
    with replacing(target) as temporary:
        with open(target, "rb") as old, open(temporary, "wb") as new:
            while chunk := old.read(1 << 20):
                new.write(chunk)
        connection = sqlite3.connect(temporary, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("UPDATE facts SET value = ? WHERE key = 'updated'", (repr(time.time()),))
        finally:
            connection.close()


def from_zip(archive: str, target: str, source: str, etag: str = "", progress: Progress | None = None) -> Facts:
    """Build the index from an OSV export; DataError when the archive is damaged or no zip at all."""
    try:
        opened = zipfile.ZipFile(archive)
    except _DAMAGE as error:
        raise _damaged(source, error) from error
    with opened:
        members = [member for member in opened.infolist() if member.filename.lower().endswith(".json")]
        return write(_members(opened, members, source), len(members), target, source, etag, progress)


def _members(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], source: str) -> Iterator[Item]:
    unpacked = 0
    for member in members:
        name = member.filename[: -len(".json")]
        if member.flag_bits & _ENCRYPTED:
            yield name, None
            continue
        try:
            with archive.open(member) as file:
                raw = file.read(RECORD_LIMIT + 1)
        except _DAMAGE as error:
            raise _damaged(source, error) from error
        unpacked += len(raw)
        if unpacked > UNPACKED_LIMIT:
            raise DataError(f"{source}: unpacks to more than {UNPACKED_LIMIT:,} bytes, as no export of advisories does")
        yield name, raw


def _damaged(source: str, error: Exception) -> DataError:
    return DataError(f"{source}: not a whole zip archive ({error})")


def from_folder(folder: str, paths: list[str], target: str, progress: Progress | None = None) -> Facts:
    """Build the index from these JSON files below a folder."""
    items = ((os.path.relpath(path, folder)[: -len(".json")], _content(path)) for path in paths)
    return write(items, len(paths), target, folder, progress=progress)


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(RECORD_LIMIT + 1)
