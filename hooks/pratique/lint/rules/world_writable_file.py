"""Files and folders that every user of the machine may change."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    UNKNOWN,
    Argument,
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
    Value,
    calls,
    command_lines,
    string_parts,
)

RULE = Rule(
    name="world-writable-file",
    summary="a file is made writable for every user of the machine",
    help="Take the right to write from the others: 0o755 or 0o644, or 0o700 and 0o600 for what is private.",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(732, 276),
    what=(
        "Calls of os.chmod, os.fchmod, os.lchmod, Path.chmod, Path.touch and os.open with a mode in which the others "
        "may write, as a number or as a sum of the names of the stat module, os.umask with a mask that leaves them "
        "this right, and the program chmod with such a mode. Folders with the sticky bit (0o1777) are left alone; "
        "modes that the umask still restricts (os.open, Path.touch) are shown in the strict profile, when everyone may "
        "run the file as well."
    ),
    why=(
        "Any account on the machine, that of a hijacked service among them, can replace the content: a script that "
        "root runs later, a configuration, a key."
    ),
    assistants="0o777 makes every permission error go away, which is why so many answers in forums end with it.",
    remedy=(
        "The fix takes the right to write from the others and from the group (0o777 becomes 0o755, 0o666 becomes "
        "0o644). A program of another account that has to write there needs a common group instead."
    ),
    prompt="Give files the narrowest mode that works, and never 0o777 or 0o666.",
    references=("https://docs.python.org/3/library/os.html#os.chmod",),
    foreign=("B103", "S103"),
    bad=(
        Bad(
            """\
import os

os.chmod("deploy.sh", 0o777)  # run by all
""",
            why="every right to everyone",
            fixed="""\
import os

os.chmod("deploy.sh", 0o755)  # run by all
""",
        ),
        Bad(
            """\
from pathlib import Path


def share(name):
    Path(name).chmod(0o666)
""",
            why="the method of a path",
            fixed="""\
from pathlib import Path


def share(name):
    Path(name).chmod(0o644)
""",
        ),
        Bad(
            """\
import os
import stat


def share(name):
    os.chmod(name, stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO)
""",
            why="the mode as names of the stat module",
            fixed="""\
import os
import stat


def share(name):
    os.chmod(name, 0o755)
""",
        ),
        Bad(
            """\
import os


def share(name):
    os.chmod(name, os.stat(name).st_mode | 0o002)
""",
            why="the right is added to those that are there",
        ),
        Bad(
            """\
import subprocess


def share(name):
    subprocess.run(["chmod", "-R", "777", name], check=True)
""",
            why="the program",
        ),
        Bad(
            """\
import os

os.umask(0)
""",
            why="a mask that takes no right away",
            fixed="""\
import os

os.umask(0o022)
""",
        ),
        Bad(
            """\
import os


def create(name):
    return os.open(name, os.O_CREAT | os.O_WRONLY, 0o777)
""",
            why="a mode that the umask still restricts, for the strict",
            fixed="""\
import os


def create(name):
    return os.open(name, os.O_CREAT | os.O_WRONLY, 0o755)
""",
        ),
    ),
    good=(
        Good(
            """\
import os

os.chmod("deploy.sh", 0o755)
""",
            why="the others may run it, not write it",
        ),
        Good(
            """\
import os

os.chmod("/srv/drop", 0o1777)
""",
            why="a drop folder in which everyone keeps their own files",
        ),
        Good(
            """\
import os
import stat


def share(name):
    os.chmod(name, stat.S_IRWXU | stat.S_IRGRP | stat.S_IXOTH)
""",
            why="names of rights other than writing",
        ),
        Good(
            """\
import os


def share(name, mode):
    os.chmod(name, mode)
""",
            why="the caller decides",
        ),
        Good(
            """\
import subprocess


def share(name):
    subprocess.run(["chmod", "-R", "755", name], check=True)
""",
            why="the program, with a narrower mode",
        ),
        Good(
            """\
import os


def create(name):
    return os.open(name, os.O_CREAT | os.O_WRONLY, 0o666)
""",
            why="what open() itself asks for, before the umask",
        ),
        Good(
            """\
import os

