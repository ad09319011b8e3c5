"""Syntax of Python 3.8 to 3.14, on whatever Python runs the tests; what LibCST cannot read; broken files."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from pratique.core.errors import SourceError
from pratique.core.finding import Finding, Problem
from pratique.lint.hook import main
from support.linting import lint, outcomes

GAPS = Path(__file__).resolve().parents[2] / "docs" / "syntax.md"

HEAD = """\
import hashlib
import sqlite3

from flask import Flask, request

app = Flask(__name__)
"""
VIEW = """

@app.route("/")
def view():
    db = sqlite3.connect("app.db")
    name = request.args["n"]
{}    digest = hashlib.md5(name.encode()).hexdigest()
    return str(db.execute("SELECT * FROM users WHERE name = '" + name + digest + "'").fetchall())
"""
BY_PATTERN, BY_FLOW = ("weak-hash", "hashlib.md5("), ("sql-injection", "db.execute(")

NEW = {
    "3.8": {
        "an assignment in an expression": "if (n := len('a')) > 1:\n    pass\n",
        "positional parameters": "def f(a, /, b, *, c):\n    return a\n",
        "an f-string that shows its code": "n = 1\ntext = f'{n=} {n = !r:>5}'\n",
        "a tuple unpacked by return": "def f(a):\n    return 1, *a\n",
        "a tuple unpacked by yield": "def f(a):\n    yield 1, *a\n",
        "continue in finally": "for n in ():\n    try:\n        pass\n    finally:\n        continue\n",
    },
    "3.9": {
        "any expression as decorator": "@[print][0]\ndef f():\n    pass\n",
        "unpacking in for": "for n in *(), *[]:\n    pass\n",
    },
    "3.10": {
        "contexts in brackets": "with (open('a') as f, open('b') as g,):\n    pass\n",
        "match": "match 1:\n    case {'a': [n, *_], **rest} if n:\n        n\n    case str() | n.x as n:\n        n\n",
        "match as a name": "match = case = {}\nmatch.update(case)\n",
        "an assignment in an index": "xs = [1]\nxs[n := 0]\n",
    },
    "3.11": {
        "groups of exceptions": "try:\n    pass\nexcept* (ValueError, KeyError) as error:\n    pass\n",
        "unpacking in an index": "xs, ys = {}, (1,)\nxs[0, *ys] = xs[*ys] = 1\n",
        "unpacking in an annotation": "def f(*args: *tuple[int, ...]):\n    pass\n",
        "asynchronous comprehensions inside others": "async def f(a):\n    return [[x async for x in y] for y in a]\n",
    },
    "3.12": {
        "type parameters of a function": "def f[T: (int, str), *Ts, **P](a: T) -> T:\n    return a\n",
        "type parameters of a coroutine": "async def f[T](a: T) -> T:\n    return a\n",
        "type parameters of a class": "class C[T: int]:\n    a: T\n",
        "a type alias": "type N = list[int]\n",
        "a type alias with parameters over lines": "type N[T] = (\n    list[T] | dict[str, T]\n)\n",
        "type as a name": "type = print\ntype(1)\n",
        "its own quotes in an f-string": "d = {'a': 1}\ntext = f'{d['a']}'\n",
        "an f-string in itself": "text = f'{f'{f'{1}'}'}'\n",
        "a backslash in an f-string": "text = f\"{'\\n'.join(['a'])}\"\n",
        "an escaped quote in an f-string": "text = f'{'it\\'s'}'\n",
        "a comment in an f-string": 'text = f"{\n    1  # one\n}"\n',
        "lines in an f-string": "text = f'{\n    1\n    + 2\n}'\n",
        "quotes in a format": "n = 1\ntext = f'{n:{'>'}{10}}'\n",
        "three quotes in three": "text = f'''{'''a'''}'''\n",
        "a raw string in an f-string": "text = f'{r'\\d'}'\n",
        "strings beside such an f-string": "text = 'a' f'{'b' 'c'}' rf'\\d{'d'!r}' 'e'\n",
    },
    "3.13": {
        "defaults of a function's type parameters": "def f[T = int](a: T) -> T:\n    return a\n",
        "defaults of a class's": "class C[T: int = bool, *Ts = *tuple[int, ...], **P = [int]]:\n    pass\n",
        "defaults of an alias's": "type N[T = int] = list[T]\n",
    },
    "3.14": {
        "exceptions without brackets": "try:\n    pass\nexcept ValueError, KeyError:\n    pass\nexcept E:\n    pass\n",
        "groups of exceptions without brackets": "try:\n    pass\nexcept* ValueError, KeyError:\n    pass\n",
        "a t-string": "n = 1\ntext = t'{n!r:>{10}} {n=}'\n",
        "a t-string with its own quotes": "d = {}\ntext = t'{d['a']}'\n",
        "t-strings and f-strings inside": "text = t'{t'{f'{1}'}'}'\n",
        "an escape in a t-string": "text = t'a\\n\\'{1}'\n",
        "a raw t-string": "text = rt'\\d{1}'\n",
        "a t-string over lines": "text = t'''\n{1}\n'''\n",
        "return in finally, of which it warns": "def f():\n    try:\n        pass\n    finally:\n        return 1\n",
    },
}
SHAPES = [pytest.param(text, id=f"{version}: {what}") for version, items in NEW.items() for what, text in items.items()]


def places(text: str) -> list[tuple[str, int]]:
    """Rule and line of what has to be found."""
    lines = text.splitlines()
    return [(rule, next(n for n, line in enumerate(lines, 1) if code in line)) for rule, code in (BY_PATTERN, BY_FLOW)]


@pytest.mark.parametrize("where", ["before the function", "inside the function"])
@pytest.mark.parametrize("snippet", SHAPES)
def test_what_follows_new_syntax_is_found(snippet, where):
    inside = where == "inside the function"
    text = HEAD + VIEW.format(textwrap.indent(snippet, "    ")) if inside else HEAD + snippet + VIEW.format("")
    found = outcomes(text)
    assert all(isinstance(outcome, Finding) for outcome in found), found
    assert sorted((finding.rule, finding.region.line) for finding in found) == sorted(places(text))


CARRYING = {
    "its own quotes": "f'{request.args['n']}'",
    "an f-string in itself": "f'{f'{request.args['n']}'}'",
    "a comment": "f'{request.args['n']  # the name\n}'",
    "a join": 'f"{", ".join([request.args["n"]])}"',
    "a width out of a request": "f'{1:{request.args['n']}}'",
    "strings beside it": "'a' f'{request.args['n']}' \"b\"",
    "lines": "f'''\n{request.args['''n''']}\n'''",
    "its code is shown": "f'{request.args['n'] = }'",
    "a t-string": "t'{request.args['n']}'",
    "a t-string in an f-string": "f'{t'{request.args['n']}'}'",
    "an assignment inside": "f'{(a := request.args['n'])}{a['x':]}'",
}


@pytest.mark.parametrize("string", CARRYING.values(), ids=CARRYING.keys())
def test_data_is_followed_through_new_strings(string):
    text = HEAD + VIEW.format("").replace('request.args["n"]', f"({string})").replace("name.encode()", 'b""')
    assert set(places(text)) <= {(finding.rule, finding.region.line) for finding in lint(text)}


@pytest.mark.parametrize("string", CARRYING.values(), ids=CARRYING.keys())
def test_new_strings_of_constants_are_quiet(string):
    string = string.replace("request.args", "{'n': 'a', '''n''': 'a'}").replace("{{", "{ {")
    text = HEAD + VIEW.format("").replace('request.args["n"]', f"({string})")
    assert "sql-injection" not in {finding.rule for finding in lint(text)}


SPACES = {
    "before the colon of except": "try:\n    pass\nexcept  OSError  :\n    pass\nexcept E as e\t:\n    pass\n",
    "before the colon of except*": "try:\n    pass\nexcept* OSError  :\n    pass\n",
    "after a conversion": "n = 1\ntext = f'{n!r  }{n!s\t:>10}'\n",
    "before every colon": "if True :\n    pass\nelse :\n    pass\nfor n in () :\n    pass\nxs = [][1 : 2]\n",
}


@pytest.mark.parametrize("snippet", SPACES.values(), ids=SPACES.keys())
def test_spaces_move_nothing(snippet):
    text = HEAD + VIEW.format(textwrap.indent(snippet, "    "))
    starts = {finding.rule: finding.excerpt.text[finding.excerpt.mark :] for finding in lint(text)}
    assert {rule: starts[rule].startswith(code) for rule, code in (BY_PATTERN, BY_FLOW)} == dict.fromkeys(starts, True)


def test_spaces_that_cannot_be_kept_are_said():
    text = HEAD + VIEW.format("    try:\n        pass\n    except E[1 :2] :\n        pass\n")
    (problem,) = [outcome for outcome in outcomes(text) if isinstance(outcome, Problem)]
    assert "does not keep all of its spaces" in problem.message


def gaps() -> list[tuple[str, str]]:
    """What the page lists: the words for it, and an example."""
    rows = re.findall(r"^\| (?P<what>[^|`]+) \| [\d.]+ \| `(?P<code>[^`]+)` \|$", GAPS.read_text(), re.MULTILINE)
    assert rows
    return rows


@pytest.mark.parametrize("code", [pytest.param(code, id=what) for what, code in gaps()])
def test_a_listed_gap_is_refused_with_its_line(code):
    text = HEAD + VIEW.format(f"    {code}\n")
    line = text[: text.index(code)].count("\n") + 1
    decorator = text[: text.index("@app")].count("\n") + 1
    try:
        said = [outcome.message for outcome in outcomes(text) if isinstance(outcome, Problem)]
    except SourceError as error:
        said = [str(error)]
    assert said, f"LibCST reads `{code}` now: delete its row in {GAPS.name}"
    assert re.search(rf"\bline ({line}|{decorator})\b", said[0]), said


BROKEN = {
    "a bracket that is not closed": ("x = (1,\ny = 2\n", 1),
    "a bracket too many": ("x = 1\ny = 2)\n", 2),
    "two kinds of brackets": ("x = [1,\n     2)\n", 2),
    "a text that does not end": ("x = 1\ny = 'a\n", 2),
    "a long text that does not end": ("x = 1\ny = '''a\n\n", 2),
    "a colon that is missing": ("def f()\n    pass\n", 1),
    "a body that is missing": ("if x:\ny = 1\n", 2),
    "indentation out of nowhere": ("x = 1\n    y = 2\n", 2),
    "indentation that matches nothing": ("if x:\n        y = 1\n    z = 2\n", 3),
    "tabs and spaces": ("if x:\n        y = 1\n\tz = 2\n", 3),
    "the marks of a merge": ("x = 1\n<<<<<<< HEAD\ny = 2\n=======\n", 2),
    "Python 2": ("import os\nprint 'a'\n", 2),
    "an operator of Python 2": ("x = 1\ny = 1 <> 2\n", 2),
    "a character that means nothing": ("x = 1\n$\n", 2),
    "a value assigned to a call": ("x = 1\nf() = 2\n", 2),
    "a number that is none": ("x = 1\ny = 0777\n", 2),
    "bytes beside a text": ("x = 1\ny = b'' f''\n", 2),
    "a name in quotes that look alike": ("x = 1\ny = \u201ca\u201d\n", 2),
    "a NUL byte": ("x = 1\ny = '\0'\n", 2),
    "an f-string without an expression": ("x = 1\ny = f'{}'\n", 2),
}


@pytest.mark.parametrize(("text", "line"), BROKEN.values(), ids=BROKEN.keys())
def test_a_file_that_does_not_parse_ends_with_2_and_its_line(text, line, repo, capsys):
    repo.write("broken.py", text)
    repo.write("whole.py", "import hashlib\n\nhashlib.md5(b'')\n")
    assert main(["check", "broken.py", "whole.py"]) == 2
    said = capsys.readouterr()
    assert re.search(rf"^.*broken\.py.*\bline {line}\b", said.out + said.err, re.MULTILINE), said
    assert "whole.py:3:" in said.out
