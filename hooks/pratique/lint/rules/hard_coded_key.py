"""Keys of ciphers and signatures that stand in the code."""

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
    Value,
    calls,
    is_fixed,
    is_test,
    or_default,
)

RULE = Rule(
    name="hard-coded-key",
    summary="the key of a cipher or a signature stands in the code",
    help='Read it where the program runs: key = base64.b64decode(os.environ["ENCRYPTION_KEY"]), and replace this one.',
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(321, 798),
    what=(
        "A key that the program itself fixes, given to a cipher of PyCryptodome, the cryptography package (Fernet, "
        "AESGCM, algorithms.AES and others), PyNaCl or pyaes, to hmac.new, or to a signer of itsdangerous; also one "
        "that is padded, decoded or hashed first. Keys from the environment, a file or a parameter are left alone, "
        "as are tests."
    ),
    why=(
        "Whoever can read the code, its history or the built package can decrypt everything and sign anything, and "
        "a key that is compiled in cannot be replaced when that has happened."
    ),
    assistants="An example has to run, so the key is written where it is used, with a comment to change it later.",
    remedy=(
        "Make a new key (AESGCM.generate_key, secrets.token_bytes), keep it in the environment or a secret store, and "
        "re-encrypt what the old one protects. Where the key comes from is for you to say, so there is no fix."
    ),
    prompt="Read keys from the environment or a secret store; never write one into the code, not as an example either.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html",
        "https://cryptography.io/en/latest/fernet/",
    ),
    bad=(
        Bad(
            """\
from Crypto.Cipher import AES

KEY = b'my ' + b'key'


def cipher():
    return AES.new(KEY * 4, AES.MODE_GCM)
""",
            why="put together from constants of the file",
        ),
        Bad(
            """\
import base64

from cryptography.fernet import Fernet


def box():
    return Fernet(base64.urlsafe_b64encode('change me'.encode().ljust(32)))
""",
            why="encoded and padded",
        ),
        Bad(
            """\
import hmac

SECRET = 'let me in'


def sign(data):
    return hmac.new(SECRET.encode(), data, 'sha256').hexdigest()
""",
            why="a signature",
        ),
        Bad(
            """\
import hashlib

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class Vault:
    def __init__(self):
        self.key = hashlib.sha256(b'vault').digest()

    def box(self):
        return AESGCM(self.key)
""",
            why="hashed, and kept in an attribute",
        ),
        Bad(
            """\
from itsdangerous import URLSafeTimedSerializer

serializer = URLSafeTimedSerializer('change me')
""",
            why="a signer",
        ),
        Bad(
            """\
from Crypto.Cipher import AES


def cipher(key=b'sixteen byte key'):
    return AES.new(key, AES.MODE_GCM)
""",
            why="the default of a parameter",
        ),
    ),
    good=(
        Good(
            """\
from cryptography.fernet import Fernet


def box(key=None):
    return Fernet(key)
""",
            why="a parameter without a key for default",
        ),
        Good(
            """\
import os

from Crypto.Cipher import AES

KEY = bytes.fromhex(os.environ['KEY'])


def cipher():
    return AES.new(KEY, AES.MODE_GCM)
""",
            why="from the environment",
        ),
        Good(
            """\
from cryptography.fernet import Fernet

box = Fernet(Fernet.generate_key())
""",
            why="a fresh key",
        ),
        Good(
            """\
import hmac


def extract(salt, material):
    return hmac.new(salt or b'\\0' * 32, material, 'sha256').digest()
""",
            why="the zeros that HKDF begins with where there is no salt (RFC 5869)",
        ),
        Good(
            """\
import hmac


def sign(key, data):
    return hmac.new(key, b'prefix' + data, 'sha256')
""",
            why="only the data is fixed in part",
        ),
        Good(
            """\
from Crypto.Cipher import AES


def test_encrypts():
    assert AES.new(b'k' * 16, AES.MODE_GCM).encrypt(b'x')
""",
            why="a test",
            path="tests/test_cipher.py",
        ),
    ),
)

_CIPHERS = "cryptography.hazmat.primitives.ciphers"
_SIGNERS = (
    "Signer", "TimestampSigner", "Serializer", "URLSafeSerializer", "URLSafeTimedSerializer", "TimedSerializer",
    "JSONWebSignatureSerializer", "TimedJSONWebSignatureSerializer",
)  # fmt: skip
# What takes a key -> the keyword under which it does; each takes it first.
_KEYS = {
    **{
        f"{package}.Cipher.{cipher}.new": "key"
        for package in ("Crypto", "Cryptodome")
        for cipher in ("AES", "ChaCha20", "ChaCha20_Poly1305", "Salsa20", "DES", "DES3", "Blowfish", "ARC4")
    },
    **{
        f"{_CIPHERS}.algorithms.{cipher}": "key"
        for cipher in ("AES", "AES128", "AES256", "ChaCha20", "Camellia", "SM4")
    },
    **{
        f"{_CIPHERS}.aead.{cipher}": "key"
        for cipher in ("AESGCM", "AESCCM", "AESSIV", "AESOCB3", "AESGCMSIV", "ChaCha20Poly1305")
    },
    **{f"pyaes.AESModeOfOperation{mode}": "key" for mode in ("CBC", "CTR", "CFB", "OFB")},
    "pyaes.AES": "key",
    "cryptography.fernet.Fernet": "key",
    "nacl.secret.SecretBox": "key",
    "nacl.secret.Aead": "key",
    "nacl.signing.SigningKey": "seed",
    "hmac.new": "key",
    "hmac.digest": "key",
    "hmac.HMAC": "key",
    "cryptography.hazmat.primitives.hmac.HMAC": "key",
    **{f"itsdangerous.{signer}": "secret_key" for signer in _SIGNERS},
}


def check_call(call: Call) -> Iterator[Report]:
    for name in sorted(call.names & _KEYS.keys())[:1]:
        key = call.argument(_KEYS[name], 0)
        if (
            key is not None
            and not is_test(call.file)
            and is_fixed(or_default(call, key.value))
            and not _is_blank(or_default(call, key.value))
        ):
            yield Report(call.node)


def _is_blank(value: Value) -> bool:
    """Empty: the key is for later, or there is none by the protocol."""
    return value.constant in ("", b"")


TRIGGERS: Triggers = (calls(*sorted(_KEYS)),)
CHECKS: Checks = {Call: check_call}
