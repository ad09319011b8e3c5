"""The same two lines at the end; what stands before them decides."""
import configparser
import html
import sqlite3
import urllib.parse
from enum import Enum

from flask import Flask, request

app = Flask(__name__)
conn = sqlite3.connect("p.db")
cur = conn.cursor()


class Column(Enum):
    NAME = "name"
    AGE = "age"


@app.route("/overwritten")
def overwritten():
    name = request.args["name"]
    name = "admin"
    cur.execute(f"SELECT * FROM t WHERE name = '{name}'")  # good: overwritten
    return "ok"


@app.route("/kept")
def kept():
    name = request.args["name"]
    other = "admin"
    cur.execute(f"SELECT * FROM t WHERE name = '{name}' OR name = '{other}'")  # bad: another variable was set
    return "ok"


@app.route("/map")
def mapped():
    values = {"keyA": "a-value", "keyB": request.args["name"], "keyC": "another"}
    bar = values["keyA"]
    cur.execute(f"SELECT * FROM t WHERE name = '{bar}'")  # good: the key that is not tainted
    return "ok"


@app.route("/map2")
def mapped_bad():
    values = {"keyA": "a-value", "keyC": "another"}
    values["keyB"] = request.args["name"]
    bar = values["keyB"]
    cur.execute(f"SELECT * FROM t WHERE name = '{bar}'")  # bad: the key that is
    return "ok"


@app.route("/list")
def listed():
    items = ["safe", request.form.get("name"), "moresafe"]
    items.pop(0)
    bar = items[1]
    cur.execute("SELECT * FROM t WHERE name = '" + bar + "'")  # good: after the pop it is the last constant
    return "ok"


@app.route("/list2")
def listed_bad():
    items = []
    items.append("safe")
    items.append(request.form.get("name"))
    items.append("moresafe")
    items.pop(0)
    bar = items[0]
    cur.execute("SELECT * FROM t WHERE name = '" + bar + "'")  # bad: after the pop it is the first
    return "ok"


@app.route("/arith")
def arithmetic():
    name = request.cookies.get("name", "")
    num = 86
    bar = "constant" if (7 * 42) - num > 200 else name
    cur.execute("SELECT * FROM t WHERE name = '%s'" % bar)  # good: the condition is always true
    return "ok"


@app.route("/arith2")
def arithmetic_bad():
    name = request.cookies.get("name", "")
    num = 106
    bar = "constant" if (7 * 42) - num > 200 else name
    cur.execute("SELECT * FROM t WHERE name = '%s'" % bar)  # bad: the condition is always false
    return "ok"


@app.route("/letter")
def letter():
    guess = "ABC"
    match guess[1]:
        case "A":
            bar = request.headers.get("X-Name", "")
        case "B":
            bar = "bob"
        case _:
            bar = "uncle"
    cur.execute(f"SELECT * FROM t WHERE name = '{bar}'")  # good: the case is known
    return "ok"


@app.route("/letter2")
def letter_bad():
    guess = "ABC"
    match guess[0]:
        case "A":
            bar = request.headers.get("X-Name", "")
        case _:
            bar = "uncle"
    cur.execute(f"SELECT * FROM t WHERE name = '{bar}'")  # bad: the case is the tainted one
    return "ok"


@app.route("/conf")
def conf():
    config = configparser.ConfigParser()
    config.add_section("s")
    config.set("s", "a", "fixed")
    config.set("s", "b", request.args["name"])
    bar = config.get("s", "a")
    cur.execute(f"SELECT * FROM t WHERE name = '{bar}'")  # good: the other option
    return "ok"


@app.route("/conf2")
def conf_bad():
    config = configparser.ConfigParser()
    config.add_section("s")
    config.set("s", "a", "fixed")
    config.set("s", "b", request.args["name"])
    bar = config.get("s", "b")
    cur.execute(f"SELECT * FROM t WHERE name = '{bar}'")  # bad: the option that was set from outside
    return "ok"


@app.route("/escaped")
def escaped():
    name = html.escape(request.args["name"])
    cur.execute(f"SELECT * FROM t WHERE id = {name}")  # bad: escaped for HTML
    return "ok"


@app.route("/quoted")
def quoted():
    name = urllib.parse.unquote(urllib.parse.quote(request.args["name"]))
    cur.execute(f"SELECT * FROM t WHERE name = '{name}'")  # bad: quoted and unquoted again
    return "ok"


@app.route("/enum")
def enumerated():
    try:
        column = Column(request.args["column"])
    except ValueError:
        return "no", 400
    cur.execute(f"SELECT {column.value} FROM t")  # good: a member of an enumeration
    return "ok"


@app.route("/all")
def all_digits():
    ids = request.args["ids"].split(",")
    if not all(i.isdigit() for i in ids):
        return "no", 400
    cur.execute("SELECT * FROM t WHERE id IN (" + ",".join(ids) + ")")  # good: every one a number
    return "ok"


@app.route("/ints")
def ints():
    ids = [int(i) for i in request.args["ids"].split(",")]
    cur.execute("SELECT * FROM t WHERE id IN (%s)" % ",".join(map(str, ids)))  # good: converted one by one
    return "ok"


@app.route("/any")
def any_split():
    ids = request.args["ids"].split(",")
    if not any(i.isdigit() for i in ids):
        return "no", 400
    cur.execute("SELECT * FROM t WHERE id IN (" + ",".join(ids) + ")")  # bad: one number is enough to pass
    return "ok"


@app.route("/loop")
def loop():
    query = "SELECT * FROM t WHERE 1=1"
    args = []
    for key, value in request.args.items():
        if key not in ("name", "age"):
            continue
        query += f" AND {key} = ?"
        args.append(value)
    cur.execute(query, args)  # good: keys of a list, values bound
    return "ok"


@app.route("/loop2")
def loop_bad():
    query = "SELECT * FROM t WHERE 1=1"
    args = []
    for key, value in request.args.items():
        query += f" AND {key} = ?"
        args.append(value)
    cur.execute(query, args)  # bad: keys are the outsider's too
    return "ok"
