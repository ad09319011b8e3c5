"""What a test says of the values in it, on the side where it holds and where it does not."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

from pratique.lint.flow import characters, holding, paths, refusals, signatures
from pratique.lint.flow.machine import Environment, Frame, Machine, access_path, joined
from pratique.lint.flow.model import Argument
from pratique.lint.flow.program import Function
from pratique.lint.flow.values import ALL, AS_TEXT, UNKNOWN, Value, all_taints, cleared, replace

# str methods whose truth leaves only harmless characters.
_CHARACTER_TESTS = frozenset(["isdigit", "isdecimal", "isnumeric", "isalnum", "isalpha", "isidentifier"])
_LEAVING = frozenset({"sys.exit", "exit", "quit", "os._exit", "os.abort"})


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
        left = test.left
        for op, right in zip(test.ops, test.comparators, strict=True):
            if truth or len(test.ops) == 1:
                _refine_comparison(machine, left, op, right, frame, truth)
            left = right
    elif isinstance(test, ast.Call):
        _refine_call(machine, test, frame, truth)
    else:
        path = access_path(test)
        value = machine.evaluate(test, frame)
        if value.subject is not None and value.subject[1] == "url.netloc" and not truth:
            paths.confirmed(value, frame)  # it names no host
        if value.fact is not None and id(value.fact) not in machine.asked:
            machine.asked.add(id(value.fact))
            try:
                _refine(machine, value.fact, frame, truth)
            finally:
                machine.asked.discard(id(value.fact))
        if isinstance(test, ast.Attribute):
            paths.tested_address(value, test.attr, frame, truth)
        if path:
            frame.env[path] = narrowed(value, truth)
        elif isinstance(test, ast.BinOp) and isinstance(test.op, ast.Sub) and not truth:
            characters.made_of(machine, test.left, machine.evaluate(test.right, frame), frame)


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
    if isinstance(op, ast.LtE) and truth:
        characters.made_of(machine, left, machine.evaluate(right, frame), frame)
    elif isinstance(op, (ast.Eq, ast.NotEq, ast.Is, ast.IsNot)):
        one, other = _value(machine, left, frame), _value(machine, right, frame)
        if other.constants == (None,) and (isinstance(left, ast.Call) or one.fact is not None):
            _refine(machine, left, frame, not holds)
        elif isinstance(other.constant, bool) and isinstance(left, ast.Call):
            _refine(machine, left, frame, holds is other.constant)
        if holds and isinstance(left, ast.Call) and ast.unparse(left.func) == "type" and len(left.args) == 1:
            _of_class(machine, left.args[0], right, frame)
        for node, mine, its in ((left, one, other), (right, other, one)):
            _equal(machine, node, mine, its, frame, holds)
    elif isinstance(op, (ast.In, ast.NotIn)):
        _member(machine, left, right, frame, holds)


def _of_class(machine: Machine, node: ast.expr, classes: ast.expr, frame: Frame) -> None:
    """The value is of one of the classes: a number does no harm, a text is no operator of a query."""
    kinds = {item.id for item in ast.walk(classes) if isinstance(item, ast.Name)}
    harmless = (ALL,) if kinds <= {"int", "float", "bool"} else AS_TEXT if kinds <= {"str", "bytes", "int"} else ()
    value = machine.evaluate(node, frame)
    if harmless and access_path(node):
        frame.env[access_path(node)] = cleared(value, harmless)
    elif harmless:
        _settled(machine, node, cleared(value, harmless), frame)


def _value(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """The value of a part of a test, without making its calls once more."""
    known = machine.called.get(id(node))
    return known.value if known is not None else machine.evaluate(node, frame)


# Methods that change a text in ways with which no sink can be steered.
_LIKENESSES = frozenset(["lower", "upper", "casefold", "strip", "lstrip", "rstrip", "title", "capitalize"])


def _alike(node: ast.expr) -> str:
    """The access path of the text that the node is, or is a likeness of."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
        if node.func.attr not in _LIKENESSES:
            return ""
        node = node.func.value
    return access_path(node)


def _settled(machine: Machine, node: ast.expr, value: Value, frame: Frame) -> None:
    """The element of a container, under a constant key, has the value from here on."""
    if _is_element(node):
        holding.update(machine, node, value, frame)


