"""Where nodes of the compiler's tree stand in the file."""

from __future__ import annotations

import ast

from pratique.core.source import Source

Span = tuple[int, int]


def of_node(source: Source, node: ast.AST) -> Span:
    """Bytes [start, end) of the node in the source's view."""
    line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
    end_line = getattr(node, "end_lineno", None) or line
    end_column = getattr(node, "end_col_offset", None)
    start = of_position(source, line, column)
    return start, start if end_column is None else of_position(source, end_line, end_column)


def of_position(source: Source, line: int, column: int) -> int:
    """Byte offset of a line, from 1, and a byte in it, from 0, as the compiler counts them."""
    return source.line_starts[line - 1] + column
