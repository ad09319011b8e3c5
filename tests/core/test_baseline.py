"""The file of accepted findings: its text, what it covers, and the command that writes it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique import cli
from pratique.core import baseline
from pratique.core.baseline import Baseline, Entry
from pratique.core.errors import DataError
from pratique.core.finding import Confidence, Excerpt, Finding, Region, Severity
from support import dummy

NAME = ".pratique-baseline.json"
# everything a path from git or a reason may hold; surrogates stand for bytes that are not UTF-8
_text = st.text(st.characters(exclude_categories=()), max_size=12)
_entry = st.builds(Entry, _text, _text, _text, _text, _text)


def made(path="a", rule="bad-word", mark="f", digest=""):
    region, excerpt = Region(1, 1, 1, 2), Excerpt("", 0, 0)
    return Finding(
        "dummy", rule, Severity.LOW, Confidence.LOW, (), "", "", path, region, excerpt, mark, digest=digest
    )  # fmt: skip


class TestFile:
    @given(st.lists(_entry, max_size=5), st.binary(max_size=16))
    def test_round_trip(self, tmp_path_factory, entries, salt):
        place = tmp_path_factory.mktemp("b") / NAME
        text = baseline.dump(Baseline(NAME, salt, tuple(entries)))
        place.write_text(text, encoding="utf-8")
        loaded = baseline.load(str(place), NAME)
        assert (loaded.salt, loaded.entries) == (salt, tuple(sorted(entries)))
        assert baseline.dump(loaded) == text

    def test_its_text(self):
        entries = (Entry("b.py", "r", "f2"), Entry("a.py", "r", "f1", "why", "d"), Entry("a.py", "q", "f3"))
        assert baseline.dump(Baseline(NAME, b"\x01\x02", entries)) == (
            '{\n "version": 1,\n "salt": "0102",\n "entries": [\n'
            '  {"path": "a.py", "rule": "q", "fingerprint": "f3"},\n'
            '  {"path": "a.py", "rule": "r", "fingerprint": "f1", "reason": "why", "digest": "d"},\n'
            '  {"path": "b.py", "rule": "r", "fingerprint": "f2"}\n ]\n}\n'
        )

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            pytest.param(b"", "not a baseline", id="empty"),
            pytest.param(b"\xff\xfe", "not a baseline", id="binary"),
            pytest.param(b"<<<<<<< ours\n{}", "not a baseline", id="conflict"),
            pytest.param(b'{"version": 1, "entries": [', "not a baseline", id="truncated"),
            pytest.param(b"[" * 100_000, "not a baseline", id="nested-without-end"),
            pytest.param(b"[]", "version 1 expected", id="a-list"),
            pytest.param(b'{"version": 2, "entries": []}', "version 1 expected", id="later-version"),
            pytest.param(b'{"version": 1}', "no list of entries", id="no-entries"),
            pytest.param(b'{"version": 1, "salt": "xyz", "entries": []}', "not a baseline", id="salt"),
            pytest.param(b'{"version": 1, "entries": [3]}', "not an object of texts: 3", id="entry"),
            pytest.param(b'{"version": 1, "entries": [{"path": "a"}]}', "has the keys path", id="keys-missing"),
            pytest.param(b'{"version": 1, "entries": [{"path":"a","rule":"r","fingerprint":"f","line":"1"}]}',
                         "has the keys", id="key-unknown"),
            pytest.param(b'{"version": 1, "entries": [{"path":"a","rule":"r","fingerprint":1}]}',
                         "not an object of texts", id="number"),
        ],
    )  # fmt: skip
    def test_damage_is_named(self, tmp_path, content, message):
        (tmp_path / NAME).write_bytes(content)
        with pytest.raises(DataError, match=message) as caught:
            baseline.load(str(tmp_path / NAME), NAME)
        assert str(caught.value).startswith(NAME)
        assert "pratique baseline create" in str(caught.value)

    def test_a_folder_in_its_place(self, tmp_path):
        with pytest.raises(DataError, match="cannot be read"):
            baseline.load(str(tmp_path), NAME)


class TestCover:
    @pytest.mark.parametrize(
        ("entries", "findings", "gone", "covered"),
        [
            pytest.param([("a", "r", "f")], [("a", "r", "f")], "", {0}, id="the-same"),
            pytest.param([("a", "r", "f")], [("a", "r", "g")], "", set(), id="another-line"),
            pytest.param([("a", "r", "f")], [("a", "q", "f")], "", set(), id="another-rule"),
            pytest.param([("a", "r", "f")], [("b", "r", "f")], "", set(), id="copied-to-another-file"),
            pytest.param([("a", "r", "f")], [("b", "r", "f")], "a", {0}, id="moved-to-another-file"),
            pytest.param([("a", "r", "f")], [("b", "r", "f"), ("c", "r", "f")], "a", {0}, id="moved-once-only"),
            pytest.param([("a", "r", "f")], [("a", "r", "f"), ("a", "r", "f")], "", {0}, id="each-covers-one"),
            pytest.param([("a", "r", "f")] * 2, [("a", "r", "f"), ("a", "r", "f")], "", {0, 1}, id="two-cover-two"),
            pytest.param([], [("a", "r", "f")], "", set(), id="empty"),
        ],
    )
    def test_accepted(self, entries, findings, gone, covered):
        held = Baseline(NAME, b"", tuple(Entry(*entry) for entry in entries))
        found = [made(path, rule, mark) for path, rule, mark in findings]
        assert set(baseline.paired(held.entries, found, lambda path: path != gone)) == covered

    def test_another_secret_on_the_same_line_stands(self):
        held = Baseline(NAME, b"s", (Entry("a", "held-key", "f", "", "digest one"),))
        assert baseline.paired(held.entries, [made(rule="held-key", digest="digest one")], lambda p: True) == {0: 0}
        assert baseline.paired(held.entries, [made(rule="held-key", digest="digest two")], lambda p: True) == {}

    def test_update_keeps_reasons_and_drops_what_is_gone(self):
        old = Baseline(NAME, b"salt", (Entry("a", "r", "f", "why"), Entry("b", "r", "g"), Entry("gone", "r", "h")))
        new = baseline.updated(old, [made("a", "r", "f"), made("b", "r", "g"), made("c", "r", "i")], "fresh")
        assert new.salt == b"salt"
        assert new.entries == (Entry("a", "r", "f", "why"), Entry("b", "r", "g"), Entry("c", "r", "i", "fresh"))

    def test_a_moved_entry_keeps_its_reason(self):
        old = Baseline(NAME, b"salt", (Entry("a", "r", "f", "why"),))
        assert baseline.updated(old, [made("b", "r", "f")], "fresh").entries == (Entry("b", "r", "f", "why"),)

    def test_a_new_file_gets_a_salt(self):
        salts = {baseline.updated(Baseline(NAME), [], "").salt for _ in range(3)}
        assert len(salts) == 3
        assert all(len(salt) == 16 for salt in salts)


@pytest.fixture
def umbrella(run, monkeypatch, capfdbinary):
    """The command `pratique` with the dummy hook as its only one."""
    monkeypatch.setattr(cli, "_all", lambda: [dummy.HOOK])

    def call(*arguments):
        capfdbinary.readouterr()
        code = cli.main(list(arguments))
        out, err = (text.decode() for text in capfdbinary.readouterr())
        return code, out, err

    return call


class TestCommand:
    def test_create_accept_and_update(self, repo, run, umbrella):
        repo.stage("a.dum", "BAD\nBAD\nWORSE\n")
        assert run("check", "--all-files").code == 1
        code, out, _ = umbrella("baseline", "create", "--reason", "before us")
        assert (code, out) == (0, f"{NAME}: 3 findings accepted (0 entries dropped)\n")
        entries = json.loads((repo.path / NAME).read_text())["entries"]
        assert [(e["path"], e["rule"], e["reason"]) for e in entries] == [
            ("a.dum", "bad-word", "before us"),
            ("a.dum", "bad-word", "before us"),
            ("a.dum", "worse-word", "before us"),
        ]
        done = run("check", "--all-files")
        assert done.code == 0
        assert "3 accepted by the baseline" in done.err
        # lines shift, a file moves: still accepted; one more of the same is not
        repo.stage("a.dum", "\n\nBAD\n   BAD\nWORSE\n")
        assert run("check", "a.dum").code == 0
        repo.git("mv", "a.dum", "b.dum")
        assert run("check", "b.dum").code == 0
        repo.stage("b.dum", "BAD\nBAD\nBAD\nWORSE\n")
        assert run("check", "b.dum", "-q").out.count("bad-word") == 1
        code, out, _ = umbrella("baseline", "update")
        assert code == 0
        assert out.startswith(f"{NAME}: 4 findings accepted")
        assert run("check", "b.dum").code == 0
        repo.stage("b.dum", "WORSE\n")
        umbrella("baseline", "update")
        (entry,) = json.loads((repo.path / NAME).read_text())["entries"]
        assert (entry["path"], entry["reason"]) == ("b.dum", "before us")

    def test_text_is_stable(self, repo, umbrella):
        repo.stage("b.dum", "BAD\n")
        repo.stage("a.dum", "BAD\nWORSE\n")
        umbrella("baseline", "create")
        first = (repo.path / NAME).read_bytes()
        umbrella("baseline", "update")
        assert (repo.path / NAME).read_bytes() == first
        assert b"line" not in first

    def test_another_key_on_the_accepted_line_is_found(self, repo, run, umbrella):
        repo.stage("a.dum", "HELD=" + "first1\n")
        umbrella("baseline", "create")
        text = (repo.path / NAME).read_text()
        assert "first1" not in text
        assert json.loads(text)["entries"][0]["digest"]
        assert run("check", "a.dum").code == 0
        repo.write("a.dum", "HELD=" + "second2\n")
        assert run("check", "a.dum").code == 1

    def test_accepted_findings_are_not_fixed(self, repo, run, umbrella):
        repo.stage("a.dum", "BAD\n")
        umbrella("baseline", "create")
        assert run("check", "a.dum", "--fix").code == 0
        assert (repo.path / "a.dum").read_text() == "BAD\n"

    def test_a_hook_neither_writes_nor_scans_it(self, repo, run, umbrella):
        repo.write("pratique.toml", 'baseline = "accepted.dum"\n')
        repo.stage("accepted.dum", baseline.dump(Baseline("x", b"", (Entry("BAD", "WORSE", "f"),))))
        before = (repo.path / "accepted.dum").read_bytes()
        repo.stage("a.dum", "BAD\n")
        done = run("check", "--all-files", "--fix")
        assert "accepted.dum" not in done.out
        assert (repo.path / "accepted.dum").read_bytes() == before

    @pytest.mark.parametrize(
        ("action", "exists", "message"),
        [
            pytest.param("create", True, "it exists; use `baseline update`", id="create-over-one"),
            pytest.param("update", False, "there is none; use `baseline create`", id="update-without-one"),
        ],
    )
    def test_create_and_update_do_not_stand_in_for_each_other(self, repo, umbrella, action, exists, message):
        if exists:
            repo.write(NAME, baseline.dump(Baseline(NAME)))
        code, _, err = umbrella("baseline", action)
        assert code == 2
        assert message in err

    def test_nothing_is_written_before_git_tracks_a_file(self, repo, umbrella):
        repo.write("a.dum", "BAD\n")
        code, _, err = umbrella("baseline", "create")
        assert code == 2
        assert "git add" in err
        assert not (repo.path / NAME).exists()
        repo.stage("a.dum", "BAD\n")
        assert umbrella("baseline", "create")[0] == 0

    def test_nothing_is_written_when_something_was_not_checked(self, repo, umbrella):
        repo.stage("a.dum", "BAD\n")
        repo.stage("b.dum", "CRASH\n")
        code, _, err = umbrella("baseline", "create")
        assert code == 2
        assert "was not written, 1 file could not be checked: b.dum: crashed" in err
        assert not (repo.path / NAME).exists()

    def test_damaged_file_stops_the_check_and_is_left_alone(self, repo, run, umbrella):
        repo.stage("a.dum", "fine\n")
        repo.write(NAME, "{")
        assert run("check", "a.dum").code == 2
        assert umbrella("baseline", "update")[0] == 2
        assert (repo.path / NAME).read_text() == "{"

    def test_switched_off(self, repo, run, umbrella):
        repo.write("pratique.toml", 'baseline = ""\n')
        repo.stage("a.dum", "BAD\n")
        code, _, err = umbrella("baseline", "create")
        assert (code, "the setting baseline is empty" in err) == (2, True)
        assert run("check", "a.dum").code == 1

    def test_folder_that_is_not_there(self, repo, umbrella):
        repo.write("pratique.toml", 'baseline = "no/where.json"\n')
        repo.stage("a.dum", "BAD\n")
        code, _, err = umbrella("baseline", "create")
        assert (code, "cannot be written: No such file" in err) == (2, True)
