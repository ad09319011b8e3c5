"""What of an argument vector a process runs."""

import pytest

from pratique.lint.flow.pieces import text_of
from pratique.lint.flow.values import (
    REMOTE,
    Container,
    Step,
    Taint,
    Value,
    constant,
    make_list,
)
from pratique.lint.flow.vectors import commands, options

X = Value(taints=(Taint(Step("a.py", 1, 0, 1, 1, "the request"), REMOTE),))


def vector(*items: object) -> Value:
    return make_list("list", [item if isinstance(item, Value) else constant(item) for item in items])


def opened(known: list[object], rest: Value) -> Value:
    """A list of which only the first elements are known."""
    held = vector(*known).container
    assert held is not None
    return Value(container=Container("list", held.known, rest, exact=False))


RUN = {
    "the program": vector(X, "--version"),
    "a text in place of a vector": X,
    "a text that begins with the outsider's": text_of([X, " --version"]),
    "a shell's program": vector("sh", "-c", X),
    "a shell's program by its path": vector("/bin/bash", "-lc", X),
    "a shell's program after another option": vector("bash", "-e", "-c", X),
    "a command of Windows": vector("cmd.exe", "/c", X),
    "an interpreter's program": vector("python3", "-c", X),
    "a shell further on": vector("docker", "exec", "web", "sh", "-c", X),
    "a command on another host": vector("ssh", "host", X),
    "anything, with an unknown first": opened([], X),
    "a program of unknown length": opened(["sh", "-c"], X),
    "one of two programs": vector(vector("a", X), "-v"),
}
ARGUMENT = {
    "an argument": vector("ls", X),
    "an argument after two dashes": vector("git", "log", "--", X),
    "a parameter of a shell's program": vector("sh", "-c", 'cat "$1"', "sh", X),
    "a script's argument": vector("sh", "script.sh", X),
    "an interpreter's argument": vector("python3", "main.py", X),
    "an argument of a program's own -c": vector("grep", "-c", X),
    "arguments of a known program": opened(["ls", "-l"], X),
    "a text whose program is constant": text_of(["ls ", X]),
    "nothing": vector(),
}


@pytest.mark.parametrize("value", RUN.values(), ids=RUN)
def test_what_is_run_is_given(value: Value) -> None:
    assert any(item.taints for item in commands(value))


@pytest.mark.parametrize("value", ARGUMENT.values(), ids=ARGUMENT)
def test_what_is_an_argument_is_not(value: Value) -> None:
    assert not any(item.taints for item in commands(value))


OPTION = {
    "an argument of git": vector("git", "clone", X, "folder"),
    "the program by its path": vector("/usr/bin/git", "fetch", X),
    "after a flag": vector("curl", "-s", X),
    "after another value": vector("git", "clone", "-b", X, X),
    "behind sudo": vector("sudo", "tar", "-xf", "a.tar", X),
    "arguments of an unknown number": opened(["tar", "-cf", "a.tar"], X),
}
NO_OPTION = {
    "after two dashes": vector("git", "clone", "--", X),
    "the value of an option": vector("git", "clone", "-b", X),
    "a program whose options do no harm": vector("ls", X),
    "arguments after two dashes": opened(["tar", "-cf", "a.tar", "--"], X),
    "a text": text_of(["git clone ", X]),
    "nothing": vector(),
}


@pytest.mark.parametrize("value", OPTION.values(), ids=OPTION)
def test_what_may_be_an_option_is_given(value: Value) -> None:
    assert [item.taints for item in options(value)] == [X.taints]


@pytest.mark.parametrize("value", NO_OPTION.values(), ids=NO_OPTION)
def test_what_is_no_option_is_left_out(value: Value) -> None:
    assert not any(item.taints for item in options(value))
