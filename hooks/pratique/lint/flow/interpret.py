"""Interpret one file: its globals, then every function that an outsider's value can be in."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from pratique.lint.flow import entries, functions, objects
from pratique.lint.flow.expressions import EXPRESSIONS
from pratique.lint.flow.library import Library, library
from pratique.lint.flow.machine import Frame, Hit, Machine, OverBudget
from pratique.lint.flow.model import Entry
from pratique.lint.flow.program import Class, Function, Module, Program, Read, build
from pratique.lint.flow.statements import STATEMENTS
from pratique.lint.flow.values import Value, all_taints

_DEPTHS = (6, 2, 0)  # how far calls are followed: less where the work bound is hit


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
    words = _source_words(machine, main, frame)
    for function in _roots(main):
        entry = entries.entry_of(machine, function, frame)
        content = text(function.node)
        if entry is None and not any(word in content for word in words):
            continue  # no outsider's value can be in it, unless one is handed to it
        if not _run_root(machine, function, entry):
            unfinished.append((function.name, function.node.lineno))
    return Result(tuple(_distinct(machine.hits)), tuple(unfinished))


def _source_words(machine: Machine, main: Module, frame: Frame) -> set[bytes]:
    """Words of which one occurs wherever an outsider's value appears without being handed over."""
    words = set(machine.library.needles)
    needles = [needle.decode() for needle in words]
    for name, qualified in main.imports.items():
        if any(needle in qualified for needle in needles):
            words.add(name.encode())
    words |= {name.encode() for name, value in frame.env.items() if all_taints(value)}
    return words


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
        entries.bind_entry(machine, init, None, inner)
        functions.body_result(machine, init, inner)
        machine.instances[kind] = _state(init, inner)
    except OverBudget:
        machine.instances[kind] = {}
    finally:
        machine.quiet -= 1
        machine.steps = before


def _state(method: Function, frame: Frame) -> Mapping[str, Value]:
    """The state of the object at the end of a method."""
    names = functions.positional(method)
    return frame.env[names[0].arg].state if names and names[0].arg in frame.env else {}


def _roots(module: Module) -> Iterator[Function]:
    """Every function of the file, also those inside functions, once."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and node.name in module.classes and module.classes[node.name].node is node:
            yield from module.classes[node.name].methods.values()
    methods = {id(function.node) for owner in module.classes.values() for function in owner.methods.values()}
    for node in ast.walk(module.tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and id(node) not in methods:
            known = module.functions.get(node.name)
            yield known if known is not None and known.node is node else Function(module, node, node.name)


def _run_root(machine: Machine, function: Function, entry: Entry | None) -> bool:
    """Run a root function, following its calls as far as the work bound allows; False when even
    its own body is too large."""
    for depth in _DEPTHS:
        machine.steps = 0
        found = len(machine.hits)
        frame = Frame(function.module, {}, function, entry=entry)
        machine.depth = depth
        try:
            entries.bind_entry(machine, function, entry, frame)
            machine.running.append(function.node)
            functions.body_result(machine, function, frame)
            return True
        except OverBudget:
            if depth:
                del machine.hits[found:]
        finally:
            machine.running.clear()
    return False


def _distinct(hits: list[Hit]) -> Iterator[Hit]:
    seen: set[object] = set()
    for hit in sorted(hits, key=lambda item: (item.call.lineno, item.call.col_offset)):  # type: ignore[attr-defined]
        key = (hit.kind, id(hit.call))
        if key not in seen:
            seen.add(key)
            yield hit
