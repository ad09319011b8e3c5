"""A longer list of well-known names than the one that ships: fetched on request, kept beside the index.

Its names count as known, so that none of them is taken for the look-alike of another.
"""

from __future__ import annotations

import csv
import os
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pratique.core.errors import DataError
from pratique.core.places import cache_folder
from pratique.deps.names import canonical

if TYPE_CHECKING:
    from pratique.deps.advisories.download import Patience

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_COLUMNS = ("project", "name", "package", "distribution")
_MOST = 50_000_000  # bytes; the names of every project there is take a fifth of it
_FAULTS = 0.01  # the share of lines that may hold no name


def path() -> str:
    """Where `update` puts the list."""
    return os.path.join(cache_folder(), "names.txt")


def names(path: str) -> frozenset[str]:
    """The names in the list at the path, none where there is none."""
    try:
        status = os.stat(path)
        return _read(path, (status.st_ino, status.st_size, status.st_mtime_ns))
    except FileNotFoundError:
        return frozenset()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}; run `pratique-deps update`") from error


@lru_cache(maxsize=2)
def _read(path: str, identity: tuple[int, ...]) -> frozenset[str]:
    with open(path, encoding="ascii") as file:
        return frozenset(file.read().split())


def update(url: str, target: str, patience: Patience | None = None) -> int:
    """Fetch the list from the address to the target; returns how many names it holds.

    DataError when it cannot be had or is no list of names; the target is then what it was before.
    """
    from pratique.deps.advisories import build, download

    source = download.shown(url)
    with build.replacing(target, keep=False) as fetched:
        download.fetch(url, fetched, patience=patience)
        if os.path.getsize(fetched) > _MOST:
            raise DataError(f"{source}: larger than a list of names can be")
        with open(fetched, encoding="utf-8-sig", errors="replace", newline="") as file:
            found = parse(file.read(), source)
    with build.replacing(target) as written, open(written, "w", encoding="ascii") as file:
        file.write("\n".join(found) + "\n")
    return len(found)


def parse(text: str, source: str) -> list[str]:
    """The names of a list, canonical and sorted: one on each line, or in a column of comma-separated values.

    The column is the one headed "project", "name", "package" or "distribution", else the first.
    Lines that begin with `#` are comments. DataError when it is something else.
    """
    damage = DataError(f"{source}: not a list of names, one on each line or in a column headed {_COLUMNS[0]!r}")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    try:
        rows = list(csv.reader(lines))
    except csv.Error as error:
        raise damage from error
    headed = [cell.strip().lower() for cell in rows[0]] if rows else []
    column = next((headed.index(name) for name in _COLUMNS if name in headed), None)
    cells = [row[column or 0].strip() if len(row) > (column or 0) else "" for row in rows[column is not None :]]
    found = {canonical(cell) for cell in cells if _NAME.fullmatch(cell)}
    faults = sum(not _NAME.fullmatch(cell) for cell in cells)
    if not found or faults > _FAULTS * len(cells) or all(name.isdigit() for name in found):
        raise damage
    return sorted(found)
