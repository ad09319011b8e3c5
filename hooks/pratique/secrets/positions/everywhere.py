"""Calls, tuples (`user, password = "app", "…"`), options and headers that give away a credential in any text."""

from __future__ import annotations

from pratique.secrets import names
from pratique.secrets.positions.row import ARGUMENT, FIRST, LITERAL, ON, SECOND, THIRD, UUID, WORD, Row

_SECOND_OR_KEY = rb"\(" + ARGUMENT + rb"\s{0,40}(?:key\s?=)?" + LITERAL
# A key that the call decodes, of whatever length, and one of 16, 24 or 32 bytes.
_DECODED = rb"\(\s{0,40}(?:(?:bytes|base64|binascii)\.\w{1,20}\()?" + LITERAL
_KEY_BYTES = (
    rb"""\(\s{0,40}[rb]?["'](?P<value>[0-9A-Fa-f]{32}|[0-9A-Fa-f]{48}|[0-9A-Fa-f]{64}|"""
    rb"""[\w+/-]{22}==|[\w+/-]{32}|[\w+/-]{43}=)["']"""
)
_AFTER_COLON = rb"""["']?[^\s:"'$]{1,64}:["']?(?P<value>[^\s"'@$]{5,128})"""
_CONNECTION = (
    rb"""[^"'\r\n,()]{1,160}?[ ;](?i:password|passwd|pwd)\s?=\s?(?P<value>[^\s;&"'{}<>()\\,$]{5,128})(?=[\s;"'\\])"""
)
# What Gradle writes into an Android application: `buildConfigField "String", "API_KEY", "\\"…\\""`.
_BUILT_IN = (
    rb"""[ (]{1,3}["'](?i:string)["'],\s{0,9}["']\w{0,40}(?i:key|secret|token|password)\w{0,12}["'],"""
    rb"""\s{0,9}["'](?:\\["'])?(?P<value>[^"'\\\s]{5,256})"""
)
# Keycloak's secrets are UUIDs, as those of other servers of OAuth are.
_OF_CLIENT = rb"""[-_]?secret\\?["']?\s{0,3}(?:=>|[:=])\s{0,3}\\?["']?""" + UUID
# A parameter of an address, as servers of the Model Context Protocol take their keys.
_OF_QUERY = rb"""[?&][\w-]{0,20}\Z"""

