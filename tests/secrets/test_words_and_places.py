"""Words as passwords, places that hold nothing else, and what only looks like either: each beside its silent twin."""

from __future__ import annotations

import base64
import random
import uuid

import pytest

from support.scanning import rules_in
from support.tokens import ALNUM, HEX, text

_RNG = random.Random(47)
_SALT_SIGNS = "!@#$%^&*()-_[]{}<>~+=,.;:/?| "

# Assembled, so that no scanner takes them for real ones.
VALUES = {
    "phrase": " ".join(("silent", "bramble", "walrus", "maple")),
    "numbered": " ".join(("over", "the", "hills", "7", "far", "away")),
    "titled": " ".join(("Gruenkohl", "mit", "Pinkel", "5")),
    "word": "-".join(("Quittenmus", "4")),
    "dotted": ".".join(("Stachelbeere", "12")),
    "pair": "-".join(("Steinpilz", "Omelett")),
    "year": "-".join(("kupferdach", "Regenrinne", "1893")),
    "golden": "-".join(("golden", "osprey", "sandal", "33")),
    "plain": "Palettenhub" + "wagen",
    "signs": "Rustywindow" + "+!",
    "plus": "+".join(("J", "lrlfdoaGck")),
    "amp": "&".join(("Ruby", "Milo2019!")),
    "digits": text(_RNG, 38, "0123456789"),
    "uuid": str(uuid.UUID(int=_RNG.getrandbits(128), version=4)),
    "hex16": text(_RNG, 16, HEX).upper(),
    "hex32": text(_RNG, 32, HEX),
    "hex40": text(_RNG, 40, HEX),
    "hex64": text(_RNG, 64, HEX),
    "hex128": text(_RNG, 128, HEX),
    "mixed": text(_RNG, 32, ALNUM),
    "salt": "8" + text(_RNG, 63, ALNUM + _SALT_SIGNS),
    "coded": base64.b64encode("-".join(("v73", "walnut", "Harbor91")).encode()).decode(),
    "mnemonic": " ".join(text(_RNG, 5, "bcdfghklmnprstv") for _ in range(12)),
    "cid": "bafybei" + text(_RNG, 52, "abcdefghijklmnopqrstuvwxyz234567"),
    "azurite": "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/" + "KBHBeksoGMGw==",
    "account": base64.b64encode(_RNG.randbytes(64)).decode(),
}

