"""SQL that an outsider can rewrite."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

RULE = Rule(
    name="sql-injection",
    summary="an outsider's value becomes part of an SQL statement",
    help='Pass the value as a bound parameter: execute("… WHERE name = ?", (name,)).',
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(89,),
    what="An SQL text built from an outsider's value, by any form of string building, that reaches a database.",
    why=(
        "Whoever sends the value can end the literal it stands in and add SQL of their own: read every table, or "
        "delete it."
    ),
    assistants="String formatting is how most tutorials show a query with a variable in it.",
    remedy="Write a placeholder where the value stood and pass the value beside the statement.",
    prompt="Use bound parameters for every value in SQL, never string formatting.",
    references=("https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html",),
    bad=(
        Bad(
            """\
import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.route("/user")
def user():
    db = sqlite3.connect("app.db")
    name = request.args["name"]
    return str(db.execute(f"SELECT * FROM users WHERE name = '{name}'").fetchall())
""",
            why="a parameter of the request in an f-string",
        ),
        Bad(
            """\
import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.route("/user/<name>")
def user(name):
    cursor = sqlite3.connect("app.db").cursor()
    cursor.execute("DELETE FROM users WHERE name = '%s'" % name)
    return "gone"
""",
            why="part of the path after `%`",
        ),
        Bad(
            """\
import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.route("/user/<name>")
def user(name):
    cursor = sqlite3.connect("app.db").cursor()
    statement = "SELECT * FROM users ORDER BY {}".format(request.form.get("order"))
    return str(cursor.execute(statement).fetchall())
""",
            why="format, with the statement in a variable",
        ),
    ),
    good=(
        Good(
            """\
import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.route("/user")
def user():
    db = sqlite3.connect("app.db")
    name = request.args["name"]
    return str(db.execute("SELECT * FROM users WHERE name = ?", (name,)).fetchall())
""",
            why="the value is bound",
        ),
        Good(
            """\
import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.route("/user/<name>")
def user(name):
    cursor = sqlite3.connect("app.db").cursor()
    order = request.form.get("order")
    if order not in ("name", "age"):
        return "no"
    return str(cursor.execute("SELECT * FROM users ORDER BY " + order).fetchall())
""",
            why="only names of a known list",
        ),
        Good(
            """\
import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.route("/user/<name>")
def user(name):
    cursor = sqlite3.connect("app.db").cursor()
    cursor.execute("DELETE FROM users WHERE id = %d" % int(name))
    return "gone"
""",
            why="a number",
        ),
    ),
)

KINDS = ("sql",)


def check_flow(flow: Flow) -> Iterator[Report]:
    if flow.is_model:
        return
    message = f"{flow.enters} becomes part of an SQL statement; a bound parameter would keep it a value"
    yield Report(flow.span, message, severity=None if flow.is_remote else Severity.MEDIUM)


CHECKS: Checks = {Flow: check_flow}
