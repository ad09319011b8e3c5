"""Versions as PEP 440 orders them; the one module here that imports `packaging` at load time."""

from __future__ import annotations

from functools import cache

from packaging.version import InvalidVersion, Version


@cache
def parse(text: str) -> Version | None:
    """The version, or None when the text is none by PEP 440."""
    try:
        return Version(text)
    except InvalidVersion:
        return None


@cache
def normal(version: Version) -> str:
    """The one text for all versions that are equal by PEP 440, where `1.0` equals `1.0.0`."""
    text, base = str(version), version.base_version
    stripped = base
    while stripped.endswith(".0"):
        stripped = stripped[:-2]
    return stripped + text[len(base) :]
