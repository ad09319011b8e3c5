"""Projects without a release for years."""

from __future__ import annotations

import time
from collections.abc import Iterator

from pratique.core.finding import Confidence, Outcome, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.deps.checks import _online
from pratique.deps.index.model import ACTIVE
from pratique.deps.model import Declared

RULE = Rule(
    name="abandoned-project",
    summary="the project has had no release for years",
    help="look whether somebody still mends it, or replace it; the setting abandoned-after says how many years",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(1104,),
    profile="strict",
    what=(
        "With `--online`: a requirement whose project has uploaded nothing for as many years as the setting "
        "`abandoned-after` says (4; 0 switches the check off). It needs an index that tells upload times (PEP 700). "
        "Projects that the index marks as archived, deprecated or quarantined have a finding of their own instead."
    ),
    why=(
        "Weaknesses that are found in it will not be repaired, and an account that nobody watches is an easy one to "
        "take over. Some projects are simply finished, hence only the strict profile shows it."
    ),
    assistants="An assistant has read more about old projects than about the ones that replaced them.",
    remedy="Look at the project's repository: is there a successor or a fork? If it is done, accept it.",
    prompt="Prefer projects with a release in the last year.",
    bad=(Bad("example-old\n", "a project whose last release is ten years old", path="requirements.txt"),),
    good=(
        Good("example==1.0\n", "an old release of a project with newer ones", "requirements.txt"),
        Good("example-archived\n", "a project that is marked as archived", "requirements.txt"),
    ),
)


def check(declared: Declared) -> Iterator[Outcome]:
    """A finding for each requirement of a project without a recent release."""
    years = declared.settings.number("abandoned-after")
    if not years:
        return
    answers = _online.answers(declared, RULE)
    yield from answers.said
    for requirement, project in answers.projects():
        if project.status != ACTIVE:
            continue
        undated = _online.undated(project, answers.host)
        if undated:
            yield undated
            continue
        moments = [release.uploaded for release in project.releases if release.files]
        latest = max(moments) if moments and all(moments) else time.time()  # one without a date may be the newest
        age = (time.time() - latest) / _online.DAY / _online.YEAR
        if age >= years:
            last = time.strftime("%Y-%m-%d", time.gmtime(latest))
            message = f"{requirement.name} has had no release since {last}, {age:.0f} years ago"
            yield _online.finding(requirement, RULE, message)
