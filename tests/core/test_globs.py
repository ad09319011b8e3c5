"""Path patterns against examples, and against a matcher written another way."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.core.globs import is_valid, matches, matches_any


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        pytest.param("*.py", "a.py", True, id="name-at-the-root"),
        pytest.param("*.py", "x/y/a.py", True, id="name-at-any-depth"),
        pytest.param("*.py", "a.pyi", False, id="whole-name-only"),
        pytest.param("*.py", "a.py/b.txt", True, id="below-what-matches"),
        pytest.param("tests", "x/tests/a.py", True, id="folder-at-any-depth"),
        pytest.param("tests", "mytests/a.py", False, id="not-a-part-of-a-name"),
        pytest.param("tests/", "tests/a.py", True, id="slash-at-the-end-takes-the-folder"),
        pytest.param("tests/", "x/tests", False, id="slash-at-the-end-takes-no-file"),
        pytest.param("/tests", "tests/a.py", True, id="anchored"),
        pytest.param("/tests", "x/tests/a.py", False, id="anchored-elsewhere"),
        pytest.param("./tests", "tests/a.py", True, id="dot-slash-is-the-root"),
        pytest.param("a/b", "x/a/b", False, id="a-slash-inside-anchors"),
        pytest.param("a/*/c", "a/b/c", True, id="star-is-one-folder"),
        pytest.param("a/*/c", "a/b/b/c", False, id="star-is-not-two-folders"),
        pytest.param("a/**/c", "a/c", True, id="two-stars-are-no-folder"),
        pytest.param("a/**/c", "a/b/b/c", True, id="two-stars-are-many-folders"),
        pytest.param("a/**/**/c", "a/c", True, id="two-stars-twice"),
        pytest.param("a/**/c", "a/bc", False, id="two-stars-keep-whole-names"),
        pytest.param("**/c", "c", True, id="leading-two-stars-at-the-root"),
        pytest.param("**/c", "a/b/c", True, id="leading-two-stars-below"),
        pytest.param("**/c", "a/bc", False, id="leading-two-stars-keep-whole-names"),
        pytest.param("a/**", "a/b/c", True, id="trailing-two-stars"),
        pytest.param("a/**", "a", False, id="trailing-two-stars-need-something"),
        pytest.param("**", "any/thing", True, id="two-stars-alone"),
        pytest.param("a?c", "abc", True, id="question-mark"),
        pytest.param("a?c", "a/c", False, id="question-mark-is-no-slash"),
        pytest.param("a[!x]c", "a/c", False, id="negated-class-is-no-slash"),
        pytest.param("a[!x]c", "abc", True, id="negated-class"),
        pytest.param("a[^x]c", "axc", False, id="negated-with-a-caret"),
        pytest.param("a[0-9]", "a5", True, id="range"),
        pytest.param("a[+--]b", "a,b", True, id="range-up-to-the-dash"),
        pytest.param("a[x-]b", "a-b", True, id="dash-at-the-end-of-a-class"),
        pytest.param("a[-x]b", "a-b", True, id="dash-at-the-start-of-a-class"),
        pytest.param("a[]]b", "a]b", True, id="bracket-in-a-class"),
        pytest.param("a[b", "a[b", True, id="open-bracket-stands-for-itself"),
        pytest.param("[]", "[]", True, id="empty-class-stands-for-itself"),
        pytest.param("a.c", "abc", False, id="dot-stands-for-itself"),
        pytest.param("a+(b)", "a+(b)", True, id="regex-signs-stand-for-themselves"),
        pytest.param("new\nline*", "new\nline\n2", True, id="newline-in-a-name"),
        pytest.param("A", "a", False, id="case-counts"),
        pytest.param("*", ".hidden", True, id="star-takes-hidden-files"),
    ],
)
def test_examples(pattern, path, expected):
    assert matches(path, pattern) is expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        pytest.param("*.py", True, id="ordinary"),
        pytest.param("[[a]", True, id="nested-bracket"),
        pytest.param("[+--]", True, id="range-up-to-the-dash"),
        pytest.param("[a-]", True, id="dash-at-the-end"),
        pytest.param("[&&~~||]", True, id="what-regex-may-take-for-operators-one-day"),
        pytest.param("[z-a]", False, id="range-backwards"),
        pytest.param("", False, id="empty"),
        pytest.param("/", False, id="only-a-slash"),
        pytest.param("./", False, id="only-the-root"),
    ],
)
def test_is_valid(pattern, expected):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # Python warns of some classes; a user could do nothing with that
        assert is_valid(pattern) is expected


def test_matches_any():
    assert matches_any("a/b.py", ("*.txt", "a"))
    assert not matches_any("a/b.py", ("*.txt", "b"))
    assert not matches_any("a/b.py", ())


def _oracle(pattern: str, path: str) -> bool:
    """The same language, name by name and without regular expressions."""
    names, parts = path.split("/"), pattern.strip("/").split("/")
    if "/" not in pattern.rstrip("/"):
        parts = ["**", *parts]
    longest = len(names) - 1 if pattern.endswith("/") else len(names)
    return any(_names(parts, names[:length]) for length in range(1, longest + 1))


def _names(parts, names):
    if not parts:
        return not names
    if parts[0] == "**":
        if len(parts) == 1:
            return bool(names)
        return any(_names(parts[1:], names[index:]) for index in range(len(names) + 1))
    return bool(names) and _name(parts[0], names[0]) and _names(parts[1:], names[1:])


def _name(part, name):
    if not part:
        return not name
    if part[0] == "*":
        return any(_name(part[1:], name[index:]) for index in range(len(name) + 1))
    return bool(name) and part[0] in ("?", name[0]) and _name(part[1:], name[1:])


_part = st.one_of(st.text("ab.*?", min_size=1, max_size=4).filter(lambda part: "**" not in part), st.just("**"))
_pattern = st.tuples(st.sampled_from(["", "/"]), st.lists(_part, min_size=1, max_size=4), st.sampled_from(["", "/"]))
_path = st.lists(st.text("ab.", min_size=1, max_size=4), min_size=1, max_size=5).map("/".join)


@given(_pattern.map(lambda bits: bits[0] + "/".join(bits[1]) + bits[2]), _path)
def test_agrees_with_a_matcher_by_names(pattern, path):
    if not is_valid(pattern) or pattern.startswith("./"):
        return
    assert matches(path, pattern) is _oracle(pattern, path)


@given(st.text(max_size=30), _path)
def test_any_text_is_a_pattern_or_refused(pattern, path):
    if is_valid(pattern):
        assert matches(path, pattern) in (True, False)
