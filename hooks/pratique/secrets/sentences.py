"""Where a sentence tells a password: in a conversation with an assistant, a note, a comment.

`the password is VALUE`, `**Password:** VALUE`, `password for root: VALUE`, `with password VALUE`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.secrets import names
from pratique.secrets.detector import Text
from pratique.secrets.filekind import CODE, CONFIG, file_kind
from pratique.secrets.patterns import compiled
from pratique.secrets.reader import Assignment
from pratique.secrets.search import at, line_before

_WORDS = tuple((names.PASSWORD, word) for word in (b"password", b"passphrase", b"passwd", b"passcode"))
_KEYS = tuple((names.KEY, word) for word in (b"api key", b"token", b"secret"))
# `Login: admin / VALUE`, `Credentials: admin:VALUE`.
_USER_AND = (
    rb"""(?i:login|credentials?|creds)(?:(?:\*\*)?:(?:\*\*)?|[ ](?:is|are))[ ]"""
    rb"""[`"']?[\w.@-]{2,64}[`"']?(?:[ ]?/[ ]?|:)(?P<open>[`"']?)(?P<value>[^\s"'`<>|{}\[\],/:]{6,128})"""
)
_LINKING = rb"(?: is|was|will[ ]be|should[ ]be|to|-|\xe2\x80\x93|->|=> )"
# `password for the staging box`; how far it goes, the word that links it with the value says.
_WHOSE = rb"""(?: [ ] \( [^()\r\n]{1,40} \) | [ ] (?:for|of|to) (?: [ ] [\w.@'-]{1,30} ){1,4}? )?"""
_SAID = (
    rb"""(?ix) (?: api[ ]key | \w{5,10} ) (?P<mark> \*\*|__|` )?
    (?: """
    + _WHOSE
    + rb""" (?P<link> [ ]? [:=] (?: \*\*|__ )? [ ]{1,3} | [ ] """
    + _LINKING
    + rb""" (?: [ ] (?:now|set[ ]to|still) )? :? [ ] )
      | """
    + _WHOSE
    + rb""" (?P<space> [ ] ) )
    (?P<open> ["'`]|``|\*\* )? (?P<value> [^\s"'`<>|{}\[\],]{6,128} )
"""
)
# The beginning of a call, of a column's type, of a remark in brackets.
_CODE = rb"[A-Za-z_][\w.]*\(|\("
# What git calls a commit: `shared-secrets 1f3c…` pins a module.
_COMMIT = rb"[0-9a-f]{40}\Z"
# Signs that end a sentence or close a bracket around it, and may end a password, too.
_STOPS = b".,;:)_*"
_COMMENTS = (b"#", b"//", b"*", b"--", b";", b"<!--", b"/*", b"rem ", b"REM ")


def sentences(text: Text) -> Iterator[Assignment]:
    """What the text calls a password in words; sure only where quotes set the value off."""
    kind = file_kind(text.path)
    in_prose = kind not in (CODE, CONFIG)
    if in_prose:
        yield from _pairs(text)
    for what, word in (*_WORDS, *_KEYS) if in_prose else _WORDS:
        for match in at(text, word, _SAID):
            if not in_prose and not _in_comment(text.data, match.start()):
                continue
            found = _told(text.data, match, what)
            if found:
                yield found


def _pairs(text: Text) -> Iterator[Assignment]:
    for word in (b"login", b"credential", b"creds"):
        for match in at(text, word, _USER_AND):
            closes = text.data[match.end() : match.end() + 1] == match["open"] != b""
            yield Assignment(names.PASSWORD, *match.span("value"), closes)


def _told(data: bytes, match: re.Match[bytes], kind: str) -> Assignment | None:
    start, end = match.span("value")
    if compiled(_CODE).match(data, start, end):
        return None
    certain = match["open"] is not None and match["link"] is not None and data[end : end + 1] == match["open"][:1]
    while not certain and end > start and data[end - 1] in _STOPS:
        end -= 1
    certain = certain or _is_numbered(data[start:end], match["link"] is not None)
    if kind == names.KEY and match["link"] is None and compiled(_COMMIT).match(data, start, end):
        return None
    return Assignment(kind, start, end, certain) if end - start >= 6 else None


def _is_numbered(value: bytes, linked: bool) -> bool:
    """Whether digits tell the value from a word of the sentence: more of them where nothing says `is`."""
    digits = sum(byte in b"0123456789" for byte in value)
    return len(value) >= 8 and digits >= (2 if linked else 3) and b"pass" not in value.lower()


def _in_comment(data: bytes, position: int) -> bool:
    line = line_before(data, position)
    return line.lstrip().startswith(_COMMENTS) or b" # " in line or b" // " in line
