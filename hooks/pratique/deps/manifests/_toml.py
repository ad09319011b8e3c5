"""Where keys and strings of a TOML document stand: parsers give the values, a finding needs the place.

The document has been parsed by tomli before, so that this walk may rely on it being valid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import tomli

from pratique.core.errors import SourceError
from pratique.core.source import Source
from pratique.deps.manifests import _conflicts

Path = tuple["str | int", ...]

_BLOCK = 1024  # characters
_TOO_DEEP = "not readable: its values are nested too deeply"

_TOKEN = re.compile(
    r"""(?P<skip>[ \t]+|\#[^\n]*)
    |(?P<newline>\r?\n)
    |(?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<mark>[\[\]{}=,.])
    |(?P<bare>[^\s\[\]{}=,.\#"']+)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Text:
    """A string value: its path in the document, and the characters between its quotes.

    verbatim: whether these characters are the value, without escapes.
    """

    path: Path
    value: str
    start: int
    end: int
    verbatim: bool


class Key(NamedTuple):
    """A key where it is written, in a pair, a header or a part of either: the characters without quotes.

    An element of an array of tables has a key of its own: the last part of its header.
    """

    path: Path
    start: int
    end: int


class Places(NamedTuple):
    """Where the keys and the strings of a document stand, by their path; of a key that is repeated the first place."""

    keys: dict[Path, Key]
    texts: dict[Path, Text]


def load(source: Source) -> dict[str, Any]:
    """The document; SourceError with line and column when it is not valid TOML."""
    try:
        return tomli.loads(source.text)
    except tomli.TOMLDecodeError as error:
        end = f"at line {source.text.count(chr(10)) + 1}, the end of the document"
        why = str(error).replace("at end of document", end)
        raise SourceError(f"not valid TOML: {_conflicts.reason(source.text) or why}") from error
    except ValueError as error:  # a number of more digits than Python converts, a date that is none
        raise SourceError(f"not valid TOML: {error}") from error
    except RecursionError as error:
        raise SourceError(_TOO_DEEP) from error


def value(document: dict[str, Any], path: tuple[str, ...]) -> Any:
    """The value at the path, or None where there is none."""
    found: Any = document
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def byte_offset(source: Source, index: int) -> int:
    """Byte offset of the character of that index."""
    if source.text.isascii():
        return index
    before = _offsets(source.text)[index // _BLOCK]
    return before + len(source.text[index - index % _BLOCK : index].encode())


@lru_cache(maxsize=2)
def _offsets(text: str) -> list[int]:
    """Byte offset of every _BLOCKth character: a long file is not encoded anew for each place in it."""
    offsets = [0]
    for start in range(0, len(text), _BLOCK):
        offsets.append(offsets[-1] + len(text[start : start + _BLOCK].encode()))
    return offsets


class _Tokens:
    """The tokens of a document with one of look-ahead; white space and comments left out."""

    def __init__(self, text: str) -> None:
        self._matches = (match for match in _TOKEN.finditer(text) if match.lastgroup != "skip")
        self.next = next(self._matches, None)

    def take(self) -> re.Match[str]:
        match = self.next
        assert match is not None  # the document is valid
        self.next = next(self._matches, None)
        return match

    def at(self, *marks: str) -> bool:
        return self.next is not None and self.next.group() in marks

    def skip_newlines(self) -> None:
        while self.next is not None and self.next.lastgroup == "newline":
            self.take()


def strings(text: str) -> Iterator[Text]:
    """Every string value of a valid document in its order, with its place."""
    return (item for item in walk(text) if isinstance(item, Text))


def places(text: str) -> Places:
    """The places of all keys and string values of a valid document; SourceError when it is nested too deeply."""
    found = Places({}, {})
    try:
        for item in walk(text):
            if isinstance(item, Text):
                found.texts[item.path] = item
            else:
                found.keys.setdefault(item.path, item)
    except RecursionError as error:
        raise SourceError(_TOO_DEEP) from error
    return found


def walk(text: str) -> Iterator[Key | Text]:
    """Every key and every string value of a valid document in its order."""
    tokens = _Tokens(text)
    counts: dict[Path, int] = {}
    table: Path = ()
    while True:
        tokens.skip_newlines()
        if tokens.next is None:
            return
        if tokens.at("["):
            keys = list(_header(tokens, counts))
            table = keys[-1].path
            yield from keys
        else:
            yield from _pair(tokens, table)


def _header(tokens: _Tokens, counts: dict[Path, int]) -> Iterator[Key]:
    """The keys of a table's header; an element of an array of tables has its index in its path."""
    tokens.take()
    is_array = tokens.at("[")
    if is_array:
        tokens.take()
    parts = _keys(tokens, "]")
    if is_array:
        tokens.take()
    path: Path = ()
    for index, (part, start, end) in enumerate(parts):
        path = (*path, part)
        yield Key(path, start, end)
        if is_array and index == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
            yield Key(path, start, end)


def _keys(tokens: _Tokens, end: str) -> list[tuple[str, int, int]]:
    """The parts of a dotted key, each with its place; takes the mark that ends it as well."""
    keys = []
    while not tokens.at(end):
        match = tokens.take()
        if match.lastgroup == "text":
            keys.append((_value(match.group()), match.start() + 1, match.end() - 1))
        elif match.lastgroup == "bare":
            keys.append((match.group(), match.start(), match.end()))
    tokens.take()
    return keys


def _pair(tokens: _Tokens, table: Path) -> Iterator[Key | Text]:
    path = table
    for part, start, end in _keys(tokens, "="):
        path = (*path, part)
        yield Key(path, start, end)
    yield from _element(tokens, path)


def _element(tokens: _Tokens, path: Path) -> Iterator[Key | Text]:
    if tokens.at("["):
        yield from _array(tokens, path)
    elif tokens.at("{"):
        yield from _inline_table(tokens, path)
    elif tokens.next is not None and tokens.next.lastgroup == "text":
        yield _text(tokens.take(), path)
    else:  # numbers, dates, true and false: nothing that a requirement could be
        while tokens.next is not None and tokens.next.lastgroup != "newline" and not tokens.at(",", "]", "}"):
            tokens.take()


def _array(tokens: _Tokens, path: Path) -> Iterator[Key | Text]:
    tokens.take()
    index = 0
    tokens.skip_newlines()
    while not tokens.at("]"):
        yield from _element(tokens, (*path, index))
        index += 1
        tokens.skip_newlines()
        if tokens.at(","):
            tokens.take()
            tokens.skip_newlines()
    tokens.take()


def _inline_table(tokens: _Tokens, path: Path) -> Iterator[Key | Text]:
    tokens.take()
    tokens.skip_newlines()
    while not tokens.at("}"):
        yield from _pair(tokens, path)
        tokens.skip_newlines()
        if tokens.at(","):
            tokens.take()
            tokens.skip_newlines()
    tokens.take()


def _text(match: re.Match[str], path: Path) -> Text:
    raw = match.group()
    quote = 3 if raw[:3] in ('"""', "'''") else 1
    value = _value(raw)
    verbatim = raw[quote : len(raw) - quote] == value
    return Text(path, value, match.start() + quote, match.end() - quote, verbatim)


def _value(raw: str) -> str:
    if raw[:3] in ('"""', "'''") or "\\" in raw:
        return str(tomli.loads(f"value = {raw}")["value"])
    return raw[1:-1]
