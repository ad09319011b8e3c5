"""What statements do to the environment; each says whether control goes on."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from pratique.lint.flow import fold, guards
from pratique.lint.flow.machine import (
    Environment,
    Execute,
    Frame,
    Loop,
    Machine,
    access_path,
    assign_path,
    joined,
    joined_all,
    on_the_way,
)
from pratique.lint.flow.objects import set_attribute, set_element
from pratique.lint.flow.program import Function, build_class, imported
from pratique.lint.flow.values import NONE, UNKNOWN, Value, elements, join, join_all, text_of

_ROUNDS = 3  # of a loop's body: enough for a value to travel through two others


def assign(machine: Machine, target: ast.expr, value: Value, frame: Frame) -> None:
    """Bind the target to the value."""
    if isinstance(target, ast.Name):
        assign_path(frame, target.id, on_the_way(value, target, frame, f"assigned to `{target.id}`"))
    elif isinstance(target, (ast.Tuple, ast.List)):
        _unpack(machine, target.elts, value, frame)
    elif isinstance(target, ast.Starred):
        assign(machine, target.value, value, frame)
    elif isinstance(target, ast.Attribute):
        set_attribute(machine, target, value, frame)
    elif isinstance(target, ast.Subscript):
        set_element(machine, target, value, frame)


def _unpack(machine: Machine, targets: list[ast.expr], value: Value, frame: Frame) -> None:
    container = value.container
    fits = container is not None and container.exact and len(container.known) == len(targets)
    plain = not any(isinstance(target, ast.Starred) for target in targets)
    for number, target in enumerate(targets):
        if container is not None and fits and plain and number in container.known:
            item = container.known[number]
        elif isinstance(value.constant, (tuple, str)) and plain and len(value.constant) == len(targets):
            item = Value(constants=(value.constant[number],))
        else:
            item = element_of(value)
        assign(machine, target, item, frame)


def element_of(value: Value) -> Value:
    """Any element that iteration over the value may give."""
    if isinstance(value.constant, (str, bytes, tuple, list, range, frozenset, set)):
        return join_all(Value(constants=(item,)) for item in list(value.constant)[:16])
    if value.container is not None:
        if value.container.kind == "dict":
            keys = [Value(constants=(key,)) for key in value.container.known]
            rest = [Value(taints=value.taints)] if value.container.rest is not None or value.taints else []
            return join_all([*keys, *rest])
        found = join_all(elements(value.container))
        return join(found, Value(taints=value.taints)) if value.taints else found
    return Value(taints=value.taints, type=value.type if value.taints else "")


def _assign(machine: Machine, node: ast.Assign, frame: Frame) -> bool:
    value = machine.evaluate(node.value, frame)
    for target in node.targets:
        assign(machine, target, value, frame)
    return True


def _annotated(machine: Machine, node: ast.AnnAssign, frame: Frame) -> bool:
    if node.value is not None:
        assign(machine, node.target, machine.evaluate(node.value, frame), frame)
    return True


def _augmented(machine: Machine, node: ast.AugAssign, frame: Frame) -> bool:
    mine, other = machine.evaluate(node.target, frame), machine.evaluate(node.value, frame)
    value = fold.binary(type(node.op), mine, other)
    if value is None and isinstance(node.op, ast.Add) and mine.container is None:
        value = text_of((mine, other))
    assign(machine, node.target, value if value is not None else join(mine, other), frame)
    return True


def _expression(machine: Machine, node: ast.Expr, frame: Frame) -> bool:
    machine.evaluate(node.value, frame)
    return not (isinstance(node.value, ast.Call) and guards.leaves(machine, node.value, frame))


def _branches(machine: Machine, frame: Frame, bodies: list[tuple[Environment, list[ast.stmt]]]) -> bool:
    """Run each body from its environment; go on with the join of those that go on."""
    ends = []
    for environment, body in bodies:
        frame.env = environment
        if machine.execute(body, frame):
            ends.append(frame.env)
    if not ends:
        return False
    frame.env = joined_all(ends)
    return True


def _if(machine: Machine, node: ast.If, frame: Frame) -> bool:
    truth = machine.evaluate(node.test, frame).truth
    bodies = []
    for side, body in ((True, node.body), (False, node.orelse)):
        if truth is None or truth is side:
            bodies.append((guards.refined(machine, node.test, frame, side), body))
    return _branches(machine, frame, bodies)


def _loop(machine: Machine, frame: Frame, body: list[ast.stmt], begin: Any, orelse: list[ast.stmt]) -> bool:
    """Run a body until nothing new is learnt, at most some rounds; begin binds the loop's target."""
    loop = Loop()
    frame.loops.append(loop)
    before = dict(frame.env)
    for _ in range(_ROUNDS):
        frame.env = dict(before)
        begin()
        ends = [before]
        if machine.execute(body, frame):
            ends.append(frame.env)
        ends += loop.continues
        loop.continues.clear()
        after = joined_all(ends)
        if after == before:
            break
        before = after
    frame.loops.pop()
    frame.env = dict(before)
    alive = machine.execute(orelse, frame) if orelse else True
    ends = [*([frame.env] if alive else []), *loop.breaks]
    if not ends:
        return False
    frame.env = joined_all(ends)
    return True


