"""Control characters that steer the terminal on which a file or a diff is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.core.finding import Confidence, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.prompts.document import Document, Hit

# Escape, backspace, shift out and in, delete, and the eight-bit forms of the escape sequences that
# take a parameter (ECMA-48: DCS, SOS, CSI, OSC, PM, APC).
_STEERING = re.compile("[\x08\x0e\x0f\x1b\x7f\x90\x98\x9b\x9d-\x9f]+")
_NAMES = {"\x08": "backspace", "\x0e": "shift out", "\x0f": "shift in", "\x1b": "escape", "\x7f": "delete"}


# A carriage return inside a line; doubled ones and those beside a newline are botched line ends.
_OVERWRITING = re.compile(r"(?<![\r\n])\r(?![\r\n])")


def find(document: Document) -> Iterator[Hit]:
    """Each run of characters that a terminal obeys instead of showing; returns among newlines."""
    for match in _STEERING.finditer(document.text):
        first = match.group()[0]
        name = f"U+{ord(first):04X} ({_NAMES.get(first, 'eight-bit control')})"
        message = f"{name} steers the terminal that shows this line and can hide text"
        yield Hit(*match.span(), message, keep_quoted=True)
    if "\n" in document.text:  # else the carriage return is this file's way to end a line
        yield from _overwriting(document)


def _overwriting(document: Document) -> Iterator[Hit]:
    newline = "\r\n" if "\r\n" in document.text else "\n"
    for match in _OVERWRITING.finditer(document.text):
        if match.end() < len(document.text):
            message = "a carriage return inside a line: a terminal overwrites what stands before, Python ends the line"
            yield Hit(*match.span(), message, instead=newline)


RULE = Rule(
    name="control-character",
    summary="Raw control characters steer the terminal",
    help="write the character as an escape of the language, or remove it",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(150,),
    what=(
        "Escape, backspace, shift out, shift in, delete and the eight-bit control introducers (U+0090, U+0098, "
        "U+009B, U+009D-009F), raw in a text file; and a carriage return inside a line of a file with newlines."
    ),
    why=(
        "`cat`, `git diff` and a pager in raw mode obey them: lines can be overwritten or concealed, so that the "
        "reviewer sees another text than the interpreter or the model."
    ),
    assistants="Assistants paste terminal output into sources, documentation and test data.",
    remedy=(
        "In Python and JSON strings the fix writes an escape. Elsewhere it removes the character, which is unsafe "
        "inside quotes, where a program may print it on purpose. A carriage return becomes the newline that Python "
        "takes it for; in other languages that may change the program and is an unsafe fix."
    ),
    prompt="Write terminal control characters as escapes.",
    references=("https://ecma-international.org/publications-and-standards/standards/ecma-48/",),
    bad=(
        Bad('red = "\x1b[31m"\n', why="raw in a string", fixed='red = "\\x1b[31m"\n', path="a.py"),
        Bad("steal()  # \x1b[8m\n", why="conceals the rest of the line", fixed="steal()  # [8m\n", path="a.py"),
        Bad("no\x08\x08yes\n", why="overwrites what stands before", fixed="noyes\n", path="a.md"),
        Bad(
            "# tidy up\rsteal()\nx = 1\n",
            why="code behind a comment, which a terminal overwrites",
            fixed="# tidy up\nsteal()\nx = 1\n",
            path="a.py",
        ),
        Bad('x = """a\rb"""\r\n', why="a return in a string over lines", fixed='x = """a\r\nb"""\r\n', path="a.py"),
        Bad('x = "\x9b8m"\n', why="the eight-bit form", fixed='x = "\\x9b8m"\n', path="a.py"),
    ),
    good=(
        Good('red = "\\x1b[31m"\n', why="an escape is visible", path="a.py"),
        Good("a\rb\rc\r", why="the line ends of old Macintosh files", path="a.txt"),
        Good("a\r\r\nb\n\rc\n", why="botched line ends hide nothing", path="a.txt"),
        Good("a\tb\x0c\r\nc\n", why="tab, form feed and line ends are layout", path="a.py"),
    ),
)
