"""What a hook says about a file: findings, problems and notices.

A finding carries everything a report, a baseline or a cache needs, and never a secret: excerpts
are masked when the finding is made, and a credential survives only as a keyed digest.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class Severity(IntEnum):
    """How much harm the weakness does where it is real; ordered, so that thresholds compare."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @property
    def label(self) -> str:
        return self.name.lower()


class Confidence(IntEnum):
    """How sure the rule is that the weakness is real."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def label(self) -> str:
        return self.name.lower()


SEVERITIES = tuple(level.label for level in Severity)
PROFILES = ("default", "strict", "pedantic")


def parse_severity(label: str) -> Severity:
    """Severity for its lower-case label; KeyError for anything else."""
    return Severity[label.upper()]


class Region(NamedTuple):
    """A stretch of text: lines and columns from 1, columns in characters, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Excerpt(NamedTuple):
    """The line that a finding starts on, masked; mark and length say what to underline in it."""

    text: str
    mark: int
    length: int


class Related(NamedTuple):
    """A further place that explains a finding, such as a step of a taint path."""

    path: str
    region: Region
    message: str


class Edit(NamedTuple):
    """Replace bytes [start, end) of the source's UTF-8 view with text; start == end inserts.

    region: the same place in lines and columns; `Source.finding` fills it in.
    """

    start: int
    end: int
    text: str
    region: Region | None = None


class Fix(NamedTuple):
    """A change that removes the finding.

    safe: behaviour is kept apart from the weakness; otherwise reason says what to look at.
    variables: the environment variables that the program needs after it, to be listed for others.
    """

    title: str
    safe: bool
    edits: tuple[Edit, ...]
    reason: str = ""
    variables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One weakness at one place. Make it with `core.source.Source.finding`, which places it."""

    hook: str
    rule: str
    severity: Severity
    confidence: Confidence
    cwe: tuple[int, ...]
    message: str
    help: str
    path: str
    region: Region
    excerpt: Excerpt
    fingerprint: str
    profile: str = "default"
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    digest: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    attribution: str = ""

    @property
    def sort_key(self) -> tuple[str, Region, str, str, str]:
        return (self.path, self.region, self.hook, self.rule, self.message)


class Problem(NamedTuple):
    """Something that was wanted and could not be checked; it makes the run exit 2.

    rule: the rule that failed, or "" when the file itself could not be read.
    """

    path: str
    rule: str
    message: str


class Notice(NamedTuple):
    """Something worth saying once in a run that is neither a finding nor a problem.

    path: from the root, "" when it is about no file; line: from 1, 0 when it is about no line.
    """

    message: str
    path: str = ""
    line: int = 0


class Aside(Notice):
    """A notice for who asks for more with `--verbose`; no other report holds it."""

    __slots__ = ()


Outcome = Finding | Problem | Notice
