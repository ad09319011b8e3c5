"""The fix in Python: a credential gives way to a look-up in the environment.

Edits are as small as they can be, so that several credentials in one string, and fixes of other
hooks, go together; what they leave is parsed before it is offered.
"""

from __future__ import annotations

import ast
import re
from itertools import takewhile
from typing import NamedTuple

from pratique.core import edits
from pratique.core.finding import Edit, Fix
from pratique.core.source import Source
from pratique.secrets import python_places as places
from pratique.secrets.detector import Detector, Hit
from pratique.secrets.python_strings import Literal, Program, String, program
from pratique.secrets.variables import Names, variable

_WORD = re.compile(rb"\w\Z")
# Line breaks around a value in a block are layout; a blank or an escape beside it may be meant.
_LAYOUT = re.compile(rb"(?:[ \t]*\r?\n[ \t]*)*\Z")
_BRACE = re.compile(rb"[{}]")
_URL = re.compile(rb"(?P<scheme>[a-z][a-z0-9+.\-]{1,30})://[^\s{}]*\Z")
# What an address is usually called in the environment, by the beginning of its scheme.
_URL_NAMES = (
    ("postgres", "DATABASE_URL"),
    ("mysql", "DATABASE_URL"),
    ("mssql", "DATABASE_URL"),
    ("oracle", "DATABASE_URL"),
    ("mongodb", "MONGODB_URI"),
    ("redis", "REDIS_URL"),
    ("amqp", "BROKER_URL"),
    ("http", "SERVICE_URL"),
)


class _Change(NamedTuple):
    """The edits of one place, without the import."""

    name: str
    edits: tuple[Edit, ...]
    drops_fallback: bool = False


