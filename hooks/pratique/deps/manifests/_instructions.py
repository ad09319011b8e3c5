"""Instructions of a Dockerfile, joined from their lines, with the way back to the bytes.

Source: Docker's Dockerfile reference, "Format", "Escape", "Here-Documents" and the instructions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pratique.deps.manifests._lines import Line
from pratique.deps.manifests._shell import Word

_ESCAPE = re.compile(r"\A(?:#[ \t]*\w+=.*\n)*?#[ \t]*escape[ \t]*=[ \t]*(\S)", re.IGNORECASE)
_START = re.compile(r"[ \t]*(?P<name>[A-Za-z]+)(?P<gap>[ \t]+|(?=[\\`]?\r?$))")
_DOCUMENT = re.compile(r"(?:^|[ \t])<<(-?)(['\"]?)([A-Za-z_][\w.-]*)\2(?=[ \t]|$)")
_FLAG = re.compile(r"--[a-z][\w-]*(?:=\S*)?[ \t]+")
_READS_DOCUMENTS = ("RUN", "COPY", "ADD")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\[\"\\/]")


class Instruction(NamedTuple):
    """name: in capitals. flags: what begins with --. body: the rest. documents: its here-documents."""

    name: str
    flags: tuple[str, ...]
    body: Line
    documents: tuple[Line, ...]


def instructions(everything: Line) -> Iterator[Instruction]:
    """The instructions of the file in their order; what stands behind ONBUILD counts as one itself."""
    lines = list(re.finditer(r"[^\n]*\n?", everything.text))
    declared = _ESCAPE.match(everything.text)
    escape = declared[1] if declared else "\\"
    position = 0
    while position < len(lines):
        match = lines[position]
        position += 1
        if not match.group().strip() or match.group().lstrip().startswith("#"):
            continue
        kept, position = _joined(lines, position - 1, escape)
        if not "".join(everything.text[index] for index in kept).strip():  # a backslash, and nothing behind it
            continue
        text = everything.gathered(kept)
        documents: list[Line] = []
        name = text.text.split(None, 1)[0].upper()
        if name in _READS_DOCUMENTS or name == "ONBUILD":
            for tabs, _, tag in _DOCUMENT.findall(text.text):
                start = lines[position].start() if position < len(lines) else len(everything.text)
                end, position = _document(lines, position, tag, bool(tabs))
                documents.append(everything.part(start, max(start, end)))
        yield from _instruction(text, tuple(documents))


def _joined(lines: Sequence[re.Match[str]], position: int, escape: str) -> tuple[list[int], int]:
    """Indices of the characters of the instruction that begins on the line, and the line behind it."""
    kept: list[int] = []
    while position < len(lines):
        match = lines[position]
        position += 1
        content = match.group().rstrip()
        if kept and (not content or content.lstrip().startswith("#")) and match.group():
            continue  # comments and blank lines do not end what goes on
        goes_on = content.endswith(escape) and not content.endswith(escape * 2)  # doubled it stands for itself
        kept += range(match.start(), match.start() + len(content) - goes_on)
        if not goes_on:
            break
    return kept, position


def _document(lines: Sequence[re.Match[str]], position: int, tag: str, tabs: bool) -> tuple[int, int]:
    """Index of the end of the here-document that begins on the line, and the line behind it."""
    end = lines[-1].end()
    while position < len(lines):
        match = lines[position]
        position += 1
        line = match.group().rstrip("\r\n")
        if (line.lstrip("\t") if tabs else line) == tag:
            return match.start(), position
    return end, position


def _instruction(text: Line, documents: tuple[Line, ...]) -> Iterator[Instruction]:
    start = _START.match(text.text)
    if start is None:
        return
    name, at = start["name"].upper(), start.end()
    if name == "ONBUILD":
        yield from _instruction(text.part(at, len(text.text)), documents)
        return
    flags = []
    while flag := _FLAG.match(text.text, at):
        flags.append(flag.group().strip())
        at = flag.end()
    yield Instruction(name, tuple(flags), text.part(at, len(text.text)).stripped(), documents)


def strings(body: Line) -> list[Word] | None:
    """The words of a body in the exec form, a list in JSON; None for one in the shell form."""
    if not (body.text.startswith("[") and body.text.endswith("]")):
        return None
    if re.sub(r"[\s,]", "", _STRING.sub("", body.text)) != "[]":
        return None
    return [_word(body.text, *match.span(1)) for match in _STRING.finditer(body.text)]


def _word(text: str, start: int, end: int) -> Word:
    """The string between its quotes, without the backslashes that escape a character."""
    escapes = {match.start() for match in _ESCAPED.finditer(text, start, end)}
    indices = tuple(index for index in range(start, end) if index not in escapes)
    return Word("".join(text[index] for index in indices), indices)
