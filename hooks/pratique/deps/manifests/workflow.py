"""Workflows of continuous integration: what their steps install.

Sources: the syntax references of GitHub Actions, GitLab CI/CD, Azure Pipelines, CircleCI,
Bitbucket Pipelines and Travis CI, for the keys whose values are scripts.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.manifests import _commands, _yaml, requirements
from pratique.deps.manifests._entries import Manner
from pratique.deps.model import Entry, Requirement

FILES = (
    r"\.(?:github|gitea|forgejo)/workflows/[^/]+\.ya?ml|action\.ya?ml"
    r"|(?:[^/]*\.)?gitlab-ci\.ya?ml|\.gitlab/(?:[^/]+/)*[^/]+\.ya?ml"
    r"|\.?azure-pipelines[^/]*\.ya?ml|\.?azure-pipelines/(?:[^/]+/)*[^/]+\.ya?ml"
    r"|\.circleci/(?:[^/]+/)*[^/]+\.ya?ml|bitbucket-pipelines\.ya?ml|\.travis\.ya?ml"
)
EXAMPLES = (
    ".github/workflows/ci.yml",
    "action.yml",
    ".gitlab-ci.yml",
    "azure-pipelines.yml",
    ".circleci/config.yml",
    "bitbucket-pipelines.yml",
    ".travis.yml",
)

_SCRIPTS = {
    *("run", "script", "before_script", "after_script", "command", "bash", "pwsh", "powershell"),
    *("install", "before_install", "before_deploy", "after-script", "pre_build_script", "pre_get_sources_script"),
}
_BUILDS_WHEELS = re.compile(r"CIBW_(?:BEFORE|TEST)_\w*(?:BUILD|ALL|TEST|COMMAND)\w*\Z")  # cibuildwheel's commands
_FOLDERS = {"working-directory", "working_directory", "workingDirectory"}


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """What the scripts install; SourceError when the file is not valid YAML."""
    if not _commands.MENTIONS.search(source.data):
        return
    found = _yaml.scalars(source)
    folders = [scalar.value for scalar in found if _yaml.last_key(scalar.path) in _FOLDERS]

    def resolve(target: str) -> Sequence[str]:
        """From the repository's root, where jobs begin, from a working directory, from the file's own folder."""
        starts = ("", *folders, posixpath.dirname(source.path))
        return [posixpath.normpath(posixpath.join(start, target.lstrip("/"))) for start in dict.fromkeys(starts)]

    reading = requirements.Reading(read, {source.path})
    context = _commands.Context(source, Manner(open_by_design=True), reading, resolve)
    seen: set[tuple[int, int]] = set()  # what an alias repeats stands in one place
    for scalar in found:
        key = _yaml.last_key(scalar.path)
        place = (scalar.start, scalar.end)
        if place not in seen and (key in _SCRIPTS or _BUILDS_WHEELS.match(key)):
            seen.add(place)
            if _commands.MENTIONS.search(scalar.value.encode()):
                yield from _once(_commands.entries(context, _yaml.line(source, scalar)))


def _once(found: Iterator[Entry]) -> Iterator[Entry]:
    """The entries of a script; of a requirement that is written with escapes, each name once."""
    seen: set[tuple[str, str, int]] = set()
    for entry in found:
        if isinstance(entry, Requirement):
            identity = (entry.name, entry.specifier, entry.start)
            if identity in seen:
                continue
            seen.add(identity)
        yield entry
