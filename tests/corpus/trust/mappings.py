"""Values taken out of a request's mappings in their own ways."""
from flask import Flask, request, session

app = Flask(__name__)


@app.route("/a")
def all_lists():
    for name, given in request.args.lists():
        if name == "colour":
            session["colour"] = given[0]  # bad: a value of the query string
    return {}


@app.route("/b")
def how_many():
    for name, given in request.args.lists():
        if name == "colour":
            session["colours"] = len(given)  # good: a number
    return {}


@app.route("/c")
def popped():
    form = request.form.copy()
    session["style"] = form.poplist("style")  # bad: values of the form
    return {}
