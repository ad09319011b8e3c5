"""Calls and statements of other languages than Python."""

from __future__ import annotations

from pratique.secrets import names
from pratique.secrets.positions.row import (
    ARGUMENT,
    FIRST_WRAPPED,
    KEY_OF_CHAIN,
    LITERAL,
    SECOND_WRAPPED,
    THIRD_WRAPPED,
    WRAPPED,
    Row,
)

_USER_AND = rb"""\(\s{0,20}["'`][\w.@-]{1,64}:(?P<value>[^"'`\s]{5,128})["'`]"""
USER_OF_ADDRESS = rb"""["'`\s=][\w.-]{1,64}:(?P<value>[^\s"'`@/]{5,128})\Z"""
# WordPress makes them of letters, digits and every sign but quotes and backslashes.
_SALT = rb"""(?i:key|salt)["']\s{0,9},\s{0,20}'(?P<value>[^'\r\n]{40,120})'"""

_WIFI = rb"(?i:w(?:ifi|lan)_p(?:ass(?:word|phrase)?|wd|w|sk))[ \t]{1,20}\"(?P<value>[^\"\r\n]{8,63})\""

_LOG_IN = (
    Row(b"plainauth(", rb"(?i:plainauth)" + THIRD_WRAPPED),
    Row(b"ssh.password(", rb"(?i:ssh\.password)" + FIRST_WRAPPED),
    Row(b"networkcredential(", rb"(?i:networkcredential)" + SECOND_WRAPPED),
    Row(b"passwordauthentication(", rb"(?i:passwordauthentication)" + SECOND_WRAPPED),
    Row(b"passwordcredentials(", rb"(?i:passwordcredentials)" + SECOND_WRAPPED),
    Row(b"passwordauthenticationtoken(", rb"(?i:passwordauthenticationtoken)" + SECOND_WRAPPED),
    Row(b"wifi.begin(", rb"(?i:wifi\.begin)" + SECOND_WRAPPED),
    Row(b"sequelize(", rb"(?i:sequelize)" + THIRD_WRAPPED),
    Row(b"btoa(", rb"btoa" + _USER_AND),
    Row(b"buffer.from(", rb"(?i:buffer\.from)" + _USER_AND),
    Row(
        b"basic_auth ",
        rb"basic_auth[ ]\(?\s{0,3}[\"'][^\"'\r\n]{1,64}[\"'],[ ]{0,3}[\"'](?P<value>[^\"'\s]{5,128})[\"']",
    ),
    Row(b".load(", rb"\.load\([\w.]{1,40},\s{0,3}\"(?P<value>[^\"\s]{5,128})\"\.toCharArray\("),
    # A field of a page and what is typed into it.
    Row(
        b"password",
        rb"(?i:password)[^\r\n(){}]{0,8}[\"'`]\)?(?:\.type\(|\.fill\(|,)\s{0,3}[\"'](?P<value>[^\"'\s]{5,128})[\"']\)",
    ),
    Row(b"sp_addlogin", rb"(?i:sp_addlogin)[ ]N?'[^'\r\n]{1,64}',[ ]?N?'(?P<value>[^'\r\n]{5,128})'"),
    Row(b"string ", rb"string[ ]\w{0,30}(?i:password|passwd|pwd|passphrase)[({]" + LITERAL),
    Row(b"string ", rb"string[ ]\w{0,30}(?i:key|token|secret)[({]" + LITERAL, names.KEY),
    Row(b"basic_auth(", rb"basic_auth" + SECOND_WRAPPED),
    Row(b"pgp_sym_", rb"(?i:pgp_sym_(?:en|de)crypt)" + SECOND_WRAPPED),
    # Firebase's clients take the account first, its later ones their state before that.
    Row(b"withemailandpassword(", rb"(?i:withemailandpassword)\((?:[\w.()]{1,40},[ ])?" + ARGUMENT + LITERAL),
    Row(b"flag.", rb"flag\.String(?:Var)?\((?:&[\w.]{1,40},[ ])?\"[\w.-]{0,30}(?:password|passwd)\"," + LITERAL),
    Row(
        b"flag.",
        rb"flag\.String(?:Var)?\((?:&[\w.]{1,40},[ ])?\"[\w.-]{0,30}(?:token|secret|key)\"," + LITERAL,
        names.KEY,
    ),
    Row(b"@tcp(", before=USER_OF_ADDRESS),
    Row(b"@unix(", before=USER_OF_ADDRESS),
    # The network that a device joins: `#define WIFI_PASS "…"`.
    *(Row(needle, _WIFI, names.GIVEN, rb"#define[ \t]{1,8}\w{0,20}\Z") for needle in (b"wifi_p", b"wlan_p")),
)
_KEYED = (
    Row(b"hmac.new(", rb"hmac\.New" + SECOND_WRAPPED, names.KEY),
    Row(b"createhmac(", rb"(?i:createhmac)" + SECOND_WRAPPED, names.KEY),
    Row(b"hash_hmac(", rb"(?i:hash_hmac)" + THIRD_WRAPPED, names.KEY),
    Row(b"jwt.sign(", rb"(?i:jwt\.sign)" + SECOND_WRAPPED, names.SIGNING),
    Row(b"session(", rb"(?i:session)\(\{[^{}]{0,200}?\bsecret:" + WRAPPED, names.SIGNING),
    Row(b"cookieparser(", rb"(?i:cookieparser)" + FIRST_WRAPPED, names.SIGNING),
    Row(b"signwith(", rb"(?i:signwith)" + SECOND_WRAPPED, names.SIGNING),
    Row(b"signingkey(", rb"(?i:signingkey)" + FIRST_WRAPPED, names.SIGNING),
    Row(b"hmacshakeyfor(", rb"(?i:hmacshakeyfor)" + FIRST_WRAPPED, names.SIGNING),
    Row(b"algorithm.hmac", rb"(?i:algorithm\.hmac)\d{3}" + FIRST_WRAPPED, names.SIGNING),
    Row(b"bearer_auth(", rb"bearer_auth" + FIRST_WRAPPED, names.KEY),
    Row(b"jwt.verify(", rb"(?i:jwt\.verify)" + SECOND_WRAPPED, names.SIGNING),
    Row(b"symmetricsecuritykey(", rb"(?i:symmetricsecuritykey)" + FIRST_WRAPPED, names.KEY),
    Row(b"secretkeyspec(", rb"(?i:secretkeyspec)" + FIRST_WRAPPED, names.KEY),
    Row(b"wallet(", rb"(?i:wallet)\(\s{0,40}" + KEY_OF_CHAIN, names.KEY),
    Row(b"privatekeytoaccount(", rb"(?i:privatekeytoaccount)\(\s{0,40}" + KEY_OF_CHAIN, names.KEY),
    Row(b"accounts: [", rb"accounts: \[\s{0,40}" + KEY_OF_CHAIN, names.KEY),
    *(Row(needle, _SALT, names.SALT, rb"(?i)define\(\s{0,9}[\"'](?:logged_in|nonce|(?:secure_)?auth)_\Z")
      for needle in (b"key'", b"salt'")),
)  # fmt: skip

ROWS = (*_LOG_IN, *_KEYED)
