"""Texts of SQL with values in them: where a value can be bound, and the text with placeholders."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

_Value = TypeVar("_Value")

_BOUND = re.compile(r"\s*(?:select|insert|update|delete|replace|with|merge|call)\b", re.IGNORECASE)
# What stands before a value: an operator, a word that takes one, or the list of VALUES.
_BEFORE = re.compile(
    r"(?:[=<>]|\|\||\b(?:like|ilike|glob|regexp|limit|offset|between|escape)|\bbetween\s+\S+\s+and)\s*\Z",
    re.IGNORECASE,
)
_IN_LIST = re.compile(r"\bvalues\s*\((?:(?:[^()]|\([^()]*\))*,)?\s*\Z", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:\Z|[,);]|\|\|)|\s+[a-z]", re.IGNORECASE)
# Before a literal: it belongs to what is declared, or has a form of its own.
_NO_VALUE = re.compile(
    r"\b(?:interval|date|time|timestamp|as|from|join|into|table|by|collate|zone|[enxb])\s*\Z", re.IGNORECASE
)
_COMMENT = re.compile(r"--|/\*|#")


@dataclass(frozen=True)
class Bound(Generic[_Value]):
    """A statement with placeholders, and for each of them the pieces of text that it stands for."""

    statement: str
    parameters: tuple[tuple[str | _Value, ...], ...]


@dataclass
class _Scan(Generic[_Value]):
    """text: what is written so far; ended: its length when the last literal or value ended.

    literal: the pieces of the literal at hand, None outside of one; quote: its quotes.
    """

    text: str = ""
    ended: int = -1
    quote: str = ""
    literal: list[str | _Value] | None = None
    parameters: list[tuple[str | _Value, ...]] = field(default_factory=list)


class _NotBindable(Exception):
    """A value stands where a statement takes no parameter."""


def bind(parts: Sequence[str | _Value], placeholder: Callable[[int], str]) -> Bound[_Value] | None:
    """The statement with a placeholder for every value; None where one of them cannot be bound.

    placeholder gives its spelling by number, from 1. A literal with values in it becomes one
    parameter, without its quotes. Names of tables and columns, ORDER BY and keywords are no values.
    """
    texts = "".join(part if isinstance(part, str) else " " for part in parts)
    if not _BOUND.match(texts) or _COMMENT.search(texts):
        return None
    scan: _Scan[_Value] = _Scan()
    try:
        for place, part in enumerate(parts):
            if isinstance(part, str):
                for character in part:
                    _take(scan, character, placeholder)
            elif scan.literal is not None:
                scan.literal.append(part)
            else:
                following = next(_texts(parts[place + 1 :]), "")
                _bare(scan, part, following, placeholder)
    except _NotBindable:
        return None
    return None if scan.literal is not None else Bound(scan.text, tuple(scan.parameters))


def _texts(parts: Sequence[str | _Value]) -> Iterator[str]:
    """The text up to the next value."""
    for part in parts:
        yield part if isinstance(part, str) else "?"


def _take(scan: _Scan[_Value], character: str, placeholder: Callable[[int], str]) -> None:
    """One character of constant text."""
    if scan.literal is None:
        if character in "'\"`":
            if scan.ended == len(scan.text):
                raise _NotBindable  # a doubled quote goes on with the literal before it
            scan.quote, scan.literal = character, []
        else:
            scan.text += character
    elif character == scan.quote:
        _close(scan, placeholder)
    elif scan.literal and isinstance(scan.literal[-1], str):
        scan.literal[-1] += character
    else:
        scan.literal.append(character)


def _close(scan: _Scan[_Value], placeholder: Callable[[int], str]) -> None:
    """The end of a literal: a constant one stays as it is."""
    pieces = scan.literal or []
    scan.literal = None
    if all(isinstance(piece, str) for piece in pieces):
        scan.text += scan.quote + "".join(piece for piece in pieces if isinstance(piece, str)) + scan.quote
        scan.ended = len(scan.text)
        return
    plain = scan.quote == "'" and not _NO_VALUE.search(scan.text)
    if not plain and not (scan.quote == '"' and takes_value(scan.text)):
        raise _NotBindable
    _put(scan, tuple(pieces), placeholder)


def _bare(scan: _Scan[_Value], value: _Value, following: str, placeholder: Callable[[int], str]) -> None:
    """A value outside of quotes: only where nothing but a value can stand."""
    if not takes_value(scan.text) or not _AFTER.match(following):
        raise _NotBindable
    _put(scan, (value,), placeholder)


def takes_value(text: str) -> bool:
    """Whether what follows the text, outside of quotes, is a value: after an operator, or in the list of VALUES."""
    return _BEFORE.search(text) is not None or _IN_LIST.search(text) is not None


def _put(scan: _Scan[_Value], pieces: tuple[str | _Value, ...], placeholder: Callable[[int], str]) -> None:
    if scan.text[-1:].isalnum():
        raise _NotBindable
    scan.parameters.append(pieces)
    scan.text += placeholder(len(scan.parameters))
    scan.ended = len(scan.text)
