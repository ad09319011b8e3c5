"""The top-level statements of a file, and what of them LibCST has to read."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pratique.core.source import Source
from pratique.lint.bindings import stored
from pratique.lint.blocks import inner_statements
from pratique.lint.file_words import words

Function = ast.FunctionDef | ast.AsyncFunctionDef
Lines = tuple[int, int]  # first and last, from 1
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
# Stands for what is left out, in a comment as long as that.
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
    """The statement's text without functions that touch no place, at the same length.

    Where what is left has a word of its name, a function keeps its head, so that it is known what the
    name stands for; where one of an attribute that it sets, it stays: it says what is found there.
    """
    attributes = {function: _attributes_set(function) for function in _untouched(statement.nodes, places)}
    shown = dict.fromkeys(attributes, _NOTHING)
    while True:
        text = _without(source, statement, shown)
        held = words(text) if shown else set()
        wanted = {function: _wanted(function, attributes[function], held) for function in shown}
        if all(wanted[function] <= shown[function] for function in shown):
            return text
        shown = {function: max(wanted[function], shown[function]) for function in shown}


_NOTHING, _HEAD, _WHOLE = range(3)  # how much of a function is shown


def _wanted(function: Function, attributes: set[bytes], held: set[bytes]) -> int:
    if not held.isdisjoint(attributes):
        return _WHOLE
    return _HEAD if function.name.encode() in held else _NOTHING


def _without(source: Source, statement: Statement, shown: Mapping[Function, int]) -> bytes:
    text = bytearray(source.data[statement.start : statement.end])
    for function, much in shown.items():
        first = function.body[0] if much else function
        start = source.line_starts[first_line(first) - 1] + first.col_offset - statement.start
        end = source.line_starts[last_line(function) - 1] + (function.end_col_offset or 0) - statement.start
        if end - start > _SHORT and much != _WHOLE:
            text[start:end] = f"_ {FILLER}".encode().ljust(end - start, b"~")
    return bytes(text)


def _untouched(nodes: Iterable[ast.AST], places: Sequence[Lines]) -> Iterator[Function]:
    """The outermost functions that touch no place; those within another where all places in that are within some."""
    for function in _functions(nodes):
        if not touches(function, places):
            yield function
            continue
        inner = list(_functions(function.body))
        around = [place for place in places if touches(function, [place])]
        if inner and all(any(_is_within(place, lines_of(item)) for item in inner) for place in around):
            yield from (item for item in _untouched(inner, places) if not _binds_outside(item))


def _is_within(place: Lines, lines: Lines) -> bool:
    return lines[0] <= place[0] and place[1] <= lines[1]


def _functions(nodes: Iterable[ast.AST]) -> Iterator[Function]:
    """The functions at or below the nodes that are in no other function."""
    stack = list(nodes)
    while stack:
        node = stack.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node
        else:
            stack += inner_statements(node)


def _binds_outside(node: ast.AST) -> bool:
    return any(isinstance(item, ast.Nonlocal) for item in ast.walk(node))


def _attributes_set(node: ast.AST) -> set[bytes]:
    """The attributes that the function sets."""
    found: set[bytes] = set()
    stack = [node]
    while stack:
        item = stack.pop()
        stack += inner_statements(item)
        for target in _targets(item):
            found.update(node.attr.encode() for node in stored(target) if isinstance(node, ast.Attribute))
    return found


def _targets(node: ast.AST) -> list[ast.expr]:
    """What the statement assigns to."""
    if isinstance(node, ast.Assign):
        return node.targets
    if isinstance(node, (ast.AnnAssign, ast.AugAssign, ast.For, ast.AsyncFor)):
        return [node.target]
    if isinstance(node, (ast.With, ast.AsyncWith)):
        return [item.optional_vars for item in node.items if item.optional_vars is not None]
    return []
