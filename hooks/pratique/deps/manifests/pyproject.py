"""pyproject.toml: PEP 621, PEP 735 and PEP 518, and the tables of Poetry, PDM, uv, Hatch, Flit, Rye and Pixi."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from pratique.core.errors import SourceError
from pratique.core.finding import Problem
from pratique.core.hook import Read
from pratique.core.redact import mask, visible
from pratique.core.source import Source
from pratique.deps.manifests import _locks, _pep508
from pratique.deps.model import Entry, Requirement, Unaudited, unaudited, unreadable
from pratique.deps.names import canonical

if TYPE_CHECKING:
    from pratique.deps.manifests._by_name import Manifest
    from pratique.deps.manifests._sources import Sources
    from pratique.deps.manifests._toml import Path, Text

FILES = r"pyproject\.toml"
EXAMPLES = ("pyproject.toml",)


class _Place(NamedTuple):
    """Where dependencies stand; a star in the path stands for any key.

    by_name: in a table by their names, else in a list of PEP 508 requirements. uv: uv's sources apply.
    filled: whether the tool fills in what stands in braces.
    """

    path: str
    by_name: bool = False
    uv: bool = False
    filled: bool = False


_PLACES = (
    _Place("build-system.requires", uv=True),
    _Place("project.dependencies", uv=True),
    _Place("project.optional-dependencies.*", uv=True),
    _Place("dependency-groups.*", uv=True),
    # Poetry: "The pyproject.toml file"
    _Place("tool.poetry.dependencies", by_name=True),
    _Place("tool.poetry.dev-dependencies", by_name=True),
    _Place("tool.poetry.group.*.dependencies", by_name=True),
    _Place("tool.poetry.requires-plugins", by_name=True),
    _Place("tool.poetry.build-constraints.*", by_name=True),
    # PDM: "Configure the project"
    _Place("tool.pdm.dev-dependencies.*"),
    _Place("tool.pdm.overrides", by_name=True),
    _Place("tool.pdm.resolution.overrides", by_name=True),
    # uv: "Settings"
    _Place("tool.uv.dev-dependencies", uv=True),
    _Place("tool.uv.constraint-dependencies", uv=True),
    _Place("tool.uv.override-dependencies", uv=True),
    _Place("tool.uv.build-constraint-dependencies", uv=True),
    _Place("tool.uv.extra-build-dependencies.*", uv=True),
    # Hatch: "Environment configuration", "Build configuration"
    _Place("tool.hatch.env.requires"),
    _Place("tool.hatch.envs.*.dependencies", filled=True),
    _Place("tool.hatch.envs.*.extra-dependencies", filled=True),
    _Place("tool.hatch.envs.*.overrides.*.*.dependencies", filled=True),
    _Place("tool.hatch.envs.*.overrides.*.*.extra-dependencies", filled=True),
    _Place("tool.hatch.build.hooks.*.dependencies"),
    _Place("tool.hatch.build.targets.*.dependencies"),
    _Place("tool.hatch.build.targets.*.hooks.*.dependencies"),
    # Flit before PEP 621: "The pyproject.toml config file"
    _Place("tool.flit.metadata.requires"),
    _Place("tool.flit.metadata.dev-requires"),
    _Place("tool.flit.metadata.requires-extra.*"),
    _Place("tool.rye.dev-dependencies"),
    # Pixi: "Manifest"
    _Place("tool.pixi.pypi-dependencies", by_name=True),
    _Place("tool.pixi.target.*.pypi-dependencies", by_name=True),
    _Place("tool.pixi.feature.*.pypi-dependencies", by_name=True),
)
# Files of requirements that are declared by their names: a text or a list of them.
_FILES = (
    # Setuptools: "Dynamic Metadata"
    "tool.setuptools.dynamic.dependencies.file",
    "tool.setuptools.dynamic.optional-dependencies.*.file",
    # The plugin hatch-requirements-txt
    "tool.hatch.metadata.hooks.requirements_txt.files",
    "tool.hatch.metadata.hooks.requirements_txt.optional-dependencies.*",
)
# One of these words is in every file that has such a place, unless a key is written with escapes.
_WORDS = (b"requires", b"dependencies", b"dependency-groups", b"overrides", b"constraints", b"\\")
_POETRY = ("tool", "poetry", "dependencies")  # where Poetry finds what is dynamic
_NO_PACKAGE = "python"  # Poetry's name for the interpreter, among the dependencies
_INCLUDED = ({"include-group"},)  # PEP 735: the requirements of another group
_WRAPPED = ("requirement", "value")  # uv's extra build dependencies, Hatch's overrides
_EDITABLE = re.compile(r"\s*-e\s+(\S+)")  # PDM's editable dependencies
_ROOT = "file:///${PROJECT_ROOT}"  # PDM's name for the project's folder
_BACKEND = ("setup.cfg", "setup.py")  # where setuptools finds what is dynamic; they have readers of their own
_FILLED = r"\{[a-z_]+(?::[^{}]*)?\}"


def entries(source: Source, read: Read) -> Iterator[Entry]:
    """What the project asks for; SourceError when the file is not valid TOML."""
    from pratique.deps.manifests import _toml

    document = _toml.load(source)
    if not any(word in source.data for word in _WORDS):
        return
    found = {path: (place, value) for place in _PLACES for path, value in _at(document, place.path)}
    if found:
        yield from _found(source, document, found, read)
    files = [(path, value) for pattern in _FILES for path, value in _at(document, pattern) if value is not None]
    for path, value in files:
        yield from _listed(source, path, value if isinstance(value, list) else [value], read)
    dynamic = _toml.value(document, ("project", "dynamic"))
    declared = files or _POETRY in found or _beside(source.path, read)
    if isinstance(dynamic, list) and "dependencies" in dynamic and not declared:
        yield Unaudited("its dependencies are dynamic: the build backend names them, not this file", source.path)


def _beside(path: str, read: Read) -> bool:
    """Whether a file of the build backend lies beside the project's."""
    return any(read(posixpath.join(posixpath.dirname(path), name)) is not None for name in _BACKEND)


