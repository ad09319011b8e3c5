"""Advisories that the settings ignore, and entries that nobody needs any more."""

from __future__ import annotations

import datetime
import json

import pytest

from pratique.deps import hook, ignores

TODAY = datetime.date.today()
PAST, FUTURE = (TODAY - datetime.timedelta(days=1)).isoformat(), (TODAY + datetime.timedelta(days=1)).isoformat()


@pytest.fixture
def run(repo, export, record, capfd):
    """run(entries, *arguments): (exit code, the rules and what they say, in order) with these entries."""
    archive = export(
        record("PYSEC-1", "example", fixed="2.0", aliases=["CVE-1", "GHSA-1"], summary="It breaks."),
        record("PYSEC-2", "example", fixed="1.5", aliases=["CVE-2"]),
        record("PYSEC-3", "other", fixed="3.0", aliases=["CVE-1"]),
        record("PYSEC-4", "endless"),
    )

    def make(entries, *arguments, **extra):
        ignores.of.cache_clear()
        lines = [f"[[deps.{ignores.KEY}]]\n" + "".join(f"{k} = {v}\n" for k, v in entry.items()) for entry in entries]
        repo.write("pratique.toml", "".join(lines))
        code = hook.main(["check", *arguments, "--advisories", str(archive), "--format", "json"])
        report = json.loads(capfd.readouterr().out)
        assert report["errors"] == extra.get("errors", [])
        return code, [(found["rule"], found["message"].partition(":")[0]) for found in report["findings"]]

    return make


def entry(name, package=None, expires=None, reason="not reached"):
    row = {"id": json.dumps(name), "reason": json.dumps(reason)}
    if package:
        row["package"] = json.dumps(package)
    if expires:
        row["expires"] = expires
    return row


VULNERABLE = "vulnerable-dependency"
SECOND = (VULNERABLE, "example 1.0 has a known vulnerability, PYSEC-2 (CVE-2)")
FIRST = (VULNERABLE, "example 1.0 has a known vulnerability, PYSEC-1 (GHSA-1, CVE-1)")
CASES = [
    ([], [FIRST, SECOND], "nothing is ignored"),
    ([entry("PYSEC-1")], [SECOND], "by its id"),
    ([entry("CVE-1")], [SECOND], "by an alias"),
    ([entry("ghsa-1")], [SECOND], "in lower case"),
    ([entry("CVE-1", "Example")], [SECOND], "for the package, whose name is not canonical"),
    ([entry("CVE-1", "example"), entry("CVE-2", "Example")], [], "each for the package"),
    ([entry("CVE-1", expires=FUTURE)], [SECOND], "until tomorrow"),
    ([entry("CVE-1", expires=TODAY.isoformat())], [SECOND], "until today"),
    ([entry("CVE-1"), entry("PYSEC-2")], [], "both"),
]


@pytest.mark.parametrize(("entries", "found"), [case[:2] for case in CASES], ids=[case[2] for case in CASES])
def test_what_is_ignored(repo, run, entries, found):
    repo.stage("requirements.txt", "example==1.0\n")
    repo.stage("more/requirements.txt", "other==3.0\n")
    assert run(entries) == (1 if found else 0, found)


def test_another_package_with_the_same_advisory_is_still_found(repo, run):
    repo.stage("requirements.txt", "example==1.5\nother==2.0\n")
    assert run([entry("CVE-1", "other")]) == (1, [(VULNERABLE, FIRST[1].replace("1.0", "1.5"))])


def test_after_its_day_an_advisory_is_found_again_and_the_entry_as_well(repo, run):
    repo.stage("requirements.txt", "example==1.5\n")
    code, found = run([entry("CVE-1", expires=PAST)])
    assert code == 1
    assert found == [
        ("stale-advisory-ignore", f"CVE-1, which the settings ignore, expired on {PAST}"),
        (VULNERABLE, "example 1.5 has a known vulnerability, PYSEC-1 (GHSA-1, CVE-1)"),
    ]


def test_the_fix_is_not_held_up_by_what_is_ignored(repo, run, export, record, capfd):
    archive = export(record("X-1", "a"), record("X-2", "a", fixed="1.0.1"), name="two.zip")
    repo.write("requirements.txt", "a==1.0\n")
    repo.write("pratique.toml", f'[[deps.{ignores.KEY}]]\nid = "X-1"\nreason = "not reached"\n')
    hook.main(["check", "requirements.txt", "--advisories", str(archive), "--fix"])
    assert (repo.path / "requirements.txt").read_text() == "a==1.0.1\n"


def test_a_range_is_free_once_what_covers_it_is_ignored(repo, run):
    repo.stage("requirements.txt", "endless\nexample<2\n")
    assert [found[0] for found in run([])[1]] == ["vulnerable-range", "vulnerable-range"]
    assert run([entry("PYSEC-4"), entry("PYSEC-1")]) == (0, [])
    assert [found[0] for found in run([entry("PYSEC-4"), entry("PYSEC-2")])[1]] == ["vulnerable-range"]


