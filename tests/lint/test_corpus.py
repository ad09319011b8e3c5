"""The corpus of small applications: every marked line is judged as it is marked."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

RATES = Path(__file__).resolve().parents[1] / "corpus" / "rates.py"
SPEC = importlib.util.spec_from_file_location("rates", RATES)
assert SPEC is not None
assert SPEC.loader is not None
rates = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(rates)
ENOUGH = 25


@pytest.mark.parametrize("family", rates.families())
def test_a_family_is_told_apart(family):
    cases = list(rates.cases(family))
    assert [f"{case.path}:{case.line}: {case.why}" for case in cases if not case.is_right] == []
    assert sum(case.is_bad for case in cases) >= ENOUGH
    assert sum(not case.is_bad for case in cases) >= ENOUGH
