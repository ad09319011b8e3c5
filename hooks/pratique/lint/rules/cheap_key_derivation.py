"""Password hashing whose cost is set so low that guessing is cheap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import libcst as cst

from pratique.lint.api import (
    Argument,
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    calls,
    is_test,
)

RULE = Rule(
    name="cheap-key-derivation",
    summary="a password is hashed at a cost that makes guessing cheap",
    help="Use 600,000 iterations for PBKDF2-SHA256, 12 rounds for bcrypt, n=2**17 for scrypt.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(916,),
    what=(
        "A constant cost below a tenth of what OWASP recommends: fewer than 100,000 iterations of PBKDF2 (hashlib, "
        "the cryptography package, PyCryptodome, also where its default of 1,000 is taken), fewer than 10 rounds of "
        "bcrypt, scrypt with n below 2**14, Argon2 with less than 7 MiB. From there up to the recommended number of "
        "iterations PBKDF2 is shown in the strict profile. Tests are left alone."
    ),
    why=(
        "The cost is all that separates a stolen hash from the password: with 1,000 iterations a graphics card tries "
        "millions of guesses a second."
    ),
    assistants="Numbers are repeated from examples of ten years ago, when 1,000 or 10,000 iterations were usual.",
    remedy=(
        "The fix writes the recommended number. bcrypt and Argon2 keep the cost in the hash, so old hashes stay "
        "readable; for PBKDF2 and scrypt the fix is not safe to apply unseen: keep the old number beside the old "
        "hashes and hash anew at the next login."
    ),
    prompt="Use the password hashing cost that OWASP recommends today.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html",
        "https://www.rfc-editor.org/rfc/rfc8018",
    ),
    bad=(
        Bad(
            """\
import hashlib


def hashed(password, salt):
    return hashlib.pbkdf2_hmac('sha256', password, salt, 1000)
""",
            why="PBKDF2 with few iterations",
            fixed="""\
import hashlib


def hashed(password, salt):
    return hashlib.pbkdf2_hmac('sha256', password, salt, 600_000)
""",
        ),
        Bad(
            """\
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

ROUNDS = 10_000


def derive(salt):
    return PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=salt, iterations=ROUNDS)
""",
            why="a constant of the file",
            fixed="""\
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

ROUNDS = 10_000


def derive(salt):
    return PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=salt, iterations=600_000)
""",
        ),
        Bad(
            """\
import bcrypt


def hashed(password):
    return bcrypt.hashpw(password, bcrypt.gensalt(rounds=4))
""",
            why="bcrypt with few rounds",
            fixed="""\
import bcrypt


def hashed(password):
    return bcrypt.hashpw(password, bcrypt.gensalt(rounds=12))
""",
        ),
        Bad(
            """\
import hashlib


def hashed(password, salt):
    return hashlib.scrypt(password, salt=salt, n=1024, r=8, p=1, maxmem=2**28)
""",
            why="scrypt with a small n",
            fixed="""\
import hashlib


def hashed(password, salt):
    return hashlib.scrypt(password, salt=salt, n=2**17, r=8, p=1, maxmem=2**28)
""",
        ),
        Bad(
            """\
from Crypto.Protocol.KDF import PBKDF2


def derive(password, salt):
    return PBKDF2(password, salt, 32)
""",
            why="PyCryptodome's default of 1,000",
        ),
        Bad(
            """\
import hashlib


def hashed(password, salt):
    return hashlib.pbkdf2_hmac('sha256', password, salt, 200_000)
""",
            why="less than recommended, for the strict",
            fixed="""\
import hashlib


def hashed(password, salt):
    return hashlib.pbkdf2_hmac('sha256', password, salt, 600_000)
""",
        ),
    ),
    good=(
        Good(
            """\
import hashlib


def hashed(password, salt):
    return hashlib.pbkdf2_hmac('sha256', password, salt, 600_000)
""",
            why="the recommended number",
        ),
        Good(
            """\
import hashlib


def hashed(password, salt, iterations):
    return hashlib.pbkdf2_hmac('sha256', password, salt, iterations)
""",
            why="the caller chooses",
        ),
        Good(
            """\
import bcrypt


def hashed(password):
    return bcrypt.hashpw(password, bcrypt.gensalt())
""",
            why="bcrypt's default",
        ),
        Good(
            """\
import hashlib


def hashed(password, salt):
    return hashlib.scrypt(password, salt=salt, n=2**14, r=8, p=5)
""",
            why="scrypt with more lanes for less memory",
        ),
        Good(
            """\
import bcrypt


def test_login():
    assert bcrypt.hashpw(b'x', bcrypt.gensalt(4))
