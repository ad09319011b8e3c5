"""Paths and addresses: what resolving them, and what tests of them, say of the text they were made from."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pratique.lint.flow import handling, holding, refusals
from pratique.lint.flow.machine import Frame, Machine, access_path
from pratique.lint.flow.pieces import leading_texts, text_of
from pratique.lint.flow.values import (
    LOCAL,
    UNKNOWN,
    Value,
    all_taints,
    cleared,
    elements,
    make_list,
    merged,
    reaching,
    replace,
)

if TYPE_CHECKING:
    from pratique.lint.flow.calls import Call

RESOLVED, RELATIVE, HOST, ADDRESS = "resolved", "relative", "url.hostname", "url.address"
_BASE = "base"  # in the state of a path: the constant folder that it was joined to
JOINED = "joined"  # an address that was joined to another one
_HOSTS = (HOST, "url.netloc", "url.host", ADDRESS)
_FIXED_HOST = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#\\]+[/?#]", re.IGNORECASE)
_FIXED_REDIRECT = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#\\]+[/?#]|/[^/\\]|[?#]", re.IGNORECASE)
# Tests of an address: attribute -> the truth that says it is not inside the network.
_PRIVATE = {"is_private": False, "is_loopback": False, "is_link_local": False, "is_reserved": False, "is_global": True}
_JOINS = ("join", "joinpath", "Path", "PurePath", "urljoin")
_READS = ("realpath", "abspath", "normpath", "str", "fspath", "unquote", "urlparse", "urlsplit")


def variable_of(node: ast.expr | None) -> str:
    """The variable whose text ends what the expression makes: `name` in `os.path.join(base, name)`."""
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if node.args and called in (*_JOINS, *_READS):
            return variable_of(node.args[-1])
        return variable_of(node.func.value) if isinstance(node.func, ast.Attribute) and not node.args else ""
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Div, ast.Add)):
        return variable_of(node.right)
    if isinstance(node, ast.JoinedStr):
        values = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        return variable_of(values[-1]) if values else ""
    return access_path(node)


def assured(frame: Frame, path: str, kinds: Iterable[str]) -> None:
    """A test says that the variable, and what it was derived from, is harmless for the kinds."""
    for _ in range(4):
        value = frame.env.get(path)
        if value is None:
            owner, _, member = path.rpartition(".")
            if member not in ("name", "filename") or owner not in frame.env:
                return
            value = Value(taints=frame.env[owner].taints)
        frame.env[path] = cleared(value, kinds)
        owner, _, member = path.rpartition(".")
        if member in ("name", "filename") and "path" in kinds and owner in frame.env:  # a member of an archive
            frame.env[owner] = cleared(frame.env[owner], ("archive",))
        if value.subject is None or value.subject[1] not in (RESOLVED, RELATIVE, JOINED):
            return
        path = value.subject[0]


def confirmed(value: Value, frame: Frame) -> None:
    """Something derived from a variable is as it should be: so is the variable."""
    if value.subject is None:
        return
    path, relation = value.subject
    if relation in _HOSTS:
        assured(frame, path, ("redirect", "url", "option"))
    elif relation == "url.scheme":
        assured(frame, path, ("option",))
    elif relation in (RESOLVED, RELATIVE):
        assured(frame, path, ("path",))


def member_of_parents(machine: Machine, node: ast.expr, frame: Frame) -> None:
    """`folder in path.parents` holds."""
    if isinstance(node, ast.Attribute) and node.attr == "parents":
        value = machine.evaluate(node.value, frame)
        if value.subject is not None and value.subject[1] == RESOLVED:
            assured(frame, access_path(node.value), ("path",))
            confirmed(value, frame)


def _is_above(text: str, resolved: Value) -> bool:
    """Whether the text is the beginning of a path that leads to the folder which was joined, no more."""
    base = resolved.state.get(_BASE, UNKNOWN).constant
    return isinstance(base, str) and base.startswith(text) and len(text.rstrip("/")) < len(base.rstrip("/"))


def tested(node: ast.Attribute, receiver: Value, argument: Value, frame: Frame, truth: bool) -> None:
    """A method of a text or path said so: startswith, endswith, is_relative_to."""
    if receiver.subject is None or all_taints(argument):
        return
    path = access_path(node.value)
    is_refused = node.attr == "startswith" and not truth and ".." in refusals.texts_of(argument)
    if is_refused and receiver.subject[1] == RESOLVED and path in frame.env:
        frame.env[path] = refusals.marked(frame.env[path], "no-dots")  # a normal path has dots at its beginning only
    relation = receiver.subject[1]
    domains = refusals.texts_of(argument)
    is_root = bool(domains) and all(text in ("", "/") for text in domains)  # in which every path is
    is_root = is_root or any(_is_above(text, receiver) for text in domains)
    contained = relation == RESOLVED and truth and node.attr in ("startswith", "is_relative_to") and not is_root
    inside = relation == RELATIVE and not truth and node.attr == "startswith"
    domain = relation in _HOSTS and truth and node.attr == "endswith"
    if contained or inside or (domain and domains and all(text.startswith(".") for text in domains)):
        assured(frame, variable_of(node.value), ("path",) if relation not in _HOSTS else ("url", "redirect"))
        confirmed(receiver, frame)


def tested_address(value: Value, name: str, frame: Frame, truth: bool) -> None:
    """An attribute such as `is_private` of an address said so."""
    if value.subject is not None and value.subject[1] == f"{ADDRESS}.{name}" and _PRIVATE.get(name) is truth:
        assured(frame, value.subject[0], ("url",))


def is_judged_harmless(node: ast.expr | None, judged_by: tuple[str, str], frame: Frame) -> bool:
    """Whether what is known of the attribute by which the variable is judged is harmless."""
    attribute, kind = judged_by
    path = access_path(node)
    known = frame.env.get(f"{path}.{attribute}") if path else None
    return known is not None and not reaching(known, kind)


def harmless(kind: str, value: Value) -> bool:
    """Whether the value's beginning settles what matters to this kind of sink."""
    leads = leading_texts(value)
    if kind == "url":
        return all(map(_FIXED_HOST.match, leads)) or _is_set_by_program(value, kind)
    if kind == "option":
        is_resolved = value.subject is not None and value.subject[1] == RESOLVED
        return is_resolved or all((lead and lead[0] != "-") or "=" in lead for lead in leads)
    if kind == "import":  # a fixed package, or the beginning of a method's name
        return all(len(lead) > 2 or lead.endswith((".", "_")) for lead in leads)
    if kind == "redirect":
        return all(map(_FIXED_REDIRECT.match, leads)) or _is_set_by_program(value, kind) or _is_path(value)
    if kind == "path" and value.parts and not _is_outside(value.parts[0], kind):
        return all("no-dots" in taint.cleared for taint in reaching(value, kind))
    return False


