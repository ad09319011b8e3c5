"""`pratique-lint explain RULE` teaches."""

from __future__ import annotations

import pytest

from pratique.core import room
from pratique.lint.declare import ROOM, load
from pratique.lint.hook import main

RULES = room.names(ROOM)


@pytest.mark.parametrize("name", RULES)
def test_a_page_says_all_that_there_is_to_learn(name, capsys):
    rule = load(name).rule
    assert main(["explain", name]) == 0
    page = capsys.readouterr().out
    for title, text in (
        ("What it finds", rule.what),
        ("Why it matters", rule.why),
        ("Why assistants write it", rule.assistants),
        ("How to put it right", rule.remedy),
        ("Ask for it in the prompt", rule.prompt),
    ):
        assert f"## {title}\n\n{text}\n" in page
    assert all(f"CWE-{number}" in page for number in rule.cwe)
    for example in (*rule.bad, *rule.good):
        assert example.code.splitlines()[0] in page
    assert page.count("\nbecomes\n") == sum(example.fixed is not None for example in rule.bad)


LEVELS = [
    pytest.param("short-key", "safe", id="every fix keeps behaviour"),
    pytest.param("jwt-not-verified", "safe, unsafe", id="it hangs on the code"),
    pytest.param("timing-unsafe-comparison", "unsafe", id="people have to look"),
    pytest.param("catastrophic-regex", "none", id="no fix"),
]


@pytest.mark.parametrize(("name", "level"), LEVELS)
def test_a_page_says_what_its_fixes_are(name, level, capsys):
    assert main(["explain", name]) == 0
    assert f"| {level} |\n" in capsys.readouterr().out
