"""`pratique-secrets audit`: what of the baseline is a false positive, what is real, and what is gone."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pratique.core import baseline, command, edits, git, room, selection, terminal
from pratique.core.baseline import FALSE_POSITIVE, REAL, Baseline, Entry
from pratique.core.console import Parser
from pratique.core.errors import DataError, OutputError, SourceError, UsageError
from pratique.core.finding import Finding
from pratique.core.hook import Hook, Job
from pratique.core.redact import mask, visible
from pratique.core.report import Report
from pratique.core.report.text import number
from pratique.core.runner import Run
from pratique.core.source import fingerprint
from pratique.secrets import scan

PROG = "pratique-secrets audit"
_ID = re.compile(r"[0-9a-f]{6,12}\Z")
_ID_LENGTH = 12


@dataclass(frozen=True)
class Item:
    """An entry of the baseline and where it stands now; finding is None when it stands nowhere."""

    entry: Entry
    finding: Finding | None

    @property
    def id(self) -> str:
        entry = self.entry
        return fingerprint(entry.path, entry.rule, entry.fingerprint, entry.digest)[:_ID_LENGTH]

    @property
    def place(self) -> str:
        """PATH:LINE, or the path alone where there is no line any more."""
        return f"{self.finding.path}:{self.finding.region.line}" if self.finding else self.entry.path

    @property
    def verdict(self) -> str:
        return "stale" if self.finding is None else self.entry.verdict or "not audited"


class Book:
    """The baseline's file, kept in step with what is decided: every change is written at once and whole."""

    def __init__(self, place: str, name: str) -> None:
        self.place = place
        self.name = name
        try:
            with open(place, "rb") as file:
                self._bytes: bytes | None = file.read()
        except FileNotFoundError:
            self._bytes = None
        except OSError as error:
            raise DataError(f"{name}: cannot be read: {error.strerror}") from error
        self.baseline = baseline.load(place, name)

    def store(self, new: Baseline) -> None:
        """Write the entries; OutputError when the file is no longer the one that was read."""
        content = baseline.dump(new).encode("utf-8", "backslashreplace")
        try:
            edits.write(self.place, self._bytes, content)
        except SourceError as error:
            raise OutputError(f"{self.name}: {error}") from error
        self._bytes, self.baseline = content, new

    def put(self, changed: Mapping[Entry, Entry]) -> None:
        """Entries give way to others."""
        entries = sorted(changed.get(entry, entry) for entry in self.baseline.entries)
        self.store(replace(self.baseline, entries=tuple(entries)))


def needs_reason(rule: str) -> bool:
    """Whether it recognises keys by a format that an issuer gives out: no one accepts such a key in silence."""
    from pratique.secrets.detector import ISSUER

    return rule in room.names(scan.ROOM) and scan.detector(rule).rank <= ISSUER


def items(known: Baseline, findings: Sequence[Finding], root: str) -> list[Item]:
    """The secrets of the baseline, each with its finding, in order of path, line and rule."""
    names = set(room.names(scan.ROOM))
    own = [entry for entry in known.entries if entry.rule in names]
    pairs = baseline.paired(own, findings, lambda path: os.path.lexists(os.path.join(root, path)))
    standing = {entry: findings[finding] for finding, entry in pairs.items()}
    found = [Item(entry, standing.get(index)) for index, entry in enumerate(own)]
    return sorted(found, key=lambda item: (item.entry.path, item.finding.region if item.finding else (), item.entry))


def look(hook: Hook, job: Job, name: str, cwd: str, root: str) -> Report:
    """What the hook finds in all tracked files, without the baseline."""
    with git.Objects(root) as objects:
        chosen = selection.select(selection.Request(all_files=True), cwd, objects)
        run = Run(jobs=[job], selection=chosen, baseline_path=name, progress=terminal.progress)
        run.run()
    return command.make_report(PROG, run, cwd)


def run(hook: Hook, arguments: list[str]) -> int:
    """The verb; 0 everything is settled, 1 something is not, 2 something could not be looked at."""
    options = _parsed(arguments)
    cwd = os.getcwd()
    root = selection.root_of(cwd)
    (job,) = command.make_jobs([hook], root, {}, PROG)
    place = job.settings.path("baseline")
    if not place:
        raise UsageError("the setting baseline is empty: name a file there")
    book = Book(place, command.baseline_path(job.settings))
    if not os.path.lexists(place) and not options.imported:
        raise UsageError(f"{book.name}: there is none; make it with `pratique baseline create`")
    if options.imported and not book.baseline.salt:
        book.baseline = replace(book.baseline, salt=os.urandom(16))
    (job,) = command.salted([job], book.baseline.salt)
    if options.imported:
        from pratique.secrets import audit_import

        return audit_import.run(book, job, options.imported, options.reason)
    report = look(hook, job, book.name, cwd, root)
    for problem in report.problems:
        terminal.put(sys.stderr, f"{PROG}: error: {visible(report.show(problem.path))}: {visible(problem.message)}\n")
    known = items(book.baseline, report.findings, root)
    code = _decide(options, book, known, bool(report.problems))
    return 2 if report.problems else code


