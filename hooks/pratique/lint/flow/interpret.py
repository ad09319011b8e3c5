"""Interpret one file: its globals, then every function that an outsider's value can be in."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pratique.lint.flow import functions, roots
from pratique.lint.flow.expressions import EXPRESSIONS
from pratique.lint.flow.library import Library, library
from pratique.lint.flow.machine import SETTLED, Frame, Hit, Machine, OverBudget
from pratique.lint.flow.program import Module, Program, Read, build
from pratique.lint.flow.statements import STATEMENTS
from pratique.lint.flow.values import distance


class Result(NamedTuple):
    """hits: in the order of the file, one for each call, kind and origin. unfinished: functions
    whose work bound was reached, by name and line. settled: hits that say of a call that it does no harm."""

    hits: tuple[Hit, ...]
    unfinished: tuple[tuple[str, int], ...]
    settled: tuple[Hit, ...] = ()


def interpret(
    path: str,
    tree: ast.Module,
    read: Read,
    text: Callable[[ast.AST], bytes],
    models: Library | None = None,
    words: frozenset[str] | None = None,
) -> Result:
    """Every hit in the file at path, whose tree this is.

    read serves other files of the repository; text gives the source of a node of the tree. words:
    all names in it and more, where they are known; they spare asking what is not there.
    """
    main = build(path, tree)
    machine = Machine(Program(main, read), models or library(), EXPRESSIONS, STATEMENTS, words)
    unfinished: list[tuple[str, int]] = []
    frame = _globals(machine, main, unfinished)
    unfinished += roots.run_all(machine, main, frame, text)
    hits = _distinct([hit for hit in machine.hits if hit.kind != SETTLED])
    settled = [hit for hit in machine.hits if hit.kind == SETTLED and id(hit.call) not in machine.unsettled]
    return Result(tuple(hits), tuple(unfinished), tuple(_distinct(settled)))


def _globals(machine: Machine, module: Module, unfinished: list[tuple[str, int]]) -> Frame:
    """The frame of the module's globals, after its body was run."""
    frame = functions.module_frame(machine, module)
    try:
        machine.execute(module.tree.body, frame)
    except (OverBudget, RecursionError):
        unfinished.append(("the module's body", 1))
    finally:
        machine.begin()
        machine.lineages.clear()  # a base may have been bound after it was asked for
    return frame


def _order(hit: Hit) -> tuple[int, int, int]:
    """By place; of several at one, that which comes from farthest away first."""
    return hit.call.lineno, hit.call.col_offset, distance(hit.taint)  # type: ignore[attr-defined]


def _distinct(hits: list[Hit]) -> Iterator[Hit]:
    seen: set[object] = set()
    for hit in sorted(hits, key=_order):
        key = (hit.kind, id(hit.call))
        if key not in seen:
            seen.add(key)
            yield hit
