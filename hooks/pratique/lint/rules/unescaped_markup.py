"""Texts with values in them that are declared to be safe markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import libcst as cst

from pratique.lint.api import (
    TESTS,
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Part,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    calls,
    code,
    is_test,
    name_of,
    spell,
    string_parts,
)

RULE = Rule(
    name="unescaped-markup",
    summary="a text with values in it is declared to be safe markup",
    help='Escape the values: format_html("<b>{}</b>", name), or Markup("<b>{}</b>").format(name).',
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(79, 80),
    what=(
        "mark_safe and SafeString of Django and Markup of MarkupSafe, Flask and Jinja2 with an f-string, a sum, % or "
        "format() that puts values between tags; with any other expression that is not constant, in the strict "
        "profile. Values that were escaped, numbers, and markup joined from markup are left alone."
    ),
    why="The template trusts the mark and escapes nothing, so that a < in one of the values becomes part of the page.",
    assistants="The template showed the tags as text, and mark_safe around the whole is what makes it look right.",
    remedy=(
        "The fix lets format_html or Markup.format put the values in, which escape them. Values that are markup "
        "themselves are shown as text then, unless they are marked."
    ),
    prompt="Build markup with format_html or Markup.format, never mark an f-string as safe.",
    references=(
        "https://docs.djangoproject.com/en/stable/ref/utils/#django.utils.html.format_html",
        "https://markupsafe.palletsprojects.com/en/stable/formatting/",
    ),
    foreign=("B308", "B703", "B704", "S308", "S704"),
    bad=(
        Bad(
            """\
from django.utils.safestring import mark_safe


def show(user):
    return mark_safe(f"<b>{user.name}</b>")  # bold
""",
            why="an f-string",
            fixed="""\
import django.utils.html
from django.utils.safestring import mark_safe


def show(user):
    return django.utils.html.format_html("<b>{}</b>", user.name)  # bold
""",
        ),
        Bad(
            """\
from markupsafe import Markup


def show(name, title):
    return Markup("<a title='%s'>%s</a>" % (title, name))
""",
            why="a format with %",
            fixed="""\
from markupsafe import Markup


def show(name, title):
    return Markup("<a title='{}'>{}</a>").format(title, name)
""",
        ),
        Bad(
            """\
from django.utils.html import format_html
from django.utils.safestring import mark_safe


def show(user):
    return format_html("<li>{}</li>", mark_safe("<b>" + user.name + "</b>"))
""",
            why="a sum, with format_html at hand",
            fixed="""\
from django.utils.html import format_html
from django.utils.safestring import mark_safe


def show(user):
    return format_html("<li>{}</li>", format_html("<b>{}</b>", user.name))
""",
        ),
        Bad(
            """\
from markupsafe import Markup


def show(text):
    return Markup(text)
""",
            why="a value as it is, for the strict",
        ),
    ),
    good=(
        Good(
            """\
from django.utils.html import format_html


def show(user):
    return format_html("<b>{}</b>", user.name)
""",
            why="the function that escapes",
        ),
        Good(
            """\
from django.utils.safestring import mark_safe

RULE = mark_safe("<hr>")
""",
            why="constant markup",
        ),
        Good(
            """\
from markupsafe import Markup, escape


def show(name):
    return Markup(f"<b>{escape(name)}</b>")
""",
            why="an escaped value",
        ),
        Good(
            """\
from markupsafe import Markup


def show(items):
    return Markup("<br>").join(items)
""",
            why="joined, which escapes",
        ),
    ),
)

_DJANGO = {f"django.utils.safestring.{name}" for name in ("mark_safe", "SafeString", "SafeText")} | {
    "django.utils.html.mark_safe"
}
_MARKUP = {"markupsafe.Markup", "flask.Markup", "jinja2.Markup", "jinja2.utils.markupsafe.Markup"}
_TAG = re.compile(r"(?s)<[a-zA-Z!/]")
# What escapes, makes markup, or makes nothing that could be markup.
_HARMLESS = re.compile(
    r"(?i)escape|quote|format_html|render|sanitize|sanitise|clean|bleach|nh3|markdown|highlight|widget|as_p|json"
    r"|^(?:int|float|len|round|id|sum|abs|range|urlencode|static|url|reverse|url_for|hexdigest|isoformat|strftime|Markup"
    r"|mark_safe|get_absolute_url|pk|count|total|number|index|size|width|height|color|colour|css_class|html|_)$|_id$|_html$|_url$"
)
_REASON = "values that are markup themselves are shown as text from then on, unless they are marked as such"


def check_call(call: Call) -> Iterator[Report]:
    text = call.positional[0].value if call.names & (_DJANGO | _MARKUP) and call.positional else None
    if text is None or text.is_constant or is_test(call.file):
        return
    parts = string_parts(text)
    if parts is None:
        if not _is_harmless(text):
            message = "a value is declared to be safe markup; make sure that it was escaped"
            yield Report(call.node, message, severity=Severity.LOW, confidence=Confidence.LOW, profile="strict")
        return
    risky = [part for part in parts if not isinstance(part, str) and not part.is_constant and not _is_harmless(part)]
    tags = any(isinstance(part, str) and _TAG.search(part) for part in parts)
    if risky and tags:
        yield Report(call.node, repair=_repair(call, parts))


def _is_harmless(value: Value) -> bool:
    node = value.literal.node
    return _HARMLESS.search(name_of(node)) is not None or _HARMLESS.search(name_of(value.node)) is not None


def _repair(call: Call, parts: Sequence[Part]) -> Repair | None:
    """All values as arguments of the function that escapes them, where each of them is an expression of its own."""
    values = [part for part in parts if not isinstance(part, str)]
    if any(
        isinstance(value.node, (cst.IfExp, cst.Lambda, cst.BinaryOperation)) or _is_harmless(value) for value in values
    ):
        return None
    text = "".join(part.replace("{", "{{").replace("}", "}}") if isinstance(part, str) else "{}" for part in parts)
    quote = "'" if '"' in text else '"'
    if quote in text or "\\" in text or "\n" in text or len(call.args) != 1:
        return None
    arguments = ", ".join(code(value.node) for value in values)
    if call.names & _MARKUP:
        change = Replace(call.node, f"{code(call.node.func)}({quote}{text}{quote}).format({arguments})")
        return Repair("let Markup escape the values", (change,), safe=False, reason=_REASON)
    spelling = spell(call, "django.utils.html", "format_html")
    if spelling is None:
        return None
    change = Replace(call.node, f"{spelling.text}({quote}{text}{quote}, {arguments})")
    return Repair("let format_html escape the values", (change, *spelling.changes), safe=False, reason=_REASON)


_NAMES = sorted(_DJANGO | _MARKUP)
TRIGGERS: Triggers = (
    calls(*_NAMES, given=("s@0=built",), nowhere=(TESTS,)),
    calls(*_NAMES, unless=("s@0=str",), nowhere=(TESTS,), profile="strict"),
)
CHECKS: Checks = {Call: check_call}
