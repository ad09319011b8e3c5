"""The engine: names, positions, screening, bad input."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pratique.core.errors import SourceError
from pratique.core.finding import Finding, Problem
from pratique.core.source import Source
from pratique.lint import declare, engine, statements, syntax
from pratique.lint.declare import LintRule, Report, load
from pratique.lint.generate import table_source
from pratique.lint.hook import wants
from pratique.lint.views import Call
from support.linting import lint, outcomes

RESOLVED = {
    "plain": "import yaml\nyaml.unsafe_load(x)\n",
    "renamed module": "import yaml as y\ny.unsafe_load(x)\n",
    "renamed function": "from yaml import unsafe_load as get\nget(x)\n",
    "import inside the function": "def f(x):\n    import yaml\n    return yaml.unsafe_load(x)\n",
    "function kept in a name": "import yaml\nload = yaml.unsafe_load\n\n\ndef f(x):\n    return load(x)\n",
    "chain of names": "import yaml\na = yaml\nb = a\nb.unsafe_load(x)\n",
    "star import": "from yaml import *\nunsafe_load(x)\n",
    "no import at all": "yaml.unsafe_load(x)\n",
    "under a condition": "try:\n    import yaml\nexcept ImportError:\n    yaml = None\nyaml.unsafe_load(x)\n",
    "walrus": "import yaml\nif (y := yaml):\n    y.unsafe_load(x)\n",
    "tuple": "import yaml\na, b = yaml, 1\na.unsafe_load(x)\n",
    "either of two": "import yaml\nf = yaml.unsafe_load if input() else print\nf(x)\n",
    "attribute of the class": "import yaml\nclass A:\n  f = yaml.unsafe_load\n  def g(self):\n    self.f(x)\n",
    "decorator": "import yaml\n\n\n@g(yaml.unsafe_load(x))\ndef f(): ...\n",
    "default": "import yaml\n\n\ndef f(a=yaml.unsafe_load(x)): ...\n",
    "f-string": "import yaml\nprint(f'{yaml.unsafe_load(x)}')\n",
    "comprehension": "import yaml\n[yaml.unsafe_load(i) for i in x]\n",
    "lambda": "import yaml\nf = lambda i: yaml.unsafe_load(i)\n",
    "nested class": "import yaml\nclass A:\n  class B:\n    def f(self):\n      return yaml.unsafe_load(x)\n",
}
SHADOWED = {
    "parameter": "import yaml\n\n\ndef f(yaml):\n    return yaml.unsafe_load(x)\n",
    "local name": "import yaml\n\n\ndef f():\n    yaml = g()\n    return yaml.unsafe_load(x)\n",
    "relative import": "from . import yaml\nyaml.unsafe_load(x)\n",
    "relative module": "from .yaml import unsafe_load\nunsafe_load(x)\n",
    "other module": "import other as yaml\nyaml.unsafe_load(x)\n",
    "loop variable": "for yaml in z:\n    yaml.unsafe_load(x)\n",
    "lambda parameter": "import yaml\nf = lambda yaml: yaml.unsafe_load(x)\n",
    "comprehension variable": "import yaml\n[yaml.unsafe_load(x) for yaml in z]\n",
    "function of that name": "def unsafe_load(x): ...\n\n\nunsafe_load(x)\n",
    "text only": "import yaml\nprint('yaml.unsafe_load(x)')  # yaml.unsafe_load(x)\n",
    "name of a class body": "class A:\n  from yaml import unsafe_load as g\n  def f(self):\n    g(x)\n",
}


@pytest.mark.parametrize("text", RESOLVED.values(), ids=RESOLVED)
def test_name_is_resolved(text: str) -> None:
    assert [finding.rule for finding in lint(text)] == ["yaml-unsafe-load"]


@pytest.mark.parametrize("text", SHADOWED.values(), ids=SHADOWED)
def test_other_things_of_that_name_are_left_alone(text: str) -> None:
    assert lint(text) == []


LAYOUTS = {
    "plain": "import yaml\nx = yaml.unsafe_load(y)\n",
    "no final newline": "import yaml\nx = yaml.unsafe_load(y)",
    "carriage returns": "import yaml\r\n\r\nx = yaml.unsafe_load(y)\r\n",
    "bare carriage returns": "import yaml\rx = yaml.unsafe_load(y)\r",
    "form feed": "import yaml\n\f\nx = yaml.unsafe_load(y)\n",
    "tabs": "import yaml\nif y:\n\tif y:\n\t\tx = yaml.unsafe_load(y)\n",
    "letters of several bytes": "import yaml\ná = 'žluť'; ñ = yaml.unsafe_load(y)  # ☂\n",
    "one line": "import yaml; x = 'é'; y = yaml.unsafe_load(y); z = 1\n",
    "continued line": "import yaml\nx = \\\n  yaml.unsafe_load(y)\n",
    "after a docstring": '"""é\n\n"""\nimport yaml\n# note\n\n\n@d\nclass A:\n    x = yaml.unsafe_load(y)\n',
    "last of a decorated block": "import yaml\n@a\n@b\n\n# c\ndef f():\n    return yaml.unsafe_load(y)\n\n\n# end\n",
}


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["no mark", "byte-order mark"])
@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_positions_are_exact(text: str, bom: bytes) -> None:
    (finding,) = lint(bom + text.encode())
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    line = lines[finding.region.line - 1]
    assert line[finding.region.column - 1 : finding.region.end_column - 1] == "yaml.unsafe_load(y)"
    assert finding.fix is not None
    (edit,) = finding.fix.edits
    assert text.encode()[edit.start : edit.end] == b"yaml.unsafe_load"


def whole_file(text: str) -> list[Finding]:
    """The findings when LibCST parses everything."""
    source = Source("example.py", text.encode())
    unit = engine._unit_of_module(source, syntax.parse_cst(text))
    rules = [load(name) for name in sorted(screen_names())]
    found = [
        outcome for outcome in engine._outcomes(unit, rules, (), lambda path: None) if isinstance(outcome, Finding)
    ]
    return sorted(found, key=lambda finding: finding.sort_key)


def python(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    """Another Python, so that neither imports nor a crash of this one count."""
    env = {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, *arguments], input=code, text=True, capture_output=True, env=env, check=False
    )


def screen_names() -> list[str]:
    from pratique.lint.screen_table import TRIGGERS

    return list(TRIGGERS)


PIECES = (
    "import yaml\n",
    "import yaml as y\n",
    "from yaml import unsafe_load as get\n",
    "from yaml import *\n",
    "import requests, subprocess\n",
    "options = {'verify': False}\n",
    "session = requests.Session()\n",
    "session.verify = False\n",
    "requests.get(u, **options)\n",
    "def f(y):\n    return y.unsafe_load(s)\n",
    "def g():\n    return y.unsafe_load(get(s))\n",
    "class C(requests.Session):\n    def h(self):\n        self.verify = False\n",
    "c = C()\nc.verify = False\n",
    "if u:\n    y = None\nelse:\n    import yaml as y\n",
    "subprocess.run(f'ls {u}', shell=True)\n",
    "def k():\n    global session\n    session = None\n",
    "for u in s:\n    unsafe_load(u)\n",
    "x = 'é'; yaml.unsafe_load(x)\n",
    "with requests.Session() as t:\n    t.verify = False\n",
    "h = y\nh.unsafe_load(s)\n",
)


@settings(deadline=None)  # loads rules on the way
@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_statements_alone_give_what_the_whole_file_gives(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert lint(text) == whole_file(text)


@settings(deadline=None)  # loads rules on the way
@given(st.text(alphabet=st.sampled_from("yaml.load(x)\n\t '\"#:=[]{}é\0\\ifdefclass,*"), max_size=60))
def test_any_text_is_findings_or_an_error(text: str) -> None:
    try:
        found = outcomes(f"import yaml\n{text}")
    except SourceError:
        return
    assert all(isinstance(outcome, Finding) for outcome in found)


BROKEN = {
    "syntax error": ("x = 1\ndef f(:\n", "line 2"),
    "syntax error where a rule looks": ("import yaml\nyaml.load(x\n", "line 2"),
    "NUL byte": ("x = 1\n\0\n", "line 2"),
    "many brackets": ("x = " + "(" * 5000 + ")" * 5000 + "\n", "nested"),
    "many signs": ("x = " + "-" * 30_000 + "1\n", "nested too deeply"),
    "many branches": ("if a: pass\n" + "elif a: pass\n" * 30_000, "nested too deeply"),
    "bad signs and an error": ("x = " + "-" * 30_000 + "1 $\n", "line 1|nested"),
    "bad indentation": ("def f():\npass\n", "line 2"),
}


@pytest.mark.parametrize(("text", "expected"), BROKEN.values(), ids=BROKEN)
def test_what_is_not_python_is_an_error(text: str, expected: str) -> None:
    with pytest.raises(SourceError, match=expected):
        outcomes(text)


def test_invalid_utf8_is_an_error() -> None:
    with pytest.raises(SourceError, match="not valid UTF-8"):
        outcomes(b"x = '\xff'\n")


@pytest.mark.parametrize(
    "text", ["", "\n", "# only a comment", "\f\n"], ids=["empty", "newline", "comment", "form feed"]
)
def test_nothing_is_fine(text: str) -> None:
    assert lint(text) == []


def test_a_long_chain_does_not_end_the_process() -> None:
    text = "import yaml\nx = " + " and ".join(["yaml.unsafe_load(y)"] * 20_000) + "\n"
    code = f"from support.linting import outcomes\nprint(len(outcomes({text!r})))"
    done = python("-", code=code)
    assert done.returncode == 0, done.stderr


def test_newer_syntax_is_read_by_libcst(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str) -> None:
        raise SyntaxError("too new")

    text = '"""Doc."""\nimport random\n\n\ndef f():\n    token = random.choice(x)\n    return token\n'
    expected = lint(text)
    monkeypatch.setattr(syntax, "parse_ast", refuse)
    found = lint(text)
    assert [finding.region for finding in found] == [finding.region for finding in expected]
    assert [finding.fix for finding in found] == [finding.fix for finding in expected]


def test_a_rule_that_raises_is_named_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(call: Call) -> Iterator[Report]:
        raise RuntimeError("boom")

    good = load("yaml-unsafe-load")

    def loader(name: str) -> LintRule:
        rule = load(name)
        return LintRule(rule.rule, rule.triggers, {Call: broken}) if name == "weak-hash" else rule

    monkeypatch.setattr(declare, "load", loader)
    found = outcomes("import hashlib, yaml\nhashlib.md5(yaml.unsafe_load(x))\n")
    problems = [outcome for outcome in found if isinstance(outcome, Problem)]
    assert [(problem.path, problem.rule) for problem in problems] == [("example.py", "weak-hash")]
    assert "boom" in problems[0].message
    assert [outcome.rule for outcome in found if isinstance(outcome, Finding)] == [good.rule.name]


def test_a_rule_that_is_off_is_not_run() -> None:
    text = "import hashlib, yaml\nhashlib.md5(yaml.unsafe_load(x))\n"
    assert [finding.rule for finding in lint(text, select=["weak-hash"])] == ["weak-hash"]
    assert [finding.rule for finding in lint(text, ignore=["weak-hash"])] == ["yaml-unsafe-load"]


WANTED = [
    ("a.py", b"", True),
    ("dir/a.pyi", b"", True),
    ("a.pyw", b"", True),
    ("bin/tool", b"#!/usr/bin/env python3\n", True),
    ("bin/tool", b"#!/usr/bin/python3.11 -I\n", True),
    ("bin/tool", b"#!/bin/sh\n# python\n", False),
    ("tool.sh", b"#!/usr/bin/env python3\n", False),
    ("a.py.txt", b"", False),
    ("README", b"python", False),
]


@pytest.mark.parametrize(("path", "head", "expected"), WANTED)
def test_wanted_files(path: str, head: bytes, expected: bool) -> None:
    assert wants(path, lambda: head) is expected


def test_the_screen_table_is_what_the_rules_say() -> None:
    from pratique.lint import screen_table

    with open(screen_table.__file__, encoding="utf-8") as file:
        assert file.read() == table_source()


def test_statements_on_one_line_stay_together() -> None:
    source = Source("a.py", b"a = 1; b = 2\nc = 3\n")
    parts = statements.split(source, syntax.parse_ast(source.text))
    assert [(part.start, part.end, len(part.nodes)) for part in parts] == [(0, 13, 2), (13, 19, 1)]


def test_a_clean_run_imports_no_libcst_and_no_rule() -> None:
    code = (
        "import sys\nfrom support.linting import outcomes\n"
        "assert outcomes('import os\\nprint(os.getcwd())\\n') == []\n"
        "assert 'libcst' not in sys.modules and not [m for m in sys.modules if m.startswith('pratique.lint.rules.')]\n"
    )
    done = python("-c", code)
    assert done.returncode == 0, done.stderr


def test_a_long_sum_is_reported_where_it_stands():
    """LibCST's positions recurse once for every term."""
    code = "import sqlite3\n\n\ndef view(name):\n    text = name" + " + 'x'" * 900 + "\n    "
    code += "connection = sqlite3.connect('x')\n    connection.execute('SELECT 1 ' + text)\n"
    found = lint(code)
    assert {finding.region[0] for finding in found} == {code[: code.index("connection.execute")].count("\n") + 1}
