"""What the name that a value is given to says about it."""

from __future__ import annotations

from functools import lru_cache

from pratique.secrets.patterns import compiled

_PARTS = r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+"

PASSWORD, KEY, SIGNING, WEAK_KEY = "password", "key", "signing key", "weak key"
# A password that may be words with spaces between them, and the words that a wallet is restored from.
PASSPHRASE, MNEMONIC = "passphrase", "mnemonic"
# What stands where nothing but a password stands, and where nothing but the output of WordPress's generator stands.
GIVEN, SALT = "given", "salt"

_PASSWORD_WORDS = frozenset(
    """
    password passwd pwd passphrase pass passwort passcode psw pw pswd psk dbpassword userpass storepass keypass
    requirepass kennwort senha contrasena passe sshpass remotepass rootpass adminpass mailpass ftppass mysqlpass
    """.split()  # noqa: SIM905
)
# Words that run together with what stands before them: `PGPASSWORD`, `dbpasswd`.
_PASSWORD_ENDS = ("password", "passwd", "passphrase")
_KEY_WORDS = frozenset(
    """
    secret secrets token credential credentials apikey authkey secretkey accesskey pat authorization bearer
    authtoken accesstoken privatekey clientsecret apitoken signingkey
    """.split()  # noqa: SIM905
)
# What makes a `…_secret` the key that a program signs with, which people make up like a password.
_SIGNING_QUALIFIERS = frozenset(
    {"jwt", "session", "signing", "signature", "cookie", "webhook", "hmac", "flask", "django"}
)
_SIGNING_NAMES = (["secret", "key"], ["secret", "key", "base"], ["signing", "key"], ["jwt", "key"])
_MNEMONICS = ("mnemonic", "seedphrase", "recoveryphrase", "secretphrase")
# What makes a `…_key` a credential and not a dictionary key.
_KEY_QUALIFIERS = frozenset(
    """
    api secret private access auth encryption encrypt decryption signing sign signature account master
    client consumer service app application storage shared subscription hmac jwt ssh admin root live crypto
    cipher aes symmetric webhook cookie session deploy server rest security fernet integration functions
    function
    """.split()  # noqa: SIM905
)
# What makes a `…_seed` the secret of one-time passwords (RFC 6238) or of a wallet, and not that of random numbers.
_SEED_QUALIFIERS = frozenset(
    {"mfa", "otp", "totp", "hotp", "tfa", "wallet", "signing", "sign", "ed25519", "private", "secret"}
)
# A name with one of these anywhere is not that of a credential: made to be public, derived, or encrypted.
_HARMLESS = frozenset(
    """
    public pub publishable hash hashes hashed digest checksum integrity sha sha1 md5 sha256 sha512 fingerprint
    thumbprint etag csrf xsrf csrfmiddlewaretoken page cursor next continuation cache sort primary foreign
    partition translation tokenizer site idempotency resolved commit revision nonce encoded example invalid
    wrong fake dummy placeholder mock recaptcha widget eos bos pad unk stop special encrypted ciphertext sealed
    err error errors incorrect mismatch forgot forgotten hint too authenticity websocket dedupe dedup deduplication
    shard docsearch vapid
    """.split()  # noqa: SIM905
)
# Keys that every visitor of a page loads to search, draw maps or listen; the number of a handshake (RFC 6455).
_OPEN_KEYS = (
    r"(?:^| )(?:search only|client side|(?:algolia|typesense|meili ?search) search|web socket key|pusher(?: app)? key|"
    r"(?:browser|frontend)(?: api)? key)(?: |$)"
)
# Where reading goes on, and what tells one request or one telephone from another.
_MARKS = r"(?:^| )(?:start|end|sync|scroll|resume|delta|change|device|client request) token$"
# A word of letters and figures that only looks as if it held `pw`: `B3PW91`.
_GLUED_PW = r"(?i)[0-9]pw(?:[0-9]|\Z)"
# A name that ends so says something about a credential.
_ABOUT = frozenset(
    """
    name names url uri urls id ids type types field fields path paths file filename dir folder len length size
    count expiry expires expired expiration ttl age timeout label text hint message msg error errors title
    format pattern regex re policy validator validators min max limit provider class backend algorithm alg
    version endpoint header prefix suffix kind column input help description form required enabled prompt env
    var arn ref selector placeholder attribute attr param parameter parameters template view link option mode
    reset changed exists created at date time index position start end list map mgr
    hasher hashers handler mixin adapter exception warning usage level strength manager
    store vault login address addr location scope scopes status state toggle price prices cost costs budget quota
    rate rates encoding charset cipher ciphers namespace ns oid grant flow flows request response body
    tx txid transaction alphabet chars characters
    """.split()  # noqa: SIM905
)


def _without_accents(name: str) -> str:
    """`contraseña` as `contrasena`."""
    import unicodedata

    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def _parts(name: str) -> list[str]:
    """The words of a name in small letters, without numbers at its end."""
    parts = [part.lower() for part in compiled(_PARTS).findall(name)]
    while parts and parts[-1].isdigit():
        parts.pop()
    return parts


def _speaks_about(parts: list[str]) -> bool:
    return not parts or parts[-1] in _ABOUT or not _HARMLESS.isdisjoint(parts)


def speaks_about(name: str) -> bool:
    """Whether a value with that name says something about a credential, or about anything: `private_key_id`."""
    return _speaks_about(_parts(name))


@lru_cache(maxsize=4096)
def kind(name: str) -> str:
    """PASSWORD, PASSPHRASE, MNEMONIC, KEY, SIGNING or WEAK_KEY for a name that holds a credential, "" for any other.

    A SIGNING key (`jwt_secret`) may be as long or short, and as easily kept in mind, as a password.
    A WEAK_KEY (`mapbox_key`) is a credential only when its value leaves no doubt.
    """
    if not name.isascii():
        name = _without_accents(name)
    parts = _parts(name)
    if _speaks_about(parts):
        return ""
    if "key" in parts and compiled(_OPEN_KEYS).search(" ".join(parts)):
        return ""
    if parts[-1] == "token" and compiled(_MARKS).search(" ".join(parts)):
        return ""
    if "pw" in parts and compiled(_GLUED_PW).search(name):
        return ""
    if not _PASSWORD_WORDS.isdisjoint(parts) or any(part.endswith(_PASSWORD_ENDS) for part in parts):
        return PASSPHRASE if name.isupper() or "passphrase" in parts else PASSWORD
    if "".join(parts).endswith(_MNEMONICS):
        return MNEMONIC
    if parts in _SIGNING_NAMES or ("secret" in parts and not _SIGNING_QUALIFIERS.isdisjoint(parts)):
        return SIGNING
    joined = "".join(parts)
    if not _KEY_WORDS.isdisjoint(parts) or joined in _KEY_WORDS:
        return KEY
    if "key" in parts:
        before = parts[: parts.index("key")]
        if not _KEY_QUALIFIERS.isdisjoint(before):
            return KEY
        return WEAK_KEY if before and parts[-1] == "key" else ""
    if parts[-1] == "pepper":
        return KEY
    if parts[-1] == "seed":
        return KEY if not _SEED_QUALIFIERS.isdisjoint(parts) else ""
    if parts[-1] == "auth":
        return KEY if len(name) > 4 else WEAK_KEY
    return ""
