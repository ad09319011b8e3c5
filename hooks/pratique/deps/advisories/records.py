"""Reading one OSV record (ossf.github.io/osv-schema): what can be understood, and what cannot.

Records come from many hands and some make no sense in part. The sound parts count, the rest is
named; nothing here ends a run.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pratique.deps.advisories import cvss
from pratique.deps.advisories.model import Advisory, Affected, Interval
from pratique.deps.advisories.versions import normal, parse
from pratique.deps.names import canonical

_ECOSYSTEM = "PyPI"
_FIRST = "0"  # OSV: "introduced": "0" stands before every version
# At one and the same version: what begins comes first, and the first affected may be the last one.
_ORDER = {"introduced": 0, "fixed": 1, "last_affected": 2}
_COUNTED = ("ECOSYSTEM", "SEMVER")  # GIT ranges name commits, which no index has
_SEVERITIES = {"LOW": "low", "MODERATE": "medium", "MEDIUM": "medium", "HIGH": "high", "CRITICAL": "critical"}
_SUMMARY_LENGTH = 200


class Faults(list[str]):
    """What could not be understood in one record, in words."""


def read(raw: bytes, faults: Faults) -> Advisory | None:
    """The advisory, or None when it says nothing about a Python package or was withdrawn.

    faults: receives what makes no sense; an empty list means that all was understood.
    """
    try:
        record = json.loads(raw)
    except (ValueError, RecursionError):
        faults.append("is not JSON")
        return None
    if not isinstance(record, dict) or not isinstance(record.get("id"), str) or not record["id"]:
        faults.append("has no id")
        return None
    if record.get("withdrawn"):
        return None
    severity = _severity(record, faults)
    by_package: dict[str, list[Affected]] = {}
    for entry in _list(record, "affected", faults):
        part = _affected(entry, faults)
        if part is not None:
            by_package.setdefault(part.package, []).append(part)
    if not by_package:
        return None
    aliases = {alias for alias in _list(record, "aliases", faults) if _is_text(alias, "alias", faults)}
    merged = tuple(_merged(package, parts) for package, parts in sorted(by_package.items()))
    return Advisory(record["id"], tuple(sorted(aliases - {record["id"]})), _summary(record), severity, merged)


def _list(table: dict[str, Any], key: str, faults: Faults) -> list[Any]:
    value = table.get(key)
    if value is None:
        return []
    if isinstance(value, list):
        return value
    faults.append(f"{key} is not a list")
    return []


def _is_text(value: Any, what: str, faults: Faults) -> bool:
    if isinstance(value, str) and value:
        return True
    faults.append(f"{what} {value!r:.40} is not a text")
    return False


def _summary(record: dict[str, Any]) -> str:
    for key in ("summary", "details"):
        text = record.get(key)
        if isinstance(text, str) and text.strip():
            line = " ".join(text.split())
            return line if len(line) <= _SUMMARY_LENGTH else line[: _SUMMARY_LENGTH - 1].rpartition(" ")[0] + "…"
    return ""


def _severity(table: dict[str, Any], faults: Faults) -> str:
    """The highest severity that a CVSS vector gives, else what the data base itself says, else ""."""
    scores = []
    for entry in _list(table, "severity", faults):
        vector = entry.get("score") if isinstance(entry, dict) else None
        if _is_text(vector, "severity", faults):
            score = cvss.score(str(vector))
            if score is not None:
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
    package = entry.get("package") if isinstance(entry, dict) else None
    if not isinstance(package, dict):
        faults.append("affected entry without a package")
        return None
    if not _is_text(package.get("ecosystem"), "ecosystem", faults) or not _is_text(package.get("name"), "name", faults):
        return None
    if package["ecosystem"].partition(":")[0] != _ECOSYSTEM:
        return None
    understood = len(faults)
    intervals = [interval for item in _list(entry, "ranges", faults) for interval in _intervals(item, faults)]
    listed = [item for item in _list(entry, "versions", faults) if _is_text(item, "version", faults)]
    if not intervals and not listed:
        if len(faults) == understood:
            faults.append(f"names no version of {package['name']:.100}")
        return None
    severity = _severity(entry, faults)
    return Affected(canonical(package["name"]), tuple(intervals), tuple(listed), severity)


def _intervals(item: Any, faults: Faults) -> Iterable[Interval]:
    """The intervals of one range, by the evaluation that the OSV schema prescribes."""
    if not isinstance(item, dict) or not isinstance(item.get("type"), str):
        faults.append("range without a type")
        return []
    if item["type"] not in _COUNTED:
        return []
    events = [pair for event in _list(item, "events", faults) for pair in _event(event, faults)]
    unknown = [version for kind, version in events if version != _FIRST and parse(version) is None]
    if unknown:
        faults.append(f"range with {unknown[0]!r:.40}, which is not a version")
        return []
    if not any(kind == "introduced" for kind, _ in events):
        faults.append("range that begins nowhere")
    return _evaluated(events)


def _event(event: Any, faults: Faults) -> list[tuple[str, str]]:
    pairs = [(kind, event[kind]) for kind in _ORDER if kind in event] if isinstance(event, dict) else []
    if not pairs and not (isinstance(event, dict) and "limit" in event):
        faults.append(f"event {event!r:.40} says nothing")
    return [(kind, version) for kind, version in pairs if _is_text(version, kind, faults)]


def _position(event: tuple[str, str]) -> tuple[Any, ...]:
    kind, version = event
    return (0,) if version == _FIRST else (1, parse(version), _ORDER[kind])


def _evaluated(events: list[tuple[str, str]]) -> list[Interval]:
    intervals = []
    low: str | None = None
    for kind, version in sorted(events, key=_position):
        if kind == "introduced":
            if low is None:
                low = "" if version == _FIRST else version
        elif low is not None:
            intervals.append(Interval(low, version, kind == "last_affected"))
            low = None
    if low is not None:
        intervals.append(Interval(low, ""))
    return intervals


def _merged(package: str, parts: list[Affected]) -> Affected:
    """All that the record says about the package; listed versions that an interval covers left out."""
    from pratique.deps.advisories.match import covers

    intervals = tuple(dict.fromkeys(interval for part in parts for interval in part.intervals))
    rest = set()
    for text in {text for part in parts for text in part.versions}:
        version = parse(text)
        if version is None or not any(covers(interval, version) for interval in intervals):
            rest.add(text if version is None else normal(version))
    severity = next((part.severity for part in parts if part.severity), "")
    return Affected(package, intervals, tuple(sorted(rest)), severity)
