"""Passwords written into the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    TESTS,
    UNKNOWN,
    Argument,
    Assignment,
    Bad,
    Call,
    Checks,
    Comparison,
    Confidence,
    Function,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Text,
    Triggers,
    Value,
    View,
    assignments,
    calls,
    comparisons,
    is_development,
    is_test,
    keywords,
    name_of,
    parameters,
    spell,
    texts,
    words_of,
)

RULE = Rule(
    name="hard-coded-password",
    summary="a password is written in the source",
    help='Read it from the environment or a store of secrets: os.environ["DB_PASSWORD"].',
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(259, 798),
    what=(
        "The literal password of a connection or a login (databases, mail, SSH, LDAP, HTTP basic authentication, and "
        "of any call that is given a host, a user or a database beside what looks like a password), a "
        "comparison of a password with a literal, a variable named for a password that holds a text that looks like "
        "one, and a default for a password's variable of the environment. Labels, placeholders in angle brackets, "
        "tests and settings for development are left alone."
    ),
    why=(
        "Everyone who can read the source, its history, a built package or an image can log in, and the password "
        "cannot be changed without a release. A comparison with a literal is a back door with one key for all."
    ),
    assistants=(
        "The request gives no credentials, the example must be complete, and so it connects as admin with admin123."
    ),
    remedy=(
        "The fix reads the value from the environment, where it has to be set before the program starts. Change "
        "the password as well: what was committed stays in the history. Check logins against a stored hash."
    ),
    prompt="Read passwords from the environment; never write one into the code, not even an example.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
        "https://12factor.net/config",
    ),
    foreign=("B105", "B106", "B107", "S105", "S106", "S107"),
    bad=(
        Bad(
            """\
import psycopg2

db = psycopg2.connect(host="db", user="app", password="postgres")  # main
""",
            why="the password of a database",
            fixed="""\
import os
import psycopg2

db = psycopg2.connect(host="db", user="app", password=os.environ["DB_PASSWORD"])  # main
""",
        ),
        Bad(
            """\
def login(username, password):
    return username == "admin" and password == "admin123"
""",
            why="a comparison with a literal",
        ),
        Bad(
            """\
import smtplib

SMTP_PASSWORD = "changeme"


def send(message):
    with smtplib.SMTP_SSL("mail.example.com") as server:
        server.login("robot@example.com", SMTP_PASSWORD)
        server.send_message(message)
""",
            why="a constant that a login uses",
            fixed="""\
import os
import smtplib

SMTP_PASSWORD = os.environ["SMTP_PASSWORD"]


def send(message):
    with smtplib.SMTP_SSL("mail.example.com") as server:
        server.login("robot@example.com", SMTP_PASSWORD)
        server.send_message(message)
""",
        ),
        Bad(
            """\
import os

password = os.getenv("DB_PASSWORD", "changeme")
""",
            why="a default for the variable of the environment",
            fixed="""\
import os

password = os.environ["DB_PASSWORD"]
""",
        ),
        Bad(
            """\
DATABASES = {
    "default": {"NAME": "shop", "USER": "shop", "PASSWORD": "changeme"},  # main
}
""",
            why="the password in a dict of settings",
            fixed="""\
import os

DATABASES = {
    "default": {"NAME": "shop", "USER": "shop", "PASSWORD": os.environ["PASSWORD"]},  # main
}
""",
            path="shop/settings.py",
        ),
        Bad(
            """\
def connect(driver, user, password="s3cret1"):
    return driver.connect(user, password)
""",
            why="the default of a parameter",
        ),
        Bad(
            """\
import requests


def read(url):
    return requests.get(url, auth=("admin", "s3cret"), timeout=5)
""",
            why="basic authentication",
            fixed="""\
import os
import requests


def read(url):
    return requests.get(url, auth=("admin", os.environ["HTTP_PASSWORD"]), timeout=5)
""",
        ),
        Bad(
            """\
from mysql.connector import pooling

pool = pooling.MySQLConnectionPool(pool_size=5, host="db.internal", user="app", password="admin123")
""",
            why="a pool of connections",
            fixed="""\
import os
from mysql.connector import pooling

pool = pooling.MySQLConnectionPool(pool_size=5, host="db.internal", user="app", password=os.environ["PASSWORD"])
""",
        ),
    ),
    good=(
        Good(
            """\
