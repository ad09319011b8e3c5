"""Files that are opened and never closed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import libcst as cst

from pratique.lint.api import (
    Bad,
    Call,
    Change,
    Checks,
    Confidence,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    below,
    calls,
    code,
    home,
    statement_of,
)

RULE = Rule(
    name="open-file-leaked",
    summary="a file is opened and never closed",
    help="Open it in a with statement: with open(path) as file: ….",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(772, 404),
    what=(
        "open(), io.open(), gzip.open() and Path.open() whose result is used on the spot (open(p).read(), "
        "json.load(open(p))) or held by a variable that is neither closed nor handed on nor used in a with statement. "
        "Shown in the strict profile."
    ),
    why=(
        "Until the garbage collector comes by, the file stays open. A service runs out of descriptors under load, "
        "what was written may not be on the disk yet, and on Windows nobody else can remove the file."
    ),
    assistants="json.load(open(path)) fits in one line, and CPython usually closes the file soon after.",
    remedy=(
        "The fix puts a with statement around what uses the file. It closes the file at the end of the block, also "
        "when an exception leaves it."
    ),
    prompt="Open every file in a with statement.",
    references=("https://docs.python.org/3/reference/compound_stmts.html#the-with-statement",),
    profile="strict",
    foreign=("SIM115",),
    bad=(
        Bad(
            """\
import json


def load(path):
    return json.load(open(path))  # settings
""",
            why="opened in an argument",
            fixed="""\
import json


def load(path):
    with open(path) as file:
        return json.load(file)  # settings
""",
        ),
        Bad(
            """\
def load(path):
    text = open(path, encoding="utf-8").read()
    return text.splitlines()
""",
            why="read on the spot",
            fixed="""\
