"""The cheap look: which rules can matter in a file, by the words that it holds.

A file is cut into words once, and these are looked up: what that costs hardly grows with the rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from pratique.lint.file_words import is_word, places_of
from pratique.lint.screen_table import FLOWS, PIECES, SOURCES, TEXTS, TRIGGERS, WORDS
from pratique.lint.triggers import ASSIGNMENT, KEYWORD, PARAMETER, Given, Trigger

_MANY = 500_000  # words to remember
_WHOLE = re.compile(rb"(?<=[^\w\x80-\xff])[\w\x80-\xff]+(?=[^\w\x80-\xff])")
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
    for word, pieces in _PIECED.among(held):
        for piece in pieces:
            found += _candidates(word, PIECES[piece], held, shown)
    present = {text for _, texts in _SPELT.among(held) for text in texts}
    present |= {text for text in TEXTS if not is_word(text) and _stands_in(text, data, held)}
    return found + [item for text in sorted(present) for item in _candidates(text, TEXTS[text], held, shown)]


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
    return flows if _SOURCED.among(held) or any(_stands_in(text, data, held) for text in _ACROSS_WORDS) else ()


def _stands_in(text: bytes, data: bytes, held: set[bytes]) -> bool:
    """Whether the text is in the data, which holds these words: they are asked first."""
    return held.issuperset(_whole_words(text)) and text in data


@lru_cache(maxsize=1_000)
def _whole_words(text: bytes) -> tuple[bytes, ...]:
    """The words of the text that are whole wherever it stands: not its first and last ones, if it begins or ends so."""
    return tuple(_WHOLE.findall(text))


def _texts(words: bytes) -> Iterator[tuple[int, bytes]]:
    """The texts that occur in the words, and where."""
    for text in TEXTS:
        if is_word(text):
            for start in places_of(words, text):
                yield start, text


def _pieces(words: bytes) -> Iterator[tuple[int, bytes]]:
    """The pieces of names that occur in the words, and where."""
    lower = words.lower()
    for piece in PIECES:
        for start in places_of(lower, piece):
            yield start, piece


def _sources(words: bytes) -> Iterator[tuple[int, bytes]]:
    """The sources that occur in the words, and where."""
    apart = _apart(words)
    for source in _IN_WORDS:
        for start in places_of(apart, source):
            yield start, source


def _apart(words: bytes) -> bytes:
    return words.replace(b"_", b" ")


@dataclass
class _Memory:
    """What is looked for in words, once in a process for each: most words of a file occurred in one before.

    look: the finds in words that each stand behind a space, and where they begin, the space perhaps included.
    """

    look: Callable[[bytes], Iterator[tuple[int, bytes]]]
    known: set[bytes] = field(default_factory=set)
    found: dict[bytes, list[bytes]] = field(default_factory=dict)

    def among(self, held: set[bytes]) -> list[tuple[bytes, list[bytes]]]:
        """Those of the words that hold something, and what."""
        new = held - self.known
        if new:
            if len(self.known) > _MANY:
                self.known.clear()
                self.found.clear()
                new = held
            self._learn(new)
        return [(word, self.found[word]) for word in held & self.found.keys()]

    def _learn(self, new: set[bytes]) -> None:
        self.known |= new
        words = b"\n ".join((b"", *new, b""))
        for start, find in self.look(words):
            first, last = words.rfind(b"\n", 0, start + 1) + 2, words.find(b"\n", start + 1)
            self.found.setdefault(words[first:last], []).append(find)


# Sources whose text is part of one word are looked for among the words: that is a fraction of the file.
# `http_request` holds `request`, but `prevent` no `event`; the name of a class may stand within another.
_WITHIN_WORDS = tuple(source for source in SOURCES if is_word(source))
_IN_WORDS = tuple(_apart(b" " + source if source[:1].islower() else source) for source in _WITHIN_WORDS)
_ACROSS_WORDS = tuple(source for source in SOURCES if source not in _WITHIN_WORDS)
_PIECED, _SOURCED, _SPELT = _Memory(_pieces), _Memory(_sources), _Memory(_texts)
