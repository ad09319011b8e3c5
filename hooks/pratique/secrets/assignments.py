"""Where text gives a value to a name that sounds like a credential.

Covers assignments, keyword arguments, dictionary entries, defaults of look-ups, environment lines,
headers, command-line options, XML elements and calls that log in. The words are looked for with
`bytes.find`; regular expressions start at a word and are bounded, so the cost is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.secrets import names
from pratique.secrets.by_position import by_position
from pratique.secrets.detector import Text
from pratique.secrets.filekind import CODE, CONFIG, NETRC, PROSE, file_kind
from pratique.secrets.patterns import compiled
from pratique.secrets.reader import Assignment, read
from pratique.secrets.search import at, line_after, line_before
from pratique.secrets.sentences import sentences

_WORDS = (b"pass", b"pwd", b"_pw", b"secret", b"token", b"key", b"credential", b"auth", b"_pat", b"psk")
_FOREIGN_WORDS = (b"pswd", b"senha", b"kennwort", b"contrase", b"seed", b"pepper", b"mnemonic", b"phrase")
_NAME_BYTES = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
_LONGEST_NAME = 60

_QUOTED = rb"""
    (?: @ | N | [rbufRBUF]{0,2} ) (?: ["'] (?=\\["']) )? (?P<quote> \"{3} | '{3} | \\?["'`] )
    (?: (?i:bearer|token|basic|apikey) [ ] )?
    (?P<value> (?: [^"'`\r\n\\] | (?!(?P=quote)) ["'`\\] ){1,300}? ) (?P=quote)
"""
_SEPARATOR = rb"""
    (?: (?P<assign> [ \t]{0,8} (?: : [ \t]{0,3} [A-Za-z_*&] [\w.\[\], |]{0,40}? [ \t]{0,3} (?==[^=\r\n])
                | [ ] \{ [ ] get; [^{}\r\n]{0,40} \} (?= \s?=) | [ ] (?: As [ ] \w{2,20} | string ) (?= \s?=) )?
          [ \t]{0,40} (?: => | := | =3D | ={1,3} | \?\??= | \|\|= | <- | !==? | : )
          [ \t]{0,40} (?: [\\(]? \r?\n [ \t]{0,80} )? \(? [ \t]{0,8} (?: \x1b\[ [0-9;]{0,12} m )? )
      | (?P<member> (?: [,;]? \s{1,80} | :[ ]? \{ \s{0,80} ) \\?["']?
          (?: (?i:parameter)?[vV]alue | content (?==) ) \\?["']?
          [ \t]{0,3} [:=] [ \t]{0,3} )
      | (?P<next> [ \t]{0,3} , \s{0,80}
          (?: (?: \w+ \s? = [^,"'()\r\n]{1,40} , \s{0,80} ){0,4} default \s{0,3} = \s{0,3} )? )
      | (?P<default> [ \t]{0,3} \{ [^{}]{0,160}? default [ \t]{0,20} = [ \t]{0,3} )
      | (?P<element> (?: [ ] [\w:-]{1,20} = ["'] [^<>\r\n]{0,80} ["'] )? > (?: \s{0,40} <Value> )?
          | </t[dh]> \s{0,40} <t[dh]> )
      | (?P<either> \)? [ ]{1,3} (?: or | \?\? | \|\| | \?: | if [ ] [\w.]{1,30} [ ] else ) [ ]{1,3} )
      | (?P<told> [ ] (?: to | is | as ) [ ] )
      | (?P<item> [ ]? \r?\n [ ]{0,40} - [ ] )
      | (?P<space> [ \t]{1,20} )
    )
"""
# Between the separator and the literal: a look-up with a fallback, or a wrapper around the literal.
_INDIRECT = rb"""
    (?: [A-Za-z_][\w.]{0,60} (?: \( [^()\r\n]{0,80} \) | \[ [^\]\r\n]{0,80} \] )?
          [ ]{1,3} (?: or | \?\? | \|\| | \?: ) [ ]{1,3}
      | [^"'\r\n;]{1,80}? [ ] else [ ]
      | (?P<call> (?: \[\] )? [A-Za-z_][\w.:]{0,60} ) \( \s{0,40}
          (?P<first> ["'] [^"'\r\n]{0,80} ["'] \s{0,3} , \s{0,40} | \.\.\. \s{0,3} , \s{0,40} )?
          (?: default \s{0,3} = \s{0,3} )?
    )?
"""
# The value is taken whole or not at all: no end before its own could be followed by what has to follow.
_BARE = rb"""
    (?: (?i:bearer|token|basic) [ ] )?
    (?= (?P<bare> [^\s"'`,;<>(){}\[\]|\\&]{5,300} ) ) (?P=bare) (?= [\s"'`,;<>&\\)}\]] | \Z )
"""
_SHAPE = (
    rb"(?x) (?P<rest> [\w\-\x80-\xc3]{1,60} ) (?![\w\-]) (?P<close> \\?[\"'`]? \]? ) "
    + _SEPARATOR
    + rb"(?: "
    + _INDIRECT
    + _QUOTED
    + rb" | "
    + _BARE
    + rb" )"
)
# Functions that only wrap or encode the literal they are given.
_WRAPPERS = frozenset(
    {"SecretStr", "SecretBytes", "Secret", "Field", "str", "bytes", "String", "byte", "from", "GetBytes", "quote"}
)
_DECODERS = frozenset({"b64decode", "urlsafe_b64decode", "fromhex", "unhexlify", "a2b_hex"})
_OPENING = rb"""[\w\])]\(\s{0,60}[rbu]?\\?["'`]\Z"""
_CLOSING = rb"\s{0,40},?\s{0,40}(?:\)|(?:cast|help|type|required)\s?=)"
_COMMAND = (
    rb"(?:\A|[\r\n])[ \t]*(?:ENV|ARG|#[ \t]*define|setx?|setenv|SetEnv|SET|set(?:-environment)?(?:[ ]-\w{1,3}){1,3}"
    rb"|proxy_set_header|add_header|fastcgi_param|uwsgi_param|(?:Request)?Header[ \t]+(?:always[ \t]+)?set)"
    rb"[ \t]+\Z"
)


_SHELL_VARIABLE = rb"\$\{(?:[\w-]{1,30}\.){0,4}\Z"


def assignments(text: Text) -> Iterator[Assignment]:
    """Every assignment of the text, in no order, possibly twice."""
    for word in (*_WORDS, *_FOREIGN_WORDS):
        yield from _named(text, word)
    yield from by_position(text)
    yield from sentences(text)
    yield from read(text)


def _named(text: Text, word: bytes) -> Iterator[Assignment]:
    for match in at(text, word, _SHAPE):
        start = _name_start(text.data, match.start())
        name = text.data[start : match.end("rest")].decode("utf-8", "replace")
        if name.lower() == "key" and text.data[start - 1 : start] == b"." and file_kind(text.path) != CODE:
            start = _name_start(text.data, start - 1)  # `api.key`: `key` alone says nothing
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
    if match["item"] is not None and not name.startswith("--"):
        return None
    if match["space"] is not None and not _assigns_by_space(text, start, name, match):
        return None
    if match["value"] is not None:
        call = match["call"]
        if (
            call
            and not match["first"]
            and compiled(rb"[.:\]]").split(call)[-1].decode("ascii", "replace") not in _WRAPPERS | _DECODERS
        ):
            return None
        if match["told"] is not None and not quoted_name:
            return None
        return Assignment(kind, *match.span("value"), match["element"] is None and match["told"] is None)
    return _judge_bare(text, match, start, name, kind)


def _takes_next(data: bytes, start: int, name: str, end: int) -> bool:
    """Whether the literal after the comma belongs to the name: `["--token", "VALUE"]`, `getenv("NAME", "VALUE")`.

    From start to end, name and value; a call may hold nothing but them.
    """
    return name.startswith("--") or bool(
        compiled(_OPENING).search(data, max(0, start - 80), start) and compiled(_CLOSING).match(data, end)
    )


def _assigns_by_space(text: Text, start: int, name: str, match: re.Match[bytes]) -> bool:
    """`--password VALUE`, `ENV NAME VALUE`, `#define NAME "…"`, netrc, SQL's `PASSWORD '…'`, Elixir's `@token "…"`."""
    if match["close"]:
        return False
    marked = name.startswith("-") or text.data[start - 1 : start] == b"@"
    if name.startswith("--") or (marked and match["quote"]):
        return True
    if compiled(_COMMAND).search(text.data, max(0, start - 40), start):
        return True
    if name == "SECRET" and match["quote"] == b"'":
        return True
    if name.lower() != "password":
        return False
    return match["quote"] == b"'" or b"login " in line_before(text.data, start) or file_kind(text.path) == NETRC


def _judge_bare(text: Text, match: re.Match[bytes], start: int, name: str, kind: str) -> Assignment | None:
    """A value without quotes: sure in configuration; in code only `name=value` inside a string."""
    if compiled(_SHELL_VARIABLE).search(text.data, max(0, start - 60), start):
        return _default_of_variable(match, kind)
    where = file_kind(text.path)
    if match["bare"].startswith(b"$") or (match["close"] and where == CODE):  # a variable; an expression
        return None
    if match["assign"] is not None:
        if b"\n" in match["assign"] and not match["assign"].rstrip().endswith((b":", b"(", b"\\")):
            return None  # a name without a value, and the next line
        adjacent = match["assign"] == b"="
        if where == CODE and (not adjacent or (b"?" in match["bare"] and b":" in match["bare"])):
            return _printed(text.data, match, start, kind)
        certain = where in (CONFIG, NETRC) or _stands_out(text, match, start, name, where)
        return Assignment(kind, *match.span("bare"), certain)
    if match["space"] is not None or match["item"] is not None:
        return Assignment(kind, *match.span("bare"), True)
    if match["element"] is not None:
        ends_element = text.data[match.end("bare") : match.end("bare") + 2] == b"</"
        return Assignment(kind, *match.span("bare"), True) if ends_element else None
    return Assignment(kind, *match.span("bare"), where == CONFIG) if match["member"] is not None else None


def _printed(data: bytes, match: re.Match[bytes], start: int, kind: str) -> Assignment | None:
    """The value at the end of a string that says what it is: `print("password: VALUE")`."""
    end = match.end("bare")
    quote = data[end : end + 1]
    if match["assign"] != b": " or quote not in (b'"', b"'", b"`"):
        return None
    return Assignment(kind, *match.span("bare"), False) if line_before(data, start).count(quote) % 2 else None


def _default_of_variable(match: re.Match[bytes], kind: str) -> Assignment | None:
    """`${NAME:-VALUE}` and `${NAME:=VALUE}` of shells (POSIX, 2.6.2); `:?` and `:+` hold messages and switches."""
    start, end = match.span("bare")
    if match["assign"] is None or not match["assign"].endswith((b":", b":=")) or match["bare"][:1] in b"?+":
        return None
    return Assignment(kind, start + (match["bare"][:1] == b"-"), end, True)


def _stands_out(text: Text, match: re.Match[bytes], start: int, name: str, where: str) -> bool:
    """`PGPASSWORD=…` and `--password=…` in a command, a line of nothing else, `password=` in a log."""
    value = match["bare"]
    if b"pass" in value.lower():
        return False
    if match["assign"] == b"=" and not match["close"] and (name.isupper() or name.startswith("--")):
        return True
    if where != PROSE:
        return False
    numbered = match["assign"] == b"=" and sum(byte in b"0123456789" for byte in value) >= 2 and len(value) >= 8
    return numbered or _is_whole_line(text.data, start, match.end("bare"))


def _is_whole_line(data: bytes, start: int, end: int) -> bool:
    """Whether a line holds no more than name and value, and the marks of a list or of a quotation."""
    return not line_before(data, start).strip(b" \t>*+-#") and not line_after(data, end).strip()
