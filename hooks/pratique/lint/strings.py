"""Strings that are put together: the constant text and the values in them, in turn."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence

import libcst as cst

from pratique.lint.resolve import summands
from pratique.lint.views import Value

Part = str | Value


_CONVERSION = re.compile(r"%(?:\((?P<key>\w+)\))?(?P<form>[s%])")
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
        return _percent_parts(value.at(node.left).constant, value.at(node.right))
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == "format":
        return _format_parts(value, value.at(node.func.value).constant, node.args)
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


def _percent_parts(template: object, right: Value) -> list[Part] | None:
    """`template % right`, where every conversion is `%s` or `%(name)s`."""
    if not isinstance(template, str):
        return None
    values = right.elements if isinstance(right.literal.node, cst.Tuple) else [right]
    parts: list[Part] = []
    place = end = 0
    for match in _CONVERSION.finditer(template):
        parts.append(template[end : match.start()])
        end = match.end()
        if match["form"] == "%":
            parts.append("%")
            continue
        value = right.items.get(match["key"]) if match["key"] else values[place] if place < len(values) else None
        if match["form"] != "s" or value is None:
            return None
        parts.append(_constant_or(value))
        place += not match["key"]
    rest = template[end:]
    return None if "%" in rest or place not in (0, len(values)) else _merged([*parts, rest])


def _format_parts(value: Value, template: object, args: Sequence[cst.Arg]) -> list[Part] | None:
    """`template.format(…)`, where every field is plain: `{}`, `{0}` or `{name}`."""
    if not isinstance(template, str) or any(arg.star for arg in args):
        return None
    positional = [value.at(arg.value) for arg in args if arg.keyword is None]
    given: dict[str, Value] = {str(place): item for place, item in enumerate(positional)}
    given |= {arg.keyword.value: value.at(arg.value) for arg in args if arg.keyword is not None}
    parts: list[Part] = []
    automatic = 0
    try:
        for text, name, form, conversion in string.Formatter().parse(template):
            parts.append(text)
            if name is None:
                continue
            item = given.get(name or str(automatic))
            automatic += not name
            if item is None or form or conversion:
                return None
            parts.append(_constant_or(item))
    except ValueError:
        return None
    return _merged(parts)


def _constant_or(value: Value) -> Part:
    return value.constant if isinstance(value.constant, str) else value


def _merged(parts: list[Part]) -> list[Part]:
    """Neighbouring texts as one."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return found
