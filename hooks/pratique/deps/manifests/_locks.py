"""Whether a lock file says which versions the ranges of a manifest come to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from pratique.core.hook import Read

_OF_PROJECTS = ("uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "requirements.lock")


def of_project(path: str, read: Read) -> bool:
    """Whether a lock file lies beside the pyproject.toml or above it, where workspaces keep theirs."""
    return any(read(posixpath.join(folder, name)) is not None for folder in upwards(path) for name in _OF_PROJECTS)


def of_input(path: str, read: Read) -> bool:
    """Whether the .in file has its compiled .txt beside it, as pip-compile and uv write it."""
    stem, suffix = posixpath.splitext(path)
    return suffix == ".in" and read(f"{stem}.txt") is not None


def upwards(path: str) -> Iterator[str]:
    """The folder of the file and those above it, up to the root, which is ""."""
    folder = posixpath.dirname(path)
    while folder:
        yield folder
        folder = posixpath.dirname(folder.rstrip("/")) if folder != "/" else ""
    yield ""
