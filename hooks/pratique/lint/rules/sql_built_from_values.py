"""SQL statements into whose text values are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import libcst as cst

from pratique.lint.api import (
    Argument,
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Part,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    asks_for_member,
    below_here,
    bound_parameters_at,
    calls,
    home,
    string_parts,
    takes_value,
)

RULE = Rule(
    name="sql-built-from-values",
    summary="a value is written into the text of an SQL statement",
    help='Pass the value as a bound parameter: execute("… WHERE name = ?", (name,)).',
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(89,),
    what=(
        "A statement given to execute, executemany, executescript, raw, RawSQL, extra, text, read_sql and their like "
        "whose text is built from values, by an f-string, +, % or format, where a value stands in place of a literal "
        "(after an operator, in quotes, in the list of VALUES), whatever is known of where it comes from. Constants, "
        "numbers by int() or len(), lists of placeholders and quoting functions count as harmless. Values in place of "
        "a name of a table or column, which cannot be bound, are shown in the strict profile. Where an outsider's "
        "value is seen to arrive, sql-injection reports it."
    ),
    why=(
        "The function that builds the statement does not decide who calls it. Once a text of a user arrives there, "
        "the quotes around it hold nothing: they end the literal and add SQL of their own. A name such as O'Brien "
        "breaks the statement even without an attack."
    ),
    assistants="An f-string reads like the statement that was asked for, and works with every value of a first test.",
    remedy=(
        "The fix writes a placeholder in the style of the driver where each value stood and passes the values beside "
        "the statement. Names of tables and columns are to be chosen from a list of known ones, or quoted by the "
        "driver's own function (psycopg.sql.Identifier)."
    ),
    prompt="Use bound parameters for every value in SQL, never string formatting.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html",
        "https://peps.python.org/pep-0249/#paramstyle",
    ),
    foreign=("B608", "S608", "B610", "S610", "B611", "S611"),
    bad=(
        Bad(
            """\
import sqlite3


def find(name):
    db = sqlite3.connect("app.db")
    return db.execute(f"SELECT * FROM users WHERE name = '{name}'").fetchone()  # one
""",
            why="an f-string",
            fixed="""\
import sqlite3


def find(name):
    db = sqlite3.connect("app.db")
    return db.execute("SELECT * FROM users WHERE name = ?", (name,)).fetchone()  # one
""",
        ),
        Bad(
            """\
import psycopg2


def remove(cursor, user):
    query = "DELETE FROM users WHERE id = %s" % user
    cursor.execute(query)
""",
            why="the % operator, by way of a variable",
            fixed="""\
import psycopg2


def remove(cursor, user):
    query = "DELETE FROM users WHERE id = %s"
    cursor.execute(query, (user,))
""",
        ),
        Bad(
            """\
import sqlite3


class Store:
    def __init__(self):
        self.cursor = sqlite3.connect("app.db").cursor()

    def add(self, name, age):
        self.cursor.execute("INSERT INTO people VALUES ('{}', {})".format(name, age))
""",
            why="format, in a list of values",
            fixed="""\
import sqlite3


class Store:
    def __init__(self):
        self.cursor = sqlite3.connect("app.db").cursor()

    def add(self, name, age):
        self.cursor.execute("INSERT INTO people VALUES (?, ?)", (name, age))
""",
        ),
        Bad(
            """\
def search(cursor, name, city):
    query = "SELECT * FROM people WHERE 1 = 1"
    if name:
        query += f" AND name = '{name}'"
    if city:
        query += " AND city = '" + city + "'"
    cursor.execute(query)
""",
            why="a statement that grows",
        ),
        Bad(
            """\
from shop.models import Item


def cheap(limit):
    return Item.objects.extra(where=[f"price < {limit}"])
""",
            why="a condition for Django's extra",
        ),
        Bad(
            """\
def count(cursor, table):
    cursor.execute(f"SELECT COUNT(*) FROM {table}")
    return cursor.fetchone()
""",
            why="the name of a table, for the strict",
        ),
    ),
    good=(
        Good(
            """\
import sqlite3


def find(name):
    db = sqlite3.connect("app.db")
    return db.execute("SELECT * FROM users WHERE name = ?", (name,)).fetchone()
""",
            why="the value is bound",
        ),
        Good(
            """\
import psycopg2


def remove(cursor, user):
    query = "DELETE FROM users WHERE id = %s"
    cursor.execute(query, (user,))
""",
            why="the driver's own placeholder, no % operator",
        ),
        Good(
            """\
