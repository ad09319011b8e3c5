"""Names of temporary files that are made up first and opened later."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import (
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    calls,
    code,
    spell,
)

RULE = Rule(
    name="temporary-name-race",
    summary="a temporary file gets its name before it exists",
    help="Use tempfile.NamedTemporaryFile(), TemporaryDirectory() or mkstemp(), which create what they name.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(377, 379),
    what="Calls of tempfile.mktemp, os.tempnam and os.tmpnam, which return a name that no file has yet.",
    why=(
        "Between the choice of the name and the opening of the file another user of the machine can put a file or a "
        "link there, and the program then writes into a file of theirs, or over one of its own."
    ),
    assistants="mktemp is the shortest of the functions, and its name is that of a shell command known to be safe.",
    remedy=(
        "The fix creates the file together with its name, by NamedTemporaryFile(delete=False), and goes on with the "
        "name. The file then exists, empty and readable by its owner only: code that insists on a new file, or needs "
        "a name for a folder or a socket, has to change: use TemporaryDirectory() and a name inside of it there."
    ),
    prompt="Create temporary files with tempfile.NamedTemporaryFile or mkstemp, never with mktemp.",
    references=(
        "https://docs.python.org/3/library/tempfile.html#deprecated-functions-and-variables",
        "https://owasp.org/www-community/vulnerabilities/Insecure_Temporary_File",
    ),
    foreign=("B306", "S306", "B325"),
    bad=(
        Bad(
            """\
import tempfile


def store(text):
    path = tempfile.mktemp()  # scratch
    with open(path, "w") as file:
        file.write(text)
    return path
""",
            why="the name first, the file later",
            fixed="""\
import tempfile


def store(text):
    path = tempfile.NamedTemporaryFile(delete=False).name  # scratch
    with open(path, "w") as file:
        file.write(text)
    return path
""",
        ),
        Bad(
            """\
from tempfile import mktemp

report = mktemp(suffix=".pdf")
""",
            why="imported by name, with a suffix",
            fixed="""\
from tempfile import NamedTemporaryFile

report = NamedTemporaryFile(suffix=".pdf", delete=False).name
""",
        ),
        Bad(
            """\
import tempfile as t

path = t.mktemp(".csv", "export-", "/srv/exports")
""",
            why="arguments by position, which are others in the function that replaces it",
            fixed="""\
import tempfile as t

path = t.NamedTemporaryFile(suffix=".csv", prefix="export-", dir="/srv/exports", delete=False).name
""",
        ),
        Bad(
            """\
import os

path = os.tempnam("/srv", "export")
""",
            why="the old function of os",
        ),
    ),
    good=(
        Good(
            """\
import tempfile


def store(text):
    with tempfile.NamedTemporaryFile("w", delete=False) as file:
        file.write(text)
    return file.name
""",
            why="the file is created with its name",
        ),
        Good(
            """\
import os
import tempfile

handle, path = tempfile.mkstemp(suffix=".pdf")
os.close(handle)
""",
            why="mkstemp opens what it names",
        ),
        Good(
            """\
import os
import tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, "report.pdf")
""",
            why="a name in a folder of one's own",
        ),
        Good(
            """\
def mktemp():
    return "report.pdf"


path = mktemp()
""",
            why="another function of that name",
        ),
    ),
)

_MKTEMP = "tempfile.mktemp"
_OLD = {"os.tempnam", "os.tmpnam"}
_PARAMETERS = ("suffix", "prefix", "dir")
_REASON = "the file exists from then on, empty, and someone has to delete it as before"


def check_call(call: Call) -> Iterator[Report]:
    if _MKTEMP in call.names:
        yield Report(call.node, repair=_created(call))
    elif call.names & _OLD:
        yield Report(call.node, f"{call.method}() returns a name that anyone may take before the file exists")


def _created(call: Call) -> Repair | None:
    if call.is_open or call.is_partial or any(arg.star for arg in call.args) or len(call.positional) > 3:
        return None
    spelling = spell(call, "tempfile", "NamedTemporaryFile", instead_of=call.function.node)
    if spelling is None:
        return None
    given = [f"{name}={code(argument.node)}" for name, argument in zip(_PARAMETERS, call.positional, strict=False)]
    given += [f"{name}={code(argument.node)}" for name, argument in call.keywords.items()]
    text = f"{spelling.text}({', '.join([*given, 'delete=False'])}).name"
    return Repair("create the file with its name", (Replace(call.node, text), *spelling.changes), False, _REASON)


TRIGGERS: Triggers = (calls(_MKTEMP, *sorted(_OLD)),)
CHECKS: Checks = {Call: check_call}
