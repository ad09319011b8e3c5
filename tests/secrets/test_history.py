"""`pratique-secrets history` on real repositories, and the reader of patches on what git writes."""

from __future__ import annotations

import io
import json
import random
import resource
import subprocess
import sys

import pytest

from pratique.secrets import patches
from pratique.secrets.hook import main
from support.tokens import TOKENS, password, sample

TOKEN, OTHER, THIRD = (sample(TOKENS[0][2], seed) for seed in (21, 22, 23))


@pytest.fixture
def based(repo):
    """A repository with a first commit, which holds nothing."""
    repo.stage("README", "text\n")
    repo.base = repo.commit("first")
    return repo


def history(capfd, *arguments: str) -> tuple[int, str, str]:
    code = main(["history", *arguments])
    out, err = capfd.readouterr()
    for value in (TOKEN, OTHER, THIRD):
        assert value not in out + err
        assert value[8:] not in out + err
    return code, out, err


def added(repo, name: str, content: str, message: str = "work") -> str:
    repo.stage(name, content)
    return repo.commit(message)


def found(capfd, *arguments: str) -> list[tuple[str, int, str]]:
    """(path, line, commit) of every finding."""
    code, out, _ = history(capfd, "--format", "json", *arguments)
    document = json.loads(out)
    assert code == int(bool(document["findings"])), document["errors"]
    return [(item["path"], item["line"], item["properties"]["commit"]) for item in document["findings"]]


def test_a_key_that_was_removed_again_is_still_told(based, capfd):
    leaking = added(based, "app.py", f'a = 1\nkey = "{TOKEN}"\n')
    added(based, "app.py", "a = 1\n")
    code, out, err = history(capfd, f"{based.base}..HEAD")
    assert code == 1
    assert "app.py:2:8: github-token: a GitHub token is written into the file" in out
    assert f"added by commit {leaking[:12]}, Ada Tester, " in out
    assert "rewrite it as well" in out
    assert "2 commits looked at" in err


def test_clean_commits_and_none_at_all(based, capfd):
    added(based, "app.py", 'key = os.environ["KEY"]\n')
    assert history(capfd, f"{based.base}..HEAD")[0] == 0
    code, _, err = history(capfd, "HEAD..HEAD")
    assert (code, "0 commits looked at" in err) == (0, True)


def test_only_added_lines_count(based, capfd):
    first = added(based, "app.py", f'key = "{TOKEN}"\nb = 1\nc = 1\n')
    added(based, "app.py", f'key = "{TOKEN}"\nb = 2\nc = 1\n')
    assert found(capfd, "HEAD~1..HEAD") == []
    assert found(capfd, "HEAD~2..HEAD") == [("app.py", 1, first)]


def test_what_stands_above_an_added_value_tells_what_it_is(based, capfd):
    secret = password(random.Random(3))
    added(based, "app.py", "login(\n    password=(\n        read()\n    ),\n)\n")
    second = added(based, "app.py", f'login(\n    password=(\n        "{secret}"\n    ),\n)\n')
    assert found(capfd, "HEAD") == [("app.py", 3, second)]


