"""Requests over plain HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    HTTP_CALLS,
    Argument,
    Bad,
    Call,
    Checks,
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
    calls,
    is_test,
    name_of,
    words_of,
)

RULE = Rule(
    name="cleartext-http",
    summary="a request goes over plain HTTP",
    help="Write https:// in the address.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(319,),
    what=(
        "A call of requests, httpx, aiohttp or urllib whose address begins with http:// and a host that is not this "
        "machine. With credentials (auth=, an Authorization header or API key, a password or token in the data, a "
        "password in the address) it is reported by default, without in the strict profile. Hosts without a dot, "
        "reserved names such as .local and .internal, private addresses, and tests are left alone."
    ),
    why=(
        "Whoever is on the way reads and changes what is sent and what comes back: the password or token that is in "
        "the request, and the answer that the program believes."
    ),
    assistants="http:// is shorter, and stands in examples that were written for a local server.",
    remedy=(
        "The fix writes https://. Nearly every public server offers it; one that does not, or whose certificate is not "
        "trusted, refuses from then on."
    ),
    prompt="Use https:// in all addresses but those of this machine.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html",
        "https://www.rfc-editor.org/rfc/rfc6797",
    ),
    bad=(
        Bad(
            """\
import requests


def login(name, password):
    return requests.post('http://api.example.com/login', json={'name': name, 'password': password}, timeout=5)
""",
            why="a password in the data",
            fixed="""\
import requests


def login(name, password):
    return requests.post('https://api.example.com/login', json={'name': name, 'password': password}, timeout=5)
""",
        ),
        Bad(
            """\
import httpx

API = 'http://api.example.com'


def orders(token):
    headers = {'Authorization': f'Bearer {token}'}
    return httpx.get(f'{API}/orders', headers=headers)
""",
            why="a token in a header; the host is a constant of the file",
        ),
        Bad(
            """\
import requests


def orders(user, number):
    return requests.get(f'http://example.com/orders/{number}', auth=user, timeout=5)
""",
            why="basic authentication",
            fixed="""\
import requests


def orders(user, number):
    return requests.get(f'https://example.com/orders/{number}', auth=user, timeout=5)
""",
        ),
        Bad(
            """\
import requests

rates = requests.get('http://rates.example.com/today', timeout=5).json()
""",
            why="no secret, but the answer is believed: for the strict",
            fixed="""\
import requests

rates = requests.get('https://rates.example.com/today', timeout=5).json()
""",
        ),
    ),
    good=(
        Good(
            """\
import requests

requests.post('https://api.example.com/login', json={'password': input()}, timeout=5)
""",
            why="HTTPS",
        ),
        Good(
            """\
import requests

requests.post('http://localhost:8000/login', json={'password': input()}, timeout=5)
""",
            why="this machine",
        ),
        Good(
            """\
import requests

requests.post('http://orders:8000/login', json={'password': input()}, timeout=5)
""",
            why="a name of the inner network",
        ),
        Good(
            """\
import requests


def login(url, password):
    return requests.post(url, json={'password': password}, timeout=5)
""",
            why="the caller chooses",
        ),
        Good(
            """\
NAMESPACE = 'http://www.example.com/schema'


def is_ours(node):
    return node.get(NAMESPACE)
""",
            why="a name that is no address",
        ),
    ),
)

_CALLS = {**HTTP_CALLS, "xmlrpc.client.ServerProxy": ("uri", 0), "jsonrpclib.Server": ("uri", 0)}
_ADDRESS = re.compile(r"http://(?:(?P<user>[^/@]*)@)?(?P<host>[^/:?#]*)")
# RFC 6761, RFC 6762, RFC 8375 and the names that container networks use.
_INNER = re.compile(
    r"[^.]*$|.*\.(?:local|localhost|internal|lan|home\.arpa|test|invalid|localdomain|svc|cluster\.local)$"
    r"|(?:127|10)\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|0\.0\.0\.0$|\[",
    re.IGNORECASE,
)
_SECRETS = {
    "password", "passwd", "pwd", "secret", "token", "authorization", "apikey", "credentials", "bearer",
    "cookie", "card", "cvv", "ssn",
}  # fmt: skip
_WITH_KEY = {"api", "access", "secret", "auth"}
_CARRIERS = ("headers", "json", "data", "params", "cookies")
_REASON = "a server without HTTPS, or with a certificate that is not trusted, is no longer reached"


def check_call(call: Call) -> Iterator[Report]:
    for name in sorted(call.names & _CALLS.keys())[:1]:
        url = call.argument(*_CALLS[name])
        found = _ADDRESS.match(_beginning(url.value)) if url is not None else None
        if url is None or found is None or _INNER.match(found["host"]) or is_test(call.file):
            continue
        if found["user"] or _carries_secret(call):
            yield Report(call.node, "credentials are sent over plain HTTP", repair=_secured(url))
        else:
            yield Report(call.node, repair=_secured(url), severity=Severity.LOW, profile="strict")


def _beginning(value: Value) -> str:
    """The text as far as it is constant; what follows is a placeholder that stands for no part of a host."""
    if isinstance(value.constant, str):
        return value.constant
    node = value.literal.node
    while isinstance(node, cst.BinaryOperation):
        node = node.left
    if isinstance(node, cst.FormattedString):
        return _beginning_of_template(value.literal, node)
    first = value.literal.at(node).constant
    return first if isinstance(first, str) and "/" in first[7:] else ""


def _beginning_of_template(value: Value, node: cst.FormattedString) -> str:
    text = ""
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            text += part.value
            continue
        known = value.at(part.expression).constant if isinstance(part, cst.FormattedStringExpression) else None
        if not isinstance(known, str):
            break
        text += known
    return text if "/" in text[7:] else ""


def _carries_secret(call: Call) -> bool:
    if "auth" in call.keywords:
        return call.keywords["auth"].constant is not None
    given = [call.keywords[name] for name in _CARRIERS if name in call.keywords]
    return any(_is_secret(phrase) for argument in given for phrase in _names(argument))


def _names(argument: Argument) -> Iterator[tuple[str, ...]]:
    """The keys and names in what is sent along."""
    for node in below(argument.value.literal.node):
        if isinstance(node, cst.SimpleString) and isinstance(node.evaluated_value, str):
            yield words_of(node.evaluated_value[:40])
        elif isinstance(node, cst.Name):
            yield words_of(name_of(node))


def _is_secret(phrase: tuple[str, ...]) -> bool:
    return bool(_SECRETS & set(phrase)) or (phrase[-1:] == ("key",) and bool(_WITH_KEY & set(phrase)))


def _secured(url: Argument) -> Repair | None:
    node = url.node
    while isinstance(node, cst.BinaryOperation):
        node = node.left
    if isinstance(node, cst.FormattedString):
        first = node.parts[0] if node.parts else None
        if not isinstance(first, cst.FormattedStringText) or not first.value.startswith("http://"):
            return None
        return _fix(first, "https" + first.value[4:])
    if isinstance(node, cst.SimpleString) and str(node.raw_value).startswith("http://"):
        return _fix(node, node.value.replace("http://", "https://", 1))
    return None


def _fix(node: cst.CSTNode, text: str) -> Repair:
    return Repair("use HTTPS", (Replace(node, text),), False, _REASON)


TRIGGERS: Triggers = (calls(*sorted(_CALLS), anywhere=("http://",)),)
CHECKS: Checks = {Call: check_call}
