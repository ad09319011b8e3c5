"""Functions of itertools: what the iterators that they make go through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pratique.lint.flow import protocols
from pratique.lint.flow.handling import Handler, first
from pratique.lint.flow.machine import Frame, Machine
from pratique.lint.flow.values import UNKNOWN, Container, Value, join_all, listed, make_list

if TYPE_CHECKING:
    from pratique.lint.flow.calls import Call


def _after_another(values: Iterable[Value]) -> Value:
    """The elements of all of them in turn, where they are known; else any of them."""
    from pratique.lint.flow.assignment import element_of

    found = [listed(value) for value in values]
    held = [value.container for value in found]
    if all(container is not None and container.exact for container in held):
        return make_list("list", [item for c in held if c is not None for item in c.known.values()])
    return Value(container=Container("list", {}, join_all(map(element_of, found)), exact=False))


def _chained(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """itertools.chain."""
    return _after_another(protocols.iterated(machine, value, call.node, frame) for value in call.positional)


def _chained_from(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """itertools.chain.from_iterable."""
    container = listed(first(call)).container
    if container is None or not container.exact:
        return None
    return _after_another(container.known.values())


def _some(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """itertools.islice: the first elements, or those between."""
    given, bounds = listed(first(call)).container, [value.constant for value in call.positional[1:]]
    if given is None or not given.exact or any(bound is UNKNOWN for bound in bounds):
        return first(call) if given is not None else None
    return make_list("list", list(given.known.values())[slice(*bounds)])


def _again(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """itertools.repeat: the one element, over and over."""
    return Value(container=Container("list", {}, first(call), exact=False))


# By qualified name.
NAMED: Mapping[str, Handler] = {
    "itertools.chain": _chained,
    "itertools.chain.from_iterable": _chained_from,
    "itertools.islice": _some,
    "itertools.repeat": _again,
}
