"""Hash functions for which collisions can be made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import libcst as cst

from pratique.lint.api import (
    AppendArgument,
    Argument,
    Bad,
    Call,
    Checks,
    Confidence,
    Flow,
    Good,
    Nearby,
    Repair,
    Replace,
    Report,
    Rule,
    Severity,
    Triggers,
    calls,
    code,
    mentions,
    nearby_words,
    spell,
)

RULE = Rule(
    name="weak-hash",
    summary="a hash function for which collisions can be made",
    help="Use hashlib.sha256; where no attacker matters, say so with usedforsecurity=False.",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(327, 328, 916),
    what=(
        "MD2, MD4, MD5 and SHA-1 from hashlib (also by name, through hashlib.new and file_digest), PyCryptodome "
        "and the cryptography package. usedforsecurity=False settles it; HMAC, where collisions do not help, is "
        "left alone, as are functions that speak a protocol which prescribes the digest: the WebSocket handshake, "
        "HTTP digest authentication, Content-MD5, object names of git, and the like. Passwords, tokens and "
        "signatures nearby raise the severity; cache keys, ETags and the like are shown to the strict profile only."
    ),
    why=(
        "Two files with one MD5 or SHA-1 can be made on a laptop, so a signature or a check for one holds for the "
        "other. Passwords hashed with any fast function are guessed at billions a second."
    ),
    assistants=(
        "Short names and thousands of old examples make hashlib.md5 the first completion for any digest, "
        "passwords included."
    ),
    remedy=(
        "The fix for a cache key or an ETag adds usedforsecurity=False and keeps the digest. Elsewhere it calls "
        "SHA-256, which changes every digest and its length: stored ones and other programs must follow. What is "
        "named for its digest (file_md5) has no fix, since others read it as that. For "
        "passwords no fast hash is right, so there is no fix: use hashlib.scrypt, argon2-cffi or bcrypt with a "
        "salt."
    ),
    prompt="Use SHA-256 for digests and scrypt, Argon2 or bcrypt for passwords.",
    references=(
        "https://docs.python.org/3/library/hashlib.html",
        "https://www.rfc-editor.org/rfc/rfc6151",
        "https://shattered.io/",
    ),
    foreign=("B303", "B324", "S303", "S324"),
    bad=(
        Bad(
            """\
import hashlib


def digest(data):
    return hashlib.md5(data).hexdigest()
""",
            why="the usual call",
            fixed="""\
import hashlib


def digest(data):
    return hashlib.sha256(data).hexdigest()
""",
        ),
        Bad(
            """\
import hashlib


def sign(document):
    return hashlib.new('sha1', document).digest()
""",
            why="by the name of the algorithm",
            fixed="""\
import hashlib


def sign(document):
    return hashlib.new('sha256', document).digest()
""",
        ),
        Bad(
            """\
from hashlib import sha1 as digest


def check(data):
    return digest(data)
""",
            why="imported under another name",
            fixed=(
                """\
from hashlib import sha1 as digest
from hashlib import sha256


def check(data):
    return sha256(data)
"""
            ),
        ),
        Bad(
            """\
from hashlib import md5


def check(data):
    return md5(data)
""",
            why="imported by name: the import follows",
            fixed="""\
from hashlib import sha256


def check(data):
    return sha256(data)
""",
        ),
        Bad(
            """\
import hashlib

ALGORITHM = 'md5'


def start():
    return hashlib.new(ALGORITHM)
""",
            why="the name is a constant of the file",
            fixed="""\
import hashlib

ALGORITHM = 'md5'


def start():
    return hashlib.new("sha256")
""",
        ),
        Bad(
            """\
import hashlib

ALGORITHMS = ('sha512', 'md5')


def start():
    return hashlib.new(ALGORITHMS[1])
""",
            why="one of several names",
            fixed="""\
import hashlib

ALGORITHMS = ('sha512', 'md5')


def start():
    return hashlib.new("sha256")
""",
        ),
        Bad(
            """\
import hashlib

make = getattr(hashlib, 'sha1')


def check(data):
    return make(data)
""",
            why="looked up by its name",
            fixed="""\
import hashlib

make = getattr(hashlib, 'sha1')


def check(data):
    return hashlib.sha256(data)
""",
        ),
        Bad(
            """\
import hashlib


def file_md5(path):
    return hashlib.md5(path.read_bytes()).hexdigest()
""",
            why="a digest whose name says which it is: there is no fix",
        ),
        Bad(
            """\
import hashlib


def store(user, password):
    user.hash = hashlib.md5(password.encode()).hexdigest()
""",
            why="a password: no fast hash will do",
        ),
        Bad(
            """\
