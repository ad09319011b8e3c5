"""`pratique-lint`: insecure patterns in Python source code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pratique.core import command
from pratique.core.finding import Outcome
from pratique.core.hook import Head, Hook, Read
from pratique.core.settings import Settings
from pratique.core.source import Source
from pratique.lint.screen_table import PROFILES

ROOM = "pratique.lint.rules"
_SMALL = 1_000  # bytes
_HIGH = ("strict", "pedantic")
_SHEBANG = re.compile(rb"#![^\r\n]*\bpython[0-9.]*w?\b")


def wants(path: str, head: Head) -> bool:
    """Python source and stub files, and scripts whose first line names Python."""
    name = path.rpartition("/")[2]
    if name.endswith((".py", ".pyi", ".pyw")):
        return True
    return "." not in name and _SHEBANG.match(head()) is not None


def screen(source: Source, settings: Settings) -> bool:
    """Whether the file is worth a look into the cache: a small one is looked at faster than looked up.

    False only where no rule could find anything and the file is Python.
    """
    if len(source.data) > _SMALL:
        return True
    from pratique.lint.analysis import is_clean

    return not is_clean(source, _names(settings))


def check(source: Source, settings: Settings, read: Read) -> Iterable[Outcome]:
    """Findings of every rule that is on."""
    from pratique.lint.analysis import check as run

    return run(source, settings, _names(settings), read)


@lru_cache(maxsize=8)
def _names(settings: Settings) -> tuple[str, ...]:
    """The rules that are on, and `rule@profile` for those profiles up to which their findings are shown."""
    names = [name for name in PROFILES if settings.shows_finding(name, PROFILES[name])]
    return (*names, *(f"{name}@{high}" for name in names for high in _HIGH if settings.shows_finding(name, high)))


HOOK = Hook(
    name="lint",
    summary="insecure patterns in Python, with fixes that keep the formatting",
    room=ROOM,
    wants=wants,
    check=check,
    screen=screen,
)


def main(argv: Sequence[str] | None = None) -> int:
    """The command `pratique-lint`; returns the exit code."""
    return command.main(HOOK, argv)
