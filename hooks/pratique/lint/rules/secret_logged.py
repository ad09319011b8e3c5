"""Passwords, keys and tokens that end up in the log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import libcst as cst

from pratique.lint.api import (
    Bad,
    Call,
    Change,
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
    code,
    home,
    is_parameter,
    is_test,
    name_of,
    words_of,
)

RULE = Rule(
    name="secret-logged",
    summary="a password, key or token is written to the log",
    help="Leave it out; log who it is about, or whether it was given at all: bool(password).",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(532, 312),
    what=(
        "A value that is named a password, secret, API key, credential, card number or token of some kind, as it is, "
        "in an argument of a logger or of print: bare, in an f-string, with %, + or format. What is done to the value "
        "first (len, bool, a mask, a hash) clears it. print is reported where the value came in as a parameter, an "
        "attribute or an item, else in the strict profile, because a generator of passwords has to show them; so is "
        "what is named a token or headers and nothing more. Tests are left alone."
    ),
    why=(
        "Logs are copied to places that are guarded less than the database, kept for years and read by many. A "
        "password in one of them is as good as published."
    ),
    assistants="Debug lines print all that is at hand, and the line stays when the code works.",
    remedy="The fix writes *** in the place of the value. Look for what older log files already hold.",
    prompt="Never log passwords, tokens, keys or personal data.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#data-to-exclude",
        "https://owasp.org/Top10/A09_2021-Security_Logging_and_Monitoring_Failures/",
    ),
    bad=(
        Bad(
            """\
import logging

logger = logging.getLogger(__name__)


def login(name, password):
    logger.info(f'login of {name} with {password}')  # debug
""",
            why="in an f-string",
            fixed="""\
import logging

logger = logging.getLogger(__name__)


def login(name, password):
    logger.info(f'login of {name} with ***')  # debug
""",
        ),
        Bad(
            """\
import logging


def connect(config):
    logging.debug('using key %s for %s', config['api_key'], config['host'])
""",
            why="an item as an argument of the message",
            fixed="""\
import logging


def connect(config):
    logging.debug('using key %s for %s', "***", config['host'])
""",
        ),
        Bad(
            """\
class Client:
    def send(self):
        print('Sending with token ' + self.access_token)
""",
            why="print, with an attribute",
            fixed="""\
class Client:
    def send(self):
        print('Sending with token ' + "***")
""",
        ),
        Bad(
            """\
import logging


def login(user):
    logging.info('code %06d' % user.otp_code)
""",
            why="where a number is formatted, *** would raise",
        ),
        Bad(
            """\
def authorise(app, headers):
    app.logger.warning('refused: %s' % headers.get('Authorization'))
""",
            why="a header",
            fixed="""\
def authorise(app, headers):
    app.logger.warning('refused: %s' % "***")
""",
        ),
        Bad(
            """\
import secrets

password = secrets.token_urlsafe()
print('New password:', password)
""",
            why="shown to whoever runs it, for the strict",
            fixed="""\
import secrets

password = secrets.token_urlsafe()
print('New password:', "***")
""",
        ),
    ),
    good=(
        Good(
            """\
import io


class Reply:
    def __repr__(self):
        out = io.StringIO()
        print(self.headers, file=out)
        return out.getvalue()
""",
            why="print makes a text",
        ),
        Good(
            """\
import logging

logger = logging.getLogger(__name__)


def login(name, password):
    logger.info('login of %r, password given: %s', name, bool(password))
""",
            why="only whether there is one",
        ),
        Good(
            """\
import logging


def report(token_count, password_length, key):
    logging.info('%s tokens, %s characters, sort key %s', token_count, password_length, key)
""",
            why="a count, a length and a key of another kind",
        ),
        Good(
            """\
import logging


def login(name):
    logging.info('password of %s was changed', name)
""",
            why="only the word is written",
        ),
        Good(
            """\
import logging


def show(api_key, mask):
    logging.info('key %s', mask(api_key))
""",
            why="masked first",
        ),
        Good(
            """\
def save(console, password):
    console.info(password)
