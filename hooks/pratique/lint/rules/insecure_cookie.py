"""Cookies that scripts, other sites or listeners on the way can read or use."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    COOKIE_LACKS,
    AppendArgument,
    Argument,
    Bad,
    Call,
    Change,
    Checks,
    Confidence,
    Flow,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    calls,
    is_test,
    name_of,
    tells_who,
    words_of,
)

RULE = Rule(
    name="insecure-cookie",
    summary="a cookie is set without the flags that keep it from others",
    help='Set it with secure=True, httponly=True, samesite="Lax".',
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(614, 1004, 1275),
    what=(
        "set_cookie and its kin of Flask, Quart, Django, Starlette, aiohttp, Bottle, Pyramid, Tornado and Falcon "
        "where secure, httponly or samesite is missing or switched off. A cookie that by its name holds a session, "
        "a token or an identity is reported by default, as is every secure=False; what other cookies lack is shown "
        "in the strict profile. Where requests are served, flags are followed through variables, dicts and helpers."
    ),
    why=(
        "Without secure the browser sends the cookie over plain HTTP too, for everyone on the way to read. Without "
        "httponly any script on the page can send it elsewhere. Without samesite other sites' requests carry it."
    ),
    assistants="The shortest call sets a name and a value; the defaults of most frameworks leave all three flags off.",
    remedy=(
        "The fix adds what is missing. A cookie with secure is not sent over plain HTTP, one with httponly is not "
        "seen by the page's own scripts, and with Lax not by requests that other sites start."
    ),
    prompt='Set cookies with secure=True, httponly=True and samesite="Lax".',
    references=(
        "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie",
        "https://www.rfc-editor.org/rfc/rfc6265#section-4.1.2",
        "https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html",
    ),
    bad=(
        Bad(
            """\
from flask import make_response


def login(token):
    response = make_response("welcome")
    response.set_cookie("session_token", token)  # a week
    return response
""",
            why="nothing but a name and a value",
            fixed="""\
from flask import make_response


def login(token):
    response = make_response("welcome")
    response.set_cookie("session_token", token, secure=True, httponly=True, samesite="Lax")  # a week
    return response
""",
        ),
        Bad(
            """\
def login(response, token):
    response.set_cookie(key="auth", value=token, httponly=False, secure=True, samesite="lax")
""",
            why="scripts may read it",
            fixed="""\
def login(response, token):
    response.set_cookie(key="auth", value=token, httponly=True, secure=True, samesite="lax")
""",
        ),
        Bad(
            """\
def choose(response, theme):
    response.set_cookie("theme", theme, secure=False, httponly=True, samesite="Lax")
""",
            why="sent in plain, as somebody wrote",
            fixed="""\
def choose(response, theme):
    response.set_cookie("theme", theme, secure=True, httponly=True, samesite="Lax")
""",
        ),
        Bad(
            """\
def choose(response, theme):
    response.set_cookie("theme", theme)
""",
            why="a cookie of less weight, for the strict",
            fixed="""\
def choose(response, theme):
    response.set_cookie("theme", theme, secure=True, httponly=True, samesite="Lax")
""",
        ),
        Bad(
            """\
import falcon


def on_post(req, resp):
    resp.set_cookie("sid", req.context.sid, secure=False)
""",
            why="Falcon, whose defaults are good",
            fixed="""\
import falcon


def on_post(req, resp):
    resp.set_cookie("sid", req.context.sid, secure=True)
""",
        ),
        Bad(
            """\
from flask import Flask, make_response

app = Flask(__name__)


@app.post("/login")
def login():
    flags = dict(httponly=True, samesite="Lax")
    flags["secure"] = 2 > 3
    response = make_response("welcome")
    response.set_cookie("session_token", "opaque", **flags)
    return response
""",
            why="a flag that is computed, out of a dict that was filled before",
        ),
        Bad(
            """\
import configparser

from flask import Flask, make_response

app = Flask(__name__)
CONF = configparser.ConfigParser()
CONF.read_string("[cookie]\\nname = auth\\nsecure = no")


@app.post("/login")
def login():
    response = make_response("welcome")
    section = CONF["cookie"]
    response.set_cookie(
        section["name"], "opaque", secure=section.getboolean("secure"), httponly=True, samesite="Lax"
    )
    return response
""",
            why="a flag that the program's own configuration clears",
        ),
        Bad(
            """\
from django.http import JsonResponse

LIFETIME = 60 * 60


class Jar:
    secure = LIFETIME > 86400

    def put(self, answer, value):
        answer.set_cookie("access_token", value, secure=self.secure, httponly=True, samesite="Lax")


def grant(request):
    answer = JsonResponse({"granted": True})
    Jar().put(answer, "opaque")
    return answer
""",
            why="a comparison of constants",
        ),
    ),
    good=(
        Good(
            """\
import configparser

from flask import Flask, make_response

app = Flask(__name__)
CONF = configparser.ConfigParser()
CONF.read_string("[cookie]\\nsecure = yes")


@app.post("/login")
def login():
    response = make_response("welcome")
    section = CONF["cookie"]
    response.set_cookie("auth", "opaque", secure=section.getboolean("secure"), httponly=True, samesite="Lax")
    return response
""",
            why="a flag that the program's own configuration sets",
        ),
        Good(
            """\
def login(response, token):
    response.set_cookie("session_token", token, secure=True, httponly=True, samesite="Lax")
