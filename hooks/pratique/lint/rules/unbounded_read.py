"""Data of a client that are read whole, however much there is."""

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
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    below_here,
    calls,
    code,
    home,
)

RULE = Rule(
    name="unbounded-read",
    summary="as much as a client sends is read into memory",
    help="Give a limit, and refuse what is longer: data = stream.read(LIMIT + 1), then compare the length.",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(770, 400),
    what=(
        "Reads without a limit from what a client feeds: read() of an uploaded file of FastAPI or Starlette, read() "
        "and readline() of a socket's file, of http.server's rfile and of WSGI's input, a read of as many bytes as "
        "the Content-Length claims, and loops that add up recv() without a look at the length. Shown in the strict "
        "profile: a server in front of the program may have limits."
    ),
    why="A client that sends a few gigabytes, or never a line end, fills the memory until the process is killed.",
    assistants="The shortest way to the data is to read all of them; tests send a few bytes.",
    remedy=(
        "Read in pieces and stop at a limit, or read one byte more than is allowed and refuse when it is there. The "
        "fix gives readline() a limit of five million bytes, far above any line that is meant."
    ),
    prompt="Limit the size of everything that is read from a client.",
    references=("https://cheatsheetseries.owasp.org/cheatsheets/File_Upload_Cheat_Sheet.html",),
    profile="strict",
    bad=(
        Bad(
            """\
import socket


def serve(connection: socket.socket):
    stream = connection.makefile("rb")
    return stream.readline()  # a command
""",
            why="a line of any length",
            fixed="""\
import socket


def serve(connection: socket.socket):
    stream = connection.makefile("rb")
    return stream.readline(5_000_000)  # a command
""",
        ),
        Bad(
            """\
from fastapi import FastAPI, UploadFile

app = FastAPI()


async def upload(file: UploadFile):
    data = await file.read()
    return {"size": len(data)}
""",
            why="an upload",
        ),
        Bad(
            """\
from http.server import BaseHTTPRequestHandler


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        size = int(self.headers["Content-Length"])
        self.store(self.rfile.read(size))
""",
            why="as much as the client says that it sends",
        ),
        Bad(
            """\
def receive(connection):
    data = b""
    while True:
        piece = connection.recv(4096)
        if not piece:
            return data
        data += piece
""",
            why="a loop that adds up",
        ),
    ),
    good=(
        Good(
            """\
import socket


def serve(connection: socket.socket):
    stream = connection.makefile("rb")
    return stream.readline(1000)
""",
            why="a limit for the line",
        ),
        Good(
            """\
from fastapi import FastAPI, UploadFile

app = FastAPI()
LIMIT = 1_000_000


async def upload(file: UploadFile):
    data = await file.read(LIMIT + 1)
    return {"fits": len(data) <= LIMIT}
""",
            why="one byte more than is allowed",
        ),
        Good(
            """\
from http.server import BaseHTTPRequestHandler

LIMIT = 1_000_000


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        size = int(self.headers["Content-Length"])
        if size > LIMIT:
            self.send_error(413)
            return
        self.store(self.rfile.read(size))
""",
            why="what the client says is compared first",
        ),
        Good(
            """\
def receive(connection):
    data = b""
    while len(data) < 1_000_000:
        piece = connection.recv(4096)
        if not piece:
            return data
        data += piece
    raise ValueError("too much")
""",
            why="a loop that ends",
        ),
    ),
)

_UPLOADS = {
    f"{package}.UploadFile().read" for package in ("fastapi", "starlette.datastructures", "litestar.datastructures")
}
_STREAM = re.compile(r"(?:\A|\.)(?:rfile|makefile\(.*\))\Z|wsgi\.input[\"']\]\Z")
_LIMIT = "5_000_000"
_REASON = "a longer line now comes in several pieces"


def check_call(call: Call) -> Iterator[Report]:
    if call.names & _UPLOADS:
        if not call.args and not _looks_at_size(call):
            yield Report(call.node, "an uploaded file is read whole, whatever its size")
    elif call.method == "recv":
        yield from _added_up(call)
    elif call.method in ("read", "readline") and _is_stream(call):
        yield from _stream(call)


def _is_stream(call: Call) -> bool:
    node = call.function.node
    if not isinstance(node, cst.Attribute):
        return False
    held = call.value(node.value).literal.node
    return any(_STREAM.search(code(item)) for item in (node.value, held))


def _stream(call: Call) -> Iterator[Report]:
    if not call.args:
        repair = None
        if call.method == "readline":
            text = f"{code(call.node.func)}({_LIMIT})"
            repair = Repair("limit the line", (Replace(call.node, text),), safe=False, reason=_REASON)
        yield Report(call.node, f"{call.method}() without a limit takes as much as the client sends", repair=repair)
        return
    size = call.positional[0].value if call.positional else None
    if size is not None and "length" in code(size.literal.node).lower() and not _is_compared(call, size.node):
        yield Report(call.node, "as many bytes are read as the client claims to send, without a limit")


def _is_compared(call: Call, size: cst.BaseExpression) -> bool:
    """Whether the function compares the size, or caps it by min()."""
    body = home(call)
    written = code(size)
    for node in below_here(body) if body is not None else ():
        if isinstance(node, cst.Comparison) and any(
            isinstance(link.operator, (cst.GreaterThan, cst.LessThan, cst.GreaterThanEqual, cst.LessThanEqual))
            for link in node.comparisons
        ):
            if written in code(node):
                return True
        elif isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value == "min":
            return True
    return False


def _looks_at_size(call: Call) -> bool:
    """Whether the function asks for the size of the upload, or a limit of its own."""
    body = home(call)
    return body is not None and re.search(r"\.size\b|max_\w*size|content.length|MAX_", code(body)) is not None


def _added_up(call: Call) -> Iterator[Report]:
    """`data += piece` in a loop that no length ends."""
    loop = next((place.node for place in call.place.ancestors() if isinstance(place.node, cst.While)), None)
    if loop is None or "len(" in code(loop) or re.search(r"\d{3}|MAX|LIMIT|max_|limit|remaining|size", code(loop.test)):
        return
    grows = [n for n in below_here(loop.body) if isinstance(n, cst.AugAssign) and isinstance(n.operator, cst.AddAssign)]
    pieces = [n for n in below_here(loop.body) if isinstance(n, cst.Call) and code(n.func).endswith(".append")]
    held = next((p.node for p in call.place.ancestors() if isinstance(p.node, cst.Assign)), None)
    name = code(held.targets[0].target) if held is not None else ""
    if any(code(item.value) == name or item.value is call.node for item in grows) or any(
        name and any(code(arg.value) == name for arg in item.args) for item in pieces
    ):
        yield Report(call.node, "what arrives is added up without a limit")


TRIGGERS: Triggers = (
    calls(*sorted(_UPLOADS)),
    calls("read", "readline", needs=("rfile", "makefile", "input"), holding=(r"rfile|makefile|wsgi",)),
    calls("read", "readline", needs=("rfile", "makefile"), near=(r"rfile|makefile",)),
    calls("recv", near=(r"\bwhile\b",)),
)
CHECKS: Checks = {Call: check_call}
