"""The dummy hook, installed, and its command with what it prints."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from support import dummy


class Done(NamedTuple):
    """What a command did: exit code, standard output and error."""

    code: int
    out: str
    err: str


@pytest.fixture
def rules(monkeypatch):
    """The rules of the dummy hook, known to core."""
    dummy.install(monkeypatch)
    yield
    from pratique.core import room

    monkeypatch.undo()
    room.owners.cache_clear()


@pytest.fixture
def run(rules, capfdbinary):
    """run("check", "a.dum"): the dummy hook's command in this process."""

    def call(*arguments: str) -> Done:
        capfdbinary.readouterr()
        code = dummy.main(list(arguments))
        out, err = capfdbinary.readouterr()
        return Done(code, out.decode("utf-8"), err.decode("utf-8"))

    return call
