"""Which nodes of the compiler's tree fire which triggers."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from pratique.lint import references, triggers
from pratique.lint.screen import Candidate
from pratique.lint.trigger_search import Search, Spot
from pratique.lint.triggers import Given

# What may be a constant without being written as one.
_FOLDABLE = (
    ast.Name, ast.Attribute, ast.Subscript, ast.UnaryOp, ast.BinOp, ast.BoolOp, ast.IfExp, ast.NamedExpr, ast.JoinedStr,
)  # fmt: skip


Handlers = dict[type[ast.AST], Callable[..., None]]


def handlers(search: Search) -> Handlers:
    """What to do with a node of each kind: fire triggers, and note what it binds."""
    found = dict(_HANDLERS)
    if triggers.MENTION not in search.tables:
        del found[ast.Name], found[ast.Attribute]
    if search.tables.keys().isdisjoint((triggers.KEYWORD, triggers.TEXT)):
        del found[ast.Constant]
    return found


def _fire(search: Search, kind: str, words: Sequence[str], spot: Spot) -> None:
    for word in words:
        for candidate in search.found(kind, word):
            search.hit(candidate, spot)


def _fire_named(search: Search, kind: str, node: ast.expr, spot: Spot) -> None:
    """Fire what looks the node's name up, whoever owns it."""
    for reference in references.references(node, search.texts):
        for candidate in search.found(kind, reference.name):
            search.hit(candidate, spot)


def _bind(search: Search, node: ast.AST, spot: Spot) -> None:
    for name, reference, value in references.bound(node, search.texts):
        search.bind(name, reference, value)


def _call(search: Search, node: ast.Call, spot: Spot) -> None:
    called = {reference.name for reference in references.references(node.func, search.texts)}
    _called(search, node, node.func, 0, spot)
    if node.args and "partial" in called:
        _called(search, node, node.args[0], 1, spot)
    if "getattr" in called:
        _mention(search, node, spot)
    for keyword in node.keywords:
        _keyword(search, keyword, "dict" in called, spot)


def _called(search: Search, node: ast.Call, function: ast.expr, skipped: int, spot: Spot) -> None:
    """Fire what concerns a call of the function, with the arguments of the node after the first few."""
    for reference in references.references(function, search.texts):
        if not reference.is_instance:
            for candidate in search.meant(triggers.CALL, reference, function):
                if _takes(search, candidate, node, skipped):
                    search.hit(candidate, spot)


def _keyword(search: Search, keyword: ast.keyword, is_dict: bool, spot: Spot) -> None:
    if keyword.arg is None:
        search.starred.append(spot)
        return
    for candidate in search.found(triggers.KEYWORD, keyword.arg):
        if is_dict:
            search.keyed[keyword.arg] = None
        if candidate.given is not None and _may_be(keyword.value, candidate.given):
            search.hit(candidate, spot)


def _takes(search: Search, candidate: Candidate, node: ast.Call, skipped: int) -> bool:
    """Whether the arguments of the call are such as the trigger wants."""
    trigger = candidate.trigger
    if any(_is_written(node, given, skipped) for given in trigger.unless):
        return False
    return not trigger.given or any(_may_have(search, node, given, skipped) for given in trigger.given)


def _arguments(node: ast.Call, given: Given, skipped: int) -> Iterator[ast.expr]:
    """The values that the call passes there, as far as they can be seen."""
    yield from (keyword.value for keyword in node.keywords if keyword.arg == given.name)
    if given.position is not None:
        seen = list(takewhile(lambda argument: not isinstance(argument, ast.Starred), node.args[skipped:]))
        yield from seen[given.position : given.position + 1]


def _is_written(node: ast.Call, given: Given, skipped: int) -> bool:
    anything = not given.values and not given.kinds
    return any(anything or _is_literal(value, given) for value in _arguments(node, given, skipped))


def _may_have(search: Search, node: ast.Call, given: Given, skipped: int) -> bool:
    if any(_may_be(value, given) for value in _arguments(node, given, skipped)):
        return True
    is_open = any(keyword.arg is None for keyword in node.keywords)
    return is_open and given.name.encode() in search.source.data


