"""Staff kept in an XML file, asked with lxml."""
import io
import re

from flask import Flask, abort, jsonify, request
from lxml import etree
from lxml.etree import XPath

app = Flask(__name__)
TREE = etree.parse("staff.xml")
ROOT = TREE.getroot()
BY_NAME = XPath("//person[@name = $name]")
FIELDS = {"n": "name", "m": "mail"}


@app.route("/a")
def a():
    return jsonify(len(TREE.xpath("//person[@name='" + request.args["name"] + "']")))  # bad: concatenated


@app.route("/b")
def b():
    return jsonify(len(TREE.xpath("//person[@name=$name]", name=request.args["name"])))  # good: a variable


@app.route("/c")
def c():
    return jsonify(len(BY_NAME(ROOT, name=request.args["name"])))  # good: compiled, with a variable


@app.route("/d")
def d():
    query = XPath(f"//person[@name='{request.args['name']}']")  # bad: compiled from the value
    return jsonify(len(query(ROOT)))


@app.route("/e")
def e():
    name = request.args["name"]
    if "'" in name:
        abort(400)
    return jsonify(len(ROOT.xpath(f"//person[@name='{name}']")))  # good: without the quote that it stands in


@app.route("/f")
def f():
    name = request.args["name"]
    if '"' in name:
        abort(400)
    return jsonify(len(ROOT.xpath(f"//person[@name='{name}']")))  # bad: without the other quote


@app.route("/g")
def g():
    number = request.args["number"]
    if "'" in number:
        abort(400)
    return jsonify(len(ROOT.xpath(f"//person[{number}]")))  # bad: it stands in no quotes


@app.route("/h")
def h():
    number = int(request.args["number"])
    return jsonify(len(ROOT.xpath("//person[%d]" % number)))  # good: a number


@app.route("/i")
def i():
    field = FIELDS.get(request.args.get("by"), "name")
    return jsonify(len(ROOT.xpath(f"//person/{field}")))  # good: one of a table


@app.route("/j")
def j():
    field = request.args.get("by", "name")
    return jsonify(len(ROOT.xpath(f"//person/{field}")))  # bad: a step of the path


@app.route("/k")
def k():
    evaluate = etree.XPathEvaluator(TREE)
    return jsonify(len(evaluate("//person[@id='%s']" % request.args["id"])))  # bad: an evaluator


@app.route("/l")
def l():
    evaluate = etree.XPathEvaluator(TREE)
    return jsonify(len(evaluate("//person[@id=$id]", id=request.args["id"])))  # good: an evaluator with a variable


@app.route("/m")
def m():
    name = request.args["name"]
    if not re.match(r"^[A-Za-z ]+$", name):
        abort(400)
    return jsonify(len(ROOT.findall(f".//person[@name='{name}']")))  # good: letters and spaces


@app.route("/n")
def n():
    name = request.args["name"].replace("'", "&apos;")
    return jsonify(len(ROOT.findall(".//person[@name='" + name + "']")))  # good: no quote is left


@app.route("/o")
def o():
    name = request.args["name"].replace("'", "''")
    return jsonify(len(ROOT.xpath(".//person[@name='" + name + "']")))  # bad: XPath 1.0 has no doubled quotes


@app.route("/p", methods=["POST"])
def p():
    document = etree.parse(io.BytesIO(request.data))
    return jsonify(len(document.xpath("//person[@role='admin']")))  # good: the document is the outsider's, not the query


@app.route("/q", methods=["POST"])
def q():
    user, password = request.form["user"], request.form["password"]
    expression = "/staff/person[user/text()='{}' and password/text()='{}']".format(user, password)
    if ROOT.xpath(expression):  # bad: a login
        return "in"
    return "out", 401


@app.route("/r", methods=["POST"])
def r():
    user, password = request.form["user"], request.form["password"]
    expression = "/staff/person[user/text()=$user and password/text()=$password]"
    if ROOT.xpath(expression, user=user, password=password):  # good: a login with variables
        return "in"
    return "out", 401


@app.route("/s")
def s():
    wanted = request.args["name"]
    found = [p for p in ROOT.iter("person") if p.get("name") == wanted]  # good: compared in Python
    return jsonify(len(found))


@app.route("/t")
def t():
    return jsonify([node.text for node in ROOT.xpath(request.args["query"])])  # bad: the query itself


@app.route("/u")
def u():
    kind = request.args.get("kind")
    if kind == "manager":
        step = "manager"
    elif kind == "worker":
        step = "worker"
    else:
        abort(404)
    return jsonify(len(ROOT.xpath("//" + step)))  # good: constants only


@app.route("/v")
def v():
    kind = request.args.get("kind")
    if kind == "manager":
        step = "manager"
    else:
        step = kind
    return jsonify(len(ROOT.xpath("//" + step)))  # bad: one branch hands it on


@app.route("/w")
def w():
    count = TREE.xpath("count(//person[contains(mail, '%s')])" % request.cookies.get("domain"))  # bad: a cookie in a function's argument
    return jsonify(count)
