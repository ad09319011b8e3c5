"""Advisories, as the index holds them."""

from __future__ import annotations

from typing import NamedTuple

# What stands at the end of an interval: the version that fixes it, the last one that is affected,
# or only the end of what the record speaks of.
FIXED, LAST, LIMIT = range(3)


class Interval(NamedTuple):
    """Affected versions from low up to high; low "" means from the first, high "" without end.

    end: what high is; only LAST is affected itself. An interval from a version to the same one is
    empty, and says that the version fixes the weakness.
    """

    low: str
    high: str
    end: int = FIXED


class Affected(NamedTuple):
    """What one advisory says about one package: a version is affected if any part says so.

    package: canonical name. versions: those that no interval covers, in normal form where there is
    one; with LOCAL behind it where its local builds (`1.0+cu118`) are affected as well.
    """

    package: str
    intervals: tuple[Interval, ...]
    versions: tuple[str, ...]
    severity: str = ""

    @property
    def is_every_version(self) -> bool:
        """Whether no version of the package is free of it."""
        return any(not interval.low and not interval.high for interval in self.intervals)


LOCAL = "+*"
MALWARE = "MAL-"  # how ids of the OpenSSF's list of malicious packages begin


class Advisory(NamedTuple):
    """One record. severity: label of core.finding.Severity, or "" when the record does not say."""

    id: str
    aliases: tuple[str, ...]
    summary: str
    severity: str
    affected: tuple[Affected, ...]

    @property
    def is_malware(self) -> bool:
        """Whether the OpenSSF's list of malicious packages has it, whichever data base the record comes from."""
        return any(name.startswith(MALWARE) for name in (self.id, *self.aliases))
