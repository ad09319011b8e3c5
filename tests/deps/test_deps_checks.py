"""What the checks say about manifests: severity, ids, fixes, profiles."""

from __future__ import annotations

import pytest

from pratique.core import edits, room
from pratique.core.finding import Finding, Notice, Problem, Severity
from pratique.core.source import Source
from pratique.deps import hook
from pratique.deps.checks import vulnerable_dependency
from pratique.deps.model import Unaudited

CVSS_LOW = [{"type": "CVSS_V3", "score": "CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N"}]
CVSS_CRITICAL = [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]
CVSS_4 = [{"type": "CVSS_V4", "score": "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"}]


@pytest.fixture
def look(audit, export):
    """look(text, *records, path=, **settings): the findings on one manifest."""

    def make(text, *records, path="requirements.txt", **given):
        outcomes = audit(path, text, advisories=str(export(*records)), **given)
        return [outcome for outcome in outcomes if isinstance(outcome, Finding)]

    return make


def example_of(record):
    return record("PYSEC-1", "example", fixed="1.0.2", aliases=["CVE-1"], summary="It breaks.")


def examples():
    for name in room.names(hook.ROOM):
        if hasattr(room.module(hook.ROOM, name), "_online") or name == "vulnerable-resolution":
            continue  # test_online_checks and test_resolution have an index for them
        rule = room.rule(hook.ROOM, name)
        yield from (pytest.param(name, example, id=f"{name} bad: {example.why}") for example in rule.bad)
        yield from (pytest.param(name, example, id=f"{name} good: {example.why}") for example in rule.good)


@pytest.mark.parametrize(("name", "example"), list(examples()))
def test_the_examples_of_each_check_hold(look, record, name, example):
    is_bad = example in room.rule(hook.ROOM, name).bad
    files = {path: text.encode() for path, text in example.files}
    found = look(example.code, example_of(record), path=example.path, select=[name], files=files)
    assert len(found) == (example.count if is_bad else 0)
    if is_bad and example.fixed is not None:
        source = Source.load(example.path, example.code.encode())
        assert edits.apply(source.data, found[0].fix.edits).decode() == example.fixed
        assert look(example.fixed, example_of(record), path=example.path) == []


@pytest.mark.parametrize("name", room.names(hook.ROOM))
def test_each_check_documents_itself(name):
    rule = room.rule(hook.ROOM, name)
    assert rule.name == name
    assert all((rule.what, rule.why, rule.assistants, rule.remedy, rule.bad, rule.good))


def test_a_finding_names_the_package_all_ids_and_what_to_type(look, record):
    twins = [example_of(record), record("GHSA-1", "Example", fixed="1.0.2", aliases=["CVE-1"])]
    (finding,) = look("# pins\nexample==1.0\n", *twins)
    assert dict(finding.properties) == {
        "package": "example",
        "version": "1.0",
        "id": "PYSEC-1",
        "aliases": "GHSA-1,CVE-1",
        "fixed": "1.0.2",
    }
    assert finding.message == "example 1.0 has a known vulnerability, PYSEC-1 (GHSA-1, CVE-1): It breaks."
    assert "example==1.0.2" in finding.help
    assert (finding.region.line, finding.region.column) == (2, 1)


SEVERITIES = [
    ([{"severity": CVSS_LOW}], Severity.LOW, "a vector"),
    ([{"severity": CVSS_LOW}, {"severity": CVSS_CRITICAL}], Severity.CRITICAL, "the highest of several records"),
    ([{"database_specific": {"severity": "MODERATE"}}], Severity.MEDIUM, "what the data base says"),
    ([{"severity": CVSS_LOW, "database_specific": {"severity": "CRITICAL"}}], Severity.LOW, "the vector goes first"),
    ([{"severity": CVSS_4, "database_specific": {"severity": "LOW"}}], Severity.CRITICAL, "a vector of version 4"),
    ([{}], Severity.HIGH, "unknown counts as high"),
    ([{}, {"severity": CVSS_LOW}], Severity.LOW, "what one record knows counts for its twin"),
    ([{"severity": "high"}], Severity.HIGH, "a severity that makes no sense is unknown"),
]


