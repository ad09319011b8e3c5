"""Sessions that remember what an outsider sent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity, key_written, was_checked

RULE = Rule(
    name="trust-boundary-violation",
    summary="an outsider's value is kept in the session unchecked",
    help="Validate the value, or store what the server looked up itself (the user's id from the database).",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(501,),
    what=(
        "Keys and values of a server's session that are taken from the request as they are. Numbers, values of an "
        "allowed list, and values that a function checks (of a password: who someone is) are left alone; a check of "
        "one field settles no other one, nor a role or a permission."
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
        Bad(
            """\
import json

from django.contrib.auth import authenticate
from django.http import JsonResponse

TEAMS = {"1": "north", "2": "south"}


def join(request):
    given = json.loads(request.body)
    user = authenticate(request, username=given["user"], password=given["password"])
    if user is None:
        return JsonResponse({}, status=403)
    team = given.get("team")
    request.session["team"] = TEAMS.get(team, team)
    return JsonResponse({"joined": True})
""",
            why="another field of what a signed-in visitor sends",
        ),
    ),
    good=(
        Good(
            """\
import json

from django.contrib.auth import authenticate
from django.http import JsonResponse


def join(request):
    given = json.loads(request.body)
    badge = given["badge"]
    user = authenticate(request, username=badge, password=given["password"])
    if user is None:
        return JsonResponse({}, status=403)
    request.session["badge"] = badge
    return JsonResponse({"joined": True})
""",
            why="the very value that was checked",
        ),
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


# What names who the visitor is.
_IDENTITY = re.compile(
    r"(?i)user|login|name|mail|account|member|identity|phone|\Auid\Z|_uid\Z|_id\Z|\Aid\Z|logged|auth"
)


def _is_settled(flow: Flow) -> bool:
    """Whether the function checks who the visitor is, and the session is given just that.

    It is the value that was checked, or its name says that it is who was.
    """
    if not any(map(_CHECKS.search, flow.neighbours)):
        return False
    key, is_outside = key_written(flow.hit)  # of `session["role"] = …`
    if _PRIVILEGE.search(key) or is_outside:
        return False
    return bool(_IDENTITY.search(key)) or was_checked(flow.hit, _CHECKS)


def check_flow(flow: Flow) -> Iterator[Report]:
    if not flow.is_remote or flow.through or _is_settled(flow):
        return
    yield Report(flow.span, f"{flow.enters} is kept in the session unchecked; later code believes it")


CHECKS: Checks = {Flow: check_flow}
