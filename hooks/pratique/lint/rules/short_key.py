"""Asymmetric keys that are too short."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

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
    or_default,
    spell,
)

RULE = Rule(
    name="short-key",
    summary="a key is generated that is short enough to be broken",
    help="Generate RSA and DSA keys of 3072 bits, elliptic-curve keys on SECP256R1 or Ed25519.",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(326,),
    what=(
        "RSA, DSA, Diffie-Hellman and ElGamal keys below 2048 bits and curves below 224 bits, made with the "
        "cryptography package, PyCryptodome, rsa, paramiko, M2Crypto or pyOpenSSL. A size that the caller chooses is "
        "left alone, its default is not."
    ),
    why=(
        "RSA keys of 768 bits have been factored in public, and 1024 bits are within reach of those who can pay. "
        "Traffic that is recorded today is read when the key falls."
    ),
    assistants=(
        "Examples use 1024 bits because such keys are generated in a moment, and many are from when that was enough."
    ),
    remedy=(
        "The fix writes 3072 bits, or the curve P-256. Only new keys are longer; what other programs read of them "
        "(fields of fixed width, smart cards) must take the length."
    ),
    prompt="Generate RSA keys of at least 3072 bits, or use Ed25519.",
    references=(
        "https://csrc.nist.gov/pubs/sp/800/57/pt1/r5/final",
        "https://cryptography.io/en/latest/hazmat/primitives/asymmetric/rsa/",
    ),
    foreign=("B505", "S505"),
    bad=(
        Bad(
            """\
from cryptography.hazmat.primitives.asymmetric import rsa

key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
""",
            why="RSA with the cryptography package",
            fixed="""\
from cryptography.hazmat.primitives.asymmetric import rsa

key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
""",
        ),
        Bad(
            """\
from Crypto.PublicKey import RSA

BITS = 1024


def make():
    return RSA.generate(BITS)  # quick
""",
            why="the size is a constant of the file",
            fixed=(
                """\
from Crypto.PublicKey import RSA

BITS = 1024


def make():
    return RSA.generate(3072)  # quick
"""
            ),
        ),
        Bad(
            """\
from cryptography.hazmat.primitives.asymmetric import ec

key = ec.generate_private_key(ec.SECP192R1())
""",
            why="a short curve",
            fixed="""\
from cryptography.hazmat.primitives.asymmetric import ec

key = ec.generate_private_key(ec.SECP256R1())
""",
        ),
        Bad(
            """\
import paramiko

key = paramiko.RSAKey.generate(bits=1024)
""",
            why="an SSH key",
            fixed="""\
import paramiko

key = paramiko.RSAKey.generate(bits=3072)
""",
        ),
        Bad(
            """\
from Crypto.PublicKey import RSA


def make(bits=1024):
    return RSA.generate(bits)
""",
            why="the default of a parameter",
            fixed="""\
from Crypto.PublicKey import RSA


def make(bits=3072):
    return RSA.generate(bits)
""",
        ),
    ),
    good=(
        Good(
            """\
from cryptography.hazmat.primitives.asymmetric import rsa

key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
""",
            why="2048 bits",
        ),
        Good(
            """\
from Crypto.PublicKey import RSA


def make(bits):
    return RSA.generate(bits)
""",
            why="the caller chooses",
        ),
        Good(
            """\
from cryptography.hazmat.primitives.asymmetric import ec

key = ec.generate_private_key(ec.SECP256R1())
""",
            why="a curve that is long enough",
        ),
        Good(
            """\
from Crypto.PublicKey import RSA


def read(text):
    return RSA.import_key(text, 1024)
""",
            why="no key is generated",
        ),
    ),
)


class Size(NamedTuple):
    """Where a function takes the size of the key."""

    keyword: str
    position: int


_ASYMMETRIC = "cryptography.hazmat.primitives.asymmetric"
_SIZES = {
    f"{_ASYMMETRIC}.rsa.generate_private_key": Size("key_size", 1),
    f"{_ASYMMETRIC}.dsa.generate_private_key": Size("key_size", 0),
    f"{_ASYMMETRIC}.dsa.generate_parameters": Size("key_size", 0),
    f"{_ASYMMETRIC}.dh.generate_parameters": Size("key_size", 1),
    "rsa.newkeys": Size("nbits", 0),
    "rsa.key.newkeys": Size("nbits", 0),
    "paramiko.RSAKey.generate": Size("bits", 0),
    "paramiko.DSSKey.generate": Size("bits", 0),
    "M2Crypto.RSA.gen_key": Size("bits", 0),
    "OpenSSL.crypto.PKey().generate_key": Size("bits", 1),
    **{
        f"{package}.PublicKey.{kind}.generate": Size("bits", 0)
        for package in ("Crypto", "Cryptodome")
        for kind in ("RSA", "DSA", "ElGamal")
    },
}
_LEAST = 2048
_CURVES = {
    f"{_ASYMMETRIC}.ec.{name}"
    for name in ("SECP192R1", "SECT163K1", "SECT163R2", "BrainpoolP160R1", "BrainpoolP192R1", "SECP160R1")
}


def check_call(call: Call) -> Iterator[Report]:
    for name in sorted(call.names & _SIZES.keys())[:1]:
        size = call.argument(*_SIZES[name])
        bits = or_default(call, size.value).constant if size is not None else None
        if size is not None and isinstance(bits, int) and not isinstance(bits, bool) and 0 < bits < _LEAST:
            node = or_default(call, size.value).node
            repair = Repair("make it 3072 bits", (Replace(node, "3072"),))
            yield Report(call.node, f"a key of {bits} bits can be broken: use 3072", repair=repair)
    if call.names & _CURVES:
        yield Report(call.node, "a curve below 224 bits can be broken: use ec.SECP256R1()", repair=_p256(call))


def _p256(call: Call) -> Repair | None:
    function: cst.BaseExpression = call.function.node
    spelling = spell(call, f"{_ASYMMETRIC}.ec", "SECP256R1", instead_of=function)
    if spelling is None:
        return None
    return Repair("use the curve P-256", (Replace(function, spelling.text), *spelling.changes))


TRIGGERS: Triggers = (
    calls(*sorted(_SIZES), given=("key_size@0=int", "key_size@1=int", "bits@0=int", "bits@1=int", "nbits@0=int")),
    mentions(*sorted(_CURVES)),
)
CHECKS: Checks = {Call: check_call}
