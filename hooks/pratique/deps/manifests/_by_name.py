"""Dependencies in a table by their names, as Poetry and Pipenv write them: name = constraint or table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pratique.core.source import Source
from pratique.deps.manifests import _constraints, _locked, _origins, _toml
from pratique.deps.model import Entry, Requirement, unaudited, unreadable
from pratique.deps.names import canonical

_EXTRAS = re.compile(r"\s*\[[^\]]*\]\s*\Z")
_ADDRESSED = "the version is part of an address"
_SCATTERED = "the version is written with escapes"


class Manifest(NamedTuple):
    """A document that is being read.

    locked: whether a lock file says what its ranges come to. own: the project's canonical name.
    """

    source: Source
    base: _origins.Base
    places: _toml.Places
    locked: bool
    own: str = ""

    def start(self, path: _toml.Path) -> int:
        """The byte at which the key of the path stands, or the nearest above it that is written."""
        while path and path not in self.places.keys:
            path = path[:-1]
        return _toml.byte_offset(self.source, self.places.keys[path].start) if path else 0

    def problem(self, path: _toml.Path, message: str) -> Entry:
        """Says what is wrong with the value at the path."""
        return unreadable(self.source, self.start(path), f"{'.'.join(map(str, path))}: {message}")


def entries(manifest: Manifest, path: _toml.Path, table: dict[str, Any], enriches: bool = False) -> Iterator[Entry]:
    """An entry for each dependency of the table at the path; several where one name has several constraints.

    enriches: whether a dependency without a constraint only adds to one that stands elsewhere.
    """
    for name, value in table.items():
        where, name = (*path, name), _EXTRAS.sub("", name)
        why = _locked.unnamed({"name": name})
        if why:
            yield manifest.problem(where, why)
            continue
        several = [((*where, index), item) for index, item in enumerate(value)] if isinstance(value, list) else []
        for at, item in several or [(where, value)]:
            if not (enriches and isinstance(item, dict) and not {"version", *_origins.KEYS} & set(item)):
                entry = _entry(manifest, at if at in manifest.places.keys else where, at, name, item)
                if entry:
                    yield entry


def _entry(manifest: Manifest, where: _toml.Path, at: _toml.Path, name: str, value: Any) -> Entry | None:
    """where: the path of the key that names it; at: that of the value. None for what is `_origins.OWN`."""
    table = {"url" if "://" in value else "version": value} if isinstance(value, str) else value  # PDM's overrides
    name = canonical(name)
    if not isinstance(table, dict):
        return manifest.problem(where, "neither a constraint nor a table")
    try:
        origin = _origins.of(table, manifest.base)
        if origin:
            return _placed(manifest, where, name, origin)
        wanted = table.get("version", "*")
        if not isinstance(wanted, str):
            raise ValueError("`version` must be a text")
        constraint = _constraints.parse(wanted)
    except ValueError as error:
        return manifest.problem(where, str(error))
    text = manifest.places.texts.get(at if isinstance(value, str) else (*at, "version"))
    return _ranged(manifest, name, manifest.places.keys[where], text, constraint)


def _placed(manifest: Manifest, where: _toml.Path, name: str, origin: _origins.Origin) -> Entry | None:
    start = manifest.start(where)
    if origin.why:
        return unaudited(manifest.source, start, name, origin.why) if origin.why != _origins.OWN else None
    key = manifest.places.keys[where]
    end = _toml.byte_offset(manifest.source, key.end)
    return Requirement(
        manifest.source, name, start, end, origin.version, f"@ {origin.address}", held=_ADDRESSED, open_by_design=True
    )


def _ranged(
    manifest: Manifest, name: str, key: _toml.Key, text: _toml.Text | None, constraint: _constraints.Constraint
) -> Entry:
    source = manifest.source

    def span(characters: tuple[int, int] | None) -> tuple[int, int] | None:
        if characters is None or text is None or not text.verbatim:
            return None
        first, last = (_toml.byte_offset(source, text.start + index) for index in characters)
        return (first, last)

    version_span, lower_span = span(constraint.version_at), span(constraint.lower_at)
    return Requirement(
        source,
        name,
        _toml.byte_offset(source, key.start),
        _toml.byte_offset(source, max(key.end, text.end if text else 0)),
        constraint.version,
        constraint.specifier,
        version_span,
        "" if version_span or not constraint.version else _SCATTERED,
        open_by_design=True,
        locked=manifest.locked,
        lower=constraint.lower,
        lower_span=lower_span,
    )
