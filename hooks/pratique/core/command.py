"""The command line that lint, secrets, deps, prompts and the umbrella share."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from pratique.core import git, room, selection, settings, terminal
from pratique.core.console import Parser, guarded, top_level
from pratique.core.errors import DataError, OutputError, UsageError
from pratique.core.finding import PROFILES, SEVERITIES, Aside, parse_severity
from pratique.core.fixing import Fixing
from pratique.core.hook import Hook, Job
from pratique.core.report import Report
from pratique.core.runner import Run

if TYPE_CHECKING:
    from pratique.core.baseline import Baseline

FORMATS = ("text", "json", "sarif", "github")


def main(hook: Hook, argv: Sequence[str] | None = None) -> int:
    """The command `pratique-HOOK`; returns the exit code."""
    return guarded(hook.command, argv, lambda arguments: _dispatch(hook, arguments), not hook.conceals)


def _dispatch(hook: Hook, arguments: list[str]) -> int:
    verbs: dict[str, Callable[[list[str]], int]] = {
        "check": lambda rest: check([hook], hook.command, rest),
        **{name: partial(taught, name, [hook]) for name in ("rules", "explain", "settings")},
        **{name: verb.run for name, verb in hook.verbs.items()},
    }
    if arguments and arguments[0] in verbs:
        return verbs[arguments[0]](arguments[1:])
    if arguments and arguments[0] in ("--version", "-h", "--help"):
        return top_level(hook.command, hook.summary, _verb_help(hook), arguments)
    return check([hook], hook.command, arguments)


def taught(verb: str, hooks: Sequence[Hook], arguments: Sequence[str]) -> int:
    """The verbs that teach: rules, explain, settings."""
    from pratique.core import explain  # with every rule's text behind it

    verbs = {"rules": explain.list_rules, "explain": explain.explain, "settings": explain.show_settings}
    return verbs[verb](hooks, arguments)


def _verb_help(hook: Hook) -> dict[str, str]:
    return {**STANDARD_VERBS, **{name: verb.help for name, verb in hook.verbs.items()}}


STANDARD_VERBS = {
    "check": "check files (the default verb; `check --help` lists its options)",
    "rules": "list the rules",
    "explain": "teach one rule",
    "settings": "show every setting and where it comes from",
}


def check_parser(prog: str, hooks: Iterable[Hook]) -> Parser:
    """The parser of `check`; flags of the hooks' own settings included."""
    parser = Parser(prog=f"{prog} check", description="Check files; without a selector, what is staged.")
    which = parser.add_argument_group("what to look at").add_argument
    which("paths", nargs="*", metavar="PATH", help="files and folders")
    which("--all-files", action="store_true", help="every file that git tracks")
    which("--staged", action="store_true", help="staged content, as it stands in the index (the default)")
    which("--from-ref", metavar="A", help="files changed since the merge base of A and --to-ref")
    which("--to-ref", metavar="B", help="the commit to read them from (HEAD)")
    which("--stdin-filename", metavar="NAME", help="check standard input under this name")
    change = parser.add_argument_group("fixes").add_argument
    change("--fix", action="store_true", help="apply safe fixes")
    change("--unsafe-fixes", action="store_true", help="apply all fixes; look at the result")
    change("--diff", action="store_true", help="show what the fixes would change and write nothing")
    add_report_options(parser)
    rules = add_rule_options(parser, hooks)
    rules("--no-cache", action="store_true", help="neither read nor keep earlier results")
    return parser


def add_report_options(parser: Parser) -> None:
    say = parser.add_argument_group("report").add_argument
    say("--format", choices=FORMATS, default="text", help="form of the report (text)")
    say("-o", "--output", metavar="FILE", help="write the report to FILE")
    say("--color", choices=("auto", "always", "never"), default="auto")
    say("-q", "--quiet", action="store_true", help="one line a finding, no summary")
    say("-v", "--verbose", action="store_true", help="say more about the run")


def add_rule_options(parser: Parser, hooks: Iterable[Hook]) -> Callable[..., Any]:
    """The choice of rules; what adds a further option to their group."""
    rules = parser.add_argument_group("rules").add_argument
    rules("--select", metavar="RULE,…", action="append", help="run only these rules")
    rules("--ignore", metavar="RULE,…", action="append", help="do not run these rules")
    rules("--fail-on", choices=SEVERITIES, help="lowest severity that makes the exit code 1")
    rules("--profile", choices=PROFILES, help="how much to show")
    for hook in hooks:
        for option in hook.options:
            if option.flag:
                rules(f"--{option.key}", dest=option.key, help=option.help, **_value_of(option))
    return rules


def _value_of(option: settings.Option) -> dict[str, Any]:
    """How argparse takes what is given for the option; None where it is not given."""
    if option.kind == "flag":
        return {"action": "store_const", "const": True}
    return {"metavar": option.kind.upper(), **({"type": int} if option.kind == "number" else {})}


