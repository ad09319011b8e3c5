import os
from flask import Flask, request
from werkzeug.utils import secure_filename
app = Flask(__name__)
CONFIG = {"SECRET": "x"}


class E:
    def __init__(self, id, level, msg):
        self.id, self.level, self.msg = id, level, msg


def format_event(format_string, event):
    return format_string.format(event=event)  # bad: one of the callers


@app.get("/a")
def a():
    return {"x": format_event(request.args["fmt"], E(1, 2, "x"))}


@app.get("/b")
def b():
    return {"x": "{0.msg} {1}".format(E(1, 2, "x"), request.args["n"])}  # good: constant


@app.get("/c")
def c():
    t = request.args.get("t")
    if t is None:
        t = "{a}"
    return {"x": t.format(a=CONFIG)}  # bad: unless None


@app.get("/d")
def d():
    t = request.args.get("t")
    t = "{a}"
    return {"x": t.format(a=CONFIG)}  # good: overwritten


@app.get("/e")
def e():
    n = request.args.get("n", "")
    msg = ("Hello, " + n + "! Balance: {balance}")
    return {"x": msg.format(balance=3)}  # bad: a name in the template


@app.get("/f")
def f():
    n = request.args.get("n", "")
    msg = "Hello, {n}! Balance: {balance}"
    return {"x": msg.format(n=n, balance=3)}  # good: a value


@app.get("/g")
def g():
    q = "SELECT * FROM t WHERE n = %(n)s"
    return {"x": q % {"n": request.args["n"]}}  # good: no format problem here


@app.get("/h")
def h():
    path = os.path.join("/srv", secure_filename(request.args["f"]))
    return {"x": "{}".format(path)}  # good: a value


@app.get("/i")
def i():
    page = int(request.args.get("page", 1))
    return {"x": page % 10, "y": "%s" % page}  # good: numbers


@app.get("/j")
def j():
    total = request.json["total"]
    return {"x": total % 10}  # good: a number of the JSON body
