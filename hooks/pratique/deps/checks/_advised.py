"""What the checks on advisories have in common: asking the index, ids, severity, words, fixes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pratique.core.errors import DataError
from pratique.core.finding import Edit, Finding, Fix, Severity, parse_severity
from pratique.core.rule import Rule
from pratique.core.settings import Settings
from pratique.deps import ignores
from pratique.deps.model import Declared, Requirement

if TYPE_CHECKING:
    from pratique.deps.advisories.index import Index
    from pratique.deps.advisories.model import Advisory

_UNKNOWN = Severity.HIGH  # what nobody has rated is not therefore harmless
# The id to call a weakness by: the Python data base first, it is the most exact about versions.
_PREFERENCE = ("PYSEC-", "GHSA-", "CVE-")
_MAIN_CHECK = "vulnerable-dependency"


class Said(NamedTuple):
    """Something to report: what is the matter, after the name of the package, and what to do.

    lead: what stands between the matter and the id of the advisory.
    """

    version: str
    matter: str
    help: str
    fixed: str
    fix: Fix | None = None
    lead: str = ","


def index_for_ranges(settings: Settings, name: str) -> Index | None:
    """The index; None where there is none, unless the check of that name was asked for alone.

    That the index is missing is for the check on exact versions to say.
    """
    from pratique.deps.advisories import store

    try:
        return store.opened(settings)[0]
    except DataError:
        if name in settings.texts("select") and not settings.runs(_MAIN_CHECK):
            raise
        return None


def heard(
    declared: Declared, package: str, found: Iterable[Sequence[Advisory]], about: Sequence[Advisory] = ()
) -> tuple[list[Sequence[Advisory]], Sequence[Advisory]]:
    """(The groups that were found, the advisories on the package), each without what the settings ignore.

    Who ignores one advisory of a group ignores all of it: they speak of the same weakness.
    """
    groups = list(found)
    if not declared.settings.tables(ignores.KEY):
        return groups, about
    ledger = ignores.of(declared.settings)
    ignored: set[str] = set()
    for group in groups:
        ledger.use(package, names(group))
        if ledger.ignores(package, names(group)):
            ignored.update(advisory.id for advisory in group)
    return (
        [group for group in groups if group[0].id not in ignored],
        [item for item in about if item.id not in ignored and not ledger.ignores(package, names([item]))],
    )


def finding(declared: Declared, rule: Rule, requirement: Requirement, group: Sequence[Advisory], said: Said) -> Finding:
    """The finding for one weakness: with all ids, the severity and the summary."""
    known = names(group)
    main = min((advisory.id for advisory in group), key=rank)
    aliases = sorted(known - {main}, key=rank)
    listed = f" ({', '.join(aliases)})" if aliases else ""
    summary = next((advisory.summary for advisory in group if advisory.summary), "")
    message = f"{requirement.name}{said.matter}{said.lead} {main}{listed}"
    made = requirement.source.finding(
        "deps",
        rule,
        requirement.start,
        requirement.end,
        f"{message}: {summary}" if summary else message,
        help=said.help + _once_ignored(declared, requirement.name, known),
        fix=said.fix,
        severity=severity(group),
        properties=(
            ("package", requirement.name),
            ("version", said.version),
            ("id", main),
            ("aliases", ",".join(aliases)),
            ("fixed", said.fixed),
        ),
    )
    return replace(made, fingerprint=_fingerprint(rule.name, requirement.name, said.version, main))


def severity(group: Sequence[Advisory]) -> Severity:
    """The highest that a record of the group states."""
    if any(advisory.is_malware for advisory in group):
        return Severity.CRITICAL
    return max((parse_severity(advisory.severity) for advisory in group if advisory.severity), default=_UNKNOWN)


def gravest(groups: Iterable[Sequence[Advisory]]) -> list[Sequence[Advisory]]:
    """The groups, the one with the highest severity first."""
    return sorted(groups, key=lambda group: (-severity(group), min(rank(advisory.id) for advisory in group)))


def raising(requirement: Requirement, old: str, fixed: str, text: str, span: tuple[int, int], after: str) -> Fix:
    """The fix that writes the text in the place of the old version; after: the command to run then."""
    reason = (
        "" if is_patch(old, fixed) else f"{fixed} is more than a patch release away from {old}: read its release notes"
    )
    then = f", then run {after}" if after else ""
    return Fix(f"raise {requirement.name} to {fixed}{then}", not reason, (Edit(*span, text),), reason)


def without_fix(package: str, about: Sequence[Advisory]) -> str:
    """What to do where none of the advisories on the package names a version that is free of them all."""
    from pratique.deps.advisories import match

    last = match.last_affected(about, package)
    way_out = "replace the package, or ignore this with the reason why it does no harm here"
    if not last:
        return f"no fixed version is known: {way_out}"
    return f"no fixed version is named, but none after {last} is known to be affected: take a later one, else {way_out}"


def is_patch(old: str, new: str) -> bool:
    """Whether only the third number of the release grows; a local build has to be chosen anew."""
    from pratique.deps.advisories.versions import parse

    before, after = parse(old), parse(new)
    if before is None or after is None or after.is_prerelease or before.local:
        return False
    return (before.epoch, before.major, before.minor) == (after.epoch, after.major, after.minor)


def names(group: Iterable[Advisory]) -> set[str]:
    """Each id and alias."""
    return {name for advisory in group for name in (advisory.id, *advisory.aliases)}


def rank(name: str) -> tuple[int, str]:
    """Sorts ids by what to call a weakness by."""
    places = (place for place, prefix in enumerate(_PREFERENCE) if name.startswith(prefix))
    return (next(places, len(_PREFERENCE)), name)


def _once_ignored(declared: Declared, package: str, known: Iterable[str]) -> str:
    if not declared.settings.tables(ignores.KEY):
        return ""
    entry = ignores.of(declared.settings).expired(package, known)
    return f"; the settings ignored it until {entry.expires} ({entry.reason})" if entry else ""


def _fingerprint(*identity: str) -> str:
    """Bound to the weakness, not to the line: a new advisory on an accepted pin must show."""
    import hashlib  # it loads OpenSSL, which a clean run does without

    return hashlib.sha256("\0".join(identity).encode()).hexdigest()[:32]
