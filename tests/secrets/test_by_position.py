"""Calls, statements and lines of many languages that take a credential by its place, each beside a harmless twin."""

from __future__ import annotations

import random
import uuid

import pytest

from pratique.secrets.by_position import by_stem
from pratique.secrets.positions import code, everywhere, lines, python
from support.scanning import rules_in

_RNG = random.Random(20_261_121)
_LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789"
KESTREL = "Kestrel" + "".join(_RNG.choices("23456789", k=4)) + "!"
MIXED = "".join(_RNG.choices(_LETTERS, k=40))
HEX = "".join(_RNG.choices("0123456789abcdef", k=64))
WORDS = "-".join(("walnut", "harbour", "kestrel", "meadow"))
SEED = "".join(_RNG.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=32))
APP = "".join(_RNG.choices("abcdefghijklmnopqrstuvwxyz", k=16))
UUID = str(uuid.UUID(int=_RNG.getrandbits(128), version=4))

# (id, path, text with «p» for a password, «w» for words, «k» for a key, «h» for one in hexadecimal digits, «s» for a
#  seed; the same place with something harmless)
PLACES = (
    ("go smtp", "a.go", 'smtp.PlainAuth("", user, "«p»", host)', 'smtp.PlainAuth("", user, os.Getenv("PASS"), host)'),
    ("go ssh", "a.go", 'ssh.Password("«p»"),', 'ssh.Password("password"),'),
    ("go hmac", "a.go", 'hmac.New(sha256.New, []byte("«k»"))', 'hmac.New(sha256.New, []byte("message"))'),
    ("go bytes", "a.go", 'var jwtSecret = []byte("«k»")', 'var jwtSecret = []byte("jwt-secret")'),
    ("go dsn", "a.go", 'dsn := "app:«p»@tcp(db:3306)/shop"', 'dsn := "app:password@tcp(db:3306)/shop"'),
    ("rust from", "a.rs", 'let password = String::from("«p»");', 'let password = String::from("password");'),
    ("c# property", "A.cs", 'string Password { get; set; } = "«p»";', 'string Password { get; set; } = "Password";'),
    ("c# account", "A.cs", 'new NetworkCredential("app", "«p»")', 'new NetworkCredential("app", "password")'),
    (
        "c# key",
        "A.cs",
        'new SymmetricSecurityKey(Encoding.UTF8.GetBytes("«k»"))',
        'new SymmetricSecurityKey(Encoding.UTF8.GetBytes("signing-key"))',
    ),
    ("vb", "a.vb", 'Dim password As String = "«p»"', 'Dim password As String = "password"'),
    (
        "java key",
        "A.java",
        'new SecretKeySpec("«k»".getBytes(), "AES")',
        'new SecretKeySpec("encryption-key".getBytes(), "AES")',
    ),
    (
        "java account",
        "A.java",
        'new PasswordAuthentication("app", "«p»".toCharArray())',
        'new PasswordAuthentication("app", "secret".toCharArray())',
    ),
    ("java store", "A.java", 'ks.load(in, "«p»".toCharArray());', 'ks.load(in, "changeit".toCharArray());'),
    ("java value", "A.java", '@Value("${db.password:«p»}")', '@Value("${db.password:password}")'),
    ("kotlin elvis", "A.kt", 'val secret = env["SECRET"] ?: "«k»"', 'val secret = env["SECRET"] ?: "no-secret-given"'),
    ("r arrow", "a.R", 'db_password <- "«p»"', 'db_password <- "password"'),
    ("ruby basic", "a.rb", "req.basic_auth 'app', '«p»'", "req.basic_auth 'app', 'password'"),
    ("wifi", "a.cpp", 'WiFi.begin("Office", "«p»");', 'WiFi.begin("Office", "your-password");'),
    ("js cookies", "a.js", "app.use(cookieParser('«k»'))", "app.use(cookieParser('keyboard cat'))"),
    ("js hmac", "a.js", "crypto.createHmac('sha256', '«k»')", "crypto.createHmac('sha256', 'message')"),
    ("js session", "a.js", "session({ secret: '«p»', resave: false })", "session({ secret: 'keyboard cat 2' })"),
    ("js sign", "a.js", "jwt.sign({ id }, '«p»')", "jwt.sign({ id }, 'test-secret-1')"),
    (
        "signing name",
        "a.py",
        'SESSION_SECRET = "«w»"',
        'SESSION_SECRET = "session-secret-for-tests"',
    ),
    ("js verify", "a.js", "jwt.verify(raw, '«k»')", "jwt.verify(raw, 'test-secret')"),
    ("js account", "a.js", "btoa('app:«p»')", "btoa('user:password')"),
    ("js typed", "a.js", "cy.get('#password').type('«p»')", "cy.get('#password').type('password')"),
    (
        "js filled",
        "a.ts",
        "page.fill('input[name=\"password\"]', '«p»')",
        "page.fill('input[name=\"password\"]', 'wrong-password')",
    ),
    (
        "sql columns",
        "a.sql",
        "INSERT INTO users (email, password) VALUES ('bo@b.c', 'x'), ('al@b.c', '«p»');",
        "INSERT INTO users (password, email) VALUES (crypt('a', 'b'), '«p»');",
    ),
    (
        "sql hash",
        "a.sql",
        "INSERT INTO users (password) VALUES ('«p»');",
        "INSERT INTO users (password) VALUES ('*" + HEX[:40] + "');",
    ),
    (
        "csv pairs",
        "a.csv",
        "id,name,value\n1,region,eu\n2,db_password,«p»\n",
        "id,name,value\n1,«p»,db_password\n2,region,«p»\n",
    ),
    ("csv pairs of keys", "a.tsv", "key\tvalue\nclient_secret\t«k»\n", "key\tvalue\nclient_secret_name\t«k»\n"),
    (
        "yaml parameter",
        "a.yaml",
        "DBPassword:\n  Type: String\n  Default: «p»\n",
        "DBPassword:\n  Type: String\n  Default: password\n",
    ),
    (
        "yaml block",
        "a.yaml",
        "data:\n  password: |\n    «p»\n  mode: a\n",
        "data:\n  password: |\n    Given by the\n    «p» team\n",
    ),
    (
        "xml type",
        "a.xml",
        '<wsse:Password Type="x">«p»</wsse:Password>',
        '<wsse:Password Type="x">password</wsse:Password>',
    ),
    ("html cells", "a.html", "<td>DB_PASSWORD</td> <td>«p»</td>", "<td>DB_PASSWORD</td> <td>required</td>"),
    ("terminal", "a.log", "user=app password=\x1b[36m«p»\x1b[0m", "user=app password=\x1b[36m********\x1b[0m"),
    ("fish", "a.fish", "set -gx DB_PASSWORD '«p»'", "set -gx DB_PASSWORD 'password'"),
    ("zip", "a.sh", "zip -P '«p»' a.zip a", 'zip -P "$PASS" a.zip a'),
    ("7z", "a.sh", "7z a -p«p» a.7z a", "7z a -p$PASS a.7z a"),
    ("lftp", "a.sh", "lftp -u app,'«p»' ftp.corp.internal", "lftp -u app,password ftp.corp.internal"),
    ("ldap", "a.sh", "ldapsearch -D cn=admin -w '«p»' -b dc=x", "ldapsearch -D cn=admin -w secret -b dc=x"),
    ("kinit", "a.sh", "echo '«p»' | kinit app@CORP", "echo 'password' | kinit app@CORP"),
    ("gh", "a.sh", "gh secret set DB -b '«p»'", 'gh secret set DB -b "$VALUE"'),
    ("sqlplus", "a.sh", "sqlplus app/«p»@db", "sqlplus app/secret@db"),
    ("keygen", "a.sh", "ssh-keygen -t rsa -N '«p»' -f k", "ssh-keygen -t rsa -N '' -f k-2026"),
    ("kickstart", "ks.cfg", "rootpw --plaintext «p»", "rootpw --lock --iscrypted «p»"),
    ("proxy", "haproxy.cfg", "user admin insecure-password «p»", "user admin insecure-password changeme"),
    ("robot", "a.robot", "${PASSWORD}    «p»", "${PASSWORD}    ${EMPTY}"),
    ("pair in prose", "a.md", "Credentials: admin / «p»", "Credentials: user / password"),
    ("rst literal", "a.rst", "The password is ``«p»``.", "The password is ``required``."),
    ("message", "a.eml", "client_secret=3D«k»\n", "client_secret_length=3D40\n"),
    ("serializer", "a.py", 'URLSafeTimedSerializer("«k»")', 'URLSafeTimedSerializer("activation-link")'),
    ("hmac key", "a.py", 'hmac.new(key=b"«k»", msg=body)', 'hmac.new(key=b"some-key", msg=body)'),
    ("hmac digest", "a.py", 'hmac.digest(b"«k»", body, "sha256")', 'hmac.digest(key, b"«k»", "sha256")'),
    ("aes", "a.py", 'AESGCM(bytes.fromhex("«h»"))', 'AESGCM(bytes.fromhex("' + "00" * 32 + '"))'),
    ("otp", "a.py", 'pyotp.HOTP(s="«s»")', 'pyotp.HOTP(s="JBSWY3DPEHPK3PXP" * 2)'),
    (
        "url",
        "a.py",
        'URL.create("postgresql", "app", "«p»", "db")',
        'URL.create("postgresql", "app", "password", "db")',
    ),
    ("cache", "a.py", 'redis.Redis("cache", 6379, 0, "«p»")', 'redis.Redis("cache", 6379, 0, "secret")'),
    ("mail", "a.py", 'yagmail.SMTP("bot@corp.internal", "«p»")', 'smtplib.SMTP("mail.corp.internal", "587")'),
    ("hash", "a.py", 'generate_password_hash("«p»")', 'generate_password_hash("password")'),
    ("chain", "a.py", 'ctx.load_cert_chain("c.pem", "k.pem", "«p»")', 'ctx.load_cert_chain("c.pem", "k-2026.pem")'),
    ("oracle", "a.py", 'oracledb.connect("app/«p»@db:1521/XE")', 'oracledb.connect("app/secret@db:1521/XE")'),
    (
        "prompt",
        "a.py",
        'child.expect("password:"); child.sendline("«p»")',
        'child.expect("host:"); child.sendline("«p»")',
    ),
    (
        "telnet",
        "a.py",
        'tn.read_until(b"Password: ")\ntn.write(b"«p»\\n")',
        'tn.read_until(b"Password: ")\ntn.write(b"exit\\n")',
    ),
    ("encoded pair", "a.py", 'h = base64.b64encode(b"app:«p»")', 'h = base64.b64encode(b"user:password")'),
    ("asked", "a.py", 'ok = st.text_input("Password") == "«p»"', 'ok = st.text_input("Plan") == "«p»"'),
    ("pairs", "a.py", 'CREDENTIALS = [("alice", "«p»")]', 'LABELS = [("alice", "«p»")]'),
    (
        "option of variable",
        "a.py",
        'x: str = typer.Option("«k»", envvar="API_TOKEN")',
        'x: str = typer.Option("«k»", envvar="TRACE_ID")',
    ),
    (
        "annotated",
        "a.py",
        'class S:\n    api_token: Annotated[str, Field(default="«k»")]',
        'class S:\n    trace: Annotated[str, Field(default="«k»")]',
    ),
    (
        "java signer",
        "A.java",
        'b.signWith(SignatureAlgorithm.HS256, "«k»")',
        'b.signWith(SignatureAlgorithm.HS256, "key")',
    ),
    ("java algorithm", "A.java", 'Algorithm.HMAC256("«k»")', 'Algorithm.HMAC256("secret")'),
    ("java setter", "A.java", 'parser.setSigningKey("«k»")', 'parser.setSigningKey("signing-key")'),
    ("java bytes", "A.java", 'Keys.hmacShaKeyFor("«k»".getBytes())', 'Keys.hmacShaKeyFor("secret".getBytes())'),
    ("rust account", "a.rs", '.basic_auth("ana", Some("«p»"))', '.basic_auth("ana", Some("password"))'),
    ("rust bearer", "a.rs", '.bearer_auth("«k»")', ".bearer_auth(&token)"),
    ("go flag", "a.go", 'flag.String("password", "«p»", "")', 'flag.String("password", "", "at least 8, e.g. «p»")'),
    (
        "go flag of a key",
        "a.go",
        'flag.StringVar(&c.key, "api-key", "«k»", "")',
        'flag.StringVar(&c.id, "build", "«k»", "")',
    ),
    (
        "firebase",
        "a.js",
        "signInWithEmailAndPassword(auth, 'a@b.io', '«p»')",
        "signInWithEmailAndPassword(auth, mail, '')",
    ),
    ("pgcrypto", "a.sql", "SELECT pgp_sym_encrypt('x', '«p»')", "SELECT pgp_sym_encrypt('«p»', :key)"),
    ("duckdb", "a.sql", "CREATE SECRET s (TYPE S3, SECRET '«k»')", "CREATE SECRET s (TYPE S3, SECRET 'my_secret_v2')"),
    ("setter of a key", "a.py", 'client.set_api_key("«k»")', 'client.set_api_key("X-API-Key-2")'),
    ("class of a key", "a.py", 'Client(AuthApiKey("«k»"))', 'Client(AuthApiKey("api-key"))'),
    ("setter of a token", "a.js", "client.setToken('«k»')", "lexer.token('«k»')"),
    (
        "libcurl",
        "a.php",
        "curl_setopt($c, CURLOPT_USERPWD, 'app:«p»')",
        "curl_setopt($c, CURLOPT_USERPWD, 'user:password')",
    ),
    ("uuid of a registry", ".yarnrc.yml", "npmAuthToken: «u»", "npmAuthIdent: «u»"),
    ("redis", "redis.conf", "masterauth «p»", "# masterauth «p»"),
    ("sentinel", "a.conf", "sentinel auth-pass main «p»", "sentinel monitor main «p»"),
    ("postfix", "sasl_passwd", "[smtp.x.io]:587 a@x.io:«p»", "[smtp.x.io]:587 a@x.io"),
    (
        "wildfly",
        "a.xml",
        '<credential-reference clear-text="«p»"/>',
        '<credential-reference clear-text="${VAULT::«p»}"/>',
    ),
    ("composer", "auth.json", '{"github-oauth": {"github.com": "«d»"}}', '{"github-hash": {"github.com": "«d»"}}'),
    ("two columns", "a.md", "| Password | `«p»` |", "| Password | `PASSWORD_2` |"),
    ("scheduled task", "a.bat", "schtasks /create /ru app /rp «p»", "schtasks /create /ru SYSTEM /tn «p»"),
    ("remote desktop", "a.sh", "xfreerdp /u:ana /p:«p» /v:host", "xfreerdp /u:ana /p:$PASS /v:host"),
    ("r account", "a.R", 'authenticate("ana", "«p»")', 'authenticate("ana", "password")'),
    ("second of a token", "a.py", 'auth.set_access_token(token, "«k»")', 'auth.set_access_token(token, "secret")'),
    ("t-sql login", "a.sql", "EXEC sp_addlogin N'app', N'«p»'", "EXEC sp_addlogin N'app', N'password'"),
    (
        "t-sql literal",
        "a.sql",
        "CREATE LOGIN app WITH PASSWORD = N'«p»';",
        "CREATE LOGIN app WITH PASSWORD = N'Password';",
    ),
    ("c++ braces", "a.cpp", 'std::string password{"«p»"};', 'std::string password{"password"};'),
    ("c++ brackets", "a.cpp", 'const std::string kToken("«k»");', 'const std::string kTitle("«k»");'),
    (
        "gradle field",
        "build.gradle",
        'buildConfigField "String", "API_KEY", "\\"«k»\\""',
        'buildConfigField "String", "COMMIT", "\\"«k»\\""',
    ),
    (
        "gradle resource",
        "a.gradle.kts",
        'resValue("string", "maps_key", "«k»")',
        'resValue("string", "maps_id", "«k»")',
    ),
    ("section of json", "a.json", '{"Jwt": {"Issuer": "a", "Key": "«k»"}}', '{"Cache": {"Issuer": "a", "Key": "«k»"}}'),
    (
        "parameter of a template",
        "a.parameters.json",
        '{"adminPassword": {"value": "«p»"}}',
        '{"adminPassword": {"value": "[parameters(\'admin\')]"}}',
    ),
    ("parameter with a type", "a.bicep", "param adminPassword string = '«p»'", "param adminName string = '«p»'"),
    ("typed go", "a.go", 'var dbPassword string = "«p»"', 'var dbName string = "«p»"'),
    (
        "made by terraform",
        "a.tfstate",
        '{"bcrypt_hash": "$2a$10$x", "id": "none", "length": 16, "result": "«p»"}',
        '{"bcrypt_hash": "$2a$10$x", "id": "none", "length": 16, "outcome": "«p»"}',
    ),
    ("vpn", "a.ovpn", "<auth-user-pass>\nana\n«p»\n</auth-user-pass>", "auth-user-pass /etc/openvpn/login-7.txt"),
    ("cookie of nodes", "vm.args", "-setcookie «k»", "-setcookie shop_production"),
    ("cookie of a broker", "a.yaml", "RABBITMQ_ERLANG_COOKIE: «k»", "RABBITMQ_ERLANG_COOKIE: ${COOKIE}"),
    ("login of a scanner", "ci.sh", "scan -Dsonar.login=«d»", "scan -Dsonar.projectVersion=«d»"),
    ("community", "router.cfg", "snmp-server community «p» RO", "snmp-server community public RO"),
    (
        "shared by two routers",
        "router.cfg",
        "crypto isakmp key «p» address 192.0.2.1",
        "crypto isakmp key $KEY address 192.0.2.1",
    ),
    ("server of accounts", "router.cfg", "tacacs-server key «p»", "tacacs-server timeout «p»"),
    ("uuid of a client", "a.yml", "client-secret: «u»", "client-id: «u»"),
    ("uuid of a client in json", "a.json", '{"clientSecret": "«u»"}', '{"clientSecretId": "«u»"}'),
    ("mail", ".msmtprc", "password «l»", "passwordeval pass show mail/«l»"),
    ("fetched mail", ".fetchmailrc", 'user "ana" password "«l»"', 'user "ana" is "«l»" here'),
    ("dotted name", "a.properties", "stripe.api.key=«k»", "stripe.sort.key=«k»"),
    ("dotted name in code", "a.conf", 'play.http.secret.key = "«k»"', 'play.http.cache.key = "«k»"'),
    ("only if there is none", "a.rb", "ENV['SECRET_TOKEN'] ||= '«k»'", "ENV['SECRET_TOKEN'] ||= 'none'"),
    ("only if it is nothing", "a.ts", "options.password ??= '«p»'", "options.password ??= 'Password'"),
    ("attribute of a module", "a.ex", '@secret "«k»"', '@moduledoc "«k»"'),
    ("items", "a.yaml", "args:\n- --db-password\n- «p»", "args:\n- --db-password\n- --verbose"),
    (
        "whose it is",
        "a.md",
        "the password for the staging box is `«p»`.",
        "the password for the staging box is `long`.",
    ),
)


