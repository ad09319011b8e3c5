"""Passwords in addresses: `scheme://user:password@host`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.core.finding import Confidence, Severity
from pratique.secrets.detector import CARRIER, Detector, Hit, Text
from pratique.secrets.documentation import token_rule
from pratique.secrets.patterns import compiled
from pratique.secrets.phrases import is_filler
from pratique.secrets.plausible import looks_made_up, looks_random
from pratique.secrets.references import is_reference

RULE = token_rule(
    "basic-auth-url",
    "a password in an address",
    what=(
        "The user information of an address (RFC 3986, section 3.2.1) with a password: database URLs, proxies, clones."
    ),
    opens="the database or service behind the address",
    references=("https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1",),
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
)

# User and host may be filled in (`://{user}:…@{host}/`, `:…@" + host`) where the password is not. A sign
# that it should have escaped belongs to it: a host holds no `@`.
_URL = (
    rb"""://(?P<user>(?:[^\s:/@"'`<>{}\\?#|]|\$?\{[^\s{}"']{1,40}\}){0,64}):"""
    rb"""(?P<secret>[^\s/@"'`<>\\]{3,128}(?:@[^\s/@"'`<>\\?#&=,;:|]{1,64}(?=@)){0,3})@"""
    rb"""(?P<host>[A-Za-z0-9.\-_\[\]]{1,100}|[{$%]|["'](?=\s{0,3}[+.]))"""
)
_ESCAPED = r"%[0-9A-Fa-f]{2}"
# Hosts that RFC 2606 and RFC 6761 reserve for documentation and tests.
_SAMPLE_HOST = rb"(?i)(?:^|\.)(?:example(?:\.(?:com|org|net))?|test|invalid)\Z|\Ahost(?:name)?\Z|\Aserver\Z"
# Oracle's demonstration account, which SQL documentation has used ever since.
_DEMO_USER = b"scott"
# Who has no account, and gives an address for a password (RFC 1635).
_ANONYMOUS = frozenset({b"anonymous", b"ftp"})
_MACHINE_MADE = 12  # characters from which a random password is real even before a sample host
_SAMPLE_USERS = frozenset({b"user", b"username", b"usr", b"login", b"foo", b"name", b"me"})


def _find(text: Text) -> Iterator[Hit]:
    position = text.data.find(b"://")
    while position >= 0:
        match = compiled(_URL).match(text.data, position)
        if match and _is_password(match):
            yield Hit(*match.span("secret"))
        position = text.data.find(b"://", position + 3)


def _is_password(match: re.Match[bytes]) -> bool:
    password = compiled(_ESCAPED).sub("%", match["secret"].decode("utf-8", "replace"))
    if not match["user"] and ":" in password:  # `cvs://:pserver:…`
        return False
    if match["user"] in (match["secret"], _DEMO_USER) or match["user"].lower() in _ANONYMOUS:
        return False
    if match["user"].isupper() and password.isupper() and "_" in password + match["user"].decode("utf-8", "replace"):
        return False  # both are names of what belongs there
    if compiled(_SAMPLE_HOST).search(match["host"]) and not looks_random(password, _MACHINE_MADE):
        return False
    if is_reference(password) or looks_made_up(password) or is_filler(password) or password[0] in "$%{(*[]":
        return False
    varied = any(character.isdigit() for character in password) or password.lower() != password
    return varied or (len(password) >= 6 and not password.isalpha() and match["user"].lower() not in _SAMPLE_USERS)


DETECTOR = Detector(
    find=_find,
    variable="SERVICE_URL",
    rotate="the service behind the address",
    rank=CARRIER,
)
