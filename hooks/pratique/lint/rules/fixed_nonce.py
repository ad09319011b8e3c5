"""Nonces and initialisation vectors that are the same for every message."""

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
    Value,
    calls,
    code,
    is_fixed,
    is_test,
    or_default,
)

RULE = Rule(
    name="fixed-nonce",
    summary="every message is encrypted under the same nonce or initialisation vector",
    help="Draw it for each message, nonce = os.urandom(12) (16 for CBC), and store it in front of the ciphertext.",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(329, 1204, 323),
    what=(
        "A nonce or initialisation vector that the program itself fixes, or that is the key or a piece of it, given "
        "to a cipher of PyCryptodome, the cryptography package, pyaes, pyDes or PyNaCl. Random ones, parameters and "
        "what is read from the message are left alone, as are tests."
    ),
    why=(
        "Under CTR, GCM and ChaCha20 two messages with one nonce give away the XOR of their texts, and GCM then lets "
        "anyone forge; under CBC equal beginnings become equal ciphertexts, and guesses can be tried."
    ),
    assistants="A vector of zeros makes encryption and decryption fit together without storing anything.",
    remedy=(
        "Draw the nonce with os.urandom, write nonce + ciphertext, and split them when decrypting. Both sides and the "
        "stored data change, so there is no automatic fix."
    ),
    prompt="Use a fresh random nonce for every message and store it with the ciphertext.",
    references=(
        "https://csrc.nist.gov/pubs/sp/800/38/d/final",
        "https://cryptography.io/en/latest/hazmat/primitives/aead/",
    ),
    bad=(
        Bad(
            """\
from Crypto.Cipher import AES


def encrypt(key, data):
    return AES.new(key, AES.MODE_CBC, b'\\0' * 16).encrypt(data)
""",
            why="zeros",
        ),
        Bad(
            """\
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

IV = bytes(16)


def cipher(key):
    return Cipher(algorithms.AES(key), modes.CBC(IV))
""",
            why="zeros made by bytes, in the cryptography package",
        ),
        Bad(
            """\
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def encrypt(key, data):
    box = AESGCM(key)
    return box.encrypt(b'unique nonce', data, None)
""",
            why="a text that is not what it says",
        ),
        Bad(
            """\
from Crypto.Cipher import AES


def encrypt(key, data):
    return AES.new(key, AES.MODE_CBC, iv=key[:16]).encrypt(data)
""",
            why="a piece of the key",
        ),
        Bad(
            """\
from Crypto.Cipher import ChaCha20


def encrypt(key, data):
    return ChaCha20.new(key=key, nonce='00000000'.encode()).encrypt(data)
""",
            why="a stream cipher",
        ),
        Bad(
            """\
from Crypto.Cipher import AES
from Crypto.Util import Counter


def encrypt(key, data):
    return AES.new(key, AES.MODE_CTR, counter=Counter.new(128)).encrypt(data)
""",
            why="a counter that always begins at 1",
        ),
        Bad(
            """\
from Crypto.Cipher import AES


class Box:
    def __init__(self, key):
        self.key = key
        self.iv = b'\\0' * AES.block_size

    def encrypt(self, data):
        return AES.new(self.key, AES.MODE_CBC, self.iv).encrypt(data)
""",
            why="zeros of a length that the library names",
        ),
        Bad(
            """\
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def encryptor(key):
    iv = key[:16]
    return Cipher(algorithms.AES(key), modes.CFB(iv)).encryptor()
""",
            why="a piece of the key, for a mode of cryptography",
        ),
    ),
    good=(
        Good(
            """\
import os

from Crypto.Cipher import AES


def encrypt(key, data):
    iv = os.urandom(16)
    return iv + AES.new(key, AES.MODE_CBC, iv).encrypt(data)
""",
            why="a random one",
        ),
        Good(
            """\
from Crypto.Cipher import AES


def decrypt(key, data):
    return AES.new(key, AES.MODE_CBC, iv=data[:16]).decrypt(data[16:])
""",
            why="a piece of the message",
        ),
        Good(
            """\
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def encrypt(key, nonce, data):
    return AESGCM(key).encrypt(nonce, data, b'header')
""",
            why="fixed associated data is none",
        ),
        Good(
            """\
from Crypto.Cipher import AES


def encrypt(key, data):
    cipher = AES.new(key, AES.MODE_EAX)
    return cipher.nonce, cipher.encrypt(data)
""",
            why="drawn by the library",
        ),
        Good(
            """\
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def decryptor(key, packed):
    iv = packed[:16]
    return Cipher(algorithms.AES(key), modes.CFB(iv)).decryptor()
""",
            why="what stands in front of the ciphertext",
        ),
    ),
)

