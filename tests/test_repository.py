"""README, manifest, changelog, docs and code say the same."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
from pathlib import Path

import identify.identify
import pytest
import tomli
import yaml

import pratique

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANIFEST = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
PYPROJECT = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
HOOKS = {hook["id"]: hook for hook in MANIFEST}
KEYS = {
    "id", "name", "description", "entry", "language", "files", "types", "types_or", "stages", "require_serial",
    "minimum_pre_commit_version", "pass_filenames", "always_run",
}  # fmt: skip
STAGES = {"pre-commit", "pre-merge-commit", "pre-push", "manual", "prepare-commit-msg", "commit-msg"}


def section(mark: str) -> str:
    """The fenced block after the README's comment of that mark."""
    match = re.search(rf"<!-- {re.escape(mark)} -->\n```\w*\n(.*?)```", README, re.DOTALL)
    assert match, f"the README has no block marked {mark}"
    return match[1]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_ids_are_unique_and_ours():
    assert len(HOOKS) == len(MANIFEST)
    assert all(name.startswith("pratique-") for name in HOOKS)


@pytest.mark.parametrize("hook", MANIFEST, ids=lambda hook: hook["id"])
def test_a_manifest_entry_has_only_keys_that_both_tools_know(hook):
    assert set(hook) <= KEYS
    assert set(hook["stages"]) <= STAGES
    assert hook["minimum_pre_commit_version"] == "3.2.0"
    assert "args" not in hook


@pytest.mark.parametrize("hook", MANIFEST, ids=lambda hook: hook["id"])
def test_an_entry_is_an_installed_command_with_a_verb_it_knows(hook):
    command, verb = shlex.split(hook["entry"])
    assert command in PYPROJECT["project"]["scripts"]
    module_name, _, function = PYPROJECT["project"]["scripts"][command].partition(":")
    assert importlib.util.find_spec(module_name) is not None
    module = importlib.import_module(module_name)
    try:
        code = getattr(module, function)([verb, "--help"])
    except SystemExit as stop:
        code = stop.code
    assert code == 0


@pytest.mark.parametrize(
    ("hook", "path", "wanted"),
    [
        pytest.param("pratique-deps", "requirements.txt", True, id="requirements"),
        pytest.param("pratique-deps", "requirements/dev.txt", True, id="a folder of requirements"),
        pytest.param("pratique-deps", "sub/requirements-dev.txt", True, id="requirements of a part"),
        pytest.param("pratique-deps", "pyproject.toml", True, id="project metadata"),
        pytest.param("pratique-deps", "a/b/uv.lock", True, id="lock file in a folder"),
        pytest.param("pratique-deps", "notes.txt", False, id="another text"),
        pytest.param("pratique-deps", "my_pyproject.toml.bak", False, id="a backup"),
        pytest.param("pratique-deps", "src/app.py", True, id="code, for what it imports"),
    ],
)
def test_the_pattern_of_a_hook_selects_its_files(hook, path, wanted):
    assert bool(re.search(HOOKS[hook]["files"], path)) is wanted


@pytest.mark.parametrize(
    ("hook", "path", "wanted"),
    [
        pytest.param("pratique-lint", "a.py", True, id="python"),
        pytest.param("pratique-lint", "a.pyi", True, id="stub"),
        pytest.param("pratique-lint", "a.md", False, id="markdown is not python"),
        pytest.param("pratique-secrets", "a.md", True, id="any text"),
        pytest.param("pratique-secrets", "a.ipynb", True, id="notebook"),
        pytest.param("pratique-prompts", "CLAUDE.md", True, id="agent file"),
        pytest.param("pratique-secrets", "a.png", False, id="image"),
    ],
)
def test_the_types_of_a_hook_select_its_files(hook, path, wanted):
    tags = identify.identify.tags_from_filename(path)
    required = set(HOOKS[hook].get("types", ()))
    either = set(HOOKS[hook].get("types_or", ()))
    assert (required <= tags and (not either or bool(either & tags))) is wanted


def test_the_readme_names_every_command_and_id():
    for name in (*HOOKS, *PYPROJECT["project"]["scripts"]):
        assert name in README


def test_the_readmes_configuration_is_what_the_tools_read():
    config = yaml.safe_load(section("snippet: config"))
    (repo,) = config["repos"]
    assert [hook["id"] for hook in repo["hooks"]] == list(dict.fromkeys(hook["id"] for hook in repo["hooks"]))
    assert {hook["id"] for hook in repo["hooks"]} == set(HOOKS)
    needed = {"pre-commit"} | set(HOOKS["pratique-provenance"]["stages"])
    needed |= set(HOOKS["pratique-secrets-history"]["stages"])
    assert set(config["default_install_hook_types"]) == needed
    assert repo["rev"] == f"v{PYPROJECT['project']['version']}"


def test_the_version_stands_once_in_effect():
    version = PYPROJECT["project"]["version"]
    assert pratique.__version__ == version
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_ci_runs_the_readmes_commands():
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "for name in install test" in ci
    assert "pratique check --all-files" in section("command: install")
    assert ".venv/bin/pytest" in section("command: test")


@pytest.mark.parametrize(
    "page", [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"], ids=lambda page: page.name
)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_generated_files_are_up_to_date(capsys):
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    assert generate.main(["--check"]) == 0, capsys.readouterr().out


def test_the_repository_names_no_package_index():
    hosts = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs", "org"))]
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "replace")
        assert not [host for host in hosts if host in text], path


def test_our_own_repository_is_clean_under_our_own_hooks(monkeypatch, capsys):
    from pratique.cli import main

    monkeypatch.chdir(ROOT)
    code = main(["check", "--all-files", "--no-cache"])
    said = capsys.readouterr()
    assert code == 0, said.out
    assert "files inspected" in said.err
