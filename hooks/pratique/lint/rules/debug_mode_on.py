"""Web applications that run with their debugger or debug pages on."""

from __future__ import annotations

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
    Setting,
    Severity,
    Triggers,
    assigned_setting,
    assignments,
    calls,
    is_development,
    keywords,
    name_of,
    updated_settings,
    words_of,
)

RULE = Rule(
    name="debug-mode-on",
    summary="a web application runs in debug mode",
    help="Turn it off, or take it from the environment of the developer: debug=bool(os.environ.get('DEBUG')).",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(489, 215),
    what=(
        "run(debug=True) of Flask, Quart, Bottle, Dash, Sanic and Flask-SocketIO, debug=True for FastAPI, Starlette, "
        "Tornado, Litestar and aiohttp applications, app.debug = True, app.config['DEBUG'] = True, Werkzeug's "
        "use_debugger, and DEBUG = True in the settings of a Django project. Settings that are named for "
        "development or tests, and those under a condition, are left alone."
    ),
    why=(
        "Werkzeug's debugger gives a Python prompt in the browser to whoever makes a page fail; debug pages of "
        "Django and Starlette show settings, local variables and the source. One visitor's error is enough."
    ),
    assistants=(
        "Every quickstart ends with app.run(debug=True), and the line stays because the program works. Nothing in "
        "the request says that it will be put on a server."
    ),
    remedy=(
        "The fix writes False. The reloader and the pages with tracebacks are gone then; to have them on one's own "
        "machine, start with `flask --debug run` or read a variable of the environment."
    ),
    prompt="Leave debug mode off; I turn it on from the command line.",
    references=(
        "https://flask.palletsprojects.com/en/stable/debugging/",
        "https://docs.djangoproject.com/en/stable/ref/settings/#debug",
        "https://fastapi.tiangolo.com/reference/fastapi/#fastapi.FastAPI",
    ),
    foreign=("B201", "S201"),
    bad=(
        Bad(
            """\
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(host="127.0.0.1", debug=True)  # start
""",
            why="the last line of the quickstart",
            fixed="""\
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(host="127.0.0.1", debug=False)  # start
""",
        ),
        Bad(
            """\
from shop import create_app
from flask_login import current_user

create_app().run(debug=True)
""",
            why="an application that a factory makes",
            fixed="""\
from shop import create_app
from flask_login import current_user

create_app().run(debug=False)
""",
        ),
        Bad(
            """\
from fastapi import FastAPI

DEBUG = True
api = FastAPI(title="shop", debug=DEBUG)
""",
            why="FastAPI, by a constant",
            fixed="""\
from fastapi import FastAPI

DEBUG = True
api = FastAPI(title="shop", debug=False)
""",
        ),
        Bad(
            """\
from flask import Flask

app = Flask(__name__)
app.config["DEBUG"] = True
""",
            why="the key of the configuration",
            fixed="""\
from flask import Flask

app = Flask(__name__)
app.config["DEBUG"] = False
""",
        ),
        Bad(
            """\
from flask import Flask

app = Flask(__name__)
app.config.update(DEBUG=True, TESTING=False)
""",
            why="an update of the configuration",
            fixed="""\
from flask import Flask

app = Flask(__name__)
app.config.update(DEBUG=False, TESTING=False)
""",
        ),
        Bad(
            """\
DEBUG = True
ROOT_URLCONF = "shop.urls"
""",
            why="the settings of a Django project",
            fixed="""\
DEBUG = False
ROOT_URLCONF = "shop.urls"
""",
            path="shop/settings.py",
        ),
        Bad(
            """\
from werkzeug.serving import run_simple


def serve(app):
    run_simple("localhost", 5000, app, use_debugger=True)
""",
            why="Werkzeug's own server",
            fixed="""\
from werkzeug.serving import run_simple


def serve(app):
    run_simple("localhost", 5000, app, use_debugger=False)
""",
        ),
    ),
    good=(
        Good(
            """\
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(host="127.0.0.1", debug=False)
""",
            why="off",
        ),
        Good(
            """\
import os

from flask import Flask

app = Flask(__name__)
app.run(debug=os.environ.get("DEBUG") == "1")
""",
            why="the environment decides",
        ),
        Good(
            """\
import asyncio

from flask import Flask


async def main():
    return Flask(__name__)


asyncio.run(main(), debug=True)
""",
            why="the event loop's debug mode",
        ),
        Good(
            """\
DEBUG = True
ROOT_URLCONF = "shop.urls"
""",
            why="settings for development",
            path="shop/settings/local.py",
        ),
        Good(
            """\
class Config:
    DEBUG = False


class DevelopmentConfig(Config):
    DEBUG = True
""",
            why="a class of settings for development",
            path="config.py",
        ),
        Good(
            """\
import os

ROOT_URLCONF = "shop.urls"
DEBUG = False
if os.environ.get("SHOP_DEVELOPER"):
    DEBUG = True
""",
            why="only under a condition",
            path="shop/settings.py",
        ),
        Good(
            """\
import logging

DEBUG = True


def log(text):
    if DEBUG:
        logging.info("%s", text)
""",
            why="a switch of a module of its own",
        ),
    ),
)

