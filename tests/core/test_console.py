"""What every command does the same way: errors, colours, progress, odd streams."""

from __future__ import annotations

import io
import os
import sys

import pytest

from pratique.core import console, places, terminal
from pratique.core.errors import OutputError, UsageError


class Stream(io.TextIOWrapper):
    """A text stream over bytes in memory; a terminal when asked for one."""

    def __init__(self, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding="ascii")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    @property
    def written(self) -> bytes:
        self.flush()
        return self.buffer.getvalue()  # type: ignore[attr-defined]


class TestGuarded:
    @pytest.mark.parametrize(
        ("error", "code", "said"),
        [
            pytest.param(UsageError("not so"), 2, "prog: error: not so\n", id="expected"),
            pytest.param(UsageError("first\nsecond \x1b[2J"), 2, "prog: error: first\nsecond \\x1b[2J\n", id="lines"),
            pytest.param(ValueError("odd"), 2, "prog: error: crashed at test_console.py:", id="crash"),
            pytest.param(RecursionError(), 2, "RecursionError", id="recursion"),
            pytest.param(MemoryError(), 2, "MemoryError", id="memory"),
            pytest.param(SystemExit(2), 2, "", id="argparse"),
            pytest.param(SystemExit(0), 0, "", id="help"),
            pytest.param(SystemExit("words"), 2, "", id="exit-with-words"),
            pytest.param(KeyboardInterrupt(), 130, "", id="interrupted"),
        ],
    )
    def test_errors(self, error, code, said, capfd):
        def fails(arguments):
            raise error

        assert console.guarded("prog", [], fails) == code
        out, err = capfd.readouterr()
        assert out == ""
        assert said in err
        assert "Traceback" not in err

    def test_a_crash_shows_no_secret(self, capfd):
        key = "gh" + "p_" + "aB3dE5gH7j" * 4

        def fails(arguments):
            raise ValueError(f"cannot read {key!r} \x1b[2J")

        console.guarded("prog", [], fails)
        err = capfd.readouterr().err
        assert key not in err
        assert "\x1b" not in err

    def test_arguments_of_the_process(self, monkeypatch):
        monkeypatch.setattr(sys, "argv", ["prog", "a", "b"])
        assert console.guarded("prog", None, lambda arguments: len(arguments) * 10) == 20

    def test_usage_errors_point_to_the_help(self, capfd):
        with pytest.raises(SystemExit):
            console.Parser(prog="prog").parse_args(["--no\x1bthing"])
        assert capfd.readouterr().err == "prog: error: unrecognized arguments: --no\\x1bthing\ntry: prog --help\n"


class TestPut:
    def test_any_text_on_any_terminal(self):
        stream = Stream()
        terminal.put(stream, "é 名 \udce9\n")
        assert stream.written == "é 名 ".encode() + b"\\udce9\n"

    def test_bytes_as_they_are(self):
        stream = Stream()
        terminal.put(stream, b"\xff\r\n")
        assert stream.written == b"\xff\r\n"

    def test_closed_from_the_start(self):
        terminal.put(None, "x")  # nothing to say it to, nothing to fail

    def test_lost_output_is_an_error(self):
        with open("/dev/full", "w") as stream, pytest.raises(OutputError, match="No space left"):
            terminal.put(stream, "x")


class TestProgress:
    @pytest.fixture
    def shown(self, monkeypatch):
        def call(total, is_terminal=True):
            stream = Stream(is_terminal)
            monkeypatch.setattr(sys, "stderr", stream)
            for done in range(total + 1):
                terminal.progress(done, total)
            return stream.written.decode("ascii")

        return call

    def test_long_work_on_a_terminal(self, shown):
        text = shown(400)
        assert "200/400" in text
        assert text.endswith("\r\x1b[K")  # and it leaves no trace

    def test_short_work(self, shown):
        assert shown(50) == ""

    def test_nobody_watches(self, shown):
        assert shown(400, is_terminal=False) == ""


class TestPlaces:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            pytest.param("/x/cache", "/x/cache/pratique", id="set"),
            pytest.param("", "/home/ada/.cache/pratique", id="empty"),
            pytest.param("relative", "/home/ada/.cache/pratique", id="relative-is-ignored"),
        ],
    )
    def test_cache_folder(self, monkeypatch, value, expected):
        monkeypatch.setenv("HOME", "/home/ada")
        monkeypatch.setenv("XDG_CACHE_HOME", value)
        assert places.cache_folder() == expected

    def test_git_dir(self, repo, tmp_path):
        assert places.git_dir(str(repo.path)) == str(repo.path / ".git")
        assert places.git_dir(str(tmp_path)) is None
        repo.commit()
        repo.git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "topic")
        found = places.git_dir(str(tmp_path / "tree"))
        assert found == os.path.realpath(repo.path / ".git" / "worktrees" / "tree")

    def test_git_file_that_points_nowhere(self, tmp_path):
        (tmp_path / ".git").write_text("something else\n")
        assert places.git_dir(str(tmp_path)) is None
