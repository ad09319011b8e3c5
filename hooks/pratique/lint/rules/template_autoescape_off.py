"""Templates that put values into pages as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    AddImport,
    AppendArgument,
    Argument,
    Assignment,
    Bad,
    Call,
    Change,
    Checks,
    Confidence,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    assignments,
    calls,
    is_test,
    name_of,
    spell,
)

RULE = Rule(
    name="template-autoescape-off",
    summary="templates do not escape the values they are given",
    help="Create the environment with autoescape=jinja2.select_autoescape().",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(79, 116),
    what=(
        "jinja2.Environment without autoescape or with False, jinja2.Template with markup in its text, "
        "app.jinja_env.autoescape = False, and autoescape=None of Tornado. An environment in a file that has "
        "nothing to do with HTML, such as one for configuration files, is shown in the strict profile."
    ),
    why=(
        "Each value with a < in it becomes markup of the page. A name, a comment, a search term with a script in it "
        "runs in the browser of whoever looks at the page, with that visitor's rights."
    ),
    assistants=(
        "Flask turns escaping on for its templates; the bare library does not, and the code that uses it looks the "
        "same."
    ),
    remedy=(
        "The fix turns escaping on for .html, .htm and .xml templates and for templates from strings. Values that "
        "are markup on purpose are shown as text then: mark these with markupsafe.Markup or |safe, each one."
    ),
    prompt="Turn autoescape on in every Jinja2 environment that makes HTML.",
    references=(
        "https://jinja.palletsprojects.com/en/stable/api/#autoescaping",
        "https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html",
    ),
    foreign=("B701", "S701"),
    bad=(
        Bad(
            """\
from jinja2 import Environment, FileSystemLoader

pages = Environment(loader=FileSystemLoader("templates"))
index = pages.get_template("index.html")
""",
            why="the library's default",
            fixed="""\
from jinja2 import Environment, FileSystemLoader
from jinja2 import select_autoescape

pages = Environment(loader=FileSystemLoader("templates"), autoescape=select_autoescape())
index = pages.get_template("index.html")
""",
        ),
        Bad(
            """\
import jinja2


def page(name):
    env = jinja2.Environment(autoescape=False)  # quick
    return env.from_string("<p>{{ name }}</p>").render(name=name)
""",
            why="switched off",
            fixed="""\
import jinja2


def page(name):
    env = jinja2.Environment(autoescape=jinja2.select_autoescape())  # quick
    return env.from_string("<p>{{ name }}</p>").render(name=name)
""",
        ),
        Bad(
            """\
from jinja2 import Template

PAGE = Template("<h1>Hello {{ name }}</h1>")
""",
            why="a template of markup",
            fixed="""\
from jinja2 import Template

PAGE = Template("<h1>Hello {{ name }}</h1>", autoescape=True)
""",
        ),
        Bad(
            """\
from flask import Flask

app = Flask(__name__)
app.jinja_env.autoescape = False
""",
            why="Flask's own environment",
            fixed="""\
from flask import Flask

app = Flask(__name__)
app.jinja_env.autoescape = True
""",
        ),
        Bad(
            """\
from jinja2 import Environment, PackageLoader

units = Environment(loader=PackageLoader("deploy"))
""",
            why="perhaps not for pages, for the strict",
            fixed="""\
from jinja2 import Environment, PackageLoader
from jinja2 import select_autoescape

units = Environment(loader=PackageLoader("deploy"), autoescape=select_autoescape())
""",
        ),
    ),
    good=(
        Good(
            """\
from jinja2 import Environment, FileSystemLoader, select_autoescape

pages = Environment(loader=FileSystemLoader("templates"), autoescape=select_autoescape())
index = pages.get_template("index.html")
""",
            why="chosen by the template's name",
        ),
        Good(
            """\
from jinja2 import Environment, FileSystemLoader

pages = Environment(loader=FileSystemLoader("templates"), autoescape=True)
index = pages.get_template("index.html")
""",
            why="on",
        ),
        Good(
            """\
