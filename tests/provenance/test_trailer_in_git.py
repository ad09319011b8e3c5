"""The trailer through real commits: git runs the hooks, git reads the result."""

from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest

MAIN = "import sys; from pratique.provenance.hook import main; sys.exit(main())"
COMMAND = f"exec '{sys.executable}' -c '{MAIN}' trailer \"$@\"\n"


def install(repo, *hooks):
    folder = repo.path / ".git" / "hooks"
    folder.mkdir(exist_ok=True)
    for name in hooks or ("prepare-commit-msg", "commit-msg"):
        script = folder / name
        script.write_text("#!/bin/sh\n" + COMMAND)
        script.chmod(script.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def claude(repo, monkeypatch):
    """A repository with one commit and both hooks; an assistant is at work."""
    repo.stage("f", "1\n")
    repo.commit("first")
    install(repo)
    monkeypatch.setenv("CLAUDECODE", "1")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    monkeypatch.setenv("GIT_EDITOR", "false")  # a test that opens one sets its own
    return repo


def editor(tmp_path, monkeypatch, script):
    path = tmp_path / "editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setenv("GIT_EDITOR", str(path))


def change(repo, content="2\n", name="f"):
    repo.stage(name, content)


def declared(repo, commit="HEAD"):
    return repo.git("log", "-1", "--format=%(trailers:key=Assisted-by,valueonly)", commit).split()


def message(repo, commit="HEAD"):
    return repo.git("log", "-1", "--format=%B", commit)


def run(repo, *arguments):
    return subprocess.run(["git", *arguments], cwd=repo.path, capture_output=True, text=True, check=False)


def test_an_ordinary_commit_declares_the_assistant(claude):
    change(claude)
    claude.git("commit", "-q", "-m", "Add f")
    assert message(claude).strip() == "Add f\n\nAssisted-by: claude-code"
    assert declared(claude) == ["claude-code"]


def test_the_model_is_named_when_the_environment_does(claude, monkeypatch):
    monkeypatch.setenv("ANTHROPIC_MODEL", "claude-opus-4-6")
    change(claude)
    claude.git("commit", "-q", "-m", "Add f")
    assert declared(claude) == ["claude-code:claude-opus-4-6"]


def test_a_person_commits_without_a_trailer(claude, monkeypatch):
    monkeypatch.delenv("CLAUDECODE")
    monkeypatch.setenv("CURSOR_TRACE_ID", "abc")
    change(claude)
    claude.git("commit", "-q", "-m", "Add f")
    assert message(claude).strip() == "Add f"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Add f\n\nSigned-off-by: A <a@example.org>\n",
            "Add f\n\nSigned-off-by: A <a@example.org>\nAssisted-by: claude-code",
            id="joins the trailers that are there",
        ),
        pytest.param("fix: f", "fix: f\n\nAssisted-by: claude-code", id="a subject is no trailer"),
        pytest.param(
            "Add f\n\nabove\n---\nbelow\n", "Add f\n\nabove\n---\nbelow\n\nAssisted-by: claude-code", id="a rule"
        ),
        pytest.param(
            "Add f\n\nsee: there\nand prose\n",
            "Add f\n\nsee: there\nand prose\n\nAssisted-by: claude-code",
            id="prose that looks like a trailer",
        ),
        pytest.param(
            "Add f\n\n# 123 is done\n", "Add f\n\n# 123 is done\n\nAssisted-by: claude-code", id="a kept hash line"
        ),
        pytest.param("Add f\r\n\r\nText\r\n", "Add f\n\nText\n\nAssisted-by: claude-code", id="CRLF"),
        pytest.param(
            "Add f\n\nassisted-by: Claude-Code:opus\n", "Add f\n\nassisted-by: Claude-Code:opus", id="declared by hand"
        ),
        pytest.param(
            "Add f\n\nAssisted-by: Claude Code\n", "Add f\n\nAssisted-by: Claude Code", id="declared by its title"
        ),
        pytest.param(
            "Add f\n\nAssisted-by: codex\n",
            "Add f\n\nAssisted-by: codex\nAssisted-by: claude-code",
            id="another assistant is declared",
        ),
        pytest.param(
            "Add f\n\nAssisted-by: claude-code\n\nmore text\n",
            "Add f\n\nAssisted-by: claude-code\n\nmore text\n\nAssisted-by: claude-code",
            id="a line in the middle is no trailer",
        ),
    ],
)
def test_the_trailer_stands_where_git_reads_it(claude, tmp_path, text, expected):
    (tmp_path / "message").write_bytes(text.encode())
    change(claude)
    claude.git("commit", "-q", "-F", str(tmp_path / "message"))
    assert message(claude).strip() == expected
    assert declared(claude)


