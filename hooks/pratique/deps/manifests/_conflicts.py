"""Merge conflicts that git left in a generated file: parsers name the place, not the cause."""

from __future__ import annotations

import re

# Git's markers (git-merge, "How conflicts are presented"): seven of a kind at the start of a line.
_MARKER = re.compile(r"^(?:<{7} |>{7} |={7}\r?$|\|{7} )", re.MULTILINE)


def reason(text: str) -> str:
    """What to say about the first conflict in the text, "" where there is none."""
    marker = _MARKER.search(text)
    if marker is None:
        return ""
    return f"line {text.count(chr(10), 0, marker.start()) + 1} is the marker of a merge conflict that is not resolved"
