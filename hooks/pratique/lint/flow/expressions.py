"""The value of every kind of expression."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from pratique.lint.flow import calls, characters, fold, guards, holding, objects, protocols, records, sinks, templates
from pratique.lint.flow.assignment import assign, element_of
from pratique.lint.flow.machine import Evaluate, Frame, Machine, joined
from pratique.lint.flow.pieces import combined, text_of
from pratique.lint.flow.program import Function, found_once, walk
from pratique.lint.flow.values import (
    UNKNOWN,
    Container,
    Value,
    all_taints,
    elements,
    join,
    join_all,
    make_list,
    merged,
    numeric,
    replace,
)


def _constant(machine: Machine, node: ast.Constant, frame: Frame) -> Value:
    return Value(constants=(node.value,))


def _name(machine: Machine, node: ast.Name, frame: Frame) -> Value:
    found = objects.named(machine, node.id, frame)
    if not found.refs or found.taints or (len(found.refs) == 1 and _is_plain(machine, found)):
        return found
    names = objects.names_of(machine, found, "")
    source = objects.sourced(machine, names, node, frame)
    if source is not None:
        return source
    known = objects.typed(machine, names, UNKNOWN)
    if known is None and found.refs[0] in fold.NAMED_CONSTANTS:
        return Value(constants=(fold.NAMED_CONSTANTS[found.refs[0]],))
    return replace(found, type=known.type) if known is not None else found


def _is_plain(machine: Machine, found: Value) -> bool:
    """Whether models say nothing of what the name stands for, which has no class."""
    ref = found.refs[0]
    if found.type:
        return False
    return not isinstance(ref, str) or not (machine.library.tells(ref) or ref in fold.NAMED_CONSTANTS)


def _binary(machine: Machine, node: ast.BinOp, frame: Frame) -> Value:
    one, other = machine.evaluate(node.left, frame), machine.evaluate(node.right, frame)
    if one.refs and other.taints:
        one = objects.resolved(machine, one)
    folded = fold.binary(type(node.op), one, other)
    if folded is not None:
        return folded
    overloaded = _overloaded(machine, node.op, one, other)
    if overloaded is not None:
        return overloaded
    if isinstance(node.op, ast.Add):
        return combined(one, other)
    if isinstance(node.op, ast.Mod):
        return _percent(machine, node, one, other, frame)
    if isinstance(node.op, ast.Div):
        kind = one.type if one.type.startswith("pathlib.") else other.type if other.type.startswith("pathlib.") else ""
        return Value(taints=merged(one.taints, other.taints), type=kind, parts=_path_parts(one, other))
    if isinstance(node.op, ast.BitOr) and one.container is not None and other.container is not None:
        return _merged(one, other)
    if isinstance(node.op, (ast.Mult, ast.BitOr, ast.BitAnd)):
        return Value(taints=merged(all_taints(one), all_taints(other)), container=one.container or other.container)
    return numeric(one, other)


def _merged(one: Value, other: Value) -> Value:
    """`one | other`: of dicts, the other's elements win."""
    mine, its = one.container, other.container
    if mine is None or its is None or mine.kind != "dict" or its.kind != "dict":
        return join(one, other)
    for key, item in its.known.items():
        one = holding.with_element(one, Value(constants=(key,)), item)
    if its.rest is not None:
        one = holding.with_element(one, UNKNOWN, its.rest)
    return replace(one, taints=merged(one.taints, other.taints))


_FEW = 8  # elements that a comprehension is run for one by one

_OPERATORS: Mapping[type[ast.operator], str] = {
    ast.BitOr: "or",
    ast.RShift: "rshift",
    ast.Add: "add",
    ast.Mod: "mod",
}


def _overloaded(machine: Machine, op: ast.operator, one: Value, other: Value) -> Value | None:
    """What models say of the operator of either operand's class."""
    name = _OPERATORS.get(type(op))
    for value, method in ((one, f"__{name}__"), (other, f"__r{name}__")):
        if name and value.type:
            found = objects.typed(machine, objects.names_of(machine, value, method), UNKNOWN)
            if found is not None:
                return found
    return None


def _path_parts(one: Value, other: Value) -> tuple[str | Value, ...]:
    return (*(one.parts or (one,)), "/", *(other.parts or (other,)))


