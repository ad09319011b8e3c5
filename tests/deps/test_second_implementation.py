"""The evaluation once more, written plainly from the text of the OSV schema, and both compared.

Nothing of what follows, up to the tests, uses our own code: records are parsed here, names and
versions compared through `packaging`, events walked one by one for each version.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

DATA = Path(os.environ.get("PRATIQUE_DATA", Path(__file__).parents[2].parent / "shared" / "data")) / "osv-pypi.zip"
KINDS = ("introduced", "fixed", "last_affected")


@cache
def version_of(text):
    try:
        return Version(text)
    except InvalidVersion:
        return None


def is_listed(entry, text, version):
    for listed in entry.get("versions", []):
        if listed == text or (version is not None and version_of(listed) == version):
            return True
    counted = [item for item in entry.get("ranges", []) if item["type"] != "GIT" and is_readable(item)]
    if counted or version is None or version.local is None:
        return False
    return is_listed(entry, version.public, Version(version.public))


def is_readable(item):
    """A range counts if everything in it is a version."""
    told = [(kind, text) for event in item["events"] for kind, text in event.items()]
    return any(kind == "introduced" for kind, _ in told) and all(
        version_of(text) is not None or (kind, text) == ("limit", "*") for kind, text in told
    )


def is_in_range(item, version):
    told = [(kind, text) for event in item["events"] for kind, text in event.items()]
    limits = [text for kind, text in told if kind == "limit"]
    if limits and not any(limit == "*" or version < Version(limit) for limit in limits):
        return False
    steps = [(kind, text) for kind, text in told if kind != "limit"]
    steps.sort(key=lambda step: KINDS.index(step[0]))
    steps.sort(key=lambda step: Version(step[1]) if step != ("introduced", "0") else Version("0.dev0"))
    vulnerable = False
    for kind, text in steps:
        if kind == "introduced" and (text == "0" or version >= Version(text)):
            vulnerable = True
        if kind == "fixed" and version >= Version(text):
            vulnerable = False
        if kind == "last_affected" and version > Version(text) and Version(version.public) != Version(text):
            vulnerable = False
    return vulnerable


def is_everything(item):
    """Whether it leaves nothing out, not even a version that cannot be ordered."""
    told = [(kind, text) for event in item["events"] for kind, text in event.items()]
    limits = [text for kind, text in told if kind == "limit"]
    has_end = any(kind in ("fixed", "last_affected") for kind, _ in told) or (limits and "*" not in limits)
    return ("introduced", "0") in told and not has_end


def is_affected(record, package, text):
    if record.get("withdrawn"):
        return False
    version = version_of(text)
    for entry in record["affected"]:
        if entry["package"]["ecosystem"] != "PyPI" or canonicalize_name(entry["package"]["name"]) != package:
            continue
        if is_listed(entry, text, version):
            return True
        for item in entry.get("ranges", []):
            if item["type"] == "GIT" or not is_readable(item):
                continue
            if is_everything(item) or (version is not None and is_in_range(item, version)):
                return True
    return False


def sound_versions(records, package):
    """The versions that some record names as fixed and none affects, sorted."""
    named = {
        told["fixed"]
        for record in records
        if not record.get("withdrawn")
        for entry in record["affected"]
        if canonicalize_name(entry["package"]["name"]) == package
        for item in entry.get("ranges", [])
        if item["type"] != "GIT" and is_readable(item)
        for told in item["events"]
        if "fixed" in told
    }
    return sorted({Version(text) for text in named if not any(is_affected(one, package, text) for one in records)})


def fixed_version(sound, text):
    """The lowest later one of the sound versions; a pre-release only for want of another."""
    version = version_of(text)
    later = [] if version is None else [fixed for fixed in sound if fixed > version]
    if later and not version.is_prerelease:
        later = [fixed for fixed in later if not fixed.is_prerelease] or later
    return later[0] if later else None


def in_groups(records):
    """Sets of names, joined where two of them share one."""
    groups = []
    for record in records:
        names = {record["id"], *(alias.strip(" ,") for alias in record.get("aliases", []))}
        groups = [group for group in groups if not group & names] + [
            names.union(*(group for group in groups if group & names))
        ]
    return sorted(sorted(group) for group in groups)


def versions_of(record, package):
    """Each version that the record names for the package."""
    named = set()
    for entry in record["affected"]:
        if canonicalize_name(entry["package"]["name"]) == package:
            named |= set(entry.get("versions", []))
            for item in entry.get("ranges", []):
                if item["type"] != "GIT":
                    named |= {text for event in item["events"] for text in event.values()}
    return named


def around(text):
    """The version, and what lies just beside it."""
    version = version_of(text)
    if version is None:
        return [text]
    base = version.base_version
    return [text, f"{base}.dev0", f"{base}rc1", base, f"{base}.post1", f"{base}.1", f"{version.public}+local"]


# The tests. An index is asked as the hook asks it.


@pytest.fixture
def asked(tmp_path):
    """asked(archive): (about, hits, groups, fixed) of our own code, for an index of the archive."""
    from pratique.deps.advisories import build
    from pratique.deps.advisories.index import Index

    def make(archive):
        build.from_zip(str(archive), str(tmp_path / "index"), "here")
        return Index(str(tmp_path / "index"))

    return make


def compare(index, package, records, versions):
    """How many verdicts were compared; an assertion that fails names the version."""
    from pratique.deps.advisories import match

    about, sound = index.about(package), sound_versions(records, package)
    grouped = {}
    for text in versions:
        hit = [record for record in records if is_affected(record, package, text)]
        ids = tuple(record["id"] for record in hit)
        found = list(match.hits(about, package, text))
        assert sorted(item.id for item in found) == sorted(ids), (package, text)
        if ids not in grouped:
            named = [{name for item in group for name in (item.id, *item.aliases)} for group in match.groups(found)]
            grouped[ids] = sorted(map(sorted, named))
            assert grouped[ids] == in_groups(hit), (package, text)
        fixed = match.fixed_version(about, package, text)
        assert (Version(fixed) if fixed else None) == fixed_version(sound, text), (package, text)
    return len(versions)


def by_package(archive):
    found = defaultdict(list)
    with zipfile.ZipFile(archive) as opened:
        for name in sorted(opened.namelist()):
            record = json.loads(opened.read(name))
            for package in {canonicalize_name(entry["package"]["name"]) for entry in record["affected"]}:
                found[package].append(record)
    return found


@pytest.mark.slow
@pytest.mark.skipif(not DATA.exists(), reason="the export for tests is not here")
def test_every_record_and_every_version_of_the_export(asked):
    index = asked(DATA)
    compared = 0
    for package, records in by_package(DATA).items():
        named = {text for record in records for text in versions_of(record, package)}
        ends = {
            text
            for record in records
            for entry in record["affected"]
            for item in entry.get("ranges", [])
            if item["type"] != "GIT"
            for event in item["events"]
            for text in event.values()
        }
        compared += compare(index, package, records, sorted(named | {near for text in ends for near in around(text)}))
    assert compared > 20_000


@pytest.mark.skipif(not DATA.exists(), reason="the export for tests is not here")
def test_some_packages_of_the_export(asked):
    index = asked(DATA)
    compared = 0
    for package, records in list(by_package(DATA).items())[::30]:
        if len(records) < 30:
            named = sorted({text for record in records for text in versions_of(record, package)})
            compared += compare(index, package, records, named[::7])
    assert compared > 100


NUMBERS = st.sampled_from(
    ["0.1", "1.0", "1.0rc1", "1.0.post1", "1.0+b1", "1.1", "1.1.dev1", "2.0.dev1", "2", "10.0", "1!0.5", "odd-1"]
)
EVENTS = st.lists(
    st.tuples(st.sampled_from([*KINDS, *KINDS, "limit"]), NUMBERS).map(lambda pair: dict([pair])), max_size=5
)


def a_range(kind, events, is_first):
    """Where a last affected version means its local builds as well, no event speaks of one of them."""
    if any("last_affected" in event for event in events):
        events = [event for event in events if "1.0+b1" not in event.values()]
    return {"type": kind, "events": [*([{"introduced": "0"}] if is_first else []), *events]}


RANGES = st.builds(
    a_range, st.sampled_from(["ECOSYSTEM", "ECOSYSTEM", "ECOSYSTEM", "GIT", "SEMVER"]), EVENTS, st.booleans()
)
ENTRIES = st.builds(
    lambda name, ranges, versions: {
        "package": {"ecosystem": "PyPI", "name": name},
        "ranges": ranges,
        "versions": versions,
    },
    st.sampled_from(["a-b", "A_b", "c"]),
    st.lists(RANGES, max_size=2),
    st.lists(NUMBERS, max_size=3),
)
RECORDS = st.builds(
    lambda aliases, entries, withdrawn: {
        "aliases": sorted(aliases),
        "affected": entries,
        **({"withdrawn": "2024-01-01T00:00:00Z"} if withdrawn else {}),
    },
    st.sets(st.sampled_from(["CVE-1", "CVE-2", "CVE-3", "GHSA-1"]), max_size=2),
    st.lists(ENTRIES, min_size=1, max_size=3),
    st.sampled_from([False, False, False, True]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(RECORDS, min_size=1, max_size=4))
def test_generated_records(tmp_path_factory, records):
    from pratique.core.errors import DataError
    from pratique.deps.advisories import build
    from pratique.deps.advisories.index import Index

    records = [{"id": f"X-{number}", **record} for number, record in enumerate(records)]
    folder = tmp_path_factory.mktemp("generated")
    items = [(record["id"], json.dumps(record).encode()) for record in records]
    try:
        build.write(items, len(items), str(folder / "index"), "here")
    except DataError:
        return  # none of them says anything about a package
    index = Index(str(folder / "index"))
    pins = [
        "0.0.1",
        "0.1",
        "1.0",
        "1.0.dev3",
        "1.0rc1",
        "1.0.post1",
        "1.0+b1",
        "1.0+b2",
        "1.1",
        "1.1.dev1",
        "2",
        "2.0.dev1",
    ]
    for package in ("a-b", "c"):
        compare(index, package, records, [*pins, "3.0", "10", "1!0.1", "1!0.5", "odd-1", "odd-2"])
    index.close()
