"""Rules for passwords that let short ones pass."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Assignment,
    Bad,
    Call,
    Checks,
    Comparison,
    Confidence,
    Good,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    Value,
    assigned_setting,
    assignments,
    calls,
    comparisons,
    home,
    is_development,
    is_test,
    name_of,
    nearby_words,
    words_of,
)

RULE = Rule(
    name="weak-password-policy",
    summary="passwords of fewer than eight characters are accepted",
    help="Ask for at least eight characters, better twelve, and no rules on which kinds of characters.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(521,),
    what=(
        "Comparisons of a password's length with a number below eight, min_length of a pydantic, Django, marshmallow "
        "or WTForms field for passwords below eight, MinimumLengthValidator with such a min_length, and Django's "
        "AUTH_PASSWORD_VALIDATORS left empty. Whether a password was given at all is another question."
    ),
    why="All passwords of six characters are tried in seconds once a table of hashes is out, the common ones before.",
    assistants='Six is the number of older tutorials and forms, and "at least 6 characters" is what models repeat.',
    remedy=(
        "The fix writes eight, the least that NIST SP 800-63B allows. People whose passwords are shorter are asked "
        "for a longer one where the check also guards the login; keep it to registration and change."
    ),
    prompt="Accept passwords from eight characters on.",
    references=(
        "https://pages.nist.gov/800-63-4/sp800-63b.html",
        "https://docs.djangoproject.com/en/stable/topics/auth/passwords/#password-validation",
    ),
    bad=(
        Bad(
            """\
def check(password):
    if len(password) < 6:  # too short
        raise ValueError("at least 6 characters")
""",
            why="six",
            fixed="""\
def check(password):
    if len(password) < 8:  # too short
        raise ValueError("at least 6 characters")
""",
        ),
        Bad(
            """\
MIN_LENGTH = 4


def is_valid(form):
    return 4 <= len(form["password"]) and MIN_LENGTH <= len(form["name"])
""",
            why="the number first",
            fixed="""\
MIN_LENGTH = 4


def is_valid(form):
    return 8 <= len(form["password"]) and MIN_LENGTH <= len(form["name"])
""",
        ),
        Bad(
            """\
from pydantic import BaseModel, Field


class Registration(BaseModel):
    name: str = Field(min_length=1)
    password: str = Field(min_length=4)
""",
            why="a field of pydantic",
            fixed="""\
from pydantic import BaseModel, Field


class Registration(BaseModel):
    name: str = Field(min_length=1)
    password: str = Field(min_length=8)
""",
        ),
        Bad(
            """\
AUTH_PASSWORD_VALIDATORS = []
ROOT_URLCONF = "shop.urls"
""",
            why="Django without validators",
            path="shop/settings.py",
        ),
        Bad(
            """\
ROOT_URLCONF = "shop.urls"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 5},
    },
]
""",
            why="a validator that asks for five",
            fixed="""\
ROOT_URLCONF = "shop.urls"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
]
""",
            path="shop/settings.py",
        ),
    ),
    good=(
        Good(
            """\
def check(password):
    if len(password) < 12:
        raise ValueError("at least 12 characters")
""",
            why="twelve",
        ),
        Good(
            """\
def check(password):
    if len(password) < 1 or len(password) == 0:
        raise ValueError("a password is missing")
""",
            why="whether there is one",
        ),
        Good(
            """\
def check(password):
    if len(password) > 7:
        return True
    return False
""",
            why="more than seven",
        ),
        Good(
            """\
def looks_like_a_password(password):
    return len(password) >= 6 and not password.isalpha()
""",
            why="a guess what a text is",
        ),
        Good(
            """\
def shorten(passwords):
    return passwords[:3] if len(passwords) > 3 else passwords
""",
            why="how many there are",
        ),
        Good(
            """\
from pydantic import BaseModel, Field


class Registration(BaseModel):
    name: str = Field(min_length=3)
    password: str = Field(min_length=10)
