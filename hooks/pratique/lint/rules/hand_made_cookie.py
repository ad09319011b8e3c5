"""Cookies that are made by http.cookies, or written into a header, without the flags that keep them from others."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    COOKIE_LACKS,
    Assignment,
    Bad,
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
    below_here,
    calls,
    code,
    header_name,
    header_value,
    home,
    indentation,
    is_test,
    newline,
    string_parts,
    tells_who,
    texts,
    words_of,
)

RULE = Rule(
    name="hand-made-cookie",
    summary="a cookie is put together without the flags that keep it from others",
    help='Set its "secure", "httponly" and "samesite": "; Secure; HttpOnly; SameSite=Lax" in a header.',
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(614, 1004, 1275),
    what=(
        "Cookies of http.cookies.SimpleCookie that a function fills without setting secure, httponly and samesite, and "
        "Set-Cookie headers whose text is known but for the value. A cookie that by its name holds a session, a token "
        "or an identity is reported by default; what other cookies lack is shown in the strict profile. Cookies that "
        "are taken away, those that a client sends, and headers with parts of which nothing is known are left alone."
    ),
    why=(
        "Without Secure the browser sends the cookie over plain HTTP too, for everyone on the way to read. Without "
        "HttpOnly any script on the page can send it elsewhere. Without SameSite other sites' requests carry it."
    ),
    assistants=(
        "Small servers of the standard library and serverless functions have no set_cookie: the shortest header that "
        "works has a name and a value."
    ),
    remedy=(
        "The fix adds what is missing. A cookie with Secure is not sent over plain HTTP, one with HttpOnly is not "
        "seen by the page's own scripts, and with Lax not by requests that other sites start."
    ),
    prompt="Give every cookie Secure, HttpOnly and SameSite=Lax, also in headers that you write yourself.",
    references=(
        "https://docs.python.org/3/library/http.cookies.html#morsel-objects",
        "https://www.rfc-editor.org/rfc/rfc6265#section-4.1.2",
        "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie",
    ),
    bad=(
        Bad(
            """\
from http.cookies import SimpleCookie


def login(handler, token):
    cookie = SimpleCookie()
    cookie["session"] = token  # a week
    cookie["session"]["path"] = "/"
    handler.send_header("Set-Cookie", cookie.output(header=""))
""",
            why="no flag is set",
            fixed="""\
from http.cookies import SimpleCookie


def login(handler, token):
    cookie = SimpleCookie()
    cookie["session"] = token
    cookie["session"]["secure"] = True
    cookie["session"]["httponly"] = True
    cookie["session"]["samesite"] = "Lax"  # a week
    cookie["session"]["path"] = "/"
    handler.send_header("Set-Cookie", cookie.output(header=""))
""",
        ),
        Bad(
            """\
from http import cookies


def login(token):
    jar = cookies.SimpleCookie()
    jar["auth_token"] = token
    jar["auth_token"]["httponly"] = True
    jar["auth_token"]["samesite"] = "Strict"
    print(jar)
""",
            why="one is missing",
            fixed="""\
from http import cookies


def login(token):
    jar = cookies.SimpleCookie()
    jar["auth_token"] = token
    jar["auth_token"]["secure"] = True
    jar["auth_token"]["httponly"] = True
    jar["auth_token"]["samesite"] = "Strict"
    print(jar)
""",
        ),
        Bad(
            """\
def respond(handler, token):
    handler.send_response(204)
    handler.send_header("Set-Cookie", f"sid={token}; Path=/")
    handler.end_headers()
""",
            why="a header by hand",
            fixed="""\
def respond(handler, token):
    handler.send_response(204)
    handler.send_header("Set-Cookie", f"sid={token}; Path=/; Secure; HttpOnly; SameSite=Lax")
    handler.end_headers()
""",
        ),
        Bad(
            """\
def lambda_handler(event, context):
    token = new_session(event)
    return {"statusCode": 204, "headers": {"Set-Cookie": "session=" + token}}
""",
            why="the answer of a serverless function",
            fixed="""\
def lambda_handler(event, context):
    token = new_session(event)
    return {"statusCode": 204, "headers": {"Set-Cookie": "session=" + token + "; Secure; HttpOnly; SameSite=Lax"}}
""",
        ),
        Bad(
            """\
def application(environ, start_response):
    start_response("200 OK", [("Set-Cookie", "theme=dark; HttpOnly; SameSite=Lax")])
    return [b"kept"]
