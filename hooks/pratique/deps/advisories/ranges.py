"""The ranges of a record as intervals, by the evaluation that the OSV schema prescribes.

Source: ossf.github.io/osv-schema, "affected[].ranges[].events fields" and "Evaluation".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from packaging.version import Version

from pratique.deps.advisories.checked import LONGEST, Faults, list_of, shown
from pratique.deps.advisories.model import FIXED, LAST, LIMIT, Interval
from pratique.deps.advisories.versions import parse

_FIRST = "0"  # "introduced": "0" stands before every version
_ENDLESS = "*"  # "limit": "*" ends nowhere
# At one and the same version: what begins comes first, and the first affected may be the last one.
_KINDS = ("introduced", "fixed", "last_affected", "limit")
_COUNTED = ("ECOSYSTEM", "SEMVER")
_PASSED_OVER = ("GIT",)  # it names commits, which no index has


class _Event(NamedTuple):
    kind: str
    version: Any


def intervals(item: Any, faults: Faults) -> list[Interval] | None:
    """The intervals of one range; None where it is not about releases or not understood.

    Where a version in it is not one, all of it is doubtful.
    """
    if not isinstance(item, dict):
        faults.append(f"range is {shown(item)}, not a table")
        return None
    kind = item.get("type")
    if kind in _PASSED_OVER:
        return None
    if kind not in _COUNTED:
        faults.append(f"range of the type {shown(kind)}")
        return None
    events = [pair for event in list_of(item, "events", faults) for pair in _event(event, faults)]
    odd = [event.version for event in events if not _is_understood(event)]
    if odd:
        faults.append(f"range with {shown(odd[0])}, which is not a version")
        return None
    if not any(event.kind == "introduced" for event in events):
        faults.append("range that begins nowhere")
        return None
    return list(_evaluated(events))


def _event(event: Any, faults: Faults) -> list[_Event]:
    found = [_Event(kind, event[kind]) for kind in _KINDS if _has(event, kind)]
    if not found:
        faults.append(f"event that says nothing: {shown(event)}")
    return found


def _has(event: Any, kind: str) -> bool:
    return isinstance(event, dict) and event.get(kind) is not None


def _is_understood(event: _Event) -> bool:
    if event == ("limit", _ENDLESS):
        return True
    return isinstance(event.version, str) and len(event.version) <= LONGEST and parse(event.version) is not None


def _position(event: _Event) -> tuple[Any, ...]:
    return (0,) if event == ("introduced", _FIRST) else (1, parse(event.version), _KINDS.index(event.kind))


def _evaluated(events: list[_Event]) -> Iterator[Interval]:
    limits = [event for event in events if event.kind == "limit"]
    low: str | None = None
    for kind, version in sorted((event for event in events if event.kind != "limit"), key=_position):
        if kind == "introduced":
            if low is None:
                low = "" if version == _FIRST else version
        elif low is not None:
            yield from _limited(Interval(low, version, LAST if kind == "last_affected" else FIXED), limits)
            low = None
        elif kind == "fixed":
            yield Interval(version, version)
    if low is not None:
        yield from _limited(Interval(low, ""), limits)


def _limited(interval: Interval, limits: Sequence[_Event]) -> Iterator[Interval]:
    """The part of the interval below the limits; a version below any of them is meant."""
    if not limits or any(event.version == _ENDLESS for event in limits):
        yield interval
        return
    end, limit = max((Version(event.version), event.version) for event in limits)
    if interval.high and Version(interval.high) < end:
        yield interval
        return
    if not interval.low or Version(interval.low) < end:
        yield Interval(interval.low, limit, LIMIT)
    if interval.high and interval.end == FIXED:
        yield Interval(interval.high, interval.high)
