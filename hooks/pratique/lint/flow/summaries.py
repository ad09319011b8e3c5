"""What functions of the program do, by the shape of what they are given.

Two calls of a function whose arguments differ in nothing but the way that they came are one, unless
an outsider's value reaches a sink in it: then it is run once more, for the path to show.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pratique.lint.flow.machine import NO_CUT, Environment, Frame, Machine
from pratique.lint.flow.program import Function, Partial
from pratique.lint.flow.values import Container, Step, Taint, Value, all_taints, replace

_DEEP = 6  # of values within values; `values.bounded` lets nothing nest deeper for long


class Summary(NamedTuple):
    """result, given, env, verdicts, raised: as in the frame that was run. sightings: hits seen in it.

    levels: how far calls could be followed from it, where they led farther.
    """

    result: Value
    given: Mapping[str, Value]
    env: Environment
    verdicts: list[Environment]
    raised: list[tuple[str, Value]]
    sightings: int
    levels: int


def is_running(machine: Machine, function: Function) -> bool:
    """Whether the function is being run, so that it is not entered again; what runs is then no summary."""
    if function.node not in machine.running:
        return False
    machine.lowest_cut = min(machine.lowest_cut, machine.running.index(function.node))
    return True


def result(machine: Machine, function: Function, inner: Frame, finish: Callable[[], Value]) -> Value:
    """The result of the function in the frame, which afterwards holds what `finish` would leave there."""
    key = (function.node, inner.verdict, *((name, shape(value)) for name, value in inner.env.items()))
    levels = machine.depth - inner.depth
    known: Summary | None = machine.summaries.get(key)
    if known is not None and known.levels >= levels and (machine.quiet or not known.sightings):
        came = {(taint.origin, taint.rank): taint.steps for value in inner.env.values() for taint in all_taints(value)}
        inner.given, inner.env, inner.verdicts, inner.raised = known.given, known.env, known.verdicts, known.raised
        machine.sightings += known.sightings
        machine.limited += known.levels < sys.maxsize
        return _on_its_way(known.result, came)
    before, cut, limited = machine.sightings, machine.lowest_cut, machine.limited
    machine.lowest_cut = NO_CUT
    found = finish()
    if machine.lowest_cut >= len(machine.running):
        seen = machine.sightings - before
        levels = levels if machine.limited > limited else sys.maxsize
        machine.summaries[key] = Summary(found, inner.given, inner.env, inner.verdicts, inner.raised, seen, levels)
        machine.lowest_cut = NO_CUT
    machine.lowest_cut = min(machine.lowest_cut, cut)
    return found


def _on_its_way(value: Value, came: Mapping[tuple[Step, str], tuple[Step, ...]]) -> Value:
    """The value with the taints that came in having come as they did in this call."""
    if not value.taints or not came:
        return value
    taints = tuple(Taint(t.origin, t.rank, t.cleared, came.get((t.origin, t.rank), t.steps)) for t in value.taints)
    return replace(value, taints=taints)


def shape(value: Value, depth: int = 0) -> Any:
    """All of the value but the ways that its taints took."""
    if depth > _DEEP:
        return id(value)
    return (
        value.type,
        repr(value.constants) if value.constants is not None else "",
        frozenset(map(_taint, value.taints)) if value.taints else (),
        tuple(map(_reference, value.refs)),
        tuple(part if isinstance(part, str) else shape(part, depth + 1) for part in value.parts) if value.parts else (),
        _contents(value.container, depth) if value.container is not None else None,
        tuple((name, shape(held, depth + 1)) for name, held in value.state.items()) if value.state else (),
        value.subject,
    )


def _taint(taint: Taint) -> Any:
    origin = taint.origin
    return origin.path, origin.line, origin.column, taint.rank, taint.cleared


def _reference(ref: Any) -> Any:
    if isinstance(ref, Partial):
        given = (*ref.positional, *ref.keywords.values())
        return shape(ref.callee), ref.receiver and shape(ref.receiver), *map(shape, given), *ref.keywords
    return ref


def _contents(container: Container, depth: int) -> Any:
    known = tuple((repr(key), shape(item, depth + 1)) for key, item in container.known.items())
    return container.kind, known, container.rest and shape(container.rest, depth + 1), container.exact