@pytest.mark.parametrize(
    ("fields", "severity"), [case[:2] for case in SEVERITIES], ids=[case[2] for case in SEVERITIES]
)
def test_severity(look, record, fields, severity):
    records = [record(f"X-{n}", "example", fixed="2", aliases=["CVE-1"], **extra) for n, extra in enumerate(fields)]
    (finding,) = look("example==1", *records)
    assert finding.severity == severity


FIXES = [
    ("example==1.0", "1.0.5", True, "a patch release is safe"),
    ("example==1.0", "1.1", False, "a minor release is not"),
    ("example==1.0", "2.0", False, "nor is a major one"),
    ("example==1.0.1", "1.0.2rc1", False, "nor a pre-release"),
    ("example==1!1.0", "2!1.0", False, "nor another epoch"),
]


@pytest.mark.parametrize(("line", "fixed", "safe"), [case[:3] for case in FIXES], ids=[case[3] for case in FIXES])
def test_how_safe_a_fix_is(look, record, line, fixed, safe):
    (finding,) = look(line, record("X-1", "example", fixed=fixed))
    assert finding.fix is not None
    assert finding.fix.safe is safe
    assert bool(finding.fix.reason) is not safe


NO_FIX = [
    ("requirements.txt", "example==1.0 --hash=sha256:00", "hash", "hashes"),
    ("requirements.txt", "example @ https://example.org/example-1.0-py3-none-any.whl", "address", "an address"),
    (
        "uv.lock",
        'version = 1\n[[package]]\nname = "example"\nversion = "1.0"\nsource = { registry = "https://example.org" }\n',
        "uv lock --upgrade-package example",
        "a lock file",
    ),
]


@pytest.mark.parametrize(("path", "text", "said"), [case[:3] for case in NO_FIX], ids=[case[3] for case in NO_FIX])
def test_where_a_fix_would_break_something_the_help_says_what_to_do(look, record, path, text, said):
    (finding,) = look(text, record("X-1", "example", fixed="1.0.2"), path=path)
    assert finding.fix is None
    assert "1.0.2" in finding.help
    assert said in finding.help


def test_without_a_fixed_version_there_is_no_fix(look, record):
    (finding,) = look("example==1.0", record("X-1", "example"))
    assert finding.fix is None
    assert "no fixed version is known" in finding.help


LATER = [
    (["example==1.0", "example<1.5", "example===odd"], {"last": "1.5"}, "none after 1.5 ", "the last affected one"),
    (["example==1.0"], {"introduced": "", "versions": ["1.0", "1.10", "odd"]}, "none after 1.10 ", "a list"),
    (["example==1.0", "example>=1"], {}, "no fixed version is known: ", "no end"),
]


@pytest.mark.parametrize(("lines", "fields", "said"), [case[:3] for case in LATER], ids=[case[3] for case in LATER])
def test_where_no_record_names_a_fix_it_says_from_where_on_there_is_nothing_known(look, record, lines, fields, said):
    for line in lines:
        for finding in look(line, record("X-1", "example", **fields)):
            assert said in finding.help


def test_findings_on_one_pin_share_one_edit(look, record):
    one, two = look("example==1.0", record("X-1", "example", fixed="1.0.1"), record("X-2", "example", fixed="1.0.3"))
    assert one.fix.edits == two.fix.edits
    assert one.fix.edits[0].text == "1.0.3"


def test_a_new_advisory_on_an_accepted_pin_has_a_fingerprint_of_its_own(look, record):
    first, second = record("PYSEC-2", "example", fixed="2"), record("PYSEC-1", "example", fixed="2")
    (before,) = look("example==1.0", first)
    after = {finding.fingerprint for finding in look("\n\nexample == 1.0", first, second)}
    assert before.fingerprint in after
    assert len(after) == 2


def test_a_nested_finding_carries_the_path_of_its_file(audit, export, record):
    outcomes = audit(
        "requirements.txt",
        "-r base.txt\n",
        {"base.txt": b"# x\nexample==1.0\n"},
        advisories=str(export(example_of(record))),
    )
    assert [(outcome.path, outcome.region.line) for outcome in outcomes] == [("base.txt", 2)]


PROFILES = [
    ("requirements.txt", "example>=1\n", {"default": 0, "strict": 1, "pedantic": 1}),
    ("requirements.in", "example>=1\n", {"default": 0, "strict": 0, "pedantic": 1}),
    ("constraints.txt", "example<2\n", {"default": 0, "strict": 0, "pedantic": 1}),
    ("pyproject.toml", '[project]\ndependencies = ["example>=1"]\n', {"default": 0, "strict": 0, "pedantic": 1}),
]


