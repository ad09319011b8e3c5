"""Strings with expressions in them, put together by hand where the running Python cannot read them.

Since PEP 701 an f-string may hold its own quotes, backslashes, line ends and comments; PEP 750 adds
t-strings, which data flow takes for f-strings. In the older spelling of a file a name in brackets
stands for such a string, and in its tree the string is put where that name is.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

import libcst as cst

# LibCST before 1.8.3 knows no t-strings.
INTERPOLATED: tuple[type[cst.CSTNode], ...] = (
    cst.FormattedString,
    cst.ConcatenatedString,
    *((cst.TemplatedString,) if hasattr(cst, "TemplatedString") else ()),
)
_SHORT = "(_)"  # no string with a prefix is shorter

Span = tuple[int, int]
Place = tuple[int, int]  # line from 1, byte in the line from 0


class Strings:
    """The strings of one file that are put together by hand; text is the file's, and is respelled."""

    def __init__(self, text: bytearray, span: Callable[[cst.CSTNode], Span]) -> None:
        self._text = text
        self._span = span
        self._values: dict[cst.CSTNode, list[ast.expr]] = {}
        self._made: dict[Place, ast.expr] = {}

    def spell(self, node: Any) -> None:
        """Leave the string out where it has to be; the strings inside it come first."""
        if isinstance(node, cst.ConcatenatedString):
            if any(piece in self._values for piece in (node.left, node.right)):
                self._leave_out(node, [*self._pieces(node.left), *self._pieces(node.right)])
        elif not self._is_readable(node):
            self._leave_out(node, self._of_parts(node, node.parts))

    def put_into(self, tree: ast.AST) -> Any:
        """The tree with the strings in the places of the names that stand for them."""
        return _Filled(self._made).visit(tree)

    def _leave_out(self, node: cst.CSTNode, values: list[ast.expr]) -> None:
        start, end = self._span(node)
        made = ast.JoinedStr(values)
        made.lineno, made.col_offset = self._place(start)
        made.end_lineno, made.end_col_offset = self._place(end)
        for value in values:
            ast.copy_location(value, made)
        self._values[node] = values
        self._made[self._place(start + 1)] = made
        inside = bytes(letter if letter in b"\r\n" else ord(" ") for letter in self._text[start + 2 : end - 1])
        self._text[start:end] = _SHORT[:2].encode() + inside + _SHORT[2:].encode()

    def _is_readable(self, node: Any) -> bool:
        """Whether the running Python reads the string, with nothing left out inside it."""
        if any(inner in self._values for part in node.parts for inner in _below(part)):
            return False
        try:
            ast.parse(b"(" + self._text[slice(*self._span(node))] + b")")
        except SyntaxError:
            return False
        return True

    def _pieces(self, node: Any) -> list[ast.expr]:
        """The values of one side of a concatenation."""
        if node in self._values:
            return self._values[node]
        if isinstance(node, cst.ConcatenatedString):
            return [*self._pieces(node.left), *self._pieces(node.right)]
        if isinstance(node, cst.SimpleString):
            return [ast.Constant(ast.literal_eval(node.value))]
        return self._of_parts(node, node.parts)

    def _of_parts(self, node: Any, parts: Sequence[Any]) -> list[ast.expr]:
        """The values of a JoinedStr with these parts."""
        values: list[ast.expr] = []
        for part in parts:
            if not hasattr(part, "expression"):
                values.append(ast.Constant(_literal(node, part.value)))
                continue
            if part.equal is not None:
                values.append(ast.Constant(f"{self._text[slice(*self._span(part.expression))].decode()}="))
            values.append(self._formatted(node, part))
        return values

    def _formatted(self, node: Any, part: Any) -> ast.FormattedValue:
        is_shown = part.equal is not None and part.format_spec is None
        conversion = part.conversion or ("r" if is_shown else "")
        spec = ast.JoinedStr(self._of_parts(node, part.format_spec)) if part.format_spec is not None else None
        return ast.FormattedValue(self._expression(part.expression), ord(conversion) if conversion else -1, spec)

    def _expression(self, node: cst.CSTNode) -> ast.expr:
        """The expression's tree, at its place in the file: it is parsed after as many lines and columns."""
        start, end = self._span(node)
        line, column = self._place(start)
        before = b"(" + b"\n" * (line - 1) + b" " * (column if line > 1 else column - 1)
        tree = ast.parse(before + self._text[start:end] + b"\n)", mode="eval")
        expression: ast.expr = self.put_into(tree).body
        return expression

    def _place(self, offset: int) -> Place:
        line = self._text.count(b"\n", 0, offset)
        return line + 1, offset - (self._text.rfind(b"\n", 0, offset) + 1)


class _Filled(ast.NodeTransformer):
    def __init__(self, made: dict[Place, ast.expr]) -> None:
        self._made = made

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._made.get((node.lineno, node.col_offset), node)


def _below(node: cst.CSTNode) -> list[cst.CSTNode]:
    found = [node]
    for inner in found:
        found += inner.children
    return found


def _literal(node: Any, text: str) -> str:
    """What a piece of constant text says: brackets are doubled in it, and a prefix without r reads escapes."""
    text = text.replace("{{", "{").replace("}}", "}")
    if "\\" not in text or "r" in node.prefix.lower():
        return text
    try:
        return str(ast.literal_eval(f"{node.quote}{text}{node.quote}"))
    except (SyntaxError, ValueError):
        return text
