"""Errors that are caught and forgotten."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Bad,
    Checks,
    Confidence,
    Good,
    Handler,
    Report,
    Rule,
    Severity,
    Triggers,
    handlers,
    statements_of,
)

RULE = Rule(
    name="swallowed-error",
    summary="an error is caught and forgotten",
    help="Catch the exceptions that are expected by name, and log, raise or answer: except KeyError: return None.",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(703, 390),
    what=(
        "A bare except, or one for Exception or BaseException, whose body does nothing (pass, …, continue), in the "
        "pedantic profile. Around security checks, failed-check-swallowed reports it by default."
    ),
    why=(
        "Whatever goes wrong in the try, from a typing mistake to a full disk, goes on as if nothing had been, and "
        "is found much later in another place, if at all."
    ),
    assistants="Code that cannot crash looks robust, and `except Exception: pass` is the shortest such code.",
    remedy=("Name the exceptions that are expected and say what then holds. Log the others, or let them pass."),
    prompt="Catch only the exceptions you expect, and say what happens then.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html",
        "https://docs.python.org/3/tutorial/errors.html#handling-exceptions",
    ),
    profile="pedantic",
    foreign=("B110", "B112", "S110", "S112"),
    bad=(
        Bad(
            """\
import json


def read(text):
    try:
        return json.loads(text)
    except Exception:
        pass
""",
            why="nothing is returned in place of the document, for the pedantic",
        ),
        Bad(
            """\
def remove(files):
    for file in files:
        try:
            file.delete()
        except Exception:
            continue
""",
            why="a failure goes unseen, for the pedantic",
        ),
        Bad(
            """\
def close(connection):
    try:
        connection.close()
    except:  # whatever
        ...
""",
            why="everything is caught, for the pedantic",
        ),
    ),
    good=(
        Good(
            """\
import json


def read(text):
    try:
        return json.loads(text)
    except Exception as error:
        raise ValueError("no document") from error
""",
            why="the failure goes on",
        ),
        Good(
            """\
def remove(files):
    for file in files:
        try:
            file.delete()
        except FileNotFoundError:
            continue
""",
            why="an exception that is expected",
        ),
        Good(
            """\
def close(connection, log):
    try:
        connection.close()
    except Exception as error:
        log.warning("not closed: %s", error)
""",
            why="the failure is told",
        ),
    ),
)

_BROAD = {"Exception", "BaseException", "builtins.Exception", "builtins.BaseException"}


def check_handler(handler: Handler) -> Iterator[Report]:
    if not handler.is_bare and not handler.caught & _BROAD:
        return
    if all(_does_nothing(statement) for statement in statements_of(handler.node.body)):
        yield Report(handler.node)


def _does_nothing(statement: cst.CSTNode) -> bool:
    if isinstance(statement, cst.Expr):
        return isinstance(statement.value, (cst.Ellipsis, cst.SimpleString))
    return isinstance(statement, (cst.Pass, cst.Continue))


TRIGGERS: Triggers = (
    handlers(
        *sorted(_BROAD),
        holding=(r"except[^:]*(?:\[[^\]]*\][^:]*)?:\s*(?:#[^\n]*\s*)*\(?\s*(?:pass|continue|\.\.\.|[bru]*[\"'])",),
    ),
)
CHECKS: Checks = {Handler: check_handler}
