"""Uploaded files that are kept under an ending of the sender's choice."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Report,
    Rule,
    Severity,
    Triggers,
    below,
    calls,
    code,
    home,
    is_test,
)

RULE = Rule(
    name="unrestricted-upload",
    summary="an uploaded file is stored whatever kind it says to be",
    help="Check the ending against a list: if Path(name).suffix.lower() not in ALLOWED: abort(400).",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(434,),
    what=(
        "Files of a request (Flask's request.files, Django's request.FILES, FastAPI's UploadFile) that a function "
        "stores under the name they came with, or what secure_filename makes of it, while nothing in the function "
        "looks at the ending, the content type or the content. A name that the program makes up is left alone."
    ),
    why=(
        "A .html or .svg that is served again runs scripts in the visitors' browsers, a .py, .php or template in the "
        "right folder runs on the server, and an .exe is handed on in your name. secure_filename keeps the ending."
    ),
    assistants=(
        "The request says to save the upload, and with secure_filename the example of the documentation looks done."
    ),
    remedy=(
        "Allow the endings that are needed, limit the size, choose the stored name yourself, and serve uploads from "
        "another host or as attachments. There is no fix, since only you know which kinds are wanted."
    ),
    prompt="Accept only the file types that I list, and store uploads under names of your own.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/File_Upload_Cheat_Sheet.html",
        "https://flask.palletsprojects.com/en/stable/patterns/fileuploads/",
    ),
    bad=(
        Bad(
            """\
import os

from flask import Flask, request
from werkzeug.utils import secure_filename

app = Flask(__name__)


@app.route("/upload", methods=["POST"])
def upload():
    file = request.files["file"]
    file.save(os.path.join("uploads", secure_filename(file.filename)))
    return "saved"
""",
            why="the usual upload of Flask",
        ),
        Bad(
            """\
from django.core.files.storage import FileSystemStorage
from django.http import JsonResponse


def upload(request):
    document = request.FILES["document"]
    FileSystemStorage().save(document.name, document)
    return JsonResponse({})
""",
            why="a storage of Django",
        ),
        Bad(
            """\
import os
import shutil

from fastapi import FastAPI, UploadFile

app = FastAPI()


@app.post("/upload")
def upload(file: UploadFile):
    name = os.path.basename(file.filename)
    with open("uploads/" + name, "wb") as target:
        shutil.copyfileobj(file.file, target)
    return {}
""",
            why="an upload of FastAPI",
        ),
    ),
    good=(
        Good(
            """\
import os

from flask import Flask, abort, request
from werkzeug.utils import secure_filename

ALLOWED = {".png", ".jpg"}
app = Flask(__name__)


@app.route("/upload", methods=["POST"])
def upload():
    file = request.files["file"]
    name = secure_filename(file.filename)
    if os.path.splitext(name)[1].lower() not in ALLOWED:
        abort(400)
    file.save(os.path.join("uploads", name))
    return "saved"
""",
            why="endings of a list",
        ),
        Good(
            """\
import uuid

from flask import Flask, request

app = Flask(__name__)


@app.route("/upload", methods=["POST"])
def upload():
    file = request.files["file"]
    file.save(f"uploads/{uuid.uuid4().hex}")
    return "saved"
""",
            why="a name of the program's own",
        ),
        Good(
            """\
import os


def store(report, folder):
    report.save(os.path.join(folder, report.filename))
""",
            why="no upload",
        ),
    ),
)

_UPLOADS = re.compile(r"request\.files|request\.FILES|UploadFile|\bself\.request\.files\b")
_NAMES = re.compile(r"\.filename\b|\.name\b")
_CHECKS = re.compile(
    r"(?i)allow|endswith|splitext|suffix|mime|content_?type|magic|imghdr|image\.open|filetype|extension|\bext\b|valid"
    r"|rsplit|is_image|whitelist|permitted|accept|form\b|tempfile|temporary|verify|sniff"
)
_STORING = {"save", "write", "copyfileobj", "write_bytes"}
_STORES = {"django.core.files.storage.FileSystemStorage().save", "django.core.files.storage.default_storage.save"}


def check_call(call: Call) -> Iterator[Report]:
    function = home(call)
    if call.method not in _STORING or not isinstance(function, cst.FunctionDef) or is_test(call.file):
        return
    text = code(function)
    if not _UPLOADS.search(text) or _CHECKS.search(text) or not _NAMES.search(text):
        return
    if _is_first(call, function) and _stores_upload(call, function, text):
        yield Report(call.node)


def _is_first(call: Call, function: cst.FunctionDef) -> bool:
    """One report for a function that writes in several places."""
    nodes = (node for node in below(function) if isinstance(node, cst.Call) and _called(node) in _STORING)
    return next(nodes, None) is call.node


def _called(node: cst.Call) -> str:
    return node.func.attr.value if isinstance(node.func, cst.Attribute) else getattr(node.func, "value", "")


def _stores_upload(call: Call, function: cst.FunctionDef, text: str) -> bool:
    """`upload.save(path)` with the upload's name in the path, a storage, or a file opened under that name."""
    if call.names & _STORES:
        return True
    arguments = "".join(code(arg) for arg in call.args)
    if call.method == "save":
        return bool(_NAMES.search(arguments)) or _is_derived(call, text)
    opened = re.search(r"open\((?P<path>[^\n]*)[\"'][wx]\+?b|open\([^\n]*mode=[\"'][wx]b", text)
    return opened is not None


def _is_derived(call: Call, text: str) -> bool:
    """Whether a variable of the path is assigned something with the upload's name in it."""
    names = {node.value for arg in call.args for node in below(arg) if isinstance(node, cst.Name)}
    lines = [line for line in text.splitlines() if re.match(r"\s*(\w+)\s*=", line)]
    for _ in range(len(lines)):
        found = {word for line in lines if line.split("=")[0].strip() in names for word in re.findall(r"\w+", line)}
        if found <= names:
            break
        names |= found
    return any(line.split("=")[0].strip() in names and _NAMES.search(line) for line in lines)


TRIGGERS: Triggers = (
    calls(*sorted(_STORING), near=(r"request\.files", "UploadFile"), needs=("files", "FILES", "UploadFile")),
)
CHECKS: Checks = {Call: check_call}
