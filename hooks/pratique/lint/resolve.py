"""What an expression stands for: the qualified names it may have, and the constant it must be.

Qualified names are spelled as one would write them: `requests.Session().verify` is that attribute
of an instance, however the import was renamed and whatever variable holds the session. A name that
nothing in the file binds stands for itself, as builtins do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Final

import libcst as cst

from pratique.lint.scopes import (
    Annotated,
    Assigned,
    Binding,
    Derived,
    Imported,
    Operand,
    Receiver,
    lookup,
    own_attribute,
)

_DEPTH = 16  # steps through assignments; also what ends a cycle such as `a = a.b`
_BREADTH = 16
Names = frozenset[str]
NONE: Names = frozenset()


class Unknown(Enum):
    """The type of UNKNOWN, the answer where no constant can be told."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
Constant = str | bytes | int | float | bool | None | Unknown


def names(operand: Operand, depth: int = 0) -> Names:
    """Every qualified name that the expression may stand for."""
    handler = _NAMES.get(type(operand.node))
    if handler is None or depth > _DEPTH:
        return NONE
    known = operand.scope.resolved
    key = (id(operand.node), depth)  # the tree keeps its nodes alive as long as the scope
    if key not in known:
        found = handler(operand, depth + 1)
        known[key] = found if len(found) <= _BREADTH else NONE
    return known[key]


def _name(operand: Operand, depth: int) -> Names:
    assert isinstance(operand.node, cst.Name)
    name = operand.node.value
    bindings = lookup(operand.scope, name)
    if bindings is None:
        return frozenset({name, *(f"{module}.{name}" for module in operand.scope.module.stars)})
    known = operand.scope.resolved
    key = (id(bindings), depth)  # a name that is bound and read a hundred times is worked out once
    if key not in known:
        known[key] = _bound(bindings, depth)
    return known[key]


def _bound(bindings: Iterable[Binding], depth: int) -> Names:
    return NONE.union(*(_binding(binding, depth) for binding in bindings))


def _binding(binding: Binding, depth: int) -> Names:
    if isinstance(binding, Imported):
        return frozenset({binding.qualified})
    if isinstance(binding, Assigned):
        value = binding.load()
        return names(value, depth) if value else NONE
    if isinstance(binding, Annotated):
        declared = binding.load()
        return _called(_declared_types(declared, depth)) if declared else NONE
    if isinstance(binding, Derived):
        return NONE.union(*(names(base, depth) for base in binding.load()))
    if isinstance(binding, Receiver):
        return _called(NONE.union(*(names(base, depth) for base in binding.owner.bases)))
    return NONE


def _declared_types(declared: Operand, depth: int) -> Names:
    """The classes an annotation names: `A`, `"A"`, `A | None`, `Optional[A]`."""
    node = declared.node
    if isinstance(node, cst.BinaryOperation):
        sides = (Operand(side, declared.scope) for side in (node.left, node.right))
        return NONE.union(*(_declared_types(side, depth) for side in sides))
    if isinstance(node, cst.Subscript) and names(Operand(node.value, declared.scope), depth) & _OPTIONAL:
        inner = node.slice[0].slice
        return _declared_types(Operand(inner.value, declared.scope), depth) if isinstance(inner, cst.Index) else NONE
    if isinstance(node, cst.SimpleString):
        return _quoted_types(str(node.raw_value), declared, depth)
    return names(declared, depth)


def _quoted_types(text: str, declared: Operand, depth: int) -> Names:
    try:
        node = cst.parse_expression(text)
    except cst.ParserSyntaxError:
        return NONE
    if isinstance(node, cst.SimpleString):  # quoted twice is no type
        return NONE
    return _declared_types(Operand(node, declared.scope), depth + 1)


_OPTIONAL = {"typing.Optional", "typing.Annotated", "typing.Union"}


def _called(found: Names) -> Names:
    return frozenset(f"{name}()" for name in found)


def _attribute(operand: Operand, depth: int) -> Names:
    assert isinstance(operand.node, cst.Attribute)
    attribute = operand.node.attr.value
    own = _own(Operand(operand.node.value, operand.scope), attribute)
    if own:
        return _bound(own, depth)
    return frozenset(f"{name}.{attribute}" for name in names(Operand(operand.node.value, operand.scope), depth))


def _own(base: Operand, attribute: str) -> list[Binding]:
    """What the class of `self` binds its attribute to, where base is `self`."""
    if not isinstance(base.node, cst.Name):
        return []
    bindings = lookup(base.scope, base.node.value) or []
    if len(bindings) == 1 and isinstance(bindings[0], Receiver):
        return own_attribute(bindings[0].owner, attribute)
    return []


