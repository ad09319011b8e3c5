"""Roles and users that are believed because the client says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Bad,
    Checks,
    Comparison,
    Confidence,
    Function,
    Good,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    below,
    code,
    comparisons,
    functions,
    home,
    is_test,
    words_of,
)

RULE = Rule(
    name="client-claimed-identity",
    summary="who somebody is, or what they may, is read from an unsigned cookie or header",
    help=(
        "Read it from what the server signed or stored: the session, a verified token, the user's row in the "
        'database: if not current_user.is_admin: abort(403). In Tornado: self.get_signed_cookie("user").'
    ),
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(290, 565, 807, 287),
    what=(
        "Comparisons of a header or cookie of the request that is named for a role, an administrator or a permission "
        "with a constant, directly, through a variable or as a parameter by FastAPI's Header and Cookie; and functions "
        "named for finding the current user that take the user from a plain cookie. Signed cookies, sessions and "
        "functions that verify something are left alone; a user from a header is not reported, because a proxy in "
        "front may set it."
    ),
    why=(
        "Cookies and headers are typed by the client. Writing `role=admin` or the number of another user into one "
        "takes a browser's developer tools and five seconds."
    ),
    assistants=(
        "The check reads like a check and passes the test that sends the header. Where the header should come from "
        "was not asked."
    ),
    remedy=(
        "Look the role up by the user that the session or a verified token names. Where a proxy sets the header, strip "
        "it from what comes in there and say so with an ignore comment. There is no fix: where the truth is kept is "
        "a matter of the application."
    ),
    prompt="Decide what a user may from the session or a verified token, never from plain cookies, headers or fields.",
    references=(
        "https://cwe.mitre.org/data/definitions/565.html",
        "https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html",
    ),
    bad=(
        Bad(
            """\
from fastapi import HTTPException, Request

from shop import store


async def purge(request: Request):
    if request.headers.get("X-User-Role") != "admin":
        raise HTTPException(status_code=403)
    await store.purge()
""",
            why="the role is a header",
        ),
        Bad(
            """\
from flask import abort, request

from shop import store


def purge():
    is_admin = request.cookies.get("is_admin", "0")
    if is_admin != "1":
        abort(403)
    store.purge()
""",
            why="a cookie, through a variable",
        ),
        Bad(
            """\
from fastapi import Header, HTTPException

from shop import store


async def purge(x_role: str = Header(default="user")):
    if x_role not in ("admin", "owner"):
        raise HTTPException(status_code=403)
    await store.purge()
""",
            why="a header as a parameter",
        ),
        Bad(
            """\
import tornado.web


class Base(tornado.web.RequestHandler):
    def get_current_user(self):
        return self.get_cookie("user")
""",
            why="the user is what a plain cookie says",
        ),
        Bad(
            """\
from flask import request

from shop.models import User


def current_user():
    number = request.cookies.get("user_id")
    return User.query.get(number) if number else None
""",
            why="anybody's number",
        ),
    ),
    good=(
        Good(
            """\
from flask import abort
from flask_login import current_user

from shop import store


def purge():
    if current_user.role != "admin":
        abort(403)
    store.purge()
""",
            why="the role of the user who logged in",
        ),
        Good(
            """\
import tornado.web


class Base(tornado.web.RequestHandler):
    def get_current_user(self):
        return self.get_signed_cookie("user")
""",
            why="a signed cookie",
        ),
        Good(
            """\
from flask import request

from shop.tokens import verified


def current_user():
    claims = verified(request.cookies.get("user_token", ""))
    return claims["sub"] if claims["role"] != "guest" else None
""",
            why="the cookie is verified",
        ),
        Good(
            """\
from flask import request


def theme():
    return "dark" if request.cookies.get("theme") == "dark" else "light"
