"""Findings and notices as plain JSON values and back; the form that cache and reports share."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pratique.core.finding import Confidence, Edit, Excerpt, Finding, Fix, Notice, Region, Related, Severity


def dump(outcome: Finding | Notice) -> dict[str, Any]:
    """A dict of JSON values that `load` turns back into an equal object."""
    if isinstance(outcome, Notice):
        return {"kind": "Notice", **outcome._asdict()}
    return {"kind": "Finding", **asdict(outcome)}


def load(value: dict[str, Any]) -> Finding | Notice:
    """The finding or notice; KeyError or TypeError for anything that `dump` did not make."""
    fields = dict(value)
    if fields.pop("kind") == "Notice":
        return Notice(**fields)
    fix = fields["fix"]
    return Finding(
        **{
            **fields,
            "severity": Severity(fields["severity"]),
            "confidence": Confidence(fields["confidence"]),
            "cwe": tuple(fields["cwe"]),
            "region": Region(*fields["region"]),
            "excerpt": Excerpt(*fields["excerpt"]),
            "related": tuple(Related(path, Region(*place), text) for path, place, text in fields["related"]),
            "fix": fix and _fix(Fix(*fix)),
            "properties": tuple((key, text) for key, text in fields["properties"]),
        }
    )


def _fix(fix: Fix) -> Fix:
    return fix._replace(edits=tuple(map(_edit, fix.edits)), variables=tuple(fix.variables))


def _edit(value: Any) -> Edit:
    edit = Edit(*value)
    return edit._replace(region=edit.region and Region(*edit.region))
