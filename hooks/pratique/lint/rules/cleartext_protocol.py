"""Logins over protocols that do not encrypt."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Bad,
    Call,
    Change,
    Checks,
    Confidence,
    Good,
    InsertBefore,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    calls,
    code,
    is_test,
    spell,
    statement_of,
)

RULE = Rule(
    name="cleartext-protocol",
    summary="a login goes over a protocol that does not encrypt",
    help="Use the encrypted form: SMTP with starttls, FTP_TLS or SFTP, IMAP4_SSL, POP3_SSL, ldaps://, SSH.",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(319, 523),
    what=(
        "Telnet; a login with ftplib.FTP that is not anonymous; a login of smtplib.SMTP, imaplib.IMAP4 or poplib.POP3 "
        "in a function that does not call starttls or stls before; a simple bind of python-ldap over ldap:// without "
        "start_tls_s, and of ldap3 without use_ssl or start_tls. Servers on this machine and tests are left alone."
    ),
    why=(
        "Name and password travel as text. Everyone on the way, in the same wireless network to begin with, reads "
        "them, and takes over the session."
    ),
    assistants="The plain class works in the first test; the encrypted one needs a port, a context and one more call.",
    remedy=(
        "The fixes call starttls before the login and use the classes that encrypt. The server must offer it, on port "
        "993 for IMAP and 995 for POP, so look at the port that is given."
    ),
    prompt="Encrypt all connections that carry a login: STARTTLS, FTPS or SFTP, IMAPS, LDAPS; never Telnet.",
    references=(
        "https://docs.python.org/3/library/smtplib.html#smtplib.SMTP.starttls",
        "https://docs.python.org/3/library/ftplib.html#ftplib.FTP_TLS",
        "https://www.rfc-editor.org/rfc/rfc8314",
    ),
    foreign=("B312", "B321", "B401", "B402", "S312", "S321", "S401", "S402"),
    bad=(
        Bad(
            """\
import telnetlib


def reboot(host):
    telnetlib.Telnet(host).write(b'reboot')
""",
            why="Telnet",
        ),
        Bad(
            """\
import smtplib


def send(message, user, password):
    with smtplib.SMTP('mail.example.com', 587) as server:
        server.login(user, password)
        server.send_message(message)
""",
            why="a mail server",
            fixed="""\
import smtplib
import ssl


def send(message, user, password):
    with smtplib.SMTP('mail.example.com', 587) as server:
        server.starttls(context=ssl.create_default_context())
        server.login(user, password)
        server.send_message(message)
""",
        ),
        Bad(
            """\
import ftplib


def upload(host, user, password, file):
    ftp = ftplib.FTP(host, user, password)
    ftp.storbinary('STOR report', file)
""",
            why="FTP with a password",
            fixed="""\
import ftplib


def upload(host, user, password, file):
    ftp = ftplib.FTP_TLS(host, user, password)
    ftp.storbinary('STOR report', file)
""",
        ),
        Bad(
            """\
from imaplib import IMAP4


def mailbox(host, user, password):
    box = IMAP4(host)
    box.login(user, password)
    return box
""",
            why="a mailbox",
            fixed="""\
from imaplib import IMAP4_SSL


def mailbox(host, user, password):
    box = IMAP4_SSL(host)
    box.login(user, password)
    return box
""",
        ),
        Bad(
            """\
import ldap


def check(user, password):
    server = ldap.initialize('ldap://ldap.example.com')
    server.simple_bind_s(user, password)
""",
            why="a directory",
        ),
        Bad(
            """\
import ldap3


def check(user, password):
    server = ldap3.Server('ldap.example.com')
    return ldap3.Connection(server, user=user, password=password).bind()
""",
            why="a directory through ldap3",
        ),
    ),
    good=(
        Good(
            """\
import smtplib
import ssl


def send(message, user, password):
    with smtplib.SMTP('mail.example.com', 587) as server:
        server.starttls(context=ssl.create_default_context())
        server.login(user, password)
        server.send_message(message)
""",
            why="encrypted before the login",
        ),
        Good(
            """\
import smtplib


def send(message):
    with smtplib.SMTP('mail.example.com') as server:
        server.send_message(message)
""",
            why="no login",
        ),
        Good(
            """\
import smtplib


def send(user, password):
    server = smtplib.SMTP('localhost', 1025)
    server.login(user, password)
""",
            why="this machine",
        ),
        Good(
            """\
import ftplib


def names(host):
    ftp = ftplib.FTP(host)
    ftp.login()
    return ftp.nlst()
""",
            why="anonymous FTP",
        ),
        Good(
            """\
import ldap


def check(user, password):
    server = ldap.initialize('ldaps://ldap.example.com')
    server.simple_bind_s(user, password)
