"""Regular expressions that can match one text in exponentially many ways.

A backtracking matcher such as Python's tries them all before it gives up. The expression is parsed,
never run: its positions (every place that takes a character) and which may follow which make an
automaton (V. M. Glushkov, 1961). It is exponentially ambiguous if and only if some position leads
back to itself in two ways over one text (A. Weber and H. Seidl, 1991), which is looked for in the
product of the automaton with itself.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from importlib import import_module
from typing import Any

_PARSER: Any = import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
_LONGEST = 2_000  # characters of an expression
_MOST = 150  # positions; the product has their square
_MOST_OF_THREE = 40  # positions where three walks are followed at once
_COPIES = 8  # of what is repeated a fixed number of times
_MANY = 12  # a repetition with a higher bound counts as endless
_LAST = 0x10FFFF
_OUTSIDE = _LAST + 1  # stands for what takes no character: anchors, lookarounds, references

Ranges = tuple[tuple[int, int], ...]


class _Undecided(Exception):
    """The expression is too large, or uses what this does not follow."""


@dataclass(frozen=True)
class Piece:
    """A part of an expression: the positions it may begin and end with, and whether it may be empty."""

    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()
    nullable: bool = True


@dataclass
class _Automaton:
    """sets: what each position takes; follow: position -> positions after it, each with the number of ways."""

    flags: int
    sets: list[Ranges] = field(default_factory=list)
    follow: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, taken: Ranges) -> Piece:
        if len(self.sets) >= _MOST:
            raise _Undecided
        self.sets.append(taken)
        place = len(self.sets) - 1
        return Piece((place,), (place,), False)

    def join(self, before: Iterable[int], after: Iterable[int]) -> None:
        following = tuple(after)
        for place in before:
            for other in following:
                self.follow[place][other] += 1


def pumped(pattern: str, flags: int = 0, whole: bool = False) -> str | None:
    """A text that, repeated, makes the matcher explore exponentially many ways; None where none is found.

    whole: the match has to reach the end of the text, as with fullmatch.
    """
    found = _parsed(pattern, flags)
    if found is None:
        return None
    automaton, piece = found
    return _ambiguous(automaton, frozenset() if whole else frozenset(piece.last))


def pumped_slowly(pattern: str, flags: int = 0, whole: bool = False, searched: bool = False) -> str | None:
    """A text that, repeated, takes time that grows with the square of its length or faster; None where none is found.

    That is so where one loop leads to another over a text that both take (Weber and Seidl, 1991).
    searched: a match may begin anywhere, which is a loop before the expression.
    """
    found = _parsed(pattern, flags)
    if found is None or len(found[0].sets) > _MOST_OF_THREE:
        return None
    automaton, piece = found
    if searched:
        before = automaton.add(((0, _LAST),))
        automaton.join(before.last, (*before.first, *piece.first))
    ends = frozenset() if whole else frozenset(piece.last)
    loops = _components(range(len(automaton.sets)), lambda place: automaton.follow[place])
    for left in loops:
        for right in loops:
            if left is not right and not right & ends:
                text = _led(automaton, left, right)
                if text is not None:
                    return text
    return None


def _parsed(pattern: str, flags: int) -> tuple[_Automaton, Piece] | None:
    if len(pattern) > _LONGEST:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = _PARSER.parse(pattern, flags)
        automaton = _Automaton(parsed.state.flags)
        return automaton, _sequence(automaton, parsed)
    except (re.error, _Undecided, RecursionError, OverflowError):
        return None


def _sequence(automaton: _Automaton, items: Iterable[tuple[Any, Any]]) -> Piece:
    whole = Piece()
    for operator, argument in items:
        build = _BUILDERS.get(str(operator))
        if build is None:
            raise _Undecided
        whole = _concatenated(automaton, whole, build(automaton, argument))
    return whole


def _concatenated(automaton: _Automaton, left: Piece, right: Piece) -> Piece:
    automaton.join(left.last, right.first)
    first = (*left.first, *right.first) if left.nullable else left.first
    last = (*left.last, *right.last) if right.nullable else right.last
    return Piece(first, last, left.nullable and right.nullable)


def _repeated(automaton: _Automaton, argument: tuple[Any, Any, Any]) -> Piece:
    least, most, body = int(argument[0]), int(argument[1]), argument[2]
    if least > _COPIES:
        raise _Undecided
    endless = most > _MANY
    whole = Piece()
    part = Piece()
    for _ in range(max(least, 1) if endless else least):
        part = _sequence(automaton, body)
        whole = _concatenated(automaton, whole, part)
    if endless:
        automaton.join(part.last, part.first)
        return whole if least else Piece(whole.first, whole.last, True)
    optional = Piece()
    for _ in range(most - least):  # x{0,2} is (x(x)?)?, so that nothing matches in two ways
        inner = _sequence(automaton, body)
        automaton.join(inner.last, optional.first)
        optional = Piece(inner.first, (*inner.last, *optional.last), True)
    return _concatenated(automaton, whole, optional)


def _either(automaton: _Automaton, argument: tuple[Any, list[Any]]) -> Piece:
    pieces = [_sequence(automaton, branch) for branch in argument[1]]
    first = tuple(place for piece in pieces for place in piece.first)
    last = tuple(place for piece in pieces for place in piece.last)
    return Piece(first, last, any(piece.nullable for piece in pieces))


def _group(automaton: _Automaton, argument: tuple[Any, ...]) -> Piece:
    return _sequence(automaton, argument[-1])


def _outside(automaton: _Automaton, argument: Any) -> Piece:
    """What takes no character that is known: a sign of its own, so that what is around it stays apart."""
    return automaton.add(((_OUTSIDE + len(automaton.sets),) * 2,))


def _literal(automaton: _Automaton, argument: int) -> Piece:
    return automaton.add(_cased(automaton, ((argument, argument),)))


def _not_literal(automaton: _Automaton, argument: int) -> Piece:
    return automaton.add(_complement(_cased(automaton, ((argument, argument),))))


def _any(automaton: _Automaton, argument: Any) -> Piece:
    everything = ((0, _LAST),)
    return automaton.add(everything if automaton.flags & re.DOTALL else _complement(((10, 10),)))


def _one_of(automaton: _Automaton, argument: list[tuple[Any, Any]]) -> Piece:
    taken: list[tuple[int, int]] = []
    negated = False
    for operator, value in argument:
        name = str(operator)
        if name == "NEGATE":
            negated = True
        elif name == "LITERAL":
            taken += _cased(automaton, ((value, value),))
        elif name == "RANGE":
            taken += _cased(automaton, ((value[0], value[1]),))
        elif str(value) in _CATEGORIES:
            taken += _CATEGORIES[str(value)]
        else:
            raise _Undecided
    return automaton.add(_complement(taken) if negated else tuple(taken))


def _cased(automaton: _Automaton, ranges: Ranges) -> Ranges:
    """With the other case of ASCII letters where case does not matter."""
    if not automaton.flags & re.IGNORECASE:
        return ranges
    found = list(ranges)
    for low, high in ranges:
        for start, end, shift in ((65, 90, 32), (97, 122, -32)):
            if low <= end and high >= start:
                found.append((max(low, start) + shift, min(high, end) + shift))
    return tuple(found)


def _complement(ranges: Iterable[tuple[int, int]]) -> Ranges:
    found: list[tuple[int, int]] = []
    begin = 0
    for low, high in sorted(ranges):
        if low > begin:
            found.append((begin, low - 1))
        begin = max(begin, high + 1)
    return (*found, (begin, _LAST)) if begin <= _LAST else tuple(found)


_DIGITS: Ranges = ((48, 57),)
_LETTERS: Ranges = ((97, 122), (65, 90))
_SPACES: Ranges = ((9, 13), (28, 32), (0x85, 0x85), (0xA0, 0xA0))
_WORDS: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122), (0xAA, 0xAA), (0xB5, 0xB5), (0xC0, 0x1FFF))
_CATEGORIES = {
    "CATEGORY_DIGIT": _DIGITS,
    "CATEGORY_NOT_DIGIT": _complement(_DIGITS),
    "CATEGORY_SPACE": _SPACES,
    "CATEGORY_NOT_SPACE": _complement(_SPACES),
    "CATEGORY_WORD": _WORDS,
    "CATEGORY_NOT_WORD": _complement(_WORDS),
}
_BUILDERS: dict[str, Callable[[_Automaton, Any], Piece]] = {
    "LITERAL": _literal,
    "NOT_LITERAL": _not_literal,
    "ANY": _any,
    "IN": _one_of,
    "BRANCH": _either,
    "SUBPATTERN": _group,
    "MAX_REPEAT": _repeated,
    "MIN_REPEAT": _repeated,
    "AT": _outside,
    "ASSERT": _outside,
    "ASSERT_NOT": _outside,
    "GROUPREF": _outside,
    "ATOMIC_GROUP": _outside,
    "POSSESSIVE_REPEAT": _outside,
}


def _ambiguous(automaton: _Automaton, ends: frozenset[int]) -> str | None:
    """A text that some loop passes in two ways, and after which a match can still fail.

    ends: positions with which a match may end; where a loop holds one, the first try succeeds.
    """
    for loop in _components(range(len(automaton.sets)), lambda place: automaton.follow[place]):
        if loop & ends:
            continue
        for place in loop:
            for after, ways in automaton.follow[place].items():
                if ways > 1 and after in loop:
                    back = _walk(after, place, automaton.follow.__getitem__)
                    return "".join(_shown(automaton.sets[at]) for at in (after, *back))
        found = _split(automaton, loop)
        if found is not None:
            return found
    return None


def _split(automaton: _Automaton, loop: set[int]) -> str | None:
    """A text of two different walks through the loop that begin and end at one position."""

    def steps(pair: tuple[int, int]) -> Iterator[tuple[int, int]]:
        for left in automaton.follow[pair[0]]:
            for right in automaton.follow[pair[1]]:
                if left in loop and right in loop and _common(automaton.sets[left], automaton.sets[right]):
                    yield left, right

    for walks in _components([(place, place) for place in loop], steps):
        apart = next((pair for pair in walks if pair[0] != pair[1]), None)
        together = next((pair for pair in walks if pair[0] == pair[1]), None)
        if apart is not None and together is not None:
            there_and_back = [*_walk(together, apart, steps), *_walk(apart, together, steps)]
            return "".join(_shown(_common(*(automaton.sets[at] for at in pair))) for pair in there_and_back)
    return None


def _led(automaton: _Automaton, left: set[int], right: set[int]) -> str | None:
    """A text over which the left loop comes back, leads to the right one, and the right one comes back."""

    def steps(three: tuple[int, int, int]) -> Iterator[tuple[int, int, int]]:
        for first in automaton.follow[three[0]]:
            for third in automaton.follow[three[2]] if first in left else ():
                both = _common(automaton.sets[first], automaton.sets[third]) if third in right else ()
                for second in automaton.follow[three[1]] if both else ():
                    if _common(both, automaton.sets[second]):
                        yield first, second, third

    for start in left:
        for end in right:
            reached = _walk((start, start, end), (start, end, end), steps)
            if reached:
                return "".join(_shown(reduce(_common, (automaton.sets[at] for at in three))) for three in reached)
    return None


def _walk(start: Any, goal: Any, steps: Callable[[Any], Iterable[Any]]) -> list[Any]:
    """The nodes of a shortest walk between two nodes, without the first; none where they are the same, or apart."""
    reached: dict[Any, Any] = {start: start}
    level = [start]
    while goal not in reached:
        if not level:
            return []
        level = [after for node in level for after in steps(node) if reached.setdefault(after, node) is node]
    found = []
    while goal != start:
        found.append(goal)
        goal = reached[goal]
    return found[::-1]


def _common(left: Ranges, right: Ranges) -> Ranges:
    return tuple((max(a, c), min(b, d)) for a, b in left for c, d in right if max(a, c) <= min(b, d))


def _shown(ranges: Ranges) -> str:
    """A character out of the ranges, a letter or digit where there is one."""
    for wanted in (_LETTERS, _DIGITS, ((32, 126),), ((0, _LAST),)):
        common = _common(ranges, wanted)
        if common:
            return chr(common[0][0])
    return ""


def _components(nodes: Iterable[Any], steps: Callable[[Any], Iterable[Any]]) -> list[set[Any]]:
    """Strongly connected components with an edge inside, of what the nodes reach. (R. Tarjan, 1972; no recursion)"""
    index: dict[Any, int] = {}
    low: dict[Any, int] = {}
    path: list[Any] = []
    on_path: set[Any] = set()
    found: list[set[Any]] = []
    for root in nodes:
        if root in index:
            continue
        index[root] = low[root] = len(index)
        path.append(root)
        on_path.add(root)
        work = [(root, iter(steps(root)))]
        while work:
            node, rest = work[-1]
            after = next(rest, None)
            if after is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    found.append(_popped(path, on_path, node))
            elif after not in index:
                index[after] = low[after] = len(index)
                path.append(after)
                on_path.add(after)
                work.append((after, iter(steps(after))))
            elif after in on_path:
                low[node] = min(low[node], index[after])
    return [component for component in found if len(component) > 1 or any(n in steps(n) for n in component)]


def _popped(path: list[Any], on_path: set[Any], node: Any) -> set[Any]:
    component: set[Any] = set()
    while node not in component:
        component.add(path.pop())
    on_path -= component
    return component
