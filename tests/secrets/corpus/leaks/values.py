"""Values of generic secrets: as password managers and programs make them, and as people do."""

from __future__ import annotations

import base64
import random
import string
from collections.abc import Callable

from leaks.formats import ALNUM, HEX, chars

_SIGNS = "!%*+-_.^~="
_WORDS = """
maple harbor falcon copper tulip orion basalt juniper walnut ember glacier saffron meadow cobalt lantern thistle
marble pepper salmon velvet anchor bamboo canyon dragon forest garnet hazel island jasmine kernel lemon monsoon
nectar oyster pebble quartz raven silver timber umbra violet willow zephyr breeze cactus dolphin engine feather
""".split()
_LEET = str.maketrans("aeios", "43105")
Make = Callable[[random.Random], str]


def _managed(rng: random.Random, length: int) -> str:
    while True:
        value = rng.choice(ALNUM) + chars(rng, length - 2, ALNUM + _SIGNS) + rng.choice(ALNUM)
        kinds = (str.isdigit, str.isupper, str.islower, _SIGNS.__contains__)
        if all(any(map(kind, value)) for kind in kinds):
            return value


def _word_year(rng: random.Random) -> str:
    return rng.choice(_WORDS).title() + str(rng.randrange(1960, 2027)) + rng.choice("!*.")


def _words_digits(rng: random.Random) -> str:
    return rng.choice(_WORDS).title() + rng.choice(_WORDS).title() + str(rng.randrange(10, 1000))


def _leet(rng: random.Random) -> str:
    return "".join(rng.sample(_WORDS, 2)).translate(_LEET).capitalize() + rng.choice("!*.") + str(rng.randrange(100))


def _short(rng: random.Random) -> str:
    while True:
        value = chars(rng, 9, string.ascii_lowercase + string.digits)
        if sum(map(str.isdigit, value)) >= 2 and any(map(str.isalpha, value)) and value[0].isalpha():
            return value


def _pem(rng: random.Random, newline: str) -> str:
    label = rng.choice(("RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY"))
    lines = ["MII" + chars(rng, 61, ALNUM + "+/"), *(chars(rng, 64, ALNUM + "+/") for _ in range(12))]
    return newline.join([f"-----BEGIN {label}-----", *lines, chars(rng, 42, ALNUM) + "==", f"-----END {label}-----"])


# (group, kind of value, maker)
VALUES: tuple[tuple[str, str, Make], ...] = (
    ("password", "managed, 12", lambda rng: _managed(rng, 12)),
    ("password", "managed, 20", lambda rng: _managed(rng, 20)),
    ("password", "letters and digits", lambda rng: chars(rng, 14)),
    ("password", "word and year", _word_year),
    ("password", "two words and a number", _words_digits),
    ("password", "spelt with digits", _leet),
    ("password", "short", _short),
    ("password", "passphrase", lambda rng: "-".join(rng.sample(_WORDS, 4))),
    ("password", "hexadecimal", lambda rng: chars(rng, 24, HEX)),
    ("key", "32 letters and digits", lambda rng: chars(rng, 32)),
    ("key", "40 hexadecimal", lambda rng: chars(rng, 40, HEX)),
    ("key", "64 hexadecimal", lambda rng: chars(rng, 64, HEX)),
    ("key", "base64url", lambda rng: rng.choice(ALNUM) + chars(rng, 41, ALNUM + "-_") + rng.choice(ALNUM)),
    ("key", "base64", lambda rng: chars(rng, 43, ALNUM + "+/") + "="),
    ("key", "lower case and digits", lambda rng: chars(rng, 28, string.ascii_lowercase + string.digits)),
    ("key halves", "two literals", lambda rng: chars(rng, 24) + '"\n    "' + chars(rng, 24)),
    ("hex", "64 hexadecimal", lambda rng: chars(rng, 64, HEX)),
    ("hex", "32 hexadecimal", lambda rng: chars(rng, 32, HEX)),
    ("django", "50 with signs", lambda rng: chars(rng, 50, string.ascii_lowercase + string.digits + "!@#%^*(-_=+)")),
    ("fernet", "base64url of 32 bytes", lambda rng: base64.urlsafe_b64encode(rng.randbytes(32)).decode()),
    ("pem", "armour", lambda rng: _pem(rng, "\n")),
    ("pem line", "armour in a string", lambda rng: _pem(rng, "\\n")),
    ("pem yaml", "indented armour", lambda rng: _pem(rng, "\n    ")),
)
