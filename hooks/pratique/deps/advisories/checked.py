"""Values of a record, checked as they are taken out; what is of the wrong kind is named.

Records come from many hands, and JSON holds more than a record may: lone surrogates, numbers
without measure, keys that stand twice, depths that end a program.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, TypeGuard

LONGEST = 250  # characters of an id, a name or a version; what is longer is none


class Faults(list[str]):
    """What could not be understood in one record, in words."""


def parsed(raw: bytes, faults: Faults) -> dict[str, Any] | None:
    """The record as a table, or None; of a key that stands twice the last value counts."""
    twice: list[str] = []

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            twice.extend(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        return made

    try:
        record = json.loads(raw, object_pairs_hook=table)
    except (ValueError, RecursionError, MemoryError):
        faults.append("is not JSON")
        return None
    if not isinstance(record, dict):
        faults.append(f"is {_kind(record)}, not a table")
        return None
    faults.extend(f"holds the key {shown(key)} twice" for key in dict.fromkeys(twice))
    return record


def list_of(table: dict[str, Any], key: str, faults: Faults) -> list[Any]:
    """The list under the key, empty where there is none."""
    value = table.get(key)
    if value is None:
        return []
    if isinstance(value, list):
        return value
    faults.append(f"{key} is {_kind(value)}, not a list")
    return []


def is_text(value: Any, what: str, faults: Faults) -> TypeGuard[str]:
    """Whether the value is a text as names, ids and versions are."""
    if value is None or value == "":
        faults.append(f"has no {what}")
    elif not isinstance(value, str) or not value.strip():
        faults.append(f"{what} is {shown(value)}, not a text")
    elif len(value) > LONGEST:
        faults.append(f"{what} has {len(value):,} characters: {shown(value)}")
    elif not value.isprintable():
        faults.append(f"{what} {shown(value)} holds what cannot be printed")
    else:
        return True
    return False


def shown(value: Any) -> str:
    """The value, or its kind where it cannot be told in a few words."""
    if isinstance(value, str):
        return ascii(value[:40])
    return repr(value) if value in ({}, []) else _kind(value)


_KINDS = ((bool, "a flag"), ((int, float), "a number"), (str, "a text"), (list, "a list"), (dict, "a table"))


def _kind(value: Any) -> str:
    return next((name for kind, name in _KINDS if isinstance(value, kind)), "nothing")
