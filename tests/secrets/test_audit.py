"""`pratique-secrets audit`: by hand, without a terminal, and from a baseline of detect-secrets."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random

import pytest

from pratique import cli
from pratique.secrets.hook import main
from support.tokens import TOKENS, password, private_key, sample

TOKEN, OTHER = (sample(TOKENS[0][2], seed) for seed in (31, 32))
WORD = next(word for word in (password(random.Random(seed)) for seed in range(50, 99)) if word.isascii())
NAME = ".pratique-baseline.json"


def audit(capfd, *arguments: str) -> tuple[int, str, str]:
    code = main(["audit", *arguments])
    out, err = capfd.readouterr()
    for value in (TOKEN, OTHER, WORD):
        assert value not in out + err
        assert value[8:] not in out + err
    return code, out, err


def entries(repo) -> list[dict[str, str]]:
    text = (repo.path / NAME).read_text()
    assert not any(value in text for value in (TOKEN, OTHER, WORD))
    return [entry for entry in json.loads(text)["entries"] if "digest" in entry]  # the linter's have none


@pytest.fixture
def accepted(repo, capfd):
    """A repository with a token and a password, both accepted and neither audited."""
    repo.stage("app.py", f'a = 1\nkey = "{TOKEN}"\n')
    repo.stage("db.py", f'db_password = "{WORD}"\n')
    assert cli.main(["baseline", "create", "--reason", "before pratique"]) == 0
    capfd.readouterr()
    return repo


class TestWithoutTerminal:
    def test_the_list(self, accepted, capfd):
        code, out, _ = audit(capfd, "--list")
        assert code == 1
        assert "app.py:2: github-token: not audited -- before pratique" in out
        assert "db.py:1: generic-secret: not audited" in out
        assert out.endswith("2 entries: 2 not audited\n")

    def test_the_list_as_json(self, accepted, capfd):
        first, second = json.loads(audit(capfd, "--list", "--format", "json")[1])["entries"]
        assert (first["path"], first["line"], first["rule"]) == ("app.py", 2, "github-token")
        assert (first["verdict"], first["stale"], first["reason"]) == ("", False, "before pratique")
        assert len({first["id"], second["id"]}) == 2

    @pytest.mark.parametrize("by", ["id", "place", "rule"])
    def test_marking(self, accepted, capfd, by):
        found = json.loads(audit(capfd, "--list", "--format", "json")[1])["entries"][0]
        name = {"id": found["id"], "place": "./app.py:2", "rule": "github-token"}[by]
        assert audit(capfd, "--mark", "false-positive", "--reason", "revoked in May", name)[0] == 0
        first, second = entries(accepted)
        assert (first["verdict"], first["reason"]) == ("false-positive", "revoked in May")
        assert "verdict" not in second
        assert main(["check", "--all-files"]) == 0  # what is accepted stays accepted
        capfd.readouterr()

    def test_all_settled(self, accepted, capfd):
        assert (
            audit(capfd, "--mark", "false-positive", "--reason", "a sample", "github-token", "generic-secret")[0] == 0
        )
        code, out, _ = audit(capfd, "--list")
        assert (code, out.endswith("2 entries: 2 false-positive\n")) == (0, True)
        assert audit(capfd, "--mark", "real", "db.py:1")[0] == 0
        assert audit(capfd, "--list")[0] == 1

    def test_the_verdict_outlives_an_update(self, accepted, capfd):
        audit(capfd, "--mark", "false-positive", "--reason", "a sample", "github-token")
        accepted.stage("app.py", f'# more\na = 1\nkey = "{TOKEN}"\n')
        assert cli.main(["baseline", "update"]) == 0
        assert entries(accepted)[0]["verdict"] == "false-positive"

    def test_a_moved_file_keeps_its_entry(self, accepted, capfd):
        accepted.git("mv", "app.py", "moved.py")
        assert "moved.py:2: github-token: not audited" in audit(capfd, "--list")[1]

    def test_stale_entries_are_told_and_dropped_on_request(self, accepted, capfd):
        accepted.stage("app.py", "a = 1\n")
        code, out, _ = audit(capfd, "--list")
        assert code == 1
        assert "app.py: github-token: stale" in out
        assert audit(capfd, "--prune")[1] == f"{NAME}: 1 dropped\n"
        assert [entry["rule"] for entry in entries(accepted)] == ["generic-secret"]

    def test_a_new_value_on_the_same_line_is_not_what_was_accepted(self, accepted, capfd):
        accepted.stage("app.py", f'a = 1\nkey = "{OTHER}"\n')
        assert "app.py: github-token: stale" in audit(capfd, "--list")[1]

    def test_entries_of_other_hooks_stay(self, accepted, capfd):
        accepted.stage("load.py", "import yaml\nyaml.load(x)\n")
        cli.main(["baseline", "update"])
        capfd.readouterr()
        accepted.stage("app.py", "a = 1\n")
        audit(capfd, "--prune")
        assert [entry["rule"] for entry in entries(accepted)] == ["generic-secret"]
        assert "yaml-unsafe-load" in (accepted.path / NAME).read_text()

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            pytest.param(["--mark", "real", "nothing"], "'nothing' is no entry", id="unknown-entry"),
            pytest.param(["--mark", "real", "app.py:3"], "'app.py:3' is no entry", id="other-line"),
            pytest.param(["--mark", "real"], "go together", id="no-entry"),
            pytest.param(["github-token"], "go together", id="no-verdict"),
            pytest.param(["--mark", "perhaps", "x"], "invalid choice", id="unknown-verdict"),
            pytest.param(["--list", "--prune"], "exclude each other", id="two-verbs"),
            pytest.param(["--prune", "--format", "json"], "--format belongs to --list", id="format"),
            pytest.param(["--prune", "--reason", "x"], "--reason belongs to --mark and --import", id="reason"),
            pytest.param([], "no terminal", id="no-terminal"),
            pytest.param(["--import", "nowhere"], "cannot be read", id="no-import"),
            pytest.param(
                ["--mark", "real", "--reason", f"it is {TOKEN}", "app.py:2"], "seems to hold", id="a-key-as-reason"
            ),
        ],
    )
    def test_what_makes_no_sense_changes_nothing(self, accepted, capfd, monkeypatch, arguments, says):
        before = (accepted.path / NAME).read_bytes()
        monkeypatch.setattr("sys.stdin", io.StringIO())
        code, _, err = audit(capfd, *arguments)
        assert code == 2
        assert says in err
        assert (accepted.path / NAME).read_bytes() == before

    @pytest.mark.parametrize("damage", [b"", b"{", b'{"version": 1, "entries": [{"path": 1}]}'])
    def test_a_damaged_baseline_is_left_as_it_is(self, accepted, capfd, damage):
        accepted.write(NAME, damage)
        assert audit(capfd, "--mark", "real", "app.py:2")[0] == 2
        assert (accepted.path / NAME).read_bytes() == damage

    def test_a_file_that_cannot_be_read_keeps_its_entry(self, accepted, capfd):
        (accepted.path / "db.py").unlink()
        (accepted.path / "db.py").mkdir()
        before = (accepted.path / NAME).read_bytes()
        assert audit(capfd, "--prune")[0] == 2
        assert (accepted.path / NAME).read_bytes() == before

    def test_without_a_baseline(self, repo, capfd):
        assert "baseline create" in audit(capfd, "--list")[2]


class TestReasons:
    def test_an_update_with_a_reason_gives_it_to_who_has_none(self, accepted, capfd):
        place = accepted.path / NAME
        place.write_text(place.read_text().replace(', "reason": "before pratique"', ""))
        assert cli.main(["baseline", "update", "--reason", "revoked"]) == 0
        assert {entry["rule"]: entry.get("reason", "") for entry in entries(accepted)} == {
            "github-token": "revoked",
            "generic-secret": "",
        }

    def test_a_providers_key_is_not_accepted_without_a_reason(self, repo, capfd):
        repo.stage("app.py", f'key = "{TOKEN}"\n')
        assert cli.main(["baseline", "create"]) == 2
        assert "app.py: github-token" in capfd.readouterr().err
        assert not (repo.path / NAME).exists()

    def test_a_password_is(self, repo, capfd):
        repo.stage("db.py", f'db_password = "{WORD}"\n')
        assert cli.main(["baseline", "create"]) == 0

    def test_an_entry_whose_reason_was_taken_out_by_hand_is_refused(self, accepted, capfd):
        place = accepted.path / NAME
        place.write_text(place.read_text().replace(', "reason": "before pratique"', ""))
        assert main(["check", "--all-files"]) == 2
        assert "app.py: github-token" in capfd.readouterr().err
        assert cli.main(["baseline", "update"]) == 2
        capfd.readouterr()
        code, _, err = audit(capfd, "--mark", "false-positive", "github-token")
        assert (code, "without a reason" in err) == (2, True)
        assert audit(capfd, "--mark", "false-positive", "--reason", "a sample", "github-token")[0] == 0
        assert main(["check", "--all-files"]) == 0
        capfd.readouterr()


@pytest.mark.parametrize(
    ("typed", "verdicts", "code"),
    [
        pytest.param("f\na sample\nr\nto be changed\n", ["false-positive", "real"], 0, id="both"),
        pytest.param("s\nf\n\n", [None, "false-positive"], 1, id="skip"),
        pytest.param("x\n\nF\na sample\nq\n", ["false-positive", None], 1, id="unknown-keys-and-quit"),
        pytest.param(f"f\n{OTHER}\na sample\nq\n", ["false-positive", None], 1, id="a-key-as-reason"),
        pytest.param("\x04", [None, None], 1, id="end-of-input"),
    ],
)
def test_the_dialogue(accepted, capfd, monkeypatch, typed, verdicts, code):
    terminal, side = os.openpty()
    os.write(terminal, typed.encode())
    with os.fdopen(side, "r") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        got = main(["audit"])
        out, err = capfd.readouterr()
    os.close(terminal)
    assert got == code
    assert "[1/2] app.py:2: github-token [critical]" in out
    assert 'key = "ghp_***"' in out
    assert TOKEN not in out + err
    assert [entry.get("verdict") for entry in entries(accepted)] == verdicts


class TestImport:
    def old(self, repo, results: dict[str, list[dict[str, object]]]) -> None:
        document = {"version": "1.5.0", "plugins_used": [], "filters_used": [], "results": results}
        repo.write(".secrets.baseline", json.dumps(document))

    def entry(self, path: str, value: str, **more: object) -> dict[str, object]:
        hashed = hashlib.sha1(value.encode(), usedforsecurity=False).hexdigest()
        return {
            "type": "any",
            "filename": path,
            "hashed_secret": hashed,
            "is_verified": False,
            "line_number": 1,
            **more,
        }

    def test_verdicts_are_kept_and_stale_hashes_left(self, repo, capfd):
        repo.stage("app.py", f'key = "{TOKEN}"\n')
        repo.stage("db.py", f'db_password = "{WORD}"\nname = "something-else"\n')
        old = {
            "app.py": [self.entry("app.py", TOKEN, is_secret=False), self.entry("app.py", "gone", is_secret=True)],
            "./db.py": [self.entry("db.py", WORD, is_secret=True), self.entry("db.py", "something-else")],
            "lost.py": [self.entry("lost.py", OTHER)],
        }
        self.old(repo, old)
        code, out, _ = audit(capfd, "--import", ".secrets.baseline")
        assert code == 0
        assert "2 taken over" in out
        assert "1 need no entry here, 2 not found any more" in out
        assert "not found any more: lost.py: any\n" in out
        first, second = entries(repo)
        assert (first["rule"], first["verdict"]) == ("github-token", "false-positive")
        assert (second["rule"], second["verdict"]) == ("generic-secret", "real")
        assert main(["check", "app.py", "db.py"]) == 0
        capfd.readouterr()
        assert "0 taken over" in audit(capfd, "--import", ".secrets.baseline")[1]
        assert entries(repo) == [first, second]

    def test_the_graver_of_two_verdicts_counts(self, repo, capfd):
        repo.stage("app.py", f'password = "{WORD}"\n')
        for verdicts in ((True, None), (None, True), (False, True), (True, False)):
            own = [
                self.entry("app.py", value, is_secret=is_secret)
                for is_secret in verdicts
                for value in (WORD, f'{WORD}"')
            ]
            self.old(repo, {"app.py": own})
            assert audit(capfd, "--import", ".secrets.baseline")[0] == 0
            assert [entry["verdict"] for entry in entries(repo)] == ["real"]
            (repo.path / NAME).unlink()

    @pytest.mark.parametrize(
        ("code", "taken"),
        [
            pytest.param('key = "<T>"\n', 1, id="one-key"),
            pytest.param('key = "<T>"\nother = "<O>"\n', 0, id="which-of-two-keys"),
            pytest.param('key = "other"\n', 0, id="no-key"),
        ],
    )
    def test_a_key_of_which_the_head_alone_was_hashed(self, repo, capfd, code, taken):
        repo.stage("app.py", code.replace("<T>", TOKEN).replace("<O>", OTHER))
        self.old(repo, {"app.py": [self.entry("app.py", TOKEN[:3], is_secret=False)]})
        code, out, _ = audit(capfd, "--import", ".secrets.baseline")
        assert (code, f"{taken} taken over" in out, f"{1 - taken} not found any more" in out) == (0, True, True)

    def test_a_key_that_nobody_audited_needs_a_reason(self, repo, capfd):
        repo.stage("app.py", f'key = "{TOKEN}"\n')
        self.old(repo, {"app.py": [self.entry("app.py", TOKEN)]})
        code, _, err = audit(capfd, "--import", ".secrets.baseline")
        assert (code, "app.py: github-token" in err) == (2, True)
        assert not (repo.path / NAME).exists()
        assert audit(capfd, "--import", ".secrets.baseline", "--reason", "revoked")[0] == 0
        assert entries(repo)[0]["reason"] == "revoked"

    def test_what_detect_secrets_itself_writes(self, repo, capfd, monkeypatch):
        from detect_secrets import SecretsCollection
        from detect_secrets.settings import default_settings

        repo.stage("key.pem", private_key(random.Random(5)))
        repo.stage("app.yaml", f'token: "{TOKEN}"\n')
        with default_settings() as used:
            used.disable_filters("detect_secrets.filters.common.is_ignored_due_to_verification_policies")
            found = SecretsCollection()
            for name in ("key.pem", "app.yaml"):
                found.scan_file(name)
        results = json.loads(json.dumps(found.json()))
        assert set(results) == {"key.pem", "app.yaml"}
        repo.write(".secrets.baseline", json.dumps({"version": "1.5.0", "results": results}))
        assert audit(capfd, "--import", ".secrets.baseline", "--reason", "before pratique")[0] == 0
        assert {entry["rule"] for entry in entries(repo)} == {"github-token", "private-key"}

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param("", id="empty"),
            pytest.param("[]", id="list"),
            pytest.param('{"results": []}', id="results-are-no-table"),
            pytest.param('{"results": {"a": [{"hashed_secret": "x"}]}}', id="no-hash"),
            pytest.param('{"results": {"a": ["text"]}}', id="entry-is-a-text"),
            pytest.param("[" * 100_000, id="nested-without-end"),
        ],
    )
    def test_what_is_no_baseline_of_detect_secrets(self, repo, capfd, content):
        repo.write(".secrets.baseline", content)
        assert audit(capfd, "--import", ".secrets.baseline")[0] == 2
        assert not (repo.path / NAME).exists()


@pytest.mark.parametrize(
    ("code", "codes"),
    [
        pytest.param('k = "<T>"  # pragma: allowlist secret\n', (1, 0), id="same-line"),
        pytest.param('# pragma: allowlist nextline secret\nk = "<T>"\n', (1, 0), id="nextline"),
        pytest.param('# pragma: allowlist nextline secret\n\nk = "<T>"\n', (1, 1), id="not-the-line-after-next"),
        pytest.param('a = 1  # pragma: allowlist nextline secret\nk = "<T>"\n', (1, 1), id="not-behind-code"),
        pytest.param('k = "<T>"  # pragma: allowlist nextline secret\n', (1, 1), id="not-its-own-line"),
        pytest.param('# pragma: allowlist secret\nk = "<T>"\n', (1, 1), id="without-nextline-not-the-next"),
    ],
)
def test_the_pragma_of_detect_secrets_counts_by_setting(repo, capfd, code, codes):
    repo.write("app.py", code.replace("<T>", TOKEN))
    got = [main(["check", "app.py"])]
    repo.write("pratique.toml", "foreign-ignores = true\n")
    got.append(main(["check", "app.py"]))
    capfd.readouterr()
    assert tuple(got) == codes
