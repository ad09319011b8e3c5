"""The words that the names around an expression are made of: what a value is for.

`user_password = f(...)`, `f(sessionId=...)`, `{"csrf_token": ...}` and a function `make_otp` each
say what the value inside will be used as.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import libcst as cst

from pratique.lint.views import View
from pratique.lint.walk import children

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Nearby:
    """Names around an expression, each as its words in lower case.

    targets: what the value is assigned, passed or mapped to, from the nearest; function: the
    function it is computed in; passed: the names and short strings inside the expression.
    """

    targets: tuple[Phrase, ...]
    function: Phrase
    passed: tuple[Phrase, ...]
    callees: tuple[Phrase, ...]


def words_of(name: str) -> Phrase:
    """`resetToken` and `RESET_TOKEN` -> ("reset", "token")."""
    return tuple(word.lower() for word in _WORD.findall(name))


def nearby_words(view: View) -> Nearby:
    """The names around the node of the view, up to the function that holds it."""
    targets: list[Phrase] = []
    callees: list[Phrase] = []
    function: Phrase = ()
    for place in view.place.ancestors():
        node = place.node
        if isinstance(node, cst.FunctionDef):
            function = words_of(node.name.value)
            break
        if isinstance(node, cst.ClassDef):
            break
        if isinstance(node, cst.Call):
            callees.append(words_of(_last_name(node.func)))
        targets += _targets(node)
    return Nearby(tuple(targets), function, tuple(_passed(view.place.node)), tuple(callees))


def _targets(node: cst.CSTNode) -> list[Phrase]:
    if isinstance(node, cst.Assign):
        return [words_of(_last_name(target.target)) for target in node.targets]
    if isinstance(node, (cst.AnnAssign, cst.AugAssign, cst.NamedExpr)):
        return [words_of(_last_name(node.target))]
    if isinstance(node, cst.Arg) and node.keyword is not None:
        return [words_of(node.keyword.value)]
    if isinstance(node, cst.DictElement) and isinstance(node.key, cst.SimpleString):
        return [words_of(str(node.key.raw_value))]
    return []


def _last_name(node: cst.BaseExpression) -> str:
    """`a.b` -> b; `a["b"]` -> b; a call's function for a call."""
    if isinstance(node, cst.Attribute):
        return node.attr.value
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Call):
        return _last_name(node.func)
    if isinstance(node, cst.Subscript):
        index = node.slice[0].slice
        if isinstance(index, cst.Index) and isinstance(index.value, cst.SimpleString):
            return str(index.value.raw_value)
        return _last_name(node.value)
    return ""


def _passed(node: cst.CSTNode) -> list[Phrase]:
    """Names in the arguments of a call, and strings that could be names."""
    found: list[Phrase] = []
    stack: list[cst.CSTNode] = list(node.args) if isinstance(node, cst.Call) else []
    while stack:
        item = stack.pop()
        if isinstance(item, cst.Name):
            found.append(words_of(item.value))
        elif isinstance(item, cst.SimpleString) and len(item.value) < 40:
            found.append(words_of(str(item.raw_value)))
        stack += children(item)
    return found


_COOKIE_SETTERS = {"set_cookie", "set_signed_cookie", "set_secure_cookie"}


@dataclass(frozen=True)
class Kept:
    """Where a visitor's copy or session holds a value: the name it has there (no words when it is not
    constant), and whether that is a cookie."""

    name: Phrase
    is_cookie: bool


def kept_as(view: View) -> list[Kept]:
    """The cookies and session keys that hold the value, or a variable that it is handed on by, in its function."""
    home: cst.CSTNode | None = None
    variable = ""
    for place in view.place.ancestors():
        home = place.node
        if isinstance(home, cst.Assign) and not variable and isinstance(home.targets[0].target, cst.Name):
            variable = home.targets[0].target.value
        if isinstance(home, (cst.FunctionDef, cst.ClassDef)):
            break
    nodes = list(_nodes(home)) if isinstance(home, (cst.FunctionDef, cst.Module)) else []
    assigned = {
        node.targets[0].target.value: node.value
        for node in reversed(nodes)
        if isinstance(node, cst.Assign) and isinstance(node.targets[0].target, cst.Name)
    }
    variables = _handed_on(variable, assigned)
    kept = [found for node in nodes if (found := _kept(node, assigned)) is not None]
    return [where for where, what in kept if _mentions(what, view.place.node, variables)]


