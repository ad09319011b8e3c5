"""Content types that the code around a sink gives to a response, and what tests of a text settle."""

from __future__ import annotations

import ast

import pytest

from pratique.lint import content_types
from pratique.lint.flow import refusals
from pratique.lint.flow.values import REMOTE, Step, Taint, Value

TYPES = [
    pytest.param("return make(x)", (), id="nothing is said"),
    pytest.param('return make(x, content_type="text/plain")', ("text/plain",), id="in the call itself"),
    pytest.param('r = make(x)\n    r.mimetype = "text/csv"\n    return r', ("text/csv",), id="set on the result"),
    pytest.param(
        'r = make(x)\n    r.headers["Content-Type"] = "text/css"', ("text/css",), id="as a header of the result"
    ),
    pytest.param('other.mimetype = "text/csv"\n    return make(x)', (), id="of another object"),
    pytest.param('make(x)\n    def inner():\n        response.mimetype = "text/csv"', (), id="in a function inside"),
    pytest.param(
        'response.content_type = "text/plain"\n    make(x)', ("text/plain",), id="of the framework's response"
    ),
]


@pytest.mark.parametrize(("body", "expected"), TYPES)
def test_content_type_is_that_of_the_response_at_hand(body: str, expected: tuple[str, ...]) -> None:
    function = ast.parse(f"def view():\n    {body}").body[0]
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    sink = next(node for node in calls if getattr(node.func, "id", "") == "make")
    assert content_types.declared(function, sink) == expected


def tainted() -> Value:
    return Value(taints=(Taint(Step("a.py", 1, 0, 1, 1, "a parameter"), REMOTE),))


BEGINNINGS = [
    pytest.param(["/"], True, False, id="a slash may be the first of two"),
    pytest.param(["/app"], True, True, id="a segment of this site"),
    pytest.param(["https://a.example/"], True, True, id="a host that ends"),
    pytest.param(["https://a.example"], True, False, id="a host that may go on"),
    pytest.param(["//"], False, False, id="not two slashes, but perhaps a scheme"),
]


@pytest.mark.parametrize(("prefixes", "truth", "is_safe"), BEGINNINGS)
def test_beginning_settles_a_redirect(prefixes: list[str], truth: bool, is_safe: bool) -> None:
    assert refusals.begun(tainted(), prefixes, truth).taints[0].clears("redirect") is is_safe


def test_one_slash_and_not_two_is_a_path_of_this_site() -> None:
    value = refusals.begun(refusals.begun(tainted(), ["/"], True), ["//"], False)
    assert value.taints[0].clears("redirect")


PATTERNS = [
    pytest.param(r"^/[a-z]+$", ("redirect",), id="a path"),
    pytest.param(r"^/[a-z]*$", (), id="a path whose first segment may be empty"),
    pytest.param(r"^/.*$", (), id="anything after a slash"),
    pytest.param(r"^https://a\.example/", ("redirect", "url"), id="a host"),
    pytest.param(r"^https://a.example/", (), id="a dot that is any character"),
    pytest.param(r"^/a|b$", (), id="an alternative"),
]


@pytest.mark.parametrize(("pattern", "expected"), PATTERNS)
def test_pattern_settles_the_beginning(pattern: str, expected: tuple[str, ...]) -> None:
    assert refusals.matched_start(pattern) == expected


CLASSES = [
    pytest.param(r"[\r\n]", {"no-lf", "no-cr"}, id="both line ends"),
    pytest.param(r"[\n]+", {"no-lf"}, id="one of them"),
    pytest.param(r"[^\r\n]", set(), id="everything else"),
    pytest.param("<", set(), id="no class"),
]


@pytest.mark.parametrize(("pattern", "marks"), CLASSES)
def test_class_that_is_found_nowhere_marks_the_text(pattern: str, marks: set[str]) -> None:
    assert set(refusals.matched_by(pattern)) == marks


FIRST = [
    pytest.param(r"[A-Za-z0-9][\w./-]*", True, id="a letter or digit"),
    pytest.param(r"^https?://", True, id="a scheme"),
    pytest.param(r"\w{1,39}/\w+", True, id="a word"),
    pytest.param(r"[\w.-]+", False, id="a dash among others"),
    pytest.param(r"[a-z]*-", False, id="what may be absent"),
    pytest.param(r".+", False, id="anything"),
    pytest.param(r"a|-b", False, id="an alternative with a dash"),
]


@pytest.mark.parametrize(("pattern", "is_settled"), FIRST)
def test_pattern_settles_the_first_character(pattern: str, is_settled: bool) -> None:
    assert (refusals.matched_first(pattern) == ("option",)) is is_settled