from jinja2 import Template

GREETING = Template("Hello {{ name }}, your order has arrived.")
""",
            why="a template of plain text",
        ),
        Good(
            """\
from lxml.etree import Environment

pages = Environment("index.html")
""",
            why="another environment",
        ),
    ),
)

_ENVIRONMENTS = {
    *(f"jinja2.{module}{name}" for module in ("", "environment.") for name in ("Environment", "Overlay")),
    *("jinja2.sandbox.SandboxedEnvironment", "jinja2.sandbox.ImmutableSandboxedEnvironment"),
    "jinja2.nativetypes.NativeEnvironment",
}
_TEMPLATES = {"jinja2.Template", "jinja2.environment.Template"}
_SELECT = "select_autoescape"
_TORNADO = {"tornado.web.Application", "tornado.template.Loader", "tornado.template.Template"}
_PAGES = re.compile(
    rb"(?i)\.html?\b|text/html|htmlresponse|<(?:html|body|div|p|h1|ul|li|span|a|table)\b|flask|fastapi|django"
)
_MARKUP = re.compile(r"(?is)<[a-z!][^>]*>")
_REASON = "values that are markup on purpose are shown as text from then on"


def check_call(call: Call) -> Iterator[Report]:
    escape = call.argument("autoescape")
    if call.is_open or is_test(call.file):
        return
    if call.names & _ENVIRONMENTS and (escape is None or _is_off(escape)) and len(call.positional) < 2:
        is_page = _PAGES.search(call.file.data) is not None
        severity, profile = (None, "") if is_page else (Severity.LOW, "strict")
        yield Report(call.node, repair=_selected(call, escape), severity=severity, profile=profile)
    elif call.names & _TEMPLATES and (escape is None or _is_off(escape)):
        source = call.argument("source", 0)
        text = source.constant if source is not None else None
        if isinstance(text, str) and "{{" in text and _MARKUP.search(text):
            yield Report(call.node, repair=_repair(_written(call, escape, "True")))
    elif call.names & _TORNADO and escape is not None and escape.constant is None:
        yield Report(call.node)


def _is_off(escape: Argument) -> bool:
    return escape.constant is False


def _selected(call: Call, escape: Argument | None) -> Repair | None:
    spelling = spell(call, "jinja2", _SELECT)
    if spelling is None:
        return None
    if spelling.changes and isinstance(call.function.node, cst.Name):  # imported by name: so is this
        return _repair(_written(call, escape, f"{_SELECT}()"), AddImport("jinja2", _SELECT))
    return _repair(_written(call, escape, f"{spelling.text}()"), *spelling.changes)


def _written(call: Call, escape: Argument | None, text: str) -> Change:
    if escape is not None:
        return Replace(escape.node, text)
    if call.node.args:
        return AppendArgument(call.node, f"autoescape={text}")
    return Replace(call.node, f"{cst.Module([]).code_for_node(call.node.func)}(autoescape={text})")


def _repair(*changes: Change) -> Repair:
    return Repair("turn escaping on", changes, safe=False, reason=_REASON)


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    """`app.jinja_env.autoescape = False`, `app.jinja_options["autoescape"] = False`"""
    node = assignment.target.node
    if not isinstance(node, (cst.Attribute, cst.Subscript)) or name_of(node) != "autoescape":
        return
    if assignment.assigned.constant is False and "jinja" in name_of(node.value):
        yield Report(assignment.node, repair=_repair(Replace(assignment.assigned.node, "True")))


TRIGGERS: Triggers = (
    calls(*sorted(_ENVIRONMENTS), unless=("autoescape=True",)),
    calls(*sorted(_TEMPLATES), holding=(r"<\w",)),
    calls(*sorted(_TEMPLATES), given=("autoescape=False",)),
    calls(*sorted(_TORNADO), given=("autoescape=None",)),
    assignments("autoescape=False"),
)
CHECKS: Checks = {Call: check_call, Assignment: check_assignment}
