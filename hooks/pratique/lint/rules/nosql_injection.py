"""Queries of document and graph databases that an outsider can rewrite."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

RULE = Rule(
    name="nosql-injection",
    summary="an outsider's value becomes an operator or program of a NoSQL query",
    help='Compare with text: {"name": str(value)}, or {"name": {"$eq": value}}; bind values in $where and Cypher.',
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(943,),
    what=(
        "A value of a JSON body that stands in a MongoDB filter as it is, a filter that the request itself is, and "
        "a text built from an outsider's value that the server runs: $where, map-reduce, Cypher, a DynamoDB "
        "expression. A query string or form holds text, which cannot be an operator."
    ),
    why=(
        'In a JSON body a password may be {"$ne": null}, which every document matches: the login succeeds without '
        "one. Text under $where runs as JavaScript on the server."
    ),
    assistants=(
        "Assistants pass request.json to the filter, as the shape of the data looks right and no text is built."
    ),
    remedy=(
        "Convert each value with str() or int(), check it with isinstance, or compare under $eq. Pass values to "
        "Cypher as $parameters, to DynamoDB as ExpressionAttributeValues."
    ),
    prompt="Convert every value of a JSON body with str() or int() before it becomes part of a MongoDB filter.",
    references=(
        "https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/07-Input_Validation_Testing/05.6-Testing_for_NoSQL_Injection",
        "https://www.mongodb.com/docs/manual/reference/operator/query/where/",
    ),
    bad=(
        Bad(
            """\
from flask import Flask, jsonify, request
from pymongo import MongoClient

app = Flask(__name__)
db = MongoClient()["shop"]


@app.route("/login", methods=["POST"])
def login():
    data = request.get_json()
    user = db.users.find_one({"name": data["name"], "password": data["password"]})
    return jsonify(ok=user is not None)
""",
            why="values of a JSON body may be operators",
        ),
        Bad(
            """\
from flask import Flask, request
from pymongo import MongoClient

app = Flask(__name__)
users = MongoClient()["shop"]["users"]


@app.route("/search")
def search():
    name = request.args["name"]
    found = users.find({"$where": f"this.name == '{name}'"})
    return str(list(found))
""",
            why="a text that the server runs",
        ),
        Bad(
            """\
from flask import Flask, request
from neo4j import GraphDatabase

app = Flask(__name__)
driver = GraphDatabase.driver("neo4j://localhost")


@app.route("/friends/<name>")
def friends(name):
    with driver.session() as session:
        found = session.run("MATCH (p:Person {name: '" + name + "'})--(f) RETURN f.name")
    return str(list(found))
""",
            why="a statement of Cypher built from the path",
        ),
    ),
    good=(
        Good(
            """\
from flask import Flask, jsonify, request
from pymongo import MongoClient

app = Flask(__name__)
db = MongoClient()["shop"]


@app.route("/login", methods=["POST"])
def login():
    data = request.get_json()
    user = db.users.find_one({"name": str(data["name"]), "password": str(data["password"])})
    return jsonify(ok=user is not None)
""",
            why="text for certain",
        ),
        Good(
            """\
from flask import Flask, request
from pymongo import MongoClient

app = Flask(__name__)
users = MongoClient()["shop"]["users"]


@app.route("/search")
def search():
    return str(list(users.find({"name": request.args["name"]})))
""",
            why="a query string holds text",
        ),
        Good(
            """\
from flask import Flask, request
from neo4j import GraphDatabase

app = Flask(__name__)
driver = GraphDatabase.driver("neo4j://localhost")


@app.route("/friends/<name>")
def friends(name):
    with driver.session() as session:
        found = session.run("MATCH (p:Person {name: $name})--(f) RETURN f.name", name=name)
    return str(list(found))
""",
            why="the value is a parameter",
        ),
    ),
)

KINDS = ("nosql", "nosql-code")


# Texts and lists have a method `find` as well: the receiver must look like a collection.
_COLLECTION = re.compile(
    r"(?:^|[._\W])(?:\w*db|mongo\w*|\w*coll(?:ection)?s?|client|database)(?:$|[.\[_\W])|\.objects\b"
)


def check_flow(flow: Flow) -> Iterator[Report]:
    if flow.is_model or _is_find_of_a_text(flow):
        return
    if flow.kind == "nosql":
        message = f"{flow.enters} may be an operator such as $ne in a query; str() or $eq would keep it a value"
    else:
        message = f"{flow.enters} becomes part of the text of a query; a parameter of the query would keep it a value"
    yield Report(flow.span, message, severity=None if flow.is_remote else Severity.MEDIUM)


def _is_find_of_a_text(flow: Flow) -> bool:
    """Whether the call is `find` of something that may be a text, with something that is no filter for certain."""
    sink = flow.hit.sink
    if sink is None or sink.name != "*.find" or flow.hit.value.container is not None or flow.call is None:
        return False
    function = flow.call.function.node
    receiver = cst.Module([]).code_for_node(function.value) if isinstance(function, cst.Attribute) else ""
    return _COLLECTION.search(receiver) is None


CHECKS: Checks = {Flow: check_flow}
