"""Requests that may wait for ever."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import (
    HTTP_CALLS,
    REQUESTS_CALLS,
    AppendArgument,
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
    calls,
    is_test,
)

RULE = Rule(
    name="request-without-timeout",
    summary="a request waits for ever when the server does not answer",
    help="Pass timeout=30, or what the caller can wait for.",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(400, 1088),
    what=(
        "Calls of requests and of a session of it, and of urllib.request.urlopen, without a timeout, and timeout=None "
        "in requests and httpx, which has one by default. aiohttp, whose default is five minutes, options that are "
        "passed on, and tests are left alone."
    ),
    why=(
        "A server that accepts the connection and stays silent keeps the thread, its memory and its database "
        "connection; a few dozen of them stop the service, and an outsider who is asked for a URL can be that server."
    ),
    assistants="The timeout is optional, so that it is missing in nearly every example of requests.",
    remedy=(
        "The fix waits 30 seconds for each answer to begin and between two pieces of it. A server that is slower now "
        "raises requests.Timeout, so look at what the caller does then."
    ),
    prompt="Give every network call a timeout.",
    references=(
        "https://requests.readthedocs.io/en/latest/user/advanced/#timeouts",
        "https://docs.python.org/3/library/urllib.request.html#urllib.request.urlopen",
    ),
    foreign=("B113", "S113"),
    bad=(
        Bad(
            """\
import requests

page = requests.get('https://example.org')
""",
            why="the usual call",
            fixed="""\
import requests

page = requests.get('https://example.org', timeout=30)
""",
        ),
        Bad(
            """\
import requests


class Client:
    def __init__(self):
        self.session = requests.Session()

    def send(self, data):
        return self.session.post(
            'https://example.org',
            json=data,  # as it is
        )
""",
            why="a session in an attribute",
            fixed=(
                """\
import requests


class Client:
    def __init__(self):
        self.session = requests.Session()

    def send(self, data):
        return self.session.post(
            'https://example.org',
            json=data, timeout=30,  # as it is
        )
"""
            ),
        ),
        Bad(
            """\
import httpx

client = httpx.Client(timeout=None)
""",
            why="the default of httpx turned off",
            fixed="""\
import httpx

client = httpx.Client(timeout=30)
""",
        ),
        Bad(
            """\
from urllib.request import urlopen

page = urlopen('https://example.org').read()
""",
            why="the standard library",
            fixed="""\
from urllib.request import urlopen

page = urlopen('https://example.org', timeout=30).read()
""",
        ),
    ),
    good=(
        Good(
            """\
import requests

page = requests.get('https://example.org', timeout=(3, 30))
""",
            why="a timeout",
        ),
        Good(
            """\
import requests


def get(url, **options):
    return requests.get(url, **options)
""",
            why="options that are passed on",
        ),
        Good(
            """\
import httpx

page = httpx.get('https://example.org')
""",
            why="httpx has a timeout by default",
        ),
        Good(
            """\
import requests

OPTIONS = {'timeout': 5}
page = requests.get('https://example.org', **OPTIONS)
""",
            why="it comes out of a dict",
        ),
        Good(
            """\
import requests


def test_page():
    assert requests.get('https://example.org').ok
""",
            why="a test",
            path="tests/test_page.py",
        ),
    ),
)

_URLLIB = {"urllib.request.urlopen", "urllib2.urlopen"}
_TIMEOUT_POSITION = 2  # of urlopen(url, data, timeout)
_HTTPX = {name for name in HTTP_CALLS if name.startswith("httpx")} | {"httpx.Client", "httpx.AsyncClient"}
_REASON = "a server that stays silent for 30 seconds now raises an exception"


def check_call(call: Call) -> Iterator[Report]:
    if is_test(call.file) or call.is_open:
        return
    waits = bool(call.names & (REQUESTS_CALLS | _URLLIB))
    if not waits and not call.names & _HTTPX:
        return
    timeout = call.argument("timeout", _TIMEOUT_POSITION if call.names & _URLLIB else None)
    if timeout is None and waits and call.args and not call.is_partial:
        append = Repair("wait 30 seconds", (AppendArgument(call.node, "timeout=30"),), False, _REASON)
        yield Report(call.node, repair=append)
    elif timeout is not None and timeout.constant is None:
        yield Report(call.node, repair=Repair("wait 30 seconds", (Replace(timeout.node, "30"),), False, _REASON))


TRIGGERS: Triggers = (
    calls(*sorted(REQUESTS_CALLS), unless=("timeout",)),
    calls(*sorted(_URLLIB), unless=("timeout@2",)),
    calls(*sorted(REQUESTS_CALLS | _HTTPX), given=("timeout=None",)),
    calls(*sorted(_URLLIB), given=("timeout@2=None",)),
)
CHECKS: Checks = {Call: check_call}
