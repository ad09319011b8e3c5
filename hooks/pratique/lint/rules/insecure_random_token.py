"""Secrets drawn from a generator that can be predicted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import libcst as cst

from pratique.lint.api import (
    Bad,
    Call,
    Checks,
    Confidence,
    Flow,
    Good,
    Nearby,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    calls,
    code,
    home,
    kept_as,
    nearby_words,
    results_kept_as,
    spell,
    words_of,
)

RULE = Rule(
    name="insecure-random-token",
    summary="a secret is drawn from the predictable generator of random",
    help="Draw it from secrets: secrets.token_urlsafe(), secrets.choice(), secrets.randbelow().",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(330, 338),
    what=(
        "Functions of random, of a random.Random instance and of numpy.random, where the names around say that "
        "the value is a secret: what it is assigned, passed or mapped to, the value that is drawn from or "
        "shuffled, a cookie or a key of the session that holds it, or the function that makes it "
        "(generate_password, new_token), a code or PIN of a function that sends one-time codes. Games, samples, "
        "jitter and tests are left alone."
    ),
    why=(
        "The Mersenne Twister tells its whole state after 624 outputs, and seeded by the clock even before. Who "
        "has seen a few tokens computes the next ones, and resets someone else's password."
    ),
    assistants=(
        'The usual answer to "a random string in Python" is random.choice in a loop, and the same lines make '
        "passwords, session keys and one-time codes."
    ),
    remedy=(
        "The fix calls the same function of the secrets module, or of secrets.SystemRandom, which has the methods "
        "of random but reads the operating system's generator. Results keep their form; a seed has no effect on "
        "them."
    ),
    prompt="Use the secrets module for tokens, passwords, codes, salts and keys.",
    references=(
        "https://docs.python.org/3/library/secrets.html",
        "https://peps.python.org/pep-0506/",
    ),
    foreign=("B311", "S311"),
    bad=(
        Bad(
            """\
import random
import string


def generate_password(length):
    chars = string.ascii_letters + string.digits
    return "".join(random.choice(chars) for _ in range(length))
""",
            why="the usual password generator",
            fixed="""\
import secrets
import string


def generate_password(length):
    chars = string.ascii_letters + string.digits
    return "".join(secrets.choice(chars) for _ in range(length))
""",
        ),
        Bad(
            """\
import random

otp = random.randint(100000, 999999)  # six digits
""",
            why="a one-time code",
            fixed="""\
import secrets

otp = secrets.SystemRandom().randint(100000, 999999)  # six digits
""",
        ),
        Bad(
            """\
import random as rnd


def login(user):
    user.session_id = "%032x" % rnd.getrandbits(128)
""",
            why="a session identifier in an attribute, by a renamed module",
            fixed="""\
import random as rnd
import secrets


def login(user):
    user.session_id = "%032x" % secrets.randbits(128)
""",
        ),
        Bad(
            """\
from random import choices


def link(alphabet):
    return {"reset_token": "".join(choices(alphabet, k=20))}
""",
            why="a value in a dict, by an imported name",
            fixed="""\
import secrets


def link(alphabet):
    return {"reset_token": "".join(secrets.SystemRandom().choices(alphabet, k=20))}
""",
        ),
        Bad(
            """\
import random

rng = random.Random(42)


def register(create):
    create(api_key=rng.randbytes(16))
""",
            why="a seeded instance and an argument's name",
            fixed="""\
import random
import secrets

rng = random.Random(42)


def register(create):
    create(api_key=secrets.token_bytes(16))
""",
        ),
        Bad(
            """\
import random


def finish(password_chars):
    random.shuffle(password_chars)
    return "".join(password_chars)
""",
            why="the characters of a password are shuffled",
            fixed="""\
import secrets


def finish(password_chars):
    secrets.SystemRandom().shuffle(password_chars)
    return "".join(password_chars)
""",
        ),
        Bad(
            """\
import random


def greet(response):
    value = str(random.random())[2:]
    response.set_cookie("rememberMe", value, secure=True, httponly=True, samesite="Lax")
""",
            why="a cookie holds the variable",
            fixed="""\
import secrets


def greet(response):
    value = str(secrets.SystemRandom().random())[2:]
    response.set_cookie("rememberMe", value, secure=True, httponly=True, samesite="Lax")
