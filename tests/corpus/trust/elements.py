"""Elements of a mapping that are checked where they are."""
import re

import flask
from aiohttp import web
from aiohttp_session import get_session
from flask import Flask, abort, session

app = Flask(__name__)


async def set_zone(request):
    kept = await get_session(request)
    data = await request.post()
    if not re.fullmatch(r"[A-Za-z_]+", data["zone"]):
        raise web.HTTPBadRequest()
    kept["zone"] = data["zone"]  # good: its characters are checked
    kept["city"] = data["city"]  # bad: another element
    return web.Response()


@app.post("/shape")
def shape():
    if flask.request.form["shape"] not in ("round", "square"):
        abort(400)
    session["shape"] = flask.request.form["shape"]  # good: one of two
    session["side"] = flask.request.form["side"]  # bad: another element
    return {}


@app.post("/level")
def level():
    data = flask.request.get_json()
    if not data["level"].isdigit():
        abort(400)
    session["level"] = data["level"]  # good: digits
    return {}
