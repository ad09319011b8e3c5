"""`pratique-provenance`: who wrote a change, declared with the commit."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from pratique.core import console, git, settings, terminal
from pratique.core.errors import UsageError
from pratique.core.finding import Outcome
from pratique.core.hook import Head, Hook, Read, Verb
from pratique.core.settings import Settings
from pratique.core.source import Source
from pratique.provenance import detect, trailer


def agents(arguments: list[str]) -> int:
    """Print every known assistant with its markers, and what this environment says."""
    console.Parser(prog=f"{trailer.PROG} agents", description=agents.__doc__).parse_args(arguments)
    lines = []
    for agent in sorted(detect.known(), key=lambda agent: agent.name):
        markers = ", ".join(dict.fromkeys(marker.variable for marker in agent.strong)) or "AI_AGENT or AGENT by name"
        weak = f"; never alone: {', '.join(agent.weak)}" if agent.weak else ""
        lines.append(f"{agent.name:<14} {agent.title:<20} {markers}{weak}\n")
    root = git.find_root(os.getcwd()) or os.getcwd()
    own_names = settings.load(root, "provenance", trailer.OPTIONS, {}).texts("agents")
    found = detect.detect(os.environ, own_names)
    said = f"{found.value} ({found.evidence} is set)" if found else "no assistant"
    terminal.put(sys.stdout, "".join(lines) + f"\nthis environment: {said}\n")
    return 0


def show_settings(arguments: list[str]) -> int:
    """Print every setting with its value and where it comes from."""
    from pratique.core import explain  # with what the other hooks need

    return explain.show_settings([HOOK], arguments)


def _no_file(path: str, head: Head) -> bool:
    return False


def _nothing(source: Source, settings: Settings, read: Read) -> tuple[Outcome, ...]:
    return ()


# This hook judges commits and no file; it is a Hook for the sake of its settings.
HOOK = Hook(
    name="provenance",
    summary="who wrote a change, declared with the commit",
    room=detect.ROOM,
    wants=_no_file,
    check=_nothing,
    options=trailer.OPTIONS,
)
VERBS = {
    "trailer": Verb("add the trailer to a commit message (prepare-commit-msg, commit-msg)", trailer.run),
    "agents": Verb("list the assistants that are recognised, and which one this is", agents),
    "settings": Verb("show every setting and where it comes from", show_settings),
}


def main(argv: Sequence[str] | None = None) -> int:
    return console.guarded(HOOK.command, argv, _dispatch)


def _dispatch(arguments: list[str]) -> int:
    if arguments and arguments[0] in VERBS:
        return VERBS[arguments[0]].run(arguments[1:])
    if arguments and arguments[0] in ("--version", "-h", "--help"):
        helps = {name: verb.help for name, verb in VERBS.items()}
        return console.top_level(HOOK.command, HOOK.summary, helps, arguments)
    known = ", ".join(VERBS)
    if not arguments:
        raise UsageError(f"name what to do: {known}")
    raise UsageError(f"unknown verb {arguments[0]!r}{settings.did_you_mean(arguments[0], VERBS)} (there are: {known})")
