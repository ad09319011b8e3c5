"""Keys that sign sessions and tokens, written into the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

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
    Severity,
    Triggers,
    Value,
    View,
    assigned_setting,
    assignments,
    calls,
    is_development,
    name_of,
    spell,
    updated_settings,
)

RULE = Rule(
    name="hard-coded-secret-key",
    summary="the key that signs sessions or tokens is written in the source",
    help='Read it from the environment, without a default: os.environ["SECRET_KEY"].',
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(798, 321, 1392),
    what=(
        "SECRET_KEY, JWT_SECRET and the like as text in settings, app.secret_key, app.config and at module level; a "
        'default in os.environ.get("SECRET_KEY", "…"); the literal key of jwt.encode and jwt.decode, of '
        "session middleware. Files of tests and settings for development are left "
        "alone."
    ),
    why=(
        "Who knows the key writes session cookies and tokens that the program believes, and logs in as anyone. The "
        "source is read by many, and its history keeps the key. A default is the key wherever the variable is "
        "forgotten."
    ),
    assistants=(
        "An example must run as it is, so it carries 'your-secret-key' or 'dev'; the sentence that it has to be "
        "changed is in the answer, not in the code."
    ),
    remedy=(
        "The fix reads the key from the environment, and fails at the start where it is missing. Set it there "
        "before the program is started, to a new value: python -c 'import secrets; print(secrets.token_hex(32))'."
    ),
    prompt="Read secret keys from the environment, without a default.",
    references=(
        "https://flask.palletsprojects.com/en/stable/config/#SECRET_KEY",
        "https://docs.djangoproject.com/en/stable/ref/settings/#secret-key",
        "https://www.rfc-editor.org/rfc/rfc8725#section-3.5",
    ),
    foreign=("B105", "B106", "S105", "S106"),
    bad=(
        Bad(
            """\
from flask import Flask

app = Flask(__name__)
app.secret_key = "a-very-secret-key"  # sessions
""",
            why="the attribute of the application",
            fixed="""\
import os
from flask import Flask

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]  # sessions
""",
        ),
        Bad(
            """\
import os

from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ.get("APP_KEY", "dev-secret")
""",
            why="a default for the variable of the environment",
            fixed="""\
import os

from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["APP_KEY"]
""",
        ),
        Bad(
            """\
from os import getenv

JWT_SECRET = getenv("JWT_SECRET", "change-me")
""",
            why="a default by the other function",
            fixed="""\
import os
from os import getenv

JWT_SECRET = os.environ["JWT_SECRET"]
""",
        ),
        Bad(
            """\
import jwt

JWT_SECRET_KEY = "supersecret"


def issue(user):
    return jwt.encode({"sub": user, "exp": 1}, JWT_SECRET_KEY, algorithm="HS256")
""",
            why="a constant of the module",
            fixed="""\
import jwt
import os

JWT_SECRET_KEY = os.environ["JWT_SECRET_KEY"]


def issue(user):
    return jwt.encode({"sub": user, "exp": 1}, JWT_SECRET_KEY, algorithm="HS256")
""",
        ),
        Bad(
            """\
import jwt


def read(token):
    return jwt.decode(token, "s3cret", algorithms=["HS256"])
""",
            why="the key of a token, in the call",
            fixed="""\
import jwt
import os


def read(token):
    return jwt.decode(token, os.environ["JWT_SECRET"], algorithms=["HS256"])
""",
        ),
        Bad(
            """\
SECRET_KEY = 'django-insecure-key'
ROOT_URLCONF = 'shop.urls'
""",
            why="the key that Django's template makes",
            fixed="""\
import os

SECRET_KEY = os.environ["SECRET_KEY"]
ROOT_URLCONF = 'shop.urls'
""",
            path="shop/settings.py",
        ),
        Bad(
            """\
from fastapi import FastAPI
from starlette.middleware.sessions import SessionMiddleware

app = FastAPI()
app.add_middleware(SessionMiddleware, secret_key="my secret")
""",
            why="the middleware of sessions",
            fixed="""\
import os
from fastapi import FastAPI
from starlette.middleware.sessions import SessionMiddleware

app = FastAPI()
app.add_middleware(SessionMiddleware, secret_key=os.environ["SECRET_KEY"])
""",
        ),
        Bad(
            """\
import os

JWT_SECRET = os.getenv("JWT_SECRET", "secret")
""",
            why="a default that only looks like a label",
            fixed="""\
import os

JWT_SECRET = os.environ["JWT_SECRET"]
""",
        ),
    ),
    good=(
        Good(
            """\
import os

from flask import Flask

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
""",
            why="from the environment",
        ),
        Good(
            """\
import secrets

from flask import Flask

app = Flask(__name__)
app.secret_key = secrets.token_hex(32)
""",
            why="drawn anew",
        ),
        Good(
            """\
import os

from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY", "")
""",
            why="an empty default signs nothing",
        ),
        Good(
            """\
SECRET_KEY = "SECRET_KEY"
SECRET_KEY_HEADER = "X-Secret-Key"
""",
            why="names of keys, not keys",
        ),
        Good(
            """\
import pytest
from flask import Flask


@pytest.fixture
def app():
    app = Flask(__name__)
    app.secret_key = "only for the tests"
    return app
""",
            why="a test",
            path="tests/test_app.py",
        ),
        Good(
            """\
import jwt


def read(token, key):
    return jwt.decode(token, key, algorithms=["HS256"])
