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
    ("CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:L/A:L/E:P", 3.5, "temporal metrics do not count"),
]


@pytest.mark.parametrize(("vector", "expected"), [case[:2] for case in SCORES], ids=[case[2] for case in SCORES])
def test_scores(vector, expected):
    assert cvss.score(vector) == expected


@pytest.mark.parametrize(
    "vector", ["", "CVSS:3.1", "9.8", "CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "AV:N/AC:L/Au:N"]
)
def test_what_is_no_version_3_vector_has_no_score(vector):
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
