"""What leaves through handlers and `finally`, and where things stand in containers and objects."""

import ast

import pytest

from pratique.lint.flow.interpret import interpret

EXITS = {
    "a finally on the way out of a loop": """
        a = "x"
        for x in unknown:
            try:
                break
            finally:
                a = source()
        sink(a)  # bad
    """,
    "raised below an if": """
        a = "x"
        try:
            if unknown:
                a = source()
                raise ValueError
        except ValueError:
            sink(a)  # bad
        sink("x")
    """,
    "raised in a loop": """
        a = "x"
        try:
            for x in unknown:
                a = source()
                raise ValueError
        except ValueError:
            sink(a)  # bad
    """,
    "returned below an if, seen by finally": """
        def f(a):
            try:
                if unknown:
                    a = source()
                    return
            finally:
                sink(a)  # bad
        f("x")
    """,
    "left by a handler, seen by finally": """
        def f(a):
            try:
                raise ValueError
            except ValueError:
                a = source()
                return
            finally:
                sink(a)  # bad
        f("x")
    """,
    "through the finally of an inner try": """
        a = b = "x"
        try:
            try:
                a = source()
                raise ValueError
            finally:
                b = a
        except ValueError:
            sink(b)  # bad
    """,
    "raised before it is overwritten": """
        a = "x"
        try:
            if unknown:
                a = source()
                int(a)
                a = "k"
        except ValueError:
            sink(a)  # bad
        sink(a)  # bad
    """,
    "what returns does not go on": """
        def f(a):
            try:
                if unknown:
                    a = source()
                    return
            except ValueError:
                pass
            sink(a)
        f("x")
    """,
    "overwritten by finally": """
        a = source()
        try:
            work()
        finally:
            a = "x"
        sink(a)
    """,
    "raised by a list that does not hold it": """
        def f():
            x = source()
            try:
                ["a", "b"].index(x)
            except ValueError:
                return
            sink(x)
    """,
}

PLACES = {
    "dicts merged: the second wins": 'd = {"k": source()} | {"k": "x"}\nsink(d["k"])',
    "dicts merged: another key": 'd = {"k": source()} | {"l": "x"}\nsink(d["k"])  # bad',
    "merged into what is no dict": "o = connect()\no |= {}\no.execute(source())  # bad",
    "merged in place": 'd = {"k": source()}\nd |= {"k": "x"}\nsink(d["k"])',
    "a whole slice is overwritten": 'e = [source()]\ne[:] = ["k", source()]\nsink(e[0])\nsink(e[1])  # bad',
    "a copy keeps its keys": 'd = {"k": "x", "l": source()}\nsink(d.copy()["k"])\nsink(d.copy()["l"])  # bad',
    "lists of different length": 'e = ["m"]\nif unknown:\n    e.append(source())\nsink(e[0])\nsink(e[-1])  # bad',
    "inserted on one side": 'e = ["m"]\nif unknown:\n    e.insert(0, source())\nsink(e[0])  # bad',
    "popped after an uncertain length": 'e = ["m"]\nif unknown:\n    e.append(source())\ne.pop(0)\nsink(e[0])  # bad',
    "keys that one side may hold": 'd = {"k": "x"}\nif unknown:\n    d = {x: source() for x in "ab"}\nsink(d["k"])  # bad',
    "updated by pairs": 'd = {"k": "x"}\nd.update([("k", source())])\nsink(d["k"])  # bad',
    "of a zip": 'd = dict(zip(["a", "b"], ["x", source()]))\nsink(d["a"])\nsink(d["b"])  # bad',
    "from keys": 'd = dict.fromkeys(["a"], source())\nsink(d["a"])  # bad',
    "into what setdefault gives": 'd = {}\nd.setdefault("n", []).append(source())\nsink(d["n"][0])  # bad',
    "the end of a list": 'e = ["m", source()]\ne[-1] = "x"\nsink(e[1])\ne[-1] = source()\nsink(e[1])  # bad',
    "attributes as a dict": 'class A: pass\no = A()\no.p = source()\nsink(vars(o)["p"])  # bad',
    "an index in a format": 'sink("{0[a]}".format({"a": "x", "b": source()}))\nsink("{0[0]}".format([source()]))  # bad',
    "a few elements": 'e = [x for x in [source(), "k"]]\nsink(e[1])\nsink(e[0])  # bad',
    "bound in a comprehension": 'z = "x"\n[y for y in [source()] if (z := y)]\nsink(z)  # bad',
    "the rest of a sequence": 'match ["a", source()]:\n    case [x, *y]:\n        sink(x)\n        sink(y[0])  # bad',
    "the rest of a mapping": 'match {"k": source(), "n": "a"}:\n    case {"k": x, **more}:\n        sink(more["n"])',
    "a named tuple by index": """
        import typing
        class Pair(typing.NamedTuple):
            one: str
            two: str
        sink(Pair("x", source())[0])
        sink(Pair("x", source())[1])  # bad
    """,
    "an attribute that one branch knows": """
        class Box:
            def __init__(self, p):
                self.p = p
        o = Box("m")
        o.p = "x"
        if unknown:
            o = Box(source())
        sink(o.p)  # bad
    """,
    "an object in a dict": """
        class Box:
            def put(self, p):
                self.p = p
        boxes = {"k": Box(), "l": Box()}
        boxes["k"].put(source())
        sink(boxes["l"].p)
        sink(boxes["k"].p)  # bad
    """,
    "an element of an object of one's own": """
        class Box:
            def __init__(self, p):
                self.p = p
            def __getitem__(self, key):
                return self.p if key == "a" else "x"
        sink(Box(source())["b"])
        sink(Box(source())["a"])  # bad
    """,
}


@pytest.mark.parametrize("program", EXITS.values(), ids=EXITS.keys())
def test_what_leaves_a_try(judge, program):
    judge(program)


@pytest.mark.parametrize("program", PLACES.values(), ids=PLACES.keys())
def test_where_a_value_stands(judge, program):
    judge(program)


def test_a_circle_of_star_imports_is_walked_once(run):
    names = [f"m{number}" for number in range(12)]
    stars = "".join(f"from {name} import *\n" for name in names)
    result = run("from m0 import missing\nmissing(source())\n", files={f"{name}.py": stars for name in names})
    assert result.unfinished == ()


def test_what_is_near_hides_nothing_from_far_away():
    """A folder of the environment, joined with the name that a request gives."""
    program = "import os\nfrom flask import request\nopen(os.environ['D'] + request.args['f'])\n"
    hits = interpret("app.py", ast.parse(program), lambda path: None, lambda node: program.encode()).hits
    assert [(hit.kind, hit.taint.rank) for hit in hits] == [("path", "remote")]