def _is_literal(value: ast.expr, given: Given) -> bool:
    """Whether it is written as one of the constants."""
    if not isinstance(value, ast.Constant):
        return False
    found = (type(value.value), value.value)
    return type(value.value).__name__ in given.kinds or found in [(type(item), item) for item in given.values]


def _may_be(value: ast.expr, given: Given) -> bool:
    """Whether it may come to one of the constants."""
    if not given.values and not given.kinds:
        return True
    return _is_literal(value, given) or isinstance(value, _FOLDABLE)


def _assignment(search: Search, node: ast.Assign | ast.AnnAssign, spot: Spot) -> None:
    _bind(search, node, spot)
    for target, value in references.assigned(node):
        for name in references.keys(target, search.texts):
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                search.bind_text(name, value.value)
            for candidate in search.found(triggers.ASSIGNMENT, name):
                if candidate.given is not None and _may_be(value, candidate.given):
                    search.hit(candidate, spot)


def _mention(search: Search, node: ast.expr, spot: Spot) -> None:
    for reference in references.references(node, search.texts):
        for candidate in search.meant(triggers.MENTION, reference, node):
            search.hit(candidate, spot)


def _constant(search: Search, node: ast.Constant, spot: Spot) -> None:
    text = node.value
    if isinstance(text, bytes):
        text = text.decode("latin-1")
    if not isinstance(text, str):
        return
    if search.found(triggers.KEYWORD, text):
        search.keyed[text] = None
    for piece, candidates in search.tables.get(triggers.TEXT, {}).items():
        if piece in text:
            for candidate in candidates:
                search.hit(candidate, spot)


def _class(search: Search, node: ast.ClassDef, spot: Spot) -> None:
    _bind(search, node, spot)
    _fire(search, triggers.CLASS, ["class"], spot)
    for base in node.bases:
        _fire_named(search, triggers.CLASS, base, spot)
    _decorated(search, node, spot)


def _function(search: Search, node: ast.FunctionDef | ast.AsyncFunctionDef, spot: Spot) -> None:
    _fire(search, triggers.FUNCTION, ["def", node.name], spot)
    _decorated(search, node, spot)


def _decorated(search: Search, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, spot: Spot) -> None:
    for decorator in node.decorator_list:
        _fire_named(search, triggers.DECORATED, decorator, spot)


def _import(search: Search, node: ast.Import | ast.ImportFrom, spot: Spot) -> None:
    _bind(search, node, spot)
    origin = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
    if isinstance(node, ast.ImportFrom) and node.level:
        return
    for alias in node.names:
        parts = f"{origin}{alias.name}".split(".")
        modules = {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
        for part in parts:
            for candidate in search.found(triggers.IMPORT, part):
                if modules & set(candidate.trigger.names):
                    search.hit(candidate, spot)


def _comparison(search: Search, node: ast.Compare, spot: Spot) -> None:
    for operand in (node.left, *node.comparators):
        _fire(search, triggers.COMPARISON, references.keys(operand, search.texts), spot)


def _handler(search: Search, node: ast.ExceptHandler, spot: Spot) -> None:
    _fire(search, triggers.HANDLER, ["except"], spot)


def _assertion(search: Search, node: ast.Assert, spot: Spot) -> None:
    _fire(search, triggers.ASSERTION, ["assert"], spot)


_HANDLERS: Handlers = {
    ast.Call: _call,
    ast.Assign: _assignment,
    ast.AnnAssign: _assignment,
    ast.NamedExpr: _bind,
    ast.withitem: _bind,
    ast.arg: _bind,
    ast.Name: _mention,
    ast.Attribute: _mention,
    ast.Constant: _constant,
    ast.ClassDef: _class,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.Import: _import,
    ast.ImportFrom: _import,
    ast.Compare: _comparison,
    ast.ExceptHandler: _handler,
    ast.Assert: _assertion,
}
