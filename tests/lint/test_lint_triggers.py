"""What triggers rules: each kind of trigger, and that no trigger is stricter than its rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from unittest import mock

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.core import room, settings
from pratique.core.finding import Finding
from pratique.core.rule import Bad, Good, Rule
from pratique.core.source import Source
from pratique.lint import concern, declare, engine, screen, screen_table, statements, supersede, syntax
from pratique.lint.file_words import words
from pratique.lint.hook import HOOK
from pratique.lint.trigger_index import indexed
from pratique.lint.triggers import (
    Trigger,
    assertions,
    assignments,
    calls,
    classes,
    comparisons,
    decorated,
    functions,
    handlers,
    imports,
    keywords,
    mentions,
    parameters,
    texts,
)
from support.linting import lint

RULES = [declare.load(name) for name in room.names(declare.ROOM)]
PATTERNS = [rule for rule in RULES if rule.triggers]
CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Callable[[Trigger, str], list[int]]:
    """lines(trigger, text): first lines of the top-level statements that it fires in."""

    def fired(trigger: Trigger, text: str) -> list[int]:
        monkeypatch.setattr(screen, "TRIGGERS", {"rule": (trigger,)})
        for name, index in zip(("WORDS", "PIECES", "TEXTS"), indexed({"rule": (trigger,)}), strict=True):
            monkeypatch.setattr(screen, name, index)
        for name, look in (("_PIECED", screen._pieces), ("_SPELT", screen._texts)):
            monkeypatch.setattr(screen, name, screen._Memory(look))
        source = Source("a.py", text.encode())
        candidates = screen.candidates(source.data, words(source.data), ("rule",))
        tree = syntax.parse_ast(text)
        found = concern.concerned(source, tree, candidates)
        assert bool(found.places) == bool(found.rules)
        return [
            statements.first_line(top) for top in tree.body if statements.touches(top, statements.merged(found.places))
        ]

    return fired


LOAD = calls("yaml.load")
SHELL = calls("subprocess.run", given=("shell@8=True",))
TIMEOUT = calls("requests.get", unless=("timeout",))
TORCH = calls("torch.load", unless=("weights_only=True",))
VERIFY = keywords("verify=False")
SQL = calls("execute", given=("sql@0=built",))
SELECT = calls("execute", given=("sql@0=built",), starting=(r"\s*select",))
UNUSED = calls("check", unused=True)
CATCH = handlers("OSError", "sqlite3.*")
DEFAULT = parameters("*password*=written")
AGREES = functions("check", returning=("True",))
FIRES = {
    "a call": (LOAD, "import yaml\nyaml.load(x)\n", [2]),
    "a call in a function": (LOAD, "import yaml\n\ndef f():\n    return yaml.load(x)\n", [3]),
    "a decorated function from its decorator on": (LOAD, "import yaml\n@d\ndef f():\n    yaml.load(x)\n", [2]),
    "a call in a decorator": (LOAD, "import yaml\n@d(yaml.load(x))\ndef f():\n    pass\n", [2]),
    "a renamed function": (LOAD, "from yaml import load as get\nget(x)\n", [2]),
    "a renamed module": (LOAD, "import yaml as y\ny.load(x)\n", [2]),
    "an assigned function": (LOAD, "import yaml\nf = yaml.load\ndef g():\n    f(x)\n", [3]),
    "an assigned function, used before": (LOAD, "def g():\n    f(x)\nimport yaml\nf = yaml.load\n", [1]),
    "an assigned function at one remove": (LOAD, "import yaml\nf = yaml.load\ng = f\ng(x)\n", [4]),
    "one of several": (LOAD, "import yaml\nf, g = json.load, yaml.load\ng(x)\n", [3]),
    "either of two": (LOAD, "import yaml\nf = yaml.load if c else d\nf(x)\n", [3]),
    "or what comes first": (LOAD, "import yaml\nf = d or yaml.load\nf(x)\n", [3]),
    "a walrus": (LOAD, "import yaml\nif f := yaml.load:\n    pass\nf(x)\n", [4]),
    "an attribute": (LOAD, "import yaml\nclass A:\n    f = yaml.load\n    def g(self):\n        self.f(x)\n", [2]),
    "an attribute that a method sets": (
        LOAD, "import yaml\nclass A:\n    def g(a):\n        a.f = yaml.load\n    def h(b):\n        b.f(x)\n", [2],
    ),
    "through partial": (LOAD, "import yaml\nfrom functools import partial\nf = partial(yaml.load)\n", [3]),
    "through getattr": (LOAD, "import yaml\ngetattr(yaml, 'load')(x)\n", [2]),
    "through getattr of a name": (LOAD, "import yaml\nNAME = 'load'\ngetattr(yaml, NAME)(x)\n", [3]),
    "a class derived from it": (LOAD, "import yaml\nclass A(yaml.load):\n    pass\nA(x)\n", [4]),
    "a built-in function": (calls("eval"), "eval(x)\n", [1]),
    "a built-in function of its module": (calls("eval"), "import builtins as b\nb.eval(x)\n", [2]),
    "a built-in function renamed": (calls("eval"), "class A:\n  def f(s):\n    s.e = eval\n    s.e(1)\n", [1]),
    "a method's name": (calls("execute"), "cursor.execute(x)\n", [1]),
    "a piece of a name": (calls("*debug*"), "app.run_Debugger(x)\n", [1]),
    "an argument": (SHELL, "import subprocess\nsubprocess.run(x, shell=True)\n", [2]),
    "an argument that may be it": (SHELL, "import subprocess\nsubprocess.run(x, shell=SHELL)\n", [2]),
    "an argument by position": (SHELL, "import subprocess\nsubprocess.run(1, 2, 3, 4, 5, 6, 7, 8, True)\n", [2]),
    "after the function of partial": (
        calls("chmod", given=("mode@1=511",)), "from functools import partial\npartial(os.chmod, x, 0o777)\n", [2],
    ),
    "options that may hold it": (SHELL, "import subprocess\no = {'shell': True}\nsubprocess.run(x, **o)\n", [3]),
    "without an argument": (TIMEOUT, "import requests\nrequests.get(x)\n", [2]),
    "without an argument but for options": (TIMEOUT, "import requests\nrequests.get(x, **o)\n", [2]),
    "another constant than the one wanted": (TORCH, "import torch\ntorch.load(x, weights_only=False)\n", [2]),
    "a constant that is not seen": (TORCH, "import torch\ntorch.load(x, weights_only=flag)\n", [2]),
    "a keyword": (VERIFY, "f(verify=False)\n", [1]),
    "a keyword out of a dict": (VERIFY, "o = {'verify': False}\ndef g():\n    f(**o)\n", [2]),
    "a keyword out of a call of dict": (VERIFY, "def g():\n    f(**o)\no = dict(verify=False)\n", [1, 3]),
    "a key by its name": (VERIFY, "KEY = 'verify'\no = {KEY: False}\nf(**o)\n", [3]),
    "an attribute set": (assignments("verify=False"), "s.verify = False\n", [1]),
    "a variable": (assignments("DEBUG=True"), "DEBUG: bool = True\n", [1]),
    "a key": (assignments("DEBUG=True"), "config['DEBUG'] = True\n", [1]),
    "a key kept in a name": (assignments("DEBUG=True"), "K = 'DEBUG'\nconfig[K] = True\n", [2]),
    "one of a tuple": (assignments("DEBUG=True"), "a, DEBUG = 1, True\n", [1]),
    "a piece of a variable's name": (assignments("*password*=str"), "DB_PASSWORD = 'x'\n", [1]),
    "a constant of the type": (keywords("debug=bool"), "f(debug=True)\n", [1]),
    "a name used": (mentions("ssl.CERT_NONE"), "import ssl\nf(ssl.CERT_NONE)\n", [2]),
    "a name used under another": (mentions("ssl.CERT_NONE"), "from ssl import CERT_NONE as no\nf(no)\n", [2]),
    "an instance handed on": (mentions("h.MD5()"), "import h\na = h.MD5()\ndef f():\n    g(a)\n", [2, 3]),
    "an instance by its annotation": (
        mentions("hashes.MD5()"), "import hashes\ndef f(a: 'hashes.MD5 | None'):\n    g(a)\n", [2],
    ),
    "an instance of a with statement": (mentions("C()"), "with C() as c:\n    pass\nf(c)\n", [1, 3]),
    "a text": (texts("0.0.0.0"), "f('http://0.0.0.0/')\n", [1]),
    "a text in an f-string": (texts("/tmp/"), "f(f'/tmp/{x}')\n", [1]),
    "a text of bytes": (texts("/tmp/"), "f(b'/tmp/x')\n", [1]),
    "an import": (imports("telnetlib"), "import os, telnetlib\n", [1]),
    "an import from it": (imports("xml.sax"), "from xml.sax import parse\n", [1]),
    "an import of it from its package": (imports("xml.sax"), "from xml import sax\n", [1]),
    "a function of that name": (functions("check"), "async def check():\n    pass\n", [1]),
    "a method with that piece": (functions("*verify*"), "class A:\n    def verifyToken(self):\n        pass\n", [1]),
    "every function": (functions(), "def f():\n    pass\nclass A:\n    def g(self):\n        pass\n", [1, 3]),
    "a decorator": (decorated("app.route"), "@app.route('/')\ndef f():\n    pass\n", [1]),
    "a renamed decorator": (decorated("exempt"), "from d import exempt as e\n@e\ndef f():\n    pass\n", [2]),
    "a base": (classes("APIView"), "class A(views.APIView):\n    pass\n", [1]),
    "a base at one remove": (classes("APIView"), "class B(A):\n    pass\nclass A(APIView):\n    pass\n", [1, 3]),
    "every class": (classes(), "class A:\n    pass\n", [1]),
    "a comparison": (comparisons("digest"), "if digest == x:\n    pass\n", [1]),
    "a comparison with a call": (comparisons("hexdigest"), "x = a != h.hexdigest()\n", [1]),
    "a comparison with a key": (comparisons("*password*"), "x = row['password'] == y\n", [1]),
    "a handler": (handlers(), "try:\n    f()\nexcept E:\n    pass\n", [1]),
    "a handler that holds": (handlers(holding=("return",)), "try:\n    f()\nexcept E:\n    return\n", [1]),
    "an assertion": (assertions(), "def f():\n    assert x\n", [1]),
    "a word beside": (calls("get", needs=("requests", "httpx")), "import httpx\nhttpx.get(x)\n", [2]),
    "a text elsewhere": (calls("re.compile", anywhere=(r"\)[+*]",)), "P = '(a+)+'\nre.compile(P)\n", [2]),
    "a name near": (calls("random.choice", near=("token",)), "def f():\n    TOKEN = random.choice(x)\n", [1]),
    "an f-string": (SQL, "c.execute(f'{x}')\n", [1]),
    "a text of pieces, by its names": (SQL, "a = 'x %s'\nb = a % y\nc.execute(b)\n", [3]),
    "a text that grows": (SQL, "def f():\n    q = 'x'\n    q += y + 'z'\n    c.execute(q)\n", [1]),
    "a text that a method makes": (
        SQL, "class A:\n    def g(a):\n        a.q = '{}'.format(x)\n    def f(a):\n        c.execute(a.q)\n", [1],
    ),
    "a text of an outer function": (SQL, "def f():\n    q = x + y\n    def g():\n        c.execute(q)\n", [1]),
    "a text of the module": (SQL, "def f():\n    global q\n    q = z\n    c.execute(q)\nq = x + y\n", [1]),
    "a text that begins so": (SELECT, "a = 'select ' + x\nc.execute(a + y)\n", [2]),
    "a text that may begin so": (SELECT, "c.execute('%s from t where a = %s' % x)\n", [1]),
    "a text that another begins": (SELECT, "q = 'Select a'\nif b:\n    q += f' where {x}'\nc.execute(q)\n", [4]),
    "a text of a table of texts": (SELECT, "Q = {'a': 'select'}\nc.execute(Q['a'] + x)\n", [2]),
    "a call for nothing": (UNUSED, "async def f():\n    await check(x)\n", [1]),
    "an except clause for one of several": (CATCH, "try:\n    f()\nexcept (KeyError, OSError):\n    pass\n", [1]),
    "an except clause for everything": (CATCH, "try:\n    f()\nexcept:\n    pass\n", [1]),
    "an except clause for exceptions of a module": (
        CATCH, "from sqlite3 import dbapi2 as db\ntry:\n    f()\nexcept db.Error:\n    pass\n", [2],
    ),
    "an except clause for a tuple by its name": (
        CATCH, "ERRORS = (KeyError, OSError)\ntry:\n    f()\nexcept ERRORS:\n    pass\n", [2],
    ),
    "a default": (DEFAULT, "def f(a, *, db_password='x'):\n    pass\n", [1]),
    "a default by position": (DEFAULT, "class A:\n    def f(self, Password='x', b=1):\n        pass\n", [1]),
    "what is always returned": (AGREES, "def check(x):\n    if x:\n        return True\n    return True\n", [1]),
    "an equality": (comparisons("token", of=("Eq",)), "if token == x:\n    pass\n", [1]),
    "no such text in the file": (calls("save", nowhere=(r"hash",)), "save(x)\n", [1]),
    "a pattern near": (calls("choice", near=(r"api\W*key",)), "def f():\n    return {'api-key': choice(x)}\n", [1]),
}  # fmt: skip
SILENT = {
    "in a comment": (LOAD, "import yaml\nx = 1  # yaml.load(x)\n"),
    "in a docstring": (LOAD, 'import yaml\ndef f():\n    """yaml.load(x)"""\n'),
    "in a text": (LOAD, "import yaml\nprint('yaml.load(x)')\n"),
    "the rest of the name is missing": (LOAD, "import json\njson.load(x)\n"),
    "a longer name": (LOAD, "import yaml\nyaml.loads(x)\n"),
    "a method named like a built-in function": (calls("eval"), "frame.eval(x)\nf = frame.eval\nf(x)\n"),
    "no call": (LOAD, "import yaml\nyaml.load\n"),
    "another function of partial": (LOAD, "import yaml, functools\nfunctools.partial(yaml.dump, load=1)\n"),
    "what the call returns": (LOAD, "import yaml\ndef f(s):\n    f = s.load\n"),
    "the other constant": (SHELL, "import subprocess\nsubprocess.run(x, shell=False)\n"),
    "no such argument": (SHELL, "import subprocess\nsubprocess.run(x)  # shell\n"),
    "options that cannot hold it": (SHELL, "import subprocess\nsubprocess.run(x, **o)\n"),
    "another position": (SHELL, "import subprocess\nsubprocess.run(1, True)\n"),
    "behind arguments that are not seen": (SHELL, "import subprocess\nsubprocess.run(*a, 2, 3, 4, 5, 6, 7, 8, True)\n"),
    "an argument that rules it out": (TIMEOUT, "import requests\nrequests.get(x, timeout=5)\n"),
    "a constant that rules it out": (TORCH, "import torch\ntorch.load(x, weights_only=True)\n"),
    "one is not True": (TORCH._replace(unless=(), given=VERIFY.given), "import torch\ntorch.load(x, verify=0)\n"),
    "a keyword with another value": (VERIFY, "f(verify=True)\ng(verify='ca.pem')\n"),
    "a keyword with what is computed": (VERIFY, "f(verify=find())\n"),
    "options without such a key": (VERIFY, "verify = False\no = {'x': verify}\nf(**o)\n"),
    "another value": (assignments("DEBUG=True"), "DEBUG = False\n"),
    "a comparison": (assignments("DEBUG=True"), "DEBUG == True\n"),
    "a declaration": (assignments("DEBUG=True"), "DEBUG: bool\n"),
    "a constant of another type": (assignments("*password*=str"), "password = 1\npassword_field = None\n"),
    "what is read": (assignments("*password*=str"), "password = getpass()\n"),
    "an import alone": (mentions("ssl.CERT_NONE"), "from ssl import CERT_NONE\n"),
    "a method of what is imported": (calls("requests.get"), "import requests\nfrom c import cache\ncache.get(x)\n"),
    "a method of a parameter": (calls("requests.get"), "import requests\ndef f(request):\n    request.GET.get(x)\n"),
    "a package's other module": (calls("os.open"), "import os\nos.path.open(x)\n"),
    "another owner's name only": (mentions("ssl.CERT_NONE"), "f(x.CERT_NONE)\n"),
    "text of a docstring": (texts("0.0.0.0"), '"""Binds to 0.0.0.0."""\n'),
    "another module": (imports("xml.sax"), "from xml import dom\nimport sax\n"),
    "a module of the package": (imports("telnetlib"), "from . import telnetlib\n"),
    "a call of the function": (functions("check"), "check()\n"),
    "another decorator": (decorated("route"), "@app.get('/route')\ndef route():\n    pass\n"),
    "a base's argument": (classes("APIView"), "class APIView(View, metaclass=M):\n    pass\n"),
    "no comparison": (comparisons("digest"), "x = digest\n"),
    "a handler that does not hold": (handlers(holding=("return",)), "try:\n    return f()\nexcept E:\n    pass\n"),
    "no such text anywhere": (calls("re.compile", anywhere=(r"\)[+*]",)), "P = '(a+)'\nre.compile(P)\n"),
    "a text of one piece": (SQL, "q = 'x'\nc.execute(q)\nc.execute('x')\n"),
    "a text of another function": (
        SQL, "def f(q):\n    c.execute(q)\ndef g():\n    q = x + y\ndef h():\n    q = z()\n    c.execute(q)\n",
    ),
    "another object's attribute": (
        SQL, "class A:\n    def g(self):\n        self.q = x + y\ndef f():\n    c.execute(o.q)\n",
    ),
    "a text that begins otherwise": (SELECT, "c.execute(f'drop table {x}')\n"),
    "a text whose beginning is not of the file": (SELECT, "c.execute(begin + ' select a from ' + x)\n"),
    "a call whose result is used": (UNUSED, "if check(x):\n    y = check(x)\nreturned = [check(x)]\n"),
    "an except clause for another": (CATCH, "try:\n    f()\nexcept (KeyError, sqlite3):\n    pass\n"),
    "an except clause for a class of the file": (
        CATCH, "class E(OSError):\n    pass\ntry:\n    f()\nexcept E:\n    pass\n",
    ),
    "a default that is no text": (DEFAULT, "def f(password=None, b=PASSWORD):\n    password = 'x'\n"),
    "what is sometimes returned": (AGREES, "def check(x):\n    if x:\n        return False\n    return True\n"),
    "what an inner function returns": (AGREES, "def check(x):\n    def g():\n        return True\n    g()\n"),
    "another operator": (comparisons("token", of=("Eq",)), "if token is x or token in y:\n    pass\n"),
    "a comparison with a constant": (comparisons("token", unless=("str", "NoneType")), "token == ''; token == None\n"),
    "such a text in the file": (calls("save", nowhere=(r"hash",)), "save(x)\nhash(x)\n"),
    "what is for another profile": (calls("save", profile="strict"), "save(x)\n"),
    "an assigned name that is something else": (LOAD, "import yaml\nstore = Store(yaml)\nstore.load(x)\n"),
    "no word beside": (calls("get", needs=("requests", "httpx")), "cache.get(x)\n"),
    "a name in another function": (
        calls("choice", near=("token",)), "def f():\n    return choice(x)\ndef g():\n    token = 1\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("trigger", "text", "expected"), FIRES.values(), ids=FIRES)
def test_trigger_fires(lines, trigger: Trigger, text: str, expected: Sequence[int]) -> None:
    assert lines(trigger, text) == expected


@pytest.mark.parametrize(("trigger", "text"), SILENT.values(), ids=SILENT)
def test_trigger_stays_silent(lines, trigger: Trigger, text: str) -> None:
    assert lines(trigger, text) == []


@pytest.mark.parametrize(
    "make",
    [lambda: keywords("verify = False"), lambda: calls("de*bug"), lambda: calls("f", needs=("a b",))],
    ids=["spaces in an argument", "a star within a name", "two words as one"],
)
def test_what_no_trigger_can_mean_is_refused(make) -> None:
    with pytest.raises(ValueError, match=r"written|single words|not `name`"):
        make()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule.name)
def test_every_rule_can_be_triggered(rule: declare.LintRule) -> None:
    assert rule.triggers or rule.kinds


def whole_file(text: str, path: str = "example.py") -> list[Finding]:
    """The findings of the rules on patterns when LibCST parses everything and every rule is asked."""
    source = Source.load(path, text.encode())
    unit = engine._unit_of_module(source, syntax.parse_cst(source.text))
    chosen = settings.load("/nowhere", "lint", HOOK.options, {"profile": "pedantic"})
    found = engine._outcomes(unit, PATTERNS, (), lambda path: None)
    outcomes = list(supersede.without_superseded(found, PATTERNS, chosen))
    assert all(isinstance(outcome, Finding) for outcome in outcomes), outcomes
    return sorted((item for item in outcomes if isinstance(item, Finding)), key=lambda finding: finding.sort_key)


def triggered(text: str, path: str = "example.py") -> list[Finding]:
    """The findings of the rules on patterns as a run gives them, without those that come of data flow."""
    with mock.patch.object(screen, "concerned_flows", return_value=()):
        return lint(text, path, select=[rule.rule.name for rule in PATTERNS])


def examples(rule: Rule) -> Iterator[Bad | Good]:
    yield from rule.bad
    yield from rule.good


EXAMPLES = [
    pytest.param(example.code, example.path or "example.py", id=f"{rule.rule.name}: {example.why}")
    for rule in PATTERNS
    for example in examples(rule.rule)
]


@pytest.mark.parametrize(("code", "path"), EXAMPLES)
def test_nothing_of_an_example_is_lost(code: str, path: str) -> None:
    assert places(triggered(code, path)) == places(whole_file(code, path))


def places(findings: Sequence[Finding]) -> list[tuple[object, ...]]:
    return [(finding.rule, finding.region, finding.message, finding.profile) for finding in findings]


@pytest.mark.parametrize("family", sorted(path.name for path in CORPUS.iterdir() if path.is_dir()))
def test_nothing_of_the_corpus_is_lost(family: str) -> None:
    for path in sorted((CORPUS / family).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert places(triggered(text)) == places(whole_file(text)), path


ALIASES = (
    "import {module}\n",
    "import {module} as m\n",
    "from {module} import {name}\n",
    "from {module} import {name} as f\n",
    "from {module} import *\n",
    "f = {module}.{name}\n",
    "f, g = {module}.{name}, None\n",
    "f = m.{name} if x else {name}\n",
    "g = f\n",
    "class A:\n    f = {module}.{name}\n    def h(self):\n        self.g = {name}\n        self.f({arguments})\n",
    "class B(A):\n    def i(self):\n        return self.g({arguments})\n",
    "def k(m=f, x=None):\n    global f\n    return m({arguments})\n",
    "def k(x):\n    f = m.{name}\n    return f({arguments})\n",
    "with f as g:\n    g({arguments})\n",
    "for f in g:\n    f({arguments})\n",
    "NAME = '{name}'\n",
    "getattr({module}, '{name}')({arguments})\n",
    "getattr(m, NAME)({arguments})\n",
    "from functools import partial\n",
    "partial(f, {arguments})\n",
    "lambda f: f({arguments})\n",
    "[f({arguments}) for f in x]\n",
    "f({arguments})\n",
    "g({arguments})\n",
    "{module}.{name}({arguments})\n",
    "m.{name}({arguments})\n",
    "{name}({arguments})\n",
    "o = {{'shell': True, 'verify': False, 'usedforsecurity': x}}\n",
    "o = dict(verify=False, shell=1)\n",
    "KEY = 'verify'\no = {{KEY: False}}\n",
    "f(x, **o)\n",
    "if (f := {name}):\n    f({arguments})\n",
)
CALLED = (
    ("yaml", "load", "x, Loader=yaml.Loader"),
    ("yaml", "unsafe_load", "x"),
    ("hashlib", "md5", "password"),
    ("hashlib", "new", "'md5', x"),
    ("requests", "get", "u, verify=False"),
    ("subprocess", "run", "f'ls {x}', shell=True"),
    ("subprocess", "Popen", "x, 1, 2, 3, 4, 5, 6, 7, flag"),
    ("os", "system", "'ls ' + x"),
    ("random", "choice", "api_keys"),
    ("jwt", "decode", "t, options={'verify_signature': False}"),
    ("ssl", "_create_unverified_context", ""),
)


@hypothesis.settings(deadline=None)  # loads rules on the way
@given(st.sampled_from(CALLED), st.lists(st.sampled_from(ALIASES), max_size=8))
def test_nothing_is_lost_whatever_it_is_called(called: tuple[str, str, str], pieces: list[str]) -> None:
    module, name, arguments = called
    text = "".join(pieces).format(module=module, name=name, arguments=arguments)
    try:
        syntax.parse_ast(text)
    except SyntaxError:
        return
    assert places(triggered(text)) == places(whole_file(text))


def test_the_table_holds_the_triggers_of_the_rules() -> None:
    assert list(screen_table.TRIGGERS) == [rule.rule.name for rule in PATTERNS]
    assert [len(rows) for rows in screen_table.TRIGGERS.values()] == [len(rule.triggers) for rule in PATTERNS]


METHODS = (
    "    x = yaml.load\n",
    "    verify = False\n",
    """\
    def __init__(self):
        self.http = requests.Session()
        self.load = yaml.load
