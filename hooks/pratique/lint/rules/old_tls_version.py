"""Connections that may use SSL, TLS 1.0 or TLS 1.1, or ciphers without strength."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Argument,
    Assignment,
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
    View,
    assignments,
    calls,
    mentions,
    spell,
)

RULE = Rule(
    name="old-tls-version",
    summary="a connection may use a version of TLS, or a cipher, that is broken",
    help="Use ssl.create_default_context() and leave its versions; the least to allow is ssl.TLSVersion.TLSv1_2.",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(326, 327),
    what=(
        "PROTOCOL_SSLv2, SSLv3, TLSv1 and TLSv1_1 of ssl and SSL methods of pyOpenSSL given to a context or a client, "
        "minimum_version or maximum_version below TLS 1.2, ssl.wrap_socket, which allows them and verifies nothing, "
        "and cipher lists that name NULL, EXPORT, RC4, DES, MD5, aNULL or security level 0."
    ),
    why=(
        "SSL 3 and TLS 1.0 fall to POODLE and BEAST, and a server that still offers them lets an attacker on the way "
        "talk both sides down to them. RFC 8996 withdrew TLS 1.0 and 1.1 in 2021."
    ),
    assistants="Old examples name a version because the default once was worse than any of them.",
    remedy=(
        "The fix for a lowest version writes TLSv1_2, which every server that is maintained speaks. In the place of a "
        "fixed protocol it writes PROTOCOL_TLS_CLIENT, which also verifies certificates: not safe unseen, because a "
        "server wants PROTOCOL_TLS_SERVER and a private authority wants its certificate loaded. ssl.wrap_socket is "
        "gone since Python 3.12: write context.wrap_socket(sock, server_hostname=host)."
    ),
    prompt="Use ssl.create_default_context() unchanged, with TLS 1.2 or later.",
    references=(
        "https://www.rfc-editor.org/rfc/rfc8996",
        "https://docs.python.org/3/library/ssl.html#ssl.SSLContext.minimum_version",
    ),
    foreign=("B502", "B503", "B504", "S502", "S503", "S504"),
    bad=(
        Bad(
            """\
import ssl

context = ssl.create_default_context()
context.minimum_version = ssl.TLSVersion.TLSv1
""",
            why="the lowest version",
            fixed="""\
import ssl

context = ssl.create_default_context()
context.minimum_version = ssl.TLSVersion.TLSv1_2
""",
        ),
        Bad(
            """\
import ssl

context = ssl.SSLContext(ssl.PROTOCOL_TLSv1)
""",
            why="a fixed protocol",
            fixed="""\
import ssl

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
""",
        ),
        Bad(
            """\
from ssl import PROTOCOL_SSLv3, SSLContext

context = SSLContext(protocol=PROTOCOL_SSLv3)
""",
            why="imported by name",
            fixed="""\
from ssl import PROTOCOL_TLS_CLIENT, SSLContext

context = SSLContext(protocol=PROTOCOL_TLS_CLIENT)
""",
        ),
        Bad(
            """\
import socket
import ssl

secure = ssl.wrap_socket(socket.socket())
""",
            why="the function that allows everything",
        ),
        Bad(
            """\
from OpenSSL import SSL

context = SSL.Context(SSL.TLSv1_METHOD)
""",
            why="pyOpenSSL",
            fixed="""\
from OpenSSL import SSL

context = SSL.Context(SSL.TLS_METHOD)
""",
        ),
        Bad(
            """\
import ssl

context = ssl.create_default_context()
context.set_ciphers('ALL:aNULL:eNULL')
""",
            why="ciphers that do not encrypt",
        ),
    ),
    good=(
        Good(
            """\
import ssl

context = ssl.create_default_context()
context.minimum_version = ssl.TLSVersion.TLSv1_3
""",
            why="a newer version",
        ),
        Good(
            """\
import ssl

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
""",
            why="the protocol that is negotiated",
        ),
        Good(
            """\
import ssl

context = ssl.create_default_context()
context.set_ciphers('ECDHE+AESGCM:!aNULL:!MD5:!3DES')
""",
            why="weak ciphers excluded",
        ),
        Good(
            """\
import ssl

OLD = {'1.0': ssl.PROTOCOL_TLSv1, '1.1': ssl.PROTOCOL_TLSv1_1}


def name(version):
    return OLD[version]
""",
            why="a table, which opens no connection",
        ),
        Good(
            """\
import ssl


def secured(context, connection):
    return context.wrap_socket(connection, server_hostname='example.org')
