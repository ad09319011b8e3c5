"""Readers of manifests, one module for each file format.

A reader module defines `FILES`, a regular expression for the last components of the paths that it
reads, `EXAMPLES` of them for the guide, in which the first sentence of its docstring tells what is
read, and `entries(source, read)`, which yields what the file declares (`model.Entry`) in the order
of the file and raises SourceError when it makes no sense as a whole. Adding one touches no other
file. Modules that begin with _ are helpers.
"""

from __future__ import annotations

import importlib
import os
import re
from functools import cache
from typing import Protocol

from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.model import Entries


class Reader(Protocol):
    """What a reader module offers."""

    FILES: str
    EXAMPLES: tuple[str, ...]

    def entries(self, source: Source, read: Read) -> Entries: ...


@cache
def readers() -> dict[str, Reader]:
    """Every reader by the name of its module, sorted. They import nothing costly at load time."""
    folder = os.path.dirname(os.path.abspath(__file__))
    stems = {entry.partition(".")[0] for entry in os.listdir(folder) if entry.endswith((".py", ".pyc"))}
    return {stem: importlib.import_module(f"{__name__}.{stem}") for stem in sorted(stems) if not stem.startswith("_")}


def files_pattern() -> str:
    """The regular expression for every path that some reader reads, as the manifest's `files:`."""
    return f"(^|/)({'|'.join(reader.FILES for reader in readers().values())})$"


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    return tuple((re.compile(f"(?:^|/)(?:{reader.FILES})$"), reader) for reader in readers().values())


def reader_for(path: str) -> Reader | None:
    """The reader of the path (forward slashes), or None when it is no manifest."""
    for pattern, reader in _patterns():
        if pattern.search(path):
            return reader
    return None
