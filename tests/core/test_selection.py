"""Which files a run looks at, and the content it sees, with real git."""

from __future__ import annotations

import os
import subprocess

import pytest

from pratique.core import git, selection
from pratique.core.errors import GitError, UsageError
from pratique.core.selection import Request

ODD_NAMES = [
    pytest.param("with space.dum", id="space"),
    pytest.param("new\nline.dum", id="newline"),
    pytest.param("tab\tand\"quote'.dum", id="tab-and-quotes"),
    pytest.param("--version.dum", id="leading-dashes"),
    pytest.param("ünïcode-名.dum", id="unicode"),
    pytest.param(os.fsdecode(b"latin-\xe9.dum"), id="not-utf-8"),
    pytest.param("star*[x]?.dum", id="glob-signs"),
    pytest.param(":(top)x.dum", id="pathspec-magic"),
    pytest.param("back\\slash.dum", id="backslash"),
]


def select(cwd, **request):
    with git.Objects(selection.root_of(str(cwd))) as objects:
        chosen = selection.select(Request(**request), str(cwd), objects)
        contents = {}
        for path in chosen.paths:
            contents[path] = chosen.snapshot.content(path)
        return chosen, contents


class TestNames:
    @pytest.mark.parametrize("name", ODD_NAMES)
    def test_staged(self, repo, name):
        repo.stage(name, "staged")
        assert select(repo.path, staged=True)[1] == {name: b"staged"}

    @pytest.mark.parametrize("name", ODD_NAMES)
    def test_all_files(self, repo, name):
        repo.stage(f"sub/{name}", "tracked")
        assert select(repo.path, all_files=True)[1] == {f"sub/{name}": b"tracked"}

    @pytest.mark.parametrize("name", ODD_NAMES)
    def test_between_refs(self, repo, name):
        first = repo.commit()
        repo.stage(name, "committed")
        repo.commit()
        repo.write(name, "edited since")
        assert select(repo.path, from_ref=first, to_ref="HEAD")[1] == {name: b"committed"}

    @pytest.mark.parametrize("name", ODD_NAMES)
    def test_folder(self, repo, name):
        repo.write(f"sub/{name}", "untracked")
        chosen, contents = select(repo.path, paths=("sub",))
        assert contents == {f"sub/{name}": b"untracked"}
        assert chosen.folders == (("sub", frozenset(contents)),)

    @pytest.mark.parametrize("name", ODD_NAMES)
    def test_named_outright(self, repo, name):
        repo.write(name, "here")
        assert select(repo.path, paths=(f"./{name}",))[1] == {name: b"here"}


class TestNamed:
    def test_same_file_by_several_names_counts_once(self, repo):
        repo.write("a/b.dum", "x")
        paths = ("a/b.dum", "./a/../a/b.dum", str(repo.path / "a/b.dum"), "a")
        assert select(repo.path, paths=paths)[0].paths == ("a/b.dum",)

    def test_missing_path_is_a_problem_and_the_rest_is_selected(self, repo):
        repo.write("a.dum", "x")
        chosen, _ = select(repo.path, paths=("nothing.dum", "a.dum"))
        assert chosen.paths == ("a.dum",)
        assert [(problem.path, problem.message) for problem in chosen.problems] == [
            ("nothing.dum", "no such file or folder")
        ]

    def test_empty_argument_is_not_the_working_directory(self, repo):
        with pytest.raises(UsageError, match="empty"):
            select(repo.path, paths=("",))

    def test_from_a_subfolder(self, repo):
        repo.write("a/b.dum", "x")
        repo.write("c.dum", "y")
        assert select(repo.path / "a", paths=("b.dum", "../c.dum"))[0].paths == ("a/b.dum", "c.dum")

    def test_outside_of_the_repository(self, repo, tmp_path):
        (tmp_path / "other.dum").write_text("x")
        assert select(repo.path, paths=("../other.dum",))[1] == {"../other.dum": b"x"}

    def test_ignored_file_named_outright_is_considered(self, repo):
        repo.write(".gitignore", "*.dum\n")
        repo.write("a.dum", "x")
        assert select(repo.path, paths=("a.dum",))[0].paths == ("a.dum",)

    def test_link_to_a_file_keeps_its_own_name(self, repo):
        repo.write("real.txt", "x")
        os.symlink("real.txt", repo.path / "link.dum")
        assert select(repo.path, paths=("link.dum",))[1] == {"link.dum": b"x"}

    def test_path_through_a_linked_folder_is_the_real_one(self, repo):
        repo.write("real/a.dum", "x")
        os.symlink("real", repo.path / "link")
        assert select(repo.path, paths=("link/a.dum", "real/a.dum"))[0].paths == ("real/a.dum",)