""",
            why="a test that is to be quick",
            path="tests/test_login.py",
        ),
    ),
)


class Cost(NamedTuple):
    """Where a function takes its cost: less than least is too little, recommended what to write.

    default: the cost without the argument. kept: whether the hash says its own cost.
    """

    keyword: str
    position: int | None
    least: int
    recommended: str
    default: int | None = None
    kept: bool = False


_PBKDF2 = 100_000
_PBKDF2_RECOMMENDED = 600_000
# With SHA-512, which is slower on graphics cards, OWASP recommends less.
_PBKDF2_SHA512 = 210_000
_BCRYPT = Cost("rounds", 0, 10, "12", kept=True)
_SCRYPT = 2**14
_PACKAGES = ("Crypto", "Cryptodome")
_KDF = "cryptography.hazmat.primitives.kdf"
_ITERATIONS: dict[str, Cost] = {
    "hashlib.pbkdf2_hmac": Cost("iterations", 3, _PBKDF2, "600_000"),
    f"{_KDF}.pbkdf2.PBKDF2HMAC": Cost("iterations", 3, _PBKDF2, "600_000"),
    **{f"{package}.Protocol.KDF.PBKDF2": Cost("count", 3, _PBKDF2, "600_000", 1000) for package in _PACKAGES},
}
_OTHERS: dict[str, Cost] = {
    "bcrypt.gensalt": _BCRYPT,
    "flask_bcrypt.Bcrypt().generate_password_hash": Cost("rounds", 1, 10, "12", kept=True),
    "flask_bcrypt.generate_password_hash": Cost("rounds", 1, 10, "12", kept=True),
    **{f"{package}.Protocol.KDF.bcrypt": Cost("cost", 1, 10, "12", kept=True) for package in _PACKAGES},
    "hashlib.scrypt": Cost("n", None, _SCRYPT, "2**17"),
    f"{_KDF}.scrypt.Scrypt": Cost("n", 2, _SCRYPT, "2**17"),
    **{f"{package}.Protocol.KDF.scrypt": Cost("N", 3, _SCRYPT, "2**17") for package in _PACKAGES},
    "argon2.PasswordHasher": Cost("memory_cost", 1, 7 * 1024, "65536", kept=True),
}
_COSTS = {**_ITERATIONS, **_OTHERS}
_REASON = "what is derived changes: hashes and keys that exist must be derived with the old cost until they are renewed"


def check_call(call: Call) -> Iterator[Report]:
    for name in sorted(call.names & _COSTS.keys())[:1]:
        cost = _COSTS[name]
        argument = call.argument(cost.keyword, cost.position)
        if is_test(call.file):
            continue
        if argument is None:
            if cost.default is not None and not call.is_open and not call.is_partial:
                yield Report(call.node, f"the default is {cost.default:,} iterations: pass {cost.keyword}=600_000")
        else:
            yield from _judged(call, argument, cost)


def _judged(call: Call, argument: Argument, cost: Cost) -> Iterator[Report]:
    given = _number(argument)
    if given is None or given <= 0:
        return
    repair = _raised(argument, cost)
    if given < cost.least:
        yield Report(call.node, repair=repair)
    elif cost.least == _PBKDF2 and given < _recommended(call):
        yield Report(call.node, repair=repair, severity=Severity.LOW, profile="strict")


def _recommended(call: Call) -> int:
    algorithm = call.argument("hash_name", 0) or call.argument("hmac_hash_module")
    chosen = str(algorithm.constant) if algorithm is not None else ""
    is_long = "sha512" in chosen.lower() or (algorithm is not None and "SHA512" in "".join(algorithm.names))
    algorithm = call.argument("algorithm", 0)
    is_long = is_long or (algorithm is not None and any("SHA512" in name for name in algorithm.names))
    return _PBKDF2_SHA512 if is_long else _PBKDF2_RECOMMENDED


def _number(argument: Argument) -> int | None:
    """The number, also as a power: `2**14`, `1 << 14`."""
    given = argument.constant
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    node = argument.value.literal.node
    if isinstance(node, cst.BinaryOperation):
        left, right = (argument.value.literal.at(side).constant for side in (node.left, node.right))
        if isinstance(left, int) and isinstance(right, int) and 0 <= right <= 64:
            if isinstance(node.operator, cst.Power):
                return int(left**right)
            if isinstance(node.operator, cst.LeftShift):
                return left << right
    return None


def _raised(argument: Argument, cost: Cost) -> Repair:
    change = Replace(argument.node, cost.recommended)
    return Repair(f"make it {cost.recommended}", (change,), safe=cost.kept, reason="" if cost.kept else _REASON)


TRIGGERS: Triggers = (calls(*sorted(_COSTS)),)
CHECKS: Checks = {Call: check_call}