def _found(
    source: Source, document: dict[str, Any], found: dict[Path, tuple[_Place, Any]], read: Read
) -> Iterator[Entry]:
    from pratique.deps.manifests import _by_name, _origins, _sources, _toml

    base, locked = _origins.Base(source.path, read), _locks.of_project(source.path, read)
    own = _toml.value(document, ("project", "name"))
    own = canonical(own) if isinstance(own, str) else ""
    manifest = _by_name.Manifest(source, base, _toml.places(source.text), locked, own)
    sources: Sources = {}
    try:
        sources = _sources.of(document, source.path, read)
    except ValueError as error:
        yield manifest.problem(("tool", "uv", "sources"), str(error))
    enriches = _toml.value(document, ("project", "dependencies")) is not None
    for path, (place, value) in sorted(found.items(), key=lambda item: manifest.start(item[0])):
        if place.by_name and isinstance(value, dict):
            packages = {name: item for name, item in value.items() if canonical(name) != _NO_PACKAGE}
            yield from _by_name.entries(manifest, path, packages, enriches)
        elif not place.by_name and isinstance(value, list):
            for index, item in enumerate(value):
                yield from _item(manifest, (*path, index), item, place, sources if place.uv else {})
        else:
            is_table = place.by_name or value is None
            yield manifest.problem(path, f"must be a {'table' if is_table else 'list of requirements'}")


def _listed(source: Source, path: Path, names: list[Any], read: Read) -> Iterator[Entry]:
    """What the files of requirements declare that the value at the path names."""
    from pratique.deps.manifests import _toml, requirements

    for name in names:
        file = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), str(name)))
        raw = read(file) if isinstance(name, str) else None
        if raw is None:
            key = _toml.places(source.text).keys[path]
            message = f"{name!r} does not exist in this repository, so what it names was not audited"
            yield unreadable(source, _toml.byte_offset(source, key.start), message)
            continue
        try:
            yield from requirements.entries(Source.load(file, raw), read)
        except SourceError as error:
            yield Problem(file, "", str(error))


