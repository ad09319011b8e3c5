"""Which words must occur for a rule to matter. Written by docs/generate.py; do not edit."""

# rule -> the lowest profile that shows it
PROFILES = {
    "tls-verification-off": "default",
    "yaml-unsafe-load": "default",
}
# rule -> (anchor, what the file must hold besides), any of which will do
SCREEN: dict[str, tuple[tuple[bytes, tuple[bytes, ...]], ...]] = {
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
    "yaml-unsafe-load": (
        (b"load", (b"yaml",)),
        (b"Loader", (b"yaml",)),
        (b"YAML", (b"unsafe",)),
    ),
}
