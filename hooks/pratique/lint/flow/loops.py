"""Loops: their bodies run until nothing new is learnt, or turn by turn over constants."""

from __future__ import annotations

import ast
from collections.abc import Callable

from pratique.lint.flow import guards, members, protocols
from pratique.lint.flow.assignment import assign, element_of
from pratique.lint.flow.characters import CHARACTER
from pratique.lint.flow.machine import (
    Environment,
    Frame,
    Loop,
    Machine,
    access_path,
    joined_all,
)
from pratique.lint.flow.objects import names_of, sourced
from pratique.lint.flow.program import found_once, walk
from pratique.lint.flow.values import (
    Value,
    cleared,
    replace,
)

_For = ast.For | ast.AsyncFor
_ROUNDS = 3  # of a loop's body: enough for a value to travel through two others
_TURNS = 8  # of a loop over constants: so many are run one by one


def _loop(
    machine: Machine,
    frame: Frame,
    body: list[ast.stmt],
    begin: Callable[[], None],
    end: Callable[[], bool],
    orelse: list[ast.stmt],
) -> bool:
    """Run a body until nothing new is learnt, at most some rounds.

    begin binds the loop's target, or says what its test says; end does so for its end, and tells
    whether it may end without `break`.
    """
    loop = Loop()
    frame.loops.append(loop)
    before = dict(frame.env)
    for turn in range(_ROUNDS + 1):
        frame.env = dict(before)
        begin()
        ends = [before]
        if machine.execute(body, frame):
            ends.append(frame.env)
        ends += loop.continues
        loop.continues.clear()
        after = joined_all(ends)
        unchanged = _unchanged(before, after)
        before = _widened(before, after) if turn >= _ROUNDS - 1 else after
        if unchanged:
            break
    frame.loops.pop()
    frame.env = dict(before)
    alive = end() and (not orelse or machine.execute(orelse, frame))
    ends = [*([frame.env] if alive else []), *loop.breaks]
    if not ends:
        return False
    frame.env = joined_all(ends)
    return True


def _unchanged(before: Environment, after: Environment) -> bool:
    """Whether another round has nothing new to begin with: what only the body binds is bound before it is read."""
    return all(value is before.get(path) for path, value in after.items() if path in before or "." in path)


def _widened(before: Environment, after: Environment) -> Environment:
    """What still changes after some rounds may have any constant value."""
    return {
        path: replace(value, constants=None)
        if value.constants is not None and value is not before.get(path) and value != before.get(path)
        else value
        for path, value in after.items()
    }


def _turns(node: _For, iterated: Value) -> list[Value]:
    """The elements, where they are few constants: what the body does with each is then told apart."""
    container = iterated.container
    if container is None or not container.exact or container.kind == "dict" or len(container.known) > _TURNS:
        return []
    if _holds_loop(node):
        return []
    found = list(container.known.values())
    return found if any(map(_holds_constant, found)) else []


@found_once
def _holds_loop(node: _For) -> bool:
    """Whether a loop stands in the body."""
    loops = (ast.For, ast.AsyncFor, ast.While)
    return any(isinstance(inner, loops) for part in node.body for inner in walk(part))


def _holds_constant(value: Value) -> bool:
    """Whether it is a constant, or a pair of which one is: by that the turns of a loop differ."""
    if value.container is not None:
        return value.container.exact and any(map(_holds_constant, value.container.known.values()))
    return value.constants is not None


def _unrolled(machine: Machine, node: _For, turns: list[Value], frame: Frame) -> bool:
    """Run the body once for each of the elements; whether control goes on after the loop."""
    loop = Loop()
    frame.loops.append(loop)
    alive = True
    for item in turns:
        assign(machine, node.target, item, frame)
        ends = [frame.env] if machine.execute(node.body, frame) else []
        ends += loop.continues
        loop.continues.clear()
        alive = bool(ends)
        if not alive:
            break
        frame.env = joined_all(ends)
    frame.loops.pop()
    if alive and machine.execute(node.orelse, frame):
        loop.breaks.append(frame.env)
    if loop.breaks:
        frame.env = joined_all(loop.breaks)
    return bool(loop.breaks)


def _as_character(node: _For, iterated: Value, item: Value) -> Value:
    """An element of what may be a text, where the loop asks whether it is one of some: as far as that is
    concerned, a character."""
    if not iterated.taints or iterated.container is not None or item.type not in ("", "str"):
        return item
    return replace(item, type=CHARACTER) if _asks_membership(node) else item


@found_once
def _asks_membership(node: _For) -> bool:
    """Whether the body asks `target in …`."""
    name = getattr(node.target, "id", "")
    tests = [part for inner in node.body for part in walk(inner) if isinstance(part, ast.Compare)]
    asked = [test.left for test in tests if isinstance(test.ops[0], (ast.In, ast.NotIn))]
    return any(isinstance(left, ast.Name) and left.id == name for left in asked)


def for_loop(machine: Machine, node: _For, frame: Frame) -> bool:
    iterated = protocols.iterated(machine, machine.evaluate(node.iter, frame), node.iter, frame)
    item = sourced(machine, names_of(machine, iterated, "__iter__"), node.iter, frame) or element_of(iterated)
    if isinstance(iterated.constant, (str, tuple)) and len(iterated.constant) == 0:
        return machine.execute(node.orelse, frame)
    item = _as_character(node, iterated, item)
    turns = _turns(node, iterated)
    if turns:
        alive = _unrolled(machine, node, turns, frame)
    else:
        alive = _loop(
            machine, frame, node.body, lambda: assign(machine, node.target, item, frame), lambda: True, node.orelse
        )
    members.checked(node, frame)
    if alive and iterated.taints and iterated.container is None:
        _each_let_through(node, frame)
    return alive


def _each_let_through(node: _For, frame: Frame) -> None:
    """After a loop that is left at a character which it refuses: the text is harmless as each of them is."""
    path, name = access_path(node.iter), getattr(node.target, "id", "")
    item, text = frame.env.get(name), frame.env.get(path)
    if item is None or text is None or not item.taints or not _runs_to_its_end(node):
        return
    kinds = frozenset.intersection(*(taint.cleared for taint in item.taints))
    if {taint.origin for taint in text.taints} <= {taint.origin for taint in item.taints}:
        frame.env[path] = cleared(text, kinds)


@found_once
def _runs_to_its_end(node: _For) -> bool:
    """Whether neither `break` ends the loop nor the body binds its target anew."""
    inner = [part for statement in node.body for part in walk(statement)]
    bound = {part.id for part in inner if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    return getattr(node.target, "id", "") not in bound and not any(isinstance(part, ast.Break) for part in inner)


def while_loop(machine: Machine, node: ast.While, frame: Frame) -> bool:
    truth = machine.evaluate(node.test, frame).truth
    if truth is False:
        return machine.execute(node.orelse, frame)

    def begin() -> None:
        machine.evaluate(node.test, frame)
        frame.env = guards.refined(machine, node.test, frame, True)

    def end() -> bool:
        if machine.evaluate(node.test, frame).truth is True and isinstance(node.test, ast.Constant):
            return False
        frame.env = guards.refined(machine, node.test, frame, False)
        return True

    return _loop(machine, frame, node.body, begin, end, node.orelse)