class TestRanges:
    @pytest.fixture
    def forked(self, based):
        """main with a key, and a branch beside it with another."""
        based.git("checkout", "-q", "-b", "side")
        based.side = added(based, "side.py", f'k = "{OTHER}"\n')
        based.git("checkout", "-q", "main")
        based.main = added(based, "main.py", f'k = "{TOKEN}"\n')
        return based

    @pytest.mark.parametrize(
        ("given", "names"),
        [
            pytest.param(["main..side"], {"side.py"}, id="two-dots"),
            pytest.param(["main...side"], {"main.py", "side.py"}, id="three-dots"),
            pytest.param(["side"], {"side.py"}, id="one-commit"),
            pytest.param(["..side"], {"side.py"}, id="from-head"),
            pytest.param(["side.."], {"main.py"}, id="to-head"),
            pytest.param(["--all"], {"main.py", "side.py"}, id="all"),
            pytest.param(["HEAD~1"], set(), id="root-commit"),
        ],
    )
    def test_range(self, forked, capfd, given, names):
        assert {path for path, _, _ in found(capfd, *given)} == names

    def test_a_merge_is_looked_at_once_for_what_is_its_own(self, forked, capfd):
        forked.git("merge", "-q", "--no-commit", "side")
        forked.stage("merged.py", f'k = "{THIRD}"\n')
        merge = forked.commit("merge")
        assert sorted(found(capfd, "--all")) == [
            ("main.py", 1, forked.main), ("merged.py", 1, merge), ("side.py", 1, forked.side),
        ]  # fmt: skip
        assert found(capfd, "HEAD") == [("merged.py", 1, merge)]

    def test_a_conflict_that_was_resolved_with_a_new_line(self, based, capfd):
        added(based, "a.py", "x = 1\ny = 1\n")
        based.git("checkout", "-q", "-b", "side")
        added(based, "a.py", "x = 2\ny = 1\n")
        based.git("checkout", "-q", "main")
        added(based, "a.py", "x = 3\ny = 1\n")
        based.git("merge", "-q", "side", check=False)
        based.stage("a.py", f'x = "{TOKEN}"\ny = 1\n')
        merge = based.commit("merge")
        assert found(capfd, f"{based.base}..HEAD") == [("a.py", 1, merge)]

    @pytest.mark.parametrize(
        ("given", "says"),
        [
            pytest.param(["nothing..HEAD"], "'nothing' is no commit here", id="unknown"),
            pytest.param(["HEAD", "--all"], "exclude each other", id="range-and-all"),
            pytest.param([], "name the commits", id="none"),
        ],
    )
    def test_what_cannot_be_looked_at(self, forked, capfd, given, says):
        code, _, err = history(capfd, *given)
        assert (code, says in err) == (2, True)

    def test_outside_of_a_repository(self, tmp_path, monkeypatch, capfd):
        monkeypatch.chdir(tmp_path)
        assert history(capfd, "HEAD")[0] == 2

    def test_a_push_as_pre_commit_tells_of_it(self, forked, monkeypatch, capfd):
        monkeypatch.setenv("PRE_COMMIT_FROM_REF", forked.base)
        monkeypatch.setenv("PRE_COMMIT_TO_REF", forked.side)
        assert found(capfd) == [("side.py", 1, forked.side)]

    def test_the_push_of_a_branch_that_is_new_there(self, forked, monkeypatch, capfd):
        forked.git("update-ref", "refs/remotes/origin/main", forked.main)
        monkeypatch.setenv("PRE_COMMIT_REMOTE_NAME", "origin")
        monkeypatch.setenv("PRE_COMMIT_LOCAL_BRANCH", "refs/heads/side")
        assert found(capfd) == [("side.py", 1, forked.side)]


def test_a_rename_is_followed(based, capfd):
    body = "".join(f"line {number}\n" for number in range(20))
    added(based, "old.py", body + f'k = "{TOKEN}"\n')
    based.git("mv", "old.py", "new name.py")
    based.commit("rename")
    assert found(capfd, "HEAD") == []
    last = added(based, "new name.py", body + f'k = "{TOKEN}"\nl = "{OTHER}"\n')
    assert found(capfd, "HEAD") == [("new name.py", 22, last)]


@pytest.mark.parametrize("name", ["with blank.py", 'quo"te.py', "tab\tin.py", "é/ü.py", "back\\slash.py", "b/b/c.py"])
def test_any_name_of_a_file(based, capfd, name):
    commit = added(based, name, f'k = "{TOKEN}"\n')
    assert found(capfd, "HEAD") == [(name, 1, commit)]


def test_lines_that_look_like_a_patch(based, capfd):
    commit = added(based, "a.txt", f"-- a/x\n++ b/y.py\n@@ -1 +1 @@\ndiff --git a/z b/z\n\0 no commit\n{TOKEN}\n")
    based.git("config", "core.attributesFile", str(based.write("attributes", "*.txt diff\n")))
    assert found(capfd, "HEAD") == [("a.txt", 6, commit)]
    removing = added(based, "a.txt", f"{OTHER}\n")
    assert found(capfd, "HEAD") == [("a.txt", 1, removing)]


def test_binary_files_and_submodules_are_skipped_and_said(based, tmp_path, capfd):
    based.stage("a.bin", b"\0\1" + TOKEN.encode())
    based.git("update-index", "--add", "--cacheinfo", f"160000,{based.base},module")
    based.commit()
    code, _, err = history(capfd, "HEAD")
    assert code == 0
    assert "binary files that were not looked at: 1" in err
    assert "submodules, which have a history of their own: 1" in err


def test_the_users_configuration_changes_nothing(based, capfd):
    for key, value in (
        ("color.ui", "always"), ("diff.noprefix", "true"), ("diff.mnemonicPrefix", "true"), ("log.showRoot", "false"),
        ("diff.suppressBlankEmpty", "true"), ("core.quotePath", "true"), ("diff.external", "false"),
        ("log.diffMerges", "off"), ("format.pretty", "oneline"),
    ):  # fmt: skip
        based.git("config", key, value)
    commit = added(based, "é.py", f'\n\n\nk = "{TOKEN}"\n')
    assert found(capfd, f"{based.base}..HEAD") == [("é.py", 4, commit)]


