"""TLS connections that accept any certificate."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

import libcst as cst

from pratique.lint.api import (
    Argument,
    Assignment,
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
    Triggers,
    Value,
    View,
    assignments,
    below,
    calls,
    code,
    home,
    keywords,
    mentions,
    parameter_names,
    spell,
    words_of,
)

RULE = Rule(
    name="tls-verification-off",
    summary="the certificate of the other side is not verified",
    help="Leave verification on; for a private authority pass its certificate, such as verify='/path/to/ca.pem'.",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(295, 297),
    what=(
        "Arguments and attributes that turn certificate or host name checks off: verify=False of requests, httpx, "
        "boto3 and others, ssl=False and verify_ssl=False of aiohttp, ssl.CERT_NONE wherever it is passed or "
        "assigned, check_hostname=False, assert_hostname=False, unverified default contexts, and the switches of "
        "database and message clients. A value that the caller or the settings choose is left alone; what a test of "
        "the function's own parameter turns off is shown to the strict profile only."
    ),
    why=(
        "Encryption without verification protects against nobody who can reach the traffic: anyone on the way "
        "presents a certificate of their own, reads passwords and tokens, and changes what comes back."
    ),
    assistants=(
        "Asked to make a certificate error go away, models answer with the one argument that does; examples "
        "against self-signed test servers are copied into production code."
    ),
    remedy=(
        "The fix turns verification on again. Connections to a server whose certificate is not trusted then fail, "
        "which is the point; give them the authority's certificate instead."
    ),
    prompt="Keep TLS verification on; for self-signed certificates take a CA bundle from the settings.",
    references=(
        "https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification",
        "https://docs.python.org/3/library/ssl.html#ssl-security",
    ),
    foreign=("B501", "B323", "S501", "S323"),
    bad=(
        Bad(
            """\
import requests

reply = requests.get('https://example.org', timeout=5, verify=False)
""",
            why="the argument of requests",
            fixed="""\
import requests

reply = requests.get('https://example.org', timeout=5, verify=True)
""",
        ),
        Bad(
            """\
import requests

session = requests.Session()
session.verify = False  # test server
""",
            why="the attribute of a session",
            fixed="""\
import requests

session = requests.Session()
session.verify = True  # test server
""",
        ),
        Bad(
            """\
import requests

options = {'timeout': 5, 'verify': False}


def fetch(url):
    return requests.get(url, **options)
""",
            why="the argument comes out of a dict of options",
            fixed=(
                """\
import requests

options = {'timeout': 5, 'verify': True}


def fetch(url):
    return requests.get(url, **options)
"""
            ),
        ),
        Bad(
            """\
import httpx

VERIFY = False
client = httpx.AsyncClient(
    verify=VERIFY,  # for now
    timeout=5,
)
""",
            why="a constant of the file",
            fixed="""\
import httpx

VERIFY = False
client = httpx.AsyncClient(
    verify=True,  # for now
    timeout=5,
)
""",
        ),
        Bad(
            """\
import ssl

context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
""",
            why="a context with both checks off",
            fixed=(
                """\
import ssl

context = ssl.create_default_context()
context.check_hostname = True
context.verify_mode = ssl.CERT_REQUIRED
"""
            ),
            count=2,
        ),
        Bad(
            """\
import ssl

ssl._create_default_https_context = ssl._create_unverified_context
""",
            why="the whole process made to accept anything",
            fixed="""\
import ssl

ssl._create_default_https_context = ssl.create_default_context
""",
        ),
        Bad(
            """\
import ssl
import urllib.request

page = urllib.request.urlopen('https://example.org', timeout=5, context=ssl._create_unverified_context())
""",
            why="an unverified context",
            fixed=(
                """\
import ssl
import urllib.request

page = urllib.request.urlopen('https://example.org', timeout=5, context=ssl.create_default_context())
"""
            ),
        ),
        Bad(
            """\
import ssl


def context(certificate):
    return ssl._create_unverified_context(certfile=certificate)
""",
            why="an unverified context with an argument that the verifying one does not take",
        ),
        Bad(
            """\
import ssl


def context(server):
    made = ssl.create_default_context()
    if not server:
        made.check_hostname = False
    return made
