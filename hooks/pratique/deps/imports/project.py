"""The repository around a file: its own modules, and what its manifests declare.

There is one for each run, and it answers every question once: files of one folder import much the same.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from pratique.core.errors import SourceError
from pratique.core.hook import Read
from pratique.core.settings import Settings
from pratique.core.source import Source
from pratique.deps.imports import environment, names
from pratique.deps.imports.folders import Folders, upward
from pratique.deps.imports.provides import Declared

# Folders below a project's own in which its modules, or the helpers of its tests, may lie.
_ROOTS = ("", "src/", "lib/", "python/", "tests/", "test/")
_GENERATED = re.compile(r"_pb2(?:_grpc)?$|^(?:parsetab|lextab|yacctab)$|_rc$")
# What generators put before and behind the name of the file that they read (ANTLR, Qt).
_PREFIXES, _SUFFIXES = ("ui_", "Ui_"), ("Lexer", "Parser", "Listener", "Visitor")
# A tool that is at work where a module of its own kind lies: tool -> the module.
_EVIDENCE = {"pytest": "conftest", "_pytest": "conftest", "nox": "noxfile", "fabric": "fabfile", "locust": "locustfile"}
# Where a person adds a dependency, the likeliest first.
_WRITTEN = (
    "pyproject.toml",
    "setup.cfg",
    "setup.py",
    "requirements.txt",
    "requirements.in",
    "Pipfile",
    "environment.yml",
)


class _Everywhere(NamedTuple):
    """The repository as a whole: names of files of code and of the folders above them, of all folders, manifests."""

    code: frozenset[str]
    folders: frozenset[str]
    manifests: tuple[str, ...]


class Project:
    """A snapshot of a repository, asked for modules. unreadable: manifests by path, with what is wrong."""

    def __init__(self, settings: Settings, read: Read) -> None:
        self._settings, self._read = settings, read
        self._folders = Folders(read)
        self._near: dict[str, tuple[Declared, frozenset[str]]] = {}
        self._manifests: dict[str, names.Names | None] = {}
        self.unreadable: dict[str, str] = {}
        self.answers: dict[tuple[str, str], bool] = {}

    def is_local(self, module: str, folder: str) -> bool:
        """Whether the folder, one above it or a usual place of sources in them holds the module."""
        top = _top(module)
        return any(self._folders.holds(top, above + below) for above in upward(folder) for below in _ROOTS)

    def is_near(self, module: str, folder: str) -> bool:
        """Whether the dotted module is the project's own or declared, as far as the folders upward tell."""
        if self.is_local(module, folder):
            return True
        declared, own = self._near_names(folder)
        return _top(module) in own or declared.provides(module)

    def is_declared(self, module: str) -> bool:
        """Whether any manifest of the repository declares what holds the module, or says that it is its own."""
        return self.everything.provides(module) or any(_top(module) in found.own for found in self._all_names)

    def is_somewhere(self, module: str, is_known: bool) -> bool:
        """Whether anything in the repository is called like the module, or will be once it is built.

        is_known: whether a distribution is known for it; then a folder without code is no evidence.
        """
        top, everywhere = _top(module), self._everywhere
        if top in everywhere.code or (not is_known and top in everywhere.folders):
            return True
        if _GENERATED.search(top) or top in self._ignored or _EVIDENCE.get(top) in everywhere.code:
            return True
        forms = [top.removesuffix(suffix) for suffix in _SUFFIXES] + [top.removeprefix(prefix) for prefix in _PREFIXES]
        return any(form != top and form in everywhere.code for form in forms)

    @cached_property
    def everything(self) -> Declared:
        """What all manifests of the repository declare together."""
        return Declared(name for found in self._all_names for name in found.declared)

    @cached_property
    def is_open(self) -> bool:
        """Whether a manifest names a project outside the repository by its path: nobody knows what that holds."""
        for path in self._everywhere.manifests:
            found = self._names(path)
            for folder in found.folders if found else ():
                if posixpath.normpath(posixpath.join(posixpath.dirname(path), folder)).startswith(".."):
                    return True
        return False

    @cached_property
    def installed(self) -> dict[str, tuple[str, ...]]:
        """Module -> distributions, of the project's environment on disk; nothing in it is run."""
        return environment.modules(self._settings.root, self._settings.path("environment"))

    def manifest_of(self, folder: str) -> str:
        """The nearest manifest upward in which a dependency can be written, "" when there is none anywhere."""
        for above in upward(folder):
            for name in _WRITTEN:
                if name in self._folders.listed(above) and self._promises(above + name):
                    return above + name
        return next(filter(self._promises, self._everywhere.manifests), "")

    def _promises(self, path: str) -> bool:
        found = self._names(path)
        return found is not None and found.promises

    def _near_names(self, folder: str) -> tuple[Declared, frozenset[str]]:
        """What the manifests in the folders upward declare, and which modules they call the project's own."""
        if folder not in self._near:
            found = [item for path in self._near_manifests(folder) if (item := self._names(path))]
            declared = Declared(name for item in found for name in item.declared)
            self._near[folder] = (declared, frozenset(module for item in found for module in item.own))
        return self._near[folder]

    def _near_manifests(self, folder: str) -> Iterator[str]:
        for above in upward(folder):
            for place in (above, f"{above}requirements/"):
                for name in self._folders.listed(place):
                    if names.extractor(place + name, names.NEAR):
                        yield place + name

    @cached_property
    def _all_names(self) -> list[names.Names]:
        return [item for path in self._everywhere.manifests if (item := self._names(path))]

    def _names(self, path: str) -> names.Names | None:
        """What the manifest names; None where it cannot be read, which is kept to be said."""
        if path not in self._manifests:
            self._manifests[path] = self._read_names(path)
        return self._manifests[path]

    def _read_names(self, path: str) -> names.Names | None:
        extract = names.extractor(path, names.ALL)
        raw = self._read(path) if extract else None
        if extract is None or raw is None:
            return None
        try:
            found = extract(Source.load(path, raw).tolerant_text.replace("\r\n", "\n"))
            return found._replace(declared=found.declared.union(*self._included(path, found)))
        except (ValueError, RecursionError, SourceError) as error:
            self.unreadable[path] = str(error)
            return None

    def _included(self, path: str, found: names.Names) -> Iterator[frozenset[str]]:
        """What the files declare that the manifest names, and whose own names do not say what they are."""
        for target in found.included:
            place = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            raw = None if names.extractor(place, names.ALL) else self._read(place)
            if raw is not None:
                yield names.requirements(Source.load(place, raw).tolerant_text.replace("\r\n", "\n")).declared

    @cached_property
    def _everywhere(self) -> _Everywhere:
        code: set[str] = set()
        folders: set[str] = set()
        manifests: list[str] = []
        for folder in self._folders.all():
            steps = folder.split("/")[:-1]
            folders.update(steps[-1:])
            if modules := self._folders.modules(folder):
                code |= modules | set(steps)
            paths = (folder + name for name in self._folders.listed(folder))
            manifests += [path for path in paths if names.extractor(path, names.ALL)]
        return _Everywhere(frozenset(code), frozenset(folders), tuple(sorted(manifests)))

    @cached_property
    def _ignored(self) -> frozenset[str]:
        """The modules that .gitignore files beside manifests name: what a build or a person writes."""
        found: set[str] = set()
        for folder in {"", *(path[: path.rfind("/") + 1] for path in self._everywhere.manifests)}:
            raw = self._read(f"{folder}.gitignore") or b""
            lines = (line.strip().rstrip("/") for line in raw.decode("utf-8", "replace").splitlines())
            found.update(line.rpartition("/")[2].partition(".")[0] for line in lines if line and line[0] not in "#!")
        return frozenset(found)


@lru_cache(maxsize=2)
def project(settings: Settings, read: Read) -> Project:
    """The project of a run, which has one object for its settings and one way to read."""
    return Project(settings, read)


def _top(module: str) -> str:
    return module.partition(".")[0]
