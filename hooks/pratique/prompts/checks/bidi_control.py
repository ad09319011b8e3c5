"""Bidirectional controls that make text display in another order than it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.core.finding import Confidence, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.prompts.document import Document, Hit, describe, runs

_FORMATTING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MARKS = re.compile("[\u200e\u200f\u061c]")
_OVERRIDES = "\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
_POP_FORMATTING, _POP_ISOLATE = "\u202c", "\u2069"
_LINE = re.compile(r"[^\r\n]+")


def find(document: Document) -> Iterator[Hit]:
    """Overrides always; embeddings and isolates in code, unpaired or without need; stray marks."""
    for start, end in runs(_unwanted_formatting(document)):
        name = describe(document.text[start:end])
        yield Hit(start, end, f"{name}: this line displays in another order than it is read")
    for start, end in runs(_stray_marks(document)):
        name = describe(document.text[start:end])
        yield Hit(start, end, f"{name} without right-to-left text beside it", Severity.MEDIUM)


def _unwanted_formatting(document: Document) -> list[int]:
    """Positions of controls; their effect ends with the line, and so does the search for pairs."""
    if not _FORMATTING.search(document.text):
        return []
    lines = (match.span() for match in _LINE.finditer(document.text))
    unwanted = {position for line in lines for position in _unwanted_in(document, *line)}
    if document.is_translation and document.has_rtl:  # a message may open in one quoted line and close in another
        overrides = {position for position in unwanted if document.text[position] in _OVERRIDES}
        closers = {position for position in unwanted if document.text[position] == _POP_FORMATTING}
        return sorted(overrides | (closers if overrides else set()))
    return sorted(unwanted)


def _unwanted_in(document: Document, start: int, end: int) -> Iterator[int]:
    """Positions of the controls of one unit that are not the two ends of a harmless pair."""
    open_controls: list[int] = []
    for match in _FORMATTING.finditer(document.text, start, end):
        position, control = match.start(), match.group()
        if control not in (_POP_FORMATTING, _POP_ISOLATE):
            open_controls.append(position)
            continue
        opener, skipped = _close(document.text, open_controls, control)
        yield from skipped
        if opener is None:
            yield position
        elif not _is_harmless(document, opener):
            yield from (opener, position)
    yield from open_controls


def _close(text: str, open_controls: list[int], control: str) -> tuple[int | None, list[int]]:
    """The opener that the control closes, taken off the list, and those left open inside of it.

    An isolate's end closes what is open inside the isolate; an embedding's end does not reach
    out of an isolate (UAX #9, X6a and X7).
    """
    if control == _POP_FORMATTING:
        if open_controls and text[open_controls[-1]] not in _ISOLATES:
            return open_controls.pop(), []
        return None, []
    for index in range(len(open_controls) - 1, -1, -1):
        if text[open_controls[index]] in _ISOLATES:
            opener, skipped = open_controls[index], open_controls[index + 1 :]
            del open_controls[index:]
            return opener, skipped
    return None, []


def _is_harmless(document: Document, opener: int) -> bool:
    if document.text[opener] in _OVERRIDES:
        return False
    if document.is_translation:
        return document.has_rtl
    return not document.is_code and document.line_has_rtl(opener)


def _stray_marks(document: Document) -> list[int]:
    """Marks in a file or, for code, on a line that holds nothing written from right to left."""
    whole_file = document.has_rtl and (document.is_translation or not document.is_code)
    if whole_file:
        return []
    found = (match.start() for match in _MARKS.finditer(document.text))
    return [position for position in found if not document.line_has_rtl(position)]


RULE = Rule(
    name="bidi-control",
    summary="Bidirectional control characters reorder the text on the screen",
    help="remove the characters, or write them as escapes where the program needs them",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(1007,),
    what=(
        "The embedding, override and isolate characters U+202A-202E and U+2066-2069, raw in a file. Overrides are "
        "always reported. Paired embeddings and isolates are left alone on lines with letters that are written from "
        "right to left, except in program code; in translations into such languages, the unpaired ones too. The "
        "marks U+200E, U+200F and U+061C are reported, with medium severity, where nothing on the line (in text and "
        "translations: in the file) is written from right to left."
    ),
    why=(
        "What a reviewer sees is not what the compiler, the interpreter or the model reads: a comment can hold code, "
        "a string can end earlier than it seems, an instruction can be turned round (Trojan Source, CVE-2021-42574)."
    ),
    assistants=(
        "An assistant copies such characters from poisoned rules files, issues or web pages without showing them, "
        "and reads them in an order that its user never sees."
    ),
    remedy=(
        "In Python and JSON strings the fix writes the character as an escape, which keeps the value and makes it "
        "visible; everywhere else it removes the character. Inside quotes of other languages and in raw strings "
        "removal changes the value, so that fix is an unsafe one."
    ),
    prompt="Write control characters in source code as escapes, never raw.",
    references=(
        "https://trojansource.codes/",
        "https://www.unicode.org/reports/tr9/",
        "https://www.unicode.org/reports/tr55/",
    ),
    bad=(
        Bad(
            "if level != 'user\u202e \u2066# only for admins\u2069 \u2066':\n    grant()\n",
            why="an override and isolates stretch a string into what looks like a comment",
            fixed="if level != 'user\\u202e \\u2066# only for admins\\u2069 \\u2066':\n    grant()\n",
            path="check.py",
            count=4,
        ),
        Bad(
            "x = 1  # \u202eadmin\u202c\n",
            why="an override in a comment",
            fixed="x = 1  # admin\n",
            path="a.py",
            count=2,
        ),
        Bad(
            "Say \u2067hello\u2069.\n",
            why="isolates with nothing to isolate",
            fixed="Say hello.\n",
            path="a.md",
            count=2,
        ),
        Bad("thumbprint \u200ea909\n", why="a mark pasted along", fixed="thumbprint a909\n", path="a.txt"),
        Bad('{"a": "\u202ex"}\n', why="a JSON string", fixed='{"a": "\\u202ex"}\n', path="a.json"),
    ),
    good=(
        Good('x = "\\u202e"\n', why="written as an escape it is visible", path="a.py"),
        Good(
            "\u05e9\u05dc\u05d5\u05dd \u2066v1.2\u2069 \u05e2\u05d5\u05dc\u05dd\n",
            why="an isolated version",
            path="README.he.md",
        ),
        Good('label = "\u0645\u0631\u062d\u0628\u0627\u200f!"\n', why="a mark beside Arabic", path="a.py"),
        Good('msgstr "\u202bx\\n"\n"\u0639\u202c"\n', why="a message over two lines", path="locale/ar/a.po"),
        Good('msgstr "\u202b%s \u0639"\n', why="an embedding that ends with its message", path="locale/ar/a.po"),
    ),
)
