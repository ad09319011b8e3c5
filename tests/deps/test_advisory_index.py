"""Building, keeping and choosing the index of advisories."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from pratique.core.errors import DataError
from pratique.core.finding import Aside, Finding, Notice, Problem
from pratique.deps.advisories import build, match, records, store
from pratique.deps.advisories.index import Index, open_index

DAY = 86_400


def entries(folder):
    return sorted(entry.name for entry in Path(folder).iterdir())


@pytest.fixture
def default_index(export, record):
    """default_index(age in days): an index at the default place, as `update` would leave it."""

    def make(age=0.0):
        path = Path(store.default_path())
        archive = export(record("PYSEC-1", "example", fixed="2.0"))
        build.from_zip(str(archive), str(path), "https://example.org/all.zip")
        connection = sqlite3.connect(path)
        connection.execute("UPDATE facts SET value = ? WHERE key = 'updated'", (repr(time.time() - age * DAY),))
        connection.commit()
        connection.close()
        return path

    return make


def test_an_index_gives_back_what_the_records_say(tmp_path, export, record):
    one = record("PYSEC-2", "Ex.Ample", fixed="2.0", versions=["odd-1"], aliases=["CVE-1"], summary="It breaks.")
    two = record("GHSA-1", "ex-ample", "1.0", last="1.5", database_specific={"severity": "MODERATE"})
    target = tmp_path / "x?y#%41.sqlite"
    facts = build.from_zip(str(export(one, two)), str(target), "here", etag='"tag"')
    index = Index(str(target))
    assert index.facts == facts
    assert (facts.source, facts.records, facts.etag, facts.faults) == ("here", 2, '"tag"', ())
    ghsa, pysec = index.about("ex-ample")
    assert (pysec.id, pysec.aliases, pysec.summary, pysec.severity) == ("PYSEC-2", ("CVE-1",), "It breaks.", "")
    assert (ghsa.id, ghsa.severity, ghsa.affected[0].intervals[0]) == ("GHSA-1", "medium", ("1.0", "1.5", True))
    assert index.about("ex") == []


def test_faulty_records_are_named_and_the_others_count(tmp_path, export, record):
    facts = build.from_zip(str(export(b"{", {"id": 3}, record("X-1", "a", fixed="1"))), str(tmp_path / "i"), "here")
    assert facts.records == 3
    assert facts.faults == ("record-0: is not JSON", "record-1: id is a number, not a text")


def test_faulty_records_of_an_archive_are_all_named_to_who_asks(export, record, load_settings):
    archive = export(*(b"{" for _ in range(5)), record("X-1", "a", fixed="1"))
    said = store.opened(load_settings(advisories=str(archive)))[1]
    assert [isinstance(notice, Aside) for notice in said] == [False, True, True]
    assert said[0].message.endswith("record-2: is not JSON and 2 more (--verbose names them)")
    assert said[1].message == f"{archive}: record-3: is not JSON"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("word " * 100, "word " * 39 + "…", id="words"),
        pytest.param("x" * 300, "x" * 199 + "…", id="one-long-word"),
        pytest.param("漏洞" * 200, "漏洞" * 99 + "漏…", id="a-script-without-spaces"),
    ],
)
def test_a_long_summary_is_cut(record, text, kept):
    advisory = records.read(json.dumps(record("X-1", "a", fixed="1", summary=text)).encode(), records.Faults())
    assert advisory.summary == kept.replace(" …", "…")


def test_a_record_beyond_all_measure_is_left_out(tmp_path, export, record, monkeypatch):
    monkeypatch.setattr(build, "RECORD_LIMIT", 1_000)
    big = record("X-2", "b", fixed="1", summary="x" * 2_000)
    facts = build.from_zip(str(export(record("X-1", "a", fixed="1"), big)), str(tmp_path / "i"), "here")
    assert facts.faults == ("X-2: is too large",)


BAD_ARCHIVES = [
    (lambda raw: raw[: len(raw) // 2], "not a whole zip archive", "truncated"),
    (lambda raw: raw.replace(b"long enough", b"long enouch"), "Bad CRC-32", "a bit that flipped"),
    (lambda raw: b"", "not a whole zip archive", "empty"),
    (lambda raw: b"<!DOCTYPE html>", "not a whole zip archive", "a web page"),
]


@pytest.mark.parametrize(
    ("damage", "said"), [case[:2] for case in BAD_ARCHIVES], ids=[case[2] for case in BAD_ARCHIVES]
)
def test_a_damaged_archive_leaves_the_old_index_whole_and_nothing_behind(
    tmp_path, export, record, default_index, damage, said
):
    path = default_index()
    before = path.read_bytes()
    archive = export(record("PYSEC-1", "example", fixed="2.0", summary="long enough to be damaged"), name="new.zip")
    archive.write_bytes(damage(archive.read_bytes()))
    with pytest.raises(DataError, match=said):
        build.from_zip(str(archive), str(path), "here")
    assert path.read_bytes() == before
    assert entries(path.parent) == ["advisories.sqlite"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_damaged_anywhere_is_an_error_or_whole(tmp_path, record, method):
    path, target = tmp_path / "all.zip", tmp_path / "index"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("X-1.json", json.dumps(record("X-1", "a", versions=["1"])))
    raw = path.read_bytes()
    refused = 0
    for place in range(0, len(raw), 5):
        path.write_bytes(raw[:place] + bytes([raw[place] ^ 0x55]) + raw[place + 1 :])
        try:
            build.from_zip(str(path), str(target), "here")
        except DataError:
            refused += 1
    assert refused > len(raw) // 20


def test_an_archive_without_python_advisories_is_refused(tmp_path, export, default_index):
    path = default_index()
    before = path.read_bytes()
    npm = {"id": "X", "affected": [{"package": {"ecosystem": "npm", "name": "a"}, "versions": ["1"]}]}
    with pytest.raises(DataError, match="no advisory on a Python package"):
        build.from_zip(str(export(npm, name="npm.zip")), str(path), "here")
    assert path.read_bytes() == before


def test_what_a_killed_process_left_is_swept_after_a_day(tmp_path, export, record):
    old, young = tmp_path / "a.advisories.tmp", tmp_path / "b.advisories.tmp"
    old.write_bytes(b"x")
    young.write_bytes(b"x")
    os.utime(old, (time.time() - 2 * DAY,) * 2)
    build.from_zip(str(export(record("X-1", "a", fixed="1"))), str(tmp_path / "i"), "here")
    assert [path.exists() for path in (old, young)] == [False, True]


def test_a_cache_folder_that_cannot_be_written_is_an_error_with_a_way_out(tmp_path, export, record):
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match="XDG_CACHE_HOME"):
        build.from_zip(str(export(record("X-1", "a", fixed="1"))), str(tmp_path / "file" / "i"), "here")


def test_a_full_disk_leaves_the_old_index(export, record, default_index):
    resource = pytest.importorskip("resource")
    path = default_index()
    before = path.read_bytes()
    archive = export(*(record(f"X-{n}", f"p{n}", fixed="1", summary="x" * 150) for n in range(200)), name="new.zip")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16_384, hard))
    try:
        with pytest.raises(DataError, match="cannot be written"):
            build.from_zip(str(archive), str(path), "here")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == before
    assert entries(path.parent) == ["advisories.sqlite"]


def test_readers_keep_the_index_they_opened_while_it_is_replaced(default_index, export, record):
    path = default_index()
    index = open_index(str(path))
    build.from_zip(str(export(record("X-9", "other", fixed="1"), name="new.zip")), str(path), "here")
    assert [item.id for item in index.about("example")] == ["PYSEC-1"]
    assert [item.id for item in open_index(str(path)).about("other")] == ["X-9"]


def start(program, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", f"import sys\nfrom pratique.deps.advisories import build\n{program}", *arguments]
    )


def test_several_processes_build_one_index_at_the_same_time(tmp_path, export, record):
    archive = export(*(record(f"X-{number}", f"p{number}", fixed="1") for number in range(300)))
    target = tmp_path / "cache" / "advisories.sqlite"
    program = "for _ in range(3): build.from_zip(*sys.argv[1:], 'here')"
    workers = [start(program, str(archive), str(target)) for _ in range(3)]
    assert [worker.wait(30) for worker in workers] == [0, 0, 0]
    assert Index(str(target)).facts.records == 300
    assert entries(target.parent) == ["advisories.sqlite"]


def test_several_runs_index_archives_at_the_same_time(repo, export, record):
    """Some for the first time, some beside one another."""
    repo.write("requirements.txt", "example==1.0\n")
    archives = [export(record("X-1", "example", fixed=f"2.{n}"), name=f"{n}.zip") for n in range(3)] * 3
    check = "['check', 'requirements.txt', '-q', '--advisories', *sys.argv[1:]]"
    program = f"from pratique.deps import hook\nsys.exit(hook.main({check}))"
    workers = [start(program, str(archive), "-o", f"{n}.out") for n, archive in enumerate(archives)]
    assert [worker.wait(60) for worker in workers] == [1] * len(archives)


def test_a_process_killed_while_it_writes_leaves_the_old_index(default_index):
    path = default_index()
    before = path.read_bytes()
    worker = start("import time\nbuild.write((time.sleep(60) for _ in [0]), 1, sys.argv[1], 'here')", str(path))
    deadline = time.monotonic() + 20
    while len(entries(path.parent)) == 1 and time.monotonic() < deadline:
        time.sleep(0.01)
    worker.kill()
    worker.wait(20)
    assert len(entries(path.parent)) == 2
    assert path.read_bytes() == before


def test_an_index_damaged_anywhere_is_an_error_or_answers(tmp_path, export, record):
    path = tmp_path / "index"
    item = record("X-1", "example", "1.0", last="1.5", versions=["odd-1"], aliases=["CVE-1"])
    build.from_zip(str(export(item)), str(path), "here")
    raw = path.read_bytes()
    refused = 0
    for place in [place for place, byte in enumerate(raw) if byte][::3]:
        path.write_bytes(raw[:place] + bytes([raw[place] ^ 0x90]) + raw[place + 1 :])
        try:
            index = Index(str(path))
            list(match.hits(index.about("example"), "example", "1.2"))
            index.close()
        except DataError:
            refused += 1
    assert refused > 100


def test_what_is_no_file_in_a_folder_of_records_is_passed_over(audit, tmp_path, record):
    folder = tmp_path / "folder"
    (folder / "folder.json").mkdir(parents=True)
    os.mkfifo(folder / "pipe.json")
    (folder / "lost.json").symlink_to("nowhere")
    (folder / "X.JSON").write_text(json.dumps(record("PYSEC-1", "example", fixed="2.0")))
    assert len(audit("requirements.txt", "example==1\n", advisories=str(folder))) == 1


# Which index is used, and its age.


def test_no_index_is_a_problem_only_for_exact_versions(audit):
    assert all(isinstance(outcome, Notice) for outcome in audit("requirements.txt", "example>=1\n"))
    (problem,) = audit("requirements.txt", "example==1\n")
    assert isinstance(problem, Problem)
    assert "`pratique-deps update`" in problem.message
    assert "`pre-commit run --hook-stage manual pratique-deps-update`" in problem.message


@pytest.mark.parametrize(("days", "is_said"), [(0, False), (6.9, False), (7.1, True), (400, True)])
def test_the_age_of_the_index_is_said_after_a_week(audit, default_index, days, is_said):
    default_index(days)
    outcomes = audit("requirements.txt", "example==1\n")
    assert sum(isinstance(outcome, Finding) for outcome in outcomes) == 1
    assert any(isinstance(outcome, Notice) and "days old" in outcome.message for outcome in outcomes) is is_said


@pytest.mark.parametrize(("days", "most", "is_refused"), [(8, 7, True), (6, 7, False), (400, 0, False)])
def test_only_the_setting_makes_age_an_error(audit, default_index, days, most, is_refused):
    default_index(days)
    outcomes = audit("requirements.txt", "example==1\n", advisories_max_age=most)
    assert any(isinstance(outcome, Problem) for outcome in outcomes) is is_refused
    assert any(isinstance(outcome, Finding) for outcome in outcomes) is not is_refused


def test_age_does_not_apply_to_an_explicit_path(audit, default_index):
    path = default_index(400)
    outcomes = audit("requirements.txt", "example==1\n", advisories=str(path), advisories_max_age=1)
    assert [type(outcome) for outcome in outcomes] == [Finding]


def test_a_zip_a_folder_and_an_index_answer_alike(audit, tmp_path, export, record):
    item = record("PYSEC-1", "example", fixed="2.0")
    archive = export(item)
    folder = tmp_path / "folder" / "deep"
    folder.mkdir(parents=True)
    (folder / "PYSEC-1.json").write_text(json.dumps(item))
    build.from_zip(str(archive), str(tmp_path / "index.sqlite"), "here")
    answers = [
        audit("requirements.txt", "example==1\n", advisories=str(path))
        for path in (archive, tmp_path / "folder", tmp_path / "index.sqlite")
    ]
    assert len(answers[0]) == 1
    assert answers[0] == answers[1] == answers[2]


def test_a_zip_is_indexed_once_and_again_when_its_content_changes(audit, export, record, monkeypatch):
    archive = export(record("PYSEC-1", "example", fixed="2.0"))
    assert audit("requirements.txt", "example==1\n", advisories=str(archive))
    with monkeypatch.context() as patch:
        patch.setattr(build, "from_zip", None)
        assert audit("requirements.txt", "example==1\n", advisories=str(archive))
    status = archive.stat()
    export(record("PYSEC-1", "another", fixed="2.0"))
    os.utime(archive, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert audit("requirements.txt", "example==1\n", advisories=str(archive)) == []


def test_a_folder_is_indexed_again_when_a_record_changes_in_place(audit, tmp_path, record):
    folder = tmp_path / "folder"
    folder.mkdir()
    file = folder / "X.json"
    file.write_text(json.dumps(record("PYSEC-1", "example", fixed="2.0")))
    status = file.stat()
    assert audit("requirements.txt", "example==1\n", advisories=str(folder))
    file.write_text(json.dumps(record("PYSEC-1", "exbmple", fixed="2.0")))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert audit("requirements.txt", "example==1\n", advisories=str(folder)) == []


def test_a_damaged_index_of_a_zip_is_built_again(audit, export, record):
    archive = export(record("PYSEC-1", "example", fixed="2.0"))
    audit("requirements.txt", "example==1\n", advisories=str(archive))
    (kept,) = (Path(store.default_path()).parent / "advisories").iterdir()
    kept.write_bytes(b"damaged")
    assert audit("requirements.txt", "example==1\n", advisories=str(archive))


def test_only_the_latest_indices_of_archives_are_kept(audit, export, record):
    for number in range(7):
        audit(
            "requirements.txt", "a==1\n", advisories=str(export(record("X-1", f"p{number}", fixed="2"), name="x.zip"))
        )
    assert len(entries(Path(store.default_path()).parent / "advisories")) == 4


BAD_PATHS = [
    (None, "cannot be read", "missing"),
    (b"", "not a whole zip archive", "empty"),
    (b"PK\3\4 and no more", "not a whole zip archive", "a truncated zip"),
    (b"SQLite format 3\0 and no more", "not an index", "a truncated index"),
    (b"text", "not a whole zip archive", "text"),
]


@pytest.mark.parametrize("manifest", ["example==1\n", "example\n"])
@pytest.mark.parametrize(("content", "said"), [case[:2] for case in BAD_PATHS], ids=[case[2] for case in BAD_PATHS])
def test_a_bad_explicit_path_is_a_problem_even_without_exact_versions(audit, tmp_path, content, said, manifest):
    path = tmp_path / "advisories"
    if content is not None:
        path.write_bytes(content)
    outcomes = audit("requirements.txt", manifest, advisories=str(path))
    assert [said in outcome.message for outcome in outcomes if isinstance(outcome, Problem)] == [True]
    assert not any(isinstance(outcome, Finding) for outcome in outcomes)


@pytest.mark.parametrize("damage", ["version", "cut", "page"])
def test_a_default_index_that_cannot_be_used_names_both_ways_out(audit, default_index, damage):
    path = default_index()
    if damage == "version":
        connection = sqlite3.connect(path)
        connection.execute("UPDATE facts SET value = '1' WHERE key = 'schema'")
        connection.commit()
        connection.close()
    else:
        raw = path.read_bytes()
        path.write_bytes(raw[:100] if damage == "cut" else raw[:4_096] + b"\xff" * (len(raw) - 4_096))
    (problem,) = audit("requirements.txt", "example==1\n")
    assert isinstance(problem, Problem)
    assert "`pratique-deps update`" in problem.message
    assert "--hook-stage manual pratique-deps-update" in problem.message
    assert all(isinstance(outcome, Notice) for outcome in audit("requirements.txt", "example>=1\n"))


def test_another_data_base_is_not_an_index(audit, tmp_path):
    connection = sqlite3.connect(tmp_path / "other.sqlite")
    connection.execute("CREATE TABLE facts (key TEXT, value TEXT)")
    connection.commit()
    connection.close()
    (problem,) = audit("requirements.txt", "a==1\n", advisories=str(tmp_path / "other.sqlite"))
    assert "another version" in problem.message


def test_records_that_make_no_sense_are_named_on_an_explicit_path(audit, export, record):
    archive = export(b"{", record("X-1", "a", fixed="1"))
    (notice,) = audit("requirements.txt", "a==1\n", advisories=str(archive))
    assert isinstance(notice, Notice)
    assert "record-0: is not JSON" in notice.message


def test_an_archive_is_read_once_for_all_files_of_a_run(record, export, load_settings, monkeypatch):
    read = []
    digest = store._file_digest
    monkeypatch.setattr(store, "_file_digest", lambda path: read.append(path) or digest(path))
    chosen = load_settings(advisories=str(export(record("PYSEC-1", "example", fixed="2.0"))))
    assert store.opened(chosen)[0] is store.opened(chosen)[0]
    assert len(read) == 1


def test_an_archive_that_is_bad_is_bad_for_every_file(tmp_path, load_settings):
    chosen = load_settings(advisories=str(tmp_path / "missing.zip"))
    for _ in range(2):
        with pytest.raises(DataError, match=r"missing\.zip"):
            store.opened(chosen)
