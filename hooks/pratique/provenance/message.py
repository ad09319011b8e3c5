"""A commit message on its way: what is text, what git will strip, and where a trailer goes.

Git itself decides what a trailer block is (git-interpret-trailers(1)); this module hands it the
part that will be the message, and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pratique.core import git

KEY = "Assisted-by"
# `git commit --verbose` and commit.cleanup=scissors: git drops this line and what follows.
_SCISSORS = re.compile(rb"^\S+ -{24} >8 -{24}[ \t]*\r?$", re.MULTILINE)
# Git calls a message that holds nothing but these lines empty, and so do we for our own.
_NO_TEXT = re.compile(rb"(?:signed-off-by|assisted-by):", re.IGNORECASE)
# What core.commentChar=auto chooses from.
_AUTOMATIC = b"#;@!$%^&|:"
# Stands for "no line is a comment": git wants one character, and no message holds this one.
_NO_COMMENTS = "\x01"


@dataclass(frozen=True)
class Message:
    """body: what becomes the message. tail: what git strips or ignores below it.

    comment: what comment lines begin with; b"" when no editor opens and git keeps such lines.
    """

    body: bytes
    tail: bytes
    comment: bytes

    @property
    def is_empty(self) -> bool:
        """Whether git would refuse it as empty; a trailer must not make it a commit."""
        return not self.text

    @property
    def text(self) -> tuple[bytes, ...]:
        """The lines that are neither blank, comment, sign-off nor our own trailer."""
        lines = (line.strip() for line in self.body.splitlines() if not _is_comment(line, self.comment))
        return tuple(line for line in lines if line and not _NO_TEXT.match(line))


def parse(raw: bytes, comment: bytes) -> Message:
    """The parts of the message file."""
    scissors = _SCISSORS.search(raw)
    end = scissors.start() if scissors else len(raw)
    lines = raw[:end].splitlines(keepends=True)
    kept = len(lines)
    if comment:
        while kept and (_is_comment(lines[kept - 1], comment) or not lines[kept - 1].strip()):
            kept -= 1
        if not any(_is_comment(line, comment) for line in lines[kept:]):
            kept = len(lines)
    body = b"".join(lines[:kept])
    return Message(body, raw[len(body) :], comment)


def _is_comment(line: bytes, comment: bytes) -> bool:
    return bool(comment) and line.startswith(comment)


def comment_prefix(raw: bytes, cwd: str) -> bytes:
    """What a comment line begins with, by git's configuration and, for `auto`, by the message."""
    chosen = git.config("core.commentString", cwd) or git.config("core.commentChar", cwd) or "#"
    if chosen.lower() != "auto":
        return chosen.encode("utf-8", "surrogateescape")
    last = raw.rstrip().splitlines()[-1:]
    return last[0][:1] if last and last[0][:1] in _AUTOMATIC else b"#"


def trailers(message: Message, cwd: str) -> list[str]:
    """Values of the Assisted-by trailers that git reads in the message."""
    if KEY.lower().encode() not in message.body.lower():
        return []
    parsed = git.run([*_git(message), "--parse", "--no-divider"], cwd, input=message.body)
    pairs = (line.partition(":") for line in parsed.decode("utf-8", "replace").splitlines())
    return [value.strip() for key, _, value in pairs if key.strip().lower() == KEY.lower()]


def with_trailer(message: Message, value: str, cwd: str) -> bytes:
    """The message file with the trailer added to its body."""
    options = ["--no-divider", "--where=end", "--if-exists=addIfDifferent", "--if-missing=add"]
    ended = message.body if message.body.endswith(b"\n") else message.body + b"\n"  # else git sets no blank line
    body = git.run([*_git(message), *options, "--trailer", f"{KEY}: {value}"], cwd, input=ended)
    if message.tail and not message.tail.startswith((b"\n", b"\r\n")):
        body += b"\n"
    return body + message.tail


def _git(message: Message) -> list[str]:
    """The command, told what this message's comments look like, whatever the configuration says."""
    comment = message.comment.decode("utf-8", "surrogateescape") or _NO_COMMENTS
    return ["-c", f"core.commentChar={comment}", "interpret-trailers"]
