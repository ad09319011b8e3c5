"""XPath queries that an outsider can rewrite."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

RULE = Rule(
    name="xpath-injection",
    summary="an outsider's value becomes part of an XPath query",
    help='Bind the value as a variable: tree.xpath("//user[@name = $name]", name=name).',
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(643,),
    what=(
        "An XPath query built from an outsider's value, given to lxml, ElementTree, elementpath or parsel. A value "
        "between quotes that it was checked not to hold is left alone."
    ),
    why=(
        "XPath has no comments and no rights: `' or '1'='1` selects every node of the document, the passwords of "
        "others included."
    ),
    assistants="Assistants build the query like any other text, as examples of XPath show constants only.",
    remedy=(
        "Write a variable where the value stood, and pass the value beside the query: $name in lxml, variables={} "
        "in elementpath. ElementTree has no variables: compare in Python instead."
    ),
    prompt="Bind values in XPath as variables ($name), never by string formatting.",
    references=(
        "https://owasp.org/www-community/attacks/XPATH_Injection",
        "https://lxml.de/xpathxslt.html#the-xpath-method",
    ),
    bad=(
        Bad(
            """\
from flask import Flask, request
from lxml import etree

app = Flask(__name__)
tree = etree.parse("users.xml")


@app.route("/user")
def user():
    found = tree.xpath(f"//user[name/text() = '{request.args['name']}']")
    return str(len(found))
""",
            why="a parameter of the request in a predicate",
        ),
        Bad(
            """\
import xml.etree.ElementTree as ET

from flask import Flask, request

app = Flask(__name__)
root = ET.parse("users.xml").getroot()


@app.route("/user/<name>")
def user(name):
    found = root.findall(".//user[@name='" + name + "']")
    return str(len(found))
""",
            why="the path language of ElementTree",
        ),
        Bad(
            """\
import elementpath
from flask import Flask, request
from lxml import etree

app = Flask(__name__)
root = etree.parse("users.xml").getroot()


@app.route("/login", methods=["POST"])
def login():
    query = "//user[@name='%s' and @password='%s']" % (request.form["name"], request.form["password"])
    return str(bool(elementpath.select(root, query)))
""",
            why="elementpath, with the query in a variable",
        ),
    ),
    good=(
        Good(
            """\
from flask import Flask, request
from lxml import etree

app = Flask(__name__)
tree = etree.parse("users.xml")


@app.route("/user")
def user():
    found = tree.xpath("//user[name/text() = $name]", name=request.args["name"])
    return str(len(found))
""",
            why="the value is a variable",
        ),
        Good(
            """\
import xml.etree.ElementTree as ET

from flask import Flask, request

app = Flask(__name__)
root = ET.parse("users.xml").getroot()


@app.route("/user/<name>")
def user(name):
    found = [item for item in root.iter("user") if item.get("name") == name]
    return str(len(found))
""",
            why="compared in Python",
        ),
        Good(
            """\
import elementpath
from flask import Flask, abort, request
from lxml import etree

app = Flask(__name__)
root = etree.parse("users.xml").getroot()


@app.route("/find")
def find():
    name = request.args["name"]
    if "'" in name:
        abort(400)
    return str(bool(elementpath.select(root, f"//user[@name='{name}']")))
""",
            why="a value without the quote that it stands in",
        ),
    ),
)

KINDS = ("xpath",)


def check_flow(flow: Flow) -> Iterator[Report]:
    if flow.is_model:
        return
    message = f"{flow.enters} becomes part of an XPath query; a variable ($name) would keep it a value"
    yield Report(flow.span, message, severity=None if flow.is_remote else Severity.MEDIUM)


CHECKS: Checks = {Flow: check_flow}
