"""Which words must occur for a rule to matter. Written by docs/generate.py; do not edit."""

# rule -> the lowest profile that shows it
PROFILES = {
    "insecure-random-token": "default",
    "jwt-not-verified": "default",
    "sql-injection": "default",
    "subprocess-shell-true": "default",
    "tls-verification-off": "default",
    "weak-hash": "default",
    "yaml-unsafe-load": "default",
}
# rule -> (anchor, what the file must hold besides), any of which will do
SCREEN: dict[str, tuple[tuple[bytes, tuple[bytes, ...]], ...]] = {
    "insecure-random-token": ((b"random", ()),),
    "jwt-not-verified": (
        (b"verify", (b"jwt",)),
        (b"none", (b"jwt",)),
        (b"None", (b"jwt",)),
        (b"NONE", (b"jwt",)),
        (b"unverified_claims", (b"jose",)),
        (b"verify", (b"jose",)),
    ),
    "subprocess-shell-true": (
        (b"shell", ()),
        (b"system", (b"os",)),
        (b"popen", (b"os",)),
        (b"getoutput", ()),
        (b"getstatusoutput", ()),
    ),
    "tls-verification-off": (
        (b"verify", ()),
        (b"CERT_NONE", ()),
        (b"check_hostname", ()),
        (b"assert_hostname", ()),
        (b"_create_unverified_context", ()),
        (b"ssl", (b"aiohttp",)),
        (b"tlsAllowInvalid", ()),
        (b"tlsInsecure", ()),
        (b"ssl_cert_reqs", ()),
        (b"tls_insecure_set", ()),
    ),
    "weak-hash": (
        (b"md5", ()),
        (b"MD5", ()),
        (b"sha1", ()),
        (b"SHA1", ()),
        (b"sha-1", ()),
        (b"SHA-1", ()),
        (b"md4", ()),
        (b"MD4", ()),
        (b"MD2", ()),
        (b"Crypto", ()),
        (b"SHA.new", ()),
    ),
    "yaml-unsafe-load": (
        (b"load", (b"yaml",)),
        (b"Loader", (b"yaml",)),
        (b"YAML", (b"unsafe",)),
    ),
}
# rules on data flow: they matter where one of the sources' words occurs
FLOWS: tuple[str, ...] = ("sql-injection",)
SOURCES: tuple[bytes, ...] = (
    b".route(",
    b"argv",
    b"environ",
    b"flask",
    b"getenv",
    b"input(",
    b"quart",
    b"request",
)