""",
    """\
    def get(self, url):
        return self.http.get(url, verify=False)  # é
""",
    """\
    def read(self, text):
        return self.load(text), self.x(text)
""",
    """\
    def load(self, text):
        'ž' * 80
        return [text, text, text, text, text, text, text, text, text]
""",
    """\
    @staticmethod
    async def hash(password):
        return hashlib.md5(password)
""",
    """\
    def much(self):
        @deco(1)
        def inner():
            return yaml.load(1)
        text = '''
  a long text that says
  nothing at all in several lines
'''
        return inner, text
""",
    """\
    def line(self): return [self.a, self.b, self.c, self.d, self.e, self.f, self.g, self.h, self.i, self.j, 'é']
""",
    """\
    if x:
        def token(self):
            return random.choice('abc'), 'a long text that is there to be long'
""",
    """\
    class Meta:
        def sign(self, token):
            return hashlib.sha1(token), subprocess.run(x, shell=True)
""",
    """\
    try:
        import yaml
    except ImportError:
        def fallback(self, value, *, other=yaml.load(1)):
            # a comment
            for item in value:
                pass
            return [item, value, other]
""",
)


def test_bodies_that_touch_no_place_are_left_out() -> None:
    text = "class A:\n" + METHODS[5] + METHODS[7] + METHODS[2]
    source = Source("a.py", text.encode())
    (statement,) = statements.split(source, syntax.parse_ast(text))
    short = statements.abridged(source, statement, [(8, 8)])
    assert b"[text, text" not in short  # in line 4
    assert b"def inner():" in short  # around line 8
    assert b"self.http =" in short  # says what other methods find there


@hypothesis.settings(deadline=None)  # loads rules on the way
@given(st.lists(st.sampled_from(METHODS), min_size=1, max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_nothing_is_lost_with_the_bodies_that_are_left_out(methods: list[str], newline: str) -> None:
    head = "import hashlib, random, requests, subprocess, yaml\nclass A(Base):\n"
    text = (head + "".join(methods) + "A().get(1)\n").replace("\n", newline)
    assert triggered(text) == whole_file(text)


@hypothesis.settings(deadline=None)  # loads rules on the way
@given(
    st.lists(st.sampled_from(METHODS), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(1, 60), st.integers(0, 5)), max_size=3),
)
def test_what_is_left_out_moves_nothing(methods: list[str], lines: list[tuple[int, int]]) -> None:
    text = "class A(Base):\n" + "".join(methods)
    source = Source("a.py", text.encode())
    (statement,) = statements.split(source, syntax.parse_ast(text))
    places = statements.merged((first, first + more) for first, more in lines)
    short = statements.abridged(source, statement, places)
    assert len(short) == len(source.data)
    compile(short, "short.py", "exec")
    kept = short.split(b"\n")
    for first, last in places:
        for line in source.data.split(b"\n")[first - 1 : last]:
            assert line in kept
