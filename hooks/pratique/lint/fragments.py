"""Pieces of a file that LibCST has parsed, and where their nodes stand in the file.

Positions are worked out per piece and only when a finding needs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider, CodeSpan

from pratique.core.source import Source
from pratique.lint.statements import FILLER
from pratique.lint.syntax import Unreadable, deeply, parse_cst
from pratique.lint.walk import Place


class _Spans(ByteSpanPositionProvider):
    """LibCST's positions without its wrapper, which visits every node once more for nothing."""

    def of(self, module: cst.Module) -> dict[cst.CSTNode, CodeSpan]:
        self._gen_impl(module)
        return cast("dict[cst.CSTNode, CodeSpan]", self._computed)


@dataclass(eq=False)
class Fragment:
    """A parsed piece: offset is the byte in the file at which the module's code begins."""

    module: cst.Module
    offset: int

    @cached_property
    def spans(self) -> dict[cst.CSTNode, CodeSpan]:
        """Node -> its place in the fragment, in bytes."""
        try:
            return _Spans().of(self.module)
        except (RecursionError, KeyError):  # the one leaves LibCST's own books unfinished, hence the other
            return deeply(lambda: _Spans().of(self.module))


def is_filler(place: Place) -> bool:
    """Whether the expression statement stands for what was left out (see statements.abridged)."""
    line = place.up.node if place.up is not None else None
    if not isinstance(line, (cst.SimpleStatementSuite, cst.SimpleStatementLine)):
        return False
    comment = line.trailing_whitespace.comment
    return comment is not None and comment.value.startswith(FILLER)


def _root(place: Place) -> cst.CSTNode:
    *_, last = (place, *place.ancestors())
    return last.node


@dataclass(eq=False)
class Fragments:
    """All parsed pieces of one file."""

    source: Source
    pieces: list[Fragment] = field(default_factory=list)
    _expressions: dict[tuple[int, int], cst.BaseExpression | None] = field(default_factory=dict)

    def statement(self, text: bytes, start: int) -> Fragment:
        """Parse whole lines that begin at start; libcst.ParserSyntaxError or Unreadable when that fails."""
        return self.add(parse_cst(text.decode("utf-8")), start)

    def add(self, module: cst.Module, offset: int) -> Fragment:
        fragment = Fragment(module, offset)
        self.pieces.append(fragment)
        return fragment

    def expression(self, start: int, end: int) -> cst.BaseExpression | None:
        """Parse the expression at [start, end), or None when LibCST cannot read it."""
        if (start, end) not in self._expressions:
            self._expressions[start, end] = self._parse_expression(start, end)
        return self._expressions[start, end]

    def _parse_expression(self, start: int, end: int) -> cst.BaseExpression | None:
        try:  # in parentheses, because it may span lines that it was parenthesised for
            module = parse_cst(f"({self._text(start, end)}\n)")
        except (cst.ParserSyntaxError, Unreadable):
            return None
        self.add(module, start - 1)
        line = module.body[0]
        assert isinstance(line, cst.SimpleStatementLine)
        statement = line.body[0]
        return statement.value if isinstance(statement, cst.Expr) else None

    def span(self, node: cst.CSTNode, near: Place | None = None) -> tuple[int, int] | None:
        """Bytes [start, end) of the node in the file, or None when it is in no fragment.

        near: a place that is probably in the same fragment. Those that are known are asked first.
        """
        for fragment in self._likely(_root(near) if near is not None else None):
            span = fragment.spans.get(node)
            if span is not None:
                start = fragment.offset + span.start
                return start, start + span.length
        return None

    def _likely(self, root: cst.CSTNode | None) -> Iterator[Fragment]:
        """The pieces: that of the root first, then those whose positions are known."""
        if root is not None:
            yield from (piece for piece in self.pieces if piece.module is root)
        yield from sorted(self.pieces, key=lambda piece: "spans" not in vars(piece))

    def _text(self, start: int, end: int) -> str:
        return self.source.data[start:end].decode("utf-8")
