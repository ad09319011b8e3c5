"""Mako templates that write values into HTML as they are."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import (
    AppendArgument,
    Argument,
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Repair,
    Report,
    Rule,
    Severity,
    Triggers,
    calls,
)

RULE = Rule(
    name="mako-without-escaping",
    summary="a Mako template does not escape what is written into it",
    help='Pass default_filters=["h"], so that every ${…} is escaped for HTML.',
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(79, 116),
    what=(
        'Mako\'s Template and TemplateLookup without default_filters, or with filters among which "h" is missing. '
        "Shown in the strict profile: templates for other things than HTML need no escaping."
    ),
    why="A value with <script> in it becomes part of the page, and runs in the browser of whoever looks at it.",
    assistants="Jinja's templates in Flask escape by themselves, and Mako's look much the same.",
    remedy=(
        'The fix adds default_filters=["h"]. Places that already say ${value | h} are escaped twice then, and markup '
        "that is meant as such needs ${value | n}."
    ),
    prompt='Create Mako templates with default_filters=["h"].',
    references=("https://docs.makotemplates.org/en/latest/filtering.html",),
    profile="strict",
    foreign=("B702", "S702"),
    bad=(
        Bad(
            """\
from mako.template import Template

page = Template("<p>${name}</p>")
""",
            why="a template",
            fixed="""\
from mako.template import Template

page = Template("<p>${name}</p>", default_filters=["h"])
""",
        ),
        Bad(
            """\
from mako.lookup import TemplateLookup

pages = TemplateLookup(directories=["pages"])
""",
            why="a folder of templates",
            fixed="""\
from mako.lookup import TemplateLookup

pages = TemplateLookup(directories=["pages"], default_filters=["h"])
""",
        ),
        Bad(
            """\
import mako.template

page = mako.template.Template(filename="page.html", default_filters=["trim"])
""",
            why="other filters",
        ),
    ),
    good=(
        Good(
            """\
from mako.template import Template

page = Template("<p>${name}</p>", default_filters=["h"])
""",
            why="escaped for HTML",
        ),
        Good(
            """\
from mako.template import Template

page = Template("<p>${name}</p>", default_filters=["unicode", "h"])
""",
            why="escaped after another filter",
        ),
        Good(
            """\
from string import Template

text = Template("$name")
""",
            why="another template",
        ),
    ),
)

_MAKO = {"mako.template.Template", "mako.lookup.TemplateLookup"}
_ESCAPING = ("h", "html_escape")
_REASON = "markup that is meant as such is escaped as well, and needs the filter n"


def check_call(call: Call) -> Iterator[Report]:
    if not call.names & _MAKO or call.is_open:
        return
    filters = call.argument("default_filters")
    if filters is None:
        can_take = bool(call.args) and not call.is_partial
        change = AppendArgument(call.node, 'default_filters=["h"]')
        yield Report(call.node, repair=Repair("escape for HTML", (change,), False, _REASON) if can_take else None)
    elif _is_known(filters) and not any(element.constant in _ESCAPING for element in filters.value.elements):
        yield Report(call.node)


def _is_known(filters: Argument) -> bool:
    return bool(filters.value.elements) and all(element.is_constant for element in filters.value.elements)


TRIGGERS: Triggers = (calls(*sorted(_MAKO)),)
CHECKS: Checks = {Call: check_call}
