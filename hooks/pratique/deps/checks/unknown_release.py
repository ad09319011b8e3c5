"""Versions that a project never released."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.core.finding import Confidence, Outcome, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.deps.checks import _online
from pratique.deps.index.model import QUARANTINED, Project
from pratique.deps.model import Declared, Requirement

RULE = Rule(
    name="unknown-release",
    summary="the project has no release of that version",
    help="choose a version that exists",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(1357,),
    what=(
        "With `--online`: an exact version of which the package index has no file, or a range that no release of the "
        "project lies in. Versions are compared as PEP 440 has it (`1.0` is `1.0.0`, and any local build of it)."
    ),
    why=(
        "The installation fails, or takes its file from a place that nobody meant. A version that is not there today "
        "can be published tomorrow by whoever has, or takes over, the project."
    ),
    assistants=(
        "An assistant knows the releases up to its training and continues the series by feeling; it also writes "
        "versions of a package's counterpart in another language."
    ),
    remedy="Take a version from the list of releases; the message names the newest one.",
    prompt="Pin versions that exist, and look them up instead of remembering them.",
    references=("https://peps.python.org/pep-0440/",),
    bad=(
        Bad("example==9.9\n", "a version that was never released", path="requirements.txt"),
        Bad("example>=9\n", "a range beyond all releases", path="requirements.txt"),
    ),
    good=(
        Good("example==1.0\n", "a release", "requirements.txt"),
        Good("example==1.0.0\n", "the same release in other words", "requirements.txt"),
        Good("example>=1,<2\n", "a range with a release in it", "requirements.txt"),
        Good("example\n", "no version at all", "requirements.txt"),
    ),
)


def check(declared: Declared) -> Iterator[Outcome]:
    """A finding for each requirement that no release fulfils."""
    answers = _online.answers(declared, RULE)
    yield from answers.said
    for requirement, project in answers.projects():
        # a quarantined project offers no file at all, which has a finding of its own
        if project.status != QUARANTINED and not _exists(requirement, project):
            from pratique.deps.index import releases

            newest = releases.newest(project.releases)
            asked = _asked(requirement)
            message = f"{requirement.name} has no release{asked} at {answers.host}"
            help = (
                f"choose a version that exists; the newest is {newest.version}"
                if newest
                else "remove it: it has no release"
            )
            yield _online.finding(requirement, RULE, message, help)


def _asked(requirement: Requirement) -> str:
    """What the requirement says of the release, behind that word."""
    if requirement.version:
        return f" {requirement.version}"
    return f" that is {requirement.specifier}" if requirement.specifier else ""


def _exists(requirement: Requirement, project: Project) -> bool:
    from pratique.deps.index import releases

    if requirement.version:
        release = releases.pinned(project, requirement.version)
        return release is not None and release.files > 0
    if not requirement.specifier:
        return any(release.files for release in project.releases)
    return releases.admitted(project, requirement.specifier) != []
