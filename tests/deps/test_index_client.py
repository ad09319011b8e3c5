"""Asking indices over real connections: what is an answer, what is none, and what is asked again."""

from __future__ import annotations

import base64
import gzip
import json
import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pratique.core.places import cache_folder
from pratique.deps.index import client, pages, transport
from pratique.deps.index.addresses import Indices
from pratique.deps.index.client import Client
from pratique.deps.index.model import Project, Unanswered
from support import indexes
from support.indexes import JSON, page, send

pytestmark = pytest.mark.loopback

A = {"a": page("a", ("1", 900), ("2", 800))}


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(client, "_PAUSE", 0.01)
    transport._known_user.cache_clear()


def ask(url, *names, seconds=20.0):
    return Client(Indices((url,) if isinstance(url, str) else tuple(url)), seconds).ask(names)


def versions(project):
    return [release.version for release in project.releases]


def test_what_exists_and_what_does_not():
    with indexes.serving(A) as (url, _):
        said = ask(url, "a", "b")
    assert versions(said["a"]) == ["1", "2"]
    assert said["b"] is None


def drip(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    for _ in range(400):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.01)


def drip_head(handler):
    for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 400:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(0.01)


def half(handler):
    send(handler, b'{"meta":', length=5000)
    handler.close_connection = True


def hang_up(handler):
    handler.connection.shutdown(2)


def chunked(handler, *chunks):
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    for chunk in chunks:
        handler.wfile.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
    handler.close_connection = True


LOGIN = b"<html><body><form action='/login'><input name='user'></form><a href='/help'>Help</a></body></html>"
OTHER = {"meta": {"api-version": "1.0"}, "name": "another", "files": []}
UNKIND = [
    (lambda h: send(h, b"", 500), "HTTP 500", "an error of the server"),
    (lambda h: send(h, b"", 401, WWW_Authenticate="Basic"), "refuses access", "no access"),
    (lambda h: send(h, b"", 403), "refuses access", "forbidden"),
    (lambda h: send(h, b"", 429), "HTTP 429", "too many questions"),
    (lambda h: send(h, b"", 204), "HTTP 204", "no content"),
    (lambda h: send(h, LOGIN, kind="text/html"), "web page", "a page to log in at"),
    (lambda h: send(h, b"", 302, Location="/login") if "log" not in h.path else send(h, LOGIN, kind="text/html"),
     "web page", "a redirect to a page to log in at"),
    (lambda h: send(h, b"<h1>It works!</h1><a href='/x'>x</a>", kind="text/html"), "web page", "another page"),
    (lambda h: send(h, b"", kind="text/html"), "web page", "an empty page"),
    (lambda h: send(h, b"fine", kind="text/plain"), "'text/plain'", "plain text"),
    (lambda h: send(h, b"\x00\xff\x00garbage"), "no page of the simple API", "garbage"),
    (lambda h: send(h, []), "no page of the simple API", "a list"),
    (lambda h: send(h, {"meta": {"api-version": "1.0"}, "name": "a"}), "no page of the simple API", "no files"),
    (lambda h: send(h, {"meta": {"api-version": "1.0"}, "name": "a", "files": [{}]}), "no page", "a file without name"),
    (lambda h: send(h, {"meta": {"api-version": "2.0"}, "name": "a", "files": []}), "version '2.0'", "a later API"),
    (lambda h: send(h, OTHER), "about 'another'", "another project"),
    (lambda h: send(h, b"[" * 100_000), "no page of the simple API", "nested without end"),
    (lambda h: send(h, b"", 302, Location=h.path), "in a circle", "a redirect to itself"),
    (lambda h: send(h, b"", 302, Location="http://[::1"), "no address", "a redirect to nonsense"),
    (lambda h: send(h, b"", 302, Location="ftp://host.invalid/"), "not encrypted", "a redirect out of the web"),
    (half, "broke in the midst", "dies in the midst of it"),
    (hang_up, "connection broke", "hangs up"),
    (lambda h: chunked(h, b'{"meta":'), "broke in the midst", "dies between chunks"),
    (lambda h: send(h, b"\x1f\x8bgarbage", Content_Encoding="gzip"), "damaged", "no gzip"),
    (lambda h: send(h, gzip.compress(b"{}" * 500)[:-12], Content_Encoding="gzip"), "broke in the midst", "half a gzip"),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "said"), [case[:2] for case in UNKIND], ids=[case[2] for case in UNKIND])