def _is_path(value: Value) -> bool:
    """Whether it is the path of an address, or a slash and what cannot make it the name of a host."""
    if value.subject is not None and value.subject[1] == "url.path":
        return True
    if leading_texts(value) != ("/",) or len(value.parts) < 2 or isinstance(value.parts[1], str):
        return False
    return all("no-host" in taint.cleared for taint in value.parts[1].taints)


def _is_outside(piece: str | Value, kind: str) -> bool:
    return isinstance(piece, Value) and any(taint.rank != LOCAL for taint in reaching(piece, kind))


def _is_set_by_program(value: Value, kind: str) -> bool:
    """Whether the text begins with something of the program's own, such as a setting, that ends before a slash."""
    if len(value.parts) < 2 or _is_outside(value.parts[0], kind):
        return False
    first, second = value.parts[0], value.parts[1]
    if isinstance(first, Value) and first.constants is not None:
        return False  # its beginning is known, and decides
    if isinstance(first, str):
        return "://" in first and len(value.parts) > 2 and _host_ends(value, kind)
    return not isinstance(second, str) or (second.startswith(("/", "?", ":", ".")) and _host_ends(value, kind))


def _host_ends(value: Value, kind: str) -> bool:
    """Whether the first slash after the scheme comes before the first piece of an outsider's."""
    text = ""
    for piece in value.parts:
        if _is_outside(piece, kind):
            break
        text += piece if isinstance(piece, str) else "x"
    _, _, rest = text.rpartition("://")
    return any(mark in rest for mark in "/?#")


def _node(call: Call) -> ast.expr | None:
    return call.nodes[0] if call.nodes else None


def _target(call: Call) -> ast.expr | None:
    node = call.node
    return node.func.value if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None


def _parsed_url(machine: Machine, call: Call, frame: Frame) -> Value | None:
    given = handling.first(call, "url")
    return Value(taints=all_taints(given), type="urllib.parse.ParseResult", subject=(variable_of(_node(call)), "url"))