""",
            why="the method of a context",
        ),
    ),
)

_PROTOCOLS = {f"ssl.PROTOCOL_{name}" for name in ("SSLv2", "SSLv3", "TLSv1", "TLSv1_1")}
_PROTOCOLS |= {f"ssl._SSLMethod.{name.removeprefix('ssl.')}" for name in _PROTOCOLS}
_METHODS = {f"OpenSSL.SSL.{name}_METHOD" for name in ("SSLv2", "SSLv3", "TLSv1", "TLSv1_1")}
_VERSIONS = {f"ssl.TLSVersion.{name}" for name in ("SSLv3", "TLSv1", "TLSv1_1", "MINIMUM_SUPPORTED")}
_BOUNDS = ("minimum_version", "maximum_version", "ssl_minimum_version", "ssl_maximum_version")
_PROTOCOL_KEYWORDS = ("protocol", "ssl_version", "method", "ssl_protocol", "tls_version")
_WRAPPERS = {"ssl.wrap_socket"}
_CIPHER_SETTERS = {"set_ciphers": ("ciphers", 0), "set_cipher_list": ("cipher_list", 0)}
_CIPHER_KEYWORDS = ("ciphers", "ssl_ciphers")
_WEAK_CIPHERS = re.compile(
    r"(?:^|[:, ])\+?(?:[ae]?NULL|EXP(?:ORT)?\w*|RC4\S*|DES\S*|3DES|MD5|LOW)(?=[:, +]|$)|SECLEVEL=0"
)


def check_call(call: Call) -> Iterator[Report]:
    if call.names & _WRAPPERS:
        yield Report(
            call.node,
            "ssl.wrap_socket allows old versions and verifies nothing",
            "Write ssl.create_default_context().wrap_socket(sock, server_hostname=host).",
        )
        return
    for argument in _protocols(call):
        if argument.names & (_PROTOCOLS | _METHODS):
            yield Report(call.node, repair=_negotiated(call, argument.value))
    for keyword in _BOUNDS:
        bound = call.keywords.get(keyword)
        if bound is not None and bound.names & _VERSIONS:
            yield Report(call.node, repair=_newer(call, bound.value))
    yield from _ciphers(call)


def _protocols(call: Call) -> list[Argument]:
    named = [call.keywords[keyword] for keyword in _PROTOCOL_KEYWORDS if keyword in call.keywords]
    takes_it_first = call.names & {"ssl.SSLContext", "OpenSSL.SSL.Context"}
    return named + (call.positional[:1] if takes_it_first else [])


def _ciphers(call: Call) -> Iterator[Report]:
    given = call.argument(*_CIPHER_SETTERS[call.method]) if call.method in _CIPHER_SETTERS else None
    given = given or next((call.keywords[name] for name in _CIPHER_KEYWORDS if name in call.keywords), None)
    if given is not None and isinstance(given.constant, (str, bytes)) and _allows_weak(given.constant):
        yield Report(call.node, "the cipher list allows ciphers that do not protect: leave the default")


def _allows_weak(ciphers: str | bytes) -> bool:
    text = ciphers if isinstance(ciphers, str) else ciphers.decode("ascii", "replace")
    return _WEAK_CIPHERS.search(text) is not None


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    target = assignment.target.node
    named = target.attr.value if isinstance(target, cst.Attribute) else ""
    if named in _BOUNDS and assignment.assigned.names & _VERSIONS:
        yield Report(assignment.node, repair=_newer(assignment, assignment.assigned))
    elif named in ("ssl_version", "protocol") and assignment.assigned.names & _PROTOCOLS:
        yield Report(assignment.node, repair=_negotiated(assignment, assignment.assigned))


def _newer(view: View, version: Value) -> Repair | None:
    """`ssl.TLSVersion.TLSv1` -> `ssl.TLSVersion.TLSv1_2`, as far as it is written there."""
    node = version.node
    if not isinstance(node, cst.Attribute) or not isinstance(node.value, (cst.Attribute, cst.Name)):
        return None
    return Repair("allow TLS 1.2 and later", (Replace(node.attr, "TLSv1_2"),))


_REASON = "certificates are verified from now on; a server's context takes PROTOCOL_TLS_SERVER instead"


def _negotiated(view: View, protocol: Value) -> Repair | None:
    is_openssl = bool(protocol.names & _METHODS)
    module, name = ("OpenSSL.SSL", "TLS_METHOD") if is_openssl else ("ssl", "PROTOCOL_TLS_CLIENT")
    spelling = spell(view, module, name, instead_of=protocol.node)
    if spelling is None:
        return None
    changes = (Replace(protocol.node, spelling.text), *spelling.changes)
    return Repair("negotiate the newest version", changes, safe=is_openssl, reason="" if is_openssl else _REASON)


TRIGGERS: Triggers = (
    calls(*sorted(_WRAPPERS)),
    mentions(*sorted(_PROTOCOLS), *sorted(_METHODS), *sorted(_VERSIONS)),
    calls(
        *sorted(_CIPHER_SETTERS), holding=("NULL", "EXP", "RC4", "DES", "MD5", "LOW", "SECLEVEL=0", r"\(\s*\w+\s*\)")
    ),
    calls(
        *("SSLContext", "create_urllib3_context", "create_default_context", "urllib3.PoolManager", "make_server"),
        given=[f"{name}=str" for name in _CIPHER_KEYWORDS],
    ),
    assignments(*_BOUNDS, needs=("TLSVersion",)),
)
CHECKS: Checks = {Call: check_call, Assignment: check_assignment}
