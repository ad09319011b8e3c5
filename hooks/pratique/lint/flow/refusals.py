"""What a text is known to lack, or to begin with, and what that makes it harmless for.

Marks stand beside the kinds of sinks among what a value is cleared for; several of them together
amount to a kind.
"""

from __future__ import annotations

import re

from pratique.lint.flow.values import Value, cleared, elements

# A text in which this does not occur is marked so.
LACKING = {
    "..": "no-dots",
    "/": "no-slash",
    "//": "no-host",
    "\\": "no-backslash",
    "\n": "no-lf",
    "\r": "no-cr",
    "\r\n": "no-crlf",
    "\0": "no-nul",
    "'": "no-apostrophe",
    '"': "no-quote",
    "<": "html",
    "(": "no-opening",
    ")": "no-closing",
    "*": "no-star",
}
_TOGETHER = (
    (frozenset({"no-dots", "no-slash"}), "path"),
    (frozenset({"no-dots", "no-root"}), "path"),
    (frozenset({"no-lf", "no-cr"}), "header"),
    (frozenset({"no-lf"}), "log"),
    (frozenset({"rooted", "no-host"}), "redirect"),
    (frozenset({"rooted", "no-slash"}), "redirect"),
    (frozenset({"no-opening", "no-closing", "no-star"}), "ldap"),
)
_LOCAL = re.compile(r"/[^/\\]")
_SITE = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#\\]+[/?#]", re.IGNORECASE)
_CLASS = re.compile(r"\(?(\[(?!\^)(?:\\.|[^\]\\])+\]|\\[srn](?:\|\\[srn])*)[+*]?\)?")
# Patterns of texts that begin as a path of this site, or with a host of which every dot is meant.
_LOCAL_PATTERN = re.compile(r"(?:\^|\\A)?\\?/(?:\\w|[A-Za-z0-9_]|\[(?:\\w|\\d|\\-|[\w -])+\])(?![*?{])")
_SITE_PATTERN = re.compile(r"(?:\^|\\A)?https?\??:\\?/\\?/(?:[\w-]|\\\.|\\-)+\\?/")
# Patterns of texts whose first character is another one than the dash of an option.
_NO_OPTION_PATTERN = re.compile(
    r"(?:\^|\\A)?(?:[A-Za-z0-9_/~@]|\\[wd./]|\[(?!\^)(?:\\[wd./_]|[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9_./])+\])"
    r"(?![*?]|\{0|\{,)"
)
_ALTERNATIVE = re.compile(r"\|(?![^(]*\))")
_WRITTEN = {"\\n": "\n", "\\r": "\r", "\\s": "\r\n", "\n": "\n", "\r": "\r", "<": "<", "'": "'", '"': '"', "/": "/"}


def marked(value: Value, *marks: str) -> Value:
    """The value with these properties, and cleared for what its properties amount to together."""
    value = cleared(value, marks)
    for needed, kind in _TOGETHER:
        if value.taints and all(needed <= taint.cleared for taint in value.taints):
            value = cleared(value, (kind,))
    return value


def texts_of(value: Value) -> list[str]:
    """The texts that the value is, or that a tuple of them holds; none where one is not known."""
    found = [value] if value.constants is not None else elements(value.container) if value.container else []
    known = [item for one in found for item in one.constants or (None,)]
    flat = [text for item in known for text in (item if isinstance(item, tuple) else (item,))]
    return [str(text) for text in flat] if all(isinstance(text, str) for text in flat) else []


def begun(value: Value, prefixes: list[str], truth: bool) -> Value:
    """The value after a test whether it begins with one of the prefixes."""
    if not truth:
        if "-" in prefixes:
            value = cleared(value, ("option",))
        marks = ["no-host"] if "//" in prefixes else []
        return marked(value, *marks, *(["no-root"] if "/" in prefixes else []))
    if prefixes and all(text and text[0] != "-" for text in prefixes):
        value = cleared(value, ("option",))
    if prefixes and all(_SITE.match(text) for text in prefixes):
        return cleared(value, ("url", "redirect"))
    if prefixes and all(_LOCAL.match(text) for text in prefixes):
        return cleared(value, ("redirect",))
    return marked(value, "rooted") if prefixes == ["/"] else value


def matched_by(pattern: str) -> list[str]:
    """Marks of a text in which the pattern, a class of characters, is found nowhere."""
    whole = _CLASS.fullmatch(pattern)
    if whole is None:
        return []
    found = "".join(text for written, text in _WRITTEN.items() if written in whole[1])
    return [LACKING[character] for character in dict.fromkeys(found)]


def matched_start(pattern: str) -> tuple[str, ...]:
    """The kinds of sinks that a text is harmless for when the pattern matches at its beginning."""
    if _ALTERNATIVE.search(pattern):
        return ()
    if _LOCAL_PATTERN.match(pattern):
        return ("redirect",)
    return ("redirect", "url") if _SITE_PATTERN.match(pattern) else ()


def matched_first(pattern: str) -> tuple[str, ...]:
    """The same for what only the first character decides."""
    is_settled = _NO_OPTION_PATTERN.match(pattern) and not _ALTERNATIVE.search(pattern)
    return ("option",) if is_settled else ()
