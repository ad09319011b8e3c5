"""What a manifest declares, in one form for every file format."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pratique.core.finding import Notice, Problem
from pratique.core.hook import Read
from pratique.core.redact import mask, visible
from pratique.core.settings import Settings
from pratique.core.source import Source


class Requirement(NamedTuple):
    """A distribution that a manifest asks for, and where it stands.

    source: the file that holds it, which may be one that the checked manifest includes.
    name: canonical. start, end: bytes of source.data to point at; where the name stands in the file
    at all, it stands at start. version: the exact version, or "" when it is not pinned to one.
    specifier: the constraint as PEP 440 writes it, whatever the file's own way is; for an address, "@ " and it.
    version_span: the bytes that hold exactly the version, where writing another one is all that
    raising it takes. lower, lower_span: the same for the version at the lower bound of a range
    (`>=`, `~=`, or what another tool writes for them). held: why it takes more than that, "" otherwise.
    command: what raises it in a generated file, "" where a person edits the line. open_by_design:
    ranges are the normal thing in this manifest (a library's metadata, the input of a compiler of
    lock files). locked: whether a lock file in the repository says what the range comes to.
    """

    source: Source
    name: str
    start: int
    end: int
    version: str = ""
    specifier: str = ""
    version_span: tuple[int, int] | None = None
    held: str = ""
    command: str = ""
    open_by_design: bool = False
    locked: bool = False
    lower: str = ""
    lower_span: tuple[int, int] | None = None


# What a reader yields: a line that it cannot make sense of is a Problem, one that no advisory can
# speak about (a local project, a commit of a repository) a Notice.
Entry = Requirement | Problem | Notice
Entries = Iterable[Entry]


class Declared(NamedTuple):
    """What a check is asked about: one file, and all that it and the files which it includes declare.

    requirements: in the order of the file. read: serves the other files of the snapshot (core.hook.Read).
    """

    source: Source
    requirements: tuple[Requirement, ...]
    settings: Settings
    read: Read


class Unaudited(Notice):
    """A notice that something which is declared was not looked up; a problem where the settings say `strict`."""

    __slots__ = ()


def unaudited(source: Source, offset: int, what: str, why: str) -> Unaudited:
    """Says that the declaration at the byte offset was seen and cannot be audited."""
    message = _fit_to_show(f"{what} is not audited: {why}")
    return Unaudited(message, source.path, source.line_index(offset) + source.first_line)


def unreadable(source: Source, offset: int, message: str) -> Problem:
    """Says that the line at the byte offset makes no sense; the rest of the file still counts."""
    line = source.line_index(offset) + source.first_line
    return Problem(source.path, "", f"line {line}: {_fit_to_show(message)}")


def _fit_to_show(message: str) -> str:
    """The message without the password of an address that it quotes."""
    return visible(mask(message))
