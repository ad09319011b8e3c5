"""What the language and its library do with an object behind a program's back: special methods, kept methods, decorators."""

import pytest

OBJECTS = {
    "str of an object": """
        class Query:
            def __init__(self, a, b):
                self.a, self.b = a, b
            def __str__(self):
                return "x" + self.a
        sink(str(Query(source(), "b")))  # bad
        sink(str(Query("a", source())))
        sink(f"{Query(source(), 'b')}")  # bad
        sink("{}".format(Query("a", source())))
        sink("%s" % Query(source(), "b"))  # bad
    """,
    "iteration over an object": """
        class Words:
            def __init__(self, *words):
                self.words = words
            def __iter__(self):
                for word in self.words:
                    yield word.strip()
        sink(" ".join(Words("a", source())))  # bad
        sink(" ".join(Words("a", "b")))
        for word in Words(source()):
            sink(word)  # bad
        sink([word for word in Words(source())][0])  # bad
        sink(list(Words("a"))[0])
    """,
    "an iterator that hands itself out": """
        class Turns:
            def __init__(self, a):
                self.a = a
            def __iter__(self):
                return self
            def __next__(self):
                return self.a
        for turn in Turns(source()):
            sink(turn)  # bad
        for turn in Turns("a"):
            sink(turn)
    """,
    "a property that is set": """
        class Target:
            def __init__(self):
                self._name = "x"
            @property
            def name(self):
                return "a" + self._name
            @name.setter
            def name(self, value):
                self._name = value if value in ("a", "b") else "c"
            @property
            def other(self):
                return self._other
            @other.setter
            def other(self, value):
                self._other = value.strip()
        def f():
            target = Target()
            target.name = source()
            sink(target.name)
            target.other = source()
            sink(target.other)  # bad
    """,
    "a method that is kept": """
        run = connect().execute
        def f():
            run(source())  # bad
            run("x")
    """,
    "a bound method of an object in a variable": """
        def f():
            connection = connect()
            run = connection.execute
            run(source())  # bad
            run("x", source())
    """,
    "what something unknown holds under a key": """
        def f(held):
            sink(held.get(source()))
            sink(held.get(source(), "x"))
            sink(held.get("x", source()))  # bad
            sink(held.fetch(source()))  # bad
    """,
    "an exception of a function that is called": """
        class Refused(Exception):
            def __init__(self, value, reason):
                self.value, self.reason = value, reason
        def check(value):
            if len(value) > 3:
                raise Refused(value, "long")
        def f():
            try:
                check(source())
            except Refused as refused:
                sink(refused.value)  # bad
                sink(refused.reason)
    """,
    "an exception that may be one of two": """
        class Refused(Exception):
            def __init__(self, value):
                self.value = value
        def f():
            try:
                if unknown:
                    raise Refused("x")
                raise Refused(source())
            except Refused as refused:
                sink(refused.value)  # bad
    """,
}
LIBRARY = {
    "a copy": """
        import copy
        d = copy.deepcopy({"a": source(), "b": "x"})
        sink(d["a"])  # bad
        sink(d["b"])
        sink(copy.copy([source(), "x"])[1])
    """,
    "JSON and back": """
        import json
        d = json.loads(json.dumps({"a": source(), "b": "x"}))
        sink(d["a"])  # bad
        sink(d["b"])
        sink(json.loads(source())["a"])  # bad
    """,
    "string.Template": """
        import string
        T = string.Template("$a and ${b} for $$5")
        sink(T.substitute(a=source(), b="x"))  # bad
        sink(T.substitute({"a": "x", "b": source()}))  # bad
        sink(T.substitute({"a": "x", "b": "y", "c": source()}))
        sink(T.safe_substitute(a="x", c=source()))
        sink(string.Template(unknown).substitute(a=source()))  # bad
    """,
    "a mapping that is formatted": """
        sink("{a} {b}".format_map({"a": source(), "b": "x"}))  # bad
        sink("{b}".format_map({"a": source(), "b": "x"}))
    """,
    "a module by its name": """
        import importlib
        pick = getattr(importlib.import_module("operator"), "itemgetter")("a")
        sink(pick({"a": source()}))  # bad
        sink(pick({"a": "x", "b": source()}))
    """,
    "an address that is joined": """
        from urllib.parse import urljoin
        fetch(urljoin("https://example.com/v1/", "items/" + source()))
        fetch(urljoin("https://example.com/v1/", "/items/" + source()))
        fetch(urljoin("https://example.com/v1/", source()))  # bad
        fetch(urljoin("https://example.com/v1/", "//" + source()))  # bad
        fetch(urljoin("https://example.com/v1/", "items" + source()))  # bad
        fetch(urljoin(source(), "items/" + source()))  # bad
    """,
    "reduce": """
        import functools, operator
        sink(functools.reduce(operator.add, ["a", source()]))  # bad
        sink(functools.reduce(operator.add, ["a", source()][:1]))
        sink(functools.reduce(lambda one, other: other, [source(), "a"]))
        sink(functools.reduce(operator.add, unknown, source()))  # bad
    """,
    "itemgetter": """
        import operator
        pick = operator.itemgetter("a")
        sink(pick({"a": source(), "b": "x"}))  # bad
        sink(pick({"a": "x", "b": source()}))
    """,
    "a context variable that another function reads": """
        import contextvars
        held = contextvars.ContextVar("held", default="x")
        other = contextvars.ContextVar("other", default="x")
        def read():
            sink(held.get())  # bad
            sink(other.get())
        def f():
            held.set(source())
            other.set("y")
            read()
    """,
}
CHARACTERS = {
    "gathered one by one": """
        def f():
            text, out, place = str(source()), "", 0
            while place < len(text):
                if text[place] in "0123456789":
                    out += "x"
                character = text[place]
                if character in "0123456789":
                    out += character
                place += 1
            sink(out)
    """,
    "gathered one by one, any of them": """
        def f():
            text, out, place = str(source()), "", 0
            while place < len(text):
                character = text[place]
                if character != "=":
                    out += character
                place += 1
            sink(out)  # bad
    """,
    "a table of escapes": """
        T = {"<": "&lt;", "&": "&amp;"}
        U = {"&": "&amp;"}
        def f():
            html("".join(T.get(c, c) for c in str(source())))
            html("".join(U.get(c, c) for c in str(source())))  # bad
            html("".join(T.get(c, source()) for c in str(source())))  # bad
            html("".join(T.get(word, word) for word in str(source()).split()))  # bad
    """,
}
ELEMENTS = {
    "a pattern": "import re\ndef f():\n    d = source()\n    if not re.fullmatch('[a-z]+', d['a']):\n        return\n"
    "    sink(d['a'])\n    sink(d['b'])  # bad",
    "a pattern that says little": "import re\ndef f():\n    d = source()\n    if not re.fullmatch('.+', d['a']):\n"
    "        return\n    sink(d['a'])  # bad",
    "a test of characters": "def f():\n    d = source()\n    if not d['a'].isalnum():\n        return\n    sink(d['a'])",
    "a guard of the library": "def f():\n    d = source()\n    if not is_safe(d['a']):\n        return\n    sink(d['a'])",
    "a guard for the other": "def f():\n    d = source()\n    if not is_safe(d['a']):\n        return\n    sink(d['b'])  # bad",
    "of its likeness": "def f():\n    x = source()\n    if x.strip().isalnum():\n        sink(x.strip())\n"
    "    if x.replace(' ', '').isalnum():\n        sink(x)  # bad",
    "by keyword": "import re\ndef f():\n    x = source()\n    if re.fullmatch('[a-z]+', string=x):\n        sink(x)\n"
    "    sink(x)  # bad",
}
DECORATORS = {
    "refuses": """
        def checked(view):
            def inner(name):
                if not name.isalnum():
                    abort(404)
                return view(name)
            return inner
        @handle
        @checked
        def show(name):
            sink(name)
    """,
    "refuses something else": """
        def checked(view):
            def inner(name):
                if len(name) > 9:
                    abort(404)
                return view(name)
            return inner
        @handle
        @checked
        def show(name):
            sink(name)  # bad
    """,
    "passes everything on": """
        def checked(view):
            def inner(*args, **kwargs):
                if not allowed():
                    abort(404)
                return view(*args, **kwargs)
            return inner
        @handle
        @checked
        def show(name):
            sink(name)  # bad
            sink(source())  # bad
    """,
    "hands over a constant": """
        def checked(view):
            def inner(name):
                return view("x")
            return inner
        @handle
        @checked
        def show(name):
            sink(name)
    """,
    "with an argument": """
        def checked(least):
            def outer(view):
                def inner(name):
                    if name not in ("a", "b"):
                        abort(404)
                    return view(name)
                return inner
            return outer
        @handle
        @checked(3)
        def show(name):
            sink(name)
    """,
    "calls it in a way that is not followed": """
        def later(view):
            def inner(name):
                return unknown(view)
            return inner
        @handle
        @later
        def show(name):
            sink(name)  # bad
    """,
    "of something unknown": """
        @handle
        @unknown.checked
        def show(name):
            sink(name)  # bad
    """,
}


