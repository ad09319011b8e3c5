import subprocess

from sanic import Blueprint, Request, Sanic
from sanic.response import json, text
from sanic.views import HTTPMethodView

app = Sanic("queue")
bp = Blueprint("jobs")


@app.get("/jobs")
async def jobs(request):
    rows = await app.ctx.db.execute("SELECT * FROM job WHERE state = '%s'" % request.args.get("state"))  # bad: args
    return json(rows)


@bp.route("/jobs/<name>", methods=["POST"])
async def start(request: Request, name: str):
    subprocess.Popen("start-job " + name, shell=True)  # bad: text of the path
    subprocess.Popen("start-job " + request.json["name"], shell=True)  # bad: JSON
    subprocess.Popen(["start-job", name])  # good: no shell
    return text("ok")


@bp.get("/jobs/<number:int>/log")
async def log(request, number):
    rows = await app.ctx.db.execute(f"SELECT * FROM log WHERE job = {number}")  # good: a number
    rows += await app.ctx.db.execute(f"SELECT * FROM log WHERE owner = '{request.ctx.user}'")  # good: our login
    return json(rows)


class Jobs(HTTPMethodView):
    async def post(self, request):
        await app.ctx.db.execute("INSERT INTO job VALUES ('%s')" % request.form.get("name"))  # bad: a class view
        return text("ok")


@app.listener("before_server_start")
async def setup(app, loop):
    await app.ctx.db.execute(f"CREATE TABLE {app.config.TABLE} (a)")  # good: at the start


app.add_route(Jobs.as_view(), "/new")
app.blueprint(bp)
