"""Passwords and keys that only their name gives away, and the many values that are not one."""

from __future__ import annotations

import base64
import random

import pytest

from support.scanning import rules_in
from support.tokens import ALNUM, HEX, LOWER, WORD, password, sample, text

FOUND = ["generic-secret"]
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

# (id, path, text for a password)
PASSWORD_PLACES = (
    ("assignment", "a.py", lambda p: f'password = "{p}"\n'),
    ("attribute", "a.py", lambda p: f"self.db_password = '{p}'\n"),
    ("annotated-default", "a.py", lambda p: f'class S:\n    password: str = "{p}"\n'),
    ("optional-default", "a.py", lambda p: f'def f(user, passwd: str | None = "{p}"): ...\n'),
    ("keyword", "a.py", lambda p: f'connect(host="h", user="u", password="{p}")\n'),
    ("keyword-on-its-own-line", "a.py", lambda p: f'connect(\n    password=(\n        "{p}"\n    ),\n)\n'),
    ("dict", "a.py", lambda p: f'CONF = {{"PASSWORD": "{p}"}}\n'),
    ("item", "a.py", lambda p: f'config["db_password"] = "{p}"\n'),
    ("tuple", "a.py", lambda p: f'user, password = "app", "{p}"\n'),
    ("tuple-of-a-call", "a.py", lambda p: f'user, db_passwd = (name, "{p}")\n'),
    ("triple-quotes", "a.py", lambda p: f'password = """{p}"""\n'),
    ("getenv", "a.py", lambda p: f'x = os.getenv("DB_PASSWORD", "{p}")\n'),
    ("environ-get", "a.py", lambda p: f'x = os.environ.get("DB_PASSWORD", "{p}")\n'),
    ("getenv-of-any-name", "a.py", lambda p: f'password = os.getenv("DB_CRED", "{p}")\n'),
    ("config-default", "a.py", lambda p: f'x = config("SMTP_PASSWORD", default="{p}")\n'),
    ("or-fallback", "a.py", lambda p: f'password = os.environ.get("X") or "{p}"\n'),
    ("field-default", "a.py", lambda p: f'password: str = Field(default="{p}")\n'),
    ("secret-type", "a.py", lambda p: f'password = SecretStr("{p}")\n'),
    ("comparison", "a.py", lambda p: f'if password == "{p}":\n'),
    ("bytes", "a.py", lambda p: f'passphrase = b"{p}"\n'),
    ("login-call", "a.py", lambda p: f'smtp.login("bot@corp.internal", "{p}")\n'),
    ("auth-tuple", "a.py", lambda p: f'requests.get(url, auth=("svc", "{p}"))\n'),
    ("basic-auth-object", "a.py", lambda p: f'HTTPBasicAuth("svc", "{p}")\n'),
    ("conditional", "a.py", lambda p: f'password = read() if path else "{p}"\n'),
    ("argparse", "a.py", lambda p: f'parser.add_argument("--password", type=str, default="{p}", help="h")\n'),
    ("argument-list", "a.yaml", lambda p: f'args: ["--password", "{p}"]\n'),
    ("environ-item", "a.py", lambda p: f'os.environ["DB_PASSWORD"] = "{p}"\n'),
    ("set-password", "a.py", lambda p: f'user.set_password("{p}")\n'),
    ("create-user", "a.py", lambda p: f'User.objects.create_superuser("root", "a@b.invalid", "{p}")\n'),
    ("connect-by-position", "a.py", lambda p: f'db.connect("host", "app", "{p}")\n'),
    ("signing-call", "a.py", lambda p: f'jwt.encode(payload, "{p}", algorithm="HS256")\n'),
    ("run-together", "a.sh", lambda p: f"PGPASSWORD={p} psql -h db\n"),
    ("kubernetes-secret", "a.yaml", lambda p: f"data:\n  password: {base64.b64encode(p.encode()).decode()}\n"),
    ("notebook-output", "a.ipynb", lambda p: f'"text": ["password: {p}\\n"]\n'),
    ("javascript", "a.js", lambda p: f'const dbPassword = "{p}";\n'),
    ("typescript-member", "a.ts", lambda p: f"  password: '{p}',\n"),
    ("go", "a.go", lambda p: f'dbPassword := "{p}"\n'),
    ("ruby", "a.rb", lambda p: f":password => '{p}',\n"),
    ("php-define", "a.php", lambda p: f"define('DB_PASSWORD', '{p}');\n"),
    ("c-define", "a.h", lambda p: f'#define WIFI_PASSWORD "{p}"\n'),
    ("java-sharp", "a.cs", lambda p: f'string password = "{p}";\n'),
    ("json", "a.json", lambda p: f'{{"db": {{"password": "{p}"}}}}\n'),
    ("yaml", "a.yaml", lambda p: f"db:\n  password: {p}\n"),
    ("yaml-quoted", "a.yaml", lambda p: f'db:\n  password: "{p}"\n'),
    ("compose-list", "docker-compose.yml", lambda p: f"environment:\n  - POSTGRES_PASSWORD={p}\n"),
    ("kubernetes-env", "a.yaml", lambda p: f'- name: DB_PASSWORD\n  value: "{p}"\n'),
    ("terraform", "a.tf", lambda p: f'  password = "{p}"\n'),
    ("terraform-variable", "a.tf", lambda p: f'variable "db_password" {{\n  type = string\n  default = "{p}"\n}}\n'),
    ("dotenv", ".env", lambda p: f"DB_PASSWORD={p}\n"),
    ("dotenv-export", ".env.local", lambda p: f"export DB_PASSWORD='{p}'\n"),
    ("ini", "a.ini", lambda p: f"[db]\npassword = {p}\n"),
    ("properties", "a.properties", lambda p: f"spring.datasource.password={p}\n"),
    ("dockerfile-env", "Dockerfile", lambda p: f"ENV DB_PASSWORD {p}\n"),
    ("dockerfile-arg", "Dockerfile", lambda p: f"ARG DB_PASSWORD={p}\n"),
    ("shell-option", "a.sh", lambda p: f"mytool --password {p} --force\n"),
    ("shell-option-equals", "a.sh", lambda p: f"mytool --password='{p}'\n"),
    ("curl-user", "a.sh", lambda p: f"curl -u admin:{p} https://api.invalid\n"),
    ("netrc", ".netrc", lambda p: f"machine h.invalid login u password {p}\n"),
    ("netrc-lines", "_netrc", lambda p: f"machine h.invalid\n  login u\n  password {p}\n"),
    ("xml-element", "a.xml", lambda p: f"<server><password>{p}</password></server>\n"),
    ("sql", "a.sql", lambda p: f"ALTER USER app WITH PASSWORD '{p}';\n"),
    ("sql-identified", "a.sql", lambda p: f"CREATE USER u IDENTIFIED BY '{p}';\n"),
    ("notebook", "a.ipynb", lambda p: f'"source": ["password = \\"{p}\\"\\n"]\n'),
    ("chat-history", "chat.md", lambda p: f"> export DB_PASSWORD={p}\n"),
)


