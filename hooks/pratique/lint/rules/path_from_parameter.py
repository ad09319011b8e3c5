"""Names that are put behind a folder and opened, with nothing that keeps them inside."""

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
    Value,
    calls,
    code,
    home,
    is_number,
    is_parameter,
    string_parts,
)

RULE = Rule(
    name="path-from-parameter",
    summary="a parameter becomes part of a path that is opened, and may lead out of the folder",
    help="Resolve the path and check that it is inside: path.resolve().is_relative_to(folder).",
    severity=Severity.MEDIUM,
    confidence=Confidence.LOW,
    cwe=(22,),
    what=(
        "Files that are opened, read, written, sent or removed under a path made of a fixed folder and a parameter "
        "that is called a file or a name, in a function that neither takes the last part of the name nor checks where "
        "the path leads. Shown in the strict profile. Where an outsider's value is seen to arrive, path-traversal "
        "reports it."
    ),
    why=(
        "Names such as ../../etc/passwd lead out of the folder, and os.path.join drops the folder altogether where "
        "the name is absolute. The function cannot know who calls it with what."
    ),
    assistants="os.path.join(FOLDER, filename) looks as if the file were in the folder then.",
    remedy=(
        "Where names have no folders, take os.path.basename or werkzeug's secure_filename. Otherwise resolve the path "
        "and refuse what is not relative to the folder."
    ),
    prompt="Check that every path made from a name stays inside its folder.",
    references=("https://owasp.org/www-community/attacks/Path_Traversal",),
    profile="strict",
    bad=(
        Bad(
            """\
import os

FOLDER = "/srv/documents"


def load(filename):
    with open(os.path.join(FOLDER, filename)) as file:
        return file.read()
""",
            why="joined and opened",
        ),
        Bad(
            """\
from pathlib import Path

FOLDER = Path("/srv/documents")


def load(name: str) -> str:
    path = FOLDER / name
    return path.read_text()
""",
            why="a path and a name",
        ),
        Bad(
            """\
def load(user_file):
    with open(f"/srv/documents/{user_file}") as file:
        return file.read()
""",
            why="an f-string",
        ),
    ),
    good=(
        Good(
            """\
import os

FOLDER = "/srv/documents"


def load(filename):
    with open(os.path.join(FOLDER, os.path.basename(filename))) as file:
        return file.read()
""",
            why="the last part of the name",
        ),
        Good(
            """\
from pathlib import Path

FOLDER = Path("/srv/documents")


def load(name: str) -> str:
    path = (FOLDER / name).resolve()
    if not path.is_relative_to(FOLDER):
        raise ValueError(name)
    return path.read_text()
""",
            why="the path is checked",
        ),
        Good(
            """\
def load(number):
    with open(f"/srv/documents/{int(number)}.txt") as file:
        return file.read()
""",
            why="a number",
        ),
        Good(
            """\
import os


def load(folder):
    with open(os.path.join(folder, "index.txt")) as file:
        return file.read()
""",
            why="a folder that the caller chooses",
        ),
    ),
)

_OPENERS = {"open", "io.open", "codecs.open", "aiofiles.open", "os.remove", "os.unlink", "shutil.rmtree", "os.rmdir",
            "flask.send_file", "fastapi.responses.FileResponse", "starlette.responses.FileResponse",
            "shutil.copy", "shutil.copyfile", "shutil.move"}  # fmt: skip
_METHODS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink"}
_JOINS = {"os.path.join", "pathlib.Path", "pathlib.PurePath"}
_NAMED = re.compile(
    r"(?:\A|_)(?:file|filename|fname|name|user|document|doc|report|template|attachment|image|upload|key|id)\Z|file_?name",
    re.I,
)
_CHECKS = re.compile(
    r"basename|secure_filename|safe_join|realpath|abspath|resolve\(|commonpath|commonprefix|is_relative_to|startswith|"
    r"isalnum|isidentifier|isdigit|fullmatch|re\.match|\.match\(|\.\.[\"']|\.name\b|splitext\b.*\bin\b|validate|"
    r"sanit|safe|check|os\.sep|not in\b|uuid|quote"
)


def check_call(call: Call) -> Iterator[Report]:
    path = _path(call)
    body = home(call)
    if path is None or not isinstance(body, cst.FunctionDef):
        return
    name = _name_inside(call, path)
    if name and not _CHECKS.search(code(body.body)):
        yield Report(call.node, f"{name} may lead out of the folder it is put behind")


def _path(call: Call) -> Value | None:
    if call.names & _OPENERS:
        return call.positional[0].value if call.positional else None
    if call.method in _METHODS and isinstance(call.function.node, cst.Attribute):
        return call.value(call.function.node.value)
    return None


def _name_inside(call: Call, path: Value) -> str:
    """The parameter that stands behind the folder, where the path is built of both."""
    found = path.literal
    node = found.node
    if isinstance(node, cst.Call) and found.at(node.func).names & _JOINS:
        pieces = [found.at(arg.value) for arg in node.args[1:] if not arg.star]
    elif isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Divide):
        pieces = [found.at(node.right)]
    else:
        parts = string_parts(found) or []
        begun = parts and isinstance(parts[0], str) and parts[0].rstrip("/") != ""
        begun = begun or (len(parts) > 1 and isinstance(parts[1], str) and parts[1].startswith("/"))
        pieces = [part for part in parts[1:] if isinstance(part, Value)] if begun else []
    for piece in pieces:
        names = [piece, *(p for p in string_parts(piece) or () if isinstance(p, Value))]
        for item in names:
            if is_parameter(call, item) and not is_number(item) and _NAMED.search(code(item.node)):
                return code(item.node)
    return ""


TRIGGERS: Triggers = (
    calls(*sorted(_OPENERS), near=(r"join\(", r"f[\"'][^\"']*/\{", r"\s/\s", r"[\"']/[\"']?\s*\+", r"/%s", r"/\{")),
    calls(*sorted(_METHODS), near=(r"Path\(", r"\s/\s")),
)
CHECKS: Checks = {Call: check_call}
