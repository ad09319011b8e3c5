"""Credentials made up at run time: right in form, random in substance, in no file of the repository."""

from __future__ import annotations

import base64
import json
import random
import re
import string
from collections.abc import Callable

from pratique.secrets import scan

ALNUM = string.ascii_letters + string.digits
WORD = ALNUM + "_-"
HEX = "0123456789abcdef"
LOWER = string.ascii_lowercase + string.digits
UPPER = string.ascii_uppercase + string.digits
BASE64 = ALNUM + "+/"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

# What a sample's spec may ask for: `<40 alnum>`.
ALPHABETS = {
    "alnum": ALNUM,
    "word": WORD,
    "hex": HEX,
    "HEX": HEX.upper(),
    "lower": LOWER,
    "upper": UPPER,
    "letters": string.ascii_letters,
    "digits": string.digits,
    "base32": string.ascii_uppercase + "234567",
    "base64": BASE64,
    "bech32": _BECH32,
    "BECH32": _BECH32.upper(),
}

Make = Callable[[random.Random], str]


def text(rng: random.Random, length: int, alphabet: str = ALNUM) -> str:
    return "".join(rng.choice(alphabet) for _ in range(length))


def _jwt(rng: random.Random) -> str:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return f"{part({'alg': 'HS256'})}.{part({'sub': text(rng, 12), 'exp': 1900000000})}.{text(rng, 43, WORD)}"


def _uuid(rng: random.Random) -> str:
    return "-".join(text(rng, size, HEX) for size in (8, 4, 4, 4, 12))


_WHOLE = {"jwt": _jwt, "uuid": _uuid}


def parts(spec: str, rng: random.Random) -> list[tuple[bool, str]]:
    """The token of a spec as pieces: whether it is random, and its text."""
    made = []
    for fixed, wanted in re.findall(r"([^<]+)|<([^>]+)>", spec):
        size, _, alphabet = wanted.partition(" ")
        random_text = (
            "" if fixed else _WHOLE[size](rng) if size in _WHOLE else text(rng, int(size), ALPHABETS[alphabet])
        )
        made.append((not fixed, fixed or random_text))
    return made


def maker(spec: str) -> Make:
    """What makes tokens of a sample's spec."""
    return lambda rng: "".join(piece for _, piece in parts(spec, rng))


def _tokens() -> tuple[tuple[str, str, Make], ...]:
    """The formats that need nothing beside them, GitHub's first."""
    made = [
        (rule, sample.spec, maker(sample.spec))
        for rule, detector in scan.detectors()
        for sample in detector.samples
        if not sample.public and not sample.name and sample.around == "{}"
    ]
    return tuple(sorted(made, key=lambda token: token[0] != "github-token"))


# (rule, spec, maker), one line for each format.
TOKENS = _tokens()


def sample(make: Make, seed: int) -> str:
    """A token that is the same in every run; it does not end with a sign that prose puts behind a word."""
    rng = random.Random(seed)
    token = make(rng)
    while token[-1] not in ALNUM + "=":
        token = make(rng)
    return token


def private_key(rng: random.Random, label: str = "RSA PRIVATE KEY") -> str:
    body = "\n".join(text(rng, 64, BASE64) for _ in range(12))
    return f"-----BEGIN {label}-----\n{body}\n-----END {label}-----"


def password(rng: random.Random) -> str:
    """Eleven characters of all four kinds, as a person or a manager makes them."""
    sign = rng.choice("!@#%&*")  # pratique: ignore[insecure-random-token] -- a sample that repeats with its seed
    return text(rng, 8) + sign + text(rng, 1, string.digits) + text(rng, 1, string.ascii_uppercase)
