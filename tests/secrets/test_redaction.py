"""No credential leaves the scanned file: not in findings, problems, reports or exceptions."""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import json
import random

import pytest

from pratique.core.finding import Problem
from pratique.secrets import scan
from pratique.secrets.detector import Detector
from pratique.secrets.hook import main
from support.scanning import findings, outcomes, settings
from support.tokens import TOKENS, password, private_key, sample

SALT = b"salt of a baseline"


def _everything(finding) -> str:
    return json.dumps(dataclasses.asdict(finding), default=str) + repr(finding)


@pytest.mark.parametrize("make", [pytest.param(make, id=f"{rule}-{what}") for rule, what, make in TOKENS])
def test_no_field_of_a_finding_holds_the_token(make):
    token = sample(make, 5)
    (finding,) = findings("a.py", f'client = Client(key="{token}")\n', settings(SALT))
    said = _everything(finding)
    assert token not in said
    assert token[-12:] not in said
    assert "***" in finding.excerpt.text


def test_two_secrets_on_one_line_are_blanked_in_both_findings():
    first, second = (sample(TOKENS[0][2], seed) for seed in (1, 2))
    found = findings("a.py", f'pair = ("{first}", "{second}")\n')
    assert len(found) == 2
    for finding in found:
        assert first[6:] not in _everything(finding)
        assert second[6:] not in _everything(finding)


def test_a_neighbour_is_blanked_when_only_the_other_rule_is_selected():
    token, word = sample(TOKENS[0][2], 1), password(random.Random(2))
    (finding,) = findings("a.py", f'f(password="{word}", key="{token}")\n', settings(select=("github-token",)))
    assert finding.rule == "github-token"
    assert word not in _everything(finding)


def test_a_private_key_on_one_line_is_blanked():
    key = private_key(random.Random(1)).replace("\n", "\\n")
    (finding,) = findings("a.py", f'KEY = "{key}"\n')
    assert key[40:70] not in _everything(finding)


def test_the_digest_is_keyed_and_absent_without_a_salt():
    token = sample(TOKENS[0][2], 1)
    (salted,) = findings("a.py", f'x = "{token}"\n', settings(SALT))
    assert salted.digest == hmac.new(SALT, token.encode(), hashlib.sha256).hexdigest()
    (plain,) = findings("a.py", f'x = "{token}"\n')
    assert plain.digest == ""


def test_the_fingerprint_does_not_depend_on_the_secret():
    first, second = (findings("a.py", f'x = "{sample(TOKENS[0][2], seed)}"\n')[0] for seed in (1, 2))
    assert first.fingerprint == second.fingerprint


def _failing(name, error):
    def find(text):
        raise error(f"cannot read {text.data.decode()}")

    return (name, Detector(find=find, variable="X", rotate="x"))


def test_a_detector_that_fails_is_named_without_quoting_the_file(monkeypatch):
    token = sample(TOKENS[0][2], 1)
    monkeypatch.setattr(scan, "searchers", lambda: (_failing("aws-key", ValueError),))
    problem, finding = outcomes("a.py", f'x = "{token}"\n')
    assert problem == Problem("a.py", "aws-key", "the detector failed (ValueError)")
    assert finding.rule == "github-token"
    assert outcomes("a.py", "x = 1\n") == [problem]


def test_a_failing_detector_that_is_ignored_is_no_problem(monkeypatch):
    monkeypatch.setattr(scan, "searchers", lambda: (_failing("aws-key", ValueError),))
    assert outcomes("a.py", "x = 1\n", settings(ignore=("aws-key",))) == []


@pytest.mark.parametrize("style", ["text", "json", "sarif", "github"])
def test_no_report_prints_a_planted_value(repo, capfd, style):
    planted = [sample(make, 3) for _, _, make in TOKENS[::7]] + [password(random.Random(1)), "Tr0ub" + "4dor&3"]
    repo.stage("a.py", "".join(f'password = call(secret_key="{value}")\n' for value in planted))
    assert main(["check", "--format", style]) == 1
    out, err = capfd.readouterr()
    for value in planted:
        assert value not in out + err
        assert value[8:] not in out + err


def _quoting_error(*_args, **_kwargs):
    raise KeyError(PLAIN)


# A password that no pattern of core.redact takes for one where nothing names it.
PLAIN = "-".join(("correct", "horse", "battery"))


@pytest.mark.parametrize(
    ("broken", "arguments"),
    [
        pytest.param("pratique.secrets.findings.message", ["check", "--no-cache", "a.py"], id="check"),
        pytest.param("pratique.secrets.repairs.Repairs.fix", ["check", "--unsafe-fixes", "a.py"], id="fix"),
        pytest.param("pratique.secrets.findings.message", ["history", "HEAD"], id="history"),
        pytest.param("pratique.secrets.history._report", ["history", "HEAD"], id="report-of-history"),
        pytest.param("pratique.secrets.audit.items", ["audit", "--list"], id="audit"),
        pytest.param("pratique.secrets.audit_import._in_file", ["audit", "--import", "old"], id="import"),
    ],
)
def test_a_crash_is_told_without_the_words_of_the_exception(repo, capfd, monkeypatch, broken, arguments):
    token = sample(TOKENS[0][2], 7)
    repo.stage("a.py", f'f(password="{PLAIN}", key="{token}")\n')
    repo.stage("old", json.dumps({"results": {"a.py": [{"hashed_secret": "0" * 40}]}}))
    repo.stage(".pratique-baseline.json", '{"version": 1, "salt": "00", "entries": []}')
    repo.commit()
    monkeypatch.setattr(broken, _quoting_error)
    assert main(arguments) == 2
    said = "".join(capfd.readouterr())
    assert "KeyError" in said
    assert PLAIN not in said
    assert token not in said


def test_nothing_that_any_verb_writes_holds_a_planted_value(repo, capfd, monkeypatch, tmp_path):
    from pratique import cli

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    planted = [sample(make, 13) for _, _, make in TOKENS[::5]] + [password(random.Random(8))]
    repo.stage("a.py", "".join(f'call(secret_key="{value}")\n' for value in planted))
    repo.stage("b.yaml", "".join(f'key_{number}: "{value}"\n' for number, value in enumerate(planted)))
    repo.commit()
    runs = [
        lambda: main(["check", "--all-files"]),
        lambda: main(["check", "--all-files", "--unsafe-fixes", "--diff"]),
        lambda: main(["history", "--all", "--format", "sarif", "-o", "history.sarif"]),
        lambda: cli.main(["baseline", "create", "--reason", "before"]),
        lambda: main(["audit", "--list"]),
        lambda: main(["audit", "--mark", "real", "generic-secret"]),
        lambda: main(["check", "--all-files", "--format", "json", "-o", "check.json"]),
    ]
    for run in runs:
        run()
    fresh = sample(TOKENS[0][2], 14)  # not in the baseline, so that it is repaired
    place = repo.write("c.py", f'x = "{fresh}"\n')
    assert main(["check", "--unsafe-fixes", "c.py"]) == 1
    assert fresh not in place.read_text()
    planted.append(fresh)
    written = [place for top in (repo.path, tmp_path / "cache") for place in top.rglob("*") if place.is_file()]
    texts = {place.name: place.read_bytes() for place in written if place.name not in ("a.py", "b.yaml")}
    texts["said"] = "".join(capfd.readouterr()).encode()
    assert {"history.sarif", "check.json", ".pratique-baseline.json", ".env.example"} <= texts.keys()
    for name, text in texts.items():
        for value in planted:
            assert value.encode() not in text, name
            assert value[8:].encode() not in text, name
