"""Values that a function checks before it uses them, as its source has it."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from pratique.lint.flow.machine import Hit

_CHECK = ""  # what stands for the result of a check
_NOBODY = {"request", "session", "self", "req", "app"}  # what is said to whom says nothing of the value


def key_written(hit: Hit) -> tuple[str, bool]:
    """The constant key, or "", that a value is kept under; whether the key itself is the outsider's."""
    keys = [getattr(hit.call, "slice", None), *getattr(hit.call, "args", ())]
    key = next((node for node in keys if node is not None), None)
    return str(key.value) if isinstance(key, ast.Constant) else "", key is not None and hit.argument is key


def was_checked(hit: Hit, checks: re.Pattern[str]) -> bool:
    """Whether a call that is named so, in the same function, is given the value; True where it cannot be seen."""
    body, written = hit.function, hit.argument
    if body is None or written is None:
        return True
    variables = _variables(body)
    found = [node for node in ast.walk(body) if _is_check(node, checks)]
    checked = set[str]().union(*(_told(part, variables, checks, False) for node in found for part in _said_to(node)))
    return bool(_told(written, variables, checks, True) & {*checked, _CHECK})


def _is_check(node: ast.AST, checks: re.Pattern[str]) -> bool:
    name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
    return bool(name) and checks.search(name) is not None


def _said_to(node: ast.AST) -> list[ast.AST]:
    """The parts of an expression; of a call what it is given and whose method it is."""
    if not isinstance(node, ast.Call):
        return list(ast.iter_child_nodes(node))
    owner = [node.func.value] if isinstance(node.func, ast.Attribute) else []
    return [*owner, *node.args, *node.keywords]


def _variables(body: ast.AST) -> dict[str, list[ast.expr]]:
    """The variables of the function, and what each is assigned."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(body):
        if isinstance(node, ast.arg):
            found.setdefault(node.arg, [])
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.setdefault(node.id, [])
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                for name in ast.walk(target):
                    if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store):
                        found.setdefault(name.id, []).append(node.value)
    return found


def _told(
    node: ast.AST,
    variables: Mapping[str, list[ast.expr]],
    checks: re.Pattern[str],
    whole: bool,
    seen: frozenset[str] = frozenset(),
) -> set[str]:
    """Variables and fields that the expression is made of; _CHECK for the result of a check.

    `form["name"]` and `form.get("name")` are the field; with `whole` also what it is a field of, by which
    it was checked when that was checked as a whole.
    """
    if isinstance(node, ast.Name):
        if node.id in seen or node.id in _NOBODY or node.id not in variables:
            return set()
        found = [_told(value, variables, checks, whole, seen | {node.id}) for value in variables[node.id]]
        return {node.id}.union(*found)
    field = _field(node)
    if field is not None:
        base, name = field
        return {f"[{name}]"} | (_told(base, variables, checks, whole, seen) if whole else set())
    found = [_told(part, variables, checks, whole, seen) for part in _said_to(node)]
    return set[str]({_CHECK} if _is_check(node, checks) else ()).union(*found)


def _field(node: ast.AST) -> tuple[ast.expr, str] | None:
    """The mapping and the key of `form["name"]` and `form.get("name")`."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return node.value, str(node.slice.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        given = node.args[0]
        if node.func.attr in ("get", "pop", "getlist") and isinstance(given, ast.Constant):
            return node.func.value, str(given.value)
    return None
