"""pyproject.toml: the requirements of PEP 621, PEP 735 and PEP 518."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pratique.core.finding import Notice, Problem
from pratique.core.hook import Read
from pratique.core.source import Source
from pratique.deps.manifests import _locks, _pep508
from pratique.deps.model import Entry, Requirement, unaudited, unreadable

FILES = r"pyproject\.toml"

# Tables of lists of requirements: (path, whether the lists stand below names of extras or groups).
_PLACES: tuple[tuple[tuple[str, ...], bool], ...] = (
    (("build-system", "requires"), False),
    (("project", "dependencies"), False),
    (("project", "optional-dependencies"), True),
    (("dependency-groups",), True),
)
_WORDS = (b"requires", b"dependencies", b"dependency-groups", b"\\")  # a key may be written with escapes


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """What the project asks for; SourceError when the file is not valid TOML."""
    from pratique.deps.manifests import _toml

    document = _toml.load(source)
    if not any(word in source.data for word in _WORDS):
        return
    lists: list[tuple[tuple[str, ...], Any]] = []
    for path, grouped in _PLACES:
        value = _at(document, path)
        if value is not None:
            lists += list(_lists(path, value)) if grouped else [(path, value)]
    wanted: dict[tuple[str | int, ...], Any] = {
        (*path, index): item for path, value in lists for index, item in enumerate(_items(value))
    }
    for place, value in lists:
        if not isinstance(value, list):
            yield Problem(source.path, "", f"{'.'.join(place)} must be a list of requirements")
    placed = {text.path: text for text in _toml.strings(source.text)} if wanted else {}
    locked = bool(wanted) and _locks.of_project(source.path, read)
    for where, item in wanted.items():
        if isinstance(item, str):
            yield _entry(source, placed[where], locked)
        elif not (where[0] == "dependency-groups" and isinstance(item, dict) and set(item) == {"include-group"}):
            yield Problem(source.path, "", f"{'.'.join(map(str, where[:-1]))}: item {where[-1]} is not a requirement")
    if "dependencies" in _items(_at(document, ("project", "dynamic"))):
        yield Notice("its dependencies are dynamic: the build backend names them, not this file", source.path)


def _at(document: dict[str, Any], path: tuple[str, ...]) -> Any:
    """The value at the path, or None where there is none."""
    value: Any = document
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _lists(path: tuple[str, ...], value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        for key, items in value.items():
            yield (*path, key), items
    else:
        yield path, None


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _entry(source: Source, text: Any, locked: bool) -> Entry:
    from pratique.deps.manifests import _toml

    start, end = _toml.byte_offset(source, text.start), _toml.byte_offset(source, text.end)
    try:
        parsed = _pep508.parse(text.value)
    except ValueError as error:
        return unreadable(source, start, f"not a requirement: {error}")
    if parsed.url and not parsed.version:
        return unaudited(source, start, parsed.name, "the address does not state a version")
    span = _span(source, text, parsed.version_at)
    held = "" if span else "the version is part of an address or written with escapes"
    return Requirement(
        source,
        parsed.name,
        start,
        end,
        parsed.version,
        parsed.specifier,
        span,
        held,
        open_by_design=True,
        locked=locked,
        lower=parsed.lower,
        lower_span=_span(source, text, parsed.lower_at),
    )


def _span(source: Source, text: Any, at: tuple[int, int] | None) -> tuple[int, int] | None:
    """Bytes of the file for characters of the text; None where it is written with escapes."""
    from pratique.deps.manifests import _toml

    if at is None or not text.verbatim:
        return None
    first, last = (text.start + index for index in at)
    return (_toml.byte_offset(source, first), _toml.byte_offset(source, last))
