"""One run: every selected file through every hook that wants it, and through its fixes.

The order for one file: screen, cache, check; then what is the user's word and therefore not
cached: rule choice, suppression, attribution, baseline.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pratique.core import edits, fixing, places
from pratique.core.errors import PratiqueError, SourceError
from pratique.core.finding import Finding, Notice, Outcome, Problem, Region
from pratique.core.fixing import Fixing
from pratique.core.hook import Job
from pratique.core.judgement import Outcomes, by_assistant, judge
from pratique.core.redact import mask, visible
from pratique.core.report import Change, HookReport
from pratique.core.selection import Selection
from pratique.core.snapshot import HEAD_SIZE, Disk, Stored
from pratique.core.source import Source

if TYPE_CHECKING:
    from pratique.core.attribution import Attribution
    from pratique.core.baseline import Baseline
    from pratique.core.cache import Cache


@dataclass
class _Tally:
    """What one hook has gathered so far."""

    inspected: int = 0
    findings: dict[Finding, None] = field(default_factory=dict)
    problems: set[Problem] = field(default_factory=set)
    suppressed: set[Finding] = field(default_factory=set)


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
        self._variables: set[str] = set()  # that repaired programs need
        self._comments: dict[tuple[str, str, str, Region], Job] = {}
        self._repaired: set[str] = set()

    def run(self) -> None:
        """Look at every selected file. What goes wrong with one of them is kept, and the rest still runs."""
        total = len(self.selection.paths)
        try:
            for number, path in enumerate(self.selection.paths):
                self.progress(number, total)
                self._file(path)
            for job in self.jobs:
                self._conclude(job)
            self._list_variables()
        finally:
            self.progress(total, total)
            if self._results is not None:
                self._results.close()
        first = self._tallies[self.jobs[0].hook.name]
        first.problems.update(self.selection.problems)
        names = " or ".join(job.hook.command for job in self.jobs)
        unread = {problem.path for problem in first.problems}
        for folder, found in self.selection.folders:
            if not found & self.wanted and not any(inside(path, folder) for path in unread):
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
        candidates = [i for i, finding in enumerate(findings) if not (strict and by_assistant(finding))]
        if not candidates or self.baseline is None:
            return set()
        from pratique.core import baseline

        def exists(path: str) -> bool:
            return os.path.lexists(os.path.join(self.selection.root, path))

        covered = baseline.paired(self.baseline.entries, [findings[i] for i in candidates], exists)
        return {candidates[i] for i in covered}

    def _file(self, path: str) -> None:
        snapshot = self.selection.snapshot
        head: list[bytes] = []

        def read_head() -> bytes:
            if not head:
                head.append(snapshot.content(path, HEAD_SIZE))
            return head[0]

        jobs = [job for job in self.jobs if self._wants(job, path, read_head)]
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
                self._take(job, path, self._outcomes(job, path, raw))

    def _wants(self, job: Job, path: str, head: Callable[[], bytes]) -> bool:
        if path == self.baseline_path or job.settings.excludes(path):
            return False
        try:
            return job.hook.wants(path, head)
        except SourceError as error:
            self._fail([job], path, str(error))
        except Exception as error:
            self._fail([job], path, crash(error))
        return False

    def _large(self, jobs: Sequence[Job], path: str, limit: int) -> None:
        refused = [job for job in jobs if not job.hook.streams]
        self._fail(refused, path, f"larger than {limit:,} bytes (setting max-file-size)")
        for job in jobs:
            if not job.hook.streams:
                continue
            try:
                for line, piece in self.selection.snapshot.pieces(path):
                    self._take(job, path, self._outcomes(job, path, piece, line))
            except SourceError as error:
                self._fail([job], path, str(error))

    def _fail(self, jobs: Iterable[Job], path: str, message: str) -> None:
        for job in jobs:
            self._tallies[job.hook.name].problems.add(Problem(path, "", message))

    def _take(self, job: Job, path: str, outcomes: Outcomes) -> None:
        tally = self._tallies[job.hook.name]
        for finding in outcomes.findings:
            if finding.path == path or finding.path not in self._repaired:
                tally.findings[finding] = None
        for finding in outcomes.meta:  # said once, however many hooks read the comment
            if self._comments.setdefault((finding.path, finding.rule, finding.message, finding.region), job) is job:
                tally.findings[finding] = None
        tally.problems.update(outcomes.problems)
        tally.suppressed.update(outcomes.suppressed)
        self.notices.update(outcomes.notices)

    def _outcomes(self, job: Job, path: str, raw: bytes, first_line: int = 1) -> Outcomes:
        """Everything that the hook says of the file, as far as the user wants to hear it."""
        try:
            source = _source(job, path, raw)
            source = replace(source, first_line=first_line) if first_line != 1 else source
            found = self._checked(job, source)
            return judge(job, source, raw, found, self.selection.snapshot.other, self._attribution)
        except PratiqueError as error:
            return Outcomes(problems=(Problem(path, "", str(error)),))
        except (Exception, SystemExit) as error:  # the outermost guard: one file's crash must not hide the next
            return Outcomes(problems=(Problem(path, "", crash(error, quoting=not job.hook.conceals)),))

    def _checked(self, job: Job, source: Source) -> list[Outcome]:
        """The check's outcomes, from the cache where it still holds."""
        if not job.hook.screen(source, job.settings):
            return []
        if job.hook.cached and self.use_cache:
            return self._remembered(job, source)
        return list(job.hook.check(source, job.settings, self.selection.snapshot.other))

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
        if len(lasting) == len(found) and not any(map(_shows_secret, lasting)):
            self._results.put(entry, reads, lasting)
        return found

    def _conclude(self, job: Job) -> None:
        """What the hook has to say once it has looked at all files."""
        tally = self._tallies[job.hook.name]
        if not tally.inspected:
            return
        looked = frozenset(self.wanted - {problem.path for problem in tally.problems})
        other = self.selection.snapshot.other
        try:
            found = list(job.hook.conclude(job.settings, other, looked))
            outcomes = judge(job, Source("", b""), b"", found, other, self._attribution)
        except PratiqueError as error:
            outcomes = Outcomes(problems=(Problem(".", "", str(error)),))
        except Exception as error:
            outcomes = Outcomes(problems=(Problem(".", "", crash(error, quoting=not job.hook.conceals)),))
        tally.findings.update(dict.fromkeys(outcomes.findings))
        tally.problems.update(outcomes.problems)
        tally.suppressed.update(outcomes.suppressed)
        self.notices.update(outcomes.notices)

    def _fix(self, jobs: Sequence[Job], path: str, raw: bytes) -> None:
        """Repair the file; where that cannot be stored, its findings stand as they were."""

        def look(content: bytes) -> list[Outcomes]:
            return [self._outcomes(job, path, content) for job in jobs]

        repaired = fixing.repair(path, raw, look, lambda outcomes: self._fixable(jobs, outcomes, path))
        outcomes = repaired.outcomes
        for message in repaired.refused:
            self._fail(jobs[:1], path, message)
        if repaired.content != raw:
            try:
                self._store(path, raw, repaired.content)
                hidden = _credentials(jobs, path, raw)
                self.changes.append(Change(path, raw, repaired.content, repaired.fixed, hidden))
                self._forget(path)
                fixes = [item.finding.fix for item in repaired.fixed]
                self._variables.update(name for fix in fixes if fix for name in fix.variables)
            except SourceError as error:
                self._fail(jobs[:1], path, f"not fixed: {error}")
                outcomes = look(raw)
        for job, outcome in zip(jobs, outcomes, strict=True):
            self._take(job, path, outcome)

    def _forget(self, path: str) -> None:
        """Drop what files that include the repaired one said of it: its own turn says what is left."""
        self._repaired.add(path)
        for tally in self._tallies.values():
            tally.findings = {finding: None for finding in tally.findings if finding.path != path}

    def _fixable(self, jobs: Sequence[Job], outcomes: Sequence[Outcomes], path: str) -> list[Finding]:
        found: list[Finding] = []
        for job, outcome in zip(jobs, outcomes, strict=True):
            findings = sorted(outcome.findings, key=lambda finding: finding.sort_key)
            covered = self._accepted(job, findings)
            found.extend(f for i, f in enumerate(findings) if i not in covered and f.path == path)
        return [finding for finding in found if self.fixing.allows(finding.fix)]

    def _list_variables(self) -> None:
        """Name what repaired programs need in `.env.example`, where files on disk are what was looked at."""
        if not self._variables:
            return
        from pratique.core import environment

        path, names = environment.EXAMPLE, ", ".join(sorted(self._variables))
        disk = self.selection.snapshot
        if not isinstance(disk, Disk) or disk.overlay:
            self.notices.add(Notice(f"list these, without values: {names}", path))
            return
        before = disk.other(path)
        if before is None and os.path.lexists(disk.place(path)):
            self._fail(self.jobs[:1], path, f"cannot be read; list these in it, without values: {names}")
            return
        try:
            after = environment.listed(before or b"", self._variables)
            if after == (before or b""):
                return
            if self.fixing.write:
                edits.write(disk.place(path), before, after)
            # what stands in it beside the names is nobody's business here
            self.changes.append(Change(path, before or b"", after, hidden=_credentials(self.jobs, path, before or b"")))
            self.notices.add(Notice(f"lists {names}" if self.fixing.write else f"would list {names}", path))
        except SourceError as error:
            self._fail(self.jobs[:1], path, f"does not list {names}: {error}")

    def _store(self, path: str, before: bytes, after: bytes) -> None:
        """Write the repaired file; SourceError when the file on disk is not the one that was looked at."""
        snapshot = self.selection.snapshot
        if not self.fixing.write or path in getattr(snapshot, "overlay", {}):
            return
        disk = Disk(self.selection.root)
        if isinstance(snapshot, Stored) and disk.content(path) != before:
            raise SourceError(f"the file on disk differs from the one in {self.selection.described}")
        edits.write(disk.place(path), before, after)


