"""What lock files in TOML have in common: an array of packages, each with a name and mostly with a version."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from pratique.core.errors import SourceError
from pratique.core.finding import Problem
from pratique.core.source import Source
from pratique.deps.manifests import _origins, _toml
from pratique.deps.model import Entry, Requirement, unaudited, unreadable
from pratique.deps.names import canonical

HELD = "the file is generated"
_FIELD = re.compile(r"^(name|version)[ \t]*=[ \t]*[\"']([^\"']*)[\"']", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\Z")

# Where name and version of a package stand, in characters; of a package without a name where it begins.
Place = tuple[int, int]


class Package(NamedTuple):
    """One package of a lock file: canonical name, version or "", its bytes from the name to the version."""

    fields: dict[str, Any]
    name: str
    version: str
    start: int
    end: int


def packages(source: Source, document: dict[str, Any], key: str) -> Iterator[Package | Problem]:
    """The packages in the array of that key, in the order of the file; a Problem for each that makes no sense.

    SourceError when there is no such array.
    """
    tables = document.get(key, [])
    if not isinstance(tables, list):
        raise SourceError(f"`{key}` must be an array of tables, one for each package")
    if not tables:
        return
    places = _by_layout(source.text, key, tables) or _by_walk(source.text, key, tables)
    for table, (first, last) in zip(tables, places, strict=True):
        start, end = _toml.byte_offset(source, first), _toml.byte_offset(source, last)
        why = unnamed(table)
        if why:
            yield unreadable(source, start, why)
        else:
            yield Package(table, canonical(table["name"]), table.get("version", ""), start, end)


def stated(version: object) -> str:
    """What to say of the number of a lock file's format that is not one of those that are known."""
    return "missing" if version is None else repr(version)


def unnamed(table: Any) -> str:
    """Why the table does not name a package and its version, or ""."""
    if not isinstance(table, dict):
        return "a package must be a table"
    if not isinstance(table.get("name"), str) or not _NAME.match(table["name"]):
        return "a package without a name that an index could know"
    version = table.get("version", "")
    if not isinstance(version, str) or not version.isprintable():
        return f"the version of {table['name']} is not a version"
    return ""


def entries(
    source: Source,
    locked: Iterable[Package | Problem],
    unreleased: Callable[[Package], str],
    command: str,
    held: str = HELD,
) -> Iterator[Entry]:
    """An entry for each package, one for several of the same version, none for what is `_origins.OWN`.

    unreleased: why a package is no release from an index, "" where it is one; ValueError where its
    origin makes no sense. command: what raises {name}; held: what to say where there is none.
    """
    seen = set()
    for package in locked:
        if isinstance(package, Problem):
            yield package
            continue
        entry = _entry(source, package, unreleased)
        if isinstance(entry, Requirement):
            entry = entry._replace(held=held, command=command.format(name=package.name))
        identity = (package.name, package.version) if isinstance(entry, Requirement) else entry
        if entry and identity not in seen:
            seen.add(identity)
            yield entry


def _entry(source: Source, package: Package, unreleased: Callable[[Package], str]) -> Entry | None:
    name, version, start, end = package.name, package.version, package.start, package.end
    try:
        why = unreleased(package)
    except ValueError as error:
        return unreadable(source, start, f"{name}: {error}")
    if why:
        return unaudited(source, start, name, why) if why != _origins.OWN else None
    if not version:
        return unaudited(source, start, name, "it is locked without a version")
    return Requirement(source, name, start, end, version, f"=={version}")


def _by_layout(text: str, key: str, tables: list[Any]) -> list[Place]:
    """Places by the layout that the tools write; empty when the file was laid out otherwise."""
    headers = [match.end() for match in re.finditer(rf"^\[\[{key}\]\][ \t]*\r?$", text, re.MULTILINE)]
    if len(headers) != len(tables):
        return []
    places = []
    for table, begin in zip(tables, headers, strict=True):
        end = text.find("\n[", begin)
        fields = {match[1]: match for match in _FIELD.finditer(text, begin, end if end >= 0 else len(text))}
        found = {field: match[2] for field, match in fields.items()}
        if found != {field: table[field] for field in ("name", "version") if field in table} or "name" not in found:
            return []
        places.append(_place(fields["name"].span(2), fields["version"].span(2) if "version" in fields else None))
    return places


def _by_walk(text: str, key: str, tables: list[Any]) -> list[Place]:
    """Places in a file of any layout, by walking over the whole of it."""
    found = _toml.places(text)
    texts = found.texts
    first: dict[_toml.Path, _toml.Key] = {}  # by the path of the package
    for path, place in found.keys.items():
        first.setdefault(path[:2], place)
    places = []
    for index in range(len(tables)):
        name, version = texts.get((key, index, "name")), texts.get((key, index, "version"))
        if name:
            places.append(_place((name.start, name.end), (version.start, version.end) if version else None))
        else:
            begin = first.get((key, index), first[(key,)])
            places.append((begin.start, begin.end))
    return places


def _place(name: Place, version: Place | None) -> Place:
    return (name[0], version[1] if version and version[1] > name[0] else name[1])
