"""What functions, classes and modules of the program do with a value."""

import pytest

FUNCTIONS = {
    "returns its argument": "def f(a):\n    return a\nsink(f(source()))  # bad",
    "returns a constant": "def f(a):\n    return 'a'\nsink(f(source()))",
    "returns a source": "def f():\n    return source()\nsink(f())  # bad",
    "returns what it sanitised": "def f(a):\n    return clean(a)\nsink(f(source()))",
    "sanitised for another kind": "def f(a):\n    return escape(a)\nsink(f(source()))  # bad",
    "returns the other argument": "def f(a, b):\n    return b\nsink(f(source(), 'x'))\nsink(f('x', source()))  # bad",
    "by keyword": "def f(a, b):\n    return b\nsink(f(b='x', a=source()))\nsink(f(a='x', b=source()))  # bad",
    "default": "def f(a, b='x'):\n    return b\nsink(f(source()))",
    "a default is not the value": "def f(a, safe=True):\n    return 'x' if safe else source()\nsink(f('y', safe=False))  # bad",
    "constants decide": "def f(n):\n    return source() if n > 1 else 'x'\nsink(f(1))\nsink(f(2))  # bad",
    "a sink in it": "def f(a):\n    sink(a)  # bad\nf(source())\nf('a')",
    "*args": "def f(*args):\n    return args[1]\nsink(f('a', source()))  # bad\nsink(f(source(), 'a'))",
    "**kwargs": "def f(**kw):\n    return kw['b']\nsink(f(a=source(), b='x'))\nsink(f(a='x', b=source()))  # bad",
    "called with stars": "def f(a, b):\n    return b\nxs = ['x', source()]\nsink(f(*xs))  # bad",
    "called with two stars": "def f(a, b):\n    return b\nd = {'a': source(), 'b': 'x'}\nsink(f(**d))",
    "keyword-only": "def f(*, a, b):\n    return a\nsink(f(a=source(), b='x'))  # bad",
    "early return": "def f(a):\n    if a not in ('x', 'y'):\n        return 'x'\n    return a\nsink(f(source()))",
    "raises": "def f(a):\n    if a not in ('x', 'y'):\n        raise E\n    return a\nsink(f(source()))",
    "recursion": "def f(a, n):\n    if n == 0:\n        return a\n    return f(a, n - 1)\nsink(f(source(), unknown))  # bad",
    "mutual recursion": "def f(a):\n    return g(a)\ndef g(a):\n    return f(a) or a\nsink(f(source()))  # bad",
    "through two": "def f(a):\n    return g(a)\ndef g(a):\n    return a + 'x'\nsink(f(source()))  # bad",
    "a closure": "def f():\n    x = source()\n    def g():\n        sink(x)  # bad\n    g()",
    "a closure over a constant": "def f():\n    y = source()\n    x = 'a'\n    def g():\n        sink(x)\n    g()",
    "a closure that is returned": """
        def make(a):
            def inner():
                return a
            return inner
        one = make(source())
        two = make("x")
        sink(one())  # bad
        sink(two())
    """,
    "a name of the caller is not the callee's": """
        def f():
            def g():
                return a
            return g
        def h():
            a = source()
            sink(f()())
    """,
    "nonlocal": "def f():\n    x = 'a'\n    def g():\n        nonlocal x\n        x = source()\n    g()\n    sink(x)  # bad",
    "a lambda": "f = lambda a: a\nsink(f(source()))  # bad",
    "a lambda over a variable": "def f():\n    x = source()\n    g = lambda: x\n    sink(g())  # bad",
    "handed to a call": "def f():\n    x = source()\n    run(lambda c: c.execute(x))  # bad",
    "handed with its argument": "def work(q):\n    sink(q)  # bad\ndef f():\n    submit(work, source())",
    "a thread": "import threading\ndef work(q):\n    sink(q)  # bad\ndef f():\n    threading.Thread(target=work, args=(source(),)).start()",
    "partial": "from functools import partial\ndef f(a, b):\n    return b\ng = partial(f, 'x')\nsink(g(source()))  # bad",
    "partial of the other": "from functools import partial\ndef f(a, b):\n    return b\ng = partial(f, source())\nsink(g('x'))",
    "partial with a keyword": "from functools import partial\ndef f(a, b):\n    return b\nsink(partial(f, b=source())('x'))  # bad",
    "a list of functions that a closure calls": """
        def each(actions):
            def run(a):
                return [action(a) for action in actions]
            return run
        def f():
            bad = [lambda a: sink(a)]  # bad
            good = [lambda a: sink("x")]
            each(bad)(source())
            each(good)(source())
    """,
    "a list of constants that a helper chooses from": """
        def second(xs):
            return xs[1]
        def f():
            x = source()
            if second(["a", "b"]) == "b":
                x = "c"
            sink(x)
            y = source()
            if second(["a", "c"]) == "b":
                y = "c"
            sink(y)  # bad
    """,
    "a table of functions": "def f(a):\n    return a\nT = {'f': f}\nsink(T['f'](source()))  # bad",
    "a decorated function": """
        import functools
        def log(f):
            @functools.wraps(f)
            def wrapper(*args, **kwargs):
                return f(*args, **kwargs)
            return wrapper
        @log
        def same(a):
            return a
        sink(same(source()))  # bad
    """,
    "a generator": "def f():\n    yield source()\nfor x in f():\n    sink(x)  # bad",
    "a generator of constants": "def f(a):\n    yield 'a'\n    yield 'b'\nfor x in f(source()):\n    sink(x)",
    "yield from": "def f(xs):\n    yield from xs\nfor x in f([source()]):\n    sink(x)  # bad",
    "async": "async def f(a):\n    return a\nasync def g():\n    sink(await f(source()))  # bad",
    "a context manager of a generator": """
        from contextlib import contextmanager
        @contextmanager
        def opened(a):
            yield a
        def f():
            with opened(source()) as x:
                sink(x)  # bad
    """,
    "a helper that fills a list": "def fill(xs, a):\n    xs.append(a)\ndef f():\n    xs = []\n    fill(xs, source())\n    sink(xs[0])  # bad",
    "a helper that raises for what it refuses": """
        def require(name):
            if name not in ("a", "b"):
                raise ValueError(name)
        def f():
            x = source()
            require(x)
            sink(x)
    """,
    "a helper that refuses something else": """
        def require(name):
            if len(name) > 10:
                raise ValueError(name)
        def f():
            x = source()
            require(x)
            sink(x)  # bad
    """,
    "a helper that tells": """
        ALLOWED = {"a", "b"}
        def allowed(name):
            return name in ALLOWED
        def f():
            x = source()
            if not allowed(x):
                return
            sink(x)
    """,
    "a helper that tells by branches": """
        def allowed(name):
            if name in ("a", "b"):
                return True
            return False
        def f():
            x = source()
            if allowed(x):
                sink(x)
            else:
                sink(x)  # bad
    """,
    "a helper that always says yes": "def allowed(name):\n    return True\ndef f():\n    x = source()\n    if allowed(x):\n        sink(x)  # bad",
    "an entry": "@handle\ndef f(a):\n    sink(a)  # bad",
    "no entry": "def f(a):\n    x = source()\n    sink(a)",
}
OBJECTS = {
    "an attribute": "class A:\n    pass\na = A()\na.x = source()\na.y = 'x'\nsink(a.x)  # bad\nsink(a.y)",
    "given to the constructor": """
        class A:
            def __init__(self, x, y):
                self.x = x
                self.y = y
        a = A(source(), "b")
        sink(a.x)  # bad
        sink(a.y)
    """,
    "a method returns it": "class A:\n    def __init__(self, x):\n        self.x = x\n    def get(self):\n        return self.x\nsink(A(source()).get())  # bad\nsink(A('a').get())",
    "formatted by its class": """
        class A:
            def __init__(self, x):
                self.x = x
            def __format__(self, form):
                return self.x
        sink(f"a {A(source())}")  # bad
        sink(f"a {A('x')}")
    """,
    "a partial of a method": """
        from functools import partial
        def f():
            run = partial(connect().execute, timeout=1)
            run(source())  # bad
            run("x")
            two = partial(partial(max, source()), "x")
            sink(two())  # bad
    """,
    "an object of the module": """
        class A:
            name = "x"
        a, b, xs = A(), A(), []
        def set(x):
            a.name = x
        def add(x):
            xs.append(x)
        def f():
            set(source())
            add(source())
            sink(a.name)  # bad
            sink(b.name)
            sink(xs[0])  # bad
        def g():
            sink(a.name)
            sink(xs)
            add("x")
            sink(xs)
    """,
    "set by methods in a chain": """
        class A:
            def __init__(self):
                self.xs = []
            def put(self, x):
                self.xs.append(x)
                return self
            def other(self, x):
                return A()
        a, b = A(), A()
        a.put("x").put(source())
        b.other("x").put(source())
        sink(a.xs[0])
        sink(a.xs[1])  # bad
        sink(b.xs)
    """,
    "held by the class": """
        class A:
            kept = {}
            @classmethod
            def keep(cls, key, value):
                cls.kept[key] = value
        class B(A):
            kept = {}
        def f():
            A.keep("a", source())
            A.keep("b", "x")
            sink(A.kept["a"])  # bad
            sink(A.kept["b"])
            sink(B.kept)
    """,
    "asked for by name": """
        class A:
            def __init__(self, **values):
                self.values = values
            def __getattr__(self, name):
                return self.values[name]
        a = A(x=source(), y="b")
        sink(a.x)  # bad
        sink(a.y)
    """,
    "set by a method": """
        class A:
            def set(self, x):
                self.x = x
            def get(self):
                return self.x
        a = A()
        a.set(source())
        sink(a.get())  # bad
        a.set("x")
        sink(a.get())
    """,
    "set by a method of its own": """
        class A:
            def load(self):
                self.x = source()
            def run(self):
                self.load()
                sink(self.x)  # bad
    """,
    "set in another entry's method": """
        class A(View):
            def setup(self):
                self.x = source()
            def get(self):
                sink(self.x)  # bad
    """,
    "another object's attribute": """
        class A:
            def f(self, other):
                other.x = source()
                self.x = "a"
                sink(self.x)
    """,
    "inherited method": "class A:\n    def same(self, x):\n        return x\nclass B(A):\n    pass\nsink(B().same(source()))  # bad",
    "overridden method": "class A:\n    def same(self, x):\n        return x\nclass B(A):\n    def same(self, x):\n        return 'a'\nsink(B().same(source()))",
    "super": """
        class A:
            def __init__(self, x):
                self.x = x
        class B(A):
            def __init__(self, x, y):
                super().__init__(x)
                self.y = y
        b = B(source(), "a")
        sink(b.x)  # bad
        sink(b.y)
    """,
    "super's method": "class A:\n    def m(self, x):\n        return x\nclass B(A):\n    def m(self, x):\n        return super().m(x)\nsink(B().m(source()))  # bad",
    "property": "class A:\n    def __init__(self, x):\n        self._x = x\n    @property\n    def x(self):\n        return self._x\nsink(A(source()).x)  # bad\nsink(A('a').x)",
    "a bound method": "class A:\n    def same(self, x):\n        return x\na = A()\nf = a.same\nsink(f(source()))  # bad",
    "static and class methods": """
        class A:
            @staticmethod
            def one(x):
                return x
            @classmethod
            def two(cls, x, y=1):
                return x
            @classmethod
            def three(cls, x):
                return "a"
        sink(A.one(source()))  # bad
        sink(A.two(source()))  # bad
        sink(A.two(source(), 2))  # bad
        sink(A().two(source()))  # bad
        sink(A.three(source()))
    """,
    "class attribute": "class A:\n    x = 'a'\n    y = source()\nsink(A.x)\nsink(A().x)\nsink(A.y)  # bad",
    "dataclass": "@dataclass\nclass A:\n    x: str\n    y: str = 'a'\na = A(source())\nsink(a.x)  # bad\nsink(a.y)",
    "dataclass by keyword": "@dataclass\nclass A:\n    x: str\n    y: str\na = A(y=source(), x='a')\nsink(a.x)\nsink(a.y)  # bad",
    "dataclass that inherits": "@dataclass\nclass A:\n    x: str\n@dataclass\nclass B(A):\n    y: str\nb = B('a', source())\nsink(b.x)\nsink(b.y)  # bad",
    "named tuple": "class A(NamedTuple):\n    x: str\n    y: str\na = A(source(), 'b')\nsink(a.y)\nsink(a.x)  # bad",
    "an enumeration is an allow-list": "class Order(Enum):\n    A = 'a'\nsink(Order(source()).value)",
    "with an own context manager": """
        class A:
            def __init__(self, x):
                self.x = x
            def __enter__(self):
                return self.x
            def __exit__(self, *args):
                pass
        with A(source()) as x:
            sink(x)  # bad
    """,
    "called": "class A:\n    def __call__(self, x):\n        return x\nsink(A()(source()))  # bad",
    "a typed attribute": """
        class A:
            def __init__(self):
                self.db = connect()
            def run(self):
                self.db.execute(source())  # bad
    """,
    "a builder that returns itself": """
        class Query:
            def __init__(self):
                self.text = "select"
            def where(self, x):
                self.text += x
                return self
        sink(Query().where(source()).text)  # bad
        sink(Query().where("a").text)
    """,
    "getattr": "class A:\n    pass\na = A()\na.x = source()\nsink(getattr(a, 'x'))  # bad",
    "setattr": "class A:\n    pass\na = A()\nsetattr(a, 'x', source())\nsink(a.x)  # bad",
    "state in a branch": """
        class A:
            def f(self, c):
                self.x = source()
                if c:
                    self.x = "a"
                sink(self.x)  # bad
    """,
    "state in both branches": """
        class A:
            def f(self, c):
                self.x = source()
                if c:
                    self.x = "a"
                else:
                    self.x = "b"
                sink(self.x)
    """,
}


