"""Every hook over code that people use: no crash, and every finding printable in every form.

The wheels come from the package index; the nightly command is `pytest -m slow`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import jsonschema
import pytest

from support.wheels import unpacked

pytestmark = [pytest.mark.slow, pytest.mark.e2e, pytest.mark.xdist_group("real-input")]

ROOT = Path(__file__).resolve().parents[2]
WHEELS = ("django", "flask", "fastapi", "requests", "sqlalchemy")
HOOKS = ("lint", "secrets", "deps", "prompts")
RUN = "from pratique.{}.hook import main; raise SystemExit(main())"
NOT_THE_TREE = {"site-packages", "__pycache__"}  # what else lies in a standard library's folder
DATA = Path(os.environ.get("PRATIQUE_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session", params=[*WHEELS, "the standard library"])
def tree(request, tmp_path_factory) -> Path:
    if request.param == "the standard library":
        return Path(sysconfig.get_path("stdlib"))
    return unpacked(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="session")
def sarif_schema():
    path = DATA / "sarif-2.1.0.schema.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def check(hook: str, tree: Path, form: str, advisories: Path):
    parts = sorted(entry.name for entry in tree.iterdir() if entry.name not in NOT_THE_TREE)
    extra = ["--advisories", str(advisories)] if hook == "deps" else []
    return subprocess.run(
        [sys.executable, "-c", RUN.format(hook), "check", "--format", form, *extra, *parts],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_survives_the_tree_and_says_all_in_every_form(hook, tree, advisories, sarif_schema):
    runs = {form: check(hook, tree, form, advisories) for form in ("text", "json", "sarif", "github")}
    for form, done in runs.items():
        said = (done.stdout + done.stderr).decode("utf-8")
        assert done.returncode in (0, 1, 2), form
        assert "Traceback" not in said
        assert "crashed" not in said
    report = json.loads(runs["json"].stdout)
    assert report["summary"]["exit_code"] == runs["json"].returncode
    if hook != "deps":
        assert report["summary"]["files"] > 0
    log = json.loads(runs["sarif"].stdout)
    assert len(log["runs"][0]["results"]) == len(report["findings"])
    if sarif_schema is not None:
        jsonschema.validate(log, sarif_schema)
    text = runs["text"].stdout.decode("utf-8")
    for finding in report["findings"]:
        assert f"{finding['path']}:{finding['line']}:{finding['column']}: {finding['rule']}: " in text
    assert all(error["message"] for error in report["errors"])
