"""Requirements that leave open which version is installed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pratique.core.finding import Confidence, Notice, Outcome, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.deps.model import Declared, Requirement

RULE = Rule(
    name="unpinned-dependency",
    summary="a requirement is not pinned to one version",
    help="pin it with == or keep a lock file beside it (uv lock, pip-compile)",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(1357,),
    profile="strict",
    what=(
        "A requirement without `==` or `===` and a full version. Its range can be installed as a version with a known "
        "vulnerability or as one that is published tomorrow, so there is nothing to look up. By default one line of "
        "the summary says which requirements these are, and the run passes. The strict profile reports those of "
        "requirements files, Dockerfiles, conda's environments and the hooks of pre-commit; the pedantic profile also "
        "those of pyproject.toml, Pipfile, setup.cfg, setup.py, scripts, workflows, constraints and .in files, where "
        "ranges are the normal thing. Nothing is said where a lock file pins: uv.lock, poetry.lock, pdm.lock, "
        "pylock.toml or requirements.lock beside or above pyproject.toml, Pipfile.lock beside Pipfile, the "
        "compiled .txt beside its .in."
    ),
    why=(
        "What was tested is not what is installed later. Whoever takes over a package or its author's account reaches "
        "every installation with an open range on the day of the release."
    ),
    assistants="An assistant that does not know the current version leaves it out, or writes `>=` with an old one.",
    remedy=(
        "Applications: pin every version, best in a lock file with hashes that a tool writes. Libraries: keep the "
        "ranges in pyproject.toml and lock the versions that your tests run with."
    ),
    prompt="Pin every dependency of the application to an exact version.",
    references=("https://pip.pypa.io/en/stable/topics/repeatable-installs/",),
    bad=(
        Bad("example>=1.0\n", "a lower bound only", path="requirements.txt"),
        Bad("example\n", "no version at all", path="requirements.txt"),
        Bad("example==1.0.*\n", "a prefix is a range", path="requirements.txt"),
    ),
    good=(
        Good("example==1.0\n", "an exact version", "requirements.txt"),
        Good("example===1.0\n", "an exact version, compared as text", "requirements.txt"),
        Good("example>=1.0,==1.5\n", "a range that holds an exact version", "requirements.txt"),
    ),
)

_NAMED = 3  # in a summary


def check(declared: Declared) -> Iterator[Outcome]:
    """A finding for each requirement that the profile asks about; one notice a file for the others."""
    quiet: dict[str, list[Requirement]] = {}
    for requirement in declared.requirements:
        if requirement.version or requirement.locked:
            continue
        rule = replace(RULE, profile="pedantic") if requirement.open_by_design else RULE
        if declared.settings.shows(rule):
            asked = requirement.specifier or "any version"
            message = f"{requirement.name} is not pinned ({asked}), so no single version could be looked up"
            properties = (("package", requirement.name),)
            yield requirement.source.finding(
                "deps", rule, requirement.start, requirement.end, message, properties=properties
            )
        else:
            quiet.setdefault(requirement.source.path, []).append(requirement)
    for path, unpinned in quiet.items():
        yield Notice(f"{_counted(unpinned)} not pinned, so no single version could be looked up", path)


def _counted(unpinned: Sequence[Requirement]) -> str:
    names = list(dict.fromkeys(requirement.name for requirement in unpinned))
    rest = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{rest} {'is' if len(names) == 1 else 'are'}"
