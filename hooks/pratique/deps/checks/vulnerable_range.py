"""Ranges that admit nothing but versions with known vulnerabilities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pratique.core.finding import Confidence, Finding, Outcome, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.deps.checks import _advised
from pratique.deps.checks._advised import Said
from pratique.deps.model import Declared, Requirement

if TYPE_CHECKING:
    from pratique.deps.advisories.admitted import Range
    from pratique.deps.advisories.model import Advisory

RULE = Rule(
    name="vulnerable-range",
    summary="a range admits only versions with known vulnerabilities",
    help="widen the range so that it admits a version without known vulnerabilities",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(1395,),
    what=(
        "A requirement that is not pinned, but whatever version is chosen for it, an advisory speaks of it: the upper "
        "bound lies at or below the fixed version, a prefix (`==1.4.*`, `~=1.4.2`) ends before it, or no version is "
        "fixed at all. This is exact arithmetic over the range and the affected versions, with exclusions, epochs and "
        "pre-releases as PEP 440 has them; a range that admits one version which no advisory hits is never reported, "
        "whether that version was released or not."
    ),
    why=(
        "An upper bound that was set years ago keeps the fixed release out, silently and on every installation: no "
        "resolver, no lock file and no update can get past it."
    ),
    assistants=(
        "An assistant writes the range that was common in what it learnt from, `<2` or `~=1.4`, when the release that "
        "mends it was not yet out."
    ),
    remedy=(
        "Raise or drop the upper bound so that the fixed version, which the message names, is admitted, then run the "
        "tests with it. There is no automatic fix: the bound was set for a reason that only the project knows. Where "
        "no version is fixed, replace the package, or ignore the advisory with the reason why it does no harm here."
    ),
    prompt="Do not cap dependencies below releases that fix known vulnerabilities.",
    references=(
        "https://packaging.python.org/en/latest/specifications/version-specifiers/",
        "https://ossf.github.io/osv-schema/",
    ),
    bad=(
        Bad("example<1.0.2\n", "the upper bound is the fixed version", path="requirements.txt"),
        Bad("example==1.0.*,<=1.0.1\n", "a prefix that ends before it", path="requirements.txt"),
        Bad('[project]\ndependencies = ["example>=0.5,<1"]\n', "a capped range of a project", path="pyproject.toml"),
    ),
    good=(
        Good("example<=1.0.2\n", "the fixed version is admitted", "requirements.txt"),
        Good("example>=1.0\n", "later versions are admitted", "requirements.txt"),
        Good("example==1.0.*\n", "the fixed version has the prefix", "requirements.txt"),
        Good("example\n", "any version", "requirements.txt"),
    ),
)


def check(declared: Declared) -> Iterator[Outcome]:
    """A finding for each range that no version without an advisory satisfies."""
    ranges = [requirement for requirement in declared.requirements if not requirement.version]
    index = _advised.index_for_ranges(declared.settings, RULE.name) if ranges else None
    if index is None:
        return
    for requirement in ranges:
        about = index.about(requirement.name)
        # malware is told of by its name
        if about and not any(item.is_malware and item.affected[0].is_every_version for item in about):
            yield from _of_range(declared, requirement, about)


def _of_range(declared: Declared, requirement: Requirement, about: Sequence[Advisory]) -> Iterator[Finding]:
    from pratique.deps.advisories import admitted, match

    asked = admitted.Range.of(requirement.specifier)
    if asked is None:
        return
    found = match.groups(admitted.nothing_else(asked, about))
    groups, counted = _advised.heard(declared, requirement.name, found, about)
    if len(groups) < len(found):  # without those that the settings ignore, some version may be free
        groups = list(match.groups(admitted.nothing_else(asked, counted)))
    if groups:
        yield _finding(declared, requirement, asked, _advised.gravest(groups), counted)


def _finding(
    declared: Declared,
    requirement: Requirement,
    asked: Range,
    groups: Sequence[Sequence[Advisory]],
    about: Sequence[Advisory],
) -> Finding:
    from pratique.deps.advisories import admitted, match

    fixed = match.fixed_version(about, requirement.name, admitted.highest(asked, about))
    written = f" {requirement.specifier} admits" if requirement.specifier else " has"
    matter = f"{written} only versions with known vulnerabilities"
    lead = f": {len(groups)} advisories together hit them all, the gravest is" if len(groups) > 1 else ","
    help_ = (
        f"widen it to admit {fixed} or later: {requirement.name}>={fixed}"
        if fixed
        else _advised.without_fix(requirement.name, about)
    )
    return _advised.finding(declared, RULE, requirement, groups[0], Said("", matter, help_, fixed, lead=lead))
