"""Limits on the size of what clients send, switched off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import libcst as cst

from pratique.lint.api import (
    Assignment,
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Setting,
    Severity,
    Triggers,
    assigned_setting,
    assignments,
    calls,
    is_development,
    updated_settings,
)

RULE = Rule(
    name="size-limit-off",
    summary="the limit on the size of what clients send is switched off",
    help="Set a limit that fits what the program expects.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(770, 400),
    what=(
        "MAX_CONTENT_LENGTH and MAX_FORM_MEMORY_SIZE of Flask and Quart, DATA_UPLOAD_MAX_MEMORY_SIZE, _NUMBER_FIELDS "
        "and _NUMBER_FILES of Django set to None, aiohttp's client_max_size and max_msg_size of 0, and max_size=None "
        "of websockets servers. A limit that was never set is not reported: a server in front may have one. Settings "
        "for development and tests, and clients, are left alone."
    ),
    why=(
        "One client that sends a few gigabytes fills the memory or the disk, and the program is killed; a thousand "
        "fields in a form keep a processor busy."
    ),
    assistants='"413 Request Entity Too Large" is answered by taking the limit away: how large is enough was not said.',
    remedy=(
        "The fix writes a limit: 16 MiB, or the default of the framework. Raise it to what the program expects; "
        "what is longer is refused."
    ),
    prompt="Limit the size of requests, uploads and messages to what the program expects.",
    references=(
        "https://flask.palletsprojects.com/en/stable/config/#MAX_CONTENT_LENGTH",
        "https://docs.djangoproject.com/en/stable/ref/settings/#data-upload-max-memory-size",
        "https://docs.aiohttp.org/en/stable/web_reference.html#aiohttp.web.Application",
    ),
    bad=(
        Bad(
            """\
from flask import Flask

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = None  # videos
""",
            why="Flask's limit",
            fixed="""\
from flask import Flask

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 16 * 1024 * 1024  # videos
""",
        ),
        Bad(
            """\
from aiohttp import web

app = web.Application(client_max_size=0)
""",
            why="aiohttp: 0 means none",
            fixed="""\
from aiohttp import web

app = web.Application(client_max_size=16 * 1024 * 1024)
""",
        ),
        Bad(
            """\
ROOT_URLCONF = "shop.urls"
DATA_UPLOAD_MAX_MEMORY_SIZE = None
DATA_UPLOAD_MAX_NUMBER_FIELDS = None
""",
            why="Django's settings",
            fixed="""\
ROOT_URLCONF = "shop.urls"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2621440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
""",
            path="shop/settings.py",
            count=2,
        ),
        Bad(
            """\
import websockets


async def start(answer):
    return await websockets.serve(answer, "127.0.0.1", 8765, max_size=None)
""",
            why="messages of any size",
            fixed="""\
import websockets


async def start(answer):
    return await websockets.serve(answer, "127.0.0.1", 8765, max_size=1024 * 1024)
""",
        ),
    ),
    good=(
        Good(
            """\
from flask import Flask

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 16 * 1024 * 1024
""",
            why="a limit",
        ),
        Good(
            """\
from aiohttp import web


def application(limit):
    return web.Application(client_max_size=limit)
""",
            why="the caller decides",
        ),
        Good(
            """\
import websockets


async def listen(address):
    async with websockets.connect(address, max_size=None) as socket:
        return await socket.recv()
""",
            why="a client, of a server that it chose",
        ),
        Good(
            """\
from shop import make

app = make(client_max_size=0)
""",
            why="an application of something else",
        ),
    ),
)


class Limit(NamedTuple):
    """An argument, the value that switches the limit off, and what the fix writes."""

    keyword: str
    off: tuple[object, ...]
    value: str


_SETTINGS = {
    "MAX_CONTENT_LENGTH": "16 * 1024 * 1024",
    "MAX_FORM_MEMORY_SIZE": "500_000",
    "DATA_UPLOAD_MAX_MEMORY_SIZE": "2621440",
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": "1000",
    "DATA_UPLOAD_MAX_NUMBER_FILES": "100",
}
_MESSAGES = Limit("max_size", (None,), "1024 * 1024")
_CALLS = {
    "aiohttp.web.Application": Limit("client_max_size", (0, None), "16 * 1024 * 1024"),
    "aiohttp.web.WebSocketResponse": Limit("max_msg_size", (0,), "4 * 1024 * 1024"),
    **{
        f"websockets.{name}": _MESSAGES
        for name in ("serve", "server.serve", "asyncio.server.serve", "sync.server.serve", "unix_serve")
    },
}
_REASON = "what is longer than the limit is refused"


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    if is_development(assignment):
        return
    setting = assigned_setting(assignment)
    if setting is not None:
        yield from _judge(assignment.node, setting)


def check_call(call: Call) -> Iterator[Report]:
    if is_development(call):
        return
    for setting in updated_settings(call):
        yield from _judge(call.node, setting)
    for name in sorted(call.names & _CALLS.keys())[:1]:
        limit = _CALLS[name]
        given = call.keywords.get(limit.keyword)
        if given is not None and any(given.constant is off for off in limit.off):
            yield Report(call.node, repair=_repair(Replace(given.node, limit.value)))


def _judge(node: cst.CSTNode, setting: Setting) -> Iterator[Report]:
    if setting.name in _SETTINGS and setting.value.constant is None:
        yield Report(node, repair=_repair(Replace(setting.value.node, _SETTINGS[setting.name])))


def _repair(change: Replace) -> Repair:
    return Repair("set a limit", (change,), safe=False, reason=_REASON)


TRIGGERS: Triggers = (
    assignments(*(f"{name}=None" for name in _SETTINGS)),
    calls("update", "from_mapping", "configure", holding=("|".join(_SETTINGS),)),
    calls(*sorted(_CALLS), given=("client_max_size", "max_msg_size", "max_size")),
)
CHECKS: Checks = {Assignment: check_assignment, Call: check_call}
