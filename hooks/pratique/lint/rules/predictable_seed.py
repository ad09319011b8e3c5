"""Generators of secrets that start from a seed that can be guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Argument,
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Report,
    Rule,
    Severity,
    Triggers,
    calls,
    code,
    home,
    is_test,
    name_of,
    words_of,
)

RULE = Rule(
    name="predictable-seed",
    summary="a generator that makes secrets starts from a seed that can be guessed",
    help="Draw from secrets, or from random.SystemRandom(), which take no seed.",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(335, 337, 336, 330),
    what=(
        "random.seed, random.Random, and the seeds of NumPy's generators, where the class around is named for making "
        "secrets (TokenGenerator, PasswordFactory), where the function is and draws elsewhere, or where the seed "
        "itself is a password or a secret. Seeds of models, samples, games and tests are left alone; a secret that "
        "is drawn on the spot is judged by insecure-random-token."
    ),
    why=(
        "The same seed gives the same numbers again. A clock's second, a process id or a constant is found by trying, "
        "and with it every token that the generator makes; where the seed is a password, so is the password."
    ),
    assistants=(
        "Seeding looks like care: a line that makes the generator start elsewhere each time, or that derives numbers "
        "from a password so that they come out the same."
    ),
    remedy=(
        "Draw from the secrets module. To derive bytes from a password, use hashlib.scrypt with a salt. There is no "
        "fix: what is drawn later has to change, not the seed."
    ),
    prompt="Never seed a generator that makes secrets; draw them from the secrets module.",
    references=(
        "https://docs.python.org/3/library/random.html#random.SystemRandom",
        "https://docs.python.org/3/library/secrets.html",
    ),
    bad=(
        Bad(
            """\
import random
import time


class TokenGenerator:
    def __init__(self):
        self.source = random.Random(time.time())

    def draw(self):
        return self.source.getrandbits(128)
""",
            why="a class that makes tokens, seeded by the clock",
        ),
        Bad(
            """\
import os
import random

from shop.codes import draw


def generate_password():
    random.seed(os.getpid())
    return draw(12)
""",
            why="a function that makes passwords, and draws elsewhere",
        ),
        Bad(
            """\
import random


def keystream(password, length):
    source = random.Random(password)
    return bytes(source.randrange(256) for _ in range(length))
""",
            why="bytes that follow from a password",
        ),
    ),
    good=(
        Good(
            """\
import random


class TokenGenerator:
    def __init__(self):
        self.source = random.SystemRandom()

    def draw(self):
        return self.source.getrandbits(128)
""",
            why="a generator without a seed",
        ),
        Good(
            """\
import random

from shop.levels import draw


def generate_level(number):
    random.seed(number)
    return draw(12)
""",
            why="a game",
        ),
        Good(
            """\
import random

import numpy as np
import torch


class TokenSampler:
    def __init__(self, seed):
        random.seed(seed)
        np.random.seed(seed)
        torch.manual_seed(seed)
""",
            why="the tokens of a model",
        ),
        Good(
            """\
import random


class TokenGenerator:
    def __init__(self):
        self.source = random.Random()
""",
            why="the operating system seeds it, and what is drawn is judged where it is drawn",
        ),
    ),
)

_SEEDING = {
    "random.seed", "random.Random", "random.Random().seed", "numpy.random.seed", "numpy.random.RandomState",
    "numpy.random.default_rng",
}  # fmt: skip
_SECRETS = {"password", "passwords", "passwd", "passphrase", "secret", "secrets", "otp", "csrf", "nonce", "apikey"}
_TOKENS = {"token", "tokens", "session", "sessions", "credential", "credentials", "voucher"}
_MAKING = {"generate", "gen", "make", "create", "new", "random", "issue", "build"}
_MAKERS = {"generator", "factory", "issuer", "maker", "provider", "source", "service", "manager", "builder"}
_MODELS = re.compile(rb"(?i)\b(?:torch|tensorflow|transformers|tokenizer|vocab\w*|logits|jax|sklearn|keras)\b")
_DRAWING = re.compile(r"\.(?:random|randint|randrange|choice|choices|sample|getrandbits|randbytes|shuffle|bytes)\(")


def check_call(call: Call) -> Iterator[Report]:
    seed = _seed(call)
    if seed is None or is_test(call.file) or _MODELS.search(call.file.data):
        return
    named = set(words_of(name_of(seed.node)))
    if named & _SECRETS and not named & {"length", "count"}:
        yield Report(call.node, "numbers that follow from a secret tell the secret to who sees some of them")
    elif _class_makes(call) or _function_makes(call):
        yield Report(call.node)


def _seed(call: Call) -> Argument | None:
    if not call.names & _SEEDING:
        return None
    seed = call.argument("a", 0) or call.argument("seed", 0) or call.argument("x", 0)
    return None if seed is None or code(seed.node) == "None" or "urandom" in code(seed.value.literal.node) else seed


def _class_makes(call: Call) -> bool:
    """Whether the class around is named for making secrets."""
    around = next((place.node for place in call.place.ancestors() if isinstance(place.node, cst.ClassDef)), None)
    words = set(words_of(around.name.value)) if isinstance(around, cst.ClassDef) else set()
    return bool(words & _MAKERS) and bool(words & (_SECRETS | _TOKENS))


def _function_makes(call: Call) -> bool:
    """Whether the function around is named for making a secret, which it does not draw itself."""
    function = home(call)
    if not isinstance(function, cst.FunctionDef) or _DRAWING.search(code(function.body)):
        return False
    words = set(words_of(function.name.value))
    return bool(words & _MAKING) and bool(words & (_SECRETS | _TOKENS))


_NEAR = r"password|passphrase|passwd|secret|token|otp|csrf|nonce|session|api_?key|voucher|credential"
_CLASSES = r"class \w*(?i:password|passphrase|passwd|secret|token|otp|csrf|nonce|session|apikey|voucher|credential)"
TRIGGERS: Triggers = (
    calls(*sorted(_SEEDING), near=(_NEAR,)),
    calls(*sorted(_SEEDING), anywhere=(_CLASSES,)),
)
CHECKS: Checks = {Call: check_call}
