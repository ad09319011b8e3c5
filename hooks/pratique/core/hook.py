"""What a hook tells the core about itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pratique.core.finding import Outcome
from pratique.core.settings import Option, Settings
from pratique.core.source import Source

# The content of another file of the same snapshot by its path from the repository's root, or
# None where there is none or it lies outside the repository. With a slash at its end the path is
# that of a folder, "./" being the root: the names in it, one a line, folders with a slash behind.
Read = Callable[[str], "bytes | None"]
# The first kilobytes of a file; called only when the path alone does not decide.
Head = Callable[[], bytes]
# check(source, settings, read): pure; SourceError says that the file cannot be checked.
Check = Callable[[Source, Settings, Read], Iterable[Outcome]]
# conclude(settings, read, looked): what no file alone shows, once all of them were checked. looked:
# the files that were checked in full.
Conclude = Callable[[Settings, Read, "frozenset[str]"], Iterable[Outcome]]


def _nothing(settings: Settings, read: Read, looked: frozenset[str]) -> Iterable[Outcome]:
    return ()


def _always(source: Source, settings: Settings) -> bool:
    return True


def _no_key(settings: Settings) -> str:
    return ""


def _none(source: Source) -> Iterable[bytes]:
    return ()


def _never(rule: str) -> bool:
    return False


class Verb(NamedTuple):
    """A command of the hook beside `check`: run(arguments after the verb) -> exit code."""

    help: str
    run: Callable[[list[str]], int]


@dataclass(frozen=True)
class Hook:
    """One hook of the collection.

    name: "lint"; the command is `pratique-lint`. room: the package whose modules are its rules,
    one file each (see core.room). wants: whether a path is this hook's business.
    check: finds. conclude: asked once, at the end of a run in which the hook looked at anything.
    screen: a cheap look that says False when check could not find anything; a file that it turns
    away costs neither imports nor cache. options: the keys of `[tool.pratique.NAME]`.
    data_key: identity of data outside the repository that results depend on (part of the cache
    key). streams: whether files over the size limit are looked at in pieces. cached: whether
    results are worth keeping. credentials: the credentials in a text,
    which nothing may show, not even the diff of a fix beside them. needs_reason: whether findings of the
    rule of that name are accepted in a baseline only with a reason.
    """

    name: str
    summary: str
    room: str
    wants: Callable[[str, Head], bool]
    check: Check
    conclude: Conclude = _nothing
    screen: Callable[[Source, Settings], bool] = _always
    options: tuple[Option, ...] = ()
    verbs: Mapping[str, Verb] = field(default_factory=dict)
    data_key: Callable[[Settings], str] = _no_key
    streams: bool = False
    cached: bool = True
    credentials: Callable[[Source], Iterable[bytes]] = _none
    needs_reason: Callable[[str], bool] = _never

    @property
    def conceals(self) -> bool:
        """Whether what it looks for must not be quoted, not even by an error in its own code."""
        return self.credentials is not _none

    @property
    def command(self) -> str:
        return f"pratique-{self.name}"


class Job(NamedTuple):
    """A hook with its settings in this run."""

    hook: Hook
    settings: Settings
