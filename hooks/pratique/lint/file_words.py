"""The words of a file, whatever they mean in it."""

from __future__ import annotations

_SPACED = bytes(byte if byte > 127 or chr(byte).isalnum() or byte == ord("_") else 32 for byte in range(256))


def words(data: bytes) -> set[bytes]:
    """Every name, keyword and number of the file; the words of its comments and strings as well."""
    return set(data.translate(_SPACED).split())


def is_word(text: bytes) -> bool:
    """Whether the text, where it occurs, is part of one word."""
    return text.translate(_SPACED) == text and b" " not in text
