"""uv.lock: every package of a resolved project, with the exact version of each; and SCRIPT.py.lock, that of a script.

Source: uv's documentation, "Structure and files", "Resolver internals" and "Locking dependencies" of scripts;
the file is generated.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from pratique.core.errors import SourceError
from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.model import Entry
from pratique.deps.names import canonical

FILES = r"uv\.lock|[^/]+\.py\.lock"

_FORMAT = 1  # raised by uv when older readers would go wrong; `revision` counts what they need not know
_LOCAL = ("editable", "virtual", "directory", "path")


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """The locked packages in the order of the file; SourceError when it is no uv.lock."""
    from pratique.deps.manifests import _locked, _origins, _toml

    document = _toml.load(source)
    if document.get("version") != _FORMAT:
        raise SourceError(f"not a uv.lock of format {_FORMAT}: `version` is {document.get('version')!r}")

    def unreleased(package: _locked.Package) -> str:
        origin = _origin(package)
        if "git" in origin:
            return _origins.REPOSITORY
        is_archive = "path" in origin and package.version
        return _origins.LOCAL if not is_archive and any(kind in origin for kind in _LOCAL) else ""

    members = _members(document)
    others = (
        package
        for package in _locked.packages(source, document, "package")
        if not (isinstance(package, _locked.Package) and _is_own(package, members))
    )
    yield from _locked.entries(source, others, unreleased, f"uv lock{_script(source.path)} --upgrade-package {{name}}")


def _script(path: str) -> str:
    """The option that names the script whose lock file it is."""
    script = posixpath.basename(path).removesuffix(".lock").replace("{", "{{").replace("}", "}}")
    return f" --script {script}" if script.endswith(".py") else ""


def _origin(package: Any) -> dict[str, Any]:
    origin = package.fields.get("source", {})
    if not isinstance(origin, dict):
        raise ValueError("`source` must be a table")
    return origin


def _members(document: dict[str, Any]) -> frozenset[str]:
    """The canonical names of the projects of the workspace, where there are several."""
    manifest = document.get("manifest", {})
    names = manifest.get("members", []) if isinstance(manifest, dict) else []
    return (
        frozenset(canonical(name) for name in names if isinstance(name, str))
        if isinstance(names, list)
        else frozenset()
    )


def _is_own(package: Any, members: frozenset[str]) -> bool:
    """Whether it is the project that is locked, or a member of its workspace."""
    origin = package.fields.get("source")
    if not isinstance(origin, dict):
        return False
    places = [origin[kind] for kind in ("editable", "virtual") if kind in origin]
    return bool(places) and (package.name in members or places == ["."])
