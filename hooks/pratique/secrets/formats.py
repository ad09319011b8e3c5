"""Recognise tokens in their issuers' formats, by one pass over the text whatever the number of formats.

A generated table (`needle_table`) tells which detectors a piece of text concerns; only those are
loaded, and their patterns are tried only where the needle stands. The cost is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.secrets.detector import DOUBTED, PROVEN, PUBLIC, UNPROVEN, Format, Hit, Text, words
from pratique.secrets.needle_table import ALONE, HEADS, NAMES, PIECES
from pratique.secrets.patterns import compiled
from pratique.secrets.plausible import is_fake_token
from pratique.secrets.published import is_published

# A word byte before a prefix means that it is the tail of a longer word (`task-`, `desk-`)...
_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_COLOUR = rb"(?:\x1b|\\(?:x1b|e|033|u001b))\[[0-9;]{0,12}m"
# ... unless it belongs to an escape: `\n` in a JSON string, `%3D` in a URL, `=3D` in a message, a colour
# of a terminal (ECMA-48).
_ESCAPE = rb"(?:\\[nrtfb\"'\\]|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|=3D|" + _COLOUR + rb")"
_ESCAPE_BEFORE = _ESCAPE + rb"\Z"
_LONGEST_ESCAPE = 20
_LONGEST = 4096
# Where the needle stands inside the token, so much after it is looked at; none of those is longer.
_AFTER = 128
_NAME_AFTER = 256
# Where the name stands behind the token: as far as from the word that calls it a key, and to the end of a remark.
_NAME_BEFORE, _NAME_BEHIND = 140, 40
# The shortest of the words that placeholders are made of stands in long tokens by chance, too: then it
# is in mixed case, or within other letters.
_FAKE_BY_CHANCE = rb"(?!fake(?![a-z])|FAKE(?![A-Z])|Fake(?![a-z]))(?i:fake)"
# A token ends where its word ends: what goes on is something longer.
_END = rb"(?![A-Za-z0-9])"

# Random text has this somewhere, most code has not.
_MIXED = rb"[0-9][A-Za-z]|[A-Za-z][0-9]"

_PIECE_BYTES = bytes(byte if byte in _WORD else 0x20 for byte in range(256))
_HEAD_SIZES = sorted({len(head) for head in HEADS})
# Shorter beginnings than this are those of many words; the tokens that have one go on for long.
_TELLING = 4
_SHORTEST_PIECE = 15


def concerned(text: Text) -> list[str]:
    """Names of the detectors of which a needle occurs, sorted."""
    runs = text.long_runs
    if not runs:
        return []
    pieces = _pieces(runs)
    if b"\\" in runs or b"%" in runs or b"=3D" in runs:
        pieces |= _pieces(compiled(_ESCAPE).sub(b" ", runs))
    if b"\x1b[" in text.data or b"1b[" in text.data:
        pieces.update(compiled(_COLOUR + rb"([A-Za-z0-9]+)").findall(text.data))
    found = {name for piece in PIECES.keys() & pieces for name in PIECES[piece]}
    long_pieces = [piece for piece in pieces if len(piece) >= _SHORTEST_PIECE]
    for size in _HEAD_SIZES:
        heads = {piece[:size] for piece in (pieces if size >= _TELLING else long_pieces)}
        for head in HEADS.keys() & heads:
            found.update(HEADS[head])
    found.update(name for needle, names in ALONE.items() if needle in runs for name in names)
    if compiled(_MIXED).search(runs):
        found.update(name for needle, names in NAMES.items() if needle in text.lower for name in names)
    return sorted(found)


def _pieces(runs: bytes) -> set[bytes]:
    found: set[bytes] = set()
    for pieces in words(runs, _PIECE_BYTES):
        found.update(pieces)
    return found


def _begins_word(data: bytes, start: int) -> bool:
    if start == 0 or data[start - 1] not in _WORD:
        return True
    return compiled(_ESCAPE_BEFORE).search(data, max(0, start - _LONGEST_ESCAPE), start) is not None


def _occurrences(data: bytes, needle: bytes) -> Iterator[int]:
    position = data.find(needle)
    while position >= 0:
        yield position
        position = data.find(needle, position + 1)


def _matches(text: Text, token: Format) -> Iterator[re.Match[bytes]]:
    data = text.data
    pattern = compiled(rb"(?:" + token.pattern + rb")" + _END)
    for position in _occurrences(text.lower if token.named else data, token.needle):
        if token.before:
            for match in pattern.finditer(data, max(0, position - token.before), position + _AFTER):
                if match.start() > position:
                    break
                if match.end() > position and _begins_word(data, match.start()):
                    yield match
        elif token.named or _begins_word(data, position):
            whole = pattern.match(data, position, position + (_NAME_AFTER if token.named else _LONGEST))
            if whole:
                yield whole
            elif token.behind:
                start = max(0, position - _NAME_BEFORE)
                yield from compiled(token.behind).finditer(data, start, position + _NAME_BEHIND)


def _standing(token: Format, value: bytes) -> int:
    if token.public:
        return PUBLIC
    right = token.check(value) if token.check else None
    return UNPROVEN if right is None else PROVEN if right else DOUBTED


def _is_placeholder(value: bytes) -> bool:
    return is_fake_token(compiled(_FAKE_BY_CHANCE).sub(b"f_ke", value)) or is_published(
        value.decode("ascii", "replace")
    )


def hits(text: Text, tokens: tuple[Format, ...]) -> Iterator[Hit]:
    """The tokens of the text that have one of the formats, without visible placeholders."""
    for token in tokens:
        if token.context not in text.lower:
            continue
        for match in _matches(text, token):
            start, end = match.span("secret" if "secret" in match.re.groupindex else 0)
            value = text.data[start:end]
            standing = _standing(token, value)
            if standing in (PROVEN, PUBLIC) or not _is_placeholder(value[token.prefix :]):
                yield Hit(start, end, token.prefix, standing)
