"""Strings in JSON that hold text of their own: prompt logs, approved commands, settings of tools.

JSON (RFC 8259) escapes quotes and line ends, behind which the search does not see a call or a line.
"""

from __future__ import annotations

from collections.abc import Iterator

from pratique.secrets import names
from pratique.secrets.detector import Text
from pratique.secrets.patterns import compiled
from pratique.secrets.reader import Assignment, Reader, has_extension
from pratique.secrets.views import View

# A string without an end goes to that of the text: trying each of its quotes again would take its square.
# A quote that ends a string is followed by no backslash before the next one, so this finds the beginnings.
_WITH_ESCAPES = rb"""(?s)"(?P<inside>[^"\\]*\\.(?:[^"\\]|\\.)*)(?:"|\Z)"""
# A pair in the other order: `{"value": "…", "name": "DB_PASSWORD"}`.
_BACKWARDS = (
    rb""""value"\s{0,9}:\s{0,9}"(?P<value>[^"\s\\]{5,300})"\s{0,9},"""
    rb'''\s{0,40}"(?:name|key)"\s{0,9}:\s{0,9}"(?P<name>[^"\s]{2,60})"'''
)
_WORDS = rb"(?i)pass|pwd|secret|token|key|credential|auth|login"
_LONGEST_WORD = 4000  # what goes on for longer without a space is an image or an archive


def _find(text: Text) -> Iterator[Assignment]:
    for match in compiled(_BACKWARDS).finditer(text.data):
        kind = names.kind(match["name"].decode("utf-8", "replace"))
        if kind:
            yield Assignment(kind, *match.span("value"), True)
    for match in compiled(_WITH_ESCAPES).finditer(text.data):
        start, end = match.span("inside")
        if not compiled(_WORDS).search(text.data, start, end):
            continue
        if end - start < _LONGEST_WORD or b" " in text.data[start : start + _LONGEST_WORD]:
            yield from View(text.data, [(start, end)]).assignments("string.md")


READER = Reader(has_extension(".json", ".jsonl", ".ndjson", ".jsonc", ".json5", ".har", ".webmanifest"), _find)
