"""What a test says of the values in it."""

import pytest

# condition under which `x`, from a source, is harmless for SQL
SAFE = {
    "in a tuple": "x in ('a', 'b')",
    "in a list": "x in ['a', 'b']",
    "in a set": "x in {'a', 'b'}",
    "in a dictionary": "x in TABLE",
    "in its keys": "x in TABLE.keys()",
    "in a frozen set": "x in FROZEN",
    "in a constant of the module": "x in NAMES",
    "in something that outsiders do not fill": "x in settings.NAMES",
    "in the members of an enumeration": "x in Order.__members__",
    "in a comprehension over constants": "x in [n for n in NAMES]",
    "equal": "x == 'a'",
    "equal, turned": "'a' == x",
    "equal to one or the other": "x == 'a' or x == 'b'",
    "digits": "x.isdigit()",
    "alphanumeric": "x.isalnum()",
    "identifier": "x.isidentifier()",
    "a number": "isinstance(x, int)",
    "one of numbers": "isinstance(x, (int, float))",
    "full match": "re.fullmatch('[a-z]+', x)",
    "full match with a limit": "re.fullmatch('[a-z_]{1,32}', x)",
    "match to the end": "re.match('^[a-z0-9_]+$', x)",
    "match to the very end": r"re.match(r'\A\w+\Z', x)",
    "search, anchored": "re.search('^[a-z]+$', x)",
    "compiled": "PATTERN.fullmatch(x)",
    "compiled, match": "ANCHORED.match(x)",
    "is not None": "re.fullmatch('[a-z]+', x) is not None",
    "as a truth": "bool(re.fullmatch('[a-z]+', x))",
    "all characters": "all(c.isalnum() for c in x)",
    "all characters, or a few more": "all(c.isalnum() or c in '_-' for c in x)",
    "all of an alphabet": "all(c in 'abcdef' for c in x)",
    "characters as a set": "set(x) <= set('abcdef')",
    "characters as a subset": "set(x).issubset('abcdef')",
    "a guard of a model": "is_safe(x)",
    "a guard of a model, false": "not is_evil(x)",
    "and": "c and x in NAMES",
    "nested and": "c and (d and x in NAMES)",
    "not not": "not (not x in NAMES)",
    "De Morgan": "not (c or x not in NAMES)",
    "with a walrus": "(y := x) and x in NAMES",
    "a chain": "'a' == x != 'b'",
    "lower-cased": "x.lower() in NAMES",
    "stripped": "x.strip() in NAMES",
}
UNSAFE = {
    "something else": "c",
    "not in": "x not in ('a', 'b')",
    "in a text": "x in 'abc'",
    "a text in it": "'a' in x",
    "in what outsiders fill": "x in source()",
    "in a list with an outsider's value": "x in ['a', source()]",
    "not equal": "x != 'a'",
    "is not None": "x is not None",
    "true": "x",
    "length": "len(x) < 10",
    "begins": "x.startswith('a')",
    "a text": "isinstance(x, str)",
    "match of a beginning": "re.match('[a-z]+', x)",
    "search": "re.search('[a-z]+', x)",
    "full match of anything": "re.fullmatch('.*', x)",
    "full match with a quote": 're.fullmatch("[a-z\']+", x)',
    "a negated class": "re.fullmatch('[^a]+', x)",
    "or": "c or x in NAMES",
    "De Morgan": "not (c and x not in NAMES)",
    "any character": "any(c.isalnum() for c in x)",
    "all characters of another": "all(c.isalnum() for c in y)",
    "all characters are printable": "all(c.isprintable() for c in x)",
    "another variable": "y in NAMES",
    "a guard of a model, false": "not is_safe(x)",
}
HEAD = """
import re
import settings
NAMES = ("a", "b")
TABLE = {"a": 1}
FROZEN = frozenset({"a", "b"})
PATTERN = re.compile("[a-z]+")
ANCHORED = re.compile("^[a-z]+$")
class Order(Enum):
    A = "a"
"""
FORMS = {
    "in its branch": "    if {}:\n        sink(x){}",
    "after return": "    if not ({}):\n        return\n    sink(x){}",
    "after raise": "    if not ({}):\n        raise ValueError\n    sink(x){}",
    "after abort": "    if not ({}):\n        abort(400)\n    sink(x){}",
    "in else": "    if not ({}):\n        pass\n    else:\n        sink(x){}",
    "overwritten otherwise": "    if not ({}):\n        x = 'a'\n    sink(x){}",
    "in a loop": "    for _ in items:\n        if not ({}):\n            continue\n        sink(x){}",
    "ternary": "    sink(x if {} else 'a'){}",
    "asserted": "    assert {}\n    sink(x){}",
    "kept in a variable": "    ok = {}\n    if not ok:\n        return\n    sink(x){}",
}
FIRST = "in its branch"


