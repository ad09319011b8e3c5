from flask import Flask, request

from storage import Disk, absolute, checked

app = Flask(__name__)
disk = Disk("/srv/shop")


@app.route("/a")
def a():
    return open(absolute("/srv/shop", request.args["n"])).read()  # bad: joined in another module


@app.route("/b")
def b():
    return open(checked("/srv/shop", request.args["n"])).read()  # good: checked in another module


@app.route("/c")
def c():
    return disk.read(request.args["n"])  # bad: opened in another module


@app.route("/d")
def d():
    return disk.read_safely(request.args["n"])  # good: opened safely in another module
