"""Secrets made of the time, the machine's address or something public."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Nearby,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    below,
    calls,
    is_test,
    nearby_words,
    spell,
)

RULE = Rule(
    name="predictable-token",
    summary="a token is made of the time or of the machine's address, which can be guessed",
    help="Draw it: secrets.token_urlsafe(32), or uuid.uuid4() where it has to be a UUID.",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(330, 340, 338),
    what=(
        "uuid1, uuid3, uuid5, uuid6 and uuid7, and digests over time.time(), time_ns() or datetime.now(), where the "
        "names around say that the value is a token, password, session, key or code that lets somebody in. "
        "Identifiers, ETags, file names and tests are left alone."
    ),
    why=(
        "A token for a password reset that holds the time can be found by trying the few million values around the "
        "moment of the request; a hash over it changes nothing about that."
    ),
    assistants="A UUID looks random, and a hash of the time looks more so.",
    remedy=(
        "The fix for a UUID writes uuid4, which has 122 random bits and the same form. A digest over the time is to be "
        "replaced with secrets.token_urlsafe(32), whose form differs, so that is yours to write."
    ),
    prompt="Make tokens with the secrets module only.",
    references=(
        "https://www.rfc-editor.org/rfc/rfc9562#section-8",
        "https://docs.python.org/3/library/secrets.html",
    ),
    bad=(
        Bad(
            """\
import uuid


def start_reset(user):
    user.reset_token = str(uuid.uuid1())
""",
            why="a UUID of the time",
            fixed="""\
import uuid


def start_reset(user):
    user.reset_token = str(uuid.uuid4())
""",
        ),
        Bad(
            """\
from uuid import uuid1


def new_session(store, user):
    session_id = uuid1().hex
    store[session_id] = user
""",
            why="the key of a session",
            fixed="""\
from uuid import uuid4


def new_session(store, user):
    session_id = uuid4().hex
    store[session_id] = user
""",
        ),
        Bad(
            """\
import hashlib
import time


def make_token(user):
    token = hashlib.sha256(f'{user.name}{time.time()}'.encode()).hexdigest()
    return token
""",
            why="a digest over the time",
        ),
        Bad(
            """\
import hashlib
from datetime import datetime


def generate_api_key(name):
    return hashlib.sha256((name + str(datetime.now())).encode()).hexdigest()
""",
            why="named by the function",
        ),
    ),
    good=(
        Good(
            """\
import uuid


def start_reset(user):
    user.reset_token = str(uuid.uuid4())
""",
            why="a random UUID",
        ),
        Good(
            """\
import uuid


def store(row):
    row.order_id = str(uuid.uuid1())
""",
            why="an identifier that keeps no secret",
        ),
        Good(
            """\
import hashlib
import time


def file_name(name):
    return hashlib.sha256(f'{name}{time.time()}'.encode()).hexdigest()
""",
            why="a name for a file",
        ),
        Good(
            """\
import time


def token_age(token):
    return time.time() - token.issued
""",
            why="arithmetic with the time of a token",
        ),
    ),
)

_UUIDS = {f"uuid.uuid{version}" for version in (1, 3, 5, 6, 7)}
_UNGUESSABLE_VERSION = "uuid4"
_DIGESTS = {
    f"hashlib.{name}" for name in ("sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512", "blake2b", "blake2s")
}
_CLOCKS = {
    "time.time", "time.time_ns", "time.ctime", "time.monotonic", "time.perf_counter",
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.now",
    "django.utils.timezone.now",
}  # fmt: skip
_RANDOM = ("secrets.", "os.urandom", "random.", "uuid.uuid4", "Crypto.Random.", "numpy.random.")
_SECRETS = {"token", "tokens", "password", "passwd", "secret", "otp", "csrf", "nonce", "salt", "apikey", "voucher"}
# last word -> words before it that make it a secret
_ENDINGS = {
    "id": {"session", "sess"},
    "key": {"api", "secret", "access", "activation", "session", "encryption", "license", "licence"},
    "code": {"reset", "verification", "auth", "login", "recovery", "activation", "invite", "otp", "confirmation"},
    "link": {"reset", "activation", "login", "magic"},
}
_HARMLESS = {"count", "length", "index", "age", "expiry", "expires", "type", "cache", "etag", "file", "path", "test"}


def check_call(call: Call) -> Iterator[Report]:
    is_uuid = bool(call.names & _UUIDS)
    if is_test(call.file) or not (is_uuid or (call.names & _DIGESTS and _holds_only_the_time(call))):
        return
    if _is_secret(nearby_words(call)):
        yield Report(call.node, repair=_random_uuid(call) if is_uuid else None)


def _holds_only_the_time(call: Call) -> bool:
    """Whether the digest is over a clock's time and nothing random."""
    given = call.positional[0].value.literal if call.positional else None
    nodes = [node for node in below(given.node) if isinstance(node, cst.Call)] if given is not None else []
    names = [given.at(node.func).names for node in nodes] if given is not None else []
    is_random = any(name.startswith(_RANDOM) for found in names for name in found)
    return not is_random and any(found & _CLOCKS for found in names)


def _is_secret(nearby: Nearby) -> bool:
    phrases = [*nearby.targets, *([nearby.function] if not nearby.targets else [])]
    return any(_names_secret(phrase) for phrase in phrases) and not any(set(p) & _HARMLESS for p in phrases)


def _names_secret(phrase: tuple[str, ...]) -> bool:
    before, last = ("", "", *phrase)[-2:]
    return last in _SECRETS or before in _ENDINGS.get(last, ())


def _random_uuid(call: Call) -> Repair | None:
    spelling = spell(call, "uuid", _UNGUESSABLE_VERSION, instead_of=call.function.node)
    if spelling is None or call.args:
        return None
    return Repair("draw it at random", (Replace(call.function.node, spelling.text), *spelling.changes))


_NEAR = (*sorted(_SECRETS), *(rf"{first}_?{last}" for last, firsts in _ENDINGS.items() for first in sorted(firsts)))
TRIGGERS: Triggers = (
    calls(*sorted(_UUIDS), near=_NEAR),
    calls(*sorted(_DIGESTS), near=_NEAR, needs=("time", "datetime", "now")),
)
CHECKS: Checks = {Call: check_call}