@pytest.mark.parametrize("program", FUNCTIONS.values(), ids=FUNCTIONS.keys())
def test_functions_are_followed(program, judge):
    judge(program)


@pytest.mark.parametrize("program", OBJECTS.values(), ids=OBJECTS.keys())
def test_objects_have_state(program, judge):
    judge(program)


DRAWS = {
    "a helper draws": "def f(n):\n    return ''.join(random.choice('abc') for _ in range(n))  # bad\ntoken = f(9)",
    "a number in a text": "n = random.getrandbits(64)  # bad\nx = '%016x' % n\napi_key = x + f'{n:x}'",
    "arithmetic": "n = int(random.random() * 10 ** 9)  # bad\ncode = '{:06d}'.format(n % 10 ** 6)",
    "its own instance": "def g():\n    return random.Random()\nsession_id = g().randbytes(9)  # bad",
    "another name": "draw = random.randint\nx = [str(draw(0, 9)) for _ in 'abc']  # bad\notp = ''.join(x)",
    "an argument": "x = random.random()  # bad\nmake(password=x)",
    "a key": "x = random.random()  # bad\nd = {}\nd['secret'] = x",
    "one of two keys": "x = random.random()  # bad\nd = {}\nk = 'secret' if unknown else f'token{unknown}'\nd[k] = x",
    "a password": "x = ''.join(random.sample('abc', 3))  # bad\nuser.set_password(x)",
    "no secret": "x = random.random()\nwidth = x\nd = {}\nd['width'] = x",
    "the system's generator": "token = random.SystemRandom().getrandbits(64)\npassword = secrets.token_hex()",
    "one of what was there": "user = random.choice(users)\ntoken = user.token",
    "decided by it": "x = random.random()\ntoken = 'a' if x > 1 else 'b'\nsecret = x > 1",
    "how long it is": "n = random.randint(9, 12)\npassword = secrets.token_hex()[:n]",
    "harmless in a query": "sink('a' + str(random.random()))",
    "no allow-list lost": "x = source()\nif x == random.choice('abc'):\n    pass\nsink(x)  # bad",
}


