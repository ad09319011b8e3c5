"""The top-level statements of a file, and what of them LibCST has to read."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pratique.core.source import Source

Lines = tuple[int, int]  # first and last, from 1
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
# Stands for a body that is left out, in a comment as long as that.
FILLER = "#~~~~~~~~"
_SHORT = 40  # bytes: to leave out less is not worth the trouble


class Statement(NamedTuple):
    """The lines of one top-level statement, or of several that share a line, as bytes [start, end)."""

    start: int
    end: int
    nodes: tuple[ast.stmt, ...]


def first_line(node: ast.AST) -> int:
    """The line, from 1, in which the node begins, decorators included."""
    line: int = getattr(node, "lineno", 1)
    if isinstance(node, _DEFINITIONS) and node.decorator_list:
        return min(line, node.decorator_list[0].lineno)
    return line


def last_line(node: ast.AST) -> int:
    """The line, from 1, in which the node ends."""
    return getattr(node, "end_lineno", None) or first_line(node)


def lines_of(node: ast.AST) -> Lines:
    """The first and the last line of the node."""
    return first_line(node), last_line(node)


def merged(places: Iterable[Lines]) -> list[Lines]:
    """The same lines in order, as ranges that do not overlap."""
    found: list[Lines] = []
    for first, last in sorted(places):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def touches(node: ast.AST, places: Sequence[Lines]) -> bool:
    """Whether the node has a line in common with one of the ranges, which are in order and do not overlap."""
    first, last = lines_of(node)
    index = bisect_left(places, first, key=lambda place: place[1])
    return index < len(places) and places[index][0] <= last


def split(source: Source, tree: ast.Module) -> list[Statement]:
    """Top-level statements in order; those that share a line are one."""
    starts = source.line_starts
    found: list[Statement] = []
    last = 0
    for node in tree.body:
        first, final = lines_of(node)
        end = starts[final] if final < len(starts) else len(source.data)
        if first <= last and found:
            before = found.pop()
            found.append(Statement(before.start, max(end, before.end), (*before.nodes, node)))
        else:
            found.append(Statement(starts[first - 1], end, (node,)))
        last = max(final, last)
    return found


def abridged(source: Source, statement: Statement, places: Sequence[Lines]) -> bytes:
    """The statement's text without the bodies of functions that touch no place, at the same length.

    A function is left whole, or its body goes; one that sets attributes stays, since they say what
    other methods find there.
    """
    text = bytearray(source.data[statement.start : statement.end])
    for node in _functions(statement.nodes):
        if touches(node, places) or _sets_attributes(node):
            continue
        body = node.body[0]
        start = source.line_starts[first_line(body) - 1] + body.col_offset - statement.start
        end = source.line_starts[last_line(node) - 1] + (node.end_col_offset or 0) - statement.start
        if end - start > _SHORT:
            text[start:end] = f"_ {FILLER}".encode().ljust(end - start, b"~")
    return bytes(text)


def _functions(nodes: Iterable[ast.AST]) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions below the nodes that are in no other function."""
    stack = list(nodes)
    while stack:
        node = stack.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node
        elif isinstance(node, (ast.stmt, ast.ExceptHandler, ast.match_case)):
            for block in ("body", "orelse", "finalbody", "handlers", "cases"):
                stack += getattr(node, block, ())


def _sets_attributes(node: ast.AST) -> bool:
    return any(isinstance(item, ast.Attribute) and isinstance(item.ctx, ast.Store) for item in ast.walk(node))
