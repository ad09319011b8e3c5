"""Salts that are the same for every password."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import (
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
    is_fixed,
    is_test,
    or_default,
)

RULE = Rule(
    name="fixed-salt",
    summary="all passwords are hashed with the same salt",
    help="Draw a salt for each password, salt = os.urandom(16), and store it beside the hash.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(760, 759),
    what=(
        "A salt that the program itself fixes, given to pbkdf2_hmac or scrypt of hashlib, to PBKDF2HMAC, Scrypt or "
        "Argon2id of the cryptography package, to PyCryptodome's PBKDF2, scrypt or bcrypt, to bcrypt.hashpw, "
        "argon2.low_level or crypt. HKDF, where a fixed salt is in order, and tests are left alone."
    ),
    why=(
        "With one salt for all, equal passwords have equal hashes, and one table of guesses serves for all users at "
        "once; a salt that stands in the code can be used to make that table before the theft."
    ),
    assistants="A constant salt lets the check recompute the hash without another column in the database.",
    remedy=(
        "Store a random salt with each hash, or use a function that does so by itself: argon2.PasswordHasher, "
        "bcrypt.gensalt. What is stored changes, so there is no automatic fix; hash anew at each user's next login."
    ),
    prompt="Hash passwords with Argon2 or bcrypt, which draw a salt for each password by themselves.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html",
        "https://docs.python.org/3/library/hashlib.html#key-derivation",
    ),
    bad=(
        Bad(
            """\
import hashlib


def hashed(password):
    return hashlib.pbkdf2_hmac('sha256', password.encode(), b'salt', 600_000)
""",
            why="a literal",
        ),
        Bad(
            """\
import hashlib

SALT = 'pepper and salt'


def hashed(password):
    return hashlib.scrypt(password.encode(), salt=SALT.encode(), n=2**14, r=8, p=1)
""",
            why="a constant of the file, encoded",
        ),
        Bad(
            """\
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC


def derive():
    return PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=b'\\0' * 16, iterations=600_000)
""",
            why="zeros",
        ),
        Bad(
            """\
import bcrypt

SALT = b'$2b$12$' + b'abcdefghijklmnopqrstuv'


def hashed(password):
    return bcrypt.hashpw(password.encode(), SALT)
""",
            why="bcrypt with a salt that was drawn once",
        ),
    ),
    good=(
        Good(
            """\
import hashlib
import os


def hashed(password):
    salt = os.urandom(16)
    return salt, hashlib.pbkdf2_hmac('sha256', password.encode(), salt, 600_000)
""",
            why="a random one",
        ),
        Good(
            """\
import hashlib


def check(password, salt, expected):
    return hashlib.pbkdf2_hmac('sha256', password.encode(), salt, 600_000) == expected
""",
            why="the one that was stored",
        ),
        Good(
            """\
import bcrypt


def hashed(password):
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt())
""",
            why="bcrypt with a fresh one",
        ),
        Good(
            """\
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derive(key):
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=b'v1', info=b'session').derive(key)
""",
            why="derivation from a key, not from a password",
        ),
    ),
)

_KDF = "cryptography.hazmat.primitives.kdf"
# What takes a salt -> its position; the keyword is always `salt`.
_SALTS: dict[str, int | None] = {
    "hashlib.pbkdf2_hmac": 2,
    "hashlib.scrypt": None,
    f"{_KDF}.pbkdf2.PBKDF2HMAC": 2,
    f"{_KDF}.scrypt.Scrypt": 0,
    f"{_KDF}.argon2.Argon2id": None,
    "bcrypt.hashpw": 1,
    "bcrypt.kdf": 1,
    "crypt.crypt": 1,
    "argon2.low_level.hash_secret": 1,
    "argon2.low_level.hash_secret_raw": 1,
    "scrypt.hash": 1,
    "pyscrypt.hash": 1,
    "backports.pbkdf2.pbkdf2_hmac": 2,
    **{f"{package}.Protocol.KDF.{name}": 1 for package in ("Crypto", "Cryptodome") for name in ("PBKDF2", "scrypt")},
    **{f"{package}.Protocol.KDF.bcrypt": 2 for package in ("Crypto", "Cryptodome")},
}


def check_call(call: Call) -> Iterator[Report]:
    for name in sorted(call.names & _SALTS.keys())[:1]:
        salt = call.argument("salt", _SALTS[name])
        if salt is not None and is_fixed(or_default(call, salt.value)) and not is_test(call.file):
            yield Report(call.node)


TRIGGERS: Triggers = (calls(*sorted(_SALTS)),)
CHECKS: Checks = {Call: check_call}