""",
            why="a taste",
        ),
    ),
)

# A value that the client sends in a cookie or a header, with its key.
_CLAIMED = re.compile(
    r"""\b(?:request|req|self\.request|websocket)\.(?:headers|cookies|COOKIES|META)
        (?:\.get\(|\.getlist\(|\[)\s*["'](?P<key>[\w.-]+)["']
      | \bself\.get_cookie\(\s*["'](?P<cookie>[\w.-]+)["']""",
    re.VERBOSE,
)
_COOKIE = re.compile(
    r"""\.(?:cookies|COOKIES)(?:\.get\(|\[)\s*["'](?P<key>[\w.-]+)["']
      | \bself\.get_cookie\(\s*["'](?P<cookie>[\w.-]+)["']""",
    re.VERBOSE,
)
_ROLES = {"role", "roles", "admin", "superuser", "staff", "permission", "permissions", "privilege", "privileges"}
_USERS = {"user", "userid", "username", "uid", "email", "login", "account", "member"}
_FINDS_USER = re.compile(
    r"(?i)(?:get|load|find|fetch|require)?_?(?:current|logged_in|authenticated|session)_?user\w*|load_user"
)
_VERIFIES = re.compile(r"(?i)verif|sign|serializ|decod|decrypt|hmac|session|loads|token|jwt|check|valid|auth\w*\(")
_OPERATORS = (cst.Equal, cst.NotEqual, cst.In, cst.NotIn)


def check_comparison(comparison: Comparison) -> Iterator[Report]:
    if len(comparison.pairs) != 1 or is_test(comparison.file):
        return
    left, operator, right = comparison.pairs[0]
    if not isinstance(operator, _OPERATORS):
        return
    for claimed, other in ((left, right), (right, left)):
        if _is_constant(other) and _claims_role(comparison, claimed):
            yield Report(
                comparison.node, "what somebody may is decided by what their client says in a header or cookie"
            )
            return


def _is_constant(value: Value) -> bool:
    elements = value.elements
    if elements:
        return all(isinstance(element.constant, str) for element in elements)
    return isinstance(value.constant, str)


def _claims_role(comparison: Comparison, value: Value) -> bool:
    node = value.literal.node
    if (
        isinstance(node, cst.Call)
        and isinstance(node.func, cst.Attribute)
        and node.func.attr.value in ("lower", "strip")
    ):
        node = value.literal.at(node.func.value).literal.node
    found = _CLAIMED.match(code(node))
    if found is not None:
        return bool(_ROLES & set(words_of(found["key"] or found["cookie"])))
    return isinstance(node, cst.Name) and bool(_ROLES & set(words_of(node.value))) and _is_sent(comparison, node.value)


def _is_sent(comparison: Comparison, name: str) -> bool:
    """Whether it is a parameter that FastAPI fills from a header or cookie."""
    function = home(comparison)
    if not isinstance(function, cst.FunctionDef):
        return False
    return any(
        parameter.name.value == name and re.search(r"\b(?:Header|Cookie)\(", code(parameter)) is not None
        for parameter in (*function.params.params, *function.params.kwonly_params)
    )


def check_function(function: Function) -> Iterator[Report]:
    if not _FINDS_USER.fullmatch(function.name) or is_test(function.file) or _VERIFIES.search(code(function.node.body)):
        return
    for node in below(function.node.body):
        if not isinstance(node, (cst.Call, cst.Subscript)):
            continue
        found = _COOKIE.search(code(node))
        if found is not None and _USERS & set(words_of(found["key"] or found["cookie"])):
            yield Report(node, "whoever writes a name into this plain cookie is that user")
            return


TRIGGERS: Triggers = (
    comparisons(
        *(f"*{word}*" for word in sorted(_ROLES)),
        near=(r"\.headers\b", r"\.cookies\b", r"\.META\b", r"\bHeader\(", r"\bCookie\("),
    ),
    comparisons(
        "get", "*headers*", "*cookies*", holding=(r"(?:headers|cookies|META)\W[^\n]*(?:role|admin|staff|perm|priv)",)
    ),
    functions("*user*", holding=(r"\.cookies\b", r"\bget_cookie\(")),
)
CHECKS: Checks = {Comparison: check_comparison, Function: check_function}