""",
            why="a cookie of less weight, for the strict",
            fixed="""\
def application(environ, start_response):
    start_response("200 OK", [("Set-Cookie", "theme=dark; HttpOnly; SameSite=Lax; Secure")])
    return [b"kept"]
""",
        ),
    ),
    good=(
        Good(
            """\
from http.cookies import SimpleCookie


def login(handler, token):
    cookie = SimpleCookie()
    cookie["session"] = token
    morsel = cookie["session"]
    morsel["secure"] = True
    morsel["httponly"] = True
    morsel["samesite"] = "Lax"
    handler.send_header("Set-Cookie", morsel.OutputString())
""",
            why="all three, of the morsel",
        ),
        Good(
            """\
from http.cookies import SimpleCookie


def ask(client, token):
    cookie = SimpleCookie()
    cookie["session"] = token
    client.send(cookie.output(header="Cookie:"))
""",
            why="what a client sends",
        ),
        Good(
            """\
def respond(handler, token):
    handler.send_header("Set-Cookie", f"sid={token}; Path=/; HttpOnly; Secure; SameSite=Strict")
""",
            why="all three, in a header",
        ),
        Good(
            """\
def respond(handler, token, flags):
    handler.send_header("Set-Cookie", f"sid={token}; {flags}")
""",
            why="flags that are put in",
        ),
        Good(
            """\
def respond(handler):
    handler.send_header("Set-Cookie", "sid=; Max-Age=0; Path=/")
""",
            why="a cookie that is taken away",
        ),
        Good(
            """\
def received(response):
    return response.headers["Set-Cookie"]
""",
            why="a header that is read",
        ),
    ),
)

_JARS = {"http.cookies.SimpleCookie()", "http.cookies.BaseCookie()", "Cookie.SimpleCookie()"}
# Flag -> what the fix sets, of a morsel and in a header; what shows that a header has it.
_MORSEL = {"secure": "True", "httponly": "True", "samesite": '"Lax"'}
_HEADER = {"secure": "Secure", "httponly": "HttpOnly", "samesite": "SameSite=Lax"}
_PRESENT = {
    "secure": re.compile(r"(?i);\s*secure\b"),
    "httponly": re.compile(r"(?i);\s*httponly\b"),
    "samesite": re.compile(r"(?i);\s*samesite=(?:lax|strict)\b"),
}
_SENT = re.compile(rb"(?i)set-cookie|\bprint\(|start_response")
_REMOVED = re.compile(r"(?i);\s*(?:max-age=(?:0|-\d+)\b|expires=\w+, 01[ -]Jan[ -]19)|\A[^=;]*=\s*(?:;|\Z)|deleted")
_HOLE = "\ue000"  # stands for a value of which nothing is known; private use, in no header
_REASON = "the cookie is no longer sent over plain HTTP, shown to scripts or sent with requests of other sites"


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    """`cookie["sid"] = token`, where the function sets no flags of it."""
    target = assignment.target.node
    body = home(assignment)
    if not isinstance(target, cst.Subscript) or body is None or is_test(assignment.file):
        return
    if not assignment.target.at(target.value).names & _JARS or not _SENT.search(assignment.file.data):
        return
    key = _key(assignment.target, target)
    if key is None or assignment.assigned.constant in ("", b"", None) or _is_kept_short(body, target):
        return
    given = {flag for flag in _MORSEL if _is_set(body, target, flag)}
    missing = [flag for flag in _MORSEL if flag not in given]
    if missing:
        is_named = tells_who(words_of(key))
        lines = [f"{code(target)}[{_quote(target)}{flag}{_quote(target)}]" for flag in missing]
        added = [f"{line} = {_MORSEL[flag]}" for line, flag in zip(lines, missing, strict=True)]
        yield _report(assignment.node, missing, is_named, _with_lines(assignment, added))


def _quote(target: cst.Subscript) -> str:
    """The quotation mark in which the key is written."""
    found = re.search(r"[\"']", code(target))
    return found[0] if found else '"'


def _with_lines(assignment: Assignment, added: list[str]) -> Repair | None:
    before = indentation(assignment.file, assignment.node)
    if before is None or not isinstance(assignment.node, cst.Assign) or len(assignment.node.targets) != 1:
        return None
    text = f"{newline(assignment.file)}{before}".join([code(assignment.node), *added])
    return Repair("set the flags", (Replace(assignment.node, text),), safe=False, reason=_REASON)


def _key(value: Value, target: cst.Subscript) -> str | None:
    index = target.slice[0].slice
    key = value.at(index.value).constant if len(target.slice) == 1 and isinstance(index, cst.Index) else None
    return key if isinstance(key, str) else None


def _settings(body: cst.CSTNode, target: cst.Subscript) -> Iterator[tuple[str, cst.BaseExpression]]:
    """(flag, value) of what the function sets of the cookie, or of a morsel of any."""
    for node in below_here(body):
        if isinstance(node, cst.Assign) and isinstance(node.targets[0].target, cst.Subscript):
            set_at = node.targets[0].target
            is_other = isinstance(set_at.value, cst.Subscript) and code(set_at.value) != code(target)
            if not is_other:
                yield code(set_at.slice[0]).strip("\"'").lower(), node.value
        elif isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == "update":
            for name in re.findall(r"[\"'](\w+)[\"']\s*:|\b(\w+)\s*=", code(node)):
                yield (name[0] or name[1]).lower(), cst.Name("True")


def _is_set(body: cst.CSTNode, target: cst.Subscript, flag: str) -> bool:
    values = [code(value).strip("\"'").lower() for name, value in _settings(body, target) if name == flag]
    return any(value not in ("false", "none", "0", "") for value in values)


def _is_kept_short(body: cst.CSTNode, target: cst.Subscript) -> bool:
    """Whether the cookie is taken away by its age."""
    aged = [code(value).strip("\"'") for name, value in _settings(body, target) if name in ("max-age", "expires")]
    return any(value in ("0", "-1") or "1970" in value for value in aged)


def check_text(text: Text) -> Iterator[Report]:
    """`"Set-Cookie"` before the header's value: in a call, a pair, a dict or a subscript."""
    if header_name(text) != "set-cookie" or is_test(text.file):
        return
    node = header_value(text)
    value = text.value(node) if node is not None else None
    line = _line(value) if value is not None else None
    if value is None or line is None or "=" not in line or _REMOVED.search(line):
        return
    missing = [flag for flag, present in _PRESENT.items() if not present.search(line)]
    if missing:
        name = line.partition("=")[0].strip()
        added = "".join(f"; {_HEADER[flag]}" for flag in missing)
        yield _report(value.node, missing, tells_who(words_of(name)), _with_text(value, added))


