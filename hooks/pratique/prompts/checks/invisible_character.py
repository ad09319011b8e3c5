"""Characters without any width or ink, outside the scripts and emoji that need them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pratique.core.finding import Confidence, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.prompts import payload, scripts, variation
from pratique.prompts.document import Document, Hit, describe, runs

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2028\u2029\u2060-\u2065\u206a-\u206f"
    "\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]"
)
_UNSPACED = re.compile(f"[{scripts.UNSPACED}]")
_BRAILLE_BLANK = "\u2800"  # pictures hold long rows of it
_BRAILLE = re.compile("[\u2801-\u28ff]")
# From this length on, a run is no accident and no script needs it, whatever stands beside it.
_SUSPICIOUS = 8

# (document, position, character before, character after) -> whether the one at position is needed
_Needed = Callable[[Document, int, str, str], bool]


def _beside(body: str) -> _Needed:
    """Needed with a neighbour, on either side, of the class."""
    pattern = re.compile(f"[{body}]")
    return lambda document, position, before, after: bool(pattern.match(before) or pattern.match(after))


def _between(body: str, next_body: str | None = None) -> _Needed:
    first, second = re.compile(f"[{body}]"), re.compile(f"[{next_body or body}]")
    return lambda document, position, before, after: bool(first.match(before) and second.match(after))


def _any_of(*rules: _Needed) -> _Needed:
    return lambda document, position, before, after: any(rule(document, position, before, after) for rule in rules)


def _in_unspaced_text(document: Document, position: int, before: str, after: str) -> bool:
    """A break on a line of a script without spaces: beside its letters, its digits or its brackets."""
    return document.line_has(_UNSPACED, position)


def _in_braille(document: Document, position: int, before: str, after: str) -> bool:
    """The blank among other patterns, as in Braille text and in pictures drawn with them."""
    return document.has(_BRAILLE)


def _hyphenates(document: Document, position: int, before: str, after: str) -> bool:
    """A soft hyphen inside a word of prose or of a translation."""
    return before.isalpha() and after.isalpha() and (document.is_translation or not document.is_code)


def _in_formula(document: Document, position: int, before: str, after: str) -> bool:
    """An invisible operator as the whole content of a MathML element."""
    return before == ">" and after == "<"


def _before_mark(document: Document, position: int, before: str, after: str) -> bool:
    """A grapheme joiner that keeps combining marks in their order."""
    return bool(re.match("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff]", after))


# What follows a joined emoji: its selector, its skin tone or the end of a flag may stand between.
_JOINED = _between(scripts.EMOJI + "\ufe0f\U000e007f", scripts.EMOJI)

# Characters -> when they are needed where they stand; all others never are.
_NEEDED: dict[str, _Needed] = {
    "\u00ad": _hyphenates,
    "\u034f": _before_mark,
    "\u115f\u1160": _beside(scripts.JAMO),
    "\u17b4\u17b5": _beside(scripts.KHMER),
    "\u180b\u180c\u180d\u180e\u180f": _beside(scripts.MONGOLIAN),
    "\u200b": _any_of(_in_unspaced_text, _between(scripts.CJK)),
    "\u200c": _beside(scripts.JOINING),
    "\u200d": _any_of(_beside(scripts.JOINING), _JOINED),
    _BRAILLE_BLANK: _in_braille,
    "\u2061\u2062\u2063\u2064": _in_formula,
    "".join(map(chr, range(0x1D173, 0x1D17B))): _beside(scripts.MUSIC),
}
_NEEDED_BY_CHARACTER = {character: rule for characters, rule in _NEEDED.items() for character in characters}


def find(document: Document) -> Iterator[Hit]:
    """Each run of invisible characters that nothing beside them needs."""
    text = document.text
    positions: list[int] = []
    for start, end in runs([match.start() for match in _INVISIBLE.finditer(text)]):
        too_many = end - start >= _SUSPICIOUS and text[start] != _BRAILLE_BLANK
        positions.extend(p for p in range(start, end) if too_many or not _is_needed(document, p))
    for start, end in variation.stray(text):
        if not variation.carries_text(text[start:end]):
            positions.extend(range(start, end))
    for start, end in runs(sorted(positions)):
        yield _hit(text[start:end], start, end)


def _is_needed(document: Document, position: int) -> bool:
    rule = _NEEDED_BY_CHARACTER.get(document.text[position])
    if rule is None:
        return False
    before = document.text[position - 1 : position] if position else ""
    after = document.text[position + 1 : position + 2]
    return rule(document, position, before, after)


def _hit(characters: str, start: int, end: int) -> Hit:
    message = payload.spelled(characters) if len(characters) >= _SUSPICIOUS else ""
    spelled = f'; they spell "{message}"' if message else ""
    verb = "is" if len(characters) == 1 else "are"
    severity = Severity.HIGH if len(characters) >= _SUSPICIOUS else None
    return Hit(start, end, f"{describe(characters)} {verb} invisible here{spelled}", severity)


RULE = Rule(
    name="invisible-character",
    summary="Invisible characters stand in the text",
    help="remove the characters, or write them as escapes where the program needs them",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(451,),
    what=(
        "Zero-width spaces and joiners, word joiners, byte-order marks inside a file, invisible operators, fillers, "
        "soft hyphens, line and paragraph separators, annotation and format controls. They are left alone where the "
        "text needs them: joiners inside emoji and beside letters of Arabic, Indic and related scripts, zero-width "
        "spaces in scripts without spaces, soft hyphens in prose, selectors after characters with variants."
    ),
    why=(
        "Two names that look alike differ, a search or a filter misses its word, a secret scanner's pattern does not "
        "fit, and a model reads what a reviewer does not see. Some programs carry data in such runs."
    ),
    assistants="Assistants copy them from web pages and chat windows, and some produce them as they write.",
    remedy=(
        "The fix removes the characters, and puts a space for a line or paragraph separator; in Python and JSON "
        "strings it writes escapes, so that the value stays the same."
    ),
    prompt="Use no invisible Unicode characters in source code and documentation.",
    references=("https://www.unicode.org/reports/tr36/", "https://www.unicode.org/reports/tr55/"),
    bad=(
        Bad("pass\u200bword\n", why="splits a word", fixed="password\n", path="a.md"),
        Bad("x = 'a\u200bb'\n", why="in a string", fixed="x = 'a\\u200bb'\n", path="a.py"),
        Bad("x = r'a\u200bb'\n", why="in a raw string, where escapes do not work", fixed="x = r'ab'\n", path="a.py"),
        Bad("a = 1\n\ufeffb = 2\n", why="a byte-order mark inside", fixed="a = 1\nb = 2\n", path="a.py"),
        Bad("\u3164 = 1\n", why="a filler as an identifier", fixed=" = 1\n", path="a.js"),
        Bad("one\u2028two\n", why="a line that one program ends and another does not", fixed="one two\n", path="a.md"),
        Bad(
            "\u0645\u06cc\u200c\u200c\u200c\u0634\u0648\u062f\n",
            why="more joiners than two letters can need",
            fixed="\u0645\u06cc\u200c\u200c\u0634\u0648\u062f\n",
            path="a.md",
        ),
        Bad("ok\ufe0f\n", why="a selector after a letter", fixed="ok\n", path="a.md"),
        Bad("a\u2800b\n", why="a Braille blank without Braille", fixed="ab\n", path="a.md"),
        Bad("f(\u00ad)\n", why="a soft hyphen in code", fixed="f()\n", path="a.js"),
    ),
    good=(
        Good("\u0645\u06cc\u200c\u0634\u0648\u062f\n", why="a Persian word needs the non-joiner", path="a.md"),
        Good("\u0915\u094d\u200d\u0937\n", why="a Hindi half form needs the joiner", path="a.md"),
        Good("\U0001f468\u200d\U0001f469\u200d\U0001f467\n", why="a family is joined", path="a.md"),
        Good("\u2764\ufe0f\u200d\U0001f525\n", why="a selector stands before the joiner", path="a.md"),
        Good("\u0e01\u200b\u0e02\n", why="Thai marks words by it", path="a.md"),
        Good("(\u0e01) x\u200b (y)\n", why="a break after a Latin word in Thai text", path="a.md"),
        Good("\u2800\u28ff\n" + "\u2800" * 9 + "\n", why="a picture in Braille patterns", path="a.md"),
        Good("Donau\u00addampf\n", why="a soft hyphen in prose", path="a.md"),
        Good("x = 'a\\u200bb'\n", why="written as an escape it is visible", path="a.py"),
        Good("<mo>\u2062</mo>\n", why="an invisible product in a formula", path="a.html"),
        Good("caf\u00e9\u00a0\u2026\n", why="a no-break space has width", path="a.md"),
    ),
)
