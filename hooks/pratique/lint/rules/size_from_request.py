"""Numbers of a request that decide how much memory or time is taken."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    ASKING,
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Report,
    Rule,
    Severity,
    Triggers,
    asks_request,
    below_here,
    calls,
    code,
    home,
)

RULE = Rule(
    name="size-from-request",
    summary="a number of the request decides how much is allocated or how long a loop runs",
    help='Cap it first: count = min(int(request.args["count"]), 100).',
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(770, 789, 400),
    what=(
        "int() of a value of a request (Flask, Django, aiohttp, Starlette and others, by the usual names), or one that "
        "is taken with type=int, that becomes "
        "the argument of range, bytes, bytearray, os.urandom, time.sleep, numpy's zeros, ones and empty, or repeats a "
        "list or a text, in a function that neither compares it nor takes min()."
    ),
    why="One request with the number 10000000000 takes all of the memory, or keeps a worker busy for hours.",
    assistants="The request says how many; that somebody will say ten billion is not part of it.",
    remedy="Compare the number with a limit and refuse, or take the smaller one of the two.",
    prompt="Put an upper limit on every count and size that comes with a request.",
    references=("https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/",),
    bad=(
        Bad(
            """\
from flask import Flask, request

app = Flask(__name__)


def numbers():
    count = int(request.args.get("count", 10))
    return [number * number for number in range(count)]
""",
            why="a loop",
        ),
        Bad(
            """\
from flask import request


def padding():
    return b"0" * int(request.form["size"])
""",
            why="a text that is repeated",
        ),
        Bad(
            """\
def buffer(request):
    size = int(request.GET["size"])
    return bytearray(size)
""",
            why="memory is taken",
        ),
        Bad(
            """\
from flask import request


def primes():
    limit = request.args.get("limit", default=100, type=int)
    return [n for n in range(2, limit) if all(n % divisor for divisor in range(2, n))]
""",
            why="a number by the request's own conversion",
        ),
        Bad(
            """\
import numpy as np
from flask import Flask, request

app = Flask(__name__)


@app.post("/matrix")
def matrix():
    body = request.get_json()
    size = int(body["size"])
    return {"sum": float(np.zeros((size, size)).sum())}
""",
            why="a matrix, by a number of a JSON body",
        ),
    ),
    good=(
        Good(
            """\
from flask import request


def numbers():
    count = min(int(request.args.get("count", 10)), 100)
    return [number * number for number in range(count)]
""",
            why="capped",
        ),
        Good(
            """\
def buffer(request):
    size = int(request.GET["size"])
    if size > 1000:
        raise ValueError("too large")
    return bytearray(size)
""",
            why="compared",
        ),
        Good(
            """\
from flask import request

from shop import items


def page():
    number = int(request.args.get("page", 1))
    return items(offset=(number - 1) * 20, limit=20)
""",
            why="the number of a page",
        ),
        Good(
            """\
from flask import request

from shop import items


def page():
    limit = min(request.args.get("limit", 20, type=int), 100)
    return [item.name for item in items(limit)]
""",
            why="converted and capped",
        ),
    ),
)

_TAKING = {
    "range", "bytes", "bytearray", "os.urandom", "time.sleep", "secrets.token_bytes", "secrets.token_hex",
    "secrets.token_urlsafe", "numpy.zeros", "numpy.ones", "numpy.empty", "numpy.arange", "numpy.random.rand",
    "itertools.repeat", "asyncio.sleep",
}  # fmt: skip
_ORDERED = (cst.LessThan, cst.LessThanEqual, cst.GreaterThan, cst.GreaterThanEqual, cst.In, cst.NotIn)


def check_call(call: Call) -> Iterator[Report]:
    if call.place.up is None or not asks_request(_number(call)):
        return
    function = home(call)
    if function is None:
        return
    variable = _variable(call)
    if variable and _is_capped(function, variable):
        return
    if any(_takes(call, node, variable) for node in below_here(function)):
        yield Report(call.node)


def _number(call: Call) -> str:
    """What becomes a number: the value in `int(value)`, the call in `request.args.get("count", type=int)`."""
    if call.names == {"int"} and call.positional:
        given = call.positional[0].value.literal
        held = given.node.value if isinstance(given.node, cst.Subscript) else given.node
        return code(given.at(held).literal.node)
    wanted = call.argument("type")
    return code(call.node) if call.method == "get" and wanted is not None and wanted.names == {"int"} else ""


def _variable(call: Call) -> str:
    """The variable that the number is assigned to."""
    up = call.place.up.node if call.place.up is not None else None
    if isinstance(up, cst.Assign) and len(up.targets) == 1 and isinstance(up.targets[0].target, cst.Name):
        return up.targets[0].target.value
    return ""


def _is_it(call: Call, node: cst.CSTNode, variable: str) -> bool:
    return node is call.node or (variable != "" and isinstance(node, cst.Name) and node.value == variable)


def _takes(call: Call, node: cst.CSTNode, variable: str) -> bool:
    """Whether the node takes as much as the number says."""
    if isinstance(node, cst.Call) and call.value(node.func).names & _TAKING:
        given = [item for arg in node.args for item in (arg.value, *_elements(arg.value))]
        return any(_is_it(call, item, variable) for item in given)
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Multiply):
        sides = (node.left, node.right)
        texts = (cst.List, cst.SimpleString, cst.Tuple)
        return any(isinstance(side, texts) for side in sides) and any(_is_it(call, side, variable) for side in sides)
    return False


def _elements(node: cst.BaseExpression) -> list[cst.BaseExpression]:
    """The numbers in `numpy.zeros((rows, columns))`."""
    return [item.value for item in node.elements] if isinstance(node, (cst.Tuple, cst.List)) else []


def _is_capped(function: cst.CSTNode, variable: str) -> bool:
    """Whether the function compares the variable with something, or takes the smaller one of it and a limit."""
    for node in below_here(function):
        if isinstance(node, cst.Comparison) and any(isinstance(link.operator, _ORDERED) for link in node.comparisons):
            sides = [node.left, *(link.comparator for link in node.comparisons)]
        elif isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in ("min", "clamp"):
            sides = [arg.value for arg in node.args]
        else:
            continue
        if any(isinstance(side, cst.Name) and side.value == variable for side in sides):
            return True
    return False


_TAKERS = "|".join(sorted({name.rpartition(".")[2] for name in _TAKING}))
_BETWEEN = r"(?:[\s\\]|#[^\n]*)*"
TRIGGERS: Triggers = (
    calls(
        "int",
        needs=("request", "req", "get_argument", "get_query_argument", "get_body_argument"),
        anywhere=(ASKING,),
        near=(
            rf"\b(?:{_TAKERS})\b",
            rf"[\])\"']{_BETWEEN}\*(?!\*)",
            rf"(?<!\*)\*{_BETWEEN}[bru]*[\[(\"']",
        ),
    ),
    calls("int", anywhere=(rf"(?m)\b(?:{_TAKERS})\s+as\b|=\s*(?:\w+\.)*(?:{_TAKERS})\s*(?:$|#)",), near=(ASKING,)),
    calls("get", given=("type",), needs=("request",), holding=(r"type\s*=\s*int",)),
)
CHECKS: Checks = {Call: check_call}
