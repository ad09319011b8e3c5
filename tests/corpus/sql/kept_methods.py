"""Methods that are kept in variables, and objects that become texts."""
import functools
import operator
import sqlite3

from flask import Flask, request

app = Flask(__name__)
ask = sqlite3.connect("shop.db").execute


class Condition:
    def __init__(self, column, wanted):
        self.column, self.wanted = column, wanted

    def __str__(self):
        return f"{self.column} = '{self.wanted}'"


class Missing(Exception):
    def __init__(self, name, why):
        super().__init__(why)
        self.name, self.why = name, why


def known(name):
    if name not in ("apple", "pear"):
        raise Missing(name, "not sold")
    return name


@app.route("/a")
def kept():
    ask("SELECT 1 FROM fruit WHERE name = '" + request.args["name"] + "'")  # bad: a method of the module's connection
    return {}


@app.route("/b")
def kept_bound():
    ask("SELECT 1 FROM fruit WHERE name = ?", (request.args["name"],))  # good: bound
    return {}


@app.route("/c")
def as_text():
    ask("SELECT 1 FROM fruit WHERE " + str(Condition("name", request.args["name"])))  # bad: the object's text
    return {}


@app.route("/d")
def as_text_constant():
    ask("SELECT 1 FROM fruit WHERE " + str(Condition("name", "pear" if request.args else "apple")))  # good: constants
    return {}


@app.route("/e")
def reduced():
    parts = ["SELECT 1 FROM fruit", " WHERE sold", " AND name = '" + request.args["name"] + "'"]
    ask(functools.reduce(operator.add, parts[:2]))  # good: the constant ones
    ask(functools.reduce(operator.add, parts))  # bad: all of them
    return {}


@app.route("/f")
def refused():
    try:
        known(request.args["name"])
    except Missing as missing:
        ask("INSERT INTO log VALUES ('" + missing.why + "')")  # good: a constant reason
        ask("INSERT INTO log VALUES ('" + missing.name + "')")  # bad: the name that was refused
    return {}