import hashlib


def etag(body):
    return hashlib.md5(body).hexdigest()
""",
            why="an ETag, for the strict: the digest stays",
            fixed="""\
import hashlib


def etag(body):
    return hashlib.md5(body, usedforsecurity=False).hexdigest()
""",
        ),
        Bad(
            """\
import hashlib


def etag(body):
    return hashlib.md5(body, usedforsecurity=True).hexdigest()
""",
            why="an ETag that says the contrary",
            fixed="""\
import hashlib


def etag(body):
    return hashlib.md5(body, usedforsecurity=False).hexdigest()
""",
        ),
        Bad(
            """\
from Crypto.Hash import MD5


def digest(data):
    return MD5.new(data)
""",
            why="PyCryptodome",
            fixed="""\
from Crypto.Hash import SHA256


def digest(data):
    return SHA256.new(data)
""",
        ),
        Bad(
            """\
from cryptography.hazmat.primitives import hashes


def digest():
    return hashes.Hash(hashes.SHA1())
""",
            why="the cryptography package",
            fixed=(
                """\
from cryptography.hazmat.primitives import hashes


def digest():
    return hashes.Hash(hashes.SHA256())
"""
            ),
        ),
        Bad(
            """\
import hashlib

ALGORITHMS = ["sha256", "MD5"]
PLACE = 2


def digest(data):
    name = ALGORITHMS[PLACE - 1].lower()
    return hashlib.new(name, data)
""",
            why="a name that folds to a weak one",
            fixed="""\
import hashlib

ALGORITHMS = ["sha256", "MD5"]
PLACE = 2


def digest(data):
    name = ALGORITHMS[PLACE - 1].lower()
    return hashlib.new("sha256", data)
""",
        ),
        Bad(
            """\
import configparser
import hashlib

from flask import Flask, request

app = Flask(__name__)
OPTIONS = configparser.ConfigParser()
OPTIONS.read_string("[seal]\\nalgorithm = md5")


@app.post("/seal")
def seal():
    made = hashlib.new(OPTIONS.get("seal", "algorithm"))
    made.update(request.get_data())
    return made.hexdigest()
""",
            why="by a name that settings in the file hold, where requests are served",
        ),
        Bad(
            """\
import hashlib

from flask import Flask, request

app = Flask(__name__)


def digest(kind, data):
    return getattr(hashlib, {"short": "sha1", "long": "sha512"}[kind])(data).hexdigest()


@app.post("/seal")
def seal():
    return digest("short", request.get_data())
""",
            why="by a name that a helper looks up",
        ),
    ),
    good=(
        Good(
            """\
import base64
import hashlib

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def accept(headers):
    key = headers["Sec-WebSocket-Key"].encode()
    return base64.b64encode(hashlib.sha1(key + GUID).digest())
""",
            why="the handshake of WebSocket prescribes SHA-1",
        ),
        Good(
            """\
import hashlib


def respond(user, realm, password, method, path, nonce, count, cnonce):
    def digest(text):
        return hashlib.md5(text.encode()).hexdigest()

    first = digest(f"{user}:{realm}:{password}")
    return digest(f"{first}:{nonce}:{count}:{cnonce}:auth:" + digest(f"{method}:{path}"))
""",
            why="digest authentication prescribes MD5",
        ),
        Good(
            """\
import hashlib


def object_name(data):
    return hashlib.sha1(f"blob {len(data)}\\0".encode() + data).hexdigest()
""",
            why="what git calls a file",
        ),
        Good(
            """\
import base64
import hashlib


def put(client, name, body):
    digest = base64.b64encode(hashlib.md5(body).digest()).decode()
    client.put_object(Key=name, Body=body, ContentMD5=digest)
""",
            why="a store of objects asks for MD5",
        ),
        Good(
            """\
import hashlib

ALGORITHMS = ["sha256", "MD5"]
PLACE = 1


def digest(data):
    name = ALGORITHMS[PLACE - 1].lower()
    return hashlib.new(name, data)
""",
            why="a name that folds to a strong one",
        ),
        Good(
            """\
import hashlib

hashlib.sha256(b'').hexdigest()
""",
            why="a sound function",
        ),
        Good(
            """\
import hashlib

hashlib.md5(b'', usedforsecurity=False)
""",
            why="said not to matter",
        ),
        Good(
            """\
import hashlib

hashlib.new('md5', b'', usedforsecurity=False)
""",
            why="said not to matter, by name",
        ),
        Good(
            """\
import hashlib


def start(name):
    return hashlib.new(name)
""",
            why="the caller chooses",
        ),
        Good(
            """\
import hashlib

