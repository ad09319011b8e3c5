"""How hidden characters are made to vanish or to show."""

from __future__ import annotations

import re
from typing import NamedTuple

from pratique.prompts.document import Document, Hit
from pratique.prompts.literals import JSON, PYTHON, Literal, enclosing, takes_escapes

_SEPARATORS = dict.fromkeys("\u2028\u2029", " ")
# Further into a line than this, counting quotes proves nothing (and takes too long in minified code).
_COUNTED = 2000
_QUOTE = re.compile(r"[\"'`]")


class Repair(NamedTuple):
    """text: what stands in place of the characters. risk: what may change by it, "" for nothing."""

    text: str
    title: str
    risk: str = ""


def replacement(document: Document, hit: Hit, strings: list[Literal]) -> Repair:
    """How the hit is made to vanish or to show. strings: the literals of the document."""
    if hit.instead is not None:
        known = document.extension in PYTHON or not document.is_code
        risk = "" if known else "not every language takes the character for what is written instead"
        return Repair(hit.instead, "write what the character means", risk)
    characters = document.text[hit.start : hit.end]
    literal = enclosing(strings, hit.start)
    if literal is not None and takes_escapes(document.text, literal, hit.start, hit.end):
        escape = _json_escape if document.extension in JSON else _python_escape
        return Repair("".join(map(escape, characters)), "write the characters as escapes")
    removed = "".join(_SEPARATORS.get(character, "") for character in characters)
    return Repair(removed, "remove the characters", _risk(document, hit, literal))


def _risk(document: Document, hit: Hit, literal: Literal | None) -> str:
    """What removal may change, beside the weakness."""
    if literal is not None:
        return "the value of a string changes, in which an escape cannot stand for the character"
    has_known_strings = document.extension in PYTHON or document.extension in JSON
    if (document.is_code or hit.keep_quoted) and not has_known_strings and _is_quoted(document, hit.start):
        return "the characters seem to stand in a string, whose value changes"
    return ""


def _python_escape(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _json_escape(character: str) -> str:
    """RFC 8259, section 7: beyond U+FFFF as a surrogate pair."""
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def _is_quoted(document: Document, position: int) -> bool:
    """Whether a quote on the line is still open, as far as one line can tell."""
    start, _ = document.line_bounds(position)
    if position - start > _COUNTED:
        return True
    quotes = _QUOTE.findall(document.text, start, position)
    return any(quotes.count(quote) % 2 for quote in set(quotes))
