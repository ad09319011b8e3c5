"""Every rule against its own examples, and what every fix must hold."""

from __future__ import annotations

import pytest

from pratique.core import room
from pratique.core.rule import Bad, Good
from pratique.lint.declare import ROOM, load
from support.linting import applied, lint

RULES = {name: load(name) for name in room.names(ROOM)}
EXAMPLES = [(name, bad) for name, rule in RULES.items() for bad in rule.rule.bad]
BAD = [pytest.param(name, bad, id=f"{name}: {bad.why}") for name, bad in EXAMPLES]
FIXED = [param for param, (_, bad) in zip(BAD, EXAMPLES, strict=True) if bad.fixed is not None]
UNFIXED = [param for param in BAD if param not in FIXED]
GOOD = [pytest.param(good, id=f"{name}: {good.why}") for name, rule in RULES.items() for good in rule.rule.good]


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


@pytest.mark.parametrize(("name", "bad"), BAD)
def test_bad_is_found_by_its_rule(name: str, bad: Bad) -> None:
    assert [finding.rule for finding in lint(bad.code, bad.path)] == [name] * bad.count


@pytest.mark.parametrize("good", GOOD)
def test_good_is_left_alone_by_all_rules(good: Good) -> None:
    assert lint(good.code, good.path) == []


@pytest.mark.parametrize(("name", "bad"), FIXED)
def test_fix_gives_the_exact_text(name: str, bad: Bad) -> None:
    assert applied(bad.code, bad.path) == bad.fixed


@pytest.mark.parametrize(("name", "bad"), UNFIXED)
def test_no_fix_where_the_example_has_none(name: str, bad: Bad) -> None:
    assert [finding.fix for finding in lint(bad.code, bad.path)] == [None] * bad.count


@pytest.mark.parametrize(("name", "bad"), FIXED)
def test_fixed_text_parses_and_is_clean(name: str, bad: Bad) -> None:
    assert bad.fixed is not None
    compile(bad.fixed, "fixed.py", "exec")
    assert lint(bad.fixed, bad.path) == []


@pytest.mark.parametrize(("name", "bad"), FIXED)
def test_fix_keeps_carriage_returns(name: str, bad: Bad) -> None:
    assert bad.fixed is not None
    assert applied(crlf(bad.code), bad.path) == crlf(bad.fixed)


@pytest.mark.parametrize(("name", "bad"), FIXED)
def test_fix_keeps_comments(name: str, bad: Bad) -> None:
    commented = "".join(f"{line}  # note {number}\n" for number, line in enumerate(bad.code.splitlines()))
    try:
        compile(commented, "commented.py", "exec")
    except SyntaxError:
        pytest.skip("a line of the example cannot take a comment")
    found = applied(commented, bad.path)
    assert all(f"# note {number}\n" in found for number in range(bad.code.count("\n")))


@pytest.mark.parametrize("name", RULES)
def test_rule_is_documented_in_full(name: str) -> None:
    rule = RULES[name].rule
    assert rule.name == name
    assert len(rule.bad) >= 3
    assert len(rule.good) >= 3
    assert all((rule.what, rule.why, rule.assistants, rule.remedy, rule.prompt, rule.references, rule.cwe))
    assert len({example.why for example in rule.bad}) == len(rule.bad)
    assert len({example.why for example in rule.good}) == len(rule.good)


@pytest.mark.parametrize("name", RULES)
def test_an_unsafe_fix_says_what_to_look_at(name: str) -> None:
    for bad in RULES[name].rule.bad:
        for finding in lint(bad.code, bad.path):
            assert finding.fix is None or finding.fix.safe == (not finding.fix.reason)
