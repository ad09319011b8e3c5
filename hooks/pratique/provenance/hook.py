"""`pratique-provenance`: who wrote a change, declared with the commit."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from pratique.core import console, terminal
from pratique.core.errors import UsageError
from pratique.provenance import detect, trailer

_SUMMARY = "Declare with a commit which assistant worked on it."


def agents(arguments: list[str]) -> int:
    """Print every known assistant with its markers, and what this environment says."""
    from pratique.provenance import options

    console.Parser(prog=f"{trailer.PROG} agents", description=agents.__doc__).parse_args(arguments)
    lines = []
    for agent in sorted(detect.known(), key=lambda agent: agent.name):
        markers = ", ".join(dict.fromkeys(marker.variable for marker in agent.strong)) or "AI_AGENT or AGENT by name"
        weak = f"; never alone: {', '.join(agent.weak)}" if agent.weak else ""
        lines.append(f"{agent.name:<14} {agent.title:<20} {markers}{weak}\n")
    found = detect.detect(os.environ, options.load().texts("agents"))
    said = f"{found.value} ({found.evidence} is set)" if found else "no assistant"
    terminal.put(sys.stdout, "".join(lines) + f"\nthis environment: {said}\n")
    return 0


def show_settings(arguments: list[str]) -> int:
    """Print every setting with its value and where it comes from."""
    from pratique.core import explain
    from pratique.core.hook import Hook
    from pratique.provenance.options import OPTIONS

    described = Hook("provenance", _SUMMARY, detect.ROOM, lambda path, head: False, lambda *_: (), options=OPTIONS)
    return explain.show_settings([described], arguments)


# Verb -> (what it does, how).
VERBS: dict[str, tuple[str, Callable[[list[str]], int]]] = {
    "trailer": ("add the trailer to a commit message (prepare-commit-msg, commit-msg)", trailer.run),
    "agents": ("list the assistants that are recognised, and which one this is", agents),
    "settings": ("show every setting and where it comes from", show_settings),
}


def main(argv: Sequence[str] | None = None) -> int:
    return console.guarded(trailer.PROG, argv, _dispatch)


def _dispatch(arguments: list[str]) -> int:
    if arguments and arguments[0] in VERBS:
        return VERBS[arguments[0]][1](arguments[1:])
    if arguments and arguments[0] in ("--version", "-h", "--help"):
        helps = {name: described for name, (described, _) in VERBS.items()}
        return console.top_level(trailer.PROG, _SUMMARY, helps, arguments)
    known = ", ".join(VERBS)
    if not arguments:
        raise UsageError(f"name what to do: {known}")
    from pratique.core.settings import did_you_mean

    raise UsageError(f"unknown verb {arguments[0]!r}{did_you_mean(arguments[0], VERBS)} (there are: {known})")
