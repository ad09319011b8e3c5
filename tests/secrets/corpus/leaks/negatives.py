"""Hard negatives: what looks like a credential and is none, by the reason why it is none.

Templates hold random parts as specifications (`<40h>`, see `formats`), words (`<word>`) and UUIDs.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import NamedTuple

from leaks.formats import ALPHABETS, chars, jwt, uuid
from leaks.frames import surround

_PART = re.compile(r"<(?:(\d+)(\w)|(word|uuid|image|unsigned|numbers))>")
_WORDS = "orders billing search invoice report worker customer stock parcel label mail audit export shop".split()


class Negative(NamedTuple):
    """One way in which the reason shows: the file's path, its language and a template."""

    reason: str
    path: str
    language: str
    template: str


def fill(rng: random.Random, template: str) -> str:
    """The template with random parts of its own."""

    def part(match: re.Match[str]) -> str:
        if match[1]:
            return chars(rng, int(match[1]), ALPHABETS[match[2]])
        return _NAMED[match[3]](rng)

    return _PART.sub(part, template)


def _unsigned(rng: random.Random) -> str:
    _, claims, _ = jwt(rng).split(".")
    return f"eyJhbGciOiJub25lIn0.{claims}."


_NAMED = {
    "word": lambda rng: rng.choice(_WORDS),
    "uuid": uuid,
    "image": lambda rng: "iVBORw0KGgoAAAANSUhEUgAA" + chars(rng, 600, ALPHABETS["b"]),
    "unsigned": _unsigned,
    "numbers": lambda rng: ", ".join(f"0x{rng.randrange(2**32):08x}" for _ in range(12)),
}

# Values of placeholders and of tests' fakes, which are multiplied by the lines they stand in.
_PLACEHOLDERS = """
changeme change-me CHANGE_ME changeit your-password your_api_key YOUR_API_KEY your-api-key-here YOUR_TOKEN_HERE
<your-token> <password> [REDACTED] REDACTED ******** xxxxxxxx XXXXXXXXXXXXXXXX xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx
replace-me replace_with_real_key insert-key-here TODO-set-me placeholder dummy example-key my-secret-key
put-your-key-here enter_your_password_here sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx sk-your-key-here ghp_your_token_here
sk-... sk-ant-api03-... hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx AKIAXXXXXXXXXXXXXXXX ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
xoxb-your-bot-token sk_test_your_key_here <INSERT_API_KEY> {your_api_key} 0000000000000000000000000000000000000000
1234567890 12345678901234567890123456789012 abcdef1234567890abcdef1234567890 00000000-0000-0000-0000-000000000000
none-of-your-business not-a-real-key this-is-not-a-secret super-secret-key supersecretkey a-very-long-secret-key
""".split()
_FAKES = """
secret password test-password testpass test123 pass1234 password123 s3cr3t secret-key test-secret-key fake-token
fake_api_key mock-token dummy-key test-token-123 not-secret wrong-password bad-password invalid-token old-password
new_password1 letmein admin123 user_pass qwerty12345 abc123def456 token1 token-2 test_api_key_1 foobar123 secret2
sk-test sk-fake-key sk-test-1234567890 sk-ant-test-key ghp_faketoken fake-openai-key hf_fake test-key-for-unit-tests
my_fake_secret_token expired-token valid-token access-token-1 refresh-token-1 a-jwt-token the-secret some-secret-value
""".split()
_PLACEHOLDER_LINES = (
    ("app/config.py", "python", 'API_KEY = "@"'),
    ("app/config.py", "python", 'password = os.environ.get("DB_PASSWORD", "@")'),
    ("README.md", "prose", "```bash\nexport API_KEY=@\n```"),
    (".env.example", "env", "SECRET_TOKEN=@"),
    ("config.yaml", "yaml", 'client:\n  password: "@"'),
    ("config.json", "json", '"apiKey": "@",'),
    ("docs/curl.md", "prose", "    curl -H 'Authorization: Bearer @' https://api.shop.internal/v1/orders"),
)
_FAKE_LINES = (
    ("tests/test_login.py", "python", 'def test_login(client):\n    assert client.login("anna", password="@")'),
    ("tests/test_api.py", "python", '@pytest.fixture\ndef client():\n    return Client(api_key="@")'),
    ("tests/test_env.py", "python", 'def test_reads_token(monkeypatch):\n    monkeypatch.setenv("API_TOKEN", "@")'),
    ("tests/conftest.py", "python", 'SECRET_KEY = "@"'),
    ("src/login.test.ts", "script", 'it("logs in", () => expect(login({ user: "anna", password: "@" })).toBe(true));'),
)

