"""environment.yml of conda: what its `pip:` list has pip install.

Source: conda's documentation, "Managing environments". The list becomes a requirements file; the
other dependencies come from channels, where neither the names nor the versions are the index's.
"""

from __future__ import annotations

from collections.abc import Iterator

from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.manifests import _entries, _yaml, requirements
from pratique.deps.manifests._entries import Manner
from pratique.deps.manifests._yaml import Scalar
from pratique.deps.model import Entry, Unaudited

FILES = r"(?:[^/]*[-_.])?environment(?:[-_.][^/]*)?\.ya?ml|conda(?:[-_.][^/]*)?\.ya?ml"
EXAMPLES = ("environment.yml", "environment-dev.yaml", "conda.yml")

_TOOLS = ("python", "pip")  # the interpreter and the installer are there to read the list
_NAMED = 5  # in a notice


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """What pip installs into the environment; SourceError when the file is not valid YAML."""
    if b"dependencies" not in source.data:
        return
    found = _yaml.scalars(source)
    channels = [item for item in _yaml.below(found, ("dependencies", None)) if _conda_name(item) not in _TOOLS]
    if channels:
        yield _aside(source, channels)
    reading = requirements.Reading(read, {source.path})
    seen: set[int] = set()
    for scalar in _yaml.below(found, ("dependencies", None, "pip", None)):
        if scalar.start not in seen:
            seen.add(scalar.start)
            for line in _yaml.line(source, scalar).lines():
                yield from requirements.written(source, line, Manner(), reading)


def _conda_name(item: Scalar) -> str:
    return item.value.rpartition("::")[2].replace("=", " ").replace("<", " ").replace(">", " ").split(" ")[0]


def _aside(source: Source, items: list[Scalar]) -> Entry:
    names = [_conda_name(item) for item in items]
    rest = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    said = f"{_entries.shown(', '.join(names[:_NAMED]))}{rest} {'is' if len(names) == 1 else 'are'} not audited"
    line = source.text.count("\n", 0, items[0].start) + source.first_line
    return Unaudited(f"{said}: what comes from a conda channel is not a release on the index", source.path, line)
