"""Errors whose text is sent to whoever caused them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import libcst as cst

from pratique.lint.api import (
    Bad,
    Change,
    Checks,
    Confidence,
    Function,
    Good,
    Handler,
    InsertBefore,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    View,
    below_here,
    code,
    decorated,
    handlers,
    home,
    name_of,
    parameter_names,
    spell,
)

RULE = Rule(
    name="error-details-returned",
    summary="the text of an error is sent to the client",
    help="Log the error, and answer with a text that tells nothing of the inside.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(209, 497),
    what=(
        "Handlers of Exception, of everything, of errors of databases, files and processes that return str(e), an "
        "f-string of it, repr(e), e.args or traceback.format_exc() from a web endpoint, or put it into an HTTP "
        "exception or a response. Errors that the program raises itself to tell the user something, such as a "
        "ValueError, are left alone."
    ),
    why=(
        "Messages of libraries hold paths, SQL with table names, host names, parts of other users' data, and tell "
        "an attacker how close the last attempt came."
    ),
    assistants=(
        'Endpoints are wrapped in try with return jsonify({"error": str(e)}), 500, because it helps while one '
        "writes the program. It is the most repeated error handling in generated web code."
    ),
    remedy=(
        "The fix logs the error with its traceback and answers with a fixed text. Clients that showed or parsed the "
        "text see another one."
    ),
    prompt="Log exceptions; answer clients with fixed texts, never with str(e) or a traceback.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html",
        "https://owasp.org/www-community/Improper_Error_Handling",
    ),
    bad=(
        Bad(
            """\
from flask import Flask, jsonify
from shop import load

app = Flask(__name__)


@app.route("/items")
def items():
    try:
        return jsonify(load())
    except Exception as e:
        return jsonify({"error": str(e)}), 500  # failed
""",
            why="the usual handler",
            fixed="""\
import logging
from flask import Flask, jsonify
from shop import load

app = Flask(__name__)


@app.route("/items")
def items():
    try:
        return jsonify(load())
    except Exception as e:
        logging.exception("the request failed")
        return jsonify({"error": "internal error"}), 500  # failed
""",
        ),
        Bad(
            """\
import logging

from fastapi import HTTPException
from shop import load


async def items():
    try:
        return await load()
    except Exception as error:
        logging.error("load failed", exc_info=True)
        raise HTTPException(status_code=500, detail=f"Failed: {error}") from error
""",
            why="an HTTP exception, already logged",
            fixed="""\
import logging

from fastapi import HTTPException
from shop import load


async def items():
    try:
        return await load()
    except Exception as error:
        logging.error("load failed", exc_info=True)
        raise HTTPException(status_code=500, detail="Failed: internal error") from error
""",
        ),
        Bad(
            """\
import traceback

from django.http import HttpResponse
from shop import load


def items(request):
    try:
        return HttpResponse(load(), content_type="text/plain")
    except Exception:
        return HttpResponse(traceback.format_exc(), status=500, content_type="text/plain")
""",
            why="the whole traceback",
            fixed="""\
import logging
import traceback

from django.http import HttpResponse
from shop import load


def items(request):
    try:
        return HttpResponse(load(), content_type="text/plain")
    except Exception:
        logging.exception("the request failed")
        return HttpResponse("internal error", status=500, content_type="text/plain")
""",
        ),
        Bad(
            """\
import logging

from flask import Flask, jsonify

app = Flask(__name__)


@app.errorhandler(Exception)
def failed(error):
    logging.exception("failed")
    return jsonify(error=str(error)), 500
""",
            why="the handler of the whole application",
            fixed="""\
import logging

from flask import Flask, jsonify

app = Flask(__name__)


@app.errorhandler(Exception)
def failed(error):
    logging.exception("failed")
    return jsonify(error="internal error"), 500
""",
        ),
        Bad(
            """\
import sqlite3

from flask import Flask
from shop import load

app = Flask(__name__)


@app.get("/items")
def items():
    try:
        return {"items": load()}
    except sqlite3.Error as error:
        message = "Database error: " + str(error)
        return {"error": message}, 500
