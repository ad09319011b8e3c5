"""`pratique-deps update` as a process of its own, with servers, disks and signals that do not play along."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from pratique.core.errors import DataError
from pratique.deps.advisories import download, store, update
from pratique.deps.advisories.download import Patience
from pratique.deps.advisories.index import Index, open_index
from support.serving import send, serving

pytestmark = pytest.mark.loopback

ONCE = Patience(attempts=1, stall=5.0, total=5.0)


@pytest.fixture
def body(export, record):
    records = [record(f"PYSEC-{number}", f"p{number}", fixed="2.0", summary="x" * 150) for number in range(300)]
    return export(*records).read_bytes()


@pytest.fixture
def target(export, record):
    """The default index, as an earlier update left it."""
    path = Path(store.default_path())
    raw = export(record("PYSEC-0", "old", fixed="2.0"), name="old.zip").read_bytes()
    with serving(lambda handler: send(handler, raw)) as (url, _):
        update.update(url, str(path), ONCE)
    return path


def start(url, *arguments, prepare=None):
    program = (
        f"import sys\nfrom pratique.deps import hook\nsys.exit(hook.main(['update', '--url', {url!r}, *sys.argv[1:]]))"
    )
    return subprocess.Popen([sys.executable, "-c", program, *arguments], stderr=subprocess.PIPE, preexec_fn=prepare)


def finished(process):
    """(exit code, what it said on standard error)."""
    _, err = process.communicate(timeout=60)
    return process.returncode, err.decode()


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


def flipped(raw):
    """The archive with a bit of a record's data turned."""
    place = raw.index(b".json") + 60
    return raw[:place] + bytes([raw[place] ^ 0x10]) + raw[place + 1 :]


def loop(handler):
    send(handler, b"", 302, Location="/b" if handler.path != "/b" else "/a")


