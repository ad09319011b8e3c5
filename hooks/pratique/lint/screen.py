"""The cheap look: which rules can matter in a file, by the words that it holds.

A file is cut into words once, and these are looked up: what that costs does not grow with the rules.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from pratique.lint.screen_table import FLOWS, SOURCES, TRIGGERS
from pratique.lint.triggers import (
    ASSERTION,
    ASSIGNMENT,
    CLASS,
    FUNCTION,
    HANDLER,
    KEYWORD,
    TEXT,
    Given,
    Trigger,
)

_SPACED = bytes(byte if byte > 127 or chr(byte).isalnum() or byte == ord("_") else 32 for byte in range(256))
Words = tuple[str, ...]
Rows = tuple[Any, ...]
_PARTS = re.compile(r"\w+")
# What stands in every place of a kind whose names do not matter.
_KEYWORDS = {HANDLER: "except", ASSERTION: "assert", FUNCTION: "def", CLASS: "class"}


class Candidate(NamedTuple):
    """A trigger of a rule, by one of its names.

    word: what the file must hold, the last part of the name, or "" for a trigger on texts.
    others: words that it must hold as well. given: the argument of that name, of a trigger on those.
    is_builtin: whether a name with an owner is something else.
    """

    rule: str
    trigger: Trigger
    word: str
    others: frozenset[bytes] = frozenset()
    given: Given | None = None
    is_builtin: bool = False


class Table(NamedTuple):
    """The triggers of some rules by what finds them in a file."""

    by_word: dict[bytes, list[Candidate]]
    by_piece: dict[bytes, list[Candidate]]
    pieces: re.Pattern[bytes] | None
    by_text: dict[bytes, list[Candidate]]
    seen: dict[bytes, tuple[bytes, ...]]


def words(data: bytes) -> set[bytes]:
    """Every name, keyword and number of the file; the words of its comments and strings as well."""
    return set(data.translate(_SPACED).split())


def candidates(data: bytes, held: set[bytes], names: tuple[str, ...]) -> list[Candidate]:
    """The triggers of the named rules that can have something in the file, which holds these words."""
    table = _table(names)
    found = [candidate for word in held & table.by_word.keys() for candidate in table.by_word[word]]
    if table.pieces is not None:
        found += _by_piece(held, table, table.pieces)
    found += [candidate for text, those in table.by_text.items() if text in data for candidate in those]
    return [candidate for candidate in found if candidate.others <= held and _has_needs(candidate.trigger, held)]


def _has_needs(trigger: Trigger, held: set[bytes]) -> bool:
    return not trigger.needs or any(need.encode() in held for need in trigger.needs)


def _by_piece(held: set[bytes], table: Table, pieces: re.Pattern[bytes]) -> Iterator[Candidate]:
    for word in held:
        if word not in table.seen:  # the same words come again in every file
            lower = word.lower()
            table.seen[word] = tuple(p for p in table.by_piece if p in lower) if pieces.search(lower) else ()
        for piece in table.seen[word]:
            for candidate in table.by_piece[piece]:
                yield candidate._replace(word=word.decode("utf-8", "replace"))


@lru_cache(maxsize=8)
def _table(names: tuple[str, ...]) -> Table:
    by_word: dict[bytes, list[Candidate]] = {}
    by_piece: dict[bytes, list[Candidate]] = {}
    by_text: dict[bytes, list[Candidate]] = {}
    for rule in names:
        for row in TRIGGERS.get(rule, ()):
            trigger = _trigger(*row)
            for candidate in _candidates(rule, trigger):
                word = candidate.word
                kind = by_text if trigger.kind == TEXT else by_piece if word.startswith("*") else by_word
                kind.setdefault(word.strip("*").encode() if kind is by_piece else word.encode(), []).append(candidate)
    pieces = re.compile(b"|".join(sorted(by_piece))) if by_piece else None
    return Table(by_word, by_piece, pieces, by_text, {})


def _trigger(kind: str, names: Words, given: Rows, unless: Rows, *rest: Words) -> Trigger:
    given, unless = (tuple(Given(*row) for row in rows) for rows in (given, unless))
    return Trigger(kind, names, given, unless, *rest)


def _candidates(rule: str, trigger: Trigger) -> Iterator[Candidate]:
    if trigger.kind in (KEYWORD, ASSIGNMENT):
        yield from (Candidate(rule, trigger, given.name, given=given) for given in trigger.given)
    elif trigger.kind == TEXT:
        yield from (Candidate(rule, trigger, text) for text in trigger.names)
    else:
        for name in trigger.names:
            *others, last = _PARTS.findall(name) if not name.startswith("*") else [name]
            yield Candidate(
                rule, trigger, last, frozenset(part.encode() for part in others), is_builtin=hasattr(builtins, name)
            )
        if not trigger.names:
            yield Candidate(rule, trigger, _KEYWORDS[trigger.kind])


def concerned_flows(data: bytes, held: set[bytes], names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the names that are rules on data flow, if an outsider's value can enter the file."""
    flows = _flows(names)
    return flows if flows and (any(map(_names_source, held)) or any(text in data for text in _SOURCE_TEXTS)) else ()


@lru_cache(maxsize=8)
def _flows(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name in FLOWS)


# What tells a source within a word, and across several.
_SOURCE_TEXTS = tuple(source for source in SOURCES if not re.fullmatch(rb"\w+", source))
_SOURCE_WORD = re.compile(b"|".join(source for source in SOURCES if source not in _SOURCE_TEXTS))


@lru_cache(maxsize=100_000)
def _names_source(word: bytes) -> bool:
    return _SOURCE_WORD.search(word) is not None
