"""pip's requirements and constraints files, and the inputs of pip-compile.

The grammar is that of pip's "Requirements File Format" page: a requirement, an archive or a local
project on each line, options between them, other files by `-r` and `-c`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from pratique.core.errors import SourceError
from pratique.core.finding import Problem
from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.manifests import _entries, _locks, _options, _pep508
from pratique.deps.manifests._entries import Manner, shown
from pratique.deps.manifests._lines import Line, logical_lines
from pratique.deps.model import Entry, unaudited, unreadable

# Inputs (.in) end as ".txt" once compiled, Rye's lock file as ".lock"; "MANIFEST.in" and templates share
# the suffix, hence the words.
FILES = (
    r"(?:[^/]*[-_.])?(?:[Rr]equirements|[Cc]onstraints)(?:[-_.][^/]*)?\.(?:txt|in|lock)"
    r"|requirements/(?:[^/]+/)*[^/]+\.(?:txt|in)"
)
EXAMPLES = ("requirements.txt", "dev-requirements.in", "requirements/test.txt", "constraints.txt")

_TEMPLATE = re.compile(r"\{[{%]|[%}]\}")  # Jinja's, as Cookiecutter and Ansible have it
_A_TEXT = 5  # lines: fewer may be a manifest with a slip in it
# What no requirement looks like: three words in a row, the underlining and the directives of reStructuredText.
_PROSE = re.compile(r"(?:[^\W\d_][\w'-]*[,.:]? +){2}[^\W\d_]{2}|[=~^-]{4,}$|\.\. \S")
_VARIABLE = r"\$\{[A-Z0-9_]+\}"


class Reading(NamedTuple):
    """One pass over a file and all that it includes. seen: the paths of the requirements files so far."""

    read: Read
    seen: set[str]


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """What the file and the files that it includes declare; each included file once."""
    if _is_prose(source):
        yield unaudited(source, 0, source.path, "so many of its lines are sentences that it is taken for a text")
        return
    yield from _file(source, Reading(read, {source.path}))


def _is_prose(source: Source) -> bool:
    """Whether it is documentation that only has the name of such a file: a quarter of its lines are prose."""
    lines = [line.text for line in logical_lines(source)]
    if len(lines) < _A_TEXT or any(map(_pep508.plain_pin, lines)):
        return False
    return 4 * sum(_PROSE.match(line) is not None for line in lines) > len(lines)


def _file(source: Source, reading: Reading) -> Iterator[Entry]:
    manner = Manner(
        open_by_design=source.path.endswith(".in") or "constraints" in source.path.rpartition("/")[2].lower(),
        locked=_locks.of_input(source.path, reading.read),
    )
    for line in logical_lines(source):
        yield from written(source, line, manner, reading)


def written(source: Source, line: Line, manner: Manner, reading: Reading) -> Iterator[Entry]:
    """What a logical line of a requirements file declares."""
    if _TEMPLATE.search(line.text):
        yield unaudited(source, line.offset(0), shown(line.text), "a template fills it in")
        return
    requirement, options = _options.split(line.text)
    try:
        given = _options.parse(options)
    except ValueError as error:
        yield unreadable(source, line.offset(0), str(error))
        given = []
    folders = ("", posixpath.dirname(source.path))  # pip runs from the root, or beside the file
    if requirement and not _entries.asks_for_own_project(requirement, folders, reading.read):
        if any(name == "--hash" for name, _ in given):
            manner = manner._replace(held=_entries.HASHES)
        yield _entries.requirement(source, line.part(0, len(requirement)), manner)
    for name, value in given:
        if name in ("--requirement", "--constraint"):
            yield from _included(source, line, value, reading)
        elif name == "--editable" and not _entries.is_own_project(value, folders, reading.read):
            at = max(line.text.find(value), 0)
            yield _entries.unnamed(source, line.part(at, at + len(value)), manner)


def _included(source: Source, line: Line, target: str, reading: Reading) -> Iterator[Entry]:
    start = line.offset(0)
    if re.search(_VARIABLE, target):
        yield unreadable(source, start, f"{shown(target)} depends on an environment variable, so it was not read")
        return
    if re.match(_entries.ADDRESS, target):
        yield unaudited(source, start, shown(target), "a file on another machine is not fetched")
        return
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), target.replace("\\", "/")))
    if path in reading.seen:
        return
    raw = reading.read(path)
    if raw is None:
        yield unreadable(
            source, start, f"{shown(target)} does not exist in this repository, so what it names was not audited"
        )
        return
    yield from nested(path, raw, reading)


def nested(path: str, raw: bytes, reading: Reading) -> Iterator[Entry]:
    """What an included file declares, if it was not read before."""
    if path in reading.seen:
        return
    reading.seen.add(path)
    try:
        yield from _file(Source.load(path, raw), reading)
    except SourceError as error:
        yield Problem(path, "", str(error))
