"""`pratique-deps update`: fetch the advisories and build the index anew."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable

from pratique.core import selection, settings, terminal
from pratique.core.errors import DataError
from pratique.core.settings import Option
from pratique.deps import longer
from pratique.deps.advisories import build, download, store
from pratique.deps.advisories.download import Patience
from pratique.deps.advisories.index import Facts, open_index

_NAMED = 10  # faulty records


def main(arguments: list[str], options: Iterable[Option]) -> int:
    """The verb: 0 when the index is there and current; PratiqueError when it is not."""
    parser = argparse.ArgumentParser(prog="pratique-deps update", allow_abbrev=False)
    parser.add_argument("--url", metavar="URL", help="the zip of OSV records to fetch (setting advisories-url)")
    parser.add_argument("--timeout", metavar="SECONDS", type=float, default=900.0, help="for each whole download (900)")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")
    parser.add_argument("-v", "--verbose", action="store_true", help="name every record that makes no sense")
    given = parser.parse_args(arguments)
    chosen = {} if given.url is None else {"advisories-url": given.url}
    known = settings.load(selection.root_of(os.getcwd()), "deps", options, chosen)
    url = known.text("advisories-url")
    total = max(given.timeout, 0.0)
    patience = Patience(stall=min(30.0, total), total=total)
    facts = update(url, store.default_path(), patience)
    if not given.quiet:
        terminal.put(sys.stderr, _described(facts, given.verbose))
    names_url = known.text("popular-url")
    if names_url:
        count = longer.update(names_url, longer.path(), patience)
        if not given.quiet:
            terminal.put(sys.stderr, f"pratique-deps update: {count:,} names from {download.shown(names_url)}\n")
    return 0


def update(url: str, target: str, patience: Patience | None = None) -> Facts:
    """Bring the index at target up to date with the address; returns what it says of itself.

    DataError when the advisories cannot be had; target is then what it was before.
    """
    current = _current(target, download.shown(url))
    with build.replacing(target, keep=False) as archive:
        answer = download.fetch(url, archive, current.etag if current else "", patience, _megabytes)
        if not answer.changed:
            build.touch(target)
            return open_index(target).facts
        _require_zip(archive, url)
        return build.from_zip(archive, target, download.shown(url), answer.etag, terminal.progress)


def _current(target: str, source: str) -> Facts | None:
    """What the index that is there says of itself, if it came from the same source."""
    try:
        facts = open_index(target).facts
    except (OSError, DataError):
        return None
    return facts if facts.source == source else None


def _require_zip(archive: str, url: str) -> None:
    with open(archive, "rb") as file:
        head = file.read(64)
    if not head.startswith(b"PK"):
        begins = f"it begins with {head[:20].decode('ascii', 'replace')!r}" if head else "it is empty"
        raise DataError(f"{download.shown(url)}: the answer is not a zip archive, {begins}")


def _megabytes(done: int, total: int) -> None:
    if sys.stderr.isatty():
        of = f" of {total / 1e6:.1f}" if total else ""
        end = "\r\x1b[K" if total and done >= total else ""
        terminal.put(sys.stderr, f"\rfetching advisories: {done / 1e6:.1f}{of} MB{end}")


def _described(facts: Facts, verbose: bool) -> str:
    lines = [f"pratique-deps update: {facts.records:,} records from {facts.source}"]
    if facts.faults:
        total = len(facts.faults) + facts.unnamed
        lines.append(f"{total:,} of their parts make no sense and were left out:")
        named = facts.faults[: len(facts.faults) if verbose else _NAMED]
        lines += [f"  {fault}" for fault in named]
        if total > len(named):
            lines.append(f"  and {total - len(named):,} more{'' if verbose else ' (--verbose names them)'}")
    return "\n".join(lines) + "\n"
