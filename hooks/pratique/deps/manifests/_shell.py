"""Scripts of a shell, cut into commands and words with their places; nothing is run or expanded.

The grammar is that of POSIX ("Shell Command Language", chapter 2: quoting, tokens, here-documents)
as far as words are concerned, with the templates that services of continuous integration fill in
before a shell sees the text, and the line continuations of PowerShell and cmd.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TEMPLATE = r"\$\{\{.*?\}\}|\$\[\[.*?\]\]|\{\{.*?\}\}|<<[ ]*[A-Za-z_]\w*(?:\.[\w-]+)+[ ]*>>"
_VARIABLE = r"\$\{[^}]*\}|\$\w+|\$[@*#?$!-]|%\w+%"
_TOKEN = re.compile(
    rf"""(?P<joint>\\(?:\r?\n|\Z)|\^\r?\n|(?<=[ \t])`\r?\n)
    |(?P<unknown>{_TEMPLATE}|{_VARIABLE})
    |(?P<inner>[$<>]\(|`)
    |(?P<document><<(?P<tabs>-?)[ \t]*(?P<quote>['"]?)\\?(?P<tag>[A-Za-z_][\w.+-]*)(?P=quote))
    |(?P<redirect>&>>?|[0-9]*(?:>>|>\||>&|<<<|<&|<>|>|<))
    |(?P<newline>\r?\n)
    |(?P<operator>&&|\|[|&]?|;;?&?|&|[()])
    |(?P<blank>[ \t\r\f\v]+)
    |'(?P<single>[^']*)'
    |(?P<double>")
    |\\(?P<escape>.)
    |(?P<plain>[^\s'"\\$`;&|()<>#{{%^0-9]+|.)""",
    re.VERBOSE,
)
_QUOTED = re.compile(
    rf"""(?P<joint>\\\r?\n)|\\(?P<escape>["\\$`])|(?P<unknown>{_TEMPLATE}|{_VARIABLE})|(?P<inner>\$\(|`)
    |(?P<end>")|(?P<plain>[^"\\$`{{<%]+|.|\n)""",
    re.VERBOSE,
)
_DEEPEST = 10  # commands within commands


class Word(NamedTuple):
    """text: without quotes. indices: of its characters in the script. unknown: whether part is filled in later."""

    text: str
    indices: tuple[int, ...]
    unknown: bool = False

    def part(self, start: int, end: int | None = None) -> Word:
        """The characters [start, end) as a word of their own; to the end of the word without one."""
        return self._replace(text=self.text[start:end], indices=self.indices[start:end])


class Command(NamedTuple):
    """documents: spans of the here-documents that the command reads."""

    words: tuple[Word, ...]
    documents: tuple[tuple[int, int], ...] = ()


def commands(text: str) -> Iterator[Command]:
    """The simple commands of a script in the order of their ends, those within others first."""
    lexer = _Lexer(text, 0, len(text), 0)
    lexer.run()
    yield from lexer.found


class _Lexer:
    """One pass over the characters [position, end) of a text."""

    def __init__(self, text: str, position: int, end: int, depth: int) -> None:
        self.text, self.position, self.end, self.depth = text, position, end, depth
        self.found: list[Command] = []
        self._words: list[Word] = []
        self._indices: list[int] = []
        self._in_word = self._unknown = self._is_target = False
        self._pending: list[tuple[str, bool]] = []  # here-documents whose bodies are to come
        self._waiting: list[Command] = []  # the commands that read them

    def run(self) -> None:
        while self.position < self.end:
            match = _TOKEN.match(self.text, self.position, self.end)
            assert match is not None  # the last alternative takes any character
            kind = match.lastgroup or ""
            self.position = match.end()
            if kind == "redirect" and self._in_word and not match.group().startswith((">", "<", "&")):
                self.position = match.start() + 1  # digits at the end of a word are of the word
                self._take(match.start(), self.position)
            elif kind == "plain" and match.group() == "#" and not self._in_word:
                self.position = self._line_end()
            else:
                self._token(kind, match)
        self._end_command()
        self._bodies()

    def _token(self, kind: str, match: re.Match[str]) -> None:
        if kind in ("plain", "single", "escape"):
            self._take(*match.span(kind))
            self._unknown |= kind == "single" and re.search(_TEMPLATE, match[kind]) is not None
        elif kind == "unknown":
            self._take(*match.span())
            self._unknown = True
        elif kind == "inner":
            self._inner(match)
        elif kind == "double":
            self._quoted()
        elif kind == "blank":
            self._end_word()
        elif kind == "redirect":
            self._end_word()
            self._is_target = True
        elif kind == "document":
            self._end_word()
            self._pending.append((match["tag"], bool(match["tabs"])))
        elif kind in ("newline", "operator"):
            self._end_command()
            if kind == "newline":
                self._bodies()

    def _take(self, start: int, end: int) -> None:
        self._indices += range(start, end)
        self._in_word = True

    def _quoted(self) -> None:
        self._in_word = True
        while self.position < self.end:
            match = _QUOTED.match(self.text, self.position, self.end)
            if match is None:
                return
            self.position = match.end()
            if match.lastgroup == "end":
                return
            if match.lastgroup == "inner":
                self._inner(match)
            elif match.lastgroup != "joint":
                self._take(*match.span(match.lastgroup or 0))
                self._unknown |= match.lastgroup == "unknown"

    def _inner(self, match: re.Match[str]) -> None:
        """A command in the place of its output: unknown here, and looked at itself."""
        start = match.end()
        end = self._closing(start) if match.group() != "`" else self.text.find("`", start, self.end)
        end = self.end if end < 0 else end
        if self.depth < _DEEPEST:
            inner = _Lexer(self.text, start, end, self.depth + 1)
            inner.run()
            self.found += inner.found
        self.position = min(end + 1, self.end)
        self._take(match.start(), self.position)
        self._unknown = True

    def _closing(self, start: int) -> int:
        """Index of the parenthesis that closes what begins at start; -1 where there is none."""
        depth = 1
        for match in re.finditer(r"""\\.|'[^']*'|"(?:\\.|[^"\\])*"|[()]""", self.text[start : self.end]):
            depth += {"(": 1, ")": -1}.get(match.group(), 0)
            if not depth:
                return start + match.start()
        return -1

    def _end_word(self) -> None:
        if self._in_word and not self._is_target:
            text = "".join(self.text[index] for index in self._indices)
            self._words.append(Word(text, tuple(self._indices), self._unknown))
        if self._in_word:
            self._is_target = False
        self._indices, self._in_word, self._unknown = [], False, False

    def _end_command(self) -> None:
        self._end_word()
        self._is_target = False
        if self._words:
            self.found.append(Command(tuple(self._words)))
        if len(self._waiting) < len(self._pending):
            self._waiting += [self.found[-1] if self._words else Command(())] * (
                len(self._pending) - len(self._waiting)
            )
        self._words = []

    def _bodies(self) -> None:
        """Takes the here-documents that begin on this line."""
        for (tag, tabs), command in zip(self._pending, self._waiting, strict=True):
            start = self.position
            end = after = self.end
            for match in re.finditer(r"([^\n]*)\n?", self.text[start : self.end]):
                line = match[1].rstrip("\r")
                if (line.lstrip("\t") if tabs else line) == tag:
                    end, after = start + match.start(), start + match.end()
                    break
            self.position = after
            at = next((place for place, known in enumerate(self.found) if known is command), None)
            if at is not None:
                self.found[at] = command._replace(documents=(*command.documents, (start, end)))
        self._pending, self._waiting = [], []

    def _line_end(self) -> int:
        end = self.text.find("\n", self.position, self.end)
        return self.end if end < 0 else end
