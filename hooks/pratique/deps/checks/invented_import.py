"""Imports that nothing in sight provides and no known distribution has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pratique.core.finding import Confidence, Outcome, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.deps.imports import missing
from pratique.deps.model import Declared

_PROJECT = (("pyproject.toml", '[project]\nname = "shop"\ndependencies = ["requests"]\n'),)

RULE = Rule(
    name="invented-import",
    summary="an import that no manifest, no module of the project and no known distribution provides",
    help=(
        "find out whether such a package exists and is the one you mean before anybody installs it; "
        "declare the distribution that has it, or remove the import"
    ),
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(1357,),
    what=(
        "A module that a Python file imports, and that is nowhere: no manifest or lock file of the repository declares "
        "a distribution of a fitting name, nothing in the repository is called so, it belongs to no version of the "
        "standard library and to no program that embeds Python, no installed distribution of the project's "
        "environment (`.venv`, `venv`, `env`, or the setting `environment`) holds it, and it is none of the "
        "thousands of distributions that are known here. Imports that may fail are left alone: in a `try` that "
        "catches it, under `TYPE_CHECKING` or a condition on version or platform, after `find_spec` or `importorskip`. "
        "So are modules that the program itself writes, replaces or tells to install. Test data and copies of others' "
        "code are for the strict profile."
    ),
    why=(
        "A program with such an import does not start. Worse is the day on which it does: attackers register the names "
        "that assistants tend to invent, and whoever then installs the missing package runs their code."
    ),
    assistants=(
        "An assistant completes names by what sounds right. Of the packages that assistants recommend a considerable "
        "part does not exist, and the same invented names come back in answer after answer."
    ),
    remedy=(
        "Look the package up on the index: who publishes it, since when, from which repository. Where the module comes "
        "from a distribution of another name, or of a private index, declare that in the manifest. Where it does not "
        "exist, use the package that the assistant mixed it up with."
    ),
    prompt="Use only packages that are declared in this project, or name the exact distribution before you import it.",
    references=(
        "https://arxiv.org/abs/2406.10279",
        "https://owasp.org/www-project-top-10-for-large-language-model-applications/",
    ),
    bad=(
        Bad("import requests_auto_retry_pool\n", "a name that sounds right", path="shop/net.py", files=_PROJECT),
        Bad("from jsonschema_autofixer import fix\n", "a name from it", path="shop/net.py", files=_PROJECT),
    ),
    good=(
        Good("import requests\nimport json\n", "declared, and the standard library", "shop/net.py", _PROJECT),
        Good(
            "try:\n    import requests_auto_retry_pool\nexcept ImportError:\n    pass\n",
            "an import that may fail",
            "shop/net.py",
            _PROJECT,
        ),
    ),
)

# What well-kept projects do as well is for profiles that want to hear it.
QUIET = replace(RULE, profile="strict")


def check(declared: Declared) -> Iterator[Outcome]:
    """A finding for each missing module that no distribution is known for."""
    source = declared.source
    for item in missing.verdict(source, declared.settings, declared.read).missing:
        rule = QUIET if item.is_quiet else RULE
        if not item.holders and declared.settings.shows(rule):
            message = (
                f"{item.module} is imported, but no manifest declares it, nothing in the repository is called so "
                "and no known distribution has it: did an assistant invent it?"
            )
            properties = (("module", item.module),)
            yield source.finding("deps", rule, item.start, item.end, message, properties=properties)
