"""What statements do to the environment; each says whether control goes on."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from pratique.lint.flow import answers, fold, functions, guards, holding, objects, patterns
from pratique.lint.flow.assignment import assign
from pratique.lint.flow.handlers import tried
from pratique.lint.flow.loops import for_loop, while_loop
from pratique.lint.flow.machine import (
    Environment,
    Execute,
    Frame,
    Machine,
    access_path,
    assign_path,
    joined_all,
)
from pratique.lint.flow.pieces import combined
from pratique.lint.flow.program import Function, build_class, imported
from pratique.lint.flow.values import (
    ALL,
    NONE,
    UNKNOWN,
    Value,
    cleared,
    join,
    replace,
)

_TESTS = (ast.Compare, ast.BoolOp, ast.UnaryOp, ast.Call)  # what may be kept in a variable to be asked later


def _assign(machine: Machine, node: ast.Assign, frame: Frame) -> bool:
    value = machine.evaluate(node.value, frame)
    if isinstance(node.value, _TESTS) and not isinstance(value.constant, (str, bytes)):
        value = replace(value, fact=node.value)
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
    if value is None and isinstance(node.op, ast.Add):
        value = combined(mine, other)
    if value is None and isinstance(node.op, ast.BitOr) and mine.container is not None:
        value = machine.evaluate(ast.copy_location(ast.BinOp(node.target, node.op, node.value), node), frame)
    assign(machine, node.target, value if value is not None else join(mine, other), frame)
    return True


def _expression(machine: Machine, node: ast.Expr, frame: Frame) -> bool:
    value = machine.evaluate(node.value, frame)
    if value is functions.NEVER:
        return False
    if not isinstance(node.value, ast.Call):
        return True
    _proven(machine, node.value, frame)
    return not guards.leaves(machine, node.value, frame)


def _proven(machine: Machine, node: ast.Call, frame: Frame) -> None:
    """`int(text)` as a statement: the text is one that a number may be written as."""
    if isinstance(node.func, ast.Name) and node.func.id in ("int", "float") and len(node.args) == 1:
        path = access_path(node.args[0])
        if path and objects.named(machine, node.func.id, frame).refs == (node.func.id,):
            frame.env[path] = cleared(machine.evaluate(node.args[0], frame), (ALL,))


def branches(machine: Machine, frame: Frame, bodies: list[tuple[Environment, list[ast.stmt]]]) -> bool:
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
    truth = objects.tested(machine, node.test, frame).truth
    bodies = []
    for side, body in ((True, node.body), (False, node.orelse)):
        if truth is None or truth is side:
            bodies.append((guards.refined(machine, node.test, frame, side), body))
    return branches(machine, frame, bodies)


def _with(machine: Machine, node: ast.With | ast.AsyncWith, frame: Frame) -> bool:
    for item in node.items:
        value = machine.evaluate(item.context_expr, frame)
        if item.optional_vars is not None:
            assign(machine, item.optional_vars, _entered(machine, value, item.context_expr, frame), frame)
    return machine.execute(node.body, frame)


def _entered(machine: Machine, value: Value, node: ast.expr, frame: Frame) -> Value:
    """What an object of a class of the program gives when a `with` is entered."""
    for name in ("__enter__", "__aenter__"):
        method = objects.method_of(machine, value.type, name) if value.type else None
        if method is not None:
            from pratique.lint.flow.calls import Call

            return functions.run(machine, method, Call(node, value, [], {}, [], {}), value, node, frame)[0]
    return value


def _return(machine: Machine, node: ast.Return, frame: Frame) -> bool:
    value = machine.evaluate(node.value, frame) if node.value is not None else NONE
    if frame.verdict is not None and value.truth in (None, frame.verdict):
        frame.verdicts.append(
            guards.refined(machine, node.value, frame, frame.verdict) if node.value is not None else dict(frame.env)
        )
    frame.returns.append(value)
    frame.finals.append(dict(frame.env))
    if node.value is not None:
        answers.returned(machine, node, value, frame)
    return False


def _raise(machine: Machine, node: ast.Raise, frame: Frame) -> bool:
    value = machine.evaluate(node.exc, frame)
    made = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    frame.raised.append((made.id if isinstance(made, ast.Name) else "", value))
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
        elif isinstance(target, ast.Subscript):
            base = machine.evaluate(target.value, frame)
            key = UNKNOWN if isinstance(target.slice, ast.Slice) else machine.evaluate(target.slice, frame)
            holding.update(machine, target.value, holding.without_element(base, key), frame)
    return True


def _global(machine: Machine, node: ast.Global, frame: Frame) -> bool:
    home = machine.module_frames.get(frame.module.path)
    if home is not None and home is not frame:
        frame.elsewhere.update(dict.fromkeys(node.names, home))
    return True


def _nonlocal(machine: Machine, node: ast.Nonlocal, frame: Frame) -> bool:
    for name in node.names:
        scope = frame.outer
        while scope is not None and name not in scope.env:
            scope = scope.outer
        if scope is not None:
            frame.elsewhere[name] = scope
    return True


STATEMENTS: Mapping[type[ast.stmt], Execute] = {
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Expr: _expression,
    ast.If: _if,
    ast.For: for_loop,
    ast.AsyncFor: for_loop,
    ast.While: while_loop,
    ast.Try: tried,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Match: patterns.match,
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
    ast.Global: _global,
    ast.Nonlocal: _nonlocal,
    **({ast.TryStar: tried} if hasattr(ast, "TryStar") else {}),
}
