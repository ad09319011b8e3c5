"""What Python does in two steps, or takes apart at run time; the rest its syntax tree shows."""

from __future__ import annotations

from pratique.secrets import names
from pratique.secrets.positions.row import KEY_OF_CHAIN, Row

_QUESTION = rb"""\(\s{0,9}[rb]?["'][^"'\r\n]{0,40}(?i:pass(?:word|code|phrase)?)[^"'\r\n]{0,20}["'][^\r\n()]{0,40}\)"""
_ANSWER = rb"""\([rb]?["'](?P<value>[^"'\s\\]{5,128})(?:\\[rn]){0,2}["']"""
_NEXT = rb"[;\s]{1,80}[\w.]{1,40}"

ROWS = (
    Row(b"expect(", rb"expect" + _QUESTION + _NEXT + rb"\.send(?:line)?" + _ANSWER),
    Row(b"read_until(", rb"read_until" + _QUESTION + _NEXT + rb"\.write" + _ANSWER),
    Row(b"b64encode(", rb"b64encode\(\s{0,9}[rb]?[\"'][\w.@-]{1,64}:(?P<value>[^\"'\s]{5,128})[\"']"),
    Row(b"connect(", rb"connect\([\"']\w{1,40}/(?P<value>[^\s\"'/@]{5,128})@[\w.:/-]{2,80}[\"']"),
    Row(b"account.from_key(", rb"(?i:account\.from_key)\(\s{0,40}" + KEY_OF_CHAIN, names.KEY),
)
