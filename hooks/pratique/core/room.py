"""Rooms: packages in which each module is one rule, detector or check.

A module's file name is its rule's name (dashes for underscores), so names are known without
importing anything. A module defines `RULE: core.rule.Rule`.
"""

from __future__ import annotations

import importlib
import os
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pratique.core.rule import Rule

# Hook -> the package of its rules; the one place that knows where names come from.
ROOMS = {
    "core": "pratique.core.rules",
    "lint": "pratique.lint.rules",
    "secrets": "pratique.secrets.detectors",
    "deps": "pratique.deps.checks",
    "prompts": "pratique.prompts.checks",
}
_PACKAGE_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


@cache
def names(room: str) -> tuple[str, ...]:
    """Sorted rule names of a room, read from its folder. Modules that begin with _ are helpers."""
    folder = os.path.join(_PACKAGE_ROOT, *room.split("."))
    stems = {entry.partition(".")[0] for entry in os.listdir(folder) if entry.endswith((".py", ".pyc"))}
    return tuple(sorted(stem.replace("_", "-") for stem in stems if not stem.startswith("_")))


def module(room: str, name: str) -> ModuleType:
    """The module of the rule of that name."""
    return importlib.import_module(f"{room}.{name.replace('-', '_')}")


def rule(room: str, name: str) -> Rule:
    """The metadata of the rule of that name."""
    from pratique.core.rule import Rule

    found = module(room, name).RULE
    assert isinstance(found, Rule)
    return found


@cache
def owners() -> dict[str, str]:
    """Every rule name of every hook -> the hook's name."""
    return {name: hook for hook, room in ROOMS.items() for name in names(room)}
