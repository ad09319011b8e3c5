"""The change that fixes would make, as a unified diff to read; credentials in it are masked."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from pratique.core.redact import MASK, mask, visible
from pratique.core.report import Change, Report
from pratique.core.source import Source

_LINE = re.compile(r"[^\n]*\n|[^\n]+")  # as diff counts lines; other separators stay in them


def render(report: Report) -> str:
    return "".join(_one(visible(report.show(change.path)), change) for change in report.changes)


def _lines(path: str, content: bytes) -> list[str]:
    return _LINE.findall(Source.load(path, content).tolerant_text)


def _hidden(values: Iterable[bytes]) -> list[str]:
    """The lines of the values, the longest first, since one may hold another."""
    lines = {line.strip() for value in values for line in value.decode("utf-8", "surrogateescape").splitlines()}
    return sorted(lines - {""}, key=lambda line: (-len(line), line))


def _one(name: str, change: Change) -> str:
    lines = []
    hidden = _hidden(change.hidden)
    before, after = _lines(change.path, change.before), _lines(change.path, change.after)
    for line in difflib.unified_diff(before, after, f"a/{name}", f"b/{name}"):
        sign, text = (line[:4], line[4:]) if line.startswith(("--- ", "+++ ")) else (line[:1], line[1:])
        for value in hidden:
            text = text.replace(value, MASK)
        body = visible(mask(text.rstrip("\r\n")))
        lines.append(f"{sign}{body}\n" + ("" if text.endswith("\n") else "\\ No newline at end of file\n"))
    return "".join(lines)
