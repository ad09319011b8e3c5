"""Where text gives a value to a name that sounds like a credential.

Covers assignments, keyword arguments, dictionary entries, defaults of look-ups, environment lines,
headers, command-line options, XML elements and calls that log in. The words are looked for with
`bytes.find`; regular expressions start at a word and are bounded, so the cost is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pratique.secrets import names
from pratique.secrets.detector import Text
from pratique.secrets.filekind import CODE, CONFIG, NETRC, file_kind
from pratique.secrets.patterns import compiled

_WORDS = (b"pass", b"pwd", b"_pw", b"secret", b"token", b"key", b"credential", b"auth", b"_pat")
_NAME_BYTES = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
_LONGEST_NAME = 60
_REACH = 700

_QUOTED = rb"""
    [rbufRBUF]{0,2} (?P<quote> \"{3} | '{3} | \\?["'`] )
    (?: (?i:bearer|token|basic|apikey) [ ] )?
    (?P<value> (?: [^"'`\r\n\\] | (?!(?P=quote)) ["'`\\] ){1,300}? ) (?P=quote)
"""
_SEPARATOR = rb"""
    (?: (?P<assign> [ \t]{0,8} (?: : [ \t]{0,3} [A-Za-z_*&] [\w.\[\], |]{0,40}? [ \t]{0,3} (?==) )?
          [ \t]{0,40} (?: => | := | ={1,3} | !==? | : )
          [ \t]{0,40} (?: [\\(]? \r?\n [ \t]{0,80} )? \(? [ \t]{0,8} )
      | (?P<next> [ \t]{0,3} , \s{0,80}
          (?: (?: \w+ \s? = [^,"'()\r\n]{1,40} , \s{0,80} ){0,4} default \s{0,3} = \s{0,3} )? )
      | (?P<member> [,;]? \s{1,80} \\?["']? value \\?["']? [ \t]{0,3} [:=] [ \t]{0,3} )
      | (?P<default> [ \t]{0,3} \{ [^{}]{0,160}? default [ \t]{0,20} = [ \t]{0,3} )
      | (?P<element> > )
      | (?P<space> [ \t]{1,20} )
    )
"""
# Between the separator and the literal: a look-up with a fallback, or a wrapper around the literal.
_INDIRECT = rb"""
    (?: [A-Za-z_][\w.]{0,60} (?: \( [^()\r\n]{0,80} \) | \[ [^\]\r\n]{0,80} \] )?
          [ ]{1,3} (?: or | \?\? | \|\| ) [ ]{1,3}
      | [^"'\r\n;]{1,80}? [ ] else [ ]
      | (?P<call> [A-Za-z_][\w.]{0,60} ) \( \s{0,40}
          (?P<first> ["'] [^"'\r\n]{0,80} ["'] \s{0,3} , \s{0,40} | \.\.\. \s{0,3} , \s{0,40} )?
          (?: default \s{0,3} = \s{0,3} )?
    )?
"""
_BARE = rb"""
    (?: (?i:bearer|token|basic) [ ] )?
    (?P<bare> [^\s"'`,;<>(){}\[\]|\\&]{5,300} ) (?= [\s"'`,;<>&\\)}\]] | \Z )
"""
_SHAPE = (
    rb"(?x) (?P<rest> [\w\-]{1,60} ) (?P<close> \\?[\"'`]? \]? ) "
    + _SEPARATOR
    + rb"(?: "
    + _INDIRECT
    + _QUOTED
    + rb" | "
    + _BARE
    + rb" )"
)
# Functions that only wrap or encode the literal they are given.
_WRAPPERS = frozenset({"SecretStr", "SecretBytes", "Secret", "Field", "str", "bytes", "String", "b64decode"})
_OPENING = rb"""[\w\])]\(\s{0,60}[rbu]?\\?["'`]\Z"""
_CLOSING = rb"\s{0,40},?\s{0,40}(?:\)|(?:cast|help|type|required)\s?=)"
_COMMAND = rb"(?:\A|[\r\n])[ \t]*(?:ENV|ARG|#[ \t]*define|setx?|SET)[ \t]+\Z"

_LITERAL = rb"""\s{0,40}[rbu]?(?P<quote>["'])(?P<value>[^"'\r\n]{5,256})(?P=quote)"""
_ARGUMENT = rb"""\s{0,40}[^,()\r\n]{1,80},"""
_FIRST_ARGUMENT = rb"\(" + _LITERAL
_SECOND_ARGUMENT = rb"\(" + _ARGUMENT + _LITERAL
_THIRD_ARGUMENT = rb"\(" + _ARGUMENT + _ARGUMENT + _LITERAL
_AFTER_COLON = rb"""["']?[^\s:"'$]{1,64}:(?P<value>[^\s"'@$]{5,128})"""
# Calls, tuples (`user, password = "app", "…"`) and options that take a credential by position:
# (kind, needle in lower case, pattern).
_BY_POSITION = (
    (names.PASSWORD, b"login(", rb"login" + _SECOND_ARGUMENT),
    (names.PASSWORD, b"auth", rb"auth\s{0,3}=\s{0,3}" + _SECOND_ARGUMENT),
    (names.PASSWORD, b"basicauth(", rb"(?i:basicauth)" + _SECOND_ARGUMENT),
    (names.PASSWORD, b"set_password(", rb"set_password" + _FIRST_ARGUMENT),
    (names.PASSWORD, b"create_superuser(", rb"create_superuser" + _THIRD_ARGUMENT),
    (names.PASSWORD, b"create_user(", rb"create_user" + _THIRD_ARGUMENT),
    (names.PASSWORD, b"connect(", rb"connect" + _THIRD_ARGUMENT),
    (names.PASSWORD, b"getconnection(", rb"getConnection" + _THIRD_ARGUMENT),
    (names.PASSWORD, b"password = ", rb"password = \(?" + _ARGUMENT + _LITERAL),
    (names.PASSWORD, b"passwd = ", rb"passwd = \(?" + _ARGUMENT + _LITERAL),
    (names.PASSWORD, b"pwd = ", rb"pwd = \(?" + _ARGUMENT + _LITERAL),
    (names.KEY, b"secret = ", rb"(?i:secret) = \(?" + _ARGUMENT + _LITERAL),
    (names.PASSWORD, b"-u ", rb"-u " + _AFTER_COLON),
    (names.PASSWORD, b"--user ", rb"--user " + _AFTER_COLON),
    (names.PASSWORD, b"identified by ", rb"(?i:identified by(?: password)?)" + _LITERAL),
    (names.PASSWORD, b"sshpass -p", rb"""sshpass -p ?["']?(?P<value>[^\s"'$]{5,128})"""),
    (names.KEY, b"fernet(", rb"Fernet" + _FIRST_ARGUMENT),
    (names.KEY, b"hmac.new(", rb"hmac\.new" + _FIRST_ARGUMENT),
    (names.KEY, b"jwt.encode(", rb"jwt\.encode" + _SECOND_ARGUMENT),
    (names.KEY, b"jwt.decode(", rb"jwt\.decode" + _SECOND_ARGUMENT),
    (names.KEY, b"sign(", rb"sign" + _SECOND_ARGUMENT),
)
_BEARER = (b"bearer ", rb"(?i)bearer (?P<value>[A-Za-z0-9._~+/=-]{16,400})")


class Assignment(NamedTuple):
    """A value at bytes [start, end), given to something of the kind (see `names`).

    certain: the text marks the value as one (quotes, an option, a configuration file); otherwise
    only a value that is plainly random may be taken for a credential.
    """

    kind: str
    start: int
    end: int
    certain: bool


def assignments(text: Text) -> Iterator[Assignment]:
    """Every assignment of the text, in no order, possibly twice."""
    for word in _WORDS:
        yield from _named(text, word)
    for kind, needle, pattern in _BY_POSITION:
        for match in _at(text, needle, pattern):
            yield Assignment(kind, *match.span("value"), True)
    for match in _at(text, *_BEARER):
        yield Assignment(names.KEY, *match.span("value"), False)


def _at(text: Text, needle: bytes, pattern: bytes) -> Iterator[re.Match[bytes]]:
    position = text.lower.find(needle)
    while position >= 0:
        match = compiled(pattern).match(text.data, position, position + _REACH)
        if match:
            yield match
        position = text.lower.find(needle, position + len(needle))


def _named(text: Text, word: bytes) -> Iterator[Assignment]:
    for match in _at(text, word, _SHAPE):
        start = _name_start(text.data, match.start())
        name = text.data[start : match.end("rest")].decode("utf-8", "replace")
        kind = names.kind(name)
        if kind:
            found = _judge(text, match, start, name, kind)
            if found:
                yield found


def _name_start(data: bytes, position: int) -> int:
    first = max(0, position - _LONGEST_NAME)
    while position > first and data[position - 1] in _NAME_BYTES:
        position -= 1
    return position


def _judge(text: Text, match: re.Match[bytes], start: int, name: str, kind: str) -> Assignment | None:
    """The assignment of a match, or None where its separator does not assign in such a place."""
    quoted_name = match["close"][-1:] in b"\"'`" and match["close"] != b""
    if match["next"] is not None and not (quoted_name and _takes_next(text.data, start, name, match.end())):
        return None
    if match["space"] is not None and not _assigns_by_space(text, start, name, match):
        return None
    if match["value"] is not None:
        call = match["call"]
        if call and not match["first"] and call.decode("ascii", "replace").rsplit(".", 1)[-1] not in _WRAPPERS:
            return None
        return Assignment(kind, *match.span("value"), match["element"] is None)
    return _judge_bare(text, match, name, kind)


def _takes_next(data: bytes, start: int, name: str, end: int) -> bool:
    """Whether the literal after the comma belongs to the name: `["--token", "VALUE"]`, `getenv("NAME", "VALUE")`.

    From start to end, name and value; a call may hold nothing but them.
    """
    return name.startswith("--") or bool(
        compiled(_OPENING).search(data, max(0, start - 80), start) and compiled(_CLOSING).match(data, end)
    )


def _assigns_by_space(text: Text, start: int, name: str, match: re.Match[bytes]) -> bool:
    """`--password VALUE`, `ENV NAME VALUE`, `#define NAME "VALUE"`, netrc, SQL's `PASSWORD 'VALUE'`."""
    if match["close"]:
        return False
    if name.startswith("--") or compiled(_COMMAND).search(text.data, max(0, start - 40), start):
        return True
    if name.lower() != "password":
        return False
    line = text.data[text.data.rfind(b"\n", 0, start) + 1 : start]
    return match["quote"] == b"'" or b"login " in line or file_kind(text.path) == NETRC


def _judge_bare(text: Text, match: re.Match[bytes], name: str, kind: str) -> Assignment | None:
    """A value without quotes: sure in configuration; in code only `name=value` inside a string."""
    where = file_kind(text.path)
    if match["bare"].startswith(b"$") or (match["close"] and where == CODE):  # a variable; an expression
        return None
    if match["assign"] is not None:
        adjacent = match["assign"] == b"="
        if where == CODE and not adjacent:
            return None
        return Assignment(kind, *match.span("bare"), where in (CONFIG, NETRC))
    if match["space"] is not None:
        return Assignment(kind, *match.span("bare"), True)
    if match["element"] is not None:
        ends_element = text.data[match.end("bare") : match.end("bare") + 2] == b"</"
        return Assignment(kind, *match.span("bare"), True) if ends_element else None
    return Assignment(kind, *match.span("bare"), where == CONFIG) if match["member"] is not None else None