def _equal(machine: Machine, node: ast.expr, mine: Value, other: Value, frame: Frame, holds: bool) -> None:
    path = access_path(node)
    if holds:
        signatures.confirmed([other], frame)
    if holds and not all_taints(other):
        if mine.subject is not None:
            paths.confirmed(mine, frame)
        if path:
            frame.env[path] = other if other.constants is not None else cleared(mine, (ALL,))
        elif _alike(node) in frame.env:
            frame.env[_alike(node)] = cleared(frame.env[_alike(node)], (ALL,))
        else:
            _settled(machine, node, other if other.constants is not None else cleared(mine, (ALL,)), frame)
    elif (
        not holds and path and mine.constants is not None and len(mine.constants) > 1 and other.constant is not UNKNOWN
    ):
        kept = tuple(item for item in mine.constants if item != other.constant)
        if kept:
            frame.env[path] = replace(mine, constants=kept)


def _member(machine: Machine, left: ast.expr, right: ast.expr, frame: Frame, holds: bool) -> None:
    """`left in right`: a collection that outsiders do not fill is an allow-list."""
    item, collection = _value(machine, left, frame), _value(machine, right, frame)
    path = access_path(left) or _alike(left)
    if holds:
        if item.type == characters.CHARACTER and not characters.is_harmless(collection):
            return
        paths.member_of_parents(machine, right, frame)
        if all_taints(collection) or (isinstance(collection.constant, str) and item.type != characters.CHARACTER):
            return
        if item.subject is not None:
            paths.confirmed(item, frame)
        if path:
            frame.env[path] = cleared(item if access_path(left) else frame.env.get(path, UNKNOWN), (ALL,))
        else:
            _settled(machine, left, cleared(item, (ALL,)), frame)
    elif item.type == characters.CHARACTER and isinstance(collection.constant, str) and path in frame.env:
        marks = [refusals.LACKING[mark] for mark in collection.constant if mark in refusals.LACKING]
        frame.env[path] = refusals.marked(item, *marks)
    elif isinstance(item.constant, str):
        _lacks(item.constant, right, collection, frame)


def _lacks(mark: str, node: ast.expr, value: Value, frame: Frame) -> None:
    path = access_path(node)
    if path and mark in refusals.LACKING and value.taints:
        frame.env[path] = refusals.marked(value, refusals.LACKING[mark])


def _refine_call(machine: Machine, test: ast.Call, frame: Frame, truth: bool) -> None:
    from pratique.lint.flow import calls, functions

    known = machine.called.get(id(test))
    if known is None:
        machine.evaluate(test, frame)
        known = machine.called.get(id(test))
        if known is None:
            return
    receiver, names, made = known.call.receiver, known.names, known.call
    for target in calls.targets(machine, known.callee):
        if isinstance(target, Function):
            functions.assume(machine, target, made, frame, truth)
    if isinstance(test.func, ast.Attribute) and receiver is not None:
        _refine_method(machine, test.func, receiver, made, frame, truth)
        if test.func.attr == "issubset" and truth:
            characters.made_of(machine, test.func.value, made.argument(0) or UNKNOWN, frame)
    if names[:1] == ["bool"] and len(test.args) == 1:
        _refine(machine, test.args[0], frame, truth)
    elif names[:1] in (["all"], ["any"]) and truth is (names[0] == "all"):
        characters.each(machine, test, frame, truth, _refine)
    elif names[:1] == ["any"]:
        characters.some(machine, test, frame, _refine)
    for name in names:
        if truth and name in signatures.COMPARISONS:
            signatures.confirmed(made.every(), frame)
        if characters.pattern_of(name, made) is not None:  # which takes texts only
            _pattern_asked(machine, name, made, frame, truth)
        for guard in machine.library.guards.get(name, ()):
            if truth is guard.truth:
                node = made.node_of(guard.argument)
                _clear_node(machine, node, guard.clears, made.argument(guard.argument), frame)
    if names[:1] == ["isinstance"] and not truth and len(test.args) == 2:
        if "dict" in {item.id for item in ast.walk(test.args[1]) if isinstance(item, ast.Name)}:
            _clear_node(machine, test.args[0], AS_TEXT, made.argument(0), frame)  # only a dict holds operators
    elif names[:1] == ["isinstance"] and truth and len(test.args) == 2:
        _of_class(machine, test.args[0], test.args[1], frame)