def test_a_message_in_another_encoding_survives(claude, tmp_path):
    claude.git("config", "i18n.commitEncoding", "ISO-8859-1")
    (tmp_path / "message").write_bytes("Gr\xfc\xdfe\n".encode("latin-1"))
    change(claude)
    claude.git("commit", "-q", "-F", str(tmp_path / "message"))
    raw = subprocess.run(["git", "cat-file", "commit", "HEAD"], cwd=claude.path, capture_output=True, check=True).stdout
    assert raw.endswith(b"\n\nGr\xfc\xdfe\n\nAssisted-by: claude-code\n")


def test_git_settings_about_trailers_do_not_turn_it_off(claude):
    claude.git("config", "trailer.ifmissing", "doNothing")
    claude.git("config", "trailer.assisted-by.ifmissing", "doNothing")
    change(claude)
    claude.git("commit", "-q", "-m", "Add f")
    assert declared(claude) == ["claude-code"]


def test_amend_adds_it_once(claude, monkeypatch):
    change(claude)
    claude.git("commit", "-q", "-m", "Add f")
    for _ in range(2):
        claude.git("commit", "-q", "--amend", "--no-edit")
    assert declared(claude) == ["claude-code"]
    claude.git("commit", "-q", "--amend", "-m", "Add f again")
    assert message(claude).strip() == "Add f again\n\nAssisted-by: claude-code"
    monkeypatch.setenv("ANTHROPIC_MODEL", "opus")
    claude.git("commit", "-q", "--amend", "--no-edit")
    assert declared(claude) == ["claude-code", "claude-code:opus"]
    monkeypatch.delenv("ANTHROPIC_MODEL")
    claude.git("commit", "-q", "--amend", "--no-edit")
    assert declared(claude) == ["claude-code", "claude-code:opus"]


def test_amend_of_a_person_s_commit_declares_the_assistant(claude):
    claude.git("commit", "-q", "--amend", "--no-edit")
    assert message(claude).strip() == "first\n\nAssisted-by: claude-code"


def diverge(repo, monkeypatch, side_name="g", base_name="h"):
    """A branch `side` beside main, made by a person; main is checked out."""
    with monkeypatch.context() as patch:
        patch.delenv("CLAUDECODE")
        repo.git("checkout", "-q", "-b", "side")
        repo.stage(side_name, "side\n")
        repo.commit("side work")
        repo.git("checkout", "-q", "main")
        repo.stage(base_name, "main\n")
        repo.commit("main work")


def test_a_merge_declares_the_assistant(claude, monkeypatch):
    diverge(claude, monkeypatch)
    claude.git("merge", "-q", "--no-edit", "side")
    assert message(claude).strip() == "Merge branch 'side'\n\nAssisted-by: claude-code"


def test_a_merge_in_the_editor_declares_the_assistant(claude, monkeypatch, tmp_path):
    diverge(claude, monkeypatch)
    editor(tmp_path, monkeypatch, "exit 0")
    claude.git("merge", "-q", "--edit", "side")
    assert message(claude).strip() == "Merge branch 'side'\n\nAssisted-by: claude-code"


@pytest.mark.parametrize("options", [["--no-edit"], ["-m", "Merge it"], ["--no-edit", "--cleanup=scissors"]])
def test_a_merge_after_a_conflict_declares_the_assistant(claude, monkeypatch, options):
    diverge(claude, monkeypatch, "g", "g")
    assert run(claude, "merge", "side").returncode == 1
    claude.stage("g", "both\n")
    claude.git("commit", "-q", *options)
    assert declared(claude) == ["claude-code"]


