"""Servers that listen on every network of the machine."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    calls,
    is_test,
    keywords,
    words_of,
)

RULE = Rule(
    name="bound-to-all-interfaces",
    summary="a server listens on every network of the machine",
    help='Listen on "127.0.0.1", or on the address that is meant, from the settings.',
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(605, 1327),
    profile="strict",
    what=(
        'The host "0.0.0.0", "::" or "" of bind, of socketserver, http.server and asyncio servers, and of run, '
        "serve and the like. In a container, where this is the usual way, say so with an ignore comment."
    ),
    why="What was meant for this machine, with no login and perhaps a debugger, is there for the whole network.",
    assistants='Examples for containers need "0.0.0.0", and the address is copied to programs that run elsewhere.',
    remedy=(
        "The fix writes the local address. Other machines, and the host of a container, no longer reach the server "
        "then; read the address from the settings where they must."
    ),
    prompt="Listen on 127.0.0.1 unless a setting says otherwise.",
    references=("https://docs.python.org/3/library/socket.html#socket.socket.bind",),
    foreign=("B104", "S104"),
    bad=(
        Bad(
            """\
import socket

server = socket.socket()
server.bind(("0.0.0.0", 8080))  # all
""",
            why="a socket",
            fixed="""\
import socket

server = socket.socket()
server.bind(("127.0.0.1", 8080))  # all
""",
        ),
        Bad(
            """\
import uvicorn


def main(app):
    uvicorn.run(app, host='0.0.0.0', port=8000)
""",
            why="a web server",
            fixed="""\
import uvicorn


def main(app):
    uvicorn.run(app, host='127.0.0.1', port=8000)
""",
        ),
        Bad(
            """\
from http.server import HTTPServer, SimpleHTTPRequestHandler

HTTPServer(("", 8000), SimpleHTTPRequestHandler).serve_forever()
""",
            why="no address means all",
            fixed="""\
from http.server import HTTPServer, SimpleHTTPRequestHandler

HTTPServer(("127.0.0.1", 8000), SimpleHTTPRequestHandler).serve_forever()
""",
        ),
    ),
    good=(
        Good(
            """\
import socket

server = socket.socket()
server.bind(("127.0.0.1", 8080))
""",
            why="the local address",
        ),
        Good(
            """\
def is_any(address):
    return address == "0.0.0.0"
""",
            why="a comparison",
        ),
        Good(
            """\
import socket


def probe(address, port):
    socket.create_connection((address or "0.0.0.0", port))
""",
            why="a connection",
        ),
    ),
)

_ANY = ("0.0.0.0", "::", "[::]")
_PAIRS = {
    f"{module}.{name}"
    for module, names in (
        ("http.server", ("HTTPServer", "ThreadingHTTPServer")),
        ("socketserver", ("TCPServer", "UDPServer", "ThreadingTCPServer", "ThreadingUDPServer", "ForkingTCPServer")),
        ("xmlrpc.server", ("SimpleXMLRPCServer",)),
    )
    for name in names
}
_KEYWORDS = ("host", "bind", "address", "bind_address", "listen_host", "hostname", "server_name")
_STARTING = {"run", "serve", "server", "start", "launch", "listen", "bind", "app", "main"}


def check_call(call: Call) -> Iterator[Report]:
    if is_test(call.file):
        return
    host = _host(call)
    if host is not None:
        node = host.node
        quote = node.quote if isinstance(node, cst.SimpleString) else '"'
        change = Replace(node, f"{quote}127.0.0.1{quote}")
        reason = "other machines, and the host of a container, no longer reach the server"
        yield Report(call.node, repair=Repair("listen on this machine only", (change,), safe=False, reason=reason))


def _host(call: Call) -> Value | None:
    """The address where it means all."""
    pair = call.positional[0].value.elements if call.positional else []
    if (call.method == "bind" or call.names & _PAIRS) and len(pair) >= 2:
        return pair[0] if pair[0].constant in (*_ANY, "") else None
    if not _STARTING & set(words_of(call.method)):
        return None
    given = [call.argument(keyword) for keyword in _KEYWORDS]
    found = [argument.value for argument in given if argument is not None and argument.constant in _ANY]
    return found[0] if found else None


TRIGGERS: Triggers = (
    calls("bind", *sorted(_PAIRS), holding=(r"[\"'](?:0\.0\.0\.0|\[?::\]?)?[\"']\s*,", r"\b[A-Z_]*HOST")),
    keywords(*(f"{keyword}={address!r}" for keyword in _KEYWORDS for address in _ANY)),
)
CHECKS: Checks = {Call: check_call}