""",
        ),
        Bad(
            """\
import random


def login(session):
    drawn = random.getrandbits(64)
    session["auth"] = str(drawn)
""",
            why="the session holds the variable under such a name",
            fixed="""\
import secrets


def login(session):
    drawn = secrets.randbits(64)
    session["auth"] = str(drawn)
""",
        ),
        Bad(
            """\
import random


def remember(response):
    drawn = random.randint(1, 2**60)
    text = str(drawn)[2:]
    name = "remember" + "Me"
    response.set_cookie(name, text, secure=True, httponly=True, samesite="Lax")
""",
            why="a cookie holds a text that is made of it",
            fixed="""\
import secrets


def remember(response):
    drawn = secrets.SystemRandom().randint(1, 2**60)
    text = str(drawn)[2:]
    name = "remember" + "Me"
    response.set_cookie(name, text, secure=True, httponly=True, samesite="Lax")
""",
        ),
        Bad(
            """\
import random


def api_key():
    return "%032x" % random.getrandbits(128)
""",
            why="returned by a function that is named for it",
            fixed="""\
import secrets


def api_key():
    return "%032x" % secrets.randbits(128)
""",
        ),
        Bad(
            """\
import random
import string


def random_text(length=32):
    return "".join(random.choice(string.ascii_letters) for _ in range(length))


def reset(user):
    user.reset_token = random_text()
""",
            why="what a helper makes is kept as a secret",
            fixed="""\
import secrets
import string


def random_text(length=32):
    return "".join(secrets.choice(string.ascii_letters) for _ in range(length))


def reset(user):
    user.reset_token = random_text()
""",
        ),
        Bad(
            """\
import numpy as np


def new_salt():
    return np.random.bytes(16)
""",
            why="numpy",
        ),
        Bad(
            """\
import random


def send_otp(sender, phone):
    code = str(random.randint(100000, 999999))
    sender.send(phone, f"Your code is {code}")
""",
            why="a code that is sent to prove something",
            fixed="""\
import secrets


def send_otp(sender, phone):
    code = str(secrets.SystemRandom().randint(100000, 999999))
    sender.send(phone, f"Your code is {code}")
""",
        ),
        Bad(
            """\
import random

from flask import Flask, request

app = Flask(__name__)


class Dice:
    def __init__(self, source):
        self.source = source

    def throw(self, times):
        return [str(self.source.randint(0, 9)) for _ in range(times)]


@app.post("/forgot")
def forgot():
    digits = Dice(random).throw(6)
    user = find(request.form["mail"])
    user.reset_code = "".join(digits)
    return "sent"
""",
            why="drawn in an object, kept by the handler of a request",
        ),
        Bad(
            """\
import hashlib
import random
import time

from flask import Flask, make_response, request

app = Flask(__name__)


def new_session_id(peer):
    seed = "%s%f%f" % (peer, time.time(), random.random())
    return hashlib.sha256(seed.encode()).hexdigest()


@app.post("/session")
def start():
    session_id = new_session_id(request.remote_addr)
    answer = make_response("started")
    answer.set_cookie("sid", session_id, secure=True, httponly=True, samesite="Lax")
    return answer
""",
            why="what a hash makes a token of, under the name of a seed",
            fixed="""\
import hashlib
import secrets
import time

from flask import Flask, make_response, request

app = Flask(__name__)


def new_session_id(peer):
    seed = "%s%f%f" % (peer, time.time(), secrets.SystemRandom().random())
    return hashlib.sha256(seed.encode()).hexdigest()


@app.post("/session")
def start():
    session_id = new_session_id(request.remote_addr)
    answer = make_response("started")
    answer.set_cookie("sid", session_id, secure=True, httponly=True, samesite="Lax")
    return answer
""",
        ),
        Bad(
            """\
import base64

import numpy
from flask import Flask, jsonify

app = Flask(__name__)


def fresh_bytes(count):
    return numpy.random.bytes(count)


@app.post("/keys")
def issue():
    api_key = base64.urlsafe_b64encode(fresh_bytes(24))
    return jsonify(api_key=api_key)
""",
            why="NumPy's generator, through a helper",
        ),
    ),
    good=(
        Good(
            """\
