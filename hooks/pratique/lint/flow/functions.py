"""Calls of the program's own functions and classes: run with what they are given."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from pratique.lint.flow import holding, objects, shapes, sinks, summaries
from pratique.lint.flow.machine import Environment, Frame, Machine, access_path, joined_all, on_the_way
from pratique.lint.flow.program import Class, Function, Module, Partial
from pratique.lint.flow.values import (
    NONE,
    UNKNOWN,
    Container,
    Taint,
    Value,
    all_taints,
    elements,
    join_all,
    make_list,
    merged,
    replace,
)

if TYPE_CHECKING:
    from pratique.lint.flow.calls import Call

_UNTAINTED_DEPTH = 2  # how far calls that are given nothing of an outsider's are followed
_ASSUMING = 2  # helpers that ask helpers are followed so far
NEVER = Value(type="typing.Never")  # what a function returns that always raises
_NAMED_TUPLE = "typing.NamedTuple"
_MANAGERS = frozenset({"contextmanager", "asynccontextmanager"})
# Methods that call a function elsewhere and hand back what it returns, now or as a future.
_RUNNERS = frozenset({"to_thread", "run_in_executor", "run_in_threadpool", "submit", "run_sync"})
# Methods of a task: celery, dramatiq, huey, rq, ray; those that take its arguments packed.
_QUEUEING = ("delay", "send", "remote", "schedule", "enqueue", "defer", "s", "si")
_PACKED = ("apply_async", "send_with_options")
_ENUMERATIONS = frozenset(f"enum.{name}" for name in ("Enum", "StrEnum", "IntEnum", "Flag")) | {"Enum", "StrEnum"}


def own(machine: Machine, target: Function | Class, call: Call, node: ast.AST, frame: Frame) -> Value:
    """The result of a function, method or class of the program; what it changes is changed."""
    if isinstance(target, Class):
        return instantiate(machine, target, call, node, frame)
    receiver = _receiver(target, call)
    result, after = run(machine, target, call, receiver, node, frame)
    if after is not None and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        owner = node.func.value
        if isinstance(owner, ast.Call) and frame.function is not None and target.owner is not frame.function.owner:
            names = positional(frame.function)  # of super()
            owner = ast.Name(names[0].arg, ast.Load()) if names and "super" in ast.unparse(owner.func) else owner
        holding.replaced(machine, _chained_on(machine, owner), after, frame)
    if target.decorated_by & _MANAGERS:
        from pratique.lint.flow.assignment import element_of

        return element_of(result)
    return result


def _chained_on(machine: Machine, node: ast.expr) -> ast.expr:
    """What names the object of `object.put(1).put(2)`, whose methods hand back the object itself."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        known = machine.called.get(id(node))
        if known is None or not any(isinstance(ref, Function) and ref.is_fluent for ref in known.callee.refs):
            break
        node = node.func.value
    return node


def _receiver(function: Function, call: Call) -> Value | None:
    """The object, or class, that the function is given before its arguments."""
    receiver = call.receiver if function.owner is not None and not function.is_static else None
    if receiver is not None and not receiver.type and any(isinstance(ref, Class) for ref in receiver.refs):
        return receiver if function.is_class_method else None  # A.method(self, …)
    return receiver


