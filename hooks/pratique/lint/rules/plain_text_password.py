"""Passwords that are stored, or compared with what is stored, as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    TESTS,
    UNKNOWN,
    Assignment,
    Bad,
    Call,
    Checks,
    Comparison,
    Confidence,
    File,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    assignments,
    calls,
    code,
    comparisons,
    is_test,
    name_of,
    words_of,
)

RULE = Rule(
    name="plain-text-password",
    summary="a password is kept or compared as it was typed",
    help=(
        "Store generate_password_hash(password) and check it with check_password_hash(stored, password), or use "
        "argon2-cffi's PasswordHasher."
    ),
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(256, 257, 522),
    what=(
        "== and != between a password that came in and one that a user object, a row or a table of users holds, and "
        "a password that goes into a user's record (constructor of a model, an attribute of a user, INSERT, a "
        "document of MongoDB) in a file that never hashes one. Django's objects.create() with a password is "
        "reported as well: only create_user() hashes it. Comparisons of a password with its repetition are left "
        "alone."
    ),
    why=(
        "Whoever gets hold of the table, a backup of it or one injection has every user's password, and with it "
        "their accounts elsewhere."
    ),
    assistants=(
        "A model with username and password columns is the shortest user; hashing is a line and a dependency more, "
        "and the login works without."
    ),
    remedy=(
        "Hash with a function made for passwords, which is slow and salted. The fix knows Django's create_user(); "
        "elsewhere the column and the stored values have to change with the code."
    ),
    prompt="Store only hashes of passwords, made with argon2, scrypt or bcrypt, and check against these.",
    references=(
        "https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html",
        "https://docs.djangoproject.com/en/stable/topics/auth/passwords/",
    ),
    bad=(
        Bad(
            """\
def login(session, User, username, password):
    user = session.query(User).filter_by(username=username).first()
    return user is not None and user.password == password
""",
            why="a column that holds what was typed",
        ),
        Bad(
            """\
users = {}


def login(username, password):
    return users.get(username) == password
""",
            why="a dict of users",
        ),
        Bad(
            """\
from flask import request
from shop.models import User, db


def register():
    user = User(username=request.form["username"], password=request.form["password"])
    db.session.add(user)
    db.session.commit()
""",
            why="a new user's record",
        ),
        Bad(
            """\
def register(cursor, username, password):
    cursor.execute("INSERT INTO users (username, password) VALUES (?, ?)", (username, password))
""",
            why="a row of a table",
        ),
        Bad(
            """\
from django.contrib.auth.models import User


def register(request):
    User.objects.create(username=request.POST["name"], password=request.POST["password"])  # new
""",
            why="Django's create, which does not hash",
            fixed="""\
from django.contrib.auth.models import User


def register(request):
    User.objects.create_user(username=request.POST["name"], password=request.POST["password"])  # new
""",
        ),
    ),
    good=(
        Good(
            """\
from werkzeug.security import check_password_hash


def login(session, User, username, password):
    user = session.query(User).filter_by(username=username).first()
    return user is not None and check_password_hash(user.password, password)
""",
            why="checked against a hash",
        ),
        Good(
            """\
def change(form, password, confirm_password):
    return password == confirm_password and form.password == form.password2
""",
            why="the repetition of a password",
        ),
        Good(
            """\
from shop.models import User
from werkzeug.security import generate_password_hash


def register(form):
    password = generate_password_hash(form["password"])
    return User(username=form["username"], password=password)
""",
            why="a hash",
        ),
        Good(
            """\
from django.contrib.auth.models import User


def register(form):
    User.objects.create_user(username=form["name"], password=form["password"])
""",
            why="Django's create_user hashes",
        ),
        Good(
            """\
from shop.client import Client


def connect(username, password):
    return Client(username=username, password=password)
""",
            why="what logs in elsewhere needs the password",
        ),
        Good(
            """\
class Account:
    def __init__(self, password):
        self.password = password

    def differs(self, other):
        return self.password != other.password
