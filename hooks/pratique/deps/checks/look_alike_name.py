"""Names in manifests that are nearly those of well-known distributions."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.core.finding import Confidence, Edit, Fix, Outcome, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.deps import context, local, tables
from pratique.deps.model import Declared, Requirement

RULE = Rule(
    name="look-alike-name",
    summary="a requirement is nearly the name of a well-known distribution",
    help="write the well-known name if that is what was meant",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(1357, 829),
    what=(
        "A requirement whose name differs from one of some two thousand well-known distributions by a slip of the "
        "keys (a letter too many, missing, exchanged or turned round), by its hyphens, by the order of its words, by a "
        'digit that looks like a letter, or by where it says "python". Digits that number a version or a variant, and '
        "other words that are near by chance, do not count; nor do some three thousand further names that are known "
        "to be what they claim, those of the list that `popular-url` names, and those with advisories of their own. "
        "Lock files and compiled requirements, addresses, projects of the same repository and known malware are left "
        "out as in wrong-distribution."
    ),
    why=(
        "Attackers register what people mistype: thousands of such packages have been removed from indices, each of "
        "which ran its author's code on every machine that had installed it."
    ),
    assistants=(
        "An assistant puts names together from pieces. What is nearly right reads as right, and nobody looks twice."
    ),
    remedy=(
        "Write the well-known name; `--unsafe-fixes` does it, and keeps the version. If the other project is meant, "
        "look at who publishes it, then ignore the finding with that as the reason."
    ),
    prompt="Check each name that you add to the requirements against the project's own installation page.",
    references=(
        "https://attack.mitre.org/techniques/T1195/001/",
        "https://owasp.org/www-project-top-10-ci-cd-security-risks/CICD-SEC-03-Dependency-Chain-Abuse",
    ),
    bad=(
        Bad("reqeusts==2.32.0\n", "two letters turned round", "requests==2.32.0\n", "requirements.txt"),
        Bad("tensorfow\n", "a letter is missing", "tensorflow\n", "requirements.txt"),
        Bad("pytohn-dateutil\n", "a slip in the first word", "python-dateutil\n", "requirements.txt"),
        Bad("dateutil-python\n", "the words in another order", "python-dateutil\n", "requirements.txt"),
        Bad("co1orama\n", "a digit that looks like a letter", "colorama\n", "requirements.txt"),
        Bad(
            "[project]\ndependencies = [\"beautifulsuop4>=4.12 ; python_version > '3.8'\"]\n",
            "a dependency of a project",
            "[project]\ndependencies = [\"beautifulsoup4>=4.12 ; python_version > '3.8'\"]\n",
            "pyproject.toml",
        ),
    ),
    good=(
        Good("requests\ntensorflow-cpu\n", "well-known names", "requirements.txt"),
        Good("pyqt6\npyqt5\nboto3\nbotocore\n", "well-known names that are near each other", "requirements.txt"),
        Good("some-internal-tool\n", "a name that is like none", "requirements.txt"),
        Good("elasticsearch6\n", "a number that stands for a version", "requirements.txt"),
    ),
)

_REASON = "only who wrote {} knows whether {} was meant"


def check(declared: Declared) -> Iterator[Outcome]:
    """A finding for each requirement that a person wrote and that is nearly a well-known name."""
    for requirement in context.chosen(declared):
        if requirement.name not in tables.popular():
            yield from _looked_at(declared, requirement)


def _looked_at(declared: Declared, requirement: Requirement) -> Iterator[Outcome]:
    from pratique.deps import near

    likeness = near.likeness(requirement.name)
    if likeness is None or _is_known(declared, requirement):
        return
    name = context.spelled(requirement) or requirement.name
    other = likeness.name
    yield requirement.source.finding(
        "deps",
        RULE,
        requirement.start,
        requirement.end,
        f"{name} looks like {other}, but {likeness.how}",
        help=f"write {other} if it was meant; if not, find out who publishes {name}, and ignore this with that reason",
        fix=_fix(requirement, other),
        properties=(("package", requirement.name), ("right", other)),
    )


def _is_known(declared: Declared, requirement: Requirement) -> bool:
    """Whether the name is known to be one of its own, or is reported by another check."""
    name = requirement.name
    if name in tables.known() or tables.wrong(name) or local.is_local(declared, requirement):
        return True
    from pratique.deps import longer

    malware, advisories = context.about(declared, requirement)
    return bool(malware or advisories) or name in longer.names(longer.path())


def _fix(requirement: Requirement, other: str) -> Fix | None:
    """The name replaced; None where hashes belong to it."""
    name = context.spelled(requirement)
    if not name or context.has_hashes(requirement):
        return None
    edit = Edit(requirement.start, requirement.start + len(name), other)
    return Fix(f"replace {name} by {other}", False, (edit,), _REASON.format(name, other))
