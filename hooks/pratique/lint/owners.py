"""What a name that is written in a file may be in full, as far as a glance at its statements tells.

Looser than `resolve.py`, which it saves from being asked: all scopes of the file are one, and what is
assigned may be anything.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from pratique.lint.blocks import every_statement

Parts = tuple[str, ...]
_WALRUS = re.compile(rb"(\w+)\s*:=")


@dataclass
class Bindings:
    """imports: name -> what it is imported as. followed: names and attributes that may be anything.
    receivers: first parameters of functions. has_star: whether everything is imported from somewhere.
    """

    imports: dict[str, set[Parts]] = field(default_factory=dict)
    followed: set[str] = field(default_factory=set)
    receivers: set[str] = field(default_factory=set)
    has_star: bool = False


@lru_cache(maxsize=10_000)
def spellings(name: str) -> tuple[Parts, ...]:
    """`requests.Session().get` in parts, a built-in function also by its module; none for a name that fits
    whatever its owner is: of a method, or a piece of one."""
    if "." in name:
        return (tuple(name.split(".")),)
    if hasattr(builtins, name):
        return ((name,), ("builtins", name), ("__builtins__", name))
    return ()


def may_be(node: ast.expr, parts: Parts, bindings: Bindings) -> bool:
    """Whether the expression may stand for the name of these parts."""
    if not parts:
        return False
    handler = _EXPRESSIONS.get(type(node))
    return handler is not None and handler(node, parts, bindings)


def _name(node: ast.Name, parts: Parts, bindings: Bindings) -> bool:
    if node.id in bindings.followed or (node.id in bindings.receivers and parts[-1].endswith("()")):
        return True
    if parts == (node.id,) or (bindings.has_star and parts[-1] == node.id):
        return True
    return parts in bindings.imports.get(node.id, ())


def _attribute(node: ast.Attribute, parts: Parts, bindings: Bindings) -> bool:
    if node.attr in bindings.followed or node.attr in bindings.imports:
        return True  # what a class or a method binds to the attribute
    return parts[-1] == node.attr and may_be(node.value, parts[:-1], bindings)


def _call(node: ast.Call, parts: Parts, bindings: Bindings) -> bool:
    if may_be(node.func, ("getattr",), bindings):
        return True
    return parts[-1].endswith("()") and may_be(node.func, (*parts[:-1], parts[-1][:-2]), bindings)


def _either(*fields: str) -> Callable[[ast.expr, Parts, Bindings], bool]:
    def any_of(node: ast.expr, parts: Parts, bindings: Bindings) -> bool:
        return any(may_be(getattr(node, name), parts, bindings) for name in fields)

    return any_of


def _operands(node: ast.BoolOp, parts: Parts, bindings: Bindings) -> bool:
    return any(may_be(value, parts, bindings) for value in node.values)


_EXPRESSIONS: dict[type, Callable[..., bool]] = {
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Await: _either("value"),
    ast.NamedExpr: _either("value"),
    ast.IfExp: _either("body", "orelse"),
    ast.BoolOp: _operands,
}


def bindings_of(tree: ast.Module, text: bytes) -> Bindings:
    """What the statements of the file bind, in whatever scope."""
    found = Bindings()
    for node in every_statement(tree.body):
        binder = _BINDERS.get(node.__class__)
        if binder is not None:
            binder(found, node)
    found.followed.update(name.decode("utf-8", "replace") for name in _WALRUS.findall(text))
    return found


def _assign(found: Bindings, node: ast.Assign | ast.AnnAssign) -> None:
    for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
        found.followed.update(_stored_names(target))


def _stored_names(target: ast.AST) -> Iterator[str]:
    for node in stored(target):
        yield node.id if isinstance(node, ast.Name) else node.attr


def stored(target: ast.AST) -> Iterator[ast.Name | ast.Attribute]:
    """The names and attributes that an assignment to the target sets."""
    if isinstance(target, (ast.Name, ast.Attribute)):
        yield target
    elif isinstance(target, (ast.Tuple, ast.List)):
        for item in target.elts:
            yield from stored(item)
    elif isinstance(target, ast.Starred):
        yield from stored(target.value)


def _with(found: Bindings, node: ast.With | ast.AsyncWith) -> None:
    for item in node.items:
        if item.optional_vars is not None:
            found.followed.update(_stored_names(item.optional_vars))


def _class(found: Bindings, node: ast.ClassDef) -> None:
    found.followed.add(node.name)


def _function(found: Bindings, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    """A parameter may be anything of its annotation's type, and the first of a method anything of its class."""
    positional = [*node.args.posonlyargs, *node.args.args]
    found.receivers.update(item.arg for item in positional[:1])
    found.followed.update(item.arg for item in (*positional, *node.args.kwonlyargs) if item.annotation is not None)


def _import(found: Bindings, node: ast.Import) -> None:
    for alias in node.names:
        full = alias.name if alias.asname else alias.name.partition(".")[0]
        found.imports.setdefault(alias.asname or full, set()).add(tuple(full.split(".")))


def _import_from(found: Bindings, node: ast.ImportFrom) -> None:
    home = ("." * node.level,) if node.level else ()
    for alias in node.names:
        if alias.name == "*":
            found.has_star = True
        full = (*home, *(node.module.split(".") if node.module else ()), alias.name)
        found.imports.setdefault(alias.asname or alias.name, set()).add(full)


_BINDERS: dict[type, Callable[..., None]] = {
    ast.Assign: _assign,
    ast.AnnAssign: _assign,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.ClassDef: _class,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
}
