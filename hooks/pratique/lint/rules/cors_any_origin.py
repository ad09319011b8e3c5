"""Answers that pages of every site may read, in their visitors' names."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Argument,
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
    Severity,
    Text,
    Triggers,
    Value,
    View,
    assigned_setting,
    assignments,
    below,
    below_here,
    calls,
    code,
    home,
    is_development,
    name_of,
    texts,
)

RULE = Rule(
    name="cors-any-origin",
    summary="pages of any site may read answers with the visitor's cookies",
    help='Name the origins that need it: allow_origins=["https://app.example.com"].',
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(942, 346),
    what=(
        "CORS that allows every origin together with credentials: CORSMiddleware of Starlette and FastAPI, "
        "flask-cors, django-cors-headers, and the request's Origin header sent back in "
        "Access-Control-Allow-Origin. Every origin without credentials, which is right for public data only, is "
        "shown in the strict profile unless credentials are turned off in so many words."
    ),
    why=(
        "Any page that a logged-in visitor opens can call the interface with the visitor's cookies and read what "
        "comes back. Where * and credentials are set together, these libraries send back the origin that asked, so "
        "that browsers accept it."
    ),
    assistants="The browser's console shows a CORS error, and the setting that makes every such error go away is *.",
    remedy=(
        "Name the origins of your own pages. The fix turns credentials off where both are written out: pages of "
        "other origins, also your own, then ask without cookies. Name them to keep cookies."
    ),
    prompt="Allow CORS only for the origins I name, never * with credentials.",
    references=(
        "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS#credentialed_requests_and_wildcards",
        "https://fastapi.tiangolo.com/tutorial/cors/",
        "https://flask-cors.readthedocs.io/en/latest/",
    ),
    bad=(
        Bad(
            """\
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],  # for now
    allow_credentials=True,
    allow_methods=["*"],
)
""",
            why="the usual block of a FastAPI application",
            fixed="""\
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],  # for now
    allow_credentials=False,
    allow_methods=["*"],
)
""",
        ),
        Bad(
            """\
from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(app, supports_credentials=True)
""",
            why="flask-cors allows every origin unless told otherwise",
            fixed="""\
from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(app, supports_credentials=False)
""",
        ),
        Bad(
            """\
ROOT_URLCONF = "shop.urls"
CORS_ALLOW_CREDENTIALS = True
CORS_ALLOW_ALL_ORIGINS = True
""",
            why="django-cors-headers",
            fixed="""\
ROOT_URLCONF = "shop.urls"
CORS_ALLOW_CREDENTIALS = True
CORS_ALLOW_ALL_ORIGINS = False
""",
            path="shop/settings.py",
        ),
        Bad(
            """\
from flask import request


def answer(response):
    response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin")
    response.headers["Access-Control-Allow-Credentials"] = "true"
    return response
""",
            why="the origin that asked is sent back",
        ),
        Bad(
            """\
from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(app)
""",
            why="every origin without credentials, for the strict",
        ),
        Bad(
            """\
from flask import request


def answer(response):
    origin = request.headers.get("Origin")
    if origin:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
    return response
""",
            why="whatever origin asks is allowed",
        ),
        Bad(
            """\
from flask import make_response, request


def preflight():
    response = make_response()
    response.headers.add("Access-Control-Allow-Origin", request.headers["Origin"])
    response.headers.add("Access-Control-Allow-Credentials", "true")
    return response
""",
            why="by a call",
        ),
    ),
    good=(
        Good(
            """\
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["https://app.example.com"], allow_credentials=True)
""",
            why="one origin",
        ),
        Good(
            """\
from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(app, origins=["https://app.example.com"], supports_credentials=True)
""",
            why="one origin for flask-cors",
        ),
        Good(
            """\
from flask import request

ALLOWED = {"https://app.example.com"}


def answer(response):
    origin = request.headers.get("Origin")
    if origin in ALLOWED:
        response.headers["Access-Control-Allow-Origin"] = origin
    return response
""",
            why="checked against a list",
        ),
        Good(
            """\
from flask import request

from shop.origins import is_ours


def answer(response):
    origin = request.headers.get("Origin")
    if origin and is_ours(origin):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
    return response
""",
            why="checked by a function",
        ),
        Good(
            """\
from fastapi.middleware.cors import CORSMiddleware


def add(app, origins):
    app.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=True)
