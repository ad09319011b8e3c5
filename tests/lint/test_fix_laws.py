"""Laws of fixing, over programs put together from the rules' own examples."""

from __future__ import annotations

import ast
import re
import textwrap

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pratique.core import room
from pratique.lint.declare import ROOM, load
from support.linting import applied, lint

RULES = {name: load(name) for name in room.names(ROOM)}
FUTURE = "from __future__ import annotations"


def _functions(tree: ast.Module) -> set[str]:
    return {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))}


# (rule, code) of the examples whose fix is known, by themselves a file
EXAMPLES = [
    (name, bad.code)
    for name, rule in RULES.items()
    for bad in rule.rule.bad
    if bad.fixed is not None and not bad.path and not bad.files and FUTURE not in bad.code
]


def renamed(code: str, number: int) -> str:
    """The example with names of its own for what it defines, so that several fit into one file."""
    for name in sorted(_functions(ast.parse(code))):
        code = re.sub(rf"(?<![\w.'\"/]){name}(?=\()|(?<=class ){name}\b", f"{name}_{number}", code)
    return code


def noted(code: str, note: str, number: int) -> str:
    """The code between two comments."""
    return f"# {note} {number} begins\n{code.rstrip()}\n# {note} {number} ends\n"


def tabbed(code: str) -> str:
    """Tabs for the white space that indents, as long as the program stays the same."""
    changed = re.sub(r"(?m)^(?: {4})+", lambda match: "\t" * (len(match[0]) // 4), code)
    try:
        same = ast.dump(ast.parse(changed)) == ast.dump(ast.parse(code))
    except SyntaxError:
        return code
    return changed if same else code


def compiles(code: str) -> bool:
    try:
        compile(code, "program.py", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


@st.composite
def programs(draw) -> tuple[str, list[str]]:
    """(text, comments that must stay): two to four examples in one file, in some layout."""
    chosen = draw(st.lists(st.sampled_from(EXAMPLES), min_size=2, max_size=4, unique=True))
    note = draw(st.sampled_from(("part", "Größe", "部分", "naïve 🙂")))
    parts = [noted(renamed(code, number), note, number) for number, (_, code) in enumerate(chosen)]
    text = draw(st.sampled_from(("", '"""Ein Dokument: ä."""\n', f"{FUTURE}\n", "#!/usr/bin/env python3\n")))
    text += "\n\n".join(parts)
    if draw(st.booleans()):
        text = tabbed(text)
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    comments = [f"# {note} {number} {end}" for number in range(len(parts)) for end in ("begins", "ends")]
    return text, comments


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(programs())
def test_fixes_of_several_rules_compose(program):
    text, comments = program
    assert compiles(text)
    fixed = applied(text)  # raises when it does not converge
    assert compiles(fixed), fixed
    assert all(fixed.count(comment) == text.count(comment) for comment in comments)
    assert ("\r\n" in fixed) == ("\r\n" in text)
    assert re.search(r"(?<!\r)\n", fixed) is None if "\r\n" in text else "\r" not in fixed
    assert [finding.rule for finding in lint(fixed) if finding.fix is not None] == []
    assert applied(fixed) == fixed


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(programs())
def test_a_fix_brings_no_new_kind_of_finding(program):
    text, _ = program
    before = {finding.rule for finding in lint(text)}
    assert {finding.rule for finding in lint(applied(text))} <= before


TABBED = [
    pytest.param("def f(x):\n    return x\n", "def f(x):\n\treturn x\n", id="indented by spaces"),
    pytest.param('def f(x):\n    """a\n    b"""\n', 'def f(x):\n    """a\n    b"""\n', id="a text would change"),
]


@pytest.mark.parametrize(("code", "expected"), TABBED)
def test_tabs_keep_the_program(code, expected):
    assert tabbed(code) == expected


def test_names_do_not_meet():
    code = textwrap.dedent(
        """\
        def fetch(url):
            return session.fetch(url)


        fetch(1)
        """
    )
    assert renamed(code, 3) == code.replace("def fetch", "def fetch_3").replace("\nfetch(", "\nfetch_3(")