def test_what_is_no_answer_is_told_with_its_reason_and_the_index(answer, said):
    with indexes.serving(answer) as (url, _):
        result = ask(url, "a")["a"]
    assert isinstance(result, Unanswered)
    assert said in str(result)
    assert "http://127.0.0.1:" in str(result)


SLOW = [(drip, "drips"), (drip_head, "drips its head"), (lambda handler: time.sleep(3), "does not answer")]


@pytest.mark.parametrize("answer", [case[0] for case in SLOW], ids=[case[1] for case in SLOW])
def test_a_slow_index_ends_with_the_time_for_all(answer):
    begun = time.monotonic()
    with indexes.serving({**A, "b": answer, "c": answer}) as (url, _):
        asking = Client(Indices((url,)), 1.0)
        said = asking.ask(["a", "b", "c"])
        took = time.monotonic() - begun
        again = asking.ask(["d"])
    assert took < 2.8
    assert versions(said["a"]) == ["1", "2"]
    assert all("in time" in str(said[name]) or "within" in str(said[name]) for name in "bc")
    assert isinstance(again["d"], Unanswered)


def test_nobody_there():
    with indexes.serving({}) as (url, _):
        pass
    assert "refused" in str(ask(url, "a")["a"])


def test_too_large_an_answer_and_one_that_grows_when_unpacked(monkeypatch):
    monkeypatch.setattr(transport.Connections.get, "__defaults__", (10_000, False))
    monkeypatch.setattr(client.transport, "LARGEST", 10_000)
    monkeypatch.setattr(client._answer, "__defaults__", (10_000, False))
    bomb = gzip.compress(b" " * 1_000_000)
    with indexes.serving(
        {"a": lambda h: send(h, b" " * 20_000), "b": lambda h: send(h, bomb, Content_Encoding="gzip")}
    ) as (url, _):
        said = ask(url, "a", "b")
    assert all("larger than 10,000 bytes" in str(said[name]) for name in "ab")


def test_a_failure_that_passes_is_asked_again():
    answers = iter([503, 429])

    def answer(handler):
        status = next(answers, 200)
        send(handler, A["a"] if status == 200 else b"", status, Retry_After="0")

    with indexes.serving(answer) as (url, seen):
        first, second = ask(url, "a")["a"], ask(url, "a")["a"]
    assert "HTTP 429" in str(first)
    assert versions(second) == ["1", "2"]
    assert len(seen) == 3


GZIPPED = gzip.compress(json.dumps(A["a"]).encode())
KIND = [
    (lambda h: send(h, GZIPPED, Content_Encoding="gzip"), "packed"),
    (lambda h: chunked(h, json.dumps(A["a"]).encode(), b""), "in chunks"),
    (lambda h: send(h, b"", 301, Location=h.path.replace("simple", "moved")) if "simple" in h.path else send(h, A["a"]),
     "moved"),
    (lambda h: send(h, indexes.as_html(A["a"]), kind="TEXT/HTML;charset=utf-8"), "HTML"),
    (lambda h: send(h, indexes.as_html(A["a"]), kind="application/vnd.pypi.simple.v1+html"), "HTML by its own type"),
]  # fmt: skip


@pytest.mark.parametrize("answer", [case[0] for case in KIND], ids=[case[1] for case in KIND])
def test_the_ways_to_answer(answer):
    with indexes.serving(answer) as (url, _):
        assert versions(ask(url, "a")["a"]) == ["1", "2"]


