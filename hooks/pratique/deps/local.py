"""Names that are a repository's own: of its projects, and of what its settings tie to an index of their own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import Any

from pratique.core.errors import SourceError
from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps import context
from pratique.deps.model import Declared, Requirement
from pratique.deps.names import canonical

# The key by which Pipenv and Poetry name the index that a dependency comes from.
_TIED = rb"""[{,]\s*(?:index|source)\s*=\s*["']"""
# The name of a project in setup.cfg, or among the arguments of setup.py.
_SETUP_NAME = rb"""(?m)^\s*name\s*=\s*["']?([A-Za-z0-9][A-Za-z0-9._-]*)|\(\s*name\s*=\s*["']([^"']+)"""


def is_local(declared: Declared, requirement: Requirement) -> bool:
    """Whether the name is that of a project in this repository, or one that the settings tie to an index."""
    return is_tied(requirement) or requirement.name in local_names(declared, requirement.source)


def is_tied(requirement: Requirement) -> bool:
    """Whether the line itself ties the name to an index."""
    return bool(re.search(_TIED, context.statement(requirement)))


def local_names(declared: Declared, source: Source) -> frozenset[str]:
    """The names of projects around the file, and those that their settings tie to an index."""
    checked = {file.path: file.data for file in (declared.source, source)}

    def read(path: str) -> bytes | None:
        return checked[path] if path in checked else declared.read(path)

    return frozenset(_local_names(source.path, read))


def _local_names(path: str, read: Read) -> set[str]:
    found: set[str] = set()
    folder = posixpath.dirname(path)
    while True:
        found |= _project_names(folder, read)
        if not folder or folder == "/":
            return found
        folder = posixpath.dirname(folder)


def _project_names(folder: str, read: Read) -> set[str]:
    """The names that the project in the folder has, that its workspace holds, and that it ties to an index."""
    names = set(_names_of(folder, read))
    document = _document(posixpath.join(folder, "pyproject.toml"), read)
    names |= set(_tied(document))
    for pattern in _texts(_at(document, "tool", "uv", "workspace", "members")):
        for member in _expanded(folder, pattern.strip("/").split("/"), read):
            names |= set(_names_of(member, read))
    return names


def _names_of(folder: str, read: Read) -> Iterator[str]:
    document = _document(posixpath.join(folder, "pyproject.toml"), read)
    for name in (_at(document, "project", "name"), _at(document, "tool", "poetry", "name")):
        if isinstance(name, str):
            yield canonical(name)
    for file in ("setup.cfg", "setup.py"):
        match = re.search(_SETUP_NAME, read(posixpath.join(folder, file)) or b"")
        if match:
            yield canonical((match[1] or match[2]).decode("utf-8", "replace"))


def _tied(document: dict[str, Any]) -> Iterator[str]:
    """Dependencies that uv or Poetry takes from an index that is named for them, or from no index."""
    sources = _at(document, "tool", "uv", "sources")
    yield from map(canonical, sources if isinstance(sources, dict) else ())
    poetry = _at(document, "tool", "poetry")
    groups = _at(document, "tool", "poetry", "group")
    tables = [poetry, *(groups.values() if isinstance(groups, dict) else ())]
    for table in tables:
        dependencies = table.get("dependencies") if isinstance(table, dict) else None
        for name, value in dependencies.items() if isinstance(dependencies, dict) else ():
            if isinstance(value, dict) and "source" in value:
                yield canonical(name)


def _document(path: str, read: Read) -> dict[str, Any]:
    """The TOML file, empty where there is none that can be read; its own check says what is wrong."""
    from pratique.deps.manifests import _toml

    raw = read(path)
    try:
        return _toml.load(Source.load(path, raw)) if raw else {}
    except SourceError:
        return {}


def _at(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _texts(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _expanded(folder: str, segments: Sequence[str], read: Read) -> Iterator[str]:
    """The folders below this one that the segments of a pattern fit."""
    if not segments:
        yield folder
        return
    from fnmatch import fnmatchcase

    first, *rest = segments
    if not re.search(r"[*?\[]", first):
        yield from _expanded(posixpath.join(folder, first), rest, read)
        return
    listed = (read(f"{folder or '.'}/") or b"").decode("utf-8", "surrogateescape").splitlines()
    for name in listed:
        if name.endswith("/") and fnmatchcase(name[:-1], first):
            yield from _expanded(posixpath.join(folder, name[:-1]), rest, read)
