"""Folding, texts and containers."""

import pytest

FOLDED = {
    "arithmetic": "x = source()\nif (7 * 18) + 106 > 200:\n    x = 'a'\nsink(x)",
    "index of a text": "x = source()\nif 'ABC'[1] == 'B':\n    x = 'a'\nsink(x)",
    "index of a text, the other": "x = source()\nif 'ABC'[2] == 'B':\n    x = 'a'\nsink(x)  # bad",
    "method of a text": "x = source()\nif 'abc'.upper().startswith('A'):\n    x = 'a'\nsink(x)",
    "in": "x = source()\nif 'a' in ('a', 'b'):\n    x = 'a'\nsink(x)",
    "not in": "x = source()\nif 'a' not in ('a', 'b'):\n    x = 'a'\nsink(x)  # bad",
    "length": "x = source()\nif len([1, 2, 3]) == 3:\n    x = 'a'\nsink(x)",
    "modulo": "x = source()\nif 86 % 7 == 2:\n    x = 'a'\nsink(x)",
    "chained comparison": "x = source()\nif 1 < 2 < 3:\n    x = 'a'\nsink(x)",
    "not": "x = source()\nif not 0:\n    x = 'a'\nsink(x)",
    "a dictionary of constants": "d = {'a': 1}\nx = source()\nif d['a'] == 1:\n    x = 'a'\nsink(x)",
    "module constant": "LIMIT = 3\ndef f():\n    x = source()\n    if LIMIT > 2:\n        x = 'a'\n    sink(x)",
    "a huge power is left alone": "x = source()\nif 10 ** 10 ** 10 > 1:\n    x = 'a'\nsink(x)  # bad",
    "a huge text is left alone": "x = source()\nif 'a' * 10 ** 9:\n    pass\nsink(x)  # bad",
    "a large shift is left alone": "x = source()\nif 1 << 10 ** 9:\n    pass\nsink(x)  # bad",
}
TEXTS = {
    "concatenation": "sink('a' + source())  # bad",
    "percent": "sink('a %s' % source())  # bad",
    "percent with a number": "sink('a %d' % source())",
    "percent with a tuple": "sink('%s %d' % ('a', source()))\nsink('%s %d' % (source(), 1))  # bad",
    "percent with a tuple of constants": "x = source()\nif '%s%d' % ('a', 5) == 'a5':\n    x = 'a'\nsink(x)",
    "percent with a tuple of other constants": "x = source()\nif '%s%d' % ('a', 6) == 'a5':\n    x = 'a'\nsink(x)  # bad",
    "percent with forms of numbers": "x = source()\nif '%02d.%.1f' % (7, 2.5) == '07.2':\n    x = 'a'\nsink(x)  # bad",
    "percent with a huge width": "x = source()\nif '%99999999d' % 5:\n    pass\nsink(x)  # bad",
    "reversed": """
        places = list(reversed(['a', 'b', source()]))
        sink(places[2])
        sink(places[0])  # bad
    """,
    "options of a known text": """
        import configparser
        conf = configparser.ConfigParser()
        conf.read_string("[a]\\nflag = no\\nsize = 3")
        x = source()
        if conf["a"].getint("size") == 3 and not conf.getboolean("a", "flag"):
            x = "a"
        sink(x)
    """,
    "options of a known text, the other way": """
        import configparser
        conf = configparser.ConfigParser()
        conf.read_string("[a]\\nflag = yes")
        x = source()
        if not conf["a"].getboolean("flag"):
            x = "a"
        sink(x)  # bad
    """,
    "options of a known text, and of a file": """
        import configparser
        conf = configparser.ConfigParser()
        conf.read_string("[a]\\nflag = no")
        conf.read("local.ini")
        x = source()
        if not conf.getboolean("a", "flag"):
            x = "a"
        sink(x)  # bad
    """,
    "percent with a dict": "sink('%(a)s' % {'a': 'x', 'b': source()})\nsink('%(b)s' % {'a': 'x', 'b': source()})  # bad",
    "format": "sink('a {}'.format(source()))  # bad",
    "format by number": "sink('{1}'.format(source(), 'a'))\nsink('{0}'.format(source(), 'a'))  # bad",
    "format by name": "sink('{b}'.format(a=source(), b='x'))\nsink('{a}'.format(a=source(), b='x'))  # bad",
    "format of a number": "sink('{:d}'.format(source()))",
    "f-string": "x = source()\nsink(f'a {x}')  # bad",
    "f-string with a number": "x = source()\nsink(f'a {x:d} {x:.2f} {x:>05d}')",
    "f-string with a width": "x = source()\nsink(f'a {x:>10}')  # bad",
    "join": "sink(','.join(['a', source()]))  # bad",
    "join of constants": "x = source()\nsink(','.join(['a', 'b']))",
    "join of a comprehension": "sink(','.join(x.strip() for x in source()))  # bad",
    "join of placeholders": "ids = source()\nsink('in (' + ','.join('?' for _ in ids) + ')')",
    "join of repeated placeholders": "ids = source()\nsink('in (' + ','.join(['?'] * len(ids)) + ')')",
    "multiplied placeholders": "ids = source()\nsink('in (' + '?,' * len(ids) + ')')",
    "strip and lower pass on": "sink(source().strip().lower())  # bad",
    "encode and decode": "sink(source().encode().decode())  # bad",
    "slices": "sink(source()[1:])  # bad",
    "split": "sink(source().split(',')[0])  # bad",
    "split and unpack": "a, b = source().split(',')\nsink(b)  # bad",
    "partition": "sink(source().partition(',')[2])  # bad",
    "length": "sink(str(len(source())))",
    "int": "sink('%s' % int(source()))",
    "comparison": "sink(str(source() == 'a'))",
    "a constant host": "fetch('https://a.example/x/' + source())",
    "an outsider's host": "fetch('https://' + source())  # bad",
    "a host that ends open": "fetch('https://a.example' + source())  # bad",
    "one of two constant hosts": """
        def f(c):
            base = "https://a.example/" if c else "https://b.example/"
            fetch(base + source())
    """,
    "a host of a table": "HOSTS = {'a': 'https://a.example/', 'b': 'https://b.example/'}\nfetch(HOSTS['a'] + source())",
    "two texts, each with a constant host": """
        def f(c):
            if c:
                url = f"https://a.example/{source()}"
            else:
                url = f"https://b.example/{source()}"
            fetch(url)
    """,
    "passed through what is not known": "sink(unknown(source()))  # bad",
    "sanitised": "sink(clean(source()))",
    "sanitised for another kind": "sink(escape(source()))  # bad\nhtml(escape(source()))",
    "sanitised, and once more not": "x = source()\nhtml(escape(x) + x)  # bad",
    "sanitised in one branch": "def f(c):\n    x = source()\n    if c:\n        x = clean(x)\n    sink(x)  # bad",
    "a keyword that counts": "shell(source(), really=True)  # bad\nshell(source(), really=False)\nshell(source())",
    "a keyword that excuses": "safe_unless(source(), safe=True)\nsafe_unless(source())  # bad",
}
CONTAINERS = {
    "key of a dict": "d = {'a': source(), 'b': 'x'}\nsink(d['a'])  # bad\nsink(d['b'])",
    "key set later": "d = {}\nd['a'] = source()\nd['b'] = 'x'\nsink(d['b'])\nsink(d['a'])  # bad",
    "key overwritten": "d = {'a': source()}\nd['a'] = 'x'\nsink(d['a'])",
    "key not known": "def f(k):\n    d = {'a': source(), 'b': 'x'}\n    sink(d[k])  # bad",
    "a table looked up": "T = {'a': 'x'}\nsink(T[source()])\nsink(T.get(source(), 'y'))\nsink(T.get(source()))",
    "a table with the key as the default": "T = {'a': 'x'}\nk = source()\nsink(T.get(k, k))  # bad",
    "a key of a dict by variable": "def f(k):\n    d = {}\n    d[k] = source()\n    sink(d['a'])  # bad",
    "update": "d = {'a': 'x'}\nd.update({'a': source()})\nsink(d['a'])  # bad",
    "update by keyword": "d = {'a': source()}\nd.update(a='x')\nsink(d['a'])",
    "setdefault": "d = {}\nsink(d.setdefault('a', source()))  # bad\nsink(d['a'])  # bad",
    "dict()": "d = dict(a=source(), b='x')\nsink(d['b'])\nsink(d['a'])  # bad",
    "merged by stars": "d = {**{'a': source()}, 'b': 'x'}\nsink(d['b'])\nsink(d['a'])  # bad",
    "merged by |": "d = {'a': source()} | {'b': 'x'}\nsink(d['b'])\nsink(d['a'])  # bad",
    "pop of a dict": "d = {'a': source(), 'b': 'x'}\nsink(d.pop('b'))\nsink(d.pop('a'))  # bad",
    "del of a key": "d = {'a': source(), 'b': 'x'}\ndel d['a']\nfor v in d.values():\n    sink(v)",
    "items": "for k, v in {'a': source()}.items():\n    sink(k)\n    sink(v)  # bad",
    "keys of an outsider": "for k in request.args:\n    sink(k)  # bad",
    "values": "for v in {'a': source()}.values():\n    sink(v)  # bad",
    "index of a list": "xs = ['a', source()]\nsink(xs[0])\nsink(xs[1])  # bad\nsink(xs[-1])  # bad\nsink(xs[-2])",
    "append and pop": "xs = []\nxs.append('a')\nxs.append(source())\nxs.append('b')\nxs.pop(0)\nsink(xs[0])  # bad\nsink(xs[1])",
    "pop the last": "xs = ['a']\nxs.append(source())\nxs.pop()\nsink(xs[-1])",
    "insert": "xs = ['a', 'b']\nxs.insert(0, source())\nsink(xs[0])  # bad\nsink(xs[1])",
    "remove": "x = source()\nxs = ['a', x]\nxs.remove('a')\nsink(xs[0])  # bad",
    "del of an index": "xs = [source(), 'a']\ndel xs[0]\nsink(xs[0])",
    "clear": "xs = [source()]\nxs.clear()\nxs.append('a')\nsink(xs[0])",
    "reverse": "xs = [source(), 'a']\nxs.reverse()\nsink(xs[0])\nsink(xs[1])  # bad",
    "reversed slice": "xs = [source(), 'a'][::-1]\nsink(xs[0])\nsink(xs[1])  # bad",
    "slice": "xs = ['a', source(), 'b'][1:]\nsink(xs[0])  # bad\nsink(xs[1])",
    "extend": "xs = ['a']\nxs.extend([source(), 'b'])\nsink(xs[1])  # bad\nsink(xs[2])",
    "sum of lists": "xs = ['a'] + [source()]\nsink(xs[0])\nsink(xs[1])  # bad",
    "in-place sum of lists": "xs = ['a']\nxs += [source()]\nsink(xs[0])\nsink(xs[1])  # bad",
    "element overwritten": "xs = [source(), 'a']\nxs[0] = 'b'\nsink(xs[0])",
    "sorted": "xs = sorted(['a', source()])\nsink(xs[0])  # bad",
    "sort": "xs = ['a', source()]\nxs.sort()\nsink(xs[0])  # bad",
    "set": "s = set()\ns.add(source())\nfor x in s:\n    sink(x)  # bad",
    "nested": "d = {'a': {'b': [source(), 'x']}}\nsink(d['a']['b'][1])\nsink(d['a']['b'][0])  # bad",
    "nested assignment": "d = {'a': {}}\nd['a']['b'] = source()\nd['a']['c'] = 'x'\nsink(d['a']['c'])\nsink(d['a']['b'])  # bad",
    "comprehension": "xs = [x + 'a' for x in source()]\nsink(xs[0])  # bad",
    "comprehension with a condition": "xs = [x for x in source() if x in ('a', 'b')]\nsink(xs[0])",
    "comprehension of constants": "y = source()\nxs = [x for x in ('a', 'b')]\nsink(xs[0])",
    "dict comprehension": "d = {k: v for k, v in source().items()}\nsink(d['a'])  # bad",
    "enumerate": "for i, x in enumerate(['a', source()]):\n    sink(i)\n    sink(x)  # bad",
    "zip": "for a, b in zip(['a'], [source()]):\n    sink(a)\n    sink(b)  # bad",
    "next of an iterator": "sink(next(iter([source()])))  # bad",
    "joined in branches of unlike kinds": """
        def f(c):
            if c:
                xs = [source()]
            else:
                xs = {"a": "b"}
            for x in xs:
                sink(x)  # bad
    """,
    "list or None": "def f(c):\n    xs = None\n    if c:\n        xs = [source()]\n    sink(xs[0])  # bad",
    "a tuple returned": "def g():\n    return 'a', source()\na, b = g()\nsink(a)\nsink(b)  # bad",
    "deque": "from collections import deque\nq = deque()\nq.append(source())\nsink(q.popleft())  # bad",
    "defaultdict": "from collections import defaultdict\nd = defaultdict(list)\nd['a'].append(source())\nsink(d['a'][0])  # bad",
    "map": "for x in map(str.strip, source()):\n    sink(x)  # bad",
    "map to numbers": "sink(','.join(map(str, map(int, source()))))",
    "filter": "xs = list(filter(None, source()))\nsink(xs[0])  # bad",
    "section of a configuration": """
        import configparser
        c = configparser.ConfigParser()
        c.add_section("s")
        c.set("s", "a", source())
        c.set("s", "b", "x")
        sink(c.get("s", "b"))
        sink(c.get("s", "a"))  # bad
    """,
    "a section of a configuration that is not known": """
        import configparser
        def f(section):
            c = configparser.ConfigParser()
            c["s"] = {"a": "x"}
            c.set(section, "a", source())
            sink(c.get(section, "a"))  # bad
    """,
    "configuration by index": """
        import configparser
        c = configparser.ConfigParser()
        c["s"] = {}
        c["s"]["a"] = source()
        c["s"]["b"] = "x"
        sink(c["s"]["b"])
        sink(c["s"]["a"])  # bad
    """,
}


@pytest.mark.parametrize("program", FOLDED.values(), ids=FOLDED.keys())
def test_conditions_on_constants_are_decided(program, judge):
    judge(program)


@pytest.mark.parametrize("program", TEXTS.values(), ids=TEXTS.keys())
def test_texts_are_known_by_their_parts(program, judge):
    judge(program)


@pytest.mark.parametrize("program", CONTAINERS.values(), ids=CONTAINERS.keys())
def test_containers_are_known_by_their_elements(program, judge):
    judge(program)
