"""Calls: what models say of them, what the program's own functions do, and sinks."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any, NamedTuple

from pratique.lint.flow import (
    builtin,
    drawn,
    fold,
    functions,
    holding,
    objects,
    schemas,
    spreads,
    states,
)
from pratique.lint.flow.machine import (
    Frame,
    Machine,
    access_path,
    on_the_way,
)
from pratique.lint.flow.model import ANY, KEYWORDS, RECEIVER, Argument
from pratique.lint.flow.program import Class, Function, Partial
from pratique.lint.flow.sinks import at_sinks, holds
from pratique.lint.flow.values import (
    ALL,
    AS_TEXT,
    UNKNOWN,
    Value,
    all_taints,
    cleared,
    elements,
    join_all,
    merged,
    replace,
    restored,
)


class Call(NamedTuple):
    """A call with its arguments evaluated. receiver: of a method, else None."""

    node: ast.AST
    receiver: Value | None
    positional: list[Value]
    keywords: dict[str, Value]
    nodes: list[ast.expr]
    keyword_nodes: dict[str, ast.expr]

    def argument(self, which: Argument) -> Value | None:
        """The argument by position or keyword, None when it is not given."""
        if which == RECEIVER:
            return self.receiver
        if which == ANY:
            return join_all(self.every())
        if which == KEYWORDS:
            return join_all(self.keywords.values())
        if isinstance(which, int):
            return self.positional[which] if which < len(self.positional) else None
        if "." in which:
            owner, _, name = which.partition(".")
            held = self.argument(int(owner) if owner.isdigit() else owner or RECEIVER)
            return held.state.get(name) if held is not None else None
        return self.keywords.get(which)

    def node_of(self, which: Argument) -> ast.expr | None:
        if isinstance(which, int):
            return self.nodes[which] if which < len(self.nodes) else None
        return self.keyword_nodes.get(which)

    def every(self) -> list[Value]:
        return [*self.positional, *self.keywords.values()]


class Resolved(NamedTuple):
    """A call as it was made last: with its arguments, what it calls, by its names, and the result."""

    call: Call
    callee: Value
    names: list[str]
    value: Value


def call(machine: Machine, node: ast.Call, frame: Frame) -> Value:
    """The value of a call."""
    receiver, callee, names = callee_of(machine, node.func, frame)
    made = arguments(machine, node, receiver, frame)
    if callee.type == builtin.ATTRIBUTE:
        chosen = Call(node, None, [callee.state.get("name", UNKNOWN)], {}, [node.func], {})
        at_sinks(machine, chosen, [f"{builtin.ATTRIBUTE}.chosen"], frame)
    machine.called.pop(id(node), None)
    for ref in callee.refs:
        if isinstance(ref, Partial):
            return bound(machine, ref, made, frame)
    value = called(machine, callee, names, made, frame)
    machine.called[id(node)] = Resolved(made, callee, names, value)
    return value


def bound(machine: Machine, partial: Partial, call: Call, frame: Frame) -> Value:
    """The value of a call of what some arguments were given to before."""
    made = call._replace(
        receiver=partial.receiver,
        positional=[*partial.positional, *call.positional],
        keywords={**partial.keywords, **call.keywords},
        nodes=[],
    )
    names = objects.names_of(machine, partial.callee, "")
    return called(machine, partial.callee, names, made, frame)


def called(machine: Machine, callee: Value, names: list[str], made: Call, frame: Frame) -> Value:
    """The value of a call with evaluated arguments."""
    node = made.node
    drawn.kept_by(machine, made, frame)
    sunk = at_sinks(machine, made, names, frame)
    found = list(targets(machine, callee))
    if spreads.may_matter(node):
        spreads.report(machine, made, names, found, frame)
    results = [functions.own(machine, target, made, node, frame) for target in found]
    if results:
        return join_all(results) if len(results) > 1 else results[0]
    for name in names:
        handler = builtin.NAMED.get(name)
        if handler is not None:
            result: Value | None = handler(machine, made, frame)
            if result is not None:
                return result
    returned = functions.handed(machine, made, frame)
    if returned is not None:
        return returned
    declared = schemas.declared(machine, made.receiver or UNKNOWN, names, node, frame)
    if declared is not None:
        return declared
    described = _described(machine, names, made, node, frame)  # type: ignore[arg-type]
    if described is not None:
        return described
    if sunk:
        return UNKNOWN
    return _plain(machine, node, made, names, frame)  # type: ignore[arg-type]


def callee_of(machine: Machine, node: ast.expr, frame: Frame) -> tuple[Value | None, Value, list[str]]:
    """(receiver, the called value, its qualified names)."""
    if not isinstance(node, ast.Attribute):
        callee = objects.named(machine, node.id, frame) if isinstance(node, ast.Name) else machine.evaluate(node, frame)
        names = [name for ref in callee.refs if isinstance(ref, str) for name in machine.library.names_of(ref)]
        own = objects.method_of(machine, callee.type, "__call__") if callee.type else None
        if own is not None:
            return callee, Value(refs=(own,)), names
        if callee.type:
            names += objects.names_of(machine, callee, "__call__")
        return None, callee, names
    if isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name) and node.value.func.id == "super":
        inherited = objects.inherited(machine, node.attr, frame)
        if inherited is not None:
            return inherited
    receiver = machine.evaluate(node.value, frame)
    if receiver.refs and not receiver.type:
        receiver = objects.resolved(machine, receiver)
    own = objects.method_of(machine, receiver.type, node.attr) if receiver.type else None
    if own is not None:
        return receiver, Value(refs=(own,)), objects.names_of(machine, receiver, node.attr)
    path = access_path(node)
    held = frame.env.get(path) if path else None
    callee = held if held is not None else receiver.state.get(node.attr) or _member(receiver, node.attr)
    owner = node.value.attr if isinstance(node.value, ast.Attribute) else ""
    if not receiver.type and not receiver.refs and not callee.refs:
        return receiver, callee, machine.library.members(owner, node.attr)
    names = objects.names_of(machine, receiver, node.attr)
    if owner:  # `*.objects.filter`: of any class
        names += machine.library.names_of(f"*.{owner}.{node.attr}")
    if not receiver.type and not any(isinstance(ref, str) for ref in receiver.refs):
        names += machine.library.names_of(f"*.{node.attr}")
    names += [name for ref in callee.refs if isinstance(ref, str) for name in machine.library.names_of(ref)]
    if not objects.is_described(machine, receiver):
        names += machine.library.names_of(f"**.{node.attr}")
    return receiver, callee, list(dict.fromkeys(names))


def _member(receiver: Value, name: str) -> Value:
    if not receiver.refs:
        return UNKNOWN
    refs: list[Any] = []
    for ref in receiver.refs:
        if isinstance(ref, Class) and name in ref.methods:
            refs.append(ref.methods[name])
        elif isinstance(ref, str):
            refs.append(f"{ref}.{name}")
    return Value(refs=tuple(refs))


def arguments(machine: Machine, node: ast.Call, receiver: Value | None, frame: Frame) -> Call:
    made = Call(node, receiver, [], {}, [], {})
    for argument in node.args:
        value = machine.evaluate(argument, frame)
        if isinstance(argument, ast.Starred) and value.container is not None:
            found = elements(value.container)
            made.positional.extend(found)
            made.nodes.extend([argument] * len(found))
        else:
            made.positional.append(value)
            made.nodes.append(argument)
    for keyword in node.keywords:
        value = machine.evaluate(keyword.value, frame)
        if keyword.arg is not None:
            made.keywords[keyword.arg] = value
            made.keyword_nodes[keyword.arg] = keyword.value
        elif value.container is not None:
            for name, item in value.container.known.items():
                if isinstance(name, str):
                    made.keywords.setdefault(name, item)
                    made.keyword_nodes.setdefault(name, keyword.value)
            if value.container.rest is not None:
                made.keywords["**"] = value.container.rest
        else:
            made.keywords["**"] = value
            made.keyword_nodes["**"] = keyword.value
    return made


def targets(machine: Machine, callee: Value) -> Iterable[Function | Class]:
    """Functions and classes of the program that the callee stands for."""
    for ref in callee.refs:
        if isinstance(ref, (Function, Class)):
            yield ref
        elif isinstance(ref, str) and "." in ref and ref not in machine.library.answered:
            found = machine.program.find(ref)
            if found is not None:
                yield found


def _described(machine: Machine, names: list[str], call: Call, node: ast.Call, frame: Frame) -> Value | None:
    """What models say of the call's result; None when they say nothing."""
    library = machine.library
    names = [name for name in names if name in library.described]
    if not names:
        return None
    for name in names:
        for store in library.stores.get(name, ()):
            _store(machine, store, call, node, frame)
        cleaners = [item for item in library.sanitisers.get(name, ()) if holds(call, item.when)]
        undone = [kind for item in library.restores.get(name, ()) for kind in item.kinds]
        if cleaners or undone:  # several models may know it, each for its own kinds of sinks
            passed = restored(_passed(call, call.every()), undone)
            return cleared(passed, [kind for item in cleaners for kind in item.clears])
        for setter in library.sets.get(name, ()):
            if holds(call, setter.when):
                states.change(machine, call, setter, frame)
    found = _sourced(machine, names, call, node, frame)
    if found is not None:
        return found
    for name in names:
        for item in library.returns.get(name, ()):
            if not holds(call, item.when):
                continue
            passed = _passed(call, call.every())
            state = states.kept(item, call)
            return replace(objects.of_class(item, () if item.clean else passed.taints), state=state)
        for passes in library.passes.get(name, ()):
            return _passed(call, [v for which in passes.arguments if (v := call.argument(which)) is not None], False)
    return None


