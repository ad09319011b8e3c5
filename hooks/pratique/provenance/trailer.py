"""The verb `trailer`: declare the assistant in the commit message.

Made for git's hooks prepare-commit-msg and commit-msg, run by them directly or by pre-commit.
In prepare-commit-msg a message that a person is yet to write is left alone: git aborts a commit
whose message stays empty, and a trailer would make it a commit. The hook commit-msg comes after
the editor and completes such a message; where both are installed nothing is added twice.
"""

from __future__ import annotations

import os
import sys

from pratique.core import edits, git, settings, terminal
from pratique.core.console import Parser
from pratique.core.errors import PratiqueError, SourceError
from pratique.core.settings import Option
from pratique.provenance import detect, message, moment
from pratique.provenance.detect import Assistant
from pratique.provenance.message import Message

PROG = "pratique-provenance"
OPTIONS = (
    Option("trailer", "text", "add", "whether the assistant is declared in the message", choices=("add", "off")),
    Option("agents", "texts", (), "names of your own that AI_AGENT or AGENT may hold"),
)


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
    cwd = os.getcwd()
    chosen = settings.load(git.find_root(cwd) or cwd, "provenance", OPTIONS, {})
    assistant = detect.detect(os.environ, chosen.texts("agents"))
    if assistant is None:
        return "no assistant in this environment"
    if chosen.text("trailer") == "off":
        return f"{assistant.agent.name} is not declared: the setting trailer is off"
    git_dir = git.git_dir(cwd)
    path = moment.message_path(given, source, git_dir)
    raw = _read(path)
    if moment.replays(git_dir, raw, cwd):
        return "nothing added: git makes an earlier commit again"
    # Git sets its editor to `:` for the hook when it is not going to open one.
    opens_editor = os.environ.get("GIT_EDITOR") != ":"
    comment = message.comment_prefix(raw, cwd) if opens_editor else b""
    parsed = message.parse(raw, comment)
    if parsed.is_empty or (opens_editor and _is_template(parsed, source, cwd)):
        return "nothing added: the message is still to be written"
    if _is_declared(message.trailers(parsed, cwd), assistant):
        return f"{assistant.agent.name} is declared already"
    edits.write(path, raw, message.with_trailer(parsed, assistant.value, cwd))
    return f"added {message.KEY}: {assistant.value} ({assistant.evidence} is set)"


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise PratiqueError(f"{path} cannot be read: {error.strerror}") from error


def _is_template(parsed: Message, source: str, cwd: str) -> bool:
    """Whether the message is a template that nobody has filled in yet; git refuses it as it stands."""
    if source:
        return source == "template"
    content = moment.template(cwd)
    return bool(content) and message.parse(content, parsed.comment).text == parsed.text


def _is_declared(values: list[str], assistant: Assistant) -> bool:
    """Whether a trailer names the assistant, under any of its names, and the model if it is known."""
    for value in values:
        name, _, model = value.partition(":")
        if detect.normalised(name) in (*assistant.agent.names, detect.normalised(assistant.agent.title)) and (
            assistant.model.lower() in model.lower()
        ):
            return True
    return False
