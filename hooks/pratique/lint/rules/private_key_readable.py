"""Private keys in files that other users of the machine can read."""

from __future__ import annotations

import re
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
    below,
    below_here,
    calls,
    code,
    home,
    is_test,
    name_of,
)

RULE = Rule(
    name="private-key-readable",
    summary="an unencrypted private key is written to a file that others can read",
    help=(
        "Create it for its owner alone: "
        'with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file: file.write(pem).'
    ),
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(732, 276, 312),
    what=(
        "Private keys of cryptography (private_bytes with NoEncryption) and PyCryptodome (export_key of a key that "
        "was generated, without a passphrase) that the same function writes to a file, where it neither sets the mode "
        "0o600 or another one, nor calls chmod or umask. Keys that are encrypted, public keys and tests are left alone."
    ),
    why=(
        "A new file may be read by every user of the machine, by backups and by whatever runs in the same container. "
        "Who has the key is the server, the signer or the deployer."
    ),
    assistants='open(path, "wb") is how bytes are saved; the mode of the file is never part of the question.',
    remedy=(
        "Create the file with the mode 0o600 from the start (chmod afterwards leaves a moment), or encrypt the key: "
        "serialization.BestAvailableEncryption(passphrase). There is no fix, because a later reader may run as "
        "another user."
    ),
    prompt="Write private keys with mode 0600, created by os.open with O_EXCL, or encrypt them with a passphrase.",
    references=(
        "https://docs.python.org/3/library/os.html#os.open",
        "https://cryptography.io/en/latest/hazmat/primitives/asymmetric/serialization/",
    ),
    bad=(
        Bad(
            """\
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa


def create(path):
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with open(path, "wb") as file:
        file.write(pem)
""",
            why="a new file of the usual mode",
        ),
        Bad(
            """\
from pathlib import Path

from Crypto.PublicKey import RSA


def create(folder: Path):
    key = RSA.generate(3072)
    (folder / "private.pem").write_bytes(key.export_key())
    (folder / "public.pem").write_bytes(key.publickey().export_key())
""",
            why="PyCryptodome and pathlib",
        ),
        Bad(
            """\
import os

from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


def create(path):
    key = ed25519.Ed25519PrivateKey.generate()
    number = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
    with os.fdopen(number, "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
""",
            why="a mode for everyone",
        ),
    ),
    good=(
        Good(
            """\
import os

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa


def create(path):
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
""",
            why="for its owner alone",
        ),
        Good(
            """\
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa


def create(path, passphrase):
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase),
    )
    with open(path, "wb") as file:
        file.write(pem)
""",
            why="encrypted",
        ),
        Good(
            """\
from pathlib import Path

from Crypto.PublicKey import RSA


def publish(folder: Path, key: RSA.RsaKey):
    (folder / "public.pem").write_bytes(key.publickey().export_key())
""",
            why="the public half",
        ),
    ),
)

_PLAIN = "cryptography.hazmat.primitives.serialization.NoEncryption()"
_GENERATED = re.compile(r"(?:Crypto|Cryptodome)\.PublicKey\.\w+\.generate\(\)\.(?:export_key|exportKey)")
_WRITING = {"write", "write_bytes", "write_text", "writelines"}
# What gives a file another mode: a call, or a mode in which nobody else reads.
_MODE = re.compile(r"chmod|umask|\b0o[0-7]00\b|S_IRUSR|opener\s*=|icacls")


def check_call(call: Call) -> Iterator[Report]:
    function = home(call)
    if function is None or is_test(call.file) or not _is_private(call) or _MODE.search(code(function)):
        return
    variable = _variable(call)
    for node in below_here(function):
        if isinstance(node, cst.Call) and name_of(node.func) in _WRITING and _brings(node, call, variable):
            yield Report(node)
            return


def _is_private(call: Call) -> bool:
    """Whether the call gives a private key that no passphrase protects."""
    if call.method == "private_bytes":
        algorithm = call.argument("encryption_algorithm", 2)
        return algorithm is not None and _PLAIN in algorithm.names
    passphrase = call.argument("passphrase", 1)
    return passphrase is None and any(_GENERATED.fullmatch(name) for name in call.names)


def _variable(call: Call) -> str:
    up = call.place.up.node if call.place.up is not None else None
    if isinstance(up, cst.Assign) and isinstance(up.targets[0].target, cst.Name):
        return up.targets[0].target.value
    return ""


def _brings(node: cst.Call, call: Call, variable: str) -> bool:
    """Whether an argument of the call is the key, or the variable that holds it."""
    parts = (part for argument in node.args for part in below(argument.value))
    return any(part is call.node or (isinstance(part, cst.Name) and part.value == variable != "") for part in parts)


TRIGGERS: Triggers = (
    calls("private_bytes", near=(r"\.write\w*\(",)),
    calls("export_key", "exportKey", needs=("Crypto", "Cryptodome"), near=(r"\.write\w*\(",)),
)
CHECKS: Checks = {Call: check_call}