os.umask(0o077)
""",
            why="a mask that keeps all others out",
        ),
    ),
)

_PATHS = {f"pathlib.{name}()" for name in ("Path", "PosixPath", "WindowsPath")}
_OTHERS_WRITE = 0o002
_OTHERS_RUN = 0o001
_STICKY = 0o1000
# function -> (keyword, position) of its mode
_SETS = {
    **{f"os.{name}": ("mode", 1) for name in ("chmod", "fchmod", "lchmod")},
    **{f"{path}.{name}": ("mode", 0) for path in _PATHS for name in ("chmod", "lchmod")},
    "anyio.Path().chmod": ("mode", 0),
}
_RESTRICTED = {
    "os.open": ("mode", 2),
    "os.mkfifo": ("mode", 1),
    **{f"{path}.touch": ("mode", 0) for path in _PATHS},
}
_UMASK = "os.umask"
# With a number that ends in a digit with the bit for writing, or in letters: a+w, o+rw, ugo=rwx.
_CHMOD = re.compile(r"\bchmod\s+(?:-\w+\s+)*(?:0?[0-7][0-7][2367]\b|[ug]*[ao][ugoa]*[+=][rxX]*w)")
# The stat module's own names. (docs.python.org/3/library/stat.html)
_BITS = {
    "S_ISUID": 0o4000, "S_ISGID": 0o2000, "S_ISVTX": 0o1000,
    "S_IRWXU": 0o700, "S_IRUSR": 0o400, "S_IWUSR": 0o200, "S_IXUSR": 0o100,
    "S_IRWXG": 0o070, "S_IRGRP": 0o040, "S_IWGRP": 0o020, "S_IXGRP": 0o010,
    "S_IRWXO": 0o007, "S_IROTH": 0o004, "S_IWOTH": 0o002, "S_IXOTH": 0o001,
    "S_IREAD": 0o400, "S_IWRITE": 0o200, "S_IEXEC": 0o100,
}  # fmt: skip
_REASON = "another account that writes there will be refused"


def check_call(call: Call) -> Iterator[Report]:
    if call.names & (command_lines.RUNNERS | command_lines.ALWAYS):
        yield from _command(call)
        return
    if _UMASK in call.names:
        yield from _umask(call)
        return
    found = next((name for name in sorted(call.names) if name in _SETS or name in _RESTRICTED), "")
    if not found:
        return
    argument = call.argument(*(_SETS.get(found) or _RESTRICTED[found]))
    bits, complete = _mode(argument.value) if argument is not None else (0, False)
    restricted = found in _RESTRICTED
    if argument is None or not bits & _OTHERS_WRITE or bits & _STICKY or (restricted and not bits & _OTHERS_RUN):
        return  # 0o666 before the umask is what open() itself asks for
    yield Report(
        call.node,
        f"everyone on the machine may write to what has the mode {_octal(bits)}",
        repair=_narrowed(argument, bits) if complete else None,
        severity=Severity.LOW if restricted else None,
        profile="strict" if restricted else "",
    )


def _command(call: Call) -> Iterator[Report]:
    """The program chmod, as a list or as a line for a shell."""
    command = call.positional[0].value if call.positional else None
    if command is None:
        return
    words = [element.constant for element in command.elements]
    parts = string_parts(command) if not words else None
    line = " ".join(word if isinstance(word, str) else "x" for word in words) if words else ""
    if parts:
        line = "".join(part if isinstance(part, str) else "x" for part in parts)
    if _CHMOD.search(line):
        yield Report(call.node, "chmod gives everyone on the machine the right to write")


def _mode(value: Value, depth: int = 0) -> tuple[int, bool]:
    """The bits that are certainly set, and whether these are all."""
    node = value.literal.node
    if isinstance(value.constant, int) and not isinstance(value.constant, bool):
        return value.constant, True
    named = next((_BITS[name[5:]] for name in value.names if name.startswith("stat.") and name[5:] in _BITS), None)
    if named is not None:
        return named, True
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, (cst.BitOr, cst.Add)) and depth < 16:
        left, right = (_mode(value.literal.at(side), depth + 1) for side in (node.left, node.right))
        return left[0] | right[0], left[1] and right[1]
    return 0, False


def _octal(bits: int) -> str:
    return f"0o{bits:03o}"


def _narrowed(argument: Argument, bits: int) -> Repair | None:
    if not argument.is_written or argument.node is not argument.value.literal.node:
        return None
    change = Replace(argument.node, _octal(bits & ~0o022))
    return Repair("take the right to write from the others", (change,), safe=False, reason=_REASON)


def _umask(call: Call) -> Iterator[Report]:
    """A daemon that forks empties its mask by the book (PEP 3143), and a mask read back is put back."""
    mask = call.argument("mask", 0)
    if mask is None or isinstance(mask.constant, bool) or not isinstance(mask.constant, int):
        return
    if mask.constant & _OTHERS_WRITE or _is_put_back(call):
        return
    written = isinstance(mask.node, cst.Integer)
    change = Replace(mask.node, _octal(mask.constant | 0o022))
    repair = Repair("mask the right to write", (change,), safe=False, reason=_REASON) if written else None
    yield Report(call.node, "files that are made from here on may be written by every user", repair=repair)


def _is_put_back(call: Call) -> bool:
    """`old = os.umask(0)` reads the mask, which there is no other way to do, or sets it for a while."""
    return (
        any(
            _UMASK in other.names and (mask := other.argument("mask", 0)) is not None and mask.constant is UNKNOWN
            for other in call.same_function_calls()
        )
        or re.search(rb"\bos\.umask\(os\.umask\(", call.file.data) is not None
    )


TRIGGERS: Triggers = (
    calls(*sorted(_SETS), given=("mode@0=int", "mode@1=int"), holding=(r"[2367]\s*[,)]", r"OTH", r"IRWXO")),
    calls(*sorted(_SETS), given=("mode@0", "mode@1"), near=(r"0o?[0-7]*[2367]\b", r"S_IRWXO", r"S_IWOTH")),
    *(
        calls(name, given=(f"{keyword}@{position}=int",), profile="strict")
        for name, (keyword, position) in sorted(_RESTRICTED.items())
    ),
    calls(_UMASK, given=("mask@0=int",)),
    calls(*sorted(command_lines.RUNNERS | command_lines.ALWAYS), near=(r"\bchmod\b",)),
)
CHECKS: Checks = {Call: check_call}
