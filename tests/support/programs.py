"""A grammar of small web applications, whose variables keep their types so that each can be run.

`a`, `b`, `c` are texts; `d` is a dict with the keys "k" and "l"; `e` a list of two texts or more; `o`
an object with the attributes `p` and `q`. What the program does not decide, `getrandbits` decides.
`support.executing` runs them.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import strategies as st

HEAD = """\
import collections
import copy
import dataclasses
import functools
import html
import itertools
import json
import operator
import os
import re
import shlex
import sqlite3
import string
import textwrap
import typing
from random import getrandbits

from flask import Flask, request
from markupsafe import Markup
from werkzeug.utils import secure_filename
"""
VIEW = """\

app = Flask(__name__)


@app.route("/")
def view():
    db = sqlite3.connect("app.db")
    a = b = c = "k"
    d = {"k": "m", "l": "n"}
    e = ["m", "n"]
    o = Box("m")
"""
# What a program may use; only what it names is written into it.
HELPERS = {
    "Box": """\
class Box:
    q = "k"

    def __init__(self, p):
        self.p = p

    def put(self, value):
        self.p = value

    def both(self):
        return self.p + self.q

    @property
    def shown(self):
        return self.p

    @classmethod
    def made(cls, p):
        return cls(p)

    @staticmethod
    def plain(p):
        return p

    def __str__(self):
        return "<" + self.p + ">"
""",
    "Small": "class Small(Box):\n    def __init__(self, p):\n        super().__init__(p)\n        self.q = p\n",
    "Record": '@dataclasses.dataclass\nclass Record:\n    p: str\n    q: str = "k"\n',
    "Pair": 'Pair = collections.namedtuple("Pair", ["p", "q"])\n',
    "Triple": "class Triple(typing.NamedTuple):\n    p: str\n    q: str\n    r: str\n",
    "same": "def same(x):\n    return x\n",
    "wrapped": 'def wrapped(x):\n    return "<" + x + ">"\n',
    "second": "def second(x, y):\n    return y\n",
    "fixed": 'def fixed(x):\n    return "k"\n',
    "either": "def either(x, y):\n    if getrandbits(1):\n        return x\n    return y\n",
    "escaped": "def escaped(x):\n    return html.escape(x)\n",
    "listed": 'def listed(x):\n    if x in ("a", "b"):\n        return x\n    return "k"\n',
    "number": 'def number(x):\n    try:\n        return str(int(x))\n    except ValueError:\n        return "0"\n',
    "pair": 'def pair(x):\n    return x, "k"\n',
    "named": 'def named(x, *, y="k", **more):\n    return y\n',
    "rest": "def rest(x, *more):\n    return more[0]\n",
    "options": 'def options(**more):\n    return more["y"]\n',
    "nested": "def nested(x):\n    def inner():\n        return x\n\n    return inner()\n",
    "rebound": """\
def rebound(x):
    y = "k"

    def inner():
        nonlocal y
        y = x

    inner()
    return y
""",
    "again": "def again(x, n):\n    return x if n == 0 else again(x, n - 1)\n",
    "yielding": 'def yielding(x):\n    yield "k"\n    yield x\n',
    "passing": "def passing(x):\n    yield from yielding(x)\n",
    "first_of": "def first_of(x):\n    for y in [x]:\n        return y\n",
    "tried": 'def tried(x):\n    y = "k"\n    try:\n        y = x\n    finally:\n        y = y + "m"\n    return y\n',
    "caught": """\
def caught(x):
    try:
        raise ValueError(x)
    except ValueError as error:
        return str(error)
""",
    "decorated": """\
def traced(function):
    @functools.wraps(function)
    def around(*args, **more):
        return function(*args, **more)

    return around


@traced
def decorated(x):
    return x
