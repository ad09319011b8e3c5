from flask import Flask, request

from store import known, remember, remember_step

app = Flask(__name__)


@app.get("/1")
def one():
    remember("colour", request.args["colour"])  # bad: a helper in another module stores it
    return ""


@app.get("/2")
def two():
    remember_step(request.args["step"])  # good: stored as a number
    return ""


@app.get("/3")
def three():
    remember("group", known(request.args["group"]))  # good: checked in another module
    return ""


@app.get("/4")
def four():
    remember("seen", "yes")  # good: a constant
    return request.args["x"].upper()[:0]
