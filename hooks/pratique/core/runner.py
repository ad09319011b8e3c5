"""One run: every selected file through every hook that wants it, and through its fixes.

The order for one file: screen, cache, check; then what is the user's word and therefore not
cached: rule choice, suppression, attribution, baseline.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from pratique.core import edits, places, room
from pratique.core.errors import PratiqueError, SourceError
from pratique.core.finding import Finding, Fix, Notice, Outcome, Problem, Severity
from pratique.core.hook import Hook
from pratique.core.redact import mask, visible
from pratique.core.report import Change, Fixed, HookReport
from pratique.core.selection import Selection
from pratique.core.settings import Settings
from pratique.core.snapshot import HEAD_SIZE, Disk
from pratique.core.source import Source, fingerprint

if TYPE_CHECKING:
    from pratique.core.attribution import Attribution
    from pratique.core.baseline import Baseline
    from pratique.core.cache import Cache

_MAX_ROUNDS = 20
_MARK = b"pratique:"  # how an ignore comment addresses us


class Job(NamedTuple):
    """A hook with its settings in this run."""

    hook: Hook
    settings: Settings


class Fixing(NamedTuple):
    """What to do with fixes. write: change the files, else only work the change out."""

    safe: bool = False
    unsafe: bool = False
    write: bool = True

    def allows(self, fix: Fix | None) -> bool:
        return fix is not None and (self.unsafe or (self.safe and fix.safe))

    @property
    def wanted(self) -> bool:
        return self.safe or self.unsafe


@dataclass
class _Tally:
    """What one hook has gathered so far."""

    inspected: int = 0
    findings: dict[Finding, None] = field(default_factory=dict)
    problems: set[Problem] = field(default_factory=set)
    suppressed: set[Finding] = field(default_factory=set)


class Outcomes(NamedTuple):
    """Of one file and hook, after suppression."""

    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()
    suppressed: tuple[Finding, ...] = ()


@dataclass
class Run:
    """The state of a run; make one, call `run`, then `reports`."""

    jobs: Sequence[Job]
    selection: Selection
    baseline: Baseline | None = None
    baseline_path: str = ""
    fixing: Fixing = field(default_factory=Fixing)
    use_cache: bool = False
    progress: Callable[[int, int], None] = lambda done, total: None
    changes: list[Change] = field(default_factory=list)
    notices: set[Notice] = field(default_factory=set)
    files: int = 0
    wanted: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._tallies = {job.hook.name: _Tally() for job in self.jobs}
        self._attribution = _attribution(self.selection.root)
        self._results: Cache | None = None

    def run(self) -> None:
        for number, path in enumerate(self.selection.paths):
            self.progress(number, len(self.selection.paths))
            self._file(path)
        self.progress(len(self.selection.paths), len(self.selection.paths))
        if self._results is not None:
            self._results.close()
        first = self._tallies[self.jobs[0].hook.name]
        first.problems.update(self.selection.problems)
        names = " or ".join(job.hook.command for job in self.jobs)
        for folder, found in self.selection.folders:
            if not found & self.wanted:
                message = f"holds no file that {names} looks at (empty, excluded, or ignored by git)"
                first.problems.add(Problem(folder, "", message))

    def reports(self) -> tuple[HookReport, ...]:
        return tuple(self._report(job) for job in self.jobs)

    def _report(self, job: Job) -> HookReport:
        tally = self._tallies[job.hook.name]
        findings = sorted(tally.findings, key=lambda finding: finding.sort_key)
        covered = self._accepted(job, findings)
        return HookReport(
            hook=job.hook.name,
            inspected=tally.inspected,
            findings=tuple(finding for index, finding in enumerate(findings) if index not in covered),
            problems=tuple(sorted(tally.problems)),
            suppressed=len(tally.suppressed),
            accepted=len(covered),
        )

    def _accepted(self, job: Job, findings: Sequence[Finding]) -> set[int]:
        strict = "skip-baseline" in job.settings.texts("ai-lines")
        candidates = [i for i, finding in enumerate(findings) if not (strict and _by_assistant(finding))]
        if not candidates or self.baseline is None:
            return set()
        from pratique.core import baseline

        def exists(path: str) -> bool:
            return os.path.lexists(os.path.join(self.selection.root, path))

        covered = baseline.accepted(self.baseline, [findings[i] for i in candidates], exists)
        return {candidates[i] for i in covered}

    def _file(self, path: str) -> None:
        snapshot = self.selection.snapshot
        head: list[bytes] = []

        def read_head() -> bytes:
            if not head:
                head.append(snapshot.content(path, HEAD_SIZE))
            return head[0]

        jobs = []
        for job in self.jobs:
            try:
                if path != self.baseline_path and not job.settings.excludes(path) and job.hook.wants(path, read_head):
                    jobs.append(job)
            except SourceError as error:
                self._tallies[job.hook.name].problems.add(Problem(path, "", str(error)))
        if not jobs:
            return
        self.files += 1
        self.wanted.add(path)
        limit = jobs[0].settings.number("max-file-size")
        for job in jobs:
            self._tallies[job.hook.name].inspected += 1
        try:
            raw = snapshot.content(path, limit + 1)
        except SourceError as error:
            self._fail(jobs, path, str(error))
            return
        if len(raw) > limit:
            self._large(jobs, path, limit)
        elif self.fixing.wanted:
            self._fix(jobs, path, raw)
        else:
            for job in jobs:
                self._take(job, self._outcomes(job, path, raw))

    def _large(self, jobs: Sequence[Job], path: str, limit: int) -> None:
        refused = [job for job in jobs if not job.hook.streams]
        self._fail(refused, path, f"larger than {limit:,} bytes (setting max-file-size)")
        for job in jobs:
            if not job.hook.streams:
                continue
            try:
                for line, piece in self.selection.snapshot.pieces(path):
                    self._take(job, self._outcomes(job, path, piece, line))
            except SourceError as error:
                self._fail([job], path, str(error))

    def _fail(self, jobs: Iterable[Job], path: str, message: str) -> None:
        for job in jobs:
            self._tallies[job.hook.name].problems.add(Problem(path, "", message))

    def _take(self, job: Job, outcomes: Outcomes) -> None:
        tally = self._tallies[job.hook.name]
        tally.findings.update(dict.fromkeys(outcomes.findings))
        tally.problems.update(outcomes.problems)
        tally.suppressed.update(outcomes.suppressed)
        self.notices.update(outcomes.notices)

    def _outcomes(self, job: Job, path: str, raw: bytes, first_line: int = 1) -> Outcomes:
        """Everything that the hook says of the file, as far as the user wants to hear it."""
        try:
            source = Source.load(path, raw)
        except SourceError as error:
            if not job.hook.streams:
                return Outcomes(problems=(Problem(path, "", str(error)),))
            source = Source(path, raw)
        source = replace(source, first_line=first_line) if first_line != 1 else source
        found = self._checked(job, source)
        problems = tuple(item for item in found if isinstance(item, Problem))
        notices = tuple(item for item in found if isinstance(item, Notice))
        findings = [item for item in found if isinstance(item, Finding) and self._shown(job, item)]
        return self._judged(job, source, raw, findings, problems, notices)

    def _checked(self, job: Job, source: Source) -> list[Outcome]:
        """The check's outcomes, from the cache where it still holds."""
        hook, settings = job.hook, job.settings
        try:
            if not hook.screen(source, settings):
                return []
            if not (hook.cached and self.use_cache):
                return list(hook.check(source, settings, self.selection.snapshot.other))
            return self._remembered(job, source)
        except SourceError as error:
            return [Problem(source.path, "", str(error))]
        except PratiqueError:
            raise
        except Exception as error:  # the outermost guard: one file's crash must not hide the next
            return [Problem(source.path, "", crash(error))]

    def _remembered(self, job: Job, source: Source) -> list[Outcome]:
        """The outcomes from the cache, else those of the check, kept for the next run."""
        from pratique.core import cache  # with sqlite3 and json: only for files that pass a screen

        if self._results is None:
            self._results = cache.Cache(cache.default_path())
        other = self.selection.snapshot.other
        entry = cache.key(*_cache_parts(job, source))
        known = self._results.get(entry, other)
        if known is not None:
            return list(known)
        reads: dict[str, str | None] = {}

        def read(path: str) -> bytes | None:
            content = other(path)
            reads[path] = cache.digest(content)
            return content

        found = list(job.hook.check(source, job.settings, read))
        lasting = [item for item in found if not isinstance(item, Problem)]
        if len(lasting) == len(found):
            self._results.put(entry, reads, lasting)
        return found

    def _shown(self, job: Job, finding: Finding) -> bool:
        wanted = job.settings.shows_finding(finding.rule, finding.profile)
        return wanted and finding.rule not in job.settings.unwanted_at(finding.path)

    def _judged(
        self,
        job: Job,
        source: Source,
        raw: bytes,
        findings: Sequence[Finding],
        problems: tuple[Problem, ...],
        notices: tuple[Notice, ...],
    ) -> Outcomes:
        if not findings and _MARK not in source.data:
            return Outcomes((), problems, notices)
        from pratique.core import suppression

        by_path: dict[str, list[Finding]] = defaultdict(list)
        by_path[source.path]  # comments are judged even where nothing was found
        for finding in findings:
            by_path[finding.path].append(finding)
        kept: list[Finding] = []
        suppressed: list[Finding] = []
        for path, own in by_path.items():
            content = raw if path == source.path else self.selection.snapshot.other(path)
            place = source if path == source.path else Source(path, content or b"")
            own = _numbered(self._attributed(job, path, content or b"", own))
            verdict = suppression.judge(
                place,
                own,
                job.hook.name,
                ran=lambda name, path=path: self._ran(job, path, name, bool(problems)),  # type: ignore[misc]
                needs_reason=lambda finding: _needs_reason(job, finding),
                foreign=job.settings.flag("foreign-ignores"),
            )
            kept.extend(verdict.kept)
            suppressed.extend(verdict.suppressed)
            if path == source.path:
                kept.extend(_numbered(f for f in verdict.meta if self._shown(job, f)))
        return Outcomes(tuple(kept), problems, notices, tuple(suppressed))

    def _ran(self, job: Job, path: str, name: str, failed: bool) -> bool:
        """Whether the rule was run on the file to the end, so that its silence means something."""
        if failed or name in job.settings.unwanted_at(path) or not job.settings.runs(name):
            return False
        owner = room.owners()[name]
        return job.settings.shows(room.rule(room.ROOMS[owner], name))

    def _attributed(self, job: Job, path: str, content: bytes, findings: Sequence[Finding]) -> list[Finding]:
        """The findings with who wrote their lines; raised by one severity where settings say so."""
        lines = self._attribution.of(path, content) if findings and self._attribution else None
        if lines is None:
            return list(findings)
        raised = "raise-severity" in job.settings.texts("ai-lines")
        marked = []
        for finding in findings:
            marked_finding = replace(finding, attribution=lines.kind(finding.region))
            if raised and _by_assistant(marked_finding):
                higher = Severity(min(finding.severity + 1, Severity.CRITICAL))
                marked_finding = replace(marked_finding, severity=higher)
            marked.append(marked_finding)
        return marked

    def _fix(self, jobs: Sequence[Job], path: str, raw: bytes) -> None:
        """Check, apply what fits together, and check again until nothing is left to fix."""
        current = raw
        fixed: list[Fixed] = []
        outcomes = [self._outcomes(job, path, current) for job in jobs]
        for _ in range(_MAX_ROUNDS):
            candidates = self._fixable(jobs, outcomes, path)
            if not candidates:
                break
            chosen = [candidates[i] for i in edits.compatible([f.fix for f in candidates if f.fix])]
            try:
                changed = _edited(path, current, [f.fix for f in chosen if f.fix])
            except (SourceError, ValueError) as error:
                self._fail(jobs[:1], path, f"a fix cannot be applied: {error}")
                break
            after = [self._outcomes(job, path, changed) for job in jobs]
            broken = _new_problems(outcomes, after)
            if broken or changed == current:
                rules = ", ".join(sorted({finding.rule for finding in chosen}))
                self._fail(jobs[:1], path, f"not fixed: the fix of {rules} leaves a file that cannot be checked")
                break
            fixed.extend(Fixed(finding, finding.fix.title) for finding in chosen if finding.fix)
            current, outcomes = changed, after
        if current != raw:
            self._store(jobs, path, Change(path, raw, current, tuple(fixed)))
        for job, outcome in zip(jobs, outcomes, strict=True):
            self._take(job, outcome)

    def _fixable(self, jobs: Sequence[Job], outcomes: Sequence[Outcomes], path: str) -> list[Finding]:
        found: list[Finding] = []
        for job, outcome in zip(jobs, outcomes, strict=True):
            findings = sorted(outcome.findings, key=lambda finding: finding.sort_key)
            covered = self._accepted(job, findings)
            found.extend(f for i, f in enumerate(findings) if i not in covered and f.path == path)
        return [finding for finding in found if self.fixing.allows(finding.fix)]

    def _store(self, jobs: Sequence[Job], path: str, change: Change) -> None:
        snapshot = self.selection.snapshot
        if self.fixing.write and path not in getattr(snapshot, "overlay", {}):
            disk = Disk(self.selection.root)
            try:
                edits.write(disk.place(path), change.before, change.after)
            except SourceError as error:
                self._fail(jobs[:1], path, f"not fixed: {error}")
                return
        self.changes.append(change)


