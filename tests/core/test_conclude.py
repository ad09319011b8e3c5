"""What a hook says once, at the end of a run."""

from __future__ import annotations

import dataclasses

import pytest

from pratique.core import command, room
from pratique.core.errors import DataError
from pratique.core.finding import Notice, Problem
from pratique.core.source import Source
from support import dummy


@pytest.fixture
def concluding(rules, capfdbinary):
    """concluding(conclude, *arguments): exit code and report of the dummy hook with that end of a run."""

    def call(conclude, *arguments):
        hook = dataclasses.replace(dummy.HOOK, conclude=conclude)
        code = command.main(hook, ["check", *arguments, "--color", "never"])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def finding_in(path, read):
    source = Source.load(path, read(path))
    return source.finding(dummy.NAME, room.rule(dummy.ROOM, "bad-word"), 0, 3, "said at the end")


def test_it_is_asked_once_with_what_was_looked_at(repo, concluding):
    repo.write("a.dum", "fine\n")
    repo.write("b.dum", "UNREADABLE\n")
    repo.write("c.txt", "x\n")
    asked = []

    def conclude(settings, read, looked):
        asked.append((settings.hook, looked))
        yield Notice("that was all")

    code, _, err = concluding(conclude, "a.dum", "b.dum", "c.txt")
    assert code == 2
    assert asked == [("dummy", frozenset({"a.dum"}))]
    assert err.count("that was all") == 1


def test_it_is_not_asked_where_there_was_nothing_to_look_at(repo, concluding):
    repo.write("c.txt", "x\n")
    assert concluding(lambda *_: [Problem("x", "", "asked")], "c.txt")[0] == 0


def test_its_findings_count_and_the_user_is_heard(repo, concluding):
    repo.write("a.dum", "BAD\n")
    repo.write("b.dum", "BAD # pratique: ignore[bad-word] -- known\n")
    repo.write("fine.dum", "fine\n")

    def conclude(settings, read, looked):
        return [finding_in("a.dum", read), finding_in("b.dum", read)]

    code, out, _ = concluding(conclude, "fine.dum")
    assert code == 1
    assert "a.dum:1:1: bad-word: said at the end" in out
    assert "b.dum" not in out
    assert concluding(conclude, "fine.dum", "--ignore", "bad-word")[0] == 0


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(DataError("there is no data"), "there is no data", id="an-error-of-ours"),
        pytest.param(RuntimeError("the end failed"), "RuntimeError: the end failed", id="a-crash"),
    ],
)
def test_where_it_fails_the_run_did_not_check_everything(repo, concluding, error, said):
    repo.write("a.dum", "BAD\n")

    def conclude(settings, read, looked):
        raise error

    code, out, _ = concluding(conclude, "a.dum")
    assert code == 2
    assert said in out
    assert "a.dum:1:1: bad-word" in out