def test_who_ignores_one_record_ignores_the_others_that_list_the_same_weakness(repo, export, record, capfd):
    archive = export(
        record("GHSA-1", "a", fixed="2", aliases=["CVE-1"]),
        record("PYSEC-1", "a", aliases=["CVE-1"]),
        record("PYSEC-2", "a", fixed="1.0.1"),
        name="twins.zip",
    )
    repo.write("requirements.txt", "a==1.0\n")
    repo.write("more/requirements.txt", "a>=1.2\n")
    repo.write("pratique.toml", f'[[deps.{ignores.KEY}]]\nid = "GHSA-1"\nreason = "not reached"\n')
    assert hook.main(["check", "more/requirements.txt", "--advisories", str(archive)]) == 0
    hook.main(["check", "requirements.txt", "--advisories", str(archive), "--fix"])
    assert (repo.path / "requirements.txt").read_text() == "a==1.0.1\n"


STALE = [
    ([entry("PYSEC-9")], "PYSEC-9, which the settings ignore, is the id of no advisory in the index", "a misspelt id"),
    (
        [entry("CVE-2", "other")],
        "CVE-2, which the settings ignore for other, is the id of no advisory on other in the index",
        "no advisory on that package",
    ),
]


@pytest.mark.parametrize(("entries", "said"), [case[:2] for case in STALE], ids=[case[2] for case in STALE])
def test_what_the_index_does_not_know_is_stale_whatever_was_looked_at(repo, run, entries, said):
    repo.stage("requirements.txt", "fine==1.0\n")
    repo.stage("more/requirements.txt", "example==3.0\n")
    for arguments in (["requirements.txt"], ["--all-files"]):
        assert run(entries, *arguments) == (1, [("stale-advisory-ignore", said)])


def test_what_hits_nothing_is_stale_only_once_every_manifest_was_looked_at(repo, run):
    repo.stage("requirements.txt", "fine==1.0\n")
    repo.stage("more/requirements.txt", "example==3.0\n")
    entries = [entry("CVE-1")]
    assert run(entries, "requirements.txt") == (0, [])
    stale = (
        "stale-advisory-ignore",
        "CVE-1, which the settings ignore, hits nothing that the manifests of this repository name",
    )
    for arguments in (["--all-files"], ["."], ["requirements.txt", "more/requirements.txt"], []):
        assert run(entries, *arguments) == (1, [stale]), arguments
    repo.write("more/requirements.txt", "example==1.5\n")
    assert run(entries, "--all-files") == (0, [])


RANGES = [
    ("fine>=1.0\n", [entry("CVE-2")], False, "what the range brings may need it"),
    ("example>=1.0\n", [entry("CVE-2")], False, "what the range comes to may need it"),
    ("example==3.0\nfine>=1.0\n", [entry("CVE-2")], True, "the only package that it is about is pinned"),
    ("example==3.0\nfine>=1.0\n", [entry("CVE-1")], False, "it is about another package as well"),
    ("example==3.0\nfine>=1.0\n", [entry("CVE-1", "example")], True, "but not for the entry"),
]


@pytest.mark.parametrize(("text", "entries", "said"), [case[:3] for case in RANGES], ids=[case[3] for case in RANGES])
def test_where_ranges_are_open_it_is_not_certain_that_nothing_is_hit(repo, run, text, entries, said):
    repo.stage("requirements.txt", text)
    assert [found[0] for found in run(entries)[1]] == (["stale-advisory-ignore"] if said else [])


def test_a_manifest_that_cannot_be_read_may_need_the_entry(repo, run):
    repo.stage("requirements.txt", "fine==1.0\n")
    repo.stage("pyproject.toml", "[project\n")
    assert run([entry("CVE-1")], "--all-files", errors=[ANY])[1] == []


class _Any:
    def __eq__(self, other):
        return True


ANY = _Any()


def test_it_stands_where_the_entry_is(repo, export, record, capfd):
    archive = export(record("PYSEC-1", "example", fixed="2.0"))
    repo.stage("requirements.txt", "example==2.0\n")
    repo.write("pyproject.toml", f'[tool.pratique.deps]\n{ignores.KEY} = [\n  {{ id = "X", reason = "r" }},\n]\n')
    assert hook.main(["check", "--advisories", str(archive)]) == 1
    assert "pyproject.toml:3:11: stale-advisory-ignore: X, which" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param('id = "X"', "entry 1: lacks its reason", id="no-reason"),
        pytest.param('reason = "r"', "entry 1: lacks its id", id="no-id"),
        pytest.param('id = "X"\nreason = "r"\nexpires = "soon"', "must be a date as in 2026-12-31", id="no-date"),
        pytest.param('id = "X"\nreason = "r"\nuntil = 2026-12-31', 'unknown key "until"', id="another-key"),
    ],
)
def test_an_entry_that_makes_no_sense_is_an_error(repo, capfd, row, said):
    repo.stage("requirements.txt", "example\n")
    repo.write("pratique.toml", f"[[deps.{ignores.KEY}]]\n{row}\n")
    assert hook.main(["check"]) == 2
    assert said in capfd.readouterr().err
