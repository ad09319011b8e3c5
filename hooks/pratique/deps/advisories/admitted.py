"""What a range admits: whether any version is free of advisories, and which fixed ones are admitted.

The versions that exist are not known here. But the verdict on a version can change only at the
versions that the range or an advisory names, so that it is enough to ask about these, and about one
version in each gap between them. `packaging` decides what a range admits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from packaging.specifiers import InvalidSpecifier, Specifier, SpecifierSet
from packaging.version import Version

from pratique.deps.advisories.match import affects
from pratique.deps.advisories.model import LOCAL, Advisory
from pratique.deps.advisories.versions import parse

_EXACT = ("==", "===")
_LOWEST = Version("0")
_BEFORE = (".dev0", "a0.dev0", "a0", "rc99999")  # pre-releases from the first to the last
_STEP = (0, 0, 0, 0, 1)  # what makes a release later than another one, but hardly


class Range(NamedTuple):
    """A constraint as PEP 440 has it."""

    specifiers: SpecifierSet
    prereleases: bool

    @classmethod
    def of(cls, text: str) -> Range | None:
        """The range that the text writes; None where it is none, or has more digits than Python reads."""
        try:
            specifiers = SpecifierSet(text)
        except InvalidSpecifier:
            return None
        if any(item.operator != "===" and parse(item.version.removesuffix(".*")) is None for item in specifiers):
            return None
        return cls(specifiers, any(_names_prerelease(item) for item in specifiers))

    @property
    def is_open(self) -> bool:
        """Whether there is always a later version that it admits."""
        return all(item.operator in (">", ">=", "!=") for item in self.specifiers)

    def admits(self, version: Version) -> bool:
        """Whether it may be installed; a pre-release only where the range names one."""
        if version.is_prerelease and not self.prereleases:
            return False
        return self.specifiers.contains(version, prereleases=True)

    def without_pin(self) -> Range:
        """What else it asks for than one exact version."""
        rest = SpecifierSet(",".join(str(item) for item in self.specifiers if not _is_pin(item)))
        return self._replace(specifiers=rest)


def _is_pin(item: Specifier) -> bool:
    return item.operator in _EXACT and not item.version.endswith(".*")


def _names_prerelease(item: Specifier) -> bool:
    version = parse(item.version.removesuffix(".*"))
    return version is not None and version.is_prerelease and item.operator != "!="


def nothing_else(asked: Range, advisories: Sequence[Advisory]) -> list[Advisory]:
    """The advisories that together hit every version that the range admits; empty where one is free.

    advisories: on the package that the range is about.
    """
    if asked.is_open and not any(_goes_on(advisory) for advisory in advisories):
        return []
    found: dict[str, Advisory] = {}
    for version in sorted(_witnesses(asked, advisories), reverse=True):
        if asked.admits(version):
            hit = list(_hit(advisories, version))
            if not hit:
                return []
            found.update((advisory.id, advisory) for advisory in hit)
    return list(found.values())


def chosen(asked: Range, advisories: Sequence[Advisory]) -> list[str]:
    """The affected versions that records name and that the range admits, sorted."""
    named = {version for text in _named(asked, advisories) if (version := parse(text)) is not None}
    hit = (version for version in sorted(named) if asked.specifiers.contains(version, prereleases=True))
    return [str(version) for version in hit if any(_hit(advisories, version))]


def _hit(advisories: Sequence[Advisory], version: Version) -> Iterator[Advisory]:
    for advisory in advisories:
        if any(affects(part, str(version)) for part in advisory.affected):
            yield advisory


def highest(asked: Range, advisories: Sequence[Advisory]) -> str:
    """The highest of the versions to ask about that is admitted; "" when none is."""
    admitted = [version for version in _witnesses(asked, advisories) if asked.admits(version)]
    return str(max(admitted)) if admitted else ""


def _goes_on(advisory: Advisory) -> bool:
    return any(not part.high for affected in advisory.affected for part in affected.intervals)


def _witnesses(asked: Range, advisories: Iterable[Advisory]) -> set[Version]:
    """A version of each stretch over which neither the range nor an advisory changes its mind."""
    bounds = {version for text in _named(asked, advisories) if (version := parse(text)) is not None}
    return {near for bound in {_LOWEST, *bounds} for near in _around(bound)}


def _named(asked: Range, advisories: Iterable[Advisory]) -> Iterator[str]:
    for item in asked.specifiers:
        yield item.version.removesuffix(".*")
    for advisory in advisories:
        for affected in advisory.affected:
            yield from (text.removesuffix(LOCAL) for text in affected.versions)
            for part in affected.intervals:
                yield from (part.low, part.high)


def _around(bound: Version) -> Iterator[Version]:
    """The version, its final release with what lies closely around it, and where its prefixes end."""
    yield bound
    release, epoch = bound.release, f"{bound.epoch}!"
    final = epoch + _dotted(release)
    for suffix in ("", f".post{(bound.post or 0) + 1}", *_BEFORE, f".post{bound.post or 0}.dev0"):
        yield Version(final + suffix)
    if bound.pre:
        kind, number = bound.pre
        yield from (Version(f"{final}{kind}{near}") for near in (f"{number}.dev0", f"{number}.post1", number + 1))
    yield Version(epoch + _dotted((*release, *_STEP)))
    for length in range(1, len(release) + 1):
        yield Version(epoch + _dotted((*release[: length - 1], release[length - 1] + 1)))


def _dotted(release: Iterable[int]) -> str:
    return ".".join(map(str, release))