@pytest.mark.parametrize("options", [["--no-edit"], ["-m", "All of it"]])
def test_a_squash_declares_the_assistant(claude, monkeypatch, options):
    diverge(claude, monkeypatch)
    claude.git("merge", "-q", "--squash", "side")
    claude.git("commit", "-q", *options)
    assert declared(claude) == ["claude-code"]


def test_a_squash_of_declared_commits_declares_it_again(claude):
    claude.git("checkout", "-q", "-b", "side")
    change(claude)
    claude.git("commit", "-q", "-m", "Add f")
    claude.git("checkout", "-q", "main")
    claude.git("merge", "-q", "--squash", "side")
    claude.git("commit", "-q", "--no-edit")
    assert "    Assisted-by: claude-code" in message(claude)  # as git quotes it: no trailer
    assert declared(claude) == ["claude-code"]


def test_a_rebase_adds_nothing_and_keeps_what_is_there(claude, monkeypatch):
    diverge(claude, monkeypatch)
    claude.git("checkout", "-q", "side")
    change(claude)
    claude.git("commit", "-q", "-m", "Add f")
    claude.git("rebase", "-q", "main")
    assert declared(claude) == ["claude-code"]
    assert message(claude, "HEAD~1").strip() == "side work"


@pytest.mark.parametrize("backend", ["--merge", "--apply"])
def test_a_rebase_that_stops_adds_nothing(claude, monkeypatch, backend, tmp_path):
    diverge(claude, monkeypatch, "g", "g")
    claude.git("checkout", "-q", "side")
    assert run(claude, "rebase", backend, "main").returncode == 1
    claude.stage("g", "both\n")
    editor(tmp_path, monkeypatch, "exit 0")
    claude.git("rebase", "--continue")
    assert message(claude).strip() == "side work"


def test_an_interactive_rebase_adds_nothing(claude, monkeypatch, tmp_path):
    diverge(claude, monkeypatch)
    claude.git("checkout", "-q", "side")
    editor(tmp_path, monkeypatch, "exit 0")
    monkeypatch.setenv("GIT_SEQUENCE_EDITOR", "sed -i -e s/^pick/reword/")
    claude.git("rebase", "-q", "-i", "main")
    assert message(claude).strip() == "side work"


def test_a_cherry_pick_adds_nothing(claude, monkeypatch):
    diverge(claude, monkeypatch)
    claude.git("cherry-pick", "side")
    assert message(claude).strip() == "side work"


def test_a_cherry_pick_that_stops_adds_nothing(claude, monkeypatch):
    diverge(claude, monkeypatch, "g", "g")
    assert run(claude, "cherry-pick", "side").returncode == 1
    claude.stage("g", "both\n")
    claude.git("commit", "-q", "--no-edit")
    assert declared(claude) == []


def test_a_revert_adds_nothing(claude):
    change(claude)
    claude.git("commit", "-q", "-m", "Add f")
    claude.git("revert", "--no-edit", "HEAD")
    assert message(claude).startswith('Revert "Add f"')
    assert declared(claude) == []
    claude.git("revert", "--no-edit", "HEAD")
    assert declared(claude) == []


def test_a_revert_that_stops_adds_nothing(claude):
    change(claude)
    claude.git("commit", "-q", "-m", "Add f")
    change(claude, "3\n")
    claude.git("commit", "-q", "-m", "More f")
    assert run(claude, "revert", "HEAD~1").returncode == 1
    change(claude, "4\n")
    claude.git("commit", "-q", "--no-edit")
    assert declared(claude) == []


def test_a_message_that_speaks_of_a_revert_is_an_ordinary_one(claude):
    change(claude)
    claude.git("commit", "-q", "-m", "Undo it\n\nThis reverts commit " + "a1" * 20 + ".")
    assert declared(claude) == ["claude-code"]


