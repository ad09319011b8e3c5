"""Commands and calls that give away a credential by its place, in any text.

A row of the table is a literal in lower case, which is looked for first, and a pattern that begins there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pratique.secrets import names
from pratique.secrets.detector import Text
from pratique.secrets.patterns import compiled
from pratique.secrets.reader import Assignment

_REACH = 700

_LITERAL = rb"""\s{0,40}[rbu]?(?P<quote>["'])(?P<value>[^"'\r\n]{5,256})(?P=quote)"""
_ARGUMENT = rb"""\s{0,40}[^,()\r\n]{1,80},"""
_FIRST_ARGUMENT = rb"\(" + _LITERAL
_SECOND_ARGUMENT = rb"\(" + _ARGUMENT + _LITERAL
_THIRD_ARGUMENT = rb"\(" + _ARGUMENT + _ARGUMENT + _LITERAL
_SECOND_OR_KEY = rb"\(" + _ARGUMENT + rb"\s{0,40}(?:key\s?=)?" + _LITERAL
# A key that the call decodes, of whatever length, and one of 16, 24 or 32 bytes.
_DECODED_ARGUMENT = rb"\(\s{0,40}(?:(?:bytes|base64|binascii)\.\w{1,20}\()?" + _LITERAL
_KEY_BYTES = (
    rb"""\(\s{0,40}[rb]?["'](?P<value>[0-9A-Fa-f]{32}|[0-9A-Fa-f]{48}|[0-9A-Fa-f]{64}|"""
    rb"""[\w+/-]{22}==|[\w+/-]{32}|[\w+/-]{43}=)["']"""
)
_AFTER_COLON = rb"""["']?[^\s:"'$]{1,64}:["']?(?P<value>[^\s"'@$]{5,128})"""
# An argument of a command, perhaps quoted, and what may stand between the command and it.
_WORD = rb"""["']?(?P<value>[^\s"'`$<>|;&,\])\\]{5,128})"""
_ON = rb"""[^\r\n|;&]{0,160}?[\s"']"""
# Calls, tuples (`user, password = "app", "…"`) and options that take a credential by position:
# (kind, needle in lower case, pattern).
_CONNECTION = (
    rb"""[^"'\r\n,()]{1,160}?[ ;](?i:password|passwd|pwd)\s?=\s?(?P<value>[^\s;&"'{}<>()\\,$]{5,128})(?=[\s;"'\\])"""
)
_CERTAIN = (
    *(
        (names.PASSWORD, start, rb"(?i:[a-z ]{2,8}=)" + _CONNECTION)
        for start in (b"host=", b"server=", b"user=", b"user id=", b"uid=")
    ),
    (names.PASSWORD, b"login(", rb"login" + _SECOND_ARGUMENT),
    (names.PASSWORD, b"auth", rb"auth\s{0,3}=\s{0,3}" + _SECOND_ARGUMENT),
    (names.PASSWORD, b"basicauth(", rb"(?i:basicauth)" + _SECOND_ARGUMENT),
    (names.PASSWORD, b"set_password(", rb"set_password" + _FIRST_ARGUMENT + rb"\s{0,40},?\s{0,40}\)"),
    (names.PASSWORD, b"setpassword(", rb"(?i:setpassword)" + _FIRST_ARGUMENT),
    (names.PASSWORD, b"create_superuser(", rb"create_superuser" + _THIRD_ARGUMENT),
    (names.PASSWORD, b"create_user(", rb"create_user" + _THIRD_ARGUMENT),
    (names.PASSWORD, b"connect(", rb"connect" + _THIRD_ARGUMENT),
    (names.PASSWORD, b"getconnection(", rb"getConnection" + _THIRD_ARGUMENT),
    (names.PASSWORD, b"mysqli(", rb"(?i:mysqli)" + _THIRD_ARGUMENT),
    (names.PASSWORD, b"pdo(", rb"(?i:pdo)" + _THIRD_ARGUMENT),
    (names.PASSWORD, b"password = ", rb"password = \(?" + _ARGUMENT + _LITERAL),
    (names.PASSWORD, b"passwd = ", rb"passwd = \(?" + _ARGUMENT + _LITERAL),
    (names.PASSWORD, b"pwd = ", rb"pwd = \(?" + _ARGUMENT + _LITERAL),
    (names.KEY, b"secret = ", rb"(?i:secret) = \(?" + _ARGUMENT + _LITERAL),
    (names.PASSWORD, b"set :", rb"set :\w{0,20}(?:password|passwd|passphrase)," + _LITERAL),
    (names.PASSWORD, b"-u ", rb"-u " + _AFTER_COLON),
    (names.PASSWORD, b"curl ", rb"curl[^\r\n|;&]{0,80}?[ ]-u" + _AFTER_COLON),
    (names.PASSWORD, b".password(", rb"\.password" + _FIRST_ARGUMENT),
    (names.PASSWORD, b"--user ", rb"--user " + _AFTER_COLON),
    (names.PASSWORD, b"--auth ", rb"--auth " + _AFTER_COLON),
    (names.PASSWORD, b"http -a ", rb"http -a " + _AFTER_COLON),
    (names.PASSWORD, b"https -a ", rb"https -a " + _AFTER_COLON),
    (names.PASSWORD, b"identified by ", rb"(?i:identified by(?: password)?)" + _LITERAL),
    (names.PASSWORD, b"sshpass -p", rb"sshpass -p ?" + _WORD),
    (names.PASSWORD, b"mysql", rb"mysql\w{0,12}[\"']?" + _ON + rb"-p[\"']?" + _WORD),
    (names.PASSWORD, b"mariadb", rb"mariadb[\w-]{0,12}[\"']?" + _ON + rb"-p[\"']?" + _WORD),
    (names.PASSWORD, b" login ", rb" login" + _ON + rb"-p[ =]" + _WORD),
    (names.PASSWORD, b"redis-cli", rb"redis-cli" + _ON + rb"-a[ ]" + _WORD),
    (names.PASSWORD, b"sqlcmd", rb"sqlcmd" + _ON + rb"-P[ ]?" + _WORD),
    (names.PASSWORD, b"unzip ", rb"unzip" + _ON + rb"-P[ ]?" + _WORD),
    (names.PASSWORD, b"smbclient", rb"smbclient" + _ON + rb"-U[ ]?[\"']?[\w\\.-]{1,64}%(?P<value>[^\s\"'$]{5,128})"),
    (names.PASSWORD, b"requirepass ", rb"requirepass " + _WORD),
    (names.PASSWORD, b"-storepass ", rb"-storepass " + _WORD),
    (names.PASSWORD, b"-keypass ", rb"-keypass " + _WORD),
    (names.PASSWORD, b"converttosecurestring", rb"(?i:ConvertToSecureString)[ ]" + _WORD),
    (names.PASSWORD, b"convertto-securestring", rb"(?i:ConvertTo-SecureString(?: -String)?)[ ]" + _WORD),
    (
        names.PASSWORD,
        b"echo ",
        rb"""echo (?:-n )?["']?(?:[\w.-]{1,32}:)?(?P<value>[^\s"'`$|:]{5,128})["']?\s{0,3}\|\s{0,3}"""
        rb"""(?:sudo -S|(?:sudo )?chpasswd|[^|\r\n]{0,80}--password-stdin|(?:sudo )?passwd)""",
    ),
    (names.PASSWORD, b"mongo", rb"mongo\w{0,8}[ ]" + _ON + rb"-p[ ]" + _WORD),
    (
        names.PASSWORD,
        b"htpasswd -",
        rb"htpasswd(?=(?:[ ]-\w+){0,3}?[ ]-\w{0,5}b)(?:[ ]-[A-Za-z]{1,6}(?:[ ]\d{1,2})?){1,4}[ ]"
        rb"(?:[^\s|;&>]{1,80}[ ])?[\w.@\"'-]{1,64}[ ]" + _WORD,
    ),
    (names.PASSWORD, b"openssl ", rb"openssl" + _ON + rb"-k[ ]" + _WORD),
    (names.PASSWORD, b"-pass", rb"-pass(?:in|out)?[ ][\"']?pass:" + _WORD),
    (names.PASSWORD, b"net user ", rb"(?i:net user) [\"']?[\w.-]{1,64}[\"']? (?!/)" + _WORD),
    (names.PASSWORD, b"password('", rb"(?<![\w.])PASSWORD" + _FIRST_ARGUMENT),
    (names.KEY, b"vault login ", rb"vault login (?:-[^\s]{1,80} ){0,3}(?:token=)?" + _WORD),
    (names.KEY, b"totp(", rb"(?i:totp)" + _FIRST_ARGUMENT),
    (names.SIGNING, b"aes.new(", rb"AES\.new" + _DECODED_ARGUMENT),
    (
        names.KEY,
        b"key = ",
        rb"(?<![\w.])(?i:key) = (?=[\w.]*(?:b64decode|fromhex|unhexlify)\()[\w.]{1,40}" + _KEY_BYTES,
    ),
    (names.KEY, b"fernet(", rb"Fernet" + _FIRST_ARGUMENT),
    (names.SIGNING, b"hmac.new(", rb"hmac\.new" + _FIRST_ARGUMENT),
    (names.SIGNING, b"jwt.encode(", rb"jwt\.encode" + _SECOND_OR_KEY),
    (names.SIGNING, b"jwt.decode(", rb"jwt\.decode" + _SECOND_OR_KEY),
    (names.KEY, b"sign(", rb"sign" + _SECOND_ARGUMENT),
)
_BEARER = (b"bearer ", rb"(?i)bearer (?P<value>[A-Za-z0-9._~+/=-]{16,400})")


def by_position(text: Text) -> Iterator[Assignment]:
    """What stands where commands and calls take a credential."""
    for kind, needle, pattern in _CERTAIN:
        for match in at(text, needle, pattern):
            yield Assignment(kind, *match.span("value"), True)
    for match in at(text, *_BEARER):
        yield Assignment(names.KEY, *match.span("value"), False)


def at(text: Text, needle: bytes, pattern: bytes) -> Iterator[re.Match[bytes]]:
    """The matches of the pattern that begin where the needle stands in the text in lower case."""
    position = text.lower.find(needle)
    while position >= 0:
        match = compiled(pattern).match(text.data, position, position + _REACH)
        if match:
            yield match
        position = text.lower.find(needle, position + len(needle))