# (reason, path, reported, left alone); «name» stands for a value
PAIRS = (
    (
        "words-of-a-variable",
        "a.sh",
        'export RESTIC_PASSWORD="«phrase»"',
        'export RESTIC_PASSWORD="enter password here now"',
    ),
    (
        "words-of-an-argument",
        "a.py",
        'decrypt(f, passphrase="«phrase»")',
        'decrypt(f, passphrase="with the given key file")',
    ),
    ("words-of-an-entry", "a.yml", 'encryption_passphrase: "«phrase»"', 'encryption_passphrase_hint: "«phrase»"'),
    (
        "words-with-a-number",
        "a.sh",
        'PASSPHRASE="«numbered»" duplicity',
        'PASSPHRASE="at least 8 characters long" duplicity',
    ),
    (
        "words-of-a-unit",
        "a.service",
        'Environment="SMTP_PASSWORD=«titled»"',
        'Environment="SMTP_PASSWORD_FILE=/run/secrets 5"',
    ),
    (
        "words-of-a-wallet",
        "a.js",
        'const mnemonic = "«mnemonic»"',
        f'const mnemonic = "{" ".join(["test"] * 11)} junk"',
    ),
    ("word-with-a-number", "a.rb", 'ENV["FASTLANE_PASSWORD"] = "«word»"', 'ENV["FASTLANE_PASSWORD"] = "Password-4"'),
    (
        "word-of-a-connection",
        "a.config",
        'connectionString="Data Source=.;User ID=partner;Password=«dotted»"',
        'connectionString="Data Source=.;User ID=partner;Password=Service.12"',
    ),
    ("word-and-year", "a.go", 'var signingKey = []byte("«year»")', 'var signingKey = []byte("signing-key-2024")'),
    ("short-word-inside", "a.txt", "password: «golden»", "password: old-hosts-file-33"),
    ("only-a-sign", "a.sh", "wget --http-password=«signs» https://x", "wget --http-password=Window! https://x"),
    (
        "sign-between-letters",
        "a.properties",
        'sasl.jaas.config=org.x.ScramLoginModule required username="d" password="«plus»";',
        'sasl.jaas.config=org.x.ScramLoginModule required username="d" password="Control+Alternate";',
    ),
    ("ampersand", ".env", "ADMIN_PASSWORD=«amp»", "ADMIN_PASSWORD=<fill & keep>"),
    ("only-digits", "a.py", 'app.config["SECURITY_PASSWORD_SALT"] = "«digits»"', 'PASSWORD = "202401150730"'),
    ("netrc", ".netrc", "machine a.io\n  login bo\n  password «uuid»", "machine a.io\n  login bo\n  password changeme"),
    ("netrc-word", ".netrc", "machine a.io login bo password «dotted»", "machine a.io login bo password $PASS12"),
    ("ldap", "ldap.conf", "bindpw «pair»", "bindpw secret"),
    ("ipsec", "ipsec.secrets", '%any %any : PSK "«plain»"', "%any %any : RSA Palettenhubwagen.pem"),
    ("redis", "users.acl", "user cron on >«pair» ~* +@read", "user cron on #«hex64» ~* +@read"),
    ("network", "main.c", '#define WIFI_PASS "«plain»"', '#define WIFI_PASS "your_password"'),
    ("network-of-a-board", "a.py", 'wlan.connect("FRITZ!Box", "«digits»")', 'db.connect("FRITZ!Box", "«digits»")'),
    (
        "share",
        "a.bat",
        r"net use Z: \\f\a /user:x\bo «dotted» /persistent:no",
        r"net use Z: \\f\a /user:x\bo /persistent:no",
    ),
    (
        "bearer",
        "a.sh",
        'curl -H "Authorization: Bearer «uuid»" https://x.io',
        'curl -H "X-Request-Id: «uuid»" https://x.io',
    ),
    (
        "bearer-of-the-specification",
        ".mcp.json",
        '"Authorization": "Bearer «uuid»"',
        '"Authorization": "Bearer 550e8400-e29b-41d4-a716-446655440000"',
    ),
    ("query", ".mcp.json", '"url": "https://m.io/mcp?exaApiKey=«uuid»"', '"url": "https://m.io/mcp?session=«uuid»"'),
    (
        "salt",
        "wp-config.php",
        "define('NONCE_SALT',  '«salt»');",
        "define('NONCE_SALT',  'put your unique phrase here');",
    ),
    ("wallet", "a.js", 'new ethers.Wallet("0x«hex64»", p)', "const TOKEN_DEPLOY_TX = '0x«hex64»';"),
    ("accounts", "a.ts", 'main: { accounts: ["0x«hex64»"] }', 'main: { accounts: ["0x«hex40»"] }'),
    (
        "account-of-a-test-chain",
        "a.py",
        'Account.from_key("0x«hex64»")',
        'Account.from_key("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80")',
    ),
    (
        "header",
        "nginx.conf",
        'proxy_set_header X-Origin-Secret "«mixed»";',
        "proxy_set_header X-Origin-Secret $secret1;",
    ),
    ("seed", "a.rs", 'const SIGNING_SEED: &str = "«hex64»";', 'const RANDOM_SEED: &str = "«hex64»";'),
    ("pepper", "a.rb", "config.pepper = '«hex128»'", "config.pepper = 'black, freshly ground 2'"),
    ("remote", "rclone.conf", "account = «hex32»\nkey = «mixed»", "account = «hex32»\nendpoint = «mixed»"),
    ("coded", "a.yaml", "data:\n  password: «coded»\n  mode: a", "data:\n  password: cGFzc3dvcmQ=\n  mode: a"),
    (
        "told",
        "a.md",
        "1. ssh to `mq1`, user `ops`, password `«word»` (rotate).",
        "user `ops`, password `required` (rotate).",
    ),
    ("told-with-user", "a.md", "The staging login is `qa@a.io` / `«golden»`.", "The login is `email` / `password`."),
    (
        "name-of-an-application",
        "a.swift",
        'let passwordKey = "«golden»"',
        'let passwordKey = "com.brightdesk.app.password"',
    ),
    ("alphabet", "a.go", 'const secret = "«mixed»a"', 'const secret = "ybndrfg8ejkmcpqxot1uwisza345h769"'),
    ("module", "a.txt", "shared-secret: «mixed»", "shared-secrets «hex40»"),
    ("empty", ".env", "DB_PASSWORD=«word»\nMAIL_PASSWORD=null", "DB_PASSWORD=\nMAIL_PASSWORD=null"),
    ("signer", ".gitconfig", "[x]\n  apikey = «mixed»", "[user]\n  signingkey = «hex16»"),
    ("checksum", "a.yaml", "app/secret: «hex64»", "checksum/secret: «hex64»"),
    ("content", "a.json", '{"secret_reveal": "«mixed»"}', '{"secret_reveal": "«cid»"}'),
    (
        "key-of-a-host",
        "a.yaml",
        """x: '{"host_key": "«account»"}'""",
        """x: '{"host_key": "AAAAB3NzaC1yc2«account»"}'""",
    ),
    ("number-of-a-key", "a.py", 'CREDENTIALS = {"a": "«hex40»"}', 'CREDENTIALS = {"private_key_id": "«hex40»"}'),
    (
        "typed",
        "login.ts",
        "user.type(getByLabel('Password'), 'hunter2');",
        "user.type(getByLabel('Password'), 'secret');",
    ),
    (
        "typed-in-a-test",
        "__tests__/login.test.tsx",
        "user.type(getByLabel('Password'), '«amp»');",
        "user.type(getByLabel('Password'), 'hunter2');",
    ),
)