BARE = (
    b"<html><body>"
    b'<a href="a-1.0.tar.gz">a-1.0.tar.gz</a><a href="A-2.0-py3.8.egg">x</a>'
    b'<a href="/f/a-3.0-cp310-cp310-linux_x86_64.whl?x=1#sha256=0">y</a><a href="a-4.0.win32-py2.7.exe">z</a>'
    b'<a href="other-5.0.zip">other</a><a href="https://host.invalid/">Home page</a></body></html>'
)


def test_a_bare_page_of_links_is_a_page_of_an_index():
    with indexes.serving(lambda handler: send(handler, BARE, kind="text/html")) as (url, _):
        assert versions(ask(url, "a")["a"]) == ["1.0", "2.0", "3.0", "4.0"]


def test_an_empty_list_of_links_is_a_project_without_releases():
    with indexes.serving(lambda h: send(h, b"<html><h1>Links for a</h1></html>", kind="text/html")) as (url, _):
        assert ask(url, "a")["a"] == Project("a")


NAMES = [
    ("zope.interface-4.1.tar.gz", "zope-interface", "4.1"),
    ("zope_interface-4.1.zip", "zope-interface", "4.1"),
    ("foo-bar-1.0-2.tar.gz", "foo-bar", "1.0-2"),
    ("foo-bar-1.0.tar.gz", "foo", "bar-1.0"),
    ("torch-2.0+cu118-cp310-cp310-linux_x86_64.whl", "torch", "2.0+cu118"),
    ("a-1.0-1-py3-none-any.whl", "a", "1.0"),
    ("a-1.0.whl", "a", ""),
    ("other-1.0.tar.gz", "a", ""),
    ("a-1.0.tar.gz.asc", "a", ""),
    ("README", "a", ""),
]


@pytest.mark.parametrize(("file", "project", "version"), NAMES)
def test_versions_from_file_names(file, project, version):
    from pratique.deps.index import files

    assert files.version(file, project) == version


def test_an_address_that_is_no_index_says_nothing_about_names():
    with indexes.serving(lambda handler: send(handler, b"", 404)) as (url, seen):
        said = ask(url, "a", "b", "c")
    assert all("is it the address of a simple index" in str(said[name]) for name in "abc")
    assert sorted(seen) == ["/simple/", "/simple/a/", "/simple/b/", "/simple/c/", "/simple/pip/"]


def web_site(handler):
    send(handler, LOGIN, 200 if handler.path == "/simple/" else 404, "text/html")


def test_a_web_site_is_no_index():
    with indexes.serving(web_site) as (url, _):
        assert isinstance(ask(url, "a")["a"], Unanswered)


def rootless(handler):
    indexes.offer(handler, {"pip": page("pip", ("1", 9))}) if handler.path != "/simple/" else send(handler, b"", 404)


LISTED = b"<html><a href='/simple/other/'>Other</a><a href='b.c/'>B_C</a>" + b"<a href='x/'>x</a>" * 9_000
EMPTY = [
    (rootless, "an index without a list of its projects"),
    (lambda h: send(h, LISTED, 404 if "a" in h.path else 200, "text/html"), "a long list of projects in HTML"),
    (lambda h: indexes.offer(h, {}), "an empty index"),
]


@pytest.mark.parametrize("answer", [case[0] for case in EMPTY], ids=[case[1] for case in EMPTY])
def test_an_index_that_has_none_of_the_names_is_one(answer):
    with indexes.serving(answer) as (url, _):
        assert ask(url, "a") == {"a": None}


def test_several_indices_count_together():
    one = {"a": page("a", ("1", 900, "bad")), "b": page("b", ("1", 9))}
    two = {"a": page("a", ("1", 9), ("3", 9)), "c": page("c", ("1", 9), status="archived")}
    with indexes.serving(one) as (first, _), indexes.serving(two) as (second, _):
        said = ask((first, second), "a", "b", "c", "d")
    assert [(release.version, release.yanked) for release in said["a"].releases] == [("1", None), ("3", None)]
    assert (versions(said["b"]), said["c"].status, said["d"]) == (["1"], "archived", None)


