"""Which lines an assistant wrote, as the provenance hook noted it in the git directory.

`<git dir>/pratique/attribution.json` holds
`{"version": 1, "files": {PATH: {"sha256": HEX, "lines": [[START, END, KIND], …]}}}`, lines from 1 and
inclusive. An entry counts only where the hash fits the bytes being checked. A missing or damaged
file means that nothing is known: it is written anew with every commit and no one's only copy.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pratique.core import places
from pratique.core.finding import Region

KINDS = ("ai", "mixed", "unknown")


@dataclass(frozen=True)
class Lines:
    """The attributed lines of one file: (first, last, kind), in file order."""

    sha256: str
    ranges: tuple[tuple[int, int, str], ...]

    def kind(self, region: Region) -> str:
        """The strongest kind on the region's lines, "" where nothing is known."""
        end = region.end_line - (region.end_column == 1 and region.end_line > region.line)
        found = {kind for first, last, kind in self.ranges if first <= end and last >= region.line}
        return next((kind for kind in KINDS if kind in found), "")


@dataclass(frozen=True)
class Attribution:
    files: Mapping[str, Lines] = field(default_factory=dict)

    def of(self, path: str, content: bytes) -> Lines | None:
        """What is known of the file, if it is known of exactly these bytes."""
        lines = self.files.get(path)
        if lines is None or lines.sha256 != hashlib.sha256(content).hexdigest():
            return None
        return lines


def load(root: str) -> Attribution:
    """The attribution of the work tree at root; empty where none can be had."""
    folder = places.git_dir(root)
    if folder is None:
        return Attribution()
    try:
        with open(os.path.join(folder, places.ATTRIBUTION), "rb") as file:
            return _parsed(json.load(file))
    except (OSError, ValueError, RecursionError):
        return Attribution()


def _parsed(document: Any) -> Attribution:
    """Attribution for the JSON document; ValueError when it is not of the form above."""
    if not isinstance(document, dict) or document.get("version") != 1:
        raise ValueError("not an attribution file of version 1")
    files = {}
    try:
        for path, entry in document["files"].items():
            ranges = tuple((int(first), int(last), str(kind)) for first, last, kind in entry["lines"])
            if any(kind not in KINDS for _, _, kind in ranges):
                raise ValueError("unknown kind of line")
            files[path] = Lines(str(entry["sha256"]), ranges)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("damaged attribution file") from error
    return Attribution(files)
