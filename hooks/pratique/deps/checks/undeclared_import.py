"""Imports of distributions that no manifest declares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pratique.core.finding import Confidence, Outcome, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.deps.imports import missing
from pratique.deps.model import Declared, Unaudited

_PROJECT = (("pyproject.toml", '[project]\nname = "shop"\ndependencies = ["PyYAML>=6"]\n'),)

RULE = Rule(
    name="undeclared-import",
    summary="an import of a distribution that no manifest declares",
    help="declare the distribution, with the version that was tested",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(1357,),
    what=(
        "A Python file imports a module of a known distribution, and no manifest or lock file of the repository "
        "declares it. All manifests count: requirements, pyproject.toml with its extras and groups and the tables of "
        "tools, setup.py, setup.cfg, Pipfile, tox.ini, environment.yml, lock files, what Dockerfiles and workflows "
        "install; for a script with a block of its own (PEP 723) the block alone. Which distribution holds a "
        "module is known from a table (`yaml` is PyYAML, `cv2` is opencv-python) and from the project's environment. "
        "Imports that may fail are left alone, and so is a repository that has no manifest at all. The strict profile "
        "also reports what well-kept projects do: imports within functions, in examples and in copies of others' code, "
        "and of what always comes with a declared distribution (`starlette` with fastapi)."
    ),
    why=(
        "The program works on the machine where the package happens to be installed, and fails on the next one. What "
        "no manifest names is also pinned by nothing, and audited by nothing."
    ),
    assistants="An assistant writes the import; the manifest is another file, which it was not asked to change.",
    remedy=(
        "Add the distribution to the manifest that the message names, with a version, and lock anew. A package that is "
        "there only because another one needs it can go with any release of that other one: declare it, too."
    ),
    prompt="Whenever you import a package, add its distribution with a version to the project's dependencies.",
    references=("https://packaging.python.org/en/latest/guides/writing-pyproject-toml/",),
    bad=(
        Bad("import requests\n", "nothing declares it", path="shop/net.py", files=_PROJECT),
        Bad("from bs4 import BeautifulSoup\n", "under another name", path="shop/net.py", files=_PROJECT),
    ),
    good=(
        Good("import yaml\n", "declared under the name of its distribution", "shop/net.py", _PROJECT),
        Good("import requests\n", "no manifest, so nothing was promised", "shop/net.py"),
        Good(
            "try:\n    import requests\nexcept ImportError:\n    requests = None\n",
            "an import that may fail",
            "shop/net.py",
            _PROJECT,
        ),
    ),
)

# What well-kept projects do as well is for profiles that want to hear it.
QUIET = replace(RULE, profile="strict")


def check(declared: Declared) -> Iterator[Outcome]:
    """A finding for each missing module whose distribution is known; a notice where nothing can be said."""
    source = declared.source
    found = missing.verdict(source, declared.settings, declared.read)
    for path, reason in found.unreadable:
        yield Unaudited(f"imports are not held against it, since it cannot be read: {reason}", path)
    if found.outside:
        why = "imports are not looked at beyond the repository, whose manifests alone are read: run it there"
        yield Unaudited(why, found.outside)
    if not found.is_parsed:
        yield Unaudited("its imports are not all looked at: this version of Python cannot parse it", source.path)
    for item in found.missing:
        rule = QUIET if item.is_quiet else RULE
        if item.holders and item.where and declared.settings.shows(rule):
            name, *others = item.holders
            listed = f" (or {', '.join(others[:2])})" if others else ""
            message = f"{item.module} is imported, but no manifest declares {name}{listed}: add it to {item.where}"
            properties = (("package", name), ("module", item.module))
            yield source.finding("deps", rule, item.start, item.end, message, properties=properties)
