"""Syntax that may be newer than the running Python: read, followed, and in place."""

from __future__ import annotations

import ast

import pytest

from pratique.core.source import Source
from pratique.lint import older, syntax
from pratique.lint.fragments import Fragments
from support.linting import lint

HEAD = """\
import sqlite3

from flask import Flask, request

app = Flask(__name__)
db = sqlite3.connect("app.db")


@app.route("/user")
def user():
"""
QUERY = '    return str(db.execute("SELECT * FROM users WHERE name = \'" + name + "\'").fetchall())\n'
SHAPES = [
    pytest.param("type Names = list[str]\n", '    name = request.args["n"]\n', id="a type alias before"),
    pytest.param(
        "def first[T](x: list[T]) -> T:\n    return x[0]\n",
        '    name = first([request.args["n"]])\n',
        id="a generic function on the way",
    ),
    pytest.param("class Box[T: int = str]:\n    pass\n", '    name = request.args["n"]\n', id="a generic class before"),
    pytest.param("", '    name = f"{request.args["n"]}"\n', id="an f-string with its own quotes inside"),
    pytest.param(
        "", '    d = {"k": request.args["n"]}\n    name = f"{", ".join([d["k"]])}"\n', id="nested quotes twice"
    ),
    pytest.param(
        "",
        '    try:\n        name = request.args["n"]\n    except* ValueError:\n        return "no"\n',
        id="groups of exceptions",
    ),
]


def written(before: str, body: str) -> str:
    return HEAD.replace("\n@app", f"{before}\n@app", 1) + body + QUERY


@pytest.mark.parametrize(("before", "body"), SHAPES)
def test_data_is_followed_through_newer_syntax(before, body):
    text = written(before, body)
    (finding,) = [found for found in lint(text) if found.rule == "sql-injection"]
    assert finding.region.line == text[: text.index("db.execute")].count("\n") + 1
    assert finding.excerpt.text[finding.excerpt.mark :].startswith("db.execute(")


@pytest.mark.parametrize(("before", "body"), SHAPES)
def test_older_words_have_the_same_length_and_parse(before, body):
    source = Source.load("a.py", written(before, body).encode())
    fragment = Fragments(source).add(syntax.parse_cst(source.text), 0)
    text = older.respelled(source.data, fragment)
    assert len(text) == len(source.data)
    assert text.count(b"\n") == source.data.count(b"\n")
    ast.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = [a[1:2], f'{x!r:>{w}}', {**d}]\n", id="nothing new"),
        pytest.param("def f(a, /, *, b: int = 1) -> None: ...\n", id="parameters"),
        pytest.param("with (open(a) as f, open(b) as g):\n    pass\n", id="parentheses around contexts"),
        pytest.param("match x:\n    case {'a': [1, *_]}:\n        pass\n", id="patterns"),
    ],
)
def test_what_every_python_reads_is_left_as_it_is(text):
    source = Source.load("a.py", text.encode())
    assert older.respelled(source.data, Fragments(source).add(syntax.parse_cst(text), 0)) == source.data
