"""Linting a text with every rule shown, and applying what it offers."""

from __future__ import annotations

from pratique.core import edits, settings
from pratique.core.finding import Finding, Outcome
from pratique.core.source import Source
from pratique.lint.hook import HOOK

ROUNDS = 5


def outcomes(text: str | bytes, path: str = "", **options: object) -> list[Outcome]:
    """Everything the hook says, in the order of the file; SourceError as the hook raises it."""
    given = {"profile": "pedantic", **options}
    chosen = settings.load("/nowhere", "lint", HOOK.options, given)
    raw = text if isinstance(text, bytes) else text.encode()
    source = Source.load(path or "example.py", raw)
    if not HOOK.screen(source, chosen):
        return []
    return list(HOOK.check(source, chosen, lambda path: None))


def lint(text: str | bytes, path: str = "", **options: object) -> list[Finding]:
    """The findings, sorted; any problem fails the test."""
    found = []
    for outcome in outcomes(text, path, **options):
        assert isinstance(outcome, Finding), outcome
        found.append(outcome)
    return sorted(found, key=lambda finding: finding.sort_key)


def applied(text: str, path: str = "") -> str:
    """The text after all fixes, round by round, until none is left."""
    for _ in range(ROUNDS):
        fixes = [finding.fix for finding in lint(text, path) if finding.fix is not None]
        if not fixes:
            return text
        taken = [fixes[index] for index in edits.compatible(fixes)]
        text = edits.apply(text.encode(), [edit for fix in taken for edit in fix.edits]).decode()
    raise AssertionError(f"still not done after {ROUNDS} rounds: {text}")
