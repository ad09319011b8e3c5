"""What the names of a setup.py stand for, as far as it is written out.

A module's statements are taken in their order: a plain assignment replaces what a name stood for,
one in a branch, a loop or a function adds to it, as do `+=`, `append`, `extend`, `insert`,
`update` and the assignment of an item.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_ADDING = ("append", "extend", "insert", "add", "update", "setdefault")
_COPYING = ("list", "tuple", "set", "sorted", "dict", "frozenset")
_SPLITTING = ("split", "splitlines", "strip")
# What may stand in an expression that only selects and joins what other names hold.
_COMBINING = {*_COPYING, "sum", "itertools", "chain", "from_iterable", "values", "items", "get", "copy", "reversed"}


class Item(NamedTuple):
    """A value that a dictionary was given under a key ("" where the key is computed)."""

    key: str
    value: ast.expr


Part = ast.expr | Item


class Bindings(NamedTuple):
    """names: for each name the expressions that together are its value, and the items it was given.

    opened: the names whose values have been given already; each is looked into once.
    """

    names: dict[str, list[Part]]
    opened: set[str]

    def leaves(self, value: Part) -> Iterator[ast.expr]:
        """The texts that the value holds at any depth, as list or as dictionary, and what is computed in it."""
        waiting = [value]
        while waiting:
            part = waiting.pop()
            inner = self._inside(part)
            if inner is not None:
                waiting += reversed(inner)
            elif isinstance(part, ast.expr):
                yield part

    def items(self, value: ast.expr) -> Iterator[Part]:
        """The items of a dictionary of keyword arguments; an expression where they are computed."""
        if isinstance(value, ast.Name) and value.id in self.names and value.id not in self.opened:
            self.opened.add(value.id)
            for part in self.names[value.id]:
                yield from [part] if isinstance(part, Item) else self.items(part)
        elif isinstance(value, ast.Dict):
            for key, item in zip(value.keys, value.values, strict=True):
                yield from self.items(item) if key is None else [Item(_key(key), item)]
        elif isinstance(value, ast.Call) and dotted(value.func) == "dict":
            for argument in value.args:
                yield from self.items(argument)
            for keyword in value.keywords:
                yield from self.items(keyword.value) if keyword.arg is None else [Item(keyword.arg, keyword.value)]
        else:
            yield value

    def _inside(self, part: Part) -> Sequence[Part] | None:
        """What the value is put together from, in its order; None for a text and for what is computed."""
        if isinstance(part, Item):
            return [part.value]
        if isinstance(part, (ast.List, ast.Tuple, ast.Set)):
            return part.elts
        if isinstance(part, ast.Dict):
            return part.values
        if isinstance(part, ast.Starred):
            return [part.value]
        if isinstance(part, ast.BinOp) and isinstance(part.op, (ast.Add, ast.BitOr)) and not _is_text(part):
            return [part.left, part.right]
        if isinstance(part, ast.BoolOp):
            return part.values
        if isinstance(part, ast.IfExp):
            return [part.body, part.orelse]
        if isinstance(part, ast.Name):
            return self._named({part.id})
        if isinstance(part, ast.Call):
            return self._called(part)
        if isinstance(part, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp, ast.Subscript)):
            return self._named(_selects_from(part))
        return None

    def _named(self, names: set[str]) -> Sequence[Part] | None:
        """What the names stand for, but for those that were asked for before; None when one is not bound."""
        if not names or not names <= set(self.names):
            return None
        new = sorted(names - self.opened)
        self.opened.update(new)
        return [part for name in new for part in self.names[name]]

    def _called(self, call: ast.Call) -> Sequence[Part] | None:
        function = call.func
        if isinstance(function, ast.Name) and function.id in _COPYING:
            return [*call.args, *(keyword.value for keyword in call.keywords if function.id == "dict")]
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Constant):
            arguments = [ast.unparse(argument) for argument in call.args]
            if function.attr in _SPLITTING and (function.attr != "split" or arguments == [r"'\n'"]):
                return [function.value]
        return self._named(_selects_from(call))


def of(tree: ast.Module) -> Bindings:
    """The bindings of the module; those of its functions count as branches of it."""
    names: dict[str, list[Part]] = {}
    _bind(tree.body, names, certain=True)
    return Bindings(names, set())


def dotted(node: ast.expr) -> str:
    """The dotted name that the expression is, or ""."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = dotted(node.value)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def _bind(body: list[ast.stmt], names: dict[str, list[Part]], certain: bool) -> None:
    for statement in body:
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is not None:
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            for target in targets:
                _assign(target, statement.value, names, certain)
        elif isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            names.setdefault(statement.target.id, []).append(statement.value)
        elif isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Subscript):
            _assign(statement.target, statement.value, names, certain=False)
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            _call(statement.value, names)
        for inner in _bodies(statement):
            _bind(inner, names, certain=False)