# (reason, path, language, template)
_ROWS = (
    ("digest", "app/files.py", "python", 'SHA256 = "<64h>"'),
    ("digest", "app/files.py", "python", 'EXPECTED = {"model.bin": "sha256:<64h>", "vocab.txt": "<64h>"}'),
    ("digest", "tests/test_hash.py", "python", 'def test_digest():\n    assert digest(b"abc") == "<40h>"'),
    ("digest", "build.yaml", "yaml", "artifact:\n  md5: <32h>\n  checksum: <64h>"),
    ("digest", "app/auth.py", "python", 'TOKEN_HASH = "<64h>"\nKEY_FINGERPRINT = "<40h>"'),
    ("digest", "Formula/orders.rb", "script", '  sha256 "<64h>"'),
    ("digest", "flake.nix", "script", '  hash = "sha256-<43b>=";'),
    ("lock file", "package-lock.json", "json", '"node_modules/<word>": {"version": "4.1.2", "resolved": "https://registry.npmjs.example/<word>/-/a-4.1.2.tgz", "integrity": "sha512-<86b>=="},'),
    ("lock file", "yarn.lock", "none", '"<word>@^4.1.0":\n  version "4.1.2"\n  resolved "https://registry.internal/a/-/a-4.1.2.tgz#<40h>"\n  integrity sha512-<86b>=='),
    ("lock file", "poetry.lock", "none", '[[package]]\nname = "<word>"\nversion = "1.4.2"\nfiles = [\n    {file = "a-1.4.2.tar.gz", hash = "sha256:<64h>"},\n]\n\n[metadata]\ncontent-hash = "<64h>"'),
    ("lock file", "Cargo.lock", "none", '[[package]]\nname = "token-<word>"\nversion = "1.4.2"\nchecksum = "<64h>"'),
    ("lock file", "go.sum", "none", "example.internal/secret-<word> v1.4.2 h1:<43b>=\nexample.internal/<word> v1.4.2/go.mod h1:<43b>="),
    ("lock file", "uv.lock", "none", '[[package]]\nname = "keyring"\nsdist = { url = "https://pkg.internal/<60h>/keyring.tar.gz", hash = "sha256:<64h>", size = 41 }'),
    ("lock file", "pnpm-lock.yaml", "none", "packages:\n  /js-tokens@4.0.0:\n    resolution: {integrity: sha512-<86b>==}"),
    ("requirement hash", "requirements.txt", "none", "keyring==25.6.0 \\\n    --hash=sha256:<64h> \\\n    --hash=sha256:<64h>\ntoken-tools==1.2"),
    ("subresource integrity", "index.html", "script", '<script src="https://cdn.internal/a.js" integrity="sha384-<64b>" crossorigin="anonymous"></script>'),
    ("subresource integrity", "docs/_base.html", "script", '<link rel="stylesheet" href="/a.css" integrity="sha512-<86b>==">'),
    ("uuid", "app/ids.py", "python", 'TENANT_ID = "<uuid>"\nCLIENT_ID = "<uuid>"'),
    ("uuid", "fixtures.json", "json", '"id": "<uuid>", "session": "<uuid>", "correlationKey": "<uuid>",'),
    ("uuid", "project.sln", "none", 'Project("{<uuid>}") = "Auth", "Auth.csproj", "{<uuid>}"'),
    ("uuid", "tests/test_ids.py", "python", 'def test_token_id():\n    assert parse("token:<uuid>").id == "<uuid>"'),
    ("git commit", ".github/workflows/ci.yml", "yaml", "jobs:\n  test:\n    steps:\n      - uses: actions/checkout@<40h> # v5\n      - uses: docker/login-action@<40h>"),
    ("git commit", ".pre-commit-config.yaml", "yaml", "repos:\n  - repo: https://git.internal/secret-scanner\n    rev: <40h>\n    hooks: [{id: token-check}]"),
    ("git commit", ".git-blame-ignore-revs", "none", "# format everything\n<40h>\n\n# rename token to key\n<40h>"),
    ("git commit", "CHANGELOG.md", "prose", "- rotate the signing key ([`<7h>`](https://git.internal/shop/commit/<40h>))"),
    ("git commit", "app/version.py", "python", '__commit__ = "<40h>"\nGIT_SHA = "<40h>"'),
    ("git commit", "pyproject.toml", "toml", '[tool.uv.sources]\nauth-tokens = { git = "https://git.internal/auth", rev = "<40h>" }'),
    ("translation", "locales/de.json", "json", '"password": "Passwort", "newPassword": "Neues Passwort", "token": "Zugangstoken", "apiKey": "API-Schlüssel",'),
    ("translation", "locales/fr.json", "json", '"login": {"password": "Mot de passe", "forgot": "Mot de passe oublié ?", "secret": "Clé secrète"},'),
    ("translation", "locale/es.po", "none", 'msgid "Password"\nmsgstr "Contraseña"\n\nmsgid "API token"\nmsgstr "Token-de-acceso"'),
    ("translation", "config/locales/nl.yml", "yaml", "nl:\n  password: Wachtwoord\n  password_confirmation: Wachtwoordbevestiging\n  api_token: Toegangssleutel"),
    ("translation", "src/i18n/tr.ts", "script", "export default { password: 'Parola', passwordAgain: 'Parola(tekrar)', secretKey: 'GizliAnahtar' };"),
    ("public key", "authorized_keys", "none", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI<43b> deploy@shop\nssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ<372b> anna@laptop"),
    ("public key", "app/keys.py", "python", 'PUBLIC_KEY = """-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0B<44b>\n<64b>\n<64b>\n-----END PUBLIC KEY-----"""'),
    ("public key", "app/keys.py", "python", 'VERIFY_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI<43b>"\nSIGNING_PUBLIC_KEY = "<64h>"'),
    ("public key", "known_hosts", "none", "git.shop.internal ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI<43b>\n|1|<27b>=|<27b>= ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY<100b>"),
    ("public key", "dns.tf", "hcl", 'resource "dns_txt" "dkim" {\n  value = "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQ<180b>"\n}'),
    ("public key", "jwks.json", "json", '"keys": [{"kty": "RSA", "use": "sig", "kid": "<27w>", "e": "AQAB", "n": "<342w>"}],'),
    ("certificate", "certs/ca.pem", "none", "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIE<44b>\n<64b>\n<64b>\n<64b>\n-----END CERTIFICATE-----"),
    ("certificate", "kubeconfig", "yaml", "clusters:\n  - cluster:\n      certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUR<400b>"),
    ("certificate", "saml.xml", "xml", "  <X509Certificate>MIIDdzCCAl+gAwIBAgIE<400b></X509Certificate>"),
    ("signature", "release.asc", "none", "-----BEGIN PGP SIGNATURE-----\n\niQIzBAABCAAdFiEE<48b>\n<64b>\n<64b>\n=<4b>\n-----END PGP SIGNATURE-----"),
    ("signature", "cosign.json", "json", '"signature": "MEUCIQ<90b>=", "keyid": "<64h>",'),
    ("publishable key", "src/pay.ts", "script", 'const stripe = loadStripe("pk_live_<99a>");'),
    ("publishable key", "src/pay.js", "script", 'const publishableKey = "pk_test_<24a>";'),
    ("publishable key", ".env.production", "env", "NEXT_PUBLIC_SUPABASE_KEY=sb_publishable_<31a>"),
    ("publishable key", "src/stats.ts", "script", 'posthog.init("phc_<43a>", { api_host: "https://eu.posthog.internal" });'),
    ("publishable key", "app/errors.py", "python", 'sentry_sdk.init(dsn="https://<32h>@o1042.ingest.sentry.io/45012")'),
    ("publishable key", "index.html", "script", '<div class="g-recaptcha" data-sitekey="6Le<37w>"></div>'),
    ("publishable key", "src/form.tsx", "script", '<Turnstile siteKey="0x4AAAAAAA<14a>" />'),
    ("embedded image", "style.css", "none", ".logo { background: url(data:image/png;base64,<image>); }\n.token { color: #3a7bd5; }"),
    ("embedded image", "page.html", "script", '<img alt="password field" src="data:image/png;base64,<image>">'),
    ("embedded image", "plot.ipynb", "json", '"outputs": [{"data": {"image/png": "<image>"}, "output_type": "display_data"}],'),
    ("embedded image", "src/icons.ts", "script", 'export const keyIcon = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0i<400b>";'),
    ("identifier", "style.css", "none", ".password-strength-meter--level-4 { width: 80%; }\n#token-input-field-2 { border: 0; }\n.btn-api-key:hover { color: #ff8a3c; }"),
    ("identifier", "src/ui.js", "script", 'const passwordInput = document.querySelector("#user_password_confirmation1");\nconst tokenClass = "token-list__item--active2";'),
    ("identifier", "app/forms.py", "python", 'class LoginForm(Form):\n    password_field = "login-password-1"\n    token_input_id = "id_token_2"'),
    ("identifier", "app/parse.py", "python", 'TOKEN_TYPES = {"number": "NUMBER_TOKEN_1", "string": "STRING_TOKEN_2"}\ntoken = "T_OPEN_TAG_WITH_ECHO2"'),
    ("identifier", "app/codes.py", "python", 'class ErrorCode(Enum):\n    INVALID_PASSWORD = "auth/invalid-password-v2"\n    TOKEN_EXPIRED = "E4012_TOKEN_EXPIRED"'),
    ("variable name", "app/config.py", "python", 'password = os.environ["ORDERS_DB_PASSWORD_2"]\nTOKEN_ENV = "SHOP_API_TOKEN_V2"'),
    ("variable name", "config.yaml", "yaml", "database:\n  password_env: ORDERS_DB_PASSWORD\n  api_key_var: SHOP_API_KEY_V2"),
    ("variable name", "app/config.py", "python", 'api_key = get_env("SHOP_API_KEY_V2")\nsecret_name = "SHOP_JWT_SECRET_2026"'),
    ("variable name", "docker-compose.yml", "yaml", "services:\n  web:\n    environment:\n      - DB_PASSWORD\n      - API_KEY=${API_KEY:?set it}\n      - TOKEN=$TOKEN_V2"),
    ("template", "app.yaml", "yaml", "db:\n  password: ${DB_PASSWORD}\n  token: {{ .Values.api.token2 }}\n  key: <%= ENV['API_KEY'] %>"),
    ("template", "deploy.yml", "yaml", 'env:\n  NPM_TOKEN: ${{ secrets.NPM_TOKEN }}\n  DB_PASSWORD: "{{ vault_db_password_v2 }}"'),
    ("template", "app/db.py", "python", 'url = f"postgresql://{user}:{password}@{host}:{port}/{name}"\ndsn = "mysql://%s:%s@%s/orders" % (user, secret, host)'),
    ("template", "settings.ini", "ini", "[db]\npassword = %(DB_PASSWORD)s\nurl = redis://:${REDIS_PASSWORD}@cache:6379/0"),
    ("template", "nginx.conf", "none", 'proxy_set_header Authorization "Bearer $http_x_token2";\nproxy_set_header X-Api-Key "${UPSTREAM_KEY_1}";'),
    ("template", "src/api.ts", "script", "const headers = { Authorization: `Bearer ${session.accessToken}`, 'X-Key': process.env.API_KEY_V2 };"),
    ("template", "main.tf", "hcl", 'resource "db" "orders" {\n  password = var.db_password_v2\n  token    = data.vault_generic_secret.orders.data["token"]\n  key      = "${random_password.db1.result}"\n}'),
    ("vault reference", "values.yaml", "yaml", "db:\n  password: vault:secret/data/orders/db2#password\n  token: ref+awsssm://prod/orders/token1"),
    ("vault reference", "app/config.py", "python", 'SECRET_ARN = "arn:aws:secretsmanager:eu-central-1:<12d>:secret:orders/db-<6a>"\npassword = read_secret("prod/orders/db-password-v2")'),
    ("vault reference", ".env", "env", "DB_PASSWORD=op://shop/orders-db-2/password\nAPI_TOKEN=projects/shop-417/secrets/api-token/versions/3"),
    ("vault reference", "appsettings.json", "json", '"ApiKey": "@Microsoft.KeyVault(SecretUri=https://shop.vault.azure.net/secrets/ApiKey/<32h>)",'),
    ("vault reference", "deploy.sh", "shell", "DB_PASSWORD=$(vault kv get -field=password secret/orders2)\nTOKEN=$(pass show shop/token1)\nread -rs PASSWORD"),
    ("vault reference", "deploy.yaml", "yaml", "env:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef:\n        name: orders-db-creds-v2\n        key: db-password1"),
    ("encrypted by sops", "secrets.enc.yaml", "yaml", "password: ENC[AES256_GCM,data:<24b>,iv:<43b>=,tag:<22b>==,type:str]\nsops:\n  mac: ENC[AES256_GCM,data:<88b>,iv:<43b>=,tag:<22b>==,type:str]"),
    ("encrypted by sops", "secrets.enc.json", "json", '"api_token": "ENC[AES256_GCM,data:<36b>=,iv:<43b>=,tag:<22b>==,type:str]",'),
    ("encrypted by ansible-vault", "group_vars/vault.yml", "none", "$ANSIBLE_VAULT;1.1;AES256\n<80d>\n<80d>\n<80d>\n<40d>"),
    ("encrypted by ansible-vault", "group_vars/all.yml", "yaml", "db_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  <80d>\n  <80d>\n  <30d>"),
    ("sealed secret", "sealed.yaml", "yaml", "kind: SealedSecret\nspec:\n  encryptedData:\n    password: AgB<400b>\n    api-token: AgA<400b>"),
    ("encrypted by travis", ".travis.yml", "yaml", 'env:\n  global:\n    - secure: "<171b>="'),
    ("password hash", "users.json", "json", '"users": [{"name": "anna", "password": "$2b$12$<53a>"}, {"name": "bo", "password": "pbkdf2_sha256$870000$<22a>$<43b>="}],'),
    ("password hash", ".htpasswd", "none", "anna:$apr1$<8a>$<22a>\nbo:{SHA}<27b>="),
    ("password hash", "seed.sql", "none", "INSERT INTO users (name, password) VALUES ('anna', '$argon2id$v=19$m=65536,t=3,p=4$<22b>$<43b>');"),
    ("password hash", "shadow", "none", "anna:$6$<16a>$<86a>:20500:0:99999:7:::"),
    ("password hash", "app/users.py", "python", 'PASSWORD_HASH = "scrypt:32768:8:1$<16a>$<128h>"'),
    ("unsigned token", "docs/tokens.md", "prose", "A token without a signature, `<unsigned>`, must be refused."),
    ("unsigned token", "tests/test_tokens.py", "python", 'def test_refuses_alg_none():\n    assert decode("<unsigned>") is None'),
    ("version", "app/about.py", "python", 'API_VERSION = "2026-03-01.acacia"\nTOKEN_VERSION = "v2.14.1-rc.3+build.20260302.<7h>"'),
    ("version", "package.json", "json", '"jsonwebtoken": "^9.0.2", "passport-jwt": "4.0.1", "@types/passport-local": "1.0.38",'),
    ("version", "app.csproj", "xml", '  <PackageReference Include="Azure.Security.KeyVault.Secrets" Version="4.7.0-beta.2"/>'),
    ("checksum file", "SHA256SUMS", "none", "<64h>  orders-2.1.tar.gz\n<64h>  token-service-2.1.whl\n<64h>  key-rotator.zip"),
    ("checksum file", "dist.json", "json", '"files": {"password-meter.js": "<64h>", "auth-token.css": "<64h>"},'),
    ("slug", "app/urls.py", "python", 'TOKEN_URL = "/v2/oauth/token-exchange-2024"\npath = "blog/2026/03/how-we-rotate-every-api-key-in-30-days"'),
    ("slug", "content/post.md", "prose", "See [rotating secrets](/posts/2026-03-02-secret-rotation-for-80-services-a7f3) and /docs/api-key-v2."),
    ("slug", "app/keys.py", "python", 'cache_key = "orders:v3:customer:<12d>"\nobject_key = "exports/2026/03/orders-<8h>.parquet"\nstorage_key = "customers/<uuid>/photo.png"'),
    ("job and trace ids", "logs/worker.log", "log", "2026-03-02 09:14:11,640 INFO shop.auth token refreshed trace_id=<32h> span_id=<16h> request=<uuid>"),
    ("job and trace ids", "jobs.yaml", "yaml", 'jobs:\n  - id: cron_<24l>\n    schedule: "*/5 * * * *"\n    run: token-refresh'),
    ("job and trace ids", "app/trace.py", "python", 'TRACEPARENT = "00-<32h>-<16h>-01"\nrun_id = "run-<20l>"\nmessage_id = "<20u>"'),
    ("minified script", "dist/app.min.js", "none", '!function(e,t){var n=t(417),r=n.token||"a1b2",o={key:"k"+e,password:!0,secret:void 0};e.exports=function(a){return a.authToken=r+o.key,n(a.token,{apiKey:e.apiKey,keyCode:13})}}(this,function(e){return{token:e,key:"Tab",pass:1}});//<8h>'),
    ("minified script", "dist/chunk.js", "none", '(self.webpackChunkshop=self.webpackChunkshop||[]).push([[417],{"<4h>":(e,t,n)=>{t.token=n("<4h>"),t.key=e.id+"<6a>"}}]);\n//# sourceMappingURL=chunk.<20h>.js.map'),
    ("source map", "dist/app.js.map", "json", '"version": 3, "names": ["token", "password", "secretKey"], "mappings": "AAAA,SAASA,GAAGC,<120a>;AAC<300a>,CAAC<60a>",'),
    ("label", "login.html", "script", '<label for="password1">Password:</label><input type="password" id="password1" name="user_password2" placeholder="P4ssword" autocomplete="current-password">'),
    ("label", "app/forms.py", "python", 'password1 = CharField(label="Password", widget=PasswordInput(attrs={"autocomplete": "new-password"}))\ntoken = CharField(help_text="A token of 32 characters.")'),
    ("label", "src/Login.tsx", "script", '<TextField type="password" label="Password (min. 8)" name="loginPassword1" helperText="At-least-8-characters!" />'),
    ("sentence", "docs/auth.md", "prose", "Set `password` to the value that `make-token --length=32` prints. The token: valid for 24h, then renewed."),
    ("sentence", "app/errors.py", "python", 'MESSAGES = {\n    "password": "Must hold 8-64 characters, 1 digit and 1 sign.",\n    "token": "Your token expired; sign in again.",\n}'),
    ("sentence", "app/cli.py", "python", 'parser.add_argument("--token", metavar="TOKEN", help="access token (default: $SHOP_TOKEN_V2)")'),
    ("sentence", "app/api.py", "python", 'raise ValueError(f"password: {name!r} is too short (8 < 12)")\nlogger.info("token refreshed: %s", token_id)'),
    ("pattern", "app/validate.py", "python", 'PASSWORD_RE = r"^(?=.*[A-Z])(?=.*\\d)[A-Za-z\\d@$!%*?&]{8,}$"\nTOKEN_PATTERN = re.compile(r"sk-[A-Za-z0-9]{48}")'),
    ("pattern", "rules.toml", "toml", "[[rules]]\nid = \"github-pat\"\nregex = '''ghp_[0-9a-zA-Z]{36}'''\nkeywords = [\"ghp_\", \"token\"]"),
    ("pattern", "openapi.yaml", "yaml", "properties:\n  password:\n    type: string\n    format: password\n    pattern: '^[A-Za-z0-9]{12,}$'\n  apiKey: {type: string, minLength: 32}"),
    ("token of a page", "page.html", "script", '<input type="hidden" name="csrfmiddlewaretoken" value="<64a>"><script nonce="<22b>==">start()</script>'),
    ("token of a page", "tests/cassettes/list.yaml", "yaml", 'response:\n  headers:\n    ETag: \'"<32h>"\'\n    X-Request-Id: <uuid>\n  body: {"next_page_token": "<40w>"}'),
    ("token of a page", "app/page.py", "python", 'next_cursor = "<40b>="\ncontinuation_token = "<60b>"\netag = "<32h>"'),
    ("call", "app/secrets_loader.py", "python", 'password = load_secret("orders/db-password-v2")\napi_key = keyring.get_password("shop-api-2", "anna91")\ntoken = secrets.token_urlsafe(32)'),
    ("call", "app/keys.py", "python", 'key = sorted(rows, key=lambda row: row["token_2"])\nsecret = hashlib.sha256(b"part-1").hexdigest()\npassword = getpass.getpass("Passw0rd: ")'),
    ("call", "deploy.sh", "shell", 'export DB_PASSWORD="$(openssl rand -hex 32)"\nTOKEN="$(cat /run/secrets/api_token_2)"\nAPI_KEY=$(aws ssm get-parameter --name /shop/key1)'),
    ("feature flag", "flags.yaml", "yaml", "flags:\n  password_login_v2: enabled\n  token_refresh_2026: 50-percent\n  api_key_rotation: on-2026-04-01"),
    ("feature flag", "app/enums.py", "python", 'class Grant(str, Enum):\n    PASSWORD = "password"\n    TOKEN = "urn:ietf:params:oauth:grant-type:token-exchange"\n    SECRET_POST = "client_secret_post"'),
    ("image digest", "Dockerfile", "docker", "COPY --from=registry.internal/token-tools@sha256:<64h> /bin/tool /bin/"),
    ("image digest", "deploy.yaml", "yaml", "image: registry.internal/auth@sha256:<64h>\nimagePullSecrets: [{name: registry-creds-v2}]"),
    ("cloud resource", "main.tf", "hcl", 'data "aws_kms_key" "orders" {\n  key_id = "arn:aws:kms:eu-central-1:<12d>:key/<uuid>"\n}\nlocals { subnet = "subnet-0<16h>", key_pair = "shop-deploy-2026" }'),
    ("cloud resource", "app/cloud.py", "python", 'KMS_KEY_ID = "<uuid>"\nPOOL_ID = "eu-central-1_<9a>"\nCLIENT_ID = "<12d>-<32l>.apps.googleusercontent.com"\nACCOUNT_SID = "AC<32h>"'),
    ("revision", "migrations/0042.py", "python", 'revision = "<12h>"\ndown_revision = "<12h>"\ndepends_on = None'),
    ("constants", "app/tables.py", "python", "ROUND_KEYS = [<numbers>]\nSBOX = bytes.fromhex(\"637c777bf26b6fc53001672bfed7ab76<64h>\")"),
    ("constants", "vocab.json", "json", '"<|endoftext|>": 50256, "token": 30001, "Ġpassword": 9206, "sk": 8135, "ghp": 41023,'),
    ("constants", "logo.svg", "xml", '  <path id="key2" d="M3.2 7.1c1.4-2.2 3.9-3.6 6.6-3.6h4.1a7.9 7.9 0 017.8 9.1"/>'),
    ("constants", "theme.json", "json", '"tokens": {"primary": "#3a7bd5", "secondary": "#00d2ff", "tokenColor": "#<8h>"},'),
    ("local default", "docker-compose.yml", "yaml", "services:\n  web:\n    environment:\n      DATABASE_URL: postgresql://postgres:postgres@localhost:5432/test"),
    ("local default", "README.md", "prose", "Connect with `postgresql://user:password@localhost/dbname` or `amqp://guest:guest@localhost//`."),
    ("local default", "tests/test_url.py", "python", 'def test_parse():\n    assert parse("https://user:pass@example.com/x").password == "pass"'),
    ("address", "app/links.py", "python", 'FONT = "https://fonts.internal/css2?family=Inter:wght@400;700&display=swap"\nIMAGE = "https://cdn.internal/<32h>/photo@2x.png?v=<8h>"'),
    ("address", "src/links.ts", "script", 'export const video = "https://video.internal/watch?v=<11w>&list=PL<32w>";'),
    ("keyboard key", "src/keys.js", "script", 'if (event.key === "ArrowLeft2" || event.code === "Key4") move(-1);\nconst tokenPattern = /[a-z0-9]{32}/;'),
    ("storage name", "src/session.js", "script", 'localStorage.setItem("auth_token_v2", token);\nconst stored = localStorage.getItem("shopAccessToken2");'),
    ("storage name", "app/tables.py", "python", 'sort_key = "ORDER#2026-01-01#<8h>"\npartition_key = "tenant#<12d>"\nidempotency_key = "<32h>"'),
    ("chain address", "contracts.json", "json", '"tokenAddress": "0x<40h>", "txHash": "0x<64h>", "keyHash": "<64h>",'),
    ("cache key", ".github/workflows/ci.yml", "yaml", "steps:\n  - uses: actions/cache@v4\n    with:\n      key: deps-v2-<16h>\n      restore-keys: deps-v2-"),
    ("language model token", "app/model.py", "python", 'special_tokens = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "[UNK2]"}\ntokens = tokenize("def f1(x): return x2")'),
    ("schema", "schema.json", "json", '"password": {"type": "string", "minLength": 8}, "passwordPolicy": "min8-upper1-digit1", "apiKeyHeader": "X-Shop-Key-2",'),
    ("schema", "schema.sql", "none", "CREATE TABLE users (\n  password VARCHAR(255) NOT NULL DEFAULT '',\n  token CHAR(64) REFERENCES tokens(key2)\n);"),
    ("test fake", "tests/test_users.py", "python", 'def test_strength(client):\n    assert client.register("anna", password="Testing123!")\n    assert client.register("bo", password="ValidPass123!")'),
    ("test fake", "tests/test_pay.py", "python", 'token = "tok_visa"\nheaders = {"Authorization": "Bearer test-token-1"}\njwt_secret = "unit-test-jwt-secret-0123"'),
    ("shell reference", "run.sh", "shell", 'PASSWORD="${1:-}"\nTOKEN=$(curl -s "$URL2" | jq -r .token)\n./tool --key-file=/etc/k2.pem --token-ttl 24h --password-stdin'),
    ("translation", "strings.xml", "xml", '  <string name="password_hint">Passwort eingeben</string>'),
    ("file name", "app/config.py", "python", 'PRIVATE_KEY_PATH = "certs/server-2026.key"\naccess_key_file = "~/.shop/creds2.json"\nAUTH_USER_MODEL = "accounts.User2"'),
    ("public key", "app/push.py", "python", 'VAPID_PUBLIC_KEY = "B<86w>"\nssh_key_fingerprint = "SHA256:<43b>"'),
    ("masked", "logs/audit.log", "log", "2026-03-02 09:14:11,640 INFO shop.auth token=ghp_****************************<4a> key=sk-ant-***<4a> password=***"),
    ("masked", "docs/keys.md", "prose", "The key ends in `...<4a>`: `sk-proj-...<4a>`, `AKIA************<4u>`, `sk_live_…<4a>`."),
    ("empty", ".env.example", "env", "DB_PASSWORD=\nAPI_KEY=\"\"\nSECRET_TOKEN=''\nAUTH_TOKEN=null"),
    ("empty", "config.json", "json", '"password": "", "token": null, "apiKey": false, "secret": [],'),
    ("type", "src/types.ts", "script", "export interface Login { password: string; token?: AccessTokenV2; apiKey: string | undefined; secret: Secret<string>; }"),
    ("type", "app/model.py", "python", "class Login(BaseModel):\n    password: SecretStr\n    token: Annotated[str, Len(32)]\n    api_key: str | None = None"),
    ("type", "schema.graphql", "none", "input Login {\n  password: String!\n  token: ID\n}\ntype Key { apiKey: Base64String256!, secret: EncryptedV2 }"),
    ("vendor example", "docs/aws.md", "prose", "    aws_access_key_id = AKIAIOSFODNN7@EXAMPLE\n    aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCY@EXAMPLEKEY"),
    ("vendor example", "tests/test_s3.py", "python", 'os.environ["AWS_ACCESS_KEY_ID"] = "testing"\nos.environ["AWS_SECRET_ACCESS_KEY"] = "testing"\nos.environ["AWS_SECURITY_TOKEN"] = "testing2"'),
)  # fmt: skip
_EACH = 9  # files of each row, alike in form and different in every random part


def negatives() -> Iterator[Negative]:
    """Every hard negative, random parts not yet filled in."""
    for reason, values, lines in (
        ("placeholder", _PLACEHOLDERS, _PLACEHOLDER_LINES),
        ("test fake", _FAKES, _FAKE_LINES),
    ):
        for value in values:
            for path, language, template in lines:
                yield Negative(reason, path, language, template.replace("@", value))
    for reason, path, language, template in _ROWS:
        # a vendor's sample is written apart, lest a scanner of this repository takes it for a key
        yield from [Negative(reason, path, language, template.replace("@EX", "EX"))] * _EACH


def render_negative(rng: random.Random, negative: Negative) -> str:
    body = fill(rng, negative.template)
    return f"{body}\n" if negative.language == "none" else surround(rng, negative.language, body)
