"""Which lines an assistant wrote, and what the settings make of it."""

from __future__ import annotations

import hashlib
import json

import pytest

from pratique import cli
from pratique.core import attribution
from pratique.core.finding import Region
from support import dummy

PLACE = ".git/pratique/attribution.json"


@pytest.fixture
def note(repo):
    """note({"a.dum": [[1, 2, "ai"]]}) writes the file for the content on disk."""

    def write(files, folder=".git"):
        entries = {
            path: {"sha256": hashlib.sha256((repo.path / path).read_bytes()).hexdigest(), "lines": lines}
            for path, lines in files.items()
        }
        repo.write(f"{folder}/pratique/attribution.json", json.dumps({"version": 1, "files": entries}))

    return write


@pytest.fixture
def findings(repo, run):
    def call(*arguments):
        done = run("check", "a.dum", "--format", "json", *arguments)
        return [(f["severity"], f.get("attribution", "")) for f in json.loads(done.out)["findings"]]

    return call


@pytest.mark.parametrize(
    ("lines", "region", "kind"),
    [
        pytest.param([[1, 3, "ai"]], (2, 1, 2, 4), "ai", id="within"),
        pytest.param([[1, 3, "ai"]], (3, 1, 5, 1), "ai", id="overlapping"),
        pytest.param([[1, 3, "ai"]], (4, 1, 4, 2), "", id="behind"),
        pytest.param([[3, 3, "ai"]], (2, 1, 3, 1), "", id="ends-with-its-newline"),
        pytest.param([[1, 1, "unknown"], [2, 2, "mixed"]], (1, 1, 2, 2), "mixed", id="the-strongest"),
        pytest.param([[1, 9, "mixed"], [2, 2, "ai"]], (1, 1, 2, 2), "ai", id="ai-is-stronger-than-mixed"),
    ],
)
def test_kind_of_a_region(lines, region, kind):
    assert attribution.Lines("", tuple(map(tuple, lines))).kind(Region(*region)) == kind


class TestUse:
    def test_lines_are_marked(self, repo, findings, note):
        repo.write("a.dum", "BAD\nBAD\n")
        note({"a.dum": [[2, 2, "ai"]]})
        assert findings() == [("medium", ""), ("medium", "ai")]

    def test_only_where_the_hash_fits(self, repo, findings, note):
        repo.write("a.dum", "BAD\n")
        note({"a.dum": [[1, 1, "ai"]]})
        repo.write("a.dum", "BAD \n")
        assert findings() == [("medium", "")]

    def test_staged_content_is_what_counts(self, repo, run, note):
        repo.stage("a.dum", "BAD\n")
        note({"a.dum": [[1, 1, "ai"]]})
        repo.write("a.dum", "edited since\n")
        assert "written by an assistant (ai)" in run("check").out

    def test_in_a_worktree(self, repo, findings, note, tmp_path, monkeypatch):
        repo.stage("a.dum", "BAD\n")
        repo.commit()
        repo.git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "topic")
        note({"a.dum": [[1, 1, "ai"]]}, ".git/worktrees/tree")
        monkeypatch.chdir(tmp_path / "tree")
        assert findings() == [("medium", "ai")]

    @pytest.mark.parametrize(
        ("kind", "severities"),
        [
            pytest.param("ai", ["high", "critical"], id="ai"),
            pytest.param("mixed", ["high", "critical"], id="mixed"),
            pytest.param("unknown", ["medium", "high"], id="unknown-is-not-an-assistant"),
        ],
    )
    def test_raise_severity(self, repo, findings, note, kind, severities):
        repo.write("pratique.toml", 'ai-lines = ["raise-severity"]\n')
        repo.write("a.dum", "BAD\nWORSE\n")
        note({"a.dum": [[1, 2, kind]]})
        assert [severity for severity, _ in findings()] == severities

    def test_raised_severity_can_stop_a_commit(self, repo, run, note):
        repo.write("pratique.toml", 'fail-on = "high"\n')
        repo.write("a.dum", "BAD\n")
        note({"a.dum": [[1, 1, "ai"]]})
        assert run("check", "a.dum").code == 0
        repo.write("pratique.toml", 'fail-on = "high"\nai-lines = ["raise-severity"]\n')
        assert run("check", "a.dum").code == 1

    def test_require_reason(self, repo, run, note):
        repo.write("pratique.toml", 'ai-lines = ["require-reason"]\n')
        comment = "# prat" + "ique: ignore[bad-word]"
        repo.write("a.dum", f"BAD {comment}\nBAD {comment}\nBAD {comment} -- why\n")
        note({"a.dum": [[2, 3, "ai"]]})
        done = run("check", "a.dum", "-q")
        assert [line.split(":")[1] for line in done.out.splitlines()] == ["2"]

    def test_skip_baseline(self, repo, run, note, monkeypatch):
        monkeypatch.setattr(cli, "_all", lambda: [dummy.HOOK])
        repo.stage("a.dum", "BAD\nBAD\n")
        assert cli.main(["baseline", "create"]) == 0
        note({"a.dum": [[2, 2, "ai"]]})
        assert run("check", "a.dum").code == 0
        repo.write("pratique.toml", 'ai-lines = ["skip-baseline"]\n')
        assert run("check", "a.dum", "-q").out.startswith("a.dum:2:1: bad-word")

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param(b"", id="empty"),
            pytest.param(b"{", id="truncated"),
            pytest.param(b"\xff", id="not-utf-8"),
            pytest.param(b"[" * 100_000, id="nested-without-end"),
            pytest.param(b"[]", id="a-list"),
            pytest.param(b'{"version": 2, "files": {}}', id="later-version"),
            pytest.param(b'{"version": 1, "files": []}', id="files-a-list"),
            pytest.param(b'{"version": 1, "files": {"a.dum": {"sha256": "x"}}}', id="no-lines"),
            pytest.param(b'{"version": 1, "files": {"a.dum": {"sha256": "x", "lines": [[1, 2]]}}}', id="short-range"),
            pytest.param(b'{"version": 1, "files": {"a.dum": {"sha256": "x", "lines": [[1, 2, "me"]]}}}', id="kind"),
        ],
    )
    def test_damage_means_that_nothing_is_known(self, repo, findings, content):
        repo.write("a.dum", "BAD\n")
        repo.write(PLACE, content)
        assert findings() == [("medium", "")]
