"""Running a generated program with every input and decision: what really arrives at its sinks.

An evil text holds a mark for each kind of harm; the right sanitiser takes the mark of its kind out.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib
import itertools
import sys
import types
from collections.abc import Iterator
from typing import Any, NamedTuple

KINDS = ("sql", "command", "html", "path")
EVIL = "".join(f"[{kind}]" for kind in KINDS)
BENIGN = ("a", "7")
PROGRAM = "app.py"
_MOST_DECISIONS = 6
_MOST_RUNS = 400


class Truth(NamedTuple):
    """(kind, line) of each sink that was reached with its mark; whether every way was tried."""

    reached: frozenset[tuple[str, int]]
    is_complete: bool


class _TooLong(BaseException):
    """More was left to decide than is tried."""


class _Run:
    """One execution: its input, its decisions, and what arrived at sinks."""

    def __init__(self, inputs: dict[str, str], decisions: tuple[int, ...]) -> None:
        self.inputs = inputs
        self.decisions = decisions
        self.asked = 0
        self.reached: set[tuple[str, int]] = set()

    def decide(self, _: int) -> int:
        self.asked += 1
        if self.asked > _MOST_DECISIONS:
            raise _TooLong
        return self.decisions[self.asked - 1] if self.asked <= len(self.decisions) else 0

    def sink(self, kind: str) -> Any:
        def arrived(value: str) -> str:
            if f"[{kind}]" in value:
                self.reached.add((kind, sys._getframe(1).f_lineno))
            return value

        return arrived

    def modules(self) -> dict[str, Any]:
        request = types.SimpleNamespace(args=self.inputs, form=self.inputs)
        database = types.SimpleNamespace(execute=self.sink("sql"))
        return {
            "html": types.SimpleNamespace(escape=_without("html")),
            "shlex": types.SimpleNamespace(quote=_without("command")),
            "werkzeug.utils": types.SimpleNamespace(secure_filename=_without("path")),
            "flask": types.SimpleNamespace(request=request, Flask=_Flask),
            "markupsafe": types.SimpleNamespace(Markup=self.sink("html")),
            "sqlite3": types.SimpleNamespace(connect=lambda _: database),
            "os": types.SimpleNamespace(system=self.sink("command")),
            "random": types.SimpleNamespace(getrandbits=self.decide),
        }


class _Flask:
    def __init__(self, name: str) -> None:
        pass

    def route(self, rule: str) -> Any:
        return lambda function: function


def _without(kind: str) -> Any:
    return lambda text: text.replace(f"[{kind}]", "")


def _execute(code: types.CodeType, run: _Run) -> None:
    modules = run.modules()
    replaced = {
        **vars(builtins),
        "__import__": lambda name, *_: modules.get(name) or importlib.import_module(name),
        "open": run.sink("path"),
    }
    names: dict[str, Any] = {"__builtins__": replaced, "__name__": "app"}
    exec(code, names)  # pratique: ignore[eval-of-variable] -- programs of our own, to know what they do
    with contextlib.suppress(ValueError):  # by which the program refuses
        names["view"]()


def executed(text: str) -> Truth:
    """What the program's sinks get, over all inputs and decisions within bounds."""
    code = compile(text, PROGRAM, "exec", dont_inherit=True)
    reached: set[tuple[str, int]] = set()
    complete = True
    runs = 0
    for inputs in _inputs(text):
        waiting: list[tuple[int, ...]] = [()]
        while waiting:
            decisions = waiting.pop()
            run = _Run(inputs, decisions)
            runs += 1
            if runs > _MOST_RUNS:
                return Truth(frozenset(reached), False)
            try:
                _execute(code, run)
            except _TooLong:
                complete = False
            reached |= run.reached
            taken = (*decisions, *[0] * (min(run.asked, _MOST_DECISIONS) - len(decisions)))
            waiting += [(*taken[:place], 1) for place in range(len(decisions), len(taken))]
    return Truth(frozenset(reached), complete)


def _inputs(text: str) -> Iterator[dict[str, str]]:
    used = [key for key in ("q", "r") if f'"{key}"' in text]
    for values in itertools.product((EVIL, *BENIGN), repeat=len(used)):
        yield dict(zip(used, values, strict=True))
