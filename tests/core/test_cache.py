"""Results of earlier runs: when they hold, and that losing them costs nothing but time."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys

import pytest

from pratique.core import cache
from pratique.core.finding import Notice
from support import dummy

PLACE = "pratique/results.sqlite"


@pytest.fixture
def database():
    return os.path.join(os.environ["XDG_CACHE_HOME"], PLACE)


class TestRuns:
    def test_second_run_does_not_check_again_and_says_the_same(self, repo, run):
        repo.write("a.dum", "BAD WORSE\nHELD=abc123 NOTICE\n")
        first = run("check", "a.dum", "--format", "json")
        assert dummy.checked == ["a.dum"]
        assert run("check", "a.dum", "--format", "json") == first
        assert dummy.checked == ["a.dum"]

    def test_no_cache_checks_again_and_keeps_nothing(self, repo, run, database):
        repo.write("a.dum", "BAD\n")
        run("check", "a.dum", "--no-cache")
        run("check", "a.dum", "--no-cache")
        assert dummy.checked == ["a.dum", "a.dum"]
        assert not os.path.exists(database)

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param(lambda repo: repo.write("a.dum", "BAD \n"), id="content"),
            pytest.param(lambda repo: repo.write("pratique.toml", "[dummy]\ndepth = 9\n"), id="settings-of-the-hook"),
            pytest.param(lambda repo: repo.write("pratique.toml", 'profile = "pedantic"\n'), id="profile"),
        ],
    )
    def test_checked_again_after_a_change(self, repo, run, change, monkeypatch):
        monkeypatch.setattr("pratique.core.settings.SECTIONS", ("dummy",))
        repo.write("a.dum", "BAD\n")
        run("check", "a.dum")
        change(repo)
        run("check", "a.dum")
        assert dummy.checked == ["a.dum", "a.dum"]

    def test_same_content_elsewhere_is_another_file(self, repo, run):
        repo.write("a.dum", "BAD\n")
        repo.write("b.dum", "BAD\n")
        assert run("check", "a.dum", "-q").out.startswith("a.dum")
        assert run("check", "b.dum", "-q").out.startswith("b.dum")

    def test_files_that_were_read_along_count(self, repo, run):
        repo.write("a.dum", "INCLUDE:b.txt\n")
        repo.write("b.txt", "fine\n")
        assert run("check", "a.dum").code == 0
        assert run("check", "a.dum").code == 0
        assert dummy.checked == ["a.dum"]
        repo.write("b.txt", "BAD\n")
        assert run("check", "a.dum").code == 1
        assert dummy.checked == ["a.dum", "a.dum"]

    def test_a_file_that_was_missing_and_came(self, repo, run):
        repo.write("a.dum", "INCLUDE:b.txt\n")
        assert run("check", "a.dum").code == 2
        repo.write("b.txt", "fine\n")
        assert run("check", "a.dum").code == 0

    def test_problems_are_not_kept(self, repo, run):
        repo.write("a.dum", "PROBLEM\n")
        assert run("check", "a.dum").code == 2
        assert run("check", "a.dum").code == 2
        assert dummy.checked == ["a.dum", "a.dum"]

    def test_what_the_user_decides_comes_after(self, repo, run):
        repo.write("a.dum", "BAD\n")
        assert run("check", "a.dum").code == 1
        repo.write("pratique.toml", '[per-path]\n"a.dum" = ["bad-word"]\n')
        assert run("check", "a.dum").code == 0
        assert dummy.checked == ["a.dum"]

    def test_clean_files_are_not_kept(self, repo, run, database):
        repo.write("a.dum", "fine\n")
        run("check", "a.dum")
        assert not os.path.exists(database)

    def test_no_secret_reaches_the_disk(self, repo, run, database):
        value = "abc123" + "def456"
        repo.write("a.dum", f"HELD={value}\nBAD = HELD={value}\n")
        run("check", "a.dum")
        with open(database, "rb") as file:
            content = file.read()
        assert b"held-key" in content
        assert value.encode() not in content

    def test_no_secret_in_a_fix_reaches_the_disk(self, repo, run, database, monkeypatch):
        from pratique.core.finding import Edit, Fix

        key = "gh" + "p_" + "aB3dE5gH7j" * 4
        monkeypatch.setattr(dummy, "_fix", lambda name, start, end: Fix("t", True, (Edit(0, 1, f"x({key!r})"),)))
        repo.write("a.dum", "BAD\n")
        run("check", "a.dum")
        with open(database, "rb") as file:
            assert key.encode() not in file.read()

    @pytest.mark.parametrize(
        "damage",
        [
            pytest.param(b"this is not a database, whatever its name says" * 100, id="not-a-database"),
            pytest.param(b"", id="empty"),
        ],
    )
    def test_damaged_database(self, repo, run, database, damage):
        repo.write("a.dum", "BAD\n")
        run("check", "a.dum")
        with open(database, "wb") as file:
            file.write(damage)
        assert run("check", "a.dum").code == 1
        assert run("check", "a.dum").code == 1
        dummy.checked.clear()
        assert run("check", "a.dum").code == 1
        assert dummy.checked == []  # it was made anew

    def test_database_damaged_inside(self, repo, run, database):
        repo.write("a.dum", "BAD\n" * 200)
        run("check", "a.dum")
        size = os.path.getsize(database)
        with open(database, "r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (size - 4096))
        for _ in range(3):
            assert run("check", "a.dum", "-q").out.count("bad-word") == 200
        dummy.checked.clear()
        run("check", "a.dum")
        assert dummy.checked == []

    def test_entry_of_another_form(self, repo, run, database):
        repo.write("a.dum", "BAD\n")
        run("check", "a.dum")
        with sqlite3.connect(database) as connection:
            connection.execute('UPDATE results SET outcomes = \'[{"kind": "Finding"}]\'')
        connection.close()
        assert run("check", "a.dum").code == 1

    @pytest.mark.parametrize("home", ["/dev/null/x", "/proc/none"], ids=["not-a-folder", "read-only"])
    def test_no_place_for_it(self, repo, run, monkeypatch, home):
        monkeypatch.setenv("XDG_CACHE_HOME", home)
        repo.write("a.dum", "BAD\n")
        done = run("check", "a.dum")
        assert done.code == 1
        assert "error" not in done.err

    def test_locked_by_another_process(self, repo, run, database, monkeypatch):
        monkeypatch.setattr(cache, "_BUSY_SECONDS", 0.01)
        repo.write("a.dum", "BAD\n")
        run("check", "a.dum")
        other = sqlite3.connect(database)
        other.execute("BEGIN EXCLUSIVE")
        try:
            assert run("check", "a.dum").code == 1
        finally:
            other.rollback()
            other.close()
        dummy.checked.clear()
        run("check", "a.dum")
        assert dummy.checked == []  # what was there is still there

    def test_written_even_when_the_run_is_interrupted(self, repo, run):
        repo.write("a.dum", "BAD\n")
        repo.write("b.dum", "STOP\n")
        assert run("check", "a.dum", "b.dum").code == 130
        dummy.checked.clear()
        run("check", "a.dum")
        assert dummy.checked == []


class TestStore:
    def test_keys_tell_their_parts_apart(self):
        assert cache.key("ab", "c") != cache.key("a", "bc")
        assert cache.key("a") != cache.key("a", "")

    def test_keys_change_with_our_own_code(self, tmp_path):
        (tmp_path / "rule.py").write_text("x")
        before = cache.code_stamp(str(tmp_path))
        cache.code_stamp.cache_clear()
        (tmp_path / "rule.py").write_text("xy")
        assert cache.code_stamp(str(tmp_path)) != before

    def test_number_of_entries_is_bounded(self, tmp_path, monkeypatch):
        monkeypatch.setattr(cache, "_LIMIT", 10)
        path = str(tmp_path / "db")
        for number in range(30):
            store = cache.Cache(path)
            store.put(str(number).encode(), {}, [Notice("x")])
            store.close()
        store = cache.Cache(path)
        kept = [number for number in range(30) if store.get(str(number).encode(), lambda p: None) is not None]
        store.close()
        assert kept == list(range(20, 30))

    def test_size_is_bounded(self, tmp_path, monkeypatch):
        monkeypatch.setattr(cache, "_BYTES", 200_000)
        path = str(tmp_path / "db")
        for number in range(40):
            store = cache.Cache(path)
            store.put(str(number).encode(), {}, [Notice("x" * 20_000)])
            store.close()
        assert os.path.getsize(path) < 400_000
        store = cache.Cache(path)
        assert store.get(b"39", lambda p: None) == [Notice("x" * 20_000)]
        store.close()

    def test_two_processes_at_once(self, tmp_path):
        path = str(tmp_path / "db")
        program = (
            "import sys; from pratique.core import cache; from pratique.core.finding import Notice\n"
            "for number in range(40):\n"
            "    store = cache.Cache(sys.argv[1])\n"
            "    store.put(f'{sys.argv[2]}{number}'.encode(), {}, [Notice('x')])\n"
            "    assert store.get(b'none', lambda p: None) is None\n"
            "    store.close()\n"
        )
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        both = [
            subprocess.Popen([sys.executable, "-c", program, path, name], env=environment, stderr=subprocess.PIPE)
            for name in ("a", "b")
        ]
        assert [(process.communicate()[1], process.returncode) for process in both] == [(b"", 0), (b"", 0)]
        connection = sqlite3.connect(path)
        (count,) = connection.execute("SELECT count(*) FROM results").fetchone()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()
        assert count >= 40  # a writer that finds it locked for half a second may give up; none is damaged

    def test_others_cannot_look_into_it(self, repo, run, database):
        repo.write("a.dum", "BAD\n")
        run("check", "a.dum")
        assert os.stat(os.path.dirname(database)).st_mode & 0o077 == 0