def find(cursor, ids):
    marks = ", ".join("?" for _ in ids)
    cursor.execute(f"SELECT * FROM users WHERE id IN ({marks})", ids)
""",
            why="a list of placeholders",
        ),
        Good(
            """\
def page(cursor, number):
    cursor.execute(f"SELECT * FROM users LIMIT 20 OFFSET {int(number) * 20}")
""",
            why="a number",
        ),
        Good(
            """\
ACTIVE = "active"


def find(cursor):
    cursor.execute(f"SELECT * FROM users WHERE state = '{ACTIVE}'")
""",
            why="a constant of the file",
        ),
        Good(
            """\
def search(cursor, name):
    query = "SELECT * FROM people WHERE 1 = 1"
    values = []
    if name:
        query += " AND name = ?"
        values.append(name)
    cursor.execute(query, values)
""",
            why="a statement that grows with placeholders",
        ),
        Good(
            """\
def greet(task, name):
    task.execute(f"say hello to {name} = '{name}'")
""",
            why="no SQL",
        ),
    ),
)

# Methods that are given a statement, and where it stands.
_KEYWORDS = ("sql", "query", "statement", "operation", "sql_script", "raw_query")
_METHODS = {
    "execute", "executemany", "executescript", "exec_driver_sql", "mogrify", "execute_sql", "execute_query",
    "fetch", "fetch_all", "fetch_one", "fetch_val", "fetchrow", "fetchval", "run_query", "raw", "RawSQL", "read_sql",
    "read_sql_query", "text", "prepare", "query", "sql", "execute_async", "cursor_execute", "run_sql", "raw_sql",
}  # fmt: skip
_EXTRA = "extra"
_SQL = re.compile(
    r"\s*(?:select\s.+?\sfrom\b|insert\s+(?:or\s+\w+\s+)?into\b|update\s+\S+\s+set\b|delete\s+from\b|replace\s+into\b|"
    r"with\s+\w+\s+as\s*\(|merge\s+into\b|call\s+\w+|exec(?:ute)?\s+\w|drop\s+\w|create\s+\w|alter\s+\w|truncate\s|"
    r"grant\s+\w|pragma\s+\w|select\b)",
    re.IGNORECASE | re.DOTALL,
)
# Statements whose values can be bound; those that define or set something take no parameters.
_DATA = re.compile(r"\s*(?:select|insert|update|delete|replace|with|merge|call|exec)", re.IGNORECASE)
_IN = re.compile(r"\bin\s*\(\s*\Z", re.IGNORECASE)
_NUMBER_FORMAT = re.compile(r"[-+ 0-9.,_]*[dxXobfFeEgG]\Z")
_FRAGMENT = re.compile(r"(?:sql|clause|where|condition|conditions|subquery|expression|expr|filters?)\Z", re.IGNORECASE)
_HARMLESS_CALLS = {
    "int", "float", "len", "bool", "Decimal", "decimal.Decimal", "uuid.UUID", "UUID", "round", "abs", "ord", "hash",
    "id", "range", "time.time", "datetime.date.today", "datetime.datetime.now", "datetime.datetime.utcnow",
    "uuid.uuid4", "sum", "hex",
}  # fmt: skip
# Pieces of names of functions that quote or check, of methods that render, and of placeholders.
_QUOTING = re.compile(
    r"quote|escape|literal|ident|sanit|placeholder|compile|adapt|as_string|as_sql|mogrify|allow|bind", re.I
)
_PLACEHOLDERS = re.compile(r"place_?holder|marks|qmarks|binds?\b|params|bindparam|param(?:_?style)?\b", re.I)


def check_call(call: Call) -> Iterator[Report]:
    if call.method == _EXTRA:
        yield from _extra(call)
        return
    argument = _statement(call) if call.method in _METHODS else None
    if argument is None or call.is_partial:
        return
    for parts in _texts(call, argument.value):
        graded = _grade(call, parts)
        if graded is not None:
            yield _report(call, argument, *graded)
            return


def _report(call: Call, argument: Argument, value: Value, is_value: bool) -> Report:
    shown = _shown(value)
    if is_value:
        message = f"{shown}is written into the text of an SQL statement; a bound parameter would keep it a value"
        return Report(call.node, message, repair=bound_parameters_at(call, argument.value))
    message = f"{shown}becomes a name or a part of an SQL statement; choose it from a list of known ones"
    return Report(call.node, message, severity=Severity.MEDIUM, confidence=Confidence.LOW, profile="strict")


def _shown(value: Value) -> str:
    written = cst.Module([]).code_for_node(value.node)
    return f"{written} " if len(written) < 40 and "\n" not in written else "a value "


def _statement(call: Call) -> Argument | None:
    named = (call.keywords[keyword] for keyword in _KEYWORDS if keyword in call.keywords)
    return call.positional[0] if call.positional else next(named, None)


def _extra(call: Call) -> Iterator[Report]:
    """Django's QuerySet.extra(select={…}, where=[…], order_by=[…])."""
    given = [call.keywords[name].value for name in ("where", "select", "tables", "order_by") if name in call.keywords]
    texts = [text for value in given for text in (*value.elements, *value.items.values())]
    for text in texts:
        parts = string_parts(text)
        values = [part for part in parts or () if isinstance(part, Value) and not _is_harmless(part)]
        if values:
            message = f"{_shown(values[0])}is written into SQL; pass it by params= instead"
            yield Report(call.node, message)
            return


