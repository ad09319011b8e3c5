"""Which names are nobody's business but the project's, and which other indices a manifest names."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from pratique.core.settings import Settings
from pratique.core.source import Source
from pratique.deps import local
from pratique.deps.model import Declared, Requirement
from pratique.deps.names import canonical

# How manifests and lock files name an index: pip's options, those and its and uv's variables in
# commands, uv's `registry`, the sources of Poetry, PDM and Pipenv, uv's `index` tables and keys.
_NAMED = (
    rb"^[ \t]*(?:-i|--index-url|--extra-index-url|-f|--find-links)[ \t=]+(\S+)",
    rb"\bpip3?[ \t]+install\b[^\n]*?[ \t]-[if][ \t]*[\"']?(\w+://[^\s\"']+)",
    rb"\s(?:--(?:extra-|default-)?index(?:-url)?|--find-links)[ \t=]+[\"']?(\w+://[^\s\"']+)",
    rb"\b(?:PIP|UV)_(?:(?:EXTRA_|DEFAULT_)?INDEX(?:_URL)?|FIND_LINKS)[\"']?[ \t]*[ =:][ \t]*[\"']?(\w+://[^\s\"']+)",
    rb"\bregistry[ \t]*=[ \t]*[\"']([^\"']+)",
    rb"^[ \t]*(?:index-url|find-links)[ \t]*=[ \t]*\[?[ \t]*[\"']([^\"']+)",
    rb"^[ \t]*extra-index-url[ \t]*=[ \t]*\[\s*[\"']([^\"']+)",
    rb"^[ \t]*\[{1,2}[\w.\"-]*(?:source|index)\"?\]{1,2}[^\[]*?^[ \t]*url[ \t]*=[ \t]*[\"']([^\"']+)",
)
_SOURCES = rb"\"sources\"[ \t]*:[ \t]*\[(?P<all>[^\]]*)\]"  # of Pipfile.lock
_URL = rb"\"url\"[ \t]*:[ \t]*\"([^\"]+)\""


def askable(declared: Declared) -> Iterator[Requirement]:
    """The requirements whose names may be told an index: none that comes from an address of its own, none that the
    settings call private, and none of a project or member of a workspace in this repository."""
    own: dict[str, frozenset[str]] = {}
    for requirement in declared.requirements:
        name, path = requirement.name, requirement.source.path
        if path not in own:
            own[path] = local.local_names(declared, requirement.source)
        is_elsewhere = requirement.specifier.startswith("@") or local.is_tied(requirement)
        if not is_elsewhere and name not in own[path] and not is_private(requirement, declared.settings):
            yield requirement


def is_private(requirement: Requirement, settings: Settings) -> bool:
    """Whether the settings call the name private."""
    patterns = settings.texts("private-packages")
    return any(fnmatch.fnmatchcase(requirement.name, canonical(pattern)) for pattern in patterns)


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