_RUNNERS = {
    f"{owner}.{method}"
    for owner in (
        *("flask.Flask()", "quart.Quart()", "bottle", "bottle.Bottle()", "dash.Dash()", "sanic.Sanic()"),
        *("flask_socketio.SocketIO()", "connexion.FlaskApp()", "connexion.App()", "apiflask.APIFlask()"),
        *("flask_openapi3.OpenAPI()",),
    )
    for method in ("run", "run_server")
}
_FRAMEWORKS = ("flask", "quart", "bottle", "dash", "sanic", "flask_socketio", "flask_login", "flask_sqlalchemy")
_APPLICATIONS = {
    "fastapi.FastAPI", "starlette.applications.Starlette", "tornado.web.Application", "litestar.Litestar",
    "aiohttp.web.Application", "falcon.asgi.App", "flask_openapi3.OpenAPI",
}  # fmt: skip
_DEBUGGERS = {
    "werkzeug.serving.run_simple": "use_debugger",
    "werkzeug.run_simple": "use_debugger",
    "werkzeug.debug.DebuggedApplication": "evalex",
}
_REASON = "the debugger, the reloader and pages with tracebacks are gone"


def check_call(call: Call) -> Iterator[Report]:
    debuggers = sorted(call.names & _DEBUGGERS.keys())
    debug = call.argument(_DEBUGGERS[debuggers[0]] if debuggers else "debug")
    is_application = bool(debuggers or call.names & _APPLICATIONS) or _runs_application(call)
    if debug is not None and debug.constant is True and is_application and not is_development(call):
        yield Report(call.node, repair=_off(debug))
    for setting in updated_settings(call):
        if setting.name == "DEBUG" and setting.value.constant is True and not is_development(call):
            yield Report(setting.node, repair=_repair(setting.value.node))


def _runs_application(call: Call) -> bool:
    if call.names & _RUNNERS:
        return True
    owner = call.function.node.value if isinstance(call.function.node, cst.Attribute) else None
    if call.method not in ("run", "run_server") or owner is None or not call.file.imports(*_FRAMEWORKS):
        return False
    return bool({"app", "application", "server"} & set(words_of(name_of(owner))))


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    setting = assigned_setting(assignment)
    if setting is None or setting.value.constant is not True or is_development(assignment):
        return
    if setting.name == "DEBUG" or _is_attribute_of_application(assignment, setting):
        yield Report(setting.node, repair=_repair(setting.value.node))


def _is_attribute_of_application(assignment: Assignment, setting: Setting) -> bool:
    """`app.debug = True`"""
    node = assignment.target.node
    if setting.name != "debug" or not isinstance(node, cst.Attribute):
        return False
    names = assignment.target.at(node.value).names
    return bool(names & {"flask.Flask()", "quart.Quart()", "fastapi.FastAPI()", "starlette.applications.Starlette()"})


def _off(debug: Argument) -> Repair | None:
    return _repair(debug.arg.value if debug.is_written else debug.node)


def _repair(node: cst.BaseExpression) -> Repair:
    return Repair("turn debug mode off", (Replace(node, "False"),), safe=False, reason=_REASON)


TRIGGERS: Triggers = (
    keywords(
        "debug=True",
        needs=("flask", "flask_login", "flask_socketio", "flask_sqlalchemy", "quart", "bottle", "dash", "sanic"),
    ),
    calls(*sorted(_APPLICATIONS), *sorted(_RUNNERS), given=("debug=True",)),
    calls(*sorted(_DEBUGGERS), given=("use_debugger=True", "evalex=True")),
    assignments("debug=True", needs=("Flask", "Quart", "FastAPI", "Starlette")),
    assignments("DEBUG=True"),
    calls("update", "from_mapping", "configure", given=("DEBUG=True",)),
)
CHECKS: Checks = {Call: check_call, Assignment: check_assignment}
