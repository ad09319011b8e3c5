"""Decorators of the program's own around an entry: what they refuse never comes in, what they wrap goes out otherwise.

The entry is interpreted by itself first. Where it has hits, what the decorators make of it is run as
the framework would run it, and a hit stays only if that has one of its kind too, provided that the
entry was seen to be called with values for all that it is given otherwise.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from pratique.lint.flow import binding, calls, functions, objects
from pratique.lint.flow.machine import SETTLED, Frame, Hit, Machine
from pratique.lint.flow.model import Entry
from pratique.lint.flow.program import Function
from pratique.lint.flow.values import UNKNOWN, Value


def wrapped(machine: Machine, function: Function) -> Function | None:
    """What the function's decorators, where they are functions of the program, put in its place."""
    home = functions.module_frame(machine, function.module)
    found = function
    for node in reversed(function.decorators):
        decorator = machine.evaluate(node, home)
        if not any(isinstance(target, Function) for target in calls.targets(machine, decorator)):
            continue
        made = calls.Call(node, None, [Value(refs=(found,))], {}, [node], {})
        result = calls.called(machine, decorator, objects.names_of(machine, decorator, ""), made, home)
        inner = [ref for ref in result.refs if isinstance(ref, Function)]
        if len(result.refs) != 1 or not inner:
            return None
        found = inner[0]
    return found if found is not function else None


def confirmed(
    machine: Machine, function: Function, entry: Entry, hits: list[Hit], run: Callable[[Function], bool]
) -> list[Hit]:
    """Those of the entry's hits that its decorators let happen, and what they settle.

    run interprets a function in the entry's place; whether it came to its end.
    """
    if not hits or not function.decorators or function.owner is not None:
        return hits
    outer = wrapped(machine, function)
    if outer is None:
        return hits
    before = len(machine.hits)
    machine.entered.clear()
    finished = run(outer)
    found = machine.hits[before:]
    del machine.hits[before:]
    followed, given = machine.entered.get(function.node, (False, None))
    if not finished or given is None or not _are_known(machine, function, entry, given):
        return hits
    kinds = {hit.kind for hit in found}
    kept = [hit for hit in hits if hit.kind in kinds or not (followed or _is_decided(function, hit))]
    return [*kept, *(hit for hit in found if hit.kind == SETTLED)]


def _is_decided(function: Function, hit: Hit) -> bool:
    """Whether a hit depends on what the entry is given or gives back, so that its body says nothing more of it."""
    given = {(node.lineno, node.col_offset) for node in ast.walk(function.node.args) if isinstance(node, ast.arg)}
    return isinstance(hit.call, ast.Return) or hit.taint.origin[1:3] in given


def _are_known(machine: Machine, function: Function, entry: Entry, given: Mapping[str, Value]) -> bool:
    """Whether something is known of every parameter for which the framework has a value."""
    frame = Frame(function.module, {}, function, entry=entry)
    binding.bind_entry(machine, function, entry, frame)
    return all(given.get(name, UNKNOWN) != UNKNOWN for name, value in frame.env.items() if value != UNKNOWN)
