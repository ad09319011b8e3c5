"""Commands and lines of configuration, notes and transcripts."""

from __future__ import annotations

from pratique.secrets import names
from pratique.secrets.positions.code import USER_OF_ADDRESS
from pratique.secrets.positions.row import FIRST_WRAPPED, ON, Row

_BARE = rb"""["']?(?P<value>[^\s"'`$<>|;&,\])\\]{5,128})"""
_WHOLE = rb"""["']?(?P<value>[^\s"'`$<>]{5,128})"""
_ECHOED = rb"""(?:echo|printf)[ ](?:-n[ ]|["']%s["'][ ])?["']?(?P<value>[^\s"'`$|:]{5,128})["']?\Z"""
_SWITCHES = rb"(?:/\w{1,20}(?::\S{0,80})?[ ]){0,3}"

_COMMANDS = (
    Row(b"sqlplus ", rb"sqlplus(?:[ ]-\w{1,4})?[ ][\"']?\w{1,40}/(?P<value>[^\s\"'/@$]{5,128})@"),
    Row(b"zip ", rb"zip" + ON + rb"-P[ ]?" + _BARE),
    Row(b"7z", rb"7z[azr]?" + ON + rb"-p" + _BARE),
    Row(b"lftp ", rb"lftp" + ON + rb"-u[ ][\"']?[^\s,\"']{1,64},[\"']?(?P<value>[^\s,\"'$]{5,128})"),
    Row(b"ldap", rb"ldap\w{3,8}[ ]" + ON + rb"-w[ ]?" + _BARE),
    Row(b"twine ", rb"twine" + ON + rb"-p[ ]" + _BARE),
    Row(b"add_user ", rb"add_user[ ][\w.@-]{1,64}[ ]" + _BARE),
    Row(b"change_password ", rb"change_password[ ][\w.@-]{1,64}[ ]" + _BARE),
    Row(b"mosquitto_", rb"mosquitto_\w{3,6}[ ]" + ON + rb"-P[ ]?" + _BARE),
    Row(b"ipmitool ", rb"ipmitool" + ON + rb"-P[ ]?" + _BARE),
    Row(b"bcp ", rb"bcp[ ]" + ON + rb"-P[ ]?" + _BARE),
    Row(b"ssh-keygen ", rb"ssh-keygen" + ON + rb"-[NP][ ]" + _BARE),
    Row(
        b"net use ",
        rb"(?i:net use)(?:[ ][\w*]:)?[ ][\"']?\\\\[^\s\"']{1,80}[\"']?[ ]" + _SWITCHES + rb"(?!/)" + _BARE,
        names.GIVEN,
    ),
    Row(b"secret set ", rb"secret set[ ][\w-]{1,64}" + ON + rb"(?:-b|--body)[ =]?" + _BARE),
    Row(b"put-parameter ", rb"put-parameter(?=[^\r\n]{0,200}SecureString)" + ON + rb"--value[ =]" + _BARE),
    Row(
        b" | ",
        rb" \| (?:sudo )?(?:kinit\b|gh secret set\b|(?:npx )?(?:wrangler|vercel)\b)",
        before=_ECHOED,
    ),
    Row(b"schtasks ", rb"(?i:schtasks)" + ON + rb"/(?i:rp)[ ]" + _BARE),
    Row(b"freerdp", rb"freerdp" + ON + rb"/p:" + _BARE),
    Row(b"--private-key ", rb"--private-key (?P<value>(?:0x)?[0-9a-fA-F]{64})\b", names.KEY),
)
# JSON: the key of a section about tokens (ASP.NET's `"Jwt": { "Key": … }`); a password that Terraform made up.
_KEY_OF_SECTION = rb"""\w{0,16}"\s{0,3}:\s{0,3}\{[^{}]{0,300}?"(?i:key)"\s{0,3}:\s{0,3}"(?P<value>[^"\r\n]{8,256})\""""
_RESULT = rb"""\s{0,3}:\s{0,3}"(?s:.{1,600}?)"result"\s{0,3}:\s{0,3}"(?P<value>(?:[^"\\\r\n]|\\.){5,256})\""""
# Composer's accounts, by host; a cell in the face of code, or too long for a heading.
_OF_HOST = rb"""\s{0,3}:\s{0,3}\{\s{0,80}"[\w.-]{1,80}"\s{0,3}:\s{0,3}"(?P<value>[^"\s]{16,255})\""""
_CELL = rb"(?P<face>`)?(?P<value>(?(face)[^\s`|]{5,128}|[^\s`|]{10,128}))`?[ ]{0,40}\|"