""",
            why="settings decide",
        ),
    ),
)

_MIDDLEWARE = {f"{package}.middleware.cors.CORSMiddleware" for package in ("starlette", "fastapi")}
_FLASK = {"flask_cors.CORS", "flask_cors.cross_origin", "flask_cors.extension.CORS", "quart_cors.cors"}
_DJANGO = ("CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL")
_CREDENTIALS = re.compile(rb"CORS_ALLOW_CREDENTIALS[ \t]*=[ \t]*True")
_ORIGIN = re.compile(r"""(?i)headers(?:\.get\(|\[)["']origin["']""")
_ALLOW_ORIGIN = re.compile(r"(?i)access-control-allow-origin")
_HEADER = re.compile(rb"(?i)access-control-allow-credentials")
_ADDING = {"add", "set", "setdefault", "add_header", "set_header", "send_header", "append"}
_REASON = "pages of other origins can no longer send cookies; name those that must"
_PUBLIC = "pages of any site may read the answers: right for public data only"
_ALL = ("*", ".*", "https?://.*", "http.*", "^.*$")


def check_call(call: Call) -> Iterator[Report]:
    if is_development(call):
        return
    if _is_middleware(call):
        if _allows_all(call.argument("allow_origins")) or _allows_all(call.argument("allow_origin_regex")):
            yield from _judged(call, call.argument("allow_credentials"))
    elif call.names & _FLASK:
        origins = call.argument("origins") or call.argument("allow_origin")
        everyone = origins is None and call.argument("resources") is None and not call.is_open
        if everyone or _allows_all(origins) or _allows_all_resources(call):
            yield from _judged(call, call.argument("supports_credentials") or call.argument("allow_credentials"))


def _is_middleware(call: Call) -> bool:
    wrapped = call.positional[0].names if call.positional else frozenset()
    return bool(call.names & _MIDDLEWARE or (call.method in ("add_middleware", "Middleware") and wrapped & _MIDDLEWARE))


def _allows_all(origins: Argument | None) -> bool:
    if origins is None:
        return False
    return origins.constant in _ALL or any(element.constant == "*" for element in origins.value.elements)


def _allows_all_resources(call: Call) -> bool:
    """`resources={r"/*": {"origins": "*"}}`"""
    resources = call.argument("resources")
    if resources is None:
        return False
    found = [options.items.get("origins") for options in resources.value.items.values()]
    return any(
        value is not None and (value.constant == "*" or any(item.constant == "*" for item in value.elements))
        for value in found
    )


def _judged(call: Call, credentials: Argument | None) -> Iterator[Report]:
    """With credentials for everyone, without them for the strict; who writes False has thought of it."""
    if credentials is None or credentials.constant not in (True, False):
        yield Report(call.node, _PUBLIC, severity=Severity.LOW, profile="strict")
    elif credentials.constant is True:
        node = credentials.arg.value if credentials.is_written else credentials.node
        yield Report(call.node, repair=_turned(node, "turn credentials off"))


def _turned(node: cst.BaseExpression, title: str) -> Repair:
    return Repair(title, (Replace(node, "False"),), safe=False, reason=_REASON)


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    if is_development(assignment):
        return
    setting = assigned_setting(assignment)
    if setting is not None and setting.name in _DJANGO and setting.value.constant is True:
        repair = _turned(setting.value.node, "allow no other origins")
        if _CREDENTIALS.search(assignment.file.data):
            yield Report(assignment.node, repair=repair)
        else:
            yield Report(assignment.node, _PUBLIC, repair=repair, severity=Severity.LOW, profile="strict")
    elif name_of(assignment.target.node).lower() == "access-control-allow-origin":
        yield from _header(assignment, assignment.node, assignment.assigned)


def check_text(text: Text) -> Iterator[Report]:
    """`headers.add("Access-Control-Allow-Origin", origin)`, `{"Access-Control-Allow-Origin": origin}`"""
    up = text.place.up
    if str(text.text).lower() != "access-control-allow-origin" or up is None or is_development(text):
        return
    if isinstance(up.node, cst.DictElement) and up.node.key is text.node:
        yield from _header(text, up.node, text.value(up.node.value))
    call = up.up.node if isinstance(up.node, cst.Arg) and up.up is not None else None
    if isinstance(call, cst.Call) and len(call.args) == 2 and name_of(call.func) in _ADDING:
        yield from _header(text, call, text.value(call.args[1].value))


def _header(view: View, node: cst.CSTNode, value: Value) -> Iterator[Report]:
    if value.constant == "*":
        yield Report(node, _PUBLIC, severity=Severity.LOW, profile="strict")
    elif _ORIGIN.search(code(value.literal.node)) and not _is_looked_at(view, value):
        with_cookies = _HEADER.search(view.file.data) is not None
        message = "" if with_cookies else _PUBLIC
        severity = None if with_cookies else Severity.LOW
        yield Report(node, message, severity=severity, profile="" if with_cookies else "strict")


def _is_looked_at(view: View, value: Value) -> bool:
    """Whether the function asks more of the variable than if it is there: compares it, or has it checked."""
    body, name = home(view), value.node
    if body is None or not isinstance(name, cst.Name):
        return False
    for node in below_here(body):
        if isinstance(node, cst.Comparison):
            others = [link.comparator for link in node.comparisons]
            is_asked = not all(isinstance(other, cst.Name) and other.value == "None" for other in others)
        else:
            is_asked = isinstance(node, cst.Call) and _ALLOW_ORIGIN.search(code(node)) is None
        if is_asked and any(isinstance(part, cst.Name) and part.value == name.value for part in below(node)):
            return True
    return False


TRIGGERS: Triggers = (
    calls("add_middleware", "Middleware", *sorted(_MIDDLEWARE), given=("allow_origins", "allow_origin_regex")),
    calls(*sorted(_FLASK)),
    assignments(*(f"{name}=True" for name in _DJANGO)),
    texts("Access-Control-Allow-Origin", "access-control-allow-origin"),
)
CHECKS: Checks = {Call: check_call, Assignment: check_assignment, Text: check_text}
