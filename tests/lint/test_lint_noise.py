"""Well-kept code stays quiet: findings in twelve projects that many people read, at default settings.

The wheels come from the package index; the nightly command is `pytest -m slow`. A code line is one
that is neither blank nor a comment alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from support.wheels import PROJECTS, unpacked, version

ROOT = Path(__file__).resolve().parents[2]
MOST = 0.10  # findings per 1,000 code lines, over all projects together
RUN = "from pratique.lint.hook import main; raise SystemExit(main())"


class Judged(NamedTuple):
    """A project as it was linted: its version, its code lines, a line for each finding and each error."""

    version: str
    lines: int
    findings: list[str]
    errors: list[str]


def code_lines(folder: Path) -> int:
    """Lines of the Python files below the folder that are neither blank nor a comment alone."""
    lines = (line.strip() for path in folder.rglob("*.py") for line in path.read_bytes().splitlines())
    return sum(1 for line in lines if line and not line.startswith(b"#"))


def judged(name: str, folder: Path) -> Judged:
    tree = unpacked(name, folder)
    done = subprocess.run(
        [sys.executable, "-c", RUN, "check", "--no-cache", "--format", "json", "."],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1, 2), done.stderr.decode("utf-8", "replace")
    report = json.loads(done.stdout)
    findings = [f"{f['path']}:{f['line']}: {f['rule']}: {f['message']}" for f in report["findings"]]
    errors = [f"{error['path']}: {error['message']}" for error in report["errors"]]
    return Judged(version(folder), code_lines(tree), findings, errors)


def rate(findings: int, lines: int) -> float:
    """Findings per 1,000 code lines."""
    return 1000 * findings / lines


@pytest.mark.slow
@pytest.mark.xdist_group("wheels")
def test_well_kept_code_stays_quiet(tmp_path_factory, capsys):
    projects = [judged(name, tmp_path_factory.mktemp(name)) for name in PROJECTS]
    found = sum(len(project.findings) for project in projects)
    overall = rate(found, sum(project.lines for project in projects))
    said = [f"{p.version}: {len(p.findings)} in {p.lines}: {rate(len(p.findings), p.lines):.3f}" for p in projects]
    said.append(f"all: {found}: {overall:.3f}")
    with capsys.disabled():
        print("", *said, sep="\n")
    assert overall <= MOST, "\n".join([*said, *(finding for project in projects for finding in project.findings)])
    assert [error for project in projects for error in project.errors] == []
    assert all(project.lines > 1000 for project in projects), said
