"""Files in a folder that everyone shares, under a name that everyone knows."""

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
    Part,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    calls,
    string_parts,
)

RULE = Rule(
    name="predictable-temporary-path",
    summary="a file in the shared temporary folder has a name that others can foresee",
    help="Use tempfile.NamedTemporaryFile(), mkstemp() or a name inside of TemporaryDirectory().",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(377, 379),
    what=(
        "Files opened for writing, and folders created, directly under /tmp, /var/tmp, /dev/shm or "
        "tempfile.gettempdir() with a constant name, or one that a value is written into. Sockets, and files that are "
        "only read, are left alone, and so are names with a random part in them."
    ),
    why=(
        "Every user of the machine may create files there. One who puts a link of that name there first lets the "
        "program overwrite a file of its own choice; one who puts a file there reads or changes what is written."
    ),
    assistants="/tmp/output.txt is in every example, because it can be written everywhere without asking.",
    remedy=(
        "tempfile chooses a name that no one can foresee, creates the file for its owner alone, and finds the right "
        "folder on each system."
    ),
    prompt="Use the tempfile module for temporary files, never a fixed path under /tmp.",
    references=(
        "https://docs.python.org/3/library/tempfile.html",
        "https://owasp.org/www-community/vulnerabilities/Insecure_Temporary_File",
    ),
    foreign=("B108", "S108"),
    bad=(
        Bad(
            """\
def store(text):
    with open("/tmp/report.txt", "w") as file:
        file.write(text)
""",
            why="a fixed name",
        ),
        Bad(
            """\
def store(label, text):
    path = f"/tmp/{label}.txt"
    with open(path, "wb") as file:
        file.write(text)
""",
            why="a name that is passed in",
        ),
        Bad(
            """\
import os
import tempfile


def store(text):
    with open(os.path.join(tempfile.gettempdir(), "report.txt"), "w") as file:
        file.write(text)
""",
            why="the same folder by way of tempfile",
        ),
        Bad(
            """\
from pathlib import Path

Path("/var/tmp/state.json").write_text("{}")
""",
            why="the method of a path",
        ),
    ),
    good=(
        Good(
            """\
import tempfile


def store(text):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as file:
        file.write(text)
""",
            why="a name that tempfile chooses",
        ),
        Good(
            """\
def load():
    with open("/tmp/report.txt") as file:
        return file.read()
""",
            why="the file is only read",
        ),
        Good(
            """\
def store(text):
    with open("/srv/reports/report.txt", "w") as file:
        file.write(text)
""",
            why="a folder of the program's own",
        ),
        Good(
            """\
import uuid


def store(text):
    with open(f"/tmp/{uuid.uuid4().hex}.txt", "x") as file:
        file.write(text)
""",
            why="a random name, that must not be there yet",
        ),
    ),
)

_SHARED = re.compile(r"/(?:private/)?(?:tmp|var/tmp|dev/shm)/")
_FOLDER = re.compile(r"/(?:private/)?(?:tmp|var/tmp|dev/shm)/?\Z")
_OPENERS = {"open", "io.open", "codecs.open", "aiofiles.open", "gzip.open", "bz2.open", "lzma.open", "zipfile.ZipFile",
            "tarfile.open"}  # fmt: skip
_WRITING = re.compile(r"[wa+]")
_FIRST = {
    "os.mkdir", "os.makedirs", "os.mknod", "logging.FileHandler", "sqlite3.connect", "shelve.open",
    "urllib.request.urlretrieve", "numpy.save",
}  # fmt: skip
_SECOND = {"shutil.copy", "shutil.copy2", "shutil.copyfile", "shutil.move", "os.rename", "os.replace",
           "urllib.request.urlretrieve"}  # fmt: skip
_PATHS = ("pathlib.Path()", "pathlib.PosixPath()")
_METHODS = {f"{path}.{name}" for path in _PATHS for name in ("write_text", "write_bytes", "touch", "mkdir")}
_JOINS = {"os.path.join", "pathlib.Path", "pathlib.PosixPath"}
_TEMPORARY = {"tempfile.gettempdir()", "tempfile.tempdir"}
_RANDOM = re.compile(
    r"uuid|token|secret|random|mkdtemp|mkstemp|urandom|nonce|tmpdir|temp_dir|tempdir|digest|sha|hash", re.I
)


def check_call(call: Call) -> Iterator[Report]:
    path = _written(call)
    if path is not None and _is_predictable(path):
        yield Report(call.node)


def _written(call: Call) -> Value | None:
    """The path that the call creates or writes to."""
    if call.names & _OPENERS:
        mode = call.argument("mode", 1)
        writes = mode is not None and isinstance(mode.constant, str) and _WRITING.search(mode.constant)
        file = call.argument("file", 0)
        return file.value if writes and file is not None else None
    position = 1 if call.names & _SECOND else 0 if call.names & _FIRST else None
    if position is not None:
        return call.positional[position].value if len(call.positional) > position else None
    if call.names & _METHODS and isinstance(call.function.node, cst.Attribute):
        return call.value(call.function.node.value)
    return None


def _is_predictable(path: Value, depth: int = 0) -> bool:
    parts = _parts(path.literal)
    if not parts:
        return False
    text = "".join(part if isinstance(part, str) else "x" for part in parts)
    held = [cst.Module([]).code_for_node(part.literal.node) for part in parts if isinstance(part, Value)]
    named = [cst.Module([]).code_for_node(part.node) for part in parts if isinstance(part, Value)]
    return _SHARED.match(text) is not None and not any(_RANDOM.search(code) for code in (*held, *named))


def _parts(path: Value) -> list[Part]:
    """The path as text and values: also os.path.join(folder, name), Path(folder, name) and folder / name."""
    node = path.node
    if path.names & _TEMPORARY:
        return ["/tmp/"]
    if isinstance(node, cst.Call) and path.at(node.func).names & _JOINS:
        pieces = [path.at(arg.value) for arg in node.args if not arg.star]
    elif isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Divide):
        pieces = [path.at(node.left), path.at(node.right)]
    else:
        return string_parts(path) or []
    found: list[Part] = []
    for piece in pieces:
        inner = _parts(piece.literal) or [piece]
        found += [*inner, "/"] if piece is not pieces[-1] and not str(inner[-1]).endswith("/") else inner
    return found


_NEAR = (r"/tmp\b", r"/dev/shm", "gettempdir")
TRIGGERS: Triggers = (
    calls(*sorted(_OPENERS), given=("mode@1=str",), near=_NEAR),
    calls(*sorted(_FIRST | _SECOND | _METHODS), near=_NEAR),
    calls(*sorted(_OPENERS), given=("mode@1=str",), needs=("tmp",), holding=(r"[A-Z]{3}",)),
)
CHECKS: Checks = {Call: check_call}
