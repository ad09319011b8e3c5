"""One file of the corpus and what the tools have to say of it."""

from __future__ import annotations

import random
import zlib
from typing import NamedTuple

from leaks.frames import CLOSE, OPEN


class Case(NamedTuple):
    """A file: its group (token, generic or negative), what it holds, where, and on which lines (from 1)."""

    group: str
    what: str
    place: str
    path: str
    content: str
    lines: frozenset[int]


def generator(*key: object) -> random.Random:
    """Randomness that is the same in every run and differs from case to case."""
    return random.Random(zlib.crc32("/".join(map(str, key)).encode()))


def case(group: str, what: str, place: str, path: str, marked: str) -> Case:
    """The case of a text in which private-use characters mark what is planted."""
    lines: set[int] = set()
    inside = False
    for number, line in enumerate(marked.split("\n"), 1):
        if inside or OPEN in line:
            lines.add(number)
        if OPEN in line or CLOSE in line:
            inside = line.rfind(OPEN) > line.rfind(CLOSE)
    return Case(group, what, place, path, marked.replace(OPEN, "").replace(CLOSE, ""), frozenset(lines))
