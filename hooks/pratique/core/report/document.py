"""The JSON report.

`{"version": 1, "tool", "findings": […], "errors": [{path, rule, message}], "summary": {…}}`; additions
keep the version, removals raise it.
"""

from __future__ import annotations

import json
from typing import Any

from pratique import __version__
from pratique.core.finding import Finding, Region
from pratique.core.redact import mask, visible
from pratique.core.report import Report, counts, properties

VERSION = 1


def render(report: Report) -> str:
    """The whole document, indented, with a final newline."""
    document = {
        "version": VERSION,
        "tool": {"name": report.tool, "version": __version__},
        "findings": [_finding(report, finding) for finding in report.findings],
        "errors": [
            {"path": report.show(item.path), "rule": item.rule, "message": visible(item.message)}
            for item in report.problems
        ],
        "notices": [visible(report.said(notice)) for notice in report.notices],
        "changes": [
            {
                "path": report.show(change.path),
                "written": report.written,
                "fixed": [
                    {"rule": item.finding.rule, "line": item.finding.region.line, "title": item.title}
                    for item in change.fixed
                ],
            }
            for change in report.changes
        ],
        "summary": {
            "described": report.described,
            "files": report.files,
            "inspected": {hook.hook: hook.inspected for hook in report.hooks},
            "findings": len(report.findings),
            "severities": counts(report),
            "suppressed": sum(hook.suppressed for hook in report.hooks),
            "accepted": sum(hook.accepted for hook in report.hooks),
            "errors": len(report.problems),
            "exit_code": report.exit_code,
        },
    }
    return json.dumps(document, indent=1) + "\n"


def region(value: Region) -> dict[str, int]:
    return {
        "line": value.line,
        "column": value.column,
        "end_line": value.end_line,
        "end_column": value.end_column,
    }


def _finding(report: Report, finding: Finding) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "hook": finding.hook,
        "rule": finding.rule,
        "severity": finding.severity.label,
        "confidence": finding.confidence.label,
        "cwe": list(finding.cwe),
        "path": report.show(finding.path),
        **region(finding.region),
        "message": visible(finding.message),
        "help": visible(finding.help),
        "excerpt": finding.excerpt.text,
        "fingerprint": finding.fingerprint,
        "related": [
            {"path": report.show(step.path), **region(step.region), "message": visible(step.message)}
            for step in finding.related
        ],
        "fix": fix(finding),
        "properties": properties(finding),
    }
    if finding.attribution:
        entry["attribution"] = finding.attribution
    return entry


def fix(finding: Finding) -> dict[str, Any] | None:
    """The fix with its edits as byte ranges; without edits when they would show a credential."""
    if finding.fix is None:
        return None
    edits = [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in finding.fix.edits]
    shown = all(mask(edit.text) == edit.text for edit in finding.fix.edits)
    return {
        "title": visible(finding.fix.title),
        "safe": finding.fix.safe,
        "reason": visible(finding.fix.reason),
        "edits": edits if shown else [],
    }