""",
            why="the caller has the key",
        ),
    ),
)

_NAME = re.compile(
    r"(?i)(?:(?:\w+_)?(?:secret_?key|jwt_secret|(?:app|flask|django|session|cookie|token|auth|signing)_secret"
    r"|(?:jwt|signing|encryption|hmac)_key|jwt_secret_key|session_key_secret|secret_token))$"
)
# Function -> where it takes the key, by keyword and position.
_KEYED: dict[str, tuple[str, int | None]] = {
    **{f"{module}.{name}": ("key", 1) for module in ("jwt", "jose.jwt", "jose.jws") for name in ("encode", "decode")},
    "jose.jws.sign": ("key", 1),
    "jose.jws.verify": ("key", 1),
    "starlette.middleware.sessions.SessionMiddleware": ("secret_key", 1),
    "aiohttp_session.cookie_storage.EncryptedCookieStorage": ("secret_key", 0),
    "tornado.web.Application": ("cookie_secret", None),
}
_MIDDLEWARE = "starlette.middleware.sessions.SessionMiddleware"
_ENVIRONMENT = {"os.environ.get", "os.getenv"}
_PEM = re.compile(r"-----BEGIN")
_REASON = "the variable must be set before the program starts, and what the old key signed is refused"


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    name = _assigned_name(assignment)
    if not _NAME.match(name) or is_development(assignment):
        return
    value = assignment.assigned
    if _is_key(value.constant, name):
        yield Report(assignment.node, repair=_read(assignment, value.node, name.upper()))


def _assigned_name(assignment: Assignment) -> str:
    """The name of a setting, or of a constant of the module."""
    setting = assigned_setting(assignment)
    if setting is not None:
        return setting.name
    node = assignment.target.node
    if not isinstance(node, cst.Name):
        return ""
    around = [place.node for place in assignment.place.ancestors()]
    local = any(isinstance(item, (cst.FunctionDef, cst.ClassDef)) for item in around)
    return "" if local and not node.value.isupper() else node.value


def check_call(call: Call) -> Iterator[Report]:
    if is_development(call):
        return
    if call.names & _ENVIRONMENT:
        yield from _default(call)
        return
    for setting in updated_settings(call):
        if _NAME.match(setting.name) and _is_key(setting.value.constant, setting.name):
            yield Report(call.node, repair=_read(call, setting.value.node, setting.name.upper()))
    found = _key_argument(call)
    if found is None or not _is_key(found.constant, "") or _NAME.match(name_of(found.node)):
        return  # the assignment of a variable that is named for it is reported itself
    name = "JWT_SECRET" if call.method in ("encode", "decode", "sign", "verify") else "SECRET_KEY"
    yield Report(call.node, repair=_read(call, found.literal.node, name))


def _key_argument(call: Call) -> Value | None:
    if call.method == "add_middleware" and call.positional and call.positional[0].names & {_MIDDLEWARE}:
        key = call.argument("secret_key")
        return key.value if key is not None else None
    names = sorted(call.names & _KEYED.keys())
    key = call.argument(*_KEYED[names[0]]) if names else None
    return key.value if key is not None else None


def _default(call: Call) -> Iterator[Report]:
    """`os.environ.get("SECRET_KEY", "dev")`"""
    name, default = call.argument("key", 0), call.argument("default", 1)
    if name is None or default is None or not isinstance(name.constant, str):
        return
    if _is_named_key(call, name.constant) and _is_key(default.constant, ""):
        message = "where the variable is missing, the key that signs sessions or tokens is the one in the source"
        yield Report(call.node, message, repair=_read(call, call.node, name.constant), severity=Severity.MEDIUM)


def _is_named_key(call: Call, variable: str) -> bool:
    """Whether the variable of the environment or what its value is assigned to is named as a key."""
    if _NAME.match(variable):
        return True
    up = call.place.up
    targets = up.node.targets if up is not None and isinstance(up.node, cst.Assign) else ()
    names = [target.target for target in targets]
    texts = [cst.Module([]).code_for_node(name).strip("\"']") for name in names]
    return any(_NAME.match(re.split(r"[.\"'\[]", text)[-1]) for text in texts)


def _is_key(text: object, name: str) -> bool:
    """Not empty, no name of something (`SECRET_KEY = "secret_key"`), no public key or certificate, no path."""
    if isinstance(text, bytes):
        text = text.decode("latin-1")
    if not isinstance(text, str) or not text.strip() or _PEM.match(text):
        return False
    plain = text.lower().replace("-", "_")
    return plain not in (name.lower(), name.lower().partition("_")[2]) and not text.startswith(
        ("/", "http", "${", "{{")
    )


def _read(view: View, node: cst.BaseExpression, variable: str) -> Repair | None:
    spelling = spell(view, "os", "environ")
    if spelling is None:
        return None
    change = Replace(node, f'{spelling.text}["{variable}"]')
    return Repair("read it from the environment", (change, *spelling.changes), safe=False, reason=_REASON)


_NAMES = ("*secret_key*", "*secretkey*", "*_secret*", "*jwt_key*", "*signing_key*", "*encryption_key*", "*hmac_key*",
          "*secret_token*")  # fmt: skip
TRIGGERS: Triggers = (
    assignments(*(f"{name}=str" for name in _NAMES), *(f"{name}=bytes" for name in _NAMES)),
    calls(*sorted(_ENVIRONMENT), given=("default@1=str",), holding=("secret", "_key"), near=("secret", "_key")),
    calls("update", "from_mapping", "configure", holding=(r"secret_?key", r"jwt_secret")),
    calls(*sorted(_KEYED), given=("key@1=str", "key@1=bytes", "secret_key@0=str", "secret_key@0=bytes",
                                  "secret_key@1=str", "cookie_secret=str")),
    calls("add_middleware", given=("secret_key=str",)),
)  # fmt: skip
CHECKS: Checks = {Assignment: check_assignment, Call: check_call}
