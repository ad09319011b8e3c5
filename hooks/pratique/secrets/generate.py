"""The table of what gives away which issuer's tokens, made from the detectors, so that a clean run loads none."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from pratique.core import room
from pratique.secrets.detector import Detector, Format

_HEAD = '''"""What gives away which issuer's tokens. Written by docs/generate.py; do not edit."""

# fmt: off
from __future__ import annotations

Index = dict[bytes, tuple[str, ...]]
'''
# The part of a needle that stands alone between signs: `ghp` of `ghp_`, `atlasv1` of `.atlasv1.`.
_PIECE = rb"(?:\A|[^A-Za-z0-9])([A-Za-z0-9]+)[^A-Za-z0-9]"
_LONGEST_HEAD = 4
_WIDTH = 90

Index = dict[bytes, set[str]]


def table_source() -> str:
    """The text of needle_table.py."""
    home = room.ROOMS["secrets"]
    detectors = [(name, _detector(home, name)) for name in room.names(home)]
    pieces: Index = {}
    heads: Index = {}
    alone: Index = {}
    names: Index = {}
    for name, detector in detectors:
        for token in detector.formats:
            index, key = _place(token, pieces, heads, alone, names)
            index.setdefault(key, set()).add(name)
    searchers = [name for name, detector in detectors if not detector.formats]
    return (
        f"{_HEAD}# detectors with a search of their own\n"
        f"SEARCHERS = {_strings(searchers)}\n"
        "# letters and digits that stand between signs -> detectors\n"
        f"PIECES: Index = {_written(pieces)}"
        "# how longer words of letters and digits begin -> detectors\n"
        f"HEADS: Index = {_written(heads)}"
        "# what may stand anywhere in a token -> detectors\n"
        f"ALONE: Index = {_written(alone)}"
        "# issuers' names and other words beside a token, in lower case -> detectors\n"
        f"NAMES: Index = {_written(names)}"
    )


def _detector(home: str, name: str) -> Detector:
    found: Detector = room.module(home, name).DETECTOR
    return found


def _place(token: Format, pieces: Index, heads: Index, alone: Index, names: Index) -> tuple[Index, bytes]:
    """The index that finds the format soonest, and its key there."""
    if token.context or token.named:
        return names, token.context or token.needle
    piece = re.search(_PIECE, token.needle)
    if piece and (piece.start(1) > 0 or not token.before):
        return pieces, piece[1]
    if token.before or not token.needle.isalnum():
        return alone, token.needle
    return heads, token.needle[:_LONGEST_HEAD]


def _strings(names: Iterable[str]) -> str:
    """A tuple of texts, over several lines where there are many."""
    return (
        "("
        + "\n    ".join(textwrap.wrap(" ".join(f'"{name}",' for name in names), _WIDTH, break_on_hyphens=False))
        + ")"
    )


def _written(index: Index) -> str:
    rows = "".join(f"{key!r}: {_strings(sorted(index[key]))},\n" for key in sorted(index))
    return "{\n" + textwrap.indent(rows, "    ") + "}\n"
