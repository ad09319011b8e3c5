"""Paths that an outsider can lead out of their folder."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

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
        "path first, then check that it still lies in the folder, and refuse it otherwise."
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
    sent.save(os.path.join("/srv/uploads", sent.filename))
    return {}
""",
            why="the name of an uploaded file",
        ),
    ),
    good=(
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


def check_flow(flow: Flow) -> Iterator[Report]:
    if flow.is_remote and not flow.enters.startswith("an archive"):
        yield Report(flow.span, f"a path holds {flow.enters}, which can lead out of its folder")


CHECKS: Checks = {Flow: check_flow}