""",
            why="a condition switches it off",
            fixed="""\
import ssl


def context(server):
    made = ssl.create_default_context()
    if not server:
        made.check_hostname = True
    return made
""",
        ),
        Bad(
            """\
try:
    import ssl
except ImportError:
    ssl = None

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
""",
            why="a module that may be missing: one without the other would raise",
            fixed="""\
try:
    import ssl
except ImportError:
    ssl = None

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.check_hostname = True
context.verify_mode = ssl.CERT_REQUIRED
""",
            count=2,
        ),
        Bad(
            """\
import aiohttp


async def fetch(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url, ssl=False) as reply:
            return await reply.text()
""",
            why="aiohttp's own argument",
            fixed=(
                """\
import aiohttp


async def fetch(url):
    async with aiohttp.ClientSession() as session:
        async with session.get(url, ssl=True) as reply:
            return await reply.text()
"""
            ),
        ),
        Bad(
            """\
import urllib3

pool = urllib3.PoolManager(cert_reqs='CERT_NONE')
""",
            why="urllib3 by the constant's name",
            fixed="""\
import urllib3

pool = urllib3.PoolManager(cert_reqs='CERT_REQUIRED')
""",
        ),
        Bad(
            """\
import requests


class Client:
    def __init__(self):
        self.http = requests.Session()

    def fetch(self, url):
        return self.http.get(url, timeout=5, verify=False)
""",
            why="a session kept in an attribute",
            fixed=(
                """\
import requests


class Client:
    def __init__(self):
        self.http = requests.Session()

    def fetch(self, url):
        return self.http.get(url, timeout=5, verify=True)
"""
            ),
        ),
        Bad(
            """\
from functools import partial

import requests

fetch = partial(requests.get, verify=False, timeout=5)
""",
            why="through functools.partial",
            fixed="""\
from functools import partial

import requests

fetch = partial(requests.get, verify=True, timeout=5)
""",
        ),
        Bad(
            """\
import pymongo

client = pymongo.MongoClient('mongodb://db', tls=True, tlsAllowInvalidCertificates=True)
""",
            why="the switch of a database client",
            fixed=(
                """\
import pymongo

client = pymongo.MongoClient('mongodb://db', tls=True, tlsAllowInvalidCertificates=False)
"""
            ),
        ),
        Bad(
            """\
import pycurl

curl = pycurl.Curl()
curl.setopt(pycurl.SSL_VERIFYPEER, 0)
""",
            why="an option of curl",
            fixed="""\
import pycurl

curl = pycurl.Curl()
curl.setopt(pycurl.SSL_VERIFYPEER, 1)
""",
        ),
        Bad(
            """\
from OpenSSL import SSL

context = SSL.Context(SSL.TLS_METHOD)
context.set_verify(SSL.VERIFY_NONE)
""",
            why="pyOpenSSL",
        ),
        Bad(
            """\
import httplib2

client = httplib2.Http(disable_ssl_certificate_validation=True)
""",
            why="a switch that says so",
            fixed="""\
import httplib2

client = httplib2.Http(disable_ssl_certificate_validation=False)
""",
        ),
    ),
    good=(
        Good(
            """\
import requests

requests.get('https://example.org', timeout=5)
""",
            why="the default verifies",
        ),
        Good(
            """\
import requests

requests.get('https://example.org', timeout=5, verify='ca.pem')
""",
            why="a private authority",
        ),
        Good(
            """\
import requests


def get(url, verify):
    return requests.get(url, timeout=5, verify=verify)
""",
            why="a parameter",
        ),
        Good(
            """\
import requests

verify = True
if input():
    verify = False
requests.get('https://x', timeout=5, verify=verify)
""",
            why="the user decides",
        ),
        Good(
            """\
import ssl

context = ssl.create_default_context()
context.check_hostname = True
""",
            why="checks on",
        ),
        Good(
            """\
import ssl

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.verify_mode = ssl.CERT_NONE
""",
            why="a server that asks its clients for no certificate",
        ),
        Good(
            """\
import ssl

context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.verify_mode = ssl.CERT_NONE
""",
            why="the context of a server",
        ),
        Good(
            """\
