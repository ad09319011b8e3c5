"""What a run has to say, and the forms in which it says it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from pratique.core.finding import Finding, Notice, Problem, Severity


class HookReport(NamedTuple):
    """One hook's part. inspected: how many files it looked at."""

    hook: str
    inspected: int
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    suppressed: int = 0
    accepted: int = 0


class Fixed(NamedTuple):
    """A finding that a fix removed."""

    finding: Finding
    title: str


class Change(NamedTuple):
    """A file that fixes changed: content before and after. hidden: what of it must not be shown."""

    path: str
    before: bytes
    after: bytes
    fixed: tuple[Fixed, ...] = ()
    hidden: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Report:
    """The whole run. tool: the command's name. described: what was looked at.

    prefix turns a path from the root into one from the working directory. written: whether the
    changes are on disk. asides: notices for the verbose summary alone.
    """

    tool: str
    described: str
    hooks: tuple[HookReport, ...]
    notices: tuple[Notice, ...] = ()
    asides: tuple[Notice, ...] = ()
    changes: tuple[Change, ...] = ()
    written: bool = False
    files: int = 0
    fail_on: Severity = Severity.LOW
    shown_paths: dict[str, str] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(sorted((f for hook in self.hooks for f in hook.findings), key=lambda f: f.sort_key))

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(sorted({problem for hook in self.hooks for problem in hook.problems}))

    @property
    def exit_code(self) -> int:
        """2 when something could not be checked, 1 for findings or changes, else 0."""
        if self.problems:
            return 2
        return int(bool(self.changes) or any(f.severity >= self.fail_on for f in self.findings))

    def show(self, path: str) -> str:
        """The path as a reader in the working directory would name it."""
        return self.shown_paths.get(path, path)

    def said(self, notice: Notice) -> str:
        """The notice in one line, with the place it is about."""
        line = f":{notice.line}" if notice.line else ""
        return f"{self.show(notice.path)}{line}: {notice.message}" if notice.path else notice.message


def properties(finding: Finding) -> dict[str, str | list[str]]:
    """The hook's own properties; comma-joined aliases become a list, as consumers expect."""
    return {
        key: [name for name in text.split(",") if name] if key == "aliases" else text
        for key, text in finding.properties
    }


def counts(report: Report) -> dict[str, int]:
    """Severity label -> number of findings, highest first, only what occurs."""
    found = Counter(finding.severity for finding in report.findings)
    return {severity.label: found[severity] for severity in sorted(Severity, reverse=True) if found[severity]}
