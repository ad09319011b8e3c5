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
    asks_request,
    calls,
    catastrophic_repetition,
    code,
    home,
    slow_repetition,
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
        "analysed as an automaton and not run; what is reported doubles its time with each further character. The "
        "strict profile adds patterns that take the square of the length (\\s+$ looked for anywhere), where they are "
        "matched against what a visitor sends in a function that looks at no length."
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
        Bad(
            """\
import re

from flask import request


def comment():
    return re.sub(r"\\s+$", "", request.form["comment"])
""",
            why="the square of the length, for the strict",
        ),
        Bad(
            """\
import re

ADDRESS = re.compile(r"\\S+@\\S+\\.\\S+$")


def invite(request):
    address = request.POST["address"]
    return ADDRESS.match(address) is not None
""",
            why="a compiled pattern whose parts overlap, for the strict",
        ),
    ),
    good=(
        Good(
            """\
import re

from flask import request


def comment():
    if len(request.form["comment"]) > 1000:
        return ""
    return re.sub(r"\\s+$", "", request.form["comment"])
""",
            why="the length has a limit",
        ),
        Good(
            """\
import re

from flask import request


def color():
    return re.fullmatch(r"#[0-9a-f]+", request.args["color"]) is not None
""",
            why="one loop, and a beginning of its own",
        ),
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


_SEARCHING = {name for name in _CALLS if not name.endswith(".compile")}
_COMPILED = {name.replace(".", ".compile().") for name in _SEARCHING}
_SLOW_HELP = "Limit the length of the text first, use str methods such as strip(), or let the parts exclude each other."


def check_any(call: Call) -> Iterator[Report]:
    yield from check_call(call)
    yield from check_subject(call)


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


def check_subject(call: Call) -> Iterator[Report]:
    """What a visitor sends, matched against a pattern that takes the square of its length."""
    compiled = call.names & _COMPILED
    if not compiled and not call.names & _SEARCHING:
        return
    subject = call.argument("string", _subject_at(call, bool(compiled)))
    pattern = _compiled_pattern(call) if compiled else call.argument("pattern", 0)
    if subject is None or pattern is None or not isinstance(pattern.constant, str) or _has_limit(call):
        return
    if not asks_request(code(subject.value.literal.node)):
        return
    flags, is_whole = _flags(call), call.method == "fullmatch"
    if catastrophic_repetition(pattern.constant, flags, whole=is_whole) is not None:
        return
    searched = call.method not in ("match", "fullmatch")
    text = slow_repetition(pattern.constant, flags, whole=is_whole, searched=searched)
    if text is not None:
        message = f"{text[:20]!r} many times over takes this pattern time that grows with the square of the length"
        yield Report(call.node, message, help=_SLOW_HELP, severity=Severity.LOW, profile="strict")


def _subject_at(call: Call, is_compiled: bool) -> int:
    return (1 if call.method in ("sub", "subn") else 0) + (0 if is_compiled else 1)


def _compiled_pattern(call: Call) -> Argument | None:
    """The pattern of `NAME = re.compile(…)`, of which a method is called."""
    function = call.function.node
    made = call.value(function.value).literal if isinstance(function, cst.Attribute) else None
    if made is None or not isinstance(made.node, cst.Call) or not made.node.args:
        return None
    return Argument(made.at(made.node.args[0].value), made.node.args[0])


def _has_limit(call: Call) -> bool:
    """Whether the function looks at a length, or cuts the text off."""
    body = home(call)
    return body is not None and re.search(r"\blen\(|\[:\s*\w+\]|max_length|MAX_", code(body)) is not None


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
_VISITORS = r"\breq(?:uest)?\.(?!method\b|path\b|user\b)\w|self\.get_\w*argument\("
TRIGGERS: Triggers = (
    calls(*sorted({*_SEARCHING, *_COMPILED}), near=(_VISITORS,), profile="strict"),
    calls(*sorted({*_CALLS, *_VALIDATORS}), holding=(r"[\"'][\s\S]*\)[+*{]",)),
    calls(*sorted({*_CALLS, *_VALIDATORS}), holding=(_NAMED,), near=(r"=\s*\(?\s*[rRbBuU]?[\"'][^=]*\)[+*{]",)),
)
CHECKS: Checks = {Call: check_any}