def report(verify):
    return verify


report(verify=False)
""",
            why="a function that is no client",
        ),
        Good(
            """\
import ssl


def strict(mode):
    return mode != ssl.CERT_NONE
""",
            why="a comparison",
        ),
        Good(
            """\
import jsonschema


def load(store):
    return store.get('a', verify=False)
""",
            why="no HTTP client near",
        ),
        Good(
            """\
class Form:
    def __init__(self):
        self.verify = False
""",
            why="an attribute of something else",
        ),
    ),
)

TRIGGERS: Triggers = (
    keywords(
        "verify=False", "ssl=False", "verify_ssl=False", "assert_hostname=False", "verify_certs=False",
        "ssl_assert_hostname=False", "tlsAllowInvalidCertificates=True", "tlsAllowInvalidHostnames=True",
        "tlsInsecure=True", "cert_reqs='CERT_NONE'", "ssl_cert_reqs='CERT_NONE'", "ssl_cert_reqs='none'",
        "ssl_cert_reqs=None", "disable_ssl_certificate_validation=True", "validate_cert=False",
        "ssl_check_hostname=False", "ssl_verify=False", "ssl_verify_cert=False",
    ),
    assignments("verify=False", "verify_ssl=False", "check_hostname=False"),
    mentions("ssl.CERT_NONE", "ssl._create_unverified_context", "ssl._create_stdlib_context"),
    mentions("OpenSSL.SSL.VERIFY_NONE", "ldap.OPT_X_TLS_NEVER"),
    calls("setopt", needs=("pycurl",)),
    calls("tls_insecure_set"),
)  # fmt: skip

_VERBS = ("get", "post", "put", "patch", "delete", "head", "options", "request", "stream", "send")
_CLIENT_WORDS = {"session", "client", "http", "requests", "httpx", "scraper"}
_HTTP_MODULES = ("requests", "httpx", "requests_oauthlib", "cloudscraper", "niquests", "curl_cffi", "aiohttp")
_AIOHTTP_CONNECTORS = {"aiohttp.TCPConnector", "aiohttp.connector.TCPConnector"}
_CERT_NONE = {"ssl.CERT_NONE", "ssl.VerifyMode.CERT_NONE"}
_SERVER_SIDE = {"ssl.PROTOCOL_TLS_SERVER", "ssl.Purpose.CLIENT_AUTH"}
_NEVER = {"OpenSSL.SSL.VERIFY_NONE", "ldap.OPT_X_TLS_NEVER"}
_OPTION_SETTERS = {"set_verify", "set_option"}
_UNVERIFIED = {"ssl._create_unverified_context", "ssl._create_stdlib_context"}
_DEFAULT_CONTEXT = {"purpose", "cafile", "capath", "cadata"}  # arguments of ssl.create_default_context
_CONDITION = "a condition decides here that certificates are not verified: see whether connections still succeed"


class Switch(NamedTuple):
    """An argument whose value insecure turns verification off; secure is what to write instead."""

    keyword: str
    insecure: Constant
    secure: str


# Libraries (the start of the qualified name of what is called) and their switches.
_SWITCHES: tuple[tuple[tuple[str, ...], tuple[Switch, ...]], ...] = (
    (
        ("requests.", "httpx.", "niquests.", "curl_cffi.", "boto3.", "botocore.", "hvac.", "requests_oauthlib."),
        (Switch("verify", False, "True"),),
    ),
    (
        ("aiohttp.",),
        (Switch("ssl", False, "True"), Switch("verify_ssl", False, "True")),
    ),
    (
        ("urllib3.", "requests.packages.urllib3."),
        (Switch("cert_reqs", "CERT_NONE", '"CERT_REQUIRED"'), Switch("assert_hostname", False, "None")),
    ),
    (
        ("elasticsearch.", "opensearchpy.", "elasticsearch_async."),
        (Switch("verify_certs", False, "True"), Switch("ssl_assert_hostname", False, "True")),
    ),
    (
        ("pymongo.", "motor.", "mongoengine."),
        (
            Switch("tlsAllowInvalidCertificates", True, "False"),
            Switch("tlsAllowInvalidHostnames", True, "False"),
            Switch("tlsInsecure", True, "False"),
            Switch("ssl_cert_reqs", "CERT_NONE", '"CERT_REQUIRED"'),
        ),
    ),
    (
        ("redis.", "aioredis.", "valkey."),
        (Switch("ssl_cert_reqs", "none", '"required"'), Switch("ssl_cert_reqs", None, '"required"')),
    ),
    (("httplib2.",), (Switch("disable_ssl_certificate_validation", True, "False"),)),
    (("tornado.",), (Switch("validate_cert", False, "True"),)),
    (("kafka.", "aiokafka."), (Switch("ssl_check_hostname", False, "True"),)),
    (("gitlab.", "socketio.", "engineio."), (Switch("ssl_verify", False, "True"),)),
    (("mysql.", "pymysql.", "aiomysql."), (Switch("ssl_verify_cert", False, "True"),)),
    (
        ("influxdb.", "influxdb_client.", "proxmoxer.", "kubernetes.", "docker."),
        (Switch("verify_ssl", False, "True"), Switch("verify", False, "True")),
    ),
)


def check_call(call: Call) -> Iterator[Report]:
    """Arguments that turn verification off, whatever is called when the value is ssl.CERT_NONE."""
    if call.names & _UNVERIFIED:
        plain = all(arg.keyword is not None and not arg.star for arg in call.args)
        fits = plain and set(call.keywords) <= _DEFAULT_CONTEXT
        yield Report(call.node, repair=_default_context(call, call.function) if fits else None)
        return
    if call.method == "tls_insecure_set" and call.positional and call.positional[0].constant is True:
        yield Report(call.node, repair=_set(call.positional[0], "False"))
        return
    yield from _switched_off(call)
    yield from _set_option(call)
    yield from _cert_none_arguments(call)


def _switched_off(call: Call) -> Iterator[Report]:
    for prefixes, switches in _SWITCHES:
        if any(name.startswith(prefixes) for name in call.names):
            for switch in switches:
                yield from _off(call, switch, Confidence.HIGH)
            return
    if call.method in _VERBS and _looks_like_http(call):
        yield from _off(call, Switch("verify", False, "True"), Confidence.MEDIUM)


def _set_option(call: Call) -> Iterator[Report]:
    """`context.set_verify(SSL.VERIFY_NONE)`, `curl.setopt(curl.SSL_VERIFYPEER, 0)` and the like of python-ldap."""
    for argument in call.positional if call.method in _OPTION_SETTERS else ():
        if argument.names & _NEVER:
            yield Report(call.node)
    if call.method == "setopt" and len(call.positional) > 1:
        option, value = call.positional[:2]
        named = option.node.attr.value if isinstance(option.node, cst.Attribute) else ""
        if named in ("SSL_VERIFYPEER", "SSL_VERIFYHOST") and value.constant in (0, False):
            secure = "1" if named == "SSL_VERIFYPEER" else "2"
            yield Report(call.node, repair=_set(value, secure))


def _off(call: Call, switch: Switch, confidence: Confidence) -> Iterator[Report]:
    argument = call.argument(switch.keyword)
    if argument is None:
        return
    same_type = type(argument.constant) is type(switch.insecure)  # 0 is not False here
    if same_type and argument.constant == switch.insecure:
        yield Report(argument.arg, repair=_set(argument, switch.secure), confidence=confidence)


def _set(argument: Argument, secure: str) -> Repair:
    change = argument.replaced_text(secure.strip('"')) if secure.startswith('"') else Replace(argument.node, secure)
    return Repair("turn verification on", (change,))


def _looks_like_http(call: Call) -> bool:
    """`session.get(…)` where the session came from elsewhere: by its name or the file's imports."""
    node = call.function.node
    if not isinstance(node, cst.Attribute):
        return False
    if call.file.imports(*_HTTP_MODULES):
        return True
    return bool(_CLIENT_WORDS & set(_receiver_words(node)))


