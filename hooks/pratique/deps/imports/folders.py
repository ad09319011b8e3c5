"""The folders of a snapshot: their names, the modules in them, and a walk over all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.core.hook import Read

# A file that is code or becomes code when the project is built.
_MODULE = re.compile(
    r"([^/.]+)\.(?:[^/]*\.)?(?:py[wixdc]?|pxd|so|c|cc|cpp|cxx|rs|f90?|proto|thrift|g4|i|ui|qrc|ipynb)$"
)
# Where nothing of the project lies; environments are known by their pyvenv.cfg.
_PASSED = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".tox", ".nox"})
_PASSED_CACHES = frozenset({".mypy_cache", ".ruff_cache", ".pytest_cache", ".eggs"})
_DEEPEST, _MOST = 30, 60_000
_DEEPEST_PACKAGE = 3  # folders below a package in which its first file of code may lie


class Folders:
    """Folders by their path with a slash behind, the root being ""; each is listed once."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._listings: dict[str, tuple[str, ...]] = {}
        self._modules: dict[str, frozenset[str]] = {}

    def listed(self, folder: str) -> tuple[str, ...]:
        """The names in a folder, those of folders with a slash behind them; () where there is none."""
        if folder not in self._listings:
            raw = (self._read(folder or "./") or b"") if self._exists(folder) else b""
            self._listings[folder] = tuple(raw.decode("utf-8", "surrogateescape").split("\n")) if raw else ()
        return self._listings[folder]

    def _exists(self, folder: str) -> bool:
        """Whether the listing above names it, where there is one to ask: asking that costs less."""
        parent, _, name = folder.rstrip("/").rpartition("/")
        above = f"{parent}/" if parent else ""
        return not folder or above not in self._listings or f"{name}/" in self._listings[above]

    def modules(self, folder: str) -> frozenset[str]:
        """The first names of the files of code in the folder."""
        if folder not in self._modules:
            matches = (_MODULE.match(name) for name in self.listed(folder))
            self._modules[folder] = frozenset(match[1] for match in matches if match)
        return self._modules[folder]

    def holds(self, module: str, folder: str) -> bool:
        """Whether the module, a name without dots, can be imported from the folder."""
        if module in self.modules(folder):
            return True
        return f"{module}/" in self.listed(folder) and self._has_code(f"{folder}{module}/", _DEEPEST_PACKAGE)

    def _has_code(self, folder: str, depth: int) -> bool:
        if self.modules(folder):
            return True
        below = (name for name in self.listed(folder) if name.endswith("/"))
        return depth > 0 and any(self._has_code(folder + name, depth - 1) for name in below)

    def all(self) -> Iterator[str]:
        """Every folder of the snapshot, environments and the stores of tools apart."""
        stack: list[tuple[str, tuple[tuple[str, ...], ...]]] = [("", ())]
        count = 0
        while stack and count < _MOST:
            folder, above = stack.pop()
            listed = self.listed(folder)
            if "pyvenv.cfg" in listed or (listed and listed in above) or len(above) > _DEEPEST:
                continue  # an environment, or a link that leads back
            count += 1
            yield folder
            below = (name for name in listed if name[-1:] == "/" and name[:-1] not in _PASSED | _PASSED_CACHES)
            stack += [(folder + name, (*above, listed)) for name in below]


def upward(folder: str) -> Iterator[str]:
    """The folder and those above it, to the root."""
    yield folder
    while folder:
        folder = folder.rstrip("/").rpartition("/")[0]
        folder = f"{folder}/" if folder else ""
        yield folder
