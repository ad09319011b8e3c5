"""The files of one moment, by path from the repository's root: on disk, in the index, or of a commit.

`content` is for the files that the run was asked to look at; `other` serves a rule that follows an
import or a nested file, and never leaves the repository. Of a path that ends in a slash it gives the
names in that folder, one a line and sorted, those of folders with a slash behind them.
"""

from __future__ import annotations

import codecs
import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import BinaryIO

from pratique.core import git
from pratique.core.errors import GitError, SourceError
from pratique.core.source import byte_order_mark

HEAD_SIZE = 8192
_PIECE = 8_000_000
_LONGEST_LINE = 64_000_000


def inside(path: str) -> bool:
    """Whether a path, relative to the root, can name something below it."""
    return "\0" not in path and not os.path.isabs(path) and os.path.normpath(path).split(os.sep)[0] != ".."


def _pieces(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The file in pieces of whole lines, each with the number of its first line.

    UTF-16 and UTF-32 become UTF-8: only their first piece has a mark that tells what they are.
    """
    line, rest, decode = 1, b"", None
    while block := file.read(_PIECE):
        if decode is None:
            decode = _decoder(block)
        rest += decode(block)
        cut = rest.rfind(b"\n") + 1 or (len(rest) if len(rest) > _LONGEST_LINE else 0)
        if cut:
            piece, rest = rest[:cut], rest[cut:]
            yield line, piece
            line += piece.count(b"\n") + piece.count(b"\r") - piece.count(b"\r\n")
    if rest:
        yield line, rest


def _decoder(head: bytes) -> Callable[[bytes], bytes]:
    _, encoding = byte_order_mark(head)
    if encoding == "utf-8":
        return bytes
    wide = codecs.getincrementaldecoder(encoding)("replace")
    return lambda block: wide.decode(block).encode("utf-8", "replace")


def _listed(names: Iterable[str]) -> bytes:
    return "\n".join(sorted(names)).encode("utf-8", "surrogateescape")


def _names(folder: str) -> bytes:
    """The names in a folder on disk, in the form of `other`."""
    try:
        with os.scandir(folder) as entries:
            return _listed(f"{entry.name}/" if entry.is_dir() else entry.name for entry in entries)
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}") from error


@dataclass(frozen=True)
class Disk:
    """The work tree as it is; overlay holds what is given another way (standard input)."""

    root: str
    overlay: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def _top(self) -> str:
        """The root, its links resolved."""
        return os.path.realpath(self.root)

    def place(self, path: str) -> str:
        return os.path.join(self.root, path)

    def content(self, path: str, limit: int | None = None) -> bytes:
        """The first limit bytes, or all; SourceError when it is not a readable regular file."""
        if path in self.overlay:
            return self.overlay[path][:limit]
        try:
            if not stat.S_ISREG(os.stat(self.place(path)).st_mode):
                raise SourceError("not a regular file")
            with open(self.place(path), "rb") as file:
                return file.read(-1 if limit is None else limit)
        except OSError as error:
            raise SourceError(f"cannot be read: {error.strerror}") from error

    def other(self, path: str) -> bytes | None:
        """Content of a file of the repository, None when there is none or a link leads outside."""
        if not inside(path):
            return None
        is_folder, path = path.endswith("/"), os.path.normpath(path)
        if path not in self.overlay and not os.path.lexists(self.place(path)):
            return None  # most of what an import may mean is not there
        real = os.path.realpath(self.place(path))
        if os.path.commonpath((real, self._top)) != self._top:
            return None
        try:
            return _names(self.place(path)) if is_folder else self.content(path)
        except SourceError:
            return None

    def pieces(self, path: str) -> Iterator[tuple[int, bytes]]:
        """The content in pieces of whole lines, each with the number of its first line."""
        if path in self.overlay:
            yield from _pieces(io.BytesIO(self.overlay[path]))
            return
        try:
            with open(self.place(path), "rb") as file:
                yield from _pieces(file)
        except OSError as error:
            raise SourceError(f"cannot be read: {error.strerror}") from error


@dataclass(frozen=True)
class Stored:
    """Blobs of git: the index, or a commit's tree. listing gives path -> object id of them all."""

    root: str
    listing: Callable[[], Mapping[str, str]]
    objects: git.Objects
    known: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _all(self) -> Mapping[str, str]:
        return self.listing()

    def content(self, path: str, limit: int | None = None) -> bytes:
        """The first limit bytes, or all; SourceError when git does not hold it."""
        oid = self.known[path] if path in self.known else self._all.get(path)
        if oid is None:
            raise SourceError("git does not hold it")
        if oid == git.UNMERGED:
            raise SourceError("the merge conflict in it is not resolved; resolve it and `git add` the file")
        try:
            return self.objects.read(oid)[:limit]
        except GitError as error:
            raise SourceError(str(error)) from error

    @cached_property
    def _folders(self) -> Mapping[str, bytes]:
        """The names in each folder by its path; "." is the root."""
        names: dict[str, set[str]] = {}
        for path in self._all:
            folder, _, name = path.rpartition("/")
            while name not in names.setdefault(folder or ".", set()):
                names[folder or "."].add(name)
                if not folder:
                    break
                folder, _, last = folder.rpartition("/")
                name = f"{last}/"
        return {folder: _listed(found) for folder, found in names.items()}

    def other(self, path: str) -> bytes | None:
        is_folder, path = path.endswith("/"), os.path.normpath(path).replace(os.sep, "/")
        if is_folder:
            return self._folders.get(path)
        return self.content(path) if path in self._all else None

    def pieces(self, path: str) -> Iterator[tuple[int, bytes]]:
        yield from _pieces(io.BytesIO(self.content(path)))


Snapshot = Disk | Stored
