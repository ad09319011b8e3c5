"""What a range admits, held against a brute-force look at a dense grid of versions."""

from __future__ import annotations

import json
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from pratique.deps.advisories import admitted, match, records


def advisory(*ranges, versions=(), name="X-1"):
    entry = {
        "package": {"ecosystem": "PyPI", "name": "a"},
        "versions": list(versions),
        "ranges": [{"type": "ECOSYSTEM", "events": events} for events in ranges],
    }
    found = records.read(json.dumps({"id": name, "affected": [entry]}).encode(), records.Faults())
    return [found] if found else []


def below(fixed, introduced="0"):
    return [{"introduced": introduced}, {"fixed": fixed}]


ONLY_AFFECTED = [
    ("<2", [below("2")], "the upper bound is the fixed version"),
    (">=1,<2", [below("2")], "with a lower bound"),
    ("<2", [below("2.0rc1")], "an upper bound does not admit its own pre-releases"),
    ("<=1.9", [below("2")], "below the fixed version"),
    ("==1.4.*", [below("1.5")], "a prefix below the fixed version"),
    ("~=1.4.2", [below("1.5")], "a compatible release"),
    ("~=1.4", [below("2")], "a compatible release of two numbers"),
    (">1.4,<2,!=1.7", [below("2")], "holes"),
    ("<=1.4", [[{"introduced": "0"}, {"last_affected": "1.4"}]], "up to the last affected version"),
    ("<3", [below("2"), below("3", "2")], "two intervals side by side"),
    ("", [[{"introduced": "0"}]], "any version, and no fixed one"),
    (">=1", [[{"introduced": "1"}]], "open, and no fixed one"),
    (">=1.0rc1,<1.5", [below("1.5")], "a pre-release is named"),
    ("<1.6", [below("1.5rc1"), below("1.6", "1.5")], "only pre-releases lie between"),
]
ADMITS_OTHERS = [
    ("<=2", [below("2")], "the fixed version itself"),
    ("<2.1", [below("2")], "beyond it"),
    (">=1", [below("2")], "open upwards"),
    ("", [below("2")], "any version"),
    ("==1.*", [below("1.9")], "a prefix with the fixed version in it"),
    ("~=1.4", [below("1.9")], "a compatible release that reaches it"),
    ("<1.5", [below("2", "1.0")], "older ones are free"),
    ("<2", [below("1.5"), below("2", "1.6")], "free ones in between"),
    ("<=1.4.1", [[{"introduced": "0"}, {"last_affected": "1.4"}]], "after the last affected version"),
    (">1,<1", [below("2")], "admits nothing at all"),
    ("<2", [], "no interval"),
    ("<2.0rc2", [below("2.0rc1")], "a pre-release that is free"),
    ("!=2", [below("2"), [{"introduced": "2"}, {"last_affected": "2"}]], "later ones"),
]


def answer(text, ranges, versions=()):
    return bool(admitted.nothing_else(admitted.Range.of(text), advisory(*ranges, versions=versions)))


@pytest.mark.parametrize(
    ("text", "ranges"), [case[:2] for case in ONLY_AFFECTED], ids=[f"{case[0]} {case[2]}" for case in ONLY_AFFECTED]
)
def test_a_range_that_admits_only_affected_versions(text, ranges):
    assert answer(text, ranges)


@pytest.mark.parametrize(
    ("text", "ranges"), [case[:2] for case in ADMITS_OTHERS], ids=[f"{case[0]} {case[2]}" for case in ADMITS_OTHERS]
)
def test_a_range_that_admits_others(text, ranges):
    assert not answer(text, ranges)


def test_a_list_of_versions_is_not_a_range():
    assert not answer("<2", [], ["1.0", "1.1"])


def test_what_is_no_range_is_none():
    assert admitted.Range.of("^1.2") is None


@pytest.mark.parametrize("operator", ["<", ">=", "!=", "~=1.", "=="])
def test_a_version_of_more_digits_than_python_reads_is_none(operator):
    assert admitted.Range.of(f"{operator}{'9' * 5_000}{'.*' if operator == '==' else ''}") is None
    assert admitted.Range.of(f"{operator}{'9' * 500}") is not None


GRID = [
    Version(epoch + ".".join(map(str, release)) + suffix)
    for epoch in ("", "1!")
    for release in [*product(range(4), range(4)), *product((0, 1, 2), (0, 1, 2), (1,)), (1, 1, 0, 0, 0, 1), (9,)]
    for suffix in ("", ".post1", ".post2", "rc1", ".dev1", ".post1.dev1")
]
NUMBERS = st.sampled_from(["0", "1", "1.0", "1.1", "1.1.post1", "1.2", "2.0", "2.1rc1", "2.2", "1!1.1"])
CLAUSES = st.one_of(
    st.tuples(st.sampled_from([">=", "<=", ">", "<", "!="]), NUMBERS).map("".join),
    st.sampled_from(["==1.*", "==1.1.*", "!=1.1.*", "~=1.1", "~=1.1.0", "==2.*", "!=2.*"]),
)
EVENTS = st.lists(
    st.tuples(st.sampled_from(["introduced", "fixed", "last_affected"]), NUMBERS).map(lambda pair: dict([pair])),
    max_size=4,
)


@settings(deadline=None)  # it looks at some hundred versions each time
@given(st.lists(CLAUSES, max_size=3), st.lists(EVENTS, min_size=1, max_size=2), st.booleans())
def test_it_says_what_a_look_at_every_version_says(clauses, ranges, from_start):
    text = ",".join(clauses)
    ranges = [[*([{"introduced": "0"}] if from_start else []), *events] for events in ranges]
    about, asked = advisory(*ranges), admitted.Range.of(text)
    specifiers = SpecifierSet(text)
    names_prerelease = any("rc" in clause and not clause.startswith("!=") for clause in clauses)
    choices = [
        version
        for version in GRID
        if specifiers.contains(version, prereleases=True) and (names_prerelease or not version.is_prerelease)
    ]
    free = [version for version in choices if not any(match.hits(about, "a", str(version)))]
    assert bool(admitted.nothing_else(asked, about)) == (bool(choices) and not free)
