"""Finding releases of a project: the one that a pin means, those that a constraint admits, the newest."""

from __future__ import annotations

from collections.abc import Iterable

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from pratique.deps.advisories.versions import parse, public
from pratique.deps.index.model import Project, Release


def pinned(project: Project, version: str) -> Release | None:
    """The release that `==version` installs; without a local part it means every local build (PEP 440)."""
    wanted = parse(version)
    if wanted is None:
        return next((release for release in project.releases if release.version == version), None)
    matching = [release for release, known in _parsed(project.releases) if wanted in (known, public(known))]
    exact = [release for release in matching if parse(release.version) == wanted]
    return _best(exact or matching)


def _best(matching: list[Release]) -> Release | None:
    """One of several spellings of a version: one that can be installed."""
    return max(matching, key=lambda release: (release.files > 0, release.yanked is None), default=None)


def admitted(project: Project, specifier: str) -> list[Release] | None:
    """The releases with files that the constraint admits; None where it is none of PEP 440."""
    try:
        constraint = SpecifierSet(specifier, prereleases=True)
    except InvalidSpecifier:
        return None
    return [release for release, known in _parsed(project.releases) if release.files and constraint.contains(known)]


def newest(releases: Iterable[Release]) -> Release | None:
    """The highest version that a tool would choose: with files, not yanked, final where there is any."""
    usable = [(release, known) for release, known in _parsed(releases) if release.files and release.yanked is None]
    finals = [pair for pair in usable if not pair[1].is_prerelease]
    return max(finals or usable, key=lambda pair: pair[1], default=(None, None))[0]


def before(project: Project, version: Version) -> Release | None:
    """The release below the version that is next to it, pre-releases and yanked ones left out."""
    lower = [
        (release, known)
        for release, known in _parsed(project.releases)
        if known < version and not known.is_prerelease and release.yanked is None and release.files
    ]
    return max(lower, key=lambda pair: pair[1], default=(None, None))[0]


def _parsed(releases: Iterable[Release]) -> list[tuple[Release, Version]]:
    return [(release, known) for release in releases if (known := parse(release.version)) is not None]
