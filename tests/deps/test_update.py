"""`pratique-deps update` against real servers on this machine, kind and unkind ones."""

from __future__ import annotations

import base64
import os
import time
from pathlib import Path

import pytest

from pratique.core.errors import DataError, UsageError
from pratique.deps import hook
from pratique.deps.advisories import build, download, store, update
from pratique.deps.advisories.download import Patience
from pratique.deps.advisories.index import open_index
from support.serving import send, serving

pytestmark = pytest.mark.loopback

ONCE = Patience(attempts=1, stall=5.0, total=5.0)


@pytest.fixture
def body(export, record):
    return export(record("PYSEC-1", "example", fixed="2.0")).read_bytes()


@pytest.fixture
def old(export, record):
    """An index that was there before, and a check that it is whole and alone."""
    target = Path(store.default_path())
    raw = export(record("PYSEC-0", "old", fixed="2.0"), name="old.zip").read_bytes()
    with serving(lambda handler: send(handler, raw)) as (url, _):
        update.update(url, str(target), ONCE)
    before = target.read_bytes()

    def is_whole():
        return target.read_bytes() == before and [entry.name for entry in target.parent.iterdir()] == [target.name]

    return is_whole


def test_update_builds_the_index_and_says_what_it_holds(body, capfd, repo):
    with serving(lambda handler: send(handler, body)) as (url, _):
        assert hook.main(["update", "--url", url]) == 0
    assert "1 records" in capfd.readouterr().err
    target = Path(store.default_path())
    assert [item.id for item in open_index(str(target)).about("example")] == ["PYSEC-1"]
    assert [entry.name for entry in target.parent.iterdir()] == [target.name]


def test_the_address_comes_from_the_settings(body, repo):
    with serving(lambda handler: send(handler, body)) as (url, seen):
        repo.write("pratique.toml", f'[deps]\nadvisories-url = "{url}"\n')
        assert hook.main(["update", "-q"]) == 0
    assert len(seen) == 1


def test_what_did_not_change_is_not_sent_again_but_counts_as_an_update(body):
    def answer(handler):
        if handler.headers["If-None-Match"] == '"v1"':
            send(handler, b"", 304)
        else:
            send(handler, body, ETag='"v1"')

    target = store.default_path()
    with serving(answer) as (url, seen):
        first = update.update(url, target, ONCE)
        time.sleep(0.01)
        second = update.update(url, target, ONCE)
    assert len(seen) == 2
    assert second.updated > first.updated
    assert second._replace(updated=0) == first._replace(updated=0)
    assert [item.id for item in open_index(target).about("example")] == ["PYSEC-1"]


def test_another_address_is_asked_without_the_tag_of_the_first(body, old):
    with serving(lambda handler: send(handler, body, ETag='"v1"')) as (url, seen):
        update.update(url, store.default_path(), ONCE)
    assert seen[0].headers["If-None-Match"] is None


def test_redirects_are_followed(body):
    def answer(handler):
        if handler.path == "/all.zip":
            send(handler, b"", 302, Location="/moved.zip")
        else:
            send(handler, body)

    with serving(answer) as (url, seen):
        update.update(url, store.default_path(), ONCE)
    assert [handler.path for handler in seen] == ["/all.zip", "/moved.zip"]


def test_a_failure_that_passes_is_tried_again(body, monkeypatch):
    monkeypatch.setattr(download, "_PAUSE", 0.01)
    answers = iter(
        [lambda h: send(h, b"", 503), lambda h: send(h, body[:50], length=len(body)), lambda h: send(h, body)]
    )
    with serving(lambda handler: next(answers)(handler)) as (url, seen):
        update.update(url, store.default_path(), Patience(stall=5.0, total=5.0))
    assert len(seen) == 3


def drip(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    for _ in range(200):
        try:
            handler.wfile.write(b"PK")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.02)


UNKIND = [
    (lambda handler: send(handler, b"", 500), "answers 500", "an error of the server"),
    (lambda handler: send(handler, b"", 404), "answers 404", "nothing there"),
    (lambda handler: send(handler, b"", 302, Location=handler.path), "answers 302", "a redirect to itself"),
    (lambda handler: send(handler, b"<html>Log in</html>"), "begins with '<html>", "a web page instead"),
    (lambda handler: send(handler, b""), "it is empty", "nothing at all"),
    (
        lambda handler: send(handler, b"PK" + b"x" * 1000, length=5000),
        "broke after 1,002 of 5,000",
        "dies in mid-download",
    ),
    (lambda handler: send(handler, b"PK\3\4 and no more"), "not a whole zip archive", "a truncated zip"),
    (lambda handler: send(handler, b"", length=10**12), "no export of advisories", "a size beyond all measure"),
    (lambda handler: handler.connection.shutdown(2), "connection broke", "hangs up"),
    (lambda handler: time.sleep(1.0), "too slow", "does not answer"),
    (drip, "too slow", "drips"),
]


@pytest.mark.parametrize(("answer", "said"), [case[:2] for case in UNKIND], ids=[case[2] for case in UNKIND])
def test_an_unkind_server_is_an_error_and_the_old_index_stays_whole(old, answer, said):
    with serving(answer) as (url, _), pytest.raises(DataError, match=said) as caught:
        update.update(url, store.default_path(), Patience(attempts=1, stall=0.3, total=0.5))
    assert "127.0.0.1" in str(caught.value)
    assert old()


def test_no_server_at_all(old):
    with serving(lambda handler: None) as (url, _):
        pass
    with pytest.raises(DataError, match="no connection"):
        update.update(url, store.default_path(), ONCE)
    assert old()


@pytest.mark.parametrize("url", ["ftp://example.org/all.zip", "all.zip", "file:///all.zip", "https://"])
def test_what_is_no_https_address_is_refused(url):
    with pytest.raises(UsageError, match="not an https address"):
        update.update(url, store.default_path(), ONCE)


def test_a_failed_update_exits_with_2_and_says_where(capfd, repo):
    with serving(lambda handler: send(handler, b"", 404)) as (url, _):
        assert hook.main(["update", "--url", url.replace("//", "//user:hunter2@")]) == 2
    said = capfd.readouterr().err
    assert "answers 404" in said
    assert "hunter2" not in said


def test_a_password_in_the_address_is_sent_and_neither_kept_nor_passed_on(body):
    def answer(handler):
        if handler.path == "/all.zip":
            send(handler, b"", 302, Location="/moved.zip")
        else:
            send(handler, body)

    encoded = base64.b64encode(b"user:p@ss").decode()
    with serving(answer) as (url, seen):
        facts = update.update(url.replace("//", "//user:p%40ss@"), store.default_path(), ONCE)
    assert [handler.headers["Authorization"] for handler in seen] == [f"Basic {encoded}", None]
    assert facts.source == url


def test_what_another_update_has_just_removed_is_no_fault(tmp_path, monkeypatch):
    left = tmp_path / "left.advisories.tmp"
    left.write_bytes(b"")
    entries = list(os.scandir(tmp_path))
    left.unlink()
    monkeypatch.setattr(build.os, "scandir", lambda folder: iter(entries))
    with build.replacing(str(tmp_path / "index")) as written:
        Path(written).write_text("new")
    assert (tmp_path / "index").read_text() == "new"


def test_an_encrypted_address_may_not_lead_to_one_that_is_not():
    import urllib.request

    request = urllib.request.Request("https://example.org/all.zip")
    with pytest.raises(DataError, match="from https to http"):
        download._Redirects().redirect_request(request, None, 302, "Found", {}, "http://example.org/all.zip")
