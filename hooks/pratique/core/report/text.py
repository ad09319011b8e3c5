"""The report for people: one clickable line a finding, the code, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pratique.core.finding import Finding, Fix
from pratique.core.redact import visible
from pratique.core.report import Change, Report, counts

_COLOURS = {"low": "36", "medium": "33", "high": "31", "critical": "1;31", "bold": "1", "dim": "2", "green": "32"}
_PLURALS = {
    "file": "files",
    "finding": "findings",
    "error": "errors",
    "fix": "fixes",
    "commit": "commits",
    "entry": "entries",
}


def _paint(text: str, colour: str, wanted: bool) -> str:
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if wanted and text else text


def number(count: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{count:,} {noun if count == 1 else _PLURALS[noun]}"


def render(report: Report, colour: bool = False, quiet: bool = False) -> str:
    """Findings, what was fixed and errors; the summary is `summary`."""
    alike = (list(group) for _, group in groupby(report.findings, _told))
    blocks = ["\n".join(_findings(report, group, colour, quiet)) for group in alike]
    repaired = [line for change in report.changes for line in _fixed(report, change, colour)]
    blocks += ["\n".join(repaired)] if repaired else []
    blocks += [
        _paint("error: ", "high", colour)
        + f"{visible(report.show(p.path))}: "
        + (f"{p.rule}: " if p.rule else "")
        + visible(p.message)
        for p in report.problems
    ]
    gap = "\n" if quiet else "\n\n"
    return gap.join(blocks) + "\n" if blocks else ""


def _told(finding: Finding) -> tuple[object, ...]:
    """All that is said of a finding below its first line."""
    return (finding.path, finding.region, finding.rule, finding.excerpt, finding.related, finding.help, finding.fix)


def _findings(report: Report, alike: list[Finding], colour: bool, quiet: bool) -> Iterator[str]:
    """The findings of a rule at one place, such as the advisories on a pin: a line each, the rest once."""
    for finding in alike:
        region = finding.region
        place = f"{visible(report.show(finding.path))}:{region.line}:{region.column}"
        severity = _paint(finding.severity.label, finding.severity.label, colour)
        by = f", written by an assistant ({finding.attribution})" if finding.attribution in ("ai", "mixed") else ""
        rule = _paint(finding.rule, "bold", colour)
        yield f"{place}: {rule}: {visible(finding.message)} [{severity}{by}]"
    if not quiet:
        yield from _below(report, alike[0], colour)


def _below(report: Report, finding: Finding, colour: bool) -> Iterator[str]:
    """The code, the way the data took, and what to do."""
    region = finding.region
    if finding.excerpt.text:
        gutter = f"{region.line:>5} | "
        yield _paint(gutter, "dim", colour) + finding.excerpt.text
        if finding.excerpt.length:
            mark = "^" * min(finding.excerpt.length, 120)
            blank = " " * (len(gutter) - 2) + "| " + " " * finding.excerpt.mark
            yield _paint(blank, "dim", colour) + _paint(mark, finding.severity.label, colour)
    for step in finding.related:
        yield f"      via {visible(report.show(step.path))}:{step.region.line}: {visible(step.message)}"
    if finding.help:
        yield f"      do: {visible(finding.help)}"
    if finding.fix is not None:
        yield f"      fix: {_fix(finding.fix)}"


def _fix(fix: Fix) -> str:
    if fix.safe:
        return f"{visible(fix.title)} (--fix)"
    reason = f"; look at it: {visible(fix.reason)}" if fix.reason else ""
    return f"{visible(fix.title)} (--unsafe-fixes{reason})"


def _fixed(report: Report, change: Change, colour: bool) -> Iterator[str]:
    """A line for each change that was made; several findings may have asked for one and the same."""
    verb = _paint("fixed" if report.written else "would fix", "green", colour)
    place = visible(report.show(change.path))
    made = (
        f"{place}:{item.finding.region.line}: {verb} {item.finding.rule}: {visible(item.title)}"
        for item in change.fixed
    )
    yield from dict.fromkeys(made)


def summary(report: Report, verbose: bool = False) -> str:
    """The last words, for standard error: what was inspected, what was found."""
    looked = ", ".join(f"{hook.hook} {hook.inspected:,}" for hook in report.hooks)
    parts = [f"{report.tool}: {number(report.files, 'file')} inspected"]
    if len(report.hooks) > 1:
        parts[0] += f" ({looked})"
    found = ", ".join(f"{count} {label}" for label, count in counts(report).items())
    fixable = sum(finding.fix is not None for finding in report.findings)
    text = number(len(report.findings), "finding") + (f" ({found}; {fixable} with a fix)" if found else "")
    parts.append(text)
    repaired = sum(len(change.fixed) for change in report.changes)
    if repaired:
        done = "made" if report.written else "possible"
        parts.append(f"{number(repaired, 'fix')} {done} in {number(len(report.changes), 'file')}")
    for label, count in (
        ("suppressed by a comment", sum(hook.suppressed for hook in report.hooks)),
        ("accepted by the baseline", sum(hook.accepted for hook in report.hooks)),
    ):
        if count:
            parts.append(f"{count:,} {label}")
    if report.problems:
        parts.append(f"{number(len(report.problems), 'error')}: not everything was checked")
    lines = ["; ".join(parts)]
    if verbose:
        lines.append(f"{report.tool}: looked at {report.described}")
    if report.findings:
        gravest = max(report.findings, key=lambda finding: finding.severity)
        lines.append(f"To learn more: pratique-{gravest.hook} explain {gravest.rule}")
    said = [*report.notices, *(report.asides if verbose else ())]
    return "\n".join([*(f"{report.tool}: {visible(report.said(notice))}" for notice in said), *lines]) + "\n"