_CALLS = (
    Row(b"login(", rb"login" + SECOND),
    Row(b"auth", rb"auth\s{0,3}=\s{0,3}" + SECOND),
    Row(b"basicauth(", rb"(?i:basicauth)" + SECOND),
    Row(b"set_password(", rb"set_password" + FIRST + rb"\s{0,40},?\s{0,40}\)"),
    Row(b"setpassword(", rb"(?i:setpassword)" + FIRST),
    Row(b"create_superuser(", rb"create_superuser" + THIRD),
    Row(b"create_user(", rb"create_user" + THIRD),
    Row(b"connect(", rb"connect" + THIRD),
    Row(b"getconnection(", rb"getConnection" + THIRD),
    Row(b"mysqli(", rb"(?i:mysqli)" + THIRD),
    Row(b"pdo(", rb"(?i:pdo)" + THIRD),
    Row(b".password(", rb"\.password" + FIRST),
    Row(b"password('", rb"(?<![\w.])PASSWORD" + FIRST),
    Row(b".connect(", rb"\.connect" + SECOND, before=rb"(?i)\b(?:wlan|wifi|sta_if|station|nic)\Z"),
    Row(b"authenticate(", rb"authenticate" + SECOND),
    Row(b"set_access_token(", rb"set_access_token" + SECOND, names.KEY),
    Row(b"apikey(", rb"(?i:apikey)" + FIRST, names.KEY),
    Row(b"api_key(", rb"(?i:api_key)" + FIRST, names.KEY),
    Row(b"token(", rb"(?i:token)" + FIRST, names.KEY, rb"(?i)(?:set|with|access|auth|bearer)_?\Z"),
    Row(b"userpwd", rb"""(?i:userpwd)[ ]?(?:,|=>|=)[ ]?["'][\w.@-]{1,64}:(?P<value>[^"'\s]{5,128})["']"""),
    Row(b"totp(", rb"(?i:totp)" + FIRST, names.KEY),
    Row(b"aes.new(", rb"AES\.new" + _DECODED, names.SIGNING),
    Row(b"fernet(", rb"Fernet" + FIRST, names.KEY),
    Row(b"hmac.new(", rb"hmac\.new" + FIRST, names.SIGNING),
    Row(b"jwt.encode(", rb"jwt\.encode" + _SECOND_OR_KEY, names.SIGNING),
    Row(b"jwt.decode(", rb"jwt\.decode" + _SECOND_OR_KEY, names.SIGNING),
    Row(b"sign(", rb"sign" + SECOND, names.KEY),
)
_ASSIGNED = (
    *(
        Row(start, rb"(?i:[a-z ]{2,16}=)" + _CONNECTION)
        for start in (b"host=", b"server=", b"user=", b"user id=", b"uid=", b"data source=")
    ),
    Row(b"password = ", rb"password = \(?" + ARGUMENT + LITERAL),
    Row(b"passwd = ", rb"passwd = \(?" + ARGUMENT + LITERAL),
    Row(b"pwd = ", rb"pwd = \(?" + ARGUMENT + LITERAL),
    Row(b"secret = ", rb"(?i:secret) = \(?" + ARGUMENT + LITERAL, names.KEY),
    Row(b"buildconfigfield", rb"(?i:buildconfigfield)" + _BUILT_IN, names.KEY),
    Row(b"resvalue", rb"(?i:resvalue)" + _BUILT_IN, names.KEY),
    *(
        Row(word, rb"(?i:client)" + rb"(?i:" + _OF_CLIENT + rb")", names.GIVEN)
        for word in (b"clientsecret", b"client_secret", b"client-secret")
    ),
    # npm's tokens were UUIDs until 2021, those of private registries are still.
    Row(b"authtoken", rb"(?i:authtoken)[\"']?\s{0,3}[:=]\s{0,3}[\"']?" + UUID, names.GIVEN),
    Row(b"set :", rb"set :\w{0,20}(?:password|passwd|passphrase)," + LITERAL),
    Row(b"identified by ", rb"(?i:identified by(?: password)?)" + LITERAL),
    Row(
        b"key = ",
        rb"(?<![\w.])(?i:key) = (?=[\w.]*(?:b64decode|fromhex|unhexlify)\()[\w.]{1,40}" + _KEY_BYTES,
        names.KEY,
    ),
)
_COMMANDS = (
    Row(b"-u ", rb"-u " + _AFTER_COLON),
    Row(b"curl ", rb"curl[^\r\n|;&]{0,80}?[ ]-u" + _AFTER_COLON),
    Row(b"--user ", rb"--user " + _AFTER_COLON),
    Row(b"--auth ", rb"--auth " + _AFTER_COLON),
    Row(b"http -a ", rb"http -a " + _AFTER_COLON),
    Row(b"https -a ", rb"https -a " + _AFTER_COLON),
    Row(b"sshpass -p", rb"sshpass -p ?" + WORD),
    Row(b"mysql", rb"mysql\w{0,12}[\"']?" + ON + rb"-p[\"']?" + WORD),
    Row(b"mariadb", rb"mariadb[\w-]{0,12}[\"']?" + ON + rb"-p[\"']?" + WORD),
    Row(b" login ", rb" login" + ON + rb"-p[ =]" + WORD),
    Row(b"redis-cli", rb"redis-cli" + ON + rb"-a[ ]" + WORD),
    Row(b"sqlcmd", rb"sqlcmd" + ON + rb"-P[ ]?" + WORD),
    Row(b"unzip ", rb"unzip" + ON + rb"-P[ ]?" + WORD),
    Row(b"smbclient", rb"smbclient" + ON + rb"-U[ ]?[\"']?[\w\\.-]{1,64}%(?P<value>[^\s\"'$]{5,128})"),
    Row(b"requirepass ", rb"requirepass " + WORD),
    Row(b"-storepass ", rb"-storepass " + WORD),
    Row(b"-keypass ", rb"-keypass " + WORD),
    Row(b"converttosecurestring", rb"(?i:ConvertToSecureString)[ ]" + WORD),
    Row(b"convertto-securestring", rb"(?i:ConvertTo-SecureString(?: -String)?)[ ]" + WORD),
    Row(
        b"echo ",
        rb"""echo (?:-n )?["']?(?:[\w.-]{1,32}:)?(?P<value>[^\s"'`$|:]{5,128})["']?\s{0,3}\|\s{0,3}"""
        rb"""(?:sudo -S|(?:sudo )?chpasswd|[^|\r\n]{0,80}--password-stdin|(?:sudo )?passwd)""",
    ),
    Row(b"mongo", rb"mongo\w{0,8}[ ]" + ON + rb"-p[ ]" + WORD),
    Row(
        b"htpasswd -",
        rb"htpasswd(?=(?:[ ]-\w+){0,3}?[ ]-\w{0,5}b)(?:[ ]-[A-Za-z]{1,6}(?:[ ]\d{1,2})?){1,4}[ ]"
        rb"(?:[^\s|;&>]{1,80}[ ])?[\w.@\"'-]{1,64}[ ]" + WORD,
    ),
    Row(b"openssl ", rb"openssl" + ON + rb"-k[ ]" + WORD),
    Row(b"-pass", rb"-pass(?:in|out)?[ ][\"']?pass:" + WORD),
    Row(b"net user ", rb"(?i:net user) [\"']?[\w.-]{1,64}[\"']? (?!/)" + WORD),
    Row(b"vault login ", rb"vault login (?:-[^\s]{1,80} ){0,3}(?:token=)?" + WORD, names.KEY),
    # Redis: `user NAME on >PASSWORD` of an access list, and ACL SETUSER.
    Row(b" >", rb" >(?P<value>[^\s>]{5,128})", names.GIVEN, rb"(?i)\buser \S{1,64}(?: \S{1,40}){0,3}\Z"),
)
_HEADERS = (
    Row(
        b"authorization",
        rb"""(?i:authorization)\\?["']?\s{0,3}[:=,]\s{0,3}\\?["']?(?i:bearer|token)[ ]""" + UUID,
        names.GIVEN,
    ),
    *(
        Row(word, rb"(?i:" + word[:-1].replace(b"_", rb"[_-]?") + rb")=" + UUID, names.GIVEN, _OF_QUERY)
        for word in (b"apikey=", b"api_key=", b"token=")
    ),
)

ROWS = (*_CALLS, *_ASSIGNED, *_COMMANDS, *_HEADERS)
