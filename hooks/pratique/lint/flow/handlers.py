"""`try`: what its handlers and its `finally` may begin with, and what leaves through them."""

from __future__ import annotations

import ast
import builtins
from typing import Any

from pratique.lint.flow.machine import Environment, Frame, Machine, joined_all
from pratique.lint.flow.values import Value, all_taints, join, merged

_CATCH_ALL = frozenset({"Exception", "BaseException"})


def tried(machine: Machine, node: Any, frame: Frame) -> bool:
    """Run a `try` statement; whether control goes on after it."""
    left = _ways_out(frame)
    marks = [len(way) for way in left]
    raised, thrown = frame.raised, frame.thrown
    frame.raised, frame.thrown = [], [dict(frame.env)]
    ends = []
    alive = machine.execute(node.body, frame)
    caught, given = joined_all(frame.thrown), frame.raised
    frame.raised, frame.thrown = raised, []
    if alive and machine.execute(node.orelse, frame):
        ends.append(frame.env)
    for handler in node.handlers:
        frame.env = dict(caught)
        if handler.name:
            frame.env[handler.name] = _caught(handler, given)
        if machine.execute(handler.body, frame):
            ends.append(frame.env)
    escaping = [*frame.thrown, *([] if any(map(_catches_all, node.handlers)) else [caught])]
    frame.thrown = thrown
    if node.finalbody:
        escaping = _finished(machine, node, frame, escaping, left, marks)
    if thrown is not None:
        thrown += escaping
    frame.env = joined_all(ends) if ends else dict(caught)
    return bool(ends) and machine.execute(node.finalbody, frame)


def _ways_out(frame: Frame) -> list[list[Environment]]:
    """Where the environments are kept in which control left: of the function, and of the loop around."""
    loop = frame.loops[-1:]
    return [frame.finals, *(item.breaks for item in loop), *(item.continues for item in loop)]


def _finished(
    machine: Machine,
    node: Any,
    frame: Frame,
    escaping: list[Environment],
    left: list[list[Environment]],
    marks: list[int],
) -> list[Environment]:
    """Run `finally` on the way out: what left before leaves as it was changed there."""
    leaving = [environment for way, mark in zip(left, marks, strict=True) for environment in way[mark:]]
    if not leaving and not escaping:
        return []
    frame.env = joined_all([*leaving, *escaping])
    alive = machine.execute(node.finalbody, frame)
    for way, mark in zip(left, marks, strict=True):
        if way[mark:]:
            way[mark:] = [frame.env] if alive else []
    return [frame.env] if alive and escaping else []


def _catches_all(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or (isinstance(handler.type, ast.Name) and handler.type.id in _CATCH_ALL)


def _caught(handler: ast.ExceptHandler, raised: list[tuple[str, Value]]) -> Value:
    """The exception: with what it was given by a `raise` in the body that the handler may catch."""
    wanted = handler.type.id if isinstance(handler.type, ast.Name) else ""
    taken = [value for name, value in raised if _may_catch(wanted, name)]
    states: dict[str, Value] = {}
    for value in taken:
        states |= {key: join(states[key], item) if key in states else item for key, item in value.state.items()}
    return Value(type="Exception", taints=merged(*map(all_taints, taken)), state=states)


def _may_catch(wanted: str, name: str) -> bool:
    """Whether a handler of the class catches the other one; classes that are not built in are not compared."""
    one, other = getattr(builtins, name, None), getattr(builtins, wanted, None)
    if isinstance(one, type) and isinstance(other, type):
        return issubclass(one, other)
    return not name or not wanted or name == wanted or not isinstance(one, type)