def _line(value: Value) -> str | None:
    """The header with holes for what is put in as the cookie's name or value; None where more of it is unknown."""
    if isinstance(value.constant, bytes):
        return value.constant.decode("latin-1")
    parts = string_parts(value)
    if parts is None or not any(isinstance(part, str) for part in parts):
        return None
    line = "".join(part if isinstance(part, str) else _HOLE for part in parts)
    pair, _, attributes = line.partition(";")
    if pair.endswith(_HOLE) and pair.count("=") != 1:
        return None
    is_known = re.sub(rf"(?i)(?:max-age|expires|path|domain)={_HOLE}+", "", attributes)
    return line if _HOLE not in is_known else None


def _with_text(value: Value, added: str) -> Repair | None:
    node = value.node
    if isinstance(node, (cst.SimpleString, cst.FormattedString)):
        quote = node.quote if isinstance(node, cst.SimpleString) else node.end
        text = code(node)[: -len(quote)].rstrip("; ") + added + quote
    elif isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Add) and not node.lpar:
        text = f'{code(node)} + "{added}"'
    else:
        return None
    return Repair("set the flags", (Replace(node, text),), safe=False, reason=_REASON)


def _report(node: cst.CSTNode, missing: list[str], is_named: bool, repair: Repair | None) -> Report:
    is_strict = not is_named or missing == ["samesite"]
    message = f"the cookie {' and '.join(COOKIE_LACKS[flag] for flag in missing)}"
    severity = Severity.LOW if is_strict else None
    return Report(node, message, repair=repair, severity=severity, profile="strict" if is_strict else "")


TRIGGERS: Triggers = (
    calls("http.cookies.SimpleCookie", "http.cookies.BaseCookie", near=(r"\]\s*=",)),
    texts("Set-Cookie", "set-cookie", "SET-COOKIE"),
)
CHECKS: Checks = {Assignment: check_assignment, Text: check_text}
