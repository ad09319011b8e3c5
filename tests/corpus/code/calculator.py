"""A calculator and a rules engine, with Flask."""
import ast
import builtins
import importlib
import json
import operator
from functools import reduce

from flask import Flask, g, jsonify, request, session

app = Flask(__name__)
OPS = {"add": operator.add, "sub": operator.sub, "mul": operator.mul}
MODULES = frozenset(["csv", "json", "toml"])


@app.route("/eval")
def evaluate():
    return jsonify(result=eval(request.args.get("expr", "0")))  # bad: eval of the query


@app.route("/literal")
def literal():
    return jsonify(result=ast.literal_eval(request.args.get("expr", "0")))  # good: literals only


@app.route("/eval/nobuiltins")
def evaluate_without():
    expr = request.args["expr"]
    return jsonify(result=eval(expr, {"__builtins__": None}, {}))  # bad: taking builtins away is no defence


@app.route("/eval/number")
def evaluate_number():
    factor = float(request.args["factor"])
    return jsonify(result=eval(f"2 * {factor}"))  # good: a number


@app.route("/eval/filter")
def evaluate_filtered():
    expr = request.args["expr"]
    if "import" in expr or "os" in expr:
        return "no", 400
    return jsonify(result=eval(expr))  # bad: a deny-list of words


@app.route("/eval/ops")
def evaluate_ops():
    op = OPS[request.args["op"]]
    return jsonify(result=op(int(request.args["a"]), int(request.args["b"])))  # good: functions out of a dict


@app.route("/exec", methods=["POST"])
def execute():
    code = compile(request.data, "<posted>", "exec")  # bad: compiled
    ns = {}
    exec(code, ns)
    return jsonify(sorted(ns))


@app.route("/exec/constant", methods=["POST"])
def execute_constant():
    code = compile("x = 1", request.form["name"], "exec")  # good: only the file's name is the outsider's
    exec(code, {"given": request.form["name"]})  # good: a variable of constant code
    return "ok"


@app.route("/exec/lines", methods=["POST"])
def execute_lines():
    body = request.get_json()
    source = "def f(x):\n"
    for line in body["lines"]:
        source += "    " + line + "\n"
    exec(source)  # bad: built line by line
    return "ok"


@app.route("/builtins")
def through_builtins():
    run = builtins.eval
    return jsonify(run(request.args["x"]))  # bad: under another name


@app.route("/ternary")
def ternary():
    text = request.args["x"] if app.debug else "1 + 1"
    return jsonify(eval(text))  # bad: one branch is the outsider's


@app.route("/ternary2")
def ternary_constant():
    text = "2 + 2" if request.args.get("x") == "two" else "1 + 1"
    return jsonify(eval(text))  # good: both branches are constant


@app.route("/import/<name>")
def load(name):
    module = importlib.import_module(name)  # bad: any module
    return jsonify(doc=module.__doc__)


@app.route("/import/known/<name>")
def load_known(name):
    if name not in MODULES:
        return "unknown", 404
    module = importlib.import_module(name)  # good: allow-list
    return jsonify(doc=module.__doc__)


@app.route("/import/prefixed/<name>")
def load_prefixed(name):
    module = importlib.import_module("plugins." + name)  # good: inside one package
    return jsonify(doc=module.__doc__)


@app.route("/dunder")
def dunder():
    m = __import__(request.args["m"])  # bad: __import__
    return jsonify(doc=m.__doc__)


@app.route("/globals")
def by_globals():
    return jsonify(globals()[request.args["f"]]())  # bad: any function of the module


@app.route("/table")
def by_table():
    table = {"load": load, "load_known": load_known}
    handler = table.get(request.args["f"], load_known)
    return handler("json")  # good: a table of functions


class Actions:
    def start(self):
        return "started"

    def stop(self):
        return "stopped"

    def act_list(self):
        return "listed"


@app.route("/action")
def action():
    return getattr(Actions(), request.args["do"])()  # bad: any method


@app.route("/action2")
def action_prefixed():
    method = getattr(Actions(), "act_" + request.args["do"], None)
    if method is None:
        return "no", 404
    return method()  # good: a fixed prefix


@app.route("/action3")
def action_variable():
    actions = Actions()
    method = getattr(actions, request.args["do"], None)
    if callable(method):
        return method()  # bad: looked up first, called later
    return "no"


@app.route("/attribute")
def attribute():
    value = getattr(g, request.args["field"], "")
    return jsonify(value=bool(value))  # good: read, not called


@app.route("/data", methods=["POST"])
def data():
    payload = json.loads(request.data)
    fields = payload.get("fields", [])
    total = reduce(lambda a, b: a + b, [len(f) for f in fields], 0)
    return jsonify(eval("%d * 2" % total))  # good: a number's format


@app.route("/list")
def listed():
    items = ["1", request.args["x"], "3"]
    return jsonify(eval(items[2]))  # good: another element


@app.route("/list2")
def listed_other():
    items = ["1", request.args["x"], "3"]
    return jsonify(eval(items[1]))  # bad: this element


@app.route("/session")
def from_config():
    return jsonify(eval(app.config["FORMULA"]))  # good: configuration is the operator's
