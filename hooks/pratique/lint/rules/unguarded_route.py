"""Endpoints without the check of who asks that their neighbours carry, or that none of the file has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import libcst as cst

from pratique.lint.api import (
    Bad,
    Call,
    Checks,
    Confidence,
    Function,
    Good,
    Report,
    Rule,
    Severity,
    Triggers,
    View,
    asks_who_calls,
    calls,
    code,
    decorated,
    is_guard,
    is_open_to_all,
    is_test,
    name_of,
    words_of,
)

RULE = Rule(
    name="unguarded-route",
    summary="an endpoint changes something without asking who calls it",
    help="Give it the guard that its neighbours have, such as @login_required or Depends(get_current_user).",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(306, 862),
    what=(
        "Endpoints of Flask, Quart, FastAPI, Django and the like that take POST, PUT, PATCH or DELETE and have no "
        "guard, where at least two others of the file have one, by a decorator or by a dependency; and endpoints for "
        "administrators (admin in their path or name) that change or delete something in the file of the application "
        "itself, or in one that nowhere mentions a login, a session, a token or a permission. A router of FastAPI that "
        "is included without the guard of two others beside it is shown in the strict profile, since it may have one "
        "of its own. Class views and functions that are given a request are for unguarded-view. Logins, registrations, "
        "webhooks and health checks are left alone, as are endpoints that ask in their body."
    ),
    why="Anyone who knows or guesses the address can do what the endpoint does, in everybody's name.",
    assistants=(
        "Endpoints are added one at a time, each from a prompt about what it does; the guard is not part of the "
        "question, and nothing fails without it."
    ),
    remedy=(
        "Add the guard, or say with an ignore comment that the endpoint is open to everyone. There is no fix: which "
        "guard is right is a decision."
    ),
    prompt="Every endpoint that reads or changes somebody's data checks who is calling, as the others do.",
    references=(
        "https://owasp.org/API-Security/editions/2023/en/0xa5-broken-function-level-authorization/",
        "https://fastapi.tiangolo.com/tutorial/security/get-current-user/",
    ),
    bad=(
        Bad(
            """\
from flask import Blueprint
from flask_login import login_required
from shop import notes

bp = Blueprint("notes", __name__)


@bp.route("/notes", methods=["POST"])
@login_required
def create():
    return notes.create()


@bp.route("/notes/<int:number>", methods=["PUT"])
@login_required
def change(number):
    return notes.change(number)


@bp.route("/notes/<int:number>", methods=["DELETE"])
def delete(number):
    return notes.delete(number)
""",
            why="the third has no decorator",
        ),
        Bad(
            """\
from fastapi import APIRouter, Depends
from shop import notes
from shop.auth import get_current_user

router = APIRouter()


@router.post("/notes")
async def create(text: str, user=Depends(get_current_user)):
    return await notes.create(user, text)


@router.put("/notes/{number}")
async def change(number: int, text: str, user=Depends(get_current_user)):
    return await notes.change(user, number, text)


@router.delete("/notes/{number}")
async def delete(number: int):
    return await notes.delete(number)
""",
            why="the third has no dependency",
        ),
        Bad(
            """\
from flask import Flask
from shop import people

app = Flask(__name__)


@app.route("/admin/people/<int:number>", methods=["DELETE"])
def remove(number):
    people.remove(number)
    return "", 204
""",
            why="an administrator's endpoint where nothing asks who calls",
        ),
        Bad(
            """\
from fastapi import APIRouter, Depends
from shop import people
from shop.auth import require_admin

router = APIRouter(prefix="/people")


@router.get("/")
def show(admin=Depends(require_admin)):
    return people.all()


@router.get("/{number}")
def one(number: int, admin=Depends(require_admin)):
    return people.one(number)


@router.delete("/{number}")
def delete(number: int):
    people.delete(number)
""",
            why="those that only read have a guard",
        ),
        Bad(
            """\
from flask import Blueprint
from flask_login import current_user, login_required
from shop.models import Setting, db

bp = Blueprint("settings", __name__)


@bp.route("/")
@login_required
def show():
    return {setting.key: setting.value for setting in Setting.query.filter_by(owner=current_user.id)}


@bp.route("/<key>", methods=["DELETE"])
@login_required
def delete(key):
    Setting.query.filter_by(owner=current_user.id, key=key).delete()
    db.session.commit()
    return "", 204


@bp.route("/reset", methods=["POST"])
def reset():
    Setting.query.delete()
    db.session.commit()
    return "", 204
""",
            why="the session of the database asks nobody",
        ),
        Bad(
            """\
from fastapi import APIRouter, Depends
from shop.auth import get_current_user
from shop.database import get_db, Person

router = APIRouter(prefix="/people")


