"""Regular expressions that an outsider writes."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

RULE = Rule(
    name="regex-injection",
    summary="an outsider's text becomes a regular expression",
    help="Escape it: re.search(re.escape(text), …), or look for it with `in`.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(730, 1333, 400),
    what="A value from outside in the pattern of a function of re or regex.",
    why=(
        "A pattern such as (a+)+$ keeps the matcher busy for years on a short text, and every worker of the "
        "server with it. A pattern also matches more than the author meant."
    ),
    assistants="re.search(request.args['q'], line) is the shortest search box.",
    remedy=(
        "Escape the text with re.escape where it is meant literally. Where users may write patterns, match "
        "with a linear engine (re2) or in a process with a time limit."
    ),
    prompt="Escape with re.escape whatever a user gives before it becomes part of a regular expression.",
    references=("https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS",),
    bad=(
        Bad(
            """\
import re

from flask import Flask, request

app = Flask(__name__)


@app.route("/search")
def search():
    found = re.findall(request.args["q"], "some text")
    return {"found": len(found)}
""",
            why="the pattern itself",
        ),
        Bad(
            """\
import re

from flask import Flask, request

app = Flask(__name__)


@app.route("/users/<name>")
def users(name):
    pattern = re.compile(r"^%s-\\d+$" % name, re.IGNORECASE)
    return {"found": bool(pattern.match("x-1"))}
""",
            why="a piece of a pattern",
        ),
        Bad(
            """\
import re

from flask import Flask, request

app = Flask(__name__)


@app.route("/clean", methods=["POST"])
def clean():
    word = request.form.get("word")
    return {"length": len(re.sub(f"({word})", "*", "some text"))}
""",
            why="a word to be replaced",
        ),
    ),
    good=(
        Good(
            """\
import re

from flask import Flask, request

app = Flask(__name__)


@app.route("/search")
def search():
    found = re.findall(re.escape(request.args["q"]), "some text")
    return {"found": len(found)}
""",
            why="escaped",
        ),
        Good(
            """\
import re

from flask import Flask, request

app = Flask(__name__)


@app.route("/search")
def search():
    found = re.findall(r"\\w+", request.args["q"])
    return {"found": len(found)}
""",
            why="the text that is searched",
        ),
        Good(
            """\
import re

from flask import Flask, request

app = Flask(__name__)


@app.route("/users/<name>")
def users(name):
    if not name.isalnum():
        return "no"
    return {"found": bool(re.match("^" + name, "x-1"))}
""",
            why="letters and digits only",
        ),
    ),
)

KINDS = ("regex",)


def check_flow(flow: Flow) -> Iterator[Report]:
    message = f"{flow.enters} becomes a regular expression; re.escape would make it a literal"
    if flow.is_remote:
        yield Report(flow.span, message)


CHECKS: Checks = {Flow: check_flow}
