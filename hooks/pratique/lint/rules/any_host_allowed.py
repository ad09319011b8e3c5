"""Applications that believe every Host header."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import (
    Assignment,
    Bad,
    Call,
    Checks,
    Confidence,
    Good,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    assigned_setting,
    assignments,
    calls,
    is_development,
    updated_settings,
)

RULE = Rule(
    name="any-host-allowed",
    summary="requests for any host name are answered",
    help='Name the hosts of the site: ALLOWED_HOSTS = ["shop.example.com"].',
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(644, 20),
    what=(
        'Django\'s ALLOWED_HOSTS with "*", and TrustedHostMiddleware of Starlette and FastAPI with "*". Settings for '
        "development and tests are left alone."
    ),
    why=(
        "The Host header is written by the client. Links in mails, such as that for a new password, and entries of "
        "shared caches are made from it and lead to the attacker's host."
    ),
    assistants="DisallowedHost is an error of the first deployment, and * is the value that always makes it go away.",
    remedy="List the names under which the site is reached; read them from the environment where they differ.",
    prompt="List the host names that the site is reached by, per environment; never write *.",
    references=(
        "https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts",
        "https://portswigger.net/web-security/host-header",
    ),
    bad=(
        Bad(
            """\
ROOT_URLCONF = "shop.urls"
ALLOWED_HOSTS = ["*"]
""",
            why="Django's settings",
            path="shop/settings.py",
        ),
        Bad(
            """\
ROOT_URLCONF = "shop.urls"
ALLOWED_HOSTS = ("shop.example.com", "*")
""",
            why="beside a name",
            path="shop/settings.py",
        ),
        Bad(
            """\
from fastapi import FastAPI
from fastapi.middleware.trustedhost import TrustedHostMiddleware

app = FastAPI()
app.add_middleware(TrustedHostMiddleware, allowed_hosts=["*"])
""",
            why="the middleware that is to check it",
        ),
    ),
    good=(
        Good(
            """\
ROOT_URLCONF = "shop.urls"
ALLOWED_HOSTS = ["shop.example.com", ".example.org"]
""",
            why="names",
            path="shop/settings.py",
        ),
        Good(
            """\
ROOT_URLCONF = "shop.urls"
ALLOWED_HOSTS = ["*"]
""",
            why="for development",
            path="shop/settings/dev.py",
        ),
        Good(
            """\
import os

ROOT_URLCONF = "shop.urls"
ALLOWED_HOSTS = os.environ["HOSTS"].split(",")
""",
            why="from the environment",
            path="shop/settings.py",
        ),
    ),
)

_MIDDLEWARE = {f"{package}.middleware.trustedhost.TrustedHostMiddleware" for package in ("starlette", "fastapi")}


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    setting = assigned_setting(assignment)
    if setting is None or setting.name != "ALLOWED_HOSTS" or is_development(assignment):
        return
    if _is_any(setting.value):
        yield Report(assignment.node)


def check_call(call: Call) -> Iterator[Report]:
    hosts = call.argument("allowed_hosts")
    wrapped = call.positional[0].names if call.positional else frozenset()
    if hosts is not None and _is_any(hosts.value) and (call.names | wrapped) & _MIDDLEWARE and not is_development(call):
        yield Report(call.node)
    for setting in updated_settings(call):
        if setting.name == "ALLOWED_HOSTS" and _is_any(setting.value) and not is_development(call):
            yield Report(call.node)


def _is_any(hosts: Value) -> bool:
    return any(host.constant == "*" for host in hosts.elements)


TRIGGERS: Triggers = (
    assignments("ALLOWED_HOSTS", holding=(r"[\"']\*[\"']",)),
    calls("add_middleware", *sorted(_MIDDLEWARE), given=("allowed_hosts",)),
    calls("configure", given=("ALLOWED_HOSTS",)),
)
CHECKS: Checks = {Assignment: check_assignment, Call: check_call}