""",
            why="an error of the database, by a variable",
            fixed="""\
import logging
import sqlite3

from flask import Flask
from shop import load

app = Flask(__name__)


@app.get("/items")
def items():
    try:
        return {"items": load()}
    except sqlite3.Error as error:
        logging.exception("the request failed")
        message = "Database error: " + "internal error"
        return {"error": message}, 500
""",
        ),
        Bad(
            """\
import tornado.ioloop
import tornado.web

from shop import load


class Items(tornado.web.RequestHandler):
    async def get(self):
        try:
            self.write(await load())
        except Exception as error:
            self.set_status(500)
            self.write(f"Error: {error}")
""",
            why="a handler of Tornado",
            fixed="""\
import logging
import tornado.ioloop
import tornado.web

from shop import load


class Items(tornado.web.RequestHandler):
    async def get(self):
        try:
            self.write(await load())
        except Exception as error:
            logging.exception("the request failed")
            self.set_status(500)
            self.write("Error: internal error")
""",
        ),
    ),
    good=(
        Good(
            """\
import logging

from flask import Flask, jsonify
from shop import load

app = Flask(__name__)


@app.route("/items")
def items():
    try:
        return jsonify(load())
    except Exception as e:
        logging.exception("items: %s", type(e))
        return jsonify({"error": "internal error"}), 500
""",
            why="logged, and a fixed text",
        ),
        Good(
            """\
from fastapi import HTTPException
from shop import parse


async def items(text: str):
    try:
        return parse(text)
    except ValueError as error:
        raise HTTPException(status_code=400, detail=str(error)) from error
""",
            why="what was wrong with the input",
        ),
        Good(
            """\
from shop import load


def items():
    try:
        return load()
    except Exception as error:
        return f"failed: {error}"
""",
            why="a function that serves no request",
        ),
        Good(
            """\
import traceback

from django.conf import settings
from django.http import HttpResponse
from shop import load


def items(request):
    try:
        return HttpResponse(load(), content_type="text/plain")
    except Exception:
        text = traceback.format_exc() if settings.DEBUG else "failed"
        return HttpResponse(text, status=500, content_type="text/plain")
""",
            why="in debug mode only",
        ),
        Good(
            """\
from fastapi import HTTPException
from shop import load


async def items():
    try:
        return await load()
    except Exception as error:
        print(str(error))
        raise HTTPException(status_code=500, detail="failed") from error