def _credentials(jobs: Sequence[Job], path: str, raw: bytes) -> tuple[bytes, ...]:
    """What no diff of the file may show."""
    return tuple(value for job in jobs for value in job.hook.credentials(_source(job, path, raw)))


def inside(path: str, folder: str) -> bool:
    """Whether the path is the folder or lies below it; both from the root."""
    return folder == "." or path == folder or path.startswith(folder + "/")


def _source(job: Job, path: str, raw: bytes) -> Source:
    try:
        return Source.load(path, raw)
    except SourceError:
        if not job.hook.streams:
            raise
        return Source(path, raw)  # a hook that takes any text takes it byte by byte


def crash(error: BaseException, quoting: bool = True) -> str:
    """One line on an unexpected exception: what, and where in our code.

    quoting: with the exception's own words, credentials in them masked as far as they can be told.
    """
    import traceback  # only on the way to an error report

    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    if not quoting:
        return f"crashed{where}: {type(error).__name__}; please report this, the file was not checked"
    try:
        text = visible(mask(str(error)))[:200]
    except Exception:  # what it tells of is itself too deep to be told
        text = "-"
    return f"crashed{where}: {type(error).__name__}: {text}; please report this, the file was not checked"


def _attribution(root: str) -> Attribution | None:
    folder = places.git_dir(root)
    if folder is None or not os.path.exists(os.path.join(folder, places.ATTRIBUTION)):
        return None
    from pratique.core import attribution

    return attribution.load(root)


def _shows_secret(item: Finding | Notice) -> bool:
    """Whether a credential may be in the item; excerpts are masked, what a fix puts in is not."""
    edits_made = item.fix.edits if isinstance(item, Finding) and item.fix else ()
    texts = [item.message, *(edit.text for edit in edits_made)]
    return any(mask(text) != text for text in texts)


def _cache_parts(job: Job, source: Source) -> tuple[str | bytes, ...]:
    """Everything that the outcomes depend on, other files apart."""
    settings = job.settings
    own = [option.key for option in job.hook.options]
    chosen = repr([(key, settings.values[key].value) for key in ("select", "ignore", "profile", *own)])
    data = job.hook.data_key(settings)
    place = (source.path, source.encoding, str(source.first_line), source.digest)
    return (job.hook.name, *place, chosen, settings.salt, data)
