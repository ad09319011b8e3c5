"""Secrets compared in a time that tells how much of them was right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import libcst as cst

from pratique.lint.api import (
    TESTS,
    Bad,
    Checks,
    Comparison,
    Confidence,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    below,
    code,
    comparisons,
    home,
    is_test,
    name_of,
    spell,
    words_of,
)

RULE = Rule(
    name="timing-unsafe-comparison",
    summary="a secret is compared with ==, which takes longer the more of it is right",
    help="Compare with hmac.compare_digest(a, b), both texts of ASCII or both bytes.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(208, 203),
    what=(
        "== and != with the digest of an HMAC, or between two values whose names say that they are signatures, API "
        "keys, tokens for login, CSRF or reset, webhook secrets. Checksums of files, tokens of text and comparisons "
        "with constants are left alone, as are tests and __eq__."
    ),
    why=(
        "The comparison stops at the first character that differs. Who measures many answers finds the value "
        "character by character: a few thousand requests instead of more than there is time for."
    ),
    assistants="== is how values are compared; that a secret needs another function is known to few examples.",
    remedy=(
        "The fix calls hmac.compare_digest, which looks at everything. It wants two bytes objects or two texts of "
        "ASCII characters and raises TypeError for anything else, None among it."
    ),
    prompt="Compare secrets, tokens and signatures with hmac.compare_digest.",
    references=(
        "https://docs.python.org/3/library/hmac.html#hmac.compare_digest",
        "https://codahale.com/a-lesson-in-timing-attacks/",
    ),
    bad=(
        Bad(
            """\
import hashlib
import hmac


def verify(key, body, given):
    expected = hmac.new(key, body, hashlib.sha256).hexdigest()
    return given == expected  # webhook
""",
            why="the digest of an HMAC",
            fixed="""\
import hashlib
import hmac


