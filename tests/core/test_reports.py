"""The forms of a report: JSON, SARIF and GitHub's annotations."""

from __future__ import annotations

import json
import os
from pathlib import Path
from urllib.parse import unquote

import pytest

from pratique import __version__
from support import dummy

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("PRATIQUE_DATA", ROOT.parent / "shared" / "data"))
SCHEMA = DATA / "sarif-2.1.0.schema.json"
TEXT = "BAD\né WORSE HELD=" + "abc123\nIMPORT\n"


@pytest.fixture
def report(repo, run):
    """The parsed report in a form, of files that hold a bit of everything."""

    def make(form, *arguments, files=None):
        for name, content in (files or {"sub/a b.dum": TEXT, "crash.dum": "CRASH\n", "p.dum": "PROBLEM\n"}).items():
            repo.write(name, content)
        done = run("check", ".", "--format", form, *arguments)
        return json.loads(done.out) if form in ("json", "sarif") else done.out

    return make


class TestJson:
    def test_head_and_summary(self, report):
        document = report("json")
        assert document["version"] == 1
        assert document["tool"] == {"name": "pratique-dummy", "version": __version__}
        assert document["summary"] == {
            "described": "named files",
            "files": 3,
            "inspected": {"dummy": 3},
            "findings": 4,
            "severities": {"high": 2, "medium": 2},
            "suppressed": 0,
            "accepted": 0,
            "errors": 2,
            "exit_code": 2,
        }

    def test_errors(self, report):
        errors = report("json")["errors"]
        assert [(error["path"], error["rule"]) for error in errors] == [("crash.dum", ""), ("p.dum", "bad-word")]
        assert errors[0]["message"].startswith("crashed at dummy.py:")
        assert errors[1]["message"] == "one rule failed"

    def test_finding(self, report):
        first, second = report("json")["findings"][:2]
        assert first.pop("fingerprint")
        assert first == {
            "hook": "dummy",
            "rule": "bad-word",
            "severity": "medium",
            "confidence": "high",
            "cwe": [89],
            "path": "sub/a b.dum",
            "line": 1,
            "column": 1,
            "end_line": 1,
            "end_column": 4,
            "message": "a word that is not wanted",
            "help": "write another word",
            "excerpt": "BAD",
            "related": [],
            "fix": {
                "title": "write good",
                "safe": True,
                "reason": "",
                "edits": [{"start": 0, "end": 3, "text": "good"}],
            },
            "properties": {"word": "bad-word", "aliases": ["one", "two"]},
        }
        assert (second["line"], second["column"], second["end_column"]) == (2, 3, 8)
        assert second["excerpt"] == "é WORSE HELD=***"
        assert second["related"][0]["message"] == "it begins here"
        assert (second["fix"]["safe"], second["fix"]["reason"]) == (False, "it may mean something else")

    def test_changes(self, report):
        document = report("json", "--fix", files={"a.dum": "x\nBAD\n"})
        fixed = [{"rule": "bad-word", "line": 2, "title": "write good"}]
        assert document["changes"] == [{"path": "a.dum", "written": True, "fixed": fixed}]
        assert document["summary"]["exit_code"] == 1

    def test_clean(self, report):
        document = report("json", files={"a.dum": "fine\n"})
        assert (document["findings"], document["errors"], document["summary"]["exit_code"]) == ([], [], 0)

    def test_a_fix_that_holds_a_credential_is_told_without_it(self, report, monkeypatch):
        from pratique.core.finding import Edit, Fix

        key = "gh" + "p_" + "aB3dE5gH7j" * 4
        monkeypatch.setattr(dummy, "_fix", lambda name, start, end: Fix("t", True, (Edit(0, 1, key),)))
        document = report("json", files={"a.dum": "BAD\n"})
        assert document["findings"][0]["fix"] == {"title": "t", "safe": True, "reason": "", "edits": []}
        assert key not in json.dumps(report("sarif", files={"a.dum": "BAD\n"}))


