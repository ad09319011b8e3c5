"""Which versions an advisory speaks of: the pitfalls of the OSV format, and a second opinion."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import InvalidVersion, Version

from pratique.deps.advisories import match, records
from pratique.deps.names import canonical

DATA = Path(os.environ.get("PRATIQUE_DATA", Path(__file__).parents[2].parent / "shared" / "data")) / "osv-pypi.zip"


def affected(package="example", versions=(), *ranges):
    entry = {"package": {"ecosystem": "PyPI", "name": package}, "versions": list(versions)}
    return {**entry, "ranges": [{"type": "ECOSYSTEM", "events": list(events)} for events in ranges]}


def load(*entries, **fields):
    faults = records.Faults()
    advisory = records.read(json.dumps({"id": "X-1", "affected": list(entries), **fields}).encode(), faults)
    return advisory, faults


def is_hit(advisory, version, package="example"):
    return advisory is not None and any(match.hits([advisory], package, version))


FROM_START = {"introduced": "0"}
CASES = [
    (affected("example", [], [FROM_START, {"fixed": "1.2"}]), "1.1", "1.2", "below the fixed version"),
    (affected("example", [], [FROM_START, {"fixed": "4.2"}]), "4.2rc1", "4.2", "a pre-release of the fixed version"),
    (affected("example", [], [FROM_START, {"last_affected": "1.1"}]), "1.1", "1.2", "the last affected version"),
    (affected("example", [], [FROM_START, {"last_affected": "1.1"}]), "1.1+cu118", "1.1.1", "its local build"),
    (affected("example", [], [{"introduced": "1.0"}, {"fixed": "1.2"}]), "1.0", "0.9", "before it was introduced"),
    (affected("example", [], [{"fixed": "1.2"}, FROM_START]), "1.1", "1.2", "events out of order"),
    (
        affected("example", [], [{"introduced": "2.0"}, {"fixed": "2.10"}, FROM_START, {"fixed": "1.9"}]),
        "2.9",
        "1.10",
        "several intervals, ordered as versions and not as text",
    ),
    (affected("example", [], [FROM_START, {}, {"fixed": "1.2"}]), "1.1", "1.2", "an event that says nothing"),
    (affected("example", ["3.2a1"], [FROM_START, {"fixed": "1.2"}]), "3.2a1", "3.2", "listed, but outside the range"),
    (affected("example", ["1.0"], []), "1.0.0", "1.0.1", "another spelling of a listed version"),
    (affected("example", ["1.0"], []), "1.0+cu118", "1.1+cu118", "a local build of a listed version"),
    (affected("example", ["2004d"], []), "2004d", "2004e", "versions that PEP 440 does not know"),
    (affected("Ex_Ample.X", ["1"], []), "1", "2", "a name that is not canonical"),
    (affected("example", [], [FROM_START]), "999", None, "no fixed version"),
    (affected("example", [], [FROM_START, {"fixed": "1!0"}]), "2024.1", "1!1", "an epoch"),
    (affected("example", [], [FROM_START, {"fixed": "1.0.post1"}]), "1.0", "1.0.post1", "fixed in a post-release"),
    (affected("example", [], [FROM_START, {"fixed": "1.0+p1"}]), "1.0", "1.0+p1", "fixed in a local version"),
    (affected("example", ["1.0"], [FROM_START, {"fixed": "odd-1"}]), "1.0", "0.9", "a range that cannot be read"),
    (affected("example", [], [FROM_START, {"limit": "1.2"}]), "1.1", "1.2", "the end of what the record speaks of"),
    (
        affected("example", [], [FROM_START, {"limit": "1.2"}, {"limit": "1.4"}]),
        "1.3",
        "1.4",
        "the further of two ends",
    ),
    (affected("example", [], [FROM_START, {"limit": "1.2"}, {"limit": "*"}]), "9", None, "no end at all"),
    (affected("example", [], [FROM_START, {"limit": "2"}, {"fixed": "1.2"}]), "1.1", "1.2", "fixed before the end"),
    (
        affected("example", [], [{"introduced": "0", "fixed": None}, {"fixed": "1.2"}]),
        "1.1",
        "1.2",
        "a key without a value",
    ),
    (affected("example", [], [FROM_START]), "odd-1", None, "all versions, also one that PEP 440 cannot order"),
    (affected("example", [], [{"introduced": "1"}]), "1.0", "odd-1", "no bounds but the first, which tells nothing"),
    (
        affected("example", ["1.0"], [{"introduced": "2"}]),
        "1.0",
        "1.0+cu118",
        "a list beside a range is taken as it is",
    ),
]


@pytest.mark.parametrize(("entry", "hit", "miss"), [case[:3] for case in CASES], ids=[case[3] for case in CASES])
def test_a_version_is_hit_and_its_neighbour_is_not(entry, hit, miss):
    advisory, _ = load(entry)
    package = canonical(entry["package"]["name"])
    assert is_hit(advisory, hit, package)
    assert miss is None or not is_hit(advisory, miss, package)
    assert not is_hit(advisory, hit, package + "-two")


def test_all_entries_for_one_package_count():
    advisory, _ = load(
        affected("a", ["1"]), affected("A", [], [{"introduced": "3"}, {"fixed": "4"}]), affected("b", ["2"])
    )
    assert [is_hit(advisory, version, "a") for version in ("1", "2", "3.5", "4")] == [True, False, True, False]
    assert is_hit(advisory, "2", "b")


def test_commits_and_other_ecosystems_say_nothing_about_releases():
    git = {**affected("a", ["1"]), "ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}
    npm = affected("a", ["2"])
    npm["package"]["ecosystem"] = "npm"
    advisory, faults = load(git, npm)
    assert [is_hit(advisory, version, "a") for version in ("1", "2")] == [True, False]
    assert faults == []


def test_a_withdrawn_advisory_is_none():
    assert load(affected("a", ["1"]), withdrawn="2024-01-01T00:00:00Z") == (None, [])


ENTRY = b'{"id": "X", "affected": [{"package": {"ecosystem": "PyPI", "name": "a"}%s}]}'
FAULTY = [
    (b"{", "is not JSON"),
    (b"\xff", "is not JSON"),
    (b"", "is not JSON"),
    (b"[" * 100_000, "is not JSON"),
    (b'{"id": ' + b"9" * 5_000 + b"}", "is not JSON"),
    (b"[]", "is a list, not a table"),
    (b"NaN", "is a number, not a table"),
    (b'{"affected": []}', "has no id"),
    (b'{"id": ""}', "has no id"),
    (b'{"id": 3}', "id is a number, not a text"),
    (b'{"id": "\\ud800"}', "cannot be printed"),
    (b'{"id": "' + b"x" * 1_000_000 + b'"}', "id has 1,000,000 characters"),
    (b'{"id": "X"}', "speaks of no package"),
    (b'{"id": "X", "affected": {}}', "affected is a table, not a list"),
    (b'{"id": "X", "affected": [null]}', "without a package"),
    (b'{"id": "X", "affected": [{"package": {"name": "a"}}]}', "has no ecosystem"),
    (b'{"id": "X", "affected": [{"package": {"ecosystem": "PyPI"}}]}', "has no name"),
    (b'{"id": "X", "affected": [{"package": {"ecosystem": "PyPI", "name": "a b"}}]}', "none of a Python package"),
    (ENTRY % b"", "names no version of 'a'"),
    (ENTRY % b', "versions": "1"', "versions is a text, not a list"),
    (ENTRY % b', "versions": [null, 1e999]', "version is a number, not a text"),
    (ENTRY % b', "ranges": [3]', "range is a number, not a table"),
    (ENTRY % b', "ranges": [{"events": [{"introduced": "0"}]}]', "range of the type nothing"),
    (ENTRY % b', "ranges": [{"type": "CALVER", "events": []}]', "range of the type 'CALVER'"),
    (ENTRY % b', "ranges": [{"type": "ECOSYSTEM", "events": [3]}]', "event that says nothing: a number"),
    (ENTRY % b', "ranges": [{"type": "ECOSYSTEM", "events": [{}]}]', "event that says nothing: {}"),
    (ENTRY % b', "ranges": [{"type": "ECOSYSTEM", "events": [{"fixed": "1"}]}]', "begins nowhere"),
    (ENTRY % b', "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": 0}]}]', "a number, which is not a version"),
]


@pytest.mark.parametrize(("raw", "fault"), FAULTY, ids=[f"{case[0][:90]!r}" for case in FAULTY])
def test_a_record_that_makes_no_sense_is_named_and_skipped(raw, fault):
    faults = records.Faults()
    assert records.read(raw, faults) is None
    assert any(fault in said for said in faults)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(0, 9)
    | st.sampled_from(["", "0", "1.0", "PyPI", "a", "ECOSYSTEM", "odd-1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["introduced", "fixed", "x"]), inner),
    max_leaves=5,
)
SOUND = {
    "id": "X-1",
    "aliases": ["CVE-1"],
    "summary": "text",
    "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
    "affected": [affected("a", ["1"], [FROM_START, {"fixed": "2"}])],
    "database_specific": {"severity": "LOW"},
}


def _paths(value, path=()):
    yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _paths(inner, (*path, key))


@given(st.sampled_from([path for path in _paths(SOUND) if path]), JSON)
def test_any_field_may_be_of_any_kind_without_a_crash(path, value):
    record = json.loads(json.dumps(SOUND))
    holder = record
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    faults = records.Faults()
    advisory = records.read(json.dumps(record).encode(), faults)
    if advisory is not None:
        is_hit(advisory, "1", "a")
        match.fixed_version([advisory], "a", "1")


def advisory_of(name, aliases, *ranges, versions=()):
    found = load(affected("a", versions, *ranges), id=name, aliases=aliases)[0]
    assert found is not None
    return found._replace(id=name)


def test_records_of_one_weakness_are_one_group():
    group = [
        advisory_of("PYSEC-1", ["CVE-1", "GHSA-a"], versions=["1"]),
        advisory_of("GHSA-a", ["CVE-1"], versions=["1"]),
        advisory_of("GHSA-b", ["CVE-2"], versions=["1"]),
        advisory_of("MIX-1", ["CVE-2", "GHSA-c"], versions=["1"]),
        advisory_of("GHSA-c", [], versions=["1"]),
        advisory_of("PYSEC-9", [], versions=["1"]),
    ]
    found = {tuple(item.id for item in members) for members in match.groups(reversed(group))}
    assert found == {("GHSA-a", "PYSEC-1"), ("GHSA-b", "GHSA-c", "MIX-1"), ("PYSEC-9",)}


FIXES = [
    ([[FROM_START, {"fixed": "1.2"}]], "1.0", "1.2", "the fixed version"),
    (
        [[FROM_START, {"fixed": "1.2"}], [{"introduced": "1.1"}, {"fixed": "1.3"}]],
        "1.0",
        "1.3",
        "past another advisory",
    ),
    ([[FROM_START, {"fixed": "1.9"}, {"introduced": "2.0"}, {"fixed": "2.1"}]], "1.0", "1.9", "on its own branch"),
    ([[FROM_START, {"fixed": "1.9"}, {"introduced": "2.0"}, {"fixed": "2.1"}]], "2.0", "2.1", "never downwards"),
    ([[FROM_START, {"fixed": "2.0rc1"}], [FROM_START, {"fixed": "2.0"}]], "1.0", "2.0", "no pre-release"),
    ([[FROM_START, {"fixed": "2.0rc1"}]], "1.0", "2.0rc1", "a pre-release where there is nothing else"),
    (
        [[FROM_START, {"fixed": "2.0rc2"}], [FROM_START, {"fixed": "1.0"}]],
        "2.0rc1",
        "2.0rc2",
        "from one pre-release to the next",
    ),
    ([[FROM_START]], "1.0", "", "none is known"),
    ([[FROM_START, {"last_affected": "1.5"}]], "1.0", "", "the last affected version is not a fixed one"),
    ([[FROM_START, {"limit": "1.5"}]], "1.0", "", "nor is the end of what a record speaks of"),
    (
        [[FROM_START, {"fixed": "1.2"}, {"fixed": "1.4"}], [FROM_START, {"last_affected": "1.3"}]],
        "1.0",
        "1.4",
        "a second fix",
    ),
]


@pytest.mark.parametrize(("ranges", "version", "fixed"), [case[:3] for case in FIXES], ids=[case[3] for case in FIXES])
def test_the_fixed_version_is_the_lowest_later_one_that_nothing_hits(ranges, version, fixed):
    advisories = [advisory_of(f"X-{number}", [], events) for number, events in enumerate(ranges)]
    assert match.fixed_version(advisories, "a", version) == fixed


LASTS = [
    ([[FROM_START, {"last_affected": "1.5"}]], ["1.10"], "1.10", "a listed one after it"),
    ([[FROM_START, {"last_affected": "1.5"}], [FROM_START]], [], "", "another has no end"),
    ([[FROM_START, {"fixed": "1.5"}]], ["odd"], "1.5", "none after the fixed one either"),
    ([[]], ["odd"], "", "none that can be ordered"),
]


@pytest.mark.parametrize(("ranges", "listed", "last"), [case[:3] for case in LASTS], ids=[case[3] for case in LASTS])
def test_the_version_after_which_none_is_affected(ranges, listed, last):
    advisories = [advisory_of(f"X-{number}", [], events, versions=listed) for number, events in enumerate(ranges)]
    assert match.last_affected(advisories, "a") == last


# The second opinion: the pseudo code of the OSV schema, written out plainly, without intervals.


def _version(text):
    try:
        return Version(text)
    except InvalidVersion:
        return None


def judge(record, package, text):
    """Whether the record says that the version is affected; ranges with odd versions do not speak."""
    version = _version(text)
    if record.get("withdrawn"):
        return False
    for entry in record["affected"]:
        if canonical(entry["package"]["name"]) != package:
            continue
        for listed in entry.get("versions", []):
            if listed == text or (version is not None and _version(listed) == version):
                return True
        for item in entry.get("ranges", []):
            if item["type"] == "ECOSYSTEM" and version is not None and _in_range(item["events"], version):
                return True
    return False


def _in_range(events, version):
    flat = [(kind, text) for event in events for kind, text in event.items()]
    if any(text != "0" and _version(text) is None for _, text in flat):
        return False
    order = ("introduced", "fixed", "last_affected")
    vulnerable = False
    for kind, text in sorted(flat, key=lambda e: (e[1] != "0", _version(e[1]), order.index(e[0]))):
        at = _version(text)
        if kind == "introduced" and (text == "0" or version >= at):
            vulnerable = True
        elif (kind == "fixed" and version >= at) or (kind == "last_affected" and version > at):
            vulnerable = False
    return vulnerable


NUMBERS = st.sampled_from(["0.1", "1.0", "1.0rc1", "1.0.post1", "1.1", "2.0.dev1", "2.0", "10.0"])
EVENTS = st.lists(
    st.tuples(st.sampled_from(["introduced", "fixed", "last_affected"]), NUMBERS).map(lambda pair: dict([pair])),
    max_size=6,
)


@given(st.lists(EVENTS, max_size=2), st.lists(NUMBERS, max_size=2), NUMBERS, st.booleans())
def test_intervals_say_what_the_events_say(ranges, versions, version, from_start):
    ranges = [[FROM_START, *events] if from_start else events for events in ranges]
    advisory, _ = load(affected("a", versions, *ranges))
    assert is_hit(advisory, version, "a") == judge({"affected": [affected("a", versions, *ranges)]}, "a", version)


@pytest.mark.skipif(not DATA.exists(), reason="the export for tests is not here")
def test_a_sample_of_the_real_export_is_judged_alike():
    with zipfile.ZipFile(DATA) as archive:
        raws = [archive.read(name) for name in sorted(archive.namelist())[::9]]
    compared = 0
    for raw in raws:
        record = json.loads(raw)
        advisory = records.read(raw, records.Faults())
        package = canonical(record["affected"][0]["package"]["name"])
        named = {text for entry in record["affected"] for text in entry.get("versions", [])[::3]}
        for entry in record["affected"]:
            for item in entry.get("ranges", []):
                named |= {text for event in item["events"] for text in event.values() if item["type"] == "ECOSYSTEM"}
        for text in named:
            compared += 1
            assert is_hit(advisory, text, package) == judge(record, package, text), (record["id"], text)
    assert compared > 1_000
