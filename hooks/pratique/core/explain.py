"""The verbs that teach: rules, explain, settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

from pratique.core import room, selection, settings, terminal
from pratique.core.errors import UsageError
from pratique.core.finding import Finding
from pratique.core.hook import Hook
from pratique.core.redact import mask, visible
from pratique.core.rule import Rule
from pratique.core.source import Source

_CWE_PAGE = "https://cwe.mitre.org/data/definitions/{}.html"


def list_rules(hooks: Sequence[Hook], arguments: Sequence[str]) -> int:
    """Print a line for each rule: name, severity, profile, whether it has a fix, summary."""
    if arguments:
        raise UsageError(f"rules takes no argument, not {arguments[0]!r}")
    rules = [room.rule(hook.room, name) for hook in hooks for name in room.names(hook.room)]
    rules += [room.rule(room.ROOMS["core"], name) for name in room.names(room.ROOMS["core"])]
    width = max(len(rule.name) for rule in rules)
    for rule in rules:
        fix = "fix" if rule.has_fix else "   "
        level = f"{rule.severity.label:<8}  {rule.profile:<8}"
        terminal.put(sys.stdout, f"{rule.name:<{width}}  {level}  {fix}  {rule.summary}\n")
    return 0


def explain(hooks: Sequence[Hook], arguments: Sequence[str]) -> int:
    """Print the page of one rule of the hooks (or of the comments that every hook reads)."""
    known: dict[str, Hook | None] = dict.fromkeys(room.names(room.ROOMS["core"]))
    known |= {name: hook for hook in hooks for name in room.names(hook.room)}
    if len(arguments) != 1:
        raise UsageError("explain takes the name of one rule; `rules` lists them")
    if arguments[0] not in known:
        owner = room.owners().get(arguments[0])
        elsewhere = f"; it is a rule of pratique-{owner}" if owner else settings.did_you_mean(arguments[0], known)
        raise UsageError(f'unknown rule "{arguments[0]}"{elsewhere}')
    hook = known[arguments[0]]
    rule = room.rule(hook.room if hook else room.ROOMS["core"], arguments[0])
    terminal.put(sys.stdout, page(rule, fix_levels(hook, rule)))
    return 0


def fix_levels(hook: Hook | None, rule: Rule) -> str:
    """none, safe, unsafe, or "safe, unsafe": what the hook offers for the rule's own examples.

    "yes" where the level hangs on data outside the repository, such as advisories.
    """
    if hook is None or not rule.has_fix:
        return "none"
    if not hook.cached:
        return "yes"
    chosen = settings.load("/nowhere", hook.name, hook.options, {"profile": "pedantic"})
    levels: set[str] = set()
    for example in rule.bad:
        files = {path: text.encode() for path, text in example.files}
        source = Source.load(example.path or "example.py", example.code.encode("utf-8", "surrogatepass"))
        for outcome in hook.check(source, chosen, files.get):
            if isinstance(outcome, Finding) and outcome.rule == rule.name and outcome.fix is not None:
                levels.add("safe" if outcome.fix.safe else "unsafe")
    return ", ".join(sorted(levels))


def page(rule: Rule, fix: str) -> str:
    """The rule's page in Markdown, the documentation's text; fix: as from fix_levels."""
    return "\n".join(_page(rule, fix))


def _page(rule: Rule, fix: str) -> Iterator[str]:
    yield f"# {rule.name}\n"
    yield f"{rule.summary[0].upper()}{rule.summary[1:]}.\n"
    yield "| severity | confidence | profile | weakness | fix |"
    yield "|---|---|---|---|---|"
    weakness = ", ".join(f"[CWE-{number}]({_CWE_PAGE.format(number)})" for number in rule.cwe) or "-"
    yield f"| {rule.severity.label} | {rule.confidence.label} | {rule.profile} | {weakness} | {fix} |\n"
    for title, text in (
        ("What it finds", rule.what),
        ("Why it matters", rule.why),
        ("Why assistants write it", rule.assistants),
        ("How to put it right", rule.remedy),
        ("Ask for it in the prompt", rule.prompt),
    ):
        if text:
            yield f"## {title}\n\n{text}\n"
    yield from _examples(rule)
    if rule.references:
        yield "## References\n"
        yield from (f"- {reference}" for reference in rule.references)
        yield ""


def _examples(rule: Rule) -> Iterator[str]:
    for title, examples in (("Found", rule.bad), ("Left alone", rule.good)):
        if not examples:
            continue
        yield f"## {title}\n"
        for example in examples:
            yield f"{example.why[0].upper()}{example.why[1:]}:\n"
            yield _fenced(example.code)
            fixed = getattr(example, "fixed", None)
            if fixed is not None:
                yield "becomes\n"
                yield _fenced(fixed)


def _fenced(code: str) -> str:
    fence = "```"
    while fence in code:
        fence += "`"
    lines = ("\t".join(map(visible, line.split("\t"))) for line in code.rstrip().replace("\r\n", "\n").split("\n"))
    return f"{fence}\n" + "\n".join(lines) + f"\n{fence}\n"


def show_settings(hooks: Sequence[Hook], arguments: Sequence[str]) -> int:
    """Print every setting of the hooks with its value and where it comes from."""
    if arguments:
        raise UsageError(f"settings takes no argument, not {arguments[0]!r}")
    root = selection.root_of(os.getcwd())
    lines: dict[str, None] = {}
    for hook in hooks:
        own = settings.load(root, hook.name, hook.options, {})
        keys = {option.key for option in hook.options}
        for key, setting in own.values.items():
            name = f"{hook.name}.{key}" if key in keys else key
            said = shown(setting.value)
            lines[f"{name} = {mask(said) if '://' in said else said}  # {setting.origin}\n"] = None
    terminal.put(sys.stdout, "".join(lines))
    return 0


def shown(value: object) -> str:
    import json  # the values are texts, numbers, flags and lists: TOML and JSON agree on them

    return json.dumps(value)