@pytest.mark.parametrize(
    ("path", "place"), [pytest.param(path, place, id=name) for name, path, place in PASSWORD_PLACES]
)
def test_a_password_is_found(path, place):
    found = [rules_in(path, place(sample_password(seed))) for seed in range(20)]
    assert found == [FOUND] * 20


def sample_password(seed):
    """Without the signs that one of the places gives a meaning of its own."""
    return password(random.Random(seed)).replace("&", "!").replace("@", "%").replace("#", "*")


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("Tr0ub" + "4dor&3", id="spelt-with-digits"),
        pytest.param("Winter" + "2024!", id="season-and-year"),
        pytest.param("S3cur3" + "P@ssw0rd!99", id="around-the-word-password"),
        pytest.param("zx81" + "qq90", id="short-lower-case"),
        pytest.param("Kx" + "VwQzRtBnPm", id="letters-only"),
        pytest.param("correct-horse" + "-battery-staple", id="passphrase"),
        pytest.param("9f86d081" + "884c7d65", id="hexadecimal"),
        pytest.param("otter-On-" + "Frost7", id="capitals-in-some-words"),
        pytest.param("k9%s" + "!xW4q", id="a-format-by-chance"),
    ],
)
def test_kinds_of_passwords(value):
    assert rules_in("a.py", f'db_password = "{value}"\n') == FOUND