def test_ignore_comments_settings_and_baseline_count(based, capfd):
    based.write("pratique.toml", 'exclude = ["vendor/"]\n')
    based.stage("vendor/a.py", f'k = "{OTHER}"\n')
    added(based, "a.py", f'k = "{TOKEN}"  # pratique: ignore[github-token] -- revoked in May\n')
    assert found(capfd, "HEAD") == []
    added(based, "b.py", f'k = "{THIRD}"\n')
    assert len(found(capfd, "HEAD")) == 1
    from pratique import cli

    assert cli.main(["baseline", "create", "--reason", "revoked"]) == 0
    capfd.readouterr()
    assert found(capfd, "HEAD") == []
    assert found(capfd, "--select", "aws-key", "--all") == []


def test_a_shallow_clone_says_what_it_does_not_hold(based, tmp_path, monkeypatch, capfd):
    added(based, "a.py", "x = 1\n")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{based.path}", str(clone)], check=True)
    monkeypatch.chdir(clone)
    code, out, _ = history(capfd, "--all")
    assert code == 2
    assert "shallow" in out


def test_a_damaged_repository_is_no_clean_one(based, capfd):
    commit = added(based, "a.py", "x = 1\n")
    blob = based.git("rev-parse", f"{commit}:a.py").strip()
    place = based.path / ".git" / "objects" / blob[:2] / blob[2:]
    place.chmod(0o644)
    place.unlink()
    code, _, err = history(capfd, "HEAD")
    assert (code, "git ended early" in err) == (2, True)


def test_a_large_addition_is_looked_at_in_parts_with_their_lines(monkeypatch):
    monkeypatch.setattr(patches, "_LARGEST_HUNK", 500)
    monkeypatch.setattr(patches, "_LONGEST_LINE", 64)
    lines = [f"line {number} " + "x" * (number % 90) for number in range(200)]
    index = f"index {'0' * 40}..{'b' * 40}"
    header = (
        f"\0{'a' * 40}\0Ada\0002026-01-01\n\ndiff --git a/f b/f\n{index}\n--- /dev/null\n+++ b/f\n@@ -0,0 +1,200 @@\n"
    )
    stream = io.BytesIO((header + "".join(f"+{line}\n" for line in lines)).encode())
    commit, *hunks = patches.read(stream)
    assert commit == patches.Commit("a" * 40, "Ada", "2026-01-01")
    assert len(hunks) > 5
    assert all(hunk.size <= 1500 for hunk in hunks)
    text = b"".join(
        line for hunk in hunks for number, line in enumerate(hunk.lines, hunk.first) if number in hunk.added
    )
    assert text.decode() == "".join(f"{line}\n" for line in lines)


def test_memory_does_not_grow_with_what_a_commit_adds(based):
    added(based, "big.log", "".join(f"a line of text, number {number}, and more of it\n" for number in range(300_000)))
    code = "import sys; from pratique.secrets.hook import main; sys.exit(main(['history', 'HEAD']))"
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert after <= max(before, 300_000)  # kilobytes; git itself holds the file


MANY = "".join(f"# line {number}\n" for number in range(30))
PLANTED = password(random.Random(5))


def notebook(*lines: str) -> str:
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": list(lines)}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        pytest.param(
            "users.csv",
            "id,name,password\n" + "".join(f"{number},user,\n" for number in range(30)),
            f"30,user,{PLANTED}\n",
            id="head-of-a-table",
        ),
        pytest.param("a.py", f"login(\n    user,\n{MANY}", f'    password="{PLANTED}",\n)\n', id="call-of-many-lines"),
        pytest.param("a.py", f"login(\n    user,\n{MANY}", f'    "{PLANTED}",\n)\n', id="argument-by-position"),
    ],
)
def test_a_line_is_judged_with_the_whole_file(based, capfd, name, before, after):
    """Whatever `check` finds in the file and the commit added; no more, and no less."""
    added(based, name, before)
    commit = added(based, name, before + after)
    assert main(["check", "--no-cache", name, "--format", "json"]) in (0, 1)
    whole = [(item["path"], item["line"], commit) for item in json.loads(capfd.readouterr().out)["findings"]]
    assert whole
    assert found(capfd, "HEAD") == whole


def test_a_new_line_in_the_cell_of_a_notebook(based, capfd):
    lines = [f"x{number} = {number}\n" for number in range(30)]
    added(based, "a.ipynb", notebook("login(\n", *lines, ")\n"))
    commit = added(based, "a.ipynb", notebook("login(\n", *lines, f'password="{PLANTED}")\n'))
    assert [item[0::2] for item in found(capfd, "HEAD")] == [("a.ipynb", commit)]


