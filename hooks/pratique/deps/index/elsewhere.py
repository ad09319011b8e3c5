"""Which names are nobody's business but the project's, and which other indices a manifest names."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.model import Declared, Requirement
from pratique.deps.names import canonical

# How manifests and lock files name an index: pip's options, uv's `registry`, the sources of
# Poetry, PDM and Pipenv, uv's `index` tables and keys.
_NAMED = (
    rb"^[ \t]*(?:-i|--index-url|--extra-index-url|-f|--find-links)[ \t=]+(\S+)",
    rb"\bregistry[ \t]*=[ \t]*[\"']([^\"']+)",
    rb"^[ \t]*(?:index-url|find-links)[ \t]*=[ \t]*\[?[ \t]*[\"']([^\"']+)",
    rb"^[ \t]*extra-index-url[ \t]*=[ \t]*\[\s*[\"']([^\"']+)",
    rb"^[ \t]*\[{1,2}[\w.\"-]*(?:source|index)\"?\]{1,2}[^\[]*?^[ \t]*url[ \t]*=[ \t]*[\"']([^\"']+)",
)
_NAME_IN_SETUP = rb"^\[metadata\][^\[]*?^name[ \t]*=[ \t]*([\w.-]+)"
_SOURCES = rb"\"sources\"[ \t]*:[ \t]*\[(?P<all>[^\]]*)\]"  # of Pipfile.lock
_URL = rb"\"url\"[ \t]*:[ \t]*\"([^\"]+)\""


def askable(declared: Declared) -> Iterator[Requirement]:
    """The requirements whose names may be told an index: none that comes from an address of its own, none that the
    settings call private, and not the project itself."""
    private = [canonical(pattern) for pattern in declared.settings.texts("private-packages")]
    own = _own_names(declared.source, declared.read)
    for requirement in declared.requirements:
        name = requirement.name
        if requirement.specifier.startswith("@") or name in own:
            continue
        if not any(fnmatch.fnmatchcase(name, pattern) for pattern in private):
            yield requirement


def _own_names(source: Source, read: Read) -> set[str]:
    """What the project and those around it are called, which their extras may name (`name[extra]`)."""
    found: set[str] = set()
    folder = posixpath.dirname(source.path)
    while True:
        project, setup = (
            source.data if path == source.path else read(path) or b""
            for path in (posixpath.join(folder, name) for name in ("pyproject.toml", "setup.cfg"))
        )
        found.update(map(canonical, _stated(project)))
        match = re.search(_NAME_IN_SETUP, setup, re.MULTILINE)
        if match:
            found.add(canonical(match[1].decode("ascii", "replace")))
        if not folder:
            return found
        folder = posixpath.dirname(folder)


def _stated(project: bytes) -> Iterator[str]:
    """The names that a pyproject.toml gives the project."""
    import tomli

    try:
        document = tomli.loads(project.decode())
    except (ValueError, RecursionError):  # said when that file is checked
        return
    tool = document.get("tool")
    for table in (document.get("project"), tool.get("poetry") if isinstance(tool, dict) else None):
        name = table.get("name") if isinstance(table, dict) else None
        if isinstance(name, str):
            yield name


def others(source: Source, asked: Iterable[str]) -> list[str]:
    """Hosts (or paths) of indices that the file names and that are not among those that are asked."""
    named = [match[1] for pattern in _NAMED for match in re.finditer(pattern, source.data, re.MULTILINE)]
    for table in re.finditer(_SOURCES, source.data):
        named += re.findall(_URL, table["all"])
    known = {_host(url) for url in asked}
    hosts = (_host(raw.decode("utf-8", "replace")) for raw in named)
    return [host for host in dict.fromkeys(hosts) if host not in known]


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        return parts.hostname or parts.path
    except ValueError:
        return "(not an address)"