import os

import psycopg2

db = psycopg2.connect(host="db", user="app", password=os.environ["DB_PASSWORD"])
""",
            why="from the environment",
        ),
        Good(
            """\
RESET_PASSWORD = "reset_password"
PASSWORD = "password"
GRANT_PASSWORD = "urn:grant:password"
PASSWORD_LABEL = "Enter password1:"
""",
            why="labels and names",
        ),
        Good(
            """\
import hmac
import os


def login(given):
    return given == "" or hmac.compare_digest(given, os.environ["ADMIN_PASSWORD"])
""",
            why="an empty text and a variable",
        ),
        Good(
            """\
def mask(password):
    if password == "********":
        return ""
    return password
""",
            why="a mask",
        ),
        Good(
            """\
def test_login(client):
    password = "changeme"
    client.post("/login", data={"password": password})
""",
            why="a test",
            path="tests/test_login.py",
        ),
        Good(
            """\
LABELS = {"password": "Password", "passwd": "user_password"}
""",
            why="a dict of labels",
        ),
        Good(
            """\
def column(field):
    return field.name == "password"
""",
            why="a field's name",
        ),
        Good(
            """\
import os

password = os.getenv("DB_PASSWORD", "")
""",
            why="an empty default",
        ),
        Good(
            """\
from shop.forms import labels

