"""Laws of the interpreter over generated programs, whose truth is known by running them.

The same programs are tried every day, new ones and many more of them at night: `pytest -m slow`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pratique.lint.flow.interpret import interpret
from support import executing, programs

FEW, MANY = 60, 2000
HEALTH = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
SINKS = {template.partition("(")[0] for template in programs.SINKS.values()}
SANITISERS = {template.partition("(")[0] for template in programs.SANITISERS.values()}

Hits = set[tuple[str, int]]


def hits(tree: ast.Module, files: Mapping[str, str] | None = None) -> list[tuple[str, ast.AST]]:
    """Kind and call of what the interpreter finds; it must not give up on any function."""
    others = {path: text.encode() for path, text in (files or {}).items()}
    result = interpret(executing.PROGRAM, tree, others.get, lambda node: ast.unparse(node).encode())
    assert result.unfinished == ()
    return [(hit.kind, hit.call) for hit in result.hits if hit.kind in executing.KINDS]


def lines_hit(text: str) -> Hits:
    """(kind, line) of what is found in the text."""
    return {(kind, call.lineno) for kind, call in hits(ast.parse(text))}  # type: ignore[attr-defined]


def sinks_hit(text: str, files: Mapping[str, str] | None = None) -> Hits:
    """(kind, number) of the sinks of the view that are hit, which rewriting does not renumber."""
    tree = ast.parse(text)
    view = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "view")
    calls = [node for node in ast.walk(view) if isinstance(node, ast.Call) and ast.unparse(node.func) in SINKS]
    calls.sort(key=lambda call: (call.lineno, call.col_offset))
    numbers = {id(call): number for number, call in enumerate(calls)}
    return {(kind, numbers[id(call)]) for kind, call in hits(tree, files) if id(call) in numbers}


def what_is_reached_is_reported(text: str) -> None:
    assert executing.executed(text).reached <= lines_hit(text)


def what_is_reported_is_reached(text: str) -> None:
    truth = executing.executed(text)
    assert lines_hit(text) == truth.reached or not truth.is_complete


def what_was_made_harmless_is_silent(text: str) -> None:
    lines = text.splitlines()
    assert [lines[line - 1] for _, line in lines_hit(text) if lines[line - 1].endswith("# harmless")] == []


class _Renamed(ast.NodeTransformer):
    """Every variable of the view under another name."""

    NAMES: Mapping[str, str] = {name: f"the_{name}" for name in "abcdeo"}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self.NAMES.get(node.id, node.id)
        return node

    def visit_MatchAs(self, node: ast.MatchAs) -> ast.MatchAs:
        self.generic_visit(node)
        node.name = self.NAMES.get(node.name, node.name) if node.name else None
        return node


class _Unsanitised(ast.NodeTransformer):
    """A call of which nothing is known in the place of each sanitiser."""

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        if ast.unparse(node.func) in SANITISERS:
            node.func = ast.Name("elsewhere", ast.Load())
        return node


class _Statements(ast.NodeTransformer):
    """Every simple statement of the view, rewritten."""

    def __init__(self, rewrite: Callable[[ast.stmt], list[ast.stmt]]) -> None:
        self.rewrite = rewrite

    def visit(self, node: ast.AST) -> ast.AST | list[ast.stmt]:
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr)):
            return self.rewrite(node)
        return self.generic_visit(node)


def _view_rewritten(text: str, rewrite: Callable[[ast.stmt], list[ast.stmt]]) -> str:
    tree = ast.parse(text)
    _Statements(rewrite).generic_visit(tree.body[-1])
    return ast.unparse(ast.fix_missing_locations(tree))


def _under_true(node: ast.stmt) -> list[ast.stmt]:
    return [ast.If(ast.Constant(True), [node], [])]


def _beside_dead_code(node: ast.stmt) -> list[ast.stmt]:
    dead = ast.parse("if 1 > 2:\n    a = d = o = e = request.args\nunrelated = [len('k'), request.args['q']]").body
    return [*dead, node]


def new_names_change_nothing(text: str) -> None:
    assert sinks_hit(ast.unparse(_Renamed().visit(ast.parse(text)))) == sinks_hit(text)


def a_branch_that_is_always_taken_changes_nothing(text: str) -> None:
    assert sinks_hit(_view_rewritten(text, _under_true)) == sinks_hit(text)


def dead_and_unrelated_code_changes_nothing(text: str) -> None:
    assert sinks_hit(_view_rewritten(text, _beside_dead_code)) == sinks_hit(text)


def without_a_sanitiser_no_less_is_reported(text: str) -> None:
    bare = ast.unparse(_Unsanitised().visit(ast.parse(text)))
    assert sinks_hit(bare.replace("import html", "from other import elsewhere\nimport html", 1)) >= sinks_hit(text)


def helpers_may_live_in_another_module(text: str) -> None:
    helpers = programs.helpers_of(text[text.index("def view") :])
    names = re.findall(r"^(?:def |class )(\w+)", helpers, re.MULTILINE)
    if names:
        stays = programs.HELPERS["Pair"]  # names of fields are not known in other modules
        moved = text.replace(helpers, stays if stays in helpers else "").replace(
            "\n\n", f"\nfrom helpers import {', '.join(names)}\n\n", 1
        )
        assert sinks_hit(moved, {"helpers.py": programs.HEAD + "\n\n" + helpers}) == sinks_hit(text)


def _form(body: list[str]) -> tuple[Hits, Hits]:
    """What is found in a view of this body, and what is really reached."""
    text = programs.program(body)
    return lines_hit(text), set(executing.executed(text).reached)


@pytest.mark.parametrize("value", [programs.SOURCES[0], '"k"'], ids=["an outsider's value", "a constant"])
@pytest.mark.parametrize("template", programs.CERTAIN.one)
def test_a_text_made_of_another_is_judged_as_it_is(template, value):
    found, reached = _form([f"db.execute({template.format(value)})"])
    assert found == reached


@pytest.mark.parametrize("values", [(programs.SOURCES[0], "a"), ("a", programs.SOURCES[0])], ids=["first", "second"])
@pytest.mark.parametrize("template", programs.CERTAIN.two)
def test_a_text_made_of_two_is_judged_as_it_is(template, values):
    found, reached = _form([f"db.execute({template.format(*values)})"])
    assert found == reached


ALL_HARMLESS: list[str] = []
ALL_CHOSEN = [f"a = b = c = {programs.SOURCES[0]}", 'd = {"k": c, "l": c}', "e = [c, c]", "o = Box(c)", "o.q = c"]
AFTER = [f"db.execute({read})" for read in programs.CERTAIN.read]


@pytest.mark.parametrize("template", programs.ASSIGNED)
@pytest.mark.parametrize(
    ("before", "value"),
    [(ALL_HARMLESS, programs.SOURCES[0]), (ALL_CHOSEN, '"k"')],
    ids=["an outsider's value among constants", "a constant among outsiders' values"],
)
def test_after_an_assignment_every_other_name_holds_what_it_held(template, before, value):
    found, reached = _form([*before, template.format(value), *AFTER])
    assert found == reached
    assert reached


class Law(NamedTuple):
    programs: st.SearchStrategy[str]
    holds: Callable[[str], None]


LAWS = (
    Law(programs.programs(), what_is_reached_is_reported),
    Law(programs.straight_programs(), what_is_reported_is_reached),
    Law(programs.harmless_programs(), what_was_made_harmless_is_silent),
    Law(programs.programs(1), new_names_change_nothing),
    Law(programs.programs(1), a_branch_that_is_always_taken_changes_nothing),
    Law(programs.programs(1), dead_and_unrelated_code_changes_nothing),
    Law(programs.programs(1), without_a_sanitiser_no_less_is_reported),
    Law(programs.programs(1), helpers_may_live_in_another_module),
)


def _names(laws: Iterable[Law]) -> list[str]:
    return [law.holds.__name__.replace("_", " ") for law in laws]


def _tried(law: Law, examples: int, *, derandomize: bool) -> None:
    chosen = settings(
        max_examples=examples, derandomize=derandomize, deadline=None, database=None, suppress_health_check=HEALTH
    )
    chosen(given(law.programs)(law.holds))()


@pytest.mark.parametrize("law", LAWS, ids=_names(LAWS))
def test_a_law_holds(law):
    _tried(law, FEW, derandomize=True)


@pytest.mark.slow
@pytest.mark.parametrize("law", LAWS, ids=_names(LAWS))
def test_a_law_holds_for_programs_that_were_never_tried(law):
    _tried(law, MANY, derandomize=False)