def _pattern_asked(machine: Machine, name: str, made: Any, frame: Frame, truth: bool) -> None:
    """A pattern matches the text, or does not."""
    place: Argument = 0 if name.startswith("re.Pattern.") else 1
    place = "string" if made.argument(place) is None else place
    kinds = (*AS_TEXT, *(characters.matched(name, made) if truth else ()))
    _clear_node(machine, made.node_of(place), kinds, made.argument(place), frame)
    if truth:
        _begun(machine, name, made, frame)
    elif name in ("re.search", "re.Pattern.search"):
        _not_found(machine, name, made, frame)


def _begun(machine: Machine, name: str, made: Any, frame: Frame) -> None:
    """A pattern matches at the beginning of the text."""
    found = characters.pattern_of(name, made)
    if found is None or not isinstance(found[0].constant, str):
        return
    pattern, place = found[0].constant, found[1]
    if not name.endswith("search") or pattern.startswith(("^", "\\A")):
        kinds = (*refusals.matched_start(pattern), *refusals.matched_first(pattern))
        if kinds:
            _clear_node(machine, made.node_of(place), kinds, made.argument(place), frame)


def _not_found(machine: Machine, name: str, made: Any, frame: Frame) -> None:
    """A class of characters occurs nowhere in the text."""
    found = characters.pattern_of(name, made)
    text = made.argument(found[1]) if found is not None else None
    if found is not None and text is not None and isinstance(found[0].constant, str):
        if characters.excludes_harm(found[0].constant):
            _clear_node(machine, made.node_of(found[1]), (ALL,), text, frame)
            return
        marks = refusals.matched_by(found[0].constant)
        if marks:
            _clear_node(machine, made.node_of(found[1]), (), text, frame, *marks)


def _clear_node(
    machine: Machine, node: ast.expr | None, kinds: Iterable[str], value: Value | None, frame: Frame, *marks: str
) -> None:
    """What the expression names, where it is more than a passing value, is harmless for the kinds and has the marks."""
    path = access_path(node)
    if node is None or value is None or not (path or _is_element(node)):
        return
    known = frame.env.get(path, value) if path else machine.evaluate(node, frame)
    known = cleared(refusals.marked(known, *marks) if marks else known, kinds)
    if path:
        frame.env[path] = known
    else:
        _settled(machine, node, known, frame)


def _is_element(node: ast.expr) -> bool:
    return isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)


def _refine_method(
    machine: Machine, func: ast.Attribute, receiver: Value, made: Any, frame: Frame, truth: bool
) -> None:
    path = access_path(func.value)
    paths.tested(func, receiver, made.argument(0) or UNKNOWN, frame, truth)
    if func.attr in _CHARACTER_TESTS and truth:
        alike = _alike(func.value)
        if alike in frame.env:
            frame.env[alike] = cleared(frame.env[alike], (ALL,))
        else:
            _clear_node(machine, func.value, (ALL,), receiver, frame)
    elif func.attr == "isprintable" and truth:
        _clear_node(machine, func.value, ("log", "header"), receiver, frame)
    elif not path:
        return
    elif func.attr == "startswith":
        _starts(path, receiver, made.argument(0) or UNKNOWN, frame, truth)
    elif func.attr in ("is_absolute", "isabs") and not truth:
        frame.env[path] = refusals.marked(receiver, "no-root")


def _starts(path: str, receiver: Value, prefix: Value, frame: Frame, truth: bool) -> None:
    if not prefix.taints:
        frame.env[path] = refusals.begun(frame.env.get(path, receiver), refusals.texts_of(prefix), truth)


def leaves(machine: Machine, node: ast.Call, frame: Frame) -> bool:
    """Whether the call never returns."""
    from pratique.lint.flow import calls

    if not isinstance(node.func, (ast.Name, ast.Attribute)):
        return False
    known = machine.called.get(id(node))
    names = known.names if known is not None else calls.callee_of(machine, node.func, frame)[2]
    return any(name in _LEAVING or name in machine.library.leaves for name in names)
