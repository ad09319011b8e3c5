"""Run every detector over a text and settle which of them speaks for each credential."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from pratique.core import room
from pratique.core.rule import Rule
from pratique.secrets.continued import continued
from pratique.secrets.detector import CARRIER, GENERIC, PROVEN, PUBLIC, Detector, Hit, Text
from pratique.secrets.encoded import encoded
from pratique.secrets.formats import concerned, hits
from pratique.secrets.joined import joined
from pratique.secrets.needle_table import SEARCHERS

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
def detector(name: str) -> Detector:
    found: Detector = room.module(ROOM, name).DETECTOR
    return found


def detectors() -> tuple[tuple[str, Detector], ...]:
    """Every detector of the room with its rule's name, sorted by name."""
    return tuple((name, detector(name)) for name in room.names(ROOM))


@cache
def searchers() -> tuple[tuple[str, Detector], ...]:
    """The detectors that search by themselves: what they find has no issuer's format."""
    return tuple((name, detector(name)) for name in SEARCHERS)


def rule(name: str) -> Rule:
    return room.rule(ROOM, name)


def candidates(text: Text) -> Iterator[Found | Failure]:
    """Whatever the detectors recognise, before plugins confirm it and overlaps are settled."""
    yield from _searched(text, GENERIC)
    yield from _issued(text)
    for start, end, said in chain(encoded(text), continued(text)):
        inner = Text(text.path, said)
        # What such a text gives away, the whole of the base64 or of the pieces does.
        for found in settle(list(_confirmed(inner, [*_searched(inner, CARRIER), *_issued(inner)]))):
            if found.hit.standing != PUBLIC:
                yield found._replace(hit=Hit(start, end, 0, PROVEN))
    for view in joined(text):
        inner = Text(text.path, view.data)
        for found in settle(list(_confirmed(inner, _issued(inner)))):
            if found.hit.standing != PUBLIC:
                start, end = view.span(found.hit.start, found.hit.end)
                yield found._replace(hit=Hit(start, end, 0, found.hit.standing))


def _searched(text: Text, rank: int) -> Iterator[Found | Failure]:
    """What the detectors with a search of their own find, up to the rank."""
    for name, searcher in searchers():
        if searcher.rank > rank:
            continue
        try:
            for hit in searcher.find(text):
                yield Found(name, searcher.rank, hit)
        except Exception as error:  # one broken detector must not silence the others
            yield Failure(name, type(error).__name__)


def _issued(text: Text) -> Iterator[Found | Failure]:
    """The tokens in issuers' formats."""
    for name in concerned(text):
        try:
            for hit in hits(text, detector(name).formats):
                yield Found(name, detector(name).rank, hit)
        except Exception as error:
            yield Failure(name, type(error).__name__)


def _confirmed(text: Text, found: Iterable[Found | Failure]) -> Iterator[Found]:
    """The credentials that their plugins confirm, without the detectors that failed."""
    return (item for item in found if isinstance(item, Found) and _is_confirmed(text, item))


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
    settled = [item for item in settle(found) if item.hit.standing != PUBLIC]
    return settled, list(dict.fromkeys(failures))


def _is_confirmed(text: Text, found: Found) -> bool:
    plugin = detector(found.name).plugin
    if not plugin or found.hit.standing in (PROVEN, PUBLIC):
        return True
    from pratique.secrets.plugins import confirms

    return confirms(plugin, text, found.hit)


def _precedence(item: Found) -> tuple[bool, int, int, int, str]:
    hit = item.hit
    return hit.standing != PUBLIC, item.rank, hit.start - hit.end, hit.start, item.name


def settle(found: list[Found]) -> list[Found]:
    """One finding for each credential: of those that overlap, the most specific, then the longest."""
    ordered = sorted(found, key=_precedence)
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