def _receiver_words(node: cst.Attribute) -> tuple[str, ...]:
    base = node.value.func if isinstance(node.value, cst.Call) else node.value
    if isinstance(base, cst.Attribute):
        return words_of(base.attr.value)
    return words_of(base.value) if isinstance(base, cst.Name) else ()


def _cert_none_arguments(call: Call) -> Iterator[Report]:
    for argument in [*call.positional, *call.keywords.values()]:
        if argument.names & _CERT_NONE:
            yield Report(argument.arg, repair=_required(call, argument.value))
        requirement = argument.value.items.get("cert_reqs")
        if requirement is not None and requirement.names & _CERT_NONE:
            yield Report(argument.arg, repair=_required(call, requirement))


def _required(view: View, value: Value, reason: str = "") -> Repair | None:
    title = "require a valid certificate"
    if isinstance(value.node, cst.Attribute):  # whatever the module is called, and however it was imported
        change = Replace(value.node, f"{code(value.node.value)}.CERT_REQUIRED")
        return Repair(title, (change,), safe=not reason, reason=reason)
    spelling = spell(view, "ssl", "CERT_REQUIRED", instead_of=value.node)
    if spelling is None:
        return None
    changes = (Replace(value.node, spelling.text), *spelling.changes)
    return Repair(title, changes, safe=not reason, reason=reason)


