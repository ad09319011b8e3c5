"""What a test says of the values in it, on the side where it holds and where it does not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pratique.lint.flow.machine import Environment, Frame, Hit, Machine, access_path, joined
from pratique.lint.flow.values import ALL, AS_TEXT, UNKNOWN, Value, all_taints, cleared, reaching

# str methods whose truth leaves only harmless characters.
_CHARACTER_TESTS = frozenset(["isdigit", "isdecimal", "isnumeric", "isalnum", "isalpha", "isidentifier"])
_LEAVING = frozenset({"sys.exit", "exit", "quit", "os._exit", "os.abort"})
# Characters with which none of the sinks can be steered; a dot alone cannot leave a folder.
_HARMLESS_PATTERN = re.compile(
    r"\\A|\^|\\Z|\\z|\$|\\w|\\d|\\\.|\\-|[A-Za-z0-9_ -]|\[(?:\\w|\\d|\\-|\\\.|[A-Za-z0-9_ .-])+\]|[+*?()|]|\{\d*,?\d*\}"
)
_HOST = ("url.netloc", "url.hostname")


def refined(machine: Machine, test: ast.expr, frame: Frame, truth: bool) -> Environment:
    """The environment under the assumption that the test is true, or false."""
    start = frame.env
    frame.env = dict(start)
    try:
        _refine(machine, test, frame, truth)
        return frame.env
    finally:
        frame.env = start


def _refine(machine: Machine, test: ast.expr, frame: Frame, truth: bool) -> None:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        _refine(machine, test.operand, frame, not truth)
    elif isinstance(test, ast.BoolOp):
        _refine_boolean(machine, test, frame, truth)
    elif isinstance(test, ast.Compare):
        if len(test.ops) == 1:
            _refine_comparison(machine, test.left, test.ops[0], test.comparators[0], frame, truth)
    elif isinstance(test, ast.Call):
        _refine_call(machine, test, frame, truth)
    else:
        path = access_path(test)
        if path:
            value = machine.evaluate(test, frame)
            frame.env[path] = narrowed(value, truth)


def _refine_boolean(machine: Machine, test: ast.BoolOp, frame: Frame, truth: bool) -> None:
    """All operands of a true `and` hold, and none of a false `or`; else it is one of the ways."""
    if isinstance(test.op, ast.And) is truth:
        for operand in test.values:
            _refine(machine, operand, frame, truth)
        return
    ways: list[Environment] = []
    start = frame.env
    for operand in test.values:
        frame.env = dict(start)
        _refine(machine, operand, frame, truth)
        ways.append(frame.env)
        frame.env = dict(start)
        _refine(machine, operand, frame, not truth)
        start = frame.env
    result = ways[0]
    for way in ways[1:]:
        result = joined(result, way)
    frame.env = result


def narrowed(value: Value, truth: bool) -> Value:
    """The value, known to be true or false."""
    if value.constants is not None:
        kept = tuple(item for item in value.constants if bool(item) is truth)
        return replace(value, constants=kept) if kept else value
    if not truth and value.taints:
        return replace(cleared(value, (ALL,)), constants=None)  # empty, or None: it does no harm
    return value


def _refine_comparison(
    machine: Machine, left: ast.expr, op: ast.cmpop, right: ast.expr, frame: Frame, truth: bool
) -> None:
    holds = truth if isinstance(op, (ast.Eq, ast.In, ast.Is)) else not truth
    if isinstance(op, (ast.Eq, ast.NotEq, ast.Is, ast.IsNot)):
        one, other = machine.evaluate(left, frame), machine.evaluate(right, frame)
        for node, mine, its in ((left, one, other), (right, other, one)):
            _equal(node, mine, its, frame, holds)
    elif isinstance(op, (ast.In, ast.NotIn)):
        _member(machine, left, right, frame, holds)


def _equal(node: ast.expr, mine: Value, other: Value, frame: Frame, holds: bool) -> None:
    path = access_path(node)
    if holds and not all_taints(other):
        if mine.subject is not None:
            _clear_subject(mine, frame)
        if path:
            frame.env[path] = other if other.constants is not None else cleared(mine, (ALL,))
    elif (
        not holds and path and mine.constants is not None and len(mine.constants) > 1 and other.constant is not UNKNOWN
    ):
        kept = tuple(item for item in mine.constants if item != other.constant)
        if kept:
            frame.env[path] = replace(mine, constants=kept)


def _member(machine: Machine, left: ast.expr, right: ast.expr, frame: Frame, holds: bool) -> None:
    """`left in right`: a collection that outsiders do not fill is an allow-list."""
    item, collection = machine.evaluate(left, frame), machine.evaluate(right, frame)
    path = access_path(left)
    if holds:
        if all_taints(collection) or isinstance(collection.constant, str):
            return
        if item.subject is not None:
            _clear_subject(item, frame)
        if path:
            frame.env[path] = cleared(item, (ALL,))
    elif isinstance(item.constant, str):
        _lacks(item.constant, right, collection, frame)


# A text in which the mark does not occur is harmless for these kinds of sinks, or marked so.
_LACKING = {
    "..": "no-dots",
    "/": "no-slash",
    "\\": "no-backslash",
    "\n": "no-lf",
    "\r": "no-cr",
    "\0": "no-nul",
    "'": "no-apostrophe",
    '"': "no-quote",
}
_TOGETHER = (
    (frozenset({"no-dots", "no-slash"}), "path"),
    (frozenset({"no-dots", "no-root"}), "path"),
    (frozenset({"no-lf", "no-cr"}), "header"),
    (frozenset({"no-lf"}), "log"),
)


def _lacks(mark: str, node: ast.expr, value: Value, frame: Frame) -> None:
    path = access_path(node)
    if path and mark in _LACKING and value.taints:
        frame.env[path] = marked(value, _LACKING[mark])


def marked(value: Value, mark: str) -> Value:
    """The value with a property, and cleared for what its properties amount to together."""
    value = cleared(value, (mark,))
    for marks, kind in _TOGETHER:
        if value.taints and all(marks <= taint.cleared for taint in value.taints):
            value = cleared(value, (kind,))
    return value


def _clear_subject(value: Value, frame: Frame) -> None:
    """The test was about something derived from a variable: what does that say of the variable?"""
    assert value.subject is not None
    path, relation = value.subject
    if path in frame.env and relation in _HOST:
        frame.env[path] = cleared(frame.env[path], ("redirect", "url"))
    elif path in frame.env and relation == "resolved":
        frame.env[path] = cleared(frame.env[path], ("path",))


def _refine_call(machine: Machine, test: ast.Call, frame: Frame, truth: bool) -> None:
    from pratique.lint.flow import calls

    receiver, _, names = calls.callee_of(machine, test.func, frame)
    made = calls.arguments(machine, test, receiver, frame)
    if isinstance(test.func, ast.Attribute) and receiver is not None:
        _refine_method(test.func, receiver, made, frame, truth)
    for name in names:
        if name in ("re.fullmatch", "re.match", "re.search") and truth:
            _matched(name, made, frame)
        for guard in machine.library.guards.get(name, ()):
            node = made.node_of(guard.argument)
            _clear_node(node, guard.clears, made.argument(guard.argument), frame, truth is guard.truth)
    if names[:1] == ["isinstance"] and truth and len(test.args) == 2:
        kinds = {item.id for item in ast.walk(test.args[1]) if isinstance(item, ast.Name)}
        harmless = (ALL,) if kinds <= {"int", "float", "bool"} else AS_TEXT if kinds <= {"str", "bytes", "int"} else ()
        _clear_node(test.args[0], harmless, made.argument(0), frame, True)


def _clear_node(node: ast.expr | None, kinds: Iterable[str], value: Value | None, frame: Frame, holds: bool) -> None:
    path = access_path(node)
    if path and value is not None and holds:
        frame.env[path] = cleared(value, kinds)


def _refine_method(func: ast.Attribute, receiver: Value, made: Any, frame: Frame, truth: bool) -> None:
    path = access_path(func.value)
    if not path:
        return
    if func.attr in _CHARACTER_TESTS and truth:
        frame.env[path] = cleared(receiver, (ALL,))
    elif func.attr == "isprintable" and truth:
        frame.env[path] = cleared(receiver, ("log", "header"))
    elif func.attr == "startswith":
        _starts(path, receiver, made.argument(0) or UNKNOWN, frame, truth)
    elif func.attr == "is_relative_to" and truth and receiver.subject and receiver.subject[1] == "resolved":
        frame.env[path] = cleared(receiver, ("path",))
    elif func.attr in ("is_absolute", "isabs") and not truth:
        frame.env[path] = marked(receiver, "no-root")


def _starts(path: str, receiver: Value, prefix: Value, frame: Frame, truth: bool) -> None:
    if truth and not prefix.taints:
        if receiver.subject is not None and receiver.subject[1] == "resolved":
            frame.env[path] = cleared(receiver, ("path",))
        texts = prefix.constants or ()
        if texts and all(isinstance(t, str) and re.match(r"[a-z]+://[^/]+/", t) for t in texts):
            frame.env[path] = cleared(receiver, ("url", "redirect"))
    elif not truth and prefix.constant in ("/", ("/", "\\")):
        frame.env[path] = marked(receiver, "no-root")


def _matched(name: str, made: Any, frame: Frame) -> None:
    """A match of the whole text against a pattern of harmless characters."""
    pattern, node = made.argument(0), made.node_of(1)
    if pattern is None or not isinstance(pattern.constant, str) or node is None:
        return
    text = pattern.constant
    anchored = name == "re.fullmatch" or (
        text.endswith(("$", "\\Z")) and (name == "re.match" or text.startswith(("^", "\\A")))
    )
    if anchored and not _HARMLESS_PATTERN.sub("", text):
        _clear_node(node, (ALL,), made.argument(1), frame, True)


def leaves(machine: Machine, node: ast.Call, frame: Frame) -> bool:
    """Whether the call never returns."""
    from pratique.lint.flow import calls

    if not isinstance(node.func, (ast.Name, ast.Attribute)):
        return False
    _, _, names = calls.callee_of(machine, node.func, frame)
    return any(name in _LEAVING or name in machine.library.leaves for name in names)


def returned(machine: Machine, node: ast.Return, value: Value, frame: Frame) -> None:
    """What an entry returns goes to the client: for some frameworks as HTML."""
    if frame.entry is None or not frame.entry.result or frame.depth:
        return
    body = value
    if value.container is not None and value.container.kind == "tuple":
        body = value.container.known.get(0, UNKNOWN)
    if body.container is not None or body.type not in ("", "str", "bytes"):
        return
    taints = reaching(replace(body, container=None), frame.entry.result)
    if taints:
        machine.report(Hit(frame.entry.result, node, node.value, taints[0], body, None))
