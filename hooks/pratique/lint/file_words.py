"""The words of a file, whatever they mean in it."""

from __future__ import annotations

from collections.abc import Iterator

_SPACED = bytes(byte if byte > 127 or chr(byte).isalnum() or byte == ord("_") else 32 for byte in range(256))
_IN_WORDS = frozenset(byte for byte in range(256) if _SPACED[byte] != 32)


def words(data: bytes) -> set[bytes]:
    """Every name, keyword and number of the file; the words of its comments and strings as well."""
    return set(data.translate(_SPACED).split())


def places_of(data: bytes, text: bytes) -> Iterator[int]:
    """The offsets at which the text stands."""
    start = data.find(text)
    while start >= 0:
        yield start
        start = data.find(text, start + len(text))


def places_of_word(data: bytes, word: bytes) -> Iterator[int]:
    """The offsets at which the word stands, not within another."""
    for start in places_of(data, word):
        end = start + len(word)
        if (start == 0 or data[start - 1] not in _IN_WORDS) and (end >= len(data) or data[end] not in _IN_WORDS):
            yield start


def is_word(text: bytes) -> bool:
    """Whether the text, where it occurs, is part of one word."""
    return text.translate(_SPACED) == text and b" " not in text
