"""Regular expressions that some short texts keep busy for years."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Argument,
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Report,
    Rule,
    Severity,
    Triggers,
    calls,
    catastrophic_repetition,
    code,
    home,
)

RULE = Rule(
    name="catastrophic-regex",
    summary="a regular expression can take exponential time",
    help="Let each part of a repetition begin with something that the part before it cannot match, or cap the input.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(1333, 400),
    what=(
        "Constant patterns of re and regex, and of validators (Django, WTForms), in which a repeated part can match "
        "one text in several ways while a later part can fail: (a+)+$, (\\w+\\s?)*$, (a|aa)*b. The pattern is "
        "analysed as an automaton and not run; what is reported doubles its time with each further character."
    ),
    why=(
        "Python's matcher tries every way to match before it gives up. Thirty characters that almost fit keep a "
        "processor busy for minutes, forty for days: one request stops a worker."
    ),
    assistants="Patterns for e-mail addresses and lists are copied from answers that predate the name of the attack.",
    remedy=(
        "Take the inner repetition out: (a+)+ is a+, (\\w+\\s?)* is [\\w\\s]*. Where parts are separated, make the "
        "separator required: \\w+(?:\\s\\w+)*. From Python 3.11 on, atomic groups (?>…) and a++ give nothing back. A "
        "limit on the length of the input helps in any case."
    ),
    prompt="Write regular expressions without nested or overlapping repetitions.",
    references=("https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS",),
    bad=(
        Bad(
            """\
import re


def is_list(text):
    return re.match(r"^(\\w+\\s?)*$", text) is not None
""",
            why="an optional separator between repeated words",
        ),
        Bad(
            """\
import re

NAME = re.compile("([a-zA-Z]+)*@example", re.IGNORECASE)
""",
            why="a repetition in a repetition",
        ),
        Bad(
            """\
import re


def is_code(text):
    return re.fullmatch("(a|aa)+", text)
""",
            why="alternatives of which one is made of the other",
        ),
        Bad(
            """\
import re


def is_ours(host):
    pattern = r"^([a-z0-9]+[.-]?)+\\.example$"
    return re.search(pattern, host)
""",
            why="a pattern kept in a variable",
        ),
    ),
    good=(
        Good(
            """\
import re


def is_list(text):
    return re.match(r"^\\w+(?:\\s\\w+)*$", text) is not None
""",
            why="the separator is required",
        ),
        Good(
            """\
import re

NAME = re.compile("[a-zA-Z]*@example", re.IGNORECASE)
""",
            why="one repetition",
        ),
        Good(
            """\
import re


def is_code(text):
    return re.fullmatch("(ab|aa)+", text)
""",
            why="alternatives that differ",
        ),
        Good(
            """\
import re


def first_letters(text):
    return re.match("(a+)+", text)
""",
            why="nothing follows that could fail",
        ),
        Good(
            """\
import re

QUOTED = re.compile(r'"(?:[^"\\\\]|\\\\.)*"')
""",
            why="each character in one way only",
        ),
    ),
)

_FUNCTIONS = ("compile", "match", "search", "fullmatch", "findall", "finditer", "split", "sub", "subn")
_CALLS = {f"{module}.{name}" for module in ("re", "regex") for name in _FUNCTIONS}
_VALIDATORS = {
    "django.core.validators.RegexValidator": "regex",
    "wtforms.validators.Regexp": "regex",
    "wtforms.validators.regexp": "regex",
    "django.urls.re_path": "route",
}
_FLAGS = {
    "I": re.I,
    "IGNORECASE": re.I,
    "X": re.X,
    "VERBOSE": re.X,
    "S": re.S,
    "DOTALL": re.S,
    "A": re.A,
    "ASCII": re.A,
}


_REPEATED = re.compile(r"\)[+*{]")


def check_call(call: Call) -> Iterator[Report]:
    if call.names & _CALLS:
        pattern = call.argument("pattern", 0)
    else:
        keyword = next((_VALIDATORS[name] for name in sorted(call.names) if name in _VALIDATORS), "")
        pattern = call.argument(keyword, 0) if keyword else None
    if pattern is None or not _is_at_hand(call, pattern) or not isinstance(pattern.constant, str):
        return
    text = catastrophic_repetition(pattern.constant, _flags(call), whole=call.method == "fullmatch")
    if text is not None:
        message = f"{text[:20]!r} many times over, and then something else, takes this pattern exponential time"
        yield Report(call.node, message)


def _is_at_hand(call: Call, pattern: Argument) -> bool:
    """Whether the repetition stands in the call, or in a text that the same function keeps in a variable."""
    found = pattern.value.literal
    near = found.node is pattern.node or (found.scope is call.scope and isinstance(home(call), cst.FunctionDef))
    return near and _REPEATED.search(code(found.node)) is not None


def _flags(call: Call) -> int:
    """The flags that are named in the call and change what the pattern means."""
    found = 0
    for arg in call.args[1:]:
        written = cst.Module([]).code_for_node(arg.value)
        for name in re.findall(r"\bre(?:gex)?\.([A-Z]+)\b", written):
            found |= _FLAGS.get(name, 0)
    return found


_NAMED = r"(?:\(|\bpattern=|\bregex=|\broute=)\s*[A-Za-z_]\w*\s*[,)]"
TRIGGERS: Triggers = (
    calls(*sorted({*_CALLS, *_VALIDATORS}), holding=(r"[\"'][\s\S]*\)[+*{]",)),
    calls(*sorted({*_CALLS, *_VALIDATORS}), holding=(_NAMED,), near=(r"=\s*\(?\s*[rRbBuU]?[\"'][^=]*\)[+*{]",)),
)
CHECKS: Checks = {Call: check_call}