def _looked_up(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """The address of a host: what it is says what the host is."""
    given = handling.first(call)
    subject = (given.subject[0], ADDRESS) if given.subject and given.subject[1] in _HOSTS else None
    found = Value(taints=all_taints(given), subject=subject or (variable_of(_node(call)), ADDRESS))
    return cleared(found, _AS_ADDRESS)


def _resolved(machine: Machine, call: Call, frame: Frame) -> Value | None:
    given = handling.first(call)
    state = {_BASE: given.state[_BASE]} if _BASE in given.state else {}
    return Value(taints=all_taints(given), type="str", subject=(variable_of(_node(call)), RESOLVED), state=state)


def _relative(machine: Machine, call: Call, frame: Frame) -> Value | None:
    given = handling.first(call)
    return Value(taints=all_taints(given), type="str", subject=(variable_of(_node(call)), RELATIVE))


def _resolved_path(machine: Machine, call: Call, frame: Frame) -> Value | None:
    given, target = call.receiver or UNKNOWN, _target(call)
    return Value(taints=given.taints, type="pathlib.Path", subject=(variable_of(target), RESOLVED))


def _joined(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """os.path.join: an absolute part throws away what stands before it, so only the last may lead."""
    pieces: list[str | Value] = []
    for value in call.positional:
        pieces += ["/", value] if pieces else [value]
    if not pieces:
        return UNKNOWN
    found = text_of(pieces)
    rooted = any("no-root" not in t.cleared for v in call.positional[1:] for t in all_taints(v))
    state = {_BASE: call.positional[0]} if isinstance(call.positional[0].constant, str) else {}
    result = replace(found, constants=None, parts=() if rooted else found.parts, state=state)
    return cleared(result, ("option",)) if harmless("option", call.positional[0]) else result  # or an absolute path


def _common(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """os.path.commonpath: equal to a folder, it says that the resolved path lies in it."""
    container = handling.first(call).container
    node = _node(call)
    if container is None or not isinstance(node, (ast.List, ast.Tuple)):
        return None
    found = Value(taints=merged(*(all_taints(item) for item in elements(container))), type="str")
    for item, place in zip(container.known.values(), node.elts, strict=False):
        if item.subject is not None and item.subject[1] == RESOLVED and all_taints(item):
            return replace(found, subject=(variable_of(place) or item.subject[0], RESOLVED))
    return found


def _halves(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """os.path.split: the folder, and the name without it."""
    taints = all_taints(handling.first(call))
    return make_list("tuple", [Value(taints=taints), cleared(Value(taints=taints), ("path",))])


def _relative_to(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """It raises when the path lies elsewhere: past it, a resolved path is contained."""
    receiver, target = call.receiver or UNKNOWN, _target(call)
    if receiver.subject and receiver.subject[1] == RESOLVED and target is not None:
        holding.update(machine, target, cleared(receiver, ("path",)), frame)
        confirmed(receiver, frame)
        return cleared(Value(taints=receiver.taints, type="pathlib.Path"), ("path",))
    return Value(taints=receiver.taints, type="pathlib.Path")


def _put_together(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """urlunparse: where the host is the program's own, nobody else chooses it."""
    container = handling.first(call).container
    if container is None or not container.exact:
        return None
    host = container.known.get(1, UNKNOWN)
    found = Value(taints=all_taints(handling.first(call)), type="str")
    return found if all_taints(host) else cleared(found, ("redirect", "url"))


def _replaced_host(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """`parsed._replace(netloc=…)` with a host of the program's own."""
    receiver, host = call.receiver or UNKNOWN, call.keywords.get("netloc")
    if host is None or all_taints(host) or receiver.type != "urllib.parse.ParseResult":
        return None
    return cleared(Value(taints=receiver.taints, type=receiver.type), ("redirect", "url"))


# What an address, digits and marks between them, is harmless for: it may still be anyone's.
_AS_ADDRESS = (
    *("sql", "html", "header", "log", "path", "command", "code", "ldap", "ldap-name", "xpath", "nosql", "regex"),
    "option",
)
Handler = Callable[[Machine, "Call", Frame], "Value | None"]
NAMED: Mapping[str, Handler] = {
    **{f"urllib.parse.{name}": _put_together for name in ("urlunparse", "urlunsplit")},
    **{f"urllib.parse.{name}": _parsed_url for name in ("urlparse", "urlsplit")},
    "yarl.URL": _parsed_url,
    "httpx.URL": _parsed_url,
    **{f"socket.{name}": _looked_up for name in ("gethostbyname", "getaddrinfo")},
    "ipaddress.ip_address": _looked_up,
    **{f"os.path.{name}": _resolved for name in ("realpath", "abspath", "normpath")},
    "os.path.join": _joined,
    "os.path.relpath": _relative,
    "os.path.split": _halves,
    "os.path.commonpath": _common,  # commonprefix compares characters: /srv/data2 begins with /srv/data
    "pathlib.Path.resolve": _resolved_path,
    "pathlib.Path.relative_to": _relative_to,
}
METHODS: Mapping[str, Any] = {"_replace": _replaced_host, "resolve": _resolved_path, "relative_to": _relative_to}