""",
            why="printed where the operator sees it",
        ),
    ),
)

_BROAD = {"Exception", "BaseException", "OSError", "IOError", "RuntimeError", "FileNotFoundError", "PermissionError"}
# Errors of libraries whose texts tell of the inside, by their last part and what stands before.
_INNER = ("sqlite3.", "psycopg2.", "psycopg.", "pymysql.", "MySQLdb.", "mysql.", "sqlalchemy.", "asyncpg.", "pymongo.",
          "redis.", "subprocess.", "ldap3.", "ldap.", "paramiko.", "boto3.", "botocore.", "django.db.", "smtplib.",
          "oracledb.", "cx_Oracle.", "openai.")  # fmt: skip
_RESPONSES = {
    "jsonify", "make_response", "abort", "HTTPException", "JSONResponse", "PlainTextResponse", "HTMLResponse",
    "Response", "HttpResponse", "JsonResponse", "HttpResponseServerError", "HttpResponseBadRequest", "json_response",
    "ORJSONResponse", "HTTPInternalServerError", "HTTPBadRequest", "HTTPError", "send_error",
}  # fmt: skip
_ROUTES = {"route", "api_view", "endpoint", "errorhandler", "exception_handler", "view_config", "api_route"}
_METHODS = {"get", "post", "put", "patch", "delete", "action", "websocket"}
_FRAMEWORKS = (
    "django", "rest_framework", "flask", "quart", "fastapi", "starlette", "aiohttp", "sanic", "pyramid", "litestar",
    "falcon", "bottle", "tornado", "ninja",
)  # fmt: skip
_WRITES = re.compile(r"self\.(?:write|finish|wfile\.write)")  # the answer of a handler that is a class
_LOGS = {"exception", "error", "critical", "warning", "log", "capture_exception", "print_exc"}
_REGISTERING = {"errorhandler", "app_errorhandler", "exception_handler"}
_INTERNAL_ERROR = 500
_TEXT = {"str", "repr"}
_ANSWER = "internal error"
_REASON = "clients see another text; the error's own goes to the log"


def check_handler(handler: Handler) -> Iterator[Report]:
    if not _tells_of_the_inside(handler):
        return
    name = _name_of_error(handler)
    sent = [found for statement in _sending(handler) for found in _details(handler, statement, name)]
    for node in sent[:1]:
        yield Report(node, repair=_repair(handler, handler.node.body, sent, name))


def check_function(function: Function) -> Iterator[Report]:
    """`@app.errorhandler(Exception)`: a handler of a framework, whose parameter is the error."""
    named = parameter_names(function.node)
    if not named or not any(_handles_everything(decorator) for decorator in function.decorators):
        return
    returned = [node for node in below_here(function.node.body) if isinstance(node, cst.Return)]
    for name in named[:2]:
        sent = [found for node in returned for found in _details(function, node, name)]
        for node in sent[:1]:
            yield Report(node, repair=_repair(function, function.node.body, sent, name))


def _handles_everything(decorator: Value) -> bool:
    """`errorhandler(Exception)`, `errorhandler(500)`, `exception_handler(Exception)`"""
    node = decorator.node
    if not isinstance(node, cst.Call) or name_of(node.func) not in _REGISTERING or not node.args:
        return False
    caught = decorator.at(node.args[0].value)
    return caught.constant == _INTERNAL_ERROR or bool(caught.names & {"Exception", "BaseException"})


def _tells_of_the_inside(handler: Handler) -> bool:
    return handler.is_bare or any(name in _BROAD or name.startswith(_INNER) for name in handler.caught)


def _name_of_error(handler: Handler) -> str:
    named = handler.node.name
    return named.name.value if named is not None and isinstance(named.name, cst.Name) else ""


def _sending(handler: Handler) -> list[cst.CSTNode]:
    """What of the handler makes up an answer: what a route returns, and what is given to a response.

    A variable that is returned counts with what is assigned to it in the handler.
    """
    nodes = list(below_here(handler.node))
    found: list[cst.CSTNode] = [n for n in nodes if isinstance(n, cst.Call) and name_of(n.func) in _RESPONSES]
    if _is_route(handler):
        found += [node for node in nodes if isinstance(node, cst.Return)]
    if handler.file.imports("tornado", "http.server"):
        found += [n for n in nodes if isinstance(n, cst.Call) and _WRITES.fullmatch(code(n.func))]
    names = {node.value for item in found for node in below_here(item) if isinstance(node, cst.Name)}
    found += [
        node
        for node in nodes
        if isinstance(node, cst.Assign)
        and isinstance(node.targets[0].target, cst.Name)
        and node.targets[0].target.value in names
    ]
    return found


def _is_route(handler: Handler) -> bool:
    function = home(handler)
    if not isinstance(function, cst.FunctionDef):
        return False
    if "request" in parameter_names(function) and handler.file.imports(*_FRAMEWORKS):
        return True
    decorators = [decorator.decorator for decorator in function.decorators]
    called = [item.func if isinstance(item, cst.Call) else item for item in decorators]
    named = {name_of(item) for item in called}
    return bool(named & _ROUTES or (named & _METHODS and handler.file.imports(*_FRAMEWORKS)))


def _details(view: View, statement: cst.CSTNode, name: str) -> Iterator[cst.BaseExpression]:
    """Where the statement has the error's text: `str(e)`, `f"{e}"`, `e.args`, `traceback.format_exc()`."""
    for node in _always(statement):
        if isinstance(node, cst.Call):
            called = view.value(node.func).names
            first = node.args[0].value if node.args else None
            if "traceback.format_exc" in called or (called & _TEXT and _is_error(first, name)):
                yield node
        elif isinstance(node, cst.FormattedString):
            if any(isinstance(p, cst.FormattedStringExpression) and _is_error(p.expression, name) for p in node.parts):
                yield node
        elif isinstance(node, cst.Attribute) and node.attr.value in ("args", "message") and _is_error(node.value, name):
            yield node