def test_a_content_is_looked_at_once(based, capfd, monkeypatch):
    from pratique.secrets.blobs import Blobs

    looked: list[str] = []
    part = Blobs.part
    monkeypatch.setattr(Blobs, "part", lambda self, source: looked.append(source.path) or part(self, source))
    leaking = added(based, "a.py", f'k = "{TOKEN}"\n{MANY}b = 1\n')
    added(based, "a.py", f"k = 1\n{MANY}b = 2\n")
    again = added(based, "a.py", f'k = "{TOKEN}"\n{MANY}b = 1\n')
    assert {commit for _, _, commit in found(capfd, f"{based.base}..HEAD")} == {leaking, again}
    assert looked == ["a.py", "a.py"]


def test_of_a_large_file_only_what_changed(based, capfd, monkeypatch):
    monkeypatch.setattr("pratique.secrets.blobs.LARGEST", 1000)
    body = "".join(f"line {number}\n" for number in range(500))
    first = added(based, "a.log", f"{body}k = {OTHER}\n")
    second = added(based, "a.log", f"{body}k = {OTHER}\n{body}k = {TOKEN}\n")
    assert found(capfd, "HEAD") == [("a.log", 1002, second)]
    assert found(capfd, f"{based.base}..HEAD") == [("a.log", 501, first), ("a.log", 1002, second)]


def test_lines_are_counted_as_git_counts_them(based, capfd):
    added(based, "a.py", f'a = 1\r\rb = "{OTHER}"\n\nc = 1\n')
    commit = added(based, "a.py", f'a = 1\r\rb = "{OTHER}"\n\nc = "{TOKEN}"\n')
    assert [item[2] for item in found(capfd, "HEAD")] == [commit]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_text_that_git_takes_for_binary(based, capfd, encoding):
    """Git shows no lines of it: what it holds and did not hold before was added."""
    based.write(".gitattributes", "*.txt -diff\n")
    first = added(based, "my notes.txt", f"key {OTHER}\n".encode(encoding))
    second = added(based, "my notes.txt", f"\nkey {OTHER}\nkey {TOKEN}\n".encode(encoding))
    assert found(capfd, "HEAD") == [("my notes.txt", 3, second)]
    assert [item[2] for item in found(capfd, f"{based.base}..HEAD")] == [first, second]
    based.git("mv", "my notes.txt", "moved é.txt")
    third = added(based, "moved é.txt", f"\nkey {OTHER}\nkey {TOKEN}\nkey {THIRD}\n".encode(encoding))
    assert found(capfd, "HEAD") == [("moved é.txt", 4, third)]
    based.git("rm", "-q", "moved é.txt")
    based.commit()
    assert found(capfd, "HEAD") == []


def test_an_octopus_is_looked_at_for_what_is_its_own(based, capfd):
    heads = []
    for name in ("one", "two", "three"):
        based.git("checkout", "-q", "-b", name, based.base)
        heads.append(added(based, f"{name}.txt", f"{name}\n"))
    based.git("checkout", "-q", "main")
    based.git("merge", "-q", "--no-commit", "--no-ff", *heads)
    based.stage("own.txt", f"{TOKEN}\n")
    merge = based.commit("octopus")
    assert len(based.git("rev-list", "--parents", "-1", "HEAD").split()) > 3
    assert found(capfd, "HEAD") == [("own.txt", 1, merge)]


def test_a_name_that_is_not_utf_8(based, capfd):
    based.stage(b"caf\xe9.py".decode("utf-8", "surrogateescape"), f'k = "{TOKEN}"\n')
    commit = based.commit()
    assert [item[1:] for item in found(capfd, "HEAD")] == [(1, commit)]


def test_the_commit_itself_is_looked_at_whatever_replaces_it(based, capfd):
    leaking = added(based, "a.py", f'k = "{TOKEN}"\n')
    based.git("replace", leaking, based.base)
    assert found(capfd, f"{based.base}..{leaking}") == [("a.py", 1, leaking)]


def test_a_submodule_that_moves_on_and_a_file_that_takes_its_place(based, capfd):
    for place in (based.base, added(based, "a.py", "x = 1\n")):
        based.git("update-index", "--add", "--cacheinfo", f"160000,{place},module")
        based.commit()
    based.git("rm", "-q", "--cached", "module")
    commit = added(based, "module", f"{TOKEN}\n")
    assert found(capfd, "HEAD") == [("module", 1, commit)]
    code, _, err = history(capfd, "HEAD~1")
    assert (code, "submodules, which have a history of their own: 1" in err) == (0, True)
