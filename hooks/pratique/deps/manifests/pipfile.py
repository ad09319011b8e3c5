"""Pipfile: what a project under Pipenv asks for, a table for each category of packages.

Source: Pipenv's documentation, "Pipfile & Pipfile.lock".
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.model import Entry

FILES = r"Pipfile"
EXAMPLES = ("Pipfile",)

_NO_CATEGORIES = ("source", "requires", "scripts", "pipenv", "build-system")


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """The packages of all categories; SourceError when the file is not valid TOML."""
    from pratique.deps.manifests import _by_name, _origins, _toml

    document = _toml.load(source)
    locked = read(posixpath.join(posixpath.dirname(source.path), "Pipfile.lock")) is not None
    manifest = _by_name.Manifest(source, _origins.Base(source.path, read), _toml.places(source.text), locked)
    for category, packages in document.items():
        if category in _NO_CATEGORIES:
            continue
        if isinstance(packages, dict):
            yield from _by_name.entries(manifest, (category,), packages)
        else:
            yield manifest.problem((category,), "a category of packages must be a table")
