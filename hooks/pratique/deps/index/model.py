"""Projects as an index describes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pratique.core.finding import Notice, Problem
    from pratique.deps.model import Requirement

ACTIVE = "active"
ARCHIVED, DEPRECATED, QUARANTINED = "archived", "deprecated", "quarantined"  # PEP 792


class Release(NamedTuple):
    """One version of a project: uploaded: seconds since the epoch of its first file, 0.0 where the index
    does not tell. yanked: the reason, "" for none, where all of its files are yanked (PEP 592), else None.
    files: how many it has; without any it can be named but not installed.
    """

    version: str
    uploaded: float = 0.0
    yanked: str | None = None
    files: int = 1


class Project(NamedTuple):
    """name: canonical. releases: sorted by their text. status, reason: of PEP 792."""

    name: str
    releases: tuple[Release, ...] = ()
    status: str = ACTIVE
    reason: str = ""

    @property
    def is_dated(self) -> bool:
        """Whether the index tells when the releases were uploaded."""
        return any(release.uploaded for release in self.releases)


class Answers(NamedTuple):
    """What is known of all that a file declares.

    known: each requirement that was asked about, with its project, None where there is none of that name.
    said: what to say beside findings, which every check that asks may repeat, since equal words are
    said once: a problem for each reason for which the index could not tell. host: how to name the index.
    """

    known: tuple[tuple[Requirement, Project | None], ...] = ()
    said: tuple[Problem | Notice, ...] = ()
    host: str = ""
    urls: tuple[str, ...] = ()

    def projects(self) -> Iterator[tuple[Requirement, Project]]:
        """The requirements whose projects exist."""
        for requirement, project in self.known:
            if project is not None:
                yield requirement, project


class File(NamedTuple):
    """One file of a release, as a page lists it."""

    version: str
    uploaded: float = 0.0
    yanked: str | None = None


class Unanswered(Exception):
    """Why an index did not answer; the text may be shown."""


def gathered(
    name: str, files: Iterable[File], named: Iterable[str] = (), status: str = "", reason: str = ""
) -> Project:
    """The project that has these files; named: versions that the index lists beside them (PEP 700)."""
    by_version: dict[str, list[File]] = {version: [] for version in named}
    for file in files:
        by_version.setdefault(file.version, []).append(file)
    releases = (_release(version, held) for version, held in sorted(by_version.items()))
    return Project(name, tuple(releases), status or ACTIVE, reason)


def _release(version: str, files: list[File]) -> Release:
    uploaded = min((file.uploaded for file in files if file.uploaded), default=0.0)
    yanked = None
    if files and all(file.yanked is not None for file in files):
        yanked = next((file.yanked for file in files if file.yanked), "")
    return Release(version, uploaded, yanked, len(files))


def pooled(projects: Iterable[Project | None]) -> Project | None:
    """What several indices have of one project, as pip sees it: all their releases are candidates."""
    known = [project for project in projects if project is not None]
    if len(known) < 2:
        return known[0] if known else None
    releases: dict[str, Release] = {}
    for project in known:
        for release in project.releases:
            other = releases.get(release.version)
            if other is None or (other.yanked is not None and release.yanked is None) or not other.files:
                releases[release.version] = release
    odd = next((project for project in known if project.status != ACTIVE), known[0])
    return Project(known[0].name, tuple(releases[version] for version in sorted(releases)), odd.status, odd.reason)
