"""Where the strings of a TOML document stand: parsers give the values, a finding needs the place.

The document has been parsed by tomli before, so that this walk may rely on it being valid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import tomli

from pratique.core.errors import SourceError
from pratique.core.source import Source

Path = tuple["str | int", ...]

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


def load(source: Source) -> dict[str, Any]:
    """The document; SourceError with line and column when it is not valid TOML."""
    try:
        return tomli.loads(source.text)
    except tomli.TOMLDecodeError as error:
        raise SourceError(f"not valid TOML: {error}") from error
    except RecursionError as error:
        raise SourceError("not readable: its values are nested too deeply") from error


def byte_offset(source: Source, index: int) -> int:
    """Byte offset of the character of that index."""
    return index if source.text.isascii() else len(source.text[:index].encode())


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
    tokens = _Tokens(text)
    counts: dict[Path, int] = {}
    table: Path = ()
    while True:
        tokens.skip_newlines()
        if tokens.next is None:
            return
        if tokens.at("["):
            table = _header(tokens, counts)
        else:
            yield from _pair(tokens, table)


def _header(tokens: _Tokens, counts: dict[Path, int]) -> Path:
    """The path of a table's header; an element of an array of tables has its index in it."""
    tokens.take()
    is_array = tokens.at("[")
    if is_array:
        tokens.take()
    keys = _keys(tokens, "]")
    if is_array:
        tokens.take()
    path: Path = ()
    for index, key in enumerate(keys):
        path = (*path, key)
        if is_array and index == len(keys) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _keys(tokens: _Tokens, end: str) -> list[str]:
    """The parts of a dotted key; takes the mark that ends it as well."""
    keys = []
    while not tokens.at(end):
        match = tokens.take()
        if match.lastgroup == "text":
            keys.append(_value(match.group()))
        elif match.lastgroup == "bare":
            keys.append(match.group())
    tokens.take()
    return keys


def _pair(tokens: _Tokens, table: Path) -> Iterator[Text]:
    keys = _keys(tokens, "=")
    yield from _element(tokens, (*table, *keys))


def _element(tokens: _Tokens, path: Path) -> Iterator[Text]:
    if tokens.at("["):
        yield from _array(tokens, path)
    elif tokens.at("{"):
        yield from _inline_table(tokens, path)
    elif tokens.next is not None and tokens.next.lastgroup == "text":
        yield _text(tokens.take(), path)
    else:  # numbers, dates, true and false: nothing that a requirement could be
        while tokens.next is not None and tokens.next.lastgroup != "newline" and not tokens.at(",", "]", "}"):
            tokens.take()


def _array(tokens: _Tokens, path: Path) -> Iterator[Text]:
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


def _inline_table(tokens: _Tokens, path: Path) -> Iterator[Text]:
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
