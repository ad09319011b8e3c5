"""What the contents of files in git's history give away: each content is looked at whole, and once."""

from __future__ import annotations

from dataclasses import replace
from types import TracebackType
from typing import NamedTuple

from pratique.core import git
from pratique.core.errors import SourceError
from pratique.core.filetype import HEAD_SIZE
from pratique.core.finding import Finding, Problem
from pratique.core.hook import Job
from pratique.core.judgement import judge
from pratique.core.source import Source

# Bytes up to which a content is looked at whole. Of a larger one only the parts that changed are: a
# log or a catalogue of messages that each of a thousand commits touches would cost a thousand times its size.
LARGEST = 1_000_000
AS_STORED = ("--no-replace-objects",)  # what a push sends, whatever stands in for it here


class Placed(NamedTuple):
    """A finding, and the first and last line that hold it as git counts lines: by line feeds alone."""

    first: int
    last: int
    finding: Finding


class Seen(NamedTuple):
    """What a text holds. suppressed: findings that a comment in it answers."""

    findings: tuple[Placed, ...] = ()
    suppressed: tuple[Placed, ...] = ()
    problems: tuple[Problem, ...] = ()


_CLEAN = Seen()


class Blobs:
    """The contents that git stores, as a hook sees them."""

    def __init__(self, job: Job, root: str) -> None:
        self._job = job
        self._objects = git.Objects(root, AS_STORED)
        self._seen: dict[tuple[str, str], Seen | None] = {}

    def __enter__(self) -> Blobs:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._objects.__exit__(kind, error, at)

    def whole(self, path: str, oid: str) -> Seen | None:
        """What the content of that object id holds as a file of that path.

        None where it is too large to be looked at, or is no text; GitError where git does not hold it.
        """
        if (path, oid) not in self._seen:
            raw = self._objects.read_small(oid, LARGEST)
            text = raw is not None and self._job.hook.wants(path, lambda: raw[:HEAD_SIZE])
            self._seen[path, oid] = self.part(_source(path, raw)) if raw is not None and text else None
        return self._seen[path, oid]

    def part(self, source: Source) -> Seen:
        """What the text holds, which may be a stretch of a file."""
        hook, settings = self._job
        if not hook.screen(source, settings):
            return _CLEAN
        found = [
            replace(item, fix=None) if isinstance(item, Finding) else item
            for item in hook.check(source, settings, _nothing)
        ]
        outcomes = judge(self._job, source, source.data, found, _nothing, None)
        return Seen(_placed(source, outcomes.findings), _placed(source, outcomes.suppressed), outcomes.problems)


def _nothing(path: str) -> bytes | None:
    return None


def _source(path: str, raw: bytes) -> Source:
    try:
        return Source.load(path, raw)
    except SourceError:
        return Source(path, raw)


def _placed(source: Source, findings: tuple[Finding, ...]) -> tuple[Placed, ...]:
    return tuple(_place(source, finding) for finding in findings)


def _place(source: Source, finding: Finding) -> Placed:
    start, end = source.span(finding.region)
    first = source.first_line + source.data.count(b"\n", 0, start)
    return Placed(first, first + source.data.count(b"\n", start, end), finding)
