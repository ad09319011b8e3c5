"""A small library of models, and programs whose lines say what is to be found.

`# bad` ends a line where an outsider's value reaches a sink; on no other line is a hit expected.
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Callable, Mapping

import pytest

from pratique.lint.flow.interpret import Result, interpret
from pratique.lint.flow.library import gathered
from pratique.lint.flow.model import ANY, Entry, Guard, Model, Parameter, Returns, Sanitiser, Sink, Source
from pratique.lint.flow.values import LOCAL, MODEL

LIBRARY = gathered(
    [
        Model(
            needles=("source", "handle"),
            sources=(
                Source("source", "the test"),
                Source("local_source", "the command line", LOCAL),
                Source("model_source", "a model", MODEL),
                Source("request.args", "a request"),
            ),
            sinks=(
                Sink("sink", "sql"),
                Sink("html", "html"),
                Sink("fetch", "url"),
                Sink("opened", "path"),
                Sink("Connection.execute", "sql"),
                Sink("*.execute", "sql"),
                Sink("shell", "command", when=(("really", True),)),
                Sink("safe_unless", "sql", unless=(("safe", True),)),
            ),
            sanitisers=(Sanitiser("clean"), Sanitiser("escape", ("html",))),
            guards=(Guard("is_safe", ("sql",)), Guard("is_evil", ("sql",), truth=False)),
            returns=(Returns("connect", "Connection", clean=True),),
            entries=(
                Entry(decorators=("handle",), parameters={ANY: Parameter("a parameter")}),
                Entry(bases=("View",), methods=("get", "post"), parameters={ANY: Parameter("a parameter")}),
            ),
            leaves=("abort",),
        )
    ]
)

Interpret = Callable[..., Result]


@pytest.fixture
def run() -> Interpret:
    """run(program, path, other files) -> the interpreter's result."""

    def interpreted(program: str, path: str = "app.py", files: Mapping[str, str] | None = None) -> Result:
        text = textwrap.dedent(program)
        others = {name: textwrap.dedent(content).encode() for name, content in (files or {}).items()}

        def source(node: ast.AST) -> bytes:
            return (ast.get_source_segment(text, node) or "").encode()

        return interpret(path, ast.parse(text), others.get, source, LIBRARY)

    return interpreted


@pytest.fixture
def judge(run: Interpret) -> Callable[..., None]:
    """judge(program, …) asserts that hits are on the marked lines and nowhere else."""

    def judged(program: str, path: str = "app.py", files: Mapping[str, str] | None = None) -> None:
        lines = textwrap.dedent(program).splitlines()
        wanted = [number for number, line in enumerate(lines, 1) if line.rstrip().endswith("# bad")]
        found = sorted({hit.call.lineno for hit in run(program, path, files).hits})  # type: ignore[attr-defined]
        assert found == wanted

    return judged
