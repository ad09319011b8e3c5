"""urlopen with an address that may name a file."""

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
    is_test,
)

RULE = Rule(
    name="url-scheme-unchecked",
    summary="urlopen is given an address whose scheme is not known",
    help="Refuse other schemes first: if not url.startswith(('https://', 'http://')): raise ValueError(url).",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(939, 918, 73),
    profile="strict",
    what=(
        "urllib.request's urlopen, urlretrieve and opener.open with an address that does not begin with a constant "
        "scheme, in a function that looks neither at a scheme nor at the beginning of the address. What an outsider "
        "chooses is reported by server-side-request-forgery. Tests are left alone."
    ),
    why="urllib opens file:/etc/passwd, ftp: and data: like any address, so that a URL becomes the path of a file.",
    assistants="urlopen looks like a client for HTTP and nothing more; that it opens files as well is in no example.",
    remedy="Check the scheme before, or use a client that speaks HTTP only, such as httpx or requests.",
    prompt="Accept only https addresses where a URL is a parameter.",
    references=(
        "https://docs.python.org/3/library/urllib.request.html",
        "https://cwe.mitre.org/data/definitions/939.html",
    ),
    foreign=("B310", "S310"),
    bad=(
        Bad(
            """\
from urllib.request import urlopen


def page(url):
    return urlopen(url, timeout=5).read()
""",
            why="a parameter",
        ),
        Bad(
            """\
import urllib.request


def save(address, path):
    urllib.request.urlretrieve(address, path)
""",
            why="to a file",
        ),
        Bad(
            """\
import urllib.request


def page(base, name):
    return urllib.request.urlopen(f'{base}/{name}', timeout=5)
""",
            why="put together from a base that is not known",
        ),
    ),
    good=(
        Good(
            """\
from urllib.request import urlopen


def page(name):
    return urlopen(f'https://example.com/{name}', timeout=5).read()
""",
            why="a constant scheme",
        ),
        Good(
            """\
from urllib.request import urlopen


def page(url):
    if not url.startswith('https://'):
        raise ValueError(url)
    return urlopen(url, timeout=5).read()
""",
            why="checked before",
        ),
        Good(
            """\
import httpx


def page(url):
    return httpx.get(url).text
""",
            why="a client that speaks HTTP only",
        ),
    ),
)

_OPENS = {
    "urllib.request.urlopen",
    "urllib.request.urlretrieve",
    "urllib2.urlopen",
    "urllib.request.build_opener().open",
}
_CHECKS = {"startswith", "urlparse", "urlsplit"}


def check_call(call: Call) -> Iterator[Report]:
    url = call.argument("url", 0) if call.names & _OPENS else None
    if url is None or is_test(call.file) or _begins_with_scheme(url.value):
        return
    if not any(other.method in _CHECKS for other in call.same_function_calls()):
        yield Report(call.node)


def _begins_with_scheme(value: Value) -> bool:
    """Whether the address, or that of the Request it was made into, has a constant beginning."""
    made = value.literal
    if isinstance(made.node, cst.Call) and made.at(made.node.func).names & {"urllib.request.Request"}:
        return bool(made.node.args) and _begins_with_scheme(made.at(made.node.args[0].value))
    if isinstance(made.constant, str):
        return True
    node = made.node
    while isinstance(node, cst.BinaryOperation):
        node = node.left
    if isinstance(node, cst.FormattedString):
        first = node.parts[0] if node.parts else None
        if isinstance(first, cst.FormattedStringExpression):
            return isinstance(made.at(first.expression).constant, str)
        return first is not None
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == "format":
        node = node.func.value
    return isinstance(made.at(node).constant, str)


TRIGGERS: Triggers = (calls(*sorted(_OPENS)),)
CHECKS: Checks = {Call: check_call}
