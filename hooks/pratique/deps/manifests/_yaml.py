"""Where the scalars of a YAML document stand, from the events of PyYAML's parser.

Events, not nodes: they are read one by one at any depth, and no tag of the file makes an object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pratique.core.errors import SourceError
from pratique.core.source import Source
from pratique.deps.manifests import _conflicts, _lines
from pratique.deps.manifests._lines import Line

Path = tuple["str | int", ...]

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")  # anchor and tag in front of a value
_HEADER = re.compile(r"[|>][^\n]*\n")
_MOST = 200_000  # scalars, those that aliases repeat counted each time
_DEEPEST = 500


class Scalar(NamedTuple):
    """A value that is no collection: its path in the document, and the characters that it is written with."""

    path: Path
    value: str
    start: int
    end: int


class _Place:
    """A collection that is being read: how many items it has so far, or the key that waits for its value."""

    def __init__(self, path: Path, is_mapping: bool, anchor: str | None, begin: int) -> None:
        self.path, self.is_mapping, self.anchor, self.begin = path, is_mapping, anchor, begin
        self.count = 0
        self.key: str | None = None


def scalars(source: Source) -> list[Scalar]:
    """Every value of all documents in the file, those behind an alias at their second place too."""
    import yaml

    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    walk = _Walk()
    try:
        for event in yaml.parse(source.text, Loader=loader):
            walk.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        why = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise SourceError(f"not valid YAML: {_conflicts.reason(source.text) or where + why}") from error
    return walk.found


class _Walk:
    """What the events so far have told."""

    def __init__(self) -> None:
        self.found: list[Scalar] = []
        self._open: list[_Place] = []
        self._anchored: dict[str, tuple[Path, list[Scalar]]] = {}

    def take(self, event: Any) -> None:
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self._scalar(event)
        elif kind == "AliasEvent":
            self._alias(event.anchor)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            path = self._next()
            is_mapping = kind == "MappingStartEvent"
            self._open.append(_Place(path or (), is_mapping, event.anchor, len(self.found)))
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            place = self._open.pop()
            if place.anchor:
                self._anchored[place.anchor] = (place.path, self.found[place.begin :])
        if len(self.found) > _MOST:
            raise SourceError("not readable: its aliases repeat too much")
        if len(self._open) > _DEEPEST:  # the time that a parser takes grows with the square of the depth
            raise SourceError("not readable: its values are nested too deeply")

    def _scalar(self, event: Any) -> None:
        top = self._open[-1] if self._open else None
        if top is not None and top.is_mapping and top.key is None:
            top.key = event.value
            return
        path = self._next() or ()
        scalar = Scalar(path, event.value, event.start_mark.index, event.end_mark.index)
        self.found.append(scalar)
        if event.anchor:
            self._anchored[event.anchor] = (path, [scalar])

    def _alias(self, anchor: str) -> None:
        path = self._next()
        origin, repeated = self._anchored.get(anchor, ((), []))
        if path is not None:
            self.found += [item._replace(path=(*path, *item.path[len(origin) :])) for item in repeated]

    def _next(self) -> Path | None:
        """The path of the value that comes now; None where it is a key."""
        if not self._open:
            return ()
        top = self._open[-1]
        if not top.is_mapping:
            top.count += 1
            return (*top.path, top.count - 1)
        if top.key is None:
            top.key = "?"  # a collection, or an alias, for a key
            return None
        path, top.key = (*top.path, top.key), None
        return path


def line(source: Source, scalar: Scalar) -> Line:
    """The value with the places of its characters."""
    raw = source.text[scalar.start : scalar.end]
    skipped = _PROPERTIES.match(raw)
    start = scalar.start + (skipped.end() if skipped else 0)
    header = _HEADER.match(source.text, start, scalar.end)
    everything = _lines.whole(source)
    first = everything.offset(header.end() if header else start)
    return _lines.aligned(source, first, everything.offset(scalar.end), scalar.value)


def last_key(path: Path) -> str:
    """The key that the value, or the list that holds it, stands under."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def below(found: list[Scalar], pattern: tuple[str | int | None, ...]) -> Iterator[Scalar]:
    """The scalars whose path is the pattern, in which None stands for any index."""
    for scalar in found:
        if len(scalar.path) == len(pattern) and all(
            isinstance(part, int) if wanted is None else part == wanted
            for part, wanted in zip(scalar.path, pattern, strict=True)
        ):
            yield scalar
