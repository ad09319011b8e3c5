"""docs/write-a-rule.md is true: its steps, carried out in a copy of the repository."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "write-a-rule.md"
COPIED = ("hooks", "docs", "tests", "pyproject.toml", ".pre-commit-hooks.yaml", "CHANGELOG.md", "README.md", "LICENSE")
BAD = "import html\n\n\ndef shown(text):\n    return html.escape(text, quote=False)\n"


def written() -> tuple[str, str]:
    """(module name, source) of the rule that the page writes."""
    (found,) = re.findall(r"<!-- rule: (\w+) -->\n```python\n(.*?)```\n", PAGE.read_text(encoding="utf-8"), re.S)
    return found


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "corpus", ".*"))
        else:
            shutil.copy(ROOT / name, folder / name)
    module, source = written()
    (folder / "hooks" / "pratique" / "lint" / "rules" / f"{module}.py").write_text(source, encoding="utf-8")
    run(folder, str(folder / "docs" / "generate.py"))
    return folder


def run(folder: Path, *arguments: str, code: int = 0) -> str:
    """What Python prints with the copy's own packages."""
    environment = {"PYTHONPATH": str(folder / "hooks"), "PATH": "/usr/bin:/bin", "HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def lint(folder: Path, *arguments: str, code: int = 0) -> str:
    return run(folder, "-c", "from pratique.lint.hook import main; raise SystemExit(main())", *arguments, code=code)


def test_the_rule_is_not_there_yet():
    module, _ = written()
    assert not (ROOT / "hooks" / "pratique" / "lint" / "rules" / f"{module}.py").exists()


def test_the_rule_is_generated_and_explained(copy):
    name = written()[0].replace("_", "-")
    assert f"[{name}](rules/{name}.md)" in (copy / "docs" / "rules.md").read_text(encoding="utf-8")
    assert "The caller decides" in lint(copy, "explain", name)


def test_the_rule_finds_and_fixes(copy):
    (copy / "page.py").write_text(BAD, encoding="utf-8")
    assert "escape-without-quotes" in lint(copy, "check", "--no-cache", "--profile", "strict", "page.py", code=1)
    lint(copy, "check", "--no-cache", "--profile", "strict", "--unsafe-fixes", "page.py", code=1)
    assert (copy / "page.py").read_text(encoding="utf-8") == BAD.replace("False", "True")


def test_the_rules_own_tests_pass(copy):
    said = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/lint/test_rules.py", "-k", "escape-without")
    assert int(re.findall(r"(\d+) passed", said)[0]) > 15
