"""Which rules concern a file, and in which of its top-level statements: told by the compiler's tree.

Only statements whose lines hold a word of a trigger are walked. A name that an import, an
assignment or a class binds to such a word is looked for as well, wherever in the file: that is
looser than how Python looks names up, so that nothing a rule could report is lost.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence

from pratique.core.source import Source
from pratique.lint import triggers
from pratique.lint.file_words import places_of, places_of_word
from pratique.lint.screen import Candidate
from pratique.lint.statements import first_line
from pratique.lint.trigger_matches import handlers
from pratique.lint.trigger_search import Concern, Search, Spot

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_DECORATED = (*_FUNCTIONS, ast.ClassDef)
# Fields that hold operators, names as texts, and flags.
_NO_CODE = {
    "ctx", "op", "ops", "type_ignores", "type_params", "type_comment", "name", "names", "asname", "attr", "id", "arg",
    "module", "level", "simple", "conversion", "is_async", "rest", "kwd_attrs", "kind", "tag",
}  # fmt: skip
_BLOCKS = {"body", "orelse", "finalbody", "handlers"}
_EXPRESSIONS = (ast.Lambda, ast.IfExp)
_STARS = "**"


def concerned(source: Source, tree: ast.Module, candidates: Iterable[Candidate]) -> Concern:
    """What the candidates, which the words of the file suggest, come to in its code."""
    search = Search(source, tree)
    for candidate in candidates:
        search.add(candidate)
    while search.wanted or search.wanted_texts:
        lines = _lines(source, *search.take_wanted())
        for top in tree.body:
            if _has_line(top, lines) and not _is_docstring(top):
                _walk(search, top, lines)
        if search.keyed:
            search.want_text(_STARS)
    for spot in search.starred:
        for name in search.keyed:
            for candidate in search.found(triggers.KEYWORD, name):
                search.hit(candidate, spot)
    return search.concern


def _lines(source: Source, words: Iterable[str], texts: Iterable[str]) -> list[int]:
    """The lines, from 1, that hold one of the words, or of the texts within words too, in order."""
    found: set[int] = set()
    for text in words:
        for start in places_of_word(source.data, text.encode()):
            found.add(bisect_right(source.line_starts, start))
    for text in texts:
        for start in places_of(source.data, text.encode()):
            found.add(bisect_right(source.line_starts, start))
    return sorted(found)


def _has_line(node: ast.stmt, lines: Sequence[int]) -> bool:
    first = first_line(node) if type(node) in _DECORATED else node.lineno
    place = bisect_left(lines, first)
    return place < len(lines) and lines[place] <= (node.end_lineno or first)


def _walk(search: Search, top: ast.stmt, lines: Sequence[int]) -> None:
    """Look at every node of the statement, but for docstrings and statements without one of the lines."""
    looks = handlers(search)
    idle: Collection[type] = _LEAVES - looks.keys()  # holds no code, and nobody looks at it
    homes: list[ast.AST] = [top]
    while homes:
        home = homes.pop()
        stack: list[ast.AST] = [home] if home is top else _below(home, lines, idle)
        while stack:
            node = stack.pop()
            kind = type(node)
            look = looks.get(kind)
            if look is not None:
                look(search, node, Spot(node, home))
            if kind in _FUNCTIONS and node is not home:
                homes.append(node)
            else:
                stack += _below(node, lines, idle)


def _below(node: ast.AST, lines: Sequence[int], idle: Collection[type]) -> list[ast.AST]:
    """The nodes right below, without statements that have none of the lines, and without idle ones."""
    found: list[ast.AST] = []
    for name, holds_statements in _FIELDS[type(node)]:
        value = getattr(node, name, None)
        if holds_statements:
            found += [item for item in value or () if _has_line(item, lines) and not _is_docstring(item)]
        elif type(value) is list:
            found += [item for item in value if type(item) not in idle]
        elif type(value) not in idle:
            found.append(value)  # type: ignore[arg-type]
    return found


def _fields(kind: type[ast.AST]) -> tuple[tuple[str, bool], ...]:
    """(name, whether it holds statements) of those fields of the kind of node that hold code."""
    if kind in (ast.Constant, ast.MatchSingleton):
        return ()
    return tuple((name, name in _BLOCKS and kind not in _EXPRESSIONS) for name in kind._fields if name not in _NO_CODE)


_FIELDS = {kind: _fields(kind) for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.AST)}
_LEAVES = frozenset[type]({type(None), *(kind for kind, fields in _FIELDS.items() if not fields)})


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
