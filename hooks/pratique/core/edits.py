"""Changing files: byte edits applied together, written so that a crash leaves old or new, whole."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from pratique.core.errors import SourceError
from pratique.core.finding import Edit, Fix


def apply(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The data with all edits made; equal edits count once, ValueError when two overlap."""
    unique = sorted(dict.fromkeys(edits), key=lambda edit: (edit.start, edit.end))
    pieces: list[bytes] = []
    position = 0
    for edit in unique:
        if edit.start < position or edit.end < edit.start or edit.end > len(data):
            raise ValueError(f"the edit of bytes {edit.start} to {edit.end} overlaps another or leaves the file")
        pieces.append(data[position : edit.start])
        pieces.append(edit.text.encode("utf-8", "surrogateescape"))
        position = edit.end
    pieces.append(data[position:])
    return b"".join(pieces)


def _clash(one: Edit, other: Edit) -> bool:
    if one == other:
        return False
    if one.start == one.end == other.start == other.end:
        return False  # two insertions at one place stand beside each other
    return one.start < other.end and other.start < one.end


def compatible(fixes: Sequence[Fix]) -> list[int]:
    """Indices of the fixes that can be applied together; the earlier one wins where two overlap."""
    taken: list[Edit] = []
    chosen: list[int] = []
    for index, fix in enumerate(fixes):
        if not any(_clash(edit, other) for edit in fix.edits for other in taken):
            taken.extend(fix.edits)
            chosen.append(index)
    return chosen


def write(path: str, expected: bytes, content: bytes) -> None:
    """Replace the file's content in one step, keeping its mode; a link's target is replaced.

    SourceError when the file no longer holds the expected bytes or cannot be written.
    """
    target = os.path.realpath(path)
    try:
        with open(target, "rb") as file:
            if file.read() != expected:
                raise SourceError("it changed while it was being checked; nothing was written")
        write_new(target, content, os.stat(target).st_mode & 0o7777)
    except OSError as error:
        raise SourceError(f"cannot be written: {error.strerror}") from error


def write_new(target: str, content: bytes, mode: int = 0o644) -> None:
    """Write a whole file through a temporary neighbour and a rename; OSError when that fails."""
    folder, name = os.path.split(os.path.abspath(target))
    temporary = os.path.join(folder, f".{name[:64]}.{os.getpid()}.pratique")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, mode)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
