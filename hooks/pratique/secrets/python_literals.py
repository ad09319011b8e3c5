"""The text literals that a Python expression may come to, with the bytes that they stand at."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from pratique.secrets.patterns import compiled

_DEEPEST = 12  # nesting of expressions that is still followed
_OPENING = rb"""[A-Za-z]{0,2}("{3}|'{3}|["'])"""

# Calls that only wrap, declare or encode the literal that they are given first or as `default`.
_WRAPPERS = frozenset(
    """
    SecretStr SecretBytes Secret Field field Option Argument Query Header Form Body Cookie str bytes String
    StringField CharField config b64decode standard_b64decode urlsafe_b64decode fromhex unhexlify cast quote
    quote_plus b64encode
    """.split()  # noqa: SIM905
)
# Look-ups whose last argument is the fallback.
LOOK_UPS = frozenset(
    "getenv get pop setdefault config env str decouple fetch get_secret get_env getattr read_env get_setting".split()  # noqa: SIM905
)
_METHODS = frozenset({"encode", "decode", "strip", "lower", "upper", "rstrip", "lstrip", "replace", "format"})
FALLBACKS = frozenset({"default", "fallback", "default_value", "value", "default_factory", "failobj"})


class Literal(NamedTuple):
    """A text and the bytes [start, end) of the source between its quotes."""

    value: str
    start: int
    end: int


class Lines:
    """Byte offsets for the lines and columns of the compiler's tree."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._starts = [0]
        for match in compiled(rb"\r\n?|\n").finditer(data):
            self._starts.append(match.end())
        self._starts.append(len(data))

    def offset(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column

    def literal(self, node: ast.Constant) -> Literal | None:
        """The constant, if it is one of text or bytes; what is written in pieces spans them all."""
        if isinstance(node.value, str):
            value = node.value
        elif isinstance(node.value, bytes):
            value = node.value.decode("utf-8", "replace")
        else:
            return None
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self.offset(node.lineno, node.col_offset)
        end = self.offset(node.end_lineno, node.end_col_offset)
        opening = compiled(_OPENING).match(self.data, start, end)
        if opening is None:  # a piece of an f-string has no quotes of its own
            return None
        closing = 3 if self.data[start:end].endswith((b'"""', b"'''")) and end - start >= 6 else 1
        return Literal(value, opening.end(), max(opening.end(), end - closing))


def last_name(node: ast.expr) -> str:
    """The last part of a dotted name, or ""."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def text_of(node: ast.expr | None) -> str:
    """The value of a text constant, or ""."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def literals(node: ast.expr | None, lines: Lines, depth: int = 0) -> Iterator[Literal]:
    """Every text literal that the expression may come to: alternatives, fallbacks, wrapped ones."""
    if node is None or depth > _DEEPEST:
        return
    if isinstance(node, ast.Constant):
        found = lines.literal(node)
        if found:
            yield found
    elif isinstance(node, ast.BinOp):
        joined = _joined(_pieces(node), lines)
        if joined:
            yield joined
    else:
        for part in _alternatives(node):
            yield from literals(part, lines, depth + 1)
        if isinstance(node, ast.Call) and last_name(node.func) == "join" and len(node.args) == 1:
            elements = node.args[0]
            if text_of(getattr(node.func, "value", None)) == "" and isinstance(elements, (ast.List, ast.Tuple)):
                joined = _joined(elements.elts, lines)
                if joined:
                    yield joined


def _alternatives(node: ast.expr) -> list[ast.expr]:
    """The expressions of which the node gives one on."""
    if isinstance(node, ast.BoolOp):
        return node.values
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    if isinstance(node, ast.NamedExpr):
        return [node.value]
    if isinstance(node, ast.Lambda):
        return [node.body]
    return _given_on(node) if isinstance(node, ast.Call) else []


def _given_on(call: ast.Call) -> list[ast.expr]:
    """The arguments of which a call gives one on: what a wrapper wraps, the fallback of a look-up."""
    name = last_name(call.func)
    given = [keyword.value for keyword in call.keywords if keyword.arg in FALLBACKS]
    if (
        isinstance(call.func, ast.Attribute)
        and name in _METHODS
        and isinstance(call.func.value, (ast.Constant, ast.Call))
    ):
        given.append(call.func.value)
    elif name in LOOK_UPS and len(call.args) > 1:
        given.append(call.args[-1])
    elif name in _WRAPPERS and call.args:
        given.append(call.args[0])
    return given


def _pieces(node: ast.expr) -> list[ast.expr]:
    """The operands of a chain of additions, from left to right."""
    found: list[ast.expr] = []
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, ast.BinOp) and isinstance(current.op, ast.Add):
            waiting += [current.right, current.left]
        else:
            found.append(current)
    return found


def _joined(pieces: list[ast.expr], lines: Lines) -> Literal | None:
    """Constants written one behind the other as the one text that they make."""
    found = [lines.literal(piece) if isinstance(piece, ast.Constant) else None for piece in pieces]
    whole = [piece for piece in found if piece]
    if not whole or len(whole) < len(found):
        return None
    return Literal("".join(piece.value for piece in whole), whole[0].start, whole[-1].end)
