"""Command lines that a shell gets: what in them is quoted, and how to do without the shell."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator

import libcst as cst

from pratique.lint.declare import Change, RemoveArgument, Repair, Replace
from pratique.lint.resolve import UNKNOWN
from pratique.lint.spelling import spell
from pratique.lint.strings import Part, string_parts
from pratique.lint.views import Argument, Call, Value

RUNNERS = {f"subprocess.{name}" for name in ("run", "call", "check_call", "check_output", "Popen")}
ALWAYS = {
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
SYNTAX = re.compile(r"[|&;<>()$`*?\[\]#~!{}\n\\=%]")
_BUILTINS = {
    "cd", "export", "source", ".", "set", "unset", "alias", "eval", "exec", "type", "command", "umask", "ulimit",
    "wait", "read", "trap", "exit", "return", "shift", "dir", "copy", "del", "cls", "start", "if", "for", "while",
    "case",
}  # fmt: skip
_NUMBER = re.compile(r"%(?:%|[ 0+-]?\d*(?:\.\d+)?[dioxXeEfFgG])")  # conversions that refuse text
_HOLE = "\ue000"  # stands for a value while a command line is split; private use, in no command
REASON = "each value becomes one argument and must be text or a path; a missing program now raises an exception"


def shell_command(call: Call) -> Argument | None:
    """The command line, where a shell gets it for certain."""
    if not call.names & (RUNNERS | ALWAYS):
        return None
    if not call.names & ALWAYS:
        shell = call.argument("shell", 8)
        if shell is None or shell.constant is UNKNOWN or not shell.constant:
            return None
    named = (call.keywords[keyword] for keyword in _COMMAND_KEYWORDS if keyword in call.keywords)
    return call.positional[0] if call.positional else next(named, None)


def is_quoted(command: Value) -> bool:
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
        return all(is_quoted(value.literal.at(branch)) for branch in (node.body, node.orelse))
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


def listed(call: Call, command: Argument, parts: list[Part]) -> Repair | None:
    """The call with a list of arguments; None where the line needs its shell."""
    words = _words(parts)
    if words is None or call.is_open or call.is_partial or call.argument("executable") is not None:
        return None
    if command.value.literal.scope is not call.scope and not isinstance(command.constant, str):
        return None  # the names in it may mean something else here
    changes = _changes(call, command, ", ".join(words))
    return Repair("pass a list of arguments", changes, safe=False, reason=REASON) if changes else None


def _changes(call: Call, command: Argument, listed: str) -> tuple[Change, ...]:
    if call.names <= RUNNERS:
        dropped = without_shell(call)
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


def quoted(call: Call, command: Value) -> Repair | None:
    """The line with each value quoted for the shell; None where a value stands between quotes or is the program."""
    parts = string_parts(command)
    if parts is None or command.literal.scope is not call.scope:
        return None
    if not isinstance(parts[0], str) or not parts[0].strip():
        return None
    spelling = spell(call, "shlex", "quote")
    values = [part for part in parts if isinstance(part, Value) and not _is_harmless(part)]
    if spelling is None or not values or _stands_quoted(parts) or any(call.file.span(v.node) is None for v in values):
        return None
    changes = [Replace(v.node, f"{spelling.text}({cst.Module([]).code_for_node(v.node)})") for v in values]
    reason = "each value must be text, and becomes one word of the command"
    return Repair("quote each value for the shell", (*changes, *spelling.changes), safe=False, reason=reason)


def _stands_quoted(parts: list[Part]) -> bool:
    """Whether a value stands between the quotes of the line itself."""
    mark = ""
    for part in parts:
        if isinstance(part, Value):
            if mark:
                return True
            continue
        for character in part:
            if character in "'\"" and mark in ("", character):
                mark = "" if mark else character
    return False


def without_shell(call: Call) -> tuple[Change, ...]:
    """Only where the call itself says shell=True: options may be shared."""
    shell = call.keywords.get("shell")
    return (RemoveArgument(call.node, shell.arg),) if shell is not None and shell.is_written else ()


def _words(parts: list[Part]) -> list[str] | None:
    """The arguments as source code, or None where the constant text uses more of a shell than words and quotes."""
    texts = [part for part in parts if isinstance(part, str)]
    values = [part for part in parts if isinstance(part, Value)]
    if any(SYNTAX.search(text.replace("=", "")) or _HOLE in text for text in texts):
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
