"""Values drawn from the predictable generator of `random`, and the names under which they are kept as secrets.

No sink is harmed by them: their taint is cleared for every kind, and lives on in numbers too. What
counts is that something which must not be guessed is made of them (CWE-338).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pratique.lint.flow.handling import Handler, first
from pratique.lint.flow.machine import Frame, Machine, step_at
from pratique.lint.flow.pieces import leading_texts
from pratique.lint.flow.sinks import hit_at
from pratique.lint.flow.values import (
    ALL,
    DRAWN,
    UNKNOWN,
    Container,
    Taint,
    Value,
    all_taints,
    constant,
)

if TYPE_CHECKING:
    from pratique.lint.flow.calls import Call

KIND = "drawn"
_GENERATOR = "random.Random"
_NUMBERS = (
    *("random", "uniform", "randint", "randrange", "getrandbits", "randbytes", "gauss", "normalvariate"),
    *("triangular", "betavariate", "expovariate"),
)
# NumPy's generators: all of a text, or numbers.
_NUMPY = ("bytes", "rand", "randint", "random", "random_integers", "integers", "random_sample")
_ARRAYS = "numpy.random.Generator"
_CHOOSING = ("choice", "choices", "sample")
# A name that may be one of a secret; the rule looks closer.
_SECRETIVE = re.compile(r"(?i)pass|pw|token|secret|key|code|otp|csrf|xsrf|nonce|salt|jwt|captcha|cred|sess|auth|cookie")
_COOKIES = frozenset({"set_cookie", "set_signed_cookie", "set_secure_cookie"})
_SESSION, _SESSIONS = "pratique.Session", ("flask.session", "quart.session")
_PASSWORDS = frozenset({"set_password", "make_password", "generate_password_hash"})


def _drawn(name: str, owner: str = "random") -> Handler:
    def handler(machine: Machine, call: Call, frame: Frame) -> Value | None:
        place = step_at(call.node, frame.module, f"{owner}.{name}")
        machine.draws.setdefault((place.path, place.line, place.column), call.node)
        return Value(taints=(Taint(place, DRAWN, frozenset({ALL})),))

    return handler


def _chosen(name: str) -> Handler:
    """Letters and numbers of an alphabet; what else is chosen was there before."""

    def handler(machine: Machine, call: Call, frame: Frame) -> Value | None:
        given = first(call, "seq" if name == "choice" else "population")
        if not isinstance(given.constant, (str, range)) and not _is_alphabet(given.container):
            return None
        found = _drawn(name)(machine, call, frame) or UNKNOWN
        return found if name == "choice" else Value(container=Container("list", {}, found, exact=False))

    return handler


def _is_alphabet(container: Container | None) -> bool:
    """Whether it holds single characters, or numbers."""
    found = [value.constant for value in container.known.values()] if container is not None else []
    return bool(found) and all(isinstance(item, int) or (isinstance(item, str) and len(item) == 1) for item in found)


def kept(machine: Machine, name: str, node: ast.AST, value: Value, frame: Frame) -> None:
    """The value has this name from here on: that of a variable, an attribute, a key or an argument."""
    if not machine.draws:
        return
    found = next((taint for taint in all_taints(value) if taint.rank == DRAWN), None)
    if found is None or not _SECRETIVE.search(name):
        return
    main = machine.program.main
    if frame.module is not main and found.origin.path == frame.module.path:
        return  # all of it can be seen there
    here = machine.draws.get((found.origin.path, found.origin.line, found.origin.column))
    for number, hit in enumerate(machine.hits):
        if hit.kind == KIND and hit.call is here:  # one finding, whatever the names
            names = dict.fromkeys((*(hit.value.constants or ()), name))
            machine.hits[number] = hit._replace(value=Value(constants=tuple(names)))
            return
    quiet, machine.quiet = machine.quiet, 0  # whoever calls the function
    if here is not None and found.origin.path == main.path:  # the place to mend
        frame = Frame(main, {}, frame.function if frame.module is main else None)
        hit_at(machine, KIND, here, None, found, constant(name), None, frame)
    else:
        hit_at(machine, KIND, node, None, found, constant(name), None, frame)
    machine.quiet = quiet


def kept_by(machine: Machine, call: Call, frame: Frame) -> None:
    """Passwords and cookies are set, and arguments named."""
    if not machine.draws:
        return
    for name, value in call.keywords.items():
        kept(machine, name, call.node, value, frame)
    function = call.node.func if isinstance(call.node, ast.Call) else None
    called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if called in _PASSWORDS:
        for value in call.positional:
            kept(machine, "password", call.node, value, frame)
    elif called in _COOKIES:
        key = call.argument(0) or call.keywords.get("key") or call.keywords.get("name") or UNKNOWN
        held = call.argument(1) or call.keywords.get("value") or UNKNOWN
        for name in leading_texts(key):
            kept(machine, f"cookie {name}", call.node, held, frame)


def kept_under(machine: Machine, base: Value, key: Value, node: ast.AST, value: Value, frame: Frame) -> None:
    """`base[key] = value`: the session remembers who somebody is."""
    is_session = base.type == _SESSION or any(ref in _SESSIONS for ref in base.refs)
    for name in leading_texts(key):
        kept(machine, f"session {name}" if is_session else name, node, value, frame)


def _generator(machine: Machine, call: Call, frame: Frame) -> Value | None:
    return Value(type=_GENERATOR)


def _arrays(machine: Machine, call: Call, frame: Frame) -> Value | None:
    return Value(type=_ARRAYS)


# By qualified name.
NAMED: Mapping[str, Any] = {
    _GENERATOR: _generator,
    **{f"{owner}.{name}": _drawn(name) for owner in ("random", _GENERATOR) for name in _NUMBERS},
    **dict.fromkeys(("numpy.random.default_rng", "numpy.random.RandomState"), _arrays),
    **{f"{owner}.{name}": _drawn(name, "numpy.random") for owner in ("numpy.random", _ARRAYS) for name in _NUMPY},
    **{f"{owner}.{name}": _chosen(name) for owner in ("random", _GENERATOR) for name in _CHOOSING},
}
