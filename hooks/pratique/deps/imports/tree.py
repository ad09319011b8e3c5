"""The imports of a file as the compiler's parser sees them, each with what it takes to be reached."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pratique.core.source import Source

_IMPORT_ERRORS = re.compile(r"Exception|BaseException|\w*Import\w*|\w*NotFound\w*", re.IGNORECASE)
# Names in a condition that say: not on every machine, not in every version, not for every reader.
_CONDITION = re.compile(
    r"TYPE_CHECKING|MYPY|version|platform|find_spec|^_?(IS_?)?(PY|PYTHON)_?\d|implementation|hexversion|os_?name"
    r"|windows|linux|darwin|mac_?os|win32|jython|pypy|cpython|ironpython|brython|pyodide|emscripten"
    r"|avail|install|^_?(has|have|with|use|enable)_|support|import|environ|getenv",
    re.IGNORECASE,
)
# Functions that are asked, with the name of a module, whether it is there.
_ASKING = re.compile(r"find_spec|importorskip|optional|availab|installed|has_|have_|exists|skip|requires?|lazy", re.I)
_CALL = re.compile(r"(?<!\w)(\w+)\s*\(([^()]*)\)")
_TEXT = re.compile(r"[\"']([\w.]+)[\"']")
_THERE = re.compile(r"avail|installed|^_?(has|have)_", re.IGNORECASE)
_DYNAMIC = ("import_module", "__import__")
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")  # fields of statements that hold statements


class Import(NamedTuple):
    """One module that is imported: its dotted name, what is imported from it, and the bytes that name it.

    is_optional: whether the program goes on where the module is missing. is_lazy: whether it is
    imported only when a function is called or a condition holds.
    """

    module: str
    names: tuple[str, ...]
    start: int
    end: int
    is_optional: bool
    is_lazy: bool


@dataclass(frozen=True)
class Reading:
    """The imports in the order of the file; tree: the whole of it."""

    imports: list[Import]
    tree: ast.AST

    def speaks_of(self, module: str) -> bool:
        """Whether the program itself names the module: as one that it makes, replaces, asks for or tells to install."""
        name = re.escape(module.partition(".")[0]).replace("_", "[-_]")
        made = rf"(?:^|[/\\]){name}(?:[/\\.]\w*)*$|\b{name}\.py\b|\b(?:import|from|install|add)\b[^\n]*\b{name}\b"
        asked = rf"(?:^|_){name}(?:_|$)"
        texts, flags = self._said
        return any(re.search(made, text, re.IGNORECASE) for text in texts) or any(
            re.search(asked, flag, re.IGNORECASE) for flag in flags
        )

    @cached_property
    def _said(self) -> tuple[list[str], list[str]]:
        """The program's texts, documentation apart, and its names that say whether something is there."""
        texts: list[str] = []
        flags: list[str] = []
        stack: list[ast.AST] = [self.tree]
        while stack:
            node = stack.pop()
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.append(node.value)
            elif isinstance(node, ast.Name) and _THERE.search(node.id):
                flags.append(node.id)
            elif not _is_documentation(node) and not (isinstance(node, ast.Call) and _called(node) in _DYNAMIC):
                stack += ast.iter_child_nodes(node)
        return texts, flags


class _Place(NamedTuple):
    node: ast.AST
    is_optional: bool
    is_lazy: bool


