"""Ignore comments: `pratique: ignore[rule-name, …] -- reason` after a comment sign.

A comment holds for findings whose first or last line it stands on. It must name existing rules;
what is of high severity needs a reason too. Comments of other tools count only by setting.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pratique.core import room
from pratique.core.finding import Finding, Severity
from pratique.core.source import Source

_SIGNS = ("#", "//", "/*", "<!--", "--", ";")
# Where prose quotes code, only the format's own comments are held to name something that is there.
_OWN_SIGNS = {".md": ("<!--",), ".markdown": ("<!--",), ".html": ("<!--", "//", "/*"), ".rst": ()}
_MARK = b"pratique:"
_COMMENT = re.compile(
    r"pratique:\s*ignore\b(?:\s*\[(?P<names>[^\]\n]*)\])?(?:\s*--\s*(?P<reason>.*?)(?=\s*(?:#|//)\s*pratique:|$))?"
)
_CLOSERS = re.compile(r"\s*(?:\*/|-->)?\s*$")
_FOREIGN = re.compile(
    r"\b(?P<tool>nosec|noqa|pragma:\s*(?:allow|white)list(?P<next>[ -]nextline)?[ -]secret)\b"
    r"(?P<colon>\s*:)?(?P<rest>[^#]*)",
    re.IGNORECASE,
)
# B608, S608, subprocess_popen_with_shell_equals_true; and what is mistyped but was meant as one
_FOREIGN_ID = re.compile(r"[A-Za-z]+[0-9]\w*|\w+_\w+")


class Suppression(NamedTuple):
    """One comment: its line (index from 0), its bytes, what it names and why.

    sure: it is a comment of the format, and not code that prose quotes.
    """

    line: int
    start: int
    end: int
    names: tuple[str, ...]
    reason: str
    sure: bool


class Verdict(NamedTuple):
    """kept: findings that stand. suppressed: those that a comment covers. meta: about comments."""

    kept: tuple[Finding, ...]
    suppressed: tuple[Finding, ...] = ()
    meta: tuple[Finding, ...] = ()


def _comments(source: Source) -> Iterator[tuple[int, int, str, bool]]:
    """(line index, byte offset in the line, text, whether it surely is one) of what follows a comment sign."""
    if source.path.endswith((".py", ".pyi", ".pyw")):
        found = _python_comments(source)
        if found is not None:
            yield from found
            return
    own = _OWN_SIGNS.get(os.path.splitext(source.path)[1].lower(), _SIGNS)
    for index in range(len(source.line_starts)):
        line = source.line_bytes(index).decode("utf-8", "surrogateescape")
        places = [line.find(sign) for sign in _SIGNS if sign in line]
        if places:
            column = min(places)
            before = len(line[:column].encode("utf-8", "surrogateescape"))
            yield index, before, line[column:], line[column:].startswith(own)


def _python_comments(source: Source) -> list[tuple[int, int, str, bool]] | None:
    """Comments by Python's own tokens, so that strings do not count; None when it cannot be told."""
    import io
    import tokenize  # only for files that hold such a comment

    found = []
    try:
        # "\n" as the only newline keeps line numbers those of the source, CRLF or not
        lines = [source.line_bytes(index).decode("utf-8") + "\n" for index in range(len(source.line_starts))]
        for token in tokenize.generate_tokens(io.StringIO("".join(lines), newline="").readline):
            if token.type == tokenize.COMMENT:
                prefix = lines[token.start[0] - 1][: token.start[1]]
                found.append((token.start[0] - 1, len(prefix.encode("utf-8")), token.string, True))
    except (tokenize.TokenError, SyntaxError, UnicodeError):
        return None
    return found


def parse(source: Source) -> list[Suppression]:
    """All ignore comments of the file, in file order."""
    if _MARK not in source.data:
        return []
    found = []
    for line, offset, text, sure in _comments(source):
        for match in _COMMENT.finditer(text):
            start = source.line_starts[line] + offset + len(text[: match.start()].encode("utf-8", "surrogateescape"))
            names = tuple(name.strip() for name in (match["names"] or "").split(",") if name.strip())
            reason = _CLOSERS.sub("", match["reason"] or "")
            end = start + len(match.group().rstrip().encode("utf-8", "surrogateescape"))
            found.append(Suppression(line, start, end, names, reason, sure))
    return found


