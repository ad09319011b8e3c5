"""Functions that are to decide who somebody is or what they may do, and always agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import libcst as cst

from pratique.lint.api import (
    TESTS,
    Bad,
    Checks,
    Confidence,
    Function,
    Good,
    Report,
    Rule,
    Severity,
    Triggers,
    below_here,
    functions,
    is_test,
    name_of,
    parameter_names,
    statements_of,
    words_of,
)

RULE = Rule(
    name="stubbed-authorisation",
    summary="a function that is to check an identity or a permission always agrees",
    help="Check what it is named for, or raise NotImplementedError until it does.",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(287, 306, 862, 863),
    what=(
        "Functions whose names say that they verify, check, validate, authenticate or authorise a token, password, "
        "signature, user, role, permission or the like, and that return True whatever they are given, or do nothing "
        "where a comment says that something is still to be done. Base classes, methods that override a hook "
        "without such a comment, doubles for tests and functions that can raise are left alone."
    ),
    why="Everything behind the check is open to everyone, and the code that calls it looks as if it were not.",
    assistants=(
        "The part that needs knowledge of the application, such as where tokens are stored, is left as a placeholder "
        "so that the rest runs: return True  # TODO."
    ),
    remedy=(
        "Write the check. Until then let the function refuse: raise NotImplementedError, or return False. There is "
        "no fix, since only the application knows what is right."
    ),
    prompt="Write no placeholder for a security check: refuse by default, and say what is missing.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html",
        "https://owasp.org/Top10/A01_2021-Broken_Access_Control/",
    ),
    bad=(
        Bad(
            """\
def verify_token(token):
    # TODO: check it against the database
    return True
""",
            why="the usual placeholder",
        ),
        Bad(
            '''\
import logging


def has_permission(user, action):
    """Whether the user may do it."""
    logging.debug("%s: %s", user, action)
    return True
''',
            why="a check that only logs",
        ),
        Bad(
            """\
class Service:
    def authenticate(self, username, password):
        return True  # in a real application: look the user up
""",
            why="a method, as its comment says",
        ),
        Bad(
            """\
def check_admin(user):
    pass  # TODO: raise unless the user is an administrator
""",
            why="nothing is done yet",
        ),
        Bad(
            """\
def require_login(view):
    def wrapper(request):
        # TODO: look at the session
        return view(request)

    return wrapper
""",
            why="a decorator that adds nothing",
        ),
        Bad(
            """\
def is_authorized(user, document):
    if document.public:
        return True
    return True
""",
            why="both ways agree",
        ),
        Bad(
            """\
from functools import wraps


def admin_required(view):
    @wraps(view)
    def inner(*args, **kwargs):
        # TODO: look the role up
        return view(*args, **kwargs)

    return inner
""",
            why="a decorator that asks for nothing",
        ),
    ),
    good=(
        Good(
            """\
def verify_token(token, tokens):
    return token in tokens
""",
            why="it decides",
        ),
        Good(
            """\
def check_permission(user):
    if not user.is_admin:
        raise PermissionError
    return True
""",
            why="it raises",
        ),
        Good(
            """\
class User:
    @property
    def is_authenticated(self):
        return True


class AnonymousUser:
    @property
    def is_authenticated(self):
        return False
""",
            why="what a user object says of itself",
        ),
        Good(
            """\
class AllowAny:
    def has_permission(self, request, view):
        return True
""",
            why="a policy that is named for it",
        ),
        Good(
            """\
class BaseBackend:
    def authenticate(self, request, username=None):
        pass
""",
            why="a hook for subclasses",
        ),
        Good(
            """\
def verify_signature(signature):
    raise NotImplementedError
""",
            why="not there yet, and refuses",
        ),
        Good(
            """\
def check_token(parser):
    check_name(parser)
    return True
""",
            why="another function may refuse",
        ),
        Good(
            """\
from functools import wraps

from shop.roles import is_admin


def admin_required(view):
    @wraps(view)
    def inner(*args, **kwargs):
        # TODO: tell the operator
        if not is_admin():
            raise PermissionError
        return view(*args, **kwargs)

    return inner
