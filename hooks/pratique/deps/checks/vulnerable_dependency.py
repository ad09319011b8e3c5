"""Versions that an advisory speaks of, and packages that are malware as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pratique.core.errors import DataError
from pratique.core.finding import Confidence, Finding, Fix, Notice, Outcome, Severity
from pratique.core.rule import Bad, Good, Rule
from pratique.deps import ignores, relock
from pratique.deps.checks import _advised
from pratique.deps.checks._advised import Said
from pratique.deps.model import Declared, Requirement, Unaudited, unaudited

if TYPE_CHECKING:
    from pratique.deps.advisories.model import Advisory

RULE = Rule(
    name="vulnerable-dependency",
    summary="a pinned version has a known vulnerability, or the package is known malware",
    help="raise it to a version without known vulnerabilities; remove malware",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(1395,),
    what=(
        "Every exact version that a manifest or a lock file names is looked up in a local index of advisories in the "
        "OSV format. Pins behind a marker that is false on this machine count as well, and so do wheels that are named "
        "by address. A weakness that several data bases list under ids of their own is one finding with all of them. "
        "The severity is that of the CVSS vector, else the one that the data base states; an advisory without any "
        "counts as high. Malware (MAL- records) is critical, and found without a pin too where every version of the "
        "package is malicious. What `ignored-advisories` in the settings names, by any of its ids and with a reason, "
        "is left out until the day on which that expires."
    ),
    why=(
        "Known vulnerabilities are the ones that are attacked first: their description, and often the tool to use "
        "them, is public, and whether a site runs the version can be tried from outside."
    ),
    assistants=(
        "An assistant writes the versions that were common when its training data was collected. They were fine then; "
        "the advisories since are what it cannot know."
    ),
    remedy=(
        "Raise the version to the lowest later one that no advisory speaks of; `--fix` writes it where a line of a "
        "person holds it. Within the same minor release that is safe by the usual promise of patch releases; a larger "
        "step may change interfaces and needs `--unsafe-fixes` and a look at the release notes. Lines with hashes and "
        "lock files are written anew by the tool that made them; the message names the command. Where no release is "
        "fixed, replace the package, or ignore the finding with the reason why the weak part is not reached."
    ),
    prompt="Pin current releases without known vulnerabilities, and say which version you checked.",
    references=("https://ossf.github.io/osv-schema/", "https://www.first.org/cvss/v3-1/specification-document"),
    bad=(
        Bad("example==1.0.1\n", "a pin below the fixed patch release", "example==1.0.2\n", "requirements.txt"),
        Bad(
            '[project]\ndependencies = ["example==1.0"]\n',
            "a pin of a project",
            '[project]\ndependencies = ["example==1.0.2"]\n',
            "pyproject.toml",
        ),
    ),
    good=(
        Good("example==1.0.2\n", "the fixed release", "requirements.txt"),
        Good("example-two==1.0.1\n", "the same version of a package with a similar name", "requirements.txt"),
    ),
)

_MALWARE = "remove it, and take a machine that has installed it for compromised: change the credentials it could reach"
_NAMED = 3  # releases in a notice


def check(declared: Declared) -> Iterator[Outcome]:
    """A finding for each weakness of each exact version and for each name that stands for malware.

    DataError when there is no index to ask and an exact version to ask about; without one, it is only said.
    """
    requirements, settings = declared.requirements, declared.settings
    if not requirements and not settings.path("advisories"):
        return
    from pratique.deps.advisories import store

    try:
        index, notices = store.opened(settings)
    except DataError as error:
        if settings.path("advisories") or any(requirement.version for requirement in requirements):
            raise
        if not all(requirement.locked for requirement in requirements):
            yield Unaudited(f"names and ranges are not looked up: {error}", declared.source.path)
        return
    yield from notices
    if settings.tables(ignores.KEY):
        ignores.of(settings).see(requirements)
    for requirement in requirements:
        about = index.about(requirement.name)
        if about and requirement.version:
            yield from _of_version(declared, requirement, about)
        elif about:
            yield from _of_name(declared, requirement, about)


def _of_version(declared: Declared, pin: Requirement, about: Sequence[Advisory]) -> Iterator[Outcome]:
    from pratique.deps.advisories import match, versions

    hits = list(match.hits(about, pin.name, pin.version))
    if len(hits) < len(about) and versions.parse(pin.version) is None:
        yield unaudited(pin.source, pin.start, f"{pin.name} {pin.version}", "it is no version that PEP 440 can order")
    groups, counted = _advised.heard(declared, pin.name, match.groups(hits), about)
    if not groups:
        return
    fixed = match.fixed_version(counted, pin.name, pin.version)
    fix, obstacle = _fix(declared, pin, fixed)
    help_ = _help(pin, fixed, obstacle) if fixed else _advised.without_fix(pin.name, counted)
    for group in groups:
        yield _finding(declared, pin, group, fixed, fix, help_)


def _of_name(declared: Declared, requirement: Requirement, about: Sequence[Advisory]) -> Iterator[Outcome]:
    """Without a version only malware counts: all that bears the name, or releases that may be installed."""
    malware = [advisory for advisory in about if advisory.is_malware]
    if not malware:
        return
    from pratique.deps.advisories import match

    every = match.groups(advisory for advisory in about if advisory.affected[0].is_every_version)
    whole = [group for group in every if any(advisory.is_malware for advisory in group)]
    groups, _ = _advised.heard(declared, requirement.name, whole)
    for group in groups:
        yield _finding(declared, requirement, group, "", None, "")
    if not whole and not requirement.locked:
        yield from _releases(requirement, malware)


def _releases(requirement: Requirement, malware: Sequence[Advisory]) -> Iterator[Notice]:
    from pratique.deps.advisories import admitted

    asked = admitted.Range.of(requirement.specifier)
    bad = admitted.chosen(asked, malware) if asked else []
    if bad:
        more = f" and {len(bad) - _NAMED} more" if len(bad) > _NAMED else ""
        was = "was" if len(bad) == 1 else "were"
        said = f"{requirement.name} is not pinned, and {', '.join(bad[:_NAMED])}{more} of it {was} malware"
        source, ids = requirement.source, ", ".join(advisory.id for advisory in malware)
        yield Notice(
            f"{said} ({ids}): pin a release that you know",
            source.path,
            source.region(requirement.start, requirement.end).line,
        )


def _finding(
    declared: Declared, pin: Requirement, group: Sequence[Advisory], fixed: str, fix: Fix | None, help_: str
) -> Finding:
    is_malware = any(advisory.is_malware for advisory in group)
    verdict = "is known malware" if is_malware else "has a known vulnerability"
    matter = f" {pin.version} {verdict}" if pin.version else f" {verdict}"
    said = Said(pin.version, matter, help_, fixed, fix)
    if is_malware:  # whose next release a person has to look at first
        said = said._replace(help=_MALWARE, fix=None)
    return _advised.finding(declared, RULE, pin, group, said)


def _help(pin: Requirement, fixed: str, obstacle: str) -> str:
    if pin.command:
        return f"raise it to {fixed} or later: {pin.command}"
    if obstacle:
        return f"raise it to {fixed} or later; {obstacle}"
    return f"raise it to {fixed} or later: {pin.name}=={fixed}"


def _fix(declared: Declared, pin: Requirement, fixed: str) -> tuple[Fix | None, str]:
    """The fix, or None and why there is none."""
    if not fixed or not pin.version_span or pin.held:
        return None, pin.held
    if not _is_admitted(pin, fixed):
        return None, f"what else the line asks for excludes it: {pin.specifier}"
    after = relock.command(pin, declared.read)
    return _advised.raising(pin, pin.version, fixed, fixed, pin.version_span, after), ""


def _is_admitted(pin: Requirement, fixed: str) -> bool:
    """Whether the version satisfies what stands beside the pin."""
    if "," not in pin.specifier:
        return True
    from pratique.deps.advisories import admitted, versions

    asked, version = admitted.Range.of(pin.specifier), versions.parse(fixed)
    return asked is not None and version is not None and asked.without_pin().admits(version)
