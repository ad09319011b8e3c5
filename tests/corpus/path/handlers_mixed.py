"""The same questions in other frameworks and manners."""
import asyncio
import glob
import gzip
import logging
import os
import os.path as osp
import pathlib
import shutil
import tempfile
import uuid
from http.server import BaseHTTPRequestHandler
from os import path, remove
from os.path import basename, join, normpath, realpath

import pandas as pd
import tornado.web
from aiohttp import web
from bottle import request as brequest, route, static_file
from flask import Flask, current_app, render_template, request, send_file
from PIL import Image

app = Flask(__name__)
BASE_DIR = os.path.dirname(os.path.abspath(__file__))
UPLOADS = os.path.join(BASE_DIR, "uploads")
routes = web.RouteTableDef()


class Forbidden(Exception):
    pass


class Store:
    """Keeps files below a root."""

    def __init__(self, root):
        self.root = pathlib.Path(root).resolve()

    def _locate(self, name):
        candidate = (self.root / name).resolve()
        if self.root not in candidate.parents:
            raise Forbidden(name)
        return candidate

    def load(self, name):
        return self._locate(name).read_text()

    def load_fast(self, name):
        return (self.root / name).read_text()  # bad: the store does not look


store = Store(UPLOADS)


@app.route("/s1")
def s1():
    return store.load(request.args["name"])  # good: the store looks


@app.route("/s2")
def s2():
    return store.load_fast(request.args["name"])


@routes.get("/files/{name}")
async def files(request):
    return web.FileResponse(os.path.join("files", request.match_info["name"]))  # bad: aiohttp's match


@routes.get("/files2/{name}")
async def files_checked(request):
    name = request.match_info["name"]
    full = realpath(join("/srv/files", name))
    if not full.startswith("/srv/files/"):
        raise web.HTTPForbidden()
    return web.FileResponse(full)  # good: aiohttp, resolved


class Doc(tornado.web.RequestHandler):
    def get(self, slug):
        with open(f"docs/{slug}.md") as fh:  # bad: a group of the route
            self.write({"text": fh.read()})

    def post(self):
        number = int(self.get_argument("id"))
        with open(f"docs/{number}.md") as fh:  # good: a number
            self.write({"text": fh.read()})

    def delete(self):
        os.unlink(os.path.join("docs", self.get_argument("name")))  # bad: tornado's argument


@route("/img")
def img():
    return static_file(brequest.query.name, root="/srv/img")  # good: bottle checks


@route("/log")
def log():
    return open("/var/log/" + brequest.query.get("name")).read()  # bad: bottle's query


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        with open("." + self.path, "rb") as fh:  # bad: the path of the request line
            self.wfile.write(fh.read())

    def do_HEAD(self):
        name = basename(self.path)
        with open(join("public", name), "rb") as fh:  # good: basename imported by name
            self.wfile.write(fh.read())


@app.route("/csv")
def csv():
    frame = pd.read_csv(os.path.join(UPLOADS, request.args["file"]))  # bad: pandas
    return frame.to_json()


@app.route("/csv2")
def csv2():
    frame = pd.read_csv(request.files["file"])  # good: the upload itself
    return frame.to_json()


@app.route("/thumb")
def thumb():
    with Image.open(osp.join(UPLOADS, request.args["f"])) as picture:  # bad: PIL, os.path by another name
        picture.thumbnail((9, 9))
    return "ok"


@app.route("/page/<page>")
def page(page):
    return render_template(f"{page}.html")  # good: the loader keeps to its folder


@app.route("/zip")
def zipped():
    name = f"{uuid.uuid4()}.gz"
    with gzip.open(os.path.join(tempfile.gettempdir(), name), "wb") as out:  # good: a name of our own
        out.write(request.data)
    return send_file(os.path.join(tempfile.gettempdir(), name))  # good: the same name


@app.route("/tree", methods=["DELETE"])
def tree():
    user = request.form["user"]
    shutil.rmtree(os.path.join(UPLOADS, user))  # bad: a whole tree
    return "", 204


@app.route("/tree2", methods=["DELETE"])
def tree2():
    user = request.form["user"]
    if not user.isalnum():
        return "no", 400
    shutil.rmtree(os.path.join(UPLOADS, user))  # good: letters and digits
    return "", 204


@app.route("/mk", methods=["POST"])
def mk():
    data = request.get_json(force=True)
    os.makedirs(os.path.join(UPLOADS, data["project"], "src"), exist_ok=True)  # bad: in the middle
    return "", 201


@app.route("/mk2", methods=["POST"])
def mk2():
    project = normpath(request.get_json()["project"])
    if project.startswith(("..", "/")) or path.isabs(project):
        return "no", 400
    os.makedirs(os.path.join(UPLOADS, project), exist_ok=True)  # good: normalised, and inside
    return "", 201


@app.route("/rm")
def rm():
    remove(join(UPLOADS, request.args["f"]))  # bad: imported by name
    return ""


@app.route("/rel")
def rel():
    full = os.path.abspath(os.path.join(UPLOADS, request.args["f"]))
    if os.path.relpath(full, UPLOADS).startswith(os.pardir):
        return "no", 403
    return send_file(full)  # good: relpath


@app.route("/tern")
def tern():
    f = request.args.get("f")
    name = f if f in ("a.txt", "b.txt") else "a.txt"
    return send_file(join(UPLOADS, name))  # good: or else the first


@app.route("/walrus")
def walrus():
    if name := request.args.get("f"):
        return send_file(join(UPLOADS, name))  # bad: a walrus
    return ""


@app.route("/try")
def tried():
    try:
        name = str(int(request.args["f"]))
    except ValueError:
        name = "0"
    return send_file(join(UPLOADS, name))  # good: a number or zero


@app.route("/exists")
def exists():
    full = join(UPLOADS, request.args["f"])
    if not os.path.isfile(full):
        return "no", 404
    return send_file(full)  # bad: that it exists says nothing


@app.route("/len")
def length():
    name = request.args["f"]
    if len(name) > 30:
        return "no", 400
    return send_file(join(UPLOADS, name))  # bad: short names lead out, too


@app.route("/lower")
def lower():
    name = request.args["f"].strip().lower().replace(" ", "_")
    return send_file(join(UPLOADS, name))  # bad: tidied


@app.route("/cfg")
def cfg():
    return send_file(join(current_app.config["FOLDER"], "report.pdf"))  # good: the configuration


@app.route("/log2")
def log2():
    logging.info("asked for %s", request.args["f"])
    return send_file("report.pdf")  # good: only logged


@app.route("/many")
def many():
    found = [open(join(UPLOADS, n)).read() for n in request.args.getlist("n")]  # bad: in a comprehension
    return {"n": found}


@app.route("/many2")
def many2():
    found = [open(join(UPLOADS, n)).read() for n in request.args.getlist("n") if n in ("a", "b")]  # good: filtered
    return {"n": found}


@app.route("/thread")
async def threaded():
    return await asyncio.to_thread(open, join(UPLOADS, request.args["f"]))  # bad: called by a thread


def with_ext(name):
    return name + ".txt"


@app.route("/fn")
def fn():
    return send_file(join(UPLOADS, with_ext(request.args["f"])))  # bad: by way of a function


@app.route("/state")
def state():
    class Job:
        pass

    job = Job()
    job.name = request.args["f"]
    job.folder = UPLOADS
    return send_file(join(job.folder, job.name))  # bad: by way of an attribute


@app.route("/state2")
def state2():
    class Job:
        pass

    job = Job()
    job.name = request.args["f"]
    job.file = "job.txt"
    return send_file(join(UPLOADS, job.file))  # good: another attribute
