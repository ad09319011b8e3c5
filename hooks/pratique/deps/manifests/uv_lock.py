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
EXAMPLES = ("uv.lock", "report.py.lock")

_FORMAT = 1  # raised by uv when older readers would go wrong; `revision` counts what they need not know
_FOLDERS = ("editable", "virtual", "directory")


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """The locked packages in the order of the file; SourceError when it is no uv.lock."""
    from pratique.deps.manifests import _locked, _origins, _toml

    document = _toml.load(source)
    if document.get("version") != _FORMAT:
        raise SourceError(f"not a uv.lock of format {_FORMAT}: `version` is {_locked.stated(document.get('version'))}")
    base, members = _origins.Base(source.path, read), _members(document)

    def unreleased(package: _locked.Package) -> str:
        origin = package.fields.get("source", {})
        if not isinstance(origin, dict):
            raise ValueError("`source` must be a table")
        for kind in _FOLDERS:
            if kind in origin:
                return _origins.OWN if package.name in members else base.local(origin[kind])
        if "path" in origin and not package.version:
            return base.local(origin["path"])
        return _origins.REPOSITORY if "git" in origin else ""

    packages = _locked.packages(source, document, "package")
    command = f"uv lock{_script(source.path)} --upgrade-package {{name}}"
    yield from _locked.entries(source, packages, unreleased, command)


def _script(path: str) -> str:
    """The option that names the script whose lock file it is."""
    script = posixpath.basename(path).removesuffix(".lock").replace("{", "{{").replace("}", "}}")
    return f" --script {script}" if script.endswith(".py") else ""


def _members(document: dict[str, Any]) -> frozenset[str]:
    """The canonical names of the projects of the workspace, where there are several."""
    manifest = document.get("manifest", {})
    names = manifest.get("members") if isinstance(manifest, dict) else None
    return frozenset(map(canonical, filter(_is_text, names))) if isinstance(names, list) else frozenset()


def _is_text(value: Any) -> bool:
    return isinstance(value, str)
