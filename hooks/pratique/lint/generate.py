"""The table of what triggers the rules, made from them, so that a clean run needs no rule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pratique.core import room
from pratique.lint import declare
from pratique.lint.flow.library import library
from pratique.lint.trigger_index import Index, indexed
from pratique.lint.triggers import Trigger

_HEAD = '''"""What triggers which rule. Written by docs/generate.py; do not edit."""

# fmt: off
# ruff: noqa: E501 (patterns are not cut)
from __future__ import annotations

from typing import Any

Index = dict[bytes, tuple[tuple[str, int, int, tuple[bytes, ...]], ...]]
'''
_WIDTH = 110
_ALWAYS = 4  # fields of a trigger that are written even where they say nothing


def table_source() -> str:
    """The text of screen_table.py."""
    rules = [declare.load(name) for name in room.names(declare.ROOM)]
    profiles = "".join(f'    "{rule.rule.name}": "{rule.rule.profile}",\n' for rule in rules)
    rows = "".join(_rows(rule) for rule in rules if rule.triggers)
    indexes = indexed({rule.rule.name: rule.triggers for rule in rules})
    flows = _strings(rule.rule.name for rule in rules if rule.kinds)
    sources = "".join(f"    {_bytes(needle.decode())},\n" for needle in library().needles)
    return (
        f"{_HEAD}# rule -> the lowest profile that shows it\n"
        f"PROFILES = {{\n{profiles}}}\n"
        "# rule -> its triggers, the fields of each in the order of pratique.lint.triggers\n"
        f"TRIGGERS: dict[str, tuple[tuple[Any, ...], ...]] = {{\n{rows}}}\n"
        "# word -> (rule, which trigger, which of its names or arguments, other words) that it may fire\n"
        f"WORDS: Index = {{\n{_index(indexes.words)}}}\n"
        "# the same by pieces of words, in lower case, and by texts\n"
        f"PIECES: Index = {{\n{_index(indexes.pieces)}}}\n"
        f"TEXTS: Index = {{\n{_index(indexes.texts)}}}\n"
        "# rules on data flow: they matter where one of the sources' words occurs\n"
        f"FLOWS: tuple[str, ...] = {flows}\n"
        f"SOURCES: tuple[bytes, ...] = (\n{sources})\n"
    )


def _strings(names: Iterable[str]) -> str:
    """A tuple of texts, one a line where there are several, as the formatter writes it."""
    quoted = [f'"{name}"' for name in names]
    return f"({quoted[0]},)" if len(quoted) == 1 else "(\n" + "".join(f"    {name},\n" for name in quoted) + ")"


def _rows(rule: declare.LintRule) -> str:
    lines = [f"        {line}\n" for trigger in rule.triggers for line in _wrapped(_fields(trigger))]
    return f'    "{rule.rule.name}": (\n{"".join(lines)}    ),\n'


def _index(index: Index) -> str:
    """The index as source code."""
    pieces = []
    for key in sorted(index):
        rows = [piece for row in index[key] for piece in (f"({', '.join(map(repr, row[:3]))},", f"{row.others!r}),")]
        pieces += [f"{key!r}: ({rows[0]}", *rows[1:-1], f"{rows[-1]}),"]
    return "".join(f"    {line}\n" for line in _lines(pieces))


def _fields(trigger: Trigger) -> tuple[Any, ...]:
    """What tells the trigger: its fields up to the last one that says something."""
    count = max(number for number, value in enumerate(trigger, 1) if value or number <= _ALWAYS)
    fields: tuple[Any, ...] = _plain(trigger)[:count]
    return fields


def _plain(value: Any) -> Any:
    """The value with tuples for named tuples."""
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


def _wrapped(row: tuple[Any, ...]) -> list[str]:
    """The row as source code in lines of bearable length."""
    return _lines(f"{piece}," for piece in _pieces(row))


def _lines(pieces: Iterable[str]) -> list[str]:
    """The pieces, several a line."""
    lines = [""]
    for piece in pieces:
        if lines[-1] and len(lines[-1]) + len(piece) > _WIDTH:
            lines.append("")
        lines[-1] += f" {piece}" if lines[-1] else piece
    return lines


def _pieces(row: tuple[Any, ...]) -> list[str]:
    """The source of the row, cut where it may be broken."""
    found: list[str] = []
    for value in row:
        if isinstance(value, tuple) and value:
            inner = [repr(item) for item in value]
            found += [f"({inner[0]}", *inner[1:-1], f"{inner[-1]})"] if inner[1:] else [f"({inner[0]},)"]
        else:
            found.append(repr(value))
    return [f"({found[0]}", *found[1:-1], f"{found[-1]})"]


def _bytes(word: str) -> str:
    return f'b"{word}"'
