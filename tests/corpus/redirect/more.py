import re
from urllib.parse import parse_qs, quote, urlencode, urlparse, urlunparse

import flask
from flask import Blueprint, current_app, flash, g, redirect, request, session, url_for
from flask_login import current_user, login_user
from werkzeug.exceptions import BadRequest

bp = Blueprint("auth", __name__)
SAFE_PATHS = re.compile(r"^/[a-z0-9_-]+(?:/[a-z0-9_-]+)*$")


def get_redirect_target():
    for target in request.args.get("next"), request.form.get("next"):
        if not target:
            continue
        if is_local(target):
            return target
    return None


def is_local(target):
    parsed = urlparse(target)
    if parsed.scheme or parsed.netloc:
        return False
    return target.startswith("/")


def redirect_back(default="main.index", **kwargs):
    target = request.args.get("next") or request.form.get("next")
    if not target or urlparse(target).netloc != "":
        target = url_for(default, **kwargs)
    return redirect(target)  # good: no host


@bp.post("/in")
def sign_in():
    login_user(current_user)
    next_page = request.args.get("next")
    if not next_page or urlparse(next_page).netloc != "":
        next_page = url_for("main.index")
    return redirect(next_page)  # good: the usual check


@bp.post("/in2")
def sign_in_unchecked():
    login_user(current_user)
    next_page = request.args.get("next")
    if not next_page:
        next_page = url_for("main.index")
    return flask.redirect(next_page, code=303)  # bad: only its absence is checked


@bp.post("/in3")
def sign_in_target():
    target = get_redirect_target()
    return redirect(target or url_for("main.index"))  # good: checked where it is read


@bp.get("/u")
def query_kept():
    args = urlencode({"next": request.args["next"]})
    return redirect(url_for("main.index") + "?" + args)  # good: in the query


@bp.get("/v")
def scheme_relative():
    return redirect("//" + request.args["host"] + "/x")  # bad: a host of the outsider's


@bp.get("/w")
def pattern():
    path = request.args["p"]
    if not SAFE_PATHS.match(path):
        raise BadRequest()
    return redirect(path)  # good: a pattern of local paths


@bp.get("/x")
def pattern_loose():
    path = request.args["p"]
    if not re.match(r"^https?://", path):
        raise BadRequest()
    return redirect(path)  # bad: any host


@bp.get("/y")
def from_json():
    data = request.get_json()
    url = data.get("return_to", "/")
    flash("done")
    return redirect(url)  # bad: out of JSON


@bp.get("/z")
def setting():
    return redirect(current_app.config["HOME"])  # good: a setting


@bp.get("/z1")
def setting_path():
    return redirect(current_app.config["HOME"] + "/users/" + request.args["u"])  # good: behind a setting


@bp.get("/q")
def quoted():
    return redirect("/search/" + quote(request.args["q"]))  # good: a path


@bp.get("/r")
def rebuilt():
    parts = urlparse(request.args["u"])
    return redirect(urlunparse(("", "", parts.path, "", parts.query, "")))  # good: rebuilt without a host


@bp.get("/s")
def in_dict():
    options = {"home": "/", "back": request.args["b"]}
    return redirect(options["home"])  # good: another key


@bp.get("/s2")
def in_dict_chosen():
    options = {"home": "/", "back": request.args["b"]}
    return redirect(options["back"])  # bad: this key


@bp.get("/t")
def host_equal():
    url = request.args["u"]
    if urlparse(url).netloc == request.host:
        return redirect(url)  # good: this host
    return redirect("/")


@bp.get("/t2")
def host_unequal():
    url = request.args["u"]
    if urlparse(url).netloc != request.host:
        return redirect(url)  # bad: any but this host
    return redirect("/")


@bp.get("/k")
def kept():
    session["next"] = "/"
    return redirect(session.pop("next", "/"))  # good: the server's own


@bp.get("/l")
def in_g():
    g.target = request.args["to"]
    return redirect(g.target)  # bad: kept in g


@bp.get("/m")
def tuple_header():
    return "", 302, {"Location": request.args["to"]}  # bad: a header beside the body


@bp.get("/m2")
def tuple_header_fixed():
    return "", 302, {"Location": "/to/" + request.args["to"]}  # good: a path


@bp.get("/m3")
def walrus():
    if (to := request.args.get("to")) and to.startswith("/") and not to.startswith("//"):
        return redirect(to)  # good: checked in one go
    return redirect("/")


def lambda_handler(event, context):
    to = event["queryStringParameters"]["to"]
    return {"statusCode": 302, "headers": {"Location": to}}  # bad: a function's answer


def lambda_handler_fixed(event, context):
    to = event["queryStringParameters"]["to"]
    return {"statusCode": 302, "headers": {"Location": f"/x/{to}"}}  # good: a path
