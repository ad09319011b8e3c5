"""Records and archives that make no sense: nothing crashes, the rest counts, and each fault is named."""

from __future__ import annotations

import copy
import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pratique.core.errors import DataError
from pratique.core.finding import Finding, Severity
from pratique.deps.advisories import build, match
from pratique.deps.advisories.index import Index

PACKAGE = {"ecosystem": "PyPI", "name": "a"}
SOUND = {
    "id": "X-1",
    "modified": "2024-01-01T00:00:00Z",
    "aliases": ["CVE-1"],
    "summary": "It breaks.",
    "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
    "affected": [
        {
            "package": PACKAGE,
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2"}]}],
            "versions": ["1"],
            "database_specific": {"severity": "LOW"},
        }
    ],
}
WITNESS = {"id": "X-2", "affected": [{"package": PACKAGE, "versions": ["7"]}]}
FIELDS = [
    ("id",),
    ("aliases",),
    ("aliases", 0),
    ("severity",),
    ("severity", 0),
    ("severity", 0, "score"),
    ("affected",),
    ("affected", 0),
    ("affected", 0, "package"),
    ("affected", 0, "package", "ecosystem"),
    ("affected", 0, "package", "name"),
    ("affected", 0, "ranges"),
    ("affected", 0, "ranges", 0),
    ("affected", 0, "ranges", 0, "type"),
    ("affected", 0, "ranges", 0, "events"),
    ("affected", 0, "ranges", 0, "events", 1),
    ("affected", 0, "ranges", 0, "events", 1, "fixed"),
    ("affected", 0, "versions"),
    ("affected", 0, "versions", 0),
    ("withdrawn",),
    ("summary",),
]
DEEP = "[" * 1_000 + "]" * 1_000
ABSURD = {  # as JSON, which can say more than Python's writer of it would
    "a flag": "true",
    "a number": "3",
    "not a number": "NaN",
    "more than any number": "1e999",
    "four hundred digits": "1" + "0" * 400,
    "a list": '["x", 1]',
    "a table": '{"x": 1}',
    "nested deeply": DEEP,
    "half of a character": '"\\ud800"',
    "a megabyte": '"' + "9" * 1_000_000 + '"',
    "digits without end": '"' + "9" * 5_000 + '"',
    "control characters": '"1\\u0000\\u001b[2J\\n2"',
}
# Of a summary only what can be shown is taken.
TAKEN = ("a megabyte", "digits without end", "half of a character", "control characters")


def replaced(path, written):
    """The sound record with other JSON at the path."""
    record = copy.deepcopy(SOUND)
    holder = record
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = "@PLACE@"
    return json.dumps(record).replace('"@PLACE@"', written).encode()


def indexed(folder, *raws):
    items = [(f"record-{number}", raw) for number, raw in enumerate(raws)]
    facts = build.write(items, len(items), str(folder / "index"), "here")
    index = Index(str(folder / "index"))
    about = index.about("a")
    for version in ("0.5", "1", "2", "odd"):
        match.groups(match.hits(about, "a", version))
        match.fixed_version(about, "a", version)
    index.close()
    return facts, about


@pytest.mark.parametrize("path", FIELDS, ids=lambda path: ".".join(map(str, path)))
@pytest.mark.parametrize("kind", ABSURD)
def test_a_field_that_is_absurd_is_named_and_the_other_records_count(tmp_path, path, kind):
    facts, about = indexed(tmp_path, replaced(path, ABSURD[kind]), json.dumps(WITNESS).encode())
    assert any(match.hits(about, "a", "7"))
    if path != ("summary",) or kind not in TAKEN:
        assert facts.faults, (path, kind)
    assert all(fault.startswith("record-0: ") and len(fault) < 200 and fault.isprintable() for fault in facts.faults)


REQUIRED = [path for path in FIELDS if path not in {("aliases",), ("severity",), ("withdrawn",), ("summary",)}]


@pytest.mark.parametrize("path", REQUIRED, ids=lambda path: ".".join(map(str, path)))
@pytest.mark.parametrize("written", ["null", '""'])
def test_a_field_that_is_empty_is_named_or_changes_nothing(tmp_path, path, written):
    facts, about = indexed(tmp_path, replaced(path, written), json.dumps(WITNESS).encode())
    found = [item.id for item in match.hits(about, "a", "1")]
    assert facts.faults or found == ["X-1"]
    assert any(match.hits(about, "a", "7"))


@pytest.mark.parametrize(
    "path", [path for path in FIELDS if isinstance(path[-1], str)], ids=lambda p: ".".join(map(str, p))
)
def test_a_field_that_is_missing_is_named_or_changes_nothing(tmp_path, path):
    record = copy.deepcopy(SOUND)
    holder = record
    for key in path[:-1]:
        holder = holder[key]
    holder.pop(path[-1], None)
    facts, about = indexed(tmp_path, json.dumps(record).encode(), json.dumps(WITNESS).encode())
    assert facts.faults or [item.id for item in match.hits(about, "a", "1")] == ["X-1"]


def test_a_key_that_stands_twice_is_named_and_the_last_one_counts(tmp_path):
    raw = json.dumps(SOUND)[:-1].encode() + b', "id": "X-9"}'
    facts, about = indexed(tmp_path, raw)
    assert facts.faults == ("record-0: holds the key 'id' twice",)
    assert [item.id for item in about] == ["X-9"]


