"""Settings of Flask and Django that take protection from sessions, transport and pages."""

from __future__ import annotations

from collections.abc import Iterator

from pratique.lint.api import (
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
    Setting,
    Severity,
    Triggers,
    View,
    assigned_setting,
    assignments,
    calls,
    is_development,
    updated_settings,
)

RULE = Rule(
    name="insecure-session-setting",
    summary="a setting takes protection from session cookies or the transport",
    help="Turn it on in production; settings for development can have their own file.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(614, 1004, 1275, 319),
    what=(
        "SESSION_COOKIE_SECURE, SESSION_COOKIE_HTTPONLY, CSRF_COOKIE_SECURE, REMEMBER_COOKIE_SECURE and "
        "REMEMBER_COOKIE_HTTPONLY set to False, SESSION_COOKIE_SAMESITE to None, Django's SECURE_SSL_REDIRECT and "
        "SECURE_CONTENT_TYPE_NOSNIFF to False, SECURE_HSTS_SECONDS to 0, and a pickle serialiser for sessions. "
        "Settings for development and tests, and those under a condition, are left alone."
    ),
    why=(
        "A session cookie that is sent over plain HTTP, shown to scripts or sent with requests of other sites is a "
        "login that somebody else can use."
    ),
    assistants=(
        "On a machine without HTTPS the login does not work with secure cookies, and the setting that makes it work "
        "goes into the only settings there are."
    ),
    remedy=(
        "The fix writes the safe value. The site has to be served over HTTPS then; scripts no longer see the cookie, "
        "and other sites' forms no longer carry it."
    ),
    prompt="Set SESSION_COOKIE_SECURE, HTTPONLY and SAMESITE for production.",
    references=(
        "https://docs.djangoproject.com/en/stable/topics/security/#ssl-https",
        "https://flask.palletsprojects.com/en/stable/web-security/",
    ),
    bad=(
        Bad(
            """\
from flask import Flask

app = Flask(__name__)
app.config["SESSION_COOKIE_SECURE"] = False  # no TLS yet
""",
            why="Flask's configuration",
            fixed="""\
from flask import Flask

app = Flask(__name__)
app.config["SESSION_COOKIE_SECURE"] = True  # no TLS yet
""",
        ),
        Bad(
            """\
ROOT_URLCONF = "shop.urls"
SESSION_COOKIE_HTTPONLY = False
CSRF_COOKIE_SECURE = False
""",
            why="Django's settings",
            fixed="""\
ROOT_URLCONF = "shop.urls"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = True
""",
            path="shop/settings.py",
            count=2,
        ),
        Bad(
            """\
from flask import Flask

app = Flask(__name__)
app.config.update(SESSION_COOKIE_SAMESITE=None, SESSION_COOKIE_NAME="shop")
""",
            why="an update of the configuration",
            fixed="""\
from flask import Flask

app = Flask(__name__)
app.config.update(SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_NAME="shop")
""",
        ),
        Bad(
            """\
class ProductionConfig:
    REMEMBER_COOKIE_SECURE = False
""",
            why="a class of settings",
            fixed="""\
class ProductionConfig:
    REMEMBER_COOKIE_SECURE = True
""",
            path="config.py",
        ),
        Bad(
            """\
ROOT_URLCONF = "shop.urls"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.PickleSerializer"
""",
            why="sessions that are unpickled",
            fixed="""\
ROOT_URLCONF = "shop.urls"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
""",
            path="shop/settings.py",
        ),
    ),
    good=(
        Good(
            """\
from flask import Flask

app = Flask(__name__)
app.config["SESSION_COOKIE_SECURE"] = True
""",
            why="on",
        ),
        Good(
            """\
class DevelopmentConfig:
    SESSION_COOKIE_SECURE = False
""",
            why="for development",
            path="config.py",
        ),
        Good(
            """\
import os

ROOT_URLCONF = "shop.urls"
SESSION_COOKIE_SECURE = os.environ.get("INSECURE") is None
""",
            why="the environment decides",
            path="shop/settings.py",
        ),
        Good(
            """\
SESSION_COOKIE_SECURE = False
SECRET_KEY = ""
INSTALLED_APPS = []
""",
            why="the defaults of a library",
            path="shop/defaults.py",
        ),
    ),
)

_PICKLE = "django.contrib.sessions.serializers.PickleSerializer"
# Setting -> the value that is reported, and what the fix writes.
_VALUES: dict[str, tuple[object, str]] = {
    "SESSION_COOKIE_SECURE": (False, "True"),
    "SESSION_COOKIE_HTTPONLY": (False, "True"),
    "SESSION_COOKIE_SAMESITE": (None, '"Lax"'),
    "CSRF_COOKIE_SECURE": (False, "True"),
    "REMEMBER_COOKIE_SECURE": (False, "True"),
    "REMEMBER_COOKIE_HTTPONLY": (False, "True"),
    "JWT_COOKIE_SECURE": (False, "True"),
    "JWT_COOKIE_CSRF_PROTECT": (False, "True"),
    "LANGUAGE_COOKIE_SECURE": (False, "True"),
    "SECURE_SSL_REDIRECT": (False, "True"),
    "SECURE_CONTENT_TYPE_NOSNIFF": (False, "True"),
    "SECURE_HSTS_SECONDS": (0, "31536000"),
    "SESSION_SERIALIZER": (_PICKLE, '"django.contrib.sessions.serializers.JSONSerializer"'),
}
_WEAK = {"SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "LANGUAGE_COOKIE_SECURE"}  # a proxy may do it
_REASON = "the site must be served over HTTPS, and its scripts and other sites' forms no longer get the cookie"


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    setting = assigned_setting(assignment)
    if setting is not None:
        yield from _judge(assignment, setting)


def check_call(call: Call) -> Iterator[Report]:
    for setting in updated_settings(call):
        yield from _judge(call, setting)


def _judge(view: View, setting: Setting) -> Iterator[Report]:
    bad, good = _VALUES.get(setting.name, (Ellipsis, ""))
    constant = setting.value.constant
    if constant != bad or isinstance(constant, bool) is not isinstance(bad, bool) or is_development(view):
        return
    repair = Repair(f"set it to {good}", (Replace(setting.value.node, good),), safe=False, reason=_REASON)
    is_weak = setting.name in _WEAK
    yield Report(
        setting.node,
        f"{setting.name} is {constant!r}: set it to {good}",
        repair=repair,
        severity=Severity.LOW if is_weak else None,
        profile="strict" if is_weak else "",
    )


TRIGGERS: Triggers = (
    assignments(*(f"{name}={value[0]!r}" for name, value in _VALUES.items())),
    calls("update", "from_mapping", "configure", holding=("_COOKIE_", "SECURE_", "SESSION_SERIALIZER")),
)
CHECKS: Checks = {Assignment: check_assignment, Call: check_call}
