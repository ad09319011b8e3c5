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