""",
            why="the short one is a name",
        ),
    ),
)

_LEAST = 8
_PASSWORD = {"password", "passwd", "pwd", "passphrase", "password1"}
_GUESSING = {"is", "looks", "like", "maybe", "a", "possible", *_PASSWORD}
_FIELDS = ("Field", "constr", "StringConstraints", "CharField", "PasswordField", "String", "Str")
_LENGTHS = {"wtforms.validators.Length", "wtforms.validators.length", "marshmallow.validate.Length"}
_REASON = "passwords that are shorter are refused from then on"
# Operator with len(password) on its left -> what to add to the number for the least length that passes.
_ADDED: dict[type[cst.BaseCompOp], int] = {
    cst.LessThan: 0,
    cst.GreaterThanEqual: 0,
    cst.LessThanEqual: 1,
    cst.GreaterThan: 1,
}
# With the number on the left, `4 <= len(password)`, operators mean what their mirror images mean.
_MIRRORED: dict[type[cst.BaseCompOp], int] = {
    cst.GreaterThan: 0,
    cst.LessThanEqual: 0,
    cst.GreaterThanEqual: 1,
    cst.LessThan: 1,
}


def check_comparison(comparison: Comparison) -> Iterator[Report]:
    if is_test(comparison.file) or _tells_what_is_one(comparison):
        return
    for left, operator, right in comparison.pairs:
        for length, number, added in ((left, right, _ADDED), (right, left, _MIRRORED)):
            if type(operator) in added and _is_length(length):
                yield from _judge(comparison.node, number, added[type(operator)])


def _tells_what_is_one(comparison: Comparison) -> bool:
    """`_is_password(text)`, `looks_like_a_password(text)`: a guess what a text is, no rule for passwords."""
    function = home(comparison)
    return isinstance(function, cst.FunctionDef) and set(words_of(function.name.value)) <= _GUESSING


def _is_length(value: Value) -> bool:
    """`len(password)`, one password."""
    node = value.node
    if not isinstance(node, cst.Call) or value.at(node.func).names != {"len"} or len(node.args) != 1:
        return False
    return _names_password(name_of(node.args[0].value))


def _names_password(name: str) -> bool:
    return bool(set(words_of(name)[-1:]) & _PASSWORD) or name in _PASSWORD


def _judge(node: cst.CSTNode, number: Value, added: int) -> Iterator[Report]:
    """A report where the least length that passes is between two and seven: one only asks whether there is any."""
    least = number.constant
    if isinstance(least, int) and not isinstance(least, bool) and 1 < least + added < _LEAST:
        change = Replace(number.node, str(_LEAST - added))
        yield Report(node, repair=Repair("ask for eight characters", (change,), safe=False, reason=_REASON))


def check_call(call: Call) -> Iterator[Report]:
    if is_test(call.file):
        return
    if call.names & _LENGTHS:
        least = call.argument("min", 0)
    else:
        least = call.argument("min_length") if call.method in _FIELDS else None
    if least is None:
        return
    if any(_PASSWORD & set(phrase[-1:]) for phrase in nearby_words(call).targets):
        yield from _judge(call.node, least.value, 0)


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    """Django's AUTH_PASSWORD_VALIDATORS."""
    setting = assigned_setting(assignment)
    if setting is None or setting.name != "AUTH_PASSWORD_VALIDATORS" or is_development(assignment):
        return
    node = setting.value.node
    if isinstance(node, cst.List) and not node.elements:
        yield Report(assignment.node, "no password is refused: AUTH_PASSWORD_VALIDATORS is empty")
    for validator in setting.value.elements:
        options = validator.items.get("OPTIONS")
        least = options.items.get("min_length") if options is not None else None
        if least is not None:
            yield from _judge(least.node, least, 0)


TRIGGERS: Triggers = (
    comparisons("len", holding=(r"len\([^)]*(?:password|passwd|pwd|passphrase)",)),
    calls(*_FIELDS, given=("min_length",), near=("passw", "pwd")),
    calls(*sorted(_LENGTHS), near=("passw", "pwd")),
    assignments("AUTH_PASSWORD_VALIDATORS"),
)
CHECKS: Checks = {Comparison: check_comparison, Call: check_call, Assignment: check_assignment}
