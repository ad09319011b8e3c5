import html

import jinja2
from flask import Flask, current_app, make_response, render_template, render_template_string, request
from jinja2 import BaseLoader, Environment, Template
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import escape

app = Flask(__name__)
PAGE = "<h1>%s</h1>"
THEMES = {"dark": "<body class=dark>{{ text }}", "light": "<body>{{ text }}"}


@app.route("/a")
def a():
    return render_template_string("<p>" + request.args.get("q", "") + "</p>")  # bad: concatenated


@app.route("/b")
def b():
    return render_template_string("<p>{{ q }}</p>", q=request.args.get("q", ""))  # good: a variable


@app.route("/c")
def c():
    return render_template_string(PAGE % request.args["title"])  # bad: %


@app.route("/d")
def d():
    return render_template_string(PAGE % "{{ title }}", title=request.args["title"])  # good: the hole is a variable


@app.route("/e")
def e():
    name = escape(request.args["name"])
    return render_template_string(f"<b>{name}</b>")  # bad: HTML escaping keeps the braces


@app.route("/f")
def f():
    name = html.escape(request.args["name"])
    return render_template_string("<b>{{ name }}</b>", name=name)  # good: escaped and a variable


@app.route("/g/<theme>")
def g(theme):
    return render_template_string(THEMES[theme], text="x")  # good: out of a table


@app.route("/h/<theme>")
def h(theme):
    return render_template_string(THEMES.get(theme, theme), text="x")  # bad: itself the default


@app.route("/i", methods=["POST"])
def i():
    template = Template(request.form["template"])  # bad: a Template
    return make_response(len(template.render()))


@app.route("/j", methods=["POST"])
def j():
    template = Template("Hello {{ name }}")  # good: constant
    return str(len(template.render(name=request.form["name"])))


@app.route("/k", methods=["POST"])
def k():
    env = Environment(loader=BaseLoader(), autoescape=True)
    return str(len(env.from_string(request.form["template"]).render()))  # bad: autoescape does not help


@app.route("/l", methods=["POST"])
def l():
    env = SandboxedEnvironment()
    return str(len(env.from_string(request.form["template"]).render()))  # good: the sandbox


@app.route("/m", methods=["POST"])
def m():
    rtemplate = jinja2.Environment(loader=jinja2.FileSystemLoader("t")).from_string(request.get_data().decode())  # bad: chained
    return str(len(rtemplate.render()))


@app.route("/n")
def n():
    return render_template("page.html", q=request.args["q"])  # good: a file


@app.errorhandler(404)
def not_found(error):
    return render_template_string("<p>%s was not found</p>" % request.url), 404  # bad: the address of the request


@app.errorhandler(500)
def broken(error):
    return render_template_string("<p>{{ url }} is broken</p>", url=request.url), 500  # good: a variable


@app.route("/o")
def o():
    count = request.args.get("count", 1, type=int)
    return render_template_string("<p>%d</p>" % count)  # good: a number


@app.route("/p")
def p():
    user = request.cookies.get("user")
    if user is None or not user.isalnum():
        return "no"
    return render_template_string("<p>" + user + "</p>")  # good: letters and digits


@app.route("/q")
def q():
    user = request.cookies.get("user")
    if user is None:
        return "no"
    return render_template_string("<p>" + user + "</p>")  # bad: only not None


@app.route("/r")
def r():
    return current_app.jinja_env.from_string(request.values["t"]).render()  # bad: the application's environment


@app.route("/s")
def s():
    parts = ["<ul>"]
    for item in request.args.getlist("item"):
        parts.append("<li>" + item)
    return render_template_string("".join(parts))  # bad: joined


@app.route("/t")
def t():
    items = request.args.getlist("item")
    page = "".join(["<ul>", "{% for item in items %}<li>{{ item }}{% endfor %}"])
    return render_template_string(page, items=items)  # good: a constant loop


@app.route("/u")
def u():
    text = request.args["text"]
    text = text.replace("{", "").replace("}", "")
    return render_template_string("<p>" + text)  # good: without braces


@app.route("/v")
def v():
    text = request.args["text"]
    text = text.replace("'", "")
    return render_template_string("<p>" + text)  # bad: only without quotes
