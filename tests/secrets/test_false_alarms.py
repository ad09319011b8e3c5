"""What real repositories hold beside the words for credentials, each beside the credential that resembles it."""

from __future__ import annotations

import base64
import random

import pytest

from support.scanning import rules_in
from support.tokens import ALNUM, HEX, text

_RNG = random.Random(29)
_HEX32, _HEX40, _MIXED = text(_RNG, 32, HEX), text(_RNG, 40, HEX), text(_RNG, 24, ALNUM)
_SUFFIX = "3xK9a"
# Assembled, so that no scanner takes them for real ones.
_PASSWORD = "!".join(("Otter", "Harbour72"))
_NOT_COUNTED, _TWO_PIECES = (end.join(("Ab", "dc7!")) for end in ("7", "!c"))
_SAMPLE = base64.b64encode(b"foo:bar").decode()
_GIVEN = base64.b64encode(f"anna:{_PASSWORD}".encode()).decode()

# (reason, path, left alone, reported)
PAIRS = (
    (
        "css-module",
        "a.js",
        f"const s = {{ password: 'Login_password__{_SUFFIX}' }};",
        f"const s = {{ password: '{_PASSWORD}' }};",
    ),
    (
        "css-module-of-a-word",
        "a.ts",
        f"  readonly password: '_password_{_SUFFIX}_12';",
        f"  readonly password: '{_PASSWORD}_12';",
    ),
    ("css-in-js", "a.js", 'x = { pass: "emotion-1a2b3c" };', f'x = {{ pass: "{_PASSWORD}" }};'),
    ("utility-class", "a.jsx", '<Input password="md:w-1/2" />', f'<Input password="{_PASSWORD}" />'),
    ("search-only-key", "a.js", f'const algoliaSearchOnlyKey = "{_HEX32}";', f'const algoliaAdminApiKey = "{_HEX32}";'),
    ("search-key-of-algolia", "a.py", f'ALGOLIA_SEARCH_KEY = "{_HEX32}"', f'AZURE_SEARCH_API_KEY = "{_HEX32}"'),
    (
        "search-box",
        "a.js",
        f'docsearch({{ appId: "1AB2C3D4E5", apiKey: "{_HEX32}", indexName: "docs" }});',
        f'connect({{ appId: "1AB2C3D4E5", apiKey: "{_HEX32}" }});',
    ),
    (
        "search-box-of-a-site",
        "a.js",
        f'algolia: {{ appId: "1AB2C3D4E5", apiKey: "{_HEX32}", indexName: "docs" }},',
        f'algolia: {{ appId: "1AB2C3D4E5", adminApiKey: "{_HEX32}" }},',
    ),
    ("key-in-a-browser", "a.js", f'const BROWSER_API_KEY = "{_HEX32}";', f'const BROWSER_USE_API_KEY = "{_HEX32}";'),
    (
        "call-in-a-notebook",
        "a.ipynb",
        '{"cells": [{"cell_type": "code", "source": ["password = base64.b64decode(row[\\"pwd_b64\\"]).decode()"]}]}',
        f'{{"cells": [{{"cell_type": "code", "source": ["password = \\"{_PASSWORD}\\""]}}]}}',
    ),
    ("call-in-prose", "a.md", "Then `password = b64.b64decode(blob).decode()`.", f"Then the password is {_PASSWORD}."),
    (
        "type-of-a-column",
        "a.rst",
        "ALTER TABLE t MODIFY COLUMN password VARCHAR(256);",
        f"The password {_PASSWORD} is for t.",
    ),
    ("remark-in-brackets", "a.md", "Username/password (https://sso.corp.invalid/v2)", f"with password {_PASSWORD}"),
    ("attributes-in-a-call", "a.py", "f(`x`,\n  password=self.ssl_keyfile_password,\n)", f"f(password='{_PASSWORD}')"),
    (
        "rate-limit",
        "a.py",
        'RATES = {"reset_password": "20/m/ip,5/m/key"}',
        f'RATES = {{"password": "20/{_PASSWORD}"}}',
    ),
    ("rules-of-a-field", "a.php", "'password' => 'required|confirmed|min:8|max:64',", f"'password' => '{_PASSWORD}',"),
    ("query", "a.py", 'token_form = "grant_type=password&username=u1&password=p"', f'token = "{_MIXED}"'),
    ("media-type", "a.yaml", "token: application/vnd.oci.image.manifest.v1+json", f"token: {_MIXED}"),
    ("version", "a.yaml", "api_key: v1.2.3-rc.4+build.567", f"api_key: v1.{_MIXED}"),
    ("cipher-suite", "a.py", '{"DHE_PSK_WITH_AES_256_CCM": "DHE-PSK-AES256-CCM8"}', f'{{"wifi_psk": "{_PASSWORD}"}}'),
    ("algorithm", "a.java", 'password = "PBEWithMD5AndTripleDES";', f'password = "{_PASSWORD}";'),
    ("algorithm-in-prose", "a.md", "The password is base64-encoded, not encrypted.", f"The password is {_PASSWORD}."),
    ("vector-of-nist", "a.py", 'aes_key = "2b7e151628aed2a6abf7158809cf4f3c"', f'aes_key = "{_HEX32}"'),
    ("seed-of-an-rfc", "a.py", 'totp_secret = "GEZDGNBVGY3TQOJQ"', f'totp_secret = "{_MIXED[:16]}"'),
    ("where-reading-goes-on", "a.json", f'{{"sync_token": "{_MIXED}"}}', f'{{"access_token": "{_MIXED}"}}'),
    (
        "hash-of-a-directory",
        "a.json",
        f'{{"password": "{{PBKDF2-SHA256}}10000${_MIXED}"}}',
        f'{{"password": "{_PASSWORD}"}}',
    ),
    ("hash-of-postgres", "a.json", f'{{"password": "md5{_HEX32}"}}', f'{{"password": "md5{_PASSWORD}"}}'),
    (
        "letter-by-number",
        "a.py",
        r'f(passphrase="verschl\u00FCsselt".encode())',
        f'f(passphrase="{_PASSWORD}".encode())',
    ),
    (
        "form-of-an-address",
        "a.md",
        "git://[path-to-repo[:]][ref@]path/to/file",
        f"git://anna:{_MIXED}@corp.io/path/to/file",
    ),
    ("variable-of-symfony", "a.json", '{"password": "%env(DB_PASSWORD1)%"}', f'{{"password": "%env{_PASSWORD}%"}}'),
    ("keys-together", "a.json", '{"accessKey": "Alt+Shift+7"}', f'{{"accessKey": "Alt+{_MIXED}"}}'),
    ("composed-key", "a.py", 'SECRET_PK = "SECRET#v2#12"', f'SECRET_PK = "S#{_PASSWORD}"'),
    (
        "filtered-by-maven",
        "a.properties",
        "key-store-password=@keystore.password2@",
        f"key-store-password=@{_PASSWORD}@",
    ),
    ("field-of-a-packet", "a.py", 'say("password=%PPP_PAP_Request.password2%")', f'say("password={_PASSWORD}")'),
    ("shell-variable", "a.sh", '[ "$TOKEN" = "v1.$USER2" ]', f'[ "$TOKEN" = "v1.{_MIXED}" ]'),
    ("translation", "a.yml", "reset: 1\npassphrase: Hasło-do-klucza!", f"reset: 1\npassphrase: Ó{_PASSWORD}"),
    ("translation-with-a-number", "a.ts", "x = { password: 'Jelszó2' };", f"x = {{ password: 'ó{_PASSWORD}' }};"),
    ("label-with-hyphens", "a.properties", "login.password=Nuova-password*", f"login.password={_PASSWORD}*"),
    (
        "word-of-another-language",
        "a.ts",
        "x = { secret: 'x', password: 'Adgangskode-2' };",
        f"x = {{ password: '{_PASSWORD}' }};",
    ),
    (
        "message",
        "a.xml",
        '<string name="error_incorrect_password">Wrong-pw1!</string>',
        f'<string name="password">{_PASSWORD}</string>',
    ),
    ("name-of-an-encoding", "a.py", 'password_encoding = "utf-8"', f'password = "{_PASSWORD}"'),
    ("prefix-of-names", "a.py", 'SECRET_NAMESPACE = "oauth2client:secrets#ns"', f'SECRET = "{_MIXED}"'),
    ("functional-of-chemists", "a.py", '{"B3PW91": ".2*HF+.08*SLATER+.72*B88"}', f'{{"db_pw": "{_PASSWORD}"}}'),
    ("handshake", "a.py", f'h = {{"Sec-WebSocket-Key": "{_MIXED}"}}', f'h = {{"X-Api-Key": "{_MIXED}"}}'),
    ("camel-case", "a.py", 'app_key = "heightOfGeoidAboveWGS84Units"', f'app_key = "{_MIXED}{_HEX32}"'),
    ("counted-bytes", "a.py", 'aes_key = "808182838485868788898a8b8c8d8e8f"', f'aes_key = "{_HEX32}"'),
    ("counted-with-a-sign", "a.py", 'password = "Abcd1234!"', f'password = "{_NOT_COUNTED}"'),
    ("one-piece-twice", "a.py", 'password = "aB1!aB1!"', f'password = "{_TWO_PIECES}"'),
    ("default-of-an-image", "a.yml", "POSTGRES_PASSWORD: postgres1", f"POSTGRES_PASSWORD: postgres{_PASSWORD}"),
    ("fill-in", ".env", "COOKIE_SECRET=!!SET_ME_2!!", f"COOKIE_SECRET={_MIXED}"),
    ("example-of-an-rfc", "a.md", "    access_token=2YotnFZFEjr1zCsicMWpAA", f"    access_token={_MIXED[:22]}"),
    (
        "example-of-an-rfc-with-a-colon",
        "a.http",
        "Authorization: Basic czZCaGRSa3F0MzpnWDFmQmF0M2JW",
        f"Authorization: Basic {_GIVEN}",
    ),
    (
        "sample-account",
        "a.py",
        f'h = {{"Authorization": "Basic {_SAMPLE}"}}',
        f'h = {{"Authorization": "Basic {_GIVEN}"}}',
    ),
    ("digest-of-nothing", "a.py", 'token = "d41d8cd98f00b204e9800998ecf8427e"', f'token = "{_HEX32}"'),
    ("mysql-hash", "a.sql", f"SET u.password = '*{_HEX40.upper()}';", f"SET u.password = '{_PASSWORD}';"),
    (
        "service-of-a-keyring",
        "a.py",
        'keyring.set_password("service1", "user1", pw)',
        f'ring.set_password("s1", "u1", "{_PASSWORD}")',
    ),
    ("crypt-hash", "a.py", f'("password", "$md5$RPgLF6IJ${_MIXED}")', f'("password", "{_PASSWORD}")'),
    (
        "badge",
        "a.md",
        f"![c](https://codecov.invalid/gh/a/b/graph/badge.svg?token={_MIXED})",
        f"    curl https://api.corp.invalid/v1?token={_MIXED}",
    ),
    (
        "forged-requests",
        "a.html",
        f'<input type="hidden" name="_token" value="{_MIXED}">',
        f'<input type="hidden" name="api_token" value="{_MIXED}">',
    ),
    (
        "anonymous",
        "a.py",
        '"ftp://anonymous:mail%40corp.invalid@ftp.corp.io/x"',
        f'"ftp://anna:{_PASSWORD.replace("!", "")}@ftp.corp.io/x"',
    ),
    (
        "names-in-an-address",
        "a.md",
        "azureservicebus://SAS_POLICY_NAME:SAS_KEY@SERVICE_BUSNAMESPACE",
        f"amqp://SAS_POLICY_NAME:{_MIXED}@bus.corp.io",
    ),
    (
        "code-between-literals",
        "a.js",
        'e("label",null,"Password:"),x?e("code",null," *1 "):e("input",{a:1});',
        f'e("label",null,"Password: {_PASSWORD}");',
    ),
)


@pytest.mark.parametrize(("path", "code"), [pytest.param(path, code, id=reason) for reason, path, code, _ in PAIRS])
def test_what_is_no_credential_is_left_alone(path, code):
    assert rules_in(path, code + "\n") == []


@pytest.mark.parametrize(("path", "code"), [pytest.param(path, code, id=reason) for reason, path, _, code in PAIRS])
def test_the_credential_that_resembles_it_is_reported(path, code):
    assert len(rules_in(path, code + "\n")) == 1


def test_half_a_surrogate_pair_in_a_value_is_no_letter():
    assert len(rules_in("a.js", f'password = "\\ud83d{_PASSWORD}";\n')) == 1
