"""The audit on a terminal: one accepted secret after the other, its line redacted, and what it is."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from pratique.core import terminal
from pratique.core.baseline import FALSE_POSITIVE, REAL
from pratique.core.errors import UsageError
from pratique.core.redact import visible
from pratique.secrets.audit import PROG, Book, Item, check_reason, judged, summary

_KEYS = {"f": FALSE_POSITIVE, "r": REAL, "s": "skip", "q": "quit"}
_QUESTION = "[f]alse positive, [r]eal, [s]kip, [q]uit? "


def run(book: Book, known: Sequence[Item]) -> int:
    """Ask about everything that nobody has judged yet; each answer is written before the next question."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(
            f"there is no terminal to ask on: see `{PROG} --list`, then mark with `{PROG} --mark false-positive "
            "--reason TEXT ID …`"
        )
    stale = [item for item in known if item.finding is None]
    for item in stale:
        terminal.put(sys.stdout, f"stale: {visible(item.entry.path)}: {item.entry.rule} stands nowhere any more\n")
    if stale:
        terminal.put(sys.stdout, f"`{PROG} --prune` drops what is stale\n")
    waiting = [item for item in known if item.finding and not item.entry.verdict]
    decided = 0
    for place, item in enumerate(waiting, 1):
        _show(item, place, len(waiting))
        answer = _asked()
        if answer == "quit":
            break
        if answer != "skip":
            _decide(book, item, answer)
            decided += 1
    done = f"\n{decided:,} of {len(waiting):,} judged" if waiting else f"nothing is left to judge; {summary(known)}"
    terminal.put(sys.stdout, f"{done}\n")
    return int(decided < len(waiting) or bool(stale))


def _show(item: Item, place: int, total: int) -> None:
    assert item.finding is not None
    finding = item.finding
    terminal.put(
        sys.stdout,
        f"\n[{place}/{total}] {visible(item.place)}: {finding.rule} [{finding.severity.label}]\n"
        f"    {finding.excerpt.text.strip()}\n"
        + (f"    accepted because: {visible(item.entry.reason)}\n" if item.entry.reason else ""),
    )


def _line(question: str) -> str | None:
    """What is typed; None at the end of the input."""
    terminal.put(sys.stdout, question)
    typed = sys.stdin.readline()
    return typed.strip() if typed else None


def _asked() -> str:
    while True:
        typed = _line(_QUESTION)
        if typed is None:
            return "quit"
        if typed[:1].lower() in _KEYS and typed:
            return _KEYS[typed[:1].lower()]


def _decide(book: Book, item: Item, verdict: str) -> None:
    """Ask for the reason until it will do, and write the verdict down."""
    while True:
        reason = _line("why? ")
        if reason is None:
            return
        try:
            check_reason(reason)
            book.put({item.entry: judged(item.entry, verdict, reason)})
            return
        except UsageError as error:
            terminal.put(sys.stdout, f"{visible(str(error))}\n")
