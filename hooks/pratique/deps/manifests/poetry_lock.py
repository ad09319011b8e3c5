"""poetry.lock: every package that Poetry resolved, with the exact version of each; formats 1 and 2.

Source: Poetry's documentation, "Basic usage" and "Dependency specification"; the file is generated.
"""

from __future__ import annotations

from collections.abc import Iterator

from pratique.core.errors import SourceError
from pratique.core.finding import Problem
from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.model import Entry

FILES = r"poetry\.lock"
EXAMPLES = ("poetry.lock",)

_FORMATS = ("1", "2")  # the first number is raised when older readers would go wrong
# What `type` may say in a package's source; all but the first two are ways to a release.
_TYPES = ("git", "directory", "file", "url", "legacy", "pypi")


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """The locked packages in the order of the file; SourceError when it is of a format that is not known."""
    from pratique.deps.manifests import _locked, _origins, _toml

    document = _toml.load(source)
    metadata = document.get("metadata")
    version = metadata.get("lock-version", "1.0") if isinstance(metadata, dict) else "1.0"  # it came with 1.0
    if str(version).partition(".")[0] not in _FORMATS:
        raise SourceError(f"not a poetry.lock of format 1 or 2: `lock-version` is {version!r}")
    base = _origins.Base(source.path, read)

    def unreleased(package: _locked.Package) -> str:
        origin = package.fields.get("source", {})
        if not isinstance(origin, dict):
            raise ValueError("`source` must be a table")
        kind = origin.get("type", "pypi")
        if kind not in _TYPES:
            raise ValueError(f"`source` is of the unknown type {kind!r}")
        if kind == "directory":
            return base.local(origin.get("url"))
        return _origins.REPOSITORY if kind == "git" else ""

    packages = _locked.packages(source, document, "package")
    yield from _locked.entries(source, packages, unreleased, "poetry update {name}")
    if not isinstance(metadata, dict) or "content-hash" not in metadata:
        message = "it ends before its [metadata], so packages may be missing: write it again with `poetry lock`"
        yield Problem(source.path, "", f"line {_last_line(source)}: {message}")


def _last_line(source: Source) -> int:
    return source.line_index(len(source.data.rstrip())) + source.first_line