import secrets

token = secrets.token_hex(16)
""",
            why="the right module",
        ),
        Good(
            """\
import random

password = random.SystemRandom().choice("abc")
""",
            why="the right generator",
        ),
        Good(
            """\
import random

from flask import Flask, request

app = Flask(__name__)


def generator():
    return random.SystemRandom()


def shuffled(length):
    return [random.randrange(length) for _ in range(length)]


@app.post("/forgot")
def forgot():
    order = shuffled(6)
    user = find(request.form["mail"])
    user.reset_code = str(generator().randrange(10**6))
    return {"order": order}
""",
            why="the right generator, from a helper, beside the other one",
        ),
        Good(
            """\
import random


def roll():
    return random.randint(1, 6)
""",
            why="a die",
        ),
        Good(
            """\
import random


def make_boundary():
    token = random.randrange(9**9)
    return token
""",
            why="the boundary of a message",
        ),
        Good(
            """\
import random

secret_number = random.randint(1, 100)
""",
            why="a guessing game",
        ),
        Good(
            """\
import random
import time


def refresh_token():
    time.sleep(random.uniform(0, 1))
""",
            why="jitter before a token is fetched",
        ),
        Good(
            """\
import random


def generate_password():
    length = random.randint(12, 16)
    return length
""",
            why="the length is no secret",
        ),
        Good(
            """\
import random


def sample(vocabulary):
    next_token = random.choice(vocabulary)
    return next_token
""",
            why="a token of text",
        ),
        Good(
            """\
import random

from forms import check


def test_password_form():
    value = random.choice('ab')
    check(value)
""",
            why="a test",
        ),
        Good(
            """\
import random

num_tokens = random.randint(1, 100)
""",
            why="how many there are",
        ),
        Good(
            """\
import random

from flask import Flask, jsonify, request

from models import model

app = Flask(__name__)


def reproducible(model, prompt):
    seed = random.getrandbits(32)
    model.seed(seed)
    return seed


@app.post("/answers")
def answer():
    session_id = reproducible(model, request.form["prompt"])
    return jsonify(session_id=session_id)
""",
            why="the seed of a model, told so that the answer can be had again",
        ),
        Good(
            """\
import base64
import os

from flask import Flask, jsonify

app = Flask(__name__)


def fresh_bytes(count):
    return os.urandom(count)


@app.post("/keys")
def issue():
    api_key = base64.urlsafe_b64encode(fresh_bytes(24))
    return jsonify(api_key=api_key)
""",
            why="a helper that asks the operating system",
        ),
        Good(
            """\
import random


def batches(tokens):
    random.shuffle(tokens)
    return tokens
""",
            why="the order of a list",
        ),
        Good(
            """\
import random


def check_password(given, attempts):
    return given in random.sample(attempts, 3)
""",
            why="a function that uses a password",
        ),
        Good(
            """\
import random


def assign(response):
    value = random.random()
    response.set_cookie("ab", "a" if value < 0.5 else "b", secure=True, httponly=True, samesite="Lax")
""",
            why="which variant of a page a visitor gets",
        ),
        Good(
            """\
import random


def assign(response):
    drawn = random.random()
    layout = "wide" if drawn < 0.5 else "narrow"
    response.set_cookie("layout", layout, secure=True, httponly=True, samesite="Lax")
""",
            why="a cookie holds what was decided by it",
        ),
        Good(
            """\
import random


def start(session):
    goal = random.randint(1, 100)
    session["goal"] = goal
""",
            why="a game's number in the session",
        ),
        Good(
            """\
import random
import string


def random_text(length=8):
    return "".join(random.choice(string.ascii_letters) for _ in range(length))


def add_sample(rows):
    label = random_text()
    rows.append({"label": label, "token_count": len(random_text())})
""",
            why="what a helper makes is kept as a label",
        ),
        Good(
            """\
import random

key = random.choice(list({}))
""",
            why="the key of a mapping",
        ),
        Good(
            """\
import random


def send_sms_batch(sender, numbers):
    delay = random.randint(1000, 5000)
    sender.send_later(numbers, delay)
