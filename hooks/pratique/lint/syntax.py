"""Parsing: with the compiler's own parser where it can, with LibCST where it must.

The compiler's parser is five times as fast and decides for almost every file. LibCST reads syntax
that is newer than the running Python, and keeps every space, so it builds the trees that rules see.
"""

from __future__ import annotations

import re
import sys
import threading
import warnings
from _ast import PyCF_ONLY_AST
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from pratique.core.errors import SourceError
from pratique.core.source import Source

if TYPE_CHECKING:
    import ast

    import libcst as cst

# LibCST's parser recurses on the machine's stack and would end the process when that is used up.
_STACK = 512 * 1024 * 1024
_FRAMES = 50_000  # of Python that fit on it
_SHALLOW = 2_000  # a text of that many characters cannot nest deeply enough to need it
_DEPTH = 200  # brackets within brackets, the compiler's own limit
_LONG_LINE = 10_000
_MANY_BRANCHES = 2_000
_BRACKET = re.compile(r"[(\[{]|[)\]}]")
# Spaces that LibCST forgets, and where to they can be moved: `{a!r }` is `{a !r}`, `except E :` is `except E: `.
_FORGOTTEN = (
    (re.compile(r"(![rsa])([ \t]+)(?=[:}])"), r"\2\1"),
    (re.compile(r"^([ \t]*except\b.*?)([ \t]+):", re.MULTILINE), r"\1:\2"),
)
_NOT_KEPT = "LibCST does not keep all of its spaces; format the file"
_TOO_DEEP = "its code is nested too deeply to be parsed; split the expression or the statement"


class Unreadable(SourceError):
    """The code is Python, and a parser cannot read it."""


class TooDeep(Unreadable):
    """The code nests deeper than a parser can follow."""


class NotKept(Unreadable):
    """LibCST reads the code, and forgets how it is written, so that no position in it would hold."""


_MAX_TREES = 256
_trees: dict[str, ast.Module] = {}


def parse_ast(text: str) -> ast.Module:
    """The tree of the text; SyntaxError when this Python cannot parse it, TooDeep when it nests too deeply."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes are another tool's business
        try:
            tree: Any = compile(text, "<source>", "exec", PyCF_ONLY_AST, dont_inherit=True)
        except ValueError as error:  # a NUL byte, before Python 3.12
            raise SyntaxError(str(error)) from error
        except (RecursionError, MemoryError) as error:
            raise TooDeep(_TOO_DEEP) from error
    module: ast.Module = tree
    return module


def shared_ast(text: str, keep: bool = True) -> ast.Module:
    """As `parse_ast`, remembered: data flow meets a file as itself, and as a module of others.

    keep: whether it may be asked for again.
    """
    tree = _trees.get(text) or parse_ast(text)
    if keep:
        _trees.pop(text, None)
        _trees[text] = tree
        if len(_trees) > _MAX_TREES:
            del _trees[next(iter(_trees))]  # which was asked for longest ago
    return tree


def parse_cst(text: str) -> cst.Module:
    """LibCST's tree of the text; libcst.ParserSyntaxError or Unreadable when there is none."""
    import libcst as cst  # costs more than everything else in a clean run

    def parse(text: str) -> cst.Module:
        return cst.parse_module(text) if len(text) < _SHALLOW else deeply(lambda: cst.parse_module(text))

    tree = parse(text)
    if any(pattern.search(text) for pattern, _ in _FORGOTTEN) and tree.code != text:
        for pattern, moved in _FORGOTTEN:
            text = pattern.sub(moved, text)
        tree = parse(text)
        if tree.code != text:
            raise NotKept(_NOT_KEPT)
    return tree


_Result = TypeVar("_Result")


def deeply(function: Callable[[], _Result]) -> _Result:
    """What the function gives on a stack on which deep code does not end the process; TooDeep when even that
    is used up."""
    results: list[_Result] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            results.append(function())
        except BaseException as error:  # handed to the caller, whatever it is
            errors.append(error)

    previous, limit = threading.stack_size(_STACK), sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _FRAMES))
    try:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(previous)
        sys.setrecursionlimit(limit)
    for error in errors:
        if isinstance(error, (RecursionError, MemoryError)):
            raise TooDeep(_TOO_DEEP) from error
        raise error
    return results[0]


def parse_newer(source: Source, refusal: SyntaxError) -> cst.Module:
    """LibCST's tree of a file that the compiler refused; SourceError with the line when both refuse."""
    import libcst as cst

    if "\0" in source.text:
        line = source.text.count("\n", 0, source.text.index("\0")) + source.first_line
        raise SourceError(f"a NUL byte in line {line}: this is not Python source code") from refusal
    if _may_be_too_deep(source.text):
        raise SourceError(_describe(refusal)) from refusal
    try:
        return parse_cst(source.text)
    except cst.ParserSyntaxError as error:
        raise SourceError(_describe(refusal, error.raw_line)) from error
    except (cst.CSTLogicError, cst.CSTValidationError) as error:  # LibCST read it, and made no sense of it
        raise SourceError(_describe(refusal)) from error


def _describe(refusal: SyntaxError, line: int = 0) -> str:
    where = refusal.lineno or line
    return f"syntax error in line {where}: {refusal.msg}" if where else f"syntax error: {refusal.msg}"


def _may_be_too_deep(text: str) -> bool:
    depth = 0
    for bracket in _BRACKET.findall(text):
        depth = depth + 1 if bracket in "([{" else max(0, depth - 1)
        if depth > _DEPTH:
            return True
    if text.count("elif") > _MANY_BRANCHES:
        return True
    return any(len(line) > _LONG_LINE for line in text.splitlines())