""",
            why="a decorator that refuses",
        ),
    ),
)

_ACTIONS = {"verify", "check", "validate", "authenticate", "authorize", "authorise", "is", "has", "can", "may",
            "require", "ensure", "confirm", "user"}  # fmt: skip
_ALONE = {"authenticate", "authorize", "authorise", "authenticated", "authorized", "authorised"}
_SUBJECTS = {
    "token", "password", "signature", "auth", "authenticated", "authorized", "authorised", "authentication",
    "authorization", "authorisation", "admin", "permission", "permissions", "credentials", "credential", "access",
    "jwt", "session", "role", "roles", "otp", "mfa", "totp", "hmac", "login", "apikey", "owner", "ownership",
    "superuser", "staff", "allowed", "privilege", "privileges", "certificate", "webhook", "csrf", "captcha",
    "identity", "biometric", "fingerprint", "2fa",
}  # fmt: skip
_PAIRS = {("api", "key"), ("secret", "key"), ("access", "key")}
# A function or class with one of these is meant to agree, or is one for tests or subclasses.
_MEANT = {"allow", "any", "public", "open", "base", "abstract", "mock", "fake", "dummy", "stub", "test", "noop", "null",
          "mixin", "everyone", "always", "anonymous", "protocol", "interface", "default", "unsafe", "insecure", "no",
          "skip", "permissive"}  # fmt: skip
_UNFINISHED = re.compile(
    rb"(?i)#[^\n]*\b(?:todo|fixme|xxx|hack|placeholder|stub|for now|temporar\w*|in (?:a )?(?:real|production|practice)"
    rb"|not (?:yet )?implemented|implement|simulat\w*|mock|simplified|replace (?:this|with)|for (?:demo|testing)\w*"
    rb"|would|should|bypass\w*|disabled?|skip\w*|always)\b"
)
_LOGS = {"print", "debug", "info", "warning", "error", "log", "exception", "len", "str", "format", "repr", "sleep"}


def check_function(function: Function) -> Iterator[Report]:
    if is_test(function.file) or not _is_check(function.name) or _is_meant(function):
        return
    unfinished = _is_unfinished(function)
    if _only_agrees(function.node):
        if unfinished or _is_own(function):
            yield Report(_head(function), _MESSAGE.format(function.name))
    elif unfinished and _wraps_only(function.node):
        yield Report(_head(function), f"{function.name} adds no check to what it decorates: everyone passes")
    elif unfinished and _does_nothing(function.node):
        yield Report(_head(function), f"{function.name} does nothing yet, so that whoever calls it lets everyone pass")


_MESSAGE = "{} returns True whatever it is given: everyone passes"


def _head(function: Function) -> cst.CSTNode:
    return function.node.name


def _is_check(name: str) -> bool:
    words = words_of(name)
    if not words:
        return False
    named = set(words) & _SUBJECTS or any(pair in _PAIRS for pair in pairwise(words))
    return words[0] in _ALONE or (bool(named) and (words[0] in _ACTIONS or words[-1] == "required"))


def _is_meant(function: Function) -> bool:
    around = [place.node for place in function.place.ancestors()]
    names = [node.name.value for node in around if isinstance(node, (cst.ClassDef, cst.FunctionDef))]
    words = {word for name in (*names, function.name) for word in words_of(name)}
    decorated = {name_of(value.node) for value in function.decorators}
    return bool(words & _MEANT or decorated & {"abstractmethod", "overload", "property", "cached_property"})


def _is_own(function: Function) -> bool:
    """A function with something to look at, and no method, which may be a hook of a framework."""
    return not function.is_method and bool(parameter_names(function.node))


def _is_unfinished(function: Function) -> bool:
    start, end = function.file.span(function.node) or (0, 0)
    line = function.file.data.find(b"\n", end)
    return _UNFINISHED.search(function.file.data, start, len(function.file.data) if line < 0 else line) is not None


def _only_agrees(function: cst.FunctionDef) -> bool:
    """Whether every way through it ends in `return True`, and no call in it could stop it."""
    statements = statements_of(function.body)
    nodes = list(below_here(function.body))
    returns = [node.value for node in nodes if isinstance(node, cst.Return)]
    if not returns or not all(isinstance(value, cst.Name) and value.value == "True" for value in returns):
        return False
    first = next((node for node in statements if not _is_text(node)), None)
    if isinstance(first, cst.Return):
        return True
    stops = any(isinstance(node, (cst.Raise, cst.Assert, cst.Yield, cst.Await, cst.Try)) for node in nodes)
    calls = {name_of(node.func) for node in nodes if isinstance(node, cst.Call)}
    return not stops and calls <= _LOGS and isinstance(statements[-1], cst.Return)


def _does_nothing(function: cst.FunctionDef) -> bool:
    return all(isinstance(node, cst.Pass) or _is_text(node) for node in statements_of(function.body))


def _wraps_only(function: cst.FunctionDef) -> bool:
    """Whether it is a decorator whose inner function does nothing but call the decorated one."""
    inner = [node for node in statements_of(function.body) if isinstance(node, cst.FunctionDef)]
    parameters = parameter_names(function)
    if len(inner) != 1 or not parameters:
        return False
    found = [node for node in statements_of(inner[0].body) if not _is_text(node)]
    returned = found[0].value if len(found) == 1 and isinstance(found[0], cst.Return) else None
    if isinstance(returned, cst.Await):
        returned = returned.expression
    return isinstance(returned, cst.Call) and name_of(returned.func) in parameters


def _is_text(node: cst.CSTNode) -> bool:
    """A docstring, or `...`."""
    texts = (cst.SimpleString, cst.ConcatenatedString, cst.Ellipsis)
    return isinstance(node, cst.Expr) and isinstance(node.value, texts)


_KEYS = ("api_key", "secret_key", "access_key", "secretkey", "accesskey")
_WORDS = ("auth", *_KEYS, *sorted(word for word in _SUBJECTS if "auth" not in word))
_NAMES = tuple(f"*{word}*" for word in _WORDS)
_NOTHING = r"(?:\bpass|\.\.\.|[\"'])"
TRIGGERS: Triggers = (
    functions(*_NAMES, returning=("True",), nowhere=(TESTS,)),
    functions(
        *_NAMES,
        holding=(
            # two functions, and a comment
            *(r"\bdef\s(?=(?s:.)*\bdef\s)(?=(?s:.)*#)", r"#(?s:.)*\bdef\s(?s:.)*\bdef\s"),
            # nothing done, and a comment
            *(rf"#(?s:.)*{_NOTHING}[\s;)]*\Z", rf"{_NOTHING}[\s;)]*(?:#[^\n]*\s*)+\Z"),
        ),
        nowhere=(TESTS,),
    ),
)
CHECKS: Checks = {Function: check_function}