""",
            why="an encrypted directory",
        ),
    ),
)

# How the classes are reached -> module, and the class that encrypts.
_ENCRYPTED = {
    "imaplib.IMAP4": ("imaplib", "IMAP4_SSL"),
    "poplib.POP3": ("poplib", "POP3_SSL"),
    "ftplib.FTP": ("ftplib", "FTP_TLS"),
}
_MAIL_LOGINS = {
    "smtplib.SMTP().login": "starttls",
    "imaplib.IMAP4().login": "starttls",
    "poplib.POP3().pass_": "stls",
    "ldap.initialize().simple_bind_s": "start_tls_s",
    "ldap.initialize().simple_bind": "start_tls_s",
}
_TELNET = {"telnetlib.Telnet", "telnetlib3.open_connection"}
_LOCAL = ("localhost", "127.", "::1", "ldap://localhost", "ldap://127.", "ldapi://", "ldaps://")
_ANONYMOUS = ("", "anonymous", "ftp")
_REASON = "the server must offer TLS, with a certificate that is trusted"


def check_call(call: Call) -> Iterator[Report]:
    if is_test(call.file):
        return
    if call.names & _TELNET:
        if not _is_local(call):
            yield Report(call.node, "Telnet sends everything as text: use SSH")
    elif "ldap3.Connection" in call.names:
        yield from _ldap3(call)
    elif "ftplib.FTP" in call.names:
        if call.argument("user", 1) is not None and not _is_anonymous(call, 1) and not _is_local(call):
            yield Report(call.node, repair=_encrypted_class(call, call))
    elif "ftplib.FTP().login" in call.names:
        opened = _opened(call)
        if call.args and not _is_anonymous(call, 0) and not (opened and _is_local(opened)):
            yield Report(call.node, repair=_encrypted_class(call, opened))
    else:
        for name in sorted(call.names & _MAIL_LOGINS.keys())[:1]:
            yield from _login(call, name)


def _login(call: Call, name: str) -> Iterator[Report]:
    opened = _opened(call)
    secured = _MAIL_LOGINS[name]
    if opened is None or _is_local(opened) or any(other.method == secured for other in call.same_function_calls()):
        return
    if name.startswith("ldap") and not _is_plain_ldap(opened):
        return
    yield Report(call.node, repair=_started(call) if name.startswith("smtplib") else _encrypted_class(call, opened))


def _ldap3(call: Call) -> Iterator[Report]:
    """A bind with a password to an `ldap3.Server` that does not encrypt."""
    server = call.argument("server", 0)
    made = server.value.literal if server is not None else None
    if made is None or not isinstance(made.node, cst.Call) or "ldap3.Server" not in made.at(made.node.func).names:
        return
    opened = Call(call.place._replace(node=made.node, scope=made.scope), call.file)
    uses_tls = opened.argument("use_ssl", 2)
    starts = any(other.method == "start_tls" for other in call.same_function_calls())
    bound = call.keywords.get("auto_bind")
    starts = starts or (bound is not None and any("TLS_BEFORE_BIND" in name for name in bound.names))
    is_plain = uses_tls is None or uses_tls.constant is False
    if is_plain and not starts and call.argument("password", 2) and not _is_local(opened):
        yield Report(call.node, "the password is sent to the directory as text: use_ssl=True, or start_tls before")


def _opened(call: Call) -> Call | None:
    """The call that opened the connection of this method."""
    node = call.function.node
    if not isinstance(node, cst.Attribute):
        return None
    made = call.value(node.value).literal
    if not isinstance(made.node, cst.Call):
        return None
    return Call(call.place._replace(node=made.node, scope=made.scope), call.file)


def _is_local(opened: Call) -> bool:
    host = opened.argument("host", 0) or opened.argument("uri", 0)
    return host is not None and isinstance(host.constant, str) and host.constant.startswith(_LOCAL)


def _is_plain_ldap(opened: Call) -> bool:
    address = opened.argument("uri", 0)
    return address is not None and isinstance(address.constant, str) and address.constant.startswith("ldap://")


def _is_anonymous(call: Call, position: int) -> bool:
    user = call.argument("user", position)
    return user is None or user.constant in _ANONYMOUS


def _encrypted_class(call: Call, opened: Call | None) -> Repair | None:
    names = sorted(opened.names & _ENCRYPTED.keys()) if opened is not None else []
    if opened is None or not names:
        return None
    module, name = _ENCRYPTED[names[0]]
    function: Value = opened.function
    spelling = spell(call, module, name, instead_of=function.node)
    if spelling is None:
        return None
    return Repair(f"use {name}", (Replace(function.node, spelling.text), *spelling.changes), False, _REASON)


def _started(call: Call) -> Repair | None:
    """`server.starttls(…)` before the statement of the login."""
    statement = statement_of(call)
    context = spell(call, "ssl", "create_default_context")
    node = call.function.node
    if statement is None or context is None or not isinstance(node, cst.Attribute):
        return None
    line = f"{code(node.value)}.starttls(context={context.text}())"
    changes: tuple[Change, ...] = (InsertBefore(statement.node, (line,)), *context.changes)
    return Repair("encrypt before the login", changes, False, _REASON)


TRIGGERS: Triggers = (
    calls(*sorted(_TELNET)),
    calls("ftplib.FTP", given=("user@1",)),
    calls("login", needs=("ftplib", "smtplib", "imaplib")),
    calls("ldap3.Connection", given=("password@2",)),
    calls("poplib.POP3().pass_", "ldap.initialize().simple_bind_s", "ldap.initialize().simple_bind"),
)
CHECKS: Checks = {Call: check_call}
