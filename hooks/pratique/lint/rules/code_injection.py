"""Python code that an outsider writes, or chooses."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import Bad, Checks, Confidence, Flow, Good, Report, Rule, Severity

RULE = Rule(
    name="code-injection",
    summary="an outsider's text is run as Python",
    help="Read values with json.loads or ast.literal_eval, and choose functions from a dict of known ones.",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(94, 95, 470),
    what=(
        "A value from outside in eval, exec, compile and what evaluates text by them (pandas.eval, numexpr, "
        "sympy, code, timeit), the name of a module to import, and the name of a function that is looked up "
        "and called. Values from arguments and the environment are shown in the strict profile."
    ),
    why=(
        "Whoever sends the text runs any Python in the server's process. Taking the builtins away does not "
        "help: they are reached from any object."
    ),
    assistants="eval is the shortest calculator and the shortest way to read a list out of a string.",
    remedy=(
        "Parse the text as data: json.loads, ast.literal_eval, int. Choose code by a dict from the names that "
        "outsiders may use to the functions."
    ),
    prompt=(
        "Never call eval, exec or import_module with text from a request; use json, ast.literal_eval or a "
        "dict of known functions."
    ),
    references=("https://owasp.org/www-community/attacks/Code_Injection",),
    foreign=("B102", "B307", "S102", "S307"),
    bad=(
        Bad(
            """\
from flask import Flask, request

app = Flask(__name__)


@app.route("/sum")
def total():
    result = eval(request.args["formula"])
    return {"result": bool(result)}
""",
            why="a formula of the request",
            fixed="""\
import ast
from flask import Flask, request

app = Flask(__name__)


@app.route("/sum")
def total():
    result = ast.literal_eval(request.args["formula"])
    return {"result": bool(result)}
""",
        ),
        Bad(
            """\
from flask import Flask, request

app = Flask(__name__)


@app.route("/run", methods=["POST"])
def run():
    code = "result = " + request.get_data(as_text=True)
    exec(code, {"__builtins__": {}})
    return "done"
""",
            why="without builtins, which are reached all the same",
        ),
        Bad(
            """\
import importlib

from flask import Flask, request

app = Flask(__name__)


@app.route("/plugin/<name>")
def plugin(name):
    importlib.import_module(name)
    return "done"
""",
            why="the name of a module",
        ),
        Bad(
            """\
import jobs

from flask import Flask, request

app = Flask(__name__)


@app.route("/job/<name>")
def job(name):
    getattr(jobs, name)()
    return "done"
""",
            why="the name of a function that is called",
        ),
    ),
    good=(
        Good(
            """\
import hashlib

from flask import Flask, request

from settings import ALGORITHM

app = Flask(__name__)


@app.post("/seal")
def seal():
    function = getattr(hashlib, ALGORITHM)
    return {"seal": function(request.form["letter"].encode()).hexdigest()}
""",
            why="what the function is given, not which it is",
        ),
        Good(
            """\
import ast

from flask import Flask, request

app = Flask(__name__)


@app.route("/sum")
def total():
    numbers = ast.literal_eval(request.args["numbers"])
    return {"result": len(numbers)}
""",
            why="literals only",
        ),
        Good(
            """\
import importlib

from flask import Flask, request

app = Flask(__name__)


PLUGINS = ("csv", "json")


@app.route("/plugin/<name>")
def plugin(name):
    if name not in PLUGINS:
        return "no"
    importlib.import_module(name)
    return "done"
""",
            why="names of a known list",
        ),
        Good(
            """\
from flask import Flask, request

app = Flask(__name__)


@app.route("/sum")
def total():
    result = eval("1 + 2 * " + str(int(request.args["factor"])))
    return {"result": bool(result)}
""",
            why="a number",
        ),
        Good(
            """\
import jobs

from flask import Flask, request

app = Flask(__name__)


ACTIONS = {"start": jobs.start, "stop": jobs.stop}


@app.route("/job/<name>")
def job(name):
    ACTIONS[name]()
    return "done"
""",
            why="a dict of known functions",
        ),
    ),
)

KINDS = ("code", "import")
SUPERSEDES = ("eval-of-variable", "import-of-variable")


def check_flow(flow: Flow) -> Iterator[Report]:
    message = f"{flow.enters} is run as code, or chooses what is; ast.literal_eval or a dict of functions would be safe"
    if flow.is_remote:
        yield Report(flow.span, message)
    elif not flow.is_model:
        yield Report(flow.span, message, severity=Severity.MEDIUM, profile="strict")


CHECKS: Checks = {Flow: check_flow}
