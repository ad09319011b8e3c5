"""A safe fix keeps what the program does: both programs are run, on input that means no harm.

Every rule that has a safe fix has a program here.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from pratique.core import edits, room
from pratique.lint.declare import ROOM, load
from support.linting import lint

# Packages that programs need beside those that pratique itself does; they are in the group of the tests.
PACKAGES = {
    "cheap-key-derivation": "bcrypt",
    "fast-password-hash": "werkzeug",
    "jwt-not-verified": "jwt",
    "short-key": "cryptography",
}

# rule -> (why, program): the program prints what must stay the same
PROGRAMS: dict[str, tuple[tuple[str, str], ...]] = {
    "check-then-use": (
        (
            "a file is removed, whether or not it is there",
            """\
import os


def forget(path):
    if os.path.exists(path):
        os.remove(path)
    return os.path.exists(path)


open("a.txt", "w").close()
print(forget("a.txt"), forget("a.txt"), os.listdir())
""",
        ),
        (
            "a path is unlinked",
            """\
from pathlib import Path


def forget(path: Path):
    if path.exists():
        path.unlink()
    return path.exists()


Path("a.txt").write_text("x")
print(forget(Path("a.txt")), forget(Path("a.txt")))
""",
        ),
    ),
    "cheap-key-derivation": (
        (
            "a password is hashed and checked, and one that was hashed before",
            """\
import bcrypt

OLD = bcrypt.hashpw(b"correct horse", b"$2b$04$" + b"." * 22)


def keep(password):
    return bcrypt.hashpw(password, bcrypt.gensalt(rounds=4))


kept = keep(b"correct horse")
print(len(kept), bcrypt.checkpw(b"correct horse", kept), bcrypt.checkpw(b"wrong", kept))
print(bcrypt.checkpw(b"correct horse", OLD), bcrypt.checkpw(b"wrong", OLD))
""",
        ),
    ),
    "fast-password-hash": (
        (
            "a password is hashed and checked, and one that was hashed before",
            """\
import hmac

from werkzeug.security import check_password_hash, generate_password_hash

OLD = "sha256$abcd$" + hmac.new(b"abcd", b"correct horse", "sha256").hexdigest()


def keep(password):
    return generate_password_hash(password, method="sha256")


kept = keep("correct horse")
print(check_password_hash(kept, "correct horse"), check_password_hash(kept, "wrong"))
print(check_password_hash(OLD, "correct horse"))
""",
        ),
    ),
    "insecure-random-token": (
        (
            "a token of letters",
            """\
import random
import string


def make_token(length):
    return "".join(random.choice(string.ascii_lowercase) for _ in range(length))


token = make_token(12)
print(len(token), set(token) <= set(string.ascii_lowercase), type(token))
""",
        ),
        (
            "a code of digits",
            """\
import random


def reset_code():
    otp = random.randint(100000, 999999)
    return str(otp)


print({len(reset_code()) for _ in range(50)}, reset_code().isdigit())
""",
        ),
        (
            "several choices at once",
            """\
import random


def new_password():
    password = "".join(random.choices("abc", k=9))
    return password


print(len(new_password()), set(new_password()) <= set("abc"))
""",
        ),
        (
            "bits",
            """\
import random

session_key = random.getrandbits(64)
print(0 <= session_key < 2**64, type(session_key))
""",
        ),
    ),
    "jwt-not-verified": (
        (
            "a token that its issuer signed",
            """\
import jwt

KEY = "k" * 40


def read(token):
    return jwt.decode(token, KEY, algorithms=["HS256"], options={"verify_signature": False})


print(read(jwt.encode({"sub": "ada", "roles": ["reader"]}, KEY, algorithm="HS256")))
""",
        ),
        (
            "a signed token, where others may be unsigned",
            """\
import jwt

KEY = "k" * 40


def read(token):
    return jwt.decode(token, KEY, algorithms=["HS256", "none"])


print(read(jwt.encode({"sub": "ada"}, KEY, algorithm="HS256")))
""",
        ),
    ),
    "old-tls-version": (
        (
            "a client begins a connection",
            """\
import ssl

context = ssl.create_default_context()
context.minimum_version = ssl.TLSVersion.TLSv1
out = ssl.MemoryBIO()
connection = context.wrap_bio(ssl.MemoryBIO(), out, server_hostname="example.org")
try:
    connection.do_handshake()
except ssl.SSLWantReadError:
    print("greeted", out.pending > 0, context.maximum_version)
""",
        ),
    ),
    "open-file-leaked": (
        (
            "read on the spot",
            """\
def load(path):
    text = open(path, encoding="utf-8").read()
    return text.splitlines()


with open("a.txt", "w", encoding="utf-8") as made:
    made.write("ä\\nb\\n")
print(load("a.txt") == ["\\u00e4", "b"])
""",
        ),
        (
            "in an argument",
            """\
import json


def load(path):
    return json.load(open(path))


with open("a.json", "w") as made:
    made.write('{"a": [1, 2]}')
print(load("a.json"))
""",
        ),
        (
            "kept in a variable",
            """\
def first(path):
    f = open(path)
    line = f.readline()
    return line.strip()


with open("a.txt", "w") as made:
    made.write("one\\ntwo\\n")
print(first("a.txt"))
""",
        ),
        (
            "written on the spot",
            """\
def save(path, text):
    open(path, "w").write(text)


save("a.txt", "kept")
with open("a.txt") as made:
    print(made.read())
""",
        ),
    ),
    "predictable-token": (
        (
            "a UUID as text",
            """\
import uuid


class User:
    reset_token = None


