"""The cheap look: which rules can matter in a file, and in which of its statements.

Plain substring tests, one after the other: for a few words they beat one large alternation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pratique.lint.screen_table import FLOWS, SCREEN, SOURCES

if TYPE_CHECKING:
    from pratique.lint.statements import Statement

Anchors = tuple[bytes, ...]


def concerned_rules(data: bytes, names: Iterable[str]) -> dict[str, Anchors]:
    """Rule -> its anchors that occur in the file, for those of the names that can find something."""
    found: dict[str, Anchors] = {}
    for name in names:
        if name not in SCREEN:
            continue
        anchors = tuple(
            anchor for anchor, needs in SCREEN[name] if anchor in data and all(need in data for need in needs)
        )
        if anchors:
            found[name] = anchors
    return found


def concerned_flows(data: bytes, names: Iterable[str]) -> list[str]:
    """Those of the names that are rules on data flow, if an outsider's value can enter the file."""
    flows = [name for name in names if name in FLOWS]
    return flows if flows and any(word in data for word in SOURCES) else []


def concerned_statements(data: bytes, statements: Sequence[Statement], anchors: Iterable[bytes]) -> list[int]:
    """Indexes of the top-level statements that must be parsed.

    Those that hold an anchor, and those that use a name which such an import or assignment binds,
    and so on: `options = {"verify": False}` concerns every statement with the word `options`.
    """
    words = sorted(set(anchors))
    texts = [data[statement.start : statement.end] for statement in statements]
    chosen = {index for index, text in enumerate(texts) if any(word in text for word in words)}
    names = _bound(statements, chosen)
    seen: set[str] = set()
    while names - seen:
        if "*" in names:
            return list(range(len(statements)))
        seen |= names
        pattern = re.compile(rb"(?<![\w.])(?:%s)(?!\w)" % b"|".join(re.escape(n.encode()) for n in sorted(names)))
        grown = {index for index, text in enumerate(texts) if index not in chosen and pattern.search(text)}
        chosen |= grown
        names = _bound(statements, grown)
    return sorted(chosen)


def _bound(statements: Sequence[Statement], indexes: Iterable[int]) -> set[str]:
    return {name for index in indexes for name in statements[index].binds}