def _program(form: str, test: str, mark: str) -> str:
    return f"{HEAD}def f(c, d, items):\n    x = y = source()\n{FORMS[form].format(test, mark)}\n"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("test", SAFE.values(), ids=SAFE.keys())
def test_what_a_test_proves_harmless(form, test, judge):
    judge(_program(form, test, ""))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("test", UNSAFE.values(), ids=UNSAFE.keys())
def test_what_a_test_does_not_prove(form, test, judge):
    judge(_program(form, test, "  # bad"))


PATHS = {
    "dots": "x = source()\nif '..' in x or '/' in x:\n    raise E\nopened(x)",
    "dots alone": "x = source()\nif '..' in x:\n    raise E\nopened(x)  # bad",
    "contained": """
        import os
        def f():
            x = os.path.realpath(os.path.join("/srv", source()))
            if not x.startswith("/srv/"):
                raise E
            opened(x)
    """,
    "contained in what is above": """
        import os
        BASE = "/srv/data"
        def f():
            x = os.path.normpath(os.path.join(BASE, source()))
            if not x.startswith("/srv"):
                raise E
            opened(x)  # bad
        def g():
            x = os.path.normpath(os.path.join(BASE, source()))
            if not x.startswith(BASE + os.sep):
                raise E
            opened(x)
        def h():
            x = os.path.normpath(os.path.join(BASE, source()))
            if not x.startswith("/srv/data/public/"):
                raise E
            opened(x)
    """,
    "not resolved": """
        import os
        def f():
            x = os.path.join("/srv", source())
            if not x.startswith("/srv/"):
                raise E
            opened(x)  # bad
    """,
    "pathlib": """
        from pathlib import Path
        ROOT = Path("/srv")
        def f():
            x = (ROOT / source()).resolve()
            if not x.is_relative_to(ROOT):
                raise E
            opened(x)
    """,
    "pathlib, not resolved": """
        from pathlib import Path
        ROOT = Path("/srv")
        def f():
            x = ROOT / source()
            if not x.is_relative_to(ROOT):
                raise E
            opened(x)  # bad
    """,
    "host": """
        from urllib.parse import urlparse
        def f():
            x = source()
            if urlparse(x).hostname not in ("a.example", "b.example"):
                raise E
            fetch(x)
            sink(x)  # bad
    """,
    "host in a variable": """
        from urllib.parse import urlparse
        def f():
            x = source()
            parts = urlparse(x)
            host = parts.hostname
            if host not in ("a.example", "b.example"):
                raise E
            fetch(x)
    """,
    "scheme alone": """
        from urllib.parse import urlparse
        def f():
            x = source()
            if urlparse(x).scheme not in ("http", "https"):
                raise E
            fetch(x)  # bad
    """,
}


@pytest.mark.parametrize("program", PATHS.values(), ids=PATHS.keys())
def test_tests_on_what_was_derived(program, judge):
    judge(program)
