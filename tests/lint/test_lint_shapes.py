"""Further shapes of the same weaknesses, each beside one that differs in a single thing."""

from __future__ import annotations

import pytest

from support.linting import applied, lint

SHELL = "import subprocess, shlex\n\n\ndef f(p):\n    {}\n    subprocess.run({}, shell=True)\n"
# (text, the rules that must report, in order)
SHAPES = {
    "shell: a command kept in a name": (SHELL.format("c = 'ls ' + p", "c"), ["subprocess-shell-true"]),
    "shell: quoted under a new name": (SHELL.format("q = shlex.quote(p)", "f'ls {q} | wc'"), []),
    "shell: quoted under the same name": (SHELL.format("p = shlex.quote(p)", "f'ls {p} | wc'"), []),
    "shell: quoted after the use of another": (
        SHELL.format("q = shlex.quote(p)", "f'ls {q} {p}'"),
        ["subprocess-shell-true"],
    ),
    "shell: joined from quoted ones": (SHELL.format("pass", "' '.join(shlex.quote(i) for i in p)"), []),
    "shell: joined as they are": (SHELL.format("pass", "' '.join(p)"), ["subprocess-shell-true"]),
    "shell: a line added to itself": (
        "import os\n\n\nclass A:\n    def f(self, p):\n        self.c = self.c + p\n        os.system(self.c)\n",
        ["subprocess-shell-true"],
    ),
    "shell: by number": ("import subprocess\nsubprocess.run(x, shell=1)\n", ["subprocess-shell-true"]),
    "shell: none": ("import subprocess\nsubprocess.run(x, shell=None)\n", []),
    "shell: one of two constants": ("import os\nos.system('cls' if os.name == 'nt' else 'clear')\n", []),
    "shell: one of two, one of them with a value": (
        "import os\nos.system('more' if not p else 'more ' + p)\n",
        ["subprocess-shell-true"],
    ),
    "shell: now one constant, now another": (
        "import os\n\n\ndef f():\n    c = 'clear'\n    if os.name == 'nt':\n        c = 'cls'\n    os.system(c)\n",
        [],
    ),
    "shell: now a constant, now a parameter": (
        "import os\n\n\ndef f(p):\n    c = 'clear'\n    if p:\n        c = p\n    os.system(c)\n",
        ["subprocess-shell-true"],
    ),
    "shell: a constant that grows": (
        "import os\n\n\ndef f(p):\n    c = 'ls '\n    c += p\n    os.system(c)\n",
        ["subprocess-shell-true"],
    ),
    "shell: a parameter with a constant default": (
        "import os\n\n\ndef f(c='ls'):\n    os.system(c)\n",
        ["subprocess-shell-true"],
    ),
    "shell: a constant that is filled": (
        "import os\n\n\ndef f(p):\n    c = 'ls %s'\n    c = c % p\n    os.system(c)\n",
        ["subprocess-shell-true"],
    ),
    "shell: from a loop": (
        "import os\n\n\ndef f(p):\n    c = ''\n    for c in p:\n        os.system(c)\n",
        ["subprocess-shell-true"],
    ),
    "yaml: the stream by its name": ("import yaml\nyaml.load(stream=s)\n", ["yaml-unsafe-load"]),
    "yaml: the stream by its name, safely": ("import yaml\nyaml.load(stream=s, Loader=yaml.SafeLoader)\n", []),
    "shell: a number by its conversion": ("import os\n\n\ndef f(n):\n    os.system('a %05d & b' % n)\n", []),
    "shell: text by its conversion": (
        "import os\n\n\ndef f(n):\n    os.system('a %s & b' % n)\n",
        ["subprocess-shell-true"],
    ),
    "tls: parenthesised": ("import requests\nrequests.get(u, timeout=5, verify=(False))\n", ["tls-verification-off"]),
    "tls: zero is not false for requests' own sake": ("import requests\nrequests.get(u, timeout=5, verify=None)\n", []),
    "tls: two targets at once": (
        "import requests\ns = requests.Session()\ns.verify, s.a = False, 1\n",
        ["tls-verification-off"],
    ),
    "tls: annotated parameter": (
        "import requests\n\n\ndef f(s: 'requests.Session | None'):\n    s.verify = False\n",
        ["tls-verification-off"],
    ),
    "tls: a class of one's own": (
        "import requests\n\n\nclass S(requests.Session):\n    def f(self):\n        self.verify = False\n",
        ["tls-verification-off"],
    ),
    "tls: a form of one's own": ("class S(Form):\n    def f(self):\n        self.verify = False\n", []),
    "tls: options with it on": ("import requests\no = {'timeout': 5, 'verify': True}\nrequests.get(u, **o)\n", []),
    "hash: by keyword and capitals": ("import hashlib\nhashlib.new(name='MD5')\n", ["weak-hash"]),
    "hash: another by keyword": ("import hashlib\nhashlib.new(name='SHA256')\n", []),
    "hash: said to be for security": ("import hashlib\nhashlib.md5(usedforsecurity=True)\n", ["weak-hash"]),
    "hash: settled by a constant": ("import hashlib\nS = False\nhashlib.md5(usedforsecurity=S)\n", []),
    "random: in an f-string": ("import random\ntoken = f'{random.random()}'\n", ["insecure-random-token"]),
    "random: a code of digits": (
        "import random, string\n\n\ndef make_code():\n    return random.choices(string.digits, k=6)\n",
        ["insecure-random-token"],
    ),
    "random: a code of colours": (
        "import random\n\n\ndef make_code(colours):\n    return random.choices(colours, k=6)\n",
        [],
    ),
    "random: an item of a session": (
        "import random\nsession['csrf_token'] = random.random()\n",
        ["insecure-random-token"],
    ),
    "random: another item of a session": ("import random\nsession['page'] = random.random()\n", []),
    "jwt: the capital none": ("import jwt\njwt.decode(t, k, algorithms=['None'])\n", ["jwt-not-verified"]),
    "jwt: an algorithm": ("import jwt\njwt.decode(t, k, algorithms=['ES256'])\n", []),
    "jwt: an instance": (
        "import jwt\njwt.PyJWT().decode(t, options={'verify_signature': False})\n",
        ["jwt-not-verified"],
    ),
    "yaml: a loader in a name": ("import yaml\nl = yaml.Loader\nyaml.load(s, l)\n", ["yaml-unsafe-load"]),
    "yaml: a safe loader in a name": ("import yaml\nl = yaml.SafeLoader\nyaml.load(s, l)\n", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SHAPES.values(), ids=SHAPES)
def test_shape(text: str, expected: list[str]) -> None:
    assert [finding.rule for finding in lint(text)] == expected


FIXES = {
    "arguments over several lines": (
        "import subprocess\nsubprocess.run(\n    f'git commit -m \"{a}\" '\n    f'--author={b}',\n"
        "    cwd='/x', shell=True)\n",
        'import subprocess\nsubprocess.run(\n    ["git", "commit", "-m", a, f"--author={b}"],\n    cwd=\'/x\')\n',
    ),
    "comment after the removed argument": (
        "import subprocess\nsubprocess.run('ls -l',  # list\n    shell=True,  # why\n)\n",
        'import subprocess\nsubprocess.run(["ls", "-l"],  # list\n    # why\n)\n',
    ),
    "removed argument in the middle": (
        "import subprocess\nsubprocess.run('ls -l', shell=True, check=True)\n",
        'import subprocess\nsubprocess.run(["ls", "-l"], check=True)\n',
    ),
    "import after the docstring": (
        '"""Doc."""\nfrom __future__ import annotations\n\n\ndef f(random):\n'
        "    import random as r\n    token = r.random()\n",
        '"""Doc."""\nfrom __future__ import annotations\n\nimport secrets\n\n\ndef f(random):\n    import random as r\n'
        "    token = secrets.SystemRandom().random()\n",
    ),
    "import before the first statement": (
        "#!/usr/bin/env python\ntoken = random.random()\n",
        "#!/usr/bin/env python\nimport secrets\n\ntoken = secrets.SystemRandom().random()\n",
    ),
    "import already there": (
        "import random\nimport secrets as s\ntoken = random.choice(x)\n",
        "import random\nimport secrets as s\ntoken = s.choice(x)\n",
    ),
    "of two aliases the one that is written": (
        "import yaml\nimport yaml as a\nx = yaml.load(y)\n",
        "import yaml\nimport yaml as a\nx = yaml.safe_load(y)\n",
    ),
    "of two aliases the module's own name": (
        "import os\nimport subprocess\nimport subprocess as a\nos.system('ls ' + x)\n",
        'import os\nimport subprocess\nimport subprocess as a\nsubprocess.call(["ls", x])\n',
    ),
    "import still used": (
        "import random\ntoken = random.choice(x)\nroll = random.random()\n",
        "import random\nimport secrets\ntoken = secrets.choice(x)\nroll = random.random()\n",
    ),
    "two findings, one import": (
        "from yaml import load, Loader\na = load(x, Loader=Loader)\nb = load(y, Loader=Loader)\n",
        "from yaml import load, Loader\nfrom yaml import SafeLoader\na = load(x, Loader=SafeLoader)\n"
        "b = load(y, Loader=SafeLoader)\n",
    ),
    "a package may import for others": (
        "from yaml import load\nx = load(y)\n",
        "from yaml import load\nfrom yaml import safe_load\nx = safe_load(y)\n",
    ),
}


@pytest.mark.parametrize(("name", "text", "expected"), [(name, *pair) for name, pair in FIXES.items()], ids=FIXES)
def test_fix(name: str, text: str, expected: str) -> None:
    path = "pkg/__init__.py" if "package" in name else ""
    assert applied(text, path) == expected
    assert applied(expected, path) == expected


TAKEN = {
    "secrets is something else here": "import random\nsecrets = load()\ntoken = random.choice(x)\n",
    "secrets is a parameter": "import random\n\n\ndef f(secrets):\n    token = random.choice(secrets)\n",
    "both kinds of quotes inside": "import subprocess\nsubprocess.run(f'''ls --a={d[\"x\"] + d['y']}''', shell=True)\n",
    "the program is the value": "import subprocess\nsubprocess.run(f'{x} -l', shell=True)\n",
    "a list that begins with a whole command line": "import subprocess\nsubprocess.run(['ls -l'], shell=True)\n",
    "a list whose program is put together": "import subprocess\nsubprocess.run(['ls ' + x], shell=True)\n",
    "a builtin of the shell": "import subprocess\nsubprocess.run(f'cd {x}', shell=True)\n",
    "an assignment of the shell": "import subprocess\nsubprocess.run(f'A=1 ls {x}', shell=True)\n",
}


def test_a_constant_of_many_pieces_is_constant() -> None:
    text = "import os\nos.system('ls'" + " + ' *'" * 300 + ")\n"
    assert [finding.profile for finding in lint(text)] == ["strict"]


@pytest.mark.parametrize("text", TAKEN.values(), ids=TAKEN)
def test_no_fix_rather_than_a_wrong_one(text: str) -> None:
    (finding,) = lint(text)
    assert finding.fix is None