def _percent(machine: Machine, node: ast.BinOp, template: Value, arguments: Value, frame: Frame) -> Value:
    """`template % arguments`; what a numeric format takes is a number afterwards."""
    is_text = template.type == "str" or not isinstance(arguments.constant, (int, float))  # else a remainder
    if template.taints and is_text:
        sinks.at_sinks(machine, calls.Call(node, template, [arguments], {}, [node.right], {}), ["str.__mod__"], frame)
    container = arguments.container
    values = elements(container) if container is not None else [arguments]
    values = [protocols.spoken(machine, value, node.right, frame) for value in values]
    if not isinstance(template.constant, str):
        return text_of([template, *values])
    pieces: list[str | Value] = []
    end = 0
    found = templates.conversions(template.constant)
    for place, conversion in enumerate(found):
        if container is not None and container.kind == "dict" and conversion.key is not None:
            value = holding.element_at(arguments, Value(constants=(conversion.key,)))
        elif container is not None and container.kind == "tuple" and len(found) == len(values) and container.exact:
            value = values[place]
        else:
            value = join_all(values)
        text = template.constant[end : conversion.start].replace("%%", "%")
        pieces += [text, templates.spelt(template.constant[conversion.start : conversion.end], conversion.form, value)]
        end = conversion.end
    return text_of([*pieces, template.constant[end:].replace("%%", "%")])


def _unary(machine: Machine, node: ast.UnaryOp, frame: Frame) -> Value:
    return fold.unary(type(node.op), machine.evaluate(node.operand, frame)) or UNKNOWN


@found_once
def _binds(node: ast.BoolOp) -> bool:
    """Whether a name is bound in the operation."""
    return any(isinstance(item, ast.NamedExpr) for item in walk(node))


def _boolean(machine: Machine, node: ast.BoolOp, frame: Frame) -> Value:
    """`and`, `or`: the operands in turn, each under what those before say."""
    wanted = isinstance(node.op, ast.And)
    start = dict(frame.env)
    found: list[Value] = []
    after = None
    for operand in node.values:
        value = machine.evaluate(operand, frame)
        after = frame.env if after is None else joined(after, frame.env)
        if value.truth is (not wanted) or operand is node.values[-1]:
            found.append(value)
            break
        if value.truth is None:
            found.append(guards.narrowed(value, not wanted))
        frame.env = guards.refined(machine, operand, frame, wanted)
    frame.env = joined(start, after or start) if _binds(node) else start
    result = join_all(found)
    subjects = {value.subject for value in found if value.constants is None or any(value.constants)}
    return replace(result, subject=subjects.pop()) if len(subjects) == 1 else result


def _compare(machine: Machine, node: ast.Compare, frame: Frame) -> Value:
    left = objects.tested(machine, node.left, frame)
    results = []
    for op, right_node in zip(node.ops, node.comparators, strict=True):
        right = objects.tested(machine, right_node, frame)
        results.append(fold.compare(type(op), left, right))
        left = right
    truths = [result.truth if result is not None else None for result in results]
    if any(truth is False for truth in truths):
        return Value(constants=(False,))
    return Value(constants=(True,)) if all(truths) else Value(type="bool")


def _conditional(machine: Machine, node: ast.IfExp, frame: Frame) -> Value:
    truth = objects.tested(machine, node.test, frame).truth
    start = frame.env
    found = []
    for side, branch in ((True, node.body), (False, node.orelse)):
        if truth is None or truth is side:
            frame.env = guards.refined(machine, node.test, frame, side)
            found.append(machine.evaluate(branch, frame))
            frame.env = start
    return join_all(found)


def _sequence(kind: str) -> Evaluate:
    def made(machine: Machine, node: Any, frame: Frame) -> Value:
        values: list[Value] = []
        exact = True
        for item in node.elts:
            value = machine.evaluate(item.value if isinstance(item, ast.Starred) else item, frame)
            if not isinstance(item, ast.Starred):
                values.append(value)
            elif value.container is not None and value.container.exact and value.container.kind != "dict":
                values += value.container.known.values()
            else:
                values.append(element_of(value))
                exact = False
        found = records.recorded(machine.library, make_list(kind, values))
        return found if exact or found.container is None else Value(container=found.container._replace(exact=False))

    return made


def _dict(machine: Machine, node: ast.Dict, frame: Frame) -> Value:
    found = Value(container=Container("dict", {}))
    for key, item in zip(node.keys, node.values, strict=True):
        value = machine.evaluate(item, frame)
        if key is not None:
            found = holding.with_element(found, machine.evaluate(key, frame), value)
        elif value.container is not None and value.container.kind == "dict":
            for name, inner in value.container.known.items():
                found = holding.with_element(found, Value(constants=(name,)), inner)
            if value.container.rest is not None:
                found = holding.with_element(found, UNKNOWN, value.container.rest)
        else:
            found = holding.with_element(found, UNKNOWN, Value(taints=value.taints))
        if key is None and value.taints:  # its keys are the outsider's
            found = replace(found, taints=merged(found.taints, value.taints))
    return records.recorded(machine.library, found)


def _joined_text(machine: Machine, node: ast.JoinedStr, frame: Frame) -> Value:
    pieces: list[str | Value] = []
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            pieces.append(_formatted(machine, part, frame))
        elif isinstance(part, ast.Constant):
            pieces.append(str(part.value))
    return text_of(pieces)


