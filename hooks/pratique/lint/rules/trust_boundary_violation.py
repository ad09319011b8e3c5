"""Sessions that remember what an outsider sent."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

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
_CHECK = ""
_NOBODY = {"request", "session", "self", "req", "app"}  # what is said to whom says nothing of the value


def _is_settled(flow: Flow) -> bool:
    """Whether the function checks who the visitor is, and the session is given just that.

    It is the value that was checked, or its name says that it is who was.
    """
    body, written = flow.hit.function, flow.hit.argument
    if body is None or not any(map(_CHECKS.search, flow.neighbours)):
        return False
    keys = [getattr(flow.hit.call, "slice", None), *getattr(flow.hit.call, "args", ())]  # of `session["role"] = …`
    key = next((node for node in keys if node is not None), None)
    told = str(key.value) if isinstance(key, ast.Constant) else ""
    if _PRIVILEGE.search(told) or (key is not None and written is key):
        return False
    if written is None or _IDENTITY.search(told):
        return True
    variables = _variables(body)
    checks = [node for node in ast.walk(body) if _is_check(node)]
    checked = set[str]().union(*(_told(part, variables, False) for node in checks for part in _said_to(node)))
    return bool(_told(written, variables, True) & {*checked, _CHECK})


def _is_check(node: ast.AST) -> bool:
    name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
    return bool(name) and _CHECKS.search(name) is not None


def _said_to(node: ast.AST) -> list[ast.AST]:
    """The parts of an expression; of a call what it is given and whose method it is."""
    if not isinstance(node, ast.Call):
        return list(ast.iter_child_nodes(node))
    owner = [node.func.value] if isinstance(node.func, ast.Attribute) else []
    return [*owner, *node.args, *node.keywords]


def _variables(body: ast.AST) -> dict[str, list[ast.expr]]:
    """The variables of the function, and what each is assigned."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(body):
        if isinstance(node, ast.arg):
            found.setdefault(node.arg, [])
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.setdefault(node.id, [])
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                for name in ast.walk(target):
                    if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store):
                        found.setdefault(name.id, []).append(node.value)
    return found


def _told(
    node: ast.AST, variables: Mapping[str, list[ast.expr]], whole: bool, seen: frozenset[str] = frozenset()
) -> set[str]:
    """Variables and fields that the expression is made of; _CHECK for the result of a check.

    `form["name"]` and `form.get("name")` are the field; with `whole` also what it is a field of, by which
    it was checked when that was checked as a whole.
    """
    if isinstance(node, ast.Name):
        if node.id in seen or node.id in _NOBODY or node.id not in variables:
            return set()
        found = [_told(value, variables, whole, seen | {node.id}) for value in variables[node.id]]
        return {node.id}.union(*found)
    field = _field(node)
    if field is not None:
        base, name = field
        return {f"[{name}]"} | (_told(base, variables, whole, seen) if whole else set())
    found = [_told(part, variables, whole, seen) for part in _said_to(node)]
    return set[str]({_CHECK} if _is_check(node) else ()).union(*found)


def _field(node: ast.AST) -> tuple[ast.expr, str] | None:
    """The mapping and the key of `form["name"]` and `form.get("name")`."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return node.value, str(node.slice.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        given = node.args[0]
        if node.func.attr in ("get", "pop", "getlist") and isinstance(given, ast.Constant):
            return node.func.value, str(given.value)
    return None


def check_flow(flow: Flow) -> Iterator[Report]:
    if not flow.is_remote or flow.through or _is_settled(flow):
        return
    yield Report(flow.span, f"{flow.enters} is kept in the session unchecked; later code believes it")


CHECKS: Checks = {Flow: check_flow}
