"""Interpret one file: its globals, then every function that an outsider's value can be in."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pratique.lint.flow import binding, entries, functions, objects, roots
from pratique.lint.flow.expressions import EXPRESSIONS
from pratique.lint.flow.library import Library, library
from pratique.lint.flow.machine import Frame, Hit, Machine, OverBudget
from pratique.lint.flow.program import Class, Module, Program, Read, build
from pratique.lint.flow.statements import STATEMENTS


class Result(NamedTuple):
    """hits: in the order of the file, one for each call, kind and origin. unfinished: functions
    whose work bound was reached, by name and line."""

    hits: tuple[Hit, ...]
    unfinished: tuple[tuple[str, int], ...]


def interpret(
    path: str, tree: ast.Module, read: Read, text: Callable[[ast.AST], bytes], models: Library | None = None
) -> Result:
    """Every hit in the file at path, whose tree this is.

    read serves other files of the repository; text gives the source of a node of the tree.
    """
    main = build(path, tree)
    machine = Machine(Program(main, read), models or library(), EXPRESSIONS, STATEMENTS)
    unfinished: list[tuple[str, int]] = []
    frame = globals_of(machine, main, quiet=False, unfinished=unfinished)
    unfinished += roots.run_all(machine, main, frame, text)
    return Result(tuple(_distinct(machine.hits)), tuple(unfinished))


def globals_of(
    machine: Machine, module: Module, quiet: bool = True, unfinished: list[tuple[str, int]] | None = None
) -> Frame:
    """The frame of a module's globals; of another module only names are wanted, not findings."""
    known = machine.module_frames.get(module.path)
    if known is not None:
        return known
    frame = Frame(module, {}, is_module=True)
    machine.module_frames[module.path] = frame
    before = machine.steps
    machine.quiet += quiet
    try:
        machine.execute(module.tree.body, frame)
    except OverBudget:
        if unfinished is not None:
            unfinished.append(("the module's body", 1))
    finally:
        machine.quiet -= quiet
        machine.steps = before
    for owner in module.classes.values():
        _learn_instance(machine, owner, frame)
    return frame


def _learn_instance(machine: Machine, owner: Class, frame: Frame) -> None:
    """What `__init__` gives an instance, whatever it is called with."""
    kind = objects.type_name(machine, owner)
    init = owner.methods.get("__init__")
    if init is None or kind in machine.instances:
        return
    machine.instances[kind] = {}
    before = machine.steps
    machine.quiet += 1
    try:
        inner = Frame(owner.module, {}, init)
        binding.bind_entry(machine, init, entries.entry_of(machine, init, frame), inner)
        functions.body_result(machine, init, inner)
        machine.instances[kind] = roots.state(init, inner)
    except OverBudget:
        machine.instances[kind] = {}
    finally:
        machine.quiet -= 1
        machine.steps = before


def _distinct(hits: list[Hit]) -> Iterator[Hit]:
    seen: set[object] = set()
    for hit in sorted(hits, key=lambda item: (item.call.lineno, item.call.col_offset)):  # type: ignore[attr-defined]
        key = (hit.kind, id(hit.call))
        if key not in seen:
            seen.add(key)
            yield hit
