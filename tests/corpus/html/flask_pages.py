"""A small site about birds."""
import html
import json
import re

import bleach
import markupsafe
from flask import Flask, Response, jsonify, make_response, render_template, render_template_string, request
from markupsafe import Markup, escape

app = Flask(__name__)

COLOURS = {"red": "#f00", "blue": "#00f"}
SIZES = ["small", "large"]


@app.route("/hello")
def hello():
    name = request.args.get("name", "stranger")
    return f"<h1>Hello, {name}!</h1>"  # bad: f-string


@app.route("/hello2")
def hello_escaped():
    name = request.args.get("name", "stranger")
    return f"<h1>Hello, {escape(name)}!</h1>"  # good: escaped in place


@app.route("/greet/<who>")
def greet(who):
    return "<b>" + who + "</b>"  # bad: part of the path


@app.route("/greet/<int:who>")
def greet_number(who):
    return "<b>" + str(who) + "</b>"  # good: a number


@app.route("/plain/<who>")
def plain(who):
    return who  # bad: the text itself is the page


@app.route("/search", methods=["GET", "POST"])
def search():
    q = request.form["q"]
    out = "<p>Results for %s</p>" % q
    out += "<ul></ul>"
    return out  # bad: percent, then added to


@app.route("/search2", methods=["GET", "POST"])
def search2():
    q = html.escape(request.form["q"])
    out = "<p>Results for %s</p>" % q
    out += "<ul></ul>"
    return out  # good: escaped before


@app.route("/quoted")
def wrong_sanitiser():
    import shlex

    q = shlex.quote(request.args["q"])
    return "<p>{}</p>".format(q)  # bad: quoting for a shell is no escaping for HTML


@app.route("/overwritten")
def overwritten():
    q = request.args["q"]
    q = "nothing"
    return "<p>{}</p>".format(q)  # good: overwritten


@app.route("/colour")
def colour():
    name = request.args.get("colour", "red")
    return f'<div style="color: {COLOURS[name]}">x</div>'  # good: the table's value


@app.route("/colour2")
def colour_default():
    name = request.args.get("colour", "red")
    return f'<div style="color: {COLOURS.get(name, name)}">x</div>'  # bad: the default is what was sent


@app.route("/size")
def size():
    s = request.args.get("size")
    if s not in SIZES:
        return "no such size", 400
    return f"<p class='{s}'>ok</p>"  # good: allow-list


@app.route("/size2")
def size_checked_late():
    s = request.args.get("size")
    if s not in SIZES:
        app.logger.warning("odd size")
    return f"<p class='{s}'>ok</p>"  # bad: the check does not stop


@app.route("/resp")
def resp():
    return Response(f"<i>{request.args['x']}</i>")  # bad: Response is HTML by default


@app.route("/resp-text")
def resp_text():
    return Response(f"<i>{request.args['x']}</i>", mimetype="text/plain")  # good: plain text


@app.route("/resp-type")
def resp_type():
    kind = "text/" + "plain"
    return Response(request.args["x"], content_type=kind + "; charset=utf-8")  # good: plain text, after folding


@app.route("/resp-html")
def resp_html():
    return Response(request.args["x"], content_type="text/html; charset=utf-8")  # bad: says it is HTML


@app.route("/made")
def made():
    page = "<p>" + request.headers.get("X-Name", "") + "</p>"
    resp = make_response(page)  # bad: from a header
    resp.headers["X-Frame-Options"] = "DENY"
    return resp


@app.route("/made2")
def made_plain():
    page = "<p>" + request.headers.get("X-Name", "") + "</p>"
    resp = make_response(page)  # good: the type is set afterwards
    resp.headers["Content-Type"] = "text/plain"
    return resp


@app.route("/made3")
def made_json():
    resp = make_response(json.dumps({"name": request.args["name"]}))  # good: JSON
    resp.mimetype = "application/json"
    return resp


@app.route("/tuple")
def with_status():
    return "<p>%s not found</p>" % request.args.get("id"), 404  # bad: body and status


@app.route("/tuple2")
def with_headers():
    return "%s not found" % request.args.get("id"), 404, {"Content-Type": "text/plain"}  # good: with headers


@app.route("/json")
def as_json():
    return jsonify(name=request.args["name"])  # good: JSON


@app.route("/dict")
def as_dict():
    return {"name": request.args["name"]}  # good: Flask sends a dict as JSON


@app.route("/tpl")
def tpl():
    return render_template("x.html", name=request.args["name"])  # good: templates escape


@app.route("/tpl2")
def tpl_string():
    return render_template_string("<p>{{ name }}</p>", name=request.args["name"])  # good: so do those in strings


@app.route("/tpl3")
def tpl_safe():
    return render_template_string("<p>{{ name | safe }}</p>", name=request.args["name"])  # bad: marked as safe inside


@app.route("/tpl4")
def tpl_markup():
    name = Markup(request.args["name"])  # bad: marked as safe
    return render_template("x.html", name=name)


@app.route("/tpl5")
def tpl_markup_escaped():
    name = Markup("<b>%s</b>") % request.args["name"]  # good: Markup escapes what is put into it
    return render_template("x.html", name=name)


@app.route("/tpl6")
def tpl_markup_format():
    name = Markup("<b>{}</b>").format(request.args["name"])
    return name  # good: so does its format


@app.route("/clean")
def cleaned():
    return bleach.clean(request.args["bio"])  # good: cleaned


@app.route("/stripped")
def stripped():
    bio = re.sub(r"[^A-Za-z0-9 ]", "", request.args["bio"])
    return "<p>" + bio + "</p>"  # good: only letters are left


@app.route("/stripped2")
def stripped_little():
    bio = request.args["bio"].replace("script", "").strip().lower()
    return "<p>" + bio + "</p>"  # bad: removing a word is no escaping


@app.route("/loop")
def loop():
    rows = []
    for value in request.args.getlist("row"):
        rows.append(f"<li>{value}</li>")
    return "<ul>" + "".join(rows) + "</ul>"  # bad: list and join


@app.route("/loop2")
def loop_escaped():
    rows = [f"<li>{markupsafe.escape(value)}</li>" for value in request.args.getlist("row")]
    return "<ul>" + "".join(rows) + "</ul>"  # good: each is escaped


@app.route("/pop")
def popped():
    parts = ["safe", request.args["x"], "also safe"]
    parts.pop(0)
    return f"<p>{parts[1]}</p>"  # good: the element after the outsider's


@app.route("/pop2")
def popped_wrong():
    parts = ["safe", request.args["x"], "also safe"]
    parts.pop(0)
    return f"<p>{parts[0]}</p>"  # bad: the outsider's moved to the front


@app.route("/ternary")
def ternary():
    n = 106
    bar = "constant" if 7 * 18 + n > 200 else request.args["x"]
    return f"<p>{bar}</p>"  # good: always the constant


@app.route("/ternary2")
def ternary_bad():
    n = 86
    bar = "constant" if 7 * 42 - n > 2000 else request.args["x"]
    return f"<p>{bar}</p>"  # bad: never the constant


@app.route("/match")
def matched():
    guess = "ABC"[1]
    match guess:
        case "A":
            bar = request.args["x"]
        case "B":
            bar = "bob"
        case _:
            bar = request.args["y"]
    return "<p>" + bar + "</p>"  # good: the case is known
