"""What an expression may stand for, as far as a glance at the statements of its file tells.

Looser than `resolve.py`, which it saves from being asked: a name may be whatever any statement of the
file binds it to (`bindings.py`), and each way to read the expression counts.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from pratique.lint.bindings import Bindings, Parts

_GETATTR = ("getattr",)
_ALL = "*"
_WORD = re.compile(r"\s*\w+\W")


@lru_cache(maxsize=10_000)
def spellings(name: str) -> tuple[Parts, ...]:
    """`requests.Session().get` in parts, a built-in function also by its module; none for a name that fits
    whatever its owner is: of a method, or a piece of one. `sqlite3.*` is whatever is of that module."""
    if "." in name:
        return (tuple(name.split(".")),)
    if hasattr(builtins, name):
        return ((name,), ("builtins", name), ("__builtins__", name))
    return ()


@dataclass
class _Question:
    """What is still to be looked at: (expression, what it would have to be). asked: names of which it is known."""

    bindings: Bindings
    left: list[tuple[ast.expr, Parts]]
    asked: set[tuple[str, Parts]] = field(default_factory=set)

    def follow(self, name: str, parts: Parts) -> None:
        """The name, or the attribute, may be what it is set to."""
        if (name, parts) not in self.asked:
            self.asked.add((name, parts))
            known = self.bindings
            self.left += [(value, parts) for held in (known.assigned, known.bases) for value in held.get(name, ())]


def may_be(node: ast.expr, parts: Parts, bindings: Bindings) -> bool:
    """Whether the expression may stand for the name of these parts."""
    question = _Question(bindings, [(node, parts)])
    while question.left:
        item, wanted = question.left.pop()
        handler = _EXPRESSIONS.get(type(item))
        if handler is not None and wanted and handler(question, item, wanted):
            return True
    return False


def _name(question: _Question, node: ast.Name, parts: Parts) -> bool:
    bindings, name = question.bindings, node.id
    if name in bindings.anything or parts == (name,) or _is_imported(name, parts, bindings):
        return True
    if parts[-1] in (name, _ALL) and parts[:-1] in bindings.stars:
        return True
    if parts[-1].endswith("()"):
        if name in bindings.receivers:
            return True
        of_class = _of_class(parts)
        question.left += [
            (kind, of_class) for declared in bindings.annotated.get(name, ()) for kind in _types(declared)
        ]
    question.follow(name, parts)
    return False


def _of_class(parts: Parts) -> Parts:
    """The class of the instance that the parts name."""
    return (*parts[:-1], parts[-1].removesuffix("()"))


def _types(declared: ast.expr) -> list[ast.expr]:
    """The names in an annotation, quoted or not."""
    found: list[ast.expr] = []
    for item in ast.walk(declared):
        if isinstance(item, (ast.Name, ast.Attribute)):
            found.append(item)
        elif isinstance(item, ast.Constant) and isinstance(item.value, str):
            try:
                found += _types(ast.parse(item.value.strip(), mode="eval").body)
            except (SyntaxError, ValueError):  # so LibCST reads nothing there either
                continue
    return found


def _attribute(question: _Question, node: ast.Attribute, parts: Parts) -> bool:
    """What a class or a method binds to its own attribute, or the attribute of what the owner may be."""
    name, bindings = node.attr, question.bindings
    if _set_name(node, bindings):
        if name in bindings.anything or _is_imported(name, parts, bindings):
            return True
        question.follow(name, parts)
    if parts[-1] in (name, _ALL):
        question.left.append((node.value, parts[:-1]))
    if parts[-1] == _ALL:
        question.left.append((node.value, parts))
    return False


def _set_name(node: ast.expr, bindings: Bindings) -> str:
    """A name, or an attribute of what may be the object whose method this is: what the file may set; else nothing."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in bindings.receivers:
        return node.attr
    return ""


def _is_imported(name: str, parts: Parts, bindings: Bindings) -> bool:
    found = bindings.imports.get(name, ())
    return parts in found or (parts[-1] == _ALL and any(full[: len(parts) - 1] == parts[:-1] for full in found))


def _call(question: _Question, node: ast.Call, parts: Parts) -> bool:
    if question.bindings.has_getattr:
        question.left.append((node.func, _GETATTR))
    if parts[-1].endswith("()"):
        question.left.append((node.func, _of_class(parts)))
    return False


