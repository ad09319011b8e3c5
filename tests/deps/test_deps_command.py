"""The command `pratique-deps`, over real repositories, and what it costs to start it."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from pratique.deps import hook, manifests


@pytest.fixture
def run(repo, export, record, capfd):
    """run(*arguments): (exit code, standard output, standard error) with advisories on `example`."""
    archive = export(
        record("PYSEC-1", "example", fixed="1.0.2", aliases=["CVE-1"]), record("X-2", "other", fixed="3.0")
    )

    def make(*arguments):
        code = hook.main(["check", *arguments, "--advisories", str(archive), "--color", "never"])
        captured = capfd.readouterr()
        return code, captured.out, captured.err

    return make


def test_a_bad_pin_stops_the_commit_and_the_fix_clears_it(repo, run):
    text = "# known\r\nexample==1.0  # caf\u00e9\r\nfine==1.0\r\n"
    path = repo.stage("requirements.txt", text)
    code, out, _ = run()
    assert code == 1
    assert out.startswith("requirements.txt:2:1: vulnerable-dependency: example 1.0")
    assert run("--fix", "requirements.txt")[0] == 1
    assert path.read_bytes().decode() == text.replace("1.0  #", "1.0.2  #")
    repo.git("add", "-A")
    assert run()[0] == 0


def test_a_larger_step_needs_unsafe_fixes(repo, run):
    path = repo.stage("pyproject.toml", '[project]\ndependencies = [\n  "other==1.0", # why\n]\n')
    run("--fix", "pyproject.toml")
    assert "other==1.0" in path.read_text()
    run("--unsafe-fixes", "pyproject.toml")
    assert path.read_text() == '[project]\ndependencies = [\n  "other==3.0", # why\n]\n'


def test_what_the_advisories_on_a_pin_have_in_common_is_told_once(repo, export, record, capfd):
    advisories = export(record("X-1", "a", fixed="1.0.2"), record("X-2", "a", fixed="1.0.1"), record("X-3", "b"))
    repo.stage("requirements.txt", "a==1.0\na==1.0\nb==1.0\n")
    hook.main(["check", "--advisories", str(advisories), "--color", "never"])
    out = capfd.readouterr().out
    blocks = enumerate(out.split("\n\n"))
    heads = [(line, block) for block, text in blocks for line in text.splitlines() if line.startswith("requirements")]
    lines = [(head.split(":")[1], block) for head, block in heads]
    assert lines == [("1", 0), ("1", 0), ("2", 1), ("2", 1), ("3", 2)]
    assert out.count("do: raise it to 1.0.2") == out.count("fix: raise a to 1.0.2") == 2
    assert "do: no fixed version" in out


def test_a_nested_file_that_is_also_given_is_reported_once(repo, run):
    repo.stage("requirements.txt", "-r requirements-base.txt\n")
    repo.stage("requirements-base.txt", "example==1.0\n")
    code, out, _ = run("--format", "json")
    assert code == 1
    assert [finding["path"] for finding in json.loads(out)["findings"]] == ["requirements-base.txt"]


def test_notices_name_files_as_findings_do(repo, run, monkeypatch):
    repo.stage("sub/requirements.txt", "example\n-r https://host.invalid/more.txt\n")
    monkeypatch.chdir(repo.path / "sub")
    code, _, err = run("requirements.txt")
    assert code == 0
    assert "pratique-deps: requirements.txt: example is not pinned" in err
    assert "pratique-deps: requirements.txt:2: https://host.invalid/more.txt is not audited" in err


def test_nested_files_are_read_from_the_index(repo, run):
    repo.stage("requirements.txt", "-r base.txt\n")
    path = repo.stage("base.txt", "example==1.0\n")
    path.write_text("example==1.0.2\n")
    assert run()[0] == 1
    assert run("requirements.txt")[0] == 0


def test_a_nested_file_outside_the_repository_is_not_read(repo, run, tmp_path):
    (tmp_path / "outside.txt").write_text("example==1.0\n")
    repo.stage("requirements.txt", "-r ../outside.txt\n")
    code, out, err = run("requirements.txt")
    assert code == 2
    assert "../outside.txt" in out + err


@pytest.mark.parametrize(("threshold", "code"), [("high", 1), ("critical", 0)])
def test_a_severity_that_nobody_states_counts_as_high_at_the_gate(repo, run, threshold, code):
    repo.stage("requirements.txt", "example==1.0\n")
    assert run("--fail-on", threshold)[0] == code


def test_an_ignore_with_a_reason_clears_the_line(repo, run):
    repo.stage(
        "requirements.txt", "example==1.0  # pratique: ignore[vulnerable-dependency] -- the weak part is not used\n"
    )
    assert run()[0] == 0


def test_json_carries_the_properties_of_a_dependency(repo, run):
    repo.stage("requirements.txt", "example==1.0\n")
    (finding,) = json.loads(run("--format", "json")[1])["findings"]
    assert finding["properties"]["package"] == "example"
    assert finding["properties"]["id"] == "PYSEC-1"
    assert finding["properties"]["aliases"] == ["CVE-1"]


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_every_format_prints_a_finding(repo, run, form):
    repo.stage("requirements.txt", "example==1.0\n")
    code, out, _ = run("--format", form)
    assert code == 1
    assert "PYSEC-1" in out


def test_advisories_named_in_the_settings_are_taken_from_the_root(repo, export, record, capfd, monkeypatch):
    archive = export(record("PYSEC-1", "example", fixed="2"))
    repo.write("data.zip", archive.read_bytes())
    repo.write("pratique.toml", '[deps]\nadvisories = "data.zip"\n')
    repo.write("sub/requirements.txt", "example==1\n")
    monkeypatch.chdir(repo.path / "sub")
    assert hook.main(["check", "requirements.txt"]) == 1
    assert "PYSEC-1" in capfd.readouterr().out


BAD = [
    ("requirements.txt", b"example==1.0\nfoo=1\n", "an invalid line"),
    ("requirements.txt", b"\xff\xfe\xfd", "not UTF-8"),
    ("pyproject.toml", b"[project\n", "broken TOML"),
    ("uv.lock", b"package = 1\n", "no lock file"),
    ("uv.lock", b"", "a lock file that lost its content"),
    ("uv.lock", b"version = 2\n", "a format of the future"),
]


@pytest.mark.parametrize(("path", "content"), [case[:2] for case in BAD], ids=[case[2] for case in BAD])
def test_bad_input_is_exit_2_with_its_name_and_unchanged(repo, run, path, content):
    file = repo.write(f"sub/{path}", content)
    code, out, err = run("--fix", f"sub/{path}")
    assert code == 2
    assert f"sub/{path}" in out + err
    assert "Traceback" not in out + err
    if content != BAD[0][1]:
        assert file.read_bytes() == content


def test_code_that_is_no_text_is_one_error_whatever_asks_about_it(repo, run):
    repo.write("code.py", b'x = "caf\xe9"\nimport yaml\n')
    repo.write("requirements.txt", "other==1.0\n")
    code, _, err = run("code.py")
    assert code == 2
    assert "1 error" in err


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_an_empty_manifest_is_clean(repo, run, name):
    repo.write(name, "")
    assert run(name)[0] == 0


def test_broken_advisories_are_exit_2(repo, capfd, tmp_path):
    (tmp_path / "bad.zip").write_bytes(b"PK\3\4")
    repo.stage("requirements.txt", "example==1.0\n")
    assert hook.main(["check", "--advisories", str(tmp_path / "bad.zip")]) == 2


WANTED = [
    "requirements.txt",
    "a/requirements-dev.txt",
    "requirements_test.txt",
    "dev-requirements.txt",
    "test_requirements.in",
    "requirements.in",
    "requirements/base.txt",
    "requirements/more/x.in",
    "constraints.txt",
    "upper-constraints.txt",
    "Requirements.txt",
    "pyproject.toml",
    "a/b/pyproject.toml",
    "uv.lock",
    "a/uv.lock",
    "tools/fetch.py.lock",
    "requirements.lock",
    "requirements-dev.lock",
    "poetry.lock",
    "pdm.lock",
    "pdm.win.lock",
    "Pipfile",
    "a/Pipfile.lock",
    "pylock.toml",
    "pylock.dev.toml",
    "setup.cfg",
    "a/setup.py",
    "src/requirements.py",
    "run.pyw",
]
UNWANTED = [
    "MANIFEST.in",
    "config.h.in",
    "requirements.md",
    "requirements.txt.bak",
    "robots.txt",
    "myrequirementsfile.txt",
    "pyproject.toml.orig",
    "uv.lock.txt",
    "package-lock.json",
    "Cargo.lock",
    "pipfile.toml",
    "Pipfile.lock.orig",
    "mypylock.toml",
    "pylock.a.b.toml",
    "xpyproject.toml",
    "requirements/README.md",
    "in",
    "tox.cfg",
    "stub.pyi",
]


@pytest.mark.parametrize(("path", "wanted"), [(p, True) for p in WANTED] + [(p, False) for p in UNWANTED])
def test_which_files_are_manifests(path, wanted):
    assert hook.wants(path, lambda: b"") is wanted
    assert bool(re.search(manifests.files_pattern(), path)) is wanted


HEAVY = (
    "libcst",
    "detect_secrets",
    "requests",
    "pip_audit",
    "urllib.request",
    "zipfile",
    "tomli",
    "packaging.requirements",
)


def test_a_clean_run_imports_nothing_heavy(repo, export, record):
    archive = export(record("PYSEC-1", "example", fixed="1.0.2"))
    repo.write("requirements.txt", "example==1.0.2 ; python_version < '3'  # fine\nother==1.0\n")
    arguments = ["check", "requirements.txt", "--advisories", str(archive)]
    program = (
        f"import sys\nfrom pratique.deps import hook\nassert hook.main({arguments!r}) == 0\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    for _ in range(2):  # the first run builds the index
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        pytest.param("requirements.txt", "fine==1.0\n-e ./lib\n", "line 2: ./lib is not audited", id="a local project"),
        pytest.param("pyproject.toml", '[project]\ndynamic = ["dependencies"]\n', "are dynamic", id="no line to name"),
    ],
)
def test_what_cannot_be_audited_fails_only_where_strict_is_asked_for(repo, run, path, text, said):
    repo.stage(path, text)
    code, _, err = run()
    assert (code, said.removeprefix("line 2: ") in err) == (0, True)
    code, out, _ = run("--strict")
    assert (code, said in out) == (2, True)
    repo.stage("pratique.toml", "[deps]\nstrict = true\n")
    assert run()[0] == 2


def test_a_range_is_not_an_error_where_strict_is_asked_for(repo, run):
    repo.stage("requirements.txt", "fine>=1.0\n")
    assert run("--strict")[0] == 0


def test_what_two_files_include_is_reported_once(repo, run):
    repo.stage("requirements-a.txt", "-r requirements-base.txt\n-e ./lib\n")
    repo.stage("requirements-b.txt", "-r requirements-base.txt\n")
    repo.stage("requirements-base.txt", "example==1.0\n./lib\nfoo=1\nfine\n")
    code, out, _ = run("--format", "json", "--strict")
    report = json.loads(out)
    assert code == 2
    assert [finding["path"] for finding in report["findings"]] == ["requirements-base.txt"]
    assert sorted((error["path"], error["message"].partition(":")[0]) for error in report["errors"]) == [
        ("requirements-a.txt", "line 2"),
        ("requirements-base.txt", "line 2"),
        ("requirements-base.txt", "line 3"),
    ]
    assert len(report["notices"]) == 1


def test_what_a_fix_repaired_in_an_included_file_is_not_reported_any_more(repo, run):
    repo.stage("requirements-a.txt", "-r requirements.txt\n")
    path = repo.stage("requirements.txt", "example==1.0\n")
    code, out, _ = run("--fix", "--all-files")
    assert path.read_text() == "example==1.0.2\n"
    assert (code, "has a known vulnerability" in out) == (1, False)


def test_what_a_command_and_a_file_of_its_own_declare_is_reported_once(repo, run):
    repo.stage("Dockerfile", "COPY requirements.txt /r.txt\nRUN pip install -r /r.txt\n")
    repo.stage(".github/workflows/ci.yml", "x:\n- run: pip install -r requirements.txt -e ./lib\n")
    repo.stage("requirements.txt", "example==1.0\nfine\n./lib\n")
    code, out, _ = run("--format", "json")
    report = json.loads(out)
    assert code == 1
    assert [finding["path"] for finding in report["findings"]] == ["requirements.txt"]
    assert len(report["notices"]) == 3


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Dockerfile", "FROM x\nRUN pip install \\\n    'example==1.0' \\\n    fine  # why\n"),
        ("Dockerfile", 'RUN ["pip", "install", "example==1.0"]\n'),
        (".github/workflows/ci.yml", "x:\n- run: >\n    pip install\n    example==1.0\n"),
        (".gitlab-ci.yml", 'x:\n  script:\n  - "pip install \\"example==1.0\\""\n'),
        (".github/workflows/ci.yml", "x:\n- run: uvx example@1.0 --x\n"),
        (".pre-commit-config.yaml", "repos:\n- hooks:\n  - additional_dependencies: [example==1.0]\n"),
        ("environment.yml", "dependencies:\n- pip:\n  - example==1.0  # why\n"),
        ("setup.cfg", "[options]\ninstall_requires =\n    example==1.0  # why\n"),
        ("setup.py", 'R = [\n    u"example==1.0",  # \u00e9\n]\nsetup(install_requires=R)\n'),
        ("run.py", "# /// script\n# dependencies = ['example==1.0']  # \u00e9\n# ///\n"),
    ],
)
def test_a_fix_changes_the_version_and_nothing_else(repo, run, path, text):
    file = repo.stage(path, text)
    run("--fix", path)
    assert file.read_text(encoding="utf-8") == text.replace("1.0", "1.0.2")
    repo.git("add", "-A")
    assert run()[0] == 0
