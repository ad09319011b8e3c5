"""Make text from a scanned file fit to be shown: no credential, no control character.

Every excerpt of every hook passes through here, because a line that the linter complains about
may hold a key that only the secrets detector would recognise.
"""

from __future__ import annotations

import re
from functools import lru_cache

MASK = "***"

# Issuer prefixes that may stay visible, so that a reader knows which key to rotate.
_PREFIX = re.compile(
    r"(?:gh[pousr]_|github_pat_|glpat-|sk-ant-|sk-proj-|sk-|xox[abposr]-|AKIA|ASIA|AIza|hf_|npm_"
    r"|pypi-|SG\.|[rs]k_live_|eyJ)"
)
# A run that looks random: long, without spaces, holding digits and letters.
_TOKEN = re.compile(r"[A-Za-z0-9_+/=.\-]{20,}")
_MIXED = re.compile(r"(?=[^0-9]*[0-9][^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z])")
_NAMED = re.compile(
    r"""(?ix)
    ([a-z0-9_.\-]* (?:passw(?:or)?d|passwd|pwd|secret|token|api[_-]?key|apikey|access[_-]?key|private[_-]?key|
      credential|auth) [a-z0-9_\-]* ["']? \s* (?:=>|:=|[=:]) \s* (?:[rbuf]{0,2}))
    (?: (["']) ((?:(?!\2).){3,}) \2 | (?<==) ([^\s"'`$({\[<,;&)]{6,}) )
    """
)
_URL_PASSWORD = re.compile(r"(://[^/\s:@\"']{0,64}:)([^/\s@\"']{2,})(?=@)")


def _mask_token(match: re.Match[str]) -> str:
    token = match.group()
    if not _MIXED.match(token) or _is_plain_path(token):
        return token
    prefix = _PREFIX.match(token)
    return (prefix.group() if prefix else "") + MASK


def _is_plain_path(token: str) -> bool:
    """Dotted names, paths and dashed words: runs of letters with few digits, not a key."""
    parts = re.split(r"[._/\-=+]+", token)
    return len(parts) > 1 and max(map(len, parts)) < 16


def _mask_named(match: re.Match[str]) -> str:
    head, quote = match.group(1), match.group(2) or ""
    value = match.group(3) or match.group(4) or ""
    prefix = _PREFIX.match(value)
    return f"{head}{quote}{prefix.group() if prefix else ''}{MASK}{quote}"


def mask(text: str) -> str:
    """The text with everything that looks like a credential replaced by `***`."""
    text = _URL_PASSWORD.sub(rf"\1{MASK}", text)
    text = _NAMED.sub(_mask_named, text)
    return _TOKEN.sub(_mask_token, text)


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
