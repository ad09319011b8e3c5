"""Permissions and identities checked by `assert`, which `python -O` leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Assertion,
    Bad,
    Checks,
    Confidence,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    assertions,
    below,
    code,
    home,
    indentation,
    is_test,
    name_of,
    newline,
    words_of,
)

RULE = Rule(
    name="assert-as-guard",
    summary="a permission is checked by an assert, which optimised Python leaves out",
    help="Write `if not …: raise PermissionError`, or the framework's exception for forbidden requests.",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(617, 863, 670),
    what=(
        "assert statements that look at a user's permissions, role, login, ownership, at a password or at a token's "
        "or a signature's check: user.is_admin, has_perm(…), check_password(…), compare_digest(…). Asserts about "
        "anything else, and those in tests, are not this rule's."
    ),
    why=(
        "With python -O or PYTHONOPTIMIZE=1, which images for production set, asserts are not compiled: everyone "
        "is let through. Without it the client sees an internal error instead of a refusal."
    ),
    assistants="assert is the shortest way to state a condition, and examples for guards borrow it from tests.",
    remedy=(
        "The fix raises PermissionError where the condition does not hold. Code that caught AssertionError, and "
        "handlers that answer with 403, may have to be adjusted."
    ),
    prompt="Use no assert for checks that the program depends on; raise an exception.",
    references=(
        "https://docs.python.org/3/reference/simple_stmts.html#the-assert-statement",
        "https://docs.python.org/3/using/cmdline.html#cmdoption-O",
    ),
    foreign=("B101", "S101"),
    bad=(
        Bad(
            """\
def remove(user, document):
    assert user.is_admin
    document.delete()
""",
            why="an attribute of the user",
            fixed="""\
def remove(user, document):
    if not user.is_admin:
        raise PermissionError
    document.delete()
""",
        ),
        Bad(
            """\
def change(request, document):
    assert request.user.has_perm("change", document), "not allowed"  # owner
    document.save()
""",
            why="a permission, with a message",
            fixed="""\
def change(request, document):
    if not request.user.has_perm("change", document):
        raise PermissionError("not allowed")  # owner
    document.save()
""",
        ),
        Bad(
            """\
def enter(user, role):
    assert user.role == "admin" or role in user.roles
    return user
""",
            why="a role",
            fixed="""\
def enter(user, role):
    if not (user.role == "admin" or role in user.roles):
        raise PermissionError
    return user
""",
        ),
        Bad(
            """\
import hmac


def verify(given, expected):
    assert hmac.compare_digest(given, expected)
""",
            why="a signature",
            fixed="""\
import hmac


def verify(given, expected):
    if not hmac.compare_digest(given, expected):
        raise PermissionError
""",
        ),
    ),
    good=(
        Good(
            """\
def remove(user, document):
    if not user.is_admin:
        raise PermissionError
    document.delete()
""",
            why="an exception",
        ),
        Good(
            """\
def test_admin(user):
    assert user.is_admin
    assert user.has_perm("change")
""",
            why="a test",
            path="tests/test_users.py",
        ),
        Good(
            """\
def remove(user, document):
    if user is None or not user.is_admin:
        raise PermissionError("administrators only")
    return document.delete()
""",
            why="an exception with a message",
        ),
    ),
)

_CHECKING = (
    r"is_(?:admin|superuser|staff|authenticated|authorized|authorised|owner|logged_in|moderator)",
    r"has_(?:perm|perms|permission|permissions|role|access|module_perms|scope)",
    r"can_(?:edit|delete|view|access|write|manage)",
    r"check_(?:password|permission|permissions|password_hash|token|access|signature)",
    r"verify_(?:password|token|signature|jwt|hash|access)",
    r"checkpw|compare_digest|authenticate|authorize|authorise|user_can|permitted",
)
_NAMED = re.compile(f"(?i:{'|'.join(_CHECKING)})")
_ROLES = {"role", "roles", "permission", "permissions", "scope", "scopes"}
_WHOSE = {"user", "owner", "member", "account", "identity", "principal", "request"}
_REASON = "PermissionError is raised instead of AssertionError"


def check_assertion(assertion: Assertion) -> Iterator[Report]:
    function = home(assertion)
    in_test = isinstance(function, cst.FunctionDef) and function.name.value.startswith("test")
    if in_test or is_test(assertion.file) or not _is_guard(assertion.node.test):
        return
    yield Report(assertion.node, repair=_repair(assertion))


def _is_guard(test: cst.BaseExpression) -> bool:
    for node in below(test):
        if isinstance(node, (cst.Attribute, cst.Call)) and _NAMED.fullmatch(name_of(node)):
            return True
        if isinstance(node, cst.Comparison) and any(_is_role(side) for side in below(node)):
            return True
    return False


def _is_role(node: cst.CSTNode) -> bool:
    """`user.role`, `user["permissions"]`"""
    if not isinstance(node, (cst.Attribute, cst.Subscript)) or name_of(node) not in _ROLES:
        return False
    return bool(set(words_of(code(node.value))) & _WHOSE)


def _repair(assertion: Assertion) -> Repair | None:
    """The statement in a line of its own as a condition and an exception."""
    node = assertion.node
    indent = indentation(assertion.file, node)
    up = assertion.place.up
    if indent is None or up is None or not isinstance(up.node, cst.SimpleStatementLine) or len(up.node.body) != 1:
        return None
    step = "\t" if indent.startswith("\t") else "    "
    is_plain = isinstance(node.test, (cst.Name, cst.Attribute, cst.Call, cst.Subscript)) or node.test.lpar
    test = code(node.test) if is_plain else f"({code(node.test)})"
    raised = "raise PermissionError" + (f"({code(node.msg)})" if node.msg is not None else "")
    text = f"if not {test}:{newline(assertion.file)}{indent}{step}{raised}"
    return Repair("raise PermissionError", (Replace(node, text),), safe=False, reason=_REASON)


SUPERSEDES = ("assert-used",)
_OWNED = rf"(?:{'|'.join(sorted(_WHOSE))})(?s:.)*(?:role|permission|scope)"
TRIGGERS: Triggers = (assertions(holding=(*_CHECKING, _OWNED)),)
CHECKS: Checks = {Assertion: check_assertion}