def start_reset(user):
    user.reset_token = str(uuid.uuid1())


user = User()
start_reset(user)
print(len(user.reset_token), str(uuid.UUID(user.reset_token)) == user.reset_token)
""",
        ),
        (
            "imported by name",
            """\
from uuid import uuid1


def new_session(store, user):
    session_id = uuid1().hex
    store[session_id] = user


store = {}
new_session(store, "ada")
print([len(key) for key in store], list(store.values()))
""",
        ),
    ),
    "secret-logged": (
        (
            "the record is made, and what the function returns stays",
            """\
import logging

logger = logging.getLogger(__name__)
logging.basicConfig(filename="log.txt", level="INFO")


def login(name, password):
    logger.info(f'login of {name} with {password}')
    return len(password)


print(login("ada", "x" * 5))
""",
        ),
        (
            "arguments of the message still fit it",
            """\
import logging

logging.basicConfig(filename="log.txt", level="DEBUG")


def connect(config):
    logging.debug('using key %s for %s', config['api_key'], config['host'])
    return sorted(config)


print(connect({'api_key': 'x', 'host': 'db'}))
""",
        ),
    ),
    "short-key": (
        (
            "a key signs, and its public half verifies",
            """\
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
pss = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
signature = key.sign(b"text", pss, hashes.SHA256())
print(key.public_key().verify(signature, b"text", pss, hashes.SHA256()), key.public_key().public_numbers().e)
""",
        ),
        (
            "a key on a curve",
            """\
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

key = ec.generate_private_key(ec.SECP192R1())
signature = key.sign(b"text", ec.ECDSA(hashes.SHA256()))
print(key.public_key().verify(signature, b"text", ec.ECDSA(hashes.SHA256())))
""",
        ),
    ),
    "tls-verification-off": (
        (
            "a context still makes connections",
            """\
import ssl

context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
out = ssl.MemoryBIO()
try:
    context.wrap_bio(ssl.MemoryBIO(), out, server_hostname="example.org").do_handshake()
except ssl.SSLWantReadError:
    print("greeted", out.pending > 0)
""",
        ),
        (
            "a session of requests is prepared as before",
            """\
import requests

session = requests.Session()
session.verify = False
print(session.prepare_request(requests.Request("GET", "https://example.org/a?b=c")).url, session.max_redirects)
""",
        ),
    ),
    "unsafe-deserialisation": (
        (
            "a plain document that a client posts",
            """\
import io
from http.server import BaseHTTPRequestHandler

import yaml


class Rules(BaseHTTPRequestHandler):
    def do_POST(self):
        found = yaml.load(self.rfile.read(int(self.headers["Content-Length"])), Loader=yaml.Loader)
        print(found)


asked = Rules.__new__(Rules)
asked.headers = {"Content-Length": "14"}
asked.rfile = io.BytesIO(b"a: [1, 2, 0x1]")
asked.do_POST()
""",
        ),
    ),
    "weak-hash": (
        (
            "a digest that is no secret's",
            """\
import hashlib


def etag(body):
    return hashlib.md5(body).hexdigest()


print(etag(b"page"))
""",
        ),
    ),
    "yaml-unsafe-load": (
        (
            "plain YAML with an unsafe loader",
            """\
import yaml

text = "a: [1, 2.5, yes, null, 2020-01-02]\\nb: &x {c: d}\\ne: *x\\n"
print(yaml.load(text, Loader=yaml.Loader))
""",
        ),
        (
            "several documents, a renamed module",
            """\
import yaml as y


def read(text):
    return list(y.load_all(text, y.UnsafeLoader))


print(read("--- 1\\n--- [a, b]\\n"))
""",
        ),
        (
            "the function itself, imported by name",
            """\
from yaml import unsafe_load


def read(text):
    return unsafe_load(text)


print(read("a: b"))
""",
        ),
    ),
}
ROWS = [pytest.param(rule, text, id=f"{rule}: {why}") for rule, rows in PROGRAMS.items() for why, text in rows]


def with_safe_fixes(program: str, rule: str) -> str:
    """The program after one round of the rule's safe fixes."""
    fixes = [found.fix for found in lint(program) if found.rule == rule and found.fix is not None and found.fix.safe]
    return edits.apply(program.encode(), [edit for fix in fixes for edit in fix.edits]).decode()


def run(program: str, folder: Path) -> tuple[int, str, str, list[str]]:
    """Run it in a folder of its own: exit code, output, last line of the errors, the files it leaves."""
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-W", "ignore", "-c", program],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    left = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    return done.returncode, done.stdout, done.stderr[-300:], left


@pytest.mark.parametrize(("rule", "program"), ROWS)
def test_a_safe_fix_keeps_the_result(rule, program, tmp_path):
    if rule in PACKAGES and find_spec(PACKAGES[rule]) is None:
        pytest.skip(f"{PACKAGES[rule]} is not installed")
    fixed = with_safe_fixes(program, rule)
    assert fixed != program
    before, after = run(program, tmp_path / "before"), run(fixed, tmp_path / "after")
    assert before[0] == 0, before
    assert before[1], "the program must print what it found"
    assert after == before


def test_every_rule_with_a_safe_fix_is_run():
    safe = set()
    for name in room.names(ROOM):
        examples = [bad for bad in load(name).rule.bad if bad.fixed is not None]
        found = [finding for bad in examples for finding in lint(bad.code, bad.path)]
        if any(finding.rule == name and finding.fix is not None and finding.fix.safe for finding in found):
            safe.add(name)
    assert safe == set(PROGRAMS)
    assert set(PACKAGES) <= set(PROGRAMS)
