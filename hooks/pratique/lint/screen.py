"""The cheap look: which rules can matter in a file, by the words that it holds.

A file is cut into words once, and these are looked up: what that costs hardly grows with the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from pratique.lint.file_words import is_word, places_of
from pratique.lint.screen_table import FLOWS, PIECES, SOURCES, TEXTS, TRIGGERS, WORDS
from pratique.lint.triggers import ASSIGNMENT, KEYWORD, PARAMETER, Given, Trigger

_OF_GIVEN = frozenset(["given", "unless", "returning"])
_Rows = Iterable[tuple[str, int, int, tuple[bytes, ...]]]


class Candidate(NamedTuple):
    """A trigger of a rule, by one of its names.

    word: what the file holds, the last part of the name, or the text for a trigger on texts.
    name: the name in full. given: the argument of that name, of a trigger on those.
    """

    rule: str
    trigger: Trigger
    word: str
    name: str
    given: Given | None


def candidates(data: bytes, held: set[bytes], names: tuple[str, ...]) -> list[Candidate]:
    """The triggers of the named rules that can have something in the file, which holds these words.

    names: `rule`, and `rule@profile` where what the rule reports for that profile alone is shown too.
    """
    shown = _shown(names)
    found = [candidate for word in held & WORDS.keys() for candidate in _candidates(word, WORDS[word], held, shown)]
    joined = b" ".join(held)
    lower = joined.lower()
    for piece, rows in PIECES.items():
        for start in places_of(lower, piece):
            first, last = joined.rfind(b" ", 0, start) + 1, joined.find(b" ", start)
            found += _candidates(joined[first : last if last >= 0 else None], rows, held, shown)
    for text, rows in TEXTS.items():
        if text in data:
            found += _candidates(text, rows, held, shown)
    return found


@lru_cache(maxsize=8)
def _shown(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(names)


def _candidates(word: bytes, rows: _Rows, held: set[bytes], shown: frozenset[str]) -> Iterator[Candidate]:
    for rule, number, place, others in rows:
        if rule in shown and held.issuperset(others):
            trigger = _trigger(TRIGGERS[rule][number])
            if trigger.profile and f"{rule}@{trigger.profile}" not in shown:
                continue
            if not trigger.needs or any(need.encode() in held for need in trigger.needs):
                text = word.decode("utf-8", "replace")
                if trigger.kind in (KEYWORD, ASSIGNMENT, PARAMETER):
                    yield Candidate(rule, trigger, text, "", trigger.given[place])
                else:
                    yield Candidate(rule, trigger, text, trigger.names[place] if trigger.names else "", None)


@lru_cache(maxsize=1_000)
def _trigger(row: tuple[Any, ...]) -> Trigger:
    fields = dict(zip(Trigger._fields, row, strict=False))
    for name in _OF_GIVEN & fields.keys():
        fields[name] = tuple(Given(*item) for item in fields[name])
    return Trigger(**fields)


def concerned_flows(data: bytes, held: set[bytes], names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the names that are rules on data flow, if an outsider's value can enter the file."""
    shown = _shown(names)
    flows = tuple(name for name in FLOWS if name in shown)
    if not flows:
        return ()
    text = _apart(b" ".join(held))
    return flows if any(word in text for word in _IN_WORDS) or any(word in data for word in _ACROSS_WORDS) else ()


def _apart(words: bytes) -> bytes:
    return b" " + words.replace(b"_", b" ")


# Sources whose text is part of one word are looked for among the words: that is a fraction of the file.
# `http_request` holds `request`, but `prevent` no `event`; the name of a class may stand within another.
_WITHIN_WORDS = tuple(source for source in SOURCES if is_word(source))
_IN_WORDS = tuple(_apart(source) if source[:1].islower() else source.replace(b"_", b" ") for source in _WITHIN_WORDS)
_ACROSS_WORDS = tuple(source for source in SOURCES if source not in _WITHIN_WORDS)
