"""One file's content as every hook sees it: UTF-8 bytes, whatever it is stored as.

All offsets in spans and edits count bytes of that view. `encode` turns an edited view back into
what belongs on disk: same byte-order mark, same encoding.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pratique.core.errors import SourceError
from pratique.core.finding import Confidence, Edit, Excerpt, Finding, Fix, Region, Related, Severity
from pratique.core.redact import MASK, mask, visible

if TYPE_CHECKING:
    from pratique.core.rule import Rule

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# PEP 263: the declaration stands in the first or second line, the first being blank or a comment.
_COOKIE = re.compile(rb"\A(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n?|\n))?[ \t\f]*#[^\r\n]*?coding[:=][ \t]*([-\w.]+)")
_NEWLINE = re.compile(rb"\r\n?|\n")
_SPACES = re.compile(r"\s+")
_EXCERPT_WIDTH = 640
_CONTEXT = 2000  # bytes to either side that are masked with an excerpt, since a key's name tells what it is
# What may be a part of a word, at either end of a window: half a key looks harmless.
_IN_WORD = re.compile(rb"[^\s\"'`,;(){}\[\]]*")


class Secret(NamedTuple):
    """Where a credential stands in the view, and how many leading bytes of it may be shown."""

    start: int
    end: int
    shown: int = 0


@dataclass(frozen=True)
class Source:
    """A file of the snapshot: path from the repository's root with forward slashes, and content.

    data: the UTF-8 view without byte-order mark. Bytes that are not UTF-8 stay as they are when
    the file declares no encoding; `text` raises SourceError then, `tolerant_text` does not.
    first_line: number of the first line of data (a large file may be looked at in pieces).
    """

    path: str
    data: bytes
    encoding: str = "utf-8"
    bom: bytes = b""
    first_line: int = 1

    @classmethod
    def load(cls, path: str, raw: bytes) -> Source:
        """Source for the bytes of a file; SourceError when a declared encoding does not fit."""
        bom, encoding = byte_order_mark(raw)
        if bom:
            return cls(path, _recode(raw[len(bom) :], encoding), encoding, bom)
        if path.endswith((".py", ".pyi", ".pyw")):
            cookie = _COOKIE.match(raw)
            if cookie:
                encoding = _codec_name(cookie.group(1))
                data = _recode(raw, encoding)
                if not data.startswith(cookie.group()):  # UTF-16 and the like: nobody's text is that by accident
                    raise SourceError(f"declares the encoding {encoding!r}, in which the declaration cannot be read")
                return cls(path, data, encoding)
        return cls(path, raw)

    def encode(self, data: bytes) -> bytes:
        """The bytes to store for an edited view; SourceError when the encoding cannot hold it."""
        if self.encoding == "utf-8":
            return self.bom + data
        try:
            return self.bom + data.decode("utf-8").encode(self.encoding)
        except UnicodeError as error:
            raise SourceError(f"the change cannot be stored as {self.encoding}: {error}") from error

    @cached_property
    def text(self) -> str:
        """The view decoded; SourceError when it is not valid UTF-8."""
        try:
            return self.data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = self.data.count(b"\n", 0, error.start) + self.first_line
            raise SourceError(
                f"not valid UTF-8 (byte 0x{self.data[error.start]:02x} in line {line}); "
                "save it as UTF-8 or declare its encoding"
            ) from error

    @cached_property
    def tolerant_text(self) -> str:
        """The view decoded, each byte that is not UTF-8 as one surrogate (PEP 383)."""
        return self.data.decode("utf-8", "surrogateescape")

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the view, in hexadecimal."""
        import hashlib  # only for files that pass the screen

        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Byte offset of the start of each line."""
        return (0, *(match.end() for match in _NEWLINE.finditer(self.data)))

    def line_index(self, offset: int) -> int:
        """Index, from 0, of the line that holds the byte offset."""
        return bisect_right(self.line_starts, offset) - 1

    def line_bytes(self, index: int) -> bytes:
        """The line of that index without its newline; b"" past the end."""
        start, end = self.line_bounds(index)
        return self.data[start:end]

    def line_bounds(self, index: int) -> tuple[int, int]:
        """Byte offsets of the start of the line and of its end before the newline."""
        starts = self.line_starts
        if not 0 <= index < len(starts):
            return (len(self.data), len(self.data))
        end = starts[index + 1] if index + 1 < len(starts) else len(self.data)
        while end > starts[index] and self.data[end - 1] in b"\r\n":
            end -= 1
        return (starts[index], end)

    def region(self, start: int, end: int) -> Region:
        """Lines and columns of the byte range [start, end)."""
        line, column = self._position(start)
        end_line, end_column = self._position(max(start, end))
        return Region(line, column, end_line, end_column)

    def _position(self, offset: int) -> tuple[int, int]:
        index = self.line_index(offset)
        prefix = self.data[self.line_starts[index] : offset]
        return index + self.first_line, len(prefix.decode("utf-8", "surrogateescape")) + 1

    def span(self, region: Region) -> tuple[int, int]:
        """The byte range [start, end) of a region of this source; `region` turned round."""
        return self._offset(region.line, region.column), self._offset(region.end_line, region.end_column)

    def _offset(self, line: int, column: int) -> int:
        start, end = self.line_starts[line - self.first_line], len(self.data)
        if line - self.first_line + 1 < len(self.line_starts):
            end = self.line_starts[line - self.first_line + 1]
        before = self.data[start:end].decode("utf-8", "surrogateescape")[: column - 1]
        return start + len(before.encode("utf-8", "surrogateescape"))

    def finding(
        self,
        hook: str,
        rule: Rule,
        start: int,
        end: int,
        message: str = "",
        *,
        help: str = "",
        fix: Fix | None = None,
        related: Sequence[Related] = (),
        severity: Severity | None = None,
        confidence: Confidence | None = None,
        secrets: Sequence[Secret] = (),
        digest: str = "",
        properties: Sequence[tuple[str, str]] = (),
    ) -> Finding:
        """A finding of rule on the bytes [start, end), masked and placed.

        secrets: where credentials stand, to be blanked in excerpt and fingerprint.
        What is not given is taken from the rule.
        """
        line = self._blanked_line(start, secrets)
        return Finding(
            hook=hook,
            rule=rule.name,
            severity=severity or rule.severity,
            confidence=confidence or rule.confidence,
            cwe=rule.cwe,
            message=message or rule.summary,
            help=help or rule.help,
            path=self.path,
            region=self.region(start, end),
            excerpt=self._excerpt(start, end, secrets),
            fingerprint=fingerprint(rule.name, line),
            profile=rule.profile,
            related=tuple(related),
            fix=fix and fix._replace(edits=tuple(map(self._placed, fix.edits))),
            digest=digest,
            properties=tuple(properties),
        )

    def _placed(self, edit: Edit) -> Edit:
        return edit._replace(region=self.region(edit.start, edit.end))

    def _blanked_line(self, start: int, secrets: Sequence[Secret]) -> str:
        """The line that holds the offset, masked, with runs of space as one; of a very long line what is near."""
        first, last = self.context(start)
        return _SPACES.sub(" ", mask(_blank(self, first, last, secrets))).strip()

    def context(self, start: int) -> tuple[int, int]:
        """Bounds of what may be quoted around the offset: the line; of a very long one a window that cuts no word."""
        first, last = self.line_bounds(self.line_index(start))
        if last - first <= 2 * _CONTEXT:
            return first, last
        if start - first > _CONTEXT:
            first = start - _CONTEXT + _in_word(self.data[start - _CONTEXT : start])
        if last - start > _CONTEXT:
            last = start + _CONTEXT
            last -= _in_word(self.data[start:last][::-1])
        return first, last

    def _excerpt(self, start: int, end: int, secrets: Sequence[Secret]) -> Excerpt:
        """The first line of the range, cut to a window when it is very long."""
        first, last = self.context(start)
        end = max(start, min(end, last))
        before = visible(mask(_blank(self, first, start, secrets)))
        marked = visible(mask(_blank(self, start, end, secrets)))
        whole = visible(mask(_blank(self, first, last, secrets)))
        if not whole.startswith(before + marked):  # masked across the borders of the range
            before, marked = whole[: start - first], ""
        cut = len(whole) - len(whole.lstrip()) if len(whole) <= _EXCERPT_WIDTH else len(before) - _EXCERPT_WIDTH // 4
        cut = max(0, min(cut, len(before)))
        text = whole[cut : cut + _EXCERPT_WIDTH].rstrip()
        mark = len(before) - cut
        length = max(0, min(len(marked), len(text) - mark))
        return Excerpt(text, mark if length else 0, length)


def _in_word(text: bytes) -> int:
    """How many bytes at the beginning may be those of one word."""
    match = _IN_WORD.match(text)
    return match.end() if match else 0


def byte_order_mark(raw: bytes) -> tuple[bytes, str]:
    """The mark that the bytes begin with, and the encoding it declares; without one b"" and UTF-8."""
    return next(((bom, encoding) for bom, encoding in _BOMS if raw.startswith(bom)), (b"", "utf-8"))


def _blank(source: Source, start: int, end: int, secrets: Sequence[Secret]) -> str:
    """The text of the range with every credential that reaches into it replaced."""
    pieces: list[bytes] = []
    position = start
    for secret in sorted(secrets, key=lambda item: item.start):
        if secret.end <= position or secret.start >= end:
            continue
        if secret.start >= position:
            pieces.append(source.data[position : secret.start])
            pieces.append(source.data[secret.start : secret.start + secret.shown])
        pieces.append(MASK.encode())
        position = min(end, secret.end)
    pieces.append(source.data[position:end])
    return b"".join(pieces).decode("utf-8", "surrogateescape")


def fingerprint(*parts: str) -> str:
    """A short hash of the parts: 32 hexadecimal digits."""
    import hashlib

    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _codec_name(cookie: bytes) -> str:
    name = cookie.decode("ascii", "replace")
    try:
        codec = codecs.lookup(name)
        with contextlib.suppress(UnicodeError):
            b" ".decode(name)  # a codec that is not one of text (rot13) refuses all but nothing
    except LookupError as error:
        raise SourceError(f"declares the unknown encoding {name!r}") from error
    return "utf-8" if codec.name == "utf-8-sig" else codec.name


def _recode(raw: bytes, encoding: str) -> bytes:
    if encoding == "utf-8":
        return raw
    try:
        return raw.decode(encoding).encode("utf-8")
    except UnicodeError as error:
        raise SourceError(f"not valid {encoding}: {error}") from error
