"""Which ways through a function a value can take."""

import pytest

CASES = {
    "a source in a sink": "sink(source())  # bad",
    "a constant": "x = source()\nx = 'a'\nsink(x)",
    "a loop over a few that is left": """
        def f():
            for place, x in enumerate([source(), "a", "b"]):
                if place == 0:
                    continue
                y = x
                break
            sink(y)
            for place, x in enumerate([source(), "a", "b"], 1):
                if place == 1:
                    z = x
                    break
            else:
                z = "c"
            sink(z)  # bad
    """,
    "a loop over a few that may be left": """
        def f(c):
            for x in ["a", source()]:
                if c(x):
                    break
            sink(x)  # bad
            for x in [source(), "a"]:
                pass
            sink(x)
    """,
    "a slice of the known beginning": "x = 'abc' + source()\nsink(x[:3])\nsink(x[1:2])\nsink(x[:4])  # bad\nsink(x[3:])  # bad",
    "a text of which a loop refuses some": """
        def all_letters(x):
            for c in x:
                if not c.isalnum():
                    return False
            return True
        def some_letters(x):
            for c in x:
                if c.isalnum():
                    break
            return True
        def f():
            x, y, z = source(), source(), source()
            if all_letters(x):
                sink(x)
            if some_letters(y):
                sink(y)  # bad
            for c in z:
                if c not in "abc":
                    raise E
            sink(z)
        def g():
            x = source()
            for c in x:
                c = "a"
                if not c.isalnum():
                    raise E
            sink(x)  # bad
    """,
    "characters that a loop lets through": """
        def f():
            kept, left = "", ""
            for c in source():
                if c in "abc":
                    kept += c
                if c not in "abc":
                    left += c
            sink(kept)
            sink(left)  # bad
    """,
    "a slice that is replaced": "x = ['a', source(), 'b']\nx[1:2] = ['c', 'd']\nsink(x)\nx[:1] = [source()]\nsink(x[0])  # bad\nsink(x[1])",
    "any of a table of constants": "sink({'a': 'b', 'c': 'd'}[source()])\nsink({'a': 'b', 'c': source()}[unknown])  # bad",
    "the first mapping that has it": """
        from collections import ChainMap, OrderedDict
        def f():
            m = ChainMap({"a": "x"}, OrderedDict(a=source(), b=source()))
            sink(m["a"])
            sink(m["b"])  # bad
    """,
    "a table made of a few": "x = {k: source() if k == 'a' else 'x' for k in ('a', 'b')}\nsink(x['a'])  # bad\nsink(x['b'])",
    "an attribute by its name": """
        from operator import attrgetter
        from types import SimpleNamespace
        def f():
            n = SimpleNamespace(a=source(), b="x", c=SimpleNamespace(d=source()))
            sink(attrgetter("a")(n))  # bad
            sink(attrgetter("b")(n))
            sink(attrgetter("c.d")(n))  # bad
    """,
    "printed to a text": """
        import io
        def f():
            b, c = io.StringIO(), io.StringIO()
            print("a", source(), file=b)
            print("a", file=c)
            print(source())
            sink(b.getvalue())  # bad
            sink(c.getvalue())
    """,
    "one after another": """
        import itertools
        def f():
            xs = list(itertools.chain(["a"], (source(), "b")))
            sink(xs[0])
            sink(xs[1])  # bad
            sink(list(itertools.islice(xs, 1))[0])
            sink(list(itertools.chain.from_iterable([["a"], [source()]]))[1])  # bad
            for x in itertools.repeat(source(), 3):
                sink(x)  # bad
    """,
    "overwritten in one branch only": """
        def f(c):
            x = source()
            if c:
                x = "a"
            sink(x)  # bad
    """,
    "overwritten in both": """
        def f(c):
            x = source()
            if c:
                x = "a"
            else:
                x = "b"
            sink(x)
    """,
    "a branch that cannot be taken": """
        def f():
            x = source()
            if 7 * 6 - 42 > 0:
                sink(x)
            else:
                sink(x)  # bad
    """,
    "elif of which one is certain": """
        def f():
            x = source()
            n = 2
            if n == 1:
                sink(x)
            elif n == 2:
                sink("a")
            else:
                sink(x)
    """,
    "a setting that is not known": """
        import settings
        def f():
            if settings.DEBUG:
                x = "a"
            else:
                x = source()
            sink(x)  # bad
    """,
    "a global that may be None or a function": """
        handler = None
        def f(c):
            h = handler
            if c:
                h = print
            if h:
                return
            sink(source())  # bad
    """,
    "ternary with a constant condition": "sink(source() if False else 'a')\nsink('a' if False else source())  # bad",
    "ternary on itself": "x = source()\nsink(x if x in ('a', 'b') else 'a')",
    "code after return": "def f():\n    x = source()\n    return x\n    sink(x)",
    "code after raise": "def f():\n    x = source()\n    raise E(x)\n    sink(x)",
    "code after a call that leaves": "def f():\n    x = source()\n    abort(404)\n    sink(x)",
    "code after a function that always raises": """
        def refuse():
            raise ValueError
        def f(c):
            x = source()
            if not is_safe(x):
                refuse()
            sink(x)
    """,
    "and, or fold": "sink('' or source())  # bad\nsink('a' or source())\nsink('' and source())",
    "or with a default": "x = source() or 'a'\nsink(x)  # bad",
    "walrus": "def f():\n    if (x := source()):\n        sink(x)  # bad",
    "walrus refined": "def f():\n    if (x := source()) in ('a', 'b'):\n        sink(x)",
    "match on a constant": """
        def f():
            x = source()
            match "a":
                case "b":
                    sink(x)
                case "a":
                    sink("c")
                case _:
                    sink(x)
    """,
    "match is an allow-list": """
        def f():
            x = source()
            match x:
                case "a" | "b":
                    sink(x)
                case other:
                    sink(other)  # bad
    """,
    "match captures an alternative": """
        def f():
            match source():
                case ("a" | "b") as x:
                    sink(x)
                case x:
                    sink(x)  # bad
    """,
    "match takes a sequence apart": """
        def f():
            match ("a", source()):
                case (one, two):
                    sink(one)
                    sink(two)  # bad
    """,
    "match with a mapping": """
        def f():
            match {"k": source(), "l": "a"}:
                case {"k": x}:
                    sink(x)  # bad
    """,
    "match assigns in every case": """
        def f(c):
            x = source()
            match c:
                case 1:
                    x = "a"
                case _:
                    x = "b"
            sink(x)
    """,
    "for over a list with a tainted element": "for x in ['a', source()]:\n    sink(x)  # bad",
    "for over constants": "y = source()\nfor x in ['a', 'b']:\n    sink(x)",
    "taken along by a loop": """
        def f(items):
            a = b = c = "x"
            for item in items:
                c = b
                b = a
                a = source()
            sink(c)  # bad
    """,
    "a counter is not known after a loop": """
        def f(items):
            n = 0
            for item in items:
                n += 1
            if n > 10:
                sink(source())  # bad
    """,
    "while with a counter": """
        def f():
            n = 0
            while n < 3:
                n += 1
            if n > 1:
                sink(source())  # bad
    """,
    "break leaves with what was known": """
        def f(items):
            x = "a"
            for item in items:
                x = source()
                break
            sink(x)  # bad
    """,
    "continue skips the rest": """
        def f(items):
            for item in items:
                x = source()
                if x not in ("a", "b"):
                    continue
                sink(x)
    """,
    "else of a loop that always breaks": """
        def f():
            x = source()
            while True:
                x = "a"
                break
            sink(x)
    """,
    "while True goes on only by break": """
        def f():
            x = source()
            while True:
                x = source()
                if x in ("a", "b"):
                    break
            sink(x)
    """,
    "else of a loop": "def f(xs):\n    for x in xs:\n        pass\n    else:\n        sink(source())  # bad",
    "while the test says so": """
        def f():
            x = source()
            while x not in ("a", "b"):
                x = source()
            sink(x)
    """,
    "except keeps what came before": """
        def f():
            x = source()
            try:
                x = int(x)
            except ValueError:
                pass
            sink(x)  # bad
    """,
    "except leaves": """
        def f():
            x = source()
            try:
                x = int(x)
            except ValueError:
                return
            sink(x)
    """,
    "a conversion proves the text": """
        def f():
            x = source()
            try:
                int(x)
            except ValueError:
                return
            sink(x)
    """,
    "except with a default": """
        def f():
            try:
                x = int(source())
            except (TypeError, ValueError):
                x = 0
            sink(x)
    """,
    "else of try": "def f():\n    try:\n        x = source()\n    except E:\n        x = 'a'\n    else:\n        sink(x)  # bad",
    "finally overwrites": "def f():\n    x = source()\n    try:\n        g()\n    finally:\n        x = 'a'\n    sink(x)",
    "finally sees all": "def f():\n    x = 'a'\n    try:\n        x = source()\n    finally:\n        sink(x)  # bad",
    "a sink in a finally after return": """
        def f():
            x = source()
            try:
                return 1
            finally:
                sink(x)  # bad
    """,
    "del": "x = source()\ndel x\nx = 'a'\nsink(x)",
    "assert refines": "def f():\n    x = source()\n    assert x in ('a', 'b')\n    sink(x)",
    "with suppress": "def f():\n    with suppress(E):\n        x = source()\n    sink(x)  # bad",
    "augmented": "x = 'a'\nx += source()\nsink(x)  # bad",
    "augmented number": "x = 'a'\nx += str(len(source()))\nsink(x)",
    "chained assignment": "a = b = source()\nsink(a)  # bad\nsink(b)  # bad",
    "swapped": "a, b = source(), 'a'\na, b = b, a\nsink(a)\nsink(b)  # bad",
    "starred": "a, *b = 'x', 'y', source()\nsink(a)\nsink(b[1])  # bad\nsink(b[0])",
    "starred in the middle": "a, *b, c = source(), 'x', 'y', 'z'\nsink(a)  # bad\nsink(b[0])\nsink(c)",
    "nested unpacking": "(a, b), c = ('x', source()), 'y'\nsink(a)\nsink(b)  # bad\nsink(c)",
    "global statement": """
        kept = "a"
        def load():
            global kept
            kept = source()
        def use():
            sink(kept)  # bad
    """,
}


@pytest.mark.parametrize("program", CASES.values(), ids=CASES.keys())
def test_values_take_the_ways_that_the_program_can_take(program, judge):
    judge(program)
