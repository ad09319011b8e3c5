"""Calls, statements and lines of other languages than Python that take a credential by its place.

A row is a literal in lower case, looked for first, and a pattern that begins there. Which table a
file gets, its extension says: a needle costs a pass over the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pratique.secrets import names
from pratique.secrets.commands import at
from pratique.secrets.detector import Text
from pratique.secrets.filekind import CODE, LOCK, file_kind
from pratique.secrets.patterns import compiled
from pratique.secrets.reader import Assignment

# A literal, perhaps made into bytes first, and an argument before it.
_LITERAL = (
    rb"""\s{0,40}(?:(?:new )?[\w.\[\]]{1,40}\(\s{0,40})?@?(?P<quote>["'`])(?P<value>[^"'`\r\n]{5,256})(?P=quote)"""
)
_ARGUMENT = rb"""\s{0,40}[^,()\r\n]{1,80},"""
_FIRST = rb"\(" + _LITERAL
_SECOND = rb"\(" + _ARGUMENT + _LITERAL
_THIRD = rb"\(" + _ARGUMENT + _ARGUMENT + _LITERAL
_USER_AND = rb"""\(\s{0,20}["'`][\w.@-]{1,64}:(?P<value>[^"'`\s]{5,128})["'`]"""
_BARE = rb"""["']?(?P<value>[^\s"'`$<>|;&,\])\\]{5,128})"""
_OPTION = rb"""[^\r\n|;&]{0,160}?[\s"']"""


class Row(NamedTuple):
    """What is given by its place: the kind, the needle, the pattern."""

    kind: str
    needle: bytes
    pattern: bytes


_CODE = (
    Row(names.PASSWORD, b"plainauth(", rb"(?i:plainauth)" + _THIRD),
    Row(names.PASSWORD, b"ssh.password(", rb"(?i:ssh\.password)" + _FIRST),
    Row(names.PASSWORD, b"networkcredential(", rb"(?i:networkcredential)" + _SECOND),
    Row(names.PASSWORD, b"passwordauthentication(", rb"(?i:passwordauthentication)" + _SECOND),
    Row(names.PASSWORD, b"passwordcredentials(", rb"(?i:passwordcredentials)" + _SECOND),
    Row(names.PASSWORD, b"passwordauthenticationtoken(", rb"(?i:passwordauthenticationtoken)" + _SECOND),
    Row(names.PASSWORD, b"wifi.begin(", rb"(?i:wifi\.begin)" + _SECOND),
    Row(names.PASSWORD, b"sequelize(", rb"(?i:sequelize)" + _THIRD),
    Row(names.PASSWORD, b"btoa(", rb"btoa" + _USER_AND),
    Row(names.PASSWORD, b"buffer.from(", rb"(?i:buffer\.from)" + _USER_AND),
    Row(
        names.PASSWORD,
        b"basic_auth ",
        rb"basic_auth[ ]\(?\s{0,3}[\"'][^\"'\r\n]{1,64}[\"'],[ ]{0,3}[\"'](?P<value>[^\"'\s]{5,128})[\"']",
    ),
    Row(names.PASSWORD, b".load(", rb"\.load\([\w.]{1,40},\s{0,3}\"(?P<value>[^\"\s]{5,128})\"\.toCharArray\("),
    Row(names.KEY, b"hmac.new(", rb"hmac\.New" + _SECOND),
    Row(names.KEY, b"createhmac(", rb"(?i:createhmac)" + _SECOND),
    Row(names.KEY, b"hash_hmac(", rb"(?i:hash_hmac)" + _THIRD),
    Row(names.SIGNING, b"jwt.sign(", rb"(?i:jwt\.sign)" + _SECOND),
    Row(names.SIGNING, b"session(", rb"(?i:session)\(\{[^{}]{0,200}?\bsecret:" + _LITERAL),
    Row(names.SIGNING, b"cookieparser(", rb"(?i:cookieparser)" + _FIRST),
    Row(names.SIGNING, b"jwt.verify(", rb"(?i:jwt\.verify)" + _SECOND),
    Row(names.KEY, b"symmetricsecuritykey(", rb"(?i:symmetricsecuritykey)" + _FIRST),
    Row(names.KEY, b"secretkeyspec(", rb"(?i:secretkeyspec)" + _FIRST),
    # A field of a page and what is typed into it.
    Row(
        names.PASSWORD,
        b"password",
        rb"(?i:password)[^\r\n(){}]{0,8}[\"'`]\)?(?:\.type\(|\.fill\(|,)\s{0,3}[\"'](?P<value>[^\"'\s]{5,128})[\"']\)",
    ),
    Row(names.PASSWORD, b"@tcp(", rb""),
    Row(names.PASSWORD, b"@unix(", rb""),
)
_PYTHON = (
    Row(
        names.PASSWORD,
        b"expect(",
        rb"""expect\(\s{0,9}[rb]?["'][^"'\r\n]{0,40}(?i:pass(?:word|code|phrase)?)[^"'\r\n]{0,20}["'][^\r\n()]{0,40}\)[;\s]{1,80}"""
        rb"""[\w.]{1,40}\.send(?:line)?\([rb]?["'](?P<value>[^"'\s\\]{5,128})(?:\\[rn]){0,2}["']""",
    ),
    Row(
        names.PASSWORD,
        b"read_until(",
        rb"""read_until\(\s{0,9}[rb]?["'][^"'\r\n]{0,40}(?i:pass(?:word|code)?)[^"'\r\n]{0,20}["'][^\r\n()]{0,40}\)[;\s]{1,80}"""
        rb"""[\w.]{1,40}\.write\([rb]?["'](?P<value>[^"'\s\\]{5,128})(?:\\[rn]){0,2}["']""",
    ),
    Row(names.PASSWORD, b"b64encode(", rb"b64encode\(\s{0,9}[rb]?[\"'][\w.@-]{1,64}:(?P<value>[^\"'\s]{5,128})[\"']"),
    Row(names.PASSWORD, b"connect(", rb"connect\([\"']\w{1,40}/(?P<value>[^\s\"'/@]{5,128})@[\w.:/-]{2,80}[\"']"),
)
_LINES = (
    Row(names.PASSWORD, b"@tcp(", rb""),
    Row(names.PASSWORD, b"sqlplus ", rb"sqlplus(?:[ ]-\w{1,4})?[ ][\"']?\w{1,40}/(?P<value>[^\s\"'/@$]{5,128})@"),
    Row(names.PASSWORD, b"zip ", rb"zip" + _OPTION + rb"-P[ ]?" + _BARE),
    Row(names.PASSWORD, b"7z", rb"7z[azr]?" + _OPTION + rb"-p" + _BARE),
    Row(
        names.PASSWORD, b"lftp ", rb"lftp" + _OPTION + rb"-u[ ][\"']?[^\s,\"']{1,64},[\"']?(?P<value>[^\s,\"'$]{5,128})"
    ),
    Row(names.PASSWORD, b"ldap", rb"ldap\w{3,8}[ ]" + _OPTION + rb"-w[ ]?" + _BARE),
    Row(names.PASSWORD, b"twine ", rb"twine" + _OPTION + rb"-p[ ]" + _BARE),
    Row(names.PASSWORD, b"add_user ", rb"add_user[ ][\w.@-]{1,64}[ ]" + _BARE),
    Row(names.PASSWORD, b"change_password ", rb"change_password[ ][\w.@-]{1,64}[ ]" + _BARE),
    Row(names.PASSWORD, b"mosquitto_", rb"mosquitto_\w{3,6}[ ]" + _OPTION + rb"-P[ ]?" + _BARE),
    Row(names.PASSWORD, b"ipmitool ", rb"ipmitool" + _OPTION + rb"-P[ ]?" + _BARE),
    Row(names.PASSWORD, b"bcp ", rb"bcp[ ]" + _OPTION + rb"-P[ ]?" + _BARE),
    Row(names.PASSWORD, b"ssh-keygen ", rb"ssh-keygen" + _OPTION + rb"-[NP][ ]" + _BARE),
    Row(names.PASSWORD, b"net use ", rb"(?i:net use)(?:[ ][\w*]:)?[ ][\"']?\\\\[^\s\"']{1,80}[\"']?[ ](?!/)" + _BARE),
    Row(names.PASSWORD, b"secret set ", rb"secret set[ ][\w-]{1,64}" + _OPTION + rb"(?:-b|--body)[ =]?" + _BARE),
    Row(
        names.PASSWORD,
        b"put-parameter ",
        rb"put-parameter(?=[^\r\n]{0,200}SecureString)" + _OPTION + rb"--value[ =]" + _BARE,
    ),
    Row(
        names.PASSWORD,
        b" | ",
        rb"",
    ),
    Row(names.PASSWORD, b"insecure-password ", rb"insecure-password[ ]" + _BARE),
    Row(names.PASSWORD, b"rootpw ", rb"rootpw[ ](?:--plaintext[ ])?(?!--)" + _BARE),
    Row(names.PASSWORD, b"-password", rb"-password(?:-again)?[ ]password[ ]" + _BARE),
    Row(names.PASSWORD, b"secret 0 ", rb"secret 0[ ]" + _BARE),
    Row(names.PASSWORD, b"password 0 ", rb"password 0[ ]" + _BARE),
    Row(names.PASSWORD, b"login=", rb"login=[\w.-]{1,64}:" + _BARE),
    Row(
        names.PASSWORD,
        b"chpasswd:",
        rb"chpasswd:[^\r\n]{0,20}\r?\n(?:[ ]{1,8}expire:[^\r\n]*\r?\n)?[ ]{1,8}list:[ ]\|[ ]*\r?\n[ ]{1,12}[\w-]{1,32}:"
        + _BARE,
    ),
    Row(names.PASSWORD, b"password}", rb"(?i:password)\}[ ]{2,20}" + _BARE),
    Row(names.PASSWORD, b"input password ", rb"(?i:input password)[ ]{2,20}[^\s]{1,60}[ ]{2,20}" + _BARE),
    Row(names.PASSWORD, b"basic ", rb"(?i)basic (?P<value>[A-Za-z0-9+/]{12,200}={0,2})(?![\w-])"),
    Row(names.PASSWORD, b"crypt('", rb"crypt" + _FIRST),
)
# What stands before these needles: `app:VALUE@tcp(…)`, `echo VALUE | gh secret set …`.
_BEFORE = {
    b"@tcp(": rb"""["'`\s=][\w.-]{1,64}:(?P<value>[^\s"'`@/]{5,128})\Z""",
    b"@unix(": rb"""["'`\s=][\w.-]{1,64}:(?P<value>[^\s"'`@/]{5,128})\Z""",
    b" | ": rb"""(?:echo|printf)[ ](?:-n[ ]|["']%s["'][ ])?["']?(?P<value>[^\s"'`$|:]{5,128})["']?\Z""",
}
_TAKES_INPUT = rb" \| (?:sudo )?(?:kinit\b|gh secret set\b|(?:npx )?(?:wrangler|vercel)\b)"
_REACH = 240


def by_call(text: Text) -> Iterator[Assignment]:
    """What stands where the calls, commands and lines of such a file take a credential."""
    for row in _rows(text.path):
        before = _BEFORE.get(row.needle)
        if before is None:
            for match in at(text, row.needle, row.pattern):
                yield Assignment(row.kind, *match.span("value"), True)
            continue
        for match in at(text, row.needle, _TAKES_INPUT if row.needle == b" | " else rb""):
            start = max(0, match.start() - _REACH)
            found = compiled(before).search(text.data, start, match.start())
            if found:
                yield Assignment(row.kind, *found.span("value"), True)


def _rows(path: str) -> tuple[Row, ...]:
    if path.endswith((".py", ".pyi")):
        return _PYTHON
    if path.endswith(".ino"):
        return _CODE
    if path.endswith((".po", ".pot", ".css", ".map", ".html")):
        return ()
    kind = file_kind(path)
    if kind == CODE:
        return _CODE
    return () if kind == LOCK else _LINES