def test_a_key_that_stands_often_costs_no_more_than_reading_it(tmp_path):
    raw = b'{"id": "X-1", ' + b", ".join(b'"k%d": 1, "k%d": 2' % (n, n) for n in range(20_000)) + b"}"
    facts, _ = indexed(tmp_path, raw, json.dumps(WITNESS).encode())
    assert len(facts.faults) + facts.unnamed == 20_000
    assert len(facts.faults) == 1_000


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["0", "1", "PyPI"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(FIELDS), ANYTHING), min_size=1, max_size=4))
def test_several_fields_may_hold_anything(tmp_path_factory, changes):
    record = copy.deepcopy(SOUND)
    for path, value in changes:
        holder = record
        try:
            for key in path[:-1]:
                holder = holder[key]
            holder[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    _, about = indexed(tmp_path_factory.mktemp("x"), json.dumps(record).encode(), json.dumps(WITNESS).encode())
    assert any(match.hits(about, "a", "7"))


# Two records with one id, which should not be.


def test_two_records_with_one_id_are_both_kept(tmp_path):
    other = {"id": "X-1", "affected": [{"package": PACKAGE, "versions": ["5"]}]}
    _, about = indexed(tmp_path, json.dumps(SOUND).encode(), json.dumps(other).encode())
    for version in ("1", "5"):
        assert [item.id for item in match.hits(about, "a", version)] == ["X-1"]


# Archives.


def test_folders_other_files_and_upper_case_in_an_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("PyPI/deep/", "")
        archive.writestr("PyPI/deep/X-1.JSON", json.dumps(SOUND))
        archive.writestr("../../X-2.json", json.dumps(WITNESS))
        archive.writestr("README.md", "# text")
    facts = build.from_zip(str(tmp_path / "all.zip"), str(tmp_path / "cache" / "index"), "here")
    assert (facts.records, facts.faults) == (2, ())
    assert [entry.name for entry in (tmp_path / "cache").iterdir()] == ["index"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_with_one_name_all_count(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("X.json", json.dumps(SOUND))
        archive.writestr("X.json", json.dumps(WITNESS))
    build.from_zip(str(tmp_path / "all.zip"), str(tmp_path / "index"), "here")
    assert [item.id for item in Index(str(tmp_path / "index")).about("a")] == ["X-1", "X-2"]


def test_a_member_behind_a_password_is_named_and_the_rest_counts(tmp_path):
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("X-1.json", json.dumps(SOUND))
        archive.writestr("X-2.json", json.dumps(WITNESS))
    raw = bytearray(plain.getvalue())
    raw[6] |= 1  # flags of the first member, in its own head and in the directory
    raw[raw.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "all.zip").write_bytes(raw)
    facts = build.from_zip(str(tmp_path / "all.zip"), str(tmp_path / "index"), "here")
    assert facts.faults == ("X-1: is encrypted",)
    assert [item.id for item in Index(str(tmp_path / "index")).about("a")] == ["X-2"]


def test_an_archive_that_unpacks_to_more_than_there_can_be_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "RECORD_LIMIT", 100_000)
    monkeypatch.setattr(build, "UNPACKED_LIMIT", 1_000_000)
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"{number}.json", b" " * 10_000_000)
    with pytest.raises(DataError, match="unpacks to more than"):
        build.from_zip(str(tmp_path / "all.zip"), str(tmp_path / "index"), "here")
    assert [entry.name for entry in tmp_path.iterdir()] == ["all.zip"]


def test_names_of_members_do_not_steer_the_terminal(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("\x1b[2J\nX" + "x" * 5_000 + ".json", "{")
        archive.writestr("X-2.json", json.dumps(WITNESS))
    facts = build.from_zip(str(tmp_path / "all.zip"), str(tmp_path / "index"), "here")
    (fault,) = facts.faults
    assert fault.isprintable()
    assert len(fault) < 400


# Malware.

MALWARE = [
    ({}, {"evil": "critical", "evil==1": "critical", "evil>=2": "critical"}, "the whole package"),
    ({"introduced": "", "versions": ["1.0"]}, {"evil==1": "critical", "evil==2": None}, "some versions"),
    ({"withdrawn": "2024-01-01T00:00:00Z"}, {"evil": None, "evil==1": None}, "withdrawn"),
]


@pytest.mark.parametrize(("fields", "verdicts"), [case[:2] for case in MALWARE], ids=[case[2] for case in MALWARE])
def test_malware(audit, export, record, fields, verdicts):
    archive = export(record("MAL-2024-1", "Evil", **fields), record("X-1", "other", fixed="1"))
    for line, severity in verdicts.items():
        found = [item for item in audit("requirements.txt", line, advisories=str(archive)) if isinstance(item, Finding)]
        assert [item.severity for item in found] == ([Severity.CRITICAL] if severity else []), line
        assert all(dict(item.properties)["id"] == "MAL-2024-1" for item in found)


def test_malware_under_several_names(audit, export, record):
    evil = record("MAL-2024-1", "evil-one")
    evil["affected"].append({"package": {"ecosystem": "PyPI", "name": "evil.two"}, "versions": ["1.0"]})
    evil["affected"].append({"package": {"ecosystem": "npm", "name": "evil-three"}, "versions": ["1.0"]})
    text = "evil_one\nevil-two==1.0\nevil-three==1.0\n"
    found = [
        item for item in audit("requirements.txt", text, advisories=str(export(evil))) if isinstance(item, Finding)
    ]
    assert [dict(item.properties)["package"] for item in found] == ["evil-one", "evil-two"]
    assert "Malicious" not in found[0].message or "evil-one" in found[0].message
