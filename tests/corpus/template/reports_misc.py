"""Reports whose heading users choose."""
import os
from string import Template as StringTemplate

from flask import Flask, abort, render_template, request, session
from flask import render_template_string as rts
from jinja2 import Environment, FileSystemLoader, select_autoescape

app = Flask(__name__)
jinja = Environment(loader=FileSystemLoader("templates"), autoescape=select_autoescape())
BODY = "<h1>{heading}</h1>{{{{ total }}}}"


@app.get("/report")
def report():
    heading = request.args.get("heading", "Report")
    source = BODY.format(heading=heading)
    return rts(source, total=3)  # bad: format puts it into the source


@app.get("/report/escaped")
def report_static():
    source = BODY.format(heading="Report")
    return rts(source, total=request.args.get("total"))  # good: a constant heading


@app.get("/report/named")
def report_named():
    name = request.args.get("name", "daily")
    template = jinja.get_template(name + ".html")  # good: chosen among the files of the loader
    return template.render()


@app.get("/report/compiled")
def report_compiled():
    expr = jinja.compile_expression(request.args["expr"])  # bad: an expression of Jinja
    return str(bool(expr()))


@app.get("/report/file")
def report_file():
    with open(os.path.join("templates", "fixed.html")) as f:
        source = f.read()
    return rts(source, q=request.args["q"])  # good: the source is a file of ours


@app.post("/report/upload")
def report_upload():
    source = request.files["template"].read().decode("utf-8")
    return rts(source)  # bad: an uploaded template


@app.get("/report/choice")
def report_choice():
    kind = request.args.get("kind")
    if kind == "short":
        source = "{{ total }}"
    elif kind == "long":
        source = "Total: {{ total }}"
    else:
        abort(404)
    return rts(source, total=1)  # good: one of two constants


@app.get("/report/locale")
def report_locale():
    lang = request.accept_languages.best_match(["de", "en"])
    return rts("<html lang=%s>" % lang)  # good: one of two languages


def page(body, title="x"):
    return rts("<title>" + title + "</title>" + body)  # bad: reached by the body of one caller


@app.get("/report/page")
def report_page():
    return page("<p>" + request.args["text"])


@app.get("/report/list")
def report_list():
    cells = []
    for row in request.get_json()["rows"]:
        cells += [row["name"], "{{ total }}"]
    return rts(" ".join(cells))  # bad: cells of the body


@app.get("/report/count")
def report_count():
    cells = []
    for row in request.get_json()["rows"]:
        cells += [str(len(row)), "{{ total }}"]
    return rts(" ".join(cells))  # good: their lengths


@app.get("/report/plain")
def report_plain():
    text = StringTemplate("Hello $name").safe_substitute(name=request.args["name"])
    return {"length": len(text)}  # good: no template engine


@app.get("/report/try")
def report_try():
    try:
        number = int(request.args["n"])
    except (KeyError, ValueError):
        number = None
    return rts("<b>" + str(number) + "</b>")  # good: a number or None
