"""What is known of names of distributions: tables beside this module, read when they are asked for.

Each is a text file with `#` comments, written by hand and held to laws by tests/deps/test_name_tables.py:
popular.txt, foremost.txt and known.txt (one canonical name a line), wrong.tsv and imports.tsv (columns with tabs
between them, explained at the head of each).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_FOLDER = os.path.dirname(os.path.abspath(__file__))
_NOTHING = "-"


class Wrong(NamedTuple):
    """A name that stands in a manifest by mistake.

    right: the distributions that may be meant, none where there is nothing to install. kind: "other"
    (the name belongs to somebody else or to nobody), "old" (superseded or abandoned) or "shim"
    (harmless, and still not the project itself). reason: a clause that explains the name. source:
    an address where that can be read. meant: a spelling under which the other project itself is
    what is wanted, "" for none.
    """

    right: tuple[str, ...]
    kind: str
    reason: str
    source: str
    meant: str = ""


def lines(text: str) -> Iterator[str]:
    """The lines of a table that hold something."""
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _read(name: str) -> Iterator[str]:
    with open(os.path.join(_FOLDER, name), encoding="utf-8") as file:
        return lines(file.read())


@cache
def popular() -> frozenset[str]:
    """The names that a look-alike would imitate."""
    return frozenset(_read("popular.txt"))


@cache
def foremost() -> frozenset[str]:
    """Those of the popular names that are imitated most."""
    return frozenset(_read("foremost.txt"))


@cache
def known() -> frozenset[str]:
    """Every name in the tables that is fine as a requirement."""
    mapped = (name for names in imports().values() for name in names)
    return popular().union(_read("known.txt"), mapped) - _wrong_lines().keys()


@cache
def _wrong_lines() -> dict[str, str]:
    """The rest of the row by its name; a row is taken apart when it is wanted."""
    return {name: rest for name, _, rest in (line.partition("\t") for line in _read("wrong.tsv"))}


def wrong_names() -> tuple[str, ...]:
    """The names of wrong.tsv in the order of the table."""
    return tuple(_wrong_lines())


def wrong(name: str) -> Wrong | None:
    """What is the matter with the requirement of that canonical name; None where nothing is known to be."""
    row = _wrong_lines().get(name)
    if row is None:
        return None
    right, *fields = row.split("\t")
    return Wrong(() if right == _NOTHING else tuple(right.split(" ")), *fields)


@cache
def imports() -> dict[str, tuple[str, ...]]:
    """imports.tsv: dotted module -> distributions that provide it, the best known first."""
    rows = (line.partition("\t") for line in _read("imports.tsv"))
    return {module: tuple(names.split(" ")) for module, _, names in rows}