def test_one_of_several_indices_that_fails_leaves_the_question_open():
    with indexes.serving(A) as (first, _), indexes.serving(lambda handler: send(handler, b"", 403)) as (second, _):
        assert isinstance(ask((first, second), "a")["a"], Unanswered)


def test_connections_are_kept_and_few():
    ports = set()

    def answer(handler):
        ports.add(handler.client_address[1])
        time.sleep(0.005)
        name = handler.path.split("/")[2]
        send(handler, page(name, ("1", 900)))

    with indexes.serving(answer) as (url, seen):
        said = ask(url, *(f"p{number}" for number in range(60)))
    assert all(isinstance(project, Project) for project in said.values())
    assert len(seen) == 60
    assert len(ports) <= client.THREADS


def test_a_kept_connection_that_was_closed_is_opened_anew():
    def answer(handler):
        send(handler, page(handler.path.split("/")[2], ("1", 900)))
        handler.close_connection = True  # without saying so

    with indexes.serving(answer) as (url, _):
        said = ask(url, *(f"p{number}" for number in range(30)))
    assert all(isinstance(project, Project) for project in said.values())


def cached(*, age="max-age=600", tag='"v1"'):
    def answer(handler):
        headers = {name: value for name, value in (("Cache_Control", age), ("ETag", tag)) if value}
        if tag and handler.headers["If-None-Match"] == tag:
            send(handler, b"", 304, **headers)
        else:
            send(handler, A["a"], **headers)

    return answer


CACHED = [
    (cached(), 1, "within its age"),
    (cached(age="max-age=0"), 3, "with its tag"),
    (cached(age=""), 3, "with a tag alone"),
    (cached(tag=""), 1, "with an age alone"),
    (cached(age="no-cache, max-age=600"), 3, "not without asking"),
    (cached(age="no-store"), 3, "never"),
]


@pytest.mark.parametrize(("answer", "requests"), [case[:2] for case in CACHED], ids=[case[2] for case in CACHED])
def test_answers_are_kept_as_long_as_they_may_be(answer, requests):
    with indexes.serving(answer) as (url, seen):
        said = [ask(url, "a")["a"] for _ in range(3)]
    assert said[0] == said[1] == said[2]
    assert versions(said[0]) == ["1", "2"]
    assert len(seen) == requests


def test_that_a_name_is_unknown_is_asked_each_time():
    with indexes.serving(A) as (url, seen):
        assert [ask(url, "a", "b")["b"] for _ in range(2)] == [None, None]
    assert seen.count("/simple/b/") == 2


def place():
    return Path(cache_folder()) / "index.sqlite"


def damaged(path):
    path.write_bytes(b"SQLite format 3\0" + b"garbage" * 500)


def odd_rows(path):
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE pages SET project = '[1, 2]'")
    connection.close()


def other_version(path):
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.execute("ALTER TABLE pages RENAME COLUMN project TO other")
    connection.close()


@pytest.mark.parametrize("harm", [damaged, odd_rows, other_version, lambda path: path.write_bytes(b"")])
def test_a_damaged_cache_costs_a_question_and_nothing_else(harm):
    with indexes.serving(cached()) as (url, seen):
        ask(url, "a")
        harm(place())
        assert versions(ask(url, "a")["a"]) == ["1", "2"]
        assert versions(ask(url, "a")["a"]) == ["1", "2"]
    assert len(seen) == 2


