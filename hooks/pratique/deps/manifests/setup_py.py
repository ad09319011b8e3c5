"""setup.py: the requirements that are written out in the call of setup(). It is never run.

Source: setuptools' page "Keywords". The compiler's tree is all that is looked at: lists, names
that the module binds, sums of lists, and what is appended to them. Everything else is said.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from typing import NamedTuple

from pratique.core.errors import SourceError
from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.manifests import _bindings, _conflicts, _entries, _lines, _locks
from pratique.deps.manifests._entries import Manner
from pratique.deps.model import Entry, unaudited
from pratique.deps.names import canonical

FILES = r"setup\.py"
EXAMPLES = ("setup.py",)

_KEYWORDS = ("install_requires", "setup_requires", "tests_require", "extras_require", "requires")
_MODULES = ("setuptools", "distutils.core", "numpy.distutils.core", "skbuild")
_TOO_DEEP = "not readable: its expressions are nested too deeply"
_QUOTES = re.compile(r"[rRuUbBfF]{0,2}(?:\"\"\"|'''|\"|')")


class _Reading(NamedTuple):
    source: Source
    bindings: _bindings.Bindings
    manner: Manner


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """What setup() is told that the project needs; SourceError when the file is not valid Python."""
    if b"setup" not in source.data:
        return
    manner = Manner(open_by_design=True, locked=_locks.of_project(source.path, read))
    try:
        yield from list(_given(source, _tree(source), manner))
    except RecursionError as error:
        raise SourceError(_TOO_DEEP) from error


def _given(source: Source, tree: ast.Module, manner: Manner) -> Iterator[Entry]:
    """What the calls of setup() in the module declare."""
    reading = _Reading(source, _bindings.of(tree), manner)
    for call in _calls(tree):
        for keyword in call.keywords:
            items = (
                [_bindings.Item(keyword.arg, keyword.value)] if keyword.arg else reading.bindings.items(keyword.value)
            )
            for item in items:
                if not isinstance(item, _bindings.Item):
                    yield _computed(reading, "what setup() is given", item)
                elif item.key in _KEYWORDS:
                    for leaf in reading.bindings.leaves(item):
                        yield from _entries.of_others(_leaf(reading, item.key, leaf), _own(call))


def _own(call: ast.Call) -> str:
    """The canonical name of the project, "" where it is not written out."""
    names = [keyword.value for keyword in call.keywords if keyword.arg == "name"]
    return "".join(
        canonical(node.value) for node in names if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _tree(source: Source) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the file's own escapes
            return ast.parse(source.text)
    except SyntaxError as error:
        why = _conflicts.reason(source.text) or f"line {error.lineno}: {error.msg}"
        raise SourceError(f"not valid Python: {why}") from error
    except ValueError as error:  # null bytes
        raise SourceError(f"not valid Python: {error}") from error
    except (RecursionError, MemoryError) as error:
        raise SourceError(_TOO_DEEP) from error


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    names = {*_names(tree), "setup", "core.setup", *(f"{module}.setup" for module in _MODULES)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _bindings.dotted(node.func) in names:
            yield node


def _names(tree: ast.Module) -> Iterator[str]:
    """What the file calls setup() by its imports: `import setuptools as st`, `from setuptools import setup as s`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (f"{alias.asname}.setup" for alias in node.names if alias.asname and alias.name in _MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in _MODULES:
            yield from (alias.asname for alias in node.names if alias.asname and alias.name == "setup")


def _leaf(reading: _Reading, keyword: str, leaf: ast.expr) -> Iterator[Entry]:
    value = leaf.value if isinstance(leaf, ast.Constant) else _unfilled(leaf)
    if isinstance(value, str):
        yield from _text(reading, leaf, value)
    elif value is not None:
        yield _computed(reading, keyword, leaf)


def _unfilled(leaf: ast.expr) -> object:
    """The text of a formatted one in which nothing is to be filled in; an ellipsis for all that is computed."""
    if isinstance(leaf, ast.JoinedStr) and all(isinstance(part, ast.Constant) for part in leaf.values):
        return "".join(str(part.value) for part in leaf.values if isinstance(part, ast.Constant))
    return ...


def _text(reading: _Reading, node: ast.expr, value: str) -> Iterator[Entry]:
    """The requirements in a text, one a line."""
    source = reading.source
    start, end = _span(source, node)
    opening = _QUOTES.match(source.data[start:end].decode())
    start += len(opening.group()) if opening else 0
    for line in _lines.aligned(source, start, end, value).lines():
        yield _entries.requirement(source, line, reading.manner)


def _span(source: Source, node: ast.expr) -> tuple[int, int]:
    """Bytes of the file that hold the expression; the compiler counts columns in bytes of UTF-8."""
    starts = source.line_starts
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset


def _computed(reading: _Reading, what: str, node: ast.expr) -> Entry:
    start, end = _span(reading.source, node)
    written = " ".join(reading.source.data[start:end].decode().split())
    shown = f"{written[:57]}..." if len(written) > 60 else written
    return unaudited(reading.source, start, f"{what} = {_entries.shown(shown)}", "it is computed when setup.py runs")
