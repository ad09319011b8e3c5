"""Package indices on this machine, kind and unkind ones, and pages of the simple API to serve."""

from __future__ import annotations

import html
import io
import json
import socket
import socketserver
import ssl
import threading
import zipfile
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

JSON = "application/vnd.pypi.simple.v1+json"


def days_ago(days):
    """The moment as PEP 700 writes it."""
    moment = datetime.now(timezone.utc) - timedelta(days=days)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def page(name, *releases, status="", reason="", versions=True):
    """A project of the simple API as a dict; a release is (version, days since its upload or None, yanked or None)."""
    files = []
    for version, age, *rest in releases:
        file = {"filename": f"{name.replace('-', '_')}-{version}-py3-none-any.whl", "url": "x", "hashes": {}}
        file["yanked"] = rest[0] if rest and rest[0] is not None else False
        if age is not None:
            file["upload-time"] = days_ago(age)
        files.append(file)
    made = {"meta": {"api-version": "1.1"}, "name": name, "files": files}
    if versions:
        made["versions"] = [release[0] for release in releases]
    if status:
        made["project-status"] = {"status": status, "reason": reason}
    return made


def as_html(project):
    """The same page in HTML (PEP 503, 592, 792)."""
    status = project.get("project-status", {})
    meta = '<meta name="pypi:repository-version" content="1.1">'
    if status:
        meta += f'<meta name="pypi:project-status" content="{status["status"]}">'
        meta += f'<meta name="pypi:project-status-reason" content="{html.escape(status["reason"])}">'
    links = []
    for file in project["files"]:
        yanked = file.get("yanked", False)
        mark = "" if yanked is False else f' data-yanked="{html.escape(yanked if isinstance(yanked, str) else "")}"'
        links.append(f'<a href="../../packages/{file["filename"]}#sha256=00"{mark}>{file["filename"]}</a><br/>')
    return f"<!DOCTYPE html><html><head>{meta}</head><body>{''.join(links)}</body></html>".encode()


def send(handler, body=b"", status=200, kind=JSON, length=None, **headers):
    """One whole answer."""
    body = json.dumps(body).encode() if isinstance(body, (dict, list)) else body
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def offer(handler, projects, form="json", **headers):
    """Answer as an index of these projects does; one of them may be a function that answers by itself."""
    name = handler.path.strip("/").removeprefix("simple").strip("/")
    if not name:
        send(handler, {"meta": {"api-version": "1.0"}, "projects": [{"name": known} for known in projects]})
    elif name not in projects:
        send(handler, b"404 Not Found", 404, "text/plain")
    elif callable(projects[name]):
        projects[name](handler)
    elif form == "html":
        send(handler, as_html(projects[name]), kind="text/html; charset=UTF-8", **headers)
    else:
        send(handler, projects[name], **headers)


@contextmanager
def serving(answer, identity=""):
    """(address, requests): a server that gives each request to answer(handler), or offers a dict of projects.

    identity: a file of a certificate and its key, to speak with over TLS.
    """
    seen = []
    respond = (lambda handler: offer(handler, answer)) if isinstance(answer, dict) else answer

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self):
            seen.append(self.path)
            self.seen_headers = dict(self.headers)
            try:
                respond(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        do_POST = do_GET

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if identity:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(identity)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    server.block_on_close = False
    server.handle_error = lambda *arguments: None
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http{'s' if identity else ''}://127.0.0.1:{server.server_port}/simple/", seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def tunnelling():
    """(address, hosts): a proxy that connects to ports of this machine."""
    through = []

    class Proxy(socketserver.StreamRequestHandler):
        def handle(self):
            host = self.rfile.readline().split()[1].decode()
            while self.rfile.readline().strip():
                pass
            through.append(host)
            port = int(host.rpartition(":")[2])
            with socket.create_connection(("127.0.0.1", port)) as other:
                self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                back = threading.Thread(target=pump, args=(other, self.connection), daemon=True)
                back.start()
                pump(self.connection, other)

    def pump(source, target):
        try:
            while chunk := source.recv(1 << 16):
                target.sendall(chunk)
        except OSError:
            pass

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Proxy)
    server.daemon_threads = True
    server.block_on_close = False
    server.handle_error = lambda *arguments: None
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", through
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def examples():
    """The index that the examples of the checks are written for."""
    return {
        "example": page("example", ("1.0", 3000), ("1.0.1", 900, "it breaks"), ("1.0.2", 800), ("1.1", 1)),
        "example-two": page("example-two", ("1.0.1", 800)),
        "example-repaired": page("example-repaired", ("1.0", 900), ("1.0.1", 1)),
        "example-archived": page("example-archived", ("1.0", 4000), status="archived"),
        "example-quarantined": page("example-quarantined", status="quarantined"),
        "example-old": page("example-old", ("1.0", 4000), ("2.0", 3700)),
    }


def wheel(name, version, *requires, extras=()):
    """(file name, content) of a wheel that holds one empty module."""
    stem = name.replace("-", "_")
    info = f"{stem}-{version}.dist-info"
    metadata = [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}"]
    metadata += [f"Provides-Extra: {extra}" for extra in extras]
    metadata += [f"Requires-Dist: {item}" for item in requires]
    files = {
        f"{stem}.py": "",
        f"{info}/METADATA": "\n".join(metadata) + "\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": "",
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return f"{stem}-{version}-py3-none-any.whl", held.getvalue()


def stocked(files):
    """answer(handler): an index that has these distribution files, each (file name, content) by its project."""

    def answer(handler):
        parts = handler.path.strip("/").split("/")
        if parts[0] == "files":
            contents = {file: content for held in files.values() for file, content in held}
            send(handler, contents[parts[1]], kind="application/octet-stream")
        elif parts[-1] not in files:
            send(handler, b"", 404, "text/plain")
        else:
            links = "".join(f'<a href="/files/{file}">{file}</a>' for file, _ in files[parts[-1]])
            send(handler, f"<!DOCTYPE html><html><body>{links}</body></html>".encode(), kind="text/html")

    return answer
