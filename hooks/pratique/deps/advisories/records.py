"""Reading one OSV record (ossf.github.io/osv-schema): what can be understood, and what cannot.

Records come from many hands and some make no sense in part. The sound parts count, the rest is
named; nothing here ends a run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pratique.deps.advisories import cvss, ranges
from pratique.deps.advisories.checked import Faults, is_text, list_of, parsed, shown
from pratique.deps.advisories.match import covers
from pratique.deps.advisories.model import LOCAL, Advisory, Affected, Interval
from pratique.deps.advisories.versions import normal, parse
from pratique.deps.names import canonical

_ECOSYSTEM = "pypi"
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?"  # core metadata, "Name"
_ID = r"[^\s,;]+"  # ids are listed with commas between them
_MOMENT = r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d"
_SEVERITIES = {"LOW": "low", "MODERATE": "medium", "MEDIUM": "medium", "HIGH": "high", "CRITICAL": "critical"}
_RISING = ("", "low", "medium", "high", "critical")
_SCORED = ("CVSS_V3", "CVSS_V4")
_SUMMARY_LENGTH = 200


def read(raw: bytes, faults: Faults) -> Advisory | None:
    """The advisory, or None when it says nothing about a Python package or was withdrawn.

    faults: receives what makes no sense; an empty list means that all was understood.
    """
    record = parsed(raw, faults)
    if record is None:
        return None
    name = record.get("id")
    if not is_text(name, "id", faults) or _is_withdrawn(record, faults):
        return None
    severity = _severity(record, faults)
    by_package: dict[str, list[Affected]] = {}
    for entry in list_of(record, "affected", faults):
        part = _affected(entry, faults)
        if part is not None:
            by_package.setdefault(part.package, []).append(part)
    if not by_package:
        if not record.get("affected") and not faults:
            faults.append("speaks of no package")
        return None
    aliases = set(_aliases(record, faults))
    merged = tuple(_merged(package, parts) for package, parts in sorted(by_package.items()))
    return Advisory(name, tuple(sorted(aliases - {name})), _summary(record, faults), severity, merged)


def _aliases(record: dict[str, Any], faults: Faults) -> Iterator[str]:
    """The other ids; of one that was pasted with what stood beside it, what is an id."""
    for alias in list_of(record, "aliases", faults):
        if is_text(alias, "alias", faults):
            found = re.findall(_ID, alias)
            if found != [alias]:
                faults.append(f"alias {shown(alias)} is not an id")
            yield from found


def _is_withdrawn(record: dict[str, Any], faults: Faults) -> bool:
    """Whether it is; a moment that is none takes nothing back."""
    moment = record.get("withdrawn")
    if moment is None:
        return False
    if isinstance(moment, str) and re.match(_MOMENT, moment):
        return True
    faults.append(f"withdrawn is {shown(moment)}, not a time")
    return False


def _summary(record: dict[str, Any], faults: Faults) -> str:
    for key in ("summary", "details"):
        text = record.get(key)
        if isinstance(text, str):
            words = text[: 2 * _SUMMARY_LENGTH].encode("utf-8", "replace").decode().split()
            line = " ".join(words)
            if line:
                return line if len(line) <= _SUMMARY_LENGTH else _cut(line)
        elif text is not None:
            faults.append(f"{key} is {shown(text)}, not a text")
    return ""


def _cut(line: str) -> str:
    """The beginning of the line, to the end of a word where it has spaces; not all writing has."""
    head = line[: _SUMMARY_LENGTH - 1]
    return (head.rpartition(" ")[0] or head) + "…"


def _severity(table: dict[str, Any], faults: Faults) -> str:
    """The highest severity that a CVSS vector gives, else what the data base itself says, else ""."""
    scores = []
    for entry in list_of(table, "severity", faults):
        if not isinstance(entry, dict) or not isinstance(entry.get("type"), str):
            faults.append(f"severity that names no method: {shown(entry)}")
        elif entry.get("type") in _SCORED and is_text(entry.get("score"), "score", faults):
            score = cvss.score(entry["score"])
            if score is None:
                faults.append(f"score {shown(entry['score'])} is no vector of CVSS")
            else:
                scores.append(score)
    if scores:
        return cvss.label(max(scores))
    for key in ("database_specific", "ecosystem_specific"):
        specific = table.get(key)
        said = specific.get("severity") if isinstance(specific, dict) else None
        if isinstance(said, str) and said.upper() in _SEVERITIES:
            return _SEVERITIES[said.upper()]
    return ""


def _affected(entry: Any, faults: Faults) -> Affected | None:
    """What one entry says; None where it is not about a Python package or says nothing."""
    package = entry.get("package") if isinstance(entry, dict) else None
    if not isinstance(package, dict):
        faults.append("affected entry without a package")
        return None
    ecosystem, name = package.get("ecosystem"), package.get("name")
    if not is_text(ecosystem, "ecosystem", faults) or ecosystem.partition(":")[0].lower() != _ECOSYSTEM:
        return None
    if not is_text(name, "name", faults):
        return None
    if not re.fullmatch(_NAME, name):
        faults.append(f"name {shown(name)} is none of a Python package")
        return None
    understood = len(faults)
    evaluated = [
        found for item in list_of(entry, "ranges", faults) if (found := ranges.intervals(item, faults)) is not None
    ]
    intervals = [interval for found in evaluated for interval in found]
    listed = [item for item in list_of(entry, "versions", faults) if is_text(item, "version", faults)]
    if not intervals and not listed:
        if len(faults) == understood:
            faults.append(f"names no version of {shown(name)}")
        return None
    versions = listed if evaluated else [text + LOCAL if _is_public(text) else text for text in listed]
    return Affected(canonical(name), tuple(intervals), tuple(versions), _severity(entry, faults))


def _is_public(text: str) -> bool:
    """Whether it has local builds, which a record that has nothing but a list means as well."""
    version = parse(text)
    return version is not None and version.local is None


def _merged(package: str, parts: list[Affected]) -> Affected:
    """All that the record says about the package; listed versions that an interval covers left out."""
    intervals = tuple(dict.fromkeys(interval for part in parts for interval in part.intervals))
    listed = {text for part in parts for text in part.versions}
    rest = {kept for text in listed if (kept := _uncovered(text, intervals))}
    severity = max((part.severity for part in parts), key=_RISING.index)
    return Affected(package, intervals, tuple(sorted(rest)), severity)


def _uncovered(text: str, intervals: tuple[Interval, ...]) -> str:
    """The listed version as the index holds it; "" where an interval says the same."""
    written = text.removesuffix(LOCAL)
    version = parse(written)
    if version is None:
        return written
    if written == text and any(covers(interval, version) for interval in intervals):
        return ""
    return normal(version) + text[len(written) :]
