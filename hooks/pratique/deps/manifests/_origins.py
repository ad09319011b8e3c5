"""Where a dependency comes from when it is not a release from an index."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pratique.core.hook import Read

REPOSITORY = "a commit of a repository is not a release"
LOCAL = "a local project is not a release"
NO_VERSION = "its address does not state a version"
OWN = "a project of this repository speaks for itself"  # in its own manifest: nothing to say here

# The keys by which Poetry, Pipenv, PDM and uv name a place, each with what is said of it.
_REPOSITORIES = ("git", "hg", "svn", "bzr")
_FILES = {"url": NO_VERSION, "file": LOCAL, "path": LOCAL}
KEYS = (*_REPOSITORIES, *_FILES)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


class Origin(NamedTuple):
    """The place: the version that its file name states, or why there is none to speak of."""

    address: str = ""
    version: str = ""
    why: str = ""


class Base(NamedTuple):
    """What the paths in a manifest start from: the manifest's own path, and the other files of the snapshot."""

    path: str
    read: Read

    def local(self, target: object) -> str:
        """What is to be said of the folder: OWN or LOCAL."""
        from pratique.deps.manifests import _entries

        if not isinstance(target, str):
            raise ValueError("the path of a folder must be a text")
        folders = (posixpath.dirname(self.path),)
        is_own = posixpath.normpath(target) == "." or _entries.is_own_project(target, folders, self.read)
        return OWN if is_own else LOCAL


def of(table: Mapping[str, Any], base: Base) -> Origin | None:
    """Where the table of a dependency says that it comes from, None for an index; ValueError for what is no text."""
    for key in _REPOSITORIES:
        if key in table:
            return Origin(why=REPOSITORY)
    for key, why in _FILES.items():
        if key in table:
            address = table[key]
            if not isinstance(address, str):
                raise ValueError(f"`{key}` must be a text")
            return at(address, base.local(address) if why == LOCAL else why)
    return None


def at(address: str, why: str = NO_VERSION) -> Origin:
    """The origin that an address or a path stands for; why: what to say when its name states no version."""
    from pratique.core.redact import mask, visible
    from pratique.deps.manifests import _pep508

    version = _pep508.archive(address.replace("\\", "/"))[1]
    shown = visible(mask(address))
    if version:
        return Origin(shown, version)
    return Origin(shown, why=NO_VERSION if _ADDRESS.match(address) else why)
