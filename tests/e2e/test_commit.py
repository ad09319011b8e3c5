"""A bad commit is refused, repaired and cleared, by the tools that people use."""

from __future__ import annotations

import re
import secrets
import string
from pathlib import Path

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

ZWSP = "\u200b"
README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
AGENT = {"CLAUDECODE": "1"}
CLEAN_PINS = "PyGithub==2.4.0\nPyYAML==6.0.2\n"  # what the files import


def token() -> str:
    """A key of GitHub's form, made anew for every test."""
    return "ghp" + "_" + "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(36))


def bad_files(key: str) -> dict[str, str]:
    """The files of the README's story."""
    return {
        "load.py": "import yaml\n\n\ndef read(text):\n    return yaml.load(text)  # the settings\n",
        "client.py": f'from github import Github\n\nhub = Github(login_or_token="{key}")\n',
        "requirements.txt": f"jinja2==2.10  # templates\n{CLEAN_PINS}",
        "AGENTS.md": f"Run the tests first.{ZWSP}\n",
    }


def told(mark: str) -> list[str]:
    """The lines that the README shows as output under the mark; counts of files depend on the reader's."""
    match = re.search(rf"<!-- output: {mark} -->\n```text\n(.*?)```", README, re.DOTALL)
    assert match, mark
    return [line for line in match[1].splitlines() if line and "inspected" not in line]


@pytest.fixture
def bad(project):
    """The project with the four bad files staged; gives project and key."""
    key = token()
    for name, content in bad_files(key).items():
        project.write(name, content)
    project.git("add", "-A")
    return project, key


def assert_refused(output: str, key: str) -> None:
    for name in bad_files(key):
        assert name in output
    assert key not in output
    assert key[8:] not in output
    assert "Traceback" not in output


def test_a_bad_commit_is_refused_then_repaired_and_cleared_as_the_readme_tells(bad):
    project, key = bad
    refused = project.git("commit", "-m", "Read settings and repositories", env=AGENT)
    assert refused.returncode != 0
    assert_refused(refused.stdout, key)
    assert project.log() == ["begin"]
    if project.tool == "pre-commit":  # prek has its own layout around the same lines
        assert [line for line in told("refused") if line not in refused.stdout] == []

    fixed = project.pratique("check", "--fix", ".")
    assert fixed.returncode == 1, fixed.stdout  # the key is still there
    assert key not in fixed.stdout
    assert [line for line in told("fixed") if line not in fixed.stdout] == []
    assert "yaml.safe_load(text)  # the settings" in (project.path / "load.py").read_text(encoding="utf-8")
    assert (project.path / "requirements.txt").read_text(encoding="utf-8") == (
        f"jinja2==2.10.1  # templates\n{CLEAN_PINS}"
    )
    assert (project.path / "AGENTS.md").read_text(encoding="utf-8") == "Run the tests first.\n"

    project.write("client.py", 'import os\n\nfrom github import Github\n\nhub = Github(os.environ["GITHUB_TOKEN"])\n')
    project.git("add", "-A")
    cleared = project.git("commit", "-m", "Read settings and repositories", env=AGENT)
    assert cleared.returncode == 0, cleared.stdout
    assert [line for line in told("cleared") if line not in cleared.stdout] == []
    assert project.log() == ["Read settings and repositories", "begin"]
    assert project.trailers() == "Assisted-by: claude-code"


def test_a_push_is_refused_for_a_key_that_is_gone_again(project, tmp_path):
    project.git("init", "-q", "--bare", str(tmp_path / "remote.git"))
    project.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    first = project.git("push", "-q", "origin", "HEAD:main")
    assert first.returncode == 0, first.stdout
    key = token()
    for content in (f'hub = "{key}"\n', "hub = None\n"):
        project.write("client.py", content)
        project.git("add", "-A")
        project.git("commit", "-q", "--no-verify", "-m", "work")
    for target in ("main", "new-branch"):
        refused = project.git("push", "origin", f"HEAD:{target}")
        assert refused.returncode != 0, refused.stdout
        assert "client.py:1:8: github-token" in refused.stdout
        assert "added by commit" in refused.stdout
        assert key not in refused.stdout
        assert key[8:] not in refused.stdout
    project.git("reset", "-q", "--hard", "HEAD~2")
    project.write("client.py", "hub = None\n")
    project.git("add", "-A")
    project.git("commit", "-q", "-m", "work")
    clean = project.git("push", "origin", "HEAD:main")
    assert clean.returncode == 0, clean.stdout


def test_all_files_says_the_same(bad):
    project, key = bad
    done = project.run(*project.command("run", "--all-files"))
    assert done.returncode != 0
    assert_refused(done.stdout, key)


@pytest.mark.parametrize("name", ["--version", "--help", "-q", "--no-cache"])
def test_a_file_named_like_an_option_does_not_open_the_gate(bad, name):
    project, key = bad
    project.write(name, "x\n")
    project.git("add", "-A")
    refused = project.git("commit", "-m", "try")
    assert refused.returncode != 0
    assert f"write ./{name}" in refused.stdout
    assert key not in refused.stdout
    assert project.log() == ["begin"]


def test_a_users_files_pattern_does_not_silence_the_message_hook(project):
    project.configure('files: "^src/"\n')
    project.write("src/a.py", "x = 1\n")
    project.git("add", "-A")
    done = project.git("commit", "-m", "only src", env=AGENT)
    assert done.returncode == 0, done.stdout
    assert project.trailers() == "Assisted-by: claude-code"


def test_a_human_commit_carries_no_trailer(project):
    project.write("a.py", "x = 1\n")
    project.git("add", "-A")
    done = project.git("commit", "-m", "by hand")
    assert done.returncode == 0, done.stdout
    assert project.trailers() == ""


def test_amending_adds_no_second_trailer(project):
    project.write("a.py", "x = 1\n")
    project.git("add", "-A")
    project.git("commit", "-m", "first", env=AGENT)
    project.write("a.py", "x = 2\n")
    project.git("add", "-A")
    done = project.git("commit", "--amend", "--no-edit", env=AGENT)
    assert done.returncode == 0, done.stdout
    assert project.trailers() == "Assisted-by: claude-code"


def test_awkward_names_are_checked_like_any_other(project):
    key = token()
    for name in ("with space.py", "-leading.py", "ünï.py", "sub dir/deep.py"):
        project.write(name, f'call(api_key="{key}")\n')
    project.git("add", "-A")
    refused = project.git("commit", "-m", "odd names")
    assert refused.returncode != 0
    assert key not in refused.stdout


def test_skipping_a_hook_is_possible_and_visible(bad):
    project, key = bad
    done = project.git("commit", "-m", "skip", env={"SKIP": "pratique-secrets"})
    assert done.returncode != 0
    assert "client.py:3" not in done.stdout
    assert key not in done.stdout


def test_a_message_from_the_editor_gets_the_trailer_and_an_empty_one_aborts(project):
    project.write("a.py", "x = 1\n")
    project.git("add", "-A")
    empty = project.git("commit", env={**AGENT, "GIT_EDITOR": "true"})
    assert empty.returncode != 0
    assert project.log() == ["begin"]
    written = project.git("commit", env={**AGENT, "GIT_EDITOR": "sed -i 1s/^/typed/"})
    assert written.returncode == 0, written.stdout
    assert project.log() == ["typed", "begin"]
    assert project.trailers() == "Assisted-by: claude-code"
