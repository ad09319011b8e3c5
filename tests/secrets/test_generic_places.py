"""Each kind of place in which a file gives a value to a credential, with passwords as people make them."""

from __future__ import annotations

import base64
import json
import random
import time

import pytest

from pratique.secrets import scan
from pratique.secrets.detector import Text
from support.scanning import rules_in
from support.tokens import password

WORDS = ("falcon", "harbor", "copper", "meadow", "thunder", "violet", "walnut", "orbit", "maple", "canyon", "lantern")


def nb(source):
    return _cell("code", source=source.splitlines(True), outputs=[])


def nbout(printed):
    return _cell("code", source=[], outputs=[{"output_type": "stream", "name": "stdout", "text": [printed]}])


def _cell(kind, **members):
    return json.dumps({"cells": [{"cell_type": kind, "metadata": {}, **members}], "nbformat": 4}, indent=1)


def jl(content):
    return json.dumps({"role": "user", "content": content}) + "\n"


# (id, path, text for a password)
PLACES = (
    ("py-smtp-login-self", "a.py", lambda p: f'self.server.login(self.user, "{p}")\n'),
    ("py-login-multiline", "a.py", lambda p: f'server.login(\n    "bot@corp.internal",\n    "{p}",\n)\n'),
    ("py-login-fstr-user", "a.py", lambda p: f'server.login(f"{{name}}@corp.internal", "{p}")\n'),
    ("py-login-call-user", "a.py", lambda p: f'server.login(os.environ["USER"], "{p}")\n'),
    ("py-ftp", "a.py", lambda p: f'ftp = FTP("ftp.corp.internal", "deploy", "{p}")\n'),
    ("py-pymysql-pos", "a.py", lambda p: f'conn = pymysql.connect("db1", "app", "{p}", "orders")\n'),
    ("py-connect-nested", "a.py", lambda p: f'conn = connect(get_host("a", "b"), "app", "{p}")\n'),
    ("py-paramiko", "a.py", lambda p: f'client.connect("h", 22, "root", "{p}")\n'),
    ("py-paramiko-kw", "a.py", lambda p: f'client.connect(hostname="h", username="root", password="{p}")\n'),
    ("py-dict-kwargs", "a.py", lambda p: f'conf = dict(host="h", user="u", passwd="{p}")\n'),
    (
        "py-dict-multi",
        "a.py",
        lambda p: f'DATABASES = {{\n  "default": {{\n    "USER": "app",\n    "PASSWORD": "{p}",\n  }}\n}}\n',
    ),
    ("py-tuple-unpack3", "a.py", lambda p: f'host, user, password = "h", "u", "{p}"\n'),
    ("py-tuple-unpack-first", "a.py", lambda p: f'password, host = "{p}", "h"\n'),
    ("py-list-creds", "a.py", lambda p: f'CREDENTIALS = ("svc", "{p}")\n'),
    ("py-auth-var", "a.py", lambda p: f'auth = ("svc", "{p}")\n'),
    ("py-auth-list", "a.py", lambda p: f'basic_auth=["elastic", "{p}"]\n'),
    ("py-http_auth", "a.py", lambda p: f'es = Elasticsearch(hosts, http_auth=("elastic", "{p}"))\n'),
    ("py-basic_auth", "a.py", lambda p: f'es = Elasticsearch(hosts, basic_auth=("elastic", "{p}"))\n'),
    ("py-BasicAuth-aiohttp", "a.py", lambda p: f'auth=aiohttp.BasicAuth("svc", "{p}")\n'),
    ("py-httpx-digest", "a.py", lambda p: f'auth=httpx.DigestAuth("svc", "{p}")\n'),
    ("py-implicit-concat", "a.py", lambda p: f'password = ("{p[:5]}"\n            "{p[5:]}")\n'),
    ("py-plus-concat", "a.py", lambda p: f'password = "{p[:5]}" + "{p[5:]}"\n'),
    ("py-join", "a.py", lambda p: f'password = "".join(["{p[:5]}", "{p[5:]}"])\n'),
    ("py-fstring-const", "a.py", lambda p: f'conn = f"host={{h}} user=app password={p} dbname=x"\n'),
    ("py-dsn-kv", "a.py", lambda p: f'conn = psycopg2.connect("host=h user=app password={p} dbname=x")\n'),
    ("py-odbc", "a.py", lambda p: f'c = "DRIVER={{ODBC}};SERVER=h;UID=sa;PWD={p};DATABASE=d"\n'),
    ("py-odbc-pwd-password", "a.py", lambda p: f'c = "Server=h;Database=d;User Id=sa;Password={p};"\n'),
    ("py-fstring-url", "a.py", lambda p: f'u = f"postgresql://{{user}}:{p}@{{host}}:5432/{{db}}"\n'),
    ("py-url-concat", "a.py", lambda p: f'u = "postgresql://app:{p}@" + host + "/db"\n'),
    ("py-url-format", "a.py", lambda p: f'u = "postgresql://app:{p}@{{}}/db".format(host)\n'),
    ("py-url-percent", "a.py", lambda p: f'u = "mysql://app:{p}@%s/db" % host\n'),
    ("py-redis-empty-user", "a.py", lambda p: f'u = "redis://:{p}@cache.internal:6379/0"\n'),
    ("py-dataclass", "a.py", lambda p: f'@dataclass\nclass C:\n    host: str = "h"\n    smtp_password: str = "{p}"\n'),
    ("py-dataclass-field", "a.py", lambda p: f'@dataclass\nclass C:\n    smtp_password: str = field(default="{p}")\n'),
    ("py-field-alias", "a.py", lambda p: f'class S(BaseSettings):\n    db_password: str = Field("{p}", env="X")\n'),
    (
        "py-field-default-later",
        "a.py",
        lambda p: f'class S(BaseSettings):\n    db_password: SecretStr = Field(alias="X", default="{p}")\n',
    ),
    (
        "py-field-secretstr",
        "a.py",
        lambda p: f'class S(BaseSettings):\n    db_password: SecretStr = Field(default=SecretStr("{p}"))\n',
    ),
    ("py-field-factory", "a.py", lambda p: f'class S:\n    password: str = field(default_factory=lambda: "{p}")\n'),
    ("py-annot-complex", "a.py", lambda p: f'password: Annotated[str, Doc("x")] = "{p}"\n'),
    ("py-argparse-multiline", "a.py", lambda p: f'parser.add_argument(\n    "--db-password",\n    default="{p}",\n)\n'),
    ("py-argparse-short-first", "a.py", lambda p: f'parser.add_argument("-p", "--password", default="{p}")\n'),
    ("py-click", "a.py", lambda p: f'@click.option("--password", envvar="DB_PASSWORD", default="{p}")\ndef f(): ...\n'),
    ("py-typer", "a.py", lambda p: f'def main(password: str = typer.Option("{p}", help="x")): ...\n'),
    ("py-config-get", "a.py", lambda p: f'x = config.get("smtp", "password", fallback="{p}")\n'),
    ("py-dict-get", "a.py", lambda p: f'x = cfg.get("password", "{p}")\n'),
    ("py-setdefault", "a.py", lambda p: f'os.environ.setdefault("DB_PASSWORD", "{p}")\n'),
    ("py-putenv", "a.py", lambda p: f'os.putenv("DB_PASSWORD", "{p}")\n'),
    ("py-env-call", "a.py", lambda p: f'x = env.str("DB_PASSWORD", default="{p}")\n'),
    ("py-monkey-setenv", "a.py", lambda p: f'x.setenv("DB_PASSWORD", "{p}")\n'),
    ("py-setattr", "a.py", lambda p: f'setattr(settings, "DB_PASSWORD", "{p}")\n'),
    ("py-update", "a.py", lambda p: f'config.update(password="{p}")\n'),
    ("py-config-item-call", "a.py", lambda p: f'app.config.update({{"MAIL_PASSWORD": "{p}"}})\n'),
    ("py-compare-reverse", "a.py", lambda p: f'if "{p}" == password:\n    pass\n'),
    ("py-compare-call", "a.py", lambda p: f'if hmac.compare_digest(password, "{p}"):\n    pass\n'),
    ("py-compare-in", "a.py", lambda p: f'if password in ("{p}", "x"):\n    pass\n'),
    ("py-compare-attr", "a.py", lambda p: f'if form.password.data != "{p}":\n    pass\n'),
    ("py-compare-item", "a.py", lambda p: f'if request.form["password"] == "{p}":\n    pass\n'),
    ("py-compare-getcall", "a.py", lambda p: f'if request.form.get("password") == "{p}":\n    pass\n'),
    ("py-compare-user-and-pw", "a.py", lambda p: f'if username == "admin" and password == "{p}":\n    pass\n'),
    ("py-return", "a.py", lambda p: f'def get_db_password():\n    return "{p}"\n'),
    ("py-lambda", "a.py", lambda p: f'get_password = lambda: "{p}"\n'),
    ("py-ternary", "a.py", lambda p: f'password = "{p}" if debug else os.environ["X"]\n'),
    ("py-or-chain", "a.py", lambda p: f'password = args.password or os.getenv("X") or "{p}"\n'),
    ("py-walrus", "a.py", lambda p: f'if (password := "{p}"):\n    pass\n'),
    ("py-chained", "a.py", lambda p: f'password = PW = "{p}"\n'),
    ("py-list-of-pw", "a.py", lambda p: f'PASSWORDS = ["{p}"]\n'),
    ("py-user-dict", "a.py", lambda p: f'USERS = {{"admin": "{p}"}}\n'),
    ("py-user-record", "a.py", lambda p: f'users = [{{"name": "admin", "pw": "{p}"}}]\n'),
    ("py-create_user-kw", "a.py", lambda p: f'User.objects.create_user(username="a", password="{p}")\n'),
    ("py-encode", "a.py", lambda p: f'key = PBKDF2(password="{p}".encode(), salt=s)\n'),
    ("py-strip", "a.py", lambda p: f'password = "{p}".strip()\n'),
    ("py-subprocess-list", "a.py", lambda p: f'subprocess.run(["mysql", "-uroot", "-p{p}", "db"])\n'),
    ("py-subprocess-opt", "a.py", lambda p: f'subprocess.run(["tool", "--password", "{p}"])\n'),
    ("py-subprocess-eq", "a.py", lambda p: f'subprocess.run(["tool", "--password={p}"])\n'),
    ("py-subprocess-env", "a.py", lambda p: f'subprocess.run(cmd, env={{**os.environ, "PGPASSWORD": "{p}"}})\n'),
    ("py-shell-str", "a.py", lambda p: f'os.system("PGPASSWORD={p} pg_dump db")\n'),
    ("py-sshpass", "a.py", lambda p: f'os.system("sshpass -p {p} ssh root@h")\n'),
    ("py-sshpass-q", "a.py", lambda p: f"os.system(\"sshpass -p '{p}' ssh root@h\")\n"),
    ("py-comment", "a.py", lambda p: f"# password: {p}\n"),
    ("py-comment2", "a.py", lambda p: f"# the admin password is {p}\n"),
    ("py-unlock", "a.py", lambda p: f'vault.unlock("{p}")\n'),
    ("py-decrypt", "a.py", lambda p: f'reader.decrypt("{p}")\n'),
    ("py-authenticate", "a.py", lambda p: f'user = authenticate(username="u", password="{p}")\n'),
    ("py-authenticate-pos", "a.py", lambda p: f'db.authenticate("root", "{p}")\n'),
    ("py-ldap-bind", "a.py", lambda p: f'conn.simple_bind_s("cn=admin,dc=x", "{p}")\n'),
    ("py-ldap3", "a.py", lambda p: f'Connection(server, "cn=admin", "{p}", auto_bind=True)\n'),
    ("py-zip-pwd", "a.py", lambda p: f'z.extractall(pwd=b"{p}")\n'),
    ("py-zip-setpassword", "a.py", lambda p: f'z.setpassword(b"{p}")\n'),
    ("py-send_keys", "a.py", lambda p: f'driver.find_element(By.ID, "password").send_keys("{p}")\n'),
    ("py-playwright-fill", "a.py", lambda p: f'page.fill("#password", "{p}")\n'),
    ("py-playwright-type", "a.py", lambda p: f'page.locator("input[name=password]").fill("{p}")\n'),
    ("py-form-data", "a.py", lambda p: f'requests.post(u, data={{"username": "a", "password": "{p}"}})\n'),
    ("py-json-str", "a.py", lambda p: f'body = \'{{"user": "a", "password": "{p}"}}\'\n'),
    ("py-tuple-list", "a.py", lambda p: f'data = [("username", "a"), ("password", "{p}")]\n'),
    ("py-escaped", "a.py", lambda p: f'x = "{{\\"password\\": \\"{p}\\"}}"\n'),
    ("py-match-case", "a.py", lambda p: f'match password:\n    case "{p}":\n        pass\n'),
    ("py-namedtuple", "a.py", lambda p: f'C = Credentials("svc", "{p}")\n'),
    ("py-PlainText", "a.py", lambda p: f'auth = PlainAuthProvider("cassandra", "{p}")\n'),
    ("py-pika", "a.py", lambda p: f'pika.PlainCredentials("guest", "{p}")\n'),
    ("py-username_pw_set", "a.py", lambda p: f'client.username_pw_set("dev", "{p}")\n'),
    ("py-neo4j", "a.py", lambda p: f'GraphDatabase.driver(uri, auth=("neo4j", "{p}"))\n'),
    ("py-global-dunder", "a.py", lambda p: f'__password__ = "{p}"\n'),
    ("py-const-short", "a.py", lambda p: f'PW = "{p}"\n'),
    ("py-const-pass", "a.py", lambda p: f'EMAIL_HOST_PASSWORD = "{p}"\n'),
    ("py-enum", "a.py", lambda p: f'class Cfg(Enum):\n    PASSWORD = "{p}"\n'),
    ("py-rawstring", "a.py", lambda p: f'password = r"{p}"\n'),
    ("nb-assign", "a.ipynb", lambda p: nb(f'password = "{p}"\n')),
    ("nb-kw", "a.ipynb", lambda p: nb(f'conn = connect(host="h",\n   password="{p}")\n')),
    ("nb-login", "a.ipynb", lambda p: nb(f'server.login("bot", "{p}")\n')),
    ("nb-tuple", "a.ipynb", lambda p: nb(f'user, pw = "a", "{p}"\n')),
    ("nb-getenv", "a.ipynb", lambda p: nb(f'x = os.getenv("DB_PASSWORD", "{p}")\n')),
    ("nb-env-magic", "a.ipynb", lambda p: nb(f"%env DB_PASSWORD={p}\n")),
    ("nb-shell", "a.ipynb", lambda p: nb(f"!PGPASSWORD={p} psql -h h\n")),
    ("nb-dict", "a.ipynb", lambda p: nb(f'c = {{"user": "u", "password": "{p}"}}\n')),
    ("nb-dict-single", "a.ipynb", lambda p: nb(f"c = {{'user': 'u', 'password': '{p}'}}\n")),
    ("nb-concat", "a.ipynb", lambda p: nb(f'password = ("{p[:5]}"\n  "{p[5:]}")\n')),
    ("nb-out", "a.ipynb", lambda p: nbout(f"DB_PASSWORD={p}\n")),
    ("nb-out-dict", "a.ipynb", lambda p: nbout(f"{{'user': 'u', 'password': '{p}'}}\n")),
    (
        "nb-md",
        "a.ipynb",
        lambda p: json.dumps({"cells": [{"cell_type": "markdown", "source": [f"Log in with password `{p}`\n"]}]}),
    ),
    ("json-nested", "a.json", lambda p: json.dumps({"smtp": {"auth": {"user": "u", "pass": p}}}, indent=2)),
    ("json-oneline", "a.json", lambda p: json.dumps({"db_password": p})),
    ("json-name-value", "a.json", lambda p: json.dumps({"env": [{"name": "DB_PASSWORD", "value": p}]})),
    ("json-value-name", "a.json", lambda p: json.dumps({"env": [{"value": p, "name": "DB_PASSWORD"}]})),
    (
        "json-key-value",
        "a.json",
        lambda p: json.dumps({"Parameters": [{"ParameterKey": "DBPassword", "ParameterValue": p}]}),
    ),
    (
        "json-connstr",
        "appsettings.json",
        lambda p: json.dumps({"ConnectionStrings": {"Default": f"Server=h;Database=d;User Id=sa;Password={p};"}}),
    ),
    (
        "json-cmd",
        "settings.json",
        lambda p: json.dumps({"permissions": {"allow": [f"Bash(PGPASSWORD={p} psql -h db:*)"]}}),
    ),
    (
        "json-cmd-quoted",
        "settings.json",
        lambda p: json.dumps({"permissions": {"allow": [f'Bash(PGPASSWORD="{p}" psql -h db:*)']}}),
    ),
    (
        "json-cmd-curl",
        "settings.json",
        lambda p: json.dumps({"permissions": {"allow": [f"Bash(curl -u admin:{p} https://h/)"]}}),
    ),
    (
        "json-args",
        ".mcp.json",
        lambda p: json.dumps({"mcpServers": {"x": {"args": ["--user", "u", "--password", p]}}}, indent=1),
    ),
    ("json-unicode", "a.json", lambda p: json.dumps({"password": p.replace("!", "<")}).replace("<", "\\u0021")),
    ("jsonl-prompt", "log.jsonl", lambda p: jl(f"connect with password {p} please")),
    ("jsonl-assign", "log.jsonl", lambda p: jl(f"DB_PASSWORD={p}\nrun it")),
    ("jsonl-code", "log.jsonl", lambda p: jl(f'```python\nconn = connect(password="{p}")\n```')),
    ("jsonl-login", "log.jsonl", lambda p: jl(f's.login("a@b.c", "{p}")')),
    ("jsonl-nested", "log.jsonl", lambda p: json.dumps({"m": json.dumps({"password": p})}) + "\n"),
    ("chat-md", ".aider.chat.history.md", lambda p: f"#### use password {p} for the db\n"),
    ("chat-md2", ".aider.chat.history.md", lambda p: f"#### the password is {p}\n"),
    ("chat-md3", ".aider.chat.history.md", lambda p: f"> db password: {p}\n"),
    ("chat-in", ".aider.input.history", lambda p: f"+connect as admin with password {p}\n"),
    ("md-code", "README.md", lambda p: f"```\nexport DB_PASSWORD={p}\n```\n"),
    ("md-table", "README.md", lambda p: f"| user | password |\n|--|--|\n| admin | {p} |\n"),
    ("md-bold", "README.md", lambda p: f"**Password:** {p}\n"),
    ("md-bold-code", "README.md", lambda p: f"- **Password**: `{p}`\n"),
    ("md-user-slash", "README.md", lambda p: f"login: admin / password: {p}\n"),
    ("yaml-anchor", "a.yml", lambda p: f"password: &pw {p}\n"),
    ("yaml-block", "a.yml", lambda p: f"password: |\n  {p}\n"),
    ("yaml-fold", "a.yml", lambda p: f"password: >-\n  {p}\n"),
    ("yaml-tag", "a.yml", lambda p: f"password: !!str {p}\n"),
    ("yaml-single", "a.yml", lambda p: f"password: '{p}'\n"),
    ("yaml-flow", "a.yml", lambda p: f"db: {{user: app, password: {p}}}\n"),
    ("yaml-value-first", "a.yml", lambda p: f"- value: {p}\n  name: DB_PASSWORD\n"),
    ("yaml-comment", "a.yml", lambda p: f"password: {p}  # prod\n"),
    ("yaml-stringData", "a.yml", lambda p: f"stringData:\n  password: {p}\n"),
    ("yaml-run", "ci.yml", lambda p: f"  - run: docker login -u bot -p {p} registry.internal\n"),
    ("yaml-cmd-flag", "ci.yml", lambda p: f"  command: redis-server --requirepass {p}\n"),
    ("yaml-healthcheck", "docker-compose.yml", lambda p: f'test: ["CMD", "mysqladmin", "ping", "-p{p}"]\n'),
    ("compose-map", "docker-compose.yml", lambda p: f"environment:\n  MYSQL_ROOT_PASSWORD: {p}\n"),
    ("compose-list-q", "docker-compose.yml", lambda p: f'environment:\n  - "MYSQL_ROOT_PASSWORD={p}"\n'),
    ("compose-default", "docker-compose.yml", lambda p: f"  POSTGRES_PASSWORD: ${{POSTGRES_PASSWORD:-{p}}}\n"),
    ("toml", "a.toml", lambda p: f'[db]\npassword = "{p}"\n'),
    ("toml-single", "a.toml", lambda p: f"[db]\npassword = '{p}'\n"),
    ("toml-inline", "a.toml", lambda p: f'db = {{ user = "u", password = "{p}" }}\n'),
    ("ini-colon", "a.cfg", lambda p: f"[db]\npassword: {p}\n"),
    ("ini-nospace", "a.ini", lambda p: f"[db]\npass={p}\n"),
    ("ini-pg_service", "pg_service.conf", lambda p: f"[prod]\nuser=u\npassword={p}\n"),
    ("dotenv-q", ".env", lambda p: f'DB_PASSWORD="{p}"\n'),
    ("dotenv-pass", ".env", lambda p: f"SMTP_PASS={p}\n"),
    ("dotenv-comment", ".env", lambda p: f"DB_PASSWORD={p} # prod\n"),
    ("dotenv-space", ".env", lambda p: f"DB_PASSWORD = {p}\n"),
    ("dotenv-commented", ".env", lambda p: f"#DB_PASSWORD={p}\n"),
    ("env-example", ".env.example", lambda p: f"DB_PASSWORD={p}\n"),
    ("env-nodot", "prod.env", lambda p: f"DB_PASSWORD={p}\n"),
    ("docker-env-eq", "Dockerfile", lambda p: f"ENV A=b DB_PASSWORD={p} C=d\n"),
    ("docker-env-q", "Dockerfile", lambda p: f'ENV DB_PASSWORD="{p}"\n'),
    ("docker-run", "Dockerfile", lambda p: f"RUN echo 'root:{p}' | chpasswd\n"),
    ("docker-arg", "api.Dockerfile", lambda p: f"ARG DB_PASSWORD={p}\n"),
    ("docker-cmd", "Dockerfile", lambda p: f'CMD ["app", "--password", "{p}"]\n'),
    ("sh-mysql", "a.sh", lambda p: f"mysql -u root -p{p} db\n"),
    ("sh-mysql-q", "a.sh", lambda p: f"mysql -u root -p'{p}' db\n"),
    ("sh-export", "a.sh", lambda p: f"export DB_PASSWORD={p}\n"),
    ("sh-local", "a.sh", lambda p: f'local password="{p}"\n'),
    ("sh-default", "a.sh", lambda p: f'DB_PASSWORD="${{DB_PASSWORD:-{p}}}"\n'),
    ("sh-default-nodash", "a.sh", lambda p: f': "${{DB_PASSWORD:={p}}}"\n'),
    ("sh-docker-e", "a.sh", lambda p: f"docker run -e MYSQL_ROOT_PASSWORD={p} mysql\n"),
    ("sh-docker-login", "a.sh", lambda p: f"docker login -u bot -p {p} reg.internal\n"),
    ("sh-echo-stdin", "a.sh", lambda p: f"echo '{p}' | docker login -u bot --password-stdin\n"),
    ("sh-echo-sudo", "a.sh", lambda p: f"echo {p} | sudo -S apt update\n"),
    ("sh-curl-user-q", "a.sh", lambda p: f"curl -u 'admin:{p}' https://h/\n"),
    ("sh-curl-user-long", "a.sh", lambda p: f'curl --user "admin:{p}" https://h/\n'),
    ("sh-curl-json", "a.sh", lambda p: f'curl -d \'{{"user":"a","password":"{p}"}}\' https://h/\n'),
    ("sh-curl-json-esc", "a.sh", lambda p: f'curl -d "{{\\"user\\":\\"a\\",\\"password\\":\\"{p}\\"}}" https://h/\n'),
    ("sh-curl-form", "a.sh", lambda p: f"curl -d 'user=a&password={p}' https://h/\n"),
    ("sh-curl-F", "a.sh", lambda p: f"curl -F password={p} https://h/\n"),
    ("sh-wget", "a.sh", lambda p: f"wget --user=a --password={p} https://h/\n"),
    ("sh-httpie", "a.sh", lambda p: f"http -a admin:{p} https://h/\n"),
    ("sh-redis", "a.sh", lambda p: f"redis-cli -a {p} ping\n"),
    ("sh-openssl", "a.sh", lambda p: f"openssl enc -aes-256-cbc -pass pass:{p} -in x\n"),
    ("sh-unzip", "a.sh", lambda p: f"unzip -P {p} x.zip\n"),
    ("sh-sqlcmd", "a.sh", lambda p: f"sqlcmd -S h -U sa -P {p} -i x\n"),
    ("sh-mongo", "a.sh", lambda p: f"mongosh --username a --password {p} db\n"),
    ("sh-ansible", "a.sh", lambda p: f'ansible-playbook x.yml -e "ansible_password={p}"\n'),
    ("sh-helm", "a.sh", lambda p: f"helm install x y --set auth.password={p}\n"),
    ("sh-kubectl", "a.sh", lambda p: f"kubectl create secret generic x --from-literal=password={p}\n"),
    ("sh-keytool", "a.sh", lambda p: f"keytool -genkey -storepass {p} -keypass x\n"),
    ("sh-bat-set", "a.bat", lambda p: f"set DB_PASSWORD={p}\r\n"),
    ("ps1", "a.ps1", lambda p: f'$password = "{p}"\n'),
    ("ps1-secure", "a.ps1", lambda p: f'$s = ConvertTo-SecureString "{p}" -AsPlainText -Force\n'),
    ("ps1-env", "a.ps1", lambda p: f'$env:DB_PASSWORD = "{p}"\n'),
    ("history", ".bash_history", lambda p: f"export PGPASSWORD={p}\n"),
    ("history-mysql", ".bash_history", lambda p: f"mysql -uroot -p{p}\n"),
    ("history-zsh", ".zsh_history", lambda p: f": 1700000000:0;export PGPASSWORD={p}\n"),
    ("netrc-plain", ".netrc", lambda p: f"machine api.h\nlogin u\npassword {p}\n"),
    ("netrc-authinfo", ".authinfo", lambda p: f"machine h port 993 login u password {p}\n"),
    ("pgpass", ".pgpass", lambda p: f"db.internal:5432:app:app:{p}\n"),
    ("pypirc", ".pypirc", lambda p: f"[pypi]\nusername = u\npassword = {p}\n"),
    ("npmrc-pw", ".npmrc", lambda p: f"//r.internal/:_password={p}\n"),
    ("my-cnf", ".my.cnf", lambda p: f"[client]\nuser=root\npassword={p}\n"),
    ("htpasswd-git-credentials", ".git-credentials", lambda p: f"https://u:{p}@git.internal\n"),
    ("tf-var", "terraform.tfvars", lambda p: f'db_password = "{p}"\n'),
    (
        "tf-default",
        "v.tf",
        lambda p: f'variable "db_password" {{\n  description = "x"\n  sensitive = true\n  default = "{p}"\n}}\n',
    ),
    ("tf-resource", "m.tf", lambda p: f'resource "aws_db_instance" "x" {{\n  master_password      = "{p}"\n}}\n'),
    ("tf-heredoc", "m.tf", lambda p: f"  user_data = <<EOF\nexport DB_PASSWORD={p}\nEOF\n"),
    ("properties", "a.properties", lambda p: f"db.password={p}\n"),
    ("properties-sp", "a.properties", lambda p: f"db.password = {p}\n"),
    ("properties-colon", "a.properties", lambda p: f"db.password: {p}\n"),
    ("xml-attr", "web.config", lambda p: f'<add name="x" connectionString="Server=h;User=u;Password={p}" />\n'),
    ("xml-attr2", "a.xml", lambda p: f'<user name="a" password="{p}" roles="x"/>\n'),
    ("xml-prop", "a.xml", lambda p: f'<property name="password" value="{p}"/>\n'),
    ("xml-prop-el", "a.xml", lambda p: f'<property name="hibernate.connection.password">{p}</property>\n'),
    ("xml-key-val", "app.config", lambda p: f'<add key="DbPassword" value="{p}" />\n'),
    ("plist", "a.plist", lambda p: f"<key>Password</key>\n<string>{p}</string>\n"),
    ("sql-create", "a.sql", lambda p: f"CREATE USER app WITH ENCRYPTED PASSWORD '{p}';\n"),
    ("sql-ident", "a.sql", lambda p: f"GRANT ALL ON x.* TO 'u'@'%' IDENTIFIED BY '{p}';\n"),
    ("sql-login", "a.sql", lambda p: f"CREATE LOGIN x WITH PASSWORD = '{p}';\n"),
    ("sql-in-py", "a.py", lambda p: f"cur.execute(\"ALTER USER app WITH PASSWORD '{p}'\")\n"),
    ("js-const", "a.js", lambda p: f"const password = '{p}';\n"),
    ("js-obj", "a.js", lambda p: f"const c = {{ user: 'a', password: '{p}' }};\n"),
    ("js-env-or", "a.js", lambda p: f"const password = process.env.DB_PASSWORD || '{p}';\n"),
    ("js-env-nullish", "a.ts", lambda p: f'const password = process.env.DB_PASSWORD ?? "{p}";\n'),
    ("js-template", "a.js", lambda p: f"const password = `{p}`;\n"),
    ("js-compare", "a.js", lambda p: f"if (password === '{p}') {{}}\n"),
    ("js-param", "a.ts", lambda p: f"function f(password: string = '{p}') {{}}\n"),
    ("java", "A.java", lambda p: f'private static final String DB_PASSWORD = "{p}";\n'),
    ("java-conn", "A.java", lambda p: f'DriverManager.getConnection(url, "sa", "{p}");\n'),
    ("java-setter", "A.java", lambda p: f'ds.setPassword("{p}");\n'),
    ("kotlin", "a.kt", lambda p: f'val password = "{p}"\n'),
    ("go-struct", "a.go", lambda p: f'cfg := Config{{Password: "{p}"}}\n'),
    ("rust", "a.rs", lambda p: f'let password = "{p}";\n'),
    ("php-arr", "a.php", lambda p: f"'password' => env('DB_PASSWORD', '{p}'),\n"),
    ("php-mysqli", "a.php", lambda p: f"$c = new mysqli('h', 'u', '{p}', 'd');\n"),
    ("php-var", "a.php", lambda p: f"$db_pass = '{p}';\n"),
    ("ruby", "a.rb", lambda p: f'password = ENV.fetch("DB_PASSWORD", "{p}")\n'),
    ("cs-prop", "a.cs", lambda p: f'Password = "{p}",\n'),
    ("csv", "a.csv", lambda p: f"user,password\nadmin,{p}\n"),
    ("txt-colon", "creds.txt", lambda p: f"username: admin\npassword: {p}\n"),
    ("txt-is", "creds.txt", lambda p: f"password is {p}\n"),
    ("txt-cap", "notes.txt", lambda p: f"Password - {p}\n"),
    ("log", "app.log", lambda p: f"2024-01-01 INFO connecting with password={p}\n"),
    ("log-dict", "app.log", lambda p: f"DEBUG params: {{'user': 'a', 'password': '{p}'}}\n"),
    ("rst", "a.rst", lambda p: f"    password = {p}\n"),
    ("devcontainer", "devcontainer.json", lambda p: f'{{\n // c\n "containerEnv": {{"DB_PASSWORD": "{p}"}},\n}}\n'),
    ("makefile", "Makefile", lambda p: f"DB_PASSWORD := {p}\n"),
    ("systemd", "a.service", lambda p: f'Environment="DB_PASSWORD={p}"\n'),
    ("ansible", "inventory.ini", lambda p: f"h ansible_user=root ansible_password={p}\n"),
    ("ansible-become", "hosts", lambda p: f"h ansible_become_pass={p}\n"),
    ("wifi", "wpa_supplicant.conf", lambda p: f'psk="{p}"\n'),
    ("helm-values", "values.yaml", lambda p: f"auth:\n  rootPassword: {p}\n"),
    ("k8s-b64", "s.yaml", lambda p: f"data:\n  db-password: {base64.b64encode(p.encode()).decode()}\n"),
    ("b64-py", "a.py", lambda p: f'password = base64.b64decode("{base64.b64encode(p.encode()).decode()}")\n'),
    (
        "b64-py2",
        "a.py",
        lambda p: f'password = base64.b64decode(b"{base64.b64encode(p.encode()).decode()}").decode()\n',
    ),
    (
        "basic-hdr",
        "a.py",
        lambda p: f'h = {{"Authorization": "Basic {base64.b64encode(("svc:" + p).encode()).decode()}"}}\n',
    ),
    (
        "basic-curl",
        "a.sh",
        lambda p: f'curl -H "Authorization: Basic {base64.b64encode(("svc:" + p).encode()).decode()}" https://h\n',
    ),
    ("py-plural-dict", "a.py", lambda p: f'DB_PASSWORDS = {{"main": "{p}"}}\n'),
    ("py-connection-with-port", "a.py", lambda p: f'c = Connection("db.internal", 5432, "orders", "{p}")\n'),
    ("py-accent", "a.py", lambda p: f'contraseña = "{p}"\n'),
    ("sh-curl-together", "a.sh", lambda p: f"curl -sS -umonitor:{p} https://h/\n"),
    ("java-builder", "A.java", lambda p: f'Pool.builder().user("orders").password("{p}").build();\n'),
    ("sh-mongosh", "a.sh", lambda p: f"mongosh --host db1 -u root -p {p}\n"),
    ("md-htpasswd", "a.md", lambda p: f"    htpasswd -b .htpasswd anna {p}\n"),
    ("md-htpasswd-printed", "a.md", lambda p: f"    htpasswd -nbB anna {p}\n"),
    ("md-openssl", "a.md", lambda p: f"    openssl enc -aes-256-cbc -k {p} -in a\n"),
    ("md-openssl-pass", "a.md", lambda p: f"    openssl enc -aes-256-cbc -pass pass:{p} -in a\n"),
    ("md-net-user", "a.md", lambda p: f"    net user anna {p} /add\n"),
    ("powershell-option", "a.ps1", lambda p: f'New-Session -Password "{p}"\n'),
    ("sql-function", "a.sql", lambda p: f"SET PASSWORD FOR app = PASSWORD('{p}');\n"),
    ("py-printed", "a.py", lambda p: f'print(f"password: {p}")\n'),
    ("md-row", "a.md", lambda p: f"| name | value |\n|---|---|\n| DB_PASSWORD | `{p}` |\n"),
    *(
        (f"name-{name}", "a.py", lambda p, name=name: f'{name} = "{p}"\n')
        for name in ("mot_de_passe", "senha", "db_pswd", "contraseña", "kennwort")
    ),
    ("ruby-set", "deploy.rb", lambda p: f"set :password, '{p}'\n"),
)