def _default_context(view: View, function: Value) -> Repair | None:
    spelling = spell(view, "ssl", "create_default_context", instead_of=function.node)
    if spelling is None:
        return None
    return Repair("use a context that verifies", (Replace(function.node, spelling.text), *spelling.changes))


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    """Attributes of sessions and contexts, and the process-wide context of urllib."""
    target = assignment.target.node
    if not isinstance(target, cst.Attribute):
        return
    value = assignment.assigned
    conditions = _conditions(assignment)
    reason = _CONDITION if conditions else ""
    profile = "strict" if _is_callers_choice(assignment, conditions) else ""
    if target.attr.value in ("verify_mode", "cert_reqs") and value.names & _CERT_NONE:
        if _is_server(assignment, target):
            return
        yield Report(assignment.node, repair=_required(assignment, value, reason), profile=profile)
    elif value.names & _UNVERIFIED and target.attr.value == "_create_default_https_context":
        yield Report(assignment.node, repair=_default_context(assignment, value))
    elif value.constant is False and _is_switch(assignment, target):
        repair = Repair("turn verification on", (Replace(value.node, "True"),), safe=not reason, reason=reason)
        yield Report(assignment.node, repair=repair, profile=profile)


def _conditions(assignment: Assignment) -> list[cst.BaseExpression]:
    """What the `if` statements around it, in the same function, ask before it happens."""
    around = takewhile(lambda place: not isinstance(place.node, cst.FunctionDef), assignment.place.ancestors())
    return [place.node.test for place in around if isinstance(place.node, cst.If)]


def _is_callers_choice(assignment: Assignment, conditions: list[cst.BaseExpression]) -> bool:
    """Whether a parameter of the function decides that it happens."""
    function = home(assignment)
    given = set(parameter_names(function)) if isinstance(function, cst.FunctionDef) else set()
    return any(isinstance(node, cst.Name) and node.value in given for test in conditions for node in below(test))


def _is_server(assignment: Assignment, target: cst.Attribute) -> bool:
    """Whether the context is a server's, which need not ask its clients for certificates."""
    made = assignment.value(target.value).literal
    if not isinstance(made.node, cst.Call):
        return False
    return any(made.at(arg.value).names & _SERVER_SIDE for arg in made.node.args)


def _is_switch(assignment: Assignment, target: cst.Attribute) -> bool:
    base = assignment.value(target.value).names
    if target.attr.value == "check_hostname":
        return any(name.startswith("ssl.") for name in base) or _is_context(target)
    if target.attr.value == "verify":
        known = any(name.startswith(("requests.", "httpx.", "niquests.")) and name.endswith("()") for name in base)
        return known or (assignment.file.imports(*_HTTP_MODULES) and bool(_CLIENT_WORDS & set(_receiver_words(target))))
    return target.attr.value == "verify_ssl" and any(name.endswith("Configuration()") for name in base)


def _is_context(target: cst.Attribute) -> bool:
    return bool({"ssl", "tls", "context", "ctx"} & set(_receiver_words(target)))


CHECKS: Checks = {Call: check_call, Assignment: check_assignment}
