import os

import commands
from commands import Runner, archive_line, archive_line_quoted, run_line
from flask import Flask, request

app = Flask(__name__)


@app.post("/archive")
def archive():
    run_line(archive_line(request.form["folder"]))  # bad: two helpers of another module
    return "ok"


@app.post("/archive/quoted")
def archive_quoted():
    run_line(archive_line_quoted(request.form["folder"]))  # good: the helper quotes
    return "ok"


@app.post("/archive/default")
def archive_default():
    run_line(archive_line(commands.default_folder(request.form["folder"])))  # good: the helper ignores its argument
    return "ok"


@app.post("/program")
def program():
    commands.run_program("du", "-sh", request.form["folder"])  # good: an argument of a list over there
    return "ok"


@app.post("/program2")
def program_chosen():
    commands.run_program(request.form["tool"], "-sh")  # bad: the first element over there
    return "ok"


@app.get("/size")
def size():
    runner = Runner(request.args["folder"])
    return {"size": len(runner.size())}  # bad: kept in an object of another module


@app.get("/version")
def version():
    runner = Runner(request.args["folder"])
    return {"size": len(runner.version())}  # good: the method does not use it


@app.get("/loop")
def loop():
    for name in request.args.getlist("name"):
        os.system("touch " + name)  # bad: each of a list of parameters
    for name in ("a", "b"):
        os.system("touch " + name)  # good: constants
    return "ok"
