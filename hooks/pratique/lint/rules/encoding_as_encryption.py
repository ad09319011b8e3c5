"""Secrets that are encoded where they should be encrypted."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

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
    home,
    is_test,
    words_of,
)

RULE = Rule(
    name="encoding-as-encryption",
    summary="a function that is to encrypt only encodes",
    help="Encrypt with cryptography's Fernet(key).encrypt(data), which also detects changes; for passwords use a hash.",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(261, 327, 312),
    what=(
        "base64, hexadecimal, ROT13 or an alphabet's translation as all that a function named encrypt, decrypt or "
        "obfuscate does, in a function that calls no cipher. Tests are left alone."
    ),
    why="Anyone turns base64 back into the text, without a key. What was to be secret is stored in the open.",
    assistants="base64 needs no key and looks encrypted, so that a placeholder for encryption is written with it.",
    remedy=(
        "Encrypt with Fernet or AES-GCM and a key from the environment, or rename the function where hiding was not "
        "meant. Where the key comes from is for you to say, so there is no fix."
    ),
    prompt="Encrypt with the cryptography package; base64 is no encryption.",
    references=(
        "https://cryptography.io/en/latest/fernet/",
        "https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html",
    ),
    bad=(
        Bad(
            """\
import base64


def encrypt_password(password):
    return base64.b64encode(password.encode()).decode()
""",
            why="base64 of a password",
        ),
        Bad(
            """\
from base64 import urlsafe_b64decode


class Vault:
    def decrypt(self, text):
        return urlsafe_b64decode(text)
""",
            why="the way back, in a method",
        ),
        Bad(
            """\
import codecs


def encrypt(text):
    return codecs.encode(text, 'rot13')
""",
            why="ROT13",
        ),
    ),
    good=(
        Good(
            """\
import base64


def encode_image(data):
    return base64.b64encode(data).decode()
""",
            why="a function that says that it encodes",
        ),
        Good(
            """\
import base64


def encrypt(box, text):
    return base64.b64encode(box.encrypt(text.encode()))
""",
            why="encrypted first",
        ),
        Good(
            """\
import base64


def decrypt(cipher, text):
    raw = base64.b64decode(text)
    return cipher.finish(cipher.start(raw))
""",
            why="a cipher is at work",
        ),
    ),
)

_CODINGS = {
    f"base64.{name}"
    for name in (
        "b64encode", "b64decode", "urlsafe_b64encode", "urlsafe_b64decode", "standard_b64encode", "b32encode",
        "b32decode", "b16encode", "b85encode", "a85encode", "encodebytes",
    )
} | {"binascii.hexlify", "binascii.b2a_base64", "codecs.encode", "codecs.decode"}  # fmt: skip
_JOBS = {"encrypt", "decrypt", "encrypted", "decrypted", "obfuscate", "encipher", "decipher"}
# Calls that only prepare or undo an encoding; any other one may be the cipher.
_PLAIN = {
    "encode",
    "decode",
    "str",
    "bytes",
    "strip",
    "isinstance",
    "len",
    "print",
    "info",
    "debug",
    "ljust",
    "ValueError",
}


def check_call(call: Call) -> Iterator[Report]:
    around = home(call)
    if not call.names & _CODINGS or not isinstance(around, cst.FunctionDef) or is_test(call.file):
        return
    if not _JOBS & set(words_of(around.name.value)):
        return
    others = call.same_function_calls()
    if all(other.method in _PLAIN or other.names & _CODINGS for other in others) and not _computes(around):
        yield Report(call.node)


def _computes(function: cst.FunctionDef) -> bool:
    """Whether it works on numbers, as a cipher of one's own does: another weakness."""
    stack: list[cst.CSTNode] = [function.body]
    while stack:
        node = stack.pop()
        if isinstance(node, (cst.BitXor, cst.For, cst.CompFor)):
            return True
        stack += node.children
    return False


_NEAR = (r"def\s+\w*(?:crypt|obfuscate|cipher)",)
TRIGGERS: Triggers = (calls(*sorted(_CODINGS), near=_NEAR),)
CHECKS: Checks = {Call: check_call}