""",
            why="a function that sends messages, and draws how long it waits",
        ),
    ),
)

_FUNCTIONS = (
    "random", "uniform", "randint", "randrange", "choice", "choices", "sample", "shuffle", "getrandbits", "randbytes",
    "betavariate", "expovariate", "gammavariate", "gauss", "lognormvariate", "normalvariate", "paretovariate",
    "triangular", "vonmisesvariate", "weibullvariate",
)  # fmt: skip
_RANDOM = {f"random.{name}": name for name in _FUNCTIONS} | {f"random.Random().{name}": name for name in _FUNCTIONS}
_NUMPY = {
    f"numpy.random.{name}"
    for name in ("bytes", "choice", "rand", "randint", "random", "random_integers", "shuffle", "permutation")
} | {f"numpy.random.default_rng().{name}" for name in ("bytes", "choice", "integers", "random", "shuffle")}
# What secrets offers itself: function -> (its counterpart there, how many positional arguments that takes).
_COUNTERPARTS = {
    "choice": ("choice", 1),
    "getrandbits": ("randbits", 1),
    "randrange": ("randbelow", 1),
    "randbytes": ("token_bytes", 1),
}

_SECRET_WORDS = {
    "password", "passwords", "passwd", "pwd", "pw", "passphrase", "passcode", "otp", "totp", "csrf", "xsrf",
    "nonce", "salt", "apikey", "jwt", "captcha", "credential", "credentials", "sessionid", "authtoken", "token",
    "tokens", "secret",
}  # fmt: skip
# last word -> words before it that make it a secret
_SECRET_ENDINGS = {
    "key": {
        "api", "secret", "private", "encryption", "access", "auth", "signing", "session", "master", "aes", "license",
    },
    "id": {"session", "auth"},
    "cookie": {"session", "auth"},
    "code": {
        "verification", "verify", "reset", "auth", "access", "security", "activation", "invite", "recovery", "backup",
        "confirmation", "login", "mfa", "sms",
    },
    "pin": {"generate", "make", "create", "new", "user", "card", "login", "reset"},
}  # fmt: skip
# What is sent to prove something, in a function that is named for it.
_CODES = {("code",), ("pin",), ("number",), ("digits",)}
_PROVING = {"otp", "totp", "mfa", "fa", "sms", "verification", "verify", "reset", "activation", "login", "signin"}
# What tells how many there are (`num_tokens`), and lists of secrets: their order is none.
_COUNTING = {"num", "n", "nb", "number", "max", "min", "total", "count"}
_LISTS = {"passwords", "tokens", "credentials"}
# What a function named `session_token` or `temp_password` returns; `check_password` is named for what it does.
_KINDS = {
    "token": {"api", "access", "auth", "session", "csrf", "bearer", "login", "verification", "reset"},
    "password": {"temp", "temporary", "initial", "default", "strong", "secure", "user"},
}
# A secret word followed by one of these is about something else.
_HARMLESS_AFTER = {
    ("secret", "number"), ("secret", "word"), ("secret", "santa"), ("secret", "color"), ("secret", "colour"),
    ("token", "index"), ("token", "count"), ("token", "idx"), ("token", "ids"), ("token", "length"),
    ("password", "length"), ("password", "len"), ("salt", "length"), ("tokens", "count"), ("nonce", "length"),
}  # fmt: skip
_HARMLESS = {
    "length", "len", "size", "count", "delay", "jitter", "sleep", "wait", "backoff", "timeout", "index", "idx",
    "position", "seed", "mask", "masked", "probability", "prob", "color", "colour", "weight", "weights", "interval",
    "ttl", "expiry",
}  # fmt: skip
_TEXT = {"vocab", "vocabulary", "tokenizer", "corpus", "logits", "words", "sentence", "sentences", "batch", "embedding"}
_ALPHABET = {"digits", "letters", "alphabet", "uppercase", "lowercase", "hexdigits"}
_MAKING = {"generate", "gen", "make", "create", "new", "random", "rand", "build", "issue", "get", "produce"}
# Names that, of a cookie or in a session, tell who the visitor is.
_IDENTIFYING = {"auth", "remember", "sid", "login", "session", "sessid", "uid"}
# Draws of so much that what they make can only be meant not to be guessed, when a cookie holds it.
_WIDE = {"random", "getrandbits", "randbytes", "normalvariate", "gauss", "triangular", "betavariate"}
_VARIANTS = {"variant", "bucket", "group", "experiment", "ab", "theme", "score", "number", "lucky", "sample", "test"}
_SMALL = 1000  # a "secret" below is the number of a guessing game


def check_call(call: Call) -> Iterator[Report]:
    functions = sorted(call.names & _RANDOM.keys())
    if not functions and not call.names & _NUMPY:
        return
    nearby = nearby_words(call)
    if _is_secret(call, nearby) or _identifies(call, nearby):
        repair = _drawn_from_secrets(call, _RANDOM[functions[0]]) if functions else None
        yield Report(call.node, repair=repair)


def _is_secret(call: Call, nearby: Nearby) -> bool:
    around = {word for phrase in (*nearby.targets, *nearby.passed, *nearby.callees) for word in phrase}
    if around & _TEXT or nearby.function[:1] == ("test",) or "boundary" in nearby.function:
        return False
    if nearby.targets and _names_secret(nearby.targets[0]):
        return not _is_guess(call, nearby.targets[0])
    if any(set(phrase) & _HARMLESS for phrase in (*nearby.targets, *nearby.callees)):
        return False
    if any(_names_secret(phrase) for phrase in nearby.targets):
        return True
    if call.method == "shuffle":
        return any(_names_secret(phrase) and phrase[-1] not in _LISTS for phrase in nearby.passed)
    if call.method in ("random", "uniform") or call.method.endswith("variate"):
        return False
    if _is_sent_code(call, nearby):
        return True
    if any(map(_names_secret, results_kept_as(call))):
        return True
    return _makes_secret(nearby.function) or _makes_code(nearby) or _returns_secret(call, nearby)


def _identifies(call: Call, nearby: Nearby) -> bool:
    """Whether a cookie or the session holds the value under a name that tells who the visitor is.

    A cookie of any other name counts when the value was drawn from so many that it was not to be guessed.
    """
    around = {word for phrase in (*nearby.targets, *nearby.callees) for word in phrase}
    if around & (_HARMLESS | _TEXT | _VARIANTS) or nearby.function[:1] == ("test",):
        return False
    for kept in kept_as(call):
        if set(kept.name) & (_HARMLESS | _VARIANTS):
            continue
        if set(kept.name) & _IDENTIFYING or _names_secret(kept.name) or (kept.is_cookie and call.method in _WIDE):
            return True
    return False


def _names_secret(phrase: tuple[str, ...]) -> bool:
    pairs = set(pairwise(phrase))
    if pairs & _HARMLESS_AFTER or set(phrase) & _HARMLESS or phrase[:1] in {(word,) for word in _COUNTING}:
        return False
    return bool(set(phrase) & _SECRET_WORDS) or any(first in _SECRET_ENDINGS.get(second, ()) for first, second in pairs)


def _makes_secret(function: tuple[str, ...]) -> bool:
    """`generate_password`, `new_api_key`, or just `otp`."""
    if not _names_secret(function):
        return False
    return len(function) == 1 or bool(_MAKING & set(function))


def _returns_secret(call: Call, nearby: Nearby) -> bool:
    """`def api_key(): return f"{random.getrandbits(128):x}"`: the function is named for what it returns."""
    before, last = (("", *nearby.function) if nearby.function else ("", ""))[-2:]
    named = before in _KINDS.get(last, _SECRET_ENDINGS.get(last, ()))
    return named and any(isinstance(place.node, cst.Return) for place in call.place.ancestors())


def _makes_code(nearby: Nearby) -> bool:
    """`generate_code` that draws from letters or digits: what it makes is typed in to prove something."""
    drawn = {word for phrase in nearby.passed for word in phrase}
    return bool(_MAKING & set(nearby.function) and "code" in nearby.function and _ALPHABET & drawn)


def _is_sent_code(call: Call, nearby: Nearby) -> bool:
    """`code = random.randint(100000, 999999)` in `send_otp`: what proves who has the telephone or the mailbox."""
    named = any(phrase[-1:] in _CODES for phrase in nearby.targets)
    bounds = [argument.constant for argument in call.positional]
    is_wide = not any(isinstance(bound, int) and bound < _SMALL for bound in bounds[-1:])
    return named and is_wide and bool(_PROVING & set(nearby.function))


def _is_guess(call: Call, target: tuple[str, ...]) -> bool:
    """`secret = random.randint(1, 100)`: to be guessed in a game, not to be kept."""
    if target not in (("secret",), ("the", "secret")) or call.method not in ("randint", "randrange"):
        return False
    bounds = [argument.constant for argument in call.positional]
    return bool(bounds) and all(isinstance(bound, int) and abs(bound) < _SMALL for bound in bounds)


def _drawn_from_secrets(call: Call, function: str) -> Repair | None:
    counterpart, count = _COUNTERPARTS.get(function, ("", 0))
    fits = bool(counterpart) and len(call.args) == count and len(call.positional) == count
    fits = fits and all(arg.keyword is None for arg in call.args)
    spelling = spell(call, "secrets", counterpart if fits else "SystemRandom", instead_of=call.function.node)
    if spelling is None:
        return None
    text = spelling.text if fits else f"{spelling.text}().{function}"
    seeded = all(name.startswith("random.Random()") for name in call.names)
    reason = "values no longer repeat with the seed of the instance" if seeded else ""
    changes = (Replace(call.function.node, text), *spelling.changes)
    return Repair("draw it from secrets", changes, safe=not seeded, reason=reason)


_PAIRS = sorted(rf"{first}[\W_]*{last}" for last, firsts in _SECRET_ENDINGS.items() for first in firsts)
# Functions whose results may be kept as secrets elsewhere in the file.
_MAKERS = r"def\s+\w*(?:code|random|rand|gen|make|create|string|key|id|draw|unique|new)"
_SENDERS = r"def\s+\w*(?:2fa|mfa|sms|verif|activation|login|signin|reset)"
_NEAR = (*sorted(_SECRET_WORDS), *_PAIRS, "cookie", "session", _MAKERS, _SENDERS)
KINDS = ("drawn",)


def check_flow(flow: Flow) -> Iterator[Report]:
    """A draw that is kept as a secret elsewhere: by the caller of a helper, in another file, made of several."""
    call = flow.call if flow.call is not None and flow.call.names & (_RANDOM.keys() | _NUMPY) else None
    names = [name for name in flow.kept_as if _is_secret_name(name, flow)]
    if (call is not None and any(check_call(call))) or not names:
        return
    nearby = nearby_words(call) if call is not None else None
    around = _words_around(nearby, call) if nearby is not None and call is not None else set()
    if not around & (_HARMLESS | _TEXT) and not (call is not None and _is_guess(call, words_of(names[0]))):
        functions = sorted(call.names & _RANDOM.keys()) if call is not None else []
        repair = _drawn_from_secrets(call, _RANDOM[functions[0]]) if call is not None and functions else None
        yield Report(flow.span, repair=repair)


# Where a generator, or a model, is given its seed.
_SEEDING = re.compile(r"\w*seed\(|\bseed\s*=(?!=)\s*\w*seed\b|\b(?:RandomState|default_rng|Random|PRNGKey|Generator)\(")


def _words_around(nearby: Nearby, call: Call) -> set[str]:
    """The words of the names that the draw has where it is made; `seed` counts only where something is seeded."""
    words = {word for phrase in (*nearby.targets, *nearby.callees) for word in phrase}
    where = home(call)
    seeds = any("seed" in phrase for phrase in nearby.callees) or (where is not None and _SEEDING.search(code(where)))
    return words if seeds else words - {"seed"}


def _is_secret_name(kept: str, flow: Flow) -> bool:
    """Whether the name, or that of the cookie or the key of the session, says that it must not be guessed."""
    holder, space, name = kept.partition(" ")
    if not space:
        return _names_secret(words_of(kept))
    words = set(words_of(name))
    if words & (_HARMLESS | _VARIANTS):
        return False
    is_wide = holder == "cookie" and flow.enters.rpartition(".")[2] in _WIDE
    return bool(words & _IDENTIFYING) or _names_secret(words_of(name)) or is_wide


TRIGGERS: Triggers = (calls(*sorted(_RANDOM), *sorted(_NUMPY), near=_NEAR),)
CHECKS: Checks = {Call: check_call, Flow: check_flow}
