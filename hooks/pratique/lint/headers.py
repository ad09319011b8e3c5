"""Headers of responses that a program writes: where their name stands, there is their value."""

from __future__ import annotations

import libcst as cst

from pratique.lint.statement_views import Text


def header_name(text: Text) -> str:
    """The text in lower case, as the name of a header would be compared; RFC 9110, section 5.1."""
    return (text.text.decode("latin-1") if isinstance(text.text, bytes) else text.text).lower()


def header_value(text: Text) -> cst.BaseExpression | None:
    """What a header gets, of which the text is the name: in a call, a pair, a dict or a subscript."""
    up = text.place.up
    around = up.up if up is not None else None
    if up is None:
        return None
    if isinstance(up.node, cst.DictElement):
        return up.node.value if up.node.key is text.node else None
    if isinstance(up.node, cst.Arg) and around is not None and isinstance(around.node, cst.Call):
        given = [arg.value for arg in around.node.args if arg.keyword is None and not arg.star]
        return given[1] if len(given) > 1 and given[0] is text.node else None
    if isinstance(up.node, cst.Element) and around is not None and isinstance(around.node, cst.Tuple):
        given = [element.value for element in around.node.elements]
        return given[1] if len(given) == 2 and given[0] is text.node else None
    statement = next((place.node for place in text.place.ancestors() if isinstance(place.node, cst.Assign)), None)
    target = statement.targets[0].target if statement is not None else None
    is_target = isinstance(target, cst.Subscript) and any(
        isinstance(item.slice, cst.Index) and item.slice.value is text.node for item in target.slice
    )
    return statement.value if is_target and statement is not None else None