KEY_PLACES = (
    ("keyword", "a.py", lambda k: f'client = OpenAI(api_key="{k}")\n'),
    ("constant", "a.py", lambda k: f'SECRET_KEY = "{k}"\n'),
    ("camel-case", "a.ts", lambda k: f'  clientSecret: "{k}",\n'),
    ("header", "a.py", lambda k: f'headers = {{"X-Api-Key": "{k}"}}\n'),
    ("bearer", "a.py", lambda k: f'headers = {{"Authorization": "Bearer {k}"}}\n'),
    ("bearer-curl", "a.sh", lambda k: f"curl -H 'Authorization: Bearer {k}' https://api.invalid\n"),
    ("api-key-curl", "a.sh", lambda k: f'curl -H "x-api-key: {k}" https://api.invalid\n'),
    ("query", "a.py", lambda k: f'get("https://api.invalid/v1?api_key={k}&page=2")\n'),
    ("yaml", "a.yml", lambda k: f"auth_token: {k}\n"),
    ("toml", "a.toml", lambda k: f'access_token = "{k}"\n'),
    ("npmrc", ".npmrc", lambda k: f"//registry.internal/:_authToken={k}\n"),
    ("other-qualifier", "a.py", lambda k: f'GEOCODER_KEY = "{k}"\n'),
    ("prose", "notes.md", lambda k: f"api_key={k}\n"),
    ("workflow", ".github/workflows/ci.yml", lambda k: f"    env:\n      SLACK_SIGNING_SECRET: {k}\n"),
    ("connection-string", "a.cs", lambda k: f'"Endpoint=sb://x;SharedAccessKeyName=Root;SharedAccessKey={k}"\n'),
)


@pytest.mark.parametrize(("path", "place"), [pytest.param(path, place, id=name) for name, path, place in KEY_PLACES])
@pytest.mark.parametrize(
    ("length", "alphabet"),
    [pytest.param(32, ALNUM, id="alnum"), pytest.param(40, HEX, id="hex"), pytest.param(32, LOWER, id="lower")],
)
def test_a_key_is_found(path, place, length, alphabet):
    found = [rules_in(path, place(sample(lambda rng: text(rng, length, alphabet), seed))) for seed in range(20)]
    assert found == [FOUND] * 20


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("otter-sorting-" + "1987-Bern", id="words-and-year"),
        pytest.param("n3ither-fish-" + "nor-fowl-42", id="digits-for-letters"),
    ],
)
@pytest.mark.parametrize(
    "place",
    [
        pytest.param('app.secret_key = "{}"', id="attribute"),
        pytest.param('config["SECRET_KEY"] = "{}"', id="item"),
        pytest.param('jwt.encode(claims, "{}", algorithm="HS256")', id="position"),
        pytest.param('jwt.decode(raw, key="{}", algorithms=["HS256"])', id="keyword"),
    ],
)
def test_what_somebody_made_up_to_sign_with_is_found(place, value):
    assert rules_in("a.py", place.format(value) + "\n") == FOUND


