"""What a reader file states, and which readers a text has: the public face of this room for readers.

Every text is searched for assignments (`assignments`). A reader knows more of one kind of file: it
yields what the search cannot see, because the syntax tree, escapes or columns hide it. A module
of `readers` defines `READER`; adding one touches no other file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from pratique.core import room
from pratique.secrets.detector import Text

PACKAGE = "pratique.secrets.readers"


class Assignment(NamedTuple):
    """A value at bytes [start, end), given to something of the kind (see `names`).

    certain: the text marks the value as one (quotes, an option, a configuration file); otherwise
    only a value that is plainly random may be taken for a credential. value: what those bytes
    mean where that is not what they spell (escapes, a literal in pieces).
    """

    kind: str
    start: int
    end: int
    certain: bool
    value: str = ""


class Reader(NamedTuple):
    """How one kind of file is read.

    reads: whether a file with that name (lower case, without folders) is of the kind.
    find: yields what is assigned in such a text, in any order; a text that it cannot make sense of
    has nothing for it.
    """

    reads: Callable[[str], bool]
    find: Callable[[Text], Iterator[Assignment]]


@cache
def _readers() -> tuple[Reader, ...]:
    return tuple(room.module(PACKAGE, name).READER for name in room.names(PACKAGE))


def read(text: Text) -> Iterator[Assignment]:
    """What the readers for the kind of file find."""
    name = text.path.rsplit("/", 1)[-1].lower()
    for reader in _readers():
        if reader.reads(name):
            yield from reader.find(text)


def has_extension(*extensions: str) -> Callable[[str], bool]:
    """A `reads` for names that end so."""
    return lambda name: name.endswith(extensions)
