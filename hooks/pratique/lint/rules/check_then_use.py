"""Files that are asked about first and used later, when the answer may have changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

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
    below_here,
    calls,
    code,
    sole_statement,
    spell,
)

RULE = Rule(
    name="check-then-use",
    summary="a file is asked about before it is used, and may change in between",
    help='Do it and handle the failure: os.makedirs(path, exist_ok=True), open(path, "x"), except FileNotFoundError.',
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(367, 362),
    what=(
        "An if on os.path.exists, isfile, isdir, lexists, os.access, or the methods of a path, whose body creates, "
        "opens for writing or removes the same path (of os.access: opens it). Shown in the strict profile. Reading a "
        "file that exists is left alone."
    ),
    why=(
        "Between the question and the use another process can create, remove or replace the file. In a folder where "
        "others write they can put a link there and have a file of their choice overwritten; elsewhere it is the "
        "crash that happens once a month. os.access asks for the real user, not for the one whose rights are used."
    ),
    assistants="Asking first reads like the sentence in the request: if the folder does not exist, create it.",
    remedy=(
        "The fix creates folders with exist_ok=True, and removes files with missing_ok=True or within "
        'contextlib.suppress(FileNotFoundError). A file that must be new is opened with mode "x", which fails when '
        "it is there; instead of os.access, open the file and catch PermissionError."
    ),
    prompt='Do not check files before using them; use exist_ok, mode "x" and exceptions.',
    profile="strict",
    references=(
        "https://docs.python.org/3/library/os.html#os.access",
        "https://docs.python.org/3/library/functions.html#open",
    ),
    bad=(
        Bad(
            """\
import os


def prepare(folder):
    if not os.path.exists(folder):
        os.makedirs(folder)
    return folder
""",
            why="a folder is created",
            fixed="""\
import os


def prepare(folder):
    os.makedirs(folder, exist_ok=True)
    return folder
""",
        ),
        Bad(
            """\
import os


def forget(path):
    if os.path.exists(path):
        os.remove(path)  # gone
""",
            why="a file is removed",
            fixed="""\
import contextlib
import os


def forget(path):
    with contextlib.suppress(FileNotFoundError):
        os.remove(path)  # gone
""",
        ),
        Bad(
            """\
from pathlib import Path


def forget(path: Path):
    if path.exists():
        path.unlink()
""",
            why="the method of a path",
            fixed="""\
from pathlib import Path


def forget(path: Path):
    path.unlink(missing_ok=True)
""",
        ),
        Bad(
            """\
def forget(memory):
    if memory.exists():
        memory.unlink()
""",
            why="something that may be no path",
            fixed="""\
def forget(memory):
    memory.unlink(missing_ok=True)
""",
        ),
        Bad(
            """\
from pathlib import Path


def forget(path: Path):
    if path.is_file():
        path.unlink()
""",
            why="the question also tells a file from a folder",
            fixed="""\
from pathlib import Path


def forget(path: Path):
    path.unlink(missing_ok=True)
""",
        ),
        Bad(
            """\
import os


def tidy(path, keep):
    if keep:
        print(path)
    elif os.path.exists(path):
        os.remove(path)
""",
            why="an elif, which nothing else can stand for",
        ),
        Bad(
            """\
import os


def create(path, text):
    if not os.path.exists(path):
        with open(path, "w") as file:
            file.write(text)
""",
            why="a file that is to be new",
        ),
        Bad(
            """\
import os


def append(path, text):
    if os.access(path, os.W_OK):
        with open(path, "a") as file:
            file.write(text)
""",
            why="os.access before open",
        ),
    ),
    good=(
        Good(
            """\
import os


def prepare(folder):
    os.makedirs(folder, exist_ok=True)
    return folder
""",
            why="no question",
        ),
        Good(
            """\
import os


def load(path):
    if not os.path.exists(path):
        return ""
    with open(path) as file:
        return file.read()
""",
            why="a file that is read",
        ),
        Good(
            """\