def _texts(call: Call, statement: Value) -> Iterator[Sequence[Part]]:
    """The parts of each text that the statement may be: also of a variable that is set or added to several times."""
    node = statement.node
    literal = statement.literal.node
    if isinstance(literal, cst.Call) and isinstance(literal.func, (cst.Name, cst.Attribute)) and literal.args:
        wrapped = statement.literal.at(literal.args[0].value)  # execute(text(f"…"))
        if call.method != "text" and statement.literal.at(literal.func).names & {
            "sqlalchemy.text",
            "sqlalchemy.sql.text",
        }:
            return  # reported there
        if not isinstance(literal.func, cst.Attribute) and string_parts(wrapped) is not None:
            return
    parts = string_parts(statement) or _formatted(statement.literal)
    if parts:
        yield parts
    elif isinstance(node, cst.Name):
        yield from _grown(call, node.value)


def _formatted(value: Value) -> list[Part]:
    """The parts of an f-string with conversions and formats, of which those for numbers count as text."""
    parts: list[Part] = []
    for piece in value.node.parts if isinstance(value.node, cst.FormattedString) else ():
        if isinstance(piece, cst.FormattedStringText):
            parts.append(piece.value)
        elif isinstance(piece, cst.FormattedStringExpression):
            form = cst.Module([]).code_for_node(cst.FormattedString(piece.format_spec or ()))[2:-1]
            quote = "'" if piece.conversion == "r" else ""
            held: Part = "0" if _NUMBER_FORMAT.match(form) else value.at(piece.expression)
            parts += [quote, held, quote] if quote else [held]
    return parts


def _grown(call: Call, name: str) -> Iterator[Sequence[Part]]:
    """What the function assigns and adds to the variable, each text after the one it begins with."""
    body = home(call)
    begun = ""
    for node in below_here(body) if body is not None else ():
        if isinstance(node, cst.Assign) and any(_is_name(item.target, name) for item in node.targets):
            value: cst.BaseExpression = node.value
        elif isinstance(node, cst.AugAssign) and _is_name(node.target, name):
            value = node.value
        else:
            continue
        parts = string_parts(call.value(value))
        if parts is None:
            continue
        if isinstance(node, cst.Assign) and isinstance(parts[0], str) and _SQL.match(parts[0]):
            begun = parts[0]
        if begun:
            yield parts if isinstance(node, cst.Assign) else [f"{begun} ", *parts]


def _is_name(node: cst.BaseExpression, name: str) -> bool:
    return isinstance(node, cst.Name) and node.value == name


def _grade(call: Call, parts: Sequence[Part]) -> tuple[Value, bool] | None:
    """The value to report, and whether it stands where a value can; None where the text is harmless, or no SQL."""
    whole = "".join(part if isinstance(part, str) else "x" for part in parts)
    if not isinstance(parts[0], str) or not _SQL.match(whole):
        return None
    before, other = "", None
    for part in parts:
        if isinstance(part, str):
            before += part
            continue
        if not _is_harmless(part) and not _is_checked(call, part):
            if _DATA.match(whole) and _stands_for_value(before) and not _FRAGMENT.search(_last_name(part.node)):
                return part, True
            other = other or part
        before += "x"
    return (other, False) if other is not None else None


def _stands_for_value(before: str) -> bool:
    """Within single quotes, or after what a value follows."""
    plain = before.replace("''", "")
    return plain.count("'") % 2 == 1 or takes_value(plain) or _IN.search(plain) is not None


