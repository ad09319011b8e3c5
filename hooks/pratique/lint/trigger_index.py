"""The triggers of all rules by what finds them in a file: made once, when the tables are generated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pratique.lint.triggers import (
    ASSERTION,
    ASSIGNMENT,
    CLASS,
    FUNCTION,
    HANDLER,
    KEYWORD,
    PARAMETER,
    TEXT,
    Trigger,
    Triggers,
)

_PARTS = re.compile(r"\w+")
# What stands in every place of a kind whose names do not matter.
_KEYWORDS = {HANDLER: "except", ASSERTION: "assert", FUNCTION: "def", CLASS: "class"}


class Row(NamedTuple):
    """One way to find a trigger: the rule, which of its triggers, which of that one's names, or of its
    arguments where it has no names, and other words that the file must hold."""

    rule: str
    number: int
    place: int = 0
    others: tuple[bytes, ...] = ()


Index = dict[bytes, list[Row]]


class Indexes(NamedTuple):
    """Rows by a word of the file, by a piece of one, and by any text in it."""

    words: Index
    pieces: Index
    texts: Index


def indexed(triggers: Mapping[str, Triggers]) -> Indexes:
    """The rows of all triggers, rule -> its triggers, by what finds them."""
    found = Indexes({}, {}, {})
    for rule, those in triggers.items():
        for number, trigger in enumerate(those):
            for key, row in _rows(rule, number, trigger):
                index = found.texts if trigger.kind == TEXT else found.pieces if key.startswith("*") else found.words
                text = key.strip("*").lower() if index is found.pieces else key
                index.setdefault(text.encode(), []).append(row)
    return found


def _rows(rule: str, number: int, trigger: Trigger) -> Iterator[tuple[str, Row]]:
    """(key, row) for each name of the trigger."""
    if trigger.kind in (KEYWORD, ASSIGNMENT, PARAMETER):
        yield from ((given.name, Row(rule, number, place)) for place, given in enumerate(trigger.given))
        return
    names = trigger.names if trigger.kind != HANDLER else ()
    for place, name in enumerate(names or (_KEYWORDS[trigger.kind],)):
        if trigger.kind == TEXT or name.startswith("*"):
            yield name, Row(rule, number, place)
        else:
            *others, last = _PARTS.findall(name)
            yield last, Row(rule, number, place, tuple(word.encode() for word in others))
