"""Records that are filled with whatever fields a request names."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

RULE = Rule(
    name="mass-assignment",
    summary="a request decides which fields of a record are set",
    help='Name the fields: User(name=data["name"], email=data["email"]), or keep only those of an allowed list.',
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(915,),
    what=(
        "Model(**data), update(**data), setattr(record, key, value) and documents stored as they came, where the names "
        "of the fields are a request's. Data that a schema validated (pydantic, marshmallow, Django forms and "
        "serialisers) names its fields and is left alone."
    ),
    why=(
        "Whoever sends the request can set any field: is_admin, role, owner_id, balance. The form only shows some of "
        "them."
    ),
    assistants="Model(**request.json) is one short line, and it works in every test.",
    remedy="List the fields that may be set, or validate the data with a schema that does.",
    prompt="Never pass request data to a model with ** or setattr; name each field that may be set.",
    references=("https://cheatsheetseries.owasp.org/cheatsheets/Mass_Assignment_Cheat_Sheet.html",),
    bad=(
        Bad(
            """\
from flask import Flask, request

from models import User, db

app = Flask(__name__)


@app.post("/users")
def create():
    db.session.add(User(**request.get_json()))
    db.session.commit()
    return "ok"
""",
            why="every field of the body",
        ),
        Bad(
            """\
from flask import Flask, request

from models import User

app = Flask(__name__)


@app.post("/users/<int:number>")
def change(number):
    user = User.query.get(number)
    for key, value in request.json.items():
        setattr(user, key, value)
    return "ok"
""",
            why="the request names the attributes",
        ),
        Bad(
            """\
from django.http import HttpResponse

from .models import Profile


def change(request, pk):
    Profile.objects.filter(pk=pk).update(**request.POST.dict())
    return HttpResponse("ok")
""",
            why="an update of any column",
        ),
    ),
    good=(
        Good(
            """\
from flask import Flask, request

from models import User, db

app = Flask(__name__)


@app.post("/users")
def create():
    data = request.get_json()
    db.session.add(User(name=data["name"], email=data["email"]))
    return "ok"
""",
            why="the fields are named",
        ),
        Good(
            """\
from flask import Flask, request

from models import User

app = Flask(__name__)
FIELDS = {"name", "email"}


@app.post("/users/<int:number>")
def change(number):
    user = User.query.get(number)
    for key, value in request.json.items():
        if key in FIELDS:
            setattr(user, key, value)
    return "ok"
""",
            why="only fields of a list",
        ),
        Good(
            """\
from flask import Flask, request

from models import User
from schemas import UserSchema

app = Flask(__name__)


@app.post("/users")
def create():
    data = UserSchema().load(request.get_json())
    User(**data).save()
    return "ok"
""",
            why="a schema names the fields",
        ),
    ),
)

KINDS = ("massassign",)


def check_flow(flow: Flow) -> Iterator[Report]:
    if not flow.is_remote:
        return
    message = f"{flow.enters} decides which fields are set: any of the record's, not only those of the form"
    if flow.through:  # perhaps by something that checks it
        yield Report(flow.span, message, confidence=Confidence.LOW, profile="strict")
    else:
        yield Report(flow.span, message)


CHECKS: Checks = {Flow: check_flow}
