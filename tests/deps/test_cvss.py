"""Base scores of CVSS vectors, against the examples that FIRST publishes and the shape of the scale."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.deps.advisories import cvss

SCORES = [
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8, "everything at once"),
    ("CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1, "the usual cross-site scripting"),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10.0, "capped at ten"),
    ("CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", 7.8, "a local privilege escalation"),
    ("CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 3.1, "hardly anything"),
    ("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H", 9.9, "privileges weigh less where the scope changes"),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0.0, "no impact"),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 9.3, "version 4, everything at once"),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 10.0, "version 4, and beyond"),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N", 8.7, "version 4, availability"),
    ("CVSS:4.0/AV:L/AC:L/AT:P/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0.0, "version 4, no impact"),
    ("CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:L/A:L/E:P", 3.5, "temporal metrics do not count"),
]


@pytest.mark.parametrize(("vector", "expected"), [case[:2] for case in SCORES], ids=[case[2] for case in SCORES])
def test_scores(vector, expected):
    assert cvss.score(vector) == expected


@pytest.mark.parametrize(
    "vector", ["", "CVSS:3.1", "9.8", "CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "AV:N/AC:L/Au:N"]
)
def test_what_is_no_whole_vector_has_no_score(vector):
    assert cvss.score(vector) is None


@pytest.mark.parametrize(
    ("score", "label"),
    [(0.0, "low"), (3.9, "low"), (4.0, "medium"), (6.9, "medium"), (7.0, "high"), (8.9, "high"), (9.0, "critical")],
)
def test_labels_follow_the_qualitative_scale(score, label):
    assert cvss.label(score) == label


METRICS = {"AV": "NALP", "AC": "LH", "PR": "NLH", "UI": "NR", "S": "UC", "C": "NLH", "I": "NLH", "A": "NLH"}


@given(st.fixed_dictionaries({name: st.sampled_from(values) for name, values in METRICS.items()}))
def test_more_confidentiality_lost_never_scores_lower(metrics):
    scores = []
    for loss in "NLH":
        vector = "/".join(["CVSS:3.1", *(f"{name}:{value}" for name, value in (metrics | {"C": loss}).items())])
        score = cvss.score(vector)
        assert score is not None
        scores.append(score)
    assert scores == sorted(scores)
    assert all(0.0 <= score <= 10.0 and round(score, 1) == score for score in scores)


REACH_4 = {"AV": "NALP", "AC": "LH", "AT": "NP", "PR": "NLH", "UI": "NPA"}
METRICS_4 = METRICS | {"AT": "NP", "UI": "NPA"} | dict.fromkeys(("VC", "VI", "VA", "SC", "SI", "SA"), "NLH")


@given(st.fixed_dictionaries({name: st.sampled_from(values) for name, values in METRICS_4.items()}))
def test_every_version_4_vector_has_a_score_and_a_remote_attack_scores_highest(metrics):
    scores = []
    for reach in "PLAN":
        score = cvss.score(
            "/".join(["CVSS:4.0", *(f"{name}:{value}" for name, value in (metrics | {"AV": reach}).items())])
        )
        assert score is not None
        assert 0.0 <= score <= 10.0
        scores.append(score)
    assert scores == sorted(scores)
