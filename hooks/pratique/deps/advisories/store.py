"""Which index a run uses, where it lies, and how old it may be."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from functools import lru_cache

from pratique.core import terminal
from pratique.core.errors import DataError
from pratique.core.finding import Aside, Notice
from pratique.core.places import cache_folder
from pratique.core.settings import Settings
from pratique.deps.advisories.index import MAGIC, WAYS_OUT, Index, open_index

SAID_AFTER = 7  # days
_DAY = 86_400
_KEPT = 4  # indices of explicit archives
_NAMED = 3  # faulty records, where nobody asks for all


def default_path() -> str:
    """Where `update` puts the index."""
    return os.path.join(cache_folder(), "advisories.sqlite")


def opened(settings: Settings) -> tuple[Index, tuple[Notice, ...]]:
    """The index that the settings ask for and what is to be said about it.

    DataError when there is none, or it is bad or too old. Found out once for the settings, which are
    made once for a run: an archive is as good as its content, and reading all of it costs.
    """
    found = _opened(settings)
    if isinstance(found, DataError):
        raise DataError(str(found))
    return found


@lru_cache(maxsize=4)
def _opened(settings: Settings) -> tuple[Index, tuple[Notice, ...]] | DataError:
    explicit = settings.path("advisories")
    try:
        return _explicit(explicit) if explicit else _default(settings)
    except DataError as error:
        return error


def _default(settings: Settings) -> tuple[Index, tuple[Notice, ...]]:
    path = default_path()
    try:
        index = open_index(path)
    except FileNotFoundError as error:
        raise DataError(f"there is no index of advisories yet: {WAYS_OUT}") from error
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from error
    return index, _age(index, settings.number("advisories-max-age"))


def _age(index: Index, most: int) -> tuple[Notice, ...]:
    days = (time.time() - index.facts.updated) / _DAY
    said = f"the index of advisories is {days:.0f} days old"
    if most and days > most:
        raise DataError(f"{said}, the settings allow {most} (advisories-max-age): {WAYS_OUT}")
    return (Notice(f"{said}: {WAYS_OUT}"),) if days > SAID_AFTER else ()


def _explicit(path: str) -> tuple[Index, tuple[Notice, ...]]:
    """An index, or the index of a zip or a folder, which is built once for its content."""
    try:
        if os.path.isdir(path):
            index = _indexed(path, _folder_digest(path))
        else:
            with open(path, "rb") as file:
                head = file.read(len(MAGIC))
            index = open_index(path) if head == MAGIC else _indexed(path, _file_digest(path))
    except OSError as error:
        raise DataError(f"advisories: {path}: cannot be read: {error.strerror}") from error
    return index, _faults(path, index)


def _faults(path: str, index: Index) -> tuple[Notice, ...]:
    faults = index.facts.faults
    if not faults:
        return ()
    more = len(faults) - _NAMED + index.facts.unnamed
    rest = f" and {more:,} more (--verbose names them)" if more > 0 else ""
    named = Notice(f"{path}: not all of its records make sense: {'; '.join(faults[:_NAMED])}{rest}")
    return (named, *(Aside(f"{path}: {fault}") for fault in faults[_NAMED:]))


def _indexed(path: str, digest: str) -> Index:
    folder = os.path.join(cache_folder(), "advisories")
    target = os.path.join(folder, f"{digest}.sqlite")
    if os.path.exists(target):
        try:
            return open_index(target)
        except DataError:
            pass  # damaged, or of another version: the archive is at hand, so build it again
    from pratique.deps.advisories import build

    if os.path.isdir(path):
        build.from_folder(path, json_files(path), target, terminal.progress)
    else:
        build.from_zip(path, target, path, progress=terminal.progress)
    _prune(folder, target)
    return open_index(target)


def _prune(folder: str, latest: str) -> None:
    """Keep the newest few indices; one that another process is reading stays readable to it."""
    aged = []
    for name in os.listdir(folder):
        with suppress(FileNotFoundError):  # another process prunes as well
            if name.endswith(".sqlite"):
                aged.append((os.stat(os.path.join(folder, name)).st_mtime, os.path.join(folder, name)))
    for _, path in sorted(aged)[:-_KEPT]:
        if path != latest:
            with suppress(FileNotFoundError):
                os.unlink(path)


def _file_digest(path: str) -> str:
    import hashlib  # it loads OpenSSL, which a run with the default index does without

    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def json_files(folder: str) -> list[str]:
    """The JSON files below the folder, sorted."""
    found = [os.path.join(top, name) for top, _, names in os.walk(folder) for name in names]
    return sorted(path for path in found if path.lower().endswith(".json") and os.path.isfile(path))


def _folder_digest(folder: str) -> str:
    import hashlib

    digest = hashlib.sha256(b"folder")
    for path in json_files(folder):
        name = os.fsencode(os.path.relpath(path, folder))
        digest.update(name + b"\0" + bytes.fromhex(_file_digest(path)))
    return digest.hexdigest()
