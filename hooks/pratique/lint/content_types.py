"""Which content type the code around a sink gives to the response, as written there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

_TYPE = re.compile(r"\s*(?:text|application|image|audio|video|font|multipart)/[-\w.+*]+", re.IGNORECASE)
_ATTRIBUTES = frozenset({"content_type", "mimetype", "media_type"})
_SETTERS = frozenset({"set_header", "add_header", "send_header", "append_header", "setdefault", "set", "add", "header"})
_PRINTED = re.compile(r"content-type:\s*([-\w/.+]+)", re.IGNORECASE)
# Names of constants of frameworks, by their ends.
_NAMED = {
    "MEDIA_TEXT": "text/plain",
    "MEDIA_JSON": "application/json",
    "MEDIA_HTML": "text/html",
    "MEDIA_XML": "application/xml",
    "PlainTextResponse": "text/plain",
    "JSONResponse": "application/json",
    "ORJSONResponse": "application/json",
}


def declared(function: ast.AST | None, sink: ast.AST | None) -> tuple[str, ...]:
    """Content types said for the response at the sink: in the call itself, else of the same object
    anywhere in the function, else by a decorator. Empty where nothing is said."""
    own = tuple(_of_sink(sink)) if sink is not None else ()
    if own or function is None:
        return own
    names = _names(function, sink)
    return tuple(
        kind
        for node in _body(function)
        for kind in (*_of_assignment(node, names), *_of_call(node, names), *_of_decorators(node, function))
    )


def _body(function: ast.AST) -> Iterator[ast.AST]:
    """The function and what it runs itself, without the functions in it."""
    yield function
    stack = [function]
    while stack:
        for node in ast.iter_child_nodes(stack.pop()):
            if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                yield node
                stack.append(node)


def _types(node: ast.AST) -> Iterator[str]:
    """Content types in the constants below the node."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, (str, bytes)):
            text = inner.value.decode("latin-1") if isinstance(inner.value, bytes) else inner.value
            if _TYPE.match(text):
                yield text.strip().lower()
            elif printed := _PRINTED.match(text):
                yield printed[1].lower()
        elif isinstance(inner, (ast.Name, ast.Attribute)):
            name = inner.id if isinstance(inner, ast.Name) else inner.attr
            if name in _NAMED:
                yield _NAMED[name]


def _of_sink(sink: ast.AST) -> Iterator[str]:
    """In the other arguments of a call, or beside the body that is returned."""
    if isinstance(sink, ast.Call):
        for argument in (*sink.args[1:], *(keyword.value for keyword in sink.keywords)):
            yield from _types(argument)
    elif isinstance(sink, ast.Return) and isinstance(sink.value, ast.Tuple):
        for item in sink.value.elts[1:]:
            yield from _types(item)


def _root(node: ast.AST | None) -> str:
    """`self.response.headers` -> self."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _names(function: ast.AST, sink: ast.AST | None) -> set[str]:
    """Names of the object that the sink makes or writes to; those of a framework's own response."""
    found = {"response", "cherrypy", "bottle", "flask"}
    if isinstance(sink, ast.Call):
        found |= {_root(sink.func)} if isinstance(sink.func, ast.Attribute) else {"start_response"}
    elif isinstance(sink, (ast.Attribute, ast.Subscript)):
        found = {_root(sink)}
    elif isinstance(sink, ast.Return):  # a framework's own response, under whatever name
        return {"start_response"} | {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    for node in _body(function):
        if isinstance(node, ast.Assign) and node.value is sink:
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found - {""}


def _of_assignment(node: ast.AST, names: set[str]) -> Iterator[str]:
    if not isinstance(node, ast.Assign):
        return
    for target in node.targets:
        if isinstance(target, ast.Name) and target.id in names and isinstance(node.value, ast.Call):
            for argument in (*node.value.args, *(keyword.value for keyword in node.value.keywords)):
                yield from _types(argument)
        is_kind = (isinstance(target, ast.Attribute) and target.attr in _ATTRIBUTES) or (
            isinstance(target, ast.Subscript) and _is_content_type(target.slice)
        )
        if is_kind and _root(target) in names:
            yield from _types(node.value)


def _is_content_type(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and str(node.value).lower() == "content-type"


def _of_call(node: ast.AST, names: set[str]) -> Iterator[str]:
    if not isinstance(node, ast.Call):
        return
    if isinstance(node.func, ast.Attribute) and node.func.attr in _SETTERS and _root(node.func) in names:
        if node.args and _is_content_type(node.args[0]):
            for argument in node.args[1:]:
                yield from _types(argument)
    elif isinstance(node.func, ast.Name) and node.func.id in names & {"start_response"}:
        for argument in node.args[1:]:
            yield from _types(argument)


def _of_decorators(node: ast.AST, function: ast.AST) -> Iterator[str]:
    if node is function and isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        for decorator in node.decorator_list:
            yield from _types(decorator)
