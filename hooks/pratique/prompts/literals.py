"""Where an escape may stand in place of a character: strings of Python and of JSON.

A scanner and no parser: a file with hidden characters often is no valid program.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

PYTHON = frozenset({"py", "pyi", "pyw"})
# Not .ipynb: its strings are texts of their own, where an escape would vanish again on opening.
JSON = frozenset({"json", "jsonc", "jsonl", "json5", "webmanifest", "arb"})

_PYTHON_START = re.compile(r"#[^\r\n]*|(?<!\w)(?P<prefix>[rRbBuUfFtT]{0,2})(?P<quote>\"\"\"|'''|\"|')")
_PYTHON_ENDS = {
    quote: re.compile(
        rf"(?:\\.|[^\\])*?{quote}" if len(quote) == 3 else rf"(?:\\.|[^\\\r\n])*?(?:{quote}|(?=[\r\n]))", re.DOTALL
    )
    for quote in ('"""', "'''", '"', "'")
}
_JSON_STRING = re.compile(r'"(?:\\.|[^"\\\r\n])*"?')


@dataclass(frozen=True)
class Literal:
    """A string: characters [start, end) between the quotes, and the lower-case prefix."""

    start: int
    end: int
    prefix: str = ""


def literals(text: str, extension: str) -> list[Literal]:
    """The strings of the file in ascending order; none for other languages."""
    if extension in PYTHON:
        return list(_python(text))
    if extension in JSON:
        return [Literal(match.start() + 1, match.end()) for match in _JSON_STRING.finditer(text)]
    return []


def _python(text: str) -> Iterator[Literal]:
    position = 0
    while start := _PYTHON_START.search(text, position):
        position = start.end()
        quote = start.group("quote")
        if quote is None:
            continue
        end = _PYTHON_ENDS[quote].match(text, position)
        stop = end.end() if end else len(text)
        yield Literal(position, stop, start.group("prefix").lower())
        position = stop


def enclosing(found: list[Literal], position: int) -> Literal | None:
    index = bisect_right(found, position, key=lambda literal: literal.start) - 1
    return found[index] if index >= 0 and position < found[index].end else None


def takes_escapes(text: str, literal: Literal, start: int, end: int) -> bool:
    """Whether escapes may stand for the characters [start, end) of the literal.

    Not in raw strings, in the replacement field of an f-string, after a backslash, or in bytes
    for what is no byte of ASCII.
    """
    prefix = set(literal.prefix)
    if "r" in prefix or ("b" in prefix and not text[start:end].isascii()):
        return False
    backslashes = 0
    while start - backslashes > literal.start and text[start - backslashes - 1] == "\\":
        backslashes += 1
    if backslashes % 2:
        return False
    if prefix & set("ft"):
        plain = text[literal.start : start].replace("{{", "").replace("}}", "")
        return plain.count("{") <= plain.count("}")
    return True
