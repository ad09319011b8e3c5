"""Text from elsewhere that is run as Python."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Argument,
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    asks_for_member,
    calls,
    is_number,
    spell,
    string_parts,
)

RULE = Rule(
    name="eval-of-variable",
    summary="a text that is not constant is run as Python",
    help="Read data with ast.literal_eval or json.loads; choose behaviour from a dict of functions.",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(95, 94),
    what=(
        "Calls of eval and exec with a text that is not constant and with no namespaces, or with namespaces that are "
        "meant as a sandbox (an empty one, or one without builtins). With namespaces of the program's own, as in code "
        "that generates code, they are shown in the strict profile; so are pandas' eval and query of a text that is "
        "built, and code objects. Where an outsider's value is seen to arrive, code-injection reports it."
    ),
    why=(
        "Whoever chooses the text runs what they like with the rights of the program. Taking the builtins away does "
        "not help: ().__class__.__base__.__subclasses__() leads back to all of them."
    ),
    assistants=(
        "eval is the shortest calculator, parser of lists and dispatcher that Python has, and the sandbox of an empty "
        "__builtins__ is a legend that many answers repeat."
    ),
    remedy=(
        "The fix puts ast.literal_eval in the place of eval: it reads numbers, strings, lists, dicts and the like, "
        "and raises ValueError for names, calls and arithmetic. Where an expression has to be computed, parse it "
        "and allow the operators that are wanted, one by one."
    ),
    prompt="Never use eval or exec; parse data with ast.literal_eval or json.",
    references=(
        "https://docs.python.org/3/library/ast.html#ast.literal_eval",
        "https://nedbatchelder.com/blog/201206/eval_really_is_dangerous.html",
    ),
    foreign=("B307", "S307", "B102", "S102", "PGH001"),
    bad=(
        Bad(
            """\
def parse(text):
    return eval(text)  # a list
""",
            why="a parameter",
            fixed="""\
import ast

def parse(text):
    return ast.literal_eval(text)  # a list
""",
        ),
        Bad(
            """\
import math


def calculate(expression):
    return eval(expression, {"__builtins__": {}}, {})
""",
            why="a sandbox that is none",
            fixed="""\
import ast
import math


def calculate(expression):
    return ast.literal_eval(expression)
""",
        ),
        Bad(
            """\
def add(left, right):
    return eval(f"{left} + {right}")
""",
            why="an expression built from values",
        ),
        Bad(
            """\
def document(name, text):
    eval(name).__doc__ = text
""",
            why="a name is looked up, which no literal replaces",
        ),
        Bad(
            """\
def run(source):
    exec(source)
""",
            why="statements",
        ),
        Bad(
            """\
def evaluate(expression, names):
    return eval(expression, names)
""",
            why="names of the program's own, for the strict",
        ),
    ),
    good=(
        Good(
            """\
import ast


def parse(text):
    return ast.literal_eval(text)
""",
            why="literals only",
        ),
        Good(
            """\
answer = eval("6 * 7")
""",
            why="a constant",
        ),
        Good(
            """\
class Node:
    def eval(self, context):
        return context[self.name]


def value(node, context):
    return node.eval(context)
""",
            why="a method of that name",
        ),
        Good(
            """\
from calculator import eval


def parse(text):
    return eval(text)
""",
            why="a function of the program's own",
        ),
    ),
)

_EVAL = {"eval", "builtins.eval", "__builtins__.eval"}
_EXEC = {"exec", "builtins.exec", "__builtins__.exec"}
_FRAMES = {
    "pandas.eval",
    *(f"pandas.{made}().{name}" for made in ("DataFrame", "read_csv") for name in ("eval", "query")),
}
_COMPILED = {"compile()", "builtins.compile()"}
_REASON = "names, calls and arithmetic in the text are refused with ValueError from then on"


def check_call(call: Call) -> Iterator[Report]:
    is_eval = bool(call.names & _EVAL)
    if call.names & _FRAMES:
        yield from _frame(call)
    if not (is_eval or call.names & _EXEC) or not call.positional or call.is_partial:
        return
    text = call.positional[0]
    if _is_harmless(call, text):
        return
    strict = _is_compiled(text) or not _has_no_names(call)
    message = f"{call.method}() runs a text that is not constant"
    if is_eval and len(call.positional) > 1 and not strict:
        message += ", and namespaces without builtins do not confine it"
    yield Report(
        call.node,
        message,
        repair=_literal(call, text) if is_eval and not strict else None,
        severity=Severity.MEDIUM if strict else None,
        confidence=Confidence.LOW if strict else None,
        profile="strict" if strict else "",
    )


def _is_harmless(call: Call, text: Argument) -> bool:
    """A constant, one of a list of known ones, or a text into which only numbers are written."""
    if text.value.is_constant or asks_for_member(call, text.value):
        return True
    parts = string_parts(text.value)
    return parts is not None and all(isinstance(part, str) or is_number(part) for part in parts)


def _frame(call: Call) -> Iterator[Report]:
    """pandas evaluates `@name` and attributes too."""
    text = call.argument("expr", 0)
    if text is not None and not text.value.is_constant and string_parts(text.value) is not None:
        message = f"{call.method}() of pandas runs a text that is built from values; compare columns instead"
        yield Report(call.node, message, severity=Severity.MEDIUM, confidence=Confidence.LOW, profile="strict")


def _is_compiled(text: Argument) -> bool:
    return bool(text.names & _COMPILED)


def _has_no_names(call: Call) -> bool:
    """Whether it is given no namespaces, or such as are meant as a sandbox: `{}`, or without builtins."""
    given = [*call.positional[1:], *call.keywords.values()]
    return all(_is_sandbox(argument) for argument in given)


def _is_sandbox(argument: Argument) -> bool:
    if argument.constant is None or "__builtins__" in argument.value.items:
        return True
    return isinstance(argument.node, cst.Dict) and not argument.node.elements


def _literal(call: Call, text: Argument) -> Repair | None:
    """Not for an expression that is built, or whose value is no data: what is computed is what it is for."""
    if call.place.up is not None and isinstance(call.place.up.node, (cst.Attribute, cst.Call)):
        return None
    if string_parts(text.value) is not None or call.is_open or not isinstance(call.node.func, cst.Name):
        return None
    spelling = spell(call, "ast", "literal_eval", instead_of=call.function.node)
    if spelling is None:
        return None
    written = cst.Module([]).code_for_node(text.node)
    changes = (Replace(call.node, f"{spelling.text}({written})"), *spelling.changes)
    return Repair("read literals only", changes, safe=False, reason=_REASON)


TRIGGERS: Triggers = (
    calls("eval", "exec"),
    calls("query", given=("expr@0",), needs=("pandas",), holding=(r"f[\"']", "%", r"\+", "format")),
)
CHECKS: Checks = {Call: check_call}