_PACKAGES = ("Crypto", "Cryptodome")
_CIPHERS = "cryptography.hazmat.primitives.ciphers"
Place = tuple[tuple[str, ...], int | None]
_BLOCK: Place = (("iv", "IV", "nonce"), 2)
# What takes a nonce -> the keywords under which, and the position where it does.
_NONCES: dict[str, Place] = {
    **{
        f"{package}.Cipher.{cipher}.new": _BLOCK
        for package in _PACKAGES
        for cipher in ("AES", "DES", "DES3", "Blowfish", "CAST", "ARC2")
    },
    **{
        f"{package}.Cipher.{cipher}.new": (("nonce",), None)
        for package in _PACKAGES
        for cipher in ("ChaCha20", "ChaCha20_Poly1305", "Salsa20")
    },
    **{
        f"{_CIPHERS}.modes.{mode}": (("initialization_vector", "nonce"), 0)
        for mode in ("CBC", "CTR", "GCM", "OFB", "CFB", "CFB8")
    },
    **{
        f"{_CIPHERS}.aead.{cipher}().encrypt": (("nonce",), 0)
        for cipher in ("AESGCM", "AESCCM", "AESOCB3", "ChaCha20Poly1305")
    },
    f"{_CIPHERS}.algorithms.ChaCha20": (("nonce",), 1),
    "pyaes.AESModeOfOperationCBC": (("iv",), 1),
    "pyaes.AESModeOfOperationOFB": (("iv",), 1),
    "pyaes.AESModeOfOperationCFB": (("iv",), 1),
    "pyDes.des": (("IV",), 2),
    "pyDes.triple_des": (("IV",), 2),
    "nacl.secret.SecretBox().encrypt": (("nonce",), 1),
}

_MODES = {"CBC", "CTR", "GCM", "OFB", "CFB", "CFB8"}
_COUNTERS = {f"{package}.Util.Counter.new" for package in _PACKAGES}


def check_call(call: Call) -> Iterator[Report]:
    for name in sorted(call.names & _NONCES.keys())[:1]:
        keywords, position = _NONCES[name]
        found = [call.argument(keyword, position) for keyword in keywords]
        if _is_plain_counter(call):
            yield Report(call.node, "the counter begins at the same number for every message")
        nonce = next((argument for argument in found if argument is not None), None)
        if nonce is None or is_test(call.file):
            continue
        if is_fixed(or_default(call, nonce.value)):
            yield Report(call.node)
        elif _is_of_key(call, nonce.value):
            yield Report(call.node, "the key, or a piece of it, serves as initialisation vector")


def _is_plain_counter(call: Call) -> bool:
    """`counter=Counter.new(128)`, from 1 or another constant, without a nonce in front."""
    counter = call.keywords.get("counter")
    made = counter.value.literal if counter is not None else None
    if made is None or not isinstance(made.node, cst.Call) or not made.at(made.node.func).names & _COUNTERS:
        return False
    given = {arg.keyword.value: made.at(arg.value) for arg in made.node.args if arg.keyword is not None}
    start = given.get("initial_value")
    return not {"prefix", "suffix"} & given.keys() and (start is None or isinstance(start.constant, int))


def _is_of_key(call: Call, nonce: Value) -> bool:
    """`AES.new(key, AES.MODE_CBC, key[:16])`."""
    if call.method in _MODES:
        return _is_of_cipher_key(call, nonce)
    key = call.argument("key", 0)
    made = nonce.literal.node
    base = made.value if isinstance(made, cst.Subscript) else nonce.node
    return key is not None and key.value.node is not nonce.node and code(base) == code(key.value.node)


def _is_of_cipher_key(call: Call, nonce: Value) -> bool:
    """`Cipher(algorithms.AES(key), modes.CBC(key[:16]))`: the key is that of the algorithm beside the mode."""
    around = next((place.node for place in call.place.ancestors() if isinstance(place.node, cst.Call)), None)
    algorithm = around.args[0].value if around is not None and len(around.args) > 1 else None
    if not isinstance(algorithm, cst.Call) or not algorithm.args:
        return False
    made = nonce.literal.node
    base = made.value if isinstance(made, cst.Subscript) else nonce.node
    return code(base) == code(algorithm.args[0].value)


TRIGGERS: Triggers = (calls(*sorted(_NONCES)),)
CHECKS: Checks = {Call: check_call}