""",
            why="all three",
        ),
        Good(
            """\
def login(response, token, settings):
    response.set_cookie(
        "session_token", token, secure=settings.secure, httponly=settings.httponly, samesite=settings.samesite
    )
""",
            why="settings decide",
        ),
        Good(
            """\
from flask import Flask, make_response

app = Flask(__name__)


@app.post("/login")
def login():
    flags = dict(httponly=True, samesite="Lax")
    flags["secure"] = 3 > 2
    response = make_response("welcome")
    response.set_cookie("session_token", "opaque", **flags)
    return response
""",
            why="all three, out of a dict that was filled before",
        ),
        Good(
            """\
def login(response, token, options):
    response.set_cookie("session_token", token, **options)
""",
            why="options that cannot be seen",
        ),
        Good(
            """\
def copy(jar, cookie):
    jar.set_cookie(cookie)
""",
            why="the jar of a client",
        ),
        Good(
            """\
def logout(response):
    response.set_cookie("session_token", "", max_age=0)
""",
            why="a cookie that is taken away",
        ),
        Good(
            """\
import falcon


def on_post(req, resp):
    resp.set_cookie("sid", req.context.sid)
""",
            why="Falcon's defaults",
        ),
        Good(
            """\
def test_cookie(client):
    client.set_cookie("session_token", "abc")
""",
            why="a test's client",
            path="tests/test_cookie.py",
        ),
    ),
)

_SETTERS = ("set_cookie", "set_signed_cookie", "set_secure_cookie")
# Flag -> what the fix writes, as most frameworks spell it, and as Falcon does, whose defaults are good.
_FLAGS = {"secure": "True", "httponly": "True", "samesite": '"Lax"'}
_FALCON = {"secure": "True", "http_only": "True", "same_site": '"Lax"'}
_MANY = 7  # positional arguments among which the flags may be
_REASON = "the cookie is no longer sent over plain HTTP, shown to scripts or sent with requests of other sites"


def check_call(call: Call) -> Iterator[Report]:
    name, value = _cookie(call)
    if name is None or value is None or call.is_open or is_test(call.file) or _takes_away(value):
        return
    is_falcon = call.file.imports("falcon")
    flags = _FALCON if is_falcon else _FLAGS
    given = {flag: argument for flag in flags if (argument := call.argument(flag)) is not None}
    off = [flag for flag, argument in given.items() if _is_off(flag, argument.constant)]
    missing = [flag for flag in flags if flag not in given and not is_falcon and len(call.positional) < _MANY]
    if off or missing:
        weighs = _identifies(name, value) or "secure" in off
        is_strict = not weighs or {_plain(flag) for flag in (*off, *missing)} == {"samesite"}
        lacks = [COOKIE_LACKS[_plain(flag)] for flag in flags if flag in off or flag in missing]
        added = ", ".join(f"{flag}={flags[flag]}" for flag in missing)
        changes: list[Change] = [Replace(given[flag].node, flags[flag]) for flag in off]
        yield Report(
            call.node,
            f"the cookie {' and '.join(lacks)}",
            repair=Repair(
                "set the flags",
                (*changes, AppendArgument(call.node, added)) if missing else tuple(changes),
                safe=False,
                reason=_REASON,
            ),
            severity=Severity.LOW if is_strict else None,
            profile="strict" if is_strict else "",
        )


def _cookie(call: Call) -> tuple[Argument | None, Argument | None]:
    """Where the call says the cookie's name and value."""
    if call.method not in _SETTERS:
        return None, None
    return call.argument("key") or call.argument("name", 0), call.argument("value", 1)


def _takes_away(value: Argument) -> bool:
    return value.constant in ("", b"", None) or "delete" in name_of(value.node)


def _plain(flag: str) -> str:
    return flag.replace("_", "")


def _is_off(flag: str, constant: object) -> bool:
    """False, None or "None"; for samesite the latter two mean that there is no limit."""
    if _plain(flag) == "samesite":
        return constant is None or constant is False or (isinstance(constant, str) and constant.lower() == "none")
    return constant is False or constant is None


def _identifies(name: Argument, value: Argument) -> bool:
    """Whether the cookie's name, or the variables that hold its value, say that it tells who somebody is."""
    known = words_of(name.constant) if isinstance(name.constant, str) else words_of(name_of(name.node))
    if known:
        return tells_who(known)
    node = value.node
    return isinstance(node, (cst.Name, cst.Attribute)) and tells_who(words_of(name_of(node)))


def check_flow(flow: Flow) -> Iterator[Report]:
    """Flags that come from elsewhere: computed, out of a dict or a helper; and cookies that are written by hand."""
    if is_test(flow.file) or (flow.call is not None and _is_judged(flow.call)):
        return
    weighs = flow.kind == "cookie-off" or tells_who(words_of(flow.told))
    yield Report(
        flow.span,
        f"the cookie {flow.hit.taint.origin.text}",
        severity=None if weighs else Severity.LOW,
        profile="" if weighs else "strict",
    )


def _is_judged(call: Call) -> bool:
    """Whether the pattern of the call says all of it, or the cookie is taken away."""
    _, value = _cookie(call)
    if value is None:
        return False
    return _takes_away(value) or call.file.imports("falcon") or any(check_call(call))


KINDS = ("cookie", "cookie-off")
TRIGGERS: Triggers = (calls(*_SETTERS),)
CHECKS: Checks = {Call: check_call, Flow: check_flow}
