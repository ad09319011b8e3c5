"""Accepted findings: one sorted file for all hooks, one entry a line, without lines and dates.

A hook reads it and never writes it. An entry holds rule, path, fingerprint and reason; one for a
secret also a digest of the value under the file's salt, so that a new key on the same line stands,
and the verdict of an audit.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pratique.core.errors import DataError
from pratique.core.finding import Finding

VERSION = 1
# What an audit says of an accepted secret; "" where nobody has looked yet.
FALSE_POSITIVE, REAL = "false-positive", "real"


# What an entry and the finding that it covers share: path, rule, fingerprint, digest.
Key = tuple[str, str, str, str]


@dataclass(frozen=True, order=True)
class Entry:
    path: str
    rule: str
    fingerprint: str
    reason: str = ""
    digest: str = ""
    verdict: str = ""

    @property
    def key(self) -> Key:
        return (self.path, self.rule, self.fingerprint, self.digest)


@dataclass(frozen=True)
class Baseline:
    """salt: the key of the secrets' digests. path: the file, from the root, for messages."""

    path: str = ""
    salt: bytes = b""
    entries: tuple[Entry, ...] = ()


def load(place: str, name: str) -> Baseline:
    """The baseline at place (empty where there is no such file); DataError when it is damaged."""
    try:
        with open(place, "rb") as file:
            return _parsed(json.load(file), name)
    except FileNotFoundError:
        return Baseline(name)
    except OSError as error:
        raise DataError(f"{name}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise DataError(
            f"{name}: not a baseline: {error}; restore it or make it anew with `pratique baseline create`"
        ) from error


def _parsed(document: Any, name: str) -> Baseline:
    if not isinstance(document, dict) or document.get("version") != VERSION:
        raise ValueError(f"version {VERSION} expected")
    entries = document.get("entries")
    if not isinstance(entries, list):
        raise ValueError("no list of entries")
    return Baseline(name, bytes.fromhex(str(document.get("salt", ""))), tuple(map(_entry, entries)))


def _entry(value: Any) -> Entry:
    known = {"path", "rule", "fingerprint", "reason", "digest", "verdict"}
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise ValueError(f"an entry is not an object of texts: {str(value)[:80]}")
    if not {"path", "rule", "fingerprint"} <= value.keys() <= known:
        raise ValueError(f"an entry has the keys {', '.join(sorted(value))}")
    if value.get("verdict", "") not in ("", FALSE_POSITIVE, REAL):
        raise ValueError(f"an entry has a verdict that is neither {FALSE_POSITIVE} nor {REAL}")
    return Entry(**value)


def dump(baseline: Baseline) -> str:
    """The file's text."""
    lines = []
    for entry in sorted(baseline.entries):
        fields = {"path": entry.path, "rule": entry.rule, "fingerprint": entry.fingerprint}
        fields |= {key: value for key in ("reason", "digest", "verdict") if (value := getattr(entry, key))}
        lines.append("  " + json.dumps(fields))
    head = f'{{\n "version": {VERSION},\n "salt": "{baseline.salt.hex()}",\n "entries": ['
    return head + ("\n" + ",\n".join(lines) + "\n ]\n}\n" if lines else "]\n}\n")


def key_of(finding: Finding) -> Key:
    return (finding.path, finding.rule, finding.fingerprint, finding.digest)


def paired(entries: Sequence[Entry], findings: Sequence[Finding], exists: Callable[[str], bool]) -> dict[int, int]:
    """The index of the entry for the index of each finding that one covers; every entry covers one.

    An entry whose file is gone also covers the same finding in another file: the code has moved.
    """
    free: dict[Key, list[int]] = {}
    for index, entry in enumerate(entries):
        free.setdefault(entry.key, []).append(index)
    covered = {index: free[key].pop() for index, finding in enumerate(findings) if free.get(key := key_of(finding))}
    moved: dict[tuple[str, ...], list[int]] = {}
    for key, waiting in free.items():
        if waiting and not exists(key[0]):
            moved.setdefault(key[1:], []).extend(waiting)
    for index, finding in enumerate(findings):
        if index not in covered and moved.get(place := key_of(finding)[1:]):
            covered[index] = moved[place].pop()
    return covered


def updated(old: Baseline, findings: Iterable[Finding], reason: str) -> Baseline:
    """The baseline that covers exactly the findings: reasons of known entries stay, new ones get reason."""
    known = {entry.key: entry for entry in old.entries}
    moved = {key[1:]: entry for key, entry in known.items()}
    entries = []
    for finding in findings:
        key = key_of(finding)
        kept = known.get(key, moved.get(key[1:], Entry("", "", "", reason)))
        entries.append(replace(kept, path=key[0], rule=key[1], fingerprint=key[2], digest=key[3]))
    return Baseline(old.path, old.salt or os.urandom(16), tuple(sorted(entries)))
