"""What `match` binds, and which of its cases can be reached."""

from __future__ import annotations

import ast

from pratique.lint.flow import fold, guards, holding, objects
from pratique.lint.flow.machine import Environment, Frame, Machine, access_path
from pratique.lint.flow.values import UNKNOWN, Container, Value, all_taints, join_all, make_list


def match(machine: Machine, node: ast.Match, frame: Frame) -> bool:
    """Run the cases that the subject may fit, each with what its pattern binds."""
    from pratique.lint.flow import statements

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
    return statements.branches(machine, frame, bodies)


def _pattern(machine: Machine, pattern: ast.pattern, subject: Value, path: str, frame: Frame) -> bool | None:
    """Bind what the pattern captures; whether it fits, None when that is not certain."""
    if isinstance(pattern, ast.MatchAs):
        fits = True if pattern.pattern is None else _pattern(machine, pattern.pattern, subject, path, frame)
        if pattern.name:
            known = _fixed(machine, pattern.pattern, frame)
            frame.env[pattern.name] = subject if known is None else known
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
    _taken_apart(machine, pattern, subject, frame)
    return None


def _fixed(machine: Machine, pattern: ast.pattern | None, frame: Frame) -> Value | None:
    """The constants of which what fits the pattern is one."""
    if isinstance(pattern, ast.MatchOr):
        found = [_fixed(machine, item, frame) for item in pattern.patterns]
        return join_all([item for item in found if item is not None]) if all(found) else None
    value = machine.evaluate(pattern.value, frame) if isinstance(pattern, ast.MatchValue) else UNKNOWN
    return value if value.constants is not None else None


def _taken_apart(machine: Machine, pattern: ast.pattern, subject: Value, frame: Frame) -> None:
    """Bind what a pattern of a sequence, mapping or class captures."""
    from pratique.lint.flow.assignment import element_of

    pairs: list[tuple[ast.pattern, Value]] = []
    if isinstance(pattern, ast.MatchSequence):
        container = subject.container
        fits = container is not None and container.exact and len(container.known) == len(pattern.patterns)
        stars = [place for place, item in enumerate(pattern.patterns) if isinstance(item, ast.MatchStar)]
        items = list(container.known.values()) if container is not None and container.exact else []
        if stars and len(items) >= len(pattern.patterns) - 1:
            end = len(items) - (len(pattern.patterns) - stars[0] - 1)
            items[stars[0] : end] = [make_list("list", items[stars[0] : end])]
        elif not fits or stars:
            items = []
        pairs = [(p, items[i] if items else element_of(subject)) for i, p in enumerate(pattern.patterns)]
    elif isinstance(pattern, ast.MatchMapping):
        keys = [machine.evaluate(key, frame) for key in pattern.keys]
        pairs = [(p, holding.element_at(subject, key)) for p, key in zip(pattern.patterns, keys, strict=True)]
        if pattern.rest:
            rest = subject if subject.container is not None else Value(taints=all_taints(subject))
            for key in keys:
                rest = holding.without_element(rest, key)
            frame.env[pattern.rest] = rest
    elif isinstance(pattern, ast.MatchClass):
        whole = Value(taints=all_taints(subject))
        name = pattern.cls.id if isinstance(pattern.cls, ast.Name) else ""
        whole = UNKNOWN if name in ("int", "float", "bool") else subject if name == "str" else whole
        pairs = [(item, whole) for item in pattern.patterns]
        for attr, item in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True):
            pairs.append((item, objects.attribute_of(machine, subject, attr, pattern, frame)))
    elif isinstance(pattern, ast.MatchStar) and pattern.name:
        is_list = subject.container is not None and subject.container.kind == "list"
        frame.env[pattern.name] = subject if is_list else Value(container=Container("list", {}, subject, exact=False))
    for item, value in pairs:
        _pattern(machine, item, value, "", frame)


def _either(machine: Machine, patterns: list[ast.pattern], subject: Value, path: str, frame: Frame) -> bool | None:
    values = [machine.evaluate(p.value, frame) if isinstance(p, ast.MatchValue) else UNKNOWN for p in patterns]
    truths = [_pattern(machine, pattern, subject, "", frame) for pattern in patterns]
    if path and all(value.constants is not None for value in values):
        frame.env[path] = join_all(values)
    if any(truths):
        return True
    return False if all(truth is False for truth in truths) else None