""",
            why="no logger",
        ),
    ),
)

_LEVELS = ("debug", "info", "warning", "warn", "error", "exception", "critical", "fatal", "log", "trace", "success")
# Names of loggers where it is not seen what they are; others are known by what they are made with.
_LOGGERS = {"log", "logger", "logging", "loguru", "_log", "_logger", "LOG", "LOGGER", "app_logger", "audit_log"}
_SECRETS = {
    "password", "passwords", "passwd", "passphrase", "pwd", "passcode", "secret", "credentials", "jwt", "otp", "ssn",
    "cvv", "cvc", "authorization", "apikey", "totp",
}  # fmt: skip
# last word -> the words before it with which it is a secret
_ENDINGS = {
    "key": {"api", "secret", "private", "encryption", "signing", "ssh", "master", "aes", "hmac", "fernet"},
    "token": {
        "access", "auth", "api", "bearer", "refresh", "session", "reset", "id", "jwt", "login", "user", "secret",
        "verification", "oauth", "authentication", "security",
    },
    "number": {"card", "account", "passport"},
    "header": {"auth", "authorization"},
    "code": {"otp", "verification", "pin", "recovery"},
}  # fmt: skip
# Words that say that the name holds something about the secret, or a harmless stand-in.
_HARMLESS = {
    "masked", "redacted", "hidden", "hashed", "encrypted", "fake", "dummy", "no", "has", "is", "missing", "wrong",
    "num", "count", "public", "pub", "fingerprint", "without", "need", "needs", "require", "requires", "use", "sort",
}  # fmt: skip
_SHOWING = {"str", "repr", "dict", "format", "ascii", "json.dumps", "pprint.pformat"}
_PRINTS = {"print", "pprint.pprint", "rich.print", "builtins.print"}


def check_call(call: Call) -> Iterator[Report]:
    is_print = bool(call.names & _PRINTS)
    if is_test(call.file) or not (is_print or _is_logger(call)):
        return
    file = call.argument("file")
    if file is not None and "io.StringIO()" in file.names:
        return  # a text is being made, not shown
    for arg in call.args:
        if arg.keyword is not None and arg.keyword.value not in ("extra", "msg"):
            continue
        for value, whole in _shown(call.value(arg.value)):
            phrase = words_of(name_of(value.node))
            if _is_secret(phrase):
                yield _report(call, value, whole, _is_handed(call, value) if is_print else True, is_print)
            elif phrase == ("token",) or (phrase == ("headers",) and isinstance(value.node, cst.Attribute)):
                yield _report(call, value, whole, False, is_print)


def _is_logger(call: Call) -> bool:
    function = call.function.node
    if not isinstance(function, cst.Attribute) or function.attr.value not in _LEVELS:
        return False
    return name_of(function.value) in _LOGGERS or any(name.startswith(("logging.", "loguru.")) for name in call.names)


def _shown(value: Value) -> Iterator[tuple[Value, cst.CSTNode]]:
    """(the expression, what stands for it in the text) for each that is shown as it is."""
    stack: list[tuple[cst.BaseExpression, cst.CSTNode]] = [(value.node, value.node)]
    while stack:
        node, whole = stack.pop()
        if isinstance(node, cst.FormattedString):
            parts = [part for part in node.parts if isinstance(part, cst.FormattedStringExpression)]
            stack += [(part.expression, part) for part in reversed(parts)]
        elif isinstance(node, (cst.Tuple, cst.List)):
            stack += [(element.value, element.value) for element in reversed(node.elements)]
        elif isinstance(node, cst.Dict):
            stack += [(e.value, e.value) for e in reversed(node.elements) if isinstance(e, cst.DictElement)]
        elif isinstance(node, cst.BinaryOperation):
            stack += [(node.right, node.right), (node.left, node.left)]
        elif isinstance(node, cst.Call) and _shows(value, node):
            stack += [(arg.value, arg.value) for arg in reversed(node.args)]
        elif isinstance(node, (cst.Name, cst.Attribute, cst.Subscript, cst.Call)) and _is_named(node):
            yield value.at(node), whole


def _shows(value: Value, node: cst.Call) -> bool:
    """`str(x)` and `"…".format(x)`."""
    method = node.func.attr.value if isinstance(node.func, cst.Attribute) else ""
    return bool(value.at(node.func).names & _SHOWING) or (
        method == "format" and isinstance(node.func, cst.Attribute) and isinstance(node.func.value, cst.SimpleString)
    )


def _is_named(node: cst.BaseExpression) -> bool:
    """Of calls only `x.get("name")` and `getenv("NAME")`: others may have made anything of it."""
    if not isinstance(node, cst.Call):
        return True
    last = node.func.attr if isinstance(node.func, cst.Attribute) else node.func
    return isinstance(last, cst.Name) and last.value in ("get", "getenv")


def _is_secret(phrase: tuple[str, ...]) -> bool:
    if not phrase or set(phrase) & _HARMLESS:
        return False
    last = list(pairwise(phrase))[-1:]
    return phrase[-1] in _SECRETS or any(first in _ENDINGS.get(second, ()) for first, second in last)


def _is_handed(call: Call, value: Value) -> bool:
    """Whether it came in from elsewhere: print may show what a program made for its user."""
    around = home(call)
    makes = isinstance(around, cst.FunctionDef) and {"generate", "create", "make", "show", "main", "print"} & set(
        words_of(around.name.value)
    )
    return not makes and (not isinstance(value.node, cst.Name) or is_parameter(call, value))


def _is_number_wanted(call: Call) -> bool:
    """Whether some conversion, as in "%d" or "{:.2f}", takes no text."""
    return any(_NUMBER.search(code(arg.value)) for arg in call.args)


def _report(call: Call, value: Value, whole: cst.CSTNode, is_certain: bool, is_print: bool) -> Report:
    what = "print" if is_print else "the log"
    text = "***" if isinstance(whole, cst.FormattedStringExpression) else '"***"'
    change: Change = Replace(whole, text)
    reason = "whoever reads the output no longer sees the value" if is_print else ""
    return Report(
        call.node,
        f"{name_of(value.node)} is shown by {what} as it is",
        repair=None if _is_number_wanted(call) else Repair("write ***", (change,), safe=not is_print, reason=reason),
        profile="" if is_certain else "strict",
    )


_NUMBER = re.compile(r"%(?:\(\w+\))?[-+ #0-9.]*[diouxXeEfFgGc]\b|\{[^{}]*:[^{}]*[bcdeEfFgGnoxX%]\}")
_HOLDING = (
    "passw", "passphrase", "passcode", "pwd", "secret", "credential", "jwt", "otp", "ssn", "cvv", "cvc",
    "authorization", "token", "headers", r"api_?key", r"(?:private|encryption|signing|ssh|master|aes|hmac|fernet)_?key",
    r"(?:card|account|passport)_?num", r"auth_?header", r"(?:verification|pin|recovery)_?code",
)  # fmt: skip
TRIGGERS: Triggers = (
    calls(*_LEVELS, holding=_HOLDING, needs=sorted(_LOGGERS)),
    calls("print", "pprint.pprint", "rich.print", holding=_HOLDING),
)
CHECKS: Checks = {Call: check_call}