def handed(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """Functions handed to a call that nothing is known of: they are called with the arguments after them.

    What they return, where the call is known to hand that back.
    """
    results: list[Value] = []
    for place, value in enumerate(call.positional):
        for ref in value.refs:
            if isinstance(ref, (Function, Partial)):
                results.append(_invoke(machine, ref, call, call.positional[place + 1 :], frame))
            elif isinstance(ref, str):
                _sink(machine, ref, call, place + 1, frame)
    target = call.keywords.get("target")
    rest = call.keywords.get("args", UNKNOWN).container
    for ref in target.refs if target is not None else ():
        if isinstance(ref, (Function, Partial)):
            _invoke(machine, ref, call, elements(rest) if rest is not None else [], frame)
    name = call.node.func.attr if isinstance(call.node, ast.Call) and isinstance(call.node.func, ast.Attribute) else ""
    _queued(machine, name, call, frame)
    return join_all(results) if results and name in _RUNNERS else None


def _queued(machine: Machine, name: str, call: Call, frame: Frame) -> None:
    """A task of the program that a worker is to call later: `task.delay(…)`."""
    tasks = [ref for ref in call.receiver.refs if isinstance(ref, Function)] if call.receiver is not None else []
    if not tasks or name not in (*_QUEUEING, *_PACKED):
        return
    given, named = call.positional, call.keywords
    if name in _PACKED:
        listed = (call.keywords.get("args") or next(iter(given), UNKNOWN)).container
        mapped = (call.keywords.get("kwargs") or next(iter(given[1:]), UNKNOWN)).container
        given = elements(listed) if listed is not None else []
        named = {key: v for key, v in mapped.known.items() if isinstance(key, str)} if mapped is not None else {}
    made = call._replace(receiver=None, positional=given, keywords=named, nodes=[], keyword_nodes={})
    for task in tasks:
        run(machine, task, made, None, call.node, frame)


def _sink(machine: Machine, name: str, call: Call, place: int, frame: Frame) -> None:
    """A function of a library, handed over with the arguments that stand from the place on."""
    names = list(machine.library.names_of(name))
    if any(known in machine.library.sinks for known in names):
        given, nodes = call.positional[place:], call.nodes[place:]
        sinks.at_sinks(
            machine, call._replace(positional=given, keywords={}, nodes=nodes, keyword_nodes={}), names, frame
        )


def _invoke(machine: Machine, ref: Function | Partial, call: Call, given: list[Value], frame: Frame) -> Value:
    from pratique.lint.flow import calls

    made = call._replace(receiver=None, positional=given, keywords={}, nodes=[], keyword_nodes={})
    if isinstance(ref, Partial):
        return calls.bound(machine, ref, made, frame)
    return run(machine, ref, made, None, call.node, frame)[0] if ref.owner is None else _passed(made)


def instantiate(machine: Machine, owner: Class, call: Call, node: ast.AST, frame: Frame) -> Value:
    """An instance of a class of the program, with what its `__init__` or its fields say."""
    kind = objects.type_name(machine, owner)
    lineage = list(objects.lineage(machine, kind))
    if any(name in _ENUMERATIONS for name in lineage):
        return Value(type=kind)  # one of its members, or an exception
    made = Value(type=kind)
    init = objects.method_of(machine, kind, "__init__")
    if init is not None:
        _, after = run(machine, init, call, made, node, frame)
        return after or made
    fields = [name for ancestor in reversed(lineage) for name in _fields(machine, ancestor)]
    state = dict(zip(fields, call.positional, strict=False)) | {k: v for k, v in call.keywords.items() if k in fields}
    if "**" in call.keywords:  # any field that is not given otherwise
        state = {**dict.fromkeys(fields, call.keywords["**"]), **state}
    if _NAMED_TUPLE in lineage:
        listed = make_list("tuple", [state.get(name, UNKNOWN) for name in fields])
        return Value(type=kind, state=state, container=listed.container)
    inherited = merged(*(all_taints(value) for value in call.every())) if not fields else ()
    return Value(type=kind, state=state, taints=inherited)


def _fields(machine: Machine, kind: str) -> list[str]:
    owner = machine.classes.get(kind)
    body = owner.node.body if owner is not None else []
    return [i.target.id for i in body if isinstance(i, ast.AnnAssign) and isinstance(i.target, ast.Name)]


def positional(function: Function) -> list[ast.arg]:
    return [*function.node.args.posonlyargs, *function.node.args.args]


def run(
    machine: Machine, function: Function, call: Call, receiver: Value | None, node: ast.AST, frame: Frame
) -> tuple[Value, Value | None]:
    """(result, the receiver afterwards) of a function of the program, called with these arguments."""
    if not machine.may_follow(frame) or summaries.is_running(machine, function):
        return _passed(call), None
    module_frame(machine, function.module)
    if function.closure is None and not _is_tainted(machine, call, receiver):
        return _remembered(machine, function, call, receiver, frame)
    key, kept = _repeated(function, call, receiver, node, frame)
    known = machine.repeated.get(key) if function.closure is None else None
    if known is None:
        limited = machine.limited
        inner = _activated(machine, function, call, receiver, node, frame)
        known = (_summarised(machine, function, inner), inner, machine.limited > limited, kept)
        if function.closure is None:
            machine.repeated[key] = known
    else:
        machine.limited += known[2]
    result, inner, *_ = known
    frame.raised.extend(inner.raised)
    if result is NEVER:
        return NEVER, None
    _reflect(machine, function, call, inner, frame)
    return on_the_way(result, node, frame, f"returned by `{function.name}`"), _self(function, receiver, inner)


def _repeated(function: Function, call: Call, receiver: Value | None, node: ast.AST, frame: Frame) -> tuple[Any, Any]:
    """What tells a call from another one that gives the same, within one root; and what keeps it alive."""
    values = [*call.every(), receiver]
    return (function.node, node, frame.depth, tuple(call.keywords), *map(id, values)), values


def assume(machine: Machine, function: Function, call: Call, frame: Frame, truth: bool) -> None:
    """Refine what is known of the arguments by the function's having returned something true, or false."""
    receiver = _receiver(function, call)
    asked = zip((*call.nodes, *call.keyword_nodes.values()), call.every(), strict=False)
    if not any(value.taints and access_path(node) for node, value in asked):
        return
    if machine.assuming >= _ASSUMING or not machine.may_follow(frame):
        return
    if summaries.is_running(machine, function):
        return
    module_frame(machine, function.module)
    machine.quiet += 1
    machine.assuming += 1
    try:
        inner = _activated(machine, function, call, receiver, call.node, frame)
        inner.verdict = truth
        _summarised(machine, function, inner)
    finally:
        machine.assuming -= 1
        machine.quiet -= 1
    if inner.verdicts:
        inner.env = joined_all(inner.verdicts)
        _reflect(machine, function, call, inner, frame)


def _summarised(machine: Machine, function: Function, inner: Frame) -> Value:
    """The function's result: what a call that was given the like of these arguments gave."""
    if function.closure is not None:
        return _finished(machine, function, inner)
    return summaries.result(machine, function, inner, lambda: _finished(machine, function, inner))


def _activated(
    machine: Machine, function: Function, call: Call, receiver: Value | None, node: ast.AST, frame: Frame
) -> Frame:
    inner = Frame(
        module=function.module,
        env={},
        function=function,
        outer=function.closure,
        depth=frame.depth + 1,
        calls=(*frame.calls, (frame.module, node)),
    )
    _bind(machine, function, call, receiver, inner, node, frame)
    inner.given = dict(inner.env)
    return inner


def _finished(machine: Machine, function: Function, inner: Frame) -> Value:
    machine.running.append(function.node)
    machine.entered[function.node] = not machine.quiet, inner.given
    try:
        return body_result(machine, function, inner)
    finally:
        machine.running.pop()


def _self(function: Function, receiver: Value | None, inner: Frame) -> Value | None:
    names = positional(function)
    return inner.env.get(names[0].arg) if receiver is not None and names else None


def _passed(call: Call) -> Value:
    found = [*call.every(), *([call.receiver] if call.receiver is not None else [])]
    return Value(taints=merged(*(all_taints(value) for value in found)))


def _is_tainted(machine: Machine, call: Call, receiver: Value | None) -> bool:
    for value in (*call.positional, *call.keywords.values(), *((receiver,) if receiver is not None else ())):
        if value.taints or (value.type and machine.library.carries(value.type)):
            return True
        if shapes.remembers(value):
            return True
        held = value.container
        if held is not None and (all_taints(value) or any(map(shapes.remembers, held.known.values()))):
            return True
        if any(all_taints(item) for item in value.state.values()):
            return True
    return False


def _remembered(
    machine: Machine, function: Function, call: Call, receiver: Value | None, frame: Frame
) -> tuple[Value, Value | None]:
    """What the function does when nothing that it is given is an outsider's: worked out once."""
    key = (function.node, *shapes.of_call(call.positional, call.keywords, receiver))
    if key not in machine.results:
        machine.results[key] = (UNKNOWN, receiver)
        made = call._replace(
            positional=[shapes.plainly(value) for value in call.positional],
            keywords={name: shapes.plainly(value) for name, value in call.keywords.items()},
        )
        machine.quiet += 1  # what it does by itself is reported where it is a root
        depth, machine.depth = machine.depth, min(machine.depth, frame.depth + _UNTAINTED_DEPTH)
        limited = machine.limited
        try:
            inner = _activated(machine, function, made, receiver, function.node, frame)
            result = _finished(machine, function, inner)
            machine.results[key] = (result, _self(function, receiver, inner))
        finally:
            if machine.depth < depth:  # it would not be followed any farther from elsewhere
                machine.limited = limited
            machine.depth = depth
            machine.quiet -= 1
    return machine.results[key]


def body_result(machine: Machine, function: Function, inner: Frame) -> Value:
    """Run the body in the frame; the join of what it returns, NEVER when it never does."""
    if isinstance(function.node, ast.Lambda):
        if inner.verdict is not None:
            from pratique.lint.flow import guards

            inner.verdicts.append(guards.refined(machine, function.node.body, inner, inner.verdict))
        return machine.evaluate(function.node.body, inner)
    ends: list[Environment] = []
    if machine.execute(function.node.body, inner):
        inner.returns.append(NONE)
        ends.append(inner.env)
        if inner.verdict is False:
            inner.verdicts.append(inner.env)
    ends += inner.finals
    if not ends:
        return NEVER
    inner.env = joined_all(ends)
    found = [value for value in inner.returns if value is not NONE] or inner.returns
    return join_all(found)


def _reflect(machine: Machine, function: Function, call: Call, inner: Frame, frame: Frame) -> None:
    """What a function does to its arguments (fills a list, raises for what it refuses) holds for the caller."""
    for name, node in inner.origins.items():
        before, after = inner.given.get(name), inner.env.get(name)
        if after is None or before is None or after is before or name in function.rebound:
            continue
        path = access_path(node)
        if not path:
            continue
        known = {(taint.origin, taint.rank): taint.steps for taint in machine.evaluate(node, frame).taints}
        taints = tuple(Taint(t.origin, t.rank, t.cleared, known.get((t.origin, t.rank), t.steps)) for t in after.taints)
        holding.update(machine, node, replace(after, taints=taints), frame)


def module_frame(machine: Machine, module: Module) -> Frame:
    """The frame of a module's globals; those of other modules are looked up when they are asked for."""
    known = machine.module_frames.get(module.path)
    if known is None:
        known = machine.module_frames[module.path] = Frame(module, {}, is_module=True)
    return known


def _bind(
    machine: Machine, function: Function, call: Call, receiver: Value | None, inner: Frame, node: ast.AST, frame: Frame
) -> None:
    arguments = function.node.args
    names = positional(function)
    text = f"passed to `{function.name}`"
    values = [on_the_way(value, node, frame, text) for value in call.positional]
    nodes: list[ast.expr | None] = list(call.nodes) if len(call.nodes) == len(values) else [None] * len(values)
    if receiver is not None:
        values.insert(0, receiver)
        nodes.insert(0, None)
    for parameter, value, argument in zip(names, values, nodes, strict=False):
        inner.env[parameter.arg] = value
        if argument is not None:
            inner.origins[parameter.arg] = argument
    if arguments.vararg is not None:
        inner.env[arguments.vararg.arg] = make_list("tuple", values[len(names) :])
    extra: dict[Any, Value] = {}
    known = {parameter.arg for parameter in (*names, *arguments.kwonlyargs)}
    for name, value in call.keywords.items():
        if name in known:
            inner.env[name] = on_the_way(value, node, frame, text)
            if name in call.keyword_nodes:
                inner.origins[name] = call.keyword_nodes[name]
        else:
            extra[name] = value
    if arguments.kwarg is not None:
        rest = extra.pop("**", None)
        inner.env[arguments.kwarg.arg] = Value(container=Container("dict", extra, rest, rest is None))
    elif "**" in extra:
        for parameter in (*names, *arguments.kwonlyargs):
            inner.env.setdefault(parameter.arg, extra["**"])
    _defaults(machine, function, inner)


def _defaults(machine: Machine, function: Function, inner: Frame) -> None:
    arguments = function.node.args
    names = positional(function)
    home = function.closure or machine.module_frames.get(function.module.path, inner)
    late = names[len(names) - len(arguments.defaults) :]
    pairs = [
        *zip(late, arguments.defaults, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    for parameter, default in pairs:
        if parameter.arg not in inner.env:
            inner.env[parameter.arg] = machine.evaluate(default, home) if default is not None else UNKNOWN
    for parameter in (*names, *arguments.kwonlyargs):
        inner.env.setdefault(parameter.arg, UNKNOWN)
