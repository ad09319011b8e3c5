"""Database connections that are told not to encrypt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import libcst as cst

from pratique.lint.api import (
    Argument,
    Bad,
    Call,
    Checks,
    Confidence,
    Constant,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Text,
    Triggers,
    calls,
    code,
    is_test,
    statement_of,
    texts,
)

RULE = Rule(
    name="database-tls-off",
    summary="a database connection is told not to encrypt",
    help='Use sslmode="verify-full" with sslrootcert, or the ssl options of the driver.',
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(319, 311),
    what=(
        "sslmode disable or allow for PostgreSQL, as an argument, in an address or in a dict of options (connect_args "
        "of SQLAlchemy, OPTIONS of Django), ssl=False of asyncpg, ssl_disabled=True and ssl_mode DISABLED for MySQL, "
        "ssl=False and tls=False of MongoDB, encrypt=no for SQL Server, where the server is not this machine. Tests "
        "are left alone."
    ),
    why=(
        "Name and password of the database and every row travel as text through networks that others share, also "
        "inside a cloud."
    ),
    assistants="The switch makes the error of a server without a certificate go away in development, and is kept.",
    remedy=(
        "The fix asks for encryption (require). It does not verify the server yet: that takes verify-full and the "
        "authority's certificate. A server that offers no TLS refuses from then on."
    ),
    prompt="Connect to databases over TLS and verify the server's certificate.",
    references=(
        "https://www.postgresql.org/docs/current/libpq-ssl.html",
        "https://dev.mysql.com/doc/connector-python/en/connector-python-connectargs.html",
        "https://magicstack.github.io/asyncpg/current/api/index.html#connection",
    ),
    bad=(
        Bad(
            """\
import psycopg2


def connect(host, password):
    return psycopg2.connect(host=host, password=password, sslmode='disable')
""",
            why="an argument",
            fixed="""\
import psycopg2


def connect(host, password):
    return psycopg2.connect(host=host, password=password, sslmode='require')
""",
        ),
        Bad(
            """\
import mysql.connector


def connect(host, user):
    return mysql.connector.connect(host=host, user=user, ssl_disabled=True)
""",
            why="MySQL",
            fixed="""\
import mysql.connector


def connect(host, user):
    return mysql.connector.connect(host=host, user=user, ssl_disabled=False)
""",
        ),
        Bad(
            """\
from sqlalchemy import create_engine

engine = create_engine('postgresql://db.example.com/shop?sslmode=disable')
""",
            why="in an address",
            fixed="""\
from sqlalchemy import create_engine

engine = create_engine('postgresql://db.example.com/shop?sslmode=require')
""",
        ),
        Bad(
            """\
import psycopg2


def connect(host, password):
    return psycopg2.connect(f'host={host} password={password} sslmode=disable')
""",
            why="in a string that is put together",
            fixed="""\
import psycopg2


def connect(host, password):
    return psycopg2.connect(f'host={host} password={password} sslmode=require')
""",
        ),
        Bad(
            """\
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "db.example.com",
        "OPTIONS": {"sslmode": "disable"},
    }
}
""",
            why="options of Django",
            fixed="""\
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "db.example.com",
        "OPTIONS": {"sslmode": "require"},
    }
}
""",
            path="shop/settings.py",
        ),
        Bad(
            """\
import asyncpg


async def connect(host, user):
    return await asyncpg.connect(host=host, user=user, ssl=False)
""",
            why="asyncpg, which would try TLS first",
            fixed="""\
import asyncpg


async def connect(host, user):
    return await asyncpg.connect(host=host, user=user, ssl="require")
""",
        ),
    ),
    good=(
        Good(
            """\
from sqlalchemy import create_engine


def engine(address):
    return create_engine(address, connect_args={"sslmode": "verify-full", "sslrootcert": "ca.pem"})
""",
            why="options that verify",
        ),
        Good(
            """\
import psycopg2


def connect(host, password):
    return psycopg2.connect(host=host, password=password, sslmode='verify-full', sslrootcert='ca.pem')
""",
            why="verified",
        ),
        Good(
            """\
import psycopg2

connection = psycopg2.connect(host='localhost', sslmode='disable')
""",
            why="this machine",
        ),
        Good(
            """\
from sqlalchemy import create_engine

engine = create_engine('postgresql://localhost/shop?sslmode=disable')
""",
            why="this machine, in an address",
        ),
        Good(
            """\
def connect(driver, mode):
    return driver.connect(sslmode=mode)
