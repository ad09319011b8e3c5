"""Sessions that remember what an outsider sent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

RULE = Rule(
    name="trust-boundary-violation",
    summary="an outsider's value is kept in the session unchecked",
    help="Validate the value, or store what the server looked up itself (the user's id from the database).",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(501,),
    what=(
        "Keys and values of a server's session that are taken from the request as they are. Numbers, values of an "
        "allowed list, and functions that check a password are left alone; the latter settle who someone is, not "
        "what they may do, so a role or a permission still counts."
    ),
    why=(
        "Code that reads a session takes its content for the server's own. A role, a user's id or a price that came "
        "from a request is believed from then on."
    ),
    assistants="Keeping a form field in the session is the shortest way to have it in the next request.",
    remedy="Check the value against what is allowed, convert it to a number, or store the result of a look-up.",
    prompt="Store only validated or looked-up values in a session, never request parameters as they are.",
    references=("https://cwe.mitre.org/data/definitions/501.html",),
    bad=(
        Bad(
            """\
from flask import Flask, request, session

app = Flask(__name__)


@app.route("/role", methods=["POST"])
def role():
    session["role"] = request.form["role"]
    return "ok"
""",
            why="a value",
        ),
        Bad(
            """\
from flask import Flask, request, session

app = Flask(__name__)


@app.route("/set")
def remember():
    session[request.args["key"]] = True
    return "ok"
""",
            why="a key",
        ),
        Bad(
            """\
from django.http import HttpResponse


def theme(request):
    request.session["theme"] = request.GET.get("theme", "light")
    return HttpResponse("ok")
""",
            why="Django",
        ),
        Bad(
            """\
from django.contrib.auth import authenticate
from django.http import HttpResponse


def sign_in(request):
    user = authenticate(request, username=request.POST["name"], password=request.POST["password"])
    if user is None:
        return HttpResponse(status=401)
    request.session["is_admin"] = request.POST.get("is_admin")
    return HttpResponse("ok")
""",
            why="what the visitor may do: the password says only who they are",
        ),
    ),
    good=(
        Good(
            """\
from flask import Flask, abort, request, session

app = Flask(__name__)


@app.route("/role", methods=["POST"])
def role():
    wanted = request.form["role"]
    if wanted not in ("reader", "writer"):
        abort(400)
    session["role"] = wanted
    return "ok"
""",
            why="one of a list",
        ),
        Good(
            """\
from flask import Flask, request, session

app = Flask(__name__)


@app.route("/page")
def page():
    session["page"] = int(request.args["page"])
    return "ok"
""",
            why="a number",
        ),
        Good(
            """\
from flask import Flask, abort, request, session
from werkzeug.security import check_password_hash

app = Flask(__name__)
USERS = {}


@app.route("/login", methods=["POST"])
def login():
    name = request.form["name"]
    if not check_password_hash(USERS.get(name, ""), request.form["password"]):
        abort(401)
    session["name"] = name
    return "ok"
""",
            why="the name whose password was checked",
        ),
    ),
)

KINDS = ("trust",)

# Functions that settle who the visitor is.
_CHECKS = re.compile(r"check_?(?:password|pw|hash|credentials)|verify|authenticate|validate|compare_digest|login_user")


# What a visitor may do, which no check of a password settles.
_PRIVILEGE = re.compile(
    r"(?i)(?:\A|_)(?:is_?)?(?:admin|superuser|staff|roles?|permissions?|privileges?|scopes?)(?:\Z|_)"
)


def _is_settled(flow: Flow) -> bool:
    """Whether the function checks who the visitor is, and the session is not given what they may do."""
    key = getattr(getattr(flow.hit.call, "slice", None), "value", "")  # of `session["role"] = …`
    return any(map(_CHECKS.search, flow.neighbours)) and not _PRIVILEGE.search(str(key))


def check_flow(flow: Flow) -> Iterator[Report]:
    if not flow.is_remote or flow.through or _is_settled(flow):
        return
    yield Report(flow.span, f"{flow.enters} is kept in the session unchecked; later code believes it")


CHECKS: Checks = {Flow: check_flow}