def test_a_worktree_has_its_own_state(claude, monkeypatch, tmp_path):
    diverge(claude, monkeypatch, "g", "g")
    assert run(claude, "cherry-pick", "side").returncode == 1  # the main work tree is in the middle of one
    claude.git("worktree", "add", "-q", "-b", "other", str(tmp_path / "tree"))
    (tmp_path / "tree" / "new").write_text("x\n")
    for arguments in (["add", "new"], ["commit", "-q", "-m", "Add new"]):
        assert subprocess.run(["git", *arguments], cwd=tmp_path / "tree", check=False).returncode == 0
    assert declared(claude, "other") == ["claude-code"]


def test_a_commit_from_a_subfolder(claude, monkeypatch):
    claude.stage("sub/f", "x\n")
    monkeypatch.chdir(claude.path / "sub")
    assert subprocess.run(["git", "commit", "-q", "-m", "Add sub"], check=False).returncode == 0
    assert declared(claude) == ["claude-code"]


@pytest.mark.parametrize(
    "configuration",
    [
        pytest.param([], id="as it comes"),
        pytest.param(["-c", "commit.verbose=true"], id="the diff below scissors"),
        pytest.param(["-c", "core.commentChar=;"], id="another comment character"),
        pytest.param(["-c", "core.commentChar=auto"], id="a chosen comment character"),
        pytest.param(["-c", "commit.cleanup=scissors"], id="scissors for cleaning up"),
        pytest.param(["-c", "commit.status=false"], id="no status"),
    ],
)
@pytest.mark.parametrize("hooks", [("commit-msg",), ("prepare-commit-msg", "commit-msg")])
def test_a_message_written_in_the_editor_is_completed(claude, monkeypatch, tmp_path, configuration, hooks):
    if "prepare-commit-msg" not in hooks:
        (claude.path / ".git/hooks/prepare-commit-msg").unlink()
    editor(tmp_path, monkeypatch, '{ printf "Add f\\n\\nText.\\n"; cat "$1"; } > "$1.new" && mv "$1.new" "$1"')
    change(claude)
    claude.git(*configuration, "commit", "-q")
    assert message(claude).strip() == "Add f\n\nText.\n\nAssisted-by: claude-code"


@pytest.mark.parametrize(
    "configuration",
    [
        pytest.param([], id="as it comes"),
        pytest.param(["-c", "commit.verbose=true"], id="the diff below scissors"),
        pytest.param(["-c", "commit.cleanup=scissors"], id="scissors for cleaning up"),
        pytest.param(["-c", "core.commentChar=;"], id="another comment character"),
        pytest.param(["-c", "format.signoff=true"], id="nothing but a sign-off"),
    ],
)
def test_a_message_that_stays_empty_still_aborts_the_commit(claude, monkeypatch, tmp_path, configuration):
    editor(tmp_path, monkeypatch, "exit 0")
    change(claude)
    before = claude.git("rev-parse", "HEAD")
    done = run(claude, *configuration, "commit", *(["-s"] if "signoff" in str(configuration) else []))
    assert done.returncode == 1
    assert "empty commit message" in done.stderr
    assert claude.git("rev-parse", "HEAD") == before


def test_a_template_that_is_not_filled_in_still_aborts_the_commit(claude, monkeypatch, tmp_path):
    (tmp_path / "template").write_text("Subject\n\nWhy: \n# explain\n")
    claude.git("config", "commit.template", str(tmp_path / "template"))
    editor(tmp_path, monkeypatch, "exit 0")
    change(claude)
    assert run(claude, "commit").returncode == 1
    editor(tmp_path, monkeypatch, 'sed -i "s/^Subject/Add f/" "$1"')
    claude.git("commit", "-q")
    assert message(claude).startswith("Add f\n\nWhy:")
    assert declared(claude) == ["claude-code"]


def test_the_setting_turns_it_off(claude):
    claude.write("pratique.toml", '[provenance]\ntrailer = "off"\n')
    change(claude)
    claude.git("commit", "-q", "-m", "Add f")
    assert declared(claude) == []


def test_a_wrong_setting_stops_the_commit_and_says_so(claude):
    claude.write("pratique.toml", '[provenance]\ntrailer = "of"\n')
    change(claude)
    done = run(claude, "commit", "-m", "Add f")
    assert done.returncode == 1
    assert 'did you mean "off"' in done.stderr
