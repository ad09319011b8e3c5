"""The state of looking through one file for what triggers rules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

from pratique.core.source import Source
from pratique.lint import triggers
from pratique.lint.bindings import Bindings, Parts, bindings_of
from pratique.lint.owners import may_be, may_catch, spellings
from pratique.lint.references import Reference
from pratique.lint.screen import Candidate
from pratique.lint.statements import Lines, lines_of
from pratique.lint.triggers import Trigger

# Kinds of triggers that look names up; those through which an instance of what is named counts too.
_NAMING = (triggers.CALL, triggers.MENTION, triggers.CLASS, triggers.DECORATED, triggers.COMPARISON)
_OF_INSTANCES = {triggers.MENTION}
# Those whose names are told in full.
_OWNED = {triggers.CALL, triggers.MENTION}


@dataclass(frozen=True)
class Concern:
    """rules: names of those that may have something to report. places: the lines of the nodes that they
    may have it on."""

    rules: set[str] = field(default_factory=set)
    places: set[Lines] = field(default_factory=set)


class Spot(NamedTuple):
    """A node, and the function around it, else the top-level statement."""

    node: ast.AST
    home: ast.AST


@dataclass
class Search:
    """tables: kind of trigger -> word -> triggers. texts: name -> texts bound to it.

    wanted, wanted_texts: what is still to be found in the file; located: what was. starred: calls with
    `**options`. keyed: keyword arguments that some dict of the file may hold. held, found_anywhere:
    which lines, or the file, hold one of which patterns. statements: expressions that are statements.
    catching: whether `except` clauses of that type catch exceptions of these names.
    """

    source: Source
    tree: ast.Module
    tables: dict[str, dict[str, list[Candidate]]] = field(default_factory=dict)
    concern: Concern = field(default_factory=Concern)
    texts: dict[str, set[str]] = field(default_factory=dict)
    wanted: dict[str, None] = field(default_factory=dict)
    wanted_texts: dict[str, None] = field(default_factory=dict)
    located: set[str] = field(default_factory=set)
    found_anywhere: dict[tuple[str, ...], bool] = field(default_factory=dict)
    held: dict[tuple[Lines, tuple[str, ...]], bool] = field(default_factory=dict)
    starred: list[Spot] = field(default_factory=list)
    keyed: dict[str, None] = field(default_factory=dict)
    statements: set[ast.expr] = field(default_factory=set)
    catching: dict[tuple[ast.expr, tuple[str, ...]], bool] = field(default_factory=dict)

    def add(self, candidate: Candidate) -> None:
        """Look for the trigger as well."""
        kind = candidate.trigger.kind
        self.tables.setdefault(kind, {}).setdefault(candidate.word, []).append(candidate)
        (self.want_text if kind == triggers.TEXT else self.want)(candidate.word)

    def want(self, word: str) -> None:
        """Walk the lines that hold the word, unless that is done."""
        if word not in self.located:
            self.wanted[word] = None

    def want_text(self, text: str) -> None:
        """Walk the lines that hold the text, unless that is done."""
        if text not in self.located:
            self.wanted_texts[text] = None

    def take_wanted(self) -> tuple[list[str], list[str]]:
        """The words, and the texts, whose lines are to be walked now."""
        words, texts = list(self.wanted), list(self.wanted_texts)
        self.wanted.clear()
        self.wanted_texts.clear()
        self.located.update(words, texts)
        return words, texts

    def found(self, kind: str, word: str) -> Sequence[Candidate]:
        """The triggers of the kind that the word may fire."""
        table = self.tables.get(kind)
        return table.get(word, ()) if table is not None else ()

    @cached_property
    def bindings(self) -> Bindings:
        """What the names of the file may stand for."""
        return bindings_of(self.tree, self.source.data)

    def meant(self, kind: str, reference: Reference, node: ast.expr | None) -> Iterator[Candidate]:
        """The triggers of the kind that the reference fires; node: the expression that is written for it."""
        for candidate in self.found(kind, reference.name):
            names = spellings(candidate.name) if kind in _OWNED else ()
            if kind in _OF_INSTANCES:
                names += tuple(_of_class(parts) for parts in names)
            if node is None or not names or any(may_be(node, parts, self.bindings) for parts in names):
                yield candidate

    def hit(self, candidate: Candidate, spot: Spot) -> None:
        """The trigger fires at the spot, if what it wants around it is there."""
        lines = lines_of(spot.node)
        if candidate.rule in self.concern.rules and lines in self.concern.places:
            return
        if self.fits(candidate.trigger, spot):
            self.concern.rules.add(candidate.rule)
            self.concern.places.add(lines)

    def fits(self, trigger: Trigger, spot: Spot) -> bool:
        """Whether the lines around the spot, and the file, hold what the trigger wants, and no more."""
        if not (self._holds(spot.node, trigger.holding) and self._holds(spot.home, trigger.near)):
            return False
        if not all(self._has(patterns) for patterns in (trigger.anywhere, trigger.besides) if patterns):
            return False
        return not (trigger.nowhere and self._has(trigger.nowhere))

    def catches(self, node: ast.expr, names: tuple[str, ...]) -> bool:
        """Whether an `except` clause of that type may catch an exception of one of the names."""
        if (node, names) not in self.catching:
            self.catching[node, names] = may_catch(node, names, self.bindings)
        return self.catching[node, names]

    def _has(self, patterns: tuple[str, ...]) -> bool:
        """Whether one of the patterns is found in the file."""
        if patterns not in self.found_anywhere:
            self.found_anywhere[patterns] = any(re.search(item.encode(), self.source.data) for item in patterns)
        return self.found_anywhere[patterns]

    def _holds(self, node: ast.AST, patterns: tuple[str, ...]) -> bool:
        """Whether one of the patterns, in any case, is found in the lines of the node; so it is of none."""
        if not patterns:
            return True
        lines = lines_of(node)
        if (lines, patterns) not in self.held:
            starts, (first, last) = self.source.line_starts, lines
            end = starts[last] if last < len(starts) else len(self.source.data)
            self.held[lines, patterns] = _either(patterns).search(self.source.data, starts[first - 1], end) is not None
        return self.held[lines, patterns]

    def bind(self, name: str, reference: Reference, value: ast.expr | None) -> None:
        """The name may stand for what the reference says: where that fires a trigger, so does the name."""
        for kind in _NAMING:
            table = self.tables.get(kind)
            if table is None or (reference.is_instance and kind not in _OF_INSTANCES):
                continue
            known = table.get(name, [])
            new = [candidate for candidate in self.meant(kind, reference, value) if candidate not in known]
            if new:
                table[name] = [*known, *new]
                self.located.discard(name)
                self.want(name)

    def bind_text(self, name: str, text: str) -> None:
        """The name may stand for the text, which names an attribute or a key that fires a trigger."""
        known = self.texts.setdefault(name, set())
        if text not in known and any(text in table for table in self.tables.values()):
            known.add(text)
            self.located.discard(name)
            self.want(name)


def _of_class(parts: Parts) -> Parts:
    """The class of the instance that the parts name."""
    return (*parts[:-1], parts[-1].removesuffix("()"))


@cache
def _either(patterns: tuple[str, ...]) -> re.Pattern[bytes]:
    return re.compile("|".join(patterns).encode(), re.IGNORECASE)
