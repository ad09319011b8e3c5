"""Redirects to an address that an outsider chooses."""

from __future__ import annotations

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
    spell,
)

RULE = Rule(
    name="open-redirect",
    summary="a visitor is sent to an address that an outsider chooses",
    help="Check that the address stays on this site (urlsplit: no scheme, no host) or is one of a list.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(601,),
    what=(
        "Redirects, and Location headers, whose host can be chosen by the request. A constant beginning that settles "
        "the host, a list of allowed addresses, a check of the host, and url_has_allowed_host_and_scheme make it "
        'harmless. startswith("/") alone does not: //evil.example names a host.'
    ),
    why=(
        "A link to a trusted site that ends at an attacker's looks trustworthy: it is how passwords are phished, and "
        "how tokens in the address leak."
    ),
    assistants="`next` after a login is sent back as it came in almost every tutorial.",
    remedy=(
        "Redirect to a path of this site, or compare the host with those that are allowed. The fix takes only path "
        "and query of the address."
    ),
    prompt="Redirect only to fixed addresses, or to ones whose host was checked; never to a parameter as it is.",
    references=("https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html",),
    bad=(
        Bad(
            """\
from flask import Flask, redirect, request

app = Flask(__name__)


@app.route("/go")
def go():
    return redirect(request.args["next"])
""",
            why="a parameter as it is",
            fixed="""\
import urllib.parse
from flask import Flask, redirect, request

app = Flask(__name__)


@app.route("/go")
def go():
    return redirect("/" + urllib.parse.urlsplit(request.args["next"]).path.lstrip("/\\\\"))
""",
        ),
        Bad(
            """\
from flask import Flask, redirect, request

app = Flask(__name__)


@app.route("/go")
def go():
    target = request.args.get("next", "/")
    if not target.startswith("/"):
        target = "/"
    return redirect(target)
""",
            why="//evil.example starts with a slash, too",
            fixed="""\
import urllib.parse
from flask import Flask, redirect, request

app = Flask(__name__)


@app.route("/go")
def go():
    target = request.args.get("next", "/")
    if not target.startswith("/"):
        target = "/"
    return redirect("/" + urllib.parse.urlsplit(target).path.lstrip("/\\\\"))
""",
        ),
        Bad(
            """\
from django.http import HttpResponseRedirect


def leave(request):
    return HttpResponseRedirect("https://" + request.GET["host"])
""",
            why="only the scheme is fixed",
        ),
    ),
    good=(
        Good(
            """\
from flask import Flask, redirect, request

app = Flask(__name__)


@app.route("/go")
def go():
    return redirect("/users/" + request.args["name"])
""",
            why="a path of this site",
        ),
        Good(
            """\
from urllib.parse import urlsplit

from flask import Flask, abort, redirect, request

app = Flask(__name__)


@app.route("/go")
def go():
    target = request.args["next"]
    if urlsplit(target).netloc not in ("example.com", "www.example.com"):
        abort(400)
    return redirect(target)
""",
            why="the host is one of a list",
        ),
        Good(
            """\
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def leave(request):
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    return HttpResponseRedirect(target)
""",
            why="checked by Django's own function",
        ),
        Good(
            """\
from flask import Flask, redirect, request

app = Flask(__name__)


@app.route("/go")
def go():
    target = request.args.get("next", "/")
    if not target.startswith("/") or target.startswith("//"):
        target = "/"
    return redirect(target)
""",
            why="a path that names no host",
        ),
    ),
)

KINDS = ("redirect",)

_REASON = "host, query and fragment of the address are dropped"


def check_flow(flow: Flow) -> Iterator[Report]:
    if not flow.is_remote:
        return
    message = f"{flow.enters} decides where the visitor is sent: it can name any site"
    if flow.through:  # an object, perhaps, that was looked up by what the outsider sent
        yield Report(flow.span, message, confidence=Confidence.LOW, profile="strict")
    else:
        yield Report(flow.span, message, repair=_repair(flow))


def _repair(flow: Flow) -> Repair | None:
    """Keep the path only, where the argument is the address itself."""
    argument = flow.argument
    if argument is None or flow.call is None or flow.is_elsewhere or flow.hit.value.parts:
        return None
    spelling = spell(flow.call, "urllib.parse", "urlsplit")
    if spelling is None or not isinstance(argument.node, (cst.Name, cst.Attribute, cst.Subscript, cst.Call)):
        return None
    code = cst.Module([]).code_for_node(argument.node)
    text = f'"/" + {spelling.text}({code}).path.lstrip("/\\\\")'
    changes = (Replace(argument.node, text), *spelling.changes)
    return Repair("redirect to the path only", changes, safe=False, reason=_REASON)


CHECKS: Checks = {Flow: check_flow}