@pytest.mark.parametrize("program", DRAWS.values(), ids=DRAWS.keys())
def test_what_can_be_foreseen_is_followed_to_its_name(program, judge):
    judge("import random\nimport secrets\n" + program)


HELPERS = """
def same(x):
    return x
def cleaned(x):
    return clean(x)
def constant(x):
    return "a"
def run(x):
    sink(x)
def fetched():
    return source()
def allowed(x):
    return x in ("a", "b")
ALLOWED = ("a", "b")
BASE = "https://a.example/api/"
connection = connect()
class Store:
    def __init__(self, x):
        self.x = x
"""
USES = """
x = source()
sink(same(x))  # bad
sink(cleaned(x))
sink(constant(x))
sink(fetched())  # bad
run(x)  # bad
run("a")
sink(Store(x).x)  # bad
sink(Store("a").x)
fetch(BASE + x)
connection.execute(x)  # bad
def f():
    y = source()
    if not allowed(y):
        return
    sink(y)
def g():
    y = source()
    if y in ALLOWED:
        sink(y)
"""
NAMES = "same, cleaned, constant, run, fetched, allowed, ALLOWED, BASE, connection, Store"
MODULES = {
    "beside the file": (f"from helpers import {NAMES}", "app.py", {"helpers.py": HELPERS}),
    "relative": (f"from .helpers import {NAMES}", "pkg/app.py", {"pkg/helpers.py": HELPERS}),
    "relative, one up": (f"from ..util.helpers import {NAMES}", "pkg/web/app.py", {"pkg/util/helpers.py": HELPERS}),
    "absolute": (f"from pkg.helpers import {NAMES}", "pkg/app.py", {"pkg/helpers.py": HELPERS}),
    "source root": (f"from pkg.helpers import {NAMES}", "src/pkg/app.py", {"src/pkg/helpers.py": HELPERS}),
    "nested project": (f"from pkg.helpers import {NAMES}", "back/pkg/app.py", {"back/pkg/helpers.py": HELPERS}),
    "package": (f"from helpers import {NAMES}", "app.py", {"helpers/__init__.py": HELPERS}),
    "re-exported": (
        f"from pkg import {NAMES}",
        "app.py",
        {"pkg/__init__.py": f"from .helpers import {NAMES}", "pkg/helpers.py": HELPERS},
    ),
    "re-exported by a star": (
        f"from pkg import {NAMES}",
        "app.py",
        {"pkg/__init__.py": "from .helpers import *", "pkg/helpers.py": HELPERS},
    ),
    "star": ("from helpers import *", "app.py", {"helpers.py": HELPERS}),
    "circle": (f"from helpers import {NAMES}", "app.py", {"helpers.py": "import app\nfrom app import f\n" + HELPERS}),
    "below try": (
        f"try:\n    from helpers import {NAMES}\nexcept ImportError:\n    raise",
        "app.py",
        {"helpers.py": HELPERS},
    ),
}


@pytest.mark.parametrize(("imports", "path", "files"), MODULES.values(), ids=MODULES.keys())
def test_modules_of_the_repository_are_read(imports, path, files, judge):
    judge(imports + "\n" + USES, path, files)


def test_a_module_by_name(judge):
    uses = USES
    for name in NAMES.split(", "):
        uses = uses.replace(f" {name}", f" helpers.{name}").replace(f"({name}", f"(helpers.{name}")
        uses = uses.replace(f"\n{name}", f"\nhelpers.{name}")
    judge("import helpers\n" + uses, "app.py", {"helpers.py": HELPERS})


def test_a_module_that_does_not_parse_is_one_that_is_not_known(judge):
    judge("from helpers import f\nsink(f(source()))  # bad", "app.py", {"helpers.py": "def f(:\n"})


def test_an_import_in_a_circle_ends(judge):
    judge("from a import x\nsink(x(source()))  # bad", "app.py", {"a.py": "from b import x", "b.py": "from a import x"})
