"""`pratique-provenance` as a command: verbs, arguments, errors, cost."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pratique.provenance import hook


@pytest.fixture
def edited(repo, monkeypatch):
    """A repository with a prepared message; an assistant is at work and no editor opens."""
    repo.commit("first")
    monkeypatch.setenv("CLAUDECODE", "1")
    monkeypatch.setenv("GIT_EDITOR", ":")
    repo.write(".git/COMMIT_EDITMSG", "Add f\n")
    return repo


def content(repo, name="COMMIT_EDITMSG"):
    return (repo.path / ".git" / name).read_text()


def test_without_a_file_name_git_s_own_message_is_taken(edited):
    assert hook.main(["trailer"]) == 0
    assert content(edited) == "Add f\n\nAssisted-by: claude-code\n"


def test_of_two_messages_a_merge_takes_the_newer_one(edited, monkeypatch):
    monkeypatch.setenv("PRE_COMMIT_COMMIT_MSG_SOURCE", "merge")
    edited.write(".git/MERGE_MSG", "Merge branch 'x'\n")
    assert hook.main(["trailer"]) == 0
    assert content(edited, "MERGE_MSG").endswith("Assisted-by: claude-code\n")
    assert content(edited) == "Add f\n"
    edited.write(".git/COMMIT_EDITMSG", "Merge it\n")
    assert hook.main(["trailer"]) == 0
    assert content(edited).endswith("Assisted-by: claude-code\n")


def test_the_arguments_of_git_s_hook_are_understood(edited):
    assert hook.main(["trailer", ".git/COMMIT_EDITMSG", "template"]) == 0
    assert hook.main(["trailer", ".git/COMMIT_EDITMSG", "commit", "HEAD"]) == 0
    assert content(edited) == "Add f\n\nAssisted-by: claude-code\n"


def test_a_message_is_changed_at_most_once(edited):
    for _ in range(3):
        assert hook.main(["trailer", ".git/COMMIT_EDITMSG"]) == 0
    assert content(edited).count("Assisted-by") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param([], "name what to do", id="no verb"),
        pytest.param(["trial"], 'did you mean "trailer"', id="an unknown verb"),
        pytest.param(["trailer", "nowhere"], "nowhere is not a file", id="a missing message"),
        pytest.param(["trailer", "."], "is not a file", id="a folder"),
        pytest.param(["trailer", "--verb"], "unrecognized", id="an abbreviated option"),
        pytest.param(["agents", "x"], "unrecognized", id="an argument too many"),
        pytest.param(["settings", "x"], "takes no argument", id="an argument of settings"),
        pytest.param(["trailer", "--version"], "write ./--version", id="a file named like an option"),
    ],
)
def test_bad_input_is_named_and_exits_2(edited, capfdbinary, arguments, said):
    edited.write("--version", "x\n")
    assert hook.main(arguments) == 2
    assert said in capfdbinary.readouterr().err.decode()
    assert content(edited) == "Add f\n"


def test_no_message_at_all_is_an_error(edited, capfdbinary):
    (edited.path / ".git/COMMIT_EDITMSG").unlink()
    assert hook.main(["trailer"]) == 2
    assert "COMMIT_EDITMSG does not exist" in capfdbinary.readouterr().err.decode()


def test_outside_of_a_repository_it_says_so(tmp_path, monkeypatch, capfdbinary):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLAUDECODE", "1")
    (tmp_path / "message").write_text("Add f\n")
    assert hook.main(["trailer", "message"]) == 2
    assert "not a git repository" in capfdbinary.readouterr().err.decode()


def test_verbose_says_what_was_done(edited, capfdbinary):
    assert hook.main(["trailer", "-v"]) == 0
    assert "added Assisted-by: claude-code (CLAUDECODE is set)" in capfdbinary.readouterr().err.decode()
    assert hook.main(["trailer"]) == 0
    assert capfdbinary.readouterr().err == b""


def test_agents_lists_markers_and_this_environment(edited, capfdbinary, monkeypatch):
    assert hook.main(["agents"]) == 0
    said = capfdbinary.readouterr().out.decode()
    assert "CURSOR_AGENT" in said
    assert said.endswith("this environment: claude-code (CLAUDECODE is set)\n")
    monkeypatch.delenv("CLAUDECODE")
    assert hook.main(["agents"]) == 0
    assert capfdbinary.readouterr().out.decode().endswith("this environment: no assistant\n")


def test_names_of_one_s_own_come_from_the_settings(edited, capfdbinary, monkeypatch):
    monkeypatch.delenv("CLAUDECODE")
    monkeypatch.setenv("AI_AGENT", "house-bot@3")
    edited.write("pratique.toml", '[provenance]\nagents = ["House Bot"]\n')
    assert hook.main(["trailer"]) == 0
    assert content(edited) == "Add f\n\nAssisted-by: house-bot\n"
    assert hook.main(["settings"]) == 0
    assert 'provenance.agents = ["House Bot"]  # pratique.toml' in capfdbinary.readouterr().out.decode()


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_version_and_help(repo, capfdbinary, arguments):
    assert hook.main(arguments) == 0
    assert b"pratique-provenance" in capfdbinary.readouterr().out


def test_nothing_heavy_is_imported(edited):
    script = (
        "import sys; from pratique.provenance import hook; assert hook.main(['trailer']) == 0;"
        "print(*sorted({'libcst', 'detect_secrets', 'requests', 'pip_audit', 'packaging'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
