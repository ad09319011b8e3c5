"""SQL that an outsider can rewrite."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity, bound_parameters

RULE = Rule(
    name="sql-injection",
    summary="an outsider's value becomes part of an SQL statement",
    help='Pass the value as a bound parameter: execute("… WHERE name = ?", (name,)).',
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(89,),
    what=(
        "An SQL text built from an outsider's value, by any form of string building, that reaches a database: through "
        "a driver, SQLAlchemy's text(), Django's raw() and extra(), asyncpg, peewee, pandas and others."
    ),
    why=(
        "Whoever sends the value can end the literal it stands in and add SQL of their own: read every table, or "
        "delete it."
    ),
    assistants="String formatting is how most tutorials show a query with a variable in it.",
    remedy=(
        "Write a placeholder where the value stood and pass the value beside the statement. The fix does so in the "
        "style of the driver, with the quotes around the value removed, where every value stands where a value can. "
        "Names of tables and columns cannot be bound: choose them from a list of known names."
    ),
    prompt="Use bound parameters for every value in SQL, never string formatting.",
    references=("https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html",),
    foreign=("B608", "B610", "B611", "S608", "S610", "S611"),
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
            fixed="""\
import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.route("/user")
def user():
    db = sqlite3.connect("app.db")
    name = request.args["name"]
    return str(db.execute("SELECT * FROM users WHERE name = ?", (name,)).fetchall())
""",
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
            fixed="""\
import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.route("/user/<name>")
def user(name):
    cursor = sqlite3.connect("app.db").cursor()
    cursor.execute("DELETE FROM users WHERE name = ?", (name,))
    return "gone"
""",
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
            why="a column, which no parameter can stand for",
        ),
        Bad(
            """\
import psycopg2
from flask import Flask, request

app = Flask(__name__)


@app.route("/users", methods=["POST"])
def users():
    cursor = psycopg2.connect("dbname=app").cursor()
    city, name = request.form["city"], request.form["name"]
    query = "SELECT * FROM users WHERE city = '{}' AND name LIKE '%{}%'".format(city, name)
    cursor.execute(query)  # the newest last
    return str(cursor.fetchall())
""",
            why="format, with the statement in a variable and a pattern around a value",
            fixed="""\
import psycopg2
from flask import Flask, request

app = Flask(__name__)


@app.route("/users", methods=["POST"])
def users():
    cursor = psycopg2.connect("dbname=app").cursor()
    city, name = request.form["city"], request.form["name"]
    query = "SELECT * FROM users WHERE city = %s AND name LIKE %s"
    cursor.execute(query, (city, f"%{name}%"))  # the newest last
    return str(cursor.fetchall())
""",
        ),
        Bad(
            """\
from flask import Flask, request
from sqlalchemy import create_engine, text

app = Flask(__name__)
engine = create_engine("sqlite:///app.db")


@app.route("/users")
def users():
    with engine.connect() as connection:
        found = connection.execute(text("SELECT * FROM users WHERE city = '" + request.args["city"] + "'"))
        return str(found.all())
""",
            why="SQLAlchemy's text, built by +",
            fixed="""\
from flask import Flask, request
from sqlalchemy import create_engine, text

app = Flask(__name__)
engine = create_engine("sqlite:///app.db")


@app.route("/users")
def users():
    with engine.connect() as connection:
        found = connection.execute(text("SELECT * FROM users WHERE city = :city"), {"city": request.args["city"]})
        return str(found.all())
""",
        ),
        Bad(
            """\
import asyncpg
from fastapi import FastAPI

app = FastAPI()


@app.get("/users/{name}")
async def users(name: str):
    connection = await asyncpg.connect()
    return await connection.fetch(f"SELECT * FROM users WHERE name = '{name}'")
""",
            why="asyncpg, whose values are arguments of their own",
            fixed="""\
import asyncpg
from fastapi import FastAPI

app = FastAPI()


@app.get("/users/{name}")
async def users(name: str):
    connection = await asyncpg.connect()
    return await connection.fetch("SELECT * FROM users WHERE name = $1", name)
""",
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
SUPERSEDES = ("sql-built-from-values",)


# Methods of SQL expressions, which bind what they are given; no text has them.
_BINDING = frozenset(
    (
        *(
            "values",
            "where",
            "returning",
            "limit",
            "offset",
            "order_by",
            "group_by",
            "having",
            "select_from",
            "bindparams",
        ),
        *("on_conflict_do_nothing", "on_conflict_do_update", "filter", "filter_by", "params", "execution_options"),
    )
)


def check_flow(flow: Flow) -> Iterator[Report]:
    if flow.is_model or _is_expression(flow):
        return
    message = f"{flow.enters} becomes part of an SQL statement; a bound parameter would keep it a value"
    severity = None if flow.is_remote else Severity.MEDIUM
    yield Report(flow.span, message, repair=bound_parameters(flow), severity=severity)


def _is_expression(flow: Flow) -> bool:
    """Whether the statement is an object that binds its values: `table.insert().values(name=name)`."""
    node = flow.argument.literal.node if flow.argument is not None else None
    return isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value in _BINDING


CHECKS: Checks = {Flow: check_flow}
