"""Fixing whole trees with the real command, and looking at what that did to them."""

from __future__ import annotations

import ast
import builtins
import difflib
import json
import os
import subprocess
import symtable
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pratique.core.finding import Finding
from support.linting import outcomes

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


def complaints(path: str, before: bytes, after: bytes) -> Iterator[str]:
    """What is wrong with a fixed file: it does not compile, lacks names, or changed beside its fixes."""
    try:
        compile(after, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        yield f"{path}: does not compile: {error}"
        return
    if lost := unbound(after) - unbound(before):
        yield f"{path}: not bound any more: {', '.join(sorted(lost))}"
    stray = changed_lines(before, after) - fixed_lines(path, before)
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


def fixed_lines(path: str, data: bytes) -> set[int]:
    """Lines (from 0) that the findings and the edits of their fixes span, and their neighbours."""
    found: set[int] = set()
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape")
    for outcome in outcomes(data, path):
        if isinstance(outcome, Finding) and outcome.fix is not None:
            for edit in outcome.fix.edits:
                first, last = text.count(b"\n", 0, edit.start), text.count(b"\n", 0, edit.end)
                found.update(range(first - NEAR, last + NEAR + 1))
    return found
