"""Pins of releases that hardly anybody has looked at yet."""

from __future__ import annotations

import time
from collections.abc import Iterator

from pratique.core.finding import Confidence, Outcome, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.deps.checks import _online
from pratique.deps.index.model import Project
from pratique.deps.model import Declared, Requirement

RULE = Rule(
    name="fresh-release",
    summary="the pinned release is younger than the cooldown",
    help="wait, or pin the release before it; the setting cooldown says how many days",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(1357, 829),
    what=(
        "With `--online`: an exact version whose first file was uploaded fewer days ago than the setting `cooldown` "
        "says (7; 0 switches the check off). A release that repairs what the local index of advisories says about the "
        "release before it is exempt. It needs an index that tells upload times (PEP 700); otherwise one line says "
        "that the age was not judged."
    ),
    why=(
        "Malicious releases of good projects, made with a stolen account, are mostly found and removed within days. "
        "Who waits a week meets few of them."
    ),
    assistants="An assistant with access to the index takes the newest release, however new.",
    remedy="Pin the last release that is older than the cooldown, and raise it when the time has passed.",
    references=("https://peps.python.org/pep-0700/",),
    bad=(Bad("example==1.1\n", "a release of yesterday", path="requirements.txt"),),
    good=(
        Good("example==1.0\n", "a release of years ago", "requirements.txt"),
        Good("example-repaired==1.0.1\n", "a release of yesterday that repairs a known weakness", "requirements.txt"),
    ),
)


def check(declared: Declared) -> Iterator[Outcome]:
    """A finding for each pin of a release within the cooldown."""
    cooldown = declared.settings.number("cooldown")
    if not cooldown:
        return
    answers = _online.answers(declared, RULE)
    yield from answers.said
    for requirement, project in answers.projects():
        if not requirement.version:
            continue
        undated = _online.undated(project, answers.host)
        if undated:
            yield undated
            continue
        from pratique.deps.index import releases

        release = releases.pinned(project, requirement.version)
        age = (time.time() - release.uploaded) / _online.DAY if release and release.uploaded else cooldown
        if age < cooldown and not _repairs(declared, requirement, project):
            message = (
                f"{requirement.name} {requirement.version} was uploaded {_ago(age)}, within the cooldown of "
                f"{cooldown} {'day' if cooldown == 1 else 'days'}"
            )
            yield _online.finding(requirement, RULE, message, _help(project, cooldown))


def _ago(days: float) -> str:
    hours = max(days, 0.0) * 24
    if hours < 48:
        return f"{hours:.0f} {'hour' if round(hours) == 1 else 'hours'} ago"
    return f"{days:.0f} days ago"


def _help(project: Project, cooldown: int) -> str:
    from pratique.deps.index import releases

    latest = time.time() - cooldown * _online.DAY
    older = releases.newest(release for release in project.releases if release.uploaded <= latest)
    if older is None:
        return f"wait until the release is {cooldown} days old: the project has no older one"
    return f"wait until the release is {cooldown} days old, or pin {older.version}"


def _repairs(declared: Declared, requirement: Requirement, project: Project) -> bool:
    """Whether an advisory that speaks of the release before it does not speak of this one."""
    from pratique.core.errors import DataError
    from pratique.deps.advisories import match, store, versions
    from pratique.deps.index import releases

    version = versions.parse(requirement.version)
    previous = releases.before(project, version) if version else None
    if previous is None:
        return False
    try:
        about = store.opened(declared.settings)[0].about(requirement.name)
    except DataError:  # without an index of advisories nothing is known to be repaired
        return False
    hit = {advisory.id for advisory in match.hits(about, requirement.name, requirement.version)}
    return any(advisory.id not in hit for advisory in match.hits(about, requirement.name, previous.version))
