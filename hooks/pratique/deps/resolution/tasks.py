"""What of a file is to be resolved, and which of its lines the result goes back to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pratique.deps.index import elsewhere
from pratique.deps.manifests._entries import HASHES
from pratique.deps.model import Declared, Requirement
from pratique.deps.names import canonical
from pratique.deps.resolution import lines
from pratique.deps.resolution.worker import Package, Task

# Manifests whose requirements are installed together; elsewhere some belong to one environment and some to another.
_TOGETHER = r"(?:^|/)(?:[^/]*(?:requirements|constraints)[^/]*\.(?:txt|in)|requirements/.+|Pipfile|setup\.(?:cfg|py))$"


class Asked(NamedTuple):
    """A requirement as a line for pip."""

    requirement: Requirement
    line: str


class Plan(NamedTuple):
    """asked: what is to be resolved. constraints: lines for pip. left_out: what is not, although nothing else pins
    it, with the reason."""

    asked: list[Asked]
    constraints: list[str]
    left_out: list[tuple[Requirement, str]]


def plan(declared: Declared) -> Plan:
    """What of the file is to be resolved."""
    made = Plan([], [], [])
    askable = set(elsewhere.askable(declared))
    for requirement in declared.requirements:
        if requirement.locked or requirement.command or requirement.held == HASHES:
            continue  # all that is installed is pinned
        if elsewhere.is_private(requirement, declared.settings):
            made.left_out.append((requirement, "the settings call its name private"))
            continue
        if requirement not in askable:  # no release of an index, or part of this repository
            continue
        is_constraint = "constraint" in requirement.source.path.rpartition("/")[2].lower()
        try:
            line = lines.line(requirement, is_constraint)
        except ValueError as error:
            made.left_out.append((requirement, str(error)))
            continue
        if is_constraint:
            made.constraints.append(line)
        else:
            made.asked.append(Asked(requirement, line))
    return made


def task(asked: Iterable[Asked], constraints: list[str], index: str, service: str) -> Task:
    """What the worker is to do."""
    wanted = [item.line for item in asked]
    return {"requirements": wanted, "constraints": constraints, "index": index, "service": service}


def are_together(path: str) -> bool:
    """Whether all that the file of that path asks for is meant for one environment."""
    return re.search(_TOGETHER, path) is not None


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
