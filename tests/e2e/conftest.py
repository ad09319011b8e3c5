"""This repository as a hook repository, driven by the real pre-commit and prek."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("pre-commit", "prek")
HOOK_TYPES = ("pre-commit", "prepare-commit-msg", "commit-msg", "pre-push")
IDS = (
    "pratique-lint",
    "pratique-secrets",
    "pratique-secrets-history",
    "pratique-deps",
    "pratique-prompts",
    "pratique-deps-update",
    "pratique-provenance",
)
ADVISORY = {
    "id": "PYSEC-2019-217",
    "modified": "2024-01-01T00:00:00Z",
    "aliases": ["CVE-2019-10906", "GHSA-462w-v97r-4m45"],
    "details": "In Pallets Jinja before 2.10.1, str.format_map allows a sandbox escape.",
    "severity": [{"type": "CVSS_V3", "score": "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:N/A:N"}],
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "jinja2"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.10.1"}]}],
        }
    ],
}


def git(folder: Path, *arguments: str, env=None) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True, env=env)
    return done.stdout.strip()


@pytest.fixture(scope="session")
def hook_repo(tmp_path_factory) -> tuple[Path, str]:
    """A committed copy of the work tree as it is now, and its revision."""
    copy = tmp_path_factory.mktemp("hook-repo")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    for name in filter(None, map(os.fsdecode, listed.split(b"\0"))):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    git(copy, "init", "-q", "-b", "main")
    git(copy, "add", "-A", "-f")
    git(copy, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "state under test")
    return copy, git(copy, "rev-parse", "HEAD")


@pytest.fixture(scope="session")
def tool_home(tmp_path_factory) -> Path:
    """Where pre-commit and prek keep their environments; shared, since building one takes a while."""
    return tmp_path_factory.mktemp("tool-home")


@pytest.fixture(scope="session")
def advisories(tmp_path_factory) -> Path:
    """A zip in the layout of OSV's export, with one advisory."""
    path = tmp_path_factory.mktemp("osv") / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{ADVISORY['id']}.json", json.dumps(ADVISORY))
    return path


@dataclass
class Project:
    """A user's repository with the hooks installed by one of the tools."""

    path: Path
    tool: str
    env: dict[str, str]
    hook_repo: Path
    rev: str
    settings: dict[str, str] = field(default_factory=dict)

    def run(self, *command: str, env=None):
        """The finished process; output has both streams."""
        return subprocess.run(
            command,
            cwd=self.path,
            env=self.env | (env or {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )

    def git(self, *arguments: str, env=None):
        return self.run("git", *arguments, env=env)

    def pratique(self, *arguments: str):
        """The command `pratique` of the work tree; the tools' own environments are not touched."""
        return self.run(sys.executable, "-m", "pratique", *arguments, env={"PYTHONPATH": str(ROOT / "hooks")})

    def write(self, name: str, content: str) -> None:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")

    def configure(self, extra: str = "") -> None:
        """A configuration with every id, and whatever a user adds at its top."""
        hooks = "\n".join(f"      - id: {name}" for name in IDS)
        self.write(
            ".pre-commit-config.yaml",
            f"{extra}repos:\n  - repo: {self.hook_repo}\n    rev: {self.rev}\n    hooks:\n{hooks}\n",
        )

    def install(self) -> None:
        types = [argument for name in HOOK_TYPES for argument in ("--hook-type", name)]
        done = self.run(*self.command("install", *types))
        assert done.returncode == 0, done.stdout

    def command(self, *arguments: str) -> tuple[str, ...]:
        return (str(Path(sys.executable).with_name(self.tool)), *arguments)

    def log(self) -> list[str]:
        return self.git("log", "--format=%s").stdout.split("\n")[:-1]

    def trailers(self) -> str:
        return self.git("log", "-1", "--format=%(trailers:key=Assisted-by)").stdout.strip()


@pytest.fixture(params=TOOLS)
def project(request, tmp_path, hook_repo, tool_home, advisories, monkeypatch) -> Project:
    """An empty repository of a user whose home is empty, with all hooks installed."""
    path = tmp_path / "project"
    path.mkdir()
    environment = dict(os.environ)
    environment["PRE_COMMIT_HOME"] = str(tool_home / "pre-commit")
    environment["PREK_HOME"] = str(tool_home / "prek")
    environment["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), environment["PATH"]))
    environment["PYTHONPATH"] = ""
    made = Project(path, request.param, environment, *hook_repo)
    made.git("init", "-q", "-b", "main")
    made.write("pyproject.toml", f'[tool.pratique.deps]\nadvisories = "{advisories}"\n')
    made.configure()
    made.install()
    made.git("add", "-A")
    done = made.git("commit", "-m", "begin")
    assert done.returncode == 0, done.stdout
    return made
