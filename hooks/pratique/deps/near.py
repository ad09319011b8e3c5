"""Which well-known name another one looks like: by a slip of the keys, or by design.

Attackers register what people mistype ("typosquatting", MITRE ATT&CK T1195.001). What counts as alike
here is narrower than one edit: versions and variants of a project differ from it by a digit, and
short words are close to each other by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import permutations
from typing import NamedTuple

from pratique.deps import tables

_SHORTEST = 4  # letters of a name that is looked at at all: for turned and doubled letters
_SHORTEST_SLIP = 5  # letters of a foremost name for which a vowel that is missing counts as well
_SHORTEST_EDIT = 7  # letters of a name for which any one edit counts, where it is not one of the foremost
_SHORTEST_WORD = 5  # letters of the word, between hyphens, that the edit is in; one less in a long name
_LONG_NAME = 10
_FAR_WORD = 9  # letters of a word that no other is near by chance; two less in one of the foremost names
_MOST_WORDS = 4  # whose other orders are tried

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = "aeiouy"
# Characters that are read as one another, by what both are taken for.
_CONFUSED = str.maketrans({"0": "o", "1": "l", "i": "l", "j": "l", "3": "e", "5": "s"})
_AFFIX = r"^(?:python[23]?-|py-?)|(?:-python[23]?|-py)$"
_AFFIXED = ("{}", "python-{}", "py-{}", "py{}", "{}-python", "{}-py")


class Likeness(NamedTuple):
    """name: the well-known one. how: what sets the other apart from it, a clause."""

    name: str
    how: str


class Index(NamedTuple):
    """The well-known names by what a variation of them has in common with them.

    foremost: those for which less is evidence enough. halves: names by their length and the
    letters up to, or from, near their middle, one of which an edit leaves alone. joined: by the name
    without hyphens. blurred: by the name with characters that are read as one another taken together.
    """

    names: frozenset[str]
    foremost: frozenset[str]
    halves: dict[tuple[int, str], list[str]]
    joined: dict[str, str]
    blurred: dict[str, str]


class _Edit(NamedTuple):
    """One edit at the index `at` of a well-known name: the letters that were put and left out there."""

    at: int
    put: str
    left_out: str


@cache
def index() -> Index:
    """The index of the tables."""
    return indexed(tables.popular(), tables.foremost())


def indexed(names: frozenset[str], foremost: frozenset[str]) -> Index:
    """The index of these names."""
    looked_at = sorted(name for name in names if len(name) >= _SHORTEST)
    halves: dict[tuple[int, str], list[str]] = {}
    for name in looked_at:
        length = len(name)
        half = (length - 2) // 2
        halves.setdefault((length, name[:half]), []).append(name)
        halves.setdefault((-length, name[-half:]), []).append(name)
    text = "\n".join(looked_at)
    joined = dict(zip(text.replace("-", "").split("\n"), looked_at, strict=True))
    blurred = dict(zip(_blurred(text).split("\n"), looked_at, strict=True))
    return Index(names, foremost, halves, joined, blurred)


def likeness(name: str, among: Index | None = None) -> Likeness | None:
    """The well-known name that the canonical name looks like; None where it is one itself or like none."""
    among = among or index()
    if name in among.names or len(name) < _SHORTEST:
        return None
    return next(_found(name, among), None)


def _found(name: str, among: Index) -> Iterator[Likeness]:
    """Each likeness, the surest first."""
    joined = among.joined.get(name.replace("-", ""))
    if joined:
        yield Likeness(joined, "only the hyphens differ")
    blurred = among.blurred.get(_blurred(name))
    if blurred:
        yield Likeness(blurred, "characters that look alike are exchanged")
    for other in _close(name, among):
        edit = _edit(name, other)
        if edit and _is_evidence(other, edit, other in among.foremost):
            yield Likeness(other, _described(other, edit))
    for other in _turned(name):
        if other in among.names:
            yield Likeness(other, "its words are in another order")
    yield from _affixed(name, among)


def _blurred(name: str) -> str:
    return name.translate(_CONFUSED).replace("rn", "m").replace("vv", "w")


def _close(name: str, among: Index) -> Iterator[str]:
    """The names that may be one edit away, some of them twice."""
    for length in (len(name), len(name) - 1, len(name) + 1):
        half = (length - 2) // 2
        yield from among.halves.get((length, name[:half]), ())
        yield from among.halves.get((-length, name[-half:]), ())


def _edit(name: str, other: str) -> _Edit | None:
    """The one edit that makes the name from the other; None where it takes more."""
    shorter = min(len(name), len(other))
    at = next((at for at in range(shorter) if name[at] != other[at]), shorter)
    if len(name) > len(other):
        return _Edit(at, name[at], "") if name[at + 1 :] == other[at:] else None
    if len(name) < len(other):
        return _Edit(at, "", other[at]) if name[at:] == other[at + 1 :] else None
    if name[at + 1 :] == other[at + 1 :]:
        return _Edit(at, name[at], other[at])
    turned = other[at : at + 2][::-1]
    if name[at:] == turned + other[at + 2 :]:
        return _Edit(at, turned, other[at : at + 2])
    return None


def _is_evidence(name: str, edit: _Edit, is_foremost: bool) -> bool:
    """Whether the edit of the well-known name is more likely a slip than another word."""
    at, put, left_out = edit
    letters = put + left_out
    if "-" in letters or not letters.isalpha():
        return len(put) == 2
    if len(put) == 2 or _is_double(name, edit):
        return True
    if len(name) <= _SHORTEST_SLIP and not put:
        return is_foremost and len(name) == _SHORTEST_SLIP and left_out in _VOWELS
    word = _word_at(name, at)
    if word < _SHORTEST_WORD - (len(name) >= _LONG_NAME) or (len(name) < _SHORTEST_EDIT and not is_foremost):
        return False
    if put and left_out:
        far = _FAR_WORD - 2 if is_foremost and at else _FAR_WORD  # few mistype the first letter
        return _is_slip(put, left_out) or word >= far
    return at > 0 or bool(left_out)  # a letter in front is what variants of a project have: "a" for asynchronous


def _is_double(name: str, edit: _Edit) -> bool:
    """Whether a letter was doubled, or a double one written once."""
    at, put, left_out = edit
    if put and left_out:
        return False
    around = name[max(0, at - 1) : at] + name[at + len(left_out) : at + len(left_out) + 1]
    return (put or left_out) in around


def _is_slip(put: str, left_out: str) -> bool:
    """Whether the keys are neighbours in a row, or the letters both vowels."""
    beside = any(abs(row.find(put) - row.find(left_out)) == 1 for row in _ROWS if put in row and left_out in row)
    return beside or (put in _VOWELS and left_out in _VOWELS)


def _word_at(name: str, at: int) -> int:
    """Letters of the word that the index lies in or behind."""
    start = name.rfind("-", 0, at) + 1
    end = name.find("-", at)
    return (end if end >= 0 else len(name)) - start


def _described(name: str, edit: _Edit) -> str:
    _, put, left_out = edit
    if len(put) == 2:
        return f'"{left_out}" is turned round'
    if put and left_out:
        return f'"{put}" stands for "{left_out}"'
    if _is_double(name, edit):
        return f'"{put}" is doubled' if put else f'one "{left_out}" is missing'
    return f'"{put}" is put in' if put else f'"{left_out}" is missing'


def _turned(name: str) -> Iterator[str]:
    """The name with its words in each other order."""
    words = name.split("-")
    if 1 < len(words) <= _MOST_WORDS:
        for order in permutations(words):
            yield "-".join(order)


def _affixed(name: str, among: Index) -> Iterator[Likeness]:
    """Names that have "python" or "py" elsewhere or not at all."""
    bare = re.sub(_AFFIX, "", name) if "py" in name else name
    if bare == name or len(bare) < _SHORTEST_SLIP:
        return
    is_glued = len(name) == len(bare) + 2  # "py" in front is also what many projects call their own work
    for form in _AFFIXED:
        other = form.format(bare)
        if other != name and other in (among.foremost if is_glued or form != "{}" else among.names):
            yield Likeness(other, 'it says "python" another way')
