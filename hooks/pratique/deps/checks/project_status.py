"""Projects that are archived, deprecated or quarantined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pratique.core.finding import Confidence, Outcome, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.deps.checks import _online
from pratique.deps.index.model import ARCHIVED, DEPRECATED, QUARANTINED
from pratique.deps.model import Declared

RULE = Rule(
    name="project-status",
    summary="the project is quarantined, archived or deprecated",
    help="replace it with a project that is kept up",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(1104,),
    what=(
        "With `--online`: a requirement whose project the package index marks with a status (PEP 792). Quarantined is "
        "high: the index's own people took it offline because it may be malicious. Deprecated is medium, archived low. "
        "The reason is shown where one is given."
    ),
    why=(
        "Nobody mends what is found in an archived project. A quarantined one cannot be installed any more; where it "
        "was installed before, what it has done should be looked into."
    ),
    assistants="An assistant recommends what was popular when its training data was written.",
    remedy=(
        "Move to the successor, which the reason or the project's page often names. If a quarantined project was "
        "installed, change the credentials that the machine could reach until it is known to be clean."
    ),
    prompt="Use projects that are maintained today.",
    references=("https://peps.python.org/pep-0792/",),
    bad=(
        Bad("example-quarantined==1.0\n", "a project that the index took offline", path="requirements.txt"),
        Bad("example-archived\n", "a project that its owners gave up", path="requirements.txt"),
    ),
    good=(Good("example==1.0\n", "an active project", "requirements.txt"),),
)

# Status -> severity, what it means, what to do.
_MEANT = {
    QUARANTINED: (
        Severity.HIGH,
        "is quarantined: the index took it offline because it may be malicious",
        "remove it; where it was installed, change the credentials that the machine could reach",
    ),
    DEPRECATED: (Severity.MEDIUM, "is deprecated: its owners advise against it", RULE.help),
    ARCHIVED: (Severity.LOW, "is archived: nobody will mend what is found in it", RULE.help),
}


def check(declared: Declared) -> Iterator[Outcome]:
    """A finding for each requirement of a project with one of these statuses."""
    answers = _online.answers(declared, RULE)
    yield from answers.said
    for requirement, project in answers.projects():
        if project.status in _MEANT:
            severity, meaning, help = _MEANT[project.status]
            message = f"{requirement.name} {meaning}{_online.because(project.reason)}"
            yield replace(_online.finding(requirement, RULE, message, help, project.reason), severity=severity)
