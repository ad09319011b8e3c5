"""Versions that an advisory speaks of, and packages that are malware as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pratique.core.errors import DataError
from pratique.core.finding import Confidence, Edit, Finding, Fix, Outcome, Severity, parse_severity
from pratique.core.rule import Bad, Good, Rule
from pratique.deps.model import Declared, Requirement, unaudited

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
        "Every exact version of a manifest (requirements files, pyproject.toml, Pipfile) or of a lock file (uv.lock, "
        "poetry.lock, pdm.lock, Pipfile.lock, pylock.toml) is looked up in a local index of "
        "advisories in the OSV format. Pins behind a marker that is false on this machine count as well, and so do "
        "wheels that are named by address. A weakness that several data bases list under ids of their own is one "
        "finding with all of them. The severity is that of the CVSS vector, else the one that the data base states; "
        "an advisory without any counts as high. Malware (MAL- records) is critical, and found without a pin too where "
        "every version of the package is malicious."
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

_UNKNOWN = Severity.HIGH  # what nobody has rated is not therefore harmless
_MALWARE = "remove it, and take a machine that has installed it for compromised: change the credentials it could reach"
# The id to call a weakness by: the Python data base first, it is the most exact about versions.
_PREFERENCE = ("PYSEC-", "GHSA-", "CVE-")


def check(declared: Declared) -> Iterator[Outcome]:
    """A finding for each weakness of each exact version and for each name that stands for malware.

    DataError when there is no index to ask and an exact version to ask about.
    """
    requirements, settings = declared.requirements, declared.settings
    if not requirements and not settings.path("advisories"):
        return
    from pratique.deps.advisories import store

    try:
        index, notices = store.opened(settings)
    except DataError:
        if settings.path("advisories") or any(requirement.version for requirement in requirements):
            raise
        return
    yield from notices
    for requirement in requirements:
        about = index.about(requirement.name)
        if not about:
            continue
        if requirement.version:
            yield from _findings(requirement, about)
        else:
            malware = [advisory for advisory in about if advisory.is_malware and advisory.affected[0].is_every_version]
            if malware:
                yield _finding(requirement, malware, "", None)


def _findings(pin: Requirement, about: Sequence[Advisory]) -> Iterator[Outcome]:
    from pratique.deps.advisories import match, versions

    found = match.groups(match.hits(about, pin.name, pin.version))
    if not found:
        if versions.parse(pin.version) is None:
            yield unaudited(
                pin.source, pin.start, f"{pin.name} {pin.version}", "it is no version that PEP 440 can order"
            )
        return
    fixed = match.fixed_version(about, pin.name, pin.version)
    fix = _fix(pin, fixed)
    for group in found:
        yield _finding(pin, group, fixed, fix)


def _finding(pin: Requirement, group: Sequence[Advisory], fixed: str, fix: Fix | None) -> Finding:
    names = {name for advisory in group for name in (advisory.id, *advisory.aliases)}
    main = min((advisory.id for advisory in group), key=_rank)
    aliases = sorted(names - {main}, key=_rank)
    known = [parse_severity(advisory.severity) for advisory in group if advisory.severity]
    summary = next((advisory.summary for advisory in group if advisory.summary), "")
    listed = f" ({', '.join(aliases)})" if aliases else ""
    is_malware = any(advisory.is_malware for advisory in group)
    verdict = "is known malware" if is_malware else "has a known vulnerability"
    message = f"{pin.name}{' ' if pin.version else ''}{pin.version} {verdict}, {main}{listed}"
    finding = pin.source.finding(
        "deps",
        RULE,
        pin.start,
        pin.end,
        f"{message}: {summary}" if summary else message,
        help=_MALWARE if is_malware else _help(pin, fixed),
        fix=fix,
        severity=Severity.CRITICAL if is_malware else max(known) if known else _UNKNOWN,
        properties=(
            ("package", pin.name),
            ("version", pin.version),
            ("id", main),
            ("aliases", ",".join(aliases)),
            ("fixed", fixed),
        ),
    )
    return replace(finding, fingerprint=_fingerprint(pin, main))


def _fingerprint(pin: Requirement, advisory: str) -> str:
    """Bound to the weakness, not to the line: a new advisory on an accepted pin must show."""
    import hashlib  # it loads OpenSSL, which a clean run does without

    identity = "\0".join((RULE.name, pin.name, pin.version, advisory))
    return hashlib.sha256(identity.encode()).hexdigest()[:32]


def _rank(name: str) -> tuple[int, str]:
    places = (place for place, prefix in enumerate(_PREFERENCE) if name.startswith(prefix))
    return (next(places, len(_PREFERENCE)), name)


def _help(pin: Requirement, fixed: str) -> str:
    if not fixed:
        return "no fixed version is known: replace the package, or ignore this with the reason why it does no harm here"
    if pin.command:
        return f"raise it to {fixed} or later: {pin.command}"
    if pin.held:
        return f"raise it to {fixed} or later; {pin.held}"
    return f"raise it to {fixed} or later: {pin.name}=={fixed}"


def _fix(pin: Requirement, fixed: str) -> Fix | None:
    if not fixed or not pin.version_span or pin.held:
        return None
    start, end = pin.version_span
    safe = _is_patch(pin.version, fixed)
    reason = "" if safe else f"{fixed} is more than a patch release away from {pin.version}: read its release notes"
    return Fix(f"raise {pin.name} to {fixed}", safe, (Edit(start, end, fixed),), reason)


def _is_patch(version: str, fixed: str) -> bool:
    """Whether only the third number of the release grows."""
    from pratique.deps.advisories.versions import parse

    old, new = parse(version), parse(fixed)
    if old is None or new is None or new.is_prerelease:
        return False
    return (old.epoch, old.major, old.minor) == (new.epoch, new.major, new.minor)
