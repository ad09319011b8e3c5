"""One finding for each weakness of each declaration: by alias, by way of several files, in one run."""

from __future__ import annotations

import json

import pytest

from pratique.core.finding import Finding
from pratique.deps import hook


@pytest.fixture
def ids(audit, export):
    """ids(text, *records): the ids that each finding on one manifest names."""

    def make(text, *records):
        found = audit("requirements.txt", text, advisories=str(export(*records)))
        properties = [dict(item.properties) for item in found if isinstance(item, Finding)]
        return [sorted([each["id"], *filter(None, each["aliases"].split(","))]) for each in properties]

    return make


def test_a_third_record_joins_two_that_share_nothing(ids, record):
    one = record("PYSEC-1", "a", fixed="2", aliases=["CVE-1"])
    two = record("PYSEC-2", "a", fixed="2", aliases=["CVE-2"])
    both = record("GHSA-1", "a", fixed="2", aliases=["CVE-1", "CVE-2"])
    assert ids("a==1", one, two) == [["CVE-1", "PYSEC-1"], ["CVE-2", "PYSEC-2"]]
    assert ids("a==1", one, two, both) == [["CVE-1", "CVE-2", "GHSA-1", "PYSEC-1", "PYSEC-2"]]


def test_a_record_that_does_not_hit_the_version_joins_nothing(ids, record):
    """What the index says of other versions is no evidence that two weaknesses of this one are the same."""
    one = record("PYSEC-1", "a", fixed="3", aliases=["CVE-1"])
    two = record("PYSEC-2", "a", fixed="3", aliases=["CVE-2"])
    both = record("GHSA-1", "a", fixed="2", aliases=["CVE-1", "CVE-2"])
    assert len(ids("a==1", one, two, both)) == 1
    assert ids("a==2", one, two, both) == [["CVE-1", "PYSEC-1"], ["CVE-2", "PYSEC-2"]]


def test_an_alias_that_records_of_several_packages_share_joins_no_packages(ids, record):
    records = [
        record(f"PYSEC-{n}", name, fixed="2", aliases=["GHSA-1"]) for n, name in enumerate(["a", "a-cpu", "a-gpu"])
    ]
    assert ids("a==1\na-gpu==1\n", *records) == [["GHSA-1", "PYSEC-0"], ["GHSA-1", "PYSEC-2"]]


def test_two_weaknesses_that_share_nothing_are_two_findings(ids, record):
    assert len(ids("a==1", record("PYSEC-1", "a", fixed="2"), record("PYSEC-2", "a", fixed="2"))) == 2


def test_an_alias_that_was_pasted_with_its_comma_is_the_same_id(ids, record):
    found = ids("a==1", record("PYSEC-1", "a", fixed="2", aliases=["GHSA-1", "GHSA-1,", " CVE-1, CVE-2"]))
    assert found == [["CVE-1", "CVE-2", "GHSA-1", "PYSEC-1"]]


def test_an_alias_in_lower_case_is_the_same_id(ids, record):
    one = record("PYSEC-1", "a", fixed="2", aliases=["CVE-1"])
    assert len(ids("a==1", one, record("GHSA-1", "a", fixed="2", aliases=["cve-1"]))) == 1


def test_only_an_alias_and_no_record_of_its_own_joins(ids, record):
    found = ids("a==1", *(record(f"PYSEC-{n}", "a", fixed="2", aliases=["GHSA-1", f"CVE-{n}"]) for n in (1, 2)))
    assert found == [["CVE-1", "CVE-2", "GHSA-1", "PYSEC-1", "PYSEC-2"]]


@pytest.mark.parametrize("line", ["evil", "evil>=1", "evil==1"])
def test_malware_that_another_data_base_lists_as_well_is_one_finding(ids, record, line):
    records = [
        record("MAL-1", "evil"),
        record("GHSA-1", "evil", aliases=["MAL-1"]),
        record("PYSEC-1", "evil", fixed="9"),
    ]
    assert ids(line, *records)[0] == ["GHSA-1", "MAL-1"]
    assert len(ids(line, *records)) == (2 if line == "evil==1" else 1)


@pytest.mark.parametrize("line", ["evil", "evil>=1", "evil==1", "evil===unordered"])
def test_malware_that_the_index_has_from_another_data_base_alone_is_called_so(audit, export, record, line):
    archive = export(record("GHSA-1", "evil", aliases=["MAL-1"], summary="It steals."))
    [found] = [item for item in audit("requirements.txt", line, advisories=str(archive)) if isinstance(item, Finding)]
    assert "is known malware, GHSA-1 (MAL-1): It steals." in found.message
    assert found.help.startswith("remove it")


def test_a_version_without_an_order_is_told_of_where_an_advisory_has_bounds(audit, export, record):
    records = [record("PYSEC-1", "a", fixed="2"), record("PYSEC-2", "a", introduced="", versions=["odd-1"])]
    found, said = sorted(audit("requirements.txt", "a===odd-1", advisories=str(export(*records))), key=repr)[:2]
    assert "PYSEC-2" in found.message
    assert said.message == "a odd-1 is not audited: it is no version that PEP 440 can order"


@pytest.fixture
def places(repo, export, record, capfd):
    """places(*arguments): (path, line, package) of the findings of a run, in order."""
    archive = export(record("PYSEC-1", "example", fixed="2.0"))

    def make(*arguments):
        hook.main(["check", *arguments, "--advisories", str(archive), "--format", "json"])
        found = json.loads(capfd.readouterr().out)["findings"]
        return [(each["path"], each["line"], each["properties"]["package"]) for each in found]

    return make


RUNS = [
    ([], "all that is staged"),
    (["--all-files"], "all files"),
    (["a.requirements.txt", "b-requirements.txt"], "both files that include it"),
    (["b-requirements.txt", "requirements/base.txt", "a.requirements.txt"], "the included file as well"),
    (["."], "the folder"),
]


@pytest.mark.parametrize("arguments", [case[0] for case in RUNS], ids=[case[1] for case in RUNS])
def test_a_pin_that_several_files_include_is_one_finding(repo, places, arguments):
    repo.stage("a.requirements.txt", "-r requirements/base.txt\n-c requirements/base.txt\n")
    repo.stage("b-requirements.txt", "-r a.requirements.txt\n-r ./requirements/../requirements/base.txt\n")
    repo.stage("requirements/base.txt", "# pins\nexample==1.0\n-r ../a.requirements.txt\n")
    assert places(*arguments) == [("requirements/base.txt", 2, "example")]


def test_each_declaration_is_a_finding_of_its_own(repo, places):
    repo.stage("requirements.txt", "example==1.0\nExample == 1.0\n")
    repo.stage("pyproject.toml", '[project]\ndependencies = ["example==1.0"]\n')
    assert places() == [
        ("pyproject.toml", 2, "example"),
        ("requirements.txt", 1, "example"),
        ("requirements.txt", 2, "example"),
    ]