def _for(machine: Machine, node: ast.For | ast.AsyncFor, frame: Frame) -> bool:
    iterated = machine.evaluate(node.iter, frame)
    return _loop(
        machine, frame, node.body, lambda: assign(machine, node.target, element_of(iterated), frame), node.orelse
    )


def _while(machine: Machine, node: ast.While, frame: Frame) -> bool:
    truth = machine.evaluate(node.test, frame).truth
    if truth is False:
        return machine.execute(node.orelse, frame)

    def begin() -> None:
        machine.evaluate(node.test, frame)
        frame.env = guards.refined(machine, node.test, frame, True)

    alive = _loop(machine, frame, node.body, begin, node.orelse)
    if alive and truth is None:
        frame.env = joined(frame.env, guards.refined(machine, node.test, frame, False))
    return alive


def _try(machine: Machine, node: Any, frame: Frame) -> bool:
    snapshots = [dict(frame.env)]
    alive = True
    for statement in node.body:
        alive = machine.execute([statement], frame)
        if not alive:
            break
        snapshots.append(dict(frame.env))
    ends = []
    if alive and machine.execute(node.orelse, frame):
        ends.append(frame.env)
    caught = joined_all(snapshots)
    for handler in node.handlers:
        frame.env = dict(caught)
        if handler.name:
            frame.env[handler.name] = Value(type="Exception")
        if machine.execute(handler.body, frame):
            ends.append(frame.env)
    frame.env = joined_all(ends) if ends else dict(caught)
    finished = machine.execute(node.finalbody, frame)
    return bool(ends) and finished


def _with(machine: Machine, node: ast.With | ast.AsyncWith, frame: Frame) -> bool:
    for item in node.items:
        value = machine.evaluate(item.context_expr, frame)
        if item.optional_vars is not None:
            assign(machine, item.optional_vars, value, frame)
    return machine.execute(node.body, frame)


def _match(machine: Machine, node: ast.Match, frame: Frame) -> bool:
    subject = machine.evaluate(node.subject, frame)
    bodies: list[tuple[Environment, list[ast.stmt]]] = []
    settled = False
    start = frame.env
    for case in node.cases:
        frame.env = dict(start)
        fits = _pattern(machine, case.pattern, subject, access_path(node.subject), frame)
        truth = machine.evaluate(case.guard, frame).truth if case.guard is not None else True
        if fits is False or truth is False:
            continue
        if case.guard is not None:
            frame.env = guards.refined(machine, case.guard, frame, True)
        bodies.append((frame.env, case.body))
        if fits and truth:
            settled = True
            break
    frame.env = start
    if not settled:
        bodies.append((dict(start), []))
    return _branches(machine, frame, bodies)


