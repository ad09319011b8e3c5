"""Regular expressions that take exponential time, told by their form; and by the clock, as a check on that."""

from __future__ import annotations

import re
import time

import pytest

from pratique.lint.regex_ambiguity import pumped, pumped_slowly

EXPONENTIAL = {
    "a repetition in a repetition": r"^(a+)+$",
    "that may be empty": r"(a*)*b",
    "alternatives of one letter and of two": r"^(a|aa)+$",
    "a class": r"([a-zA-Z]+)*$",
    "an optional separator": r"^(\w+\s?)*$",
    "two repetitions in a row": r"(x+x+)+y",
    "a group in between": r"^((ab)*)+c",
    "an optional alternative": r"(?:a|a?)+b",
    "a count with a range": r"(a{1,3})*$",
    "a count with a wide range": r"^(\w{2,20}\s?)+$",
    "texts in quotes or not": r'("[^"]*"|[^,]*)*,$',
    "spaces around words": r"(\s*\w+\s*)+:$",
    "a lazy repetition": r"^(a+?)+$",
    "letters of either case": r"^(?i:(a|[A])+)(?i:(a+)+)x$",
    "anything, and something": r"^(.*x.*)+$",
}
OTHERS = {
    "one repetition": r"^[a-z]+$",
    "a required separator": r"(\w+\s)*$",
    "a fixed number of repetitions": r"(\d{1,3}\.){3}\d{1,3}",
    "nothing left that can fail": r"(a+)+",
    "nothing left but what always fits": r"(a+)+.*",
    "a text in quotes": r'^(?:[^"\\]|\\.)*"$',
    "alternatives that differ": r"(a|b)*c",
    "labels and dots": r"^([a-z0-9-]+\.)+[a-z]{2,}$",
    "words held apart by a boundary": r"(?:\b\w+)*$",
    "up to a mark": r"(?:(?!-->).)*-->",
    "an optional beginning": r"(a?b)*$",
    "a list": r"(\w+)(,\w+)*$",
    "no expression": r"(a",
    "too much to look at": "(a|b)" * 500 + "(a+)+$",
}


@pytest.mark.parametrize("pattern", EXPONENTIAL.values(), ids=EXPONENTIAL)
def test_exponential_ones_are_found(pattern: str) -> None:
    assert pumped(pattern)


@pytest.mark.parametrize("pattern", OTHERS.values(), ids=OTHERS)
def test_others_are_not(pattern: str) -> None:
    assert pumped(pattern) is None


def test_a_match_of_the_whole_text_can_fail_at_its_end() -> None:
    assert pumped("(a+)+") is None
    assert pumped("(a+)+", whole=True) == "a"


def test_flags_decide_what_a_letter_takes() -> None:
    assert pumped("^(aB?|[b])+$") is None
    assert pumped("^(a B?|[b])+$", re.VERBOSE | re.IGNORECASE) is not None


@pytest.mark.parametrize("pattern", [r"^(a+)+$", r"(x+x+)+y", r"^(a|aa)+$", r"^(\w+\s?)*$", r"^((ab)*)+c"])
def test_the_text_that_is_named_slows_the_matcher_down(pattern: str) -> None:
    text = pumped(pattern)
    assert text

    def seconds(times: int) -> float:
        begun = time.process_time()
        assert re.match(pattern, text * times + "!") is None
        return time.process_time() - begun

    times = 4
    while seconds(times) < 0.004:
        times += 1
        assert times < 40, "it never becomes slow"
    assert seconds(times + max(1, 4 // len(text))) > 2 * seconds(times)


# pattern -> whether a match may begin anywhere
SQUARE = {
    "spaces at the end, looked for anywhere": (r"\s+$", True),
    "spaces on both sides": (r"^\s+|\s+$", True),
    "a part that takes the spaces around it": (r"^\s*(.*?)\s*$", False),
    "letters or digits, then digits": (r"^\w+\d+$", False),
    "an address": (r"^\S+@\S+\.\S+$", False),
    "a tag, looked for anywhere": (r"<.*>", True),
    "a name before a mark": (r"\w+@", True),
    "two gaps": (r"a.*b.*c", False),
}
LINEAR = {
    "spaces at the end, from the beginning": (r"\s+$", False),
    "what cannot fail afterwards": (r"\d+", True),
    "parts that exclude each other": (r"^\w+-\d+$", False),
    "a beginning of its own": (r"https?://\S+", True),
    "fixed lengths": (r"\d{4}-\d{2}", True),
    "fields up to a mark": (r"^([^,]+),([^,]+),$", False),
    "no expression": (r"(a", True),
    "too much to look at": (r"a" * 50 + r"\s+$", True),
}


@pytest.mark.parametrize(("pattern", "searched"), SQUARE.values(), ids=SQUARE)
def test_those_of_the_square_of_the_length_are_found(pattern: str, searched: bool) -> None:
    assert pumped(pattern) is None
    assert pumped_slowly(pattern, searched=searched)


@pytest.mark.parametrize(("pattern", "searched"), LINEAR.values(), ids=LINEAR)
def test_those_of_the_length_are_not(pattern: str, searched: bool) -> None:
    assert pumped_slowly(pattern, searched=searched) is None


@pytest.mark.parametrize(
    ("pattern", "searched"), [(r"\s+$", True), (r"^\w+\d+$", False), (r"\w+@", True), (r"^\s*(.*?)\s*$", False)]
)
def test_twice_the_text_takes_more_than_twice_the_time(pattern: str, searched: bool) -> None:
    text = pumped_slowly(pattern, searched=searched)
    assert text
    match = re.search if searched else re.match

    def seconds(times: int) -> float:
        begun = time.process_time()
        assert match(pattern, text * times + "!\n!") is None
        return time.process_time() - begun

    times = 64
    while seconds(times) < 0.02:
        times *= 2
        assert times < 2**17, "it never becomes slow"
    assert seconds(2 * times) > 2.8 * seconds(times)
