"""SARIF 2.1.0 (OASIS): one run per hook.

Regions count Unicode code points. `security-severity` follows the scale of GitHub's code scanning
(over 9.0 critical, 7.0 high, 4.0 medium).
"""

from __future__ import annotations

import json
import os
from typing import Any
from urllib.parse import quote

from pratique import __version__
from pratique.core import room
from pratique.core.finding import Finding, Region, Severity
from pratique.core.redact import mask, visible
from pratique.core.report import HookReport, Report, properties
from pratique.core.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {
    Severity.LOW: ("note", "3.0"),
    Severity.MEDIUM: ("warning", "5.5"),
    Severity.HIGH: ("error", "8.0"),
    Severity.CRITICAL: ("error", "9.5"),
}


def render(report: Report) -> str:
    """The whole log, indented, with a final newline."""
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, hook) for hook in report.hooks]}
    return json.dumps(document, indent=1) + "\n"


def _run(report: Report, hook: HookReport) -> dict[str, Any]:
    owners = room.owners()
    used = sorted({finding.rule for finding in hook.findings})
    rules = [room.rule(room.ROOMS[owners[name]], name) for name in used]
    notifications = [_notification(report, hook, problem) for problem in hook.problems]
    return {
        "tool": {
            "driver": {
                "name": f"pratique-{hook.hook}",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": not hook.problems, "toolExecutionNotifications": notifications},
        ],
        "results": [_result(report, finding, used.index(finding.rule)) for finding in hook.findings],
    }


def _notification(report: Report, hook: HookReport, problem: Any) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "level": "error",
        "message": {"text": visible(problem.message)},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(report, problem.path)}}],
    }
    if problem.rule:
        entry["properties"] = {"rule": problem.rule}
    return entry


def _rule(rule: Rule) -> dict[str, Any]:
    level, score = _LEVELS[rule.severity]
    return {
        "id": rule.name,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.what} {rule.why}"},
        "help": {"text": rule.remedy, "markdown": f"{rule.what}\n\n{rule.why}\n\n{rule.remedy}"},
        "defaultConfiguration": {"level": level},
        "properties": {
            "tags": ["security", *(f"external/cwe/cwe-{number}" for number in rule.cwe)],
            "precision": rule.confidence.label,
            "security-severity": score,
        },
    }


def _artifact(report: Report, path: str) -> dict[str, Any]:
    return {"uri": quote(os.fsencode(report.show(path)))}


def _region(region: Region) -> dict[str, int]:
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _location(report: Report, path: str, region: Region, excerpt: str = "") -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(report, path), "region": _region(region)}
    if excerpt:
        place["contextRegion"] = {"startLine": region.line, "snippet": {"text": excerpt}}
    return {"physicalLocation": place}


def _result(report: Report, finding: Finding, index: int) -> dict[str, Any]:
    level, score = _LEVELS[finding.severity]
    text = visible(f"{finding.message}. {finding.help}" if finding.help else finding.message)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": level,
        "message": {"text": text},
        "locations": [_location(report, finding.path, finding.region, finding.excerpt.text)],
        "partialFingerprints": {"pratique/v1": finding.fingerprint},
        "properties": {
            "confidence": finding.confidence.label,
            "security-severity": score,
            **_properties(finding),
        },
    }
    if finding.related:
        steps = [
            {"location": {**_location(report, s.path, s.region), "message": {"text": visible(s.message)}}}
            for s in finding.related
        ]
        sink = {**_location(report, finding.path, finding.region), "message": {"text": visible(finding.message)}}
        result["codeFlows"] = [{"threadFlows": [{"locations": [*steps, {"location": sink}]}]}]
    fix = _fix(report, finding)
    if fix:
        result["fixes"] = [fix]
    return result


def _properties(finding: Finding) -> dict[str, Any]:
    attribution = {"attribution": finding.attribution} if finding.attribution else {}
    return {**properties(finding), **attribution}


def _fix(report: Report, finding: Finding) -> dict[str, Any] | None:
    if finding.fix is None or any(mask(edit.text) != edit.text for edit in finding.fix.edits):
        return None
    replacements = [
        {
            "deletedRegion": _region(edit.region),
            "insertedContent": {"text": edit.text},
        }
        for edit in finding.fix.edits
        if edit.region is not None
    ]
    return {
        "description": {"text": visible(finding.fix.title)},
        "artifactChanges": [
            {"artifactLocation": _artifact(report, finding.path), "replacements": replacements},
        ],
    }
