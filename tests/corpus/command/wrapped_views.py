"""Views behind decorators of the program's own."""
import functools
import os
import re

from flask import Flask, abort, redirect, request, session

app = Flask(__name__)


def signed_in(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        if "user" not in session:
            return redirect("/sign-in")
        return view(*args, **kwargs)

    return inner


def plain_name(view):
    @functools.wraps(view)
    def inner(name):
        if not re.fullmatch(r"[a-z0-9]+", name):
            abort(404)
        return view(name)

    return inner


@app.route("/pack/<name>")
@signed_in
def pack(name):
    os.system("tar czf /srv/out.tgz " + name)  # bad: who may ask is checked, not what for
    return "packed"


@app.route("/pack2/<name>")
@signed_in
@plain_name
def pack_named(name):
    os.system("tar czf /srv/out.tgz " + name)  # good: letters and digits only come through
    return "packed"


@app.route("/pack3/<name>")
@plain_name
def pack_other(name):
    os.system("tar czf /srv/out.tgz " + request.args["folder"])  # bad: the decorator looks at another value
    return "packed"
