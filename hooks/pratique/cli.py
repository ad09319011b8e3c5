"""`pratique`: all hooks that look at files, together; and the baseline that they share."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pratique.core import command, console, git, room, selection, terminal
from pratique.core.errors import DataError, OutputError, UsageError
from pratique.core.hook import Hook, Job
from pratique.core.runner import Run

if TYPE_CHECKING:
    from pratique.core.baseline import Baseline

PROG = "pratique"
SUMMARY = "Inspect, declare and clear AI-written Python code."
_HOOKS = ("lint", "secrets", "deps", "prompts")
_VERBS = {
    **command.STANDARD_VERBS,
    "check": "check files with every hook (the default verb; `check --help` lists its options)",
    "baseline": "`baseline create` accepts today's findings, `baseline update` drops what is gone",
}


def _hook(name: str) -> Hook:
    hook = importlib.import_module(f"pratique.{name}.hook").HOOK
    assert isinstance(hook, Hook)
    return hook


def _all() -> list[Hook]:
    return [_hook(name) for name in _HOOKS]


def main(argv: Sequence[str] | None = None) -> int:
    """The command `pratique`; returns the exit code."""
    return console.guarded(PROG, argv, _dispatch)


def _dispatch(arguments: list[str]) -> int:
    verbs: dict[str, Callable[[list[str]], int]] = {
        "check": lambda rest: command.check(_all(), PROG, rest),
        "rules": lambda rest: command.taught("rules", _all(), rest),
        "explain": _explain,
        "settings": lambda rest: command.taught("settings", _all(), rest),
        "baseline": _baseline,
    }
    if arguments and arguments[0] in verbs:
        return verbs[arguments[0]](arguments[1:])
    if arguments and arguments[0] in ("--version", "-h", "--help"):
        return console.top_level(PROG, SUMMARY, _VERBS, arguments)
    return command.check(_all(), PROG, arguments)


def _explain(arguments: list[str]) -> int:
    owner = room.owners().get(arguments[0]) if len(arguments) == 1 else None
    return command.taught("explain", [_hook(owner)] if owner in _HOOKS else _all(), arguments)


def _baseline(arguments: list[str]) -> int:
    parser = console.Parser(
        prog=f"{PROG} baseline",
        description="Write the file of accepted findings from what every hook finds in all tracked files.",
    )
    parser.add_argument("action", choices=("create", "update"))
    parser.add_argument("--reason", default="", metavar="TEXT", help="why the new entries are accepted")
    options = parser.parse_args(arguments)
    return _write_baseline(options.action, options.reason)


def _write_baseline(action: str, reason: str) -> int:
    """Create or update the baseline; nothing is written when anything could not be checked."""
    from pratique.core import baseline, edits
    from pratique.core.report import text

    cwd = os.getcwd()
    root = selection.root_of(cwd)
    jobs = command.make_jobs(_all(), root, {}, PROG)
    place = jobs[0].settings.path("baseline")
    if not place:
        raise UsageError("the setting baseline is empty: name a file there")
    name = selection.relative(place, root)
    if (action == "create") == os.path.exists(place):
        other = "it exists; use `baseline update`" if action == "create" else "there is none; use `baseline create`"
        raise UsageError(f"{name}: {other}")
    old = command.load_baseline(jobs[0].settings) or baseline.Baseline(name)
    fresh = baseline.updated(old, (), reason)  # the salt, before any digest is made with it
    run = _run_without_baseline(command.salted(jobs, fresh.salt), root, cwd, name)
    report = command.make_report(PROG, run, cwd)
    if report.problems:
        raise DataError(
            f"{name} was not written, {text.number(len(report.problems), 'file')} could not be checked: "
            + "; ".join(f"{report.show(p.path)}: {p.message}" for p in report.problems[:5])
        )
    if action == "create" and not any(part.inspected for part in run.reports()):
        raise UsageError(
            f"{name} was not written: git tracks no file yet that could be looked at; `git add` them first"
        )
    new = baseline.updated(baseline.Baseline(name, fresh.salt, old.entries), report.findings, reason)
    new = _explained(new, jobs, reason)
    command.refuse_unexplained(new, [job.hook for job in jobs])
    gone = len(set(old.entries) - set(new.entries))
    try:
        edits.write_new(place, baseline.dump(new).encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise OutputError(f"{name} cannot be written: {error.strerror}") from error
    terminal.put(
        sys.stdout,
        f"{name}: {text.number(len(new.entries), 'finding')} accepted ({text.number(gone, 'entry')} dropped)\n",
    )
    return 0


def _explained(new: Baseline, jobs: Sequence[Job], reason: str) -> Baseline:
    """The reason for known entries too, where they have none and may not stay without."""
    entries = (
        replace(entry, reason=reason)
        if not entry.reason and any(job.hook.needs_reason(entry.rule) for job in jobs)
        else entry
        for entry in new.entries
    )
    return replace(new, entries=tuple(sorted(entries)))


def _run_without_baseline(jobs: Sequence[Job], root: str, cwd: str, name: str) -> Run:
    with git.Objects(root) as objects:
        chosen = selection.select(selection.Request(all_files=True), cwd, objects)
        run = Run(jobs=jobs, selection=chosen, baseline_path=name, use_cache=True)
        run.run()
    return run
