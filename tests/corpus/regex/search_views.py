import re, pandas as pd, json
from typing import Pattern
from flask import Flask, request, jsonify
from flask.views import MethodView
from django.db.models import Q
app = Flask(__name__)
df = pd.read_csv("/srv/x.csv")


class Search(MethodView):
    def get(self):
        q = request.args.get("q", type=str)
        if q:
            self.rx = re.compile(q, re.IGNORECASE)  # bad: in a view class
        return jsonify([])

    def post(self):
        body = request.get_json(silent=True) or {}
        patterns = [re.compile(p) for p in body.get("patterns", [])]  # bad: in a comprehension
        safe = [re.compile(re.escape(p)) for p in body.get("patterns", [])]  # good: escaped
        return jsonify(len(patterns + safe))


def build(term: str, exact: bool) -> str:
    escaped = re.escape(term)
    return rf"\b{escaped}\b" if exact else escaped


@app.get("/b")
def b():
    pat = build(request.args["t"], "e" in request.args)
    return jsonify(bool(re.search(pat, "x")))  # good: the helper escapes


def build2(term, exact):
    return r"\b{}\b".format(term) if exact else re.escape(term)


@app.get("/c")
def c():
    pat = build2(request.args["t"], "e" in request.args)
    return jsonify(bool(re.search(pat, "x")))  # bad: the helper escapes one of two


@app.get("/d")
def d():
    k, v = request.args["kv"].split("=", 1)
    m = {"re": re.search, "full": re.fullmatch}[k]
    return jsonify(bool(m(v, "x")))  # bad: through a table of functions


@app.get("/e")
def e():
    try:
        rx = re.compile(request.args["rx"])  # bad: compiled
        return jsonify(rx.findall("x"))
    except re.error as err:
        return str(err), 400


@app.get("/f")
def f():
    ok = re.compile(r"^\w+@\w+\.com$").match(request.args["mail"])  # good: constant
    return jsonify(bool(ok))
