"""Ranges whose lowest version has a known vulnerability."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pratique.core.finding import Confidence, Finding, Fix, Outcome, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.deps import relock
from pratique.deps.checks import _advised
from pratique.deps.checks._advised import Said
from pratique.deps.model import Declared, Requirement

if TYPE_CHECKING:
    from pratique.deps.advisories.model import Advisory

RULE = Rule(
    name="vulnerable-lower-bound",
    summary="the lower bound of a range has a known vulnerability",
    help="raise the lower bound to a version without known vulnerabilities",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(1395,),
    profile="strict",
    what=(
        "The version at the lower bound of a range (`>=1.0`, `~=1.0`, `^1.0`) has a known vulnerability, and the range "
        "admits a later one that has none. Whoever resolves afresh gets the later one; an environment that holds the "
        "old one already keeps it, and so does a resolver that is told to choose the lowest versions."
    ),
    why=(
        "`pip install` leaves an installed version alone while the range admits it. The lower bound is what makes "
        "every user of a library leave a vulnerable version behind."
    ),
    assistants="An assistant writes as lower bound the version that was current when its training data was collected.",
    remedy=(
        "Raise the bound to the version that the message names. `--fix` writes it where it is a patch release away, "
        "`--unsafe-fixes` elsewhere; comments, extras, markers and the rest of the line stay. Then write the lock "
        "file anew with the command that the fix names."
    ),
    prompt="Set lower bounds to releases without known vulnerabilities.",
    references=("https://packaging.python.org/en/latest/specifications/version-specifiers/",),
    bad=(
        Bad("example>=1.0.1\n", "below the fixed patch release", "example>=1.0.2\n", "requirements.txt"),
        Bad("example ~= 1.0.0  # why\n", "a compatible release", "example ~= 1.0.2  # why\n", "requirements.txt"),
        Bad(
            "[project]\ndependencies = [\"example[x]>=1.0,<2 ; python_version > '3'\"]\n",
            "a range of a project",
            "[project]\ndependencies = [\"example[x]>=1.0.2,<2 ; python_version > '3'\"]\n",
            "pyproject.toml",
        ),
    ),
    good=(
        Good("example>=1.0.2\n", "the fixed release", "requirements.txt"),
        Good("example<2\n", "no lower bound", "requirements.txt"),
        Good("example-two>=1.0\n", "a package with a similar name", "requirements.txt"),
    ),
)


def check(declared: Declared) -> Iterator[Outcome]:
    """A finding for each lower bound that an advisory hits and that could be raised within its range."""
    if not declared.settings.shows(RULE):
        return
    ranges = [requirement for requirement in declared.requirements if requirement.lower]
    index = _advised.index_for_ranges(declared.settings, RULE.name) if ranges else None
    if index is None:
        return
    for requirement in ranges:
        about = index.about(requirement.name)
        if about:
            yield from _of_bound(declared, requirement, about)


def _of_bound(declared: Declared, requirement: Requirement, about: Sequence[Advisory]) -> Iterator[Finding]:
    from pratique.deps.advisories import admitted, match

    asked = admitted.Range.of(requirement.specifier)
    found = match.groups(match.hits(about, requirement.name, requirement.lower))
    groups, about = _advised.heard(declared, requirement.name, found, about)
    if not groups or asked is None or admitted.nothing_else(asked, about):  # the latter is another check's
        return
    fixed = match.fixed_version(about, requirement.name, requirement.lower, asked.admits)
    group = _advised.gravest(groups)[0]
    known = f"{len(groups)} known vulnerabilities" if len(groups) > 1 else "a known vulnerability"
    matter = f" {requirement.specifier} begins at {requirement.lower}, which has {known}"
    help_ = f"raise the lower bound to {fixed}" if fixed else "raise the lower bound to a version without advisories"
    fix = _fix(declared, requirement, fixed)
    lead = ", the gravest is" if len(groups) > 1 else ","
    said = Said(requirement.lower, matter, help_, fixed, fix, lead)
    yield replace(_advised.finding(declared, RULE, requirement, group, said), severity=RULE.severity)


def _fix(declared: Declared, requirement: Requirement, fixed: str) -> Fix | None:
    """Write the fixed version, which the range admits, in the place of the lower bound."""
    span = requirement.lower_span
    if not fixed or span is None:
        return None
    lower, after = requirement.lower, relock.command(requirement, declared.read)
    written = f"{lower},>={fixed}" if _narrows(requirement.source.data[: span[0]], lower, fixed) else fixed
    return _advised.raising(requirement, lower, fixed, written, span, after)


def _narrows(before: bytes, lower: str, fixed: str) -> bool:
    """Whether the operator that stands before the bound would lower the upper end with the new version.

    `~=1.4` means below 2, but `~=1.4.2` below 1.5; Poetry's `~1` and `^0` are like that.
    """
    from pratique.deps.advisories.versions import parse

    old, new = parse(lower), parse(fixed)
    if old is None or new is None:
        return True
    operator = before.rstrip()
    if operator.endswith(b"~="):
        return len(old.release) != len(new.release)
    if operator.endswith(b"~"):
        return len(old.release) == 1 < len(new.release)
    return operator.endswith(b"^") and not any(old.release)