@pytest.mark.parametrize(
    ("place", "length", "alphabet"),
    [
        pytest.param("c = AES.new(bytes.fromhex('{}'), AES.MODE_GCM)", 32, HEX, id="cipher"),
        pytest.param("key = bytes.fromhex('{}')", 64, HEX, id="decoded-hexadecimal"),
        pytest.param("key = base64.b64decode('{}=')", 43, ALNUM, id="decoded-base64"),
        pytest.param("totp = pyotp.TOTP('{}')", 32, BASE32, id="one-time-passwords"),
        pytest.param("MFA_SEED = '{}'", 16, BASE32, id="seed"),
        pytest.param("vault = run('vault login {}')", 32, ALNUM, id="vault"),
        pytest.param('key = os.environ.get("GEO_API_KEY") or "{}"', 40, ALNUM, id="fallback-after-or"),
        pytest.param("# Set `GEO_API_KEY` to `{}`", 32, ALNUM, id="told"),
    ],
)
def test_a_key_is_found_by_its_place(place, length, alphabet):
    found = [rules_in("a.py", place.format(text(random.Random(seed), length, alphabet)) + "\n") for seed in range(5)]
    assert found == [FOUND] * 5


def test_a_key_of_django_is_found():
    signs = "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)"
    found = [rules_in("a.py", f"SECRET_KEY = '{text(random.Random(seed), 50, signs)}'\n") for seed in range(40)]
    assert sum(rules == FOUND for rules in found) >= 38


def test_a_key_of_base64url_is_found():
    found = [rules_in("a.py", f'token = "{sample(lambda rng: text(rng, 43, WORD), seed)}"\n') for seed in range(50)]
    assert found == [FOUND] * 50


@pytest.mark.parametrize("length", [16, 24, 32, 40, 64])
@pytest.mark.parametrize(
    "alphabet", [pytest.param(ALNUM, id="alnum"), pytest.param(HEX, id="hex"), pytest.param(WORD, id="base64url")]
)
def test_of_a_hundred_random_values_hardly_any_is_missed(length, alphabet):
    values = [text(random.Random(seed), length, alphabet) for seed in range(100)]
    assert sum(rules_in("a.py", f'api_key = "{value}"\n') == FOUND for value in values) >= 96


def test_basic_credentials_in_a_header_are_found():
    pair = base64.b64encode(f"deploy:{sample_password(4)}".encode()).decode()
    assert rules_in("a.py", f'h = {{"Authorization": "Basic {pair}"}}\n') == FOUND