def _either(*fields: str) -> Callable[[_Question, ast.expr, Parts], bool]:
    def any_of(question: _Question, node: ast.expr, parts: Parts) -> bool:
        question.left += [(getattr(node, name), parts) for name in fields]
        return False

    return any_of


def _operands(question: _Question, node: ast.BoolOp, parts: Parts) -> bool:
    question.left += [(value, parts) for value in node.values]
    return False


_EXPRESSIONS: dict[type, Callable[..., bool]] = {
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Await: _either("value"),
    ast.NamedExpr: _either("value"),
    ast.IfExp: _either("body", "orelse"),
    ast.BoolOp: _operands,
}


def may_catch(node: ast.expr, names: tuple[str, ...], bindings: Bindings) -> bool:
    """Whether an `except` clause of that type may catch an exception of these names (`OSError`, `sqlite3.*`)."""
    return any(
        may_be(caught, parts, bindings)
        for caught in _caught(node, bindings)
        for name in names
        for parts in spellings(name)
    )


def _caught(node: ast.expr, bindings: Bindings) -> list[ast.expr]:
    """The expression, and what stands in the tuple that it may be; no class of the file, of which its rules
    know that it catches less than its bases would."""
    found, asked, left = list[ast.expr](), set[str](), [node]
    while left:
        item = left.pop()
        name = _set_name(item, bindings)
        if isinstance(item, ast.Name) and _is_only_class(name, bindings):
            continue
        found.append(item)
        if isinstance(item, (ast.Tuple, ast.List, ast.Set)):
            left += item.elts
        elif isinstance(item, (ast.NamedExpr, ast.Starred)):
            left.append(item.value)
        elif name and name not in asked:
            asked.add(name)
            left += bindings.assigned.get(name, ())
    return found


def _is_only_class(name: str, bindings: Bindings) -> bool:
    others = (bindings.imports, bindings.assigned, bindings.annotated, bindings.anything)
    return name in bindings.bases and not any(name in held for held in others)


def may_be_dict(node: ast.expr, bindings: Bindings) -> bool:
    """Whether the items of the expression may be told: it is a dict that is written there, or where it is set."""
    left, asked = [node], set[str]()
    while left:
        item = left.pop()
        name = _set_name(item, bindings)
        if isinstance(item, ast.Dict) or name in bindings.anything:
            return True
        if isinstance(item, ast.Call) and may_be(item.func, ("dict",), bindings):
            return True
        if isinstance(item, ast.NamedExpr):
            left.append(item.value)
        elif name and name not in asked:
            asked.add(name)
            left += bindings.assigned.get(name, ())
    return False


def may_be_put_together(
    node: ast.expr, bindings: Bindings, starting: tuple[str, ...] = (), home: ast.AST | None = None
) -> bool:
    """Whether the expression may be a text made of pieces: an f-string, a sum, a `%` or a `format`, written
    there or where the name is set or added to. starting: what the text may begin with. home: the function
    around the expression, whose names are its own."""
    is_made, starts = False, not starting
    left, asked = [(node, home)], set[tuple[str, ast.AST | None]]()
    while left:
        item, function = left.pop()
        name = _set_name(item, bindings)
        if name in bindings.anything:
            return True
        is_made = is_made or _puts_together(item)
        starts = starts or _may_start(item, starting)
        if is_made and starts:
            return True
        scope = function if isinstance(item, ast.Name) else None
        if name and (name, scope) not in asked:
            asked.add((name, scope))
            left += [(value, scope) for value in bindings.values(name, scope)]
        first = _first_piece(item)
        if first is not None:
            left.append((first, function))
    return False


def _puts_together(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(value, ast.FormattedValue) for value in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, (ast.Add, ast.Mod))
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"


def _first_piece(node: ast.expr) -> ast.expr | None:
    """The expression that the text begins with, or that it is; None where the node itself says it."""
    if isinstance(node, (ast.NamedExpr, ast.FormattedValue)):
        return node.value
    if isinstance(node, ast.BinOp):
        return node.left
    if isinstance(node, ast.JoinedStr) and node.values:
        return node.values[0]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.value  # of `"…".format(…)`, `"…".lower()`
    return None


def _may_start(node: ast.expr, patterns: tuple[str, ...]) -> bool:
    """Whether the text begins so, or does not tell: it has no whole word, or a placeholder, at its beginning."""
    if isinstance(node, ast.Subscript):
        return True
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return False
    return _WORD.match(node.value) is None or any(_pattern(item).match(node.value) for item in patterns)


@lru_cache(maxsize=1_000)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
