"""Take over a baseline of detect-secrets: its hashes are looked for in what the files hold now.

Its format (of all versions): `results` maps a file to entries with `type`, `hashed_secret`, the SHA-1 of
the value, and, once audited, `is_secret`. What it calls a value is not always what we do, so the
strings and words of the file are hashed as well, and lead to the finding that they overlap.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from pratique.core import terminal
from pratique.core.baseline import FALSE_POSITIVE, REAL, Entry
from pratique.core.errors import DataError, SourceError, UsageError
from pratique.core.finding import Finding
from pratique.core.hook import Job
from pratique.core.judgement import numbered
from pratique.core.redact import visible
from pratique.core.snapshot import Disk
from pratique.core.source import Source
from pratique.secrets import findings
from pratique.secrets.audit import Book, check_reason, needs_reason

# What detect-secrets takes for a value: a quoted string, a word, what entropy is measured on, a key's head.
_VALUES = tuple(
    re.compile(pattern)
    for pattern in (
        rb'"([^"\r\n]*)"',
        rb"'([^'\r\n]*)'",
        rb"([^\s\"'`,;]+)",
        rb"([A-Za-z0-9+/=_\-]+)",
        rb"([0-9a-fA-F]+)",
        rb"(BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?)",
    )
)
# Of some tokens it hashes the head alone (`ghp`), the one group of its pattern.
_HEAD = re.compile(rb"(?<![A-Za-z0-9])([a-z]{3,6})(?=[_-])")
_HASH = re.compile(r"[0-9a-f]{40}\Z")
_VERDICTS = {None: "", False: FALSE_POSITIVE, True: REAL}
# Where entries that are one for us were judged differently, the graver verdict counts.
_GRAVITY = ("", FALSE_POSITIVE, REAL).index
_REASONS = {
    FALSE_POSITIVE: "audited as a false positive with detect-secrets",
    REAL: "audited as real with detect-secrets",
}


class Old(NamedTuple):
    """An entry of detect-secrets. kind: what it calls such a secret."""

    path: str
    hash: str
    verdict: str
    kind: str


def load(place: str) -> list[Old]:
    """The entries; DataError, quoting nothing of it, when the file is no baseline of detect-secrets."""
    try:
        with open(place, "rb") as file:
            document = json.load(file)
    except OSError as error:
        raise DataError(f"{place}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise DataError(f"{place}: not JSON") from error
    results = document.get("results") if isinstance(document, dict) else None
    if not isinstance(results, dict) or not all(isinstance(found, list) for found in results.values()):
        raise DataError(f"{place}: no baseline of detect-secrets: it has no table of results")
    return [_old(place, path, item) for path, found in results.items() for item in found]


def _old(place: str, path: str, item: Any) -> Old:
    hashed = item.get("hashed_secret") if isinstance(item, dict) else None
    verdict = item.get("is_secret") if isinstance(item, dict) else None
    if not isinstance(hashed, str) or not _HASH.match(hashed) or not (verdict is None or isinstance(verdict, bool)):
        raise DataError(f"{place}: an entry of {path} is none of detect-secrets")
    return Old(path.replace("\\", "/").removeprefix("./"), hashed, _VERDICTS[verdict], str(item.get("type", "")))


def run(book: Book, job: Job, place: str, reason: str) -> int:
    """Import what still stands; nothing is written when a provider's key would be accepted without a reason."""
    check_reason(reason)
    old = load(place)
    disk = Disk(job.settings.root)
    made: dict[tuple[str, str, str, str], Entry] = {}
    lost: list[Old] = []
    unknown = 0
    for path in sorted({entry.path for entry in old}):
        own = [entry for entry in old if entry.path == path]
        wanted = {entry.hash: entry for entry in sorted(own, key=lambda entry: _GRAVITY(entry.verdict))}
        matches, present = _in_file(disk, job, path, set(wanted))
        lost += [entry for hashed, entry in wanted.items() if hashed not in present]
        unknown += len(present - {hashed for hashed, _ in matches})
        for hashed, finding in sorted(matches, key=lambda match: _GRAVITY(wanted[match[0]].verdict)):
            verdict = wanted[hashed].verdict
            why = reason or _REASONS.get(verdict, "")
            entry = Entry(path, finding.rule, finding.fingerprint, why, finding.digest, verdict)
            made[entry.key] = entry
    _refuse_unexplained(made.values())
    known = {entry.key for entry in book.baseline.entries}
    new = [entry for key, entry in made.items() if key not in known]
    kept = [
        replace(entry, verdict=entry.verdict or made[entry.key].verdict) if entry.key in made else entry
        for entry in book.baseline.entries
    ]
    book.store(replace(book.baseline, entries=tuple(sorted([*kept, *new]))))
    for missing in lost:
        terminal.put(sys.stdout, f"not found any more: {visible(missing.path)}: {visible(missing.kind)}\n")
    terminal.put(
        sys.stdout,
        f"{book.name}: {len(new):,} taken over from {visible(place)}; {unknown:,} need no entry here, "
        f"{len(lost):,} not found any more\n",
    )
    return 0


def _refuse_unexplained(entries: Iterable[Entry]) -> None:
    refused = sorted(
        {f"{entry.path}: {entry.rule}" for entry in entries if not entry.reason and needs_reason(entry.rule)}
    )
    if refused:
        raise UsageError(
            "keys of a provider's format that nobody audited are not accepted without a reason: "
            f"{'; '.join(refused)}. Give --reason, or take them out. Nothing was written"
        )


def _in_file(disk: Disk, job: Job, path: str, hashes: set[str]) -> tuple[list[tuple[str, Finding]], set[str]]:
    """(hash, finding) for what we find too; and the hashes that stand in the file at all."""
    raw = disk.other(path)
    if raw is None:
        return [], set()
    try:
        source = Source.load(path, raw)
    except SourceError:
        source = Source(path, raw)
    found = numbered(item for item in findings.check(source, job.settings) if isinstance(item, Finding))
    spans = [(source.span(item.region), item) for item in found]
    matches: dict[tuple[str, Finding], None] = {}
    present: set[str] = set()
    for start, end, hashed in _hashed(source.data, [span for span, _ in spans]):
        if hashed in hashes:
            present.add(hashed)
            overlapping = [item for (first, last), item in spans if first < end and start < last]
            matches.update({(hashed, item): None for item in overlapping})
    for hashed, item in _by_head(source.data, spans):
        if hashed in hashes - present:
            present.add(hashed)
            matches[hashed, item] = None
    return list(matches), present


def _by_head(data: bytes, spans: Sequence[tuple[tuple[int, int], Finding]]) -> Iterator[tuple[str, Finding]]:
    """The findings that are told by the hash of their head: only one of the file has it."""
    heads = [(match[1], item) for (start, _), item in spans if (match := _HEAD.match(data, start))]
    counted = Counter(head for head, _ in heads)
    return ((_sha1(head), item) for head, item in heads if counted[head] == 1)


def _hashed(data: bytes, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Every stretch that detect-secrets may have meant, with its hash."""
    for start, end in spans:
        yield start, end, _sha1(data[start:end])
    for pattern in _VALUES:
        for match in pattern.finditer(data):
            yield *match.span(1), _sha1(match[1])


def _sha1(value: bytes) -> str:
    """The hash as detect-secrets makes it, to be compared and never kept."""
    return hashlib.sha1(value, usedforsecurity=False).hexdigest()
