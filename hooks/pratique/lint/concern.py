"""Which rules concern a file, and in which of its top-level statements: told by the compiler's tree.

Only statements whose lines hold a word of a trigger are walked. A name that an import, an
assignment or a class binds to such a word is looked for as well, wherever in the file: that is
looser than how Python looks names up, so that nothing a rule could report is lost.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from pratique.core.source import Source
from pratique.lint import triggers
from pratique.lint.screen import Candidate
from pratique.lint.statements import first_line, last_line
from pratique.lint.trigger_matches import look
from pratique.lint.trigger_search import Concern, Search, Spot

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_INERT = {"ctx", "op", "ops", "type_ignores", "type_params"}
_STARS = "**"


def concerned(source: Source, tree: ast.Module, candidates: Iterable[Candidate]) -> Concern:
    """What the candidates, which the words of the file suggest, come to in its code."""
    search = Search(source, tree)
    for candidate in candidates:
        search.add(candidate)
    while search.wanted:
        lines = _lines(source, search.take_wanted())
        for top in tree.body:
            if _has_line(top, lines) and not _is_docstring(top):
                _walk(search, top, lines)
        if search.keyed:
            search.want(_STARS)
    for spot in search.starred:
        for name in search.keyed:
            for candidate in search.found(triggers.KEYWORD, name):
                search.hit(candidate, spot)
    return search.concern


def _lines(source: Source, words: Iterable[str]) -> list[int]:
    """The lines, from 1, that hold one of the words, in order."""
    found: set[int] = set()
    for text in words:
        word = text.encode()
        start = source.data.find(word)
        while start >= 0:
            found.add(bisect_right(source.line_starts, start))
            start = source.data.find(word, start + len(word))
    return sorted(found)


def _has_line(node: ast.stmt, lines: Sequence[int]) -> bool:
    place = bisect_left(lines, first_line(node))
    return place < len(lines) and lines[place] <= last_line(node)


def _walk(search: Search, top: ast.stmt, lines: Sequence[int]) -> None:
    """Look at every node of the statement, but for docstrings and statements without one of the lines."""
    stack = [Spot(top, top)]
    while stack:
        spot = stack.pop()
        node, home = spot
        look(search, spot)
        if isinstance(node, _FUNCTIONS):
            home = node
        for name in _fields(type(node)):
            value = getattr(node, name)
            for item in value if isinstance(value, list) else (value,):
                if isinstance(item, ast.stmt):
                    if not _has_line(item, lines) or _is_docstring(item):
                        continue
                elif not isinstance(item, ast.AST):
                    continue
                stack.append(Spot(item, home))


def _fields(kind: type[ast.AST]) -> tuple[str, ...]:
    """Those fields of the kind of node that hold code."""
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(name for name in kind._fields if name not in _INERT)
    return _FIELDS[kind]


_FIELDS: dict[type[ast.AST], tuple[str, ...]] = {ast.Constant: ()}


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
