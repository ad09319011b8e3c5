"""Where in a statement a value can be bound."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.lint.sql_text import bind

A, B = 1, 2  # values


def question(number: int) -> str:
    return "?"


BOUND = [
    pytest.param(["SELECT * FROM t WHERE a = '", A, "'"], "SELECT * FROM t WHERE a = ?", [(A,)], id="quotes go"),
    pytest.param(["SELECT * FROM t WHERE a=", A], "SELECT * FROM t WHERE a=?", [(A,)], id="without quotes"),
    pytest.param(
        ["SELECT * FROM t WHERE a LIKE '%", A, "%' AND b < ", B, " ORDER BY c"],
        "SELECT * FROM t WHERE a LIKE ? AND b < ? ORDER BY c",
        [("%", A, "%"), (B,)],
        id="text of the literal goes with the value",
    ),
    pytest.param(
        ["INSERT INTO t VALUES ('", A, "', ", B, ")"], "INSERT INTO t VALUES (?, ?)", [(A,), (B,)], id="values"
    ),
    pytest.param(
        ["INSERT INTO t VALUES (lower('", A, "'), now(), ", B, ")"],
        "INSERT INTO t VALUES (lower(?), now(), ?)",
        [(A,), (B,)],
        id="a function among the values",
    ),
    pytest.param(
        ["UPDATE t SET a = 'x', b = '", A, "'"], "UPDATE t SET a = 'x', b = ?", [(A,)], id="constant literals stay"
    ),
    pytest.param(['SELECT * FROM t WHERE a = "', A, '"'], "SELECT * FROM t WHERE a = ?", [(A,)], id="double quotes"),
    pytest.param(
        ["SELECT * FROM t LIMIT ", A, " OFFSET ", B], "SELECT * FROM t LIMIT ? OFFSET ?", [(A,), (B,)], id="limit"
    ),
    pytest.param(
        ["SELECT * FROM t WHERE a IN ('", A, "')"], "SELECT * FROM t WHERE a IN (?)", [(A,)], id="one of a list"
    ),
    pytest.param(
        ["SELECT * FROM t WHERE a BETWEEN ", A, " AND ", B],
        "SELECT * FROM t WHERE a BETWEEN ? AND ?",
        [(A,), (B,)],
        id="between",
    ),
]
NOT_BOUND = [
    pytest.param(["SELECT * FROM ", A], id="a table"),
    pytest.param(["SELECT ", A, " FROM t"], id="a column"),
    pytest.param(["SELECT * FROM t ORDER BY ", A], id="an order"),
    pytest.param(["SELECT * FROM t WHERE ", A, " = 1"], id="a column of a condition"),
    pytest.param(["SELECT * FROM t WHERE a = ", A, ".b"], id="a table of a column"),
    pytest.param(["SELECT * FROM t WHERE a IN (", A, ")"], id="perhaps a whole list"),
    pytest.param(['SELECT * FROM "', A, '"'], id="a quoted table"),
    pytest.param(["SELECT * FROM `", A, "`"], id="a table in backticks"),
    pytest.param(["SELECT * FROM t WHERE a = '", A], id="an open literal"),
    pytest.param(["SELECT * FROM t WHERE a = 'it''s ", A, "'"], id="a doubled quote"),
    pytest.param(["SELECT * FROM t WHERE a = '", A, "''s'"], id="a doubled quote after the value"),
    pytest.param(["SELECT * FROM t WHERE a > INTERVAL '", A, " days'"], id="an interval"),
    pytest.param(["SELECT * FROM t -- '", A, "'"], id="a comment"),
    pytest.param(["CREATE TABLE t (a DEFAULT '", A, "')"], id="a definition"),
    pytest.param(["SELECT * FROM t WHERE a = ", A, B], id="two values at once"),
    pytest.param(["SELECT * FROM t WHERE a = 1", A], id="the end of a number"),
    pytest.param(["SELECT * FROM t WHERE a = '", A, "' AND ", B], id="one of two cannot be bound"),
    pytest.param([A], id="the statement itself"),
]


@pytest.mark.parametrize(("parts", "statement", "parameters"), BOUND)
def test_values_are_bound(parts: list[str | int], statement: str, parameters: list[tuple[str | int, ...]]) -> None:
    found = bind(parts, question)
    assert found is not None
    assert (found.statement, list(found.parameters)) == (statement, parameters)


@pytest.mark.parametrize("parts", NOT_BOUND)
def test_other_places_are_left_alone(parts: list[str | int]) -> None:
    assert bind(parts, question) is None


def test_placeholders_are_numbered_from_one() -> None:
    found = bind(["SELECT * FROM t WHERE a = ", A, " AND b = ", B], lambda number: f":{number}")
    assert found is not None
    assert found.statement == "SELECT * FROM t WHERE a = :1 AND b = :2"


PIECES = st.lists(st.one_of(st.integers(0, 9), st.text("ab'\"=(), -?%", max_size=8)), max_size=8)


@given(PIECES)
def test_every_value_is_bound_once_and_in_order(pieces: list[str | int]) -> None:
    parts: list[str | int] = ["SELECT * FROM t WHERE a = ", *pieces]
    found = bind(parts, lambda number: f"<{number}>")
    if found is not None:
        bound = [piece for group in found.parameters for piece in group if isinstance(piece, int)]
        assert bound == [part for part in parts if isinstance(part, int)]
        assert re.findall(r"<(\d+)>", found.statement) == [str(n + 1) for n in range(len(found.parameters))]
