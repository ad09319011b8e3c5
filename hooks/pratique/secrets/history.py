"""`pratique-secrets history`: credentials in the lines that commits added, whether or not they are still there."""

from __future__ import annotations

import argparse
import contextlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pratique.core import command, git, terminal
from pratique.core.console import Parser
from pratique.core.errors import GitError, UsageError
from pratique.core.filetype import HEAD_SIZE
from pratique.core.finding import Finding, Notice, Problem, parse_severity
from pratique.core.hook import Hook, Job
from pratique.core.redact import visible
from pratique.core.report import HookReport, Report
from pratique.core.report.text import number
from pratique.core.runner import crash
from pratique.core.source import Source
from pratique.secrets import patches
from pratique.secrets.blobs import AS_STORED, Blobs, Placed, Seen
from pratique.secrets.patches import Binary, Change, Commit, Hunk

PROG = "pratique-secrets history"
# The user's configuration must change nothing of what is read.
_CONFIGURATION = (
    "core.quotePath=false",
    "log.showRoot=true",
    "log.showSignature=false",
    "diff.suppressBlankEmpty=false",
    "diff.renames=true",
)
_OPTIONS = (
    "--patch",
    "--cc",  # a merge is looked at once, for what it adds by itself
    "--full-index",  # names the contents, which are looked at whole
    "--unified=5",  # of a large file, what stands around an addition tells what it is
    "--find-renames",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--no-notes",
    "--encoding=UTF-8",
    "--submodule=short",
    "--ignore-submodules=none",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    f"--format={patches.FORMAT}",
)
_HELP = (
    "Revoke the value: taking the line out does not take it out of the history. If the commit is not pushed yet, "
    "rewrite it as well (git rebase)."
)


@dataclass
class _Walk:
    """What has been seen of the commits so far."""

    job: Job
    blobs: Blobs
    known: frozenset[tuple[str, str]]  # rule and digest of what the baseline accepts
    baseline_path: str
    boundary: frozenset[str]
    findings: list[Finding] = field(default_factory=list)
    problems: set[Problem] = field(default_factory=set)
    commits: int = 0
    accepted: int = 0
    suppressed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    paths: set[str] = field(default_factory=set)

    def commit(self, commit: Commit) -> None:
        self.commits += 1
        if commit.oid in self.boundary:
            message = "its parents are not in this clone, which is shallow: fetch more of the history"
            self.problems.add(Problem(f"commit {commit.oid[:12]}", "", message))

    def hunk(self, commit: Commit, hunk: Hunk) -> None:
        """What stands in its added lines; the file is looked at whole, unless it is too large."""
        path = os.fsdecode(hunk.change.path)
        if not self._concerns(path):
            return
        with self._guarded(commit, path):
            seen = self.blobs.whole(path, hunk.change.after)
            if seen is None:
                data = b"".join(hunk.lines)
                if not self.job.hook.wants(path, lambda: data[:HEAD_SIZE]):
                    self.skipped["binary"] += 1
                    return
                seen = self.blobs.part(Source(path, data, first_line=hunk.first))
            self.paths.add(path)
            self._take(commit, seen, lambda item: not hunk.added.isdisjoint(range(item.first, item.last + 1)))

    def binary(self, commit: Commit, change: Change) -> None:
        """What a text that git takes for binary (UTF-16, `-diff`) holds and did not hold before."""
        path = os.fsdecode(change.path)
        if not self._concerns(path) or not change.after.strip("0"):
            return
        with self._guarded(commit, path):
            seen = self.blobs.whole(path, change.after)
            if seen is None:
                self.skipped["binary"] += 1
                return
            self.paths.add(path)
            before = [self.blobs.whole(path, oid) for oid in change.before if oid.strip("0")]
            old = {_value(item) for earlier in before if earlier for item in (*earlier.findings, *earlier.suppressed)}
            self._take(commit, seen, lambda item: _value(item) not in old)

    def _concerns(self, path: str) -> bool:
        return path != self.baseline_path and not self.job.settings.excludes(path)

    @contextlib.contextmanager
    def _guarded(self, commit: Commit, path: str) -> Iterator[None]:
        """A crash over one file must not hide the next."""
        try:
            yield
        except GitError:
            raise
        except Exception as error:
            self.problems.add(Problem(path, "", f"in commit {commit.oid[:12]}: {crash(error, quoting=False)}"))

    def _take(self, commit: Commit, seen: Seen, adds: Callable[[Placed], bool]) -> None:
        self.problems.update(seen.problems)
        self.suppressed += sum(map(adds, seen.suppressed))
        for finding in (item.finding for item in seen.findings if adds(item)):
            if (finding.rule, finding.digest) in self.known:
                self.accepted += 1
            else:
                self.findings.append(_attributed(commit, finding))


def _value(item: Placed) -> tuple[str, str]:
    """What tells the value from others without being it."""
    return item.finding.rule, item.finding.digest


def _attributed(commit: Commit, finding: Finding) -> Finding:
    author = visible(commit.author)
    return replace(
        finding,
        message=f"{finding.message} (added by commit {commit.oid[:12]}, {author}, {commit.day})",
        help=_HELP,
        properties=(*finding.properties, ("commit", commit.oid), ("author", author), ("date", commit.day)),
    )


