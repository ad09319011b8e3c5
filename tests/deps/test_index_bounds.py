"""How large an index, the memory to build it and the time to ask it may become."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zipfile

import pytest

from pratique.core.finding import Severity
from pratique.deps.advisories import build, match
from pratique.deps.advisories.index import Index

PROGRAM = """
import os, resource, sys
from pratique.deps.advisories import build
build.from_zip(sys.argv[1], sys.argv[2], "here")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, os.path.getsize(sys.argv[2]))
"""


def advisory(number):
    """A record about as large as real ones are: three ranges, and the versions that they cover."""
    ranges = [
        {"type": "ECOSYSTEM", "events": [{"introduced": f"{major}.0"}, {"fixed": f"{major}.{number % 20 + 1}"}]}
        for major in range(3)
    ]
    versions = [f"{major}.{minor}" for major in range(3) for minor in range(number % 20 + 1)]
    return {
        "id": f"PYSEC-2024-{number}",
        "aliases": [f"CVE-2024-{number}", f"GHSA-{number:04}-aaaa-bbbb"],
        "details": f"Weakness {number}. " + "It lets a visitor do what only others may. " * 20,
        "affected": [
            {
                "package": {"ecosystem": "PyPI", "name": f"package-{number % 700}"},
                "ranges": ranges,
                "versions": versions,
            }
        ],
        "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"}],
    }


def malware(number):
    name = f"name-{number * 2_654_435_761 % 2**32:x}"
    entry = {"package": {"ecosystem": "PyPI", "name": name}}
    known = {"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]} if number % 2 else {"versions": ["1"]}
    return {
        "id": f"MAL-2024-{number}",
        "summary": f"Malicious code in {name} (PyPI)",
        "details": "It was reported to the index. " * 10,
        "affected": [{**entry, **known}],
    }


def archive_of(path, advisories, names):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(advisories):
            archive.writestr(f"PYSEC-2024-{number}.json", json.dumps(advisory(number)))
        for number in range(names):
            archive.writestr(f"MAL-2024-{number}.json", json.dumps(malware(number)))
    return path


def measured(archive, target):
    """(peak memory in bytes, size of the index) of a process that builds it."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(archive), str(target)], capture_output=True, check=True)
    peak, size = map(int, done.stdout.split())
    return (peak if sys.platform == "darwin" else peak * 1_024), size


@pytest.mark.slow
def test_memory_does_not_grow_with_the_records(tmp_path):
    small, _ = measured(archive_of(tmp_path / "small.zip", 300, 300), tmp_path / "small")
    large, size = measured(archive_of(tmp_path / "large.zip", 6_000, 30_000), tmp_path / "large")
    assert large - small < 40_000_000  # the archive's own directory: some 600 bytes a member
    assert size < 8_000_000


def test_a_name_of_malware_takes_little_room(tmp_path):
    items = [(f"MAL-{number}", json.dumps(malware(number)).encode()) for number in range(1, 6_000, 2)]
    build.write(items, len(items), str(tmp_path / "index"), "here")
    assert (tmp_path / "index").stat().st_size < len(items) * 75
    index = Index(str(tmp_path / "index"))
    (found,) = index.about(malware(77)["affected"][0]["package"]["name"])
    assert (found.id, found.is_malware, found.affected[0].is_every_version) == ("MAL-2024-77", True, True)
    assert found.summary == malware(77)["summary"]


def test_a_hundred_pins_are_looked_up_in_some_milliseconds(tmp_path):
    items = [(f"X-{number}", json.dumps(advisory(number)).encode()) for number in range(2_000)]
    build.write(items, len(items), str(tmp_path / "index"), "here")
    best = 1.0
    for _ in range(5):
        index = Index(str(tmp_path / "index"))
        begin = time.process_time()
        hits = sum(
            len(list(match.hits(index.about(f"package-{number}"), f"package-{number}", "1.0")))
            for number in range(0, 1_400, 14)
        )
        best = min(best, time.process_time() - begin)
        index.close()
    assert hits > 100
    assert best < 0.05


def test_the_gravest_severity_of_parts_of_a_record_counts(tmp_path):
    low, high = ([{"type": "CVSS_V3", "score": f"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:{c}/I:N/A:N"}] for c in "LH")
    record = advisory(1)
    first = {**record["affected"][0], "severity": low}
    record["affected"] = [first, {**first, "severity": high}, {**first, "severity": low}]
    build.write([("X", json.dumps(record).encode())], 1, str(tmp_path / "index"), "here")
    (found,) = Index(str(tmp_path / "index")).about("package-1")
    assert found.severity == Severity.HIGH.label
