"""Which nodes of the compiler's tree fire which triggers."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from pratique.lint import owners, references, triggers
from pratique.lint.blocks import inner_statements
from pratique.lint.references import Reference
from pratique.lint.screen import Candidate
from pratique.lint.trigger_search import Search, Spot
from pratique.lint.triggers import Given, Trigger

# What may be a constant without being written as one.
_FOLDABLE = (
    ast.Name, ast.Attribute, ast.Subscript, ast.UnaryOp, ast.BinOp, ast.BoolOp, ast.IfExp, ast.NamedExpr, ast.JoinedStr,
)  # fmt: skip


_Function = ast.FunctionDef | ast.AsyncFunctionDef
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
    function = node.func
    referred = references.references(function, search.texts)
    called = [reference.name for reference in referred]
    _called(search, node, function, referred, 0, spot)
    if node.args and "partial" in called:
        wrapped = node.args[0]
        _called(search, node, wrapped, references.references(wrapped, search.texts), 1, spot)
    if "getattr" in called:
        _mention(search, node, spot)
    for keyword in node.keywords:
        _keyword(search, keyword, "dict" in called, spot)


def _called(
    search: Search, node: ast.Call, function: ast.expr, referred: Sequence[Reference], skipped: int, spot: Spot
) -> None:
    """Fire what concerns a call of the function, with the arguments of the node after the first few."""
    for reference in referred:
        if not reference.is_instance:
            for candidate in search.meant(triggers.CALL, reference, function):
                if _takes(search, candidate, node, skipped, spot.home):
                    search.hit(candidate, spot)


def _keyword(search: Search, keyword: ast.keyword, is_dict: bool, spot: Spot) -> None:
    if keyword.arg is None:
        search.starred.append(spot)
        return
    for candidate in search.found(triggers.KEYWORD, keyword.arg):
        if is_dict:
            search.keyed[keyword.arg] = None
        if candidate.given is not None and _may_be(search, keyword.value, candidate.given):
            search.hit(candidate, spot)


def _takes(search: Search, candidate: Candidate, node: ast.Call, skipped: int, home: ast.AST) -> bool:
    """Whether the arguments of the call are such as the trigger wants."""
    trigger = candidate.trigger
    if trigger.is_unused and node not in search.statements:
        return False
    if any(_is_written(node, given, skipped) for given in trigger.unless):
        return False
    return not trigger.given or any(_may_have(search, trigger, node, given, skipped, home) for given in trigger.given)


def _arguments(node: ast.Call, given: Given, skipped: int) -> Iterator[ast.expr]:
    """The values that the call passes there, as far as they can be seen."""
    yield from (keyword.value for keyword in node.keywords if keyword.arg == given.name)
    if given.position is not None:
        seen = list(takewhile(lambda argument: not isinstance(argument, ast.Starred), node.args[skipped:]))
        yield from seen[given.position : given.position + 1]


def _is_written(node: ast.Call, given: Given, skipped: int) -> bool:
    anything = not given.values and not given.kinds
    return any(anything or _is_literal(value, given) for value in _arguments(node, given, skipped))


def _may_have(search: Search, trigger: Trigger, node: ast.Call, given: Given, skipped: int, home: ast.AST) -> bool:
    if any(_may_be(search, value, given, trigger.starting, home) for value in _arguments(node, given, skipped)):
        return True
    if given.name.encode() not in search.source.data:
        return False
    options = (keyword.value for keyword in node.keywords if keyword.arg is None)
    return any(owners.may_be_dict(value, search.bindings) for value in options)


def _is_literal(value: ast.expr, given: Given) -> bool:
    """Whether it is written as one of the constants."""
    if not isinstance(value, ast.Constant):
        return False
    found = (type(value.value), value.value)
    kind = type(value.value).__name__
    return (
        kind in given.kinds
        or (kind == "str" and triggers.WRITTEN in given.kinds)
        or found in [(type(item), item) for item in given.values]
    )


def _may_be(
    search: Search, value: ast.expr, given: Given, starting: tuple[str, ...] = (), home: ast.AST | None = None
) -> bool:
    """Whether it may come to one of the constants, or be put together."""
    if not given.values and not given.kinds:
        return True
    if triggers.BUILT in given.kinds:
        return owners.may_be_put_together(value, search.bindings, starting, home)
    if triggers.WRITTEN in given.kinds:
        return _is_literal(value, given) or isinstance(value, ast.JoinedStr)
    return _is_literal(value, given) or isinstance(value, _FOLDABLE)


def _assignment(search: Search, node: ast.Assign | ast.AnnAssign, spot: Spot) -> None:
    _bind(search, node, spot)
    for target, value in references.assigned(node):
        for name in references.keys(target, search.texts):
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                search.bind_text(name, value.value)
            for candidate in search.found(triggers.ASSIGNMENT, name):
                if candidate.given is not None and _may_be(search, value, candidate.given):
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


def _function(search: Search, node: _Function, spot: Spot) -> None:
    for word in ("def", node.name):
        for candidate in search.found(triggers.FUNCTION, word):
            if _returns(candidate.trigger, node):
                search.hit(candidate, spot)
    for name, default in _defaults(node.args) if triggers.PARAMETER in search.tables else ():
        for candidate in search.found(triggers.PARAMETER, name):
            if candidate.given is not None and _may_be(search, default, candidate.given):
                search.hit(candidate, spot)
    _decorated(search, node, spot)


def _returns(trigger: Trigger, node: _Function) -> bool:
    """Whether the function returns such constants as the trigger wants."""
    if not trigger.returning:
        return True
    returned = list(_returned(node))
    return bool(returned) and all(
        value is not None and any(_is_literal(value, given) for given in trigger.returning) for value in returned
    )


def _defaults(arguments: ast.arguments) -> Iterator[tuple[str, ast.expr]]:
    """(name, default) of the parameters that have one."""
    positional = [*arguments.posonlyargs, *arguments.args]
    for item, default in zip(reversed(positional), reversed(arguments.defaults), strict=False):
        yield item.arg, default
    for item, keyword_default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if keyword_default is not None:
            yield item.arg, keyword_default


def _returned(function: ast.AST) -> Iterator[ast.expr | None]:
    """What the function returns, without those in it."""
    stack = inner_statements(function)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Return):
            yield node.value
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            stack += inner_statements(node)


def _decorated(search: Search, node: _Function | ast.ClassDef, spot: Spot) -> None:
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
    sides = (node.left, *node.comparators)
    for operand in sides:
        for word in references.keys(operand, search.texts):
            for candidate in search.found(triggers.COMPARISON, word):
                if _compares(candidate, node, sides):
                    search.hit(candidate, spot)


def _compares(candidate: Candidate, node: ast.Compare, sides: Sequence[ast.expr]) -> bool:
    """Whether the comparison is by such operators, and of such sides, as the trigger wants."""
    operators = {type(operator).__name__ for operator in node.ops}
    wanted = candidate.trigger.given
    if wanted and not any(given.values[0] in operators for given in wanted):
        return False
    return not any(_is_literal(side, given) for side in sides for given in candidate.trigger.unless)


def _handler(search: Search, node: ast.ExceptHandler, spot: Spot) -> None:
    for candidate in search.found(triggers.HANDLER, "except"):
        names = candidate.trigger.names
        if (
            not names
            or node.type is None
            or (search.fits(candidate.trigger, spot) and search.catches(node.type, names))
        ):
            search.hit(candidate, spot)


def _statement(search: Search, node: ast.Expr, spot: Spot) -> None:
    value = node.value
    while isinstance(value, ast.Await):
        value = value.value
    search.statements.add(value)


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
    ast.Expr: _statement,
}
