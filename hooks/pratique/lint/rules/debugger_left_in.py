"""Debuggers and consoles that are left in the code."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import (
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Import,
    Report,
    Rule,
    Severity,
    Triggers,
    calls,
    imports,
    is_statement,
)

RULE = Rule(
    name="debugger-left-in",
    summary="a debugger or a console is left in the code",
    help="Delete the call; start a debugger from outside instead: python -m pdb program.py.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(489,),
    what=(
        "Calls of breakpoint(), of the set_trace functions of pdb, ipdb, pudb and others, and listeners for a remote "
        "debugger (debugpy, pydevd, remote-pdb, rpdb). Embedded consoles (code.interact, IPython.embed) and "
        "post-mortem debuggers, which may be the purpose of a program, and imports of a debugger, are shown in the "
        "strict profile."
    ),
    why=(
        "A program that reaches the call stops and waits for someone to type, so that a service hangs. A listener "
        "runs whatever code is sent to its port, without a password."
    ),
    assistants="The call is put in to find out why a test fails, and the next request is about something else.",
    remedy="Take the line out. What it was to show can be logged, or tested.",
    prompt="Leave no breakpoint(), pdb or other debugger calls in code that is committed.",
    references=(
        "https://docs.python.org/3/library/functions.html#breakpoint",
        "https://docs.python.org/3/library/pdb.html",
    ),
    foreign=("T100",),
    bad=(
        Bad(
            """\
def total(items):
    breakpoint()
    return sum(items)
""",
            why="the builtin",
        ),
        Bad(
            """\
def total(items):
    __import__("pdb").set_trace()
    return sum(items)
""",
            why="pdb in one line",
        ),
        Bad(
            """\
import debugpy

debugpy.listen(("127.0.0.1", 5678))
""",
            why="a listener for a debugger elsewhere",
        ),
        Bad(
            """\
import code

code.interact(local=globals())
""",
            why="a console, for the strict",
        ),
        Bad(
            """\
import pdb


def run(program):
    return pdb.Pdb().run(program)
""",
            why="the import alone, for the strict",
        ),
    ),
    good=(
        Good(
            """\
def total(items):
    return sum(items)
""",
            why="nothing is left",
        ),
        Good(
            """\
def total(items, breakpoint):
    breakpoint()
    return sum(items)
""",
            why="a parameter of that name",
        ),
        Good(
            """\
class Editor:
    def set_trace(self):
        self.traced = True


Editor().set_trace()
""",
            why="another class",
        ),
        Good(
            """\
import sys

sys.breakpointhook = print
""",
            why="the hook is set, nothing stops",
        ),
    ),
)

_TRACERS = ("pdb", "ipdb", "pudb", "web_pdb", "wdb", "remote_pdb", "rpdb", "celery.contrib.rdb", "pdbpp", "epdb")
_STOPS = {
    "breakpoint",
    *(f"{module}.{name}" for module in _TRACERS for name in ("set_trace", "st")),
    *(f"__import__().{name}" for name in ("set_trace",)),
    "pdb.Pdb().set_trace",
    "IPython.core.debugger.set_trace",
    "IPython.core.debugger.Pdb().set_trace",
    "pydevd.settrace",
    "pydevd_pycharm.settrace",
    "ptvsd.enable_attach",
    "debugpy.listen",
    "debugpy.breakpoint",
    "remote_pdb.RemotePdb().set_trace",
    "ptvsd.break_into_debugger",
    "pudb.remote.set_trace",
}
_CONSOLES = {
    *(f"{module}.{name}" for module in _TRACERS for name in ("post_mortem", "pm")),
    "code.interact",
    "code.InteractiveConsole().interact",
    "IPython.embed",
    "bpython.embed",
    "ptpython.repl.embed",
}
_MODULES = {"pdb", "ipdb", "pudb", "web_pdb", "wdb", "remote_pdb", "rpdb", "pdbpp", "debugpy", "pydevd", "ptvsd"}


def check_call(call: Call) -> Iterator[Report]:
    if call.names & _STOPS:
        message = f"{call.method}() stops the program for a debugger"
        yield Report(call.node, message, profile="strict" if _is_meant(call) else "")
    elif call.names & _CONSOLES and is_statement(call):
        message = f"{call.method}() gives whoever is at the terminal a console inside the program"
        yield Report(call.node, message, severity=Severity.LOW, confidence=Confidence.LOW, profile="strict")


def _is_meant(call: Call) -> bool:
    """A debugger that is handed a frame is what the code around it is for, as in the handler of a signal."""
    return call.method == "set_trace" and bool(call.positional)


def check_import(view: Import) -> Iterator[Report]:
    found = sorted(name for name in view.imported if name.partition(".")[0] in _MODULES)
    uses = b"set_trace(", b"post_mortem(", b"listen(", b"settrace(", b"pm()"
    if found and not any(use in view.file.data for use in uses):
        message = f"{found[0]} is imported, a debugger"
        yield Report(view.node, message, severity=Severity.LOW, confidence=Confidence.LOW, profile="strict")


TRIGGERS: Triggers = (calls(*sorted(_STOPS | _CONSOLES)), imports(*sorted(_MODULES)))
CHECKS: Checks = {Call: check_call, Import: check_import}
