"""Failed security checks that are caught and change nothing."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Bad,
    Checks,
    Confidence,
    Good,
    Handler,
    Report,
    Rule,
    Severity,
    Triggers,
    below_here,
    code,
    handlers,
    statements_of,
    words_of,
)

RULE = Rule(
    name="failed-check-swallowed",
    summary="a security check fails and nothing happens",
    help="Refuse where the check fails: let the exception pass, raise one, or return False.",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(390, 703, 755),
    what=(
        "A bare except, or one for Exception or BaseException, around a check on which security rests, such as "
        "verify_token, check_permission, authenticate or decrypt, whose body does nothing (pass, …, continue) or "
        "returns True."
    ),
    why=(
        "The check tells by an exception that it did not hold. Once that is caught and forgotten, an attacker only "
        "has to make the check fail, which is what it does for them anyway."
    ),
    assistants="Code that cannot crash looks robust, and `except Exception: pass` is the shortest such code.",
    remedy=(
        "A check that fails has to end in refusal. Name the exceptions that the check raises, and raise or return "
        "False there; anything else that goes wrong should be seen."
    ),
    prompt="Where a security check raises, refuse; never swallow its exception.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html",
        "https://docs.python.org/3/tutorial/errors.html#handling-exceptions",
    ),
    foreign=("B110", "B112", "S110", "S112"),
    bad=(
        Bad(
            """\
def load(cipher, values):
    found = []
    for value in values:
        try:
            found.append(cipher.decrypt(value))
        except Exception:
            continue  # not ours
    return found
""",
            why="values that someone tampered with are passed over",
        ),
        Bad(
            """\
def handle(request, keys):
    try:
        keys.verify(request.signature, request.body)
    except Exception:
        pass
    return request.body
""",
            why="a signature whose check may fail",
        ),
        Bad(
            """\
import jwt


def user_of(token, key):
    user = None
    try:
        user = jwt.decode(token, key, algorithms=["HS256"])["sub"]
    except Exception:
        pass
    return user or "admin"
""",
            why="a token that does not hold",
        ),
        Bad(
            """\
def is_allowed(user, token, checker):
    try:
        return checker.validate_token(user, token)
    except:
        return True
""",
            why="a check that fails lets pass",
        ),
    ),
    good=(
        Good(
            """\
import jwt


def load_user(token, key, users):
    try:
        claims = jwt.decode(token, key, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        return None
    return users.get(claims["sub"])
""",
            why="the exception of the check, and no user",
        ),
        Good(
            """\
def handle(request, keys, log):
    try:
        keys.verify(request.signature, request.body)
    except Exception:
        log.exception("bad signature")
        raise
    return request.body
""",
            why="the failure goes on",
        ),
        Good(
            """\
def is_allowed(user, token, checker):
    try:
        return checker.validate_token(user, token)
    except Exception:
        return False
""",
            why="a check that fails refuses",
        ),
    ),
)

_BROAD = {"Exception", "BaseException", "builtins.Exception", "builtins.BaseException"}
# First words of functions on whose failure security rests, and words of which one must follow some of them.
_ALWAYS = {"authenticate", "authorize", "authorise", "decrypt"}
_WITH = {"verify", "validate", "check", "require", "ensure", "enforce"}
_ABOUT = {
    "token", "signature", "password", "permission", "permissions", "credentials", "certificate", "access", "auth",
    "jwt", "csrf", "login", "role", "hmac", "sig", "mac", "admin", "session", "hash", "cert", "otp", "totp",
}  # fmt: skip


def check_handler(handler: Handler) -> Iterator[Report]:
    attempt = handler.place.up.node if handler.place.up is not None else None
    if not isinstance(attempt, cst.Try) or not isinstance(handler.node, cst.ExceptHandler):
        return
    if not handler.is_bare and not handler.caught & _BROAD:
        return
    accepts = _accepts(handler.node)
    if not accepts and not all(_does_nothing(statement) for statement in statements_of(handler.node.body)):
        return
    check = _security_check(attempt)
    if check:
        way = "is answered with True" if accepts else "changes nothing"
        yield Report(handler.node, f"{check}() checks something that security rests on, and its failure {way}")


def _does_nothing(statement: cst.CSTNode) -> bool:
    if isinstance(statement, cst.Expr):
        return isinstance(statement.value, (cst.Ellipsis, cst.SimpleString))
    return isinstance(statement, (cst.Pass, cst.Continue))


def _accepts(handler: cst.ExceptHandler) -> bool:
    """Whether the last thing that it does is to return True."""
    last = statements_of(handler.body)[-1:]
    return any(isinstance(item, cst.Return) and _is_true(item.value) for item in last)


def _is_true(node: cst.BaseExpression | None) -> bool:
    return isinstance(node, cst.Name) and node.value == "True"


def _security_check(attempt: cst.Try) -> str:
    """The function called in the try on whose exception security rests, or nothing."""
    if attempt.orelse is not None:
        return ""  # what follows a success stands apart
    for node in below_here(attempt.body):
        if isinstance(node, cst.Call):
            name = _last(node.func)
            words = words_of(name)
            if name == "decode" and "jwt" in words_of(code(node.func)):
                return "jwt.decode"
            if words and (words[0] in _ALWAYS or (words[0] in _WITH and _is_about_security(words, node))):
                return name
    return ""


def _is_about_security(words: tuple[str, ...], call: cst.Call) -> bool:
    """`verify_token(…)`, or `key.verify(signature, data)` by what it is given."""
    given = [word for arg in call.args for word in words_of(_last(arg.value))]
    return bool(_ABOUT & {*words[1:], *(given if len(words) == 1 and words[0] == "verify" else ())})


def _last(node: cst.BaseExpression) -> str:
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return node.value if isinstance(node, cst.Name) else ""


SUPERSEDES = ("swallowed-error",)
TRIGGERS: Triggers = (
    handlers(
        *sorted(_BROAD),
        holding=(r"except[^:]*:\s*(?:#[^\n]*\s*)*(?:pass|continue|\.\.\.|[brfu]*[\"'])", r"return\s+True"),
        near=(r"(?:jwt\.decode|auth\w+|decrypt\w*|(?:verify|validate|check|require|ensure|enforce)\w*)\s*\(",),
    ),
)
CHECKS: Checks = {Handler: check_handler}