def _is_harmless(value: Value) -> bool:
    node = value.literal.node
    if value.is_constant or _is_fixed_name(value.node):
        return True
    if isinstance(node, cst.IfExp):
        return all(_is_harmless(value.literal.at(branch)) for branch in (node.body, node.orelse))
    if isinstance(node, cst.BinaryOperation):
        return _is_harmless_sum(value.literal, node)
    if isinstance(node, cst.Call):
        called = node.func.attr.value if isinstance(node.func, cst.Attribute) else getattr(node.func, "value", "")
        known = value.literal.at(node.func).names & _HARMLESS_CALLS
        return bool(known or _QUOTING.search(str(called)) or _joins_harmless(value.literal, node))
    return False


def _is_checked(call: Call, value: Value) -> bool:
    """Whether the function asks if the value is one of a list, or quotes it."""
    body = home(call)
    if body is None or not isinstance(value.node, cst.Name):
        return False
    name = value.node.value
    return asks_for_member(call, value) or any(_sets_quoted(node, name) for node in below_here(body))


def _sets_quoted(node: cst.CSTNode, name: str) -> bool:
    """`name = quote_name(…)`, whatever is put around it later."""
    if not isinstance(node, cst.Assign) or not any(_is_name(item.target, name) for item in node.targets):
        return False
    made = node.value
    return isinstance(made, cst.Call) and _QUOTING.search(_last_name(made.func)) is not None


def _is_fixed_name(node: cst.BaseExpression) -> bool:
    """A constant by its name, a list of placeholders, or a count."""
    name = _last_name(node)
    return (name.isupper() and len(name) > 1) or bool(_PLACEHOLDERS.search(name))


def _last_name(node: cst.BaseExpression) -> str:
    return node.attr.value if isinstance(node, cst.Attribute) else node.value if isinstance(node, cst.Name) else ""


def _is_harmless_sum(value: Value, node: cst.BinaryOperation) -> bool:
    """Arithmetic with a number in it, such as `int(page) * 20`, and `", ".join(…) * n`."""
    sides = [value.at(node.left), value.at(node.right)]
    if isinstance(node.operator, (cst.Multiply, cst.Subtract, cst.Divide, cst.FloorDivide)):
        return True
    return isinstance(node.operator, cst.Add) and all(_is_harmless(side) for side in sides)


def _joins_harmless(value: Value, node: cst.Call) -> bool:
    """`", ".join("?" for _ in ids)`, `", ".join(["?"] * n)`, `", ".join(map(quote, names))`."""
    if not (isinstance(node.func, cst.Attribute) and node.func.attr.value == "join" and len(node.args) == 1):
        return False
    items = value.at(node.args[0].value)
    inner = items.literal.node
    if isinstance(inner, (cst.GeneratorExp, cst.ListComp)):
        made = items.literal.at(inner.elt)
        parts = string_parts(made)
        return _is_harmless(made) or (parts is not None and all(isinstance(p, str) or _is_bare(p) for p in parts))
    if isinstance(inner, cst.BinaryOperation):
        return isinstance(inner.operator, cst.Multiply)
    if isinstance(inner, cst.Call):
        return bool(inner.args) and _QUOTING.search(cst.Module([]).code_for_node(inner.args[0])) is not None
    elements = items.elements
    return bool(elements) and all(element.is_constant for element in elements)


def _is_bare(value: Value) -> bool:
    """`f"{column} = ?"` for each of some columns: a name, not a value."""
    return isinstance(value.node, (cst.Name, cst.Attribute))


_BEGIN = (
    "select", "insert", "update", "delete", "replace", "with", "merge", "call", "exec", "execute", "drop", "create",
    "alter", "truncate", "grant", "pragma",
)  # fmt: skip
_NEEDED = tuple(spelled for word in _BEGIN for spelled in (word, word.upper(), word.title()))
_STATEMENT = ("sql@0=built", *(f"{keyword}=built" for keyword in _KEYWORDS))
TRIGGERS: Triggers = (
    calls(*sorted(_METHODS), given=_STATEMENT, starting=(_DATA.pattern,), needs=_NEEDED),
    calls(
        *sorted(_METHODS),
        given=_STATEMENT,
        starting=(rf"\s*(?:{'|'.join(_BEGIN)})",),
        needs=_NEEDED,
        profile="strict",
    ),
    calls(_EXTRA, given=("where", "select", "tables", "order_by")),
)
CHECKS: Checks = {Call: check_call}