def _filled(template: str) -> str:
    for name, value in VALUES.items():
        template = template.replace(f"«{name}»", value)
    return template + "\n"


@pytest.mark.parametrize(("path", "place"), [pytest.param(path, place, id=name) for name, path, place, _ in PAIRS])
def test_the_credential_is_reported(path, place):
    assert rules_in(path, _filled(place)) == ["generic-secret"]


@pytest.mark.parametrize(("path", "twin"), [pytest.param(path, twin, id=name) for name, path, _, twin in PAIRS])
def test_its_twin_is_left_alone(path, twin):
    assert rules_in(path, _filled(twin)) == []


def test_the_account_of_the_storage_emulator_is_left_alone():
    place = "AccountName=devstoreaccount1;AccountKey={};"
    assert rules_in("a.py", place.format(VALUES["azurite"])) == []
    assert rules_in("a.py", place.format(VALUES["account"])) == ["azure-key"]


def test_the_example_of_json_web_tokens_is_left_alone():
    head, body = (base64.b64encode(part).decode().rstrip("=") for part in (b'{"alg":"HS256"}', b'{"sub":"1234567890"}'))
    assert rules_in("a.md", f"jwt: {head}.{body}.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c") == []
    assert rules_in("a.md", f"jwt: {head}.{body}.{VALUES['mixed']}{VALUES['hex40'][:11]}") == ["jwt"]


# Where the issuer's name stands behind its key.
@pytest.mark.parametrize(
    ("place", "twin"),
    [
        pytest.param('$key = "{}"  # MISTRAL_API_KEY', '$build = "{}"  # built for Mistral', id="remark"),
        pytest.param("use this key for now: {} (Mistral)", "use this build for now: {} (Mistral)", id="brackets"),
        pytest.param("echo {} | mistral login", "echo {} | mistral version", id="command"),
    ],
)
def test_a_key_is_found_before_the_name_of_its_issuer(place, twin):
    key = "7" + VALUES["mixed"][:31]
    assert rules_in("a.txt", place.format(key)) == ["mistral-key"]
    assert rules_in("a.txt", twin.format(key)) == []