def _call(operand: Operand, depth: int) -> Names:
    assert isinstance(operand.node, cst.Call)
    function = names(Operand(operand.node.func, operand.scope), depth)
    if function == _GETATTR and len(operand.node.args) > 1:
        owner, name = (Operand(argument.value, operand.scope) for argument in operand.node.args[:2])
        chosen = constant(name, depth)
        return frozenset(f"{known}.{chosen}" for known in names(owner, depth)) if isinstance(chosen, str) else NONE
    return _called(function)


_GETATTR = frozenset({"getattr"})


def _inner(*fields: str) -> Callable[[Operand, int], Names]:
    def either(operand: Operand, depth: int) -> Names:
        return NONE.union(*(names(Operand(getattr(operand.node, field), operand.scope), depth) for field in fields))

    return either


_NAMES: dict[type[cst.BaseExpression], Callable[[Operand, int], Names]] = {
    cst.Name: _name,
    cst.Attribute: _attribute,
    cst.Call: _call,
    cst.Await: _inner("expression"),
    cst.NamedExpr: _inner("value"),
    cst.BooleanOperation: _inner("left", "right"),
    cst.IfExp: _inner("body", "orelse"),
}


def literal(operand: Operand, depth: int = 0) -> Operand:
    """The expression behind a name that is assigned once, else the operand itself."""
    node = operand.node
    if isinstance(node, cst.NamedExpr):
        return literal(Operand(node.value, operand.scope), depth + 1)
    bindings = _bindings(operand)
    if depth <= _DEPTH and len(bindings) == 1 and isinstance(bindings[0], Assigned):
        value = bindings[0].load()
        if value is not None:
            return literal(value, depth + 1)
    return operand


def _bindings(operand: Operand) -> list[Binding]:
    node = operand.node
    if isinstance(node, cst.Name):
        return lookup(operand.scope, node.value) or []
    if isinstance(node, cst.Attribute):
        return _own(Operand(node.value, operand.scope), node.attr.value)
    return []


def constant(operand: Operand, depth: int = 0) -> Constant:
    """The value that the expression has whenever it is reached, or UNKNOWN."""
    handler = _CONSTANTS.get(type(operand.node))
    if handler is None or depth > _DEPTH:
        return UNKNOWN
    known: dict[tuple[int, int], tuple[cst.CSTNode, Constant]] = operand.scope.constants
    key = (id(operand.node), depth)
    if key not in known:
        known[key] = (operand.node, handler(operand, depth + 1))  # with the node, so that its id stays its own
    return known[key][1]


def is_constant(operand: Operand, depth: int = 0) -> bool:
    """Whether the expression is a constant of the file, though perhaps now this one and now that."""
    if depth > _DEPTH:
        return False
    if constant(operand) is not UNKNOWN:
        return True
    node = operand.node
    if isinstance(node, cst.IfExp):
        return all(is_constant(Operand(branch, operand.scope), depth + 1) for branch in (node.body, node.orelse))
    bindings = _bindings(operand)
    values = [binding.load() if isinstance(binding, Assigned) else None for binding in bindings]
    return bool(values) and all(value is not None and is_constant(value, depth + 1) for value in values)


_KEYWORDS: dict[str, Constant] = {"True": True, "False": False, "None": None}


def _constant_reference(operand: Operand, depth: int) -> Constant:
    if isinstance(operand.node, cst.Name) and operand.node.value in _KEYWORDS:
        return _KEYWORDS[operand.node.value]
    found: set[tuple[type, Constant]] = set()
    for binding in _bindings(operand):
        value = binding.load() if isinstance(binding, Assigned) else None
        item = constant(value, depth) if value else UNKNOWN
        found.add((type(item), item))
        if item is UNKNOWN or len(found) > 1:
            return UNKNOWN
    return found.pop()[1] if found else UNKNOWN


def _constant_string(operand: Operand, depth: int) -> Constant:
    assert isinstance(operand.node, cst.SimpleString)
    return operand.node.evaluated_value


def _constant_number(operand: Operand, depth: int) -> Constant:
    assert isinstance(operand.node, (cst.Integer, cst.Float))
    return operand.node.evaluated_value


def _constant_element(operand: Operand, depth: int) -> Constant:
    """The element of a tuple, list or dict that is written out, under a constant index or key."""
    assert isinstance(operand.node, cst.Subscript)
    place = operand.node.slice[0].slice
    key = constant(Operand(place.value, operand.scope), depth) if isinstance(place, cst.Index) else UNKNOWN
    held = literal(Operand(operand.node.value, operand.scope), depth)
    if key is UNKNOWN or len(operand.node.slice) != 1:
        return UNKNOWN
    if isinstance(held.node, (cst.Tuple, cst.List)):
        found: list[cst.BaseExpression | None] = [
            element.value if isinstance(element, cst.Element) else None for element in held.node.elements
        ]
        inside = isinstance(key, int) and None not in found and -len(found) <= key < len(found)
        chosen = found[key] if inside and isinstance(key, int) else None
        return constant(Operand(chosen, held.scope), depth) if chosen is not None else UNKNOWN
    if isinstance(held.node, cst.Dict):
        return _constant_item(held, key, depth)
    return UNKNOWN


