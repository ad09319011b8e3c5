"""The imports of a file that nothing in sight provides, each with the distributions that would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pratique.core.hook import Read
from pratique.core.settings import Settings
from pratique.core.source import Source
from pratique.deps import longer
from pratique.deps.imports import is_python, known, names, roles, scan
from pratique.deps.imports.project import Project, project
from pratique.deps.imports.provides import Declared

if TYPE_CHECKING:
    from pratique.deps.imports.tree import Import, Reading

# PEP 723: the lines around the block of a script that runs on its own.
_OPENING, _CLOSING = "# /// script", "# ///"
_OUTSIDE = re.compile(r"(?:\.\./)+[^/]*")


class Missing(NamedTuple):
    """An import that nothing provides. holders: the distributions that would, best first; () where none is known.

    where: the path of the manifest to declare it in, the file's own for one with a block of its own, or "".
    is_quiet: whether well-kept projects have many of the kind: imported when a function is called, in an example,
    or brought by a distribution that is declared.
    """

    module: str
    start: int
    end: int
    holders: tuple[str, ...]
    where: str
    is_quiet: bool = False


class Verdict(NamedTuple):
    """What there is to say of a file.

    unreadable: manifests without which nothing can be said, with the reason. outside: the folder beyond
    the repository that the file lies in, whose manifests are not read.
    """

    missing: tuple[Missing, ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    is_parsed: bool = True
    outside: str = ""


@lru_cache(maxsize=2)
def verdict(source: Source, settings: Settings, read: Read) -> Verdict:
    """The imports of the file that are missing; each module once, at its first import."""
    if not is_python(source.path) or "{{" in source.path:  # a template is not yet a file of a project
        return Verdict()
    if outside := _OUTSIDE.match(source.path):
        return Verdict(outside=outside.group())
    asked = _Asked(source, settings, read)
    foreign = [item for item in scan.statements(source.data) if not known.is_standard(item.module)]
    left = {module for item in foreign for module in _modules(item) if not asked.is_near(module)}
    left = {module for module in left if not asked.is_elsewhere(module)}
    if not left:
        return Verdict()
    around = asked.project
    if around.unreadable:
        return Verdict(unreadable=tuple(sorted(around.unreadable.items())))
    from pratique.deps.imports import tree

    try:
        reading = tree.read(source, {module.partition(".")[0] for module in left})
    except ValueError:
        return Verdict(is_parsed=False)
    return Verdict(tuple(_missing(asked, reading, left)))


class _Asked:
    """One file's view of the project."""

    def __init__(self, source: Source, settings: Settings, read: Read) -> None:
        self.project: Project = project(settings, read)
        self.path = source.path
        self.folder = source.path[: source.path.rfind("/") + 1]
        self.given = roles.given(source.path)
        self.block = _block(source)

    def is_near(self, module: str) -> bool:
        if known.is_standard(module) or module.partition(".")[0] in self.given:
            return True
        if self.block is not None:
            return self.block.provides(module) or self.project.is_local(module, self.folder)
        answers = self.project.answers
        key = (self.folder, module)
        if key not in answers:
            answers[key] = self.project.is_near(module, self.folder)
        return answers[key]

    def is_elsewhere(self, module: str) -> bool:
        around = self.project
        if self.block is None and around.is_declared(module):
            return True
        if module.partition(".")[0] in known.hosts():
            return True
        is_known = bool(known.holders(module))
        return around.is_somewhere(module, is_known) or (not is_known and known.is_placeholder(module))

    def holders(self, module: str) -> tuple[str, ...]:
        """The distributions that hold the module: installed ones first, since they are the ones that are meant."""
        installed, parts = self.project.installed, module.split(".")
        for length in range(len(parts), 0, -1):
            if held := installed.get(".".join(parts[:length])):
                return held
        return known.holders(module) or known.listed_holders(module, longer.names(longer.path()))

    def where(self) -> str:
        return self.path if self.block is not None else self.project.manifest_of(self.folder)


def _modules(item: scan.Statement | Import) -> Iterator[str]:
    """The dotted modules to ask about: below a namespace those that are imported from it, else the first part."""
    module, imported = item.module, item.names
    if module.partition(".")[0] not in known.namespaces():
        yield module.partition(".")[0]
        return
    if module in known.namespaces() and imported:
        yield from (f"{module}.{name}" for name in imported)
    else:
        yield module


def _missing(asked: _Asked, reading: Reading, left: set[str]) -> Iterator[Missing]:
    declared = asked.block if asked.block is not None else asked.project.everything
    optional = {module for item in reading.imports if item.is_optional for module in _modules(item)}
    seen: set[str] = set()
    for item in reading.imports:
        for module in _modules(item):
            holders = asked.holders(module)
            package = holders[0] if holders else known.package_of(module)
            if module not in left or module in optional or package in seen:
                continue
            if any(name in declared.names for name in holders):
                continue
            if not holders and _may_be_there(asked, declared, reading, module):
                continue
            seen.add(package)
            quiet = roles.is_data(asked.path) or roles.is_vendored(asked.path)
            if holders:
                quiet = quiet or item.is_lazy or roles.is_example(asked.path) or any(map(declared.brings, holders))
            yield Missing(known.package_of(module), item.start, item.end, holders, asked.where(), quiet)


def _may_be_there(asked: _Asked, declared: Declared, reading: Reading, module: str) -> bool:
    """Whether something tells of a module that no distribution is known for."""
    top = module.partition(".")[0]
    if top in known.namespaces() or top.lower() in known.stems() or declared.may_provide(module):
        return True
    return asked.project.is_open or reading.speaks_of(module)


def _block(source: Source) -> Declared | None:
    """What the file's own block declares; None where it has none or none that can be read."""
    if _OPENING.encode() not in source.data:
        return None
    lines = [line.rstrip() for line in source.tolerant_text.splitlines()]
    if _OPENING not in lines:
        return None
    block = lines[lines.index(_OPENING) + 1 :]
    if _CLOSING not in block:
        return None
    try:
        return Declared(names.script("\n".join(line[2:] for line in block[: block.index(_CLOSING)])).declared)
    except ValueError:
        return None
