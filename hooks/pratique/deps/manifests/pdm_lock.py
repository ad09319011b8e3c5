"""pdm.lock: every package that PDM resolved, with the exact version of each; formats 2 to 4.

Source: PDM's documentation, "Lock file"; the file is generated. A package that is wanted with extras is
written down once more with them.
"""

from __future__ import annotations

from collections.abc import Iterator

from pratique.core.errors import SourceError
from pratique.core.finding import Problem
from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.model import Entry

FILES = r"pdm(?:\.[^/.]+)?\.lock"
EXAMPLES = ("pdm.lock", "pdm.dev.lock")

_FORMATS = ("2", "3", "4")  # the first number is raised when older readers would go wrong


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """The locked packages in the order of the file; SourceError when it is of a format that is not known."""
    from pratique.deps.manifests import _locked, _origins, _toml

    document = _toml.load(source)
    metadata = document.get("metadata")
    version = metadata.get("lock_version", "") if isinstance(metadata, dict) else ""
    if version and str(version).partition(".")[0] not in _FORMATS:
        raise SourceError(f"not a pdm.lock of format 2, 3 or 4: `lock_version` is {version!r}")
    base = _origins.Base(source.path, read)

    def unreleased(package: _locked.Package) -> str:
        origin = _origins.of(package.fields, base)
        if origin is None or (package.version and origin.why == _origins.NO_VERSION):
            return ""
        return origin.why

    packages = _locked.packages(source, document, "package")
    yield from _locked.entries(source, packages, unreleased, "pdm update {name}")
    if not version:
        message = "it has no [metadata] with a lock_version, so packages may be missing: write it again with `pdm lock`"
        yield Problem(source.path, "", message)
