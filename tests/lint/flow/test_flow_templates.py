"""What the conversions of `%` make of values, and what doubled or replaced marks and signatures settle."""

from __future__ import annotations

import pytest

from pratique.core.finding import Finding
from support.linting import outcomes

HEAD = """\
import codecs
import hashlib
import hmac
import logging
import operator
import pickle
import re
import shlex
import subprocess

import yaml
from flask import Flask, request

app = Flask(__name__)
log = logging.getLogger("x")
KEY = b"k"


def sign(text):
    return hmac.new(KEY, text, hashlib.sha256).hexdigest()


@app.route("/")
def view():
    x = request.args["x"]
"""


def rules(body: str) -> set[str]:
    """Names of the rules that report in a view with this body."""
    text = HEAD + "".join(f"    {line}\n" for line in body.split("\n")) + '    return "done"\n'
    return {item.rule for item in outcomes(text) if isinstance(item, Finding)}


REPORTED = {
    "%s into a log": ("log-injection", "log.info('%s', x)"),
    "the second conversion": ("log-injection", "log.info('%d %s', 3, x)"),
    "a mapping": ("log-injection", "log.info('%(a)s', {'a': x})"),
    "one line end replaced of two": ("log-injection", "log.info(x.replace('\\r\\n', ''))"),
    "a piece at blanks": ("log-injection", "log.info(x.split('-')[0])"),
    "a lambda that escapes nothing": ("log-injection", "log.info(' '.join(map(str, [x])))"),
    "a message by keyword": ("log-injection", "log.info(msg=x)"),
    "str.format as a function": ("format-string-injection", "y = str.format(x, app)"),
    "format after one brace was replaced": ("format-string-injection", "y = x.replace('}', '').format(app)"),
    "% of a sum": ("format-string-injection", "y = (x + ' %d') % 3"),
    "a word of the outsider's line": ("command-injection", "subprocess.run(shlex.split(x))"),
    "the element that was not tested": (
        "command-injection",
        "d = {'a': x, 'b': x}\nif d['a'] in ('p', 'q'):\n    subprocess.run(d['b'], shell=True)",
    ),
    "one of two loaders": (
        "unsafe-deserialisation",
        "yaml.load(x, Loader=yaml.Loader if x else yaml.SafeLoader)",
    ),
    "a signature that is not compared": ("unsafe-deserialisation", "y = sign(x)\npickle.loads(x)"),
    "another text's signature": (
        "unsafe-deserialisation",
        "if hmac.compare_digest(sign(request.cookies['c']), 'm'):\n    pickle.loads(x)",
    ),
    "a digest without a key": (
        "unsafe-deserialisation",
        "if hashlib.sha256(x).hexdigest() == request.args['m']:\n    pickle.loads(x)",
    ),
    "a method of any name, called later": ("code-injection", "f = getattr(operator, x, None)\nif f:\n    f()"),
    "any name of the module": ("code-injection", "globals()[x]()"),
}
QUIET = {
    "%r into a log": ("log-injection", "log.info('%r', x)"),
    "%d into a log": ("log-injection", "log.info('%d', x)"),
    "%s of another argument": ("log-injection", "log.info('%s %r', 3, x)"),
    "a mapping's other key": ("log-injection", "log.info('%(b)s', {'a': x, 'b': 3})"),
    "the repr of a list": ("log-injection", "log.info('%s', [x])"),
    "a mapping by %r": ("log-injection", "log.info('%(a)r', {'a': x})"),
    "line feeds replaced": ("log-injection", "log.info(x.replace('\\n', ' '))"),
    "an escaping codec": ("log-injection", "log.info(x.encode('unicode_escape').decode())"),
    "pieces at white space": ("log-injection", "log.info(' '.join(x.split()))"),
    "format of a constant": ("format-string-injection", "y = str.format('{}', x)"),
    "doubled braces": ("format-string-injection", "y = x.replace('{', '{{').replace('}', '}}').format(app)"),
    "no braces": ("format-string-injection", "y = x.replace('{', '').format(app)"),
    "words after a constant program": ("command-injection", "subprocess.run(shlex.split('ls ' + x))"),
    "each word quoted by map": (
        "command-injection",
        "subprocess.run('ls ' + ' '.join(map(shlex.quote, [x])), shell=True)",
    ),
    "the element that was tested": (
        "command-injection",
        "d = {'a': x}\nif d['a'] in ('p', 'q'):\n    subprocess.run(d['a'], shell=True)",
    ),
    "equal to any of the constants": (
        "command-injection",
        "if any(x == y for y in ('p', 'q')):\n    subprocess.run(x, shell=True)",
    ),
    "either loader is safe": (
        "unsafe-deserialisation",
        "yaml.load(x, Loader=yaml.CSafeLoader if x else yaml.SafeLoader)",
    ),
    "a compared signature": (
        "unsafe-deserialisation",
        "if hmac.compare_digest(sign(x), request.args['m']):\n    pickle.loads(x)",
    ),
    "a signature that is equal": ("unsafe-deserialisation", "if sign(x) == request.args['m']:\n    pickle.loads(x)"),
    "its own pickle": ("unsafe-deserialisation", "pickle.loads(pickle.dumps(x))"),
    "a method of a fixed beginning": ("code-injection", "getattr(operator, 'on_' + x)()"),
    "an attribute that is read": ("code-injection", "y = getattr(operator, x, None)"),
}


@pytest.mark.parametrize(("rule", "body"), REPORTED.values(), ids=REPORTED)
def test_is_reported(rule: str, body: str) -> None:
    assert rule in rules(body)


@pytest.mark.parametrize(("rule", "body"), QUIET.values(), ids=QUIET)
def test_is_left_alone(rule: str, body: str) -> None:
    assert rule not in rules(body)
