"""Strings that are put together: the constant text and the values in them, in turn."""

from __future__ import annotations

import libcst as cst

from pratique.lint.resolve import summands
from pratique.lint.views import Value

Part = str | Value


_DEPTH = 8  # strings built from strings under other names; also what ends `line = line + part`


def string_parts(built: Value, depth: int = 0) -> list[Part] | None:
    """Constant text and values in turn, for any way to build a string; None when it is none of them."""
    if depth > _DEPTH:
        return None
    value = built.literal
    node = value.node
    if isinstance(value.constant, str):
        return [value.constant]
    if isinstance(node, cst.FormattedString):
        return _template_parts(value, node)
    operands = summands(node)
    if len(operands) > 1:
        return _sum_parts([value.at(operand) for operand in operands], depth + 1)
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Modulo):
        right = value.at(node.right)
        values = right.elements if isinstance(node.right, cst.Tuple) else [right]
        return _filled(value.at(node.left).constant, "%s", values)
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == "format":
        plain = all(arg.keyword is None and not arg.star for arg in node.args)
        values = [value.at(arg.value) for arg in node.args]
        return _filled(value.at(node.func.value).constant, "{}", values) if plain else None
    return None


def _template_parts(value: Value, node: cst.FormattedString) -> list[Part] | None:
    parts: list[Part] = []
    for part in node.parts:
        if isinstance(part, cst.FormattedStringExpression):
            if part.format_spec or part.equal or part.conversion:
                return None
            parts.append(value.at(part.expression))
        elif isinstance(part, cst.FormattedStringText):
            if "\\" in part.value:
                return None
            parts.append(part.value.replace("{{", "{").replace("}}", "}"))
    return parts


def _sum_parts(operands: list[Value], depth: int) -> list[Part]:
    """Operands of a sum: texts as they are, anything else is a value."""
    parts: list[Part] = []
    for operand in operands:
        parts += string_parts(operand, depth) or [operand]
    return parts


def _filled(template: object, hole: str, values: list[Value]) -> list[Part] | None:
    if not isinstance(template, str):
        return None
    texts = template.split(hole)
    if len(texts) != len(values) + 1 or any("%" in text or "{" in text or "}" in text for text in texts):
        return None
    parts: list[Part] = [texts[0]]
    for value, text in zip(values, texts[1:], strict=True):
        parts += [value.constant if isinstance(value.constant, str) else value, text]
    return parts
