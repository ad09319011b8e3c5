"""What is known of one assistant.

Named tuples, because every commit loads these and `dataclasses` takes longer than all of them.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Order(IntEnum):
    """Which of several recognised assistants is at work: the innermost, as far as that is known."""

    WRAPPER = 1  # runs on another assistant and shows the markers of both
    TOOL = 2
    EDITOR = 3  # others run in its terminals and inherit its markers


class Marker(NamedTuple):
    """An environment variable that the assistant sets for the commands it runs.

    Any value counts that is not empty, `0`, `false` or `no`; or only the one that it equals or
    contains (in lower case).
    """

    variable: str
    equals: str = ""
    contains: str = ""

    def is_set(self, value: str) -> bool:
        value = value.strip().lower()
        if self.equals:
            return value == self.equals
        if self.contains:
            return self.contains in value
        return value not in ("", "0", "false", "no")


class Agent(NamedTuple):
    """name: how the trailer calls it. aliases: what else it calls itself in AI_AGENT or AGENT.

    strong: markers that only its own commands see. weak: variables that people's shells have too;
    shown by `agents`, never evidence. model_variables: where it takes its model from.
    """

    name: str
    title: str
    strong: tuple[Marker, ...] = ()
    weak: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    model_variables: tuple[str, ...] = ()
    order: Order = Order.TOOL

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)
