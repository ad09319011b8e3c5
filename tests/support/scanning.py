"""Run a hook's check over a text, as the runner would, without files."""

from __future__ import annotations

from pratique.core.finding import Finding, Outcome
from pratique.core.settings import COMMON, Settings, Value
from pratique.core.source import Source
from pratique.secrets.hook import HOOK


def settings(salt: bytes = b"", **changes: object) -> Settings:
    """Default settings of the secrets hook; a keyword is a key with underscores for dashes."""
    values = {option.key: Value(option.default, "default") for option in COMMON}
    values |= {key.replace("_", "-"): Value(value, "command line") for key, value in changes.items()}
    return Settings("secrets", "/nowhere", values, salt)


def outcomes(path: str, content: str | bytes, given: Settings | None = None) -> list[Outcome]:
    """What the hook says of a file; nothing when its screen turns the file away."""
    chosen = given or settings()
    raw = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
    source = Source.load(path, raw)
    return list(HOOK.check(source, chosen, lambda _: None)) if HOOK.screen(source, chosen) else []


def findings_of(source: Source, given: Settings | None = None) -> list[Finding]:
    """The findings of a check without a screen; any problem fails the test."""
    said = list(HOOK.check(source, given or settings(), lambda _: None))
    assert all(isinstance(item, Finding) for item in said), said
    return [item for item in said if isinstance(item, Finding)]


def findings(path: str, content: str | bytes, given: Settings | None = None) -> list[Finding]:
    said = outcomes(path, content, given)
    assert all(isinstance(item, Finding) for item in said), said
    return [item for item in said if isinstance(item, Finding)]


def rules_in(path: str, content: str | bytes) -> list[str]:
    return [finding.rule for finding in findings(path, content)]
