"""Path patterns of the settings, in the manner of .gitignore.

`*` and `?` stay within one name, `**` crosses folders, a pattern without a slash matches a name at
any depth, and what matches a folder matches everything below it.
"""

from __future__ import annotations

import re
from functools import cache

_TOKEN = re.compile(r"\*\*/|/\*\*|\*\*|\*|\?|\[!?[^\]]*\]|.", re.DOTALL)
_TRANSLATED = {"**/": "(?:[^/]+/)*", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def _translate(token: str) -> str:
    if token.startswith("[") and len(token) > 2:
        body = token[1:-1].replace("\\", "\\\\")
        return "[" + ("^" + body[1:] if body.startswith("!") else body) + "]"
    return _TRANSLATED.get(token) or re.escape(token)


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    anchored = "/" in pattern.rstrip("/")
    body = "".join(map(_translate, _TOKEN.findall(pattern.strip("/"))))
    return re.compile(rf"(?:{'' if anchored else '(?:.*/)?'}{body})(?:/.*)?\Z", re.DOTALL)


def matches(path: str, pattern: str) -> bool:
    """Whether the path (forward slashes, no leading slash) or a folder above it fits the pattern."""
    return _compile(pattern).match(path) is not None


def matches_any(path: str, patterns: tuple[str, ...]) -> bool:
    return any(matches(path, pattern) for pattern in patterns)
