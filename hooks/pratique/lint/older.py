"""Newer syntax in older words of the same length, so that the running Python can parse it.

LibCST reads syntax that is newer than the Python that runs it; the compiler does not, and data flow
is followed over the compiler's tree. What data flow does not depend on is blanked, the rest is
respelled, and every other byte stays in its place, so that positions hold. Strings with expressions in
them are put together by hand, see `pratique.lint.interpolated`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any, TypeGuard

import libcst as cst

from pratique.lint.fragments import Fragment
from pratique.lint.interpolated import INTERPOLATED, Strings
from pratique.lint.syntax import parse_ast
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


def tree(data: bytes, fragment: Fragment) -> ast.Module:
    """The compiler's tree of the file; SyntaxError where older words are not enough."""
    text, strings = _respelled(data, fragment)
    filled: ast.Module = strings.put_into(parse_ast(text.decode("utf-8")))
    return filled


def respelled(data: bytes, fragment: Fragment) -> bytes:
    """The file's bytes with newer syntax in older words, of the same length."""
    return bytes(_respelled(data, fragment)[0])


def _respelled(data: bytes, fragment: Fragment) -> tuple[bytearray, Strings]:
    text = bytearray(data)
    spans = Spans(fragment)
    strings = Strings(text, spans.of)
    for node in reversed(list(_nodes(fragment.module))):  # what is inside comes first
        if isinstance(node, INTERPOLATED):
            strings.spell(node)
        spell = _SPELLINGS.get(type(node))
        if spell is not None:
            spell(node, text, spans)
    return text, strings


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


def _except(node: cst.ExceptHandler, text: bytearray, spans: Spans) -> None:
    """`except A, B` (PEP 758) becomes `except     `, which catches all, as far as data flow can tell."""
    if _is_bare(node.type):
        start, _ = spans.of(node)
        _blank(text, start + len("except"), spans.of(node.type)[1])


def _except_star(node: cst.ExceptStarHandler, text: bytearray, spans: Spans) -> None:
    """`except* E` (PEP 654) becomes `except  E`, and `except* A, B` becomes `except      `."""
    start, end = spans.of(node)
    star = text.find(b"*", start, end)
    _blank(text, star, spans.of(node.type)[1] if _is_bare(node.type) else star + 1)


def _is_bare(node: cst.CSTNode | None) -> TypeGuard[cst.Tuple]:
    return isinstance(node, cst.Tuple) and not node.lpar


def _starred_index(node: cst.Index, text: bytearray, spans: Spans) -> None:
    """`a[*b]` (PEP 646) becomes `a[ b]`."""
    if node.star:
        start, _ = spans.of(node.value)
        star = text.rfind(b"*", 0, start)
        text[star] = ord(" ")


def _starred_annotation(node: cst.Annotation, text: bytearray, spans: Spans) -> None:
    """`*args: *Ts` (PEP 646) says nothing of values: `*args:  Ts`."""
    if isinstance(node.annotation, cst.StarredElement):
        start, _ = spans.of(node.annotation)
        _blank(text, start, start + 1)


_SPELLINGS: dict[type[cst.CSTNode], Spell] = {
    cst.TypeParameters: _type_parameters,
    cst.TypeAlias: _type_alias,
    cst.ExceptHandler: _except,
    cst.ExceptStarHandler: _except_star,
    cst.Index: _starred_index,
    cst.Annotation: _starred_annotation,
}
