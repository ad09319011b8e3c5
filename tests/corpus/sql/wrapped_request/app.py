import sqlite3

import parameters
from flask import Flask, request
from parameters import Parameters

app = Flask(__name__)


@app.route("/a", methods=["POST"])
def a():
    given = parameters.parameters_of(request)
    db = sqlite3.connect("a.db")
    name = given.from_form("name")
    db.execute("SELECT * FROM t WHERE n = '" + name + "'")  # bad: a wrapper of the request, made by a function
    return ""


@app.route("/b", methods=["POST"])
def b():
    given = Parameters(request)
    db = sqlite3.connect("a.db")
    name = given.from_query("name")
    db.execute(f"SELECT * FROM t WHERE n = '{name}'")  # bad: a wrapper of the request, made here
    return ""


@app.route("/c", methods=["POST"])
def c():
    given = Parameters(request)
    db = sqlite3.connect("a.db")
    name = given.fixed("name")
    db.execute(f"SELECT * FROM t WHERE n = '{name}'")  # good: what the wrapper adds itself
    return ""


@app.route("/d", methods=["POST"])
def d():
    given = parameters.parameters_of(request)
    db = sqlite3.connect("a.db")
    db.execute("SELECT * FROM t WHERE n = ?", (given.from_form("name"),))  # good: bound
    return ""