class TestFolders:
    def test_ignored_files_are_left_out_and_tracked_ones_are_not(self, repo):
        repo.write(".gitignore", "build/\n*.log.dum\n")
        repo.stage("forced.log.dum", "tracked in spite of the rule")
        for name in ("a.dum", "sub/b.dum", "build/c.dum", "x.log.dum"):
            repo.write(name, "x")
        found = select(repo.path, paths=(".",))[0].paths
        assert found == (".gitignore", "a.dum", "forced.log.dum", "sub/b.dum")

    def test_ignored_folder_named_outright_holds_nothing(self, repo):
        repo.write(".gitignore", "build/\n")
        repo.write("build/c.dum", "x")
        assert select(repo.path, paths=("build",))[0].folders == (("build", frozenset()),)

    def test_deleted_tracked_file_is_no_file(self, repo):
        repo.stage("gone.dum", "x").unlink()
        repo.stage("a.dum", "x")
        assert select(repo.path, paths=(".",))[0].paths == ("a.dum",)

    def test_links_are_not_followed(self, repo, tmp_path):
        (tmp_path / "outside").mkdir()
        (tmp_path / "outside" / "secret.dum").write_text("x")
        repo.write("a.dum", "x")
        os.symlink(tmp_path / "outside", repo.path / "folder")
        os.symlink(tmp_path / "outside" / "secret.dum", repo.path / "file.dum")
        os.symlink(".", repo.path / "loop")
        repo.git("add", "-A")
        assert select(repo.path, paths=(".",))[0].paths == ("a.dum",)
        assert select(repo.path, all_files=True)[0].paths == ("a.dum",)
        assert select(repo.path, staged=True)[0].paths == ("a.dum",)

    def test_repository_inside_is_walked_by_its_own_rules(self, repo):
        inner = repo.path / "vendor" / "inner"
        inner.mkdir(parents=True)
        subprocess.run(["git", "init", "-q", str(inner)], check=True)
        (inner / ".gitignore").write_text("no.dum\n")
        for name in ("yes.dum", "no.dum"):
            (inner / name).write_text("x")
        assert "vendor/inner/yes.dum" in select(repo.path, paths=(".",))[0].paths
        assert "vendor/inner/no.dum" not in select(repo.path, paths=(".",))[0].paths
        assert "vendor/inner/yes.dum" in select(repo.path, paths=("vendor/inner",))[0].paths

    def test_submodule_is_walked_and_its_entry_is_no_file(self, repo, tmp_path):
        other = tmp_path / "other"
        subprocess.run(["git", "init", "-q", "-b", "main", str(other)], check=True)
        (other / "m.dum").write_text("x")
        subprocess.run(["git", "-C", str(other), "add", "m.dum"], check=True)
        subprocess.run(["git", "-C", str(other), "commit", "-q", "-m", "x"], check=True)
        repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other), "sub")
        repo.stage("a.dum", "x")
        assert select(repo.path, paths=(".",))[0].paths == (".gitmodules", "a.dum", "sub/m.dum")
        # what git tracks here is the submodule's commit, not its files
        assert select(repo.path, all_files=True)[0].paths == (".gitmodules", "a.dum")
        assert select(repo.path, staged=True)[0].paths == (".gitmodules", "a.dum")

    def test_outside_of_git(self, tmp_path):
        for name in ("a.dum", "sub/b.dum", ".hidden.dum", "__pycache__/c.dum"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("x")
        assert select(tmp_path, paths=(".",))[0].paths == (".hidden.dum", "a.dum", "sub/b.dum")

    def test_unreadable_folder_outside_of_git_is_a_problem(self, tmp_path, monkeypatch):
        (tmp_path / "locked").mkdir()
        scandir = os.scandir

        def refusing(path):
            if str(path).endswith("locked"):
                raise PermissionError(13, "Permission denied", str(path))
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refusing)  # the tests may run as root, whom nothing is denied
        chosen, _ = select(tmp_path, paths=(".",))
        assert [(p.path, p.message) for p in chosen.problems] == [("locked", "cannot be read: Permission denied")]


