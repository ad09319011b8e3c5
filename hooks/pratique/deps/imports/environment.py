"""The modules of a virtual environment, read from the metadata of what is installed; nothing of it is run.

Source: "Recording installed projects" and "Core metadata" of the packaging specifications.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from pratique.deps.imports import known
from pratique.deps.names import canonical

_USUAL = (".venv", "venv", "env")


def modules(root: str, given: str = "") -> dict[str, tuple[str, ...]]:
    """Module -> canonical names of the installed distributions that hold it; empty without an environment.

    root: of the repository, whose .venv, venv and env are looked for. given: the path of another
    environment instead. Below a namespace modules are dotted.
    """
    found: dict[str, set[str]] = {}
    for folder in [given] if given else [os.path.join(root, name) for name in _USUAL]:
        for packages in _site_packages(folder):
            for entry in _names(packages):
                if entry.endswith(".dist-info"):
                    name = canonical(entry[: -len(".dist-info")].rpartition("-")[0])
                    for module in _recorded(os.path.join(packages, entry)):
                        found.setdefault(module, set()).add(name)
    return {module: tuple(sorted(held)) for module, held in found.items()}


def _site_packages(folder: str) -> Iterator[str]:
    yield os.path.join(folder, "Lib", "site-packages")
    for lib in ("lib", "lib64"):
        for version in _names(os.path.join(folder, lib)):
            if version.startswith(("python", "pypy")):
                yield os.path.join(folder, lib, version, "site-packages")


def _recorded(folder: str) -> set[str]:
    """The importable names that the distribution's own lists hold."""
    found = set(_text(os.path.join(folder, "top_level.txt")).split())
    for line in _text(os.path.join(folder, "RECORD")).splitlines():
        path = line.partition(",")[0].strip('"')
        parts = path.split("/")
        if not path.endswith((".py", ".so", ".pyd")) or parts[0].endswith((".dist-info", ".data")) or parts[0] == "..":
            continue
        parts[-1] = parts[-1].partition(".")[0]
        depth = 1
        while ".".join(parts[:depth]) in known.namespaces() and depth < len(parts):
            depth += 1
        found.add(".".join(parts[:depth]))
    return {name.replace("/", ".") for name in found}


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""
