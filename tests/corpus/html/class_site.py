"""Pages made by classes, decorators, error handlers and generators."""
import functools
import html as html_module
import logging
from string import Template
from typing import Optional

import flask
import jinja2
from flask import Flask, abort, current_app, g, request, stream_with_context
from flask.views import MethodView
from markupsafe import Markup

app = flask.Flask(__name__)
log = logging.getLogger(__name__)
env = jinja2.Environment(autoescape=True)
raw_env = jinja2.Environment()
PAGE = Template("<html><body>$body</body></html>")
LAYOUT = "<html><body>{body}</body></html>"


class Article(MethodView):
    def __init__(self):
        self.layout = LAYOUT

    def get(self, slug):
        return self.layout.format(body=slug)  # bad: part of the path in a layout

    def post(self, slug):
        return self.layout.format(body=html_module.escape(slug))  # good: escaped

    def put(self, slug):
        return self.layout.format(body=len(slug))  # good: a number


app.add_url_rule("/a/<slug>", view_func=Article.as_view("article"))


def page(body):
    return PAGE.substitute(body=body)


@app.route("/t1")
def t1():
    return page(request.values.get("b"))  # bad: string.Template escapes nothing


@app.route("/t2")
def t2():
    return page(html_module.escape(request.values.get("b", "")))  # good: escaped before


@app.errorhandler(404)
def not_found(error):
    return f"<p>No page at {request.path}</p>", 404  # bad: an error page with the path


@app.errorhandler(500)
def failed(error):
    return "<p>Sorry</p>", 500  # good: a constant


@app.route("/j1")
def j1():
    template = env.from_string("<p>{{ x }}</p>")
    return template.render(x=request.args["x"])  # good: an environment that escapes


@app.route("/j2")
def j2():
    template = raw_env.from_string("<p>{{ x }}</p>")
    return template.render(x=request.args["x"])  # bad: an environment that does not


@app.route("/j3")
def j3():
    return jinja2.Template("<p>{{ x }}</p>").render(x=request.args["x"])  # bad: a bare template does not, either


@app.route("/j4")
def j4():
    return jinja2.Template("<p>{{ x | e }}</p>").render(x=request.args["x"])  # good: escaped in the template


@app.route("/j5")
def j5():
    return jinja2.Template("<p>{{ x }}</p>", autoescape=True).render(x=request.args["x"])  # good: told to escape


@app.route("/lines")
def lines():
    items = request.args.get("items", "").split(",")
    return "<br>".join(items)  # bad: split and joined


@app.route("/lines2")
def lines2():
    items = request.args.get("items", "").split(",")
    return "<br>".join(html_module.escape(item) for item in items)  # good: each escaped


@app.route("/lines3")
def lines3():
    items = request.args.get("items", "").split(",")
    return "<br>".join(map(html_module.escape, items))  # good: mapped


@app.route("/opt")
def opt():
    name: Optional[str] = request.args.get("name")
    if name is None:
        return "<p>Who?</p>"  # good: a constant
    return "".join(["<p>", name, "</p>"])  # bad: a list joined


@app.route("/guard")
def guard():
    name = request.args.get("name", "")
    if not name.isalnum():
        abort(400)
    return f"<p>{name}</p>"  # good: letters and digits


@app.route("/guard2")
def guard2():
    name = request.args.get("name", "")
    if name.isalnum():
        pass
    return f"<p>{name}</p>"  # bad: nothing follows from the test


@app.route("/g")
def with_g():
    g.name = request.args["name"]
    return f"<p>{g.name}</p>"  # bad: kept in g


@app.route("/clean")
def replace_all():
    text = request.args["t"].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "<p>" + text + "</p>"  # good: escaped by hand


@app.route("/clean2")
def replace_script():
    text = request.args["t"].replace("<script>", "")
    return "<p>" + text + "</p>"  # bad: one tag removed


@app.route("/int")
def numbers():
    a, b = int(request.args["a"]), float(request.args["b"])
    return "<p>{} {:.2f}</p>".format(a, b)  # good: numbers


@app.route("/try")
def tried():
    value = request.args["v"]
    try:
        value = int(value)
    except ValueError:
        return f"<p>{value} is no number</p>"  # bad: the branch in which it is none
    return f"<p>{value}</p>"  # good: the branch in which it is


@app.route("/api")
def api():
    return current_app.response_class(flask.json.dumps({"v": request.args["v"]}), mimetype="application/json")  # good: JSON


@app.route("/css")
def css():
    return f"body {{ color: {request.args['c']} }}", 200, {"Content-Type": "text/css"}  # good: a style sheet is no page


@app.route("/raw", methods=["POST"])
def raw():
    return request.data  # bad: the body is sent back


@app.route("/raw2", methods=["POST"])
def raw2():
    return flask.Response(request.data, headers={"Content-Type": "application/octet-stream"})  # good: bytes to download


def escaped(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return html_module.escape(function(*args, **kwargs))

    return inner


@app.route("/user/<name>/<int:age>")
def user(name, age):
    if age > 100:
        return Markup.escape(name)  # good: escaped by the class
    return Markup("<p>") + name + Markup("</p>")  # good: adding to Markup escapes


@app.route("/user2/<name>")
def user2(name):
    return Markup("<p>" + name + "</p>")  # bad: made of a sum


@app.route("/config")
def config():
    return f"<p>{current_app.config['SITE_NAME']}</p>"  # good: a setting


@app.get("/cond")
def cond():
    q = request.args.get("q", "")
    return "<p>" + (html_module.escape(q) if q else "nothing") + "</p>"  # good: escaped where there is something


@app.get("/while")
def while_loop():
    out, n = "", 0
    while n < 3:
        out += "<li>" + request.args.get(f"i{n}", "") + "</li>"
        n += 1
    return out  # bad: in a loop
