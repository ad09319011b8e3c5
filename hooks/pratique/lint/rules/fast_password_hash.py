"""Passwords hashed with a function that is made to be fast."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Argument,
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Repair,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    below,
    below_here,
    calls,
    code,
    home,
    name_of,
    words_of,
)

RULE = Rule(
    name="fast-password-hash",
    summary="a password is hashed with a function that is made to be fast",
    help="Use argon2.PasswordHasher().hash(password), bcrypt.hashpw(password, bcrypt.gensalt()) or hashlib.scrypt.",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(916, 759),
    what=(
        "SHA-2, SHA-3 and BLAKE2 of hashlib over something that is named a password, or in a function that is named "
        "for hashing or checking passwords; fast and plain-text methods of werkzeug's generate_password_hash and of "
        "passlib. Left alone: hashing before bcrypt, scrypt, Argon2 or PBKDF2, HMAC, and protocols that answer a "
        "challenge. MD5 and SHA-1 are reported by weak-hash."
    ),
    why=(
        "A graphics card tries ten billion SHA-256 a second, so that most stolen passwords are known within days, "
        "and without a salt for each user all of them are tried at once."
    ),
    assistants=(
        "sha256(password.encode()).hexdigest() is in every tutorial, needs no dependency, and SHA-256 is known as "
        "strong."
    ),
    remedy=(
        "Store what a password hashing function gives, which carries its salt and cost. The fix changes the method "
        "of generate_password_hash, which keeps reading what is stored; where hashlib is called there is none, "
        "because stored hashes have to be renewed at each user's next login."
    ),
    prompt="Hash passwords with Argon2, bcrypt or scrypt, never with SHA-256 alone.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html",
        "https://werkzeug.palletsprojects.com/en/stable/utils/#module-werkzeug.security",
    ),
    bad=(
        Bad(
            """\
import hashlib


def register(name, password):
    return name, hashlib.sha256(password.encode()).hexdigest()
""",
            why="by the argument's name",
        ),
        Bad(
            """\
import hashlib


def hash_password(plain):
    return hashlib.sha512(plain.encode()).hexdigest()
""",
            why="by the function's name",
        ),
        Bad(
            """\
import hashlib


def stored(user, salt):
    digest = hashlib.sha256()
    digest.update(salt + user.password.encode())
    return digest.hexdigest()
""",
            why="piece by piece, salted",
        ),
        Bad(
            """\
import hashlib


def stored(form):
    return hashlib.new('sha256', form['password'].encode()).hexdigest()
""",
            why="by the name of the algorithm, out of a form",
        ),
        Bad(
            """\
from werkzeug.security import generate_password_hash


def stored(password):
    return generate_password_hash(password, method='sha256')
""",
            why="a method of werkzeug",
            fixed="""\
from werkzeug.security import generate_password_hash


def stored(password):
    return generate_password_hash(password, method='scrypt')
""",
        ),
        Bad(
            """\
from passlib.hash import hex_sha256


def stored(password):
    return hex_sha256.hash(password)
""",
            why="a plain digest of passlib",
        ),
        Bad(
            """\
from passlib.context import CryptContext

context = CryptContext(schemes=['plaintext', 'bcrypt'])
""",
            why="passlib hashes with the first scheme",
        ),
    ),
    good=(
        Good(
            """\
import hashlib
import os


def register(name, password):
    return name, hashlib.scrypt(password.encode(), salt=os.urandom(16), n=2**17, r=8, p=1)
""",
            why="scrypt",
        ),
        Good(
            """\
import hashlib


def reset(password_reset_token):
    return hashlib.sha256(password_reset_token.encode()).hexdigest()
""",
            why="a random token needs no slow function",
        ),
        Good(
            """\
import hashlib

import bcrypt


def hash_password(password):
    return bcrypt.hashpw(hashlib.sha256(password).digest(), bcrypt.gensalt())
""",
            why="shortened before bcrypt",
        ),
        Good(
            """\
import hashlib


def answer(user, realm, password, nonce):
    return hashlib.sha256(f'{user}:{realm}:{password}:{nonce}'.encode()).hexdigest()
""",
            why="the answer to a challenge, as the protocol wants it",
        ),
        Good(
            """\
from werkzeug.security import generate_password_hash


def stored(password):
    return generate_password_hash(password, method='scrypt')
""",
            why="a slow method",
        ),
        Good(
            """\
from passlib.context import CryptContext