def _at(document: dict[str, Any], pattern: str) -> Iterator[tuple[Path, Any]]:
    """Path and value, of any type, of all that the pattern stands for; None for what must be a table of such."""
    found: list[tuple[Path, Any]] = [((), document)]
    for part in pattern.split("."):
        above, found = found, []
        for path, value in above:
            if isinstance(value, dict):
                found += [((*path, key), value[key]) for key in value if part in (key, "*")]
            elif part == "*":
                yield path, None
    yield from found


def _item(manifest: Manifest, path: Path, item: Any, place: _Place, sources: Sources) -> Iterator[Entry]:
    """The entry for one item of a list; none for the name of another list."""
    if isinstance(item, dict):
        if path[0] == "dependency-groups" and set(item) in _INCLUDED:
            return
        for key in _WRAPPED:
            if isinstance(item.get(key), str):
                path, item = (*path, key), item[key]
                break
    if isinstance(item, str) and place.filled and re.search(_FILLED, item):
        shown = visible(mask(item))
        yield unaudited(manifest.source, manifest.start(path), shown, "the tool fills in what stands in braces")
    elif isinstance(item, str):
        entry = _entry(manifest, manifest.places.texts[path], sources)
        if entry:
            yield entry
    else:
        yield manifest.problem(path, "not a requirement")


def _entry(manifest: Manifest, text: Text, sources: Sources) -> Entry | None:
    """None for what is `_origins.OWN`, and for the project itself."""
    from pratique.deps.manifests import _entries, _origins, _toml

    source = manifest.source
    lead = len(text.value) - len(text.value.lstrip()) if text.verbatim else 0
    start, end = _toml.byte_offset(source, text.start + lead), _toml.byte_offset(source, text.end)
    editable = _EDITABLE.match(text.value)
    if editable:
        why = _address(manifest, editable[1])
        return unaudited(source, start, visible(mask(text.value)), why) if why != _origins.OWN else None
    try:
        parsed = _pep508.parse(text.value)
    except ValueError as error:
        return unreadable(source, start, _entries.no_requirement(text.value.strip(), error))
    if parsed.name == manifest.own and not (parsed.specifier or parsed.url):
        return None  # one extra that stands for others: `all = ["self[docs,tests]"]`
    origin = sources.get(parsed.name)
    if origin:
        parsed = parsed._replace(version=origin.version, version_at=None, lower="", lower_at=None)
        if origin.why:
            return unaudited(source, start, parsed.name, origin.why) if origin.why != _origins.OWN else None
    elif parsed.url and not parsed.version:
        why = _address(manifest, parsed.url)
        return unaudited(source, start, parsed.name, why) if why != _origins.OWN else None
    span = _span(source, text, parsed.version_at)
    held = "" if span or not parsed.version else "the version is part of an address or written with escapes"
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
        locked=manifest.locked,
        lower=parsed.lower,
        lower_span=_span(source, text, parsed.lower_at),
    )


def _address(manifest: Manifest, url: str) -> str:
    """What is to be said of an address that states no version: OWN where it is that of a folder of the repository."""
    from pratique.deps.manifests import _origins

    if url.startswith(_ROOT):
        return manifest.base.local(url.removeprefix(_ROOT).partition("#")[0].strip("/") or ".")
    return _origins.REPOSITORY if re.match(r"[a-z]+\+", url) else _origins.NO_VERSION


def _span(source: Source, text: Text, at: tuple[int, int] | None) -> tuple[int, int] | None:
    """Bytes of the file for characters of the text; None where it is written with escapes."""
    from pratique.deps.manifests import _toml

    if at is None or not text.verbatim:
        return None
    first, last = (text.start + index for index in at)
    return (_toml.byte_offset(source, first), _toml.byte_offset(source, last))
