"""The imports of a file by a search over its bytes: cheap, and a little too many rather than too few.

Most files import nothing that is missing; for those this is all that is done. What it finds in a
string or a docstring is sorted out by `tree`, which asks the compiler's parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_GAP = rb"(?:[ \t\f]|\\\r?\n)"
_NAME = rb"[\w.\x80-\xff]+"
_FROM = re.compile(rb"(?:^|[;:\r])" + _GAP + rb"*from" + _GAP + rb"+(" + _NAME + rb")" + _GAP + rb"*\Z")
_PLAIN = re.compile(rb"(?:^|[;:\r])" + _GAP + rb"*\Z")
# What is imported, up to the end of the statement: in parentheses, or with the lines joined by backslashes.
_NAMES = re.compile(rb"[ \t\f]*\(([^)]*)\)|((?:\\\r?\n|[^\r\n;])*)")
_COMMENT = re.compile(rb"#[^\r\n]*")
_DYNAMIC = re.compile(rb"import(?:__|_module)\s*\(\s*[\"'](" + _NAME + rb")[\"']")
_AFTER = b" \t\f\\(*"


class Statement(NamedTuple):
    """An import: the module by its dotted name, and what is imported from it, "" for the module itself.

    offset: the byte at which its line starts.
    """

    module: str
    names: tuple[str, ...]
    offset: int


def statements(data: bytes) -> Iterator[Statement]:
    """What the lines seem to import, relative imports apart, in the order of the file."""
    newline = b"\n" if b"\n" in data else b"\r"
    at = data.find(b"import")
    while at >= 0:
        end = at + len(b"import")
        if data[end : end + 1] in (b"_",):
            dynamic = _DYNAMIC.match(data, at)
            if dynamic and not dynamic[1].startswith(b"."):
                yield Statement(_text(dynamic[1]), (), at)
        elif data[end : end + 1] and data[end] in _AFTER:
            yield from _statement(data, at, end, newline)
        at = data.find(b"import", end)


def _statement(data: bytes, at: int, end: int, newline: bytes) -> Iterator[Statement]:
    start = data.rfind(newline, 0, at) + 1
    head = data[start:at]
    while data[max(0, start - 3) : start].rstrip(b"\r\n")[-1:] == b"\\":  # the statement began on an earlier line
        start = data.rfind(newline, 0, start - 2) + 1
        head = data[start:at]
    origin = _FROM.search(head)
    if not origin and not _PLAIN.search(head):
        return
    found = _NAMES.match(data, end)
    listed = found[1] if found and found[1] is not None else found[2] if found else b""
    names = [item.split()[0] for item in _COMMENT.sub(b"", listed).replace(b"\\", b" ").split(b",") if item.split()]
    if origin:
        if not origin[1].startswith(b"."):
            yield Statement(_text(origin[1]), tuple(map(_text, names)), start)
        return
    for name in names:
        yield Statement(_text(name), (), start)


def _text(name: bytes) -> str:
    return name.decode("utf-8", "replace")
