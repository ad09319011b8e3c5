"""Options of a command line: which of them hold a number, a flag or one of a list."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from pratique.lint.flow.machine import Frame, Machine, step_at
from pratique.lint.flow.model import TEXT
from pratique.lint.flow.program import Module
from pratique.lint.flow.values import ALL, LOCAL, REMOTE, UNKNOWN, Container, Taint, Value, make_list

_DECLARING = frozenset({"add_argument", "add_option", "option", "argument", "Option", "Argument"})
_TYPES = frozenset(
    ["int", "float", "bool", "INT", "FLOAT", "BOOL", "UUID", "IntRange", "FloatRange", "Choice", "DateTime"]
)
_FLAGS = frozenset(["store_true", "store_false", "count", "store_const", "version", "help", "BooleanOptionalAction"])


def parsed(machine: Machine, call: object, frame: Frame) -> Value:
    """What `parse_args` returns: every attribute is typed in, but for those that its type makes harmless."""
    node: ast.AST = getattr(call, "node")  # noqa: B009
    taint = Taint(step_at(node, frame.module, "a command-line argument"), LOCAL, frozenset(TEXT))
    settled = Value(taints=(taint._replace(cleared=frozenset({ALL})),))
    state = dict.fromkeys(_of_module(frame.module), settled)
    return Value(type="argparse.Namespace", state=state, taints=(taint,))


def parsed_known(machine: Machine, call: object, frame: Frame) -> Value:
    """What `parse_known_args` returns: the attributes, and what is left over."""
    found = parsed(machine, call, frame)
    return make_list("tuple", [found, Value(taints=found.taints)])


def parsed_request(machine: Machine, call: object, frame: Frame) -> Value:
    """What a parser of requests returns: a mapping of its arguments."""
    node: ast.AST = getattr(call, "node")  # noqa: B009
    taint = Taint(step_at(node, frame.module, "a parameter of the request"), REMOTE)
    known = dict.fromkeys(_of_module(frame.module), UNKNOWN)
    return Value(container=Container("dict", known, Value(taints=(taint,)), exact=False))


def _of_module(module: Module) -> set[str]:
    calls = (node for node in module.nodes if isinstance(node, ast.Call))
    return harmless(calls)


def harmless(calls: Iterable[ast.Call]) -> set[str]:
    """Names of the options that the calls declare, where every declaration admits harmless values only."""
    verdicts: dict[str, bool] = {}
    for node in calls:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in _DECLARING:
            for option in _names(node):
                verdicts[option] = verdicts.get(option, True) and _is_harmless(node)
    return {option for option, verdict in verdicts.items() if verdict}


def _names(node: ast.Call) -> Iterator[str]:
    for keyword in node.keywords:
        if keyword.arg == "dest" and isinstance(keyword.value, ast.Constant):
            yield str(keyword.value.value)
    for argument in node.args:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            for text in argument.value.split("/"):
                yield text.lstrip("-").replace("-", "_")


def _is_harmless(node: ast.Call) -> bool:
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    kind, action = given.get("type"), given.get("action")
    if "choices" in given or "is_flag" in given or "count" in given:
        return True
    if action is not None and ast.unparse(action).strip("'\"").rpartition(".")[2] in _FLAGS:
        return True
    target = kind.func if isinstance(kind, ast.Call) else kind
    if target is not None and ast.unparse(target).rpartition(".")[2] in _TYPES:
        return True
    default = given.get("default")
    by_default = node.func.attr == "option" if isinstance(node.func, ast.Attribute) else False  # click infers it
    return by_default and kind is None and isinstance(default, ast.Constant) and isinstance(default.value, (int, float))
