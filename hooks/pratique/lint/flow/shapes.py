"""What of a value that no outsider chooses may change what a function makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pratique.lint.flow.values import Container, Value, replace

_FEW = 8  # constants in a list or dict of which a call is told


def remembers(value: Value) -> bool:
    """Whether it is a function that uses variables of the one that it was made in."""
    return any(getattr(ref, "closure", None) is not None for ref in value.refs)


def of_call(positional: Iterable[Value], keywords: Mapping[str, Value], receiver: Value | None) -> tuple[Any, ...]:
    """What a function is called with, as a key."""
    named = tuple((name, _shape(value)) for name, value in keywords.items())
    return tuple(map(_shape, positional)), named, receiver and _shape(receiver)


def _shape(value: Value) -> Any:
    """The value as a key: equal for values of which a function makes the same."""
    state = tuple((name, _shape(held)) for name, held in value.state.items()) if value.state else ()
    known = repr(value.constants) if value.constants is not None else ""
    table = value.container.known if value.container is not None and _is_table(value.container) else {}
    listed = tuple((key, _shape(item)) for key, item in table.items())
    return known, listed, value.type, value.refs, state


def _is_table(held: Container) -> bool:
    """Whether it holds a few constants or functions and nothing else."""
    if not held.exact or len(held.known) > _FEW:
        return False
    return all((item.constants is not None or item.refs) and item.container is None for item in held.known.values())


def plainly(value: Value) -> Value:
    """The value without what is not in its shape."""
    held = value.container if value.container is not None and _is_table(value.container) else None
    return replace(value, container=held, parts=(), subject=None, fact=None)