import os


def forget(path, log):
    if os.path.exists(log):
        os.remove(path)
""",
            why="the question is about another file",
        ),
        Good(
            """\
def create(path, text):
    with open(path, "x") as file:
        file.write(text)
""",
            why="the mode that fails where the file is",
        ),
    ),
)


class _Asked(NamedTuple):
    """The if that the question decides: path as source code, and whether the body runs where it is not there."""

    node: cst.If
    path: str
    absent: bool
    is_elif: bool


_QUESTIONS = {f"os.path.{name}" for name in ("exists", "isfile", "isdir", "lexists")}
_ACCESS = "os.access"
_METHODS = {"exists", "is_file", "is_dir"}
_FOLDERS = {"os.makedirs", "os.mkdir"}
_REMOVALS = {"os.remove", "os.unlink", "os.rmdir", "shutil.rmtree"}
_OPENERS = {"open", "io.open", "codecs.open"}
_FILE_REASON = "where a file has the name of the folder this is now an error"
_PARENTS_REASON = "folders above it are created as well, and a file of that name is now an error"
_KIND_REASON = "a folder where a file was asked for, or the other way round, is now an error"
_PATH_REASON = "see that it is a path of pathlib: nothing else knows missing_ok"
_PRESENCE = {"exists", "lexists"}  # the questions that do not ask what it is


def check_call(call: Call) -> Iterator[Report]:
    asked = _asked(call)
    if asked is None:
        return
    used = next((node for node in below_here(asked.node.body) if isinstance(node, cst.Call)), None)
    sole = sole_statement(asked.node.body)
    only = sole.value if isinstance(sole, cst.Expr) else None
    alone = only is used and asked.node.orelse is None and asked.node.test is _top(call) and not asked.is_elif
    for node in below_here(asked.node.body):
        if isinstance(node, cst.Call):
            found = _judged(call, asked, node, alone and node is used)
            if found is not None:
                yield found
                return


def _asked(call: Call) -> _Asked | None:
    """The if whose condition asks about a path by this call."""
    absent = False
    inner: cst.CSTNode = call.node
    for place in call.place.ancestors():
        if isinstance(place.node, cst.UnaryOperation) and isinstance(place.node.operator, cst.Not):
            absent = not absent
        elif isinstance(place.node, cst.If) and place.node.test is inner:
            path = _path(call)
            above = place.up.node if place.up is not None else None
            return _Asked(place.node, path, absent, isinstance(above, cst.If)) if path else None
        elif not isinstance(place.node, cst.BooleanOperation):
            return None
        inner = place.node
    return None


def _top(call: Call) -> cst.CSTNode:
    """The question with its `not`."""
    up = call.place.up
    return up.node if up is not None and isinstance(up.node, cst.UnaryOperation) else call.node


def _path(call: Call) -> str:
    if call.names & _QUESTIONS or _ACCESS in call.names:
        return code(call.positional[0].node) if call.positional else ""
    function = call.function.node
    if call.method in _METHODS and isinstance(function, cst.Attribute) and not call.args:
        return code(function.value)
    return ""


def _judged(call: Call, asked: _Asked, node: cst.Call, alone: bool) -> Report | None:
    """A use of the path that should not wait for the answer. alone: nothing else is in the if."""
    names = call.value(node.func).names
    first = code(node.args[0].value) if node.args and node.args[0].keyword is None else ""
    owner = code(node.func.value) if isinstance(node.func, cst.Attribute) else ""
    method = node.func.attr.value if isinstance(node.func, cst.Attribute) else ""
    if names & _OPENERS and first == asked.path:
        return _opened(call, asked, node)
    if _ACCESS in call.names:
        return None
    if asked.absent and names & _FOLDERS and first == asked.path:
        repair = _folder(call, asked, node, names) if alone else None
        return _low(asked, "the folder may appear before it is created: create it with exist_ok=True", repair)
    if asked.absent and owner == asked.path and method == "mkdir":
        repair = _with_argument(call, asked, node, "exist_ok=True", _FILE_REASON) if alone else None
        return _low(asked, "the folder may appear before it is created: create it with exist_ok=True", repair)
    if asked.absent or not (_is_removal(names, first, asked) or (owner == asked.path and method == "unlink")):
        return None
    message = "the file may be gone before it is removed: remove it and expect FileNotFoundError"
    reason = "" if call.method in _PRESENCE else _KIND_REASON
    if method == "unlink" and owner == asked.path:
        if not any(name.startswith("pathlib.") for name in names):
            reason = _PATH_REASON
        return _low(asked, message, _with_argument(call, asked, node, "missing_ok=True", reason) if alone else None)
    return _low(asked, message, _suppressed(call, asked, reason) if alone else None)


def _is_removal(names: frozenset[str], first: str, asked: _Asked) -> bool:
    return bool(names & _REMOVALS) and first == asked.path


def _low(asked: _Asked, message: str, repair: Repair | None) -> Report:
    return Report(asked.node.test, message, repair=repair)


def _opened(call: Call, asked: _Asked, node: cst.Call) -> Report | None:
    if _ACCESS in call.names:
        message = "os.access() answers for another user and another time: open the file and catch PermissionError"
        return Report(asked.node.test, message, severity=Severity.MEDIUM)
    opened = [
        call.value(arg.value).constant for arg in node.args[1:] if arg.keyword is None or arg.keyword.value == "mode"
    ]
    if asked.absent and opened and isinstance(opened[0], str) and opened[0][:1] in "wa":
        return _low(asked, 'the file may appear before it is opened: open it with mode "x" if it has to be new', None)
    return None


def _folder(call: Call, asked: _Asked, node: cst.Call, names: frozenset[str]) -> Repair | None:
    if "os.makedirs" in names:
        reason = "" if call.method in ("isdir", "is_dir") else _FILE_REASON
        return _with_argument(call, asked, node, "exist_ok=True", reason)
    if len(node.args) != 1 or not isinstance(node.func, cst.Attribute):
        return None
    text = f"{code(node.func.value)}.makedirs({code(node.args[0].value)}, exist_ok=True)"
    return Repair("create it if it is not there", _instead(asked, text), safe=False, reason=_PARENTS_REASON)


def _with_argument(call: Call, asked: _Asked, node: cst.Call, argument: str, reason: str) -> Repair | None:
    """The call alone, with the argument that makes the question needless."""
    given = [code(arg.with_changes(comma=cst.MaybeSentinel.DEFAULT)) for arg in node.args]
    if argument.partition("=")[0] in "".join(given) or any(arg.star for arg in node.args):
        return None
    text = f"{code(node.func)}({', '.join([*given, argument])})"
    return Repair("leave the question out", _instead(asked, text), safe=not reason, reason=reason)


def _instead(asked: _Asked, text: str) -> tuple[Change, ...]:
    return (Replace(asked.node, text),)


def _suppressed(call: Call, asked: _Asked, reason: str) -> Repair | None:
    """`with contextlib.suppress(FileNotFoundError):` in the place of the question."""
    spelling = spell(call, "contextlib", "suppress")
    whole, test = call.file.span(asked.node), call.file.span(asked.node.test)
    if spelling is None or whole is None or test is None:
        return None
    rest = call.file.data[test[1] : whole[1]].decode()
    if "#" in rest or asked.node.test.lpar:
        return None
    changes = (Replace(asked.node, f"with {spelling.text}(FileNotFoundError){rest}"), *spelling.changes)
    return Repair("remove it if it is there", changes, safe=not reason, reason=reason)


_USES = (r"makedirs|mkdir|remove|unlink|rmdir|rmtree|open\(",)
TRIGGERS: Triggers = (
    calls(*sorted(_QUESTIONS), *sorted(_METHODS), near=_USES),
    calls(_ACCESS, near=(r"open\(",)),
)
CHECKS: Checks = {Call: check_call}