def _always(statement: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """What is below the statement, without what depends on a debug mode."""
    nodes = list(below_here(statement))
    chosen = [n for n in nodes if isinstance(n, (cst.IfExp, cst.If)) and "debug" in code(n.test).lower()]
    left_out = {id(node) for item in chosen for node in below_here(item)}
    return (node for node in nodes if id(node) not in left_out)


def _is_error(node: cst.BaseExpression | None, name: str) -> bool:
    return isinstance(node, cst.Name) and node.value == name != ""


def _repair(view: View, body: cst.BaseSuite, sent: Sequence[cst.BaseExpression], name: str) -> Repair | None:
    """Fixed texts for all that is sent, and a line for the log where the handler has none."""
    unique = list(dict.fromkeys(sent))
    texts = [_fixed_text(node, name) for node in unique]
    changes: list[Change] = [Replace(node, text) for node, text in zip(unique, texts, strict=True) if text is not None]
    if len(changes) != len(unique):
        return None
    if not any(isinstance(n, cst.Call) and name_of(n.func) in _LOGS for n in below_here(body)):
        spelling = spell(view, "logging", "exception")
        if spelling is None or not isinstance(body, cst.IndentedBlock):
            return None
        changes += [InsertBefore(body.body[0], (f'{spelling.text}("the request failed")',)), *spelling.changes]
    return Repair("log it, and send a fixed text", tuple(changes), safe=False, reason=_REASON)


def _fixed_text(node: cst.BaseExpression, name: str) -> str | None:
    """What to write instead; None for an f-string that holds more than the error."""
    if not isinstance(node, cst.FormattedString):
        return f'"{_ANSWER}"'
    text = ""
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            text += part.value.replace("{{", "{").replace("}}", "}")
        elif isinstance(part, cst.FormattedStringExpression) and _is_error(part.expression, name):
            text += _ANSWER
        else:
            return None
    prefix = node.start.rstrip("\"'").lower()
    return f"{node.start.replace(prefix, prefix.replace('f', ''), 1) if prefix else node.start}{text}{node.end}"


_SPELLED = r"(?:(?:str|repr)\s*\(\s*\w+\s*[,)]|\{\s*\w+\s*[!:=}]|format_exc|\w\s*\.\s*(?:args|message)\b)"
_CAUGHT = (*sorted(_BROAD), *(f"{module}*" for module in _INNER))


def _with(word: str) -> str:
    """The pattern of a handler that has the error's text and the word."""
    return rf"(?s:{word}.*{_SPELLED}|{_SPELLED}.*{word})"


def _decorators(names: set[str]) -> str:
    return rf"@[\s(\\]*[^\n]*\b(?:{'|'.join(sorted(names))})\b"


_RETURNING = _with(r"\breturn\b")
TRIGGERS: Triggers = (
    decorated(*sorted(_REGISTERING), holding=(_SPELLED,)),
    handlers(*_CAUGHT, holding=(_with(rf"\b(?:{'|'.join(sorted(_RESPONSES))})\b"),)),
    handlers(
        *_CAUGHT,
        holding=(_with(_WRITES.pattern),),
        needs=("tornado", "BaseHTTPRequestHandler", "SimpleHTTPRequestHandler"),
    ),
    handlers(*_CAUGHT, holding=(_RETURNING,), near=(_decorators(_ROUTES),)),
    handlers(*_CAUGHT, holding=(_RETURNING,), near=(r"\brequest\b", _decorators(_METHODS)), needs=_FRAMEWORKS),
)
CHECKS: Checks = {Handler: check_handler, Function: check_function}