def _sourced(machine: Machine, names: list[str], call: Call, node: ast.Call, frame: Frame) -> Value | None:
    """The value of a call that models call a source, if it is given what makes it one."""
    for name in names:
        for source in machine.library.sources.get(name, ()):
            given = [value for which in source.given if (value := call.argument(which)) is not None]
            passed = merged(*(all_taints(value) for value in given))
            if passed:
                anew = tuple(t if t.clears(ALL) else t._replace(cleared=AS_TEXT) for t in passed)
                return Value(taints=anew, type=source.type)
            if not source.given or any(value.constants is None for value in given):
                return objects.sourced(machine, [name], node, frame)
    return None


def _store(machine: Machine, store: Any, call: Call, node: ast.Call, frame: Frame) -> None:
    given = [value for which in store.value if (value := call.argument(which)) is not None]
    target = (
        node.func.value if store.into == RECEIVER and isinstance(node.func, ast.Attribute) else call.node_of(store.into)
    )
    if target is not None and given:
        old = machine.evaluate(target, frame)
        brought = cleared(Value(taints=merged(*(all_taints(value) for value in given))), store.clears)
        taints = merged(old.taints, brought.taints)
        holding.update(machine, target, replace(old, taints=taints), frame)


def _passed(call: Call, values: Iterable[Value], with_receiver: bool = True) -> Value:
    """A value that depends on these and on the receiver."""
    found = [*values, *([call.receiver] if with_receiver and call.receiver is not None else [])]
    return Value(taints=merged(*(all_taints(value) for value in found)))


