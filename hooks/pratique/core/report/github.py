"""Annotations in GitHub's workflow command form.

Escapes are those of its toolkit: `%`, CR and LF in messages, and `:` and `,` in properties too.
"""

from __future__ import annotations

from pratique.core.redact import visible
from pratique.core.report import Report


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def render(report: Report) -> str:
    lines = []
    for finding in report.findings:
        level = "error" if finding.severity >= report.fail_on else "warning"
        place = f"file={_property(visible(report.show(finding.path)))},line={finding.region.line}"
        place += f",endLine={finding.region.end_line},col={finding.region.column}"
        text = visible(f"{finding.message}. {finding.help}")
        lines.append(f"::{level} {place},title={_property(finding.rule)}::{_message(text)}")
    for problem in report.problems:
        text = f"{problem.rule}: {problem.message}" if problem.rule else problem.message
        lines.append(f"::error file={_property(visible(report.show(problem.path)))}::{_message(visible(text))}")
    return "\n".join(lines) + "\n" if lines else ""
