"""What built-in functions, methods of built-in types and a few of the standard library compute.

They are part of the language as far as data flow goes: everything else is described by models.
"""

from __future__ import annotations

import ast
import configparser
import re
import urllib.parse
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pratique.lint.flow import (
    containers,
    drawn,
    holding,
    iterators,
    objects,
    options,
    paths,
    protocols,
    signatures,
    standard,
    texts,
)
from pratique.lint.flow.handling import Handler, change, first
from pratique.lint.flow.machine import Frame, Machine, access_path
from pratique.lint.flow.pieces import leading_text, text_of
from pratique.lint.flow.program import Partial
from pratique.lint.flow.values import (
    AS_TEXT,
    ESCAPED,
    NONE,
    UNKNOWN,
    Container,
    Value,
    all_taints,
    cleared,
    constant,
    join,
    join_all,
    listed,
    merged,
    numeric,
    replace,
)

if TYPE_CHECKING:
    from pratique.lint.flow.calls import Call

_SECTION = "configparser.SectionProxy"
ATTRIBUTE = "builtins.attribute"  # type of what getattr finds under a name that is not known; state: name


def _number(machine: Machine, call: Call, frame: Frame) -> Value | None:
    from pratique.lint.flow import fold

    node = call.node
    name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
    container = first(call).container
    if name == "len" and container is not None and container.exact:
        return Value(constants=(len(container.known),))
    folded = fold.builtin(name, call.positional)
    return folded if folded is not None else UNKNOWN if name == "len" else numeric(*call.positional)


def _same(machine: Machine, call: Call, frame: Frame) -> Value | None:
    from pratique.lint.flow import fold

    given = protocols.spoken(machine, first(call), call.node, frame)
    folded = fold.builtin("str", call.positional) if len(call.positional) == 1 else None
    if folded is not None:
        return folded
    text = Value(taints=all_taints(given), parts=given.parts, type="str", subject=given.subject)
    return cleared(text, AS_TEXT)


def _repr(machine: Machine, call: Call, frame: Frame) -> Value | None:
    found = _same(machine, call, frame) or UNKNOWN
    return cleared(replace(found, parts=(), subject=None), ESCAPED)


def _getattr(machine: Machine, call: Call, frame: Frame) -> Value | None:
    name = call.argument(1)
    if name is None or not isinstance(name.constant, str):
        taints = all_taints(first(call))
        return Value(taints=taints, type=ATTRIBUTE, state={"name": name}) if name is not None else Value(taints=taints)
    found = objects.attribute_of(machine, first(call), name.constant, call.node, frame)
    default = call.argument(2)
    return join(found, default) if default is not None else found


# `items/` and `/items`, but neither `//host` nor `scheme:`.
_FOLDER = re.compile(r"/[^/\\]|[\w.-]+[/?#]")