def _is_module(value: Value) -> bool:
    """Whether the value is something imported, of which the functions are not methods of built-in types."""
    return bool(value.refs) and not value.type and not value.taints and value.container is None


def _plain(machine: Machine, node: ast.Call, call: Call, names: list[str], frame: Frame) -> Value:
    """A call that no model describes: folded, or passing on what it is given."""
    if isinstance(node.func, ast.Attribute) and call.receiver is not None:
        folded = fold.method(node.func.attr, call.receiver, call.positional) if not call.keywords else None
        if folded is not None:
            return folded
        handler = builtin.METHODS.get(node.func.attr)
        if handler is not None and not _is_module(call.receiver):
            result = handler(machine, call, frame)
            if result is not None:
                return result
    elif isinstance(node.func, ast.Name) and not call.keywords:
        folded = fold.builtin(node.func.id, call.positional)
        if folded is not None:
            return folded
    result = _passed(call, call.every())
    if isinstance(node.func, ast.Attribute) and node.func.attr in fold.TEXT_METHODS:
        result = cleared(result, AS_TEXT)
    last = names[0].rpartition(".")[2] if names else ""
    kind = names[0] if names and last[:1].isupper() else ""
    if kind or result.taints:
        text = ast.unparse(node.func) if len(names) == 0 or not names else names[0]
        return on_the_way(replace(result, type=kind), node, frame, f"passed through `{text}`")
    return result
