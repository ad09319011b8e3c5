from flask import Blueprint, redirect, request

from .safety import allowed, local_target, normalised

web = Blueprint("web", __name__)


@web.get("/a")
def a():
    return redirect(local_target(request.args["u"]))  # good: checked in another module


@web.get("/b")
def b():
    return redirect(normalised(request.args["u"]))  # bad: only tidied in another module


@web.get("/c")
def c():
    u = request.args["u"]
    if allowed(u):
        return redirect(u)  # good: a check in another module
    return redirect("/")


@web.get("/d")
def d():
    u = request.args["u"]
    if allowed("https://portal.example/"):
        return redirect(u)  # bad: something else was checked
    return redirect("/")
