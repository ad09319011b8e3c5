"""Constant folding: what Python would compute from constants, without running any of the program."""

from __future__ import annotations

import ast
import operator
import string
from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

from pratique.lint.flow.values import Value

_MAX_TEXT = 10_000
_MAX_NUMBER = 10**12
_BINARY: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
}
_COMPARE: Mapping[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda one, other: one in other,
    ast.NotIn: lambda one, other: one not in other,
    ast.Is: lambda one, other: one is other or (isinstance(one, (bool, str, int)) and one == other),
    ast.IsNot: lambda one, other: not (one is other or (isinstance(one, (bool, str, int)) and one == other)),
}
_UNARY: Mapping[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
    ast.Invert: operator.invert,
}
# Methods of str and bytes whose result depends on receiver and arguments only.
_METHODS = frozenset(
    [
        "capitalize",
        "casefold",
        "count",
        "encode",
        "decode",
        "endswith",
        "find",
        "format",
        "index",
        "isalnum",
        "isalpha",
        "isdigit",
        "isidentifier",
        "islower",
        "isnumeric",
        "isspace",
        "isupper",
        "join",
        "ljust",
        "lower",
        "lstrip",
        "partition",
        "removeprefix",
        "removesuffix",
        "replace",
        "rfind",
        "rindex",
        "rjust",
        "rpartition",
        "rsplit",
        "rstrip",
        "split",
        "startswith",
        "strip",
        "swapcase",
        "title",
        "upper",
        "zfill",
    ]
)
# Methods that nothing but a text has.
TEXT_METHODS = _METHODS - {"count", "index", "find"}
NAMED_CONSTANTS: Mapping[str, Any] = {
    **{f"string.{name}": getattr(string, name) for name in ("ascii_letters", "ascii_lowercase", "ascii_uppercase")},
    **{f"string.{name}": getattr(string, name) for name in ("digits", "hexdigits", "octdigits", "punctuation")},
    "string.printable": string.printable,
    "string.whitespace": string.whitespace,
    "os.sep": "/",
    "os.path.sep": "/",
}
_BUILTINS: Mapping[str, Callable[..., Any]] = {
    "abs": abs,
    "bool": bool,
    "chr": chr,
    "float": float,
    "int": int,
    "len": len,
    "max": max,
    "min": min,
    "ord": ord,
    "repr": repr,
    "str": str,
}


def _small(item: Any) -> bool:
    """Whether folding on with it is cheap: a program may ask for `"a" * 10**9`."""
    if isinstance(item, (str, bytes, tuple, list, frozenset, set, dict)):
        return len(item) <= _MAX_TEXT
    return not isinstance(item, (int, float)) or abs(item) <= _MAX_NUMBER


def _applied(function: Callable[..., Any], *operands: Value) -> Value | None:
    """The function over every combination of constants; None where one is not known or it raises."""
    choices = []
    for operand in operands:
        if operand.constants is None:
            return None
        choices.append(operand.constants)
    results: list[Any] = []
    for combination in product(*choices):
        if len(results) > 16 or not all(map(_small, combination)):
            return None
        try:
            result = function(*combination)
        except Exception:  # the program would raise here, or the operands do not fit
            return None
        if not _small(result):
            return None
        if not any(type(result) is type(known) and result == known for known in results):
            results.append(result)
    return Value(constants=tuple(results)) if len(results) <= 16 else None


def _multiply(one: Any, other: Any) -> Any:
    for text, count in ((one, other), (other, one)):
        if isinstance(text, (str, bytes)) and isinstance(count, int) and len(text) * count > _MAX_TEXT:
            raise ValueError("too long")
    return one * other


def binary(kind: type[ast.operator], one: Value, other: Value) -> Value | None:
    """The result of a binary operation on constants, None where it is not known."""
    function = _multiply if kind is ast.Mult else _BINARY.get(kind)
    return _applied(function, one, other) if function else None


def unary(kind: type[ast.unaryop], operand: Value) -> Value | None:
    if kind is ast.Not and operand.truth is not None:
        return Value(constants=(not operand.truth,))
    return _applied(_UNARY[kind], operand)


def compare(kind: type[ast.cmpop], one: Value, other: Value) -> Value | None:
    """The truth of a comparison; membership in a container of known constants included."""
    if kind in (ast.In, ast.NotIn) and other.container is not None and other.container.exact:
        members = other.container.known if other.container.kind == "dict" else other.container.known.values()
        items = [item if other.container.kind == "dict" else item.constant for item in members]
        if one.constants is not None and not any(isinstance(item, Value) for item in items):
            truths = {(item in items) is (kind is ast.In) for item in one.constants}
            return Value(constants=tuple(sorted(truths)))
        return None
    return _applied(_COMPARE[kind], one, other)


def method(name: str, receiver: Value, arguments: list[Value]) -> Value | None:
    """The result of a method of a constant text."""
    if name not in _METHODS or not isinstance(receiver.constant, (str, bytes)):
        return None
    return _applied(lambda text, *rest: getattr(text, name)(*rest), receiver, *arguments)


def builtin(name: str, arguments: list[Value]) -> Value | None:
    """The result of a built-in function of constants."""
    function = _BUILTINS.get(name)
    return _applied(function, *arguments) if function and arguments else None


def index(receiver: Value, key: Value) -> Value | None:
    """An element of a constant text."""
    return _applied(lambda item, place: item[place], receiver, key)
