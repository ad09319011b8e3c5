"""The verb `trailer`: declare the assistant in the commit message.

Made for git's hooks prepare-commit-msg and commit-msg, run by them directly or by pre-commit.
In prepare-commit-msg a message that a person is yet to write is left alone: git aborts a commit
whose message stays empty, and a trailer would make it a commit. The hook commit-msg comes after
the editor and completes such a message; where both are installed nothing is added twice.
"""

from __future__ import annotations

import os
import sys

from pratique.core import terminal
from pratique.core.console import Parser
from pratique.core.errors import SourceError
from pratique.provenance import detect

PROG = "pratique-provenance"


def run(arguments: list[str]) -> int:
    parser = Parser(prog=f"{PROG} trailer", description="Add `Assisted-by: AGENT[:MODEL]` to a commit message.")
    parser.add_argument("message", nargs="?", default="", help="the message file (default: git's own)")
    parser.add_argument("source", nargs="?", default="", help="where the message comes from, as git tells its hook")
    parser.add_argument("commit", nargs="?", default="", help="the commit it comes from, as git tells its hook")
    parser.add_argument("-v", "--verbose", action="store_true", help="say what was done, and why not")
    options = parser.parse_args(arguments)
    source = options.source or os.environ.get("PRE_COMMIT_COMMIT_MSG_SOURCE", "")
    done = _declare(options.message, source)
    if options.verbose:
        terminal.put(sys.stderr, f"{PROG}: {done}\n")
    return 0


def _declare(given: str, source: str) -> str:
    """Do what is to be done and say what it was. given: the message file or ""."""
    if given and not os.path.isfile(given):
        raise SourceError(f"no commit message: {given} is not a file")
    if not detect.is_likely(os.environ):
        return "no assistant in this environment"
    from pratique.provenance import declaration, options  # not on the commits of people

    chosen = options.load()
    assistant = detect.detect(os.environ, chosen.texts("agents"))
    if assistant is None:
        return "no assistant in this environment"
    if chosen.text("trailer") == "off":
        return f"{assistant.agent.name} is not declared: the setting trailer is off"
    return declaration.declare(given, source, assistant)