def _bodies(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    for field in ("body", "orelse", "finalbody"):
        inner = getattr(statement, field, None)
        if isinstance(inner, list):
            yield inner
    for holder in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield holder.body


def _assign(target: ast.expr, value: ast.expr, names: dict[str, list[Part]], certain: bool) -> None:
    if isinstance(target, ast.Name):
        before = names.get(target.id, [])
        mentions = any(isinstance(node, ast.Name) and node.id == target.id for node in ast.walk(value))
        if mentions:  # x = x + [...]: what it was, and the rest
            names[target.id] = [*before, *_others(value, target.id)]
        else:
            names[target.id] = [value] if certain else [*before, value]
    elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
        names.setdefault(target.value.id, []).append(Item(_key(target.slice), value))


def _others(value: ast.expr, name: str) -> list[Part]:
    """The terms of a sum but for the name itself."""
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        return [*_others(value.left, name), *_others(value.right, name)]
    if isinstance(value, ast.Name) and value.id == name:
        return []
    return [value]


def _call(call: ast.Call, names: dict[str, list[Part]]) -> None:
    """What a call of a method of a list or dictionary adds to it."""
    function = call.func
    if not isinstance(function, ast.Attribute) or function.attr not in _ADDING:
        return
    keys = {"insert": 1, "setdefault": 1}.get(function.attr, 0)
    added: list[Part] = [*call.args[keys:]]
    owner = function.value
    if function.attr == "setdefault" and call.args:
        added = [Item(_key(call.args[0]), argument) for argument in call.args[1:]]
    if isinstance(owner, ast.Call) and dotted(owner.func).endswith(".setdefault") and owner.args:
        assert isinstance(owner.func, ast.Attribute)
        owner = ast.Subscript(owner.func.value, owner.args[0], ast.Load())  # extras.setdefault("x", []).append(...)
    if isinstance(owner, ast.Subscript):  # extras["x"].append(...)
        key, owner = _key(owner.slice), owner.value
        added = [Item(key, argument) for argument in call.args[keys:]]
    added += [Item(keyword.arg or "", keyword.value) for keyword in call.keywords if function.attr == "update"]
    if isinstance(owner, ast.Name):
        names.setdefault(owner.id, []).extend(added)


def _key(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _is_text(node: ast.expr) -> bool:
    """Whether a sum is one of texts: a requirement put together."""
    if isinstance(node, ast.BinOp):
        return _is_text(node.left) or _is_text(node.right)
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _selects_from(value: ast.expr) -> set[str]:
    """The names whose values the expression selects from and joins; none where it does more than that."""
    names: set[str] = set()
    bound: set[str] = set()
    keys = {id(node.slice) for node in ast.walk(value) if isinstance(node, ast.Subscript)}
    for node in ast.walk(value):
        if isinstance(node, ast.Name):
            (names if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, ast.Attribute):
            if node.attr not in _COMBINING:
                return set()
        elif isinstance(node, ast.JoinedStr) or (_key(node) and id(node) not in keys):
            return set()
    return names - bound - _COMBINING
