"""Records, options that objects keep, attributes that calls set, and sources by what they are given."""

from __future__ import annotations

import ast
import textwrap

import pytest

from pratique.lint.flow.interpret import interpret
from pratique.lint.flow.library import gathered
from pratique.lint.flow.model import Model, Record, Returns, Sanitiser, Sets, Sink, Source, Stores

LIBRARY = gathered(
    [
        Model(
            needles=("source", "opened"),
            sources=(Source("source", "the test"), Source("opened", "something opened", type="Box", given=(0,))),
            sinks=(
                Sink("say", "prompt", (0, "messages"), record=("role", "content")),
                Sink("pairs", "prompt", (0,), record=(0, 1)),
                Sink("read", "xxe", (0,), when=(("1.entities", True),)),
                Sink("Parser.feed", "xxe", (0,), when=((".entities", True),)),
                Sink("Box.spill", "archive", (".",)),
                Sink("take", "archive", (0,), judged_by=("name", "path")),
                Sink("use", "path", (0,)),
            ),
            sanitisers=(Sanitiser("last", ("path",)),),
            returns=(
                Returns("Parser", "Parser", clean=True, keeps=("entities",)),
                Returns("Saver", "Saver", clean=True),
            ),
            sets=(Sets("Parser.switch", "entities", 1, when=((0, "entities"),)),),
            stores=(Stores("save", (0,), into=1, clears=("path",)),),
            records=(
                Record("role", ("system",), "content", ("prompt",)),
                Record(0, ("system",), 1, ("prompt",), ("user",)),
            ),
        )
    ]
)


def found(program: str) -> list[str]:
    text = textwrap.dedent(program)
    lines = text.splitlines()

    def content(node: ast.AST) -> bytes:
        return (ast.get_source_segment(text, node) or "").encode()

    result = interpret("app.py", ast.parse(text), lambda path: None, content, LIBRARY)
    return [lines[hit.call.lineno - 1].strip() for hit in result.hits]  # type: ignore[attr-defined]


BAD = {
    "the system's role": "say([{'role': 'system', 'content': source()}])",
    "the role in a variable": "r = 'system'\nsay([{'role': r, 'content': source()}])",
    "stored afterwards": "m = {'role': 'system'}\nm['content'] = source()\nsay([m])",
    "inside a body": "say({'messages': [{'role': 'system', 'content': source()}]})",
    "by keyword": "say(messages=[{'role': 'system', 'content': source()}])",
    "a pair": "pairs([('system', source())])",
    "an option that is kept": "read(source(), Parser(entities=True))",
    "an option of an object": "p = Parser(entities=True)\np.feed(source())",
    "an option that a call sets": "p = Parser()\np.switch('entities', True)\np.feed(source())",
    "set on one way": "p = Parser()\nif unknown:\n    p.switch('entities', True)\np.feed(source())",
    "opened by an outsider's name": "opened(source()).spill()",
    "cleared as a name, not as content": "opened(last(source())).spill()",
    "opened by an unknown name": "opened(unknown).spill()",
    "saved under a name": "n = unknown\nsave(source(), n)\ntake(n)",
    "its name is not judged": "m = source()\ntake(m)",
}
GOOD = {
    "the user's role": "say([{'role': 'user', 'content': source()}])",
    "a role that is not known": "say([{'role': unknown, 'content': source()}])",
    "two messages": "say([{'role': 'system', 'content': 'x'}, {'role': 'user', 'content': source()}])",
    "the messages as a whole": "say(source())",
    "another pair": "pairs([('user', source())])",
    "an option turned off": "read(source(), Parser(entities=False))",
    "no option": "read(source(), Parser())",
    "turned off again": "p = Parser(entities=True)\np.switch('entities', False)\np.feed(source())",
    "another option set": "p = Parser()\np.switch('comments', True)\np.feed(source())",
    "opened by a constant name": "opened('own.tar').spill()",
    "what is saved is no name": "n = unknown\nsave(source(), n)\nuse(n)",
    "its name is judged": "m = source()\nm.name = last(m.name)\ntake(m)",
}


@pytest.mark.parametrize("program", BAD.values(), ids=BAD)
def test_reaches_the_sink(program: str) -> None:
    assert found(program) == [program.splitlines()[-1]]


@pytest.mark.parametrize("program", GOOD.values(), ids=GOOD)
def test_does_no_harm(program: str) -> None:
    assert found(program) == []