def revisions(given: str, every: bool, environment: Mapping[str, str], cwd: str) -> list[str]:
    """The arguments that make git list the commits to look at; UsageError when nothing names them.

    given: `A..B`, `A...B` or one commit; "" asks the environment that pre-commit sets for a push.
    """
    if every and given:
        raise UsageError("a range and --all exclude each other")
    if every:
        return ["--all"]
    start, end = environment.get("PRE_COMMIT_FROM_REF", ""), environment.get("PRE_COMMIT_TO_REF", "")
    if not given and start and end:
        return [f"^{git.commit(start, cwd)}", git.commit(end, cwd)]
    if not given:
        return _unpushed(environment, cwd)
    for dots in ("...", ".."):
        first, found, last = given.partition(dots)
        if found:
            ends = [git.commit(name or "HEAD", cwd) for name in (first, last)]
            return ["...".join(ends)] if dots == "..." else [f"^{ends[0]}", ends[1]]
    return ["--no-walk=unsorted", git.commit(given, cwd)]


def _unpushed(environment: Mapping[str, str], cwd: str) -> list[str]:
    """For the push of a branch that the other side does not know: all that it does not have."""
    remote = environment.get("PRE_COMMIT_REMOTE_NAME", "")
    if not remote:
        raise UsageError("name the commits: A..B, A...B, one commit, or --all")
    tip = git.commit(environment.get("PRE_COMMIT_LOCAL_BRANCH") or "HEAD", cwd)
    return [tip, "--not", f"--remotes={remote}"]


def _parser(hooks: Iterable[Hook]) -> Parser:
    parser = Parser(
        prog=PROG,
        description="Look at the lines that commits added: what was taken out again is leaked all the same. "
        "Without a range, what pre-commit says is being pushed.",
    )
    parser.add_argument("range", nargs="?", default="", metavar="A..B", help="A..B, A...B or one commit")
    parser.add_argument("--all", action="store_true", help="every commit of every branch and tag")
    command.add_report_options(parser)
    command.add_rule_options(parser, hooks)
    return parser


def run(hook: Hook, arguments: list[str]) -> int:
    """The verb; 0 clean, 1 findings, 2 when something could not be looked at."""
    options = _parser([hook]).parse_args(arguments)
    cwd = os.getcwd()
    root = git.find_root(cwd) or git.root(cwd)
    if root is None:
        raise UsageError("not in a git repository")
    (job,) = command.make_jobs([hook], root, command.given(options, [hook]), PROG)
    accepted = command.load_baseline(job.settings)
    (job,) = command.salted([job], (accepted.salt if accepted else b"") or os.urandom(32))
    entries = accepted.entries if accepted else ()
    known = frozenset((entry.rule, entry.digest) for entry in entries if entry.digest)
    wanted = revisions(options.range, options.all, os.environ, root)
    with Blobs(job, root) as blobs:
        walk = _Walk(job, blobs, known, command.baseline_path(job.settings), git.shallow(root))
        _follow(walk, wanted, root)
    report = _report(walk, options)
    command.show(report, options)
    return report.exit_code


def _follow(walk: _Walk, wanted: list[str], root: str) -> None:
    total = int(git.run([*AS_STORED, "rev-list", "--count", *wanted, "--"], root))
    if not total:  # of a repository without commits git has no log
        return
    arguments = [part for setting in _CONFIGURATION for part in ("-c", setting)]
    commit = Commit("")
    try:
        with git.stream([*AS_STORED, *arguments, "log", *_OPTIONS, *wanted, "--"], root) as output:
            for item in patches.read(output):
                if isinstance(item, Commit):
                    commit = item
                    terminal.progress(walk.commits, total)
                    walk.commit(commit)
                elif isinstance(item, Hunk):
                    walk.hunk(commit, item)
                elif isinstance(item, Binary):
                    walk.binary(commit, item.change)
                else:
                    walk.skipped["submodule"] += 1
    finally:
        terminal.progress(total, total)


def _report(walk: _Walk, options: argparse.Namespace) -> Report:
    notices = []
    if walk.skipped["binary"]:
        notices.append(Notice(f"changes of binary files that were not looked at: {walk.skipped['binary']:,}"))
    if walk.skipped["submodule"]:
        notices.append(
            Notice(f"changes of submodules, which have a history of their own: {walk.skipped['submodule']:,}")
        )
    found = HookReport(
        hook=walk.job.hook.name,
        inspected=len(walk.paths),
        findings=tuple(dict.fromkeys(walk.findings)),
        problems=tuple(sorted(walk.problems)),
        suppressed=walk.suppressed,
        accepted=walk.accepted,
    )
    return Report(
        tool=PROG,
        described=f"the lines added by {number(walk.commits, 'commit')}",
        hooks=(found,),
        notices=(*notices, Notice(f"{number(walk.commits, 'commit')} looked at")),
        files=len(walk.paths),
        fail_on=parse_severity(walk.job.settings.text("fail-on")),
    )
