"""What requirements come to that nobody has pinned: versions with known vulnerabilities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pratique.core.errors import DataError
from pratique.core.finding import Confidence, Notice, Outcome, Problem, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.deps.checks import _advised
from pratique.deps.checks._advised import Said
from pratique.deps.model import Declared, Requirement, Unaudited, unaudited
from pratique.deps.names import canonical

if TYPE_CHECKING:
    from pratique.deps.advisories.index import Index
    from pratique.deps.advisories.model import Advisory
    from pratique.deps.resolution.tasks import Asked, Plan
    from pratique.deps.resolution.worker import Package

RULE = Rule(
    name="vulnerable-resolution",
    summary="what is not pinned would be installed as a version with a known vulnerability",
    help="raise the lower bound, or pin a version without known vulnerabilities",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(1395,),
    what=(
        "With `--resolve`: pip resolves what the file asks for, for the Python and the machine that run the check, and "
        "pip-audit looks up every package that it comes to: in the local index, or, with `--online`, at its live "
        "service (setting `resolve-service`). Reported are those that no line pins, at the line that asks for them or "
        "brings them. Nothing is resolved where a lock file or hashes pin everything. Only wheels are used, in an "
        "empty folder, so that nothing is built and no byte of the project or of a package is run."
    ),
    why=(
        "A range is installed as some version, and brings others that no line of the file names. Most packages of an "
        "installation are of that kind, and their vulnerabilities are attacked like any other."
    ),
    assistants=(
        "An assistant names the packages that the code imports. What they bring, and which old version an upper bound "
        "holds them to, it does not see."
    ),
    remedy=(
        "Raise the bound so that the fixed version is chosen. Where another package brings it, raise that one, or add "
        "a line with a lower bound for the one that is weak. A lock file makes the choice visible and lasting."
    ),
    references=("https://pip.pypa.io/en/stable/reference/installation-report/", "https://ossf.github.io/osv-schema/"),
    bad=(Bad("example<1.0.2\n", "an upper bound below the fixed release", path="requirements.txt"),),
    good=(
        Good("example\n", "the newest release is free of it", "requirements.txt"),
        Good("example==1.0.1\n", "a pin, of which another check tells", "requirements.txt"),
    ),
)

_MALWARE = (
    "remove {}, and do not install it; where it was installed, change the credentials that the machine could reach"
)


def check(declared: Declared) -> Iterator[Outcome]:
    """A finding for each weakness of what pip would install without being told the version.

    DataError where nothing can be resolved or looked up.
    """
    settings = declared.settings
    if not settings.shows(RULE) or not declared.requirements:
        return
    if not settings.flag("resolve"):
        if RULE.name in settings.texts("select"):
            yield Notice(f"{RULE.name} needs --resolve: nothing was resolved")
        return
    from pratique.deps.resolution import tasks

    plan = tasks.plan(declared)
    for requirement, why in plan.left_out:
        yield _left_out(requirement, why)
    if plan.asked:
        service = settings.text("resolve-service") if settings.flag("online") else ""
        index = _index(declared, service)
        for asked, packages in _resolved(declared, plan, "" if service or index is None else index.path, service):
            if isinstance(packages, DataError):
                yield Problem(asked[0].source.path, RULE.name, f"line {_line(asked[0])}: {asked[0].name}: {packages}")
            else:
                yield from _of_packages(declared, asked, packages, index)


def _index(declared: Declared, service: str) -> Index | None:
    """The local index; None where a live service is asked and there is none."""
    from pratique.deps.advisories import store

    try:
        return store.opened(declared.settings)[0]
    except DataError as error:
        if service:
            return None
        raise DataError(f"{error}, or let --online ask a live service") from error


def _resolved(
    declared: Declared, plan: Plan, index: str, service: str
) -> Iterator[tuple[list[Requirement], dict[str, Package] | DataError]]:
    """Requirements and the packages that they come to together.

    Where they need not go together and do not, each for itself, with what keeps it from being resolved.
    """
    from pratique.deps.resolution import run, tasks

    def packages(asked: Sequence[Asked]) -> dict[str, Package]:
        task = tasks.task(asked, plan.constraints, index, service)
        return {canonical(package["name"]): package for package in run.resolved(declared.settings, task)}

    try:
        yield [item.requirement for item in plan.asked], packages(plan.asked)
        return
    except run.Unresolvable:
        if len(plan.asked) == 1 or tasks.are_together(declared.source.path):
            raise
    for item in plan.asked:
        try:
            yield [item.requirement], packages([item])
        except run.Unresolvable as error:
            yield [item.requirement], error


def _left_out(requirement: Requirement, why: str) -> Unaudited:
    return unaudited(requirement.source, requirement.start, f"{requirement.name} as it would be installed", why)


def _line(requirement: Requirement) -> int:
    return requirement.source.region(requirement.start, requirement.end).line


def _of_packages(
    declared: Declared, asked: Sequence[Requirement], packages: Mapping[str, Package], index: Index | None
) -> Iterator[Outcome]:
    from pratique.deps.resolution import tasks

    pinned = {requirement.name for requirement in declared.requirements if requirement.version}
    brought = tasks.brought(asked, packages)
    for requirement in asked:
        if requirement.name not in packages:
            yield _left_out(requirement, "its marker leaves this machine out")
    for name, package in sorted(packages.items()):
        if name in pinned or name not in brought:
            continue
        for requirement in brought[name]:
            if package["error"]:
                yield _unknown(requirement, package)
            else:
                yield from _findings(declared, requirement, name, package, index)


def _unknown(requirement: Requirement, package: Package) -> Problem:
    from pratique.core.redact import mask, visible

    path, line = requirement.source.path, _line(requirement)
    why = visible(mask(package["error"]))[:300]
    return Problem(path, RULE.name, f"line {line}: not looked up: {package['name']} {package['version']}: {why}")


def _findings(
    declared: Declared, requirement: Requirement, name: str, package: Package, index: Index | None
) -> Iterator[Outcome]:
    from pratique.deps.advisories import match, versions
    from pratique.deps.advisories.model import Advisory

    made = []
    for item in package["found"]:  # the service may call a weakness by any of its ids
        main, *aliases = sorted({item["id"], *item["aliases"]}, key=_advised.rank)
        made.append(Advisory(main, tuple(aliases), item["summary"], "", ()))
    lowest = [versions.parse(item["fixed"]) for item in package["found"]]
    known = [version for version in lowest if version is not None]
    fixed = str(max(known)) if known and len(known) == len(lowest) else ""
    is_brought = name != requirement.name
    version = package["version"]
    by = f", which {requirement.name} brings," if is_brought else ", to which this comes,"
    at = requirement._replace(name=name)
    about = index.about(name) if index else []
    groups, _ = _advised.heard(declared, name, [_rated(group, about) for group in match.groups(made)])
    for group in groups:
        is_malware = any(item.is_malware for item in group)
        verdict = "is known malware" if is_malware else "has a known vulnerability"
        help_ = _MALWARE.format(requirement.name) if is_malware else _help(requirement, name, fixed)
        yield _advised.finding(
            declared, RULE, at, group, Said(version, f" {version}{by} {verdict}", help_, "" if is_malware else fixed)
        )


def _rated(group: Sequence[Advisory], about: Sequence[Advisory]) -> list[Advisory]:
    """The group with what the local index knows of the same weaknesses: pip-audit tells no severity."""
    names = _advised.names(group)
    return [*group, *(item for item in about if names & {item.id, *item.aliases})]


def _help(requirement: Requirement, name: str, fixed: str) -> str:
    if not fixed:
        return _advised.without_fix(name, ())
    if name == requirement.name:
        return f"ask for {fixed} or later: {name}>={fixed}"
    return f"raise {requirement.name} until it brings {name} {fixed} or later, or add {name}>={fixed}"
