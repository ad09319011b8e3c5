"""Entries of `ignored-advisories` that ignore nothing any more."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pratique.core import git
from pratique.core.errors import DataError, PratiqueError
from pratique.core.finding import Confidence, Finding, Outcome, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.core.settings import Settings
from pratique.core.source import Source
from pratique.deps import ignores, manifests
from pratique.deps.ignores import Ignore
from pratique.deps.model import Declared

if TYPE_CHECKING:
    from pratique.deps.advisories.index import Index

_HEAD = "[[tool.pratique.deps.ignored-advisories]]\n"

RULE = Rule(
    name="stale-advisory-ignore",
    summary="an advisory is ignored that need not or may not be ignored any more",
    help="take the entry out of the settings, or give it a new date after looking at it again",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(1395,),
    what=(
        "An entry of `ignored-advisories` in the settings whose date has passed; whose id no advisory of the index has "
        "(it is misspelt, or was withdrawn), or none on the package that the entry names; or, in a run over all "
        "manifests of the repository, one that nothing was found for, because the dependency was raised or removed. "
        "When only some manifests are looked at, as in a commit, nothing is said of what the others may need; nor, "
        "without `--resolve`, of a package that a range may bring in."
    ),
    why=(
        "An ignored advisory is a decision for a time: that a weak part is not reached, or that a fix is awaited. Left "
        "behind it hides the same weakness when the old version comes back by another way."
    ),
    assistants="An assistant that is told to make the check pass ignores what it finds, and never comes back to it.",
    remedy=(
        "Remove the entry. Where it is still needed, look at the reason again, and set `expires` to the day on which "
        "somebody should do so the next time."
    ),
    prompt="Raise dependencies rather than ignore advisories; give each ignored one a reason and an end.",
    references=("https://ossf.github.io/osv-schema/#withdrawn-field",),
    bad=(
        Bad(
            _HEAD + 'id = "CVE-1"\nreason = "not reached"\nexpires = 2020-01-31\n',
            "the date has passed",
            path="pyproject.toml",
        ),
        Bad(_HEAD + 'id = "PYSEC-1999-1"\nreason = "not reached"\n', "no advisory has this id", path="pyproject.toml"),
        Bad(
            _HEAD + 'id = "CVE-1"\npackage = "another"\nreason = "not reached"\n',
            "the advisory is not about this package",
            path="pyproject.toml",
        ),
    ),
    good=(
        Good(
            '[project]\ndependencies = ["example==1.0"]\n' + _HEAD + 'id = "CVE-1"\nreason = "not reached"\n',
            "it is needed, and known by an alias",
            "pyproject.toml",
        ),
    ),
)


def check(declared: Declared) -> Iterator[Outcome]:
    """Nothing: only at the end of a run it is known which entries were of use."""
    yield from ()


def conclude(settings: Settings, looked: frozenset[str]) -> Iterator[Outcome]:
    """A finding for each entry of which it is certain, after a look at these files, that it is stale."""
    if not settings.runs(RULE.name):
        return
    ledger, index = ignores.of(settings), _index(settings)
    is_whole = None
    for place, entry in enumerate(ledger.entries):
        if entry.is_expired:
            yield _finding(settings, place, entry, f"expired on {entry.expires}")
        elif place not in ledger.used and index:
            packages = _packages(index, entry)
            if not packages:
                about = f"on {entry.package} " if entry.package else ""
                yield _finding(settings, place, entry, f"is the id of no advisory {about}in the index")
            elif settings.flag("resolve") or not ledger.ranges or packages <= ledger.pinned - ledger.ranges:
                is_whole = _is_whole(settings, looked) if is_whole is None else is_whole
                if is_whole:
                    yield _finding(settings, place, entry, "hits nothing that the manifests of this repository name")


def _index(settings: Settings) -> Index | None:
    from pratique.deps.advisories import store

    try:
        return store.opened(settings)[0]
    except DataError:
        return None  # where it is missing and needed, another check says so


def _packages(index: Index, entry: Ignore) -> set[str]:
    """The packages for which the entry could be of use."""
    if not entry.package:
        return index.packages(entry.id)
    about = index.about(entry.package)
    return {entry.package} if any(entry.is_about(entry.package, (item.id, *item.aliases)) for item in about) else set()


def _is_whole(settings: Settings, looked: frozenset[str]) -> bool:
    """Whether every manifest that the repository holds was looked at, and by the check that matters."""
    if not settings.runs("vulnerable-dependency"):
        return False
    try:
        tracked = {blob.path for blob in git.tracked(settings.root)}
    except PratiqueError:
        return False  # not a repository: what else there is cannot be told
    return all(
        path in looked or manifests.reader_for(path) is None or settings.excludes(path) for path in sorted(tracked)
    )


def _finding(settings: Settings, place: int, entry: Ignore, why: str) -> Finding:
    source = _settings_file(settings)
    start, end = _where(source, place)
    about = f" for {entry.package}" if entry.package else ""
    message = f"{entry.id}, which the settings ignore{about}, {why}"
    return source.finding("deps", RULE, start, end, message, properties=(("id", entry.id), ("package", entry.package)))


def _settings_file(settings: Settings) -> Source:
    """The file that the settings were read from, as it is on disk."""
    name = settings.values[ignores.KEY].origin
    with open(os.path.join(settings.root, name), "rb") as file:
        return Source.load(name, file.read())


def _where(source: Source, place: int) -> tuple[int, int]:
    """Bytes of the entry's id in the settings file."""
    from pratique.deps.manifests import _toml

    for text in _toml.strings(source.text):
        if text.path[-3:] == (ignores.KEY, place, "id"):
            return (_toml.byte_offset(source, text.start), _toml.byte_offset(source, text.end))
    return (0, 0)
