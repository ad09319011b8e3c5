"""What a rule is shown: a call or an assignment, with the questions it may ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import libcst as cst

from pratique.lint import resolve
from pratique.lint.declare import Replace
from pratique.lint.resolve import Constant, Names
from pratique.lint.scopes import Derived, Imported, Operand, Scope, lookup
from pratique.lint.walk import Place, children

_PARTIAL = "functools.partial"
_BODIES = (cst.FunctionDef, cst.Module)


@dataclass(frozen=True)
class File:
    """The file a view belongs to: its path and its text (for questions about words, not syntax).

    span: the bytes of a node in it. functions, classes: views of those in it that concern some rule, for
    rules that compare one with its neighbours. bodies: what the functions hold, as far as somebody asked.
    """

    path: str
    data: bytes
    module: Scope
    span: Callable[[cst.CSTNode], tuple[int, int] | None] = lambda node: None
    functions: list[View] = field(default_factory=list, compare=False)
    classes: list[View] = field(default_factory=list, compare=False)
    bodies: dict[cst.CSTNode, _Body] = field(default_factory=dict, compare=False)

    def imports(self, *modules: str) -> bool:
        """Whether the file imports one of the modules, or something from it, on module level."""
        return any(name == module or name.startswith(f"{module}.") for name in self._imported for module in modules)

    @cached_property
    def _imported(self) -> list[str]:
        """Qualified names of what is imported on module level."""
        bindings = [binding for known in self.module.bindings.values() for binding in known]
        return [binding.qualified for binding in bindings if isinstance(binding, Imported)] + self.module.stars


@dataclass(frozen=True)
class Value:
    """An expression with what can be told about it."""

    operand: Operand

    @property
    def node(self) -> cst.BaseExpression:
        return self.operand.node

    @property
    def scope(self) -> Scope:
        return self.operand.scope

    @cached_property
    def names(self) -> Names:
        """Every qualified name that it may stand for (see resolve.py)."""
        return resolve.names(self.operand)

    @cached_property
    def constant(self) -> Constant:
        """The value it certainly has, or UNKNOWN."""
        return resolve.constant(self.operand)

    @cached_property
    def is_constant(self) -> bool:
        """Whether it is some constant of the file in any case, not always the same one."""
        return resolve.is_constant(self.operand)

    @cached_property
    def literal(self) -> Value:
        """The expression behind a name that is assigned once, else this."""
        return Value(resolve.literal(self.operand))

    def at(self, node: cst.BaseExpression) -> Value:
        """Another expression of the same scope, usually one inside this one."""
        return Value(Operand(node, self.scope))

    @property
    def is_class(self) -> bool:
        """Whether this is the name of a class that the file defines."""
        node = self.literal.node
        bindings = lookup(self.literal.scope, node.value) if isinstance(node, cst.Name) else None
        return any(isinstance(binding, Derived) for binding in bindings or ())

    @cached_property
    def items(self) -> dict[str, Value]:
        """Key -> value where this is a dict literal or a `dict(...)` call, behind names too."""
        found = self.literal
        if isinstance(found.node, cst.Dict):
            return dict(_dict_items(found, found.node))
        if isinstance(found.node, cst.Call) and found.at(found.node.func).names == {"dict"}:
            return {a.keyword.value: found.at(a.value) for a in found.node.args if a.keyword is not None}
        return {}

    @cached_property
    def elements(self) -> list[Value]:
        """The elements where this is a list, tuple or set literal, behind names too."""
        found = self.literal
        if isinstance(found.node, (cst.List, cst.Tuple, cst.Set)):
            return [found.at(element.value) for element in found.node.elements]
        return []


def _dict_items(value: Value, node: cst.Dict) -> Iterator[tuple[str, Value]]:
    for element in node.elements:
        if isinstance(element, cst.DictElement):
            key = value.at(element.key).constant
            if isinstance(key, str):
                yield key, value.at(element.value)
        elif isinstance(element, cst.StarredDictElement):
            yield from value.at(element.value).items.items()


@dataclass(frozen=True)
class Argument:
    """An argument of a call; for one that comes out of `**options`, arg is that."""

    value: Value
    arg: cst.Arg

    @property
    def is_written(self) -> bool:
        """Whether the call itself spells it out, so that it can be taken away."""
        return not self.arg.star

    @property
    def node(self) -> cst.BaseExpression:
        return self.value.node

    def replaced_text(self, text: str) -> Replace:
        """The change that puts other text in its place, in the quotes of a string that is there."""
        quote = self.node.quote if isinstance(self.node, cst.SimpleString) else '"'
        return Replace(self.node, f"{quote}{text}{quote}")

    @property
    def constant(self) -> Constant:
        return self.value.constant

    @property
    def names(self) -> Names:
        return self.value.names


@dataclass(frozen=True)
class View:
    """A node that a rule looks at, in its place."""

    place: Place
    file: File

    @property
    def scope(self) -> Scope:
        return self.place.scope

    def value(self, node: cst.BaseExpression) -> Value:
        """The expression as seen from here."""
        return Value(Operand(node, self.scope))


@dataclass(frozen=True)
class Call(View):
    """A call. One through functools.partial counts as a call of what it wraps."""

    @property
    def node(self) -> cst.Call:
        node = self.place.node
        assert isinstance(node, cst.Call)
        return node

    @cached_property
    def is_partial(self) -> bool:
        return bool(self.node.args) and _PARTIAL in self.value(self.node.func).names

    @cached_property
    def function(self) -> Value:
        """What is called."""
        return self.value(self.node.args[0].value if self.is_partial else self.node.func)

    @property
    def names(self) -> Names:
        """Qualified names of what is called: `{"hashlib.md5"}`."""
        return self.function.names

    @property
    def method(self) -> str:
        """The last part of what is called, as written."""
        node = self.function.node
        if isinstance(node, cst.Attribute):
            return node.attr.value
        return node.value if isinstance(node, cst.Name) else ""

    @property
    def args(self) -> tuple[cst.Arg, ...]:
        """The arguments as written, without the function that functools.partial wraps."""
        return tuple(self.node.args[1:] if self.is_partial else self.node.args)

    @cached_property
    def positional(self) -> list[Argument]:
        """Positional arguments up to the first `*arguments`."""
        found: list[Argument] = []
        for arg in self.args:
            if arg.star == "*":
                break
            if arg.keyword is None and not arg.star:
                found.append(Argument(self.value(arg.value), arg))
        return found

    @cached_property
    def keywords(self) -> dict[str, Argument]:
        """Keyword arguments, those of a known `**options` included."""
        found: dict[str, Argument] = {}
        for arg in self.args:
            if arg.keyword is not None:
                found[arg.keyword.value] = Argument(self.value(arg.value), arg)
            elif arg.star == "**":
                for key, value in self.value(arg.value).items.items():
                    found.setdefault(key, Argument(value, arg))
        return found

    @cached_property
    def is_open(self) -> bool:
        """Whether it takes arguments that cannot be seen: `*arguments` or unknown `**options`."""
        return any(arg.star == "*" or (arg.star == "**" and not self._is_known(arg.value)) for arg in self.args)

    def _is_known(self, node: cst.BaseExpression) -> bool:
        """Whether it is a dict that is written out, and that nothing is put into afterwards."""
        if not _is_known_dict(self.value(node)):
            return False
        return not isinstance(node, cst.Name) or node.value not in self._body.filled

    def same_function_calls(self) -> list[Call]:
        """The other calls of the function, or of the module outside all functions, that holds this one."""
        return [call for call in self._body.calls if call.node is not self.node]

    @property
    def _body(self) -> _Body:
        """What stands in the function, or in the module outside all functions, that holds this one."""
        root = next((place for place in self.place.ancestors() if isinstance(place.node, _BODIES)), None)
        if root is None:
            return _Body([], frozenset())
        known = self.file.bodies.get(root.node)
        if known is None:
            places = list(_below(root, self.scope))
            calls = [Call(place, self.file) for place in places if isinstance(place.node, cst.Call)]
            filled = frozenset(name for place in places if (name := _filled(place.node)))
            known = self.file.bodies[root.node] = _Body(calls, filled)
        return known

    def argument(self, keyword: str, position: int | None = None) -> Argument | None:
        """The argument of that keyword or position (from 0), or None when it is not seen."""
        found = self.keywords.get(keyword)
        if found is None and position is not None and position < len(self.positional):
            found = self.positional[position]
        return found


@dataclass(frozen=True)
class _Body:
    """A function's, or a module's own: its calls, and the names of dicts that are put into."""

    calls: list[Call]
    filled: frozenset[str]


_FILLERS = {"update", "setdefault", "pop", "popitem", "clear", "__setitem__"}


def _below(root: Place, scope: Scope) -> Iterator[Place]:
    """The places below the root, all of them seen from the scope."""
    stack = [Place(child, scope, root) for child in children(root.node)]
    while stack:
        place = stack.pop()
        yield place
        stack += [Place(child, scope, place) for child in children(place.node)]


def _filled(node: cst.CSTNode) -> str:
    """The name of the dict whose element is assigned, or of which a method is called that changes it; else ""."""
    if isinstance(node, cst.AssignTarget):
        held: cst.CSTNode = node.target.value if isinstance(node.target, cst.Subscript) else node
    elif isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value in _FILLERS:
        held = node.func.value
    else:
        return ""
    return held.value if isinstance(held, cst.Name) else ""


def _is_known_dict(value: Value) -> bool:
    node = value.literal.node
    if isinstance(node, cst.Dict):
        return all(isinstance(element, cst.DictElement) for element in node.elements)
    return bool(value.items)


@dataclass(frozen=True)
class Assignment(View):
    """`target = value` for one target; a chain of targets makes several."""

    target: Value
    assigned: Value

    @property
    def node(self) -> cst.CSTNode:
        return self.place.node


def _calls(place: Place, file: File) -> Iterator[View]:
    yield Call(place, file)


def _assignments(place: Place, file: File) -> Iterator[View]:
    node = place.node
    assert isinstance(node, (cst.Assign, cst.AnnAssign))
    if node.value is None:
        return
    targets = [t.target for t in node.targets] if isinstance(node, cst.Assign) else [node.target]
    for target in targets:
        for left, right in _pairs(target, node.value):
            yield Assignment(place, file, Value(Operand(left, place.scope)), Value(Operand(right, place.scope)))


def _pairs(
    target: cst.BaseExpression, value: cst.BaseExpression
) -> Iterator[tuple[cst.BaseExpression, cst.BaseExpression]]:
    """`a, b = 1, 2` is two assignments; where the sides do not match it is one."""
    if isinstance(target, (cst.Tuple, cst.List)) and isinstance(value, (cst.Tuple, cst.List)):
        sides = (*target.elements, *value.elements)
        if len(target.elements) == len(value.elements) and all(isinstance(side, cst.Element) for side in sides):
            for left, right in zip(target.elements, value.elements, strict=True):
                yield from _pairs(left.value, right.value)
            return
    yield target, value


# Node kind -> the views of such a node, and how they are made; others are in statement_views.py.
VIEWS: dict[type[cst.CSTNode], tuple[type[View], Callable[[Place, File], Iterator[View]]]] = {
    cst.Call: (Call, _calls),
    cst.Assign: (Assignment, _assignments),
    cst.AnnAssign: (Assignment, _assignments),
}
