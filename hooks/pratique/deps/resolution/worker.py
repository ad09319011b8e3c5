"""Resolves requirements with pip and looks the result up with pip-audit; a process of its own.

The only module that knows pip-audit, whose modules are private: its version is pinned for that.
It is started in an empty folder, so that neither `python -m pip`, which puts the working directory
first on its path, nor pip-audit, which calls it on import, can run a file of the checked repository.

pip-audit resolves in a virtual environment of its own, in which it upgrades pip first, and leaves out
what is in there already; it says which packages there are, but not who asked for them. So pip is
asked here, once, for its report alone ("pip install --dry-run --report", pip's "Installation Report"
page), with wheels only: no source archive is built, and so no byte of any package is run (see wheels.py).

Standard input: Task as JSON. The file `answer.json` in the working directory: Answer as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

ANSWER = "answer.json"
_REPORT = "report.json"
_WHEELS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "wheels.py")  # pip, which builds nothing
_TIMEOUT = 15  # seconds of one question to a live service


class Task(TypedDict):
    """requirements, constraints: lines for pip. index: the path of the local index, "" for a live service: the one
    of that name."""

    requirements: list[str]
    constraints: list[str]
    index: str
    service: str


class Package(TypedDict):
    """A package that pip chose, the names that it requires, and what is known of it; error: why nothing is."""

    name: str
    version: str
    requires: list[str]
    found: list[Found]
    error: str


class Found(TypedDict):
    """One weakness. fixed: the lowest later version that the service names as free of it, or ""."""

    id: str
    aliases: list[str]
    summary: str
    fixed: str


class Answer(TypedDict):
    """error: why there are no packages, in pip's words."""

    packages: list[Package]
    error: str


class Failure(Exception):
    """Nothing could be resolved; the text says why."""


class _Chosen(NamedTuple):
    name: str
    version: str
    requires: list[str]


def main() -> int:
    os.environ.pop("PYTHONPATH", None)  # it led here; pip shall not see it
    task: Task = json.load(sys.stdin)
    answer: Answer = {"packages": [], "error": ""}
    try:
        answer["packages"] = list(audited(_resolved(task), task))
    except Failure as error:
        answer["error"] = str(error)
    Path(ANSWER).write_text(json.dumps(answer), encoding="utf-8")
    return 0


def _resolved(task: Task) -> list[_Chosen]:
    """What pip would install in an empty environment of this interpreter."""
    Path("requirements.txt").write_text("".join(f"{line}\n" for line in task["requirements"]), encoding="utf-8")
    Path("constraints.txt").write_text("".join(f"{line}\n" for line in task["constraints"]), encoding="utf-8")
    command = [sys.executable, _WHEELS, "install", "--dry-run", "--ignore-installed", "--quiet", "--no-input"]
    command += ["--only-binary", ":all:", "--report", _REPORT, "-r", "requirements.txt", "-c", "constraints.txt"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        raise Failure(_reason(done.stderr))
    try:
        report = json.loads(Path(_REPORT).read_text(encoding="utf-8"))
        return [_chosen(item["metadata"]) for item in report["install"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Failure(f"pip wrote no report that can be read ({type(error).__name__})") from error


def _reason(errors: str) -> str:
    """pip's last words."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    if any(line.endswith("No module named pip") for line in lines):
        return f"pip is missing beside pratique: install it for {sys.executable}"
    named = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    if named[-1:] == ["Exception:"]:  # a crash of pip's, which ends with what it was
        named = []
    return "; ".join(named[-3:] or lines[-1:]) or "pip failed without a word"


def _chosen(metadata: dict[str, Any]) -> _Chosen:
    from packaging.requirements import InvalidRequirement, Requirement

    requires = []
    for text in metadata.get("requires_dist", ()):
        try:
            requires.append(Requirement(text).name)
        except InvalidRequirement:
            continue
    return _Chosen(metadata["name"], metadata["version"], requires)


def audited(chosen: Iterable[_Chosen], task: Task) -> Iterator[Package]:
    """Each package with what the service knows of it; one that it cannot be asked about does not end the others.

    The service is asked without pip-audit's auditor, which loses the fixed versions of what it merges.
    """
    from packaging.version import Version

    try:
        from pip_audit._service import ResolvedDependency  # type: ignore[import-untyped]

        service = _local(task["index"]) if task["index"] else _live(task["service"])
    except (Exception, SystemExit) as error:  # it runs pip when it is imported
        raise Failure(f"pip-audit cannot be used: {type(error).__name__}: {error}") from error
    for name, version, requires in chosen:
        found: list[Found] = []
        why = ""
        try:
            dependency, results = service.query(ResolvedDependency(name=name, version=Version(version)))
            why = dependency.skip_reason if dependency.is_skipped() else ""
            found = [_found(result, version) for result in results]
        except Exception as error:
            why = f"{type(error).__name__}: {error.__cause__ or error}"
        yield {"name": name, "version": version, "requires": requires, "found": found, "error": why}


def _found(result: Any, version: str) -> Found:
    from packaging.version import Version

    later = sorted(fixed for fixed in result.fix_versions if fixed > Version(version))
    fixed = str(later[0]) if later else ""
    return {"id": result.id, "aliases": sorted(result.aliases), "summary": result.description, "fixed": fixed}


def _live(name: str) -> Any:
    """One of pip-audit's own services; each knows its address by itself, OSV's may be told as pip-audit is told."""
    from pip_audit._service import OsvService, PyPIService

    cache = Path(os.environ["PRATIQUE_PIP_AUDIT_CACHE"])
    if name == "osv":
        address = os.environ.get("PIP_AUDIT_OSV_URL", OsvService.DEFAULT_OSV_URL)
        return OsvService(cache, _TIMEOUT, osv_url=address)
    return PyPIService(cache, _TIMEOUT)


def _local(path: str) -> Any:
    """A service over the local index, which answers as the checks that pip-audit has no part in."""
    from packaging.version import Version
    from pip_audit._service import Dependency, ResolvedDependency, VulnerabilityResult, VulnerabilityService

    from pratique.deps.advisories import match, versions
    from pratique.deps.advisories.index import open_index

    class Local(VulnerabilityService):  # type: ignore[misc]
        def query(self, spec: Dependency) -> tuple[Dependency, list[VulnerabilityResult]]:
            assert isinstance(spec, ResolvedDependency)
            name, version = spec.canonical_name, str(spec.version)
            about = index.about(name)
            fixed = match.fixed_version(about, name, version)
            free = [Version(fixed)] if versions.parse(fixed) else []
            found = []
            for group in match.groups(match.hits(about, name, version)):
                ids = {known for advisory in group for known in (advisory.id, *advisory.aliases)}
                summary = next((advisory.summary for advisory in group if advisory.summary), "")
                found.append(VulnerabilityResult(group[0].id, summary, free, ids - {group[0].id}))
            return spec, found

    index = open_index(path)
    return Local()


if __name__ == "__main__":
    raise SystemExit(main())
