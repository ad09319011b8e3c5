"""The file that lists, without their values, the environment variables that a program needs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pratique.core.source import Source

EXAMPLE = ".env.example"


def listed(raw: bytes, names: Iterable[str]) -> bytes:
    """The file with a line `NAME=` for every name that it does not hold yet, set or commented out.

    SourceError where it is not in the encoding that its byte-order mark declares.
    """
    source = Source.load(EXAMPLE, raw)
    return source.encode(_with(source.data, names))


def _with(content: bytes, names: Iterable[str]) -> bytes:
    newline = b"\r\n" if b"\r\n" in content else b"\n"
    missing = [name for name in sorted(set(names)) if not _holds(content, name)]
    if not missing:
        return content
    gap = newline if content and not content.endswith((b"\n", b"\r")) else b""
    return content + gap + b"".join(name.encode("ascii") + b"=" + newline for name in missing)


def _holds(content: bytes, name: str) -> bool:
    return re.search(rb"(?m)^[ \t#]*(?:export[ \t]+)?" + re.escape(name.encode()) + rb"[ \t]*=", content) is not None
