"""Which advisories hit a version, and which later version none of them hits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from packaging.version import Version

from pratique.deps.advisories.model import FIXED, LAST, LOCAL, Advisory, Affected, Interval
from pratique.deps.advisories.versions import normal, parse, public


def covers(interval: Interval, version: Version) -> bool:
    """Whether the version lies in the interval.

    A local build (`1.0+cu118`) of the last affected version is affected as well, though PEP 440
    orders it after the public one.
    """
    if interval.low:
        low = parse(interval.low)
        if low is None or version < low:
            return False
    if not interval.high:
        return True
    high = parse(interval.high)
    if high is None:
        return False
    if interval.end != LAST:
        return version < high
    return version <= high or (high.local is None and version.local is not None and public(version) == high)


def affects(affected: Affected, written: str) -> bool:
    """Whether the version is affected: listed, or in an interval.

    A version that PEP 440 does not know is compared as it is written, and lies only in what has no bounds.
    """
    version = parse(written)
    if version is None:
        return written in affected.versions or affected.is_every_version
    if any(covers(interval, version) for interval in affected.intervals):
        return True
    if not affected.versions:
        return False
    return normal(version) in affected.versions or normal(public(version)) + LOCAL in affected.versions


def hits(advisories: Sequence[Advisory], package: str, version: str) -> Iterator[Advisory]:
    """The advisories that hit the version of the package."""
    for advisory in advisories:
        if any(part.package == package and affects(part, version) for part in advisory.affected):
            yield advisory


def groups(advisories: Iterable[Advisory]) -> list[list[Advisory]]:
    """The advisories in groups that speak of the same weakness: linked by an id or alias in common, in any case."""
    found: list[tuple[set[str], list[Advisory]]] = []
    for advisory in sorted(advisories, key=lambda item: item.id):
        names, members = {name.casefold() for name in (advisory.id, *advisory.aliases)}, [advisory]
        apart = []
        for other_names, others in found:
            if names.isdisjoint(other_names):
                apart.append((other_names, others))
            else:
                names, members = names | other_names, others + members
        found = [*apart, (names, members)]
    return [sorted(members, key=lambda item: item.id) for _, members in found]


def fixed_version(
    advisories: Sequence[Advisory], package: str, version: str, admits: Callable[[Version], bool] = lambda version: True
) -> str:
    """The lowest later version that no advisory of the package hits, or "" when none is known.

    What is known to exist is what some advisory names as fixed. A final release is preferred to a
    pre-release, unless the version is a pre-release itself. admits: what may be chosen.
    """
    current = parse(version)
    if current is None:
        return ""
    named = {part.high for part in _intervals(advisories, package) if part.high and part.end == FIXED}
    later = sorted((parsed, text) for text in named if (parsed := parse(text)) is not None and parsed > current)
    finals = [pair for pair in later if not pair[0].is_prerelease]
    for fixed, text in later if current.is_prerelease else [*finals, *(pair for pair in later if pair not in finals)]:
        if admits(fixed) and not any(hits(advisories, package, text)):
            return text
    return ""


def last_affected(advisories: Sequence[Advisory], package: str) -> str:
    """The last version that an advisory of the package hits; "" where one of them has no end, or none a version."""
    highs = [part.high for part in _intervals(advisories, package)]
    if not all(highs):
        return ""
    listed = (text.removesuffix(LOCAL) for item in advisories for part in item.affected for text in part.versions)
    versions = [version for text in (*highs, *listed) if (version := parse(text)) is not None]
    return str(max(versions)) if versions else ""


def _intervals(advisories: Sequence[Advisory], package: str) -> Iterator[Interval]:
    for advisory in advisories:
        for part in advisory.affected:
            if part.package == package:
                yield from part.intervals
