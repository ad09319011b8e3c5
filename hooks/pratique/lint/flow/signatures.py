"""Signed texts: what a message authentication code that was compared says of the text it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pratique.lint.flow.machine import Frame, Machine
from pratique.lint.flow.values import ALL, UNKNOWN, Value, all_taints, cleared, merged

_CODE = "hmac.HMAC"
SIGNED = "signed"  # in the state of a code: the text
COMPARISONS = frozenset({"hmac.compare_digest", "secrets.compare_digest", "django.utils.crypto.constant_time_compare"})


def _made(machine: Machine, call: Any, frame: Frame) -> Value:
    text = call.argument(1) or call.keywords.get("msg") or call.keywords.get("value") or UNKNOWN
    return Value(type=_CODE, state={SIGNED: Value(taints=all_taints(text))})


def _updated(machine: Machine, call: Any, frame: Frame) -> Value | None:
    from pratique.lint.flow import holding

    receiver = call.receiver or UNKNOWN
    if receiver.type != _CODE:
        return None
    held = receiver.state.get(SIGNED, UNKNOWN)
    taints = merged(held.taints, *(all_taints(value) for value in call.positional))
    holding.replaced(machine, call.node.func.value, Value(type=_CODE, state={SIGNED: Value(taints=taints)}), frame)
    return UNKNOWN


def _read(machine: Machine, call: Any, frame: Frame) -> Value | None:
    receiver = call.receiver or UNKNOWN
    if receiver.type != _CODE:
        return None
    return Value(type="str", state=receiver.state)


def confirmed(codes: list[Value], frame: Frame) -> None:
    """One of the values is a code that is equal to what was sent: who sent the text knows the key."""
    origins = {taint.origin for code in codes if SIGNED in code.state for taint in code.state[SIGNED].taints}
    if not origins:
        return
    for path, value in frame.env.items():
        taints = all_taints(value)
        if taints and all(taint.origin in origins for taint in taints):
            frame.env[path] = cleared(value, (ALL,))


NAMED: Mapping[str, Any] = {"hmac.new": _made, "hmac.digest": _made, "django.utils.crypto.salted_hmac": _made}
METHODS: Mapping[str, Any] = {f"{_CODE}.{name}": _read for name in ("hexdigest", "digest")} | {
    f"{_CODE}.update": _updated
}
