"""Which functions a framework calls with an outsider's values."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pratique.lint.flow import objects, routes
from pratique.lint.flow.machine import Frame, Machine, access_path
from pratique.lint.flow.model import Argument, Entry
from pratique.lint.flow.program import Function, Module


class Possible(NamedTuple):
    """The entries that there can be in a file, by what makes a function one: each group in the order of the library."""

    decorated: list[Entry]
    registered: list[Entry]
    methods: list[Entry]
    named: list[Entry]


def entry_of(machine: Machine, function: Function, frame: Frame) -> Entry | None:
    """The entry that the function is, by decorator, registration, class or name, in this order; None
    for an ordinary function."""
    ways = (_by_decorator, _by_registration, _by_class, _by_name)
    possible = _possible(machine, function.module)
    found = (way(machine, function, entries, frame) for way, entries in zip(ways, possible, strict=True) if entries)
    return next((entry for entry in found if entry is not None), None)


def _possible(machine: Machine, module: Module) -> Possible:
    if module.path not in machine.entries:
        words = machine.words if module is machine.program.main else None
        met = set(_met(module, {entry.needle for entry in machine.library.entries}, words))
        found = [entry for entry in machine.library.entries if entry.needle in met]
        machine.entries[module.path] = Possible(
            [entry for entry in found if _may_use(words, entry.decorators)],
            [entry for entry in found if _may_use(words, (name for name, _ in entry.registrars))],
            [entry for entry in found if entry.bases],
            [entry for entry in found if entry.names and (words is None or words.issuperset(entry.needs))],
        )
    possible: Possible = machine.entries[module.path]
    return possible


def _met(module: Module, packages: set[str], words: frozenset[str] | None) -> Iterator[str]:
    """Those of the packages that the file imports, which holds these words."""
    heads = words | {word.partition("_")[0] for word in words} if words is not None else None
    for package in packages:
        if (not package or heads is None or package.partition(".")[0] in heads) and imports(module, package):
            yield package


def _may_use(words: frozenset[str] | None, names: Iterable[str]) -> bool:
    """Whether a file of these words may use one of the qualified names; None for any words."""
    return words is None or any(words.issuperset(_parts(name)) for name in names)


@lru_cache(maxsize=10_000)
def _parts(name: str) -> tuple[str, ...]:
    """What a file that uses the qualified name writes: its package and the name itself, or a member of anything."""
    first, _, last = name.partition(".")[0], *name.rpartition(".")[1:]
    return (last,) if "*" in first else (first, last)


def _by_decorator(machine: Machine, function: Function, entries: list[Entry], frame: Frame) -> Entry | None:
    known = machine.library.decorators
    given = [(name, node) for node in function.decorators for name in _decorator_names(machine, node, frame)]
    if machine.words is None or "exposed" in machine.words:
        given += [(name, ast.Constant(True)) for name in _exposed(function)]
    names = [(name, node) for name, node in given if name in known]
    for entry in entries if names else ():
        if any(name in entry.decorators and _makes(entry, node) for name, node in names):
            return entry
    return None


def _by_registration(machine: Machine, function: Function, entries: list[Entry], frame: Frame) -> Entry | None:
    """By a call in the file that is given the function: at which position, or under which keyword."""
    if function.owner is not None:
        return None
    given: set[tuple[str, Argument]] = set()
    for call, place in routes.table(machine).given.get(function.name, ()):
        if isinstance(call.func, (ast.Name, ast.Attribute)):
            given |= {(name, place) for name in _callee_names(machine, call.func, frame)}
    for entry in entries if given else ():
        if not given.isdisjoint(entry.registrars):
            return entry
    return None


def _by_class(machine: Machine, function: Function, entries: list[Entry], frame: Frame) -> Entry | None:
    if function.owner is None:
        return None
    name = function.name.rpartition(".")[2]
    fitting = [entry for entry in entries if _fits(name, entry.methods)]
    lineage = list(objects.lineage(machine, objects.type_name(machine, function.owner))) if fitting else []
    for entry in fitting:
        if any(machine.library.is_a(kind, base) for kind in lineage for base in entry.bases):
            return entry
    return None


def _by_name(machine: Machine, function: Function, entries: list[Entry], frame: Frame) -> Entry | None:
    if isinstance(function.node, ast.Lambda):
        return None
    name = function.name.rpartition(".")[2]
    arguments = function.node.args
    given = {argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
    for entry in entries:
        if given.issuperset(entry.needs) and _fits(name, entry.names) and _is_answering(machine, function, entry):
            return entry
    return None


def _exposed(function: Function) -> Iterator[str]:
    """`method.exposed = True` in the body of the class, which CherryPy takes for its decorator."""
    name = function.name.rpartition(".")[2]
    for item in function.owner.node.body if function.owner is not None else ():
        target = item.targets[0] if isinstance(item, ast.Assign) else None
        if isinstance(target, ast.Attribute) and target.attr == "exposed" and access_path(target.value) == name:
            yield "cherrypy.exposed"


def imports(module: Module, package: str) -> bool:
    """Whether the file imports the package, or a part of it; yes for no package."""
    return not package or any(
        name == package or name.startswith((f"{package}.", f"{package}_")) for name in module.packages
    )


def _makes(entry: Entry, node: ast.expr) -> bool:
    """Whether the decorator's keywords are what the entry's result asks for."""
    if not entry.result_when:
        return True
    given = {keyword.arg: keyword.value for keyword in node.keywords} if isinstance(node, ast.Call) else {}
    return all(name in given and ast.unparse(given[name]).endswith(wanted) for name, wanted in entry.result_when)


def _decorator_names(machine: Machine, node: ast.expr, frame: Frame) -> Iterator[str]:
    """Qualified names of a decorator; `*.route` for a method of an object that is not known."""
    target = node.func if isinstance(node, ast.Call) else node
    if isinstance(target, ast.Attribute):
        owner = machine.evaluate(target.value, frame)
        yield from objects.names_of(machine, owner, target.attr)
        if not objects.is_described(machine, owner):
            yield f"**.{target.attr}"
            if isinstance(node, ast.Call) and _routes(node):
                yield f"*.{target.attr}"
    else:
        for ref in machine.evaluate(target, frame).refs:
            if isinstance(ref, str):
                yield from machine.library.names_of(ref)


def _routes(node: ast.Call) -> bool:
    """Whether the decorator's first argument is a path of a route."""
    first = node.args[0] if node.args else next((k.value for k in node.keywords if k.arg in ("path", "rule")), None)
    return isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value[:1] in ("/", "")


