"""Standard output and error: colour, bytes, progress."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TextIO

from pratique.core.errors import OutputError

_PROGRESS_FROM = 200  # files; below that a run is over before a bar could be read
_PROGRESS_STEP = 25


def colour_wanted(choice: str, stream: TextIO | None) -> bool:
    """`--color` decides; on auto NO_COLOR (no-color.org) and FORCE_COLOR, then the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream is not None and stream.isatty())


def put(stream: TextIO | None, content: str | bytes) -> None:
    """Write whatever the stream's own encoding; a reader that went away is no error.

    OutputError when the content is lost in another way (disk full). Standard error may be closed.
    """
    if stream is None:  # Python's way to say that the descriptor is closed
        return
    raw = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    try:
        stream.flush()
        stream.buffer.write(raw)
        stream.flush()
    except BrokenPipeError:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError as error:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if stream is sys.stderr:
            return  # nobody is left to be told
        raise OutputError(f"the output cannot be written: {error.strerror}") from error


def progress(done: int, total: int) -> None:
    """A bar on standard error while work is long and someone watches."""
    if total < _PROGRESS_FROM or sys.stderr is None or not sys.stderr.isatty():
        return
    if done >= total:
        put(sys.stderr, "\r\x1b[K")
    elif done % _PROGRESS_STEP == 0:
        filled = 30 * done // total
        put(sys.stderr, f"\r[{'#' * filled}{'.' * (30 - filled)}] {done:,}/{total:,}")