def _decide(options: argparse.Namespace, book: Book, known: list[Item], incomplete: bool) -> int:
    if options.prune:
        return _prune(book, known, incomplete)
    if options.mark:
        return _mark(book, chosen(known, options.entries), options.mark, options.reason)
    if options.list:
        terminal.put(sys.stdout, _as_json(known) if options.format == "json" else _as_text(known))
        return int(any(item.verdict != FALSE_POSITIVE for item in known))
    from pratique.secrets import audit_dialogue

    return audit_dialogue.run(book, known)


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = Parser(
        prog=PROG,
        description="Go through the secrets that the baseline accepts. On a terminal one after the other; "
        "with an option below, without a question.",
    )
    add = parser.add_argument
    add("entries", nargs="*", metavar="ID|PATH:LINE|RULE", help="which entries --mark is about")
    add("--list", action="store_true", help="every entry with its verdict; exit 1 unless all are false positives")
    add("--mark", choices=(FALSE_POSITIVE, REAL), help="the verdict on the entries that are named")
    add("--reason", default="", metavar="TEXT", help="why")
    add("--prune", action="store_true", help="drop the entries that stand nowhere any more")
    add("--import", dest="imported", metavar="FILE", help="take over a baseline of detect-secrets")
    add("--format", choices=("text", "json"), default="text", help="form of the list (text)")
    options = parser.parse_args(arguments)
    verbs = {"--list": options.list, "--mark": options.mark, "--prune": options.prune, "--import": options.imported}
    given = [name for name, present in verbs.items() if present]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} exclude each other")
    if bool(options.entries) != bool(options.mark):
        raise UsageError("--mark and the entries that it is about (an ID, PATH:LINE or a rule) go together")
    if options.format != "text" and not options.list:
        raise UsageError("--format belongs to --list")
    if options.reason and not (options.mark or options.imported):
        raise UsageError("--reason belongs to --mark and --import")
    check_reason(options.reason)
    return options


def check_reason(reason: str) -> None:
    """UsageError when the reason, which is written down as it stands, seems to hold a credential."""
    if mask(reason) != reason:
        raise UsageError("the reason seems to hold a credential; nothing was written")


def chosen(known: Sequence[Item], names: Iterable[str]) -> list[Item]:
    """The items that the names mean; UsageError, naming it, for a name that means none."""
    found: dict[Item, None] = {}
    for name in names:
        path, _, line = name.rpartition(":")
        matching = [
            item
            for item in known
            if (_ID.match(name) and item.id.startswith(name))
            or item.entry.rule == name
            or (path and line.isdigit() and item.place == f"{os.path.normpath(path).replace(os.sep, '/')}:{line}")
        ]
        if not matching:
            raise UsageError(f"{name!r} is no entry of the baseline; `{PROG} --list` names them. Nothing was written")
        found.update(dict.fromkeys(matching))
    return list(found)


def judged(entry: Entry, verdict: str, reason: str) -> Entry:
    """The entry with the verdict; UsageError when it is a provider's key and nobody says why it may stay."""
    why = reason or entry.reason
    if not why and needs_reason(entry.rule):
        raise UsageError(
            f"{entry.path}: a {entry.rule} is not accepted without a reason: give --reason. Nothing was written"
        )
    return replace(entry, verdict=verdict, reason=why)


def _mark(book: Book, marked: Sequence[Item], verdict: str, reason: str) -> int:
    book.put({item.entry: judged(item.entry, verdict, reason) for item in marked})
    terminal.put(sys.stdout, f"{book.name}: {len(marked):,} marked as {verdict}\n")
    return 0


def _prune(book: Book, known: Sequence[Item], incomplete: bool) -> int:
    if incomplete:
        raise DataError(f"{book.name} was not changed: not everything could be looked at")
    stale = Counter(item.entry for item in known if item.finding is None)
    kept = []
    for entry in book.baseline.entries:
        if stale[entry]:
            stale[entry] -= 1
        else:
            kept.append(entry)
    dropped = len(book.baseline.entries) - len(kept)
    if dropped:
        book.store(replace(book.baseline, entries=tuple(kept)))
    terminal.put(sys.stdout, f"{book.name}: {dropped:,} dropped\n")
    return 0


def _as_text(known: Sequence[Item]) -> str:
    lines = []
    for item in known:
        why = f" -- {visible(item.entry.reason)}" if item.entry.reason else ""
        lines.append(f"{item.id}  {visible(item.place)}: {item.entry.rule}: {item.verdict}{why}")
        if item.finding:
            lines.append(f"    {item.finding.excerpt.text.strip()}")
    return "\n".join([*lines, summary(known)]) + "\n"


def summary(known: Sequence[Item]) -> str:
    """`4 entries: 2 false-positive, 1 not audited, 1 stale`."""
    counted = Counter(item.verdict for item in known)
    parts = ", ".join(f"{count:,} {verdict}" for verdict, count in sorted(counted.items()))
    return f"{number(len(known), 'entry')}{': ' if parts else ''}{parts}"


def _as_json(known: Sequence[Item]) -> str:
    entries = [
        {
            "id": item.id,
            "path": item.finding.path if item.finding else item.entry.path,
            "line": item.finding.region.line if item.finding else None,
            "rule": item.entry.rule,
            "verdict": item.entry.verdict,
            "stale": item.finding is None,
            "reason": item.entry.reason,
            "excerpt": item.finding.excerpt.text if item.finding else "",
        }
        for item in known
    ]
    return json.dumps({"version": 1, "entries": entries}, indent=1) + "\n"
