"""Text that stands in base64: Kubernetes secrets, Basic headers, `echo … | base64 -d`, docker's configuration."""

from __future__ import annotations

import binascii
from collections.abc import Iterator

from pratique.secrets.detector import Text
from pratique.secrets.patterns import compiled

# Base64 of ASCII begins with one of these, and 27 characters hold the shortest token. Text without
# `>`, `?` and `~` needs neither `+` nor `/` (nor `-` and `_`), but what stands around a token may.
_ENCODED = rb"(?:(?<![A-Za-z0-9+/])|(?<=\\[nrt]))[A-Za-f][A-Za-z0-9+/]{26,}"
_PROBE = 16  # decoded first; random letters give twelve printable bytes once in 100,000 times
_LONGEST = 64 * 1024  # characters of a run that are decoded
_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\t\r\n"
_PADDING = b"=="


def _decode(run: bytes) -> bytes | None:
    """The text that the run encodes, or None where it is not printable."""
    run = run[: len(run) - 1] if len(run) % 4 == 1 else run
    try:
        said = binascii.a2b_base64(run + _PADDING)
    except binascii.Error:
        return None
    return None if said.translate(None, _PRINTABLE) else said


def encoded(text: Text) -> Iterator[tuple[int, int, bytes]]:
    """Each run of base64 that says printable text: where it stands, and what it says."""
    if not any(map(_says_text, compiled(_ENCODED).findall(text.long_runs))):
        return
    for match in compiled(_ENCODED).finditer(text.data):
        said = _decode(match[0][:_LONGEST]) if _says_text(match[0]) else None
        if said is not None:
            padding = text.data[match.end() : match.end() + len(_PADDING)]
            yield match.start(), match.end() + len(padding) - len(padding.lstrip(b"=")), said


def _says_text(run: bytes) -> bool:
    return _decode(run[:_PROBE]) is not None
