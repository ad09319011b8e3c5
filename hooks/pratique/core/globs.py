"""Path patterns of the settings, in the manner of .gitignore.

`*` and `?` stay within one name, `**` crosses folders, a pattern without a slash matches a name at
any depth, one with a slash at its end matches folders only, and what matches a folder matches
everything below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_TOKEN = re.compile(r"/(?:\*\*/)+|\A(?:\*\*/)+|/\*\*\Z|\*\*|\*|\?|\[[!^]?\]?[^\]]*\]|.", re.DOTALL)
_TRANSLATED = {"/": "/", "/**": "/.+", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def _translate(token: str) -> str:
    if token.endswith("**/"):
        return token[0].strip("*") + "(?:[^/]+/)*"
    if len(token) < 3 or not token.startswith("["):
        return _TRANSLATED.get(token) or re.escape(token)
    negated = token[1] in "!^"
    body = "".join("-".join(map(re.escape, bounds or single)) for bounds, single in _members(token[1 + negated : -1]))
    return f"(?!/)[{'^' * negated}{body}]"


def _members(body: str) -> Iterator[tuple[str, str]]:
    """(both bounds, "") for each range of a class, ("", the character) for each that stands for itself."""
    for match in re.finditer(r"(.)-(.)|(.)", body, re.DOTALL):
        low, high, single = match.groups("")
        yield low + high, single


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    """The pattern as a regular expression; re.error when a range in it runs backwards."""
    anchored = "/" in pattern.rstrip("/")
    body = "".join(map(_translate, _TOKEN.findall(pattern.removeprefix("./").strip("/"))))
    below = "/.*" if pattern.endswith("/") else "(?:/.*)?"
    return re.compile(rf"(?:{'' if anchored else '(?:.*/)?'}{body}){below}\Z", re.DOTALL)


def is_valid(pattern: str) -> bool:
    """Whether the pattern can match anything at all."""
    try:
        _compile(pattern)
    except re.error:
        return False
    return bool(pattern.strip("./"))


def matches(path: str, pattern: str) -> bool:
    """Whether the path (forward slashes, no leading slash) or a folder above it fits the pattern."""
    return _compile(pattern).match(path) is not None


def matches_any(path: str, patterns: tuple[str, ...]) -> bool:
    return any(matches(path, pattern) for pattern in patterns)
