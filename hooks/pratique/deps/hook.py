"""The hook `deps`: declared dependencies against what is publicly known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pratique.core import command, room, runner
from pratique.core.errors import PratiqueError, SourceError
from pratique.core.finding import Aside, Outcome, Problem
from pratique.core.hook import Head, Hook, Read, Verb
from pratique.core.settings import Option, Settings
from pratique.core.source import Source
from pratique.deps import ignores, manifests
from pratique.deps.imports import is_python
from pratique.deps.model import Declared, Requirement, Unaudited

ROOM = "pratique.deps.checks"
# The export that the OSV project publishes (google.github.io/osv.dev/data).
OSV_EXPORT = "https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip"

# The checks that ask what code imports; the others ask what is declared.
OF_CODE = ("invented-import", "undeclared-import")
# The checks that speak only where an option asks for them, and are not even imported before.
ON_REQUEST = {
    **dict.fromkeys(("abandoned-project", "fresh-release", "project-status"), "online"),
    **dict.fromkeys(("unknown-package", "unknown-release", "yanked-release"), "online"),
    "vulnerable-resolution": "resolve",
}
_OFFLINE = "offline: whether names and releases exist, are yanked, quarantined or too fresh was not asked (--online)"

OPTIONS = (
    Option("advisories", "path", "", "a zip, a folder or an index of advisories to use instead", flag=True),
    Option("advisories-max-age", "number", 0, "days after which the index is refused; 0 never refuses"),
    Option("advisories-url", "text", OSV_EXPORT, "where `update` fetches the advisories"),
    ignores.OPTION,
    Option("popular-url", "text", "", "where `update` fetches a longer list of well-known names; empty: nowhere"),
    Option("online", "flag", False, "ask the package index whether names and releases exist and stand", flag=True),
    Option("index-url", "text", "", "the package index to ask, instead of the one uv or pip is set to", flag=True),
    Option("extra-index-urls", "texts", (), "further indices to ask, with index-url"),
    Option("online-timeout", "number", 30, "seconds that all questions to the index may take together"),
    Option("private-packages", "texts", (), "patterns of names that no index is told"),
    Option("cooldown", "number", 7, "days before a new release counts as looked at; 0 never asks"),
    Option(
        "abandoned-after", "number", 4, "years without a release after which a project counts as abandoned; 0 never"
    ),
    Option("resolve", "flag", False, "let pip resolve what is not pinned, and look that up", flag=True),
    Option("resolve-service", "text", "pypi", "which of pip-audit's services --resolve --online asks", ("pypi", "osv")),
    Option("resolve-timeout", "number", 300, "seconds that resolving one file may take"),
    Option("strict", "flag", False, "exit with 2 where something that is declared cannot be audited", flag=True),
    Option("environment", "path", "", "the virtual environment whose packages may be imported; else .venv, venv, env"),
)


def wants(path: str, head: Head) -> bool:
    """Whether it is code, whose imports count, or some reader reads the path; its name alone decides."""
    return is_python(path) or manifests.reader_for(path) is not None


def check(source: Source, settings: Settings, read: Read) -> Iterator[Outcome]:
    """What the checks say about the manifest and all that it includes, or about the imports of code."""
    for outcome in _said(source, settings, read):
        if isinstance(outcome, Unaudited) and settings.flag("strict"):
            yield Problem(
                outcome.path, "", f"line {outcome.line}: {outcome.message}" if outcome.line else outcome.message
            )
        else:
            yield outcome


def _said(source: Source, settings: Settings, read: Read) -> Iterator[Outcome]:
    reader = manifests.reader_for(source.path)
    requirements = []
    for entry in reader.entries(source, read) if reader else ():
        if isinstance(entry, Requirement):
            requirements.append(entry)
        else:
            yield entry
    declared = Declared(source, tuple(requirements), settings, read)
    for name in _asked_of(source.path, bool(requirements)):
        if settings.runs(name) and _is_asked_for(name, settings):
            yield from _asked(name, declared)


def _asked_of(path: str, declares: bool) -> Sequence[str]:
    """The checks that the file is for: of code its imports, and what a script declares."""
    if not is_python(path):
        return [name for name in room.names(ROOM) if name not in OF_CODE]
    return room.names(ROOM) if declares else OF_CODE


def _is_asked_for(name: str, settings: Settings) -> bool:
    """Whether the check has a say: one that is selected by name says what it needs."""
    option = ON_REQUEST.get(name)
    return option is None or settings.flag(option) or name in settings.texts("select")


def _asked(name: str, declared: Declared) -> Iterator[Outcome]:
    """One check, kept apart: what it lacks or breaks on does not end the others."""
    try:
        yield from list(room.module(ROOM, name).check(declared))
    except SourceError as error:  # of the file, whatever is asked about it
        yield Problem(declared.source.path, "", str(error))
    except PratiqueError as error:
        yield Problem(declared.source.path, name, str(error))
    except Exception as error:
        yield Problem(declared.source.path, name, runner.crash(error))


def conclude(settings: Settings, read: Read, looked: frozenset[str]) -> Iterable[Outcome]:
    """What is to be said when all files were looked at: what was not asked, and which ignored advisories need not be
    ignored any more."""
    if looked and not settings.flag("online"):
        yield Aside(_OFFLINE)
    if settings.tables(ignores.KEY):
        from pratique.deps.checks import stale_advisory_ignore

        yield from stale_advisory_ignore.conclude(settings, looked)


def _update(arguments: list[str]) -> int:
    from pratique.deps.advisories import update

    return update.main(arguments, OPTIONS)


HOOK = Hook(
    name="deps",
    summary="dependencies and imports: known vulnerabilities, wrong, look-alike and invented names",
    room=ROOM,
    wants=wants,
    check=check,
    conclude=conclude,
    options=OPTIONS,
    verbs={"update": Verb("fetch the advisories and build the index", _update)},
    cached=False,  # the answer depends on the age of the index, and asking it is fast
)


def main(argv: Sequence[str] | None = None) -> int:
    """The command `pratique-deps`."""
    return command.main(HOOK, argv)