@pytest.mark.parametrize("profile", ["default", "strict", "pedantic"])
@pytest.mark.parametrize(("path", "text", "counts"), PROFILES, ids=[case[0] for case in PROFILES])
def test_ranges_are_a_notice_until_the_profile_asks(audit, path, text, counts, profile):
    outcomes = audit(path, text, profile=profile, ignore=["vulnerable-dependency"])
    findings = [outcome for outcome in outcomes if isinstance(outcome, Finding)]
    assert len(findings) == counts[profile]
    assert sum(isinstance(outcome, Notice) for outcome in outcomes) == 1 - counts[profile]
    assert all(finding.rule == "unpinned-dependency" for finding in findings)


PROJECT = '[project]\ndependencies = ["example>=1"]\n'
LOCKED = [
    ("pyproject.toml", PROJECT, "uv.lock", True, "a lock file beside it"),
    ("packages/one/pyproject.toml", PROJECT, "uv.lock", True, "the lock file of the workspace"),
    ("pyproject.toml", PROJECT, "packages/uv.lock", False, "the lock file of another project"),
    ("requirements.in", "example>=1", "requirements.txt", True, "the compiled file"),
    ("requirements.in", "example>=1", "other.txt", False, "another file"),
    ("requirements.txt", "example>=1", "uv.lock", False, "pip does not read uv's lock file"),
]


@pytest.mark.parametrize(
    ("path", "text", "lock", "quiet"), [case[:4] for case in LOCKED], ids=[case[4] for case in LOCKED]
)
def test_ranges_that_a_lock_file_settles_are_not_mentioned(audit, path, text, lock, quiet):
    assert (audit(path, text, {lock: b""}, profile="pedantic") == []) is quiet


def test_the_notice_on_ranges_is_short(audit):
    (notice,) = audit("requirements.txt", "a\nb>1\nc\nd\ne\na\n", ignore=["vulnerable-dependency"])
    assert notice.path == "requirements.txt"
    assert notice.message.startswith("a, b, c and 2 more are not pinned")


def test_a_check_that_is_ignored_says_nothing(audit):
    assert audit("requirements.txt", "a\nb==1\n", ignore=["unpinned-dependency", "vulnerable-dependency"]) == []


def test_a_check_that_breaks_is_named_and_the_others_go_on(audit, monkeypatch):
    def broken(declared):
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(vulnerable_dependency, "check", broken)
    outcomes = audit("requirements.txt", "a\nb==1\n", profile="strict")
    (problem,) = [outcome for outcome in outcomes if isinstance(outcome, Problem)]
    assert (problem.path, problem.rule) == ("requirements.txt", "vulnerable-dependency")
    assert "ZeroDivisionError" in problem.message
    assert any(isinstance(outcome, Finding) for outcome in outcomes)


MALWARE = [
    ("requirements.txt", "bad-name==1.0", "a pin"),
    ("requirements.txt", "bad_name", "without a version"),
    ("pyproject.toml", '[project]\ndependencies = ["bad-name>=1"]', "a range"),
]


@pytest.mark.parametrize(("path", "text"), [case[:2] for case in MALWARE], ids=[case[2] for case in MALWARE])
def test_malware_is_critical_with_or_without_a_pin(look, record, path, text):
    (finding,) = look(text, record("MAL-2024-1", "bad-name", summary="Malicious code"), path=path)
    assert finding.severity is Severity.CRITICAL
    assert "malware" in finding.message
    assert "remove it" in finding.help
    assert finding.fix is None


def test_a_malicious_release_is_not_raised_by_a_program(look, record):
    malware = record("MAL-2024-1", "example", "", versions=["1.0.1"])
    one, two = sorted(look("example==1.0.1", malware, example_of(record)), key=lambda finding: finding.severity)
    assert (one.fix is None, two.fix is None) == (False, True)
    assert "remove it" in two.help


def test_a_good_package_with_one_malicious_release_is_found_only_at_that_release(look, record):
    records = [record("MAL-2024-1", "example", "", versions=["1.5"])]
    assert [len(look(text, *records)) for text in ("example==1.5", "example==1.4", "example>=1")] == [1, 0, 0]


