"""Argument vectors: which of their elements a process runs, rather than takes as an argument."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.lint.flow.pieces import leading_text
from pratique.lint.flow.values import (
    UNKNOWN,
    Container,
    Value,
    elements,
    join_all,
)

_SHELLS = frozenset(["sh", "bash", "zsh", "dash", "ksh", "ash", "fish", "cmd", "powershell", "pwsh", "su", "busybox"])
_INTERPRETERS = frozenset(["python", "python2", "python3", "perl", "ruby", "node", "php", "lua", "osascript"])
_THIS_PYTHON = "sys.executable"
_WRAPPERS = frozenset(["sudo", "nohup", "nice", "time"])
# Programs with options that run others, or write where they say: git --upload-pack, tar --checkpoint-action,
# curl --output, rsync --rsh, ssh -oProxyCommand, find -exec, zip -TT.
_OBEYING = frozenset(
    [
        *("git", "hg", "svn", "curl", "wget", "aria2c", "tar", "bsdtar", "rsync", "ssh", "scp", "sftp", "find", "zip"),
        *("7z", "sed", "awk", "gawk", "xargs", "env", "man", "tcpdump", "psql", "mysql", "sqlite3", "pandoc", "sort"),
        *("wkhtmltopdf", "chromium", "google-chrome", "openssl", "docker", "kubectl", "pip", "pip3", "npm", "yt-dlp"),
        *("youtube-dl", "sendmail", "exiftool", "nmap", "magick", "gs", "rpm"),
    ]
)
_FLAG = re.compile(r"-[sSLfkIgvqarRnzl]+|--(?:quiet|silent|verbose|recursive|all|bare|mirror|force|no-[a-z-]+)")
# After these options a shell, or an interpreter, takes the text of its program.
_OF_SHELLS = re.compile(r"-[a-z]*c|/[ckCK]|-[Cc]ommand")
_OF_INTERPRETERS = re.compile(r"-[ceErp]|-[np]e|--eval|--print|--run")


def _programs_named(value: Value) -> set[str]:
    """The names of the programs that it may be, without folder and ending."""
    if _THIS_PYTHON in value.refs:
        return {"python"}
    texts = [text for text in value.constants or () if isinstance(text, str)]
    return {text.replace("\\", "/").rpartition("/")[2].removesuffix(".exe").lower() for text in texts}


def commands(value: Value) -> Iterator[Value]:
    """The program of the vector, and every text that an interpreter in it takes as its program.

    A text in place of a vector names a program, unless a constant beginning already does.
    """
    if value.container is None:
        if " " not in leading_text(value).lstrip():
            yield value
        return
    found = _known(value.container)
    first = found[0] if found else (value.container.rest or UNKNOWN)
    yield first if first.container is None else join_all(elements(first.container))
    for place, item in enumerate(found):
        names = _programs_named(item)
        if names & _SHELLS:
            yield from _programs(_OF_SHELLS, found[place + 1 :], value.container.rest)
        elif names & _INTERPRETERS:
            yield from _programs(_OF_INTERPRETERS, found[place + 1 :], value.container.rest)
        elif "ssh" in names and place == 0:
            yield from found[2:]  # the shell of the other host runs what follows its name


def options(value: Value) -> Iterator[Value]:
    """What a program that does more at the word of an option would take as one, were it to begin with a dash.

    What stands after `--`, or after an option of which nobody knows that it takes no value, is left out.
    """
    found = _known(value.container) if value.container is not None else []
    while found and _programs_named(found[0]) & _WRAPPERS:
        found = found[1:]
    if not found or value.container is None or not _programs_named(found[0]) & _OBEYING:
        return
    takes_value = False
    for item in found[1:]:
        texts = [text for text in item.constants or () if isinstance(text, str)]
        if "--" in texts:
            return
        if not texts and not takes_value:
            yield item
        takes_value = any(text.startswith("-") and not _FLAG.fullmatch(text) for text in texts)
    if value.container.rest is not None:
        yield value.container.rest


def _known(container: Container) -> list[Value]:
    """The elements from the first on, as far as they are known."""
    found = []
    for index in range(len(container.known)):
        if index not in container.known:
            break
        found.append(container.known[index])
    return found


def _programs(option: re.Pattern[str], after: list[Value], rest: Value | None) -> Iterator[Value]:
    """What follows the option, if only other options stand before it."""
    for place, item in enumerate(after):
        texts = item.constants or ()
        if not texts or not all(isinstance(text, str) and text.startswith(("-", "/")) for text in texts):
            return
        if any(option.fullmatch(text) for text in texts):
            found = after[place + 1] if place + 1 < len(after) else rest
            if found is not None:
                yield found
            return