def crash(error: Exception) -> str:
    """One line on an unexpected exception: what, and where in our code; secrets masked."""
    import traceback  # only on the way to an error report

    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    text = visible(mask(str(error)))[:200]
    return f"crashed{where}: {type(error).__name__}: {text}; please report this, the file was not checked"


def _attribution(root: str) -> Attribution | None:
    folder = places.git_dir(root)
    if folder is None or not os.path.exists(os.path.join(folder, places.ATTRIBUTION)):
        return None
    from pratique.core import attribution

    return attribution.load(root)


def _cache_parts(job: Job, source: Source) -> tuple[str | bytes, ...]:
    """Everything that the outcomes depend on, other files apart."""
    settings = job.settings
    own = [option.key for option in job.hook.options]
    chosen = repr([(key, settings.values[key].value) for key in ("select", "ignore", "profile", *own)])
    data = job.hook.data_key(settings)
    place = (source.path, source.encoding, str(source.first_line), source.digest)
    return (job.hook.name, *place, chosen, settings.salt, data)


def _by_assistant(finding: Finding) -> bool:
    return finding.attribution in ("ai", "mixed")


def _needs_reason(job: Job, finding: Finding) -> bool:
    strict = "require-reason" in job.settings.texts("ai-lines")
    return finding.severity >= Severity.HIGH or (strict and _by_assistant(finding))


def _numbered(findings: Iterable[Finding]) -> list[Finding]:
    """Fingerprints made unique: of equal ones in a file, each later one counts its place."""
    seen = Counter[str]()
    numbered = []
    for finding in sorted(findings, key=lambda item: item.sort_key):
        base, place = finding.fingerprint, seen[finding.fingerprint]
        seen[base] += 1
        if place:
            finding = replace(finding, fingerprint=fingerprint(base, str(place)))
        numbered.append(finding)
    return numbered


def _edited(path: str, raw: bytes, fixes: Sequence[Fix]) -> bytes:
    source = Source.load(path, raw)
    return source.encode(edits.apply(source.data, [edit for fix in fixes for edit in fix.edits]))


def _new_problems(before: Sequence[Outcomes], after: Sequence[Outcomes]) -> bool:
    return any(set(b.problems) - set(a.problems) for a, b in zip(before, after, strict=True))
