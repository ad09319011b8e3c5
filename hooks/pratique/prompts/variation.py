"""Variation selectors that select nothing: they follow no character that has variants."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.prompts import scripts

SUPPLEMENT = "\U000e0100-\U000e01ef"
_RUN = re.compile(f"[\ufe00-\ufe0f{SUPPLEMENT}]+")
_SUPPLEMENTARY = re.compile(f"[{SUPPLEMENT}]")
_BASE = re.compile(f"[{scripts.VARIATION_BASE}]")
_IDEOGRAPH = re.compile(f"[{scripts.IDEOGRAPH}]")


def stray(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of selectors without the one that may rightly follow the character before them."""
    for match in _RUN.finditer(text):
        start = match.start()
        base = _IDEOGRAPH if _SUPPLEMENTARY.match(text, start) else _BASE
        if start and base.match(text, start - 1):
            start += 1
        if start < match.end():
            yield start, match.end()


def carries_text(characters: str) -> bool:
    """Whether stray selectors look like data: from the supplement, or three or more in a row."""
    return len(characters) > 2 or _SUPPLEMENTARY.search(characters) is not None
