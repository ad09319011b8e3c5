"""Checks by a regular expression that looks at the beginning of a text only."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    calls,
    home,
    spell,
    words_of,
)

RULE = Rule(
    name="permissive-regex-check",
    summary="a check by a regular expression does not look at the whole text",
    help="Use re.fullmatch(pattern, text), which has to take the text to its end.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(625, 777, 185),
    what=(
        "re.match and re.search as the answer of a check (in a condition, a return, or bool()), in a function whose "
        "name says that it validates, when the constant pattern is not anchored at its end. Shown in the strict "
        "profile."
    ),
    why=(
        "match() is content when the text begins well: [a-z]+ lets `a; rm -rf /` pass, and "
        "https://example\\.com lets https://example.com.evil.test pass."
    ),
    assistants="The pattern describes what is wanted, and match() sounds as if the text had to be like it.",
    remedy=(
        "The fix calls fullmatch instead of match. Where a beginning is what is wanted, say in the pattern what may "
        "follow: a slash, or the end. $ alone lets one line end pass; \\Z and fullmatch do not."
    ),
    prompt="Validate texts with re.fullmatch and a pattern that describes all of them.",
    references=("https://docs.python.org/3/library/re.html#re.fullmatch",),
    profile="strict",
    bad=(
        Bad(
            """\
import re


def is_valid_name(name):
    return bool(re.match(r"[a-z0-9_]+", name))
""",
            why="the beginning is enough",
            fixed="""\
import re


def is_valid_name(name):
    return bool(re.fullmatch(r"[a-z0-9_]+", name))
""",
        ),
        Bad(
            """\
import re


def validate_url(url):
    if not re.match("^https://example[.]com", url):
        raise ValueError(url)
""",
            why="a host that may go on",
            fixed="""\
import re


def validate_url(url):
    if not re.fullmatch("^https://example[.]com", url):
        raise ValueError(url)
""",
        ),
        Bad(
            """\
from re import search


def check_code(code):
    return search("[0-9]{6}", code) is not None
""",
            why="six digits anywhere",
        ),
    ),
    good=(
        Good(
            """\
import re


def is_valid_name(name):
    return bool(re.fullmatch(r"[a-z0-9_]+", name))
""",
            why="the whole text",
        ),
        Good(
            """\
import re


def is_valid_name(name):
    return bool(re.match(r"[a-z0-9_]+\\Z", name))
""",
            why="anchored at the end",
        ),
        Good(
            """\
import re


def first_word(text):
    return re.match(r"[a-z]+", text)
""",
            why="no check",
        ),
        Good(
            """\
import re


def validate_password(password):
    if not re.search("[0-9]", password):
        raise ValueError("no digit")
""",
            why="one character that has to be somewhere",
        ),
    ),
)

_CALLS = {"re.match", "re.search", "regex.match", "regex.search"}
_VALIDATING = {
    "valid",
    "validate",
    "validates",
    "check",
    "verify",
    "sanitize",
    "sanitise",
    "allowed",
    "is",
    "safe",
    "ensure",
}
_END = re.compile(r"(?:\$|\\Z|\\z)\)*\Z|\.\*\)*\Z|\(\?![^()]*\)\Z")
_REASON = "texts that only begin as the pattern says are refused from then on"


def check_call(call: Call) -> Iterator[Report]:
    function = home(call)
    pattern = call.argument("pattern", 0)
    if not call.names & _CALLS or pattern is None or not isinstance(function, cst.FunctionDef):
        return
    if not _VALIDATING & set(words_of(function.name.value)) or not _is_answer(call):
        return
    text = pattern.constant
    if not isinstance(text, str) or _END.search(text) or (call.method == "search" and not _is_counted(text)):
        return
    yield Report(call.node, f"{call.method}() is content with a part of the text", repair=_whole(call))


def _is_counted(pattern: str) -> bool:
    """Whether a search looks for a form and not for a character or word that has to be somewhere."""
    return pattern.startswith("^") or re.search(r"[\]dw]\{\d", pattern) is not None


def _is_answer(call: Call) -> bool:
    """Whether nothing but yes or no is taken from the match."""
    inner: cst.CSTNode = call.node
    for place in call.place.ancestors():
        node = place.node
        if isinstance(node, (cst.If, cst.IfExp)):
            return node.test is inner
        if isinstance(node, cst.Return):
            return isinstance(inner, (cst.Comparison, cst.Call, cst.UnaryOperation)) and inner is not call.node
        if isinstance(node, cst.Call) and not (isinstance(node.func, cst.Name) and node.func.value == "bool"):
            return False
        if not isinstance(node, (cst.UnaryOperation, cst.BooleanOperation, cst.Comparison, cst.Call, cst.Arg)):
            return False
        inner = inner if isinstance(node, cst.Arg) else node
    return False


def _whole(call: Call) -> Repair | None:
    if call.method != "match" or call.is_partial or not call.names <= {"re.match"}:
        return None
    spelling = spell(call, "re", "fullmatch", instead_of=call.function.node)
    if spelling is None:
        return None
    changes = (Replace(call.function.node, spelling.text), *spelling.changes)
    return Repair("match the whole text", changes, safe=False, reason=_REASON)


TRIGGERS: Triggers = (
    calls(*sorted(_CALLS), near=(r"def \w*(?:valid|check|verify|saniti|allowed|is_|is[A-Z]|safe|ensure)",)),
)
CHECKS: Checks = {Call: check_call}
