"""Changing files: byte edits applied together, written so that a crash leaves old or new, whole."""

from __future__ import annotations

import contextlib
import os
from bisect import bisect_right, insort
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


def compatible(fixes: Sequence[Fix]) -> list[int]:
    """Indices of the fixes that can be applied together; the earlier one wins where two overlap.

    Insertions at one place stand beside each other, and one may touch what is replaced.
    """
    known: set[Edit] = set()
    taken: list[tuple[int, int]] = []  # (end, start) of all that was chosen, none overlapping another
    chosen: list[int] = []
    for index, fix in enumerate(fixes):
        new = [edit for edit in dict.fromkeys(fix.edits) if edit not in known]
        if any(_overlaps(edit, taken) for edit in new):
            continue
        chosen.append(index)
        known.update(new)
        for edit in new:
            insort(taken, (edit.end, edit.start))
    return chosen


def _overlaps(edit: Edit, taken: Sequence[tuple[int, int]]) -> bool:
    index = bisect_right(taken, (edit.start, edit.start))
    return index < len(taken) and taken[index][1] < edit.end


def write(path: str, expected: bytes | None, content: bytes) -> None:
    """Replace the file's content in one step, keeping its mode; a link's target is replaced.

    SourceError when the file no longer holds the expected bytes (None: is there) or cannot be written.
    """
    try:
        if expected is None:
            if os.path.lexists(path):
                raise SourceError("it was made while others were being checked; nothing was written")
            write_new(path, content)
            return
        with open(path, "rb") as file:
            if file.read() != expected:
                raise SourceError("it changed while it was being checked; nothing was written")
        if not os.access(path, os.W_OK):
            raise SourceError("it is read-only; nothing was written")
        write_new(path, content)
    except OSError as error:
        raise SourceError(f"cannot be written: {error.strerror}") from error


def write_new(path: str, content: bytes) -> None:
    """Write a whole file through a temporary neighbour and a rename; OSError when that fails.

    The mode and owner of the file that is there are kept; a new one is made as the user's umask wants
    it. A link's target is replaced; what is no regular file (a pipe, a terminal) is written to.
    """
    target = os.path.realpath(path)
    # what /dev/stdout leads to may be a regular file, but it is not ours to replace
    if path.startswith(("/dev/", "/proc/")) or (os.path.exists(target) and not os.path.isfile(target)):
        with open(path, "ab") as file:
            file.write(content)
        return
    temporary = os.path.join(os.path.dirname(target), f".pratique-{os.urandom(6).hex()}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            if os.path.exists(target):
                _keep_rights(target, temporary)
            file.write(content)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def _keep_rights(target: str, temporary: str) -> None:
    """Mode and, for who may give a file away, owner; before there is any content to protect."""
    status = os.stat(target)
    with contextlib.suppress(PermissionError):
        os.chown(temporary, status.st_uid, status.st_gid)
    os.chmod(temporary, status.st_mode & 0o7777)
