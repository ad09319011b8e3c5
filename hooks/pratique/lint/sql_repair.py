"""The fix of an SQL statement with values in its text: the same statement with bound parameters."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import libcst as cst

from pratique.lint.declare import AppendArgument, Change, Repair, Replace
from pratique.lint.flow_view import Flow
from pratique.lint.sql_text import Bound, bind
from pratique.lint.strings import string_parts
from pratique.lint.views import Call, Value
from pratique.lint.walk import children


class Style(NamedTuple):
    """How a driver spells parameters. (PEP 249, and the drivers' own pages)

    placeholder: by number from 1. passed: how they stand beside the statement: "tuple", or "each" for
    arguments of their own. special: what the rest of the statement must not hold.
    """

    name: str
    placeholder: Callable[[int], str]
    passed: str = "tuple"
    special: str = r"(?!)"


_QMARK = Style("?", lambda number: "?", special=r"\?")
_FORMAT = Style("%s", lambda number: "%s")
_NUMERIC = Style(":1", lambda number: f":{number}", special=r":\w")
_DOLLAR = Style("$1", lambda number: f"${number}", passed="each", special=r"\$\d")
_STYLES = {
    **dict.fromkeys(("sqlite3", "aiosqlite", "pyodbc", "pysqlite3", "sqlcipher3", "duckdb", "aioodbc"), _QMARK),
    **dict.fromkeys(
        (
            *("psycopg", "psycopg2", "psycopg_pool", "MySQLdb", "pymysql", "mysql", "aiomysql", "aiopg"),
            *("flask_mysqldb", "flaskext.mysql", "pg8000", "pymssql", "django.db", "snowflake"),
        ),
        _FORMAT,
    ),
    **dict.fromkeys(("oracledb", "cx_Oracle"), _NUMERIC),
    "asyncpg": _DOLLAR,
}
_METHODS = {
    "tuple": frozenset(["execute", "raw", "execute_fetchall"]),
    "each": frozenset(["execute", "fetch", "fetchrow", "fetchval"]),
}
_EXECUTING = frozenset(["execute", "scalar", "scalars"])
_REASON = (
    "the driver now sends each value apart from the statement and decides on its type: a number that comes as text "
    "may compare differently, and the statement must run on {driver}"
)


def bound(flow: Flow) -> Repair | None:
    """The statement with the values beside it; None where a value does not stand where values do."""
    if flow.call is None or flow.argument is None or flow.is_elsewhere:
        return None
    return bound_at(flow.call, flow.argument)


def bound_at(call: Call, argument: Value) -> Repair | None:
    """The same for a call and the argument that holds its statement."""
    if call.is_open or call.is_partial:
        return None
    if call.names & _texts():
        return _named(call, argument)
    style = _style(call)
    if style is None or call.method not in _METHODS[style.passed] or len(call.args) != 1:
        return None
    built = _built(call, argument)
    if built is None or re.search(style.special, "".join(part for part in built[1] if isinstance(part, str))):
        return None
    node, parts = built
    if style is _FORMAT:
        parts = [part.replace("%", "%%") if isinstance(part, str) else part for part in parts]
    found = bind(parts, style.placeholder)
    codes = list(_codes(found, style is _FORMAT)) if found is not None else []
    if found is None or not codes or None in codes:
        return None
    listed = ", ".join(code for code in codes if code is not None)
    passed = listed if style.passed == "each" else f"({listed},)" if len(codes) == 1 else f"({listed})"
    changes = (Replace(node, _literal(found.statement)), AppendArgument(call.node, passed))
    return Repair(
        "bind the values", changes, safe=False, reason=_REASON.format(driver=f"a driver that writes {style.name}")
    )


def _style(call: Call) -> Style | None:
    """The one style of the drivers that the file imports."""
    found = {style.name: style for module, style in _STYLES.items() if call.file.imports(module)}
    return next(iter(found.values())) if len(found) == 1 else None


def _texts() -> frozenset[str]:
    return frozenset(
        f"{package}.text" for package in ("sqlalchemy", "sqlalchemy.sql", "sqlmodel", "sqlalchemy.sql.expression")
    )


def _named(call: Call, argument: Value) -> Repair | None:
    """`text("… :name")`, its values in a dict beside it, or in bindparams()."""
    built = _built(call, argument)
    if built is None or len(call.args) != 1:
        return None
    node, parts = built
    if any(re.search(r":\w|\\", part) for part in parts if isinstance(part, str)):
        return None
    names = list(_names(parts))
    found = bind(parts, lambda number: f":{names[number - 1]}" if number <= len(names) else ":")
    codes = list(_codes(found, False)) if found is not None else []
    if found is None or not codes or None in codes:
        return None
    pairs = list(zip(names, codes, strict=False))
    outer = _around(call)
    changes: tuple[Change, ...]
    if outer is not None:
        given = ", ".join(f'"{name}": {code}' for name, code in pairs)
        changes = (Replace(node, _literal(found.statement)), AppendArgument(outer, f"{{{given}}}"))
    elif node is argument.node:
        given = ", ".join(f"{name}={code}" for name, code in pairs)
        function = cst.Module([]).code_for_node(call.node.func)
        changes = (Replace(call.node, f"{function}({_literal(found.statement)}).bindparams({given})"),)
    else:
        return None
    return Repair("bind the values", changes, safe=False, reason=_REASON.format(driver="SQLAlchemy"))


def _around(call: Call) -> cst.Call | None:
    """The `execute(text(…))` that the call is the only argument of."""
    for place in call.place.ancestors():
        node = place.node
        if isinstance(node, cst.Call) and node is not call.node:
            fits = isinstance(node.func, cst.Attribute) and node.func.attr.value in _EXECUTING
            return node if fits and len(node.args) == 1 and node.args[0].value is call.node else None
        if isinstance(node, (cst.BaseSmallStatement, cst.BaseStatement)):
            return None
    return None


def _names(parts: Sequence[str | Value]) -> Iterator[str]:
    """A name for every parameter: of the variable, attribute or key that it is."""
    taken: set[str] = set()
    for part in parts:
        if isinstance(part, Value):
            words = re.findall(r"[A-Za-z]\w*", cst.Module([]).code_for_node(part.node)) or ["value"]
            name, number = words[-1].lower(), 1
            base = name
            while name in taken:
                number += 1
                name = f"{base}_{number}"
            taken.add(name)
            yield name


def _built(call: Call, argument: Value) -> tuple[cst.BaseExpression, list[str | Value]] | None:
    """(expression to replace, its parts): the argument, or what its variable is assigned just for this call."""
    node = argument.node
    if isinstance(node, cst.Name):
        if argument.literal.scope is not call.scope or _count(call, node.value) != 2:
            return None
        node = argument.literal.node
    parts = string_parts(argument)
    if parts is None or not any(isinstance(part, Value) for part in parts):
        return None
    if any(isinstance(part, Value) and part.scope is not call.scope for part in parts):
        return None
    return node, list(parts)


def _count(call: Call, name: str) -> int:
    """How often the name is used in the function around the call."""
    root = next((p for p in call.place.ancestors() if isinstance(p.node, (cst.FunctionDef, cst.Module))), None)
    stack: list[cst.CSTNode] = [root.node] if root is not None else []
    found = 0
    while stack:
        node = stack.pop()
        found += isinstance(node, cst.Name) and node.value == name
        stack += children(node)
    return found


def _codes(found: Bound[Value], doubled: bool) -> Iterator[str | None]:
    """Each parameter as source code; None for one that cannot be written on one line."""
    for pieces in found.parameters:
        codes = [piece if isinstance(piece, str) else cst.Module([]).code_for_node(piece.node) for piece in pieces]
        if any("\n" in code or "#" in code for code in codes):
            yield None
        elif len(pieces) == 1:
            yield codes[0]
        else:
            yield _template(pieces, codes, doubled)


def _template(pieces: Sequence[str | Value], codes: list[str], doubled: bool) -> str | None:
    """An f-string of texts and values, in quotes that do not occur in it."""
    quote = next((quote for quote in "\"'" if not any(quote in code for code in codes)), "")
    if not quote or any("\\" in code for code in codes):
        return None
    inner = ""
    for piece, code in zip(pieces, codes, strict=True):
        if isinstance(piece, str):
            text = code.replace("%%", "%") if doubled else code
            inner += text.replace("{", "{{").replace("}", "}}")
        else:
            inner += f"{{{code}}}"
    return f"f{quote}{inner}{quote}"


def _literal(text: str) -> str:
    """The text as a string literal, over several lines where it has them."""
    if "\n" in text and '"""' not in text and "\\" not in text and not text.endswith('"'):
        return f'"""{text}"""'
    return json.dumps(text, ensure_ascii=False)