context = CryptContext(schemes=['bcrypt', 'plaintext'])
""",
            why="the old scheme is only read",
        ),
    ),
)

_DIGESTS = {
    f"hashlib.{name}"
    for name in (
        "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2b", "blake2s",
    )
}  # fmt: skip
_UPDATES = {f"{name}().update" for name in _DIGESTS}
_PLAIN_PASSLIB = {
    f"passlib.hash.{scheme}.{method}"
    for scheme in (
        "plaintext", "hex_md4", "hex_md5", "hex_sha1", "hex_sha256", "hex_sha512", "ldap_plaintext", "ldap_md5",
        "ldap_sha1", "ldap_salted_md5", "ldap_salted_sha1", "md5_crypt", "des_crypt", "bigcrypt", "bsdi_crypt",
        "crypt16", "lmhash", "nthash", "mysql323", "mysql41", "mssql2000", "mssql2005", "oracle10", "oracle11",
        "django_salted_md5", "django_salted_sha1", "django_des_crypt", "roundup_plaintext", "cisco_type7",
    )
    for method in ("hash", "encrypt")
}  # fmt: skip
_PLAIN_SCHEMES = {name.split(".")[2] for name in _PLAIN_PASSLIB}
_CONTEXTS = {"passlib.context.CryptContext", "passlib.apps.CryptContext"}
_WERKZEUG = {"werkzeug.security.generate_password_hash", "flask_bcrypt.werkzeug.security.generate_password_hash"}
_PLAIN_METHODS = {"plain", "md5", "sha1", "sha224", "sha256", "sha384", "sha512"}

_PASSWORDS = {"password", "passwd", "passphrase", "pwd", "passcode", "pass"}
# What a password may be called after that word and still be one.
_TAILS = {"bytes", "encoded", "text", "str", "string", "value", "input", "raw", "plain", "salted", "field", "data"}
_JOBS = {"hash", "hashed", "encrypt", "verify", "check", "encode", "digest", "make", "store", "create", "validate"}
_SLOW = ("bcrypt", "scrypt", "argon2", "pbkdf2", "pbkdf2_hmac", "PBKDF2HMAC", "kdf", "hashpw")
_PROTOCOL = {"nonce", "challenge", "realm", "scramble", "cnonce", "scram", "handshake"}


def check_call(call: Call) -> Iterator[Report]:
    if call.names & _WERKZEUG:
        yield from _method(call)
    elif call.names & _PLAIN_PASSLIB:
        yield Report(call.node, confidence=Confidence.HIGH)
    elif call.names & _CONTEXTS:
        yield from _scheme(call)
    else:
        hashed = _hashed(call)
        if hashed is not None and _is_password(call, hashed.value) and not _is_for_another(call):
            yield Report(call.node)


def _hashed(call: Call) -> Argument | None:
    """What a digest is made of."""
    if call.names & (_DIGESTS | _UPDATES):
        return call.argument("data", 0) or call.argument("string", 0)
    if "hashlib.new" in call.names:
        name = call.argument("name", 0)
        chosen = name.constant if name is not None else None
        fast = isinstance(chosen, str) and f"hashlib.{chosen.lower().replace('-', '_')}" in _DIGESTS
        return call.argument("data", 1) if fast else None
    return None


def _is_password(call: Call, hashed: Value) -> bool:
    names = [words_of(name_of(node)) for node in below(hashed.literal.node)]
    if any(_names_password(phrase) for phrase in names):
        return True
    function = home(call)
    words = set(words_of(function.name.value)) if isinstance(function, cst.FunctionDef) else set()
    return bool(words & _PASSWORDS and words & _JOBS) and not hashed.is_constant and "reset" not in words


def _names_password(phrase: tuple[str, ...]) -> bool:
    if not phrase:
        return False
    return phrase[-1] in _PASSWORDS or (len(phrase) > 1 and phrase[-2] in _PASSWORDS and phrase[-1] in _TAILS)


def _is_for_another(call: Call) -> bool:
    """Whether the function goes on to a slow one, or speaks a protocol."""
    around = home(call)
    if not isinstance(around, cst.FunctionDef):
        return False
    text = code(around)
    if any(word in text for word in _SLOW):
        return True
    names = {word for node in below_here(around) if isinstance(node, cst.Name) for word in words_of(node.value)}
    return bool(names & _PROTOCOL)


def _method(call: Call) -> Iterator[Report]:
    method = call.argument("method", 1)
    chosen = method.constant if method is not None else None
    if method is None or not isinstance(chosen, str):
        return
    if chosen.partition("$")[0] in _PLAIN_METHODS:
        repair = Repair("hash with scrypt", (method.replaced_text("scrypt"),))
        yield Report(call.node, repair=repair, confidence=Confidence.HIGH)


def _scheme(call: Call) -> Iterator[Report]:
    schemes = call.argument("schemes", 0)
    names = [element.constant for element in schemes.value.elements] if schemes is not None else []
    default = call.argument("default")
    chosen = default.constant if default is not None else (names or [None])[0]
    if chosen in _PLAIN_SCHEMES:
        yield Report(call.node, f"new passwords are kept as {chosen}: put bcrypt or argon2 first")


_NEAR = (*sorted(_PASSWORDS),)
TRIGGERS: Triggers = (
    calls(*sorted(_DIGESTS), "hashlib.new", near=_NEAR),
    calls("update", needs=("hashlib",), near=_NEAR),
    calls(*sorted(_WERKZEUG), given=("method@1=str",)),
    calls(*sorted(_PLAIN_PASSLIB), *sorted(_CONTEXTS)),
)
CHECKS: Checks = {Call: check_call}