def _formatted(machine: Machine, node: ast.FormattedValue, frame: Frame) -> Value:
    value = machine.evaluate(node.value, frame)
    if value.refs:
        value = objects.resolved(machine, value)
    value = protocols.formatted(machine, value, node.value, frame)
    form = machine.evaluate(node.format_spec, frame) if node.format_spec is not None else None
    if form is not None and isinstance(form.constant, str) and form.constant[-1:] in tuple("bcdeEfFgGnoxX%"):
        return numeric(value)
    if node.conversion in (ord("r"), ord("a")):
        return templates.converted("r", Value(taints=all_taints(value)))
    if form is not None and form.constants is None:
        return Value(taints=merged(all_taints(value), form.taints))
    return value


def _few(machine: Machine, node: Any, iterated: Value, frame: Frame) -> Value | None:
    """The list, or dict, of a comprehension that goes through a few known elements and leaves none out."""
    generator = node.generators[0]
    if len(node.generators) > 1 or generator.ifs or isinstance(node, ast.GeneratorExp) or _bound_outside(node):
        return None
    container = iterated.container
    if container is None or not container.exact or container.kind == "dict" or len(container.known) > _FEW:
        return None
    start, found = frame.env, []
    table = Value(container=Container("dict", {}))
    for item in container.known.values():
        frame.env = dict(start)
        assign(machine, generator.target, item, frame)
        if isinstance(node, ast.DictComp):
            table = holding.with_element(table, machine.evaluate(node.key, frame), machine.evaluate(node.value, frame))
        else:
            found.append(machine.evaluate(node.elt, frame))
    frame.env = start
    return table if isinstance(node, ast.DictComp) else make_list("list", found)


@found_once
def _bound_outside(node: ast.AST) -> tuple[str, ...]:
    """Names that `:=` in a comprehension binds around it."""
    return tuple(item.target.id for item in walk(node) if isinstance(item, ast.NamedExpr))


def _comprehension(kind: str) -> Evaluate:
    def made(machine: Machine, node: Any, frame: Frame) -> Value:
        start = frame.env
        frame.env = dict(start)
        for place, generator in enumerate(node.generators):
            iterated = protocols.iterated(machine, machine.evaluate(generator.iter, frame), generator.iter, frame)
            few = _few(machine, node, iterated, frame) if kind in ("list", "dict") and place == 0 else None
            if few is not None:
                return few
            item = element_of(iterated)
            if generator.ifs and iterated.taints and iterated.container is None and item.type in ("", "str"):
                item = replace(item, type=characters.CHARACTER)  # of a text, as far as the tests are concerned
            assign(machine, generator.target, item, frame)
            for test in generator.ifs:
                machine.evaluate(test, frame)
                frame.env = guards.refined(machine, test, frame, True)
        if kind == "dict":
            key, value = machine.evaluate(node.key, frame), machine.evaluate(node.value, frame)
            container = Container("dict", {}, value, exact=False)
            taints = key.taints
        else:
            container = Container(kind, {}, machine.evaluate(node.elt, frame), exact=False)
            taints = ()
        frame.env = start | {name: frame.env[name] for name in _bound_outside(node) if name in frame.env}
        return Value(container=container, taints=taints)

    return made


def _lambda(machine: Machine, node: ast.Lambda, frame: Frame) -> Value:
    return Value(refs=(Function(frame.module, node, "lambda", closure=None if frame.is_module else frame),))


def _walrus(machine: Machine, node: ast.NamedExpr, frame: Frame) -> Value:
    value = machine.evaluate(node.value, frame)
    assign(machine, node.target, value, frame)
    return value


def _inner(machine: Machine, node: Any, frame: Frame) -> Value:
    return machine.evaluate(node.value, frame)


def _yield(machine: Machine, node: ast.Yield | ast.YieldFrom, frame: Frame) -> Value:
    value = machine.evaluate(node.value, frame)
    if isinstance(node, ast.YieldFrom):
        frame.returns.append(value)
    else:
        frame.returns.append(Value(container=Container("list", {}, value, exact=False)))
    return UNKNOWN


EXPRESSIONS: Mapping[type[ast.expr], Evaluate] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: objects.attribute,
    ast.Subscript: holding.element,
    ast.Call: calls.call,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.Compare: _compare,
    ast.IfExp: _conditional,
    ast.List: _sequence("list"),
    ast.Tuple: _sequence("tuple"),
    ast.Set: _sequence("set"),
    ast.Dict: _dict,
    ast.JoinedStr: _joined_text,
    ast.FormattedValue: _formatted,
    ast.ListComp: _comprehension("list"),
    ast.SetComp: _comprehension("set"),
    ast.GeneratorExp: _comprehension("list"),
    ast.DictComp: _comprehension("dict"),
    ast.Lambda: _lambda,
    ast.NamedExpr: _walrus,
    ast.Await: _inner,
    ast.Starred: _inner,
    ast.Yield: _yield,
    ast.YieldFrom: _yield,
}
