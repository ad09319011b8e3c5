"""Paths that an outsider can lead out of their folder."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Bad,
    Call,
    Checks,
    Confidence,
    Flow,
    Good,
    InsertBefore,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
)

RULE = Rule(
    name="path-traversal",
    summary="an outsider chooses which file is opened",
    help="Resolve the path and refuse what lies outside its folder: path.resolve().is_relative_to(folder).",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(22, 73),
    what=(
        "A path that holds an outsider's text and is opened, listed, changed, deleted or sent: open, os, shutil, "
        "pathlib, the readers and writers of common libraries, file responses of web frameworks. Only the last part "
        "of a path (basename, secure_filename, Path.name), a member of a known list, a number, and a resolved path "
        "that was compared with its folder are harmless. Arguments of the command line are not reported: there the "
        "user opens files of their own."
    ),
    why=(
        "A name such as ../../etc/passwd, or an absolute one, leaves the folder: whoever sends it reads the server's "
        "secrets, or overwrites its code."
    ),
    assistants="os.path.join(folder, name) reads as if the result had to lie in the folder. It does not.",
    remedy=(
        "Look the file up by an identifier of your own. Where the name must come from outside, resolve the joined "
        "path first, then check that it still lies in the folder, and refuse it otherwise. The fix does that where "
        "os.path.join stands in the call."
    ),
    prompt="Before opening a path built from user input, resolve it and check that it lies inside its folder.",
    references=(
        "https://owasp.org/www-community/attacks/Path_Traversal",
        "https://docs.python.org/3/library/pathlib.html#pathlib.PurePath.is_relative_to",
    ),
    bad=(
        Bad(
            """\
import os

from flask import Flask, request

app = Flask(__name__)
FOLDER = "/srv/notes"


@app.route("/note")
def note():
    name = request.args["name"]
    with open(os.path.join(FOLDER, name)) as file:
        return {"text": file.read()}
""",
            why="a parameter joined to a folder",
            fixed="""\
import os

from flask import Flask, request

app = Flask(__name__)
FOLDER = "/srv/notes"


@app.route("/note")
def note():
    name = request.args["name"]
    path = os.path.realpath(os.path.join(FOLDER, name))
    if not path.startswith(os.path.realpath(FOLDER) + os.sep):
        raise ValueError("the path leaves its folder")
    with open(path) as file:
        return {"text": file.read()}
""",
        ),
        Bad(
            """\
from pathlib import Path

from flask import Flask, request

app = Flask(__name__)
FOLDER = Path("/srv/notes")


@app.route("/note", methods=["DELETE"])
def delete():
    (FOLDER / request.form["name"]).unlink()
    return {}
""",
            why="a path of pathlib",
        ),
        Bad(
            """\
from flask import Flask, request, send_file

app = Flask(__name__)


@app.route("/download/<path:name>")
def download(name):
    if name.endswith(".pdf"):
        return send_file("/srv/reports/" + name)
    return {}, 404
""",
            why="only the ending is checked",
        ),
        Bad(
            """\
import os

from flask import Flask, request

app = Flask(__name__)


@app.route("/upload", methods=["POST"])
def upload():
    sent = request.files["file"]
    if not sent.filename.endswith(".pdf"):
        return {}, 400
    sent.save(os.path.join("/srv/uploads", sent.filename))
    return {}
""",
            why="the name of an uploaded file",
            fixed="""\
import os

from flask import Flask, request

app = Flask(__name__)


@app.route("/upload", methods=["POST"])
def upload():
    sent = request.files["file"]
    if not sent.filename.endswith(".pdf"):
        return {}, 400
    path = os.path.realpath(os.path.join("/srv/uploads", sent.filename))
    if not path.startswith(os.path.realpath("/srv/uploads") + os.sep):
        raise ValueError("the path leaves its folder")
    sent.save(path)
    return {}
""",
        ),
        Bad(
            """\
import os

from flask import Flask, abort, request

app = Flask(__name__)
ROOT = "/srv/papers"


@app.route("/paper")
def paper():
    path = os.path.realpath(os.path.join(ROOT, request.args["name"]))
    if os.path.commonprefix([ROOT, path]) != ROOT:
        abort(404)
    with open(path) as file:
        return file.read()
""",
            why="characters are compared: /srv/papers-private has the prefix, too",
        ),
    ),
    good=(
        Good(
            """\
import os

from flask import Flask, abort, request

app = Flask(__name__)
ROOT = "/srv/papers"


