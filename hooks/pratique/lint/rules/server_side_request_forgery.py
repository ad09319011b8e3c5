"""Requests that the server makes to an address of an outsider's choice."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

RULE = Rule(
    name="server-side-request-forgery",
    summary="an outsider chooses the host that the server talks to",
    help="Compare the host with a list of known ones: urlsplit(url).hostname in ALLOWED_HOSTS.",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(918,),
    what=(
        "An outsider's text as the address, or at the beginning of the address, of a request: requests, httpx, "
        "aiohttp, urllib, urllib3, http.client and others. Where the scheme and host are constant, or come from "
        "settings, an outsider's text behind them is not reported, nor is an address whose host was found in a list"
        " of allowed ones."
    ),
    why=(
        "The server reaches what outsiders cannot: the metadata service of the cloud with its credentials, "
        "databases and administration pages without a password. Whoever chooses the address uses the server as a "
        "proxy to them."
    ),
    assistants="A preview, a webhook or an import by address works with one line: requests.get(url).",
    remedy=(
        "Let the outsider choose among known services by name. Where any address must do, accept http and https only, "
        "compare the host with a list, and refuse redirects."
    ),
    prompt="Check the host of a user-supplied URL against an allow-list before requesting it.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html",
    ),
    foreign=("B310", "S310"),
    bad=(
        Bad(
            """\
import requests
from flask import Flask, request

app = Flask(__name__)


@app.route("/preview")
def preview():
    page = requests.get(request.args["url"], timeout=5)
    return {"length": len(page.text)}
""",
            why="the whole address",
        ),
        Bad(
            """\
import httpx
from flask import Flask

app = Flask(__name__)


@app.route("/status/<host>")
def status(host):
    return {"code": httpx.get(f"https://{host}/health").status_code}
""",
            why="the host",
        ),
        Bad(
            """\
from urllib.request import urlopen

from flask import Flask, request

app = Flask(__name__)


@app.route("/fetch")
def fetch():
    url = request.args.get("url", "")
    if not url.startswith("https://"):
        return {}, 400
    with urlopen(url, timeout=5) as answer:
        return {"text": answer.read().decode()}
""",
            why="only the scheme is checked",
        ),
    ),
    good=(
        Good(
            """\
import requests
from flask import Flask, request

app = Flask(__name__)


@app.route("/user")
def user():
    name = request.args["name"]
    return requests.get(f"https://api.example.com/users/{name}", timeout=5).json()
""",
            why="the host is constant",
        ),
        Good(
            """\
from urllib.parse import urlsplit

import requests
from flask import Flask, abort, request

app = Flask(__name__)
HOSTS = {"example.com", "example.org"}


@app.route("/preview")
def preview():
    url = request.args["url"]
    if urlsplit(url).hostname not in HOSTS:
        abort(400)
    return {"length": len(requests.get(url, timeout=5).text)}
""",
            why="the host is one of a list",
        ),
        Good(
            """\
import requests
from flask import Flask, request

app = Flask(__name__)


@app.route("/search")
def search():
    return requests.get("https://api.example.com/search", params={"q": request.args["q"]}, timeout=5).json()
""",
            why="a parameter of the query",
        ),
    ),
)

KINDS = ("url",)


def check_flow(flow: Flow) -> Iterator[Report]:
    if flow.is_remote:
        yield Report(flow.span, f"{flow.enters} decides which host this request goes to")


CHECKS: Checks = {Flow: check_flow}