class Repairs:
    """The fixes of one Python file; its tree is read when the first is asked for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._program = program(source) if source.path.endswith((".py", ".pyw")) else None
        self._names = Names()

    def fix(self, hit: Hit, detector: Detector) -> tuple[str, Fix] | None:
        """The variable and the fix for a credential; None where a look-up cannot stand in its place."""
        found = self._program and self._program.string_at(hit.start, hit.end)
        if not found or self._program is None or not places.is_replaceable(found):
            return None
        importing = _import(self._program, found)
        change = self._change(self._program, found, hit, detector)
        if importing is None or change is None or not _parses(self._source.data, found, change):
            return None
        gone = " without the fallback" if change.drops_fallback else ""
        reason = f"the program needs {change.name} from then on; it is listed in .env.example without its value"
        title = f"read {change.name} from the environment{gone}; revoke the old value ({detector.rotate})"
        return change.name, Fix(title, False, (*importing, *change.edits), reason, (change.name,))

    def _change(self, tree: Program, string: String, hit: Hit, detector: Detector) -> _Change | None:
        literals = tree.literals(string)
        inside = [item for item in literals if item.content <= hit.start and hit.end <= item.content_end]
        whole = bool(literals) and self._is_all(literals, hit)
        fallback = places.look_up(tree, string)
        if fallback and (whole or inside):
            return self._without_fallback(tree, string, fallback, hit, detector)
        value = self._source.data[hit.start : hit.end]
        # the literal is the key itself, not the name of its file
        wanted = variable(detector, places.own_name(string)).removesuffix("_FILE")
        if whole:
            return self._lookup(string, self._names.choose(value, wanted))
        if len(inside) != 1:
            return None
        address = self._address(inside[0]) if len(literals) == 1 else None
        if address and detector.variable == "SERVICE_URL":
            named = wanted if wanted != detector.variable else address
            return self._lookup(string, self._names.choose(self._source.data[string.start : string.end], named))
        if detector.variable == "SERVICE_URL":
            wanted = "SERVICE_PASSWORD"
        if _is_template(string):
            return None
        return self._within(string, inside[0], literals, hit, self._names.choose(value, wanted))

    def _is_all(self, literals: list[Literal], hit: Hit) -> bool:
        """Whether nothing but line breaks stands in the literals beside the credential."""
        data = self._source.data
        first, last = literals[0], literals[-1]
        if not (first.content <= hit.start and hit.end <= last.content_end and first.content_end >= hit.start):
            return False
        if hit.start > first.content_end or hit.end < last.content:
            return False
        before, after = data[first.content : hit.start], data[hit.end : last.content_end]
        return bool(_LAYOUT.match(before) and _LAYOUT.match(after))

    def _address(self, literal: Literal) -> str:
        """The usual variable where the literal is one address with nothing around it, else ""."""
        if "f" in literal.prefix:
            return ""
        url = _URL.match(self._source.data, literal.content, literal.content_end)
        if url is None:
            return ""
        scheme = url["scheme"].decode("ascii")
        return next((name for start, name in _URL_NAMES if scheme.startswith(start)), "SERVICE_URL")

    def _lookup(self, string: String, name: str) -> _Change:
        """The whole string gives way."""
        encoded = isinstance(string.node, ast.Constant) and isinstance(string.node.value, bytes)
        text = f'os.environ["{name}"]' + (".encode()" if encoded else "")
        return _Change(name, (Edit(string.start, string.end, self._apart(string.start) + text),))

    def _apart(self, start: int) -> str:
        """A blank where the look-up would otherwise run together with the word before it (`return"…"`)."""
        return " " if _WORD.search(self._source.data, max(0, start - 4), start) else ""

    def _without_fallback(
        self, tree: Program, string: String, fallback: places.LookUp, hit: Hit, detector: Detector
    ) -> _Change:
        name = fallback.name or variable(detector, "")
        if fallback.kept is None:
            return _Change(name, (Edit(fallback.start, fallback.end, ""),), True)
        first, last = tree.span(fallback.kept)
        asked = self._source.data[first:last].decode("utf-8")
        text = f"os.environ[{asked}]"
        encoded = isinstance(string.node, ast.Constant) and isinstance(string.node.value, bytes)
        text += ".encode()" if encoded else ""
        return _Change(name, (Edit(fallback.start, fallback.end, self._apart(fallback.start) + text),), True)

    def _within(self, string: String, literal: Literal, literals: list[Literal], hit: Hit, name: str) -> _Change | None:
        """The string becomes an f-string, the credential a field of it."""
        data, prefix = self._source.data, literal.prefix
        content = data[literal.content : literal.content_end]
        bytes_ = "b" in prefix
        if bytes_ and (len(literals) > 1 or b"\\" in content or not content.isascii()):
            return None  # what `encode` would make of escapes is something else
        formatted = "f" in prefix
        if formatted and _depth(data[literal.content : hit.start]):
            return None
        if not formatted and b"\\N{" in content:
            return None
        quote = "'" if literal.quote[0] == '"' else '"'
        made = [Edit(hit.start, hit.end, f"{{os.environ[{quote}{name}{quote}]}}")]
        if not formatted:
            raw = "r" if "r" in prefix else ""
            made.append(
                Edit(literal.start, literal.content - len(literal.quote), self._apart(literal.start) + raw + "f")
            )
            made += [
                Edit(match.start(), match.end(), match.group().decode() * 2)
                for match in _BRACE.finditer(data, literal.content, literal.content_end)
                if not hit.start <= match.start() < hit.end
            ]
        if bytes_:
            made.append(Edit(literal.end, literal.end, ".encode()"))
        return _Change(name, tuple(sorted(made)))


def _depth(text: bytes) -> int:
    """How many fields of an f-string are open at the end of its beginning."""
    plain = text.replace(b"{{", b"").replace(b"}}", b"")
    return plain.count(b"{") - plain.count(b"}")


def _is_template(string: String) -> bool:
    """Whether the string is filled in later (`"…%s" % x`, `"…".format(x)`): a value with such signs would break it."""
    parent = string.parents[0]
    if isinstance(parent, ast.BinOp):
        return isinstance(parent.op, ast.Mod) and parent.left is string.node
    return isinstance(parent, ast.Attribute) and parent.attr in ("format", "format_map")


def _parses(data: bytes, string: String, change: _Change) -> bool:
    """Whether the expression is still one after the change."""
    inside = all(string.start <= edit.start and edit.end <= string.end for edit in change.edits)
    if not inside:
        return True  # a call gives way to a subscript, or loses its last argument
    moved = [edit._replace(start=edit.start - string.start, end=edit.end - string.start) for edit in change.edits]
    text = edits.apply(data[string.start : string.end], moved).decode("utf-8").strip()
    try:
        ast.parse(f"(\n{text}\n)", mode="eval")
    except (SyntaxError, ValueError):
        return False
    return True


def _import(tree: Program, string: String) -> tuple[Edit, ...] | None:
    """The edit that imports os, () where that is done; None where the name is taken for something else."""
    statement = next(node for node in reversed(string.parents) if isinstance(node, ast.stmt))
    if any(_takes_os(node) or _imports_later(tree, node, string) for node in tree.walked):
        return None
    before = [node for node in tree.tree.body if isinstance(node, ast.Import) and node.lineno < statement.lineno]
    if any(_binds_os(alias) for node in before for alias in node.names):
        return ()
    return _insertion(tree, statement)


def _takes_os(node: ast.AST) -> bool:
    """Whether the node gives the name `os` to something that is not the module."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        module = isinstance(node, ast.Import)
        return any(_binds_os(alias) and not (module and alias.asname is None) for alias in node.names)
    if isinstance(node, ast.Name):
        return node.id == "os" and not isinstance(node.ctx, ast.Load)
    if isinstance(node, (ast.alias, ast.keyword)):
        return False
    # definitions, parameters, `except … as`, and what patterns of `match` capture
    return any(getattr(node, field, None) == "os" for field in ("name", "arg", "rest"))


def _imports_later(tree: Program, node: ast.AST, string: String) -> bool:
    """Whether a function imports os for itself behind the string: the name would not be bound yet."""
    own = isinstance(node, ast.Import) and any(map(_binds_os, node.names)) and node not in tree.tree.body
    return own and isinstance(node, ast.Import) and node.lineno >= string.node.lineno


def _binds_os(alias: ast.alias) -> bool:
    return (alias.asname or alias.name.partition(".")[0]) == "os"


def _insertion(tree: Program, statement: ast.stmt) -> tuple[Edit, ...] | None:
    """`import os` before the first statement that is neither documentation nor of the future."""
    leading = list(takewhile(_must_lead, tree.tree.body))
    body = tree.tree.body[len(leading) :]
    imports = [node for node in body if isinstance(node, (ast.Import, ast.ImportFrom))]
    first = imports[0] if imports and imports[0].lineno < statement.lineno else body[0]
    decorators = getattr(first, "decorator_list", [])
    line = min([first.lineno, *(node.lineno for node in decorators)])
    if first.col_offset or (leading and (leading[-1].end_lineno or 0) >= line):
        return None
    data = tree.source.data
    newline = "\r\n" if b"\r\n" in data else "\n" if b"\n" in data or b"\r" not in data else "\r"
    gap = "" if imports and first is imports[0] else newline * (2 if isinstance(first, _DEFINITIONS) else 1)
    start = tree.offset(line, 0)
    return (Edit(start, start, f"import os{newline}{gap}"),)


_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _must_lead(node: ast.stmt) -> bool:
    if isinstance(node, ast.ImportFrom) and node.module == "__future__":
        return True
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