def verify(key, body, given):
    expected = hmac.new(key, body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(given, expected)  # webhook
""",
        ),
        Bad(
            """\
def check(request, settings):
    if request.headers["X-API-Key"] != settings.api_key:
        raise PermissionError
""",
            why="an API key",
            fixed="""\
import hmac

def check(request, settings):
    if not hmac.compare_digest(request.headers["X-API-Key"], settings.api_key):
        raise PermissionError
""",
        ),
        Bad(
            """\
import os

WEBHOOK_SECRET = os.environ["WEBHOOK_SECRET"]


def allowed(webhook_secret):
    return webhook_secret == WEBHOOK_SECRET
""",
            why="a shared secret",
            fixed="""\
import hmac
import os

WEBHOOK_SECRET = os.environ["WEBHOOK_SECRET"]


def allowed(webhook_secret):
    return hmac.compare_digest(webhook_secret, WEBHOOK_SECRET)
""",
        ),
        Bad(
            """\
def reset(user, reset_token):
    return user.reset_token == reset_token
""",
            why="the token of a reset",
            fixed="""\
import hmac

def reset(user, reset_token):
    return hmac.compare_digest(user.reset_token, reset_token)
""",
        ),
        Bad(
            """\
import hashlib
import hmac


def verify(key, body, headers):
    signature = headers.get("X-Hub-Signature-256", "")
    expected = "sha256=" + hmac.new(key, body, hashlib.sha256).hexdigest()
    if signature != expected:
        raise PermissionError
""",
            why="the digest with its name before it",
            fixed="""\
import hashlib
import hmac


def verify(key, body, headers):
    signature = headers.get("X-Hub-Signature-256", "")
    expected = "sha256=" + hmac.new(key, body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signature, expected):
        raise PermissionError
""",
        ),
        Bad(
            """\
import hashlib


def valid(secret, path, sig):
    expected = hashlib.sha256(secret + path.encode()).hexdigest()
    return expected == sig
""",
            why="a hash with a secret in it",
            fixed="""\
import hashlib
import hmac


def valid(secret, path, sig):
    expected = hashlib.sha256(secret + path.encode()).hexdigest()
    return hmac.compare_digest(expected, sig)
""",
        ),
    ),
    good=(
        Good(
            """\
import hashlib
import hmac


def verify(key, body, given):
    expected = hmac.new(key, body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(given, expected)
""",
            why="the right function",
        ),
        Good(
            """\
import hashlib


def intact(data, digest):
    return hashlib.sha256(data).hexdigest() == digest
""",
            why="a checksum",
        ),
        Good(
            """\
def starts(token, tokens):
    return token == tokens[0]
""",
            why="tokens of text",
        ),
        Good(
            """\
import inspect


def same(function, other):
    signature = inspect.signature(function)
    return signature == inspect.signature(other)
""",
            why="the signature of a function",
        ),
        Good(
            """\
def given(api_key):
    return api_key == "" or api_key is None
""",
            why="a constant",
        ),
        Good(
            """\
class Key:
    def __init__(self, api_key):
        self.api_key = api_key

    def __eq__(self, other):
        return self.api_key == other.api_key
""",
            why="equality of objects",
        ),
    ),
)

_HMAC = {
    "hmac.digest()",
    *(f"hmac.{maker}().{method}()" for maker in ("new", "HMAC") for method in ("hexdigest", "digest")),
}
_HASHED = re.compile(r"hashlib\.\w+\(\)\.(?:hex)?digest\(\)")
_KEYED = re.compile(r"(?i)\(.*(?:secret|signing_?key|api_?key|private_?key)")
# What writes a digest down in another way.
_SPELLING = {"b64encode", "urlsafe_b64encode", "standard_b64encode", "hexlify", "decode", "encode", "lower", "format"}
# Word -> words before it that make it a secret.
_SECRETS = {
    "key": {"api", "secret", "access", "auth"},
    "apikey": set(),
    "token": {"api", "auth", "access", "csrf", "xsrf", "reset", "session", "bearer", "secret", "verification",
              "confirmation", "webhook", "admin", "stored", "expected", "valid", "refresh"},
    "secret": {"webhook", "client", "shared", "api", "app", "admin", "expected", "auth"},
    "signature": {"expected", "computed", "calculated", "received", "webhook", "given", "provided", "request"},
    "sig": {"expected", "computed", "received", "calculated"},
    "hmac": {"expected", "computed", "received", "calculated"},
    "mac": {"expected", "computed", "received", "calculated"},
    "otp": {"stored", "expected", "user", "valid"},
    "code": {"otp", "verification", "reset", "totp", "mfa"},
}  # fmt: skip
_LONG = 8
_PLAIN = (cst.Name, cst.Attribute, cst.Subscript, cst.Call, cst.Await)
_REASON = "raises TypeError for None and for texts that are not ASCII"


def check_comparison(comparison: Comparison) -> Iterator[Report]:
    if len(comparison.pairs) != 1 or is_test(comparison.file):
        return
    left, operator, right = comparison.pairs[0]
    if not isinstance(operator, (cst.Equal, cst.NotEqual)) or _is_plain(left) or _is_plain(right):
        return
    function = home(comparison)
    if isinstance(function, cst.FunctionDef) and function.name.value in ("__eq__", "__ne__"):
        return
    if _is_digest(left) or _is_digest(right) or _are_secret(left, right):
        yield Report(comparison.node, repair=_repair(comparison, left, right, isinstance(operator, cst.NotEqual)))


def _is_plain(value: Value) -> bool:
    """A constant that is no secret by its form: written right here, or short."""
    if not value.is_constant:
        return False
    return not isinstance(value.node, cst.Name) or not isinstance(value.constant, str) or len(value.constant) < _LONG


def _is_digest(value: Value) -> bool:
    """The digest of an HMAC, also with a text before it (`"sha256=" + digest`) or in another spelling."""
    if value.names & _HMAC:
        return True
    held = value.literal
    if any(map(_HASHED.fullmatch, value.names)) and _KEYED.search(code(held.node)):
        return True  # a hash with a secret in it serves as a signature
    is_spelled = isinstance(held.node, (cst.BinaryOperation, cst.FormattedString)) or (
        isinstance(held.node, cst.Call) and name_of(held.node.func) in _SPELLING
    )
    parts = below(held.node) if is_spelled else ()
    return any(isinstance(part, (cst.Call, cst.Name)) and bool(held.at(part).names & _HMAC) for part in parts)


def _are_secret(left: Value, right: Value) -> bool:
    """One is named as a secret of a kind, and the other as the same or a secret, too."""
    sides = [name_of(side.node) for side in (left, right)]
    if not all(isinstance(side.node, _PLAIN) for side in (left, right)):
        return False
    kinds = [_kind(name) for name in sides]
    lasts = [words_of(name)[-1:] for name in sides]
    return all(kinds) or (any(kinds) and lasts[0] == lasts[1] and "self" not in (code(left.node), code(right.node)))


def _kind(name: str) -> str:
    words = words_of(name)
    if words[-1:] == ("apikey",):
        return "key"
    for before, last in pairwise(words[-2:]):
        if before in _SECRETS.get(last, ()):
            return last
    return ""


def _repair(comparison: Comparison, left: Value, right: Value, is_not: bool) -> Repair | None:
    spelling = spell(comparison, "hmac", "compare_digest")
    if spelling is None:
        return None
    call = f"{spelling.text}({code(left.node)}, {code(right.node)})"
    change = Replace(comparison.node, f"not {call}" if is_not else call)
    return Repair("compare in constant time", (change, *spelling.changes), safe=False, reason=_REASON)


_NAMES = tuple(f"*{word}*" for word in sorted(_SECRETS) if word not in ("key", "code", "mac"))
_DIGESTS = ("*digest*", "*expected*", "*computed*", "*calculated*", "*mac*")
_CONSTANTS = ("str", "bytes", "int", "float", "bool", "NoneType")
# `reset_token`, `resetToken`, `headers["reset-token"]`
_PAIRS = (
    r"apikey",
    *(rf"(?:{'|'.join(sorted(before))})[^a-z0-9]*{word}(?![a-z0-9])" for word, before in _SECRETS.items() if before),
)
TRIGGERS: Triggers = (
    comparisons(
        *(*_NAMES, "*api_key*", "*access_key*", "*secret_key*", "*_code*"),
        of=("Eq", "NotEq"),
        unless=_CONSTANTS,
        holding=_PAIRS,
        nowhere=(TESTS,),
    ),
    comparisons(*_DIGESTS, *_NAMES, of=("Eq", "NotEq"), unless=_CONSTANTS, needs=("hmac",), nowhere=(TESTS,)),
    comparisons(
        *_DIGESTS,
        *_NAMES,
        of=("Eq", "NotEq"),
        unless=_CONSTANTS,
        needs=("hashlib",),
        near=(r"digest\(",),
        nowhere=(TESTS,),
    ),
)
CHECKS: Checks = {Comparison: check_comparison}
