"""Objects built from an outsider's bytes."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

RULE = Rule(
    name="unsafe-deserialisation",
    summary="an outsider's bytes are read by a format that builds any object",
    help="Exchange data as JSON, or check a signature (hmac, itsdangerous) before the bytes are read.",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(502,),
    what=(
        "A value from outside read by pickle, dill, cloudpickle, marshal, shelve, jsonpickle, joblib, "
        "pandas.read_pickle, torch.load without weights_only, numpy.load with allow_pickle, or PyYAML without "
        "a safe loader."
    ),
    why=(
        "These formats name functions and call them while they read. Whoever sends the bytes runs code before "
        "the first object is returned."
    ),
    assistants="pickle stores any object in one line, and base64 around it makes it fit a cookie.",
    remedy=(
        "Use JSON, msgpack or a schema. Where objects must travel through the outside, sign the bytes and "
        "check the signature before they are read."
    ),
    prompt="Never unpickle what a client sent; use JSON, and yaml.safe_load for YAML.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/Deserialization_Cheat_Sheet.html",
        "https://docs.python.org/3/library/pickle.html",
    ),
    foreign=("B301", "B302", "B506", "S301", "S302", "S506"),
    bad=(
        Bad(
            """\
import base64
import pickle

from flask import Flask, request

app = Flask(__name__)


@app.route("/cart")
def cart():
    items = pickle.loads(base64.b64decode(request.cookies["cart"]))
    return {"items": len(items)}
""",
            why="a cookie",
        ),
        Bad(
            """\
import yaml
from flask import Flask, request

app = Flask(__name__)


@app.route("/rules", methods=["POST"])
def rules():
    found = yaml.load(request.data, Loader=yaml.Loader)
    return {"rules": len(found)}
""",
            why="YAML with the loader that builds objects",
            fixed="""\
import yaml
from flask import Flask, request

app = Flask(__name__)


@app.route("/rules", methods=["POST"])
def rules():
    found = yaml.load(request.data, Loader=yaml.SafeLoader)
    return {"rules": len(found)}
""",
        ),
        Bad(
            """\
import pickle

from flask import Flask, request

app = Flask(__name__)


@app.route("/upload", methods=["POST"])
def upload():
    model = pickle.load(request.files["model"].stream)
    return {"layers": len(model)}
""",
            why="an uploaded file",
            fixed="""\
import fickling

from flask import Flask, request

app = Flask(__name__)


@app.route("/upload", methods=["POST"])
def upload():
    model = fickling.load(request.files["model"].stream)
    return {"layers": len(model)}
""",
        ),
        Bad(
            """\
import io

import torch
from flask import Flask, request

app = Flask(__name__)


@app.route("/weights", methods=["POST"])
def weights():
    found = torch.load(io.BytesIO(request.get_data()), weights_only=False)
    return {"layers": len(found)}
""",
            why="weights that may hold any object",
            fixed="""\
import io

import torch
from flask import Flask, request

app = Flask(__name__)


@app.route("/weights", methods=["POST"])
def weights():
    found = torch.load(io.BytesIO(request.get_data()), weights_only=True)
    return {"layers": len(found)}
""",
        ),
    ),
    good=(
        Good(
            """\
import json

from flask import Flask, request

app = Flask(__name__)


@app.route("/cart")
def cart():
    items = json.loads(request.cookies["cart"])
    return {"items": len(items)}
""",
            why="JSON",
        ),
        Good(
            """\
import yaml
from flask import Flask, request

app = Flask(__name__)


@app.route("/rules", methods=["POST"])
def rules():
    found = yaml.load(request.data, Loader=yaml.SafeLoader)
    return {"rules": len(found)}
""",
            why="the safe loader",
        ),
        Good(
            """\
import pickle

from flask import Flask, request

app = Flask(__name__)


@app.route("/model")
def model():
    with open("/srv/model.pkl", "rb") as file:
        found = pickle.load(file)
    return {"layers": len(found), "asked": bool(request.args)}
""",
            why="the program's own file",
        ),
        Good(
            """\
import io

import torch
from flask import Flask, request

app = Flask(__name__)


@app.route("/weights", methods=["POST"])
def weights():
    found = torch.load(io.BytesIO(request.get_data()), weights_only=True)
    return {"layers": len(found)}
""",
            why="weights only",
        ),
    ),
)

KINDS = ("deserialise",)
SUPERSEDES = ("yaml-unsafe-load", "unsafe-model-load", "unsafe-pickle")


def check_flow(flow: Flow) -> Iterator[Report]:
    message = (
        f"{flow.enters} is read by a format that builds any object; JSON, or a signature checked before, would be safe"
    )
    if flow.is_remote:
        yield Report(flow.span, message)
    elif not flow.is_model:
        yield Report(flow.span, message, severity=Severity.MEDIUM, profile="strict")


CHECKS: Checks = {Flow: check_flow}