""",
            why="two objects of one kind",
        ),
    ),
)

_HASHING = (
    r"(?i)hash(?!lib\b(?!\.))|bcrypt|argon2|pbkdf2|scrypt|passlib|set_password|make_password|encrypt|fernet|crypt\b"
)
_HASHES = re.compile(_HASHING.encode())
_DATABASES = re.compile(
    rb"(?i)sqlalchemy|\bdb\.session|session\.(?:add|commit)|peewee|mongo|sqlite|tortoise|pony|\.save\(\)|\.insert"
    rb"|django|sqlmodel|database|\.add\(|\.append\(|\busers?(?:_db)?\s*(?:\[|[:=])"
)
_PASSWORD = {"password", "passwd", "pwd", "passphrase"}
_STORED = {"user", "account", "row", "record", "result", "member", "customer", "users", "accounts", "db", "admin",
           "found", "stored", "person", "employee", "client", "data", "profile", "existing", "u"}  # fmt: skip
_GIVEN = {"request", "form", "data", "body", "payload", "args", "kwargs", "json", "input", "credentials", "params",
          "post", "login", "values", "get", "req", "auth", "schema"}  # fmt: skip
_OTHERS = {"confirm", "confirmation", "repeat", "repeated", "again", "retype", "old", "new", "current", "previous",
           "verify", "confirmed", "first", "second"}  # fmt: skip
_MODELS = {"user", "account", "member", "customer", "employee", "admin", "student", "person", "patient", "profile"}
_SCHEMES = {"create", "update", "login", "request", "schema", "response", "form", "input", "out", "in", "base",
            "client", "credentials", "config", "error", "settings", "connection", "register",
            "registration"}  # fmt: skip
_INSERT = re.compile(r"(?is)\b(?:insert\s+into|update|replace\s+into)\b.*\b(?:password|passwd|pwd)\b")
_MESSAGE = "a password is stored as it was typed: store generate_password_hash(password)"


def check_comparison(comparison: Comparison) -> Iterator[Report]:
    if len(comparison.pairs) != 1 or is_test(comparison.file):
        return
    left, operator, right = comparison.pairs[0]
    if not isinstance(operator, (cst.Equal, cst.NotEqual)) or left.is_constant or right.is_constant:
        return
    for stored, given in ((left, right), (right, left)):
        if _is_stored(stored) and _is_given(given) and code(stored.node) != code(given.node):
            message = "a password is compared as it was typed: check_password_hash(stored_hash, password)"
            yield Report(comparison.node, message)
            return


def _is_stored(value: Value) -> bool:
    """`user.password`, `row["password"]`, `users[name]`, `users.get(name)["password"]`."""
    node = value.node
    owner = _owner(node)
    if owner is None:
        return False
    held = set(words_of(name_of(owner)) or words_of(code(owner)))
    if _names_password(name_of(node)):
        return bool(held & _STORED) and not held & (_GIVEN - _STORED)
    table = owner.func if isinstance(owner, cst.Call) else owner
    return isinstance(node, (cst.Subscript, cst.Call)) and bool(
        {"users", "accounts", "passwords", "credentials"} & set(words_of(name_of(table)))
    )


def _owner(node: cst.BaseExpression) -> cst.BaseExpression | None:
    """What the attribute, the item or the result of get() belongs to."""
    if isinstance(node, (cst.Attribute, cst.Subscript)):
        return node.value
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == "get":
        return node.func.value
    return None


def _is_given(value: Value) -> bool:
    """`password`, `request.form["password"]`, `data.get("password")`, `form.password.data`."""
    node = value.node
    if isinstance(node, cst.Attribute) and node.attr.value == "data":
        node = node.value
    if not _names_password(name_of(node)) or set(words_of(name_of(node))) & _OTHERS:
        return False
    owner = _owner(node)
    if owner is None:
        return isinstance(node, cst.Name) and value.constant is UNKNOWN
    return bool(set(words_of(code(owner))) & _GIVEN)


def _names_password(name: str) -> bool:
    return words_of(name)[-1:] != () and words_of(name)[-1] in _PASSWORD


def check_call(call: Call) -> Iterator[Report]:
    if is_test(call.file):
        return
    password = call.argument("password") or call.argument("passwd")
    if password is not None and _is_given(password.value):
        if _is_django_create(call):
            function = call.function.node
            assert isinstance(function, cst.Attribute)
            change = Replace(function.attr, "create_user")
            reason = "the manager of a model of one's own may have no create_user"
            yield Report(call.node, _MESSAGE, repair=Repair("let it be hashed", (change,), safe=False, reason=reason))
        elif _is_model(call) and _never_hashes(call.file):
            yield Report(call.node, _MESSAGE)
    elif call.method in ("execute", "insert_one") and _never_hashes(call.file) and _stores(call):
        yield Report(call.node, _MESSAGE)


def _is_django_create(call: Call) -> bool:
    function = call.function.node
    if not isinstance(function, cst.Attribute) or function.attr.value != "create":
        return False
    manager = function.value
    is_user = (
        isinstance(manager, cst.Attribute) and manager.attr.value == "objects" and "User" in name_of(manager.value)
    )
    return is_user and call.file.imports("django")


def _is_model(call: Call) -> bool:
    """A class named for users, which is stored; not one that only carries what came in."""
    words = set(words_of(call.method))
    is_class = call.method[:1].isupper()
    return is_class and bool(words & _MODELS) and not words & _SCHEMES and _DATABASES.search(call.file.data) is not None


def _never_hashes(file: File) -> bool:
    return _HASHES.search(file.data) is None


def _stores(call: Call) -> bool:
    """An INSERT or UPDATE of a password column, or a document with a password."""
    if call.method == "insert_one":
        password = call.positional[0].value.items.get("password") if call.positional else None
        return password is not None and _is_given(password)
    if not call.positional or len(call.positional) < 2:
        return False
    statement = call.positional[0].constant
    if not isinstance(statement, str) or not _INSERT.search(statement):
        return False
    held = call.positional[1].value
    return any(_is_given(value) for value in (*held.elements, *held.items.values()))


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    """`user.password = request.form["password"]`, `users[name] = password`"""
    if is_test(assignment.file):
        return
    node = assignment.target.node
    given = assignment.assigned
    record = given.items.get("password")
    is_table = isinstance(node, cst.Subscript) and {"users", "accounts"} & set(words_of(name_of(node.value)))
    is_user = isinstance(node, cst.Attribute) and set(words_of(name_of(node.value))) & _MODELS
    is_in_table = is_table and (_is_given(given) or (record is not None and _is_given(record)))
    is_kept = is_in_table or (is_user and _names_password(name_of(node)) and _is_given(given))
    if is_kept and _never_hashes(assignment.file):  # last: it searches the whole file
        yield Report(assignment.node, _MESSAGE)


_NAMES = tuple(f"*{word}*" for word in sorted(_PASSWORD))
_SPELLED = rf"(?:{'|'.join(sorted(_PASSWORD))})(?![a-z0-9])"
_CONSTANTS = ("str", "bytes", "int", "float", "bool", "NoneType")
_CLEAN = (TESTS, _HASHING)
TRIGGERS: Triggers = (
    comparisons(*_NAMES, "get", of=("Eq", "NotEq"), unless=_CONSTANTS, holding=(_SPELLED,), nowhere=(TESTS,)),
    calls(
        *(f"*{word}*" for word in sorted(_MODELS)),
        given=("password", "passwd"),
        holding=(r"(?-i:\b[A-Z]\w*\s*\()",),
        nowhere=_CLEAN,
    ),
    calls("create", given=("password",), needs=("django",), nowhere=(TESTS,)),
    calls("execute", "insert_one", holding=(_SPELLED,), nowhere=_CLEAN),
    assignments(
        *_NAMES,
        holding=(rf"\.\s*\w*{_SPELLED}\W*=(?s:.)*{_SPELLED}",),
        near=(r"user|account|member|customer",),
        nowhere=_CLEAN,
    ),
    assignments("*user*", "*name*", "*email*", holding=(r"(?:password|passwd|pwd)",), nowhere=_CLEAN),
)
CHECKS: Checks = {Comparison: check_comparison, Call: check_call, Assignment: check_assignment}
