"""Ciphers that can be broken, and the mode that shows what it hides."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Call, Checks, Confidence, Good, Report, Rule, Severity, Triggers, calls

RULE = Rule(
    name="weak-cipher",
    summary="data is encrypted with a cipher or a mode that is broken",
    help="Use AES-GCM or ChaCha20-Poly1305: cryptography's AESGCM(key).encrypt(os.urandom(12), data, None).",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(327,),
    what=(
        "DES, Triple DES, RC2, RC4, Blowfish, CAST and IDEA in PyCryptodome, the cryptography package and pyDes, "
        "and any block cipher in ECB mode, also where PyCrypto takes it because no mode is given."
    ),
    why=(
        "DES keys are tried out in a day; RC4 leaks its plaintext; blocks of 64 bits repeat after 32 GB. ECB encrypts "
        "equal blocks to equal blocks, so that the shape of the data stays visible and blocks can be swapped."
    ),
    assistants="The shortest examples of a cipher are those without a mode, a nonce and a tag.",
    remedy=(
        "Encrypt with AES-GCM or ChaCha20-Poly1305 under a fresh nonce for each message, and keep the nonce with the "
        "ciphertext. Keys, lengths and stored data change, so there is no automatic fix: decrypt what exists once "
        "with the old cipher and encrypt it anew."
    ),
    prompt="Encrypt with AES-GCM from the cryptography package, with a fresh nonce for every message.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html",
        "https://sweet32.info/",
        "https://www.rfc-editor.org/rfc/rfc7465",
    ),
    foreign=("B304", "B305", "S304", "S305"),
    bad=(
        Bad(
            """\
from Crypto.Cipher import DES


def encrypt(key, iv, data):
    return DES.new(key, DES.MODE_CBC, iv).encrypt(data)
""",
            why="DES",
        ),
        Bad(
            """\
from Crypto.Cipher import AES


def encrypt(key, data):
    return AES.new(key, AES.MODE_ECB).encrypt(data)
""",
            why="the right cipher in the wrong mode",
        ),
        Bad(
            """\
from Crypto.Cipher import AES as Cipher

MODE = Cipher.MODE_ECB


def encrypt(key, data):
    return Cipher.new(key, mode=MODE).encrypt(data)
""",
            why="the mode behind a name, the cipher renamed",
        ),
        Bad(
            """\
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def cipher(key):
    return Cipher(algorithms.AES(key), modes.ECB())
""",
            why="ECB of the cryptography package",
        ),
        Bad(
            """\
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms


def cipher(key):
    return Cipher(algorithms.ARC4(key), mode=None)
""",
            why="RC4",
        ),
        Bad(
            """\
import pyDes


def cipher(key):
    return pyDes.triple_des(key, pyDes.CBC)
""",
            why="pyDes",
        ),
    ),
    good=(
        Good(
            """\
from Crypto.Cipher import AES


def encrypt(key, data):
    cipher = AES.new(key, AES.MODE_GCM)
    return cipher.nonce, cipher.encrypt_and_digest(data)
""",
            why="AES-GCM",
        ),
        Good(
            """\
import os

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def cipher(key):
    return Cipher(algorithms.AES(key), modes.CTR(os.urandom(16)))
""",
            why="another mode",
        ),
        Good(
            """\
from shop.Cipher import DES


def make(key):
    return DES.new(key)
""",
            why="another library's class of that name",
        ),
        Good(
            """\
from Crypto.Cipher import AES


def cipher(key, mode, nonce):
    return AES.new(key, mode, nonce=nonce)
""",
            why="the caller chooses",
        ),
    ),
)

_PACKAGES = ("Crypto", "Cryptodome")
_PYCRYPTO = {
    f"{package}.Cipher.{module}.new": cipher
    for package in _PACKAGES
    for module, cipher in (
        ("DES", "DES"), ("DES3", "Triple DES"), ("ARC2", "RC2"), ("ARC4", "RC4"), ("Blowfish", "Blowfish"),
        ("CAST", "CAST"), ("XOR", "XOR"),
    )
}  # fmt: skip
_HAZMAT = {
    f"cryptography.hazmat.{home}.ciphers.algorithms.{name}": cipher
    for home in ("primitives", "decrepit")
    for name, cipher in (
        ("TripleDES", "Triple DES"), ("ARC4", "RC4"), ("RC2", "RC2"), ("Blowfish", "Blowfish"), ("CAST5", "CAST"),
        ("IDEA", "IDEA"), ("SEED", "SEED"),
    )
}  # fmt: skip
_OTHERS = {"pyDes.des": "DES", "pyDes.triple_des": "Triple DES", "arc4.ARC4": "RC4", "blowfish.Cipher": "Blowfish"}
_CIPHERS = {**_PYCRYPTO, **_HAZMAT, **_OTHERS}
_MODED = {f"{package}.Cipher.AES.new" for package in _PACKAGES}
_ECB = {f"{package}.Cipher.AES.MODE_ECB" for package in _PACKAGES}
_ECB_OBJECTS = {"cryptography.hazmat.primitives.ciphers.modes.ECB", "pyaes.AESModeOfOperationECB"}
_MODE_ECB = 1  # the number of MODE_ECB


def check_call(call: Call) -> Iterator[Report]:
    ciphers = sorted(call.names & _CIPHERS.keys())
    if ciphers:
        yield Report(call.node, f"{_CIPHERS[ciphers[0]]} is broken: use AES-GCM")
    elif call.names & _ECB_OBJECTS or (call.names & _MODED and _is_ecb(call)):
        yield Report(call.node, "ECB mode encrypts equal blocks to equal blocks: use AES-GCM with a fresh nonce")


def _is_ecb(call: Call) -> bool:
    mode = call.argument("mode", 1)
    if mode is None:
        return bool(call.args) and not call.is_open and not call.is_partial
    return bool(mode.names & _ECB) or mode.constant == _MODE_ECB


TRIGGERS: Triggers = (calls(*sorted(_CIPHERS), *sorted(_MODED), *sorted(_ECB_OBJECTS)),)
CHECKS: Checks = {Call: check_call}