def _lines(finding: Finding, source: Source) -> tuple[int, int]:
    """Indices of the first and the last line that the finding's region touches."""
    region = finding.region
    last = region.end_line
    if region.end_column == 1 and last > region.line:
        last -= 1
    return region.line - source.first_line, last - source.first_line


def judge(
    source: Source,
    findings: Sequence[Finding],
    hook: str,
    ran: Callable[[str], bool],
    needs_reason: Callable[[Finding], bool] = lambda finding: finding.severity >= Severity.HIGH,
    foreign: bool = False,
) -> Verdict:
    """What stands after the file's comments were heard.

    ran: whether a rule was run on the file; a comment for a rule that was not is left alone.
    """
    comments = parse(source)
    others = list(_foreign_comments(source)) if foreign and findings else []
    used: set[tuple[int, str]] = set()
    kept: list[Finding] = []
    suppressed: list[Finding] = []
    for finding in findings:
        covering = [c for c in comments if c.line in _lines(finding, source) and finding.rule in c.names]
        used.update((comment.start, finding.rule) for comment in covering)
        if any(comment.reason for comment in covering) or (covering and not needs_reason(finding)):
            suppressed.append(finding)
        elif covering:
            kept.append(
                replace(finding, help=f"{finding.help.rstrip('.')}; the ignore comment needs a reason: `-- why`")
            )
        elif others and _covered_by_foreign(others, finding, _lines(finding, source)):
            suppressed.append(finding)
        else:
            kept.append(finding)
    return Verdict(tuple(kept), tuple(suppressed), tuple(_about(source, comments, used, hook, ran)))


def _about(
    source: Source,
    comments: Iterable[Suppression],
    used: set[tuple[int, str]],
    hook: str,
    ran: Callable[[str], bool],
) -> Iterator[Finding]:
    owners = room.owners() if comments else {}
    for comment in comments:
        if not comment.sure:
            continue
        unknown = [name for name in comment.names if name not in owners]
        if unknown or not comment.names:
            yield _meta(source, comment, hook, "unknown-suppression", ", ".join(unknown))
        for name in comment.names:
            mine = owners.get(name) in (hook, "core")
            if mine and ran(name) and (comment.start, name) not in used:
                yield _meta(source, comment, hook, "unused-suppression", name)


def _meta(source: Source, comment: Suppression, hook: str, name: str, named: str) -> Finding:
    rule = room.rule(room.ROOMS["core"], name)
    message = f"{rule.summary}: {named}" if named else rule.summary
    return source.finding(hook, rule, comment.start, comment.end, message)


def _foreign_comments(source: Source) -> Iterator[tuple[int, str, bool]]:
    """(line index, text, whether it is alone on its line) of every comment."""
    for index, offset, text, _ in _comments(source):
        yield index, text, not source.line_bytes(index)[:offset].strip()


def _covered_by_foreign(comments: Iterable[tuple[int, str, bool]], finding: Finding, lines: tuple[int, int]) -> bool:
    """Whether another tool's comment on the finding's lines names this weakness, or names none.

    Secrets go by `pragma: allowlist secret` alone, and `pragma: allowlist nextline secret` on a line of
    its own above them; everything else goes by `nosec` and `noqa`.
    """
    known = {name.upper() for name in room.rule(room.ROOMS[finding.hook], finding.rule).foreign}
    for index, text, alone in comments:
        for match in _FOREIGN.finditer(text):
            if (index + 1 != lines[0] or not alone) if match["next"] else index not in lines:
                continue
            about_secrets = match["tool"].lower().startswith("pragma")
            if about_secrets and finding.hook == "secrets":
                return True
            if not about_secrets and finding.hook != "secrets" and _names(match, known):
                return True
    return False


def _names(match: re.Match[str], known: set[str]) -> bool:
    """Whether the comment names one of the ids, or is a blanket one: neither an id nor a colon follows."""
    words = re.split(r"[,\s]+", match["rest"].strip())
    ids = list(itertools.takewhile(_FOREIGN_ID.fullmatch, words))
    if ids:
        return not known.isdisjoint(map(str.upper, ids))
    return match["colon"] is None
