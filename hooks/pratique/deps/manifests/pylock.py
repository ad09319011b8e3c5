"""pylock.toml and pylock.NAME.toml: the lock file that all tools share.

Source: the packaging user guide, "pylock.toml Specification" (PEP 751); the file is generated. A package
need not have a version: then the names of its files mostly state it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pratique.core.errors import SourceError
from pratique.core.finding import Problem
from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.model import Entry

if TYPE_CHECKING:
    from pratique.deps.manifests._locked import Package

FILES = r"pylock(?:\.[^/.]+)?\.toml"
EXAMPLES = ("pylock.toml", "pylock.docs.toml")

_FORMAT = "1"  # "tools MUST raise an error" on another first number
# What writes the file anew, by `created-by`; {name} is the package, {file} the lock file.
_COMMANDS = {
    "uv": "uv lock --upgrade-package {name} && uv export --format pylock.toml -o {file}",
    "pdm": "pdm update {name}",
    "pip": "pip lock -o {file}",
    "poetry-plugin-export": "poetry update {name} && poetry export --format pylock.toml -o {file}",
}
# uv says in the first lines by which command it wrote the file, which names the inputs.
_COMPILER, _HEAD = b"uv pip compile ", 500
_COMPILED = "run the command in the head of {file} again with --upgrade-package {name}"


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """The locked packages in the order of the file; SourceError when it is no lock file of format 1."""
    from pratique.deps.manifests import _locked, _origins, _toml

    document = _toml.load(source)
    version = document.get("lock-version")
    if not isinstance(version, str) or version.partition(".")[0] != _FORMAT:
        raise SourceError(f"not a pylock.toml of format 1: `lock-version` is {_locked.stated(version)}")
    maker = document.get("created-by")
    maker = maker.strip() if isinstance(maker, str) and maker.isprintable() else ""
    tool = maker.partition(" ")[0]  # a version may follow
    command = _COMPILED if tool == "uv" and _COMPILER in source.data[:_HEAD] else _COMMANDS.get(tool, "")
    held = f"write the file anew with {maker}, which made it" if maker else _locked.HELD
    base = _origins.Base(source.path, read)

    def unreleased(package: Package) -> str:
        folder = package.fields.get("directory")
        if folder is not None:
            return base.local(folder.get("path") if isinstance(folder, dict) else folder)
        if "vcs" in package.fields:
            return _origins.REPOSITORY
        return _origins.NO_VERSION if "archive" in package.fields and not package.version else ""

    packages = map(_versioned, _locked.packages(source, document, "packages"))
    file = posixpath.basename(source.path).replace("{", "{{").replace("}", "}}")
    yield from _locked.entries(source, packages, unreleased, command.replace("{file}", file), held)
    if "packages" not in document:
        yield Problem(
            source.path, "", "it has no `packages`, so it is not whole: write it anew with the tool that made it"
        )


def _versioned(package: Package | Problem) -> Package | Problem:
    """The package with the version that its files state where it has none of its own."""
    if isinstance(package, Problem) or package.version:
        return package
    from pratique.deps.manifests import _pep508

    for file in _files(package.fields):
        place = file.get("name") or file.get("url") or file.get("path")
        version = _pep508.archive(place)[1] if isinstance(place, str) else ""
        if version:
            return package._replace(version=version)
    return package


def _files(fields: dict[str, Any]) -> list[dict[str, Any]]:
    wheels = fields.get("wheels")
    several = wheels if isinstance(wheels, list) else []
    return [item for item in (*several, fields.get("sdist"), fields.get("archive")) if isinstance(item, dict)]
