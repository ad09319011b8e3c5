"""Run every detector over a text and settle which of them speaks for each credential."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pratique.core import room
from pratique.core.rule import Rule
from pratique.secrets.detector import Detector, Hit, Text

ROOM = room.ROOMS["secrets"]


class Found(NamedTuple):
    """A credential and the name of the detector that recognised it."""

    name: str
    rank: int
    hit: Hit


class Failure(NamedTuple):
    """A detector that raised; the exception's type only, since its text could quote the file."""

    name: str
    error: str


@cache
def detectors() -> tuple[tuple[str, Detector], ...]:
    """Every detector of the room with its rule's name, sorted by name."""
    return tuple((name, room.module(ROOM, name).DETECTOR) for name in room.names(ROOM))


def rule(name: str) -> Rule:
    return room.rule(ROOM, name)


def candidates(text: Text) -> Iterator[Found | Failure]:
    """Whatever the detectors recognise, before plugins confirm it and overlaps are settled."""
    for name, detector in detectors():
        try:
            for hit in detector.find(text):
                yield Found(name, detector.rank, hit)
        except Exception as error:  # one broken detector must not silence the others
            yield Failure(name, type(error).__name__)


def scan(text: Text) -> tuple[list[Found], list[Failure]]:
    """The credentials of the text in order of place, none overlapping, and the detectors that failed."""
    found: list[Found] = []
    failures: list[Failure] = []
    for candidate in candidates(text):
        if isinstance(candidate, Failure):
            failures.append(candidate)
            continue
        try:
            if _is_confirmed(text, candidate):
                found.append(candidate)
        except Exception as error:
            failures.append(Failure(candidate.name, type(error).__name__))
    return settle(found), list(dict.fromkeys(failures))


def _is_confirmed(text: Text, found: Found) -> bool:
    plugin = dict(detectors())[found.name].plugin
    if not plugin:
        return True
    from pratique.secrets.plugins import confirms

    return confirms(plugin, text, found.hit)


def settle(found: list[Found]) -> list[Found]:
    """One finding for each credential: of those that overlap, the most specific, then the longest."""
    ordered = sorted(found, key=lambda item: (item.rank, item.hit.start - item.hit.end, item.hit.start, item.name))
    taken: list[tuple[int, int]] = []  # bytes already spoken for, in order
    kept: list[Found] = []
    for item in ordered:
        place = bisect_left(taken, (item.hit.start, item.hit.end))
        before = place > 0 and taken[place - 1][1] > item.hit.start
        after = place < len(taken) and taken[place][0] < item.hit.end
        if not before and not after:
            taken.insert(place, (item.hit.start, item.hit.end))
            kept.append(item)
    return sorted(kept, key=lambda item: item.hit.start)
