"""Passwords and keys in the query of an address."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    HTTP_CALLS,
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
    is_test,
)

RULE = Rule(
    name="secret-in-url",
    summary="a password, key or token is sent in the query of an address",
    help="Send it in a header, headers={'Authorization': f'Bearer {token}'}, or in the body of a POST.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(598, 319),
    what=(
        "An address that is put together for requests, httpx, aiohttp or urllib, whose query has a placeholder under "
        "the name password, token, access_token, secret or api_key. Plain key and appid, which some interfaces "
        "have no other way for, and tokens among params= are shown in the strict profile. Tests are left alone."
    ),
    why=(
        "Addresses are written to the logs of every server and proxy on the way, kept in histories and passed on as "
        "referrer. What stands in them is published little by little."
    ),
    assistants="One f-string with everything in it is shorter than headers, and runs as it is in a browser.",
    remedy="Look up how the interface takes the key as a header; nearly all do. There is no automatic fix for that.",
    prompt="Send credentials in headers, never in a URL.",
    references=(
        "https://owasp.org/www-community/vulnerabilities/Information_exposure_through_query_strings_in_url",
        "https://www.rfc-editor.org/rfc/rfc6750#section-5.3",
    ),
    bad=(
        Bad(
            """\
import requests


def weather(city, api_key):
    return requests.get(f'https://api.example.com/now?q={city}&api_key={api_key}', timeout=5).json()
""",
            why="an f-string",
        ),
        Bad(
            """\
import requests


def login(name, secret):
    return requests.get('https://example.com/login?user=' + name + '&password=' + secret, timeout=5)
""",
            why="put together with +",
        ),
        Bad(
            """\
from urllib.request import urlopen


def orders(token):
    url = 'https://example.com/orders?token={}'.format(token)
    return urlopen(url, timeout=5).read()
""",
            why="put together with format, behind a name",
        ),
        Bad(
            """\
import httpx


def find(query, token):
    return httpx.get('https://example.com/find', params={'q': query, 'access_token': token})
""",
            why="among the parameters, for the strict",
        ),
    ),
    good=(
        Good(
            """\
import requests


def weather(city, api_key):
    return requests.get(
        f'https://api.example.com/now?q={city}', headers={'X-API-Key': api_key}, timeout=5
    ).json()
""",
            why="in a header",
        ),
        Good(
            """\
import requests


def page(number, page_token):
    return requests.get(f'https://example.com/list?page_token={page_token}&n={number}', timeout=5).json()
""",
            why="a token that says where to go on",
        ),
        Good(
            """\
import requests


def login(name, password):
    return requests.post('https://example.com/login', data={'user': name, 'password': password}, timeout=5)
""",
            why="in the body",
        ),
    ),
)

_SECRETS = (
    "password|passwd|pwd|secret|client_secret|token|access_token|auth_token|api_token|refresh_token|api_?key|apikey"
    "|auth_key|access_key|secret_key|session_token|bearer|jwt"
)
# `?name=` or `&name=` at the end of a text, before what is put in.
_BEFORE = re.compile(rf"[?&](?:(?P<sure>{_SECRETS})|(?P<maybe>key|appid|app_id|auth))=$", re.IGNORECASE)
_WITHIN = re.compile(
    rf"[?&](?:(?P<sure>{_SECRETS})|(?P<maybe>key|appid|app_id|auth))=(?:\{{\w*\}}|%\(\w+\)s|%s)", re.IGNORECASE
)
_NAMES = re.compile(rf"(?:{_SECRETS})", re.IGNORECASE)
_METHODS_WITH_BODY = {"post", "put", "patch"}


def check_call(call: Call) -> Iterator[Report]:
    for name in sorted(call.names & HTTP_CALLS.keys())[:1]:
        url = call.argument(*HTTP_CALLS[name])
        if url is None or is_test(call.file):
            continue
        found = _query_secret(url.value.literal)
        if found is not None:
            yield Report(call.node, profile="" if found["sure"] else "strict")
        elif _in_parameters(call):
            yield Report(call.node, severity=Severity.LOW, profile="strict")


def _query_secret(value: Value) -> re.Match[str] | None:
    """The name under which a secret is put into the address."""
    node = value.node
    if isinstance(node, cst.FormattedString):
        for part, after in zip(node.parts, node.parts[1:], strict=False):
            is_slot = isinstance(part, cst.FormattedStringText) and isinstance(after, cst.FormattedStringExpression)
            found = _BEFORE.search(part.value) if is_slot and isinstance(part, cst.FormattedStringText) else None
            if found is not None:
                return found
        return None
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Add):
        return _in_sum(value, node)
    template = _template(node)
    text = value.at(template).constant if template is not None else None
    return _WITHIN.search(text) if isinstance(text, str) else None


def _in_sum(value: Value, node: cst.BinaryOperation) -> re.Match[str] | None:
    """`"…?token=" + token`: the text right before something that is put in."""
    left: cst.BaseExpression = node
    while isinstance(left, cst.BinaryOperation):
        before = left.left.right if isinstance(left.left, cst.BinaryOperation) else left.left
        text = value.at(before).constant
        found = _BEFORE.search(text) if isinstance(text, str) else None
        if found is not None and not isinstance(value.at(left.right).constant, str):
            return found
        left = left.left
    return None


def _template(node: cst.BaseExpression) -> cst.BaseExpression | None:
    """The text of `"…".format(x)` and `"…" % x`."""
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Modulo):
        return node.left
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == "format":
        return node.func.value
    return None


def _in_parameters(call: Call) -> bool:
    given = call.keywords.get("params")
    if given is None or call.method in _METHODS_WITH_BODY:
        return False
    return any(
        _NAMES.fullmatch(key) is not None and not isinstance(item.constant, str)
        for key, item in given.value.items.items()
    )


TRIGGERS: Triggers = (
    calls(*sorted(HTTP_CALLS), near=(rf"[?&](?:{_SECRETS}|key|appid|app_id|auth)=", rf"['\"](?:{_SECRETS})['\"]")),
    calls(*sorted(HTTP_CALLS), given=("params",)),
)
CHECKS: Checks = {Call: check_call}
