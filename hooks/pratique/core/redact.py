"""Make text from a scanned file fit to be shown: no credential, no control character.

Every excerpt of every hook passes through here, because a line that the linter complains about
may hold a key that only the secrets detector would recognise.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

MASK = "***"

# Issuer prefixes that may stay visible, so that a reader knows which key to rotate.
_PREFIX = re.compile(
    r"(?:gh[pousr]_|github_pat_|glpat-|sk-ant-|sk-proj-|sk-|xox[abposr]-|AKIA|ASIA|AIza|hf_|npm_"
    r"|pypi-|SG\.|[rs]k_live_|eyJ)"
)
# A word, a hump of a camel-case name, an acronym or a number.
_CHUNK = r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+"
_PART = r"[A-Za-z0-9]{4,}"
# Characters per chunk: names and paths have well over three, random base64 and hexadecimal about two.
_WORDLIKE = 2.8
_LONG_PART = 12
_HEXADECIMAL = re.compile(r"[0-9a-f]{32,}|[0-9A-F]{32,}")
# Names begin with these too; a key has that many letters and digits behind it.
_WORDY_PREFIXES = ("sk-", "hf_", "npm_", "SG.")
_ISSUED = 16

# The look-behind lets a name begin only where a word begins, and the bound behind the keyword keeps
# long runs from being searched again and again: minified files have lines of megabytes.
_BEGIN = r"(?<![\w.\-])"
_WORD = (
    r"[\w.\-]*(?:passw(?:or)?d|passphrase|pwd|secret|token(?!iz|s)|api[_-]?key|access[_-]?key|private[_-]?key"
    r"|credential|auth(?!or))[\w\-]{0,40}"
)
_NAME = _BEGIN + _WORD
_ANNOTATION = r"(?:[ ]?:[ ]?[\w\[\]., |]{1,60}?)?"
_QUOTED = r"""(?P<quote>["'])(?P<value>(?:\\.|(?!(?P=quote))[^\\]){3,})"""
_BARE = r"""(?P<value>[^\s"'`$(){}\[\]<>,;&]{6,})(?=[\s"'`){}\]<>,;&]|$)"""
# An argument or element that stands before the value.
_BEFORE = r"""(?:["'][^"'\r\n]{0,80}["']|[\w.\[\]]{1,60})\s{0,3},\s{0,3}"""
_VALUES = (
    # the second of a pair: user, password = "name", "value"
    rf"""(?P<head>\w,\s{{0,3}}{_NAME}\s{{0,3}}=\s{{0,3}}\(?{_BEFORE}){_QUOTED}""",
    # behind its name as an argument: getenv("NAME", "value"), get("name", default="value")
    rf"""(?P<head>["']{_NAME}["']\s{{0,3}},\s{{0,3}}(?:default\s{{0,3}}=\s{{0,3}})?[rbuf]{{0,2}}){_QUOTED}""",
    # by position in calls that log in: login(user, "value"), FTP(host, user, "value")
    rf"""(?P<head>(?:login|basicauth)\(\s{{0,3}}{_BEFORE}){_QUOTED}""",
    rf"""(?P<head>(?:\bftp|\bftp_tls|connect)\(\s{{0,3}}{_BEFORE}{_BEFORE}){_QUOTED}""",
    # the password in an address
    r"""(?P<head>://[^/\s:@"']{0,64}:)(?P<value>[^/\s@"']{2,})(?=@)""",
    # name = "value", name: "value", name: str = "value", x["name"] = "value", name == "value"
    rf"""(?P<head>{_NAME}["']?\]?{_ANNOTATION}\s{{0,20}}(?:=>|:=|[=!]=|[=:])\s{{0,20}}[rbuf]{{0,2}}){_QUOTED}""",
    # the second of a pair: auth=("user", "value")
    rf"""(?P<head>\bauth\s?=\s?\(\s?["'][^"']*["'],\s?){_QUOTED}""",
    # NAME=value on a line of its own (environment files, shell), and in an address
    rf"(?P<head>(?:^\s*(?:(?:export|set|env|arg)\s+)?|[?&]){_NAME}=){_BARE}(?![,)\]}}])",
)
# name=value, name: value and --name value elsewhere; there a digit tells it from a name or a type.
_ELSEWHERE = rf"(?P<head>{_NAME}=|^[\s\-]*{_NAME}:\s|(?<!\S)--{_WORD}[ ]){_BARE}"
# Without one of these, in any case, none of the above can match.
_HINTS = (
    "passw",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "key",
    "credential",
    "auth",
    "login",
    "ftp",
    "connect",
    "://",
)
# Stands for a value and is none: {name}, ${NAME}, <name>, %s, %(name)s
_PLACEHOLDER = re.compile(r"\$?\{[^{}]*\}|\$\w+|<[^<>]*>|%s|%\(\w+\)s|\*+")


class _Patterns(NamedTuple):
    values: tuple[re.Pattern[str], ...]
    elsewhere: re.Pattern[str]
    token: re.Pattern[str]
    part: re.Pattern[str]
    chunk: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Compiled when first needed: a run that finds nothing shows nothing."""
    return _Patterns(
        tuple(re.compile(pattern, re.IGNORECASE) for pattern in _VALUES),
        re.compile(_ELSEWHERE, re.IGNORECASE),
        re.compile(r"[A-Za-z0-9_+/=.\-]{20,}"),
        re.compile(_PART),
        re.compile(_CHUNK),
    )


def _looks_random(token: str) -> bool:
    """Whether letters and digits change places as they do in keys, and not as in names and paths.

    Parts of up to three characters (versions, numbers) say nothing and are left out.
    """
    if _HEXADECIMAL.search(token) and not token.isdigit():
        return True
    find = _patterns()
    sizes = [(len(part), len(find.chunk.findall(part))) for part in find.part.findall(token)]
    sizes.append((sum(length for length, _ in sizes), sum(chunks for _, chunks in sizes)))
    return any(length >= _LONG_PART and length < _WORDLIKE * chunks for length, chunks in sizes)


def _is_issued(prefix: str, rest: str) -> bool:
    """Whether an issuer made the token: no word begins with most prefixes, behind the others look closer."""
    return prefix not in _WORDY_PREFIXES or rest[:_ISSUED].isalnum()


def _mask_token(match: re.Match[str]) -> str:
    token = match.group()
    prefix = _PREFIX.match(token)
    if not _looks_random(token) and not (prefix and _is_issued(prefix.group(), token[prefix.end() :])):
        return token
    return (prefix.group() if prefix else "") + MASK


def _mask_value(match: re.Match[str]) -> str:
    value = match["value"]
    if _PLACEHOLDER.fullmatch(value):
        return match.group()
    prefix = _PREFIX.match(value)
    quote = match.groupdict().get("quote") or ""
    return f"{match['head']}{quote}{prefix.group() if prefix else ''}{MASK}"


def _mask_numbered(match: re.Match[str]) -> str:
    return _mask_value(match) if any(map(str.isdigit, match["value"])) else match.group()


def mask(text: str) -> str:
    """The text, of one line, with everything that looks like a credential replaced by `***`."""
    find = _patterns()
    folded = text.casefold()
    if any(hint in folded for hint in _HINTS):
        for pattern in find.values:
            text = pattern.sub(_mask_value, text)
        text = find.elsewhere.sub(_mask_numbered, text)
    return find.token.sub(_mask_token, text)


# Characters without ink that count as printable: fillers, joiners of marks, variation selectors.
_INKLESS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


@lru_cache(maxsize=1024)
def _visible_character(character: str) -> str:
    code = ord(character)
    if character == "\t":
        return " "
    if 0xDC80 <= code <= 0xDCFF:  # a surrogate escape: one byte that is not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"<U+{code:04X}>"


def visible(text: str) -> str:
    """The text with control, format and other unprintable characters spelled out.

    Keeps a scanned file from steering the terminal, and shows what would hide.
    """
    if not text.isascii() and _INKLESS.search(text):
        text = _INKLESS.sub(lambda match: _visible_character(match.group()), text)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _visible_character(c) for c in text)
