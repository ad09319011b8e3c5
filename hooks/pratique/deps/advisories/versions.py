"""Versions as PEP 440 orders them, read once each."""

from __future__ import annotations

from functools import lru_cache

from packaging.version import Version

_KEPT = 10_000  # versions in memory; an export names some hundred times as many


@lru_cache(_KEPT)
def parse(text: str) -> Version | None:
    """The version, or None when the text is none by PEP 440 or has more digits than Python reads."""
    try:
        return Version(text)
    except ValueError:
        return None


@lru_cache(_KEPT)
def public(version: Version) -> Version:
    """The version without its local part."""
    return version if version.local is None else Version(version.public)


@lru_cache(_KEPT)
def normal(version: Version) -> str:
    """The one text for all versions that are equal by PEP 440, where `1.0` equals `1.0.0`."""
    text, base = str(version), version.base_version
    stripped = base
    while stripped.endswith(".0"):
        stripped = stripped[:-2]
    return stripped + text[len(base) :]