def headers_drip(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        handler.wfile.write(f"X-{number}: x\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.02)


ANSWERS = [
    (lambda body: lambda handler: send(handler, flipped(body)), "not a whole zip archive (Bad CRC-32", "bad CRC"),
    (lambda body: lambda handler: send(handler, body[:-100]), "not a whole zip archive", "truncated at the source"),
    (lambda body: loop, "infinite loop", "redirects in a circle"),
    (lambda body: lambda handler: send(handler, b"", 404), "the server answers 404", "not there"),
    (
        lambda body: lambda handler: send(handler, b"", 304),
        "the server answers 304",
        "unchanged, though nothing was asked",
    ),
    (
        lambda body: lambda handler: send(handler, gzip.compress(body)[:-30], Content_Encoding="gzip"),
        "",
        "packed and cut",
    ),
    (lambda body: lambda handler: send(handler, b"x" * 99, Content_Encoding="gzip"), "damaged", "not packed at all"),
    (lambda body: lambda handler: send(handler, body, Content_Encoding="br"), "coded as 'br'", "another coding"),
    (lambda body: headers_drip, "too slow", "headers without end"),
]


@pytest.mark.parametrize(("answer", "said"), [case[:2] for case in ANSWERS], ids=[case[2] for case in ANSWERS])
def test_the_old_index_stays_whole_and_nothing_is_left(target, body, answer, said):
    before = target.read_bytes()
    with serving(answer(body)) as (url, _), pytest.raises(DataError) as caught:
        update.update(url, str(target), Patience(attempts=1, stall=0.4, total=0.6))
    assert said in str(caught.value)
    assert "127.0.0.1" in str(caught.value)
    assert target.read_bytes() == before
    assert names(target.parent) == [target.name]


def test_what_a_proxy_packed_is_unpacked(target, body):
    with serving(lambda handler: send(handler, gzip.compress(body), Content_Encoding="gzip")) as (url, _):
        assert update.update(url, str(target), ONCE).records == 300


def test_what_unpacks_without_end_is_refused(target, body, monkeypatch):
    monkeypatch.setattr(download, "_LARGEST", 1_000_000)
    packed = gzip.compress(b"P" * 30_000_000)
    refused = pytest.raises(DataError, match="sends more than 1,000,000 bytes")
    with serving(lambda handler: send(handler, packed, Content_Encoding="gzip")) as (url, _), refused:
        update.update(url, str(target), ONCE)
    assert names(target.parent) == [target.name]


def test_an_error_of_the_server_is_tried_three_times_and_named(target):
    with serving(lambda handler: send(handler, b"", 500)) as (url, seen):
        code, err = finished(start(url))
    assert (code, len(seen)) == (2, 3)
    assert "the server answers 500" in err
    assert "tried 3 times" in err
    assert "Traceback" not in err


def test_killed_in_mid_download_the_old_index_serves_and_the_next_update_works(target, body):
    def endless(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "100000000")
        handler.end_headers()
        for _ in range(1_000):
            handler.wfile.write(body[:10_000])
            time.sleep(0.01)

    with serving(endless) as (url, _):
        process = start(url)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not any(
            entry.stat().st_size > 20_000 for entry in target.parent.iterdir() if entry != target
        ):
            time.sleep(0.01)
        process.kill()
        assert finished(process)[0] == -signal.SIGKILL
    assert open_index(str(target)).about("old")
    assert len(names(target.parent)) == 2  # what it had fetched, which a later update sweeps
    for entry in target.parent.iterdir():
        if entry != target:
            os.utime(entry, (time.time() - 200_000,) * 2)
    with serving(lambda handler: send(handler, body)) as (url, _):
        assert finished(start(url))[0] == 0
    assert names(target.parent) == [target.name]
    assert open_index(str(target)).about("p7")


def test_interrupted_by_the_user_nothing_is_left(target):
    def slow(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"PK")
        time.sleep(5)

    before = target.read_bytes()
    with serving(slow) as (url, _):
        process = start(url)
        deadline = time.monotonic() + 30
        while not any(entry != target and entry.stat().st_size for entry in target.parent.iterdir()):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        code, err = finished(process)
    assert code not in (0, 1)
    assert "Traceback" not in err
    assert target.read_bytes() == before
    assert names(target.parent) == [target.name]


@pytest.fixture
def dense(record, tmp_path):
    """An archive that is much smaller than its index."""
    many = record("PYSEC-1", "p0", fixed="2.0", summary="x" * 150)
    many["affected"] = [
        {**many["affected"][0], "package": {"ecosystem": "PyPI", "name": f"p{n}"}} for n in range(3_000)
    ]
    with zipfile.ZipFile(tmp_path / "dense.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("PYSEC-1.json", json.dumps(many))
    return (tmp_path / "dense.zip").read_bytes()


@pytest.mark.parametrize("share", [0.5, 1.5], ids=["for-the-download", "for-the-index"])
def test_a_limit_on_the_size_of_files(target, dense, share):
    resource = pytest.importorskip("resource")
    before, limit = target.read_bytes(), int(len(dense) * share)
    with serving(lambda handler: send(handler, dense)) as (url, _):
        process = start(url, prepare=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        code, err = finished(process)
    assert code == 2
    assert "cannot be written" in err
    assert "XDG_CACHE_HOME" in err
    assert "Traceback" not in err
    assert target.read_bytes() == before
    assert names(target.parent) == [target.name]


def test_a_full_disk(body, tmp_path, monkeypatch):
    small = tmp_path / "small"
    small.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if not mount or not unmount or os.geteuid() != 0:
        pytest.skip("a disk of its own takes a privilege")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        monkeypatch.setenv("XDG_CACHE_HOME", str(small))
        with serving(lambda handler: send(handler, body)) as (url, _):
            code, err = finished(start(url))
        assert code == 2
        assert "cannot be written: No space left on device" in err
        assert [path for path in small.rglob("*") if path.is_file()] == []
    finally:
        subprocess.run([unmount, str(small)], check=True)


def test_a_cache_that_nobody_may_write_to(body, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with serving(lambda handler: send(handler, body)) as (url, seen):
        code, err = finished(start(url))
    assert (code, seen) == (2, [])  # said before anything is fetched
    assert "cannot be written" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("count", [2, 8])
def test_several_updates_at_once(target, body, count):
    with serving(lambda handler: send(handler, body, ETag='"v1"')) as (url, _):
        processes = [start(url, "-q") for _ in range(count)]
        ends = [finished(process) for process in processes]
    assert ends == [(0, "")] * count
    assert Index(str(target)).facts.records == 300
    assert names(target.parent) == [target.name]


def test_a_folder_in_the_place_of_the_index(body, repo):
    path = Path(store.default_path())
    path.mkdir(parents=True)
    with serving(lambda handler: send(handler, body)) as (url, _):
        code, err = finished(start(url))
    assert code == 2
    assert "cannot be written" in err
    assert names(path.parent) == [path.name]
