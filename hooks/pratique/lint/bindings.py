"""What the statements of a file bind, as far as a glance at the compiler's tree tells.

Looser than the scopes of `walk.py`: all scopes of the file are one, and an attribute is one whoever has it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pratique.lint.blocks import every_statement, inner_statements
from pratique.lint.file_words import places_of

Parts = tuple[str, ...]
_NAME_BEFORE = re.compile(rb"(\w+)\s*\Z")
_FAR = 200  # bytes before `:=` in which its name stands


@dataclass
class Bindings:
    """imports: name -> what it is imported as. assigned: name or attribute -> the values it is set to.
    added: name or attribute -> what is added to it. bases: class -> those. annotated: parameter -> its
    types. anything: names that may be anything. receivers: first parameters of functions. stars: modules
    from which everything is imported. has_getattr: whether an attribute may be had by a text.
    """

    imports: dict[str, set[Parts]] = field(default_factory=dict)
    assigned: dict[str, list[ast.expr]] = field(default_factory=dict)
    added: dict[str, list[ast.expr]] = field(default_factory=dict)
    bases: dict[str, list[ast.expr]] = field(default_factory=dict)
    annotated: dict[str, list[ast.expr]] = field(default_factory=dict)
    anything: set[str] = field(default_factory=set)
    receivers: set[str] = field(default_factory=set)
    stars: set[Parts] = field(default_factory=set)
    has_getattr: bool = False
    inner: dict[ast.AST, Bindings] = field(default_factory=dict)

    def values(self, name: str, home: ast.AST | None = None) -> Sequence[ast.expr]:
        """What the name is set to and what is added to it; home: the function in which it is written, if that
        is to be asked first."""
        if isinstance(home, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if home not in self.inner:
                self.inner[home] = _within(home)
            local = self.inner[home]
            if name in local.own:
                return (*local.assigned.get(name, ()), *local.added.get(name, ()))
        return (*self.assigned.get(name, ()), *self.added.get(name, ()))

    @cached_property
    def own(self) -> set[str]:
        """Names that are set here, and not for an outer scope."""
        return (self.assigned.keys() | self.added.keys() | self.receivers) - self.anything


def _within(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Bindings:
    """What the function binds in its own scope. receivers: its parameters; anything: the names of outer scopes."""
    found = Bindings()
    given = function.args
    found.receivers.update(item.arg for item in (*given.posonlyargs, *given.args, *given.kwonlyargs))
    stack: list[ast.AST] = list(function.body)
    while stack:
        node = stack.pop()
        kind = type(node)
        if kind in (ast.Global, ast.Nonlocal):
            found.anything.update(node.names)  # type: ignore[attr-defined]
        elif kind in _SETTING:
            _BINDERS[kind](found, node)
        if kind not in _CLOSED:
            stack += inner_statements(node)
    return found


def bindings_of(tree: ast.Module, text: bytes) -> Bindings:
    """What the statements of the file bind, in whatever scope."""
    found = Bindings(has_getattr=b"getattr" in text)
    for node in every_statement(tree.body):
        binder = _BINDERS.get(node.__class__)
        if binder is not None:
            binder(found, node)
    for place in places_of(text, b":="):
        named = _NAME_BEFORE.search(text, max(0, place - _FAR), place)
        if named is not None:
            found.anything.add(named[1].decode("utf-8", "replace"))
    return found


def stored(target: ast.AST) -> Iterator[ast.Name | ast.Attribute]:
    """The names and attributes that an assignment to the target sets."""
    if isinstance(target, (ast.Name, ast.Attribute)):
        yield target
    elif isinstance(target, (ast.Tuple, ast.List)):
        for item in target.elts:
            yield from stored(item)
    elif isinstance(target, ast.Starred):
        yield from stored(target.value)


def _set(found: dict[str, list[ast.expr]], target: ast.expr, value: ast.expr) -> None:
    """Note the value for the target; each part of a tuple for its own, and none where they do not match."""
    if isinstance(target, ast.Name):
        found.setdefault(target.id, []).append(value)
    elif isinstance(target, ast.Attribute):
        found.setdefault(target.attr, []).append(value)
    elif isinstance(target, ast.Starred):
        _set(found, target.value, value)
    elif isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, (ast.Tuple, ast.List)):
        for part, item in zip(target.elts, value.elts, strict=False):
            _set(found, part, item)


def _assign(found: Bindings, node: ast.Assign) -> None:
    for target in node.targets:
        _set(found.assigned, target, node.value)


def _annotated(found: Bindings, node: ast.AnnAssign) -> None:
    if node.value is not None:
        _set(found.assigned, node.target, node.value)


def _added(found: Bindings, node: ast.AugAssign) -> None:
    _set(found.added, node.target, node.value)


def _with(found: Bindings, node: ast.With | ast.AsyncWith) -> None:
    for item in node.items:
        if item.optional_vars is not None:
            _set(found.assigned, item.optional_vars, item.context_expr)


def _class(found: Bindings, node: ast.ClassDef) -> None:
    found.bases.setdefault(node.name, []).extend(node.bases)


def _function(found: Bindings, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    """A parameter is an instance of what its annotation names, and the first of a method one of its class."""
    parameters = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    found.receivers.update(item.arg for item in parameters[:1])
    for item in parameters:
        if item.annotation is not None:
            found.annotated.setdefault(item.arg, []).append(item.annotation)


def _import(found: Bindings, node: ast.Import) -> None:
    for alias in node.names:
        full = alias.name if alias.asname else alias.name.partition(".")[0]
        found.imports.setdefault(alias.asname or full, set()).add(tuple(full.split(".")))


def _import_from(found: Bindings, node: ast.ImportFrom) -> None:
    home = (*(("." * node.level,) if node.level else ()), *(node.module.split(".") if node.module else ()))
    for alias in node.names:
        if alias.name == "*":
            found.stars.add(home)
        else:
            found.imports.setdefault(alias.asname or alias.name, set()).add((*home, alias.name))


_BINDERS: dict[type, Callable[..., None]] = {
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _added,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.ClassDef: _class,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
}
_SETTING = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.With, ast.AsyncWith)
_CLOSED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