def test_a_range_that_admits_the_fixed_version_is_no_finding(look, record):
    assert look("example>=1", record("PYSEC-1", "example", fixed="2.0")) == []


@pytest.mark.parametrize(
    ("version", "said"),
    [
        pytest.param("nightly", True, id="no-version-that-can-be-ordered"),
        pytest.param("0.1", False, id="a-version-that-is-not-affected"),
    ],
)
def test_a_version_that_no_range_can_be_asked_about_is_named(audit, export, record, version, said):
    data = export(record("PYSEC-1", "example", introduced="1.0", fixed="1.0.2"))
    outcomes = audit("requirements.txt", f"# pins\nexample==={version}\n", advisories=str(data))
    notices = [outcome for outcome in outcomes if isinstance(outcome, Notice)]
    assert [(notice.path, notice.line, f"example {version}" in notice.message) for notice in notices] == (
        [("requirements.txt", 2, True)] if said else []
    )


def test_a_range_without_a_way_out_names_the_gravest_weakness_and_the_version_to_admit(look, record):
    (finding,) = look(
        "# why\nexample[x]>=1.0,<2\n",
        record("PYSEC-1", "example", fixed="1.5", severity=CVSS_LOW),
        record(
            "PYSEC-2", "example", "1.2", fixed="2.1", severity=CVSS_CRITICAL, aliases=["CVE-2"], summary="It breaks."
        ),
    )
    assert finding.message == (
        "example <2,>=1.0 admits only versions with known vulnerabilities: "
        "2 advisories together hit them all, the gravest is PYSEC-2 (CVE-2): It breaks."
    )
    assert (finding.rule, finding.severity, finding.region.line) == ("vulnerable-range", Severity.CRITICAL, 2)
    assert "widen it to admit 2.1 or later" in finding.help
    assert dict(finding.properties)["fixed"] == "2.1"


def test_a_range_is_reported_by_one_check_only(look, record):
    found = look("example>=1.0,<1.0.2\n", example_of(record), profile="strict", ignore=["unpinned-dependency"])
    assert [finding.rule for finding in found] == ["vulnerable-range"]
    found = look("example>=1.0\n", example_of(record), profile="strict", ignore=["unpinned-dependency"])
    assert [finding.rule for finding in found] == ["vulnerable-lower-bound"]
    found = look("evil>=1.0\n", record("MAL-1", "evil"), profile="strict", ignore=["unpinned-dependency"])
    assert [finding.rule for finding in found] == ["vulnerable-dependency"]


@pytest.mark.parametrize("profile", ["default", "strict"])
def test_lower_bounds_are_for_the_strict_profile(look, record, profile):
    found = look("example>=1.0\n", example_of(record), profile=profile, ignore=["unpinned-dependency"])
    assert [finding.severity for finding in found] == ([Severity.LOW] if profile == "strict" else [])


def test_ranges_without_an_index_are_the_business_of_exact_versions(audit):
    said = audit("requirements.txt", "example<2\n")
    assert [type(item) for item in said] == [Notice, Unaudited]
    assert said[1].message.startswith("names and ranges are not looked up: there is no index of advisories yet")
    assert [type(item) for item in audit("requirements.txt", "example<2\n", strict=True)] == [Notice, Problem]
    (problem,) = audit("requirements.txt", "example<2\n", select=["vulnerable-range"])
    assert "no index of advisories" in problem.message


RELEASES: list[tuple[str, dict[str, str], str, str]] = [
    ("example", {}, "1.5, 1.6 of it were malware (MAL-1)", "any version"),
    ("example>=1.6", {}, "1.6 of it was malware (MAL-1)", "a range with one of them in it"),
    ("example!=1.5,!=1.6", {}, "", "both excluded"),
    ("example>2", {}, "", "a range above them"),
]


@pytest.mark.parametrize(("line", "files", "said"), [case[:3] for case in RELEASES], ids=[case[3] for case in RELEASES])
def test_releases_that_were_malware_and_may_be_installed_are_named(audit, export, record, line, files, said):
    archive = export(record("MAL-1", "example", "", versions=["1.5", "1.6"]), record("X-1", "other", fixed="1"))
    outcomes = audit("requirements.txt", line, files, advisories=str(archive), ignore=["unpinned-dependency"])
    assert [said in outcome.message for outcome in outcomes] == ([True] if said else [])
    assert all(isinstance(outcome, Notice) for outcome in outcomes)
