"""The lower bound of a range: which version it is and where it stands."""

from __future__ import annotations

import json

import pytest

from pratique.core.source import Source
from pratique.deps.manifests import pyproject, requirements

BOUNDS = [
    ("a>=1.0", "1.0", "a lower bound"),
    ("a >= 1.0 , < 2", "1.0", "with an upper bound"),
    ("a<2,>=1.0", "1.0", "behind the upper bound"),
    ("a~=1.4.2", "1.4.2", "a compatible release"),
    ("a>=1.0,>=1.10,>=1.9", "1.10", "the highest of several, as versions and not as text"),
    ("a[x,y] (>=1.0,!=1.5)", "1.0", "extras and parentheses"),
    ('a>=3.9 ; python_version >= "3.9"', "3.9", "a marker that compares the same version"),
    ("a>=1.0rc1", "1.0rc1", "a pre-release"),
    ("a>=2021.1,==2021.*", "2021.1", "a prefix beside it"),
    ("a>1.0", "", "a bound that is excluded itself"),
    ("a<2", "", "an upper bound only"),
    ("a!=1.0", "", "an excluded version"),
    ("a==1.0.*", "", "a prefix"),
    ("a", "", "no version"),
    ("a>=1.0,==1.5", "", "a pin"),
]
CASES = pytest.mark.parametrize(("text", "lower"), [case[:2] for case in BOUNDS], ids=[case[2] for case in BOUNDS])


def places(entry):
    return entry.source.data[slice(*entry.lower_span)].decode() if entry.lower_span else ""


@CASES
def test_of_a_requirement_line(text, lower):
    (entry,) = requirements.entries(Source.load("requirements.txt", f"  {text}  # caf\u00e9".encode()), lambda _: None)
    assert (entry.lower, places(entry)) == (lower, lower)


@CASES
def test_of_a_project(text, lower):
    source = Source.load("pyproject.toml", f"# caf\u00e9\n[project]\ndependencies = ['''{text}''']".encode())
    (entry,) = pyproject.entries(source, lambda _: None)
    assert (entry.lower, places(entry)) == (lower, lower)


def test_a_bound_on_two_lines_or_written_with_escapes_has_no_place():
    source = Source.load("requirements.txt", b"a>=1.\\\n0")
    (entry,) = requirements.entries(source, lambda _: None)
    assert (entry.lower, entry.lower_span) == ("1.0", None)
    escaped = json.dumps("a>=1.0").replace(">", "\\u003e")
    (entry,) = pyproject.entries(
        Source.load("pyproject.toml", f"[project]\ndependencies = [{escaped}]".encode()), lambda _: None
    )
    assert (entry.lower, entry.lower_span) == ("1.0", None)