""",
            why="the caller chooses",
        ),
    ),
)


class Switch(NamedTuple):
    """An argument, the values that leave a connection unencrypted, and what to write."""

    keyword: str
    insecure: tuple[Constant, ...]
    secure: str


# libpq and what hands its options on; asyncpg has its own; mysqlclient says ssl_mode, and the drivers in Python do not.
_SWITCHES: tuple[tuple[tuple[str, ...], Switch], ...] = (
    (
        ("psycopg2.", "psycopg.", "psycopg_pool.", "aiopg.", "pgdb.", "peewee."),
        Switch("sslmode", ("disable", "allow"), "require"),
    ),
    (("asyncpg.",), Switch("ssl", (False, "disable", "allow"), "require")),
    (("mysql.", "pymysql."), Switch("ssl_disabled", (True,), "False")),
    (("MySQLdb.",), Switch("ssl_mode", ("DISABLED",), "REQUIRED")),
    (("pymongo.", "motor.", "mongoengine."), Switch("ssl", (False,), "True")),
    (("pymongo.", "motor.", "mongoengine."), Switch("tls", (False,), "True")),
)
# In a dict of options, wherever it goes: names that nothing but a driver of databases has.
_OPTIONS = {switch.keyword: switch for _, switch in _SWITCHES if switch.keyword not in ("ssl", "tls")}
_CONNECTING = {"connect", "create_engine", "create_async_engine", "create_pool", "ConnectionPool"}
_LOCAL = re.compile(r"(?:^|@|//)(?:localhost|127\.|\[?::1|/|:/)|host=(?:localhost|127\.|/)")
_NEARBY = re.compile(r"[\"'@/](?:localhost|127\.\d+\.\d+\.\d+|::1)\b")
_ADDRESS = re.compile(r"(sslmode=)(?:disable|allow)\b")
_SQL_SERVER = re.compile(r"(;\s*Encrypt=)(?:no|false|optional)\b", re.IGNORECASE)
_REASON = "a server that offers no TLS is no longer reached"


def check_call(call: Call) -> Iterator[Report]:
    yield from _template(call)
    for libraries, switch in _SWITCHES:
        given = call.keywords.get(switch.keyword)
        if given is None or not given.is_written or not any(name.startswith(libraries) for name in call.names):
            continue  # what comes out of a dict is judged there
        if any(given.constant is value or given.constant == value for value in switch.insecure) and not _is_near(call):
            yield Report(call.node, repair=_encrypted(given, switch))


def _is_near(call: Call) -> bool:
    """Whether the server is this machine; without a host it is reached over a socket."""
    host = call.keywords.get("host") or (call.positional[0] if call.positional else None)
    near = isinstance(host.constant, str) and _LOCAL.search(host.constant) is not None if host is not None else False
    return near or is_test(call.file)


def _encrypted(given: Argument, switch: Switch) -> Repair:
    return _written(given.node, switch)


def _written(node: cst.BaseExpression, switch: Switch) -> Repair:
    quote = node.quote if isinstance(node, cst.SimpleString) else '"'
    text = switch.secure if switch.secure in ("True", "False") else f"{quote}{switch.secure}{quote}"
    return Repair("encrypt the connection", (Replace(node, text),), False, _REASON)


def _template(call: Call) -> Iterator[Report]:
    """`connect(f"host={host} sslmode=disable")`."""
    first = call.positional[0].value.literal.node if call.positional else None
    parts = first.parts if isinstance(first, cst.FormattedString) and call.method in _CONNECTING else ()
    written = [part for part in parts if isinstance(part, cst.FormattedStringText)]
    if any(_LOCAL.search(part.value) for part in written) or is_test(call.file):
        return
    for part in written:
        if _ADDRESS.search(part.value):
            change = Replace(part, _ADDRESS.sub(r"\g<1>require", part.value))
            yield Report(call.node, repair=Repair("encrypt the connection", (change,), False, _REASON))


def check_text(text: Text) -> Iterator[Report]:
    """`postgresql://host/name?sslmode=disable`, and connection strings of SQL Server."""
    yield from _option(text)
    written = text.node.value
    plain = text.text if isinstance(text.text, str) and "\n" not in text.text else ""
    for pattern, secure, is_address in (
        (_ADDRESS, "require", "://" in plain or "host=" in plain),
        (_SQL_SERVER, "yes", True),
    ):
        if is_address and pattern.search(plain) and not _LOCAL.search(plain) and not _is_docstring(text):
            change = Replace(text.node, pattern.sub(rf"\g<1>{secure}", written))
            yield Report(text.node, repair=Repair("encrypt the connection", (change,), False, _REASON))


def _option(text: Text) -> Iterator[Report]:
    """`{"sslmode": "disable"}`: connect_args of SQLAlchemy, OPTIONS of Django, keywords that are handed on."""
    up = text.place.up
    switch = _OPTIONS.get(str(text.text))
    if switch is None or up is None or not isinstance(up.node, cst.DictElement) or up.node.key is not text.node:
        return
    value = text.value(up.node.value)
    if not any(value.constant is item or value.constant == item for item in switch.insecure) or is_test(text.file):
        return
    statement = statement_of(text)
    if statement is not None and not _NEARBY.search(code(statement.node)):
        yield Report(up.node, repair=_written(value.node, switch))


def _is_docstring(text: Text) -> bool:
    up = text.place.up
    return is_test(text.file) or (up is not None and isinstance(up.node, cst.Expr))


TRIGGERS: Triggers = (
    calls(
        *("connect", "create_engine", "Connection", "ConnectionPool", "AsyncConnectionPool", "create_pool"),
        *(
            "PooledMySQLDatabase",
            "PostgresqlDatabase",
            "MySQLDatabase",
            "SimpleConnectionPool",
            "ThreadedConnectionPool",
        ),
        *("MongoClient", "AsyncIOMotorClient", "MySQLConnectionPool", "MySQLConnection"),
        given=[f"{switch.keyword}={value!r}" for _, switch in _SWITCHES for value in switch.insecure],
    ),
    texts("sslmode=disable", "sslmode=allow", "Encrypt=", "encrypt="),
    texts(*sorted(_OPTIONS), needs=("disable", "allow", "True", "DISABLED")),
)
CHECKS: Checks = {Call: check_call, Text: check_text}
