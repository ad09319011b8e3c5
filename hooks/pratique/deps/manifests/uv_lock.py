"""uv.lock: every package of a resolved project, with the exact version of each.

Source: uv's documentation, "Structure and files" and "Resolver internals"; the file is generated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pratique.core.errors import SourceError
from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.model import Entry, Requirement, unaudited
from pratique.deps.names import canonical

FILES = r"uv\.lock"

_FORMAT = 1  # raised by uv when older readers would go wrong; `revision` counts what they need not know
_LOCAL = ("editable", "virtual", "directory")  # the project itself and the members of its workspace
_HELD = "the file is generated"
_PACKAGE = r"^\[\[package\]\][ \t]*\r?$"
_FIELD = r"^(name|version)[ \t]*=[ \t]*[\"']([^\"']*)[\"']"

# Where name and version of a package stand: (start of the name, end of the version), characters.
Place = tuple[int, int]


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """The locked packages in the order of the file; SourceError when it is no uv.lock."""
    from pratique.deps.manifests import _toml

    document = _toml.load(source)
    if document.get("version") != _FORMAT:
        raise SourceError(f"not a uv.lock of format {_FORMAT}: `version` is {document.get('version')!r}")
    packages = document.get("package", [])
    if not isinstance(packages, list) or not all(map(_is_package, packages)):
        raise SourceError("not a uv.lock: `package` must be tables that have a name")
    places = _canonical_places(source.text, packages) or _any_places(source.text, len(packages))
    for package, (first, last) in zip(packages, places, strict=True):
        origin = package.get("source", {})
        if any(kind in origin for kind in _LOCAL):
            continue
        start = _toml.byte_offset(source, first)
        name, version = canonical(package["name"]), package.get("version", "")
        if "git" in origin:
            yield unaudited(source, start, name, "a commit of a repository is not a release")
        elif not version:
            yield unaudited(source, start, name, "it is locked without a version")
        else:
            end = _toml.byte_offset(source, last)
            command = f"uv lock --upgrade-package {name}"
            yield Requirement(source, name, start, end, version, f"=={version}", held=_HELD, command=command)


def _is_package(package: Any) -> bool:
    return (
        isinstance(package, dict)
        and isinstance(package.get("name"), str)
        and isinstance(package.get("version", ""), str)
        and isinstance(package.get("source", {}), dict)
    )


def _canonical_places(text: str, packages: list[dict[str, Any]]) -> list[Place]:
    """Places by the layout that uv writes; empty when the file was laid out otherwise."""
    field = re.compile(_FIELD, re.MULTILINE)
    headers = [match.end() for match in re.finditer(_PACKAGE, text, re.MULTILINE)]
    if len(headers) != len(packages):
        return []
    places = []
    for package, begin in zip(packages, headers, strict=True):
        end = text.find("\n[", begin)
        fields = {match[1]: match for match in field.finditer(text, begin, end if end >= 0 else len(text))}
        found = {key: match[2] for key, match in fields.items()}
        if found != {key: package[key] for key in ("name", "version") if key in package}:
            return []
        places.append((fields["name"].start(), fields.get("version", fields["name"]).end()))
    return places


def _any_places(text: str, count: int) -> list[Place]:
    """Places in a file of any layout, by walking over the whole of it."""
    from pratique.deps.manifests import _toml

    found: dict[tuple[Any, Any], tuple[int, int]] = {}
    for string in _toml.strings(text):
        if len(string.path) == 3 and string.path[0] == "package" and string.path[2] in ("name", "version"):
            found[string.path[1], string.path[2]] = (string.start, string.end)
    names = [found[index, "name"] for index in range(count)]
    return [(min(name, version)[0], max(name, version)[1]) for name, version in _with_versions(found, names)]


def _with_versions(found: dict[tuple[Any, Any], Place], names: list[Place]) -> Iterator[tuple[Place, Place]]:
    for index, name in enumerate(names):
        yield name, found.get((index, "version"), name)
