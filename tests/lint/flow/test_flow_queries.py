"""What of an argument a sink looks at, structures and texts, and receivers that no model knows."""

from __future__ import annotations

import ast

import pytest

from pratique.lint.flow.interpret import interpret
from pratique.lint.flow.library import gathered
from pratique.lint.flow.model import STRUCTURE, Model, Restores, Returns, Sanitiser, Sink, Source

LIBRARY = gathered(
    [
        Model(
            needles=("body", "text"),
            sources=(Source("web.body", "the body", clears=STRUCTURE), Source("web.text", "a text")),
            sinks=(
                Sink("store.find", "nosql", (0,), but=("$eq",)),
                Sink("store.find", "nosql-code", (0,), keys=("$where",), but=("scope",)),
                Sink("store.filter", "nosql-code", (0,), shallow=True),
                Sink("store.query", "sql", (0,)),
                Sink("store.xpath", "xpath", (0,)),
                Sink("**.ask", "sql", (0,), like=r"\bselect\b", passes=True),
                Sink("*.tell", "sql", (0,), like=r"\bselect\b", lenient=True),
                Sink("store.ldap", "ldap", (0,)),
            ),
            sanitisers=(Sanitiser("web.quote", ("sql",)),),
            restores=(Restores("json.loads", ("nosql",)), Restores("web.unquote", ("sql",))),
            returns=(Returns("store.known", "store.Known", clean=True), Returns("store.Known.ask", "", clean=True)),
        )
    ]
)
HARMFUL = {
    "a structure in a filter": "store.find({'name': body['name']})",
    "the body as a filter": "store.find(body)",
    "below other keys": "store.find({'$or': [{'a': 1}, {'b': body['b']}]})",
    "a text that is parsed": "store.find({'name': json.loads(text)})",
    "a text that is run": "store.find({'a': 1, '$where': 'this.a == ' + text})",
    "a chosen filter": "store.filter({k: 1 for k in text})",
    "unquoted again": "store.query(web.unquote(web.quote(text)))",
    "a text of SQL for something unknown": "thing.ask('select ' + text)",
    "a text of SQL for an object of an unknown class": "Thing().ask('select ' + text)",
    "nothing but the value, leniently": "make().tell(text)",
    "no quotes around": "store.xpath('//a[' + apostrophe_free(text) + ']')",
    "the other quotes around": "store.xpath('//a[b=\"' + apostrophe_free(text) + '\"]')",
    "one of two values may hold the quote": 'store.xpath("//a[\'" + apostrophe_free(text) + "\' = \'" + text + "\']")',
    "a parenthesis is left": "store.ldap(text.replace('*', '').replace('(', ''))",
    "keys of a dict": "store.query(','.join({text: 1}))",
    "a value of one turn": "store.query([text for k in ('a', 'b')][0])",
}
HARMLESS = {
    "a text in a filter": "store.find({'name': text})",
    "a structure made a text": "store.find({'name': str(body['name'])})",
    "a structure in an f-string": "store.find({'name': f\"{body['name']}\"})",
    "a method of texts only": "store.find({'name': body['name'].strip()})",
    "compared as it is": "store.find({'name': {'$eq': body['name']}})",
    "beside a program": "store.find({'$where': 'f(x)', 'x': text})",
    "what a program is given": "store.find({'$where': {'code': 'f(x)', 'scope': text}})",
    "a filter of known keys": "store.filter({'name': text})",
    "no SQL": "thing.ask('go to ' + text)",
    "nothing but the value": "Thing().ask(text)",
    "a class that a model knows": "store.known().ask('select ' + text)",
    "no SQL, leniently": "make().tell('go to ' + text)",
    "quotes that it cannot leave": 'store.xpath("//a[b=\'" + apostrophe_free(text) + "\']")',
    "escaped for a filter by hand": "store.ldap(text.replace('*', '_').replace('(', '_').replace(')', '_'))",
    "escaped by a table": "store.ldap(text.translate(str.maketrans({'*': '', '(': '', ')': ''})))",
    "keys that are known": "store.query(','.join({'a': text}))",
    "a list of keys that are known": "store.query(list({'a': text})[0])",
    "a class is asked for": "body['a'] if type(body['a']) is not str else store.find({'a': body['a']})",
    "no dict": "None if isinstance(value, dict) else store.find({'a': value})",
    "an instance": "isinstance(body['a'], str) and store.find({'a': body['a']})",
    "each of a list": "store.query(','.join(ids)) if all(i.isdigit() for i in ids) else None",
    "a set of known names": "store.query(','.join(ids)) if set(ids) <= NAMES else None",
    "no character but harmless ones": "store.query(text) if not re.search('[^a-z]', text) else None",
}
PROGRAM = """
import json
import re

import store
import web
from elsewhere import Thing, make, thing

NAMES = {{"a", "b"}}


def apostrophe_free(value):
    return value.replace("'", "")


def view():
    text, body = web.text, web.body
    ids = text.split(",")
    value = body["value"]
    {}
"""


def hits(expression: str) -> int:
    source = PROGRAM.format(expression)
    tree = ast.parse(source)
    found = interpret("main.py", tree, lambda path: None, lambda node: source.encode(), LIBRARY)
    assert not found.unfinished
    return len({(hit.kind, id(hit.call)) for hit in found.hits})


@pytest.mark.parametrize("expression", [pytest.param(text, id=why) for why, text in HARMFUL.items()])
def test_harm_is_found(expression: str) -> None:
    assert hits(expression) >= 1


@pytest.mark.parametrize("expression", [pytest.param(text, id=why) for why, text in HARMLESS.items()])
def test_what_is_harmless_is_left_alone(expression: str) -> None:
    assert hits(expression) == 0


def test_each_turn_of_a_loop_over_constants_is_told_apart() -> None:
    loop = "for k in ('a', 'b'):\n        text = text.replace({'a': '(', 'b': ')'}[k], '')"
    assert hits(f"{loop}\n    store.ldap(text.replace('*', ''))") == 0
    assert hits(f"{loop}\n    store.ldap(text)") == 1
