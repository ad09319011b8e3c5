"""Readers of manifests, one module for each file format.

A reader module defines `FILES`, a regular expression for the last components of the paths that it
reads, `EXAMPLES` of them for the guide, in which the first sentence of its docstring tells what is
read, and `entries(source, read)`, which yields what the file declares (`model.Entry`) in the order
of the file and raises SourceError when it makes no sense as a whole. Adding one touches no other
hand-written file; `python docs/generate.py` puts its pattern into `_table`, so that a run imports
the readers that it needs and no others. Modules that begin with _ are helpers.
"""

from __future__ import annotations

import importlib
import os
import re
from functools import cache
from typing import Protocol

from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.manifests import _table
from pratique.deps.model import Entries

_HEAD = '''"""Which paths each reader reads. Written by docs/generate.py; do not edit."""

# fmt: off
# ruff: noqa: E501
FILES = (
'''


class Reader(Protocol):
    """What a reader module offers."""

    FILES: str
    EXAMPLES: tuple[str, ...]

    def entries(self, source: Source, read: Read) -> Entries: ...


@cache
def readers() -> dict[str, Reader]:
    """Every reader by the name of its module, sorted."""
    folder = os.path.dirname(os.path.abspath(__file__))
    stems = {entry.partition(".")[0] for entry in os.listdir(folder) if entry.endswith((".py", ".pyc"))}
    return {stem: _reader(stem) for stem in sorted(stems) if not stem.startswith("_")}


def files_pattern() -> str:
    """The regular expression for every path that some reader reads, as the manifest's `files:`."""
    return f"(^|/)({'|'.join(pattern for _, pattern in _table.FILES)})$"


@cache
def _any() -> re.Pattern[str]:
    """The patterns of all readers, each a group under its name."""
    return re.compile(f"(?:^|/)(?:{'|'.join(f'(?P<{name}>{pattern})' for name, pattern in _table.FILES)})$")


def reader_for(path: str) -> Reader | None:
    """The reader of the path (forward slashes), or None when it is no manifest."""
    match = _any().search(path)
    return _reader(str(match.lastgroup)) if match else None


def _reader(name: str) -> Reader:
    reader: Reader = importlib.import_module(f"{__name__}.{name}")
    return reader


def table_source() -> str:
    """The text of `_table`: the pattern of each reader."""
    rows = "".join(f"    ({name!r}, {reader.FILES!r}),\n" for name, reader in readers().items())
    return f"{_HEAD}{rows})\n"
