"""One finding for one weakness: a rule on data flow that reports a call says more than the rule on its pattern."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pratique.core.finding import Finding, Outcome, Region
from pratique.core.settings import Settings
from pratique.lint.declare import LintRule


def without_superseded(outcomes: Iterable[Outcome], rules: Sequence[LintRule], settings: Settings) -> Iterator[Outcome]:
    """The outcomes without findings at a place where a rule that supersedes theirs reports too.

    The finding that stays takes over the fix of the other where it has none, and its severity where that is higher.
    """
    better = {rule.rule.name: rule.supersedes for rule in rules if rule.supersedes}
    found = list(outcomes)
    kept = [item for item in found if isinstance(item, Finding) and item.rule in better and _is_shown(item, settings)]
    if not kept:
        yield from found
        return
    dropped: dict[int, list[Finding]] = {}
    gone: set[int] = set()
    for item in found:
        for winner in kept:
            if isinstance(item, Finding) and item.rule in better[winner.rule] and item.region == winner.region:
                dropped.setdefault(id(winner), []).append(item)
                gone.add(id(item))
    for item in found:
        if id(item) in dropped and isinstance(item, Finding):
            yield _with_what_is_lost(item, dropped[id(item)])
        elif id(item) not in gone:
            yield item


def quietened(
    outcomes: Iterable[Outcome], rules: Sequence[LintRule], settled: Mapping[Region, Collection[str]]
) -> Iterator[Outcome]:
    """The outcomes; those on the pattern of a call whose data do no harm, for the strict only.

    settled: the call -> the kinds of sinks that it is, and to which nothing harmful comes. A rule on a
    pattern goes quiet only for the kind of a rule that supersedes it and settles that kind.
    """
    by_kind: dict[str, set[str]] = {}
    for rule in rules if settled else ():
        for kind in rule.settles:
            by_kind.setdefault(kind, set()).update(rule.supersedes)
    for item in outcomes:
        kinds = settled.get(item.region, ()) if isinstance(item, Finding) else ()
        if isinstance(item, Finding) and any(item.rule in by_kind.get(kind, ()) for kind in kinds):
            yield replace(item, profile="strict")
        else:
            yield item


def _is_shown(finding: Finding, settings: Settings) -> bool:
    return settings.shows_finding(finding.rule, finding.profile) and finding.rule not in settings.unwanted_at(
        finding.path
    )


def _with_what_is_lost(finding: Finding, others: Sequence[Finding]) -> Finding:
    fix = finding.fix or next((other.fix for other in others if other.fix is not None), None)
    return replace(finding, fix=fix, severity=max([finding.severity, *(other.severity for other in others)]))
