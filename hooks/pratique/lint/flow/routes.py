"""Tables of routes, and other calls that a function is given to, in the file and in the `urls.py` beside it."""

from __future__ import annotations

import ast
import posixpath
import re
from collections import defaultdict
from dataclasses import dataclass, field

from pratique.lint.flow.machine import Machine
from pratique.lint.flow.model import Argument
from pratique.lint.flow.program import Function, Module, parsed

# `<int:name>` of Werkzeug and Django, `<name:int>` of Bottle and Sanic, `{name:int}` of Starlette and Falcon.
_CONVERTED = re.compile(r"[<{](?P<one>\w+)(?:\([^)]*\))?(?::(?P<other>[^<>]*?))?[>}](?=[^}]|$)")
_NAMED_GROUP = re.compile(r"\(\?P<(?P<name>\w+)>(?P<pattern>[^()]*)\)")
_GROUP = re.compile(r"\((?!\?)(?P<pattern>[^()]*)\)")
_KINDS = frozenset({"int", "float", "uuid", "bool", "slug", "signed_int", "number", "dt", "ymd", "alpha", "any"})
_PLAIN = re.compile(r"(?:\\d|\\w|\[(?:[0-9a-zA-Z_-]|\\d|\\w)+\])(?:[+*]|\{\d+(?:,\d*)?\})?")
_BESIDE = ("urls.py", "routes.py")


@dataclass
class Table:
    """What the file says of functions and classes, by their names.

    routes: paths that lead to them. given: (call, position or keyword) of calls they are given to.
    called: names of functions that the file itself calls.
    """

    routes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    given: dict[str, list[tuple[ast.Call, Argument]]] = field(default_factory=lambda: defaultdict(list))
    called: set[str] = field(default_factory=set)


def table(machine: Machine) -> Table:
    """The table of the file at hand, made once."""
    if machine.routes is None:
        machine.routes = Table()
        _collect(machine.routes, machine.program.main)
        folder = posixpath.dirname(machine.program.main.path)
        for name in _BESIDE if _has_tables(machine.program.main) else ():
            content = machine.program.read(posixpath.join(folder, name))
            module = parsed(posixpath.join(folder, name), content) if content is not None else None
            if module is not None and module.path != machine.program.main.path:
                _collect(machine.routes, module)
    found: Table = machine.routes
    return found


def _has_tables(module: Module) -> bool:
    """Whether the file is of a framework whose routes stand in a file of their own."""
    return any(name.partition(".")[0] in ("django", "rest_framework") for name in module.packages)


def of(machine: Machine, function: Function) -> list[str]:
    """The paths that lead to the function, or to the class whose method it is."""
    name = function.owner.name if function.owner is not None else function.name
    return table(machine).routes.get(name, [])


def _collect(found: Table, module: Module) -> None:
    for node in module.nodes:
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                found.called.add(node.func.id)
            places: list[tuple[Argument, ast.expr]] = [
                *enumerate(node.args),
                *((keyword.arg, keyword.value) for keyword in node.keywords if keyword.arg),
            ]
        elif isinstance(node, ast.Tuple):
            places = [*enumerate(node.elts)]
        else:
            continue
        paths = [item.value for _, item in places[:2] if isinstance(item, ast.Constant) and isinstance(item.value, str)]
        for place, item in places:
            name = _reference(item)
            if not name:
                continue
            if isinstance(node, ast.Call):
                found.given[name].append((node, place))
            found.routes[name] += paths


def _reference(node: ast.expr) -> str:
    """The name of the function or class that the expression refers to: `views.user`, `User.as_view()`."""
    if isinstance(node, ast.Call):
        func = node.func
        if isinstance(func, ast.Attribute) and func.attr in ("as_view", "as_asgi"):
            return _reference(func.value)
        return func.id if isinstance(func, ast.Name) and func.id[:1].isupper() else ""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def harmless_parameters(function: Function, paths: list[str], names: list[str]) -> set[str]:
    """Those of the names, in the order of the parameters, that every path admits harmless texts for only."""
    verdicts: dict[str, list[bool]] = defaultdict(list)
    for path in paths:
        for match in _CONVERTED.finditer(_NAMED_GROUP.sub("", path)):
            one, other = match["one"], match["other"]
            name, kind = (other, one) if other in names else (one, other or "")
            verdicts[name].append(_is_harmless(kind))
        for match in _NAMED_GROUP.finditer(path):
            verdicts[match["name"]].append(_PLAIN.fullmatch(match["pattern"]) is not None)
        if not _NAMED_GROUP.search(path) and not _CONVERTED.search(path):
            for name, match in zip(names, _GROUP.finditer(path), strict=False):
                verdicts[name].append(_PLAIN.fullmatch(match["pattern"]) is not None)
    return {name for name, found in verdicts.items() if all(found)}


def _is_harmless(kind: str) -> bool:
    kind = kind.split("=")[0].split("(")[0] if kind.partition("(")[0] in _KINDS else kind
    pattern = kind[3:] if kind.startswith("re:") else kind
    return kind in _KINDS or (_PLAIN.fullmatch(pattern) is not None and kind not in ("str", "string", "path"))