def _constant_item(held: Operand, key: Constant, depth: int) -> Constant:
    assert isinstance(held.node, cst.Dict)
    found: Constant = UNKNOWN
    for element in held.node.elements:
        name = constant(Operand(element.key, held.scope), depth) if isinstance(element, cst.DictElement) else UNKNOWN
        if name is UNKNOWN:
            return UNKNOWN
        if name == key:
            found = constant(Operand(element.value, held.scope), depth)
    return found


def summands(node: cst.BaseExpression) -> list[cst.BaseExpression]:
    """The operands of a sum or of adjacent strings, from left to right; the node itself for others."""
    found: list[cst.BaseExpression] = []
    stack = [node]
    while stack:
        item = stack.pop()
        is_sum = isinstance(item, cst.BinaryOperation) and isinstance(item.operator, cst.Add)
        if isinstance(item, (cst.BinaryOperation, cst.ConcatenatedString)) and (is_sum or not _is_operation(item)):
            stack += [item.right, item.left]
        else:
            found.append(item)
    return found


def _is_operation(node: cst.BaseExpression) -> bool:
    return isinstance(node, cst.BinaryOperation)


def _constant_sum(operand: Operand, depth: int) -> Constant:
    parts = summands(operand.node)
    if parts == [operand.node]:
        return UNKNOWN  # another operator
    texts: list[str] = []
    for part in parts:
        value = constant(Operand(part, operand.scope), depth)
        if not isinstance(value, str):
            return UNKNOWN
        texts.append(value)
    return "".join(texts)


_ARITHMETIC: dict[type[cst.BaseBinaryOp], Callable[[int, int], int]] = {
    cst.Add: int.__add__,
    cst.Subtract: int.__sub__,
    cst.Multiply: int.__mul__,
}
_MAX_NUMBER = 10**9


def _constant_operation(operand: Operand, depth: int) -> Constant:
    """A sum of texts, or what an operator makes of two small numbers."""
    assert isinstance(operand.node, cst.BinaryOperation)
    function = _ARITHMETIC.get(type(operand.node.operator))
    sides = [constant(Operand(side, operand.scope), depth) for side in (operand.node.left, operand.node.right)]
    numbers = [side for side in sides if type(side) is int and abs(side) <= _MAX_NUMBER]
    if function is not None and len(numbers) == 2:
        return function(*numbers)
    return _constant_sum(operand, depth)


_SAME_WORD: dict[str, Callable[[str], str]] = {"lower": str.lower, "upper": str.upper, "strip": str.strip}


def _constant_call(operand: Operand, depth: int) -> Constant:
    """A method of a constant text that takes nothing, such as `"MD5".lower()`."""
    assert isinstance(operand.node, cst.Call)
    function = operand.node.func
    if operand.node.args or not isinstance(function, cst.Attribute) or function.attr.value not in _SAME_WORD:
        return UNKNOWN
    text = constant(Operand(function.value, operand.scope), depth)
    return _SAME_WORD[function.attr.value](text) if isinstance(text, str) else UNKNOWN


def _constant_template(operand: Operand, depth: int) -> Constant:
    """An f-string whose placeholders all hold constant text or numbers and have no format."""
    assert isinstance(operand.node, cst.FormattedString)
    pieces: list[str] = []
    for part in operand.node.parts:
        if isinstance(part, cst.FormattedStringText):
            pieces.append(part.value.replace("{{", "{").replace("}}", "}"))
            if "\\" in part.value:
                return UNKNOWN
            continue
        assert isinstance(part, cst.FormattedStringExpression)
        value = constant(Operand(part.expression, operand.scope), depth)
        if part.format_spec or part.conversion or part.equal or not isinstance(value, (str, int)):
            return UNKNOWN
        pieces.append(str(value))
    return "".join(pieces)


def _constant_unary(operand: Operand, depth: int) -> Constant:
    assert isinstance(operand.node, cst.UnaryOperation)
    value = constant(Operand(operand.node.expression, operand.scope), depth)
    if value is UNKNOWN:
        return UNKNOWN
    if isinstance(operand.node.operator, cst.Not):
        return not value
    if isinstance(operand.node.operator, cst.Minus) and isinstance(value, (int, float)):
        return -value
    return UNKNOWN


_CONSTANTS: dict[type[cst.BaseExpression], Callable[[Operand, int], Constant]] = {
    cst.Name: _constant_reference,
    cst.Attribute: _constant_reference,
    cst.SimpleString: _constant_string,
    cst.Integer: _constant_number,
    cst.Float: _constant_number,
    cst.ConcatenatedString: _constant_sum,
    cst.BinaryOperation: _constant_operation,
    cst.Call: _constant_call,
    cst.FormattedString: _constant_template,
    cst.UnaryOperation: _constant_unary,
    cst.Subscript: _constant_element,
}
