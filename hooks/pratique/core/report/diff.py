"""The change that fixes would make, as a unified diff to read; credentials in it are masked."""

from __future__ import annotations

import difflib

from pratique.core.redact import mask, visible
from pratique.core.report import Report


def render(report: Report) -> str:
    return "".join(_one(visible(report.show(change.path)), change.before, change.after) for change in report.changes)


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8", "surrogateescape").splitlines(keepends=True)


def _one(path: str, before: bytes, after: bytes) -> str:
    lines = []
    for line in difflib.unified_diff(_lines(before), _lines(after), f"a/{path}", f"b/{path}"):
        sign, text = (line[:4], line[4:]) if line.startswith(("--- ", "+++ ")) else (line[:1], line[1:])
        body = visible(mask(text.rstrip("\r\n")))
        lines.append(f"{sign}{body}\n" + ("" if text.endswith("\n") else "\\ No newline at end of file\n"))
    return "".join(lines)
