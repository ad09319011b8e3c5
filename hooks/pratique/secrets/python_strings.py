"""Strings of a Python program as its tree knows them: where they stand and what is around them.

The tree gives the span of a whole expression; inside it the literals are told apart here, because
adjacent ones are one node and a fix has to leave prefixes, quotes and comments as they are.
"""

from __future__ import annotations

import ast
import re
import warnings
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pratique.core.errors import SourceError
from pratique.core.source import Source

_LARGEST = 2_000_000  # bytes; above that the tree costs more than a suggestion is worth
_OPENING = re.compile(rb"""(?P<prefix>[rRbBuUfF]{0,2})(?P<quote>\"{3}|'{3}|"|')""")
_BETWEEN = re.compile(rb"(?:\s|\\\r?\n|#[^\r\n]*)*")


class Literal(NamedTuple):
    """One string literal: its bytes [start, end), those of its content, prefix in lower case, and quote."""

    start: int
    content: int
    content_end: int
    end: int
    prefix: str
    quote: str


class String(NamedTuple):
    """A string expression: its bytes, its node, and what holds it, innermost first."""

    start: int
    end: int
    node: ast.expr
    parents: tuple[ast.AST, ...]


class Program:
    """The tree of a source, and its strings in order of place."""

    def __init__(self, source: Source, tree: ast.Module) -> None:
        self.source = source
        self.tree = tree
        self._strings: list[tuple[int, int, ast.expr]] = []
        self._parents: dict[ast.AST, ast.AST] = {}
        self.walked: list[ast.AST] = []  # every node outside of strings
        self._collect()

    def _collect(self) -> None:
        waiting: list[ast.AST] = [self.tree]
        while waiting:
            parent = waiting.pop()
            self.walked.append(parent)
            for child in ast.iter_child_nodes(parent):
                self._parents[child] = parent
                literal = isinstance(child, ast.Constant) and isinstance(child.value, (str, bytes))
                if isinstance(child, ast.expr) and (literal or isinstance(child, ast.JoinedStr)):
                    self._strings.append((*self.span(child), child))
                else:
                    waiting.append(child)
        self._strings.sort(key=lambda item: item[:2])

    def offset(self, line: int, column: int) -> int:
        """The byte that the tree calls by that line (from 1) and column (bytes, from 0)."""
        return self.source.line_starts[line - 1] + column

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """The bytes [start, end) of a node."""
        end = self.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
        return self.offset(node.lineno, node.col_offset), end

    def string_at(self, start: int, end: int) -> String | None:
        """The string expression that holds the bytes; None where none does (a comment, two strings)."""
        index = bisect_right(self._strings, start, key=lambda item: item[0]) - 1
        if index < 0 or self._strings[index][1] < end:
            return None
        first, last, node = self._strings[index]
        return String(first, last, node, tuple(self._above(node)))

    def _above(self, node: ast.AST) -> Iterator[ast.AST]:
        while node in self._parents:
            node = self._parents[node]
            yield node

    def literals(self, string: String) -> list[Literal]:
        """The adjacent literals of a string; empty where they cannot be told apart."""
        data, position = self.source.data, string.start
        found: list[Literal] = []
        while position < string.end:
            opening = _OPENING.match(data, position, string.end)
            if opening is None:
                return []
            quote = opening["quote"]
            closing = _closing(data, opening.end(), string.end, quote)
            if closing < 0:
                return []
            end = closing + len(quote)
            prefix = opening["prefix"].decode("ascii").lower()
            found.append(Literal(position, opening.end(), closing, end, prefix, quote.decode("ascii")))
            between = _BETWEEN.match(data, end, string.end)
            position = between.end() if between else end
        return found


def _closing(data: bytes, position: int, end: int, quote: bytes) -> int:
    """Where the literal's closing quote stands, -1 when it has none."""
    while position < end:
        if data[position] == 0x5C:  # a backslash, which spares the next byte in raw strings too
            position += 2
        elif data.startswith(quote, position):
            return position
        else:
            position += 1
    return -1


def program(source: Source) -> Program | None:
    """The source as Python understands it; None where it does not, or where it is too large."""
    if len(source.data) > _LARGEST:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the compiler warns of would quote the file
            return Program(source, ast.parse(source.text))
    except (SyntaxError, ValueError, RecursionError, MemoryError, SourceError):
        return None
