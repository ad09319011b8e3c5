import fnmatch
import re
from re import IGNORECASE, compile as rx, escape, search

import regex
from flask import Flask, jsonify, request

app = Flask(__name__)
LINES = open("/srv/lines.txt").read().splitlines()
FIELDS = {"mail": r"[^@]+@[^@]+", "zip": r"\d{5}"}


@app.route("/1")
def one():
    q = request.args["q"]
    return jsonify([l for l in LINES if re.search(q, l)])  # bad: the query is the pattern


@app.route("/2")
def two():
    q = request.args["q"]
    return jsonify([l for l in LINES if re.search(re.escape(q), l)])  # good: escaped


@app.route("/3")
def three():
    q = request.args["q"]
    return jsonify([l for l in LINES if q in l])  # good: no pattern at all


@app.route("/4")
def four():
    pattern = re.compile(f"^{request.args['prefix']}.*$", re.I)  # bad: compiled with a prefix
    return jsonify([l for l in LINES if pattern.match(l)])


@app.route("/5")
def five():
    pattern = re.compile(f"^{re.escape(request.args['prefix'])}.*$", re.I)  # good: the prefix is escaped
    return jsonify([l for l in LINES if pattern.match(l)])


@app.route("/6")
def six():
    pattern = rx(r"\b(\w+)\b", IGNORECASE)  # good: a constant pattern
    return jsonify(pattern.findall(request.args["text"]))  # good: the text is the outsider's


@app.route("/7")
def seven():
    return jsonify(bool(search(pattern=request.args["p"], string="abc")))  # bad: by keyword


@app.route("/8")
def eight():
    return jsonify(bool(search(string=request.args["s"], pattern="a+b")))  # good: only the text, by keyword


@app.route("/9")
def nine():
    words = request.args.getlist("word")
    return jsonify(re.findall("|".join(words), "some text"))  # bad: alternatives


@app.route("/10")
def ten():
    words = request.args.getlist("word")
    return jsonify(re.findall("|".join(map(re.escape, words)), "some text"))  # good: each escaped by map


@app.route("/11")
def eleven():
    words = [escape(w) for w in request.args.getlist("word")]
    return jsonify(re.findall("|".join(words), "some text"))  # good: each escaped in a comprehension


@app.route("/12")
def twelve():
    return jsonify(re.match(FIELDS[request.args["field"]], request.args["value"]) is not None)  # good: from a table


@app.route("/13")
def thirteen():
    return jsonify(re.match(FIELDS.get(request.args["field"]) or request.args["field"], "v") is not None)  # bad: or itself


@app.route("/14")
def fourteen():
    return jsonify(re.sub(request.form["old"], "new", "text"))  # bad: what is replaced


@app.route("/15")
def fifteen():
    return jsonify(re.sub("old", request.form["new"], "text"))  # good: what is put in its place


@app.route("/16")
def sixteen():
    return jsonify(re.split(request.args["sep"], "a,b"))  # bad: a separator


@app.route("/17")
def seventeen():
    return jsonify(request.args["text"].split(request.args["sep"]))  # good: str.split


@app.route("/18")
def eighteen():
    return jsonify(regex.findall(request.args["p"], "text"))  # bad: the module regex


@app.route("/19")
def nineteen():
    return jsonify(regex.findall(regex.escape(request.args["p"]), "text"))  # good: escaped there


@app.route("/20")
def twenty():
    pattern = re.compile(fnmatch.translate(request.args["glob"]))  # good: a glob
    return jsonify([l for l in LINES if pattern.match(l)])


@app.route("/21")
def twenty_one():
    q = request.args["q"]
    if len(q) > 100:
        return "too long", 400
    return jsonify([l for l in LINES if re.search(q, l)])  # bad: a short pattern is enough


@app.route("/22")
def twenty_two():
    q = request.args["q"]
    if not re.fullmatch(r"[a-z0-9]+", q):
        return "letters only", 400
    return jsonify([l for l in LINES if re.search(q, l)])  # good: letters and digits


@app.route("/23")
def twenty_three():
    q = request.args["q"]
    try:
        pattern = re.compile(q)  # bad: that it compiles proves nothing
    except re.error:
        return "bad pattern", 400
    return jsonify([l for l in LINES if pattern.search(l)])


@app.route("/24/<int:n>")
def twenty_four(n):
    return jsonify(re.findall(r"\w{%d}" % n, "some text"))  # good: a number


@app.route("/25/<name>")
def twenty_five(name):
    return jsonify(re.findall(r"\b%s\b" % name, "some text"))  # bad: %


@app.route("/26")
def twenty_six():
    import html

    q = html.escape(request.args["q"])
    return jsonify(bool(re.search(q, "text")))  # bad: escaped for HTML, not for re


@app.route("/27", methods=["POST"])
def twenty_seven():
    rules = request.get_json()
    found = {}
    for name, pattern in rules.items():
        found[name] = len(re.findall(pattern, "text"))  # bad: values of the body
    return jsonify(found)