@router.get("/")
def show(db=Depends(get_db), user=Depends(get_current_user)):
    return db.query(Person).all()


@router.post("/")
def add(name: str, db=Depends(get_db), user=Depends(get_current_user)):
    db.add(Person(name=name))
    db.commit()


@router.delete("/{user_id}")
def delete(user_id: int, db=Depends(get_db)):
    db.delete(db.get(Person, user_id))
    db.commit()
""",
            why="a number of a user is no user",
        ),
        Bad(
            """\
from fastapi import Depends, FastAPI
from shop import bills, notes, people
from shop.auth import get_current_user

app = FastAPI()
app.include_router(bills.router, prefix="/bills", dependencies=[Depends(get_current_user)])
app.include_router(notes.router, prefix="/notes", dependencies=[Depends(get_current_user)])
app.include_router(people.router, prefix="/people")
""",
            why="a router without the guard of the others, for the strict",
        ),
    ),
    good=(
        Good(
            """\
from fastapi import Depends, FastAPI
from shop import bills, notes
from shop.auth import get_current_user, login

app = FastAPI()
app.include_router(bills.router, prefix="/bills", dependencies=[Depends(get_current_user)])
app.include_router(notes.router, prefix="/notes", dependencies=[Depends(get_current_user)])
app.include_router(login.router, prefix="/login")
""",
            why="the router of the login",
        ),
        Good(
            """\
from fastapi import APIRouter, Depends
from shop import notes
from shop.auth import get_current_user

router = APIRouter()


@router.post("/notes")
async def create(text: str, user=Depends(get_current_user)):
    return await notes.create(user, text)


@router.put("/notes/{number}")
async def change(number: int, text: str, user=Depends(get_current_user)):
    return await notes.change(user, number, text)


@router.delete("/notes/{number}", dependencies=[Depends(get_current_user)])
async def delete(number: int):
    return await notes.delete(number)
""",
            why="the guard is in the decorator",
        ),
        Good(
            """\
from flask import Blueprint
from flask_login import login_required
from shop import notes, people

bp = Blueprint("notes", __name__)


@bp.route("/notes", methods=["POST"])
@login_required
def create():
    return notes.create()


@bp.route("/notes/<int:number>", methods=["PUT"])
@login_required
def change(number):
    return notes.change(number)


@bp.route("/login", methods=["POST"])
def login():
    return people.enter()


@bp.route("/notes")
def show():
    return notes.show()
""",
            why="a login, and one that only reads",
        ),
        Good(
            """\
from flask import Blueprint
from flask_login import login_required
from shop import notes

bp = Blueprint("notes", __name__)
bp.before_request(notes.check)


@bp.route("/notes", methods=["POST"])
@login_required
def create():
    return notes.create()


@bp.route("/notes/<int:number>", methods=["PUT"])
@login_required
def change(number):
    return notes.change(number)


@bp.route("/notes/<int:number>", methods=["DELETE"])
def delete(number):
    return notes.delete(number)
""",
            why="a check before every request",
        ),
        Good(
            """\
from flask import Flask
from shop import people

app = Flask(__name__)


@app.route("/admin/people")
def show():
    return people.names()
""",
            why="an administrator's list, which changes nothing",
        ),
        Good(
            """\
from fastapi import APIRouter, Depends
from shop import people
from shop.auth import require_admin

router = APIRouter(prefix="/people")


@router.get("/")
def show(admin=Depends(require_admin)):
    return people.all()


@router.get("/{number}")
def one(number: int, admin=Depends(require_admin)):
    return people.one(number)


@router.post("/reset-password")
def forgotten(address: str):
    people.remind(address)
