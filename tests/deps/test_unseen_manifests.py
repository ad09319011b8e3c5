"""Every reader against manifests that were written without looking at the readers.

Recall and precision over all of them: run this file as a script to have them printed.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import marked_manifests
from marked_manifests import Marked

from pratique.core.errors import SourceError
from pratique.core.source import Source
from pratique.deps import manifests
from pratique.deps.model import Requirement

PROJECTS = marked_manifests.projects()

Row = tuple[str, str, str, int]


class Read(NamedTuple):
    """What the readers make of one repository: (path, name, version, line), and where something is said."""

    declared: list[Row]
    said: set[tuple[str, int]]
    refused: list[str]


def read(project: Mapping[str, Marked]) -> Read:
    """Every manifest of the project through its reader."""

    def other(path: str) -> bytes | None:
        if path.endswith("/") or not path:
            inside = (name[len(path) :] for name in project if name.startswith(path))
            return "\n".join(sorted({name.partition("/")[0] for name in inside})).encode() or None
        return project[path].data if path in project else None

    rows: dict[Row, None] = {}
    said, refused = set(), []
    for path, manifest in project.items():
        reader = manifests.reader_for(path)
        if reader is None:
            continue
        try:
            for entry in reader.entries(Source.load(path, manifest.data), other):
                if isinstance(entry, Requirement):
                    line = entry.source.line_index(entry.start) + entry.source.first_line
                    rows[(entry.source.path, entry.name, entry.version, line)] = None
                else:
                    said.add((entry.path or path, _line(entry)))
        except SourceError as error:
            refused.append(f"{path}: {error}")
    return Read(list(rows), said, refused)


def _line(entry: object) -> int:
    line = getattr(entry, "line", 0)
    message = str(getattr(entry, "message", ""))
    if not line and message.startswith("line "):
        line = int(message[5:].split(":")[0])
    return int(line)


def truth(project: Mapping[str, Marked]) -> list[Row]:
    return [(path, *row) for path, manifest in project.items() for row in manifest.declared]


@pytest.mark.parametrize("name", PROJECTS)
def test_what_is_declared_is_found_on_its_line(name: str) -> None:
    found = read(PROJECTS[name])
    assert not found.refused
    assert sorted(found.declared) == sorted(set(truth(PROJECTS[name])))


@pytest.mark.parametrize("name", PROJECTS)
def test_what_cannot_be_audited_is_said(name: str) -> None:
    expected = {(path, line) for path, manifest in PROJECTS[name].items() for line in manifest.said}
    assert expected - read(PROJECTS[name]).said == set()


def main() -> None:
    """Prints recall and precision for each format, and every difference."""
    total = [0, 0, 0]
    for name, project in PROJECTS.items():
        found, true = read(project), set(truth(project))
        rows = set(found.declared)
        total = [total[0] + len(rows & true), total[1] + len(true), total[2] + len(rows)]
        print(f"{name}: {len(rows & true)} of {len(true)} found, {len(rows - true)} too many; {found.refused or ''}")
        for path in sorted({path for path in project if manifests.reader_for(path) is None}):
            print(f"  no reader: {path}")
        for what, differs in (("missed", true - rows), ("too many", rows - true)):
            for row in sorted(differs, key=lambda row: (row[0], row[3])):
                print(f"  {what}: {row[0]}:{row[3]} {row[1]} {row[2]}")
        silent = {(p, line) for p, manifest in project.items() for line in manifest.said} - found.said
        for path, line in sorted(silent):
            print(f"  silent: {path}:{line}")
    print(f"recall {total[0] / total[1]:.4f}, precision {total[0] / total[2]:.4f} over {total[1]} declarations")


if __name__ == "__main__":
    main()
