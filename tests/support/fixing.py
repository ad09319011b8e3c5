"""Fixing whole trees with the real command, and looking at what that did to them."""

from __future__ import annotations

import ast
import builtins
import codecs
import difflib
import json
import os
import subprocess
import symtable
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

HOOKS = Path(__file__).resolve().parents[2] / "hooks"
RUN = "from pratique.lint.hook import main; raise SystemExit(main())"
NEAR = 1  # lines: where equal lines meet, difflib may put a change one line further
_MODULE_NAMES = {"__file__", "__name__", "__doc__", "__spec__", "__loader__", "__package__", "__path__", "__builtins__"}
_KNOWN = frozenset(dir(builtins)) | _MODULE_NAMES | {"__annotations__", "__class__", "__debug__", "WindowsError"}


class Done(NamedTuple):
    """How a run of the command ended. report: the JSON report."""

    code: int
    report: dict[str, Any]
    said: str


def fixing(tree: Path, *options: str) -> Done:
    """Run `pratique-lint check` over the tree with the profile pedantic and the options."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, "check", "--no-cache", "--profile=pedantic", "--format=json", *options, "."],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(HOOKS)},
        capture_output=True,
        text=True,
        check=False,
    )
    return Done(done.returncode, json.loads(done.stdout), done.stderr)


def contents(tree: Path) -> dict[str, bytes]:
    """Path below the tree -> bytes of every Python file."""
    return {path.relative_to(tree).as_posix(): path.read_bytes() for path in sorted(tree.rglob("*.py"))}


def spans(report: dict[str, Any]) -> dict[str, list[tuple[int, int]]]:
    """Path -> the bytes [start, end) that the fixes of its findings would replace, from a run that changed nothing."""
    found: dict[str, list[tuple[int, int]]] = {}
    for finding in report["findings"]:
        for edit in (finding.get("fix") or {}).get("edits", ()):
            found.setdefault(finding["path"], []).append((edit["start"], edit["end"]))
    return found


def complaints(path: str, before: bytes, after: bytes, edited: list[tuple[int, int]]) -> Iterator[str]:
    """What is wrong with a fixed file: it does not compile, lacks names, or changed beside the bytes to be edited."""
    try:
        compile(after, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        yield f"{path}: does not compile: {error}"
        return
    if lost := unbound(after) - unbound(before):
        yield f"{path}: not bound any more: {', '.join(sorted(lost))}"
    stray = changed_lines(before, after) - edited_lines(before, edited)
    if stray:
        yield f"{path}: changed beside the fixes: lines {sorted(stray)}"


class _AtRuntime(ast.NodeTransformer):
    """The tree without what only type checkers see."""

    def visit_If(self, node: ast.If) -> ast.AST:
        if "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = [ast.Pass()]
        return self.generic_visit(node)


def unbound(data: bytes) -> set[str]:
    """Names that some scope of the file reads from the module, and that neither the module nor Python binds."""
    source = ast.unparse(ast.fix_missing_locations(_AtRuntime().visit(ast.parse(data))))
    module = symtable.symtable(source, "module", "exec")
    read = {symbol.get_name() for symbol in _globals(module) if symbol.is_referenced()}
    bound = {symbol.get_name() for symbol in _globals(module) if symbol.is_assigned() or symbol.is_imported()}
    return read - bound - _KNOWN


def _globals(table: symtable.SymbolTable) -> Iterator[symtable.Symbol]:
    top = table.get_type() == "module" or str(table.get_type()).endswith("MODULE")
    yield from (symbol for symbol in table.get_symbols() if top or symbol.is_global())
    for child in table.get_children():
        yield from _globals(child)


def changed_lines(before: bytes, after: bytes) -> set[int]:
    """Lines of the text before (from 0) that are gone, changed, or have something new in front of them."""
    matcher = difflib.SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False)
    found: set[int] = set()
    for kind, start, end, _, _ in matcher.get_opcodes():
        if kind != "equal":
            found.update(range(start, max(end, start + 1)))
    return found


def edited_lines(data: bytes, edited: list[tuple[int, int]]) -> set[int]:
    """Lines (from 0) of the edited bytes, and their neighbours. Offsets count the bytes after a byte order mark."""
    text = data.removeprefix(codecs.BOM_UTF8)
    found: set[int] = set()
    for start, end in edited:
        first, last = text.count(b"\n", 0, start), text.count(b"\n", 0, end)
        found.update(range(first - NEAR, last + NEAR + 1))
    return found