def _joined_url(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """urljoin: the second address decides, where it names a host; one that begins with a folder does not."""
    base, added = call.argument(0) or UNKNOWN, call.argument(1) or UNKNOWN
    lead = leading_text(added) if added.parts else ""
    if isinstance(base.constant, str) and _FOLDER.match(lead):
        return text_of([urllib.parse.urljoin(base.constant, lead), *added.parts[1:]])
    path = access_path(call.nodes[1]) if len(call.nodes) > 1 else ""
    return Value(taints=merged(*map(all_taints, call.every())), type="str", subject=(path, "joined"))


def _config_set(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    section, option = (call.argument(0) or UNKNOWN).constant, (call.argument(1) or UNKNOWN).constant
    key = Value(constants=((section, option),)) if isinstance(section, str) and isinstance(option, str) else UNKNOWN
    receiver = holding.with_element(receiver, key, call.argument(2) or UNKNOWN)
    if isinstance(section, str) and receiver.container is not None and section in receiver.container.known:
        receiver = holding.without_element(receiver, constant(section))
    change(machine, call, receiver, frame)
    return NONE


def _config_forgotten(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """read, read_file, read_dict: any option may have another value now."""
    receiver = call.receiver or UNKNOWN
    if receiver.container is not None and receiver.container.known:
        change(machine, call, replace(receiver, container=None), frame)
    return None


def _config_read_as(make: Callable[[str], object]) -> Handler:
    """getboolean, getint, getfloat: an option of a known text, as the class reads it."""

    def handler(machine: Machine, call: Call, frame: Frame) -> Value | None:
        receiver = call.receiver or UNKNOWN
        if receiver.type == _SECTION:
            found = holding.element_at(receiver, call.argument(0) or UNKNOWN)
        else:
            found = _config_get(machine, call, frame) or UNKNOWN
        if not isinstance(found.constant, str):
            return numeric(found)
        try:
            return constant(make(found.constant))
        except (KeyError, ValueError):  # the program would raise here
            return UNKNOWN

    return handler


_CONFIG_TYPES: Mapping[str, Callable[[str], object]] = {
    "getboolean": lambda text: configparser.RawConfigParser.BOOLEAN_STATES[text.lower()],
    "getint": int,
    "getfloat": float,
}


def _config_get(machine: Machine, call: Call, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    section, option = (call.argument(0) or UNKNOWN).constant, (call.argument(1) or UNKNOWN).constant
    if receiver.container is None:
        return Value(taints=receiver.taints)
    key = Value(constants=((section, option),)) if isinstance(section, str) and isinstance(option, str) else UNKNOWN
    return holding.element_at(receiver, key)


def _config_read(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """read_string: the options of a constant text."""
    text, receiver = first(call, "string").constant, call.receiver or UNKNOWN
    if not isinstance(text, str):
        return None
    parser = configparser.RawConfigParser()
    try:
        parser.read_string(text)
    except configparser.Error:
        return None
    for section in parser.sections():
        options = {option: constant(value) for option, value in parser.items(section)}
        for option, held in options.items():
            receiver = holding.with_element(receiver, constant((section, option)), held)
        held = Value(type=_SECTION, container=Container("dict", dict(options)))
        receiver = holding.with_element(receiver, constant(section), held)
    change(machine, call, receiver, frame)
    return NONE


def _partial(machine: Machine, call: Call, frame: Frame) -> Value | None:
    if not call.positional:
        return None
    callee, given, named = call.positional[0], call.positional[1:], dict(call.keywords)
    inner = callee.refs[0] if len(callee.refs) == 1 else None
    if isinstance(inner, Partial):  # a method of an object, or another partial
        return Value(
            refs=(Partial(inner.callee, inner.receiver, [*inner.positional, *given], {**inner.keywords, **named}),)
        )
    return Value(refs=(Partial(callee, None, given, named),))


def _module(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """importlib.import_module of a constant name: as if the program imported it."""
    name = first(call, "name").constant
    return Value(refs=(name,)) if isinstance(name, str) and len(call.positional) == 1 else None


def _setattr(machine: Machine, call: Call, frame: Frame) -> Value | None:
    name, value = call.argument(1) or UNKNOWN, call.argument(2) or UNKNOWN
    if len(call.nodes) == 3 and isinstance(name.constant, str):
        target = ast.Attribute(call.nodes[0], name.constant, ast.Store())
        holding.set_attribute(machine, ast.copy_location(target, call.node), value, frame)
    return NONE


# Methods of built-in types, by name: for receivers of which no model says more.
METHODS: Mapping[str, Handler] = {
    "format": texts.formatted,
    "format_map": texts.formatted,
    "join": texts.joined,
    "replace": texts.replaced,
    "translate": texts.translated,
    "get": containers.get,
    "pop": containers.pop,
    "append": containers.append,
    "insert": containers.append,
    "add": containers.append,
    "extend": containers.extend,
    "remove": containers.remove,
    "clear": containers.clear,
    "copy": containers.copied_whole,
    "index": containers.index,
    "reverse": containers.reverse,
    "sort": containers.sort,
    "discard": containers.remove,
    "update": containers.update,
    "setdefault": containers.setdefault,
    "items": containers.items,
    "values": containers.values,
    "keys": containers.keys,
    "split": texts.split,
    "rsplit": texts.rsplit,
    "rpartition": texts.rpartition,
    "enter_context": lambda machine, call, frame: first(call),
    "enter_async_context": lambda machine, call, frame: first(call),
    "splitlines": texts.splitlines,
    "encode": texts.encoded,
    **paths.METHODS,
    **standard.METHODS,
    "lstrip": texts.lstrip,
}


def _next(machine: Machine, call: Call, frame: Frame) -> Value | None:
    """The first element, where the iterator is made on the spot; else any."""
    from pratique.lint.flow.assignment import element_of

    given, node = first(call), call.nodes[0] if call.nodes else None
    fresh = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "iter"
    default = call.positional[1:2]
    if fresh and given.container is not None and given.container.exact and given.container.known:
        return holding.element_at(listed(given), Value(constants=(0,)))
    return join_all([element_of(given), *default]) if given.container is not None else None


def _clean(machine: Machine, call: Call, frame: Frame) -> Value | None:
    return UNKNOWN


# Functions by qualified name.
NAMED: Mapping[str, Any] = {
    **dict.fromkeys(("int", "float", "bool", "len", "ord", "abs", "round", "hash", "id"), _number),
    **dict.fromkeys(("isinstance", "issubclass", "hasattr", "callable", "all", "any", "range"), _clean),
    **{kind: containers.copied(kind) for kind in ("list", "tuple", "set", "frozenset")},
    **paths.NAMED,
    **standard.NAMED,
    **iterators.NAMED,
    **drawn.NAMED,
    "collections.deque": containers.copied("list"),
    **{
        f"configparser.{kind}.{name}": _config_read_as(make)
        for kind in ("ConfigParser", "RawConfigParser", "SectionProxy")
        for name, make in _CONFIG_TYPES.items()
    },
    **{
        f"configparser.{kind}.{name}": _config_forgotten
        for kind in ("ConfigParser", "RawConfigParser")
        for name in ("read", "read_file", "read_dict")
    },
    **{f"configparser.{kind}.set": _config_set for kind in ("ConfigParser", "RawConfigParser")},
    **{f"configparser.{kind}.get": _config_get for kind in ("ConfigParser", "RawConfigParser")},
    **{f"configparser.{kind}.read_string": _config_read for kind in ("ConfigParser", "RawConfigParser")},
    "str": _same,
    "str.maketrans": lambda machine, call, frame: first(call) if len(call.positional) == 1 else UNKNOWN,
    "next": _next,
    "vars": lambda machine, call, frame: holding.attributes(first(call)),
    "dict.fromkeys": containers.from_keys,
    "repr": _repr,
    "ascii": _repr,
    "dict": containers.dict_of,
    "collections.OrderedDict": containers.dict_of,
    "collections.ChainMap": containers.chained,
    "enumerate": containers.pairs,
    "zip": containers.zipped,
    "sorted": containers.ordered,
    "reversed": containers.turned,
    "filter": containers.filtered,
    "map": containers.mapped,
    "shlex.split": texts.shell_words,
    **signatures.NAMED,
    **signatures.METHODS,
    "getattr": _getattr,
    "re.sub": texts.substituted,
    **{f"{owner}.parse_args": options.parsed for owner in ("argparse.ArgumentParser", "**")},
    **{f"flask_re{name}.reqparse.RequestParser.parse_args": options.parsed_request for name in ("stful", "stx")},
    **{f"{owner}.parse_known_args": options.parsed_known for owner in ("argparse.ArgumentParser", "**")},
    "contextlib.closing": lambda machine, call, frame: first(call),
    "re.compile": texts.compiled,
    **{f"{owner}.{name}": texts.matched(f"{owner}.{name}") for owner in ("re", "re.Pattern") for name in texts.MATCHES},
    "functools.partial": _partial,
    "setattr": _setattr,
    "importlib.import_module": _module,
    "urllib.parse.urljoin": _joined_url,
}