""",
    "adder": "def adder(x):\n    def add_to(y):\n        return x + y\n\n    return add_to\n",
    "add": "def add(items, x):\n    items.append(x)\n",
    "place": 'def place(where, x):\n    where["k"] = x\n',
    "give": "def give(box, x):\n    box.p = x\n",
    "is_listed": 'def is_listed(x):\n    return x in ("a", "b")\n',
    "demand": 'def demand(x):\n    if x not in ("a", "b"):\n        raise ValueError\n',
    "query": "def query(db, x):\n    db.execute(x)\n",
}
NEEDED = {"Small": "Box", "passing": "yielding"}  # what else a helper needs

SOURCES = ('request.args["q"]', 'request.args.get("r", "m")', 'request.form["q"]')
SINKS = {
    "sql": "db.execute({})",
    "command": "os.system({})",
    "html": "Markup({})",
    "path": "open({})",
}
SANITISERS = {"html": "html.escape({})", "command": "shlex.quote({})", "path": "secure_filename({})"}
# The last line of each is a sink of what the lines before made harmless for it.
HARMLESS = (
    'a = {}\na = "k"\ndb.execute(a)',
    'a = {}\na, b = b, "k"\nos.system(b)',
    'd = {{"k": {}, "l": "k"}}\ndb.execute(d["l"])',
    'd["k"], d["l"] = "k", {}\ndb.execute(d["k"])',
    'e = [{}, "k"]\nos.system(e[1])',
    'o = Box({})\no.put("k")\ndb.execute(o.p)',
    'o = Box("k")\no.q = {}\ndb.execute(o.p)',
    "a = html.escape({})\nMarkup(a)",
    "a = shlex.quote({})\nos.system('ls ' + a)",
    "a = secure_filename({})\nopen(a)",
    "a = str(len({}))\ndb.execute(a)",
    "a = str(int({}))\ndb.execute(a)",
    "a = number({})\nos.system(a)",
    "a = listed({})\nopen(a)",
    "a = fixed({})\nMarkup(a)",
    'a = second({}, "k")\ndb.execute(a)',
    'a = rest({}, "k")\ndb.execute(a)',
    "a = pair({})[1]\ndb.execute(a)",
    'a = {}\nif a not in ("a", "b"):\n    return ""\ndb.execute(a)',
    'a = {}\nif a not in ("a", "b"):\n    a = "a"\nos.system(a)',
    'a = {}\nif not re.fullmatch("[a-z0-9]+", a):\n    raise ValueError\nopen(a)',
    "a = {}\nif not is_listed(a):\n    return ''\nMarkup(a)",
    "a = {}\ndemand(a)\ndb.execute(a)",
    'a = {}\nif not a.isalnum():\n    return ""\ndb.execute(a)',
    'a = {}\nif a in ("a", "b"):\n    db.execute(a)',
    'a = {}\na = a if a in ("a", "b") else "k"\ndb.execute(a)',
    'a = {}\nwhile a not in ("a", "b"):\n    a = "a"\ndb.execute(a)',
    'a = {{"a": "k", "b": "m"}}.get({}, "k")\ndb.execute(a)',
    'a = {}\ndb.execute("k" if 1 > 2 else "m" + (a if False else "k"))',
    "a = {}\nif 1 > 2:\n    db.execute(a)",
    'b = {}\na = "k" if True else b\ndb.execute(a)',
    'a = "k"\nfor x in [{}]:\n    a = "m"\ndb.execute(a)',
)
_CONTINUING = ("else:", "except ", "finally:", "case ")
_READ = """
a // b // c // d["k"] // d["l"] // d.get("k") // d.get("m", "k") // e[0] // e[-1] // o.p // o.q // o.both() // o.shown
f'{a}-{b}' // f'{c!s}' // f"{d}" // f"{o.p:>20}" // "-".join(e) // ",".join(d.values()) // str(e) // getattr(o, "p")
"".join(x for x in e) // "".join([x for x in e if x]) // "%(k)s" % d // "{k}".format(**d) // "".join(map(str, e))
"".join(x for _, x in d.items()) // [*e][0] // "".join(reversed(e)) // "".join(d[x] for x in ("k", "l")) // {**d}["k"]
json.dumps(d) // repr(o.p) // tuple(e)[0] // "".join(x + y for x, y in zip(e, e)) // "".join(x for i, x in enumerate(e))
"".join(filter(None, e)) // " ".join({x: x for x in e}) // "".join({x for x in e}) // functools.reduce(operator.add, e)
"".join(itertools.chain(e, e)) // "{}{}".format(*e) // "%s" % (tuple(e[:1])) // e[:1][0]
"".join(x for xs in [e, e] for x in xs) // (lambda: a)() // [a, b][0] // {"k": a}["k"] // (a, b)[0]
a if getrandbits(1) else b // str(o) // f"{o}" // vars(o)["p"] // "{0.p}".format(o)
"{k}".format_map(d) // list(d.values())[0] // operator.itemgetter("k")(d)
string.Template("$k").substitute(d) // d.copy()["k"] // e.copy()[0]
"""
# Of these any element counts.
_BLURRED_READ = 'next(iter(e)) // "{0[k]}".format(d)'
_ONE = """
same({}) // wrapped({}) // fixed({}) // escaped({}) // listed({}) // number({}) // pair({})[0] // pair({})[1]
named({}) // named("k", y={}) // rest("k", {}) // nested({}) // again({}, 2) // "".join(yielding({}))
"".join(passing({})) // rebound({}) // first_of({}) // tried({}) // caught({}) // decorated({}) // adder({})("k")
adder("k")({}) // options(y={}) // options(x={}, y="k") // Box({}).p // Box({}).q // Box({}).both() // Box({}).shown
Box.made({}).p // Box.plain({}) // Small({}).q // Small({}).both() // Record({}).p // Record({}).q // Record("k", {}).q
Record(q={}, p="k").q // Pair({}, "k").p // Pair({}, "k").q // Pair({}, "k")[0] // str(len({})) // "%s" % ({})
"-{{}}-".format({}) // "{{x}}".format(x={}) // ({}).strip() // ({}).lower() // ({}).replace("y", "z")
({}).split("#")[0] // ({}).partition("#")[0] // "".join(({}).split("#")) // {{"k": {}, "l": "k"}}["k"]
{{"k": {}, "l": "k"}}["l"] // [{}, "k"][0] // [{}, "k"][1] // (lambda x: x)({}) // (lambda x, y: y)({}, "k")
list(("k", {})).pop() // dict(k={}, l="k")["k"] // dict(k={}, l="k")["l"] // ({}).encode().decode()
"".join(map(same, [{}])) // functools.partial(same, {})() // functools.partial(second, "k")({})
"".join(x for x in [{}]) // "k".join(["m", {}]) // ({}).join(["k", "m"]) // same(x={}) // second(y={}, x="k")
second(x={}, y="k") // second(*["k", {}]) // second(**dict(x="k", y={})) // textwrap.dedent({}) // str({})
"{{}}".format("k", {}) // "{{1}}".format("k", {}) // "%(x)s" % {{"x": {}}} // string.Template("$x").substitute(x={})
({})[:100] // next(x for x in [{}]) // [x for x in [{}]][0] // ([] + [{}])[0] // (("k",) + ({},))[1] // (({},) * 2)[1]
dict([("k", {})])["k"] // dict(zip(["k"], [{}]))["k"] // {{x: x for x in [{}]}}.popitem()[1]
json.loads(json.dumps({})) // ({}).expandtabs() // "%s%%" % ({}) // ({}).ljust(9) // ({}).removeprefix("y")
({}).casefold() // format({}) // "".join(list({})) // "".join(reversed(list(reversed({})))) // getattr(Box({}), "p")
Pair({}, "k")._asdict()["p"] // collections.ChainMap(dict(k={}))["k"] // collections.deque([{}]).pop()
collections.defaultdict(str, k={})["k"] // collections.OrderedDict(k={})["k"] // bytes({}, "ascii").decode()
({}).encode("ascii").decode("ascii").title().lower() // ({}).zfill(3) // ({}).splitlines()[0] // (yielding({}), "k")[1]
str(Box({})) // vars(Box({}))["p"] // copy.copy(Box({})).p // Triple({}, "k", "m")[0] // Triple({}, "k", "m").q
Triple({}, "k", "m")._asdict()["p"]
"""
_TWO = """
{} + {} // second({}, {}) // either({}, {}) // "%s-%s" % ({}, {}) // "-".join([{}, {}]) // "{{}}{{}}".format({}, {})
({} if getrandbits(1) else {}) // ({} if True else {}) // ({} if 1 > 2 else {}) // "".join([*[{}], *({},)])
"".join(x + y for x, y in [({}, {})]) // "".join(second(x, y) for x, y in zip([{}], [{}])) // Record({}, {}).p
Pair({}, {}).q // functools.reduce(operator.add, [{}, {}]) // operator.add({}, {}) // "".join(({}, {})) // [{}, {}][-1]
{{"k": {}, "l": {}}}["l"]
"""
# What these give depends on the texts.
_BLURRED_TWO = "({} or {}) // ({} and {}) // sorted([{}, {}])[0] // max({}, {})"
_ASSIGNED = """
a = {} // b = {} // c = {} // a += {} // d["k"] = {} // d["l"] += {} // e[0] = {} // o.p = {} // o.q = {} // o.p += {}
o.put({}) // give(o, {}) // place(d, {}) // d.update(k={}) // d.update({{"l": {}}}) // d = {{"k": "m", "l": {}}}
d = {{**d, "l": {}}} // d = dict(d, k={}) // a, b = {}, "k" // a, *others = [{}, c] // (a, b), c = ({}, a), b
a = b = {} // b = (c := {}) // a, b = b, {} // e = ["k", {}] // e = [{}, *e] // a: str = {} // setattr(o, "p", {})
a, b = pair({}) // a = b; b = {} // c = a; a = {} // d["k"], e[0] = {}, a // o.p, o.q = o.q, {}
e = list(("k", {})) // e[0], e[1] = e[1], {} // o = Box({}) // o = Small({}) // o = Box(a); o.q = {} // e[-1] = {}
d |= {{"k": {}}} // d = d | {{"k": {}}} // e[:] = ["k", {}] // d.update([("k", {})])
[*e, c] = ["k", {}, a]
e.append({}) // e.insert(0, {}) // e += [{}]
e.extend([{}]) // add(e, {}) // e = e + [{}] // e.append({}); e.reverse()
"""
# After these not every key and place is known.
_BLURRED = """
e = list(map(same, ["k", {}])) // e = [x for x in [{}, "k"]] // d = {{x: {} for x in ("k", "l")}}
d = dict.fromkeys(["k", "l"], {}) // d.setdefault("k", {}) // e = [x + {} for x in e]
"""
_TESTS = """
getrandbits(1) // True // 1 > 2 // a in ("a", "b") // b == "a" // a not in ("a", "b") // is_listed(b)
not is_listed(a) // a.isalnum() // not re.fullmatch("[a-z0-9]+", b) // d["k"] in ("a", "b") // o.p in ("a", "b")
o.p != "a" // a // not b // getrandbits(1) and a in ("a", "b") // getrandbits(1) or a not in ("a", "b")
(a := b) == "a" // a is None // a in ["k", "m"] // len(a) > 3 // isinstance(a, str) // a.startswith("k")
all(x in "ab7" for x in a) // d.get("k") == "a" // a == b // a in d // a in e // "x" in a // not a.isdigit()
a != "a" and b != "a" // not (a in ("a", "b")) // a in {"a": 1, "b": 2} // a.lower() in ("a", "b")
re.match("[a-z]+$", a) // (n := len(a)) > 1 // a == "a" or b == "a" // bool(a) // a in "ab7"
"""
_LOOPS = """
for a in [{0}, "k"] // for a in list(e) // for b in d.values() // for _ in range(2) // while getrandbits(1)
for c in e[:] // for n, a in enumerate([{0}]) // for a, b in [({0}, c)] // for k, b in d.items() // for d["k"] in e[:2]
for o.p in [{0}] // for a in yielding({0}) // for a in ("k", {0}) // for a, b in zip(e[:], [{0}])
for x in ({0}).split("#") // for k in d // for a in reversed(e[:2]) // while (a := {0}) == "a" and getrandbits(1)
while a in ("a", "b") and getrandbits(1)
"""
_RISKS = "a = str(int({})) // demand({}) // int({}) // c = {} // a = same({}) // raise ValueError"
_SUBJECTS = 'a // b // d["k"] // o.p'
_INDENT = "    "
Draw = Callable[[Any], Any]


def _table(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in re.split(r" // |\n", text) if item.strip())


class Words(NamedTuple):
    """Expressions that are texts: those that read variables, and those around one and two other texts."""

    read: tuple[str, ...]
    one: tuple[str, ...]
    two: tuple[str, ...]


CERTAIN = Words(_table(_READ), _table(_ONE), _table(_TWO))
WORDS = Words((*CERTAIN.read, *_table(_BLURRED_READ)), CERTAIN.one, (*CERTAIN.two, *_table(_BLURRED_TWO)))
ASSIGNED, BLURRED = _table(_ASSIGNED), _table(_BLURRED)
TESTS, LOOPS, RISKS = _table(_TESTS), _table(_LOOPS), _table(_RISKS)
SUBJECTS = _table(_SUBJECTS)


def program(body: list[str]) -> str:
    """An application whose one view has this body."""
    text = "".join(f"{_INDENT}{line}\n" for line in body)
    return f"{HEAD}\n\n{helpers_of(VIEW + text)}{VIEW}{text}    return ''\n"


def helpers_of(text: str) -> str:
    """The definitions of the helpers that the text names, and of those that they need."""
    used = {name for name in HELPERS if re.search(rf"\b{name}\b", text)}
    used |= {NEEDED[name] for name in used & NEEDED.keys()}
    return "\n\n".join(code for name, code in HELPERS.items() if name in used)


@st.composite
def programs(draw: Draw, depth: int = 2) -> str:
    """Applications with everything in them."""
    return program([*_block(draw, depth, in_loop=False), *_sink(draw), *_sink(draw)])


@st.composite
def straight_programs(draw: Draw) -> str:
    """Applications without branches, in which the place of every value is certain."""
    lines = []
    for _ in range(draw(st.integers(0, 5))):
        tables = (ASSIGNED, ASSIGNED, tuple(SINKS.values()))
        lines.append(_filled(draw, draw(st.sampled_from(tables)), CERTAIN))
    return program([*lines, _filled(draw, tuple(SINKS.values()), CERTAIN)])


@st.composite
def harmless_programs(draw: Draw, depth: int = 2) -> str:
    """Applications of which one line, marked `# harmless`, is a sink of what was just made harmless."""
    lines = [*_block(draw, depth, in_loop=False), "pass"]
    place = draw(st.sampled_from([n for n, line in enumerate(lines) if not line.lstrip().startswith(_CONTINUING)]))
    margin = lines[place][: len(lines[place]) - len(lines[place].lstrip())]
    made = f"{_filled(draw, HARMLESS)}  # harmless".split("\n")
    lines[place:place] = [f"{margin}{line}" for line in made]
    return program(lines)


def _text(draw: Draw, words: Words, depth: int) -> str:
    shape = draw(st.integers(0, 5)) if depth else 0
    if shape < 2:
        return str(draw(st.sampled_from((*SOURCES, '"k"') if draw(st.booleans()) else words.read)))
    return _filled(draw, (words.one, words.one, words.two, tuple(SANITISERS.values()))[shape - 2], words, depth - 1)


def _filled(draw: Draw, table: tuple[str, ...], words: Words = WORDS, depth: int = 2) -> str:
    """An item of the table with a text in each hole."""
    template = draw(st.sampled_from(table))
    holes = sum(name is not None for _, name, _, _ in string.Formatter().parse(template))
    return str(template.format(*(_text(draw, words, depth) for _ in range(holes))))


def _line(draw: Draw, *tables: tuple[str, ...]) -> list[str]:
    return [_filled(draw, draw(st.sampled_from(tables)))]


def _sink(draw: Draw) -> list[str]:
    return _line(draw, (*SINKS.values(), "query(db, {})"))


def _simple(draw: Draw) -> list[str]:
    """An assignment, or a sink."""
    return _line(draw, ASSIGNED, ASSIGNED, BLURRED) if draw(st.integers(0, 3)) else _sink(draw)


def _block(draw: Draw, depth: int, in_loop: bool) -> list[str]:
    """One to four statements, each with what is inside it."""
    return [line for _ in range(draw(st.integers(1, 4))) for line in _statement(draw, depth, in_loop)]


def _inner(draw: Draw, depth: int, in_loop: bool) -> list[str]:
    return [_INDENT + line for line in _block(draw, depth - 1, in_loop)]


def _statement(draw: Draw, depth: int, in_loop: bool) -> list[str]:
    choice = draw(st.integers(0, 8))
    if choice < 4:
        return _simple(draw)
    if depth == 0 or choice == 4:
        return [draw(st.sampled_from(["return ''", "raise ValueError", *(["break", "continue"] if in_loop else [])]))]
    return _COMPOUND[choice - 5](draw, depth, in_loop)


def _if(draw: Draw, depth: int, in_loop: bool) -> list[str]:
    lines = [f"if {draw(st.sampled_from(TESTS))}:", *_inner(draw, depth, in_loop)]
    return [*lines, "else:", *_inner(draw, depth, in_loop)] if draw(st.booleans()) else lines


def _loop(draw: Draw, depth: int, _: bool) -> list[str]:
    lines = [f"{_filled(draw, LOOPS, depth=1)}:", *_inner(draw, depth, in_loop=True)]
    return [*lines, "else:", *_inner(draw, depth, in_loop=False)] if draw(st.integers(0, 4)) == 0 else lines


def _try(draw: Draw, depth: int, in_loop: bool) -> list[str]:
    lines = ["try:", *_inner(draw, depth, in_loop), _INDENT + _filled(draw, RISKS, depth=1)]
    lines += ["except ValueError:", *_inner(draw, depth, in_loop)]
    if draw(st.booleans()):
        lines += ["else:", *_inner(draw, depth, in_loop)]
    return [*lines, "finally:", *(_INDENT + line for line in _simple(draw))] if draw(st.booleans()) else lines


def _match(draw: Draw, depth: int, in_loop: bool) -> list[str]:
    lines = [f"match {draw(st.sampled_from(SUBJECTS))}:"]
    for case in ('case "a" | "b" as c:', "case b:"):
        lines += [_INDENT + case, *(_INDENT + line for line in _inner(draw, depth, in_loop))]
    return lines


_COMPOUND = (_if, _loop, _try, _match)
