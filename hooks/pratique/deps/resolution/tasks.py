"""What of a file is to be resolved, and which of its lines the result goes back to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pratique.deps.index import elsewhere
from pratique.deps.manifests._entries import HASHES
from pratique.deps.model import Declared, Requirement
from pratique.deps.names import canonical
from pratique.deps.resolution import lines
from pratique.deps.resolution.worker import Package, Task

LeftOut = tuple[Requirement, str]


def of(declared: Declared) -> tuple[Task, list[Requirement], list[LeftOut]]:
    """The task, the requirements in it, and those that it leaves out although nothing else pins them."""
    settings = declared.settings
    task: Task = {"requirements": [], "constraints": [], "index": "", "service": ""}
    if settings.flag("online"):
        task["service"] = settings.text("resolve-service")
    asked: list[Requirement] = []
    left_out: list[LeftOut] = []
    askable = set(elsewhere.askable(declared))
    for requirement in declared.requirements:
        if requirement.locked or requirement.command or requirement.held == HASHES:
            continue  # all that is installed is pinned
        if requirement.specifier.startswith("@"):
            continue
        if requirement not in askable:
            left_out.append((requirement, "no index is told of its name"))
            continue
        is_constraint = "constraint" in requirement.source.path.rpartition("/")[2].lower()
        try:
            line = lines.line(requirement, is_constraint)
        except ValueError as error:
            left_out.append((requirement, str(error)))
            continue
        task["constraints" if is_constraint else "requirements"].append(line)
        if not is_constraint:
            asked.append(requirement)
    return task, asked, left_out


def brought(asked: Sequence[Requirement], packages: Mapping[str, Package]) -> dict[str, list[Requirement]]:
    """Package -> the requirements to name for it: all lines that ask for it, else the first that is nearest to it."""
    found: dict[str, list[Requirement]] = {}
    for requirement in asked:
        if requirement.name in packages:
            found.setdefault(requirement.name, []).append(requirement)
    near = list(found)
    while near:
        further = []
        for name in near:
            for required in map(canonical, packages[name]["requires"]):
                if required in packages and required not in found:
                    found[required] = found[name][:1]
                    further.append(required)
        near = further
    return found
