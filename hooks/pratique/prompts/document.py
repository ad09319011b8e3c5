"""A file as the checks of this room see it: text, and what kind of text it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from pratique.core.finding import Severity
from pratique.prompts import scripts

_CODE_EXTENSIONS = frozenset(
    "py pyi pyw pyx js mjs cjs jsx ts tsx vue svelte java kt kts scala groovy gradle c h cc cpp cxx hpp hh m mm "  # noqa: SIM905
    "cs fs vb go rs swift rb php pl pm lua r jl dart ex exs erl hs ml clj sh bash zsh fish ps1 bat cmd sql nix tf hcl "
    "dockerfile mk cmake".split()
)
_CODE_NAMES = frozenset({"dockerfile", "makefile", "jenkinsfile", "rakefile", "gemfile", "vagrantfile", "justfile"})
# Resource formats and folders that hold one language's texts.
_TRANSLATION = re.compile(
    r"(?:^|/)(?:locales?|i18n|l10n|translations?|languages?|lang|cldr)/|\.(?:po|pot|xlf|xliff|ftl|arb|strings|resx)\Z",
    re.IGNORECASE,
)
_RTL = re.compile(f"[{scripts.RTL}]")
_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True)
class Hit:
    """What a check found: characters [start, end) of the document, all of them to be removed.

    severity: in place of the rule's own. keep_quoted: whether the characters may have a purpose
    inside a quoted text of any kind of file, so that removing them there is not safe.
    instead: what means the same and can be seen, where that is neither nothing nor an escape.
    """

    start: int
    end: int
    message: str
    severity: Severity | None = None
    keep_quoted: bool = False
    instead: str | None = None


@dataclass(frozen=True)
class Document:
    """path as in the source; text with one surrogate for each byte that is not UTF-8."""

    path: str
    text: str
    _known: dict[tuple[re.Pattern[str], int], bool] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def extension(self) -> str:
        """Lower-case, without the dot; "" where there is none."""
        name = self.path.rsplit("/", 1)[-1]
        return name.rpartition(".")[2].lower() if "." in name else ""

    @cached_property
    def is_code(self) -> bool:
        return self.extension in _CODE_EXTENSIONS or self.path.rsplit("/", 1)[-1].lower() in _CODE_NAMES

    @cached_property
    def is_translation(self) -> bool:
        return _TRANSLATION.search(self.path) is not None

    @cached_property
    def has_rtl(self) -> bool:
        """Whether any letter of the file is written from right to left."""
        return _RTL.search(self.text) is not None

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def line_bounds(self, position: int) -> tuple[int, int]:
        """Start of the line that holds the position, and start of the next one."""
        index = bisect_right(self._line_starts, position)
        end = self._line_starts[index] if index < len(self._line_starts) else len(self.text)
        return self._line_starts[index - 1], end

    def line_has(self, pattern: re.Pattern[str], position: int) -> bool:
        """Whether the pattern fits somewhere on the line; remembered, for lines may be megabytes long."""
        start, end = self.line_bounds(position)
        known = self._known.get((pattern, start))
        if known is None:
            known = self._known[pattern, start] = pattern.search(self.text, start, end) is not None
        return known

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Whether the pattern fits somewhere in the file; remembered too."""
        known = self._known.get((pattern, -1))
        if known is None:
            known = self._known[pattern, -1] = pattern.search(self.text) is not None
        return known

    def line_has_rtl(self, position: int) -> bool:
        return self.has_rtl and self.line_has(_RTL, position)


def runs(positions: list[int]) -> list[tuple[int, int]]:
    """Ascending positions as ranges [start, end) of neighbours."""
    ranges: list[tuple[int, int]] = []
    for position in positions:
        if ranges and ranges[-1][1] == position:
            ranges[-1] = (ranges[-1][0], position + 1)
        else:
            ranges.append((position, position + 1))
    return ranges


def describe(characters: str) -> str:
    """`U+200B ZERO WIDTH SPACE`, or how many and the first few names of a longer run."""
    import unicodedata  # only once something was found

    distinct = list(dict.fromkeys(characters))
    names = [f"U+{ord(c):04X} {unicodedata.name(c, 'unassigned')}" for c in distinct[:3]]
    listed = ", ".join(names) + (", …" if len(distinct) > 3 else "")
    return listed if len(characters) == 1 else f"{len(characters)} characters ({listed})"
