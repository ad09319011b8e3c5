"""What a string is in a Python program: what it is called, and whether something else can stand there."""

from __future__ import annotations

import ast
from typing import NamedTuple

from pratique.secrets.python_strings import Program, String

# Calls that read the environment themselves: the whole call gives way to os.environ[…].
_READERS = frozenset({"os.getenv", "getenv", "os.environ.get", "environ.get", "os.environb.get"})
# Calls of settings libraries (decouple, environs, django-environ, Starlette) that fail without a fallback.
_SETTINGS = frozenset({"config", "decouple.config", "env", "env.str", "env.get_value", "settings.config"})
_FALLBACK_NAMES = frozenset({"default", "fallback"})
# Calls that put a variable into the environment: reading it there would be reading what is being set.
_WRITERS = frozenset(
    {"os.putenv", "os.environ.setdefault", "environ.setdefault", "os.environ.update", "environ.update"}
)
# Calls that only wrap the literal, so that what they are given to names it.
_WRAPPERS = frozenset({"SecretStr", "SecretBytes", "Secret", "Field", "field", "str", "bytes", "Optional"})
_UNNAMED_ARGUMENTS = frozenset({"default", "value", "fallback", "default_value", "initial", "secret_value"})


class LookUp(NamedTuple):
    """A look-up in the environment whose fallback the string is.

    start, end: the bytes that go. kept: the expression for the variable's name, None where the
    call itself stays and only its argument goes. name: the variable, "" where it is computed.
    """

    start: int
    end: int
    kept: ast.expr | None
    name: str


def dotted(node: ast.AST) -> str:
    """`os.environ.get` for that expression; "" for anything but names and attributes."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def is_replaceable(string: String) -> bool:
    """Whether an expression that is worked out at run time may stand in the string's place."""
    child: ast.AST = string.node
    for parent in string.parents:
        if isinstance(parent, ast.Expr) and child is string.node:  # documentation
            return False
        if isinstance(parent, ast.pattern) or type(parent).__name__ == "TypeAlias":
            return False
        if isinstance(parent, ast.arg) or child is getattr(parent, "annotation", None):
            return False
        if child is getattr(parent, "returns", None) or (isinstance(parent, ast.Subscript) and child is parent.slice):
            return False
        if isinstance(parent, ast.Call) and _sets_environment(parent):
            return False
        if isinstance(parent, ast.Assign) and any(_is_environment(target) for target in parent.targets):
            return False
        if isinstance(parent, ast.stmt):
            break
        child = parent
    return _position_of_name(string) is None


def _sets_environment(call: ast.Call) -> bool:
    name = dotted(call.func)
    return name in _WRITERS or name.endswith(".setenv")


def _is_environment(target: ast.expr) -> bool:
    return isinstance(target, ast.Subscript) and dotted(target.value) in ("os.environ", "environ")


def _position_of_name(string: String) -> ast.Call | None:
    """The look-up whose variable's name the string is, by mistake."""
    call = string.parents[0] if string.parents else None
    if isinstance(call, ast.Call) and call.args[:1] == [string.node] and dotted(call.func) in _READERS | _SETTINGS:
        return call
    return None


def look_up(program: Program, string: String) -> LookUp | None:
    """The look-up in the environment that falls back to the string, None where there is none."""
    parent = string.parents[0]
    if isinstance(parent, ast.BoolOp) and isinstance(parent.op, ast.Or) and len(parent.values) == 2:
        first, second = parent.values
        name = _looked_up(first)
        return LookUp(*program.span(parent), name, _constant(name)) if second is string.node and name else None
    keyword = parent if isinstance(parent, ast.keyword) and parent.arg in _FALLBACK_NAMES else None
    call = string.parents[1] if keyword else parent
    if not isinstance(call, ast.Call) or not call.args or string.node is call.args[0]:
        return None
    given = [*call.args, *(item.value for item in call.keywords)]
    name = call.args[0]
    if dotted(call.func) in _READERS and len(given) == 2:
        return LookUp(*program.span(call), name, _constant(name))
    if dotted(call.func) in _SETTINGS and _constant(name):
        return _without_argument(program, call, keyword or string.node)
    return None


def _looked_up(node: ast.expr) -> ast.expr | None:
    """What `os.getenv(name)` asks for."""
    if isinstance(node, ast.Call) and dotted(node.func) in _READERS and len(node.args) == 1 and not node.keywords:
        return node.args[0]
    return None


def _constant(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _without_argument(program: Program, call: ast.Call, argument: ast.expr | ast.keyword) -> LookUp | None:
    """The bytes of the argument with the comma before it; None where more than a comma would go."""
    first = program.offset(argument.lineno, argument.col_offset)
    last = program.offset(argument.end_lineno or argument.lineno, argument.end_col_offset or 0)
    before = [program.span(node)[1] for node in (*call.args, *(item.value for item in call.keywords))]
    start = max((end for end in before if end <= first), default=first)
    if program.source.data[start:first].strip() != b",":
        return None
    return LookUp(start, last, None, _constant(call.args[0]))


def own_name(string: String) -> str:
    """What the program calls the string's value: target, argument, key or parameter; "" where it has no name."""
    child: ast.AST = string.node
    for parent in string.parents:
        name = _name_in(parent, child)
        if name:
            return name
        wraps = isinstance(parent, ast.Call) and dotted(parent.func).rpartition(".")[2] in _WRAPPERS
        if not (wraps or isinstance(parent, (ast.keyword, ast.BoolOp, ast.IfExp, ast.JoinedStr))):
            return ""
        if isinstance(parent, ast.keyword) and parent.arg not in _UNNAMED_ARGUMENTS:
            return ""
        child = parent
    return ""


def _name_in(parent: ast.AST, child: ast.AST) -> str:
    if isinstance(parent, ast.Assign):
        return _target(parent.targets[0])
    if isinstance(parent, (ast.AnnAssign, ast.NamedExpr)):
        return _target(parent.target)
    if isinstance(parent, ast.keyword):
        return "" if parent.arg in _UNNAMED_ARGUMENTS else parent.arg or ""
    if isinstance(parent, ast.Dict):
        keys = [key for key, value in zip(parent.keys, parent.values, strict=True) if value is child]
        return _constant(keys[0]) if keys else ""
    if isinstance(parent, ast.arguments):
        return _parameter(parent, child)
    if isinstance(parent, ast.Compare):
        return next((_target(side) for side in (parent.left, *parent.comparators) if side is not child), "")
    return ""


def _target(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript):
        return _constant(node.slice)
    return dotted(node).rpartition(".")[2]


def _parameter(arguments: ast.arguments, default: ast.AST) -> str:
    positional = [*arguments.posonlyargs, *arguments.args]
    pairs: list[tuple[ast.arg, ast.expr | None]] = list(
        zip(reversed(positional), reversed(arguments.defaults), strict=False)  # the last ones have them
    )
    pairs += zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return next((parameter.arg for parameter, value in pairs if value is default), "")
