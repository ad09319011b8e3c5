"""The screen's table, made from the rules, so that a clean run needs no rule."""

from __future__ import annotations

from collections.abc import Iterable

from pratique.core import room
from pratique.lint import declare
from pratique.lint.flow.library import library

_HEAD = '''"""Which words must occur for a rule to matter. Written by docs/generate.py; do not edit."""

'''


def table_source() -> str:
    """The text of screen_table.py."""
    rules = [declare.load(name) for name in room.names(declare.ROOM)]
    profiles = "".join(f'    "{rule.rule.name}": "{rule.rule.profile}",\n' for rule in rules)
    rows = "".join(_rows(rule) for rule in rules if rule.needles)
    flows = _strings(rule.rule.name for rule in rules if rule.kinds)
    sources = "".join(f"    {_bytes(needle.decode())},\n" for needle in library().needles)
    return (
        f"{_HEAD}# rule -> the lowest profile that shows it\n"
        f"PROFILES = {{\n{profiles}}}\n"
        "# rule -> (anchor, what the file must hold besides), any of which will do\n"
        f"SCREEN: dict[str, tuple[tuple[bytes, tuple[bytes, ...]], ...]] = {{\n{rows}}}\n"
        "# rules on data flow: they matter where one of the sources' words occurs\n"
        f"FLOWS: tuple[str, ...] = {flows}\n"
        f"SOURCES: tuple[bytes, ...] = (\n{sources})\n"
    )


def _strings(names: Iterable[str]) -> str:
    """A tuple of texts, one a line where there are several, as the formatter writes it."""
    quoted = [f'"{name}"' for name in names]
    return f"({quoted[0]},)" if len(quoted) == 1 else "(\n" + "".join(f"    {name},\n" for name in quoted) + ")"


def _rows(rule: declare.LintRule) -> str:
    pairs = [f"({_bytes(needle.anchor)}, {_tuple(needle.needs)})," for needle in rule.needles]
    if len(pairs) == 1:  # as the formatter writes it
        return f'    "{rule.rule.name}": ({pairs[0]}),\n'
    return f'    "{rule.rule.name}": (\n' + "".join(f"        {pair}\n" for pair in pairs) + "    ),\n"


def _bytes(word: str) -> str:
    return f'b"{word}"'


def _tuple(words: tuple[str, ...]) -> str:
    inner = ", ".join(map(_bytes, words))
    return f"({inner},)" if len(words) == 1 else f"({inner})"
