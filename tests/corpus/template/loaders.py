import flask, jinja2
from flask import request
from jinja2 import Environment, DictLoader, FunctionLoader
from aiohttp import web
import aiohttp_jinja2
from fastapi import FastAPI, Request
from fastapi.templating import Jinja2Templates
app = flask.Flask(__name__)
api = FastAPI()
templates = Jinja2Templates(directory="t")
env = jinja2.Environment()


@app.route("/a")
def a():
    t = """<html>{}</html>""".format(flask.request.args.get("n"))
    return flask.render_template_string(t)  # bad: module attribute


@app.route("/b")
def b():
    return flask.render_template_string("""<html>{{ n }}</html>""", n=flask.request.args.get("n"))  # good: variable


@app.route("/c")
def c():
    e = Environment(loader=DictLoader({"x": request.args["t"]}))  # bad: a loader of outside sources
    return e.get_template("x").render()


@app.route("/d")
def d():
    e = Environment(loader=DictLoader({"x": "{{ t }}"}))  # good: constant sources
    return e.get_template("x").render(t=request.args["t"])


@api.get("/e")
async def e(request: Request, name: str):
    return templates.TemplateResponse("e.html", {"request": request, "name": name})  # good: a file


@api.get("/f")
async def f(name: str):
    tpl = env.from_string("Hi " + name)  # bad: from_string
    return await tpl.render_async()


@api.get("/g")
async def g(name: str):
    tpl = env.from_string("Hi {{ name }}")  # good: constant
    return tpl.render(name=name)


@api.get("/h")
async def h(request: Request):
    body = await request.body()
    return jinja2.Template(body.decode()).render()  # bad: body


async def i(request):
    return aiohttp_jinja2.render_string("x.html", request, {"q": request.query["q"]})  # good: a file
