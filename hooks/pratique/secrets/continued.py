"""Words that go on in the next line or string: a backslash at the end of the line, `"…" + "…"`, PHP's `"…" . "…"`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.secrets.detector import Text
from pratique.secrets.patterns import compiled

_WORD = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+%~-"
_BLANK = b" \t\r\n"
_REACH = 300
_LINE = rb"\\\r?\n[ \t]{0,80}"
_PLUS = rb"""\+\s{0,80}(?P<quote>["'`])"""
_DOT = rb"""\.\s{0,80}(?P<quote>["'`])"""
_JOINT = rb"""\\\r?\n[ \t]{0,80}|(?P<quote>["'`])\s{0,80}[+.]\s{0,80}(?P=quote)"""
_AFTER = rb"(?:[\w./+%~-]|" + _JOINT + rb"){1,600}"


def continued(text: Text) -> Iterator[tuple[int, int, bytes]]:
    """Each word in pieces: where it begins and ends, and what it is when they are put together."""
    operator = _DOT if text.path.endswith(".php") else _PLUS
    for pattern in (_LINE, operator):
        end = 0
        for joint in compiled(pattern).finditer(text.data):
            piece = _before(text.data, joint) if joint.start() >= end else b""
            after = compiled(_AFTER).match(text.data, joint.end()) if piece else None
            if after:
                end = after.end()
                start = text.data.rindex(piece, 0, joint.start())
                yield start, end, piece + re.sub(compiled(_JOINT), b"", after[0])


def _before(data: bytes, joint: re.Match[bytes]) -> bytes:
    """The piece that ends where the joint begins, within the same quotes; empty where none does."""
    left = data[max(0, joint.start() - _REACH) : joint.start()]
    if "quote" in joint.re.groupindex:
        left = left.rstrip(_BLANK)
        if not left.endswith(joint["quote"]):
            return b""
        left = left[:-1]
    return left[len(left.rstrip(_WORD)) :]