_LINES = (
    Row(b'"jwt', rb'(?i:"jwt)' + _KEY_OF_SECTION, names.SIGNING),
    Row(b'"bcrypt_hash"', rb'"bcrypt_hash"' + _RESULT, names.GIVEN),
    Row(b"<auth-user-pass>", rb"<auth-user-pass>\s{1,8}[^\s<]{1,64}\s{1,8}(?P<value>[^\s<]{5,128})", names.GIVEN),
    Row(b"-setcookie ", rb"-setcookie[ ]" + _BARE, names.KEY),
    Row(b"erlang_cookie", rb"(?i:erlang_cookie)[\"']?\s{0,3}[:=][ \t]{0,3}" + _BARE, names.KEY),
    Row(b"sonar.login=", rb"sonar\.login=[\"']?(?P<value>(?:sq[apu]_)?[0-9a-f]{40})\b", names.KEY),
    Row(b"snmp-server community ", rb"snmp-server community[ ]" + _BARE),
    Row(b"masterauth ", rb"masterauth[ ]" + _BARE, before=rb"(?:\A|\n|--)\Z"),
    Row(b"sentinel auth-pass ", rb"sentinel auth-pass[ ][\w.-]{1,64}[ ]" + _BARE, before=rb"(?:\A|\n)\Z"),
    # Postfix: `[mail.host]:587 user:VALUE`.
    Row(b"]:", rb"\]:\d{2,5}[ \t]{1,20}[\w.@-]{1,64}:" + _WHOLE, before=rb"(?:\A|\n)\[[\w.-]{4,80}\Z"),
    Row(b"clear-text=", rb"clear-text=[\"'](?P<value>[^\"'\s$]{5,128})[\"']"),
    Row(b'"github-oauth"', rb'"github-oauth"' + _OF_HOST, names.KEY),
    Row(b'"gitlab-token"', rb'"gitlab-token"' + _OF_HOST, names.KEY),
    # A table of two columns: `| Password | VALUE |`.
    Row(
        b"password", rb"(?i:password)(?:\*\*)?[ ]{1,20}\|[ ]{1,3}" + _CELL, before=rb"(?:\A|\n)\|[ ]{1,3}[\w* ]{0,30}\Z"
    ),
    Row(b"isakmp key ", rb"isakmp key[ ](?:0[ ])?" + _BARE),
    Row(b"-server key ", rb"-server key[ ](?:0[ ])?" + _BARE),
    Row(b"@tcp(", before=USER_OF_ADDRESS),
    Row(b"@unix(", before=USER_OF_ADDRESS),
    Row(b"insecure-password ", rb"insecure-password[ ]" + _BARE),
    Row(b"rootpw ", rb"rootpw[ ](?:--plaintext[ ])?(?!--)" + _BARE),
    Row(b"bindpw ", rb"bindpw[ \t]{1,20}" + _WHOLE, names.GIVEN, rb"(?:\A|[\r\n])[ \t]*\Z"),
    Row(b": psk ", rb"(?i:: psk) \"(?P<value>[^\"\r\n]{5,128})\"", names.GIVEN),
    Row(b"-password", rb"-password(?:-again)?[ ]password[ ]" + _BARE),
    Row(b"secret 0 ", rb"secret 0[ ]" + _BARE),
    Row(b"password 0 ", rb"password 0[ ]" + _BARE),
    Row(b"login=", rb"login=[\w.-]{1,64}:" + _BARE),
    Row(
        b"chpasswd:",
        rb"chpasswd:[^\r\n]{0,20}\r?\n(?:[ ]{1,8}expire:[^\r\n]*\r?\n)?[ ]{1,8}list:[ ]\|[ ]*\r?\n[ ]{1,12}[\w-]{1,32}:"
        + _BARE,
    ),
    Row(b"password}", rb"(?i:password)\}[ ]{2,20}" + _BARE),
    Row(b"input password ", rb"(?i:input password)[ ]{2,20}[^\s]{1,60}[ ]{2,20}" + _BARE),
    Row(b"basic ", rb"(?i)basic (?P<value>[A-Za-z0-9+/]{12,200}={0,2})(?![\w-])"),
    Row(b"crypt('", rb"crypt" + FIRST_WRAPPED),
    # A remote of rclone: the account's number, then its key.
    Row(b"account = ", rb"account = [\w-]{4,64}[ \t]*\r?\n[ \t]*key = (?P<value>[^\s\"']{16,128})", names.KEY),
)

ROWS = (*_COMMANDS, *_LINES)
