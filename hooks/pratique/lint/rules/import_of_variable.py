"""Modules whose name is chosen while the program runs."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import (
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Report,
    Rule,
    Severity,
    Triggers,
    asks_for_member,
    calls,
    is_parameter,
    string_parts,
)

RULE = Rule(
    name="import-of-variable",
    summary="a module is imported whose name is not constant",
    help="Choose from a dict of modules that are imported by name, or check the name against a list first.",
    severity=Severity.MEDIUM,
    confidence=Confidence.LOW,
    cwe=(470, 829),
    what=(
        "importlib.import_module, __import__, runpy.run_path, runpy.run_module, imp.load_source and "
        "spec_from_file_location with a name or path that is a parameter of the function or is built from values. "
        "Shown in the strict profile. Where an outsider's value is seen to arrive, code-injection reports it."
    ),
    why=(
        "Importing a module runs it. Whoever chooses the name can run any module that is installed, and whoever can "
        "also write a file where Python looks runs their own code."
    ),
    assistants="Plugins are loaded in the fewest lines by turning a setting or a parameter into a module.",
    remedy=(
        "Map the names that are allowed to modules or functions in a dict, or use entry points "
        "(importlib.metadata.entry_points), which only name what was installed on purpose."
    ),
    prompt="Load plugins from a fixed table or from entry points, not by a name that comes in.",
    references=("https://docs.python.org/3/library/importlib.html#importlib.import_module",),
    profile="strict",
    bad=(
        Bad(
            """\
import importlib


def handler(name):
    return importlib.import_module(name).handle
""",
            why="a parameter",
        ),
        Bad(
            """\
import importlib


def handler(kind):
    return importlib.import_module(f"handlers.{kind}").handle
""",
            why="a part of the name is a parameter",
        ),
        Bad(
            """\
import runpy


def run(path):
    runpy.run_path(path)
""",
            why="a script by its path",
        ),
    ),
    good=(
        Good(
            """\
import importlib


def handler():
    return importlib.import_module("handlers.csv").handle
""",
            why="a constant",
        ),
        Good(
            """\
from importlib.metadata import entry_points


def handler(kind):
    (found,) = entry_points(group="handlers", name=kind)
    return found.load()
""",
            why="an entry point, installed on purpose",
        ),
        Good(
            """\
from handlers import csv, json

HANDLERS = {"csv": csv.handle, "json": json.handle}


def handler(kind):
    return HANDLERS[kind]
""",
            why="a dict of functions",
        ),
    ),
)

_IMPORTS = {
    "importlib.import_module", "importlib.__import__", "__import__", "builtins.__import__", "runpy.run_path",
    "runpy.run_module", "imp.load_source", "imp.load_module",
}  # fmt: skip
_BY_PATH = {"importlib.util.spec_from_file_location", "importlib.machinery.SourceFileLoader"}


def check_call(call: Call) -> Iterator[Report]:
    if call.is_partial:
        return
    position = 1 if call.names & _BY_PATH else 0
    if not call.names & (_IMPORTS | _BY_PATH) or len(call.positional) <= position:
        return
    name = call.positional[position].value
    if (
        not name.is_constant
        and not asks_for_member(call, name)
        and (is_parameter(call, name) or string_parts(name) is not None)
    ):
        yield Report(call.node, f"{call.method}() runs a module whose name is not constant")


TRIGGERS: Triggers = (
    calls(*sorted(_IMPORTS | _BY_PATH)),
)  # fmt: skip
CHECKS: Checks = {Call: check_call}
