"""Pins of releases that their authors took back."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.core.finding import Confidence, Outcome, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.deps.checks import _online
from pratique.deps.model import Declared

RULE = Rule(
    name="yanked-release",
    summary="the pinned release was yanked by its author",
    help="choose another release",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(1357,),
    what=(
        "With `--online`: an exact version all of whose files are marked as yanked at the package index (PEP 592). The "
        "message gives the reason that the author stated. Ranges are left alone, since tools pass over yanked releases "
        "unless they are pinned."
    ),
    why=(
        "Authors yank a release because it is broken, was made by mistake or holds a weakness. A pin is the one way in "
        "which it still gets installed."
    ),
    assistants="An assistant has seen the number in changelogs; that it was taken back stands elsewhere.",
    remedy="Take the release that replaced it, mostly the next one, and run the tests.",
    references=("https://peps.python.org/pep-0592/",),
    bad=(Bad("example==1.0.1\n", "a release that was taken back", path="requirements.txt"),),
    good=(
        Good("example==1.0\n", "a release that stands", "requirements.txt"),
        Good("example>=1.0.1\n", "a range, in which tools pass over it", "requirements.txt"),
    ),
)


def check(declared: Declared) -> Iterator[Outcome]:
    """A finding for each pin of a yanked release."""
    answers = _online.answers(declared, RULE)
    yield from answers.said
    for requirement, project in answers.projects():
        if not requirement.version:
            continue
        from pratique.deps.index import releases

        release = releases.pinned(project, requirement.version)
        if release is None or release.yanked is None:
            continue
        newest = releases.newest(project.releases)
        message = f"{requirement.name} {requirement.version} was yanked{_online.because(release.yanked)}"
        help = f"choose another release; the newest is {newest.version}" if newest else "replace it: no release stands"
        yield _online.finding(requirement, RULE, message, help, release.yanked)
