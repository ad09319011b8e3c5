"""Django's password hashers that are too fast for passwords."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pratique.lint.api import (
    Assignment,
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
    assigned_setting,
    assignments,
    indentation,
    is_development,
    newline,
)

RULE = Rule(
    name="weak-password-hasher",
    summary="new passwords are hashed with a function that is too fast for them",
    help="Put Argon2PasswordHasher or PBKDF2PasswordHasher first in PASSWORD_HASHERS.",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(916, 328),
    what=(
        "Django's PASSWORD_HASHERS whose first entry, which new passwords are hashed with, is one of the MD5 or SHA-1 "
        "hashers. Such entries further down, which only read old hashes, are left alone, and so are settings of "
        "tests, where speed is what is wanted."
    ),
    why="Billions of guesses a second on one graphics card find most of the passwords once the table is out.",
    assistants="The MD5 hasher is the advice for fast tests, and the setting is copied from there.",
    remedy=(
        "The fix puts PBKDF2, Django's default, in its place, and the old one after it: old hashes are read and "
        "renewed at the next login. Logins take longer then, as they should."
    ),
    prompt="Keep Django's default password hashers, or put Argon2 first.",
    references=("https://docs.djangoproject.com/en/stable/topics/auth/passwords/",),
    bad=(
        Bad(
            """\
ROOT_URLCONF = "shop.urls"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",  # fast
]
""",
            why="MD5",
            fixed="""\
ROOT_URLCONF = "shop.urls"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.MD5PasswordHasher",  # fast
]
""",
            path="shop/settings.py",
        ),
        Bad(
            """\
ROOT_URLCONF = "shop.urls"
PASSWORD_HASHERS = (
    'django.contrib.auth.hashers.UnsaltedSHA1PasswordHasher',
    'django.contrib.auth.hashers.ScryptPasswordHasher',
)
""",
            why="SHA-1 without a salt, in a tuple",
            fixed="""\
ROOT_URLCONF = "shop.urls"
PASSWORD_HASHERS = (
    'django.contrib.auth.hashers.PBKDF2PasswordHasher',
    'django.contrib.auth.hashers.UnsaltedSHA1PasswordHasher',
    'django.contrib.auth.hashers.ScryptPasswordHasher',
)
""",
            path="shop/settings.py",
        ),
        Bad(
            """\
FIRST = "django.contrib.auth.hashers.SHA1PasswordHasher"
ROOT_URLCONF = "shop.urls"
PASSWORD_HASHERS = [FIRST]
""",
            why="by a constant",
            path="shop/settings.py",
        ),
    ),
    good=(
        Good(
            """\
ROOT_URLCONF = "shop.urls"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.MD5PasswordHasher",
]
""",
            why="old hashes are read",
            path="shop/settings.py",
        ),
        Good(
            """\
ROOT_URLCONF = "shop.urls"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
""",
            why="settings of tests",
            path="shop/settings/test.py",
        ),
        Good(
            """\
ROOT_URLCONF = "shop.urls"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
""",
            why="scrypt",
            path="shop/settings.py",
        ),
    ),
)

_HASHERS = "django.contrib.auth.hashers."
_WEAK = {
    f"{_HASHERS}{name}"
    for name in (
        *("MD5PasswordHasher", "SHA1PasswordHasher", "UnsaltedMD5PasswordHasher", "UnsaltedSHA1PasswordHasher"),
        *("CryptPasswordHasher",),
    )
}
_GOOD = f"{_HASHERS}PBKDF2PasswordHasher"


def check_assignment(assignment: Assignment) -> Iterator[Report]:
    setting = assigned_setting(assignment)
    if setting is None or setting.name != "PASSWORD_HASHERS" or is_development(assignment):
        return
    hashers = setting.value.elements
    if hashers and hashers[0].constant in _WEAK:
        yield Report(assignment.node, repair=_repair(assignment, hashers[0].node))


def _repair(assignment: Assignment, first: cst.BaseExpression) -> Repair | None:
    """The good one before the first, in a line of its own where that has one."""
    if not isinstance(first, cst.SimpleString):
        return None
    indent = indentation(assignment.file, first)
    between = " " if indent is None else newline(assignment.file) + indent
    change = Replace(first, f"{first.quote}{_GOOD}{first.quote},{between}{first.value}")
    return Repair("put PBKDF2 first", (change,), safe=False, reason="every login takes longer, as it should")


TRIGGERS: Triggers = (assignments("PASSWORD_HASHERS", holding=("MD5", "SHA1", "Crypt", r"=\s*\[?\(?\s*[A-Z_]+")),)
CHECKS: Checks = {Assignment: check_assignment}