def read(source: Source, tops: Collection[str]) -> Reading:
    """The file's absolute imports; ValueError when it is not Python to this interpreter.

    tops: the first parts of the modules that matter; whether they are asked for is found out for these alone.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(source.text)
        except (SyntaxError, RecursionError, MemoryError) as error:
            raise ValueError(str(error)) from error
    found: list[Import] = []
    deep = any(name.encode() in source.data for name in _DYNAMIC)
    for place in _places(tree, deep):
        node = place.node
        found += _dynamic(source, node, place) if isinstance(node, ast.Call) else _written(source, node, place)
    asked = set(_asked(source.text)) if any(f"{quote}{top}" in source.text for top in tops for quote in "'\"") else ()
    imports = sorted(item for item in found if item.module.partition(".")[0] not in asked or item.is_optional)
    return Reading(imports, tree)


def _asked(text: str) -> Iterator[str]:
    """The first parts of the modules for which a function is asked whether they are there."""
    for call in _CALL.finditer(text):
        if _ASKING.search(call[1]):
            yield from (name.partition(".")[0] for name in _TEXT.findall(call[2]))


def _places(tree: ast.AST, deep: bool) -> Iterator[_Place]:
    """Imports with what stands around them; without recursion, since code may be nested deeply.

    deep: whether calls that import are looked for as well, for which every expression has to be seen.
    """
    stack = [_Place(tree, False, False)]
    while stack:
        place = stack.pop()
        node = place.node
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield place
            continue
        if isinstance(node, ast.Call) and _called(node) in _DYNAMIC:
            yield place
        stack += _inside(place, deep)


def _is_documentation(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _inside(place: _Place, deep: bool) -> Iterable[_Place]:
    node = place.node
    if isinstance(node, ast.Try) or type(node).__name__ == "TryStar":
        return _of_try(place)
    optional, lazy = place.is_optional, place.is_lazy
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        lazy = True
    elif isinstance(node, (ast.If, ast.IfExp, ast.While)):
        words = list(_words(node.test))
        optional = optional or any(map(_CONDITION.search, words))
        lazy = lazy or "__name__" not in words
    elif isinstance(node, (ast.With, ast.AsyncWith)):
        optional = optional or any(_IMPORT_ERRORS.search(word) for item in node.items for word in _words(item))
    elif type(node).__name__ == "Match":
        lazy = True
    return [_Place(child, optional, lazy) for child in (ast.iter_child_nodes(node) if deep else _statements(node))]


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    for field in _BLOCKS:
        yield from getattr(node, field, ())


def _of_try(place: _Place) -> Iterator[_Place]:
    """Where a missing module is caught, all that depends on it is optional: the attempt, and what is done instead."""
    node = place.node
    caught = any(map(_catches_missing, node.handlers))  # type: ignore[attr-defined]
    for field, children in ast.iter_fields(node):
        optional = place.is_optional or (caught and field != "finalbody")
        for child in children:
            yield _Place(child, optional, place.is_lazy)


def _catches_missing(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or any(_IMPORT_ERRORS.fullmatch(word) for word in _words(handler.type))


def _words(node: ast.AST) -> Iterator[str]:
    for child in ast.walk(node):
        if isinstance(child, ast.Name):
            yield child.id
        elif isinstance(child, ast.Attribute):
            yield child.attr
            if isinstance(child.value, ast.Name):
                yield f"{child.value.id}_{child.attr}"


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _dynamic(source: Source, node: ast.Call, place: _Place) -> Iterator[Import]:
    argument = node.args[0] if node.args else None
    value = argument.value if isinstance(argument, ast.Constant) else None
    if argument is None or not isinstance(value, str) or not all(part.isidentifier() for part in value.split(".")):
        return
    start = _offset(source, argument.lineno, argument.col_offset)
    end = _offset(source, argument.end_lineno or argument.lineno, argument.end_col_offset or 0)
    yield Import(value, (), start, end, place.is_optional, place.is_lazy)


def _written(source: Source, node: ast.AST, place: _Place) -> Iterator[Import]:
    if isinstance(node, ast.ImportFrom):
        if node.level or not node.module:
            return
        statement = _offset(source, node.lineno, node.col_offset)
        start = max(statement, source.data.find(node.module.encode(), statement + len("from")))
        names = tuple(alias.name for alias in node.names)
        length = len(node.module.encode())
        yield Import(node.module, names, start, start + length, place.is_optional, place.is_lazy)
    elif isinstance(node, ast.Import):
        for alias in node.names:
            start = _offset(source, alias.lineno, alias.col_offset)
            end = start + len(alias.name.encode())
            yield Import(alias.name, (), start, end, place.is_optional, place.is_lazy)


def _offset(source: Source, line: int, column: int) -> int:
    """The byte offset of the parser's line, from 1, and column, in bytes."""
    return source.line_starts[line - 1] + column
