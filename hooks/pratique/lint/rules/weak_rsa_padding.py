"""RSA encryption with the padding of PKCS #1 v1.5."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
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
    mentions,
    spell,
)

RULE = Rule(
    name="weak-rsa-padding",
    summary="RSA encrypts with the padding of PKCS #1 v1.5",
    help="Use OAEP: padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None), or PKCS1_OAEP.new(key).",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(780, 327),
    what=(
        "PKCS1v15 given to encrypt or decrypt of the cryptography package, PyCryptodome's Crypto.Cipher.PKCS1_v1_5, "
        "and encryption with the rsa package, which knows no other padding. Signatures are left alone."
    ),
    why=(
        "A server that answers differently, or slower, to a wrong padding lets an attacker decrypt what was recorded, "
        "message by message (Bleichenbacher, ROBOT, Marvin)."
    ),
    assistants="It is the first padding in most examples, and PKCS1v15 needs no further arguments.",
    remedy=(
        "The fix for PyCryptodome uses OAEP. Both sides have to change, and what was encrypted before must be "
        "decrypted with the old padding."
    ),
    prompt="Encrypt with RSA only under OAEP.",
    references=(
        "https://www.rfc-editor.org/rfc/rfc8017#section-7.2",
        "https://cryptography.io/en/latest/hazmat/primitives/asymmetric/rsa/",
    ),
    bad=(
        Bad(
            """\
from Crypto.Cipher import PKCS1_v1_5


def encrypt(key, data):
    return PKCS1_v1_5.new(key).encrypt(data)
""",
            why="PyCryptodome",
            fixed="""\
from Crypto.Cipher import PKCS1_OAEP


def encrypt(key, data):
    return PKCS1_OAEP.new(key).encrypt(data)
""",
        ),
        Bad(
            """\
from cryptography.hazmat.primitives.asymmetric import padding


def encrypt(key, data):
    return key.encrypt(data, padding.PKCS1v15())
""",
            why="the cryptography package",
        ),
        Bad(
            """\
import rsa


def encrypt(key, data):
    return rsa.encrypt(data, key)
""",
            why="a package that knows no other",
        ),
    ),
    good=(
        Good(
            """\
from Crypto.Cipher import PKCS1_OAEP


def encrypt(key, data):
    return PKCS1_OAEP.new(key).encrypt(data)
""",
            why="OAEP",
        ),
        Good(
            """\
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding


def sign(key, data):
    return key.sign(data, padding.PKCS1v15(), hashes.SHA256())
""",
            why="a signature",
        ),
        Good(
            """\
from Crypto.Signature import PKCS1_v1_5


def signer(key):
    return PKCS1_v1_5.new(key)
""",
            why="a signature with PyCryptodome",
        ),
    ),
)

_PACKAGES = ("Crypto", "Cryptodome")
_PYCRYPTO = {f"{package}.Cipher.PKCS1_v1_5.new": package for package in _PACKAGES}
_HAZMAT = {"cryptography.hazmat.primitives.asymmetric.padding.PKCS1v15()"}
_RSA = {"rsa.encrypt", "rsa.decrypt", "rsa.pkcs1.encrypt", "rsa.pkcs1.decrypt"}
_REASON = "both sides have to change, and what exists must be decrypted with the old padding"


def check_call(call: Call) -> Iterator[Report]:
    packages = sorted(call.names & _PYCRYPTO.keys())
    if packages:
        yield Report(call.node, repair=_oaep(call, _PYCRYPTO[packages[0]]))
    elif call.names & _RSA:
        yield Report(call.node)
    elif call.method in ("encrypt", "decrypt"):
        padding = call.argument("padding", 1)
        if padding is not None and padding.names & _HAZMAT:
            yield Report(call.node)


def _oaep(call: Call, package: str) -> Repair | None:
    """`PKCS1_v1_5.new(…)`: the module is what has to change."""
    function = call.function.node
    if not isinstance(function, cst.Attribute):
        return None
    spelling = spell(call, f"{package}.Cipher", "PKCS1_OAEP", instead_of=function.value)
    if spelling is None:
        return None
    return Repair("use OAEP", (Replace(function.value, spelling.text), *spelling.changes), False, _REASON)


TRIGGERS: Triggers = (calls(*sorted(_PYCRYPTO), *sorted(_RSA)), mentions(*sorted(_HAZMAT)))
CHECKS: Checks = {Call: check_call}
