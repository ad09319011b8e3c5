"""Assertions, which vanish when Python optimises."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Assertion,
    Bad,
    Checks,
    Confidence,
    Good,
    Report,
    Rule,
    Severity,
    Triggers,
    assertions,
    is_test,
)

RULE = Rule(
    name="assert-used",
    summary="an assertion is not checked when Python optimises",
    help="Where the check must always hold, write it out: if not ready: raise ValueError(…).",
    severity=Severity.LOW,
    confidence=Confidence.LOW,
    cwe=(617, 703),
    what=(
        "Every assert statement outside of tests, except those that only tell a type checker what a value is "
        "(assert x is not None, assert isinstance(x, T)). Shown in the pedantic profile; assertions that guard "
        "access have a rule of their own."
    ),
    why=(
        "With python -O or PYTHONOPTIMIZE no assert statement is compiled. A check of input or of a state that is "
        "written as one is then gone, silently."
    ),
    assistants="One line that checks and explains is tempting, and tests, which are full of it, are in every example.",
    remedy="Raise an exception for what a caller can do wrong, and keep assert for what cannot happen.",
    prompt="Validate with if and raise; use assert in tests only.",
    references=("https://docs.python.org/3/reference/simple_stmts.html#the-assert-statement",),
    profile="pedantic",
    foreign=("B101", "S101"),
    bad=(
        Bad(
            """\
def share(total, people):
    assert people > 0
    return total / people
""",
            why="an argument is checked",
        ),
        Bad(
            """\
def load(data):
    assert "version" in data, "no version"
    return data["version"]
""",
            why="a message for a caller",
        ),
        Bad(
            """\
def pay(account, amount):
    assert account.withdraw(amount)
""",
            why="what is asserted does the work",
        ),
    ),
    good=(
        Good(
            """\
def share(total, people):
    if people <= 0:
        raise ValueError("no people to share among")
    return total / people
""",
            why="an exception",
        ),
        Good(
            """\
def test_share():
    assert 6 / 3 == 2
""",
            why="a test",
            path="test_share.py",
        ),
        Good(
            """\
import re


def year(text):
    found = re.search("[0-9]{4}", text)
    assert found is not None
    return int(found[0])
""",
            why="a hint for the type checker",
        ),
    ),
)


def check_assertion(assertion: Assertion) -> Iterator[Report]:
    if not is_test(assertion.file) and not _is_hint(assertion):
        yield Report(assertion.node)


def _is_hint(assertion: Assertion) -> bool:
    """`assert x is not None` and `assert isinstance(x, T)`, joined by `and` or not."""
    stack = [assertion.node.test]
    while stack:
        node = stack.pop()
        if isinstance(node, cst.BooleanOperation):
            stack += [node.left, node.right]
        elif isinstance(node, cst.Call):
            if assertion.value(node.func).names != {"isinstance"}:
                return False
        elif not _is_not_none(node):
            return False
    return True


def _is_not_none(node: cst.BaseExpression) -> bool:
    return (
        isinstance(node, cst.Comparison)
        and len(node.comparisons) == 1
        and isinstance(node.comparisons[0].operator, (cst.Is, cst.IsNot))
    )


TRIGGERS: Triggers = (assertions(),)
CHECKS: Checks = {Assertion: check_assertion}
