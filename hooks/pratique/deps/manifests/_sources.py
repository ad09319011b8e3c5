"""Where uv takes a dependency from, if not from an index: `[tool.uv.sources]`.

Source: uv's documentation, "Managing dependencies" and "Using workspaces": the sources of a workspace's root hold for
its members, where these do not say otherwise.
"""

from __future__ import annotations

import posixpath
from typing import Any

from pratique.core.errors import SourceError
from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.manifests import _locks, _origins, _toml
from pratique.deps.names import canonical

Sources = dict[str, _origins.Origin]

_MEMBER = _origins.Origin(why=_origins.OWN)


def of(document: dict[str, Any], path: str, read: Read) -> Sources:
    """The dependencies that no index provides, by canonical name; ValueError when the table makes no sense."""
    stated = {**_inherited(path, read), **own(document, _origins.Base(path, read))}
    return {name: origin for name, origin in stated.items() if origin}


def own(document: dict[str, Any], base: _origins.Base) -> dict[str, _origins.Origin | None]:
    """The origin that this document states of each dependency, None for an index; ValueError as in `of`."""
    table = _toml.value(document, ("tool", "uv", "sources"))
    if table is None:
        return {}
    if not isinstance(table, dict):
        raise ValueError("must be a table")
    found: dict[str, _origins.Origin | None] = {}
    for name, value in table.items():
        places = value if isinstance(value, list) else [value]
        if not all(isinstance(place, dict) for place in places):
            raise ValueError(f"{name} must be a table")
        origins = [_MEMBER if place.get("workspace") is True else _origins.of(place, base) for place in places]
        # an index for some platforms: there it is a release
        found[canonical(name)] = origins[0] if origins and None not in origins else None
    return found


def _inherited(path: str, read: Read) -> dict[str, _origins.Origin | None]:
    """The sources of the nearest root of a workspace above the project."""
    for folder in list(_locks.upwards(path))[1:]:
        root = posixpath.join(folder, "pyproject.toml")
        raw = read(root)
        if raw is None or b"workspace" not in raw:
            continue
        try:
            document = _toml.load(Source.load(root, raw))
            if isinstance(_toml.value(document, ("tool", "uv", "workspace")), dict):
                return own(document, _origins.Base(root, read))
        except (SourceError, ValueError):  # said when that file is checked
            continue
    return {}
