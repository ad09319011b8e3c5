"""`pratique-secrets`: credentials in any text file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pratique.core.filetype import has_text_extension, is_text
from pratique.core.finding import Outcome
from pratique.core.hook import Head, Hook, Read, Verb
from pratique.core.settings import Settings
from pratique.core.source import Source
from pratique.secrets import scan
from pratique.secrets.detector import Text


def _wants(path: str, head: Head) -> bool:
    return has_text_extension(path) or is_text(path, head())


def _screen(source: Source, settings: Settings) -> bool:
    """Whether any detector recognises anything; a failing one counts, so that check can report it."""
    return next(scan.candidates(Text(source.path, source.data)), None) is not None


def _check(source: Source, settings: Settings, read: Read) -> Iterable[Outcome]:
    from pratique.secrets import findings

    return findings.check(source, settings)


def _credentials(source: Source) -> Iterable[bytes]:
    from pratique.secrets import findings

    return findings.credentials(source)


def _history(arguments: list[str]) -> int:
    from pratique.secrets import history

    return history.run(HOOK, arguments)


def _needs_reason(rule: str) -> bool:
    from pratique.secrets import audit

    return audit.needs_reason(rule)


def _audit(arguments: list[str]) -> int:
    from pratique.secrets import audit

    return audit.run(HOOK, arguments)


HOOK = Hook(
    name="secrets",
    summary="credentials in any text file",
    room=scan.ROOM,
    wants=_wants,
    check=_check,
    screen=_screen,
    streams=True,
    credentials=_credentials,
    needs_reason=_needs_reason,
    verbs={
        "history": Verb("look at the lines that commits added (A..B, one commit, --all)", _history),
        "audit": Verb("say of each secret in the baseline whether it is one (--list, --mark, --import)", _audit),
    },
)


def main(argv: Sequence[str] | None = None) -> int:
    """The command `pratique-secrets`; the exit code."""
    from pratique.core import command

    return command.main(HOOK, argv)
