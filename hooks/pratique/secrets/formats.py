"""Token formats that a fixed piece of text gives away, found without a regular expression over the file.

Every format names a needle, the literal that each of its tokens holds. It is looked for in the long
runs of the text, and only where it stands is the pattern tried; the cost is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pratique.secrets.detector import Find, Hit, Text
from pratique.secrets.patterns import compiled
from pratique.secrets.plausible import is_fake_token

# A word byte before a prefix means that it is the tail of a longer word (`task-`, `desk-`)...
_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
# ... unless it belongs to an escape: `\n` in a JSON string, `%3D` in a URL.
_ESCAPE = rb"(?:\\[nrtfb\"'\\]|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2})\Z"
_LONGEST = 4096
# Where the needle stands inside the token, so much after it is looked at; none of those is longer.
_AFTER = 128


class Format(NamedTuple):
    """One token format.

    needle: literal bytes within every token. pattern: the whole token; group "secret" narrows it.
    before: how many bytes of a match may precede the needle (0: the token begins with it).
    shown: how many leading bytes are public; by default the needle's, where it comes first.
    context: a lower-case word that the file must hold, for formats that are weak on their own.
    """

    needle: bytes
    pattern: bytes
    before: int = 0
    shown: int = -1
    context: bytes = b""

    @property
    def names_it(self) -> bool:
        """Whether the needle stands before the secret, not in it."""
        return b"?P<secret>" in self.pattern

    @property
    def public(self) -> int:
        return self.shown if self.shown >= 0 else 0 if self.before else len(self.needle)


def _begins_word(data: bytes, start: int) -> bool:
    if start == 0 or data[start - 1] not in _WORD:
        return True
    return compiled(_ESCAPE).search(data, max(0, start - 6), start) is not None


def _occurrences(data: bytes, needle: bytes) -> Iterator[int]:
    position = data.find(needle)
    while position >= 0:
        yield position
        position = data.find(needle, position + 1)


def _matches(text: Text, token: Format) -> Iterator[re.Match[bytes]]:
    data = text.data
    for position in _occurrences(data, token.needle):
        if not token.before:
            if _begins_word(data, position):
                match = compiled(token.pattern).match(data, position, position + _LONGEST)
                if match:
                    yield match
            continue
        for match in compiled(token.pattern).finditer(data, max(0, position - token.before), position + _AFTER):
            if match.start() > position:
                break
            if match.end() > position and _begins_word(data, match.start()):
                yield match


def _search(text: Text, tokens: tuple[Format, ...]) -> Iterator[Hit]:
    for token in tokens:
        searched = text.data if token.names_it else text.long_runs
        if token.needle not in searched or token.context not in text.lower:
            continue
        for match in _matches(text, token):
            start, end = match.span("secret" if "secret" in match.re.groupindex else 0)
            if not is_fake_token(text.data[start + token.public : end]):
                yield Hit(start, end, token.public)


def finder(*tokens: Format) -> Find:
    """A `find` for a detector whose credentials all have one of these formats."""
    return lambda text: _search(text, tokens)
