"""Names that the package index does not know."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.core.finding import Confidence, Outcome, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.deps.checks import _online
from pratique.deps.model import Declared, Requirement, unaudited

RULE = Rule(
    name="unknown-package",
    summary="no package of that name exists at the index",
    help="find out what the package is really called, or remove the requirement; if it is private, name it in "
    "the setting private-packages",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(1357, 829),
    what=(
        "With `--online`: a requirement whose name the package index answers with 404. The index is the one that the "
        "settings, the environment (PIP_INDEX_URL, UV_DEFAULT_INDEX) or pip's configuration name; where it names "
        "further ones, none of them has it. Before an index is believed it has to show that it is one. Names that the "
        "setting `private-packages` matches, requirements with an address and the project itself are never asked "
        "about. Where the file names an index that is not asked, the name is only listed as not audited."
    ),
    why=(
        "Whoever registers the name decides what is installed. Names that assistants invent come back in answer after "
        "answer, so they are worth registering for an attacker, who then waits for the next installation."
    ),
    assistants=(
        "An assistant writes the name that a package for the purpose would plausibly have. A fifth of the packages "
        "that models recommended in one study (Spracklen et al., 2024) did not exist."
    ),
    remedy=(
        "Look for the package that was meant, in the documentation of what is imported. Do not install the name to see "
        "what happens. A private package belongs to an index of its own, and its name should be registered on the "
        "public one as well, or no installation should ever ask there."
    ),
    prompt="Use only packages that exist, and name the page of the documentation of each.",
    references=("https://peps.python.org/pep-0503/", "https://arxiv.org/abs/2406.10279"),
    bad=(Bad("requests-auth-helper-pro==1.0\n", "a name that was invented", path="requirements.txt"),),
    good=(
        Good("example==1.0\n", "a name that exists", "requirements.txt"),
        Good("Example>=1.0\n", "another spelling of it", "requirements.txt"),
        Good(
            "invented @ https://host.invalid/invented-1.0-py3-none-any.whl\n",
            "a requirement with an address of its own",
            "requirements.txt",
        ),
    ),
)


def check(declared: Declared) -> Iterator[Outcome]:
    """A finding for each requirement of which the index knows nothing."""
    answers = _online.answers(declared, RULE)
    yield from answers.said
    for requirement, project in answers.known:
        if project is not None:
            continue
        from pratique.deps.index import elsewhere

        others = elsewhere.others(requirement.source, answers.urls)
        if others:
            why = f"{answers.host} does not know it, and {' and '.join(others)}, which the file names, was not asked"
            yield unaudited(requirement.source, requirement.start, requirement.name, why)
            continue
        message = f"{requirement.name} does not exist at {answers.host}: an assistant may have invented the name"
        yield _online.finding(requirement, RULE, message, _help(requirement))


def _help(requirement: Requirement) -> str:
    """What may have been meant, where a table or a well-known name is near."""
    from pratique.deps import near, tables

    wrong = tables.wrong(requirement.name)
    likeness = near.likeness(requirement.name)
    meant = wrong.right if wrong else (likeness.name,) if likeness else ()
    return f"did you mean {' or '.join(meant)}? Otherwise {RULE.help}" if meant else RULE.help
