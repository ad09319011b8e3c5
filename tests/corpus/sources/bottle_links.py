import sqlite3

import bottle
from bottle import get, post, request, route

app = bottle.Bottle()
db = sqlite3.connect("links.db")


@route("/links")
def links():
    tag = request.query.tag
    return {"rows": db.execute("SELECT * FROM link WHERE tag = '" + tag + "'").fetchall()}  # bad: the query


@get("/link/<name>")
def link(name):
    return {"rows": db.execute("SELECT * FROM link WHERE name = '%s'" % name).fetchall()}  # bad: the path


@get("/number/<number:int>")
def number(number):
    return {"rows": db.execute("SELECT * FROM link WHERE id = %s" % number).fetchall()}  # good: an int filter


@get("/code/<code:re:[a-z]+>")
def code(code):
    return {"rows": db.execute("SELECT * FROM link WHERE code = '%s'" % code).fetchall()}  # good: letters only


@app.route("/new", method="POST")
def new():
    db.execute("INSERT INTO link VALUES ('%s')" % request.forms.get("url"))  # bad: the form
    db.execute("INSERT INTO link VALUES ('%s')" % request.json["url"])  # bad: JSON
    db.execute("INSERT INTO link VALUES ('%s')" % request.get_header("Referer"))  # bad: a header
    db.execute("INSERT INTO link VALUES ('%s')" % app.config["name"])  # good: configuration
    return {}


@post("/seen")
def seen():
    user = request.get_cookie("user", secret="from-the-settings")
    db.execute("UPDATE link SET seen = 1 WHERE owner = '%s'" % user)  # good: a signed cookie
    theme = request.get_cookie("theme")
    db.execute("UPDATE link SET theme = '%s'" % theme)  # bad: any cookie
    return {}