FORM = labels(host="Server", user="Name", password="Password")
HINTS = labels(user="Name", password="8 characters or more")
""",
            why="labels of fields",
        ),
    ),
)

_PASSWORD = {"password", "passwd", "pwd", "passphrase", "passcode"}
# What is often put where a password belongs; of these, words that name something else as often.
_COMMON = {
    "admin", "password", "passw0rd", "secret", "changeme", "change-me", "root", "letmein", "qwerty", "guest", "toor",
    "postgres", "mysql", "default", "hunter2", "welcome", "supersecret", "mypassword", "yourpassword",
    "your_password", "your-password", "secretpassword",
}  # fmt: skip
_LABELS = {"password", "default", "secret"}
_ORDINARY = _LABELS | {"admin", "root", "guest", "mysql", "postgres"}
_OWNERS = {"admin", "db", "database", "smtp", "mysql", "postgres", "pg", "redis", "mongo", "ftp", "ssh", "default",
           "root", "user", "mail", "email", "sudo", "master", "ldap", "service"}  # fmt: skip
# What opens a connection or logs in -> where it takes the password.
_LOGINS: dict[str, tuple[str, int | None, str]] = {
    **{f"{module}.connect": ("password", 2, "DB_PASSWORD") for module in ("pymysql", "MySQLdb")},
    **{
        f"{module}.connect": ("password", None, "DB_PASSWORD")
        for module in (
            *("psycopg2", "psycopg", "asyncpg", "aiomysql", "mariadb", "mysql.connector", "oracledb", "cx_Oracle"),
            *("pymssql", "snowflake.connector", "psycopg.Connection", "psycopg.AsyncConnection"),
        )
    },
    **{f"{m}.create_pool": ("password", None, "DB_PASSWORD") for m in ("asyncpg", "aiomysql", "oracledb")},
    "mysql.connector.MySQLConnection": ("password", None, "DB_PASSWORD"),
    **{f"{m}.MongoClient": ("password", None, "DB_PASSWORD") for m in ("pymongo", "motor.motor_asyncio")},
    **{f"redis.{m}": ("password", None, "REDIS_PASSWORD") for m in ("Redis", "StrictRedis", "asyncio.Redis")},
    **{f"smtplib.{name}().login": ("password", 1, "SMTP_PASSWORD") for name in ("SMTP", "SMTP_SSL")},
    **{f"imaplib.{name}().login": ("password", 1, "MAIL_PASSWORD") for name in ("IMAP4", "IMAP4_SSL")},
    **{f"ftplib.{name}": ("passwd", 2, "FTP_PASSWORD") for name in ("FTP", "FTP_TLS")},
    **{f"ftplib.{name}().login": ("passwd", 1, "FTP_PASSWORD") for name in ("FTP", "FTP_TLS")},
    "paramiko.SSHClient().connect": ("password", 3, "SSH_PASSWORD"),
    "paramiko.client.SSHClient().connect": ("password", 3, "SSH_PASSWORD"),
    "requests.auth.HTTPBasicAuth": ("password", 1, "HTTP_PASSWORD"),
    "requests.auth.HTTPDigestAuth": ("password", 1, "HTTP_PASSWORD"),
    "httpx.BasicAuth": ("password", 1, "HTTP_PASSWORD"),
    "aiohttp.BasicAuth": ("password", 1, "HTTP_PASSWORD"),
    "ldap3.Connection": ("password", 2, "LDAP_PASSWORD"),
}
# Any other call that is told to whom, or to what, the password belongs.
_KEYWORDS = ("password", "passwd", "pwd")
_OF_DATABASES = {"database", "dbname", "db", "db_name"}
_COUNTERPARTS = {"user", "username", "host", "hostname", "login", "user_name", "server", *_OF_DATABASES}
_REQUESTS = {
    f"{module}{name}"
    for module in ("requests.", "requests.Session().", "httpx.", "httpx.Client().", "httpx.AsyncClient().")
    for name in ("get", "post", "put", "patch", "delete", "head", "options", "request")
}
_ENVIRONMENT = {"os.environ.get", "os.getenv"}
_TEMPLATE = re.compile(r"[<{]|%\(|%s|\$\{|\*{3}|x{4}|\.{3}|://")
_BACK_DOOR = (
    "a password is compared with one in the source; check it against a stored hash: "
    "check_password_hash(stored_hash, password)"
)
_REASON = "the variable must be set before the program starts"


def check_call(call: Call) -> Iterator[Report]:
    if is_development(call):
        return
    if call.names & _ENVIRONMENT:
        yield from _default(call)
        return
    found, variable = _password_of(call)
    if found is not None and _is_text(found.constant) and not _is_assigned_there(found):
        yield Report(call.node, repair=_read(call, found.node, variable))


def _password_of(call: Call) -> tuple[Value | None, str]:
    names = sorted(call.names & _LOGINS.keys())
    if names:
        keyword, position, variable = _LOGINS[names[0]]
        argument = call.argument(keyword, position) or call.argument("passwd")
        return (argument.value if argument is not None else None), variable
    if _COUNTERPARTS & call.keywords.keys():
        named = next((call.keywords[name] for name in _KEYWORDS if name in call.keywords), None)
        is_written = named is not None and isinstance(named.node, (cst.SimpleString, cst.ConcatenatedString))
        if named is not None and is_written and _looks_secret(named.constant, "user_password"):
            return named.value, "DB_PASSWORD" if _OF_DATABASES & call.keywords.keys() else "PASSWORD"
    auth: Argument | None = call.argument("auth") if call.names & _REQUESTS else None
    if auth is not None and len(auth.value.elements) == 2:
        return auth.value.elements[1], "HTTP_PASSWORD"
    return None, ""


def _is_assigned_there(value: Value) -> bool:
    """A variable of its own whose assignment is reported already."""
    return (
        isinstance(value.node, cst.Name)
        and _names_password(value.node.value)
        and _looks_secret(value.constant, value.node.value)
    )


def _default(call: Call) -> Iterator[Report]:
    name, default = call.argument("key", 0), call.argument("default", 1)
    if name is None or default is None or not isinstance(name.constant, str) or not _names_password(name.constant):
        return
    if _is_text(default.constant):
        message = "where the variable is missing, the password is the one in the source"
        yield Report(call.node, message, repair=_read(call, call.node, name.constant), severity=Severity.MEDIUM)


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    name = name_of(assignment.target.node)
    text = assignment.assigned.constant
    if not _names_password(name) or not _looks_secret(text, name) or is_development(assignment):
        return
    if isinstance(assignment.assigned.node, (cst.SimpleString, cst.ConcatenatedString)):
        yield Report(assignment.node, repair=_read(assignment, assignment.assigned.node, name.upper()))


def check_text(text: Text) -> Iterator[Report]:
    """`{"password": "s3cret1"}`"""
    up = text.place.up
    if up is None or not isinstance(up.node, cst.DictElement) or up.node.key is not text.node:
        return
    name, held = str(text.text), text.value(up.node.value)
    if not _names_password(name) or is_development(text) or not isinstance(held.node, cst.SimpleString):
        return
    if _looks_secret(held.constant, f"user_{name}"):
        variable = "_".join(words_of(name)).upper()
        yield Report(up.node, repair=_read(text, held.node, variable))


def check_function(function: Function) -> Iterator[Report]:
    """`def connect(password="s3cret1")`"""
    if is_development(function):
        return
    given = function.node.params
    for parameter in (*given.posonly_params, *given.params, *given.kwonly_params):
        name, default = parameter.name.value, parameter.default
        if not isinstance(default, cst.SimpleString) or not _names_password(name):
            continue
        if _looks_secret(function.value(default).constant, f"user_{name}"):
            yield Report(parameter.name, "a password in the source is the default of a parameter")


def check_comparison(comparison: Comparison) -> Iterator[Report]:
    if is_test(comparison.file):
        return
    for left, operator, right in comparison.pairs:
        if not isinstance(operator, (cst.Equal, cst.NotEqual)):
            continue
        for password, other in ((left, right), (right, left)):
            if _is_given_password(password) and _is_text(other.constant):
                yield Report(comparison.node, _BACK_DOOR)


def _is_given_password(value: Value) -> bool:
    is_name = isinstance(value.node, (cst.Name, cst.Attribute, cst.Subscript))
    return is_name and value.constant is UNKNOWN and _names_password(name_of(value.node))


def _names_password(name: str) -> bool:
    """`DB_PASSWORD`, `adminPassword`, `password`; not `password_field`."""
    return words_of(name)[-1:] != () and words_of(name)[-1] in _PASSWORD


def _is_text(text: object) -> bool:
    """A text that could be a password: no placeholder, no mask, no sentence."""
    if not isinstance(text, str) or not text.strip() or _TEMPLATE.search(text):
        return False
    return any(character.isalnum() for character in text) and not re.search(r"\s", text)


def _looks_secret(text: object, name: str) -> bool:
    """A text that is hardly the name of something: with digits and letters, or known to be used as a password."""
    if not _is_text(text) or not isinstance(text, str):
        return False
    words, owners = words_of(name), set(words_of(name)[:-1])
    if text.lower() in _COMMON:
        return text.lower() not in _ORDINARY or (bool(owners & _OWNERS) and text.lower() not in _LABELS)
    spelled = set(words_of(text))
    if spelled <= {*words, "id", "field", "input", "key"} or re.fullmatch(r"[A-Z][A-Z_]+", text):
        return False
    mixed = re.search(r"\d", text) and re.search(r"[A-Za-z]", text)
    return bool(mixed or re.search(r"[A-Za-z][!@#$^&*]|[!@#$^&*][A-Za-z]", text)) and not re.search(r"[/:\\]", text)


def _read(view: View, node: cst.BaseExpression, variable: str) -> Repair | None:
    spelling = spell(view, "os", "environ")
    if spelling is None:
        return None
    change = Replace(node, f'{spelling.text}["{variable}"]')
    return Repair("read it from the environment", (change, *spelling.changes), safe=False, reason=_REASON)


_NAMES = tuple(f"*{word}*" for word in sorted(_PASSWORD))
TRIGGERS: Triggers = (
    calls(*sorted(_LOGINS), given=tuple(f"{k}@{p}=str" for k in ("password", "passwd") for p in (1, 2, 3))),
    keywords(*(f"{name}=str" for name in _KEYWORDS), holding=(rf"\b(?:{'|'.join(_KEYWORDS)})\s*=\s*[rbuRBU]*[\"']",)),
    calls(*sorted(_REQUESTS), given=("auth",)),
    calls(*sorted(_ENVIRONMENT), given=("default@1=str",), holding=("passw", "pwd", "passphrase", "passcode")),
    assignments(*(f"{name}=written" for name in _NAMES)),
    texts(
        *sorted(_PASSWORD),
        *(word.upper() for word in sorted(_PASSWORD)),
        "Password",
        holding=(r"(?:password|passwd|pwd|passphrase|passcode)[\"']\s*:\s*[rbu]?[\"']\w",),
    ),
    parameters(*(f"{name}=written" for name in _NAMES)),
    comparisons(*_NAMES, of=("Eq", "NotEq"), holding=(r"[!=]=\s*[rbu]?[\"']\w", r"\w[\"']\s*[!=]="), nowhere=(TESTS,)),
)
CHECKS: Checks = {
    Call: check_call,
    Assignment: check_assignment,
    Comparison: check_comparison,
    Text: check_text,
    Function: check_function,
}