_RANDOM = sample(lambda rng: text(rng, 40, HEX), 7)
_MIXED = sample(lambda rng: text(rng, 32), 8)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        pytest.param("a.py", 'password = "changeme"', id="placeholder"),
        pytest.param("a.py", 'password = "change-me-please"', id="placeholder-words"),
        pytest.param("a.py", 'api_key = "your-api-key"', id="your-key"),
        pytest.param("a.py", 'api_key = "YOUR_API_KEY_GOES_HERE_1234"', id="your-key-capitals"),
        pytest.param("a.py", 'api_key = "<your-token-123>"', id="angle-brackets"),
        pytest.param("a.py", 'token = "xxxxxxxxxxxxxxxxxxxxxxxx"', id="crosses"),
        pytest.param("a.py", 'token = "00000000000000000000000000000000"', id="zeros"),
        pytest.param("a.py", 'token = "1234567890abcdef1234567890abcdef"', id="counting"),
        pytest.param("a.py", 'token = "abcdefghijklmnopqrstuvwxyz123456"', id="alphabet"),
        pytest.param("a.py", 'secret = "deadbeefdeadbeefdeadbeef"', id="dead-beef"),
        pytest.param("a.py", 'password = "secret123"', id="test-fake"),
        pytest.param("a.py", 'password = "testpass1"', id="test-fake-2"),
        pytest.param("a.py", 'password = "admin1234"', id="test-fake-3"),
        pytest.param("a.py", 'password = "P@ssw0rd"', id="the-word-itself"),
        pytest.param("a.py", 'password = "pa55word"', id="the-word-itself-2"),
        pytest.param("a.py", 'user, password = "app", getpass("app1 passw0rd")', id="tuple-of-a-prompt"),
        pytest.param("a.py", 'user, password = "app", "password"', id="tuple-of-a-placeholder"),
        pytest.param("a.py", 'password = """The passw0rd of the user, or None."""', id="triple-quoted-words"),
        pytest.param("a.py", 'password = ""', id="empty"),
        pytest.param("a.py", "password = None", id="none"),
        pytest.param("a.py", 'password = os.environ["DB_PASSWORD_2"]', id="environment"),
        pytest.param("a.py", 'password = os.getenv("DB_PASSWORD1")', id="getenv"),
        pytest.param("a.py", 'password = getpass("Enter passw0rd: ")', id="prompt"),
        pytest.param("a.py", "password = make_password(raw1)", id="call"),
        pytest.param("a.py", 'token = vault.read("kv/team4/db-prod1")', id="vault-path"),
        pytest.param("a.py", 'token = f"{prefix}-{n1}-{uuid4()}"', id="f-string"),
        pytest.param("a.py", 'token = "%s:%s" % (a1, b2)', id="percent"),
        pytest.param("a.py", 'password_field = "id_password1"', id="field-name"),
        pytest.param("a.py", 'PASSWORD_RESET_URL = "/accounts/reset2/"', id="about-passwords"),
        pytest.param("a.py", 'password_hash = "pbkdf2_sha256$1000$abc$Zm9vYmFy0"', id="hash"),
        pytest.param("a.py", 'password = "$2b$12$Zk3vQ8rTnB5xWm2LcY7dHe"', id="bcrypt"),
        pytest.param("a.py", 'TOKEN_TYPE = "urn:ietf:params:oauth:token-type:jwt1"', id="urn"),
        pytest.param("a.py", 'secret_name = "prod/db/main-7"', id="name-of-a-secret"),
        pytest.param("a.py", 'token_url = "https://login.internal/oauth2/v2.0/token"', id="url"),
        pytest.param("a.py", 'token = "https://login.internal/oauth2/v2.0/abc123"', id="url-value"),
        pytest.param("a.py", 'key_file = "/run/secrets/key_1.pem"', id="path"),
        pytest.param("a.py", 'cache_key = "user:profile:v2:a81c9f3e7d"', id="cache-key"),
        pytest.param("a.py", f'primary_key = "{_RANDOM}"', id="primary-key"),
        pytest.param("a.py", f'public_key = "{_MIXED}"', id="public-key"),
        pytest.param("a.py", f'csrf_token = "{_MIXED}"', id="csrf"),
        pytest.param("a.py", f'next_page_token = "{_MIXED}"', id="paging"),
        pytest.param("a.py", f'commit = "{_RANDOM}"', id="git-sha"),
        pytest.param("a.py", f'sha1 = "{_RANDOM}"', id="digest"),
        pytest.param("a.py", 'pad_token = "<|endoftext|>"', id="model-token"),
        pytest.param("a.py", 'token = "550e8400-e29b-41d4-a716-446655440000"', id="uuid"),
        pytest.param("a.py", 'api_key_header = APIKeyHeader(name="X-API-Key-2")', id="header-name"),
        pytest.param("a.py", 'tokens = ["aa1bb2cc3", "dd4ee5ff6"]', id="list-of-words"),
        pytest.param("a.py", "for token in line.split(): token = token1", id="loop"),
        pytest.param("a.py", 'raise ValueError("password: must hold 8 characters")', id="message"),
        pytest.param("a.py", 'label = _("Password (again):")', id="form-label"),
        pytest.param("a.py", 'help = {"password": "Enter the same password as before."}', id="sentence"),
        pytest.param("a.py", 'pattern = {"password": r"^[A-Za-z0-9]{8,}$"}', id="pattern"),
        pytest.param("a.json", '{"password": "Password"}', id="translation"),
        pytest.param("a.json", '{"password": "Passwort", "token": "Zugangsschluessel"}', id="translation-2"),
        pytest.param("a.json", '{"forgotPassword": "Forgot?"}', id="translation-3"),
        pytest.param("a.po", 'msgid "password"\nmsgstr "Mot2passe"\n', id="catalogue"),
        pytest.param("a.json", f'{{"integrity": "sha512-{_MIXED}{_MIXED}=="}}', id="integrity"),
        pytest.param("package-lock.json", f'{{"token": "{_MIXED}"}}', id="lock-file"),
        pytest.param("requirements.txt", f"token-lib==1.0 --hash=sha256:{_RANDOM}", id="requirement-hash"),
        pytest.param("a.yaml", f"token: sha256:{_RANDOM}", id="labelled-hash"),
        pytest.param("a.yaml", "password: ${DB_PASSWORD_2}", id="shell-variable"),
        pytest.param("a.yaml", "password: {{ vault_db_password_1 }}", id="template"),
        pytest.param("a.yaml", "password: $DB_PASS1", id="dollar-variable"),
        pytest.param("a.yaml", "token: !Ref MyToken2024", id="yaml-tag"),
        pytest.param("a.yaml", "password: # set in prod2", id="comment-only"),
        pytest.param("a.yaml", "secretName: tls-cert-prod2", id="kubernetes-name"),
        pytest.param("a.yaml", "secretKeyRef:\n  name: db-creds-2\n  key: password1\n", id="kubernetes-reference"),
        pytest.param("a.yaml", "token: ${{ secrets.NPM_TOKEN2 }}", id="workflow-secret"),
        pytest.param(".env.example", "API_KEY=sk-xxxxxxxxxxxxxxxxxxxxxxxx", id="example-file"),
        pytest.param(".env.example", "DB_PASSWORD=", id="example-file-empty"),
        pytest.param(".env", "SECRET_PATH=/etc/app/key1.pem", id="path-variable"),
        pytest.param("Dockerfile", "ARG TOKEN\nENV TOKEN=$TOKEN1", id="docker-variable"),
        pytest.param("a.sh", 'curl -H "Authorization: Bearer $API_TOKEN_1"', id="bearer-variable"),
        pytest.param("a.sh", 'TOKEN="$(gh auth token2)"', id="command-substitution"),
        pytest.param("a.sh", "docker run -u 1000:1000 image1", id="uid-and-gid"),
        pytest.param("a.sh", "mytool --password-file /run/pw1", id="option-file"),
        pytest.param("a.ts", "interface A { password: string; apiKey?: string32 }", id="type"),
        pytest.param("a.ts", "const token = await getToken2(config1);", id="await"),
        pytest.param("a.html", '<input type="password" name="password1" id="id_password1">', id="html-input"),
        pytest.param("a.css", ".password-input:focus{color:#a1b2c3}", id="style"),
        pytest.param("README.md", "Set `password` to your new password (8+ characters).", id="prose"),
        pytest.param("README.md", "password: see1password", id="prose-2"),
        pytest.param("a.js", 'var token="object",pass=e4r(t5),key=n1.a2', id="minified"),
        pytest.param(
            "a.py", '"django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",\n"django.B2C",', id="class-paths"
        ),
        pytest.param("a.json", '{"license_key": "gpl-2.0-broadcom-linking"}', id="slug"),
        pytest.param("a.json", '{"sentry_key_id": "' + _RANDOM + '"}', id="key-id"),
        pytest.param("a.py", 'api_key = "SGVsbG8gV29ybGQ="', id="base64-of-words"),
        pytest.param("a.py", 'jwt.encode(payload, "secret", algorithm="HS256")', id="signing-call-with-a-word"),
        pytest.param("a.py", 'user.set_password("password1")', id="set-a-word"),
        pytest.param("a.py", 'sock.connect("a", "b", "tcp4")', id="connect-to-something-else"),
        pytest.param("a.py", 'parser.add_argument("--token", "-t2", help="x")', id="option-names"),
        pytest.param("a.py", 'secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a1-b2"', id="arn"),
    ],
)
def test_no_alarm(path, code):
    assert rules_in(path, code + "\n") == []
