"""Pipfile.lock: every package that Pipenv resolved, by categories; a version is a constraint such as "==1.0".

Source: Pipenv's documentation, "Pipfile & Pipfile.lock"; the file is generated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pratique.core.errors import SourceError
from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.model import Entry, Requirement, unaudited, unreadable
from pratique.deps.names import canonical

if TYPE_CHECKING:
    from pratique.deps.manifests._json import Member
    from pratique.deps.manifests._origins import Base

FILES = r"Pipfile\.lock"
EXAMPLES = ("Pipfile.lock",)

_FORMAT = 6  # `pipfile-spec`, the same since 2017
_META = "_meta"
_EXACT = re.compile(r"===?\s*([0-9A-Za-z.!+_-]*[0-9A-Za-z])\Z")  # which need not be a version that PEP 440 knows


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """The locked packages of all categories; SourceError when the file is no Pipfile.lock."""
    from pratique.deps.manifests import _json, _origins, _toml

    document = _json.load(source)
    meta = document.get(_META) if isinstance(document, dict) else None
    if not isinstance(meta, dict):
        raise SourceError(f"not a Pipfile.lock: it must be an object with `{_META}`")
    if meta.get("pipfile-spec", _FORMAT) != _FORMAT:
        raise SourceError(f"not a Pipfile.lock of format {_FORMAT}: `pipfile-spec` is {meta['pipfile-spec']!r}")
    seen, base = set(), _origins.Base(source.path, read)
    for category in _json.members(source.text, source.text.index("{")):
        if category.key == _META:
            continue
        if not isinstance(category.value, dict):
            start = _toml.byte_offset(source, category.start)
            yield unreadable(source, start, "a category of packages must be an object")
            continue
        for package in _json.members(source.text, category.value_start):
            entry = _entry(source, package, base)
            identity = (entry.name, entry.version) if isinstance(entry, Requirement) else entry
            if entry and identity not in seen:  # a category repeats what the others need as well
                seen.add(identity)
                yield entry


def _entry(source: Source, package: Member, base: Base) -> Entry | None:
    """None for what is `_origins.OWN`."""
    from pratique.deps.manifests import _constraints, _locked, _origins, _toml

    start = _toml.byte_offset(source, package.start)
    why = _locked.unnamed({"name": package.key})
    if why or not isinstance(package.value, dict):
        return unreadable(source, start, why or f"the package {package.key} must be an object")
    name = canonical(package.key)
    try:
        origin = _origins.of(package.value, base)
        if origin and origin.why:
            return unaudited(source, start, name, origin.why) if origin.why != _origins.OWN else None
        wanted = package.value.get("version", "")
        if not isinstance(wanted, str):
            raise ValueError("`version` must be a text")
        exact = _EXACT.match(wanted)
        constraint = _constraints.Constraint(version=exact[1]) if exact else _constraints.parse(wanted)
    except ValueError as error:
        return unreadable(source, start, f"{name}: {error}")
    version = constraint.version or (origin.version if origin else "")
    end = _toml.byte_offset(source, package.end)  # the version follows after the hashes
    command = f"pipenv upgrade {name}"
    specifier = f"=={version}" if version else constraint.specifier
    return Requirement(source, name, start, end, version, specifier, held=_locked.HELD, command=command)