ALGORITHMS = {'old': 'md5', 'new': 'sha512'}


def start():
    return hashlib.new(ALGORITHMS['new'])
""",
            why="the sound one of several names",
        ),
        Good(
            """\
import hashlib

from flask import Flask, request

app = Flask(__name__)


def digest(kind, data):
    return getattr(hashlib, {"short": "sha1", "long": "sha512"}[kind])(data).hexdigest()


@app.post("/seal")
def seal():
    return digest("long", request.get_data())
""",
            why="the sound one of those that a helper knows",
        ),
        Good(
            """\
import hashlib
import hmac


def tag(key, message):
    return hmac.new(key, message, hashlib.sha1)
""",
            why="HMAC does not rest on collisions",
        ),
        Good(
            """\
def md5(data):
    return len(data)


md5(b'')
""",
            why="a function of that name of one's own",
        ),
        Good(
            """\
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

padding.OAEP(padding.MGF1(hashes.SHA1()), hashes.SHA256(), None)
""",
            why="inside a mask generation function",
        ),
    ),
)

_HASHLIB = {"hashlib.md5", "hashlib.sha1"}
_WEAK = {"md2", "md4", "md5", "sha", "sha1", "sha-1", "rsa-md5", "rsa-sha1", "ripemd"}
_PYCRYPTO = {
    f"{package}.Hash.{name}.new"
    for package in ("Crypto", "Cryptodome")
    for name in ("MD2", "MD4", "MD5", "SHA", "SHA1")
}
_HAZMAT = "cryptography.hazmat.primitives.hashes"
_HAZMAT_WEAK = {f"{_HAZMAT}.MD5()", f"{_HAZMAT}.SHA1()"}
# What is broken by collisions; in HMAC, key derivation and padding the same classes are no weakness.
_HAZMAT_USES = {f"{_HAZMAT}.Hash", "cryptography.hazmat.primitives.asymmetric.ec.ECDSA"}
_SIGNING_METHODS = {"sign", "verify"}

_PASSWORD = {"password", "passwd", "passwords", "pwd", "passphrase", "pin"}
_SECURITY = {"token", "secret", "sign", "signature", "signed", "auth", "credential", "session", "csrf", "nonce", "otp"}
_HARMLESS = {
    "etag", "cache", "cached", "memo", "gravatar", "avatar", "bucket", "shard", "partition", "color", "colour", "dedup",
    "dedupe", "duplicate", "duplicates", "slug", "thumbnail", "tempfile", "tmp", "anonymize", "bloom", "ring",
}  # fmt: skip


# What the code of a protocol that prescribes the digest holds; another function would not be understood.
_PROTOCOLS = re.compile(
    r"(?i)sec[-_]websocket|258EAFA5-E914-47DA-95CA|\bws_(?:key|guid|magic)\b"  # RFC 6455, section 1.3
    r"|\bc_?nonce\b|nonce_count|\bncvalue\b"  # HTTP digest authentication, RFC 7616, section 3.4
    r"|\bha1\b(?s:.*)\bha2\b|(?-i:\bA1\b(?s:.*)\bA2\b)"
    r"|content[-_]?md5"  # RFC 1864, and stores of objects
    r"|[\"'](?:blob|tree|commit) (?:[{%\"']|\\0)"  # names of objects in git
    r"|\bbencode|info_?hash\b"  # BitTorrent, BEP 3
    r"|pwnedpasswords"  # asked by the first digits of SHA-1
    r"|\bapop\b|mysql_native_password|\bscramble\b|f[\"']md5\{|[\"']md5[\"']\s*\+|\bntlm"  # logins
    r"|\bx5t\b|subject_?key_?identifier"  # RFC 7515, section 4.1.7; RFC 5280, section 4.2.1.2
    r"|uuid\.UUID\([^)]*version=[35]"  # RFC 9562, sections 5.3 and 5.5
)


def check_call(call: Call) -> Iterator[Report]:
    if _settled(call):
        return
    found = list(_weak(call))
    if found and not _is_prescribed(call):
        yield from found


def _weak(call: Call) -> Iterator[Report]:
    if call.names & _HASHLIB:
        yield _judged(call, _other_function(call, "hashlib", "sha256", call.function.node))
    elif call.names & {"hashlib.new", "hashlib.file_digest"}:
        position = 0 if "hashlib.new" in call.names else 1
        name = call.argument("name" if position == 0 else "digest", position)
        if name is not None and isinstance(name.constant, str) and name.constant.lower() in _WEAK:
            yield _judged(call, _renamed(name))
        elif name is not None and name.names & _HASHLIB:
            yield _judged(call, _other_function(call, "hashlib", "sha256", name.node))
    elif call.names & _PYCRYPTO:
        yield _judged(call, _pycrypto(call))
    elif call.names & _HAZMAT_USES or call.method in _SIGNING_METHODS:
        yield from _hazmat(call)


def _settled(call: Call) -> bool:
    said = call.argument("usedforsecurity")
    return call.is_partial or (said is not None and said.constant is not True)


def _is_prescribed(call: Call) -> bool:
    """Whether the function around speaks a protocol that says which digest it is."""
    functions = [place.node for place in call.place.ancestors() if isinstance(place.node, cst.FunctionDef)]
    return bool(functions) and _PROTOCOLS.search(code(functions[-1])) is not None


def _is_named(nearby: Nearby) -> bool:
    """`file_md5 = …`, `def sha1sum(path)`: whoever reads the digest expects that one."""
    names = ["_".join(phrase) for phrase in (*nearby.targets, nearby.function)]
    return any(re.search(r"(?:^|_)(?:md_?5|sha_?1)(?:_?sum)?(?:_|$)", name) for name in names)


def _judged(call: Call, stronger: Repair | None) -> Report:
    """The report as the names around the call suggest."""
    nearby = nearby_words(call)
    words = _all_words(nearby)
    if _is_named(nearby):
        stronger = None
    if words & _PASSWORD:
        return Report(
            call.node,
            "a password is hashed with a fast, broken function: it can be guessed at billions of tries a second",
            help="Use hashlib.scrypt, argon2-cffi or bcrypt, with a salt for each password.",
            severity=Severity.HIGH,
        )
    if words & _SECURITY:
        return Report(call.node, repair=stronger, severity=Severity.HIGH)
    if words & _HARMLESS and call.names & (_HASHLIB | {"hashlib.new"}):
        return Report(call.node, repair=_declared(call), severity=Severity.LOW, profile="strict")
    return Report(call.node, repair=stronger)


def _all_words(nearby: Nearby) -> set[str]:
    phrases = (*nearby.targets, nearby.function, *nearby.passed)
    return {word for phrase in phrases for word in phrase}


_CHANGED = "every digest changes, and its length: what is stored or compared elsewhere must follow"


def _stronger(*changes: Replace) -> Repair:
    return Repair("use SHA-256", changes, safe=False, reason=_CHANGED)


def _other_function(call: Call, module: str, name: str, node: cst.BaseExpression) -> Repair | None:
    spelling = spell(call, module, name, instead_of=node)
    if spelling is None:
        return None
    changes = (Replace(node, spelling.text), *spelling.changes)
    return Repair("use SHA-256", changes, safe=False, reason=_CHANGED)


def _renamed(name: Argument) -> Repair:
    return _stronger(name.replaced_text("sha256"))


def _pycrypto(call: Call) -> Repair | None:
    """`MD5.new(...)`: the module is what has to change."""
    function = call.function.node
    package = sorted(call.names & _PYCRYPTO)[0].rpartition(".")[0].rpartition(".")[0]
    return _other_function(call, package, "SHA256", function.value) if isinstance(function, cst.Attribute) else None


def _declared(call: Call) -> Repair | None:
    if not call.args or call.is_open:
        return None
    said = call.argument("usedforsecurity")
    change = AppendArgument(call.node, "usedforsecurity=False") if said is None else Replace(said.node, "False")
    return Repair("say that it is not used for security", (change,))


def _hazmat(call: Call) -> Iterator[Report]:
    for argument in (*call.positional, *call.keywords.values()):
        if argument.names & _HAZMAT_WEAK:
            inner = argument.node
            repair = _other_function(call, _HAZMAT, "SHA256", inner.func) if isinstance(inner, cst.Call) else None
            yield Report(argument.arg, repair=repair)


KINDS = ("weak-hash",)


def check_flow(flow: Flow) -> Iterator[Report]:
    """A function whose name comes from elsewhere: a variable, a table, settings in the file, a helper."""
    if flow.call is None:
        yield Report(flow.span)
    elif not (_settled(flow.call) or _is_prescribed(flow.call) or any(check_call(flow.call))):  # it says so itself
        yield replace(_judged(flow.call, None), node=flow.span)


TRIGGERS: Triggers = (
    mentions("hashlib.md5", "hashlib.sha1"),
    calls("hashlib.new", given=("name@0=str",)),
    calls("hashlib.file_digest", given=("digest@1=str",)),
    calls(*sorted(_PYCRYPTO)),
    mentions(*sorted(_HAZMAT_WEAK)),
)
CHECKS: Checks = {Call: check_call, Flow: check_flow}
