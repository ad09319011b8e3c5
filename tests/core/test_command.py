"""The whole command line, through the dummy hook: what it takes, says, changes and returns."""

from __future__ import annotations

import gc
import io
import json
import os
import re
import subprocess
import sys

import pytest

from pratique.core import terminal
from support import dummy


class Input:
    """Standard input that holds the bytes."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


@pytest.fixture
def give(monkeypatch):
    return lambda content: monkeypatch.setattr(sys, "stdin", Input(content))


class TestExitCodes:
    @pytest.mark.parametrize(
        ("files", "arguments", "code"),
        [
            pytest.param({"a.dum": "fine\n"}, [], 0, id="clean"),
            pytest.param({"a.dum": ""}, [], 0, id="empty-file"),
            pytest.param({"a.dum": "BAD\n"}, [], 1, id="finding"),
            pytest.param({"a.dum": "BAD\n"}, ["--fail-on", "high"], 0, id="finding-below-fail-on"),
            pytest.param({"a.dum": "WORSE\n"}, ["--fail-on", "high"], 1, id="finding-at-fail-on"),
            pytest.param({"a.dum": "BAD\n"}, ["--fix"], 1, id="changed"),
            pytest.param({"a.dum": "BAD\n"}, ["--fix", "--fail-on", "critical"], 1, id="changed-below-fail-on"),
            pytest.param({"a.dum": "BAD\n"}, ["--diff"], 1, id="would-change"),
            pytest.param({"a.dum": "LOUD\n"}, [], 0, id="beyond-the-profile"),
            pytest.param({"a.dum": "LOUD\n"}, ["--profile", "pedantic"], 1, id="within-the-profile"),
            pytest.param({"a.dum": "LOUD\n"}, ["--select", "loud-word"], 1, id="selected"),
            pytest.param({"a.dum": "BAD\n"}, ["--select", "loud-word"], 0, id="not-selected"),
            pytest.param({"a.dum": "BAD\n"}, ["--ignore", "loud-word,bad-word"], 0, id="ignored"),
            pytest.param({"a.dum": "CRASH\n"}, [], 2, id="crash"),
            pytest.param({"a.dum": "LEAVE\n"}, [], 2, id="rule-ends-the-process"),
            pytest.param({"a.dum": "UNREADABLE\n"}, [], 2, id="cannot-be-understood"),
            pytest.param({"a.dum": "NODATA\n"}, [], 2, id="no-data"),
            pytest.param({"a.dum": "PROBLEM\n"}, [], 2, id="one-rule-failed"),
            pytest.param({"wants-crashes.dum": "fine\n"}, [], 2, id="crash-in-wants"),
            pytest.param({"a.dum": "STOP\n"}, [], 130, id="interrupted"),
            pytest.param({"a.dum": "BAD\n", "b.dum": "CRASH\n"}, [], 2, id="the-highest-wins"),
            pytest.param({"a.txt": "BAD\n"}, [], 0, id="not-this-hook's-business"),
            pytest.param({"a.py": "\xff# coding: x\n"}, [], 0, id="cookie-that-is-none"),
            pytest.param({"a.py": "# coding: klingon\n"}, [], 2, id="unknown-encoding"),
        ],
    )
    def test_table(self, repo, run, files, arguments, code):
        for name, content in files.items():
            repo.write(name, content)
        assert run("check", *arguments, *files).code == code

    @pytest.mark.parametrize("content", ["fine\n", "STOP\n"], ids=["clean", "interrupted"])
    def test_the_garbage_collector_of_a_caller_is_left_as_it_was(self, repo, run, content):
        usual = gc.get_threshold()
        repo.write("a.dum", content)
        run("check", "a.dum")
        assert gc.get_threshold() == usual
        assert gc.isenabled()

    def test_the_garbage_collector_of_a_command_looks_rarely(self, repo):
        script = "import gc; from pratique.lint.hook import main; main(); print(gc.get_threshold()[0] > 1_000_000)"
        done = subprocess.run([sys.executable, "-c", script, "--version"], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == "True"

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            pytest.param(["check", "nothing.dum"], "error: nothing.dum: no such file or folder", id="missing-path"),
            pytest.param(["check", ""], "a path is empty", id="empty-path"),
            pytest.param(["check", "--no-such"], "unrecognized arguments: --no-such", id="unknown-option"),
            pytest.param(["check", "--all"], "unrecognized arguments: --all", id="abbreviation"),
            pytest.param(["check", "--format", "xml"], "invalid choice: 'xml'", id="unknown-format"),
            pytest.param(["check", "--select", "bad-wort"], 'unknown rule "bad-wort"; did you mean "bad-word"?',
                         id="unknown-rule"),
            pytest.param(["check", "--select", "unused-suppression"], "leave no rule of pratique-dummy to run",
                         id="nothing-selected"),
            pytest.param(["check", "--all-files", "a.dum"], "paths and --all-files exclude each other",
                         id="two-selectors"),
            pytest.param(["check", "--staged", "--from-ref", "HEAD"], "--staged and --from-ref exclude",
                         id="two-other-selectors"),
            pytest.param(["check", "--to-ref", "HEAD"], "--to-ref needs --from-ref", id="to-without-from"),
            pytest.param(["check", "--from-ref", ""], "--from-ref is empty", id="empty-ref"),
            pytest.param(["check", "--from-ref", "HEAD", "--to-ref="], "--to-ref is empty", id="empty-end"),
            pytest.param(["check", "--stdin-filename", ""], "--stdin-filename is empty", id="empty-name"),
            pytest.param(["check", "a.dum", "-o", ""], "--output is empty", id="empty-output"),
            pytest.param(["check", "a.dum", "-o", "no/x"], "--output no/x: no such folder", id="output-nowhere"),
            pytest.param(["check", "a.dum", "-o", "./a.dum"], "--output ./a.dum: is one of the files to check",
                         id="output-over-input"),
            pytest.param(["check", "a.dum", "-o", "."], "--output .: is a folder", id="output-folder"),
            pytest.param(["check", "--from-ref", "nowhere"], "'nowhere' is no commit here", id="unknown-ref"),
            pytest.param(["check", "--from-ref=-x"], "'-x' is no commit", id="ref-with-a-dash"),
            pytest.param(["check", "--depth", "x"], "invalid int value", id="text-for-a-number"),
            pytest.param(["check", "--depth", "-1"], "--depth must be a whole number", id="negative-number"),
            pytest.param(["explain"], "explain takes the name of one rule", id="explain-nothing"),
            pytest.param(["explain", "bad-wort"], 'unknown rule "bad-wort"; did you mean', id="explain-unknown"),
            pytest.param(["rules", "x"], "rules takes no argument", id="rules-of"),
            pytest.param(["settings", "x"], "settings takes no argument", id="settings-of"),
        ],
    )  # fmt: skip
    def test_mistakes_are_said_and_change_nothing(self, repo, run, arguments, said):
        repo.write("a.dum", "BAD\n")
        before = sorted(os.listdir(repo.path))
        done = run(*arguments)
        assert done.code == 2
        assert said in done.out + done.err
        assert "Traceback" not in done.err
        assert sorted(os.listdir(repo.path)) == before
        assert (repo.path / "a.dum").read_text() == "BAD\n"

    def test_bad_settings(self, repo, run):
        repo.write("a.dum", "BAD\n")
        repo.write("pratique.toml", "selct = 1\n")
        assert run("check", "a.dum").err == (
            'pratique-dummy: error: pratique.toml: unknown setting "selct"; did you mean "select"?\n'
        )

    def test_crash_is_named_and_the_rest_still_runs(self, repo, run):
        for name, content in {"a.dum": "BAD\n", "b.dum": "CRASH\n", "c.dum": "LEAVE\n", "d.dum": "BAD\n"}.items():
            repo.write(name, content)
        done = run("check", "a.dum", "b.dum", "c.dum", "d.dum", "-q")
        assert done.code == 2
        first, second, third, fourth = done.out.splitlines()
        assert first.startswith("a.dum:1:1: bad-word")
        assert second.startswith("d.dum:1:1: bad-word")
        assert third.startswith("error: b.dum: crashed at dummy.py:")
        assert "RuntimeError: the dummy crashed" in third
        assert fourth.startswith("error: c.dum: crashed at dummy.py:")

    def test_failed_rule_is_named_and_the_others_still_report(self, repo, run):
        repo.write("a.dum", "BAD PROBLEM WORSE\n")
        done = run("check", "a.dum", "-q")
        assert [line.split(":")[0] for line in done.out.splitlines()] == ["a.dum", "a.dum", "error"]
        assert done.out.splitlines()[2] == "error: a.dum: bad-word: one rule failed"

    def test_one_hook_crashing_leaves_the_others(self, repo, run, monkeypatch, capfdbinary):
        """As the umbrella runs them; the second hook is the first one under another name."""
        import dataclasses

        from pratique.core import command, room

        def breaking(source, settings):
            raise RuntimeError("screen failed")

        other = dataclasses.replace(dummy.HOOK, name="other", screen=breaking, options=())
        monkeypatch.setitem(room.ROOMS, "other", dummy.ROOM)
        repo.write("a.dum", "BAD\n")
        assert command.check([other, dummy.HOOK], "pratique", ["a.dum", "-q"]) == 2
        out = capfdbinary.readouterr().out.decode()
        assert "bad-word" in out
        assert "RuntimeError: screen failed" in out


class TestSelectors:
    def test_default_is_staged(self, repo, run):
        repo.stage("a.dum", "BAD\n")
        repo.write("a.dum", "fine\n")
        repo.write("b.dum", "BAD\n")
        done = run("check")
        assert done.code == 1
        assert "a.dum:1:1" in done.out
        assert "b.dum" not in done.out

    def test_check_is_the_default_verb(self, repo, run):
        repo.write("a.dum", "BAD\n")
        assert run("a.dum") == run("check", "a.dum")
        assert run("-q", "a.dum").code == 1
        repo.stage("a.dum", "BAD\n")
        assert run().code == 1

    def test_nothing_staged_is_said(self, repo, run):
        done = run("check")
        assert (done.code, done.out) == (0, "")
        assert "pratique-dummy: staged files: nothing to check" in done.err

    @pytest.mark.parametrize("word", ["staged", "merge"])
    def test_unresolved_merge_stops(self, repo, run, word):
        repo.stage("a.dum", "base\n")
        repo.stage("b.txt", "base\n")
        repo.commit()
        repo.git("checkout", "-q", "-b", "other")
        repo.stage("a.dum" if word == "merge" else "b.txt", "theirs\n")
        repo.commit()
        repo.git("checkout", "-q", "main")
        repo.stage("a.dum" if word == "merge" else "b.txt", "ours\n")
        repo.commit()
        repo.git("merge", "other", check=False)
        done = run("check")
        assert done.code == (2 if word == "merge" else 0)  # only what the hook wants
        assert ("error: a.dum: the merge conflict in it is not resolved" in done.out) is (word == "merge")

    def test_folder(self, repo, run):
        repo.write("sub/a.dum", "BAD\n")
        repo.write("sub/b.txt", "BAD\n")
        assert run("check", "sub").code == 1
        assert run("check", ".").code == 1

    @pytest.mark.parametrize("argument", ["empty", "other", "excluded", "ignored"])
    def test_folder_without_a_wanted_file(self, repo, run, argument):
        repo.write(".gitignore", "ignored/\n")
        repo.write("pratique.toml", 'exclude = ["excluded/"]\n')
        (repo.path / "empty").mkdir()
        repo.write("other/a.txt", "x")
        repo.write("excluded/a.dum", "x")
        repo.write("ignored/a.dum", "x")
        done = run("check", argument)
        assert done.code == 2
        assert f"error: {argument}: holds no file that pratique-dummy looks at" in done.out

    def test_exclude_holds_for_named_files_too(self, repo, run):
        repo.write("pratique.toml", 'exclude = ["gen/"]\n')
        repo.write("gen/a.dum", "BAD\n")
        done = run("check", "gen/a.dum")
        assert (done.code, done.out) == (0, "")

    def test_files_read_along_are_excluded_as_well(self, repo, run):
        repo.write("pratique.toml", 'exclude = ["gen/"]\n')
        repo.write("gen/b.txt", "BAD\n")
        repo.write("a.dum", "INCLUDE:gen/b.txt\n")
        assert run("check", "a.dum").code == 0

    def test_head_decides_where_the_name_does_not(self, repo, run):
        repo.write("dummy-text", "BAD\n")
        repo.write("dummy-binary", b"BAD\0\n")
        assert run("check", "dummy-text").code == 1
        assert run("check", "dummy-binary").code == 0

    def test_from_ref(self, repo, run):
        first = repo.commit()
        repo.stage("a.dum", "BAD\n")
        repo.commit()
        repo.write("a.dum", "fine\n")
        assert run("check", "--from-ref", first).code == 1
        assert run("check", "--from-ref", first, "--to-ref", first).code == 0

    def test_unreadable_files(self, repo, run):
        os.symlink("nowhere", repo.path / "link.dum")
        os.mkfifo(repo.path / "pipe.dum")
        done = run("check", "link.dum", "pipe.dum")
        assert done.code == 2
        assert "error: link.dum: cannot be read: No such file or directory" in done.out
        assert "error: pipe.dum: not a regular file" in done.out


class TestOrder:
    NAMES = ("b.dum", "a.dum", "sub/c.dum", "a b.dum")

    def test_same_output_whatever_the_order(self, repo, run):
        import itertools

        for name in self.NAMES:
            repo.write(name, "WORSE BAD\nBAD HELD=abc CRASH\n" if name == "a.dum" else "WORSE BAD\nNOTICE\n")
        outputs = {run("check", *names, "missing.dum") for names in itertools.permutations(self.NAMES)}
        assert len(outputs) == 1
        assert outputs.pop().code == 2

    @pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
    def test_options_between_paths(self, repo, run, form):
        repo.write("a.dum", "BAD\n")
        repo.write("b.dum", "BAD\n")
        expected = run("check", "--format", form, "-q", "a.dum", "b.dum")
        assert run("check", "a.dum", "--format", form, "b.dum", "-q") == expected


class TestDashes:
    @pytest.mark.parametrize("name", ["--version", "--help", "-h", "-q", "--fix", "--select=x", "--", "-ofile", "-"])
    def test_file_named_like_an_option_is_refused_before_anything_acts(self, repo, run, name):
        repo.write("a.dum", "BAD\n")
        repo.write(name, "x")
        done = run("check", "a.dum", name)
        assert done.code == 2
        assert f"write ./{name}" in done.err
        assert done.out == ""

    def test_it_can_be_named_in_other_ways(self, repo, run):
        repo.write("--version.dum", "BAD\n")
        assert run("check", "./--version.dum", "-q").out.startswith("--version.dum:1:1: bad-word")
        assert run("check", "--", "--version.dum").code == 1
        assert run("check", "-q", "--", "--version.dum").code == 1
        assert run("check", "a.dum", "--", "--version.dum").code == 2  # a.dum is missing

    def test_behind_the_dashes_nothing_is_an_option(self, repo, run):
        repo.write("a.dum", "BAD\n")
        done = run("check", "--", "a.dum", "--fix")
        assert done.code == 2
        assert "--fix: no such file or folder" in done.out
        assert (repo.path / "a.dum").read_text() == "BAD\n"

    def test_verbs_are_taken_from_the_first_place_only(self, repo, run):
        repo.write("rules", "x")
        assert "bad-word" not in run("check", "rules").out

    def test_version_and_help(self, repo, run):
        from pratique import __version__

        assert run("--version").out == f"pratique-dummy {__version__}\n"
        assert "exit codes: 0 clean" in run("--help").out
        assert "--from-ref" in run("check", "--help").out
        assert run("check", "--help").code == 0


class TestFixes:
    @pytest.mark.parametrize(
        ("before", "arguments", "after"),
        [
            pytest.param("BAD and BAD\n", ["--fix"], "good and good\n", id="all-at-once"),
            pytest.param("BAD WORSE\n", ["--fix"], "good WORSE\n", id="only-safe-ones"),
            pytest.param("BAD WORSE\n", ["--unsafe-fixes"], "good better\n", id="unsafe-ones-too"),
            pytest.param("BAD\n", ["--diff"], "BAD\n", id="diff-writes-nothing"),
            pytest.param("BAD\n", ["--fix", "--diff"], "BAD\n", id="diff-beats-fix"),
            pytest.param("BAD\n", ["--fix", "--ignore", "bad-word"], "BAD\n", id="ignored-rule"),
            pytest.param("BAD # prat" + "ique: ignore[bad-word]\n", ["--fix"], None, id="suppressed"),
            pytest.param("IMPORT IMPORT\n", ["--fix"], "import plain\nplain plain\n", id="import-inserted-once"),
            pytest.param("NESTED NESTED NESTED\n", ["--fix"], "nest.nest.nest.", id="overlaps-take-rounds"),
            pytest.param("BAD STUBBORN BAD\n", ["--fix"], "good STUBBORN good\n", id="fix-that-does-not-help"),
            pytest.param("BAD BREAKING BAD\n", ["--fix"], "good BREAKING good\n", id="fix-that-breaks"),
            pytest.param("BREAKING STUBBORN BREAKING BAD\n", ["--fix"], "BREAKING STUBBORN BREAKING good\n",
                         id="several-that-fail"),
            pytest.param("\ufeffBAD\r\né\r\n", ["--fix"], "\ufeffgood\r\né\r\n", id="mark-and-newlines-stay"),
        ],
    )  # fmt: skip
    def test_results(self, repo, run, before, arguments, after):
        path = repo.write("a.dum", before)
        run("check", "a.dum", *arguments)
        assert path.read_bytes().decode() == (before if after is None else after)

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
    def test_encoding_by_mark_stays(self, repo, run, encoding):
        path = repo.write("a.dum", "é BAD\r\n".encode(encoding))
        assert run("check", "a.dum", "--fix").code == 1
        assert path.read_bytes() == "é good\r\n".encode(encoding)

    def test_declared_encoding_stays(self, repo, run):
        path = repo.write("a.py", b"# coding: latin-1\n# \xe9 BAD\n")
        run("check", "a.py", "--fix")
        assert path.read_bytes() == b"# coding: latin-1\n# \xe9 good\n"

    def test_bytes_that_are_not_utf_8_stay(self, repo, run):
        path = repo.write("a.dum", b"\xff BAD \xe9\n")
        run("check", "a.dum", "--fix")
        assert path.read_bytes() == b"\xff good \xe9\n"

    def test_file_that_does_not_survive_its_encoding_is_left_alone(self, repo, run):
        content = b"# coding: utf-7\nx = 'BAD +AGEAYg-'\n"  # the letters need no such spelling, and would lose it
        path = repo.write("a.py", content)
        done = run("check", "a.py", "--fix")
        assert done.code == 2
        assert "does not survive being read and written as utf-7" in done.out
        assert path.read_bytes() == content

    def test_what_is_said(self, repo, run):
        repo.write("a.dum", "BAD\nWORSE\n")
        done = run("check", "a.dum", "--fix")
        assert "a.dum:1: fixed bad-word: write good" in done.out
        assert "a.dum:2:1: worse-word" in done.out
        assert "1 fix made in 1 file" in done.err

    def test_fixing_twice_changes_nothing_more(self, repo, run):
        path = repo.write("a.dum", "BAD IMPORT NESTED NESTED\n")
        assert run("check", "a.dum", "--fix").code == 1
        after = path.read_bytes()
        assert run("check", "a.dum", "--fix").code == 0
        assert path.read_bytes() == after

    def test_failed_fixes_are_said_and_their_findings_stand(self, repo, run):
        repo.write("a.dum", "STUBBORN\nBREAKING\n")
        done = run("check", "a.dum", "--fix", "-q")
        assert done.code == 2
        assert "a.dum:1:1: stubborn-word" in done.out
        assert "a.dum:2:1: breaking-word" in done.out
        assert "the fix of stubborn-word was taken back: the finding is still there after it" in done.out
        assert "the fix of breaking-word was taken back: it leaves a file that cannot be checked" in done.out

    def test_diff(self, repo, run):
        repo.write("a.dum", "one\r\nBAD pass" + 'word="hunter22"\r\nno newline')
        done = run("check", "a.dum", "--diff")
        assert done.out == (
            "--- a/a.dum\n+++ b/a.dum\n@@ -1,3 +1,3 @@\n one\n"
            '-BAD password="***"\n+good password="***"\n no newline\n\\ No newline at end of file\n'
        )
        assert "would fix bad-word" in done.err

    def test_diff_of_strange_text(self, repo, run):
        repo.write("a.dum", "x\x1b[2J\u2028y\fz\rw BAD\n".encode("utf-16"))
        done = run("check", "a.dum", "--diff")
        assert done.out.splitlines()[3:] == [
            "-x\\x1b[2J<U+2028>y\\x0cz\\x0dw BAD",
            "+x\\x1b[2J<U+2028>y\\x0cz\\x0dw good",
        ]

    def test_staged_fix_goes_to_the_disk(self, repo, run):
        path = repo.stage("a.dum", "BAD\n")
        assert run("check", "--staged", "--fix").code == 1
        assert path.read_text() == "good\n"
        assert repo.git("show", ":a.dum") == "BAD\n"

    @pytest.mark.parametrize("disk", ["BAD edited\n", None], ids=["edited", "deleted"])
    def test_staged_fix_refuses_where_the_disk_differs(self, repo, run, disk):
        path = repo.stage("a.dum", "BAD\n")
        repo.stage("b.dum", "BAD\n")
        path.unlink() if disk is None else path.write_text(disk)
        done = run("check", "--fix", "-q")
        assert done.code == 2
        assert "error: a.dum: not fixed: " in done.out
        assert "a.dum:1:1: bad-word" in done.out  # and its finding still stands
        assert (path.read_text() if path.exists() else None) == disk
        assert (repo.path / "b.dum").read_text() == "good\n"

    def test_staged_fix_without_a_fix_does_not_care(self, repo, run):
        repo.stage("a.dum", "fine\n")
        repo.write("a.dum", "edited\n")
        assert run("check", "--fix").code == 0

    def test_standard_input(self, repo, run, give):
        repo.write("a.dum", "on disk BAD\n")
        give(b"\xffBAD\r\n")
        done = run("check", "--stdin-filename", "a.dum")
        assert done.code == 1
        assert "a.dum:1:2: bad-word" in done.out
        assert (repo.path / "a.dum").read_text() == "on disk BAD\n"

    @pytest.mark.parametrize(
        ("content", "printed", "code"),
        [
            pytest.param("é BAD\r\n", "é good\r\n", 1, id="fixed"),
            pytest.param("fine\r\n", "fine\r\n", 0, id="nothing-to-fix"),
            pytest.param("WORSE\n", "WORSE\n", 1, id="no-safe-fix"),
            pytest.param("CRASH\n", "CRASH\n", 2, id="crash"),
            pytest.param("", "", 0, id="empty"),
        ],
    )
    def test_standard_input_with_fix_prints_the_result(self, repo, run, give, content, printed, code):
        give(content.encode())
        done = run("check", "--stdin-filename", "a.dum", "--fix")
        assert (done.out, done.code) == (printed, code)
        assert os.listdir(repo.path) == [".git"]

    def test_standard_input_with_diff(self, repo, run, give):
        give(b"BAD\n")
        assert "+good" in run("check", "--stdin-filename", "a.dum", "--fix", "--diff").out

    def test_standard_input_that_nobody_wants_comes_back(self, repo, run, give):
        give(b"BAD\n")
        assert run("check", "--stdin-filename", "a.txt", "--fix").out == "BAD\n"

    def test_mode_and_link_stay(self, repo, run):
        path = repo.write("real.dum", "BAD\n")
        path.chmod(0o755)
        os.symlink("real.dum", repo.path / "link.dum")
        run("check", "link.dum", "--fix")
        assert (repo.path / "link.dum").is_symlink()
        assert (path.read_text(), path.stat().st_mode & 0o777) == ("good\n", 0o755)


class TestLarge:
    @pytest.fixture
    def small_limit(self, repo):
        repo.write("pratique.toml", "max-file-size = 1000\n")

    def test_is_refused(self, repo, run, small_limit):
        repo.write("a.dum", "BAD\n" + "x" * 1000)
        done = run("check", "a.dum")
        assert done.code == 2
        assert "a.dum: larger than 1,000 bytes (setting max-file-size)" in done.out
        assert run("check", "a.dum", "--fix").code == 2

    def test_at_the_limit_is_not(self, repo, run, small_limit):
        repo.write("a.dum", "BAD\n" + "x" * 996)
        assert run("check", "a.dum").code == 1

    @pytest.mark.parametrize("source", ["disk", "index"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_a_hook_that_streams_sees_all_of_it(self, repo, run, small_limit, monkeypatch, source, encoding):
        import dataclasses

        from pratique.core import snapshot

        monkeypatch.setattr(snapshot, "_PIECE", 512)
        monkeypatch.setattr(dummy, "HOOK", dataclasses.replace(dummy.HOOK, streams=True))
        lines = ["x" * 99 + "é"] * 50
        lines[17] = lines[43] = "x" * 60 + " BAD"
        repo.stage("a.dum", "\r\n".join(lines).encode(encoding))
        done = run("check", "-q", *(["a.dum"] if source == "disk" else []))
        assert [line.split(": ")[0] for line in done.out.splitlines()] == ["a.dum:18:62", "a.dum:44:62"]
        assert done.code == 1


class TestOutput:
    def test_text(self, repo, run):
        repo.write("sub/a.dum", "x = BAD  # note\n")
        done = run("check", "sub/a.dum")
        assert done.out == (
            "sub/a.dum:1:5: bad-word: a word that is not wanted [medium]\n"
            "    1 | x = BAD  # note\n"
            "      |     ^^^\n"
            "      do: write another word\n"
            "      fix: write good (--fix)\n"
        )
        assert done.err == (
            "pratique-dummy: 1 file inspected; 1 finding (1 medium; 1 with a fix)\n"
            "To learn more: pratique-dummy explain bad-word\n"
        )

    def test_it_leads_to_the_explanation_of_the_gravest(self, repo, run):
        repo.write("a.dum", "BAD\nWORSE\n")
        assert run("check", "a.dum").err.endswith("To learn more: pratique-dummy explain worse-word\n")
        repo.write("a.dum", "WORSE\nBAD\n")
        assert run("check", "a.dum").err.endswith("To learn more: pratique-dummy explain worse-word\n")

    def test_paths_are_seen_from_the_working_directory(self, repo, run, monkeypatch):
        repo.write("sub/a.dum", "BAD\n")
        repo.write("b.dum", "WORSE\n")
        monkeypatch.chdir(repo.path / "sub")
        done = run("check", ".", "../b.dum", "none.dum", "-q")
        assert [line.split(":")[0:2] for line in done.out.splitlines()] == [
            ["../b.dum", "1"],
            ["a.dum", "1"],
            ["error", " none.dum"],
        ]
        (repo.path / "sub" / "deep").mkdir()
        assert "error: deep: holds no file" in run("check", "deep").out

    def test_quiet_and_verbose(self, repo, run):
        repo.write("a.dum", "BAD\n")
        assert run("check", "a.dum", "-q") == (1, "a.dum:1:1: bad-word: a word that is not wanted [medium]\n", "")
        assert "looked at named files" in run("check", "a.dum", "-v").err

    def test_notices_are_said_once(self, repo, run):
        repo.write("a.dum", "NOTICE NOTICE\n")
        repo.write("b.dum", "NOTICE\n")
        done = run("check", "a.dum", "b.dum")
        assert done.code == 0
        assert done.err.count("something to know") == 1

    @pytest.mark.parametrize(
        ("environment", "arguments", "coloured"),
        [
            pytest.param({}, [], False, id="not-a-terminal"),
            pytest.param({}, ["--color", "always"], True, id="always"),
            pytest.param({"FORCE_COLOR": "1"}, [], True, id="forced"),
            pytest.param({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False, id="no-color-beats-forced"),
            pytest.param({"NO_COLOR": "1"}, ["--color", "always"], True, id="option-beats-no-color"),
            pytest.param({"FORCE_COLOR": "1"}, ["--color", "never"], False, id="never"),
        ],
    )
    def test_colour(self, repo, run, monkeypatch, environment, arguments, coloured):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        repo.write("a.dum", "BAD\n")
        assert ("\x1b[" in run("check", "a.dum", *arguments).out) is coloured

    def test_no_colour_variable_on_a_terminal(self, monkeypatch):
        class Terminal(io.StringIO):
            def isatty(self):
                return True

        assert terminal.colour_wanted("auto", Terminal())
        monkeypatch.setenv("NO_COLOR", "1")
        assert not terminal.colour_wanted("auto", Terminal())

    def test_escape_sequences_never_come_through(self, repo, run):
        name = "esc\x1b[31m.dum"
        repo.write(name, "BAD \x1b[2J \u202e\n")
        for form in ("text", "json", "sarif", "github"):
            done = run("check", name, "--format", form)
            assert "\x1b" not in done.out + done.err, form
            assert "\u202e" not in done.out

    @pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
    def test_report_to_a_file(self, repo, run, form):
        repo.write("a.dum", "BAD\n")
        expected = run("check", "a.dum", "--format", form)
        done = run("check", "a.dum", "--format", form, "-o", "report")
        assert (repo.path / "report").read_bytes().decode() == expected.out
        assert (done.out, done.code, done.err) == ("", 1, expected.err)

    def test_report_to_a_device_leaves_the_device(self, repo, run):
        repo.write("a.dum", "BAD\n")
        assert run("check", "a.dum", "-o", "/dev/null").code == 1
        assert not os.path.isfile("/dev/null")
        assert "bad-word" in run("check", "a.dum", "-o", "/dev/stdout").out

    def test_disk_full(self, repo, run):
        repo.write("a.dum", "BAD\n")
        done = run("check", "a.dum", "-o", "/dev/full")
        assert done.code == 2
        assert "cannot be written to /dev/full: No space left on device" in done.err


def _program(*arguments: str) -> list[str]:
    """Our command in a process of its own, with standard streams of its own."""
    return [sys.executable, "-c", "import sys; from pratique.prompts.hook import main; sys.exit(main())", *arguments]


class TestStreams:
    @pytest.fixture(autouse=True)
    def _importable(self, monkeypatch):
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))

    @pytest.fixture
    def hidden(self, repo):
        repo.write("a.md", "a\u200bb\n" * 2000)

    def test_reader_that_goes_away(self, hidden):
        process = subprocess.Popen(_program("check", "a.md"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        err = process.stderr.read()
        process.stderr.close()
        assert process.wait() == 1
        assert b"Traceback" not in err
        assert b"Exception" not in err

    def test_closed_streams(self, hidden):
        for name, code in (("a.md", 1), ("none.md", 2)):
            done = subprocess.run(["sh", "-c", '"$@" >&- 2>&-', "sh", *_program("check", name)], check=False)
            assert done.returncode == code

    def test_full_disk(self, hidden):
        with open("/dev/full", "wb") as full:
            done = subprocess.run(_program("check", "a.md"), stdout=full, stderr=subprocess.PIPE, check=False)
        assert done.returncode == 2
        assert b"the output cannot be written: No space left on device" in done.stderr
        assert b"Traceback" not in done.stderr

    def test_a_terminal_that_speaks_another_encoding(self, repo):
        repo.write("名.md", "a\u200bb\n")
        environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
        done = subprocess.run(_program("check", "名.md"), env=environment, capture_output=True, check=False)
        assert done.returncode == 1
        assert "名.md:1:2".encode() in done.stdout


class TestTeaching:
    def test_rules(self, run):
        done = run("rules")
        lines = done.out.splitlines()
        assert "bad-word             medium    default   fix  a word that is not wanted" in lines
        assert any(line.startswith("unknown-suppression") for line in lines)
        assert len(lines) == len(dummy.RULES) + 2

    def test_explain(self, run):
        out = run("explain", "bad-word").out
        assert out.startswith("# bad-word\n\nA word that is not wanted.\n")
        assert "CWE-89" in out
        assert "becomes" in out

    def test_settings(self, repo, run):
        repo.write("pratique.toml", 'fail-on = "high"\n')
        out = run("settings").out
        assert 'fail-on = "high"  # pratique.toml\n' in out
        assert 'dummy.colour = "red"  # default\n' in out
        assert "select = []  # default\n" in out


class TestIncludes:
    def test_finding_in_a_file_that_is_read_along(self, repo, run):
        repo.write("a.dum", "INCLUDE:sub/b.txt\n")
        repo.write("sub/b.txt", "x\nBAD\n")
        assert run("check", "a.dum", "-q").out.startswith("sub/b.txt:2:1: bad-word")

    def test_it_is_said_once_when_its_own_turn_comes_too(self, repo, run):
        repo.write("a.dum", "INCLUDE:b.dum\n")
        repo.write("c.dum", "INCLUDE:b.dum\n")
        repo.write("b.dum", "BAD\nBAD\n")
        assert len(run("check", "a.dum", "b.dum", "c.dum", "-q").out.splitlines()) == 2

    def test_its_own_comments_count(self, repo, run):
        repo.write("a.dum", "INCLUDE:b.txt  # prat" + "ique: ignore[bad-word]\n")
        repo.write("b.txt", "BAD\nBAD  # prat" + "ique: ignore[bad-word] -- here\n")
        done = run("check", "a.dum", "-q")
        assert [line.split(": ")[:2] for line in done.out.splitlines()] == [
            ["a.dum:1:18", "unused-suppression"],
            ["b.txt:1:1", "bad-word"],
        ]

    def test_it_is_fixed_only_in_its_own_turn(self, repo, run):
        repo.write("a.dum", "INCLUDE:b.dum\nBAD\n")
        path = repo.write("b.dum", "BAD\n")
        run("check", "a.dum", "--fix")
        assert path.read_text() == "BAD\n"
        run("check", "b.dum", "--fix")
        assert path.read_text() == "good\n"

    def test_nothing_outside_of_the_repository_is_read(self, repo, run, tmp_path, monkeypatch):
        (tmp_path / "secret.txt").write_text("BAD\n")
        os.symlink(tmp_path / "secret.txt", repo.path / "link.txt")
        monkeypatch.setattr(dummy, "_WORD", re.compile(rb"INCLUDE:.+"))
        for name in ("../secret.txt", str(tmp_path / "secret.txt"), "link.txt", "nul\0byte"):
            repo.write("a.dum", f"INCLUDE:{name}\n")
            done = run("check", "a.dum", "--no-cache")
            assert done.code == 2
            assert "which is not there" in done.out

    def test_staged_files_read_along_come_from_the_index(self, repo, run):
        repo.stage("b.txt", "BAD\n")
        repo.commit()
        repo.write("b.txt", "fine\n")
        repo.stage("a.dum", "INCLUDE:b.txt\n")
        assert run("check").code == 1
        assert json.loads(run("check", "--format", "json").out)["findings"][0]["path"] == "b.txt"


def test_comments_are_judged_once_however_many_hooks_read_them(repo, run, monkeypatch, capfdbinary):
    import dataclasses

    from pratique.core import command, room

    other = dataclasses.replace(dummy.HOOK, name="other", options=())
    monkeypatch.setitem(room.ROOMS, "other", dummy.ROOM)
    repo.write("a.dum", "x  # prat" + "ique: ignore[no-rule]\n")
    assert command.check([dummy.HOOK, other], "pratique", ["a.dum", "-q"]) == 1
    assert capfdbinary.readouterr().out.count(b"unknown-suppression") == 1