def _filled(template: str) -> str:
    for mark, value in (
        ("«p»", KESTREL),
        ("«w»", WORDS),
        ("«k»", MIXED),
        ("«h»", HEX),
        ("«s»", SEED),
        ("«d»", HEX[:40]),
        ("«l»", APP),
        ("«u»", UUID),
    ):
        template = template.replace(mark, value)
    return template + "\n"


@pytest.mark.parametrize(("path", "place"), [pytest.param(path, place, id=name) for name, path, place, _ in PLACES])
def test_a_credential_is_found_by_its_place(path, place):
    assert rules_in(path, _filled(place)) == ["generic-secret"]


@pytest.mark.parametrize(("path", "twin"), [pytest.param(path, twin, id=name) for name, path, _, twin in PLACES])
def test_its_harmless_twin_is_left_alone(path, twin):
    assert rules_in(path, _filled(twin)) == []


# Where the name of an issuer gives a token away that has no mark of its own.
NAMED = (
    ("target of a client", "a.py", 'mistral = Client("«t»")', 'pool = Client("build-«t»")'),
    (
        "client behind an address",
        "a.py",
        'Mistral("https://api.corp.internal", "«t»")',
        'Mistral("https://api.corp.internal", "large-2026")',
    ),
    ("section", "a.toml", '[mistral]\nkey = "«t»"', '[mistral]\nmodel = "«t»"'),
    ("section of yaml", "a.yaml", "mistral:\n  key: «t»", "mistral:\n  digest: «t»"),
    (
        "either",
        "a.py",
        'Mistral(os.environ["MISTRAL_API_KEY"] if PROD else "«t»")',
        'Mistral(os.environ["MISTRAL_API_KEY"] if PROD else "none")',
    ),
    ("make", "Makefile", "MISTRAL_API_KEY ?= «t»", "MISTRAL_API_KEY ?= $(KEY)"),
    (
        "gradle",
        "build.gradle",
        'buildConfigField "String", "MISTRAL_API_KEY", "\\"«t»\\""',
        'buildConfigField "String", "MISTRAL_MODEL", "\\"«t»\\""',
    ),
    (
        "attribute",
        "a.xml",
        '<string name="mistral_api_key" translatable="false">«t»</string>',
        '<string name="mistral_model" translatable="false">«t»</string>',
    ),
    ("meta", "a.html", '<meta name="mistral-api-key" content="«t»">', '<meta name="mistral-model" content="«t»">'),
    ("sentence", "a.md", "here is my Mistral key «t», use it", "the Mistral build «t» is out"),
    ("own line", "a.txt", "Mistral API key\n«t»", "Mistral build\n«t»"),
)


@pytest.mark.parametrize(("path", "place", "twin"), [pytest.param(*row, id=name) for name, *row in NAMED])
def test_a_token_is_found_beside_its_issuer(path, place, twin):
    made = MIXED[:31] + "7"
    assert rules_in(path, place.replace("«t»", made) + "\n") == ["mistral-key"]
    assert rules_in(path, twin.replace("«t»", made) + "\n") == []


@pytest.mark.parametrize("before", ["\x1b[35m", "\\u001b[1;31m", "=3D"])
def test_a_token_begins_behind_an_escape(before):
    token = "hf_" + "".join(_RNG.choices(_LETTERS[:46], k=34))
    assert rules_in("a.log", f"using {before}{token}\x1b[0m\n") == ["huggingface-token"]


@pytest.mark.parametrize("table", [everywhere, code, lines, python])
def test_rows_are_grouped_by_what_their_needles_hold(table):
    grouped = by_stem(table.ROWS)
    assert sorted(row for _, rows in grouped for row in rows) == sorted(table.ROWS)
    assert all(stem in row.needle for stem, rows in grouped for row in rows)
