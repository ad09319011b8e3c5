"""Newer syntax in older words of the same length, so that the running Python can parse it.

LibCST reads syntax that is newer than the Python that runs it; the compiler does not, and data flow
is followed over the compiler's tree. What data flow does not depend on is blanked, the rest is
respelled, and every other byte stays in its place, so that positions hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import libcst as cst

from pratique.lint.fragments import Fragment
from pratique.lint.walk import children

Span = tuple[int, int]
Spell = Callable[[Any, bytearray, "Spans"], None]


class Spans:
    """Where the nodes of a fragment stand in the file."""

    def __init__(self, fragment: Fragment) -> None:
        self._fragment = fragment

    def of(self, node: cst.CSTNode) -> Span:
        span = self._fragment.spans[node]
        start = self._fragment.offset + span.start
        return start, start + span.length


def respelled(data: bytes, fragment: Fragment) -> bytes:
    """The file's bytes with newer syntax in older words, of the same length."""
    text = bytearray(data)
    spans = Spans(fragment)
    for node in _nodes(fragment.module):
        spell = _SPELLINGS.get(type(node))
        if spell is not None:
            spell(node, text, spans)
    return bytes(text)


def _nodes(root: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """Every node, those around before those inside."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack += reversed(children(node))


def _blank(text: bytearray, start: int, end: int) -> None:
    """Spaces, with the line ends kept."""
    for place in range(start, end):
        if text[place] not in b"\r\n":
            text[place] = ord(" ")


def _type_parameters(node: cst.TypeParameters, text: bytearray, spans: Spans) -> None:
    """`def f[T](x)` (PEP 695) says nothing of values."""
    _blank(text, *spans.of(node))


def _type_alias(node: cst.TypeAlias, text: bytearray, spans: Spans) -> None:
    """`type Name = value` becomes `Name = value`."""
    start, _ = spans.of(node)
    _, end = spans.of(node.name)
    name = node.name.value.encode()
    text[start:end] = name + b" " * (end - start - len(name))


def _except_star(node: cst.ExceptStarHandler, text: bytearray, spans: Spans) -> None:
    """`except* E` (PEP 654) becomes `except  E`."""
    start, end = spans.of(node)
    star = text.find(b"*", start, end)
    if star >= 0:
        text[star] = ord(" ")


def _starred_index(node: cst.Index, text: bytearray, spans: Spans) -> None:
    """`a[*b]` (PEP 646) becomes `a[ b]`."""
    if node.star:
        start, _ = spans.of(node.value)
        star = text.rfind(b"*", 0, start)
        text[star] = ord(" ")


def _template(node: Any, text: bytearray, spans: Spans) -> None:
    """A t-string (PEP 750) is put together like an f-string."""
    start, _ = spans.of(node)
    prefix = node.start.rstrip("\"'")
    for place, letter in enumerate(prefix, start):
        if letter in "tT":
            text[place] = ord("f")


def _formatted(node: cst.FormattedString, text: bytearray, spans: Spans) -> None:
    """The quotes of an f-string may be used again inside it (PEP 701): those inside are changed."""
    quote = node.quote[0]
    other = "'" if quote == '"' else '"'
    for inner in _nodes(node):
        if inner is node or not isinstance(inner, (cst.SimpleString, cst.FormattedString)):
            continue
        start, end = spans.of(inner)
        literal = text[start:end]
        if other.encode() not in literal and len(inner.quote) == 1:
            text[start:end] = literal.replace(quote.encode(), other.encode())


_SPELLINGS: dict[type[cst.CSTNode], Spell] = {
    cst.TypeParameters: _type_parameters,
    cst.TypeAlias: _type_alias,
    cst.ExceptStarHandler: _except_star,
    cst.Index: _starred_index,
    cst.FormattedString: _formatted,
    **({cst.TemplatedString: _template} if hasattr(cst, "TemplatedString") else {}),
}