def test_a_cache_that_cannot_be_written_costs_a_question(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with indexes.serving(cached()) as (url, seen):
        assert [versions(ask(url, "a")["a"]) for _ in range(2)] == [["1", "2"]] * 2
    assert len(seen) == 2


def test_the_cache_is_bounded(monkeypatch):
    from pratique.deps.index import cache

    monkeypatch.setattr(cache, "_MOST", 10)

    def answer(handler):
        send(handler, page(handler.path.split("/")[2], ("1", 900)), Cache_Control="max-age=600")

    with indexes.serving(answer) as (url, _):
        for start in range(0, 40, 8):
            ask(url, *(f"p{number}" for number in range(start, start + 8)))
    with sqlite3.connect(place()) as connection:
        assert connection.execute("SELECT count(*) FROM pages").fetchone() == (10,)
    connection.close()


def test_many_processes_worth_of_clients_share_the_cache():
    with indexes.serving(cached()) as (url, _):
        said = []
        threads = [threading.Thread(target=lambda: said.append(ask(url, "a")["a"])) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [versions(project) for project in said] == [["1", "2"]] * 8


def guarded(handler):
    if handler.headers["Authorization"] == "Basic " + base64.b64encode(b"ada:p@ss").decode():
        send(handler, A["a"], Cache_Control="max-age=600")
    else:
        send(handler, b"", 401)


def test_credentials_in_the_address_are_sent_and_neither_shown_nor_stored():
    with indexes.serving(guarded) as (url, _):
        good, bad = (url.replace("//", f"//ada:{word}@") for word in ("p%40ss", "wr0ng"))
        assert versions(ask(good, "a")["a"]) == ["1", "2"]
        refused = ask(bad, "a")["a"]
    assert "refuses access" in str(refused)
    assert "wr0ng" not in str(refused)
    assert b"p%40ss" not in place().read_bytes()
    assert b"p@ss" not in place().read_bytes()


def test_credentials_of_netrc(monkeypatch, tmp_path):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ada password p@ss\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with indexes.serving(guarded) as (url, _):
        assert versions(ask(url, "a")["a"]) == ["1", "2"]


def test_credentials_do_not_follow_to_another_server():
    got = []

    def other(handler):
        got.append(handler.headers["Authorization"])
        send(handler, A["a"])

    def away(handler):
        send(handler, b"", 302, Location=there + "a/")

    with indexes.serving(other) as (there, _), indexes.serving(away) as (here, _):
        ask(here.replace("//", "//ada:p%40ss@"), "a")
    assert got == [None]


def test_credentials_stay_on_the_way_within_the_server():
    def answer(handler):
        if handler.path.startswith("/simple"):
            send(handler, b"", 301, Location="/moved/a/")
        else:
            guarded(handler)

    with indexes.serving(answer) as (url, _):
        assert versions(ask(url.replace("//", "//ada:p%40ss@"), "a")["a"]) == ["1", "2"]


def test_a_proxy_of_the_environment_is_used(monkeypatch):
    monkeypatch.setattr(transport.urllib.request, "proxy_bypass", lambda host: False)
    with indexes.serving(lambda handler: send(handler, page("a", ("1", 900)))) as (proxy, seen):
        monkeypatch.setenv("http_proxy", proxy.removesuffix("/simple/").replace("//", "//me:word@"))
        said = ask("http://index.invalid/simple/", "a")
    assert versions(said["a"]) == ["1"]
    assert seen == ["http://index.invalid/simple/a/"]


@pytest.fixture(scope="module")
def identity(tmp_path_factory):
    """(file of the certificate, file of the certificate and its key) for this machine, signed by itself."""
    from datetime import datetime, timedelta, timezone
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "index of the tests")])
    now = datetime.now(timezone.utc)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    places = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = builder.add_extension(places, critical=False).sign(key, hashes.SHA256())
    folder = tmp_path_factory.mktemp("identity")
    public = certificate.public_bytes(serialization.Encoding.PEM)
    formats = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "certificate.pem").write_bytes(public)
    (folder / "both.pem").write_bytes(public + key.private_bytes(serialization.Encoding.PEM, *formats))
    return folder / "certificate.pem", folder / "both.pem"


