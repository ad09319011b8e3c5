"""Security checks whose answer is thrown away."""

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
    is_statement,
)

RULE = Rule(
    name="security-check-ignored",
    summary="a security check is made and its answer is not looked at",
    help="Use the answer: if not check_password_hash(stored, given): return refuse().",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(252, 253, 287),
    what=(
        "Calls, as statements of their own, of functions that answer a security question by what they return: "
        "comparisons of secrets (hmac.compare_digest), checks of passwords (werkzeug, Django, bcrypt, passlib, "
        "pwdlib), of one-time passwords (pyotp), of permissions and logins (Django), of signatures (PyNaCl's and "
        "cryptography's verify raise instead and are left alone), and authenticate()."
    ),
    why="The check runs, takes its time, and lets everyone in: nothing depends on what it found.",
    assistants=(
        "Other libraries raise an exception when the check fails, and the two ways to answer are easily mixed up."
    ),
    remedy="Put the call into a condition and leave the function where it fails.",
    prompt="Use the result of every security check, and refuse when it is false.",
    references=("https://docs.python.org/3/library/hmac.html#hmac.compare_digest",),
    bad=(
        Bad(
            """\
import hmac


def receive(body, given, expected):
    hmac.compare_digest(given, expected)
    return body
""",
            why="the comparison alone",
        ),
        Bad(
            """\
from werkzeug.security import check_password_hash


def login(user, password, session):
    check_password_hash(user.password_hash, password)
    session["user"] = user.id
""",
            why="the password is checked for nothing",
        ),
        Bad(
            """\
import bcrypt


def login(user, password):
    bcrypt.checkpw(password, user.hash)
    return user
""",
            why="bcrypt answers, it raises nothing",
        ),
        Bad(
            """\
import pyotp


def confirm(secret, code):
    totp = pyotp.TOTP(secret)
    totp.verify(code)
    return "welcome"
""",
            why="a one-time password",
        ),
    ),
    good=(
        Good(
            """\
import hmac


def receive(body, given, expected):
    if not hmac.compare_digest(given, expected):
        raise PermissionError("bad signature")
    return body
""",
            why="the comparison decides",
        ),
        Good(
            """\
from werkzeug.security import check_password_hash


def login(user, password):
    return check_password_hash(user.password_hash, password)
""",
            why="the answer is handed on",
        ),
        Good(
            """\
from argon2 import PasswordHasher


def login(user, password):
    PasswordHasher().verify(user.hash, password)
    return user
""",
            why="argon2 raises where the password is wrong",
        ),
        Good(
            """\
from django.contrib.auth.hashers import check_password, make_password


def login(user, password):
    if user is None:
        make_password(password)
        return None
    return user if check_password(password, user.password) else None
""",
            why="the answer decides; a hash is made to take the same time",
        ),
    ),
)

_PASSLIB = (
    "bcrypt", "bcrypt_sha256", "argon2", "pbkdf2_sha256", "pbkdf2_sha512", "sha256_crypt", "sha512_crypt", "scrypt",
    "django_pbkdf2_sha256", "phpass",
)  # fmt: skip
_CHECKS = {
    "hmac.compare_digest",
    "secrets.compare_digest",
    "_operator._compare_digest",
    "django.utils.crypto.constant_time_compare",
    "werkzeug.security.check_password_hash",
    "werkzeug.security.safe_str_cmp",
    "flask_bcrypt.check_password_hash",
    "flask_bcrypt.Bcrypt().check_password_hash",
    "django.contrib.auth.hashers.check_password",
    "django.contrib.auth.authenticate",
    "bcrypt.checkpw",
    "passlib.context.CryptContext().verify",
    *(f"passlib.hash.{name}.verify" for name in _PASSLIB),
    "pwdlib.PasswordHash().verify",
    "pwdlib.PasswordHash.recommended().verify",
    "nacl.bindings.sodium_memcmp",
    "pyotp.TOTP().verify",
    "pyotp.HOTP().verify",
    "pyotp.totp.TOTP().verify",
    "django.core.signing.constant_time_compare",
    "itsdangerous.Signer().validate",
    "itsdangerous.TimestampSigner().validate",
}
# Methods whose name says what they answer, whoever has them.
_METHODS = {
    "has_perm", "has_perms", "has_module_perms", "has_object_permission", "has_permission", "check_password_hash",
    "is_authenticated", "compare_digest", "checkpw", "constant_time_compare",
}  # fmt: skip


def check_call(call: Call) -> Iterator[Report]:
    known = bool(call.names & _CHECKS)
    if is_statement(call) and not call.is_partial and (known or call.method in _METHODS):
        message = f"{call.method}() answers whether the check held, and nothing looks at the answer"
        yield Report(call.node, message, confidence=None if known else Confidence.MEDIUM)


TRIGGERS: Triggers = (calls(*sorted(_CHECKS), unused=True), calls(*sorted(_METHODS), unused=True))
CHECKS: Checks = {Call: check_call}
