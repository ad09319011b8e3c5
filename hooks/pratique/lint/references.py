"""What the nodes of the compiler's tree refer to and bind, by the last parts of names alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

Texts = Mapping[str, Collection[str]]
_WORD = re.compile(r"\w+")


class Reference(NamedTuple):
    """A name without its owner, and whether what is meant is an instance of it (or what it returns)."""

    name: str
    is_instance: bool = False


Bound = Iterator[tuple[str, Reference, ast.expr | None]]


def references(node: ast.expr, texts: Texts) -> list[Reference]:
    """What the expression may stand for. texts: name -> texts that the file binds to it, for getattr."""
    handler = _REFERENCES.get(type(node))
    return handler(node, texts) if handler is not None else []


def _name(node: ast.Name, texts: Texts) -> list[Reference]:
    return [Reference(node.id)]


def _attribute(node: ast.Attribute, texts: Texts) -> list[Reference]:
    return [Reference(node.attr)]


def _call(node: ast.Call, texts: Texts) -> list[Reference]:
    called = references(node.func, texts)
    if len(node.args) > 1 and any(reference.name == "getattr" for reference in called):
        return [Reference(text) for text in _texts(node.args[1], texts)]
    return [reference._replace(is_instance=True) for reference in called]


def _texts(node: ast.expr, texts: Texts) -> Collection[str]:
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    return [text for reference in references(node, texts) for text in texts.get(reference.name, ())]


def _inner(node: ast.Await | ast.NamedExpr, texts: Texts) -> list[Reference]:
    return references(node.value, texts)


def _either(node: ast.IfExp, texts: Texts) -> list[Reference]:
    return [*references(node.body, texts), *references(node.orelse, texts)]


def _any(node: ast.BoolOp, texts: Texts) -> list[Reference]:
    return [reference for value in node.values for reference in references(value, texts)]


_REFERENCES: dict[type, Callable[..., list[Reference]]] = {
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Await: _inner,
    ast.NamedExpr: _inner,
    ast.IfExp: _either,
    ast.BoolOp: _any,
}


def keys(node: ast.expr, texts: Texts) -> list[str]:
    """The names under which an assignment target or an operand goes: also the key of `options["key"]`."""
    if isinstance(node, ast.Subscript):
        return [*_texts(node.slice, texts)]
    return [reference.name for reference in references(node, texts)]


def pairs(target: ast.expr, value: ast.expr | None) -> Iterator[tuple[ast.expr, ast.expr]]:
    """(target, value) for each part of an assignment: two of `a, b = 1, 2`."""
    if value is None:
        return
    if isinstance(target, (ast.Tuple, ast.List)):
        if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts):
            for left, right in zip(target.elts, value.elts, strict=True):
                yield from pairs(left, right)
        return
    yield target, value


def assigned(node: ast.Assign | ast.AnnAssign) -> Iterator[tuple[ast.expr, ast.expr]]:
    """(target, value) of the statement."""
    for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
        yield from pairs(target, node.value)


def bound(node: ast.AST, texts: Texts) -> Bound:
    """(name, what it stands for from here on, the expression that says so) for the names that the node binds."""
    binder = _BINDERS.get(type(node))
    if binder is not None:
        yield from binder(node, texts)


def _stands(target: ast.expr, value: ast.expr | None, texts: Texts) -> Bound:
    for left, right in pairs(target, value):
        if isinstance(left, (ast.Name, ast.Attribute)):
            (name,) = references(left, texts)
            for reference in references(right, texts):
                yield name.name, reference, right


def _assignment(node: ast.Assign | ast.AnnAssign, texts: Texts) -> Bound:
    for target, value in assigned(node):
        yield from _stands(target, value, texts)


def _walrus(node: ast.NamedExpr, texts: Texts) -> Bound:
    return _stands(node.target, node.value, texts)


def _with(node: ast.withitem, texts: Texts) -> Bound:
    return _stands(node.optional_vars, node.context_expr, texts) if node.optional_vars else iter(())


def _class(node: ast.ClassDef, texts: Texts) -> Bound:
    for base in node.bases:
        for reference in references(base, texts):
            yield node.name, reference, base


def _import(node: ast.Import | ast.ImportFrom, texts: Texts) -> Bound:
    for alias in node.names:
        if alias.asname:
            yield alias.asname, Reference(alias.name.rpartition(".")[2]), None


def _parameter(node: ast.arg, texts: Texts) -> Bound:
    """A parameter is an instance of what its annotation names, quoted or not."""
    for item in ast.walk(node.annotation) if node.annotation else ():
        if isinstance(item, (ast.Name, ast.Attribute)):
            yield node.arg, Reference(references(item, texts)[0].name, True), None
        elif isinstance(item, ast.Constant) and isinstance(item.value, str):
            for word in _WORD.findall(item.value):
                yield node.arg, Reference(word, True), None


_BINDERS: dict[type, Callable[..., Bound]] = {
    ast.Assign: _assignment,
    ast.AnnAssign: _assignment,
    ast.NamedExpr: _walrus,
    ast.withitem: _with,
    ast.ClassDef: _class,
    ast.Import: _import,
    ast.ImportFrom: _import,
    ast.arg: _parameter,
}
