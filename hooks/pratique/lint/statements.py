"""Where the top-level statements of a file begin and end."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pratique.core.source import Source
from pratique.lint.trigger_search import first_line, last_line

Span = tuple[int, int]


def split(source: Source, tree: ast.Module) -> list[Span]:
    """The lines of each top-level statement in order, as bytes [start, end); those that share a line are one."""
    starts = source.line_starts
    found: list[Span] = []
    last = 0
    for node in tree.body:
        first, final = first_line(node), last_line(node)
        end = starts[final] if final < len(starts) else len(source.data)
        if first <= last and found:
            begin, before = found.pop()
            found.append((begin, max(end, before)))
        else:
            found.append((starts[first - 1], end))
        last = max(final, last)
    return found


def holding(statements: Sequence[Span], places: Sequence[int]) -> Iterator[Span]:
    """Those of the statements in which one of the places, in order, stands."""
    for start, end in statements:
        index = bisect_left(places, start)
        if index < len(places) and places[index] < end:
            yield start, end