def check(hooks: Sequence[Hook], prog: str, arguments: Sequence[str]) -> int:
    """The verb `check` for one hook or several; returns the exit code."""
    options = _parsed(prog, hooks, list(arguments))
    request = _request(options)
    if options.output is not None:
        check_output(options.output, options.paths)
    cwd = os.getcwd()
    root = selection.root_of(cwd)
    jobs = make_jobs(hooks, root, given(options, hooks), prog)
    accepted = load_baseline(jobs[0].settings)
    if accepted is not None:
        refuse_unexplained(accepted, hooks)
    jobs = salted(jobs, accepted.salt if accepted else b"")
    with git.Objects(root) as objects:
        chosen = selection.select(request, cwd, objects)
        run = Run(
            jobs=jobs,
            selection=chosen,
            baseline=accepted,
            baseline_path=baseline_path(jobs[0].settings),
            fixing=_fixing(options),
            use_cache=not options.no_cache,
            progress=terminal.progress,
        )
        run.run()
    report = make_report(prog, run, cwd)
    if not chosen.paths and not chosen.problems and not options.quiet:
        terminal.put(sys.stderr, f"{prog}: {chosen.described}: nothing to check\n")
    _deliver(report, options, request)
    return report.exit_code


def _parsed(prog: str, hooks: Sequence[Hook], arguments: list[str]) -> argparse.Namespace:
    """The options; what stands behind `--` is paths, which intermixed parsing would not see."""
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    options = check_parser(prog, hooks).parse_intermixed_args(arguments[:cut])
    options.paths = [*options.paths, *arguments[cut + 1 :]]
    for name in ("from_ref", "to_ref", "stdin_filename", "output"):
        if getattr(options, name) == "":  # an unset variable in a script must not turn into another run
            raise UsageError(f"--{name.replace('_', '-')} is empty")
    return options


def check_output(path: str, checked: Iterable[str]) -> None:
    """UsageError, before anything is done, when the report cannot be put there."""
    if os.path.isdir(path):
        raise UsageError(f"--output {path}: is a folder")
    if not os.path.isdir(os.path.dirname(os.path.abspath(path))):
        raise UsageError(f"--output {path}: no such folder")
    if any(os.path.exists(path) and os.path.exists(name) and os.path.samefile(path, name) for name in checked):
        raise UsageError(f"--output {path}: is one of the files to check, which the report would replace")


def make_jobs(hooks: Sequence[Hook], root: str, given: dict[str, Any], prog: str) -> list[Job]:
    """A job for every hook that has a rule to run; UsageError when none has."""
    jobs = []
    for hook in hooks:
        known = {option.key for option in (*settings.COMMON, *hook.options)}
        own = settings.load(root, hook.name, hook.options, {k: v for k, v in given.items() if k in known})
        if any(own.runs(name) for name in room.names(hook.room)):
            jobs.append(Job(hook, own))
        elif len(hooks) > 1:
            terminal.put(sys.stderr, f"{prog}: {hook.name} is left out: select and ignore leave no rule of it\n")
    if not jobs:
        raise UsageError(f"select and ignore leave no rule of {prog} to run; `{prog} rules` lists them")
    return jobs


def salted(jobs: Iterable[Job], salt: bytes) -> list[Job]:
    """The jobs with the key for the digests of secrets."""
    return [Job(job.hook, settings.with_salt(job.settings, salt)) for job in jobs]


def baseline_path(own: settings.Settings) -> str:
    """The baseline's path from the root, "" where settings switch it off."""
    place = own.path("baseline")
    return selection.relative(place, own.root) if place else ""


def load_baseline(own: settings.Settings) -> Baseline | None:
    """The accepted findings, None where there is no such file; DataError when it is damaged."""
    place = own.path("baseline")
    if not place or not os.path.lexists(place):
        return None
    from pratique.core import baseline

    return baseline.load(place, baseline_path(own))


def refuse_unexplained(accepted: Baseline, hooks: Iterable[Hook]) -> None:
    """DataError, naming them, for entries that a hook accepts with a reason only and that have none."""
    bare = {(entry.path, entry.rule) for entry in accepted.entries if not entry.reason.strip()}
    if not bare:
        return
    owners = room.owners()
    asking = {hook.name: hook for hook in hooks}
    refused = [
        f"{path}: {rule}"
        for path, rule in sorted(bare)
        if owners.get(rule) in asking and asking[owners[rule]].needs_reason(rule)
    ]
    if refused:
        more = f" and {len(refused) - 10:,} more" if len(refused) > 10 else ""
        raise DataError(
            f"{accepted.path}: not accepted without a reason: {'; '.join(refused[:10])}{more}; "
            "revoke the key and take it out, or say why it may stay (--reason)"
        )


