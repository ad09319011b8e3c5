"""Line ends in a header that an outsider fills."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

RULE = Rule(
    name="header-injection",
    summary="an outsider can add header lines to a message",
    help='Refuse or remove line ends: value.replace("\\r", "").replace("\\n", "").',
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(113, 93),
    what=(
        "Names and values of headers, of responses and of mails, that come from a request and are sent as they are: "
        "by http.server, WSGI's start_response, CGI's print, a socket, Falcon, Sanic, smtplib. Werkzeug, Django, "
        "aiohttp, Tornado and Bottle refuse line ends in values by themselves."
    ),
    why=(
        "A carriage return and a line feed end a header. What follows is read as another one, a cookie for example, "
        "or as the body of the message: a page that the attacker wrote."
    ),
    assistants="Frameworks refuse line ends; the small servers of the standard library in examples do not.",
    remedy="Remove \\r and \\n, quote the value with urllib.parse.quote, or choose it from a list.",
    prompt="Never put request data into a response header without removing \\r and \\n.",
    references=(
        "https://owasp.org/www-community/attacks/HTTP_Response_Splitting",
        "https://docs.python.org/3/library/http.server.html#security-considerations",
    ),
    bad=(
        Bad(
            """\
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlparse


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        language = parse_qs(urlparse(self.path).query)["lang"][0]
        self.send_response(200)
        self.send_header("Content-Language", language)
        self.end_headers()
""",
            why="http.server sends what it is given",
        ),
        Bad(
            """\
from flask import Flask, make_response, request

app = Flask(__name__)


@app.route("/")
def index():
    response = make_response("ok")
    response.headers[request.args["name"]] = "1"
    return response
""",
            why="Werkzeug does not look at names",
        ),
        Bad(
            """\
import smtplib

from flask import Flask, request

app = Flask(__name__)


@app.route("/contact", methods=["POST"])
def contact():
    server = smtplib.SMTP("localhost")
    subject = request.form["subject"]
    server.sendmail("web@example.com", "us@example.com", f"Subject: {subject}\\r\\n\\r\\nhello")
    return "sent"
""",
            why="the head of a mail",
        ),
    ),
    good=(
        Good(
            """\
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlparse


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        language = parse_qs(urlparse(self.path).query)["lang"][0]
        self.send_response(200)
        self.send_header("Content-Language", language.replace("\\r", "").replace("\\n", ""))
        self.end_headers()
""",
            why="line ends are removed",
        ),
        Good(
            """\
from flask import Flask, make_response, request

app = Flask(__name__)


@app.route("/")
def index():
    response = make_response("ok")
    response.headers["X-Name"] = request.args["name"]
    return response
""",
            why="Werkzeug refuses line ends in values",
        ),
        Good(
            """\
import smtplib

from flask import Flask, request

app = Flask(__name__)


@app.route("/contact", methods=["POST"])
def contact():
    server = smtplib.SMTP("localhost")
    text = request.form["text"]
    server.sendmail("web@example.com", "us@example.com", f"Subject: message\\r\\n\\r\\n{text}")
    return "sent"
""",
            why="in the body, not in the head",
        ),
    ),
)

KINDS = ("header",)

_END = re.compile(r"\r?\n\r?\n")
_CGI = re.compile(rb"content-type:|import\s+cgi\b", re.IGNORECASE)
_PRINTS = frozenset({"print", "sys.stdout.write"})
_BODY = frozenset({"send", "sendall", "sendmail", "write", "print"})


def check_flow(flow: Flow) -> Iterator[Report]:
    name = flow.hit.sink.name if flow.hit.sink is not None else ""
    if not flow.is_remote or (name in _PRINTS and _CGI.search(flow.file.data) is None):
        return
    if name.rpartition(".")[2] in _BODY and not _is_in_head(flow):
        return
    message = f"{flow.enters} becomes part of a header: a line end in it begins another header, or the body"
    if flow.through:  # an object, perhaps, that was looked up by what the outsider sent
        yield Report(flow.span, message, confidence=Confidence.LOW, profile="strict")
    else:
        yield Report(flow.span, message)


def _is_in_head(flow: Flow) -> bool:
    """Whether one of the outsider's values stands before the empty line that ends the head."""
    for part in flow.hit.value.parts:
        if isinstance(part, str):
            if _END.search(part):
                return False
        elif any(not taint.clears("header") for taint in part.taints):
            return True
    return False


CHECKS: Checks = {Flow: check_flow}
