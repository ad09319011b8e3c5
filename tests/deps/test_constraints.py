"""The constraints of Poetry and Pipenv in the words of PEP 440."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from pratique.deps.manifests import _constraints

# (constraint, PEP 440, exact version, lower bound)
CONSTRAINTS = [
    ("*", "", "", ""),
    ("^2.0+cpu", ">=2.0,<3", "", "2.0+cpu"),
    (">=2.0+cpu", ">=2.0", "", "2.0+cpu"),
    ("1.0+cpu || 2.0", ">=1.0,<=2.0", "", ""),
    (">=1.2.*", ">=1.2", "", ""),
    ("", "", "", ""),
    ("x", "", "", ""),
    ("==*", "", "", ""),
    ("1.2.3", "==1.2.3", "1.2.3", ""),
    ("v1.2.3", "==1.2.3", "1.2.3", ""),
    ("=1.2.3", "==1.2.3", "1.2.3", ""),
    ("== 1.2.3", "==1.2.3", "1.2.3", ""),
    ("===1.2.3", "===1.2.3", "1.2.3", ""),
    ("1.2.3rc1", "==1.2.3rc1", "1.2.3rc1", ""),
    ("2.1.0+cpu", "==2.1.0+cpu", "2.1.0+cpu", ""),
    (">=1.0,==1.5", ">=1.0,==1.5", "1.5", ""),
    ("1.5,1.5", "==1.5,==1.5", "1.5", ""),
    ("^1.2", ">=1.2,<2", "", "1.2"),
    ("^1", ">=1,<2", "", "1"),
    ("^1.2.3", ">=1.2.3,<2", "", "1.2.3"),
    ("^0.2.3", ">=0.2.3,<0.3", "", "0.2.3"),
    ("^0.0.3", ">=0.0.3,<0.0.4", "", "0.0.3"),
    ("^0.0", ">=0.0,<0.1", "", "0.0"),
    ("^0", ">=0,<1", "", "0"),
    ("^0.0.0.5", ">=0.0.0.5,<0.0.1", "", "0.0.0.5"),
    ("^1!2.3", ">=1!2.3,<1!3", "", "1!2.3"),
    ("^2.0.0b1", ">=2.0.0b1,<3", "", "2.0.0b1"),
    ("~1", ">=1,<2", "", "1"),
    ("~1.2", ">=1.2,<1.3", "", "1.2"),
    ("~1.2.3", ">=1.2.3,<1.3", "", "1.2.3"),
    ("~ 1.2.3", ">=1.2.3,<1.3", "", "1.2.3"),
    ("~=1.4.5", "~=1.4.5", "", "1.4.5"),
    ("~=1", ">=1,<2", "", "1"),
    ("1.*", "==1.*", "", ""),
    ("1.2.*", "==1.2.*", "", ""),
    ("==1.2.*", "==1.2.*", "", ""),
    ("!=1.2.*", "!=1.2.*", "", ""),
    (">=1.2,<2", ">=1.2,<2", "", "1.2"),
    (">=1.2 <2", ">=1.2,<2", "", "1.2"),
    (">= 1.2, < 2 ,", ">=1.2,<2", "", "1.2"),
    (">1.2", ">1.2", "", ""),
    ("<2", "<2", "", ""),
    ("^1.2,!=1.3", ">=1.2,<2,!=1.3", "", "1.2"),
    (">=1.9,>=1.10", ">=1.9,>=1.10", "", "1.10"),
    ("^1.2 || ^2.0", ">=1.2,<3", "", ""),
    ("1.0|2.0", ">=1.0,<=2.0", "", ""),
    ("1.*||~=3.1.2", ">=1,<3.2", "", ""),
    ("<2 || >=3", "", "", ""),
    (">=1,<2 || >2.5", ">=1", "", ""),
    ("<1.5,!=1.4 || 1.*", "<2", "", ""),
]


@pytest.mark.parametrize(("text", "specifier", "version", "lower"), CONSTRAINTS, ids=[case[0] for case in CONSTRAINTS])
def test_a_constraint_in_the_words_of_pep_440(text, specifier, version, lower):
    found = _constraints.parse(text)
    assert (found.specifier, found.version, found.lower) == (specifier, version, lower)
    SpecifierSet(found.specifier)
    for at, expected in ((found.version_at, version), (found.lower_at, lower)):
        assert at is None or text[slice(*at)] == expected
    assert (found.version_at is None) is (not version or text == "1.5,1.5")
    assert (found.lower_at is None) is (not lower)


@pytest.mark.parametrize(
    "text",
    [
        "1.0rc1.*",
        "===1.*",
        "^^1",
        "1.x",
        "foo",
        "^*",
        "^1.*",
        "~1.*",
        "~=1.*",
        "==1,==2",
        "1 - 2",
        "1.2.3.foo",
        ">=",
        "<>1",
        "1.2 bar",
        "=>1",
        ">=1;",
        "@1",
    ],
)
def test_what_is_no_constraint(text):
    with pytest.raises(ValueError, match=r"not a constraint|several versions"):
        _constraints.parse(text)


NUMBERS = st.lists(st.integers(0, 3), min_size=1, max_size=4).map(lambda numbers: ".".join(map(str, numbers)))
CLAUSES = st.tuples(st.sampled_from(["", "^", "~", ">=", "<", "<=", ">", "==", "!="]), NUMBERS).map("".join)
VERSIONS = [Version(f"{a}.{b}.{c}") for a in range(5) for b in range(5) for c in range(5)]


@given(st.lists(CLAUSES, min_size=1, max_size=3))
def test_an_alternative_admits_what_each_of_its_parts_does(clauses):
    whole = SpecifierSet(_constraints.parse("||".join(clauses)).specifier)
    for clause in clauses:
        part = SpecifierSet(_constraints.parse(clause).specifier)
        assert set(part.filter(VERSIONS)) <= set(whole.filter(VERSIONS))


@given(st.sampled_from("^~"), NUMBERS)
def test_a_caret_and_a_tilde_admit_their_version_and_never_the_next_major_one(operator, number):
    found = SpecifierSet(_constraints.parse(operator + number).specifier)
    assert Version(number) in found
    assert Version(str(Version(number).major + 1)) not in found


@given(st.text(alphabet="^~=!<>|, .*x0123456789abrc-+v", max_size=12))
def test_any_text_is_a_constraint_or_is_not(text):
    try:
        found = _constraints.parse(text)
    except ValueError:
        return
    SpecifierSet(found.specifier)
    for at, expected in ((found.version_at, found.version), (found.lower_at, found.lower)):
        assert at is None or text[slice(*at)] == expected
