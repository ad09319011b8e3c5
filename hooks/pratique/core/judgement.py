"""What is left of a hook's findings on one file once the user was heard.

That is the choice of rules, ignore comments, who wrote the lines, and severity; the baseline is
heard later, over all files. None of it is cached.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pratique.core import room
from pratique.core.errors import SourceError
from pratique.core.finding import Finding, Notice, Outcome, Problem, Severity
from pratique.core.hook import Job, Read
from pratique.core.source import Source, fingerprint

if TYPE_CHECKING:
    from pratique.core.attribution import Attribution

_MARK = b"pratique:"  # how an ignore comment addresses us


class Outcomes(NamedTuple):
    """Of one file and hook. meta: findings about ignore comments, which every hook makes alike."""

    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    meta: tuple[Finding, ...] = ()


def judge(
    job: Job, source: Source, raw: bytes, found: Sequence[Outcome], other: Read, attribution: Attribution | None
) -> Outcomes:
    """The outcomes as the user wants to hear them. raw: the file's bytes; other: reads further files."""
    problems = tuple(item for item in found if isinstance(item, Problem))
    notices = tuple(item for item in found if isinstance(item, Notice))
    findings = [item for item in found if isinstance(item, Finding) and _shown(job, item)]
    if not findings and _MARK not in source.data:
        return Outcomes((), problems, notices)
    from pratique.core import suppression

    by_path: dict[str, list[Finding]] = defaultdict(list)
    by_path[source.path]  # comments are judged even where nothing was found
    for finding in findings:
        by_path[finding.path].append(finding)
    kept: list[Finding] = []
    suppressed: list[Finding] = []
    meta: list[Finding] = []
    for path, own in by_path.items():
        content = raw if path == source.path else other(path) or b""
        verdict = suppression.judge(
            source if path == source.path else _tolerant(path, content),
            numbered(_attributed(job, path, content, own, attribution)),
            job.hook.name,
            ran=lambda name, path=path: not problems and _ran(job, path, name),  # type: ignore[misc]
            needs_reason=lambda finding: _needs_reason(job, finding),
            foreign=job.settings.flag("foreign-ignores"),
        )
        kept.extend(verdict.kept)
        suppressed.extend(verdict.suppressed)
        if path == source.path:  # a file that is only read along is judged when its own turn comes
            meta.extend(numbered(finding for finding in verdict.meta if _shown(job, finding)))
    return Outcomes(tuple(kept), problems, notices, tuple(suppressed), tuple(meta))


def _tolerant(path: str, content: bytes) -> Source:
    try:
        return Source.load(path, content)
    except SourceError:
        return Source(path, content)


def _shown(job: Job, finding: Finding) -> bool:
    settings = job.settings
    if not settings.shows_finding(finding.rule, finding.profile) or settings.excludes(finding.path):
        return False
    return finding.rule not in settings.unwanted_at(finding.path)


def _ran(job: Job, path: str, name: str) -> bool:
    """Whether the rule was run on the file, so that its silence means something."""
    if name in job.settings.unwanted_at(path) or not job.settings.runs(name):
        return False
    return job.settings.shows(room.rule(room.ROOMS[room.owners()[name]], name))


def _attributed(
    job: Job, path: str, content: bytes, findings: Sequence[Finding], attribution: Attribution | None
) -> list[Finding]:
    """The findings with who wrote their lines; raised by one severity where settings say so."""
    lines = attribution.of(path, content) if findings and attribution else None
    if lines is None:
        return list(findings)
    raised = "raise-severity" in job.settings.texts("ai-lines")
    marked = []
    for finding in findings:
        known = replace(finding, attribution=lines.kind(finding.region))
        if raised and by_assistant(known):
            known = replace(known, severity=Severity(min(finding.severity + 1, Severity.CRITICAL)))
        marked.append(known)
    return marked


def by_assistant(finding: Finding) -> bool:
    return finding.attribution in ("ai", "mixed")


def _needs_reason(job: Job, finding: Finding) -> bool:
    strict = "require-reason" in job.settings.texts("ai-lines")
    return finding.severity >= Severity.HIGH or (strict and by_assistant(finding))


def numbered(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted, with fingerprints made unique: of equal ones in a file, each later one counts its place."""
    seen = Counter[str]()
    unique = []
    for finding in sorted(findings, key=lambda item: item.sort_key):
        base, place = finding.fingerprint, seen[finding.fingerprint]
        seen[base] += 1
        unique.append(replace(finding, fingerprint=fingerprint(base, str(place))) if place else finding)
    return unique