""",
            why="who forgot a password has none to log in with",
        ),
    ),
)

_METHODS = {"post", "put", "patch", "delete"}
_ROUTES = {"route", "api_route", *_METHODS}
_READING = {*_ROUTES, "get"}
_EVERYWHERE = re.compile(
    rb"(?i)before_request|before_app_request|add_middleware|@\w+\.middleware|decorators\s*="
    rb"|(?:APIRouter|FastAPI|include_router)\([^)]*dependencies\s*="
)
_ANY_CHECK = re.compile(
    rb"(?i)auth|login|session|current_user|permission|token|api_?key|password|jwt|credential|security|depends|identity"
    rb"|before_request|middleware|\bacl\b|\brole|secret|signature|is_admin|admin_required|guard|decorator"
)
_CHANGES = re.compile(r"(?i)delete|remove|create|update|add|set|change|reset|ban|drop|clear|promote|insert|commit|run")
_APPLICATION = re.compile(rb"=\s*(?:flask\.Flask|Flask|FastAPI|fastapi\.FastAPI|Quart)\(")
_INCLUDED = re.compile(rb"\binclude_router\([^()]*\bdependencies\s*=\s*\[([^\]]*)\]")
_NEIGHBOURS = 2


def check_function(function: Function) -> Iterator[Report]:
    route = _route(function)
    if route is None or not _changes(route) or is_test(function.file):
        return
    if _is_open(function, route) or _is_guarded(function) or asks_who_calls(function.node.body):
        return
    data = function.file.data
    guarded = [view for view in function.file.functions if _is_guarded_route(view)]
    if len(guarded) >= _NEIGHBOURS and not _EVERYWHERE.search(data):
        message = f"{function.name} has no guard, and {len(guarded)} endpoints beside it have one"
        yield Report(function.node.name, message)
    elif "admin" in _words(function, route) and _is_alone(data) and _CHANGES.search(code(function.node)):
        message = f"{function.name} does what only administrators may, and does not ask who calls"
        yield Report(function.node.name, message)


def check_call(call: Call) -> Iterator[Report]:
    """`app.include_router(notes.router)` beside routers that are included with a guard; it may have one of its own."""
    if call.method != "include_router" or not call.positional or "dependencies" in call.keywords or call.is_open:
        return
    prefix = call.keywords.get("prefix")
    words = words_of(code(call.positional[0].node)) + words_of(code(prefix.node) if prefix is not None else "")
    guarded = [given for given in _INCLUDED.findall(call.file.data) if is_guard(given.decode(errors="replace"))]
    if len(guarded) >= _NEIGHBOURS and not is_open_to_all(*words) and not is_test(call.file):
        message = f"the router is included without a guard, and {len(guarded)} beside it have one"
        yield Report(call.node, message, profile="strict", confidence=Confidence.LOW)


def _is_alone(data: bytes) -> bool:
    """Whether no check can stand elsewhere: nothing in the file is about one, or it is the application itself."""
    if _ANY_CHECK.search(data) is None:
        return True
    return _APPLICATION.search(data) is not None and _EVERYWHERE.search(data) is None


def _route(function: Function, names: Collection[str] = _ROUTES) -> cst.Call | None:
    """The decorator that makes it an endpoint: `@app.route("/a", methods=["POST"])`, `@router.post("/a")`."""
    for decorator in function.node.decorators:
        node = decorator.decorator
        is_method = isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute)
        if is_method and isinstance(node, cst.Call) and name_of(node.func) in names and node.args:
            first = node.args[0].value
            if isinstance(first, (cst.SimpleString, cst.FormattedString)):
                return node
    return None


def _changes(route: cst.Call) -> bool:
    if name_of(route.func) in _METHODS:
        return True
    methods = next(
        (arg.value for arg in route.args if arg.keyword is not None and arg.keyword.value == "methods"), None
    )
    return methods is not None and any(method in code(methods).lower() for method in _METHODS)


def _words(function: Function, route: cst.Call) -> set[str]:
    return {*words_of(function.name), *words_of(code(route.args[0].value))}


def _is_open(function: Function, route: cst.Call) -> bool:
    return is_open_to_all(*_words(function, route))


def _is_guarded(function: Function) -> bool:
    """By another decorator, by the route's dependencies, or by what a parameter depends on or is declared to be."""
    for decorator in function.node.decorators:
        node = decorator.decorator
        called = node.func if isinstance(node, cst.Call) else node
        if name_of(called) not in _READING and is_guard(name_of(called)):
            return True
        if isinstance(node, cst.Call) and re.search(r"dependencies|auth\s*=|permission\s*=", code(node)):
            return True
    parameters = [*function.node.params.params, *function.node.params.kwonly_params]
    return any(re.search(r"Depends|Security\(", text) and is_guard(text) for text in map(code, parameters))


def _is_guarded_route(view: View) -> bool:
    if not isinstance(view, Function):
        return False
    route = _route(view, _READING)
    return route is not None and not _is_open(view, route) and _is_guarded(view)


_FRAMEWORKS = ("flask", "quart", "fastapi", "sanic", "starlette", "apiflask", "litestar", "ninja")
_CHANGING = (r"\.(?:post|put|patch|delete)\(", r"methods\s*=[^)]*(?:post|put|patch|delete)")
_GUARDED = (
    r"Depends\(",
    r"Security\(",
    r"dependencies\s*=",
    r"@[\w.]*(?:login|auth|jwt|token|requir|role|admin|protect)",
)
TRIGGERS: Triggers = (
    decorated(*sorted(_ROUTES), needs=_FRAMEWORKS, holding=_CHANGING),
    decorated(*sorted(_READING), needs=_FRAMEWORKS, holding=_GUARDED),
    calls("include_router", needs=("dependencies",), profile="strict"),
)
CHECKS: Checks = {Function: check_function, Call: check_call}
