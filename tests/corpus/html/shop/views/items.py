from flask import Blueprint, request

from render import Page, constant_heading, heading, safe_heading

items = Blueprint("items", __name__)


@items.route("/one")
def one():
    return heading(request.args["t"])  # bad: a helper in another module


@items.route("/two")
def two():
    return safe_heading(request.args["t"])  # good: a helper that escapes


@items.route("/three")
def three():
    return constant_heading(request.args["t"])  # good: a helper that ignores it


@items.route("/four")
def four():
    page = Page("Shop")
    page.add(request.args["piece"])
    return page.html()  # bad: state of an object


@items.route("/five")
def five():
    page = Page("Shop")
    page.add("<p>nothing</p>")
    return page.html()  # good: nothing of the outsider's in it


def respond(title):
    return f"<h1>{title}</h1>"


@items.post("/six")
def six():
    data = request.get_json()
    return respond(data["title"])  # bad: a helper in the same file


@items.post("/seven")
def seven():
    data = {"title": "Shop", "note": request.form["note"]}
    return respond(data["title"])  # good: another key
