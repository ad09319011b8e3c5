"""What stands around a place, and below it: its function, its statement, its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import libcst as cst

from pratique.lint.views import Value, View
from pratique.lint.walk import Place, children

_HOMES = (cst.FunctionDef, cst.Lambda, cst.ClassDef, cst.Module)
_KEPT = 16  # nodes: rules on calls ask for the function around each of them
Statement = cst.BaseStatement | cst.BaseSmallStatement


def below(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The node and all nodes below it that hold code, in the order of the source."""
    stack = [node]
    while stack:
        item = stack.pop()
        yield item
        stack += reversed(children(item))


@lru_cache(maxsize=_KEPT)
def below_here(node: cst.CSTNode) -> tuple[cst.CSTNode, ...]:
    """The same without what is below functions and classes that are defined in there; rules ask it call by call."""
    found: list[cst.CSTNode] = []
    stack = list(reversed(children(node)))
    while stack:
        item = stack.pop()
        found.append(item)
        if not isinstance(item, _HOMES):
            stack += reversed(children(item))
    return tuple(found)


def home(view: View) -> cst.FunctionDef | cst.Module | None:
    """The function around the node, the module outside of all; None in a class body or a lambda."""
    around = next((place.node for place in view.place.ancestors() if isinstance(place.node, _HOMES)), None)
    return around if isinstance(around, (cst.FunctionDef, cst.Module)) else None


def statement_of(view: View) -> Place | None:
    """The place of the innermost simple statement around the node, such as an assignment or an expression."""
    places = (view.place, *view.place.ancestors())
    return next((place for place in places if isinstance(place.node, cst.BaseSmallStatement)), None)


def is_statement(view: View) -> bool:
    """Whether the node is a statement of its own, awaited or not: nothing is done with its value."""
    up = view.place.up
    while up is not None and isinstance(up.node, cst.Await):
        up = up.up
    return up is not None and isinstance(up.node, cst.Expr)


def sole_statement(body: cst.BaseSuite) -> Statement | None:
    """The only statement of a block, or None where it has several."""
    statements = statements_of(body)
    return statements[0] if len(statements) == 1 else None


def statements_of(body: cst.BaseSuite | cst.Module) -> Sequence[Statement]:
    """The statements of a block, simple ones without the line around them."""
    found: list[Statement] = []
    for item in body.body:
        if isinstance(item, cst.SimpleStatementLine):
            found += item.body
        elif isinstance(item, (cst.BaseStatement, cst.BaseSmallStatement)):
            found.append(item)
    return found


def parameter_names(function: cst.FunctionDef) -> list[str]:
    """Names of the parameters of a function, `*args` and `**kwargs` among them, in order."""
    given = function.params
    stars = [item for item in (given.star_arg, given.star_kwarg) if isinstance(item, cst.Param)]
    plain = [*given.posonly_params, *given.params, *given.kwonly_params]
    return [parameter.name.value for parameter in (*plain, *stars)]


def is_parameter(view: View, value: Value) -> bool:
    """Whether the value is a parameter of the function around the view, and not of the class it is a method of."""
    function = home(view)
    node = value.node
    if not isinstance(function, cst.FunctionDef) or not isinstance(node, cst.Name):
        return False
    return node.value in parameter_names(function) and node.value not in ("self", "cls")


@lru_cache(maxsize=_KEPT)
def code(node: cst.CSTNode) -> str:
    """The source of a node, as it is written."""
    return cst.Module([]).code_for_node(node)


_NUMBERS = frozenset({"int()", "float()", "len()", "bool()", "round()", "abs()", "ord()", "hash()", "id()"})


def is_number(value: Value) -> bool:
    """Whether the value is certainly a number, or the text of one: `int(x)`, `str(len(x))`."""
    node = value.literal.node
    if isinstance(node, cst.Call) and len(node.args) == 1 and value.literal.names == {"str()"}:
        return is_number(value.literal.at(node.args[0].value))
    if isinstance(value.constant, (int, float)):
        return True
    return bool(value.names) and value.names <= _NUMBERS


def asks_for_member(view: View, value: Value) -> bool:
    """Whether the function around the view asks if the variable is `in` something: known names, as a rule."""
    body = home(view)
    if body is None or not isinstance(value.node, cst.Name):
        return False
    name = value.node.value
    return any(
        isinstance(node, cst.Comparison)
        and isinstance(node.left, cst.Name)
        and node.left.value == name
        and isinstance(node.comparisons[0].operator, (cst.In, cst.NotIn))
        for node in below_here(body)
    )