def load(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    return text.splitlines()
""",
        ),
        Bad(
            """\
def first(path):
    f = open(path)
    line = f.readline()
    return line.strip()
""",
            why="a variable that nobody closes",
            fixed="""\
def first(path):
    with open(path) as f:
        line = f.readline()
    return line.strip()
""",
        ),
        Bad(
            """\
def count(path):
    return sum(1 for line in open(path))
""",
            why="in a generator, which only people can take apart",
        ),
        Bad(
            """\
def last(paths):
    for path in paths:
        f = open(path)
        f.readline()
    return f.read()
""",
            why="read after the block that opens it, so that no with statement fits",
        ),
    ),
    good=(
        Good(
            """\
import json


def load(path):
    with open(path) as file:
        return json.load(file)
""",
            why="a with statement",
        ),
        Good(
            """\
def first(path):
    f = open(path)
    try:
        return f.readline()
    finally:
        f.close()
""",
            why="closed in the end",
        ),
        Good(
            """\
def stream(path):
    return open(path, "rb")
""",
            why="handed to the caller, who closes it",
        ),
        Good(
            """\
def reader(path):
    f = open(path)
    return lambda: f.readline()
""",
            why="kept by a function that reads later",
        ),
        Good(
            """\
import subprocess


def run(command, path):
    log = open(path, "w")
    return subprocess.Popen(command, stdout=log)
""",
            why="handed on to someone who keeps it",
        ),
    ),
)

_OPENERS = {
    "open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open",
    *(f"pathlib.{name}().open" for name in ("Path", "PosixPath")),
}  # fmt: skip
# Functions that are done with a file when they return.
_READERS = {
    *(f"{module}.{name}" for module in ("json", "pickle", "marshal", "toml", "plistlib") for name in ("load", "dump")),
    *(f"yaml.{name}" for name in ("load", "safe_load", "full_load", "dump", "safe_dump")),
    *("tomllib.load", "tomli.load", "list", "sorted", "sum", "len", "hashlib.file_digest", "ast.parse", "str", "set"),
    *("simplejson.load", "ujson.load", "ruamel.yaml.safe_load", "tuple", "dict", "max", "min", "any", "all"),
}
_METHODS = {"read", "readlines", "readline", "write", "writelines"}
_PLAIN = (cst.Call, cst.Arg, cst.Attribute, cst.Subscript, cst.SubscriptElement, cst.Index)
_STATEMENTS = (cst.Assign, cst.AnnAssign, cst.AugAssign, cst.Expr, cst.Return)
_USES = _METHODS | {"seek", "tell", "flush", "truncate", "name", "closed"}


def check_call(call: Call) -> Iterator[Report]:
    if not call.names & _OPENERS or call.is_partial or call.place.up is None:
        return
    up = call.place.up.node
    if _is_spent(call):
        yield Report(call.node, repair=_with_statement(call))
    elif isinstance(up, cst.Assign) and len(up.targets) == 1 and isinstance(up.targets[0].target, cst.Name):
        name = up.targets[0].target.value
        body = home(call)
        if isinstance(body, cst.FunctionDef) and _is_kept_alone(body, name, up):
            yield Report(call.node, repair=_indented(call, up, name))


def _is_spent(call: Call) -> bool:
    """Whether the file is used on the spot and nobody has it any more."""
    assert call.place.up is not None
    up = call.place.up.node
    beyond = call.place.up.up.node if call.place.up.up is not None else None
    if isinstance(up, cst.Attribute):
        return up.attr.value in _METHODS and isinstance(beyond, cst.Call) and beyond.func is up
    if isinstance(up, cst.Arg):
        return isinstance(beyond, cst.Call) and bool(call.value(beyond.func).names & _READERS)
    if isinstance(up, cst.For):
        return up.iter is call.node
    return isinstance(up, cst.CompFor) and isinstance(
        beyond, (cst.GeneratorExp, cst.ListComp, cst.SetComp, cst.DictComp)
    )


def _is_kept_alone(function: cst.FunctionDef, name: str, assignment: cst.Assign) -> bool:
    """Whether the variable is used for reading and writing only, and set once."""
    used = 0
    for node in below(function.body):
        if isinstance(node, cst.Attribute) and isinstance(node.value, cst.Name) and node.value.value == name:
            if node.attr.value not in _USES:
                return False
            used += 1
        elif isinstance(node, cst.For) and isinstance(node.iter, cst.Name) and node.iter.value == name:
            used += 1
        elif isinstance(node, (cst.Global, cst.Nonlocal)) and any(item.name.value == name for item in node.names):
            return False
        elif isinstance(node, (cst.FunctionDef, cst.Lambda)) and _names(node, name):
            return False  # it may read when this function is done
    return _names(function.body, name) == used + 1


def _names(node: cst.CSTNode, name: str) -> int:
    """How often the name stands below the node."""
    return sum(1 for item in below(node) if isinstance(item, cst.Name) and item.value == name)


def _newline(call: Call) -> str:
    return "\r\n" if b"\r\n" in call.file.data[:2000] else "\n"


def _indent(call: Call, node: cst.CSTNode) -> str | None:
    """The white space before a statement that begins its line."""
    span = call.file.span(node)
    if span is None:
        return None
    line = max(call.file.data.rfind(b"\n", 0, span[0]), call.file.data.rfind(b"\r", 0, span[0])) + 1
    before = call.file.data[line : span[0]].decode()
    return before if not before.strip() else None


def _unit(indent: str) -> str:
    return "\t" if "\t" in indent else "    "


def _free_name(call: Call) -> str:
    body = home(call)
    written = code(body) if body is not None else ""
    return next((name for name in ("file", "stream", "handle") if not re.search(rf"\b{name}\b", written)), "")


def _with_statement(call: Call) -> Repair | None:
    """`with open(…) as file:` around the statement, where that is a line of its own."""
    place = statement_of(call)
    if place is None or not isinstance(place.node, _STATEMENTS) or place.up is None:
        return None
    line = place.up.node
    between = [item.node for item in call.place.ancestors()]
    between = between[: between.index(place.node)]
    if not all(isinstance(node, _PLAIN) for node in between) or not _is_line(line):
        return None
    indent, name = _indent(call, place.node), _free_name(call)
    whole, inner = call.file.span(place.node), call.file.span(call.node)
    if indent is None or not name or whole is None or inner is None:
        return None
    data = call.file.data
    statement = (data[whole[0] : inner[0]] + name.encode() + data[inner[1] : whole[1]]).decode()
    if "\n" in statement or "\r" in statement:
        return None
    text = f"with {code(call.node)} as {name}:{_newline(call)}{indent}{_unit(indent)}{statement}"
    return Repair("open it in a with statement", (Replace(place.node, text),))


def _is_line(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.SimpleStatementLine) and len(node.body) == 1


def _indented(call: Call, assignment: cst.Assign, name: str) -> Repair | None:
    """The assignment as a with statement, and everything up to the last use of the variable inside of it."""
    block = next((p.node for p in call.place.ancestors() if isinstance(p.node, cst.IndentedBlock)), None)
    indent = _indent(call, assignment)
    if block is None or indent is None:
        return None
    inside = _up_to_last_use(block.body, assignment, name)
    body = home(call)
    if body is None or sum(_names(item, name) for item in inside) != _names(body, name) - 1:
        return None  # read after the block that opens it
    changes: list[Change] = [Replace(assignment, f"with {code(call.node)} as {name}:")]
    for statement in inside:
        if isinstance(statement, cst.SimpleStatementLine) and not _is_line(statement):
            return None
        node = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else statement
        span = call.file.span(node)
        if span is None or any(isinstance(item, cst.Yield) or _is_long_text(item) for item in below(node)):
            return None
        text = call.file.data[span[0] : span[1]].decode()
        changes.append(Replace(node, _unit(indent) + re.sub(r"(\r?\n)(?=[^\r\n])", rf"\1{_unit(indent)}", text)))
    return Repair("open it in a with statement", tuple(changes)) if inside else None


def _up_to_last_use(body: Sequence[cst.CSTNode], assignment: cst.Assign, name: str) -> Sequence[cst.CSTNode]:
    begun = next((i for i, item in enumerate(body) if any(node is assignment for node in below(item))), None)
    if begun is None or not _is_line(body[begun]):
        return []
    uses = [
        index
        for index, item in enumerate(body)
        if any(isinstance(node, cst.Name) and node.value == name for node in below(item))
    ]
    return body[begun + 1 : uses[-1] + 1]


def _is_long_text(node: cst.CSTNode) -> bool:
    """A string over several lines, whose content a deeper indentation would change."""
    return isinstance(node, (cst.SimpleString, cst.FormattedString)) and "\n" in code(node)


TRIGGERS: Triggers = (
    calls("open", "io.open", "codecs.open", holding=(r"open\(",)),
    calls(*sorted(_OPENERS - {"open", "io.open", "codecs.open"})),
)
CHECKS: Checks = {Call: check_call}
