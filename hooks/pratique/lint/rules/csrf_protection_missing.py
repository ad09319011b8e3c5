"""Flask applications with forms and logins that check no CSRF token."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    AddImport,
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
    Triggers,
    calls,
    code,
    indentation,
    is_development,
    newline,
)

RULE = Rule(
    name="csrf-protection-missing",
    summary="an application with forms and a login checks no CSRF token",
    help="Add Flask-WTF: CSRFProtect(app), and {{ csrf_token() }} in the forms.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(352,),
    what=(
        "Flask applications that serve pages, read forms of POST requests and keep a login in the session or a "
        "cookie, in a file that mentions no CSRF protection, no SameSite cookies and no Flask-WTF."
    ),
    why=(
        "A page of another site submits the form, the browser adds the visitor's cookies, and the application does "
        "what it says in the visitor's name."
    ),
    assistants="Flask brings no CSRF protection of its own, and nothing in a request for a form asks for one.",
    remedy=(
        "The fix adds CSRFProtect of Flask-WTF, which has to be installed and needs a secret key. Every form then "
        "needs the token, and requests by scripts the header X-CSRFToken."
    ),
    prompt="Protect all forms with CSRFProtect of Flask-WTF.",
    references=("https://flask-wtf.readthedocs.io/en/1.2.x/csrf/",),
    bad=(
        Bad(
            """\
from flask import Flask, redirect, request, session
from shop import transfers

app = Flask(__name__)  # shop


@app.route("/transfer", methods=["POST"])
def transfer():
    transfers.make(session["user"], int(request.form["amount"]))
    return redirect("/")
""",
            why="a form that acts for the user of the session",
            fixed="""\
from flask import Flask, redirect, request, session
from shop import transfers
from flask_wtf.csrf import CSRFProtect

app = Flask(__name__)
CSRFProtect(app)  # shop


@app.route("/transfer", methods=["POST"])
def transfer():
    transfers.make(session["user"], int(request.form["amount"]))
    return redirect("/")
""",
        ),
        Bad(
            """\
import flask
from flask_login import current_user

site = flask.Flask(__name__)


@site.post("/name")
def rename():
    current_user.rename(int(flask.request.form["number"]))
    return flask.redirect("/")
""",
            why="a login by Flask-Login",
            fixed="""\
import flask
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect

site = flask.Flask(__name__)
CSRFProtect(site)


@site.post("/name")
def rename():
    current_user.rename(int(flask.request.form["number"]))
    return flask.redirect("/")
""",
        ),
        Bad(
            """\
from flask import Flask, redirect, request, session


def create_app():
    app = Flask(__name__)

    @app.route("/number", methods=["GET", "POST"])
    def number():
        session["number"] = int(request.form["number"])
        return redirect("/")

    return app
""",
            why="a factory",
            fixed="""\
from flask import Flask, redirect, request, session
from flask_wtf.csrf import CSRFProtect


def create_app():
    app = Flask(__name__)
    CSRFProtect(app)

    @app.route("/number", methods=["GET", "POST"])
    def number():
        session["number"] = int(request.form["number"])
        return redirect("/")

    return app
""",
        ),
    ),
    good=(
        Good(
            """\
from flask import Flask, redirect, request, session
from flask_wtf.csrf import CSRFProtect
from shop import transfers

app = Flask(__name__)
CSRFProtect(app)


@app.route("/transfer", methods=["POST"])
def transfer():
    transfers.make(session["user"], int(request.form["amount"]))
    return redirect("/")
""",
            why="protected",
        ),
        Good(
            """\
from flask import Flask, redirect, request
from shop import votes

app = Flask(__name__)


@app.route("/vote", methods=["POST"])
def vote():
    votes.count(int(request.form["number"]))
    return redirect("/")
""",
            why="no login whose cookies could be used",
        ),
        Good(
            """\
from flask import Flask, request, session
from shop import transfers

app = Flask(__name__)


@app.route("/transfer", methods=["POST"])
def transfer():
    return transfers.make(session["user"], int(request.json["amount"]))
""",
            why="JSON, which no form of another site sends",
        ),
        Good(
            """\
from flask import Flask, request, session
from shop import found

app = Flask(__name__)


@app.route("/search")
def search():
    return found(session["user"], int(request.args["page"]))
""",
            why="nothing is submitted",
        ),
    ),
)

_FORMS = re.compile(rb"request\.form\b")
_POSTS = re.compile(rb"(?i)methods\s*=[^)]*[\"']POST[\"']|@\w+\.(?:post|put|patch|delete)\(")
_PAGES = re.compile(rb"(?i)render_template|redirect\(|<form\b")
_LOGINS = re.compile(rb"\bsession\s*(?:\[|\.get\(|\.pop\()|flask_login|request\.cookies")
_PROTECTED = re.compile(rb"(?i)csrf|xsrf|flask_wtf|samesite|seasurf|talisman|compare_digest|before_request")
_REASON = "needs Flask-WTF and a secret key; forms without the token are refused"


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    node, data = assignment.assigned.node, assignment.file.data
    if not isinstance(node, cst.Call) or assignment.value(node.func).names != {"flask.Flask"}:
        return
    if is_development(assignment) or _PROTECTED.search(data):
        return
    if all(sign.search(data) for sign in (_FORMS, _POSTS, _LOGINS, _PAGES)):
        yield Report(assignment.node, repair=_repair(assignment))


def _repair(assignment: Assignment) -> Repair | None:
    """`CSRFProtect(app)` in the line after the application's."""
    indent = indentation(assignment.file, assignment.node)
    if indent is None or not isinstance(assignment.target.node, cst.Name):
        return None
    text = f"{code(assignment.node)}{newline(assignment.file)}{indent}CSRFProtect({assignment.target.node.value})"
    changes = (Replace(assignment.node, text), AddImport("flask_wtf.csrf", "CSRFProtect"))
    return Repair("add CSRFProtect", changes, safe=False, reason=_REASON)


TRIGGERS: Triggers = (calls("flask.Flask", needs=("session", "flask_login", "cookies")),)
CHECKS: Checks = {Assignment: check_assignment}
