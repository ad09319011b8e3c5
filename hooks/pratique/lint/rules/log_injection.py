"""Lines of a log that an outsider writes."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

RULE = Rule(
    name="log-injection",
    summary="an outsider's text with its line ends goes into a log",
    help='Log its repr: logger.info("login of %r", name), or take "\\n" and "\\r" out of it.',
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(117,),
    profile="default",
    what=(
        "A value from outside in a record of logging, loguru or syslog that was not escaped by %r, repr or "
        "json.dumps and still may hold line ends."
    ),
    why=(
        "A name with a newline in it writes whole lines of its own into the log: records of logins that never "
        "were, or markup for whoever views the log."
    ),
    assistants=(
        "An f-string in a log line is how a request is traced while the code is written, and no test sends a line end."
    ),
    remedy="Log by %r instead of %s, replace the line ends, or log through a formatter that writes JSON.",
    prompt="Log what comes with a request by %r, or as JSON, so that it cannot begin a line of its own.",
    references=("https://owasp.org/www-community/attacks/Log_Injection",),
    bad=(
        Bad(
            """\
import logging

from flask import Flask, request

app = Flask(__name__)


@app.route("/login", methods=["POST"])
def login():
    logging.info("login of %s", request.form["user"])
    return "done"
""",
            why="an argument of the record",
        ),
        Bad(
            """\
import logging

from flask import Flask, request

app = Flask(__name__)


log = logging.getLogger(__name__)


@app.route("/login/<user>")
def login(user):
    log.warning(f"login of {user} failed")
    return "done"
""",
            why="an f-string",
        ),
        Bad(
            """\
from flask import Flask, request

app = Flask(__name__)


@app.route("/login")
def login():
    app.logger.error("no such user: " + request.args.get("user", ""))
    return "done"
""",
            why="the application's logger",
        ),
    ),
    good=(
        Good(
            """\
import logging

from flask import Flask, request

app = Flask(__name__)


@app.route("/login", methods=["POST"])
def login():
    logging.info("login of %r", request.form["user"])
    return "done"
""",
            why="its repr",
        ),
        Good(
            """\
import logging

from flask import Flask, request

app = Flask(__name__)


log = logging.getLogger(__name__)


@app.route("/login/<user>")
def login(user):
    user = user.replace("\\n", "").replace("\\r", "")
    log.warning(f"login of {user} failed")
    return "done"
""",
            why="without line ends",
        ),
        Good(
            """\
from flask import Flask, request

app = Flask(__name__)


@app.route("/login")
def login():
    app.logger.error("no such user: %d", int(request.args.get("user", "0")))
    return "done"
""",
            why="a number",
        ),
    ),
)

KINDS = ("log",)


def check_flow(flow: Flow) -> Iterator[Report]:
    message = f"{flow.enters} goes into the log with its line ends; %r would escape them"
    if flow.is_remote:
        yield Report(flow.span, message)


CHECKS: Checks = {Flow: check_flow}
