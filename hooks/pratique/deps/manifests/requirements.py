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
from pratique.core.redact import mask, visible
from pratique.core.source import Source
from pratique.deps.manifests import _locks, _options, _pep508
from pratique.deps.manifests._lines import Line, logical_lines
from pratique.deps.model import Entry, Requirement, unaudited, unreadable

# Inputs (.in) end as ".txt" once compiled; "MANIFEST.in" and templates share the suffix, hence the words.
FILES = (
    r"(?:[^/]*[-_.])?(?:[Rr]equirements|[Cc]onstraints)(?:[-_.][^/]*)?\.(?:txt|in)"
    r"|requirements/(?:[^/]+/)*[^/]+\.(?:txt|in)"
)

_HASHES = "its --hash values belong to this version; let the tool that wrote the file write it again"
_ADDRESS = r"(?i)(?:[a-z][a-z0-9]*\+)?[a-z][a-z0-9]+://"
_PATH = r"\.{1,2}(?:[/\\]|$)|[/~\\]|[A-Za-z]:[/\\]|[^\s@;=<>!~\[]*[/\\]|[^\s@;=<>!~\[]+\.(?:whl|zip|tar\.gz)(?:\s|;|$)"
_VARIABLE = r"\$\{[A-Z0-9_]+\}"


class _Reading(NamedTuple):
    """One pass over a file and all that it includes."""

    read: Read
    seen: set[str]


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """What the file and the files that it includes declare; each included file once."""
    yield from _file(source, _Reading(read, {source.path}))


def _file(source: Source, reading: _Reading) -> Iterator[Entry]:
    locked = _locks.of_input(source.path, reading.read)
    for line in logical_lines(source):
        requirement, options = _options.split(line.text)
        try:
            given = _options.parse(options)
        except ValueError as error:
            yield unreadable(source, line.offset(0), str(error))
            given = []
        if requirement:
            entry = _requirement(source, line, requirement, any(name == "--hash" for name, _ in given))
            yield entry._replace(locked=True) if locked and isinstance(entry, Requirement) else entry
        for name, value in given:
            if name in ("--requirement", "--constraint"):
                yield from _included(source, line, value, reading)
            elif name == "--editable":
                yield _unnamed(source, line, value, line.text.find(value))


def _requirement(source: Source, line: Line, text: str, hashed: bool) -> Entry:
    parsed = _pep508.plain_pin(text)
    if parsed is None and (re.match(_ADDRESS, text) or re.match(_PATH, text)):
        return _unnamed(source, line, text.partition(";")[0].strip(), 0)
    try:
        parsed = parsed or _pep508.parse(text)
    except ValueError as error:
        return unreadable(source, line.offset(0), f"not a requirement: {error}")
    start, end = line.span(0, len(text))
    if parsed.url and not parsed.version:
        return unaudited(source, start, parsed.name, f"{_shown(parsed.url)} does not state a version")
    at, lower_at = parsed.version_at, parsed.lower_at
    editable = at is not None and line.is_whole(*at)
    return Requirement(
        source,
        parsed.name,
        start,
        end,
        parsed.version,
        parsed.specifier,
        version_span=line.span(*at) if at and editable else None,
        held=_HASHES if hashed else "" if editable else "the version is part of an address or of several lines",
        open_by_design=source.path.endswith(".in") or "constraints" in source.path.rpartition("/")[2].lower(),
        lower=parsed.lower,
        lower_span=line.span(*lower_at) if lower_at and line.is_whole(*lower_at) else None,
    )


def _unnamed(source: Source, line: Line, target: str, index: int) -> Entry:
    """An archive, a repository or a folder in the place of a name."""
    name, version = _pep508.archive(target)
    start, end = line.span(max(index, 0), max(index, 0) + len(target))
    if version:
        held = "the version is part of an address"
        return Requirement(source, name, start, end, version, f"@ {_shown(target)}", held=held)
    why = "what it holds is not a release" if re.match(_ADDRESS, target) else "a local project is not a release"
    return unaudited(source, start, _shown(target), why)


def _included(source: Source, line: Line, target: str, reading: _Reading) -> Iterator[Entry]:
    start = line.offset(0)
    if re.search(_VARIABLE, target):
        yield unreadable(source, start, f"{_shown(target)} depends on an environment variable, so it was not read")
        return
    if re.match(_ADDRESS, target):
        yield unaudited(source, start, _shown(target), "a file on another machine is not fetched")
        return
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), target.replace("\\", "/")))
    if path in reading.seen:
        return
    reading.seen.add(path)
    raw = reading.read(path)
    if raw is None:
        yield unreadable(
            source, start, f"{_shown(target)} does not exist in this repository, so what it names was not audited"
        )
        return
    yield from _nested(path, raw, reading)


def _nested(path: str, raw: bytes, reading: _Reading) -> Iterator[Entry]:
    try:
        yield from _file(Source.load(path, raw), reading)
    except SourceError as error:
        yield Problem(path, "", str(error))


def _shown(target: str) -> str:
    """The address or path without the password that it may carry."""
    return visible(mask(target))