def _nodes(root: cst.CSTNode) -> Iterator[cst.CSTNode]:
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack += children(node)


# `token = NAME(…)`, `self.token = await other.NAME(…)`, `store["token"] = NAME(…)`; `{"token": NAME(…)}`
_RESULTS = (
    rb"""(?:(?P<target>[\w.\[\]"']+)[ ]*(?::[ ]*[\w.\[\]|, ]+)?=[ ]*|["'](?P<key>\w+)["'][ ]*:[ ]*)"""
    rb"""(?:await[ ]+)?(?:[\w.]+\.)?%s[ ]*\("""
)


def results_kept_as(view: View) -> list[Phrase]:
    """What the file calls the results of the function that the node stands in, where that returns something."""
    function = next((place.node for place in view.place.ancestors() if isinstance(place.node, cst.FunctionDef)), None)
    if function is None or not any(isinstance(node, cst.Return) for node in _nodes(function)):
        return []
    used = re.finditer(_RESULTS % re.escape(function.name.value.encode()), view.file.data)
    return [words_of((match["target"] or match["key"]).decode(errors="replace")) for match in used]


# What a text is handed on by: calls (`str(x)`, `x.hex()`), pieces, texts made of it. Not what is decided by it.
_HANDING = (
    *(cst.Name, cst.Arg, cst.Call, cst.Attribute, cst.Subscript, cst.FormattedString, cst.FormattedStringExpression),
    *(cst.BinaryOperation, cst.Await),
)


def _handed_on(variable: str, assigned: Mapping[str, cst.BaseExpression]) -> set[str]:
    """The variable, and those that are assigned a text made of it."""
    found = {variable} - {""}
    for _ in range(len(assigned) if found else 0):
        added = {name for name, value in assigned.items() if name not in found and _hands_on(value, found)}
        if not added:
            break
        found |= added
    return found


def _hands_on(node: cst.CSTNode, names: set[str]) -> bool:
    if isinstance(node, cst.Name):
        return node.value in names
    inner = node.value if isinstance(node, cst.Subscript) else None
    held = [inner] if inner is not None else children(node)
    return any(isinstance(item, _HANDING) and _hands_on(item, names) for item in held)


def _kept(node: cst.CSTNode, assigned: Mapping[str, cst.BaseExpression]) -> tuple[Kept, cst.BaseExpression] | None:
    """(where, what) of `session["a"] = value` and `response.set_cookie("a", value)`."""
    if isinstance(node, cst.Assign) and isinstance(node.targets[0].target, cst.Subscript):
        target = node.targets[0].target
        index = target.slice[0].slice
        if words_of(_last_name(target.value))[-1:] == ("session",) and isinstance(index, cst.Index):
            return Kept(_words_in(index.value, assigned), False), node.value
    if isinstance(node, cst.Call) and _last_name(node.func) in _COOKIE_SETTERS:
        named = {arg.keyword.value: arg.value for arg in node.args if arg.keyword is not None}
        plain = [arg.value for arg in node.args if arg.keyword is None]
        key, value = named.get("key", plain[0] if plain else None), named.get("value", plain[1] if plain[1:] else None)
        if key is not None and value is not None:
            return Kept(_words_in(key, assigned), True), value
    return None


def _words_in(node: cst.BaseExpression, assigned: Mapping[str, cst.BaseExpression]) -> Phrase:
    """The words of the constant texts that a key is made of, where it is a text or a variable for one."""
    made = assigned.get(node.value, node) if isinstance(node, cst.Name) else node
    if not isinstance(made, (cst.SimpleString, cst.BinaryOperation)):
        return ()
    texts = [item for item in _nodes(made) if isinstance(item, cst.SimpleString)]
    return tuple(word for item in texts for word in words_of(str(item.raw_value)))


def _mentions(value: cst.CSTNode, node: cst.CSTNode, variables: set[str]) -> bool:
    return any(item is node or (isinstance(item, cst.Name) and item.value in variables) for item in _nodes(value))