def make_report(prog: str, run: Run, cwd: str, written: bool | None = None) -> Report:
    """The report of a finished run, with paths as seen from cwd."""
    hooks = run.reports()
    root = run.selection.root
    paths = {finding.path for hook in hooks for finding in hook.findings}
    paths |= {step.path for hook in hooks for finding in hook.findings for step in finding.related}
    paths |= {problem.path for problem in run.selection.problems} | set(run.selection.paths)
    paths |= {problem.path for hook in hooks for problem in hook.problems}
    notices = sorted(run.notices, key=lambda notice: (notice.path, notice.line, notice.message))
    paths |= {notice.path for notice in notices if notice.path}
    shown = {path: os.path.relpath(os.path.join(root, path), cwd).replace(os.sep, "/") for path in paths}
    return Report(
        tool=prog,
        described=run.selection.described,
        hooks=hooks,
        notices=tuple(notice for notice in notices if not isinstance(notice, Aside)),
        asides=tuple(notice for notice in notices if isinstance(notice, Aside)),
        changes=tuple(run.changes),
        written=run.fixing.write,
        files=run.files,
        fail_on=parse_severity(run.jobs[0].settings.text("fail-on")),
        shown_paths={} if root == os.path.realpath(cwd) else shown,
    )


def _request(options: argparse.Namespace) -> selection.Request:
    chosen = {
        "paths": bool(options.paths),
        "--all-files": options.all_files,
        "--staged": options.staged,
        "--from-ref": bool(options.from_ref),
        "--stdin-filename": bool(options.stdin_filename),
    }
    given = [name for name, present in chosen.items() if present]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} exclude each other: choose one way of selecting files")
    if options.stdin_filename and sys.stdin is None:
        raise UsageError("--stdin-filename: standard input is closed")
    if options.to_ref and not options.from_ref:
        raise UsageError("--to-ref needs --from-ref")
    return selection.Request(
        paths=tuple(options.paths),
        all_files=options.all_files,
        staged=options.staged,
        from_ref=options.from_ref or "",
        to_ref=options.to_ref or "",
        stdin_name=options.stdin_filename or "",
        stdin=sys.stdin.buffer.read() if options.stdin_filename else b"",
    )


def _fixing(options: argparse.Namespace) -> Fixing:
    safe = options.fix or options.unsafe_fixes or options.diff
    return Fixing(safe=safe, unsafe=options.unsafe_fixes, write=not options.diff)


def given(options: argparse.Namespace, hooks: Iterable[Hook]) -> dict[str, Any]:
    """The settings that the command line gives."""
    found: dict[str, Any] = {}
    for key in ("select", "ignore"):
        lists = getattr(options, key)
        if lists is not None:
            names = [name.strip() for text in lists for name in text.split(",")]
            found[key] = [name for name in names if name]
    for key in ("fail-on", "profile"):
        value = getattr(options, key.replace("-", "_"))
        if value is not None:
            found[key] = value
    for option in (option for hook in hooks for option in hook.options if option.flag):
        value = getattr(options, option.key)
        if value is not None:
            found[option.key] = value
    return found


def _deliver(report: Report, options: argparse.Namespace, request: selection.Request) -> None:
    """The repaired text or the diff, then the report."""
    output = sys.stdout
    if request.stdin_name and (options.fix or options.unsafe_fixes) and not options.diff:
        changed = report.changes[0].after if report.changes else request.stdin
        terminal.put(sys.stdout, changed)
        output = sys.stderr
    elif options.diff:
        from pratique.core.report import diff

        terminal.put(sys.stdout, diff.render(report))
        output = sys.stderr
    show(report, options, output)


def show(report: Report, options: argparse.Namespace, output: Any = None) -> None:
    """The report to where it belongs, the summary to standard error."""
    from pratique.core.report import text

    output = output or sys.stdout
    body = _rendered(report, options, output)
    if options.output:
        _save(options.output, body)
    else:
        terminal.put(output, body)
    if not options.quiet:
        terminal.put(sys.stderr, text.summary(report, options.verbose))


def _rendered(report: Report, options: argparse.Namespace, output: Any) -> str:
    """The report in the form asked for; only that form's module is imported."""
    if options.format == "text":
        from pratique.core.report import text

        colour = terminal.colour_wanted(options.color, output) and not options.output
        return text.render(report, colour, options.quiet)
    if options.format == "json":
        from pratique.core.report import document

        return document.render(report)
    if options.format == "sarif":
        from pratique.core.report import sarif

        return sarif.render(report)
    from pratique.core.report import github

    return github.render(report)


def _save(path: str, body: str) -> None:
    from pratique.core import edits

    try:
        edits.write_new(path, body.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise OutputError(f"the report cannot be written to {path}: {error.strerror}") from error
