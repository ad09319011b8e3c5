"""What share of the corpus's credentials is found, and of its hard negatives flagged."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent / "corpus"))

from leaks import corpus, measure, tools

TOKENS, EACH_PLACE, GENERIC, FLAGGED = 0.99, 0.95, 0.92, 0.015
# Files of the fast subset: a prime step, so that every format and every place is met.
STEP = 13
SEEDS = (1, 2)


@pytest.fixture
def pratique():
    with tools.pratique() as report:
        yield report


def _missed(judged):
    return sorted(f"{item.case.what} in {item.case.place}" for item in judged if not item.found)


def _alarms(judged):
    return sorted(f"{item.case.what} in {item.case.path}" for item in judged if item.noise)


@pytest.mark.parametrize("step", [STEP, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("seed", SEEDS)
def test_tokens_are_found_in_every_place(pratique, seed, step):
    judged = measure.judge(corpus.tokens(seed, step), pratique)
    assert measure.rates(judged).recall >= TOKENS, _missed(judged)
    assert measure.rates(judged).precision >= 0.999, _alarms(judged)
    if step == 1:
        places = measure.grouped(judged, lambda case: case.place)
        assert {name: rate.recall for name, rate in places.items() if rate.recall < EACH_PLACE} == {}


@pytest.mark.parametrize("step", [STEP, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("seed", SEEDS)
def test_generic_secrets_are_found(pratique, seed, step):
    judged = measure.judge(corpus.generic(seed, step), pratique)
    assert measure.rates(judged).recall >= GENERIC, _missed(judged)
    assert measure.rates(judged).precision >= 0.99, _alarms(judged)


@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("seed", SEEDS)
def test_hard_negatives_are_left_alone(pratique, seed, step):
    judged = measure.judge(corpus.negatives(seed, step), pratique)
    assert measure.flagged_share(judged) <= FLAGGED, _alarms(judged)


def test_the_corpus_is_as_broad_as_it_claims():
    tokens, generic, negatives = ([*make(1, 1)] for make in corpus.GROUPS.values())
    assert len({case.place for case in generic}) >= 40
    assert len(negatives) >= 1000
    assert len({case.what for case in negatives}) >= 25
    assert len(tokens) == len({case.what for case in tokens}) * len({case.place for case in tokens})
    assert all(case.lines for case in (*tokens, *generic))
    assert not any(case.lines for case in negatives)


def test_the_corpus_is_the_same_in_every_run_and_differs_by_seed():
    first, again, other = ([*corpus.generic(seed, 40)] for seed in (1, 1, 2))
    assert first == again
    assert not {case.content for case in first} & {case.content for case in other}
