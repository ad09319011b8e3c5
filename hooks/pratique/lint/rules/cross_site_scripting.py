"""Pages that hold an outsider's text as it came."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Bad,
    Checks,
    Confidence,
    Flow,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Value,
    spell,
    string_parts,
)

RULE = Rule(
    name="cross-site-scripting",
    summary="an outsider's text becomes part of an HTML page as it is",
    help="Let a template escape the value, or pass it through html.escape (or markupsafe.escape) first.",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(79,),
    what=(
        "Text of a request that is returned or written as HTML, or marked as safe HTML (Markup, mark_safe), without "
        "being escaped on the way. Which content type a response has is taken from the framework's default and from "
        "what the function says of it; JSON, plain text and the like are no pages."
    ),
    why=(
        "A browser runs the scripts that a page holds. Whoever can put text into it, by a link or a form, acts as the "
        "visitor: reads what they see, sends what they could send."
    ),
    assistants=(
        "Examples of a route answer with an f-string in one line, where a real application has a template that escapes."
    ),
    remedy=(
        "Render a template with the value as a variable, or escape each value where it is put into the markup. The fix "
        "wraps the values of the text in the escape function of the framework at hand."
    ),
    prompt="Escape every value that goes into HTML: render templates, or use html.escape, never return f-strings.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html",
        "https://flask.palletsprojects.com/en/stable/web-security/#cross-site-scripting-xss",
    ),
    foreign=("B308", "B703", "B704", "S308", "S704"),
    bad=(
        Bad(
            """\
from flask import Flask, request

app = Flask(__name__)


@app.route("/hello")
def hello():
    name = request.args.get("name", "you")
    return f"<h1>Hello {name}</h1>"
""",
            why="an f-string that a route returns",
            fixed="""\
import markupsafe
from flask import Flask, request

app = Flask(__name__)


@app.route("/hello")
def hello():
    name = request.args.get("name", "you")
    return f"<h1>Hello {markupsafe.escape(name)}</h1>"
""",
        ),
        Bad(
            """\
from django.http import HttpResponse


def search(request):
    return HttpResponse("<p>Nothing found for " + request.GET["q"] + "</p>")
""",
            why="the default content type of HttpResponse is HTML",
            fixed="""\
import django.utils.html
from django.http import HttpResponse


def search(request):
    return HttpResponse("<p>Nothing found for " + django.utils.html.escape(request.GET["q"]) + "</p>")
""",
        ),
        Bad(
            """\
from flask import Flask, Response, request

app = Flask(__name__)


@app.route("/note")
def note():
    body = "<pre>%s</pre>" % request.form["text"].replace("\\n", "<br>")
    return Response(body, mimetype="text/html")
""",
            why="replacing line ends escapes nothing",
            fixed="""\
import markupsafe
from flask import Flask, Response, request

app = Flask(__name__)


@app.route("/note")
def note():
    body = "<pre>%s</pre>" % markupsafe.escape(request.form["text"].replace("\\n", "<br>"))
    return Response(body, mimetype="text/html")
""",
        ),
        Bad(
            """\
from flask import Flask, render_template, request
from markupsafe import Markup

app = Flask(__name__)


@app.route("/")
def index():
    return render_template("index.html", title=Markup(request.args["title"]))
""",
            why="marked as safe, so the template does not escape it",
        ),
    ),
    good=(
        Good(
            """\
import html

from flask import Flask, request

app = Flask(__name__)


@app.route("/hello")
def hello():
    name = html.escape(request.args.get("name", "you"))
    return f"<h1>Hello {name}</h1>"
""",
            why="escaped",
        ),
        Good(
            """\
from flask import Flask, Response, request

app = Flask(__name__)


@app.route("/echo")
def echo():
    return Response(request.args["text"], mimetype="text/plain")
""",
            why="plain text runs no scripts",
        ),
        Good(
            """\
from flask import Flask, jsonify, render_template, request

app = Flask(__name__)


@app.route("/hello")
def hello():
    if request.args.get("json"):
        return jsonify(name=request.args["name"])
    return render_template("hello.html", name=request.args["name"])
""",
            why="JSON, and a template that escapes",
        ),
        Good(
            """\
from flask import Flask, request

app = Flask(__name__)


@app.route("/page/<int:number>")
def page(number):
    size = int(request.args.get("size", 10))
    return f"<p>Page {number} of {size} rows</p>"
""",
            why="numbers",
        ),
    ),
)

KINDS = ("html",)
SUPERSEDES = ("unescaped-markup",)

_PAGE = re.compile(r"html|svg")
_CGI = re.compile(rb"content-type:\s*text/html", re.IGNORECASE)
_PRINTS = frozenset({"print", "sys.stdout.write"})
_ON_REQUEST = frozenset({"falcon.Response"})  # whose responses are pages only when they say so
_REASON = "markup that the value is meant to hold is shown as text afterwards"
# Import of the file -> where it takes its escape function from.
_ESCAPES = (("django", "django.utils.html"), ("flask", "markupsafe"), ("quart", "markupsafe"))


def check_flow(flow: Flow) -> Iterator[Report]:
    if not flow.is_remote or not _is_page(flow):
        return
    message = f"{flow.enters} becomes part of a page as it is: a script in it runs in the visitor's browser"
    unsure = bool(flow.through)
    profile = "strict" if unsure and not flow.hit.value.parts else ""
    confidence = Confidence.MEDIUM if unsure else None
    yield Report(flow.span, message, repair=_repair(flow), confidence=confidence, profile=profile)


def _is_page(flow: Flow) -> bool:
    name = flow.hit.sink.name if flow.hit.sink is not None else ""
    container = flow.hit.value.container
    if container is not None and container.kind == "dict":
        return False  # sent as JSON
    if name in _PRINTS:
        return _CGI.search(flow.file.data) is not None
    kinds = flow.content_types
    if name.rpartition(".")[0].removesuffix(".__set__").rpartition(".")[0] in _ON_REQUEST or name in _ON_REQUEST:
        return any(_PAGE.search(kind) for kind in kinds)
    return not kinds or any(_PAGE.search(kind) for kind in kinds)


def _repair(flow: Flow) -> Repair | None:
    """Escape each value of the text, where all of them are the outsider's."""
    if flow.view is None or flow.argument is None or flow.is_elsewhere or "mark" in _function(flow).lower():
        return None
    values = _values(flow, flow.argument)
    module = next((module for package, module in _ESCAPES if flow.file.imports(package)), "html")
    spelling = spell(flow.view, module, "escape") if values else None
    if spelling is None:
        return None
    code = cst.Module([]).code_for_node
    changes = tuple(Replace(value.node, f"{spelling.text}({code(value.node)})") for value in values)
    return Repair("escape the value", (*changes, *spelling.changes), safe=False, reason=_REASON)


def _function(flow: Flow) -> str:
    return flow.call.method if flow.call is not None else ""


def _values(flow: Flow, argument: Value) -> list[Value]:
    """The expressions to be escaped: none where it is not clear that these are all."""
    tainted = [part for part in flow.hit.value.parts if not isinstance(part, str)]
    parts = string_parts(argument)
    if parts is None:
        return [] if tainted or argument.names == {""} else [argument]
    values = [part for part in parts if not isinstance(part, str)]
    harmless = any(not part.taints or part.taints[0].clears("html") for part in tainted)
    return [] if harmless or len(values) != len(tainted) else values


CHECKS: Checks = {Flow: check_flow}
