"""Advisories, as the index holds them."""

from __future__ import annotations

from typing import NamedTuple


class Interval(NamedTuple):
    """Affected versions from low up to high; low "" means from the first, high "" without end.

    closed: whether high itself is affected (it was the last affected version, not the fixed one).
    """

    low: str
    high: str
    closed: bool = False


class Affected(NamedTuple):
    """What one advisory says about one package: a version is affected if any part says so.

    package: canonical name. versions: those that no interval covers, in normal form where there is one.
    """

    package: str
    intervals: tuple[Interval, ...]
    versions: tuple[str, ...]
    severity: str = ""

    @property
    def is_every_version(self) -> bool:
        """Whether no version of the package is free of it."""
        return any(not interval.low and not interval.high for interval in self.intervals)


class Advisory(NamedTuple):
    """One record. severity: label of core.finding.Severity, or "" when the record does not say."""

    id: str
    aliases: tuple[str, ...]
    summary: str
    severity: str
    affected: tuple[Affected, ...]

    @property
    def is_malware(self) -> bool:
        """Whether it comes from the OpenSSF's list of malicious packages."""
        return self.id.startswith("MAL-")
