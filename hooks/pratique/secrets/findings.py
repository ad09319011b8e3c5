"""Turn what the scan recognised into findings that never hold a credential."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Sequence

from pratique.core.finding import Confidence, Finding, Outcome, Problem
from pratique.core.settings import Settings
from pratique.core.source import Secret, Source
from pratique.secrets import scan
from pratique.secrets.advice import help_text, message
from pratique.secrets.detector import DOUBTED, PROVEN, Text
from pratique.secrets.repairs import Repairs

HOOK_NAME = "secrets"

# What a checksum says of a token; without one, the rule's own confidence stands.
_CONFIDENCE = {PROVEN: Confidence.HIGH, DOUBTED: Confidence.MEDIUM}


def check(source: Source, settings: Settings) -> Iterator[Outcome]:
    """One finding for each credential, its value blanked wherever the line is quoted."""
    text = Text(source.path, source.data)
    found, failures = scan.scan(text)
    for failure in failures:
        if settings.runs(failure.name):
            yield Problem(source.path, failure.name, f"the detector failed ({failure.error})")
    repairs = Repairs(source) if found else None
    secrets = tuple(Secret(item.hit.start, item.hit.end, item.hit.shown) for item in found)
    for index, item in enumerate(found):
        if settings.shows(scan.rule(item.name)):
            # Its neighbours may stand on the same line; they are blanked there too.
            yield _finding(source, text, settings, item, _neighbours(source, secrets, index), repairs)


def credentials(source: Source) -> Iterator[bytes]:
    """The credentials of a text, whatever rules are chosen, for who has to keep them out of sight."""
    for item in scan.scan(Text(source.path, source.data))[0]:
        yield source.data[item.hit.start : item.hit.end]


def _neighbours(source: Source, secrets: Sequence[Secret], index: int) -> tuple[Secret, ...]:
    """The credentials in what is quoted of the line: a line may hold thousands."""
    start, end = source.context(secrets[index].start)
    first = last = index
    while first and secrets[first - 1].end > start:
        first -= 1
    while last + 1 < len(secrets) and secrets[last + 1].start < end:
        last += 1
    return tuple(secrets[first : last + 1])


def _finding(
    source: Source,
    text: Text,
    settings: Settings,
    item: scan.Found,
    secrets: tuple[Secret, ...],
    repairs: Repairs | None,
) -> Finding:
    rule = scan.rule(item.name)
    detector = scan.detector(item.name)
    repaired = repairs.fix(item.hit, detector) if repairs else None
    value = source.data[item.hit.start : item.hit.end]
    return source.finding(
        HOOK_NAME,
        rule,
        item.hit.start,
        item.hit.end,
        message(rule.summary, detector),
        confidence=_CONFIDENCE.get(item.hit.standing),
        help=help_text(text, item.hit, detector, repaired[0] if repaired else ""),
        fix=repaired[1] if repaired else None,
        secrets=secrets,
        digest=hmac.new(settings.salt, value, "sha256").hexdigest() if settings.salt else "",
    )