def _pattern(machine: Machine, pattern: ast.pattern, subject: Value, path: str, frame: Frame) -> bool | None:
    """Bind what the pattern captures; whether it fits, None when that is not certain."""
    if isinstance(pattern, ast.MatchAs):
        fits = True if pattern.pattern is None else _pattern(machine, pattern.pattern, subject, path, frame)
        if pattern.name:
            frame.env[pattern.name] = subject
        return fits
    if isinstance(pattern, ast.MatchValue):
        value = machine.evaluate(pattern.value, frame)
        known = fold.compare(ast.Eq, subject, value)
        if path and value.constants is not None:
            frame.env[path] = value
        return known.truth if known is not None else None
    if isinstance(pattern, ast.MatchSingleton):
        known = fold.compare(ast.Is, subject, Value(constants=(pattern.value,)))
        return known.truth if known is not None else None
    if isinstance(pattern, ast.MatchOr):
        return _either(machine, pattern.patterns, subject, path, frame)
    for child in ast.walk(pattern):
        name = getattr(child, "name", None) or getattr(child, "rest", None)
        if isinstance(name, str):
            frame.env[name] = Value(taints=subject.taints)
    return None


def _either(machine: Machine, patterns: list[ast.pattern], subject: Value, path: str, frame: Frame) -> bool | None:
    values = [machine.evaluate(p.value, frame) if isinstance(p, ast.MatchValue) else UNKNOWN for p in patterns]
    truths = [_pattern(machine, pattern, subject, "", frame) for pattern in patterns]
    if path and all(value.constants is not None for value in values):
        frame.env[path] = join_all(values)
    if any(truths):
        return True
    return False if all(truth is False for truth in truths) else None


def _return(machine: Machine, node: ast.Return, frame: Frame) -> bool:
    value = machine.evaluate(node.value, frame) if node.value is not None else NONE
    frame.returns.append(value)
    frame.finals.append(dict(frame.env))
    if node.value is not None:
        guards.returned(machine, node, value, frame)
    return False


def _raise(machine: Machine, node: ast.Raise, frame: Frame) -> bool:
    machine.evaluate(node.exc, frame)
    return False


def _assert(machine: Machine, node: ast.Assert, frame: Frame) -> bool:
    truth = machine.evaluate(node.test, frame).truth
    frame.env = guards.refined(machine, node.test, frame, True)
    return truth is not False


def _break(machine: Machine, node: ast.Break, frame: Frame) -> bool:
    if frame.loops:
        frame.loops[-1].breaks.append(dict(frame.env))
    return False


def _continue(machine: Machine, node: ast.Continue, frame: Frame) -> bool:
    if frame.loops:
        frame.loops[-1].continues.append(dict(frame.env))
    return False


def _function(machine: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef, frame: Frame) -> bool:
    known = frame.module.functions.get(node.name) if frame.is_module else None
    made = Function(frame.module, node, node.name, closure=None if frame.is_module else frame)
    frame.env[node.name] = Value(refs=(known if known is not None and known.node is node else made,))
    return True


def _class(machine: Machine, node: ast.ClassDef, frame: Frame) -> bool:
    known = frame.module.classes.get(node.name) if frame.is_module else None
    made = known if known is not None and known.node is node else build_class(frame.module, node)
    frame.env[node.name] = Value(refs=(made,))
    return True


def _import(machine: Machine, node: ast.Import | ast.ImportFrom, frame: Frame) -> bool:
    for name, qualified in imported(node, frame.module.package).items():
        frame.env[name] = Value(refs=(qualified,))
    return True


def _delete(machine: Machine, node: ast.Delete, frame: Frame) -> bool:
    for target in node.targets:
        path = access_path(target)
        if path:
            assign_path(frame, path, UNKNOWN)
    return True


STATEMENTS: Mapping[type[ast.stmt], Execute] = {
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Expr: _expression,
    ast.If: _if,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.Try: _try,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Match: _match,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.Assert: _assert,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.Import: _import,
    ast.ImportFrom: _import,
    ast.Delete: _delete,
    **({ast.TryStar: _try} if hasattr(ast, "TryStar") else {}),
}
