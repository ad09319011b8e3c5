"""Loops: their bodies run until nothing new is learnt, or turn by turn over constants."""

from __future__ import annotations

import ast
from collections.abc import Callable

from pratique.lint.flow import guards, members, protocols
from pratique.lint.flow.assignment import assign, element_of
from pratique.lint.flow.machine import (
    Environment,
    Frame,
    Loop,
    Machine,
    joined_all,
)
from pratique.lint.flow.objects import names_of, sourced
from pratique.lint.flow.values import (
    Value,
    replace,
)

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


def _turns(node: ast.For | ast.AsyncFor, iterated: Value) -> list[Value]:
    """The elements, where they are few constants: what the body does with each is then told apart."""
    container = iterated.container
    if container is None or not container.exact or container.kind == "dict" or len(container.known) > _TURNS:
        return []
    leaving = (ast.Break, ast.Continue, ast.For, ast.AsyncFor, ast.While)
    if any(isinstance(inner, leaving) for part in node.body for inner in ast.walk(part)):
        return []
    found = list(container.known.values())
    return found if all(_is_constant(item) for item in found) else []


def _is_constant(value: Value) -> bool:
    if value.container is not None:
        return value.container.exact and all(map(_is_constant, value.container.known.values()))
    return value.constants is not None


def _unrolled(machine: Machine, node: ast.For | ast.AsyncFor, turns: list[Value], frame: Frame) -> bool:
    for item in turns:
        assign(machine, node.target, item, frame)
        if not machine.execute(node.body, frame):
            return False
    return machine.execute(node.orelse, frame)


def for_loop(machine: Machine, node: ast.For | ast.AsyncFor, frame: Frame) -> bool:
    iterated = protocols.iterated(machine, machine.evaluate(node.iter, frame), node.iter, frame)
    item = sourced(machine, names_of(machine, iterated, "__iter__"), node.iter, frame) or element_of(iterated)
    if isinstance(iterated.constant, (str, tuple)) and len(iterated.constant) == 0:
        return machine.execute(node.orelse, frame)
    turns = _turns(node, iterated)
    if turns:
        alive = _unrolled(machine, node, turns, frame)
    else:
        alive = _loop(
            machine, frame, node.body, lambda: assign(machine, node.target, item, frame), lambda: True, node.orelse
        )
    members.checked(node, frame)
    return alive


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
