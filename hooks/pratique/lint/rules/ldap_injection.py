"""LDAP filters and names that an outsider can rewrite."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

RULE = Rule(
    name="ldap-injection",
    summary="an outsider's value becomes part of an LDAP filter or name",
    help="Escape the value: escape_filter_chars(value) in a filter, escape_rdn(value) in a distinguished name.",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(90,),
    what=(
        "An outsider's value, not escaped, in a search filter or a distinguished name given to ldap3, python-ldap "
        "or bonsai. Filters and names are escaped by different functions: one does not do for the other."
    ),
    why=(
        "A value such as `*)(uid=*` ends the condition that it stands in and adds others: a login matches any "
        "entry, a search shows the whole directory."
    ),
    assistants="Assistants know filters from examples, where an f-string holds the user's name.",
    remedy=(
        "In a filter, escape each value with ldap3.utils.conv.escape_filter_chars or "
        "ldap.filter.escape_filter_chars; in a name, with ldap3.utils.dn.escape_rdn or ldap.dn.escape_dn_chars."
    ),
    prompt="Escape every value in an LDAP filter with escape_filter_chars, and in a name with escape_rdn.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/LDAP_Injection_Prevention_Cheat_Sheet.html",
        "https://www.rfc-editor.org/rfc/rfc4515",
        "https://www.rfc-editor.org/rfc/rfc4514",
    ),
    bad=(
        Bad(
            """\
import ldap3
from flask import Flask, request

app = Flask(__name__)


@app.route("/find")
def find():
    connection = ldap3.Connection(ldap3.Server("ldap.example.org"), auto_bind=True)
    connection.search("dc=example,dc=org", f"(uid={request.args['uid']})", attributes=["cn"])
    return str(connection.entries)
""",
            why="a parameter of the request in a filter",
        ),
        Bad(
            """\
import ldap
from flask import Flask, request

app = Flask(__name__)


@app.route("/find", methods=["POST"])
def find():
    connection = ldap.initialize("ldap://ldap.example.org")
    condition = "(&(objectClass=person)(mail=%s))" % request.form["mail"]
    return str(connection.search_s("dc=example,dc=org", ldap.SCOPE_SUBTREE, condition))
""",
            why="python-ldap, with the filter in a variable",
        ),
        Bad(
            """\
import ldap
from flask import Flask, request
from ldap.filter import escape_filter_chars

app = Flask(__name__)


@app.route("/unit/<name>")
def unit(name):
    connection = ldap.initialize("ldap://ldap.example.org")
    base = "ou={},dc=example,dc=org".format(escape_filter_chars(name))
    return str(connection.search_s(base, ldap.SCOPE_SUBTREE, "(objectClass=person)"))
""",
            why="a name that is escaped as a filter",
        ),
    ),
    good=(
        Good(
            """\
import ldap3
from flask import Flask, request
from ldap3.utils.conv import escape_filter_chars

app = Flask(__name__)


@app.route("/find")
def find():
    connection = ldap3.Connection(ldap3.Server("ldap.example.org"), auto_bind=True)
    uid = escape_filter_chars(request.args["uid"])
    connection.search("dc=example,dc=org", f"(uid={uid})", attributes=["cn"])
    return str(connection.entries)
""",
            why="escaped for a filter",
        ),
        Good(
            """\
import ldap
from flask import Flask, request
from ldap.filter import filter_format

app = Flask(__name__)


@app.route("/find", methods=["POST"])
def find():
    connection = ldap.initialize("ldap://ldap.example.org")
    condition = filter_format("(&(objectClass=person)(mail=%s))", [request.form["mail"]])
    return str(connection.search_s("dc=example,dc=org", ldap.SCOPE_SUBTREE, condition))
""",
            why="filter_format escapes what it is given",
        ),
        Good(
            """\
import ldap
from flask import Flask, request
from ldap.dn import escape_dn_chars

app = Flask(__name__)


@app.route("/unit/<name>")
def unit(name):
    connection = ldap.initialize("ldap://ldap.example.org")
    base = "ou={},dc=example,dc=org".format(escape_dn_chars(name))
    return str(connection.search_s(base, ldap.SCOPE_SUBTREE, "(objectClass=person)"))
""",
            why="a name that is escaped as a name",
        ),
    ),
)

KINDS = ("ldap", "ldap-name")


def check_flow(flow: Flow) -> Iterator[Report]:
    if flow.is_model or (flow.kind == "ldap-name" and not flow.is_remote):
        return  # where to search is a matter of configuration
    if flow.kind == "ldap":
        message = f"{flow.enters} becomes part of an LDAP filter; escape_filter_chars would keep it a value"
    else:
        message = f"{flow.enters} becomes part of an LDAP name; escape_rdn or escape_dn_chars would keep it a value"
    yield Report(flow.span, message, severity=None if flow.is_remote else Severity.MEDIUM)


CHECKS: Checks = {Flow: check_flow}
