"""Write the declaration into the message, where that is right."""

from __future__ import annotations

import os

from pratique.core import edits, git
from pratique.core.errors import SourceError
from pratique.provenance import detect, message, moment
from pratique.provenance.detect import Assistant
from pratique.provenance.message import Message


def declare(given: str, source: str, assistant: Assistant) -> str:
    """Do what is to be done and say what it was. given: the message file or ""."""
    cwd = os.getcwd()
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
        raise SourceError(f"{path} cannot be read: {error.strerror}") from error


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
