"""Statements within statements."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

_BODY = ("body",)
_LOOP = ("body", "orelse")
_TRY = ("body", "handlers", "orelse", "finalbody")
_BLOCKS: Mapping[type[ast.AST], tuple[str, ...]] = {
    ast.Module: _BODY,
    ast.FunctionDef: _BODY,
    ast.AsyncFunctionDef: _BODY,
    ast.ClassDef: _BODY,
    ast.With: _BODY,
    ast.AsyncWith: _BODY,
    ast.If: _LOOP,
    ast.For: _LOOP,
    ast.AsyncFor: _LOOP,
    ast.While: _LOOP,
    ast.Try: _TRY,
    **({ast.TryStar: _TRY} if hasattr(ast, "TryStar") else {}),
    ast.ExceptHandler: _BODY,
    ast.Match: ("cases",),
    ast.match_case: _BODY,
}


def inner_statements(node: ast.AST) -> list[ast.AST]:
    """The statements, handlers and cases right below a statement, in their order."""
    found: list[ast.AST] = []
    for block in _BLOCKS.get(node.__class__, ()):
        found += getattr(node, block)
    return found


def every_statement(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """The statements and all that stand within them, handlers and cases too, in no particular order."""
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        yield node
        if node.__class__ in _BLOCKS:
            waiting += inner_statements(node)
