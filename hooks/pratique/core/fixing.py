"""Rounds of fixes over one file, until nothing is left to fix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pratique.core import edits
from pratique.core.errors import SourceError
from pratique.core.finding import Finding, Fix
from pratique.core.judgement import Outcomes
from pratique.core.report import Fixed
from pratique.core.source import Source

# Only what overlaps needs a further round, so this is the depth to which fixes may nest.
_MAX_ROUNDS = 100


class Fixing(NamedTuple):
    """What to do with fixes. write: change the files, else only work the change out."""

    safe: bool = False
    unsafe: bool = False
    write: bool = True

    def allows(self, fix: Fix | None) -> bool:
        return fix is not None and (self.unsafe or (self.safe and fix.safe))

    @property
    def wanted(self) -> bool:
        return self.safe or self.unsafe


class Repair(NamedTuple):
    """The file after its fixes. outcomes: one for each hook. refused: why fixes were not applied."""

    content: bytes
    outcomes: list[Outcomes]
    fixed: tuple[Fixed, ...] = ()
    refused: tuple[str, ...] = ()


Look = Callable[[bytes], list[Outcomes]]
Choose = Callable[[Sequence[Outcomes]], list[Finding]]


def repair(path: str, raw: bytes, look: Look, choose: Choose) -> Repair:
    """Look, apply what fits together, look again. Each step must remove the findings it set out to remove.

    look: what every hook says of the content. choose: the findings to fix, first things first. A
    step that leaves a file that cannot be checked, or the finding where it was, is taken back; its
    fixes are then tried one by one, so that a bad one does not hold up the others.
    """
    current, outcomes = raw, look(raw)
    fixed: list[Fixed] = []
    refused: dict[tuple[str, str], str] = {}
    single = False
    for _ in range(_MAX_ROUNDS):
        candidates = [finding for finding in choose(outcomes) if _identity(finding) not in refused]
        chosen = candidates[:1] if single else _together(candidates)
        if not chosen:
            break
        try:
            changed = _edited(path, current, [finding.fix for finding in chosen if finding.fix])
            after = look(changed)
            objection = _objection(chosen, outcomes, after)
        except (SourceError, ValueError) as error:
            objection = f"it cannot be applied: {error}"
        if objection and len(chosen) > 1:
            single = True
        elif objection:
            single = False
            refused[_identity(chosen[0])] = f"the fix of {chosen[0].rule} was taken back: {objection}"
        else:
            fixed.extend(Fixed(finding, finding.fix.title) for finding in chosen if finding.fix)
            current, outcomes = changed, after
    return Repair(current, outcomes, tuple(fixed), tuple(sorted(set(refused.values()))))


def _identity(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.fingerprint


def _together(candidates: Sequence[Finding]) -> list[Finding]:
    return [candidates[index] for index in edits.compatible([item.fix for item in candidates if item.fix])]


def _edited(path: str, raw: bytes, fixes: Sequence[Fix]) -> bytes:
    """The bytes with the fixes made; SourceError when the encoding would not give the rest back as it was."""
    source = Source.load(path, raw)
    if source.encode(source.data) != raw:
        raise SourceError(f"the file does not survive being read and written as {source.encoding}")
    return source.encode(edits.apply(source.data, [edit for fix in fixes for edit in fix.edits]))


def _objection(chosen: Sequence[Finding], before: Sequence[Outcomes], after: Sequence[Outcomes]) -> str:
    """Why the step must be taken back, "" when it may stand."""
    if any(set(new.problems) - set(old.problems) for old, new in zip(before, after, strict=True)):
        return "it leaves a file that cannot be checked"
    had, has = _count(before), _count(after)
    if any(has[rule] >= had[rule] for rule in {finding.rule for finding in chosen}):
        return "the finding is still there after it"
    return ""


def _count(outcomes: Sequence[Outcomes]) -> Counter[str]:
    return Counter(finding.rule for outcome in outcomes for finding in (*outcome.findings, *outcome.meta))
