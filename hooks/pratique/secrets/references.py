"""Values that name, format or fill in something: told by their shape alone, in time linear in their length."""

from __future__ import annotations

import binascii

from pratique.secrets.patterns import compiled

# Filled in elsewhere: templates, references, markup.
_TEMPLATE = (
    r"\$\{|\$\(|\{\{|\}\}|<%|%>|%\(|(?:\A|[\W_])%[sdr](?![A-Za-z0-9])|%[sdr]\Z|\{[A-Za-z_][\w.\[\]'\"]*(?:\([^{}]*)?(?:![rsa])?(?::[^{}]*)?\}|\{\}|\{\d\}|"
    r"\A<.*>\Z|\A[\u00ab\u2039].*[\u00bb\u203a]\Z|\A\[.*\]\Z|\A\$[A-Za-z_]\w*\Z|\A%[\w.]+(?:\([^()]*\))?%\Z|\A@[A-Z][A-Z0-9_]*@?\Z|\A@[A-Za-z][\w.-]*@\Z|\A__\w+__\Z|\A\*+\Z|"
    r"[./:=-]\$[A-Z][A-Z0-9_]{2,}\Z|"
    r"(?i:process\.env|os\.environ|getenv|\Aenv[.:]|\Asecrets?\.|\Avault:|\Afile:|\Aarn:|\Assm:|\Aop://|\AENC\[|\Aencrypted:)|"
    r"\AAg[AB][A-Za-z0-9+/]{97,}={0,2}\Z|"  # what Sealed Secrets encrypts: the length of an RSA block comes first
    r"\AgAAAAA[A-D][\w-]{60,}={0,2}\Z|\AAQICAH[A-Za-z0-9+/]{60,}={0,2}\Z|"  # what Fernet and AWS KMS encrypt
    r"\A0x[0-9a-fA-F]{40}\Z"  # an address of Ethereum; its keys are longer
)
_UUID = r"(?i)\A\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?\Z"
_HASH_LABEL = r"(?i)\A(?:sha(?:1|224|256|384|512)|md5|blake2[bs]|pbkdf2[\w-]*|bcrypt|argon2\w*|h1)[-:$=]"
# Hashes of passwords: the modular format of crypt(3), LDAP's (RFC 2307), Django's, PostgreSQL's, Werkzeug's, MySQL's.
_CRYPT = (
    r"\A(?:[\w.-]{1,64}:)?(?:\$\$?(?:2[abxy]?|[1567]|3\$|g?y|[a-z][a-z0-9-]{2,20})[$,]|pbkdf2_sha\d+\$|scrypt:\d+:|pbkdf2:sha\d+:|"
    r"\{(?:[A-Z][A-Z0-9.-]{2,20}|bcrypt|scrypt|pbkdf2|argon2)\}|SCRAM-SHA-\d+\$|sha\d+\$|argon2\w+\$)|"
    r"\A\*[0-9A-Fa-f]{40}\Z|\Amd5[0-9a-f]{32}\Z"
)
_DATE = r"\A\d{4}-\d\d-\d\d(?:[T ]|\Z)"
_PLACE = r"\A(?:[a-z][a-z0-9+.-]*://|\.{0,2}/|~/|[A-Za-z]:\\|[\w.-]+@[\w-]+\.[\w.]+\Z)"
# A file below a folder, a call or type (`varchar(64)`), a colour of a style sheet.
_FILE = r"\A[\w.@-]+(?:/[\w.@-]+)+\.[a-z]{2,5}\Z"
_CALL = r"\A[A-Za-z_][\w.]*\([^()]*\)\Z"
_COLOUR = r"\A#[0-9A-Fa-f]{3,8}\Z"
_QUERY = r"\A[\w.\[\]-]+=[^&\s]*(?:&[\w.\[\]%-]+=[^&\s]*)+\Z"
# How often something is allowed (`5/m/ip,20/h`), and what is checked of an input (`required|min:8`).
_RATE = r"\A\d+/\d*[a-z]+(?:/[a-z]+)*(?:[,;]\d+/\d*[a-z]+(?:/[a-z]+)*)*\Z"
_RULES = r"\A[a-z_]{2,}(?::[\w.,-]+)?(?:\|[a-z_]{2,}(?::[^|]*)?)+\Z"
_MEDIA_TYPE = r"\A(?:application|audio|font|image|message|model|multipart|text|video)/[\w.+-]+\Z"
_VERSION = r"\Av?\d+\.\d+(?:\.\d+)+(?:[-+](?:[a-z]+|\d+)(?:[.+-](?:[a-z]+|\d+))*)?\Z"
_CIPHER_SUITE = r"\A(?:[A-Z0-9]+[-_])+(?:AES\d*|CHACHA20|3DES|DES|CAMELLIA\d*|ARIA\d*|RC4)(?:[-_][A-Z0-9]+)+\Z"
# Names of algorithms and what is done with them: `PBEWithMD5AndTripleDES`, `base64-encoded`.
_ALGORITHM = (
    r"(?i)(?=\D)(?:pbe|pbkdf|pkcs|rsa|oaep|pss|aes|triple|des|sha|md|hmac|ecdsa|ecdh|ed25519|x25519|gcm|cbc|ctr|ccm|chacha|"
    r"poly|[erhp]s(?=\d)|base(?=\d)|utf|bcrypt|scrypt|argon|encoded|encrypted|hashed|signed|with|and|padding|no|v?\d+(?!\d)|[-_/.+])+\Z"
)
_CHORD = (
    r"(?i)\A(?:(?:ctrl|control|alt|shift|meta|cmd|command|option|super|win|mod|fn|key[a-z]|digit\d|f\d\d?|numpad\d)[+-])+"
    r"[\w-]{1,8}\Z"
)
# Classes that build tools make up: CSS modules (`Login_password__3xK9a`), their older form, CSS in JavaScript.
_CSS_CLASS = (
    r"\A_?[A-Za-z][A-Za-z0-9-]*_[a-z][A-Za-z-]*[0-9]?__[\w-]{5,8}\Z|\A_?[A-Za-z][\w-]*__[a-z][\w]*--[\w-]{5,6}\Z|"
    r"\A(?:css|emotion|jss|sc|makeStyles|Mui[A-Z][A-Za-z]+)-[\w-]+\Z|"
    r"\A(?:(?:sm|md|lg|xl|2xl|hover|focus|active|dark|disabled|before|after|group-hover):)+[a-z-]+[\w./\[\]#%-]*\Z"
)
# Keys of a table with a few columns for everything: `USER#12#v2`.
_COMPOSED_KEY = r"\A[A-Z]{2,}(?:#[\w-]+)+\Z"