class TestStaged:
    def test_content_is_that_of_the_index(self, repo):
        repo.stage("a.dum", "staged")
        repo.write("a.dum", "edited since")
        assert select(repo.path)[1] == {"a.dum": b"staged"}

    def test_before_the_first_commit(self, repo):
        repo.stage("a.dum", "x")
        repo.write("untracked.dum", "x")
        assert select(repo.path)[0].paths == ("a.dum",)

    def test_only_what_changes(self, repo):
        repo.stage("old.dum", "x")
        repo.stage("gone.dum", "x")
        repo.stage("moved.dum", "a text that is long enough to be recognised\n" * 5)
        repo.stage("mode.dum", "x")
        repo.commit()
        repo.git("rm", "-q", "gone.dum")
        repo.git("mv", "moved.dum", "new.dum")
        repo.git("update-index", "--chmod=+x", "mode.dum")
        repo.git("add", "-N", "--", str(repo.write("intended.dum", "x")))
        assert select(repo.path)[0].paths == ("mode.dum", "new.dum")

    def test_link_that_becomes_a_file_and_back(self, repo):
        os.symlink("x", repo.path / "a.dum")
        repo.stage("b.dum", "x")
        repo.git("add", "-A")
        repo.commit()
        (repo.path / "a.dum").unlink()
        repo.stage("a.dum", "now a file")
        (repo.path / "b.dum").unlink()
        os.symlink("x", repo.path / "b.dum")
        repo.git("add", "-A")
        assert select(repo.path)[1] == {"a.dum": b"now a file"}

    def test_unresolved_merge_cannot_be_read(self, repo):
        repo.stage("a.dum", "base\n")
        repo.commit()
        repo.git("checkout", "-q", "-b", "other")
        repo.stage("a.dum", "theirs\n")
        repo.commit()
        repo.git("checkout", "-q", "main")
        repo.stage("a.dum", "ours\n")
        repo.commit()
        repo.git("merge", "other", check=False)
        with git.Objects(str(repo.path)) as objects:
            chosen = selection.select(Request(staged=True), str(repo.path), objects)
            assert chosen.paths == ("a.dum",)
            with pytest.raises(Exception, match="merge conflict"):
                chosen.snapshot.content("a.dum")

    def test_from_a_subfolder_it_is_still_the_whole_index(self, repo):
        repo.stage("a/b.dum", "x")
        repo.stage("c.dum", "x")
        assert select(repo.path / "a")[0].paths == ("a/b.dum", "c.dum")

    def test_relative_diffs_in_the_configuration_change_nothing(self, repo):
        repo.git("config", "diff.relative", "true")
        repo.git("config", "diff.noprefix", "true")
        repo.git("config", "status.renames", "copies")
        repo.stage("a/b.dum", "x")
        repo.stage("c.dum", "x")
        assert select(repo.path / "a")[0].paths == ("a/b.dum", "c.dum")

    def test_other_files_come_from_the_index_too(self, repo):
        repo.stage("other.dum", "in the index")
        repo.commit()
        repo.stage("a.dum", "x")
        repo.write("other.dum", "on disk")
        repo.write("untracked.dum", "on disk")
        with git.Objects(str(repo.path)) as objects:
            snapshot = selection.select(Request(), str(repo.path), objects).snapshot
            assert snapshot.other("other.dum") == b"in the index"
            assert snapshot.other("./x/../other.dum") == b"in the index"
            assert snapshot.other("untracked.dum") is None
            assert snapshot.other("../outside.dum") is None

    def test_index_of_a_partial_commit(self, repo, monkeypatch):
        """`git commit PATH` runs its hooks with GIT_INDEX_FILE at an index of its own."""
        repo.stage("a.dum", "x")
        repo.commit()
        repo.write("a.dum", "committed alone")
        repo.stage("b.dum", "left for later")
        monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index.lock")
        repo.git("read-tree", "HEAD")
        repo.git("add", "a.dum")
        assert select(repo.path)[1] == {"a.dum": b"committed alone"}


