"""Templates of formatted texts that an outsider writes."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

RULE = Rule(
    name="format-string-injection",
    summary="an outsider's text is the template of a formatted text",
    help='Keep the template constant and pass the value to it: "Hello {}".format(name).',
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(134,),
    what=(
        "A value from outside as the text on which .format, .format_map or % is called, or as the template of "
        "string.Template and string.Formatter."
    ),
    why=(
        "A field such as {0.__init__.__globals__[SECRET_KEY]} reads attributes of whatever is passed to "
        "format, and a width such as {:1000000000} takes all the memory."
    ),
    assistants=(
        "Assistants let users choose a greeting or a date format and apply .format to it, which looks like "
        "plain substitution."
    ),
    remedy=(
        "Write the template as a constant. Where users may write it, replace the known placeholders one by "
        "one with str.replace."
    ),
    prompt="Never call .format or % on text from a request; keep templates constant.",
    references=(
        "https://docs.python.org/3/library/string.html#format-string-syntax",
        "https://cwe.mitre.org/data/definitions/134.html",
    ),
    bad=(
        Bad(
            """\
from flask import Flask, request

app = Flask(__name__)


@app.route("/greet")
def greet():
    text = request.args["greeting"].format(user=app)
    return {"length": len(text)}
""",
            why="format on a parameter of the request",
        ),
        Bad(
            """\
from flask import Flask, request

app = Flask(__name__)


@app.route("/label", methods=["POST"])
def label():
    text = "Label: " + request.form["template"]
    return {"length": len(text % {"name": "x", "price": 3})}
""",
            why="the operator %",
        ),
        Bad(
            """\
from flask import Flask, request

app = Flask(__name__)


@app.route("/mail/<subject>")
def mail(subject):
    text = f"[{subject}] {{who}}".format(who=app)
    return {"length": len(text)}
""",
            why="part of the template only",
        ),
    ),
    good=(
        Good(
            """\
from flask import Flask, request

app = Flask(__name__)


@app.route("/greet")
def greet():
    text = "Hello {}".format(request.args["name"])
    return {"length": len(text)}
""",
            why="a value of a constant template",
        ),
        Good(
            """\
from flask import Flask, request

app = Flask(__name__)


@app.route("/label", methods=["POST"])
def label():
    text = request.form["template"].replace("{name}", "x")
    return {"length": len(text)}
""",
            why="a known placeholder replaced",
        ),
        Good(
            """\
from flask import Flask, request

app = Flask(__name__)


TEMPLATES = {"short": "{0}", "long": "Dear {0}"}


@app.route("/greet")
def greet():
    template = TEMPLATES[request.args["template"]]
    return {"length": len(template.format("x"))}
""",
            why="a choice among known templates",
        ),
        Good(
            """\
from flask import Flask, request

app = Flask(__name__)


@app.route("/even")
def even():
    return {"even": int(request.args["number"]) % 2 == 0}
""",
            why="a number's remainder",
        ),
    ),
)

KINDS = ("format",)


def check_flow(flow: Flow) -> Iterator[Report]:
    message = (
        f"{flow.enters} is the template of a formatted text; as a value of a constant template it would be harmless"
    )
    if flow.is_remote:
        yield Report(flow.span, message)


CHECKS: Checks = {Flow: check_flow}