# The public half of a key for SSH (RFC 4253: the length of its kind's name, then the name), content by its hash (IPFS),
# what an application is called on a device.
_SSH_KEY = r"\AAAAA(?:[BC]3NzaC1|E2VjZHNhLXNoYTI|G[A-Za-z])"
_CONTENT_ID = r"\A(?:baf[ky][a-z2-7]{50,}|Qm[1-9A-HJ-NP-Za-km-z]{44})\Z"
_REVERSE_DOMAIN = r"\A(?:com|org|net|io|dev|app|edu|gov|co|[a-z]{2}\.(?:com|co))(?:\.[A-Za-z][A-Za-z_-]*){2,}\Z"

_SHAPES = (
    _UUID, _SSH_KEY, _CONTENT_ID, _REVERSE_DOMAIN, _HASH_LABEL,
    _CRYPT, _DATE, _PLACE, _FILE, _CALL, _COLOUR, _QUERY, _RATE, _RULES, _MEDIA_TYPE,
    _VERSION, _CIPHER_SUITE,
    _ALGORITHM, _CHORD, _CSS_CLASS, _COMPOSED_KEY,
)  # fmt: skip


def is_reference(value: str) -> bool:
    """Whether the value names, formats or fills in something instead of being it.

    Templates, environment look-ups, paths, addresses, queries, limits, media types, versions, cipher suites, classes of
    style sheets, UUIDs, dates, password hashes.
    """
    if compiled(_TEMPLATE).search(value) or any(compiled(shape).match(value) for shape in _SHAPES):
        return True
    return _is_base64_object(value)


def is_uuid(value: str) -> bool:
    return compiled(_UUID).match(value) is not None


def _is_base64_object(value: str) -> bool:
    """Whether the value is nothing but a JSON object in base64, such as the header of a JWT."""
    if not value.startswith("eyJ") or "." in value:
        return False
    try:
        return binascii.a2b_base64(value + "==").rstrip().endswith(b"}")
    except binascii.Error:
        return False
