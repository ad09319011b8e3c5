"""The walls of the room: what a rule may import and do."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import pratique.lint

ROOM = Path(pratique.lint.__file__).parent
RULES = sorted(path for path in (ROOM / "rules").glob("*.py") if path.name != "__init__.py")
STANDARD = {"__future__", "collections", "itertools", "json", "re", "shlex", "typing", "dataclasses", "functools"}
BANNED_CALLS = {"open", "print", "eval", "exec", "__import__"}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_rule_imports_the_public_face_only(path: Path) -> None:
    foreign = {name for name in imports(path) if name.partition(".")[0] not in STANDARD}
    assert foreign <= {"pratique.lint.api", "libcst"}


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_rule_opens_and_prints_nothing(path: Path) -> None:
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not calls & BANNED_CALLS


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.py")), ids=lambda path: path.name)
def test_the_slow_parts_of_libcst_stay_out(path: Path) -> None:
    banned = {"libcst.matchers", "libcst.codemod", "libcst.visitors"}
    assert not {name for name in imports(path) if name.startswith(tuple(banned))}
