"""Tokens that are valid for ever."""

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
    below,
    calls,
    home,
    is_test,
)

RULE = Rule(
    name="token-without-expiry",
    summary="a JSON web token is issued that never expires",
    help='Add an expiry: "exp": datetime.now(timezone.utc) + timedelta(minutes=15).',
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(613,),
    profile="strict",
    what=(
        "jwt.encode of PyJWT and python-jose whose claims are written out in the function without exp, and which "
        "nothing in the function adds. Claims that come from elsewhere are left alone."
    ),
    why="A token that leaks, in a log, a backup or a browser, is a login for as long as the key is in use.",
    assistants="The claims of an example are the user's id and name; exp is optional in the library and in the RFC.",
    remedy="Give tokens minutes or hours, and a refresh token where sessions are longer.",
    prompt="Give every token that is issued an expiry (exp) of minutes or hours.",
    references=("https://www.rfc-editor.org/rfc/rfc8725", "https://pyjwt.readthedocs.io/en/stable/usage.html"),
    bad=(
        Bad(
            """\
import jwt


def issue(user, key):
    return jwt.encode({"sub": user.id}, key, algorithm="HS256")
""",
            why="claims in the call",
        ),
        Bad(
            """\
import jwt


def issue(user, key):
    claims = {"sub": user.id, "name": user.name}
    return jwt.encode(claims, key, algorithm="HS256")
""",
            why="claims in a variable",
        ),
        Bad(
            """\
from jose import jwt


def issue(user, key):
    return jwt.encode(dict(sub=user.id), key)
""",
            why="python-jose",
        ),
    ),
    good=(
        Good(
            """\
import jwt


def issue(user, key, end):
    return jwt.encode({"sub": user.id, "exp": end}, key, algorithm="HS256")
""",
            why="with an end",
        ),
        Good(
            """\
import jwt


def issue(user, key, end):
    claims = {"sub": user.id}
    claims.update({"exp": end})
    return jwt.encode(claims, key, algorithm="HS256")
""",
            why="added later",
        ),
        Good(
            """\
import jwt


def issue(claims, key):
    return jwt.encode(claims, key, algorithm="HS256")
""",
            why="claims of the caller",
        ),
        Good(
            """\
import jwt


def issue(user, key, more):
    return jwt.encode({"sub": user.id, **more}, key, algorithm="HS256")
""",
            why="more claims that cannot be seen",
        ),
    ),
)

_ENCODE = {"jwt.encode", "jwt.PyJWT().encode", "jwt.api_jwt.encode", "jose.jwt.encode"}
_EXPIRY = ("exp", "expires", "expires_delta", "exp_delta")


def check_call(call: Call) -> Iterator[Report]:
    claims = call.argument("payload", 0) or call.argument("claims")
    if not call.names & _ENCODE or claims is None or is_test(call.file):
        return
    if claims.value.items and _is_whole(claims.value.literal.node) and not _mentions_expiry(call):
        yield Report(call.node)


def _is_whole(node: cst.BaseExpression) -> bool:
    """Whether all keys are written out."""
    if isinstance(node, cst.Dict):
        return all(isinstance(element, cst.DictElement) for element in node.elements)
    return isinstance(node, cst.Call) and all(arg.keyword is not None for arg in node.args)


def _mentions_expiry(call: Call) -> bool:
    root = home(call)
    for node in below(root) if root is not None else ():
        if isinstance(node, cst.SimpleString) and node.raw_value in _EXPIRY:
            return True
        if isinstance(node, cst.Arg) and node.keyword is not None and node.keyword.value in _EXPIRY:
            return True
    return False


TRIGGERS: Triggers = (calls(*sorted(_ENCODE), given=("payload@0", "claims@0"), needs=("jwt",)),)
CHECKS: Checks = {Call: check_call}
