"""Argument vectors: which of their elements a process runs, rather than takes as an argument."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.flow.values import UNKNOWN, Container, Value, elements, join_all, leading_text

_SHELLS = frozenset(["sh", "bash", "zsh", "dash", "ksh", "ash", "fish", "cmd", "powershell", "pwsh", "su", "busybox"])
_INTERPRETERS = frozenset(["python", "python2", "python3", "perl", "ruby", "node", "php", "lua", "osascript", "awk"])
# After these options an interpreter takes the text of its program.
_FLAGS = frozenset(
    ["-c", "-lc", "-ec", "-ic", "-xc", "-exc", "-cl", "-e", "-r", "/c", "/C", "/k", "-Command", "-command"]
)


def _program(value: Value) -> str:
    """The name of a program, without its folder and ending."""
    text = value.constant if isinstance(value.constant, str) else ""
    return text.replace("\\", "/").rpartition("/")[2].removesuffix(".exe").lower()


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
        if _program(item) in _SHELLS | _INTERPRETERS:
            yield from _programs(found[place + 1 :], value.container.rest)
        elif _program(item) == "ssh" and place == 0:
            yield from found[2:]  # the shell of the other host runs what follows its name


def _known(container: Container) -> list[Value]:
    """The elements from the first on, as far as they are known."""
    found = []
    for index in range(len(container.known)):
        if index not in container.known:
            break
        found.append(container.known[index])
    return found


def _programs(after: list[Value], rest: Value | None) -> Iterator[Value]:
    for place, item in enumerate(after):
        if isinstance(item.constant, str) and item.constant in _FLAGS:
            if place + 1 < len(after):
                yield after[place + 1]
            elif rest is not None:
                yield rest
            return
        if not (isinstance(item.constant, str) and item.constant.startswith(("-", "/"))):
            return