class TestSarif:
    def test_structure(self, report):
        log = report("sarif")
        assert log["version"] == "2.1.0"
        (run,) = log["runs"]
        driver = run["tool"]["driver"]
        assert (driver["name"], driver["version"]) == ("pratique-dummy", __version__)
        assert [rule["id"] for rule in driver["rules"]] == ["bad-word", "held-key", "plain-import", "worse-word"]
        assert run["columnKind"] == "unicodeCodePoints"
        for result in run["results"]:
            assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["partialFingerprints"]["pratique/v1"]
            (location,) = result["locations"]
            assert unquote(location["physicalLocation"]["artifactLocation"]["uri"]) == "sub/a b.dum"

    def test_rule_metadata(self, report):
        rule = report("sarif")["runs"][0]["tool"]["driver"]["rules"][0]
        assert rule["properties"] == {
            "tags": ["security", "external/cwe/cwe-89"],
            "precision": "high",
            "security-severity": "5.5",
        }
        assert rule["defaultConfiguration"] == {"level": "warning"}

    def test_result(self, report):
        result = report("sarif")["runs"][0]["results"][1]
        assert result["level"] == "error"
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region == {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 8}
        steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
        assert [step["location"]["message"]["text"] for step in steps] == [
            "it begins here",
            "a word that is even worse",
        ]
        assert result["properties"]["aliases"] == ["one", "two"]
        (change,) = result["fixes"][0]["artifactChanges"]
        assert change["replacements"] == [{"deletedRegion": region, "insertedContent": {"text": "better"}}]

    def test_errors_are_notifications_and_no_success(self, report):
        (invocation,) = report("sarif")["runs"][0]["invocations"]
        assert invocation["executionSuccessful"] is False
        first, second = invocation["toolExecutionNotifications"]
        assert first["level"] == "error"
        assert first["message"]["text"].startswith("crashed")
        assert second["properties"] == {"rule": "bad-word"}

    def test_success(self, report):
        (invocation,) = report("sarif", files={"a.dum": "BAD\n"})["runs"][0]["invocations"]
        assert invocation == {"executionSuccessful": True, "toolExecutionNotifications": []}

    def test_names_of_any_kind_become_addresses(self, report):
        name = os.fsdecode(b"l\xe9 :%.dum")
        log = report("sarif", files={name: "BAD\n"})
        uri = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert uri == "l%E9%20%3A%25.dum"

    @pytest.mark.skipif(not SCHEMA.exists(), reason="the schema of OASIS is not here")
    @pytest.mark.parametrize(
        "arguments",
        [(), ("--profile", "pedantic"), ("--fix",), ("missing.dum",)],
        ids=["plain", "all", "fix", "gone"],
    )
    def test_valid(self, report, arguments):
        import jsonschema

        jsonschema.validate(report("sarif", *arguments), json.loads(SCHEMA.read_text()))


class TestGithub:
    def test_lines(self, report):
        lines = report("github").splitlines()
        assert lines[0] == (
            "::error file=sub/a b.dum,line=1,endLine=1,col=1,title=bad-word::"
            "a word that is not wanted. write another word"
        )
        assert lines[-1] == "::error file=p.dum::bad-word: one rule failed"

    def test_below_fail_on_is_a_warning(self, report):
        out = report("github", "--fail-on", "high", files={"a.dum": "BAD\n"})
        assert out.startswith("::warning file=a.dum,line=1")

    def test_escapes(self, report):
        out = report("github", files={"50%,a:b\n.dum": "BAD\n"})
        assert out.startswith("::error file=50%25%2Ca%3Ab\\x0a.dum,line=1,")
        assert len(out.splitlines()) == 1

    def test_clean_is_empty(self, report):
        assert report("github", files={"a.dum": "fine\n"}) == ""


@pytest.mark.parametrize("form", ["json", "sarif", "github", "text"])
def test_paths_are_relative_to_the_working_directory(report, repo, monkeypatch, form):
    repo.write("deep/er/a.dum", "BAD\nCRASH\n")
    repo.write("deep/er/b.dum", "WORSE\n")
    monkeypatch.chdir(repo.path / "deep")
    out = report(form, "../up.dum", files={"up.dum": "BAD\n"})
    text = out if isinstance(out, str) else json.dumps(out)
    assert "er/b.dum" in text
    assert "../up.dum" in text
    assert "deep/" not in text


def test_serial_form_comes_back_equal(repo, run, rules):
    from pratique.core import serial
    from pratique.core.finding import Notice
    from pratique.core.settings import load
    from pratique.core.source import Source

    settings = load(str(repo.path), "dummy", dummy.OPTIONS, {})
    source = Source("a.dum", TEXT.encode())
    for item in [*dummy.check(source, settings, lambda path: None), Notice("x")]:
        assert serial.load(json.loads(json.dumps(serial.dump(item)))) == item