class TestRefs:
    def test_changes_since_the_merge_base(self, repo):
        repo.stage("base.dum", "x")
        repo.stage("gone.dum", "x")
        base = repo.commit()
        repo.git("checkout", "-q", "-b", "topic")
        repo.stage("topic.dum", "of topic")
        repo.git("rm", "-q", "gone.dum")
        repo.commit()
        repo.git("checkout", "-q", "main")
        repo.stage("main.dum", "of main")
        repo.commit()
        assert select(repo.path, from_ref="main", to_ref="topic")[1] == {"topic.dum": b"of topic"}
        assert select(repo.path, from_ref=base)[1] == {"main.dum": b"of main"}

    @pytest.mark.parametrize(
        ("start", "end", "message"),
        [
            pytest.param("nowhere", "HEAD", "'nowhere' is no commit here", id="unknown"),
            pytest.param("HEAD", "nowhere", "'nowhere' is no commit here", id="unknown-end"),
            pytest.param("--output=x", "HEAD", "no commit", id="option-of-git-diff"),
            pytest.param("HEAD", "-x", "no commit", id="begins-with-a-dash"),
            pytest.param("HEAD^{tree}", "HEAD", "no commit here", id="a-tree"),
        ],
    )
    def test_bad_refs(self, repo, start, end, message):
        repo.stage("a.dum", "x")
        repo.commit()
        with pytest.raises(GitError, match=message):
            select(repo.path, from_ref=start, to_ref=end)
        assert sorted(os.listdir(repo.path)) == [".git", "a.dum"]

    def test_ref_with_a_leading_dash_by_its_full_name(self, repo):
        repo.stage("a.dum", "x")
        repo.git("update-ref", "refs/heads/-x", repo.commit())
        repo.stage("b.dum", "x")
        repo.commit()
        assert select(repo.path, from_ref="refs/heads/-x")[0].paths == ("b.dum",)

    def test_no_common_history(self, repo):
        repo.stage("a.dum", "x")
        repo.commit()
        repo.git("checkout", "-q", "--orphan", "alone")
        repo.commit("of its own")
        with pytest.raises(GitError, match="no common history"):
            select(repo.path, from_ref="main", to_ref="alone")

    def test_other_files_come_from_the_commit(self, repo):
        first = repo.commit()
        repo.stage("a.dum", "x")
        repo.stage("other.dum", "committed")
        repo.commit()
        repo.stage("other.dum", "staged")
        with git.Objects(str(repo.path)) as objects:
            snapshot = selection.select(Request(from_ref=first), str(repo.path), objects).snapshot
            assert snapshot.other("other.dum") == b"committed"


class TestWhere:
    @pytest.mark.parametrize("request_", [{}, {"all_files": True}, {"from_ref": "HEAD"}], ids=["staged", "all", "refs"])
    def test_outside_of_git_only_paths_can_be_named(self, tmp_path, request_):
        with pytest.raises(UsageError, match="not in a git repository"):
            select(tmp_path, **request_)

    def test_worktree(self, repo, tmp_path, monkeypatch):
        repo.stage("a.dum", "x")
        repo.commit()
        repo.git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "topic")
        tree = tmp_path / "tree"
        (tree / "b.dum").write_text("x")
        subprocess.run(["git", "-C", str(tree), "add", "b.dum"], check=True)
        assert select(tree)[0].paths == ("b.dum",)
        # as git runs a hook there
        monkeypatch.setenv("GIT_DIR", str(repo.path / ".git" / "worktrees" / "tree"))
        monkeypatch.setenv("GIT_INDEX_FILE", str(repo.path / ".git" / "worktrees" / "tree" / "index"))
        assert select(tree)[0].paths == ("b.dum",)
        assert select(tree, paths=(".",))[0].paths == ("a.dum", "b.dum")

    def test_repository_without_a_git_folder_in_its_tree(self, repo, tmp_path, monkeypatch):
        bare = tmp_path / "bare"
        os.rename(repo.path / ".git", bare)
        monkeypatch.setenv("GIT_DIR", str(bare))
        monkeypatch.setenv("GIT_WORK_TREE", str(repo.path))
        repo.stage("sub/a.dum", "x")
        assert select(repo.path / "sub")[0].paths == ("sub/a.dum",)

    def test_git_variables_do_not_reach_another_repository(self, repo, tmp_path, monkeypatch):
        other = tmp_path / "other"
        subprocess.run(["git", "init", "-q", str(other)], check=True)
        (other / "b.dum").write_text("x")
        monkeypatch.setenv("GIT_DIR", str(repo.path / ".git"))
        monkeypatch.setenv("GIT_INDEX_FILE", str(repo.path / ".git" / "index"))
        assert select(repo.path, paths=(str(other),))[0].paths == ("../other/b.dum",)

    def test_without_git_it_says_so(self, repo, monkeypatch):
        monkeypatch.setenv("PATH", "")
        with pytest.raises(GitError, match="git cannot be run"):
            select(repo.path)

    def test_standard_input_takes_the_place_of_the_file(self, repo):
        repo.write("a/b.dum", "on disk")
        chosen, contents = select(repo.path / "a", stdin_name="b.dum", stdin=b"given")
        assert contents == {"a/b.dum": b"given"}
        assert chosen.snapshot.other("a/b.dum") == b"given"