def _callee_names(machine: Machine, func: ast.Name | ast.Attribute, frame: Frame) -> list[str]:
    if isinstance(func, ast.Attribute):
        owner = machine.evaluate(func.value, frame)
        names = objects.names_of(machine, owner, func.attr)
        return names if objects.is_described(machine, owner) else [*names, f"*.{func.attr}"]
    found = machine.evaluate(func, frame)
    return [name for ref in found.refs if isinstance(ref, str) for name in machine.library.names_of(ref)]


@lru_cache(maxsize=100_000)
def _fits(name: str, patterns: tuple[str, ...]) -> bool:
    return any(name == item or ("*" in item and re.fullmatch(item.replace("*", ".*"), name)) for item in patterns)


def _is_answering(machine: Machine, function: Function, entry: Entry) -> bool:
    """Whether the function returns what the entry has to, or a table of routes names it; so does any
    where the entry need not."""
    if not entry.answers:
        return True
    if function.owner is not None or not _is_first(function, entry):
        return False
    if routes.of(machine, function):
        return True
    return function.name not in routes.table(machine).called and _answers(function, entry)


def _is_first(function: Function, entry: Entry) -> bool:
    """Whether what the entry needs comes first, as a framework hands it over."""
    arguments = function.node.args
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    return tuple(names[: len(entry.needs)]) == entry.needs


def _answers(function: Function, entry: Entry) -> bool:
    """Whether the function returns one of the entry's answers, which a helper would not."""
    for node in ast.walk(function.node):
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Call):
            func = node.value.func
            name = func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")
            if name in entry.answers:
                return True
    return False
