"""Read the patches that `git log -p --full-index` writes, as a stream: one hunk is held at a time, and a bounded one.

The lines of a hunk are counted, since what a patch removes or adds may itself look like a patch.
A merge is given as git's combined diff: its own are the lines that no parent has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, NamedTuple

# git log's format for what comes before each patch: no line of a patch begins with NUL.
FORMAT = "%x00%H%x00%an%x00%as"
_MARK = b"\0"
_LONGEST_LINE = 32_000_000  # bytes; a longer line is looked at in pieces
_LARGEST_HUNK = 4_000_000  # bytes after which a hunk is handed on in parts
_KEPT = 20  # lines of a part that the next one repeats, for what is told by the line before
_HUNK = re.compile(rb"(@@+) ((?:-\d+(?:,\d+)? )+)\+(\d+)(?:,(\d+))? @@+")
_SUBMODULE = re.compile(rb"(?:new file mode|index [0-9a-f,]+\.\.[0-9a-f]+(?: |$)|mode ).*160000")
_INDEX = re.compile(rb"index ([0-9a-f,]+)\.\.([0-9a-f]+)")
_ESCAPE = re.compile(rb"\\(?:([0-7]{3})|(.))")
_ESCAPED = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}


class Commit(NamedTuple):
    """A commit: object id, author's name, date of authorship (ISO 8601, the day)."""

    oid: str
    author: str = ""
    day: str = ""


class Change(NamedTuple):
    """What a commit does to a file: its path, and the object ids of the content in each parent and after it."""

    path: bytes = b""
    before: tuple[str, ...] = ()
    after: str = ""


class Binary(NamedTuple):
    """A change whose lines git does not show, be the file binary or said to be by `.gitattributes`."""

    change: Change


class Submodule(NamedTuple):
    """A change of the commit that a submodule stands at."""


@dataclass
class Hunk:
    """A stretch of a file after the commit: its text from line `first` on, and which lines were added."""

    change: Change
    first: int
    lines: list[bytes] = field(default_factory=list)
    added: set[int] = field(default_factory=set)
    size: int = 0

    def rest(self) -> Hunk:
        """The hunk that goes on where this one was handed over, with its last lines for context."""
        kept = self.lines[-_KEPT:] if self.size < 2 * _LARGEST_HUNK else []
        return Hunk(self.change, self.first + len(self.lines) - len(kept), list(kept))


def read(stream: IO[bytes]) -> Iterator[Commit | Binary | Submodule | Hunk]:
    """What the log holds, in its order; a hunk only when it adds something."""
    change = Change()
    for line in iter(lambda: stream.readline(_LONGEST_LINE), b""):
        if line.startswith(_MARK):
            yield _commit(line)
        elif line.startswith(b"diff --"):
            change = Change(_changed(line.rstrip(b"\n")))
        elif line.startswith(b"rename to "):
            change = change._replace(path=_name(line[len(b"rename to ") :].rstrip(b"\n")))
        elif line.startswith(b"+++ "):
            change = change._replace(path=_name(line[4:].rstrip(b"\n")).removeprefix(b"b/"))
        elif line.startswith(b"@@"):
            yield from (hunk for hunk in _hunk(stream, line, change) if change.after)
        elif line.startswith(b"Binary files "):
            yield Binary(change)
        elif _SUBMODULE.match(line):
            change = Change()  # what its patch tells is no content of a file
            yield Submodule()
        elif change.path and (ids := _INDEX.match(line)):
            change = change._replace(before=tuple(ids[1].decode().split(",")), after=ids[2].decode())


def _commit(line: bytes) -> Commit:
    oid, author, day = line[1:].rstrip(b"\n").decode("utf-8", "surrogateescape").split("\0")
    return Commit(oid, author, day)


def _changed(line: bytes) -> bytes:
    """The path that `diff --git a/PATH b/PATH` or `diff --cc PATH` names; of a rename, `rename to` tells it."""
    kind, _, names = line.removeprefix(b"diff --").partition(b" ")
    return _name(names[len(names) // 2 + 1 :]).removeprefix(b"b/") if kind == b"git" else _name(names)


def _name(name: bytes) -> bytes:
    """A path as git writes it: unquoted, without the tab that git puts after blanks."""
    name = name.removesuffix(b"\t")
    if name.startswith(b'"') and name.endswith(b'"'):
        name = _ESCAPE.sub(_unescaped, name[1:-1])
    return name


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 0xFF])
    return _ESCAPED.get(match[2], match[2])


def _hunk(stream: IO[bytes], header: bytes, change: Change) -> Iterator[Hunk]:
    numbers = _HUNK.match(header)
    if numbers is None:
        return
    parents = len(numbers[1]) - 1
    old = [int(part.partition(b",")[2] or 1) for part in numbers[2].split()]
    new = int(numbers[4] or 1)
    hunk = Hunk(change, int(numbers[3]))
    while new > 0 or any(count > 0 for count in old):
        line = stream.readline(_LONGEST_LINE)
        if not line:
            break
        if line.startswith(b"\\"):  # "\ No newline at end of file"
            continue
        signs, text = line[:parents], line[parents:]
        removed = b"-" in signs
        old = [
            count - (sign == 0x2D or (not removed and sign != 0x2B))
            for count, sign in zip(old, signs.ljust(parents), strict=True)
        ]
        new -= not removed
        for piece in _pieces(stream, text):
            if not removed:
                _append(hunk, piece, signs == b"+" * parents)
            if hunk.size > _LARGEST_HUNK:
                if hunk.added:
                    yield hunk
                hunk = hunk.rest()
    if hunk.added:
        yield hunk


def _pieces(stream: IO[bytes], line: bytes) -> Iterator[bytes]:
    """The line, and where it is longer than what is read at once, the rest of it."""
    yield line
    while not line.endswith(b"\n"):
        line = stream.readline(_LONGEST_LINE)
        if not line:
            return
        yield line


def _append(hunk: Hunk, line: bytes, added: bool) -> None:
    if added:
        hunk.added.add(hunk.first + len(hunk.lines))
    hunk.lines.append(line)
    hunk.size += len(line)
