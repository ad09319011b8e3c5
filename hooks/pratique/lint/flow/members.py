"""Loops over the members of an archive that refuse what they do not like."""

from __future__ import annotations

import ast

from pratique.lint.flow.machine import Frame, access_path
from pratique.lint.flow.values import cleared

_NAMES = frozenset({"getnames", "namelist"})
_MEMBERS = _NAMES | {"getmembers", "infolist"}
_NAMED = frozenset({"name", "filename", "path", "linkname"})


def checked(node: ast.For | ast.AsyncFor, frame: Frame) -> None:
    """After a loop over an archive's members that is left at a name which it refuses, the others are harmless."""
    source, names = node.iter, set[str]()
    if isinstance(source, ast.Call) and isinstance(source.func, ast.Attribute) and source.func.attr in _MEMBERS:
        if source.func.attr in _NAMES:
            names.add(access_path(node.target))
        source = source.func.value
    path = access_path(source)
    value = frame.env.get(path)
    if value is not None and value.taints and _refuses(node, names):
        frame.env[path] = cleared(value, ("archive",))


def _refuses(node: ast.For | ast.AsyncFor, names: set[str]) -> bool:
    for statement in node.body:
        if isinstance(statement, ast.Assign) and _is_about(statement.value, names):
            names |= {access_path(target) for target in statement.targets}
        leaves = isinstance(statement, ast.If) and isinstance(statement.body[-1], (ast.Raise, ast.Return))
        if leaves and isinstance(statement, ast.If) and _is_about(statement.test, names):
            return True
    return False


def _is_about(node: ast.expr, names: set[str]) -> bool:
    """Whether a member's name is part of the expression."""
    return any(
        (isinstance(part, ast.Attribute) and part.attr in _NAMED) or (isinstance(part, ast.Name) and part.id in names)
        for part in ast.walk(node)
    )