def test_an_encrypted_index_has_to_be_trusted(identity):
    trusted, own = identity
    with indexes.serving(A, str(own)) as (url, _):
        assert url.startswith("https://")
        known = Client(Indices((url,), str(trusted)), 20.0).ask(["a", "b"])
        unknown = Client(Indices((url,)), 20.0).ask(["a"])
    assert (versions(known["a"]), known["b"]) == (["1", "2"], None)
    assert "its certificate is not trusted" in str(unknown["a"])


def test_a_file_of_certificates_that_is_not_there_is_said(identity):
    with indexes.serving(A, str(identity[1])) as (url, _):
        said = Client(Indices((url,), "/nowhere/at/all.pem"), 20.0).ask(["a"])["a"]
    assert "/nowhere/at/all.pem" in str(said)


def test_an_encrypted_index_may_not_lead_to_one_that_is_not(identity):
    trusted, own = identity
    with (
        indexes.serving(A) as (plain, seen),
        indexes.serving(lambda handler: send(handler, b"", 302, Location=plain + "a/"), str(own)) as (url, _),
    ):
        said = Client(Indices((url,), str(trusted)), 20.0).ask(["a"])["a"]
    assert "not encrypted; refused" in str(said)
    assert seen == []


def test_an_encrypted_index_behind_a_proxy(identity, monkeypatch):
    trusted, own = identity
    monkeypatch.setattr(transport.urllib.request, "proxy_bypass", lambda host: False)
    with indexes.serving(A, str(own)) as (url, _), indexes.tunnelling() as (proxy, through):
        monkeypatch.setenv("https_proxy", proxy)
        said = Client(Indices((url,), str(trusted)), 20.0).ask(["a"])
    assert versions(said["a"]) == ["1", "2"]
    assert through == [url.split("/")[2]]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("1.0"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
FIELDS = ("meta", "name", "files", "versions", "project-status")
OF_FILE = ("filename", "upload-time", "yanked", "url", "hashes")


@given(st.dictionaries(st.sampled_from(FIELDS), VALUES), st.dictionaries(st.sampled_from(OF_FILE), VALUES))
@settings(deadline=None)
def test_no_page_of_json_is_too_absurd(fields, of_file):
    whole = page("a", ("1", 900), status="archived")
    whole["files"][0].update(of_file)
    whole.update(fields)
    with suppress(Unanswered):
        assert isinstance(pages.project("a", JSON, json.dumps(whole).encode()), Project)


@given(st.lists(st.sampled_from([*"<>/='\"&;-!\0", "a", " href", "data-yanked", "a-1.0.zip", "&#x110000;", "</a>"])))
@settings(deadline=None)
def test_no_page_of_html_is_too_absurd(pieces):
    with suppress(Unanswered):
        assert isinstance(pages.project("a", "text/html", "".join(pieces).encode()), Project)


RELEASES = st.lists(
    st.tuples(st.sampled_from(["1", "1.0", "2rc1", "2", "3.dev1", "1+local", "odd"]), st.none() | st.just("bad")),
    unique_by=lambda release: release[0],
)


@given(RELEASES)
@settings(deadline=None)
def test_html_and_json_say_the_same(releases):
    whole = page("a", *((version, None, yanked) for version, yanked in releases), versions=False)
    read = pages.project("a", JSON, json.dumps(whole).encode())
    assert pages.project("a", "text/html", indexes.as_html(whole)) == read
    assert {release.version: release.yanked for release in read.releases} == dict(releases)


def test_a_folder_is_an_index(tmp_path):
    (tmp_path / "a b" / "a").mkdir(parents=True)
    (tmp_path / "a b" / "a" / "index.html").write_bytes(indexes.as_html(A["a"]))
    url = (tmp_path / "a b").as_uri() + "/"
    said = ask(url, "a", "b")
    assert (versions(said["a"]), said["b"]) == (["1", "2"], None)
    assert isinstance(ask((tmp_path / "none").as_uri() + "/", "a")["a"], Unanswered)
