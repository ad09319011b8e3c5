"""`pratique-prompts`: what hides in prompt files and in any other text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pratique.core import command, room
from pratique.core.errors import SourceError
from pratique.core.filetype import HEAD_SIZE, has_text_extension, is_text
from pratique.core.finding import Edit, Finding, Fix, Outcome, Problem
from pratique.core.hook import Head, Hook, Read
from pratique.core.rule import Rule
from pratique.core.settings import Settings
from pratique.core.source import Source

if TYPE_CHECKING:
    from pratique.prompts.document import Document, Hit

ROOM = "pratique.prompts.checks"
# In plain ASCII, only these can matter.
_ASCII_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]|\r(?!\n)")


def wants(path: str, head: Head) -> bool:
    """Any text file."""
    return has_text_extension(path) or is_text(path, head()[:HEAD_SIZE])


def screen(source: Source, settings: Settings) -> bool:
    """Whether there is anything beside visible ASCII."""
    return not source.data.isascii() or _ASCII_CONTROLS.search(source.data) is not None


def check(source: Source, settings: Settings, read: Read) -> Iterator[Outcome]:
    """Findings of every check; a check that fails is a problem of its own and stops no other.

    SourceError for a file that says it is UTF-16 and is not: its characters cannot be told.
    """
    if not source.bom and source.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise SourceError("begins with the mark of UTF-16 and is not valid UTF-16; save it as UTF-8")
    from pratique.prompts.document import Document  # with the tables of scripts, for files that need a look

    document = Document(source.path, source.tolerant_text)
    for name in room.names(ROOM):
        if not settings.runs(name):
            continue
        try:
            module = room.module(ROOM, name)
            hits: list[Hit] = list(module.find(document)) if settings.shows(module.RULE) else []
            yield from _findings(source, document, module.RULE, hits)
        except Exception as error:
            from pratique.core.runner import crash  # only on the way to an error

            yield Problem(source.path, name, crash(error))


def _findings(source: Source, document: Document, rule: Rule, hits: Iterable[Hit]) -> Iterator[Finding]:
    hits = sorted(hits, key=lambda hit: hit.start)
    if not hits:
        return
    from pratique.prompts.literals import literals
    from pratique.prompts.repair import replacement

    strings = literals(document.text, document.extension)
    offsets = _byte_offsets(document.text, [bound for hit in hits for bound in (hit.start, hit.end)])
    for hit in hits:
        start, end = offsets[hit.start], offsets[hit.end]
        repair = replacement(document, hit, strings)
        fix = Fix(repair.title, not repair.risk, (Edit(start, end, repair.text),), repair.risk)
        yield source.finding("prompts", rule, start, end, hit.message, severity=hit.severity, fix=fix)


def _byte_offsets(text: str, positions: Iterable[int]) -> dict[int, int]:
    """Character position -> byte offset in the source, in one pass over the text."""
    offsets: dict[int, int] = {}
    done = length = 0
    for position in sorted(set(positions)):
        length += len(text[done:position].encode("utf-8", "surrogateescape"))
        done = position
        offsets[position] = length
    return offsets


HOOK = Hook(
    name="prompts",
    summary="hidden Unicode in prompt files and any other text",
    room=ROOM,
    wants=wants,
    check=check,
    screen=screen,
    streams=True,
)


def main(argv: Sequence[str] | None = None) -> int:
    return command.main(HOOK, argv)