@app.route("/paper")
def paper():
    path = os.path.realpath(os.path.join(ROOT, request.args["name"]))
    if os.path.commonpath([ROOT, path]) != ROOT:
        abort(404)
    with open(path) as file:
        return file.read()
""",
            why="folders are compared",
        ),
        Good(
            """\
import os

from flask import Flask, abort, request

app = Flask(__name__)
FOLDER = "/srv/notes"


@app.route("/note")
def note():
    path = os.path.realpath(os.path.join(FOLDER, request.args["name"]))
    if not path.startswith(FOLDER + os.sep):
        abort(404)
    with open(path) as file:
        return {"text": file.read()}
""",
            why="resolved and compared with its folder",
        ),
        Good(
            """\
import os

from flask import Flask, request
from werkzeug.utils import secure_filename

app = Flask(__name__)


@app.route("/upload", methods=["POST"])
def upload():
    sent = request.files["file"]
    if not sent.filename.endswith(".pdf"):
        return {}, 400
    sent.save(os.path.join("/srv/uploads", secure_filename(sent.filename)))
    return {}
""",
            why="only the name, without folders",
        ),
        Good(
            """\
from pathlib import Path

from flask import Flask, request

app = Flask(__name__)
PAGES = {"home": "home.md", "about": "about.md"}


@app.route("/page")
def page():
    return {"text": (Path("/srv/pages") / PAGES[request.args["page"]]).read_text()}
""",
            why="a key that is looked up",
        ),
        Good(
            """\
import sys

with open(sys.argv[1]) as file:
    print(len(file.read()))
""",
            why="an argument of the command line",
        ),
    ),
)

KINDS = ("path",)
SUPERSEDES = ("path-from-parameter",)

_REASON = "a path outside the folder now raises ValueError, and the path that is used is an absolute one"
_NAMES = ("path", "resolved", "contained_path")
# Where a line before the statement is always run before the call, once for each time.
_SINGLE = (cst.SimpleStatementLine, cst.With)
_OTHERWISE = (cst.Lambda, cst.BaseComp, cst.IfExp, cst.BooleanOperation, cst.BaseSuite)
_PLAIN = re.compile(r"[A-Za-z_][\w.]*|[rR]?\"[^\"\\\\{}]*\"|[rR]?'[^'\\\\{}]*'")


def check_flow(flow: Flow) -> Iterator[Report]:
    if flow.is_remote and not flow.enters.startswith("an archive"):
        message = f"a path holds {flow.enters}, which can lead out of its folder"
        yield Report(flow.span, message, repair=_repair(flow))


def _repair(flow: Flow) -> Repair | None:
    """`os.path.join(folder, …)` as the argument is resolved before the statement, and compared with the folder."""
    call, argument = flow.call, flow.argument
    if call is None or argument is None or not isinstance(argument.node, cst.Call) or len(argument.node.args) < 2:
        return None
    statement = _statement(call)
    joined = cst.Module([]).code_for_node(argument.node)
    folder = cst.Module([]).code_for_node(argument.node.args[0].value)
    name = next((name for name in _NAMES if _is_free(flow, name)), "")
    is_join = joined.startswith("os.path.join(") and "\n" not in joined and _PLAIN.fullmatch(folder)
    if not (statement and is_join and name and argument.at(argument.node.func).names == {"os.path.join"}):
        return None
    lines = (
        f"{name} = os.path.realpath({joined})",
        f"if not {name}.startswith(os.path.realpath({folder}) + os.sep):",
        '    raise ValueError("the path leaves its folder")',
    )
    changes = (InsertBefore(statement, lines), Replace(argument.node, name))
    return Repair("resolve the path and check its folder", changes, False, _REASON)


def _is_free(flow: Flow, name: str) -> bool:
    """Whether the name stands nowhere in the file but behind a dot."""
    return re.search(rf"(?<![\w.]){name}\b".encode(), flow.file.data) is None


def _statement(call: Call) -> cst.CSTNode | None:
    """The statement that holds the call, where lines can stand before it."""
    for place in call.place.ancestors():
        if isinstance(place.node, _SINGLE):
            if not isinstance(place.node, cst.SimpleStatementLine):
                return place.node
            return place.node.body[0] if len(place.node.body) == 1 else None
        if isinstance(place.node, (*_OTHERWISE, cst.BaseCompoundStatement)):
            return None
    return None


CHECKS: Checks = {Flow: check_flow}
