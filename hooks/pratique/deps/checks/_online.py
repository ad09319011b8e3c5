"""What the checks that need the index have in common. Nothing of the network is imported before it is asked for."""

from __future__ import annotations

from pratique.core.finding import Finding, Notice
from pratique.core.rule import Rule
from pratique.deps.index.model import Answers, Project
from pratique.deps.model import Declared, Requirement

DAY = 86_400  # seconds
YEAR = 365.25  # days


def answers(declared: Declared, rule: Rule) -> Answers:
    """What the index says, where the user asked for it and for the rule; else nothing."""
    settings = declared.settings
    if not settings.shows(rule) or not declared.requirements:
        return Answers()
    if not settings.flag("online"):
        selected = rule.name in settings.texts("select")
        return Answers(said=(Notice(f"{rule.name} needs --online: nothing was asked"),)) if selected else Answers()
    from pratique.deps.index import session

    return session.answers(declared)


def finding(requirement: Requirement, rule: Rule, message: str, help: str = "", reason: str = "") -> Finding:
    """A finding on the requirement; reason: what the index itself says, for the properties."""
    properties = [("package", requirement.name), ("version", requirement.version), ("reason", reason)]
    return requirement.source.finding(
        "deps",
        rule,
        requirement.start,
        requirement.end,
        message,
        help=help or rule.help,
        properties=tuple((key, value) for key, value in properties if value),
    )


def undated(project: Project, index: str) -> Notice | None:
    """Said where the index does not tell when releases were uploaded; the same for all projects of the index."""
    if project.is_dated or not project.releases:
        return None
    return Notice(f"{index} does not tell when releases were uploaded (no JSON API), so their age was not judged")


def because(reason: str) -> str:
    """The reason as a clause, shortened; "" for none."""
    words = " ".join(reason.split())
    if not words:
        return ""
    return f": {words if len(words) <= 200 else words[:199] + '…'}"


def at(version: str) -> str:
    """` 1.0`, or "" for no version."""
    return f" {version}" if version else ""
