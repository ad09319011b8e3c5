"""A small hook for the tests of core: every word in capitals makes something happen.

`install(monkeypatch)` makes its rules known. It looks at files that end in `.dum` and `.py`, and at files
without an extension that begin with `dummy`.
"""

from __future__ import annotations

import hmac
import os
import re

from pratique.core import command, room
from pratique.core.errors import DataError, SourceError
from pratique.core.finding import Edit, Fix, Notice, Problem, Related
from pratique.core.hook import Hook
from pratique.core.settings import Option
from pratique.core.source import Secret, Source

ROOM = "support.dummy_rules"
NAME = "dummy"
_FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "dummy_rules")
_WORD = re.compile(rb"[A-Z]{3,}(?:=[a-z0-9]+|:[\w./]+)?")
RULES = {
    b"BAD": "bad-word",
    b"WORSE": "worse-word",
    b"LOUD": "loud-word",
    b"IMPORT": "plain-import",
    b"STUBBORN": "stubborn-word",
    b"BREAKING": "breaking-word",
    b"NESTED": "nested-word",
    b"HELD": "held-key",
}
OPTIONS = (
    Option("colour", "text", "red", "a colour", choices=("red", "green")),
    Option("depth", "number", 3, "a depth", flag=True),
    Option("loud", "flag", False, "a flag"),
    Option("names", "texts", (), "some names"),
    Option("place", "path", "", "a place", flag=True),
)
checked: list[str] = []  # the paths that check was really run on, for tests of the cache


def install(monkeypatch) -> None:
    """Make the rules known to core for the length of a test."""
    names = room.names

    def with_dummy(package: str) -> tuple[str, ...]:
        if package != ROOM:
            return names(package)
        stems = (name[:-3] for name in os.listdir(_FOLDER) if name.endswith(".py") and not name.startswith("_"))
        return tuple(sorted(stem.replace("_", "-") for stem in stems))

    room.owners.cache_clear()
    monkeypatch.setitem(room.ROOMS, NAME, ROOM)
    monkeypatch.setattr(room, "names", with_dummy)
    room.owners()
    checked.clear()


def wants(path, head):
    if path.endswith("wants-crashes.dum"):
        raise RuntimeError("wants failed")
    return path.endswith((".dum", ".py")) or (path.rsplit("/", 1)[-1].startswith("dummy") and b"\0" not in head())


def screen(source, settings):
    return re.search(rb"[A-Z]{3,}", source.data) is not None


def check(source, settings, read):
    checked.append(source.path)
    found = [(match, match.group()) for match in _WORD.finditer(source.data)]
    secrets = [Secret(m.start() + 5, m.end()) for m, word in found if word.startswith(b"HELD=")]
    for match, word in found:
        yield from _event(word, source.path)
        if word.startswith(b"INCLUDE:"):
            yield from _included(source, settings, read, word[8:].decode())
        rule = RULES.get(word.partition(b"=")[0])
        if rule is not None:
            yield _finding(source, settings, match, rule, secrets)


def _event(word, path):
    if word == b"CRASH":
        raise RuntimeError("the dummy crashed")
    if word == b"LEAVE":
        raise SystemExit(0)
    if word == b"STOP":
        raise KeyboardInterrupt
    if word == b"UNREADABLE":
        raise SourceError("cannot be understood")
    if word == b"NODATA":
        raise DataError("there is no data")
    if word == b"PROBLEM":
        yield Problem(path, "bad-word", "one rule failed")
    if word == b"NOTICE":
        yield Notice("something to know")


def _included(source, settings, read, path):
    content = read(path)
    if content is None:
        yield Problem(source.path, "", f"includes {path}, which is not there")
        return
    nested = Source.load(path, content)
    for match in re.finditer(rb"BAD", nested.data):
        yield _finding(nested, settings, match, "bad-word", [])


def _finding(source, settings, match, name, secrets):
    start, end = match.span()
    value = match.group().partition(b"=")[2]
    digest = hmac.new(settings.salt, value, "sha256").hexdigest() if settings.salt and value else ""
    related = [Related(source.path, source.region(0, 1), "it begins here")] if name == "worse-word" else []
    return source.finding(
        NAME,
        room.rule(ROOM, name),
        start,
        end,
        fix=_fix(name, start, end),
        secrets=secrets,
        digest=digest,
        related=related,
        properties=(("word", name), ("aliases", "one,two")),
    )


def _fix(name, start, end):
    fixes = {
        "bad-word": Fix("write good", True, (Edit(start, end, "good"),)),
        "worse-word": Fix("write better", False, (Edit(start, end, "better"),), "it may mean something else"),
        "plain-import": Fix("import it", True, (Edit(0, 0, "import plain\n"), Edit(start, end, "plain"))),
        "stubborn-word": Fix("add a space", True, (Edit(start, start, " "),)),
        "breaking-word": Fix("break it", True, (Edit(start, end, "UNREADABLE"),)),
        # the edit reaches over what follows, so that two of them in a row overlap
        "nested-word": Fix("write nest", True, (Edit(start, end + 1, "nest."),)),
    }
    return fixes.get(name)


HOOK = Hook(
    name=NAME,
    summary="words in capitals",
    room=ROOM,
    wants=wants,
    check=check,
    screen=screen,
    options=OPTIONS,
)


def main(argv=None) -> int:
    return command.main(HOOK, argv)