@pytest.mark.parametrize("program", OBJECTS.values(), ids=OBJECTS)
def test_objects(program, judge):
    judge(program)


@pytest.mark.parametrize("program", LIBRARY.values(), ids=LIBRARY)
def test_the_standard_library(program, judge):
    judge(program)


@pytest.mark.parametrize("program", CHARACTERS.values(), ids=CHARACTERS)
def test_characters_of_a_text(program, judge):
    judge(program)


def test_constants_of_another_module_decide(judge):
    program = """
        from conf import settings
        def f():
            if settings.MANY:
                sink(source())  # bad
            if settings.FEW:
                sink(source())
            sink(source() if settings.LIMIT == 4 else "x")
            sink(source() if settings.LIMIT == 3 else "x")  # bad
    """
    settings = "LIMIT = 3\nMANY = LIMIT * 2 > 5\nFEW = LIMIT * 2 > 6\n"
    judge(program, "app.py", {"conf/__init__.py": "", "conf/settings.py": settings})


@pytest.mark.parametrize("program", ELEMENTS.values(), ids=ELEMENTS)
def test_guards_of_elements(program, judge):
    judge(program)


@pytest.mark.parametrize("program", DECORATORS.values(), ids=DECORATORS)
def test_decorators_of_entries(program, judge):
    judge(program)