def _machine_made(seed):
    """Without the signs that one of the places gives a meaning of its own."""
    return password(random.Random(seed)).replace("&", "!").replace("@", "%").replace("#", "*")


def _of_a_person(seed):
    rng = random.Random(seed)
    return f"{rng.choice(WORDS).capitalize()}{rng.randrange(1000, 9999)}!"


@pytest.mark.parametrize(("path", "place"), [pytest.param(path, place, id=name) for name, path, place in PLACES])
@pytest.mark.parametrize("make", [pytest.param(_machine_made, id="random"), pytest.param(_of_a_person, id="word-year")])
def test_a_password_is_found_in_every_place(path, place, make):
    found = [rules_in(path, place(make(seed))) for seed in range(2)]
    assert all(len(rules) == 1 for rules in found), found


@pytest.mark.parametrize(
    ("rest", "whole"),
    [
        pytest.param("@db.internal/x?mail=a@b.c", True, id="before-the-host"),
        pytest.param(".internal/x", False, id="this-is-the-host"),
        pytest.param(".internal?mail=a@b.c", False, id="this-is-the-host-before-a-query"),
        pytest.param(".internal,c:d@f.g", False, id="this-is-the-first-of-two-hosts"),
    ],
)
def test_a_sign_that_the_address_should_have_escaped_is_of_the_password(rest, whole):
    made = "".join(random.Random(8).choices("abcdefghjkmnpqrstuvwxyz23456789", k=12))
    address = f"u: postgres://app:{made}@w3{rest}\n"
    (found,), _ = scan.scan(Text("a.yaml", address.encode()))
    assert address[found.hit.start : found.hit.end] == (f"{made}@w3" if whole else made)


def test_the_key_of_a_wallet_is_none_of_its_addresses():
    key = "".join(random.Random(5).choices("0123456789abcdef", k=64))
    assert rules_in("a.py", f'wallet_private_key = "0x{key}"\n') == ["generic-secret"]
    assert rules_in("a.py", f'wallet_private_key = "0x{key[:40]}"\n') == []


@pytest.mark.parametrize(
    ("path", "piece"),
    [
        pytest.param("a.json", '\\"', id="escaped-quotes"),
        pytest.param("a.ipynb", '"source":"\\"', id="cells-without-end"),
        pytest.param("a.py", '"ab" + ', id="pieces"),
        pytest.param("a.md", "password is ", id="sentences"),
        pytest.param("a.py", "token=", id="names"),
        pytest.param("a.md", "password: ", id="repeated-value"),
    ],
)
def test_time_grows_with_the_text_and_no_faster(path, piece):
    def seconds(size):
        start = time.process_time()
        list(scan.candidates(Text(path, (piece * (size // len(piece))).encode())))
        return time.process_time() - start

    seconds(1000)
    assert seconds(200_000) < 40 * max(seconds(20_000), 0.01)
