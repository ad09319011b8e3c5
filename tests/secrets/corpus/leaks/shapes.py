"""Generic secrets: the shapes in which passwords, keys and private keys stand that no issuer's form gives away.

In a template «t» stands for the value, «q» for it percent-encoded, «b» in base64, «u» for
`deploy:value` in base64. The third column says which kinds of values the shape gets; see `values`.
"""

from __future__ import annotations

import base64
import random
from typing import NamedTuple
from urllib.parse import quote

from leaks.frames import CLOSE, OPEN
from leaks.places import Place, frame


class Shape(NamedTuple):
    """A shape, as a place without names to fill in, and the group of its values."""

    place: Place
    group: str


# (name, path, values, language, template)
_ROWS = (
    ("assignment", "app/db.py", "password", "python", 'DB_PASSWORD = "«t»"'),
    ("attribute", "app/db.py", "password", "python", "class Pool:\n    def __init__(self):\n        self.user = 'orders'\n        self.password = '«t»'"),
    ("keyword argument", "app/db.py", "password", "python", 'connection = psycopg2.connect(\n    host="db.internal",\n    user="orders",\n    password="«t»",\n)'),
    ("keyword argument in a line", "app/db.py", "password", "python", 'pool = create_pool("db.internal", user="orders", passwd="«t»")'),
    ("dict value", "app/settings.py", "password", "python", 'DATABASES = {\n    "default": {\n        "NAME": "orders",\n        "USER": "orders",\n        "PASSWORD": "«t»",\n    }\n}'),
    ("subscript", "app/settings.py", "password", "python", 'app.config["MAIL_PASSWORD"] = "«t»"'),
    ("parameter default", "app/db.py", "password", "python", 'def connect(host: str, user: str = "orders", password: str = "«t»"):\n    return Pool(host, user, password)'),
    ("dataclass default", "app/settings.py", "password", "python", '@dataclass\nclass Mail:\n    host: str = "mail.internal"\n    smtp_password: str = "«t»"'),
    ("pydantic default", "app/settings.py", "password", "python", 'class Settings(BaseSettings):\n    redis_password: str = Field("«t»", description="of the cache")'),
    ("secret type", "app/settings.py", "password", "python", 'class Settings(BaseSettings):\n    db_password: SecretStr = SecretStr("«t»")'),
    ("getenv fallback", "app/settings.py", "password", "python", 'password = os.getenv("DB_PASSWORD", "«t»")'),
    ("environ get", "app/settings.py", "password", "python", 'MAIL_PASSWORD = os.environ.get("MAIL_PASSWORD", default="«t»")'),
    ("or fallback", "app/settings.py", "password", "python", 'password = config.get("db", "password") or "«t»"'),
    ("comparison", "app/admin.py", "password", "python", 'def login(user: str, password: str) -> bool:\n    return user == "root" and password == "«t»"'),
    ("login call", "app/mail.py", "password", "python", 'server = smtplib.SMTP("mail.internal", 587)\nserver.login("bot@shop.internal", "«t»")'),
    ("auth tuple", "app/feed.py", "password", "python", 'response = requests.get(url, auth=("feed-reader", "«t»"), timeout=10)'),
    ("basic auth object", "app/feed.py", "password", "python", 'session.auth = HTTPBasicAuth("feed-reader", "«t»")'),
    ("positional connect", "app/db.py", "password", "python", 'db = pymysql.connect("db.internal", "orders", "«t»", "orders")'),
    ("ftp constructor", "app/feed.py", "password", "python", 'ftp = ftplib.FTP("ftp.internal", "feed", "«t»")'),
    ("set password", "app/seed.py", "password", "python", 'admin = User(name="root")\nadmin.set_password("«t»")'),
    ("create superuser", "app/seed.py", "password", "python", 'User.objects.create_superuser("root", "root@shop.internal", "«t»")'),
    ("tuple assignment", "app/db.py", "password", "python", 'user, password = "orders", "«t»"'),
    ("ssh client", "app/deploy.py", "password", "python", 'ssh = paramiko.SSHClient()\nssh.connect("10.0.4.7", username="deploy", password="«t»")'),
    ("argparse default", "app/cli.py", "password", "python", 'parser.add_argument("--password", default="«t»", help="of the database")'),
    ("test fixture", "tests/conftest.py", "password", "python", '@pytest.fixture\ndef staging():\n    return Client("https://staging.shop.internal", user="qa", password="«t»")'),
    ("comment", "app/db.py", "password", "python", "# staging: user orders, password: «t»\nHOST = os.environ['DB_HOST']"),
    ("subprocess list", "app/dump.py", "password", "python", 'subprocess.run(["mysqldump", "-u", "root", "--password=«t»", "orders"], check=True)'),
    ("database url", "app/db.py", "password", "python", 'DATABASE_URL = "postgresql://orders:«q»@db.internal:5432/orders"'),
    ("database url f-string", "app/db.py", "password", "python", 'url = f"postgresql+asyncpg://orders:«q»@{HOST}:5432/{NAME}"'),
    ("engine call", "app/db.py", "password", "python", 'engine = create_engine("mysql+pymysql://orders:«q»@db.internal/orders?charset=utf8mb4")'),
    ("redis url", ".env", "password", "env", "REDIS_URL=redis://:«q»@cache.internal:6379/0"),
    ("mongodb url", "config.yaml", "password", "yaml", "mongo:\n  uri: mongodb+srv://orders:«q»@cluster0.k3x9d.mongodb.net/orders"),
    ("broker url", "docker-compose.yml", "password", "yaml", "services:\n  worker:\n    environment:\n      BROKER_URL: amqp://worker:«q»@queue.internal:5672//"),
    ("clone url", "deploy.sh", "password", "shell", "git clone https://deploy:«q»@git.shop.internal/orders.git"),
    ("proxy url", ".bashrc", "password", "shell", "export HTTPS_PROXY=http://build:«q»@proxy.internal:3128"),
    ("smtp url", ".env", "password", "env", "MAILER_DSN=smtp://bot:«q»@mail.internal:587"),
    ("git credentials", ".git-credentials", "password", "none", "https://deploy:«q»@git.shop.internal"),
    ("jdbc url", "application.properties", "password", "env", "spring.datasource.url=jdbc:postgresql://db.internal/orders?user=orders&password=«q»"),
    ("ado connection string", "appsettings.json", "password", "json", '"ConnectionStrings": {"Orders": "Server=db.internal;Database=orders;User Id=orders;Password=«t»;Encrypt=true"},'),
    ("odbc connection string", "app/db.py", "password", "python", 'db = pyodbc.connect("DRIVER={ODBC Driver 18};SERVER=db.internal;UID=orders;PWD=«t»")'),
    ("libpq string", "app/db.py", "password", "python", "db = psycopg.connect(\"host=db.internal dbname=orders user=orders password='«t»'\")"),
    ("flask secret", "app/web.py", "key", "python", 'app.secret_key = "«t»"'),
    ("django secret", "shop/settings.py", "django", "python", 'SECRET_KEY = "«t»"'),
    ("jwt call", "app/auth.py", "key", "python", 'token = jwt.encode({"sub": user.id}, "«t»", algorithm="HS256")'),
    ("jwt secret", "app/auth.py", "key", "python", 'JWT_SECRET = "«t»"'),
    ("fernet call", "app/vault.py", "fernet", "python", 'box = Fernet(b"«t»")'),
    ("hmac call", "app/hooks.py", "key", "python", 'digest = hmac.new(b"«t»", body, hashlib.sha256).hexdigest()'),
    ("aes key", "app/vault.py", "hex", "python", 'ENCRYPTION_KEY = bytes.fromhex("«t»")'),
    ("api key argument", "app/clients.py", "key", "python", 'client = WeatherClient(api_key="«t»", units="metric")'),
    ("api key header", "app/clients.py", "key", "python", 'session.headers["X-API-Key"] = "«t»"'),
    ("bearer header", "app/clients.py", "key", "python", 'headers = {"Authorization": "Bearer «t»"}'),
    ("basic header", "app/clients.py", "password", "python", 'headers = {"Authorization": "Basic «u»"}'),
    ("key in query", "app/clients.py", "key", "python", 'rates = requests.get("https://rates.internal/v1/latest?access_key=«t»&base=EUR")'),
    ("client secret", "config/auth.yaml", "key", "yaml", "oauth:\n  client_id: shop-orders\n  client_secret: «t»"),
    ("webhook secret", "config.toml", "key", "toml", '[webhooks]\nsigning_secret = "«t»"'),
    ("refresh token", "token.json", "key", "json", '"token_type": "Bearer",\n"refresh_token": "«t»",'),
    ("access token in ini", "service.ini", "key", "ini", "[service]\naccess_token = «t»"),
    ("camel case key", "src/config.ts", "key", "script", 'export const config = {\n  clientId: "shop-orders",\n  clientSecret: "«t»",\n};'),
    ("notebook", "explore.ipynb", "password", "notebook", 'engine = connect(host="db.internal", user="analyst", password="«t»")'),
    ("notebook key", "explore.ipynb", "key", "notebook", 'api_key = "«t»"'),
    ("notebook output", "explore.ipynb", "password", "notebook output", "{'host': 'db.internal', 'password': '«t»'}"),
    ("json password", "config.json", "password", "json", '"database": {"host": "db.internal", "user": "orders", "password": "«t»"},'),
    ("mcp header", ".mcp.json", "key", "json", '"mcpServers": {"docs": {"url": "https://docs.internal/mcp", "headers": {"Authorization": "Bearer «t»"}}},'),
    ("agent permission", ".claude/settings.local.json", "password", "json", '"permissions": {"allow": ["Bash(PGPASSWORD=«t» psql -h db.internal:*)"]},'),
    ("yaml password", "config/db.yml", "password", "yaml", "database:\n  host: db.internal\n  user: orders\n  password: «t»"),
    ("yaml quoted password", "group_vars/all.yml", "password", "yaml", "db_user: orders\ndb_password: '«t»'"),
    ("compose map", "docker-compose.yml", "password", "yaml", 'services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_USER: orders\n      POSTGRES_PASSWORD: "«t»"'),
    ("compose list", "compose.yaml", "password", "yaml", "services:\n  db:\n    image: mysql:8\n    environment:\n      - MYSQL_ROOT_PASSWORD=«t»"),
    ("workflow env", ".github/workflows/test.yml", "password", "yaml", "jobs:\n  test:\n    env:\n      DB_PASSWORD: «t»\n    steps:\n      - run: pytest"),
    ("kubernetes env", "deploy/app.yaml", "password", "yaml", 'containers:\n  - name: web\n    env:\n      - name: DB_PASSWORD\n        value: "«t»"'),
    ("kubernetes string data", "deploy/secret.yaml", "password", "yaml", "kind: Secret\nstringData:\n  username: orders\n  password: «t»"),
    ("kubernetes data", "deploy/secret.yaml", "password", "yaml", "kind: Secret\ndata:\n  username: b3JkZXJz\n  password: «b»"),
    ("toml password", "config.toml", "password", "toml", '[database]\nuser = "orders"\npassword = "«t»"'),
    ("ini password", "alembic.ini", "password", "ini", "[database]\nuser = orders\npassword = «t»"),
    ("dotenv password", ".env", "password", "env", "DB_USER=orders\nDB_PASSWORD=«t»"),
    ("dotenv quoted", ".env.production", "password", "env", 'SMTP_PASS="«t»"'),
    ("dotenv key", ".env.local", "key", "env", "SESSION_SECRET=«t»"),
    ("properties", "application.properties", "password", "env", "spring.datasource.password=«t»"),
    ("docker env", "Dockerfile", "password", "docker", "ENV DB_PASSWORD=«t»"),
    ("docker arg", "Dockerfile", "key", "docker", "ARG API_TOKEN=«t»"),
    ("docker run", "Dockerfile", "password", "docker", "RUN echo 'root:«t»' | chpasswd"),
    ("terraform resource", "main.tf", "password", "hcl", 'resource "aws_db_instance" "orders" {\n  username = "orders"\n  password = "«t»"\n}'),
    ("terraform variable", "variables.tf", "password", "hcl", 'variable "db_password" {\n  type    = string\n  default = "«t»"\n}'),
    ("terraform values", "prod.tfvars", "key", "hcl", 'api_token = "«t»"'),
    ("export", "deploy.sh", "password", "shell", "export DB_PASSWORD='«t»'"),
    ("shell prefix", "dump.sh", "password", "shell", "PGPASSWORD=«t» pg_dump -h db.internal orders > dump.sql"),
    ("curl user", "check.sh", "password", "shell", "curl -sS -u 'monitor:«t»' https://status.internal/api"),
    ("curl key header", "check.sh", "key", "shell", 'curl -H "X-Api-Key: «t»" https://status.internal/api'),
    ("curl form", "login.sh", "password", "shell", 'curl -d "username=monitor&password=«q»" https://status.internal/login'),
    ("mysql option", "dump.sh", "password", "shell", "mysql -h db.internal -u root -p'«t»' orders < schema.sql"),
    ("sshpass", "deploy.sh", "password", "shell", "sshpass -p '«t»' scp build.tar deploy@10.0.4.7:/srv"),
    ("docker login", "deploy.sh", "password", "shell", "docker login registry.internal -u builder -p '«t»'"),
    ("wget option", "fetch.sh", "password", "shell", "wget --user=feed --password='«t»' https://feed.internal/export.csv"),
    ("option", "run.sh", "password", "shell", "./sync --user orders --password '«t»' --dry-run"),
    ("shell history", ".zsh_history", "password", "shell", ": 1772450000:0;export DB_PASSWORD=«t»"),
    ("netrc", ".netrc", "password", "none", "machine git.shop.internal\n  login deploy\n  password «t»\n\nmachine pkg.shop.internal\n  login reader"),
    ("netrc line", "_netrc", "password", "none", "machine git.shop.internal login deploy password «t»"),
    ("pgpass", ".pgpass", "password", "none", "# host:port:database:user:password\ndb.internal:5432:orders:orders:«t»"),
    ("pypirc", ".pypirc", "password", "none", "[distutils]\nindex-servers = shop\n\n[shop]\nrepository = https://pkg.internal/\nusername = deploy\npassword = «t»"),
    ("npmrc auth", ".npmrc", "password", "none", "fund=false\nregistry=https://npm.internal/\n//npm.internal/:_auth=«u»"),
    ("npmrc password", ".npmrc", "password", "none", "fund=false\n//npm.internal/:username=deploy\n//npm.internal/:_password=«b»"),
    ("docker config", ".docker/config.json", "password", "json", '"auths": {"registry.internal": {"auth": "«u»"}},'),
    ("kubeconfig", "kubeconfig", "key", "yaml", "users:\n  - name: admin\n    user:\n      token: «t»"),
    ("composer auth", "auth.json", "password", "json", '"http-basic": {"repo.internal": {"username": "deploy", "password": "«t»"}},'),
    ("maven settings", "settings.xml", "password", "xml", "  <servers>\n    <server>\n      <id>releases</id>\n      <username>deploy</username>\n      <password>«t»</password>\n    </server>\n  </servers>"),
    ("xml attribute", "web.config", "password", "xml", '  <smtp host="mail.internal" userName="bot" password="«t»"/>'),
    ("powershell secure string", "deploy.ps1", "password", "powershell", '$secret = ConvertTo-SecureString "«t»" -AsPlainText -Force'),
    ("powershell variable", "deploy.ps1", "password", "powershell", '$DbPassword = "«t»"'),
    ("javascript", "src/db.js", "password", "script", "const pool = createPool({ host: 'db.internal', user: 'orders', password: '«t»' });"),
    ("javascript fallback", "src/db.js", "password", "script", 'const password = process.env.DB_PASSWORD ?? "«t»";'),
    ("java", "src/Db.java", "password", "java", '    private static final String DB_PASSWORD = "«t»";'),
    ("java call", "src/Db.java", "password", "java", '    Connection db = DriverManager.getConnection(URL, "orders", "«t»");'),
    ("go", "db.go", "password", "java", '    dbPassword := "«t»"'),
    ("ruby", "config/deploy.rb", "password", "script", "set :password, '«t»'"),
    ("php", "wp-config.php", "password", "script", "define( 'DB_PASSWORD', '«t»' );"),
    ("csharp", "Db.cs", "password", "java", '    var settings = new Settings { User = "orders", Password = "«t»" };'),
    ("sql", "init.sql", "password", "none", "CREATE DATABASE orders;\nCREATE USER orders WITH PASSWORD '«t»';\nGRANT ALL ON DATABASE orders TO orders;"),
    ("sql identified", "init.sql", "password", "none", "CREATE DATABASE orders;\nCREATE USER 'orders'@'%' IDENTIFIED BY '«t»';\nFLUSH PRIVILEGES;"),
    ("prompt log", "prompts.jsonl", "password", "jsonl", "connect with password=«t»\nand list the tables"),
    ("chat history", ".aider.chat.history.md", "password", "chat", "#### the database password is «t», use it in the tests\n\nDone."),
    ("markdown", "README.md", "password", "prose", "Log in to staging:\n\n- user: `qa`\n- password: `«t»`"),
    ("markdown table", "docs/access.md", "password", "prose", "| system | user | password |\n|---|---|---|\n| staging | qa | «t» |"),
    ("log line", "app.log", "password", "log", "2026-03-02 09:14:11,640 DEBUG shop.db connecting with {'user': 'orders', 'password': '«t»'}"),
    ("diff", "fix.patch", "password", "diff", '-DB_PASSWORD = os.environ["DB_PASSWORD"]\n+DB_PASSWORD = "«t»"'),
    ("pair in a tuple", "app/feed.py", "password", "python", 'CREDENTIALS = ("svc-orders", "«t»")'),
    ("graph driver", "app/graph.py", "password", "python", 'driver = GraphDatabase.driver("bolt://graph.internal:7687", auth=("neo4j", "«t»"))'),
    ("browser test", "tests/test_ui.py", "password", "python", 'page.get_by_label("User").fill("qa")\npage.fill("#password", "«t»")'),
    ("form in a call", "app/login.py", "password", "python", 'session.post(url, data={"grant_type": "password", "username": "qa", "password": "«t»"})'),
    ("setdefault", "manage.py", "password", "python", 'os.environ.setdefault("DB_PASSWORD", "«t»")'),
    ("dict call", "app/db.py", "password", "python", 'options = dict(host="db.internal", password="«t»")'),
    ("setattr", "app/web.py", "key", "python", 'setattr(settings, "SECRET_KEY", "«t»")'),
    ("split over literals", "app/web.py", "key halves", "python", 'SECRET_KEY = (\n    "«t»"\n)'),
    ("walrus", "app/db.py", "password", "python", 'if (password := "«t»") and HOST:\n    connect(HOST, password)'),
    ("constant-time comparison", "app/hooks.py", "key", "python", 'if not hmac.compare_digest(request.headers["X-Token"], "«t»"):\n    abort(403)'),
    ("keys in a dict", "app/clients.py", "key", "python", 'API_KEYS = {\n    "weather": "«t»",\n}'),
    ("positional constructor", "app/db.py", "password", "python", 'connection = Connection("db.internal", 5432, "orders", "«t»")'),
    ("module attribute", "app/clients.py", "key", "python", 'weather.api_key = "«t»"'),
    ("name in Spanish", "app/db.py", "password", "python", 'contraseña = "«t»"'),
    ("name in German", "app/db.py", "password", "python", 'db_passwort = "«t»"'),
    ("token scheme", "app/clients.py", "key", "python", 'headers = {"Authorization": "Token «t»"}'),
    ("yaml flow", "config/users.yml", "password", "yaml", "users:\n  - {name: qa, password: «t»}"),
    ("yaml folded", "config/db.yml", "password", "yaml", "db:\n  password: >-\n    «t»"),
    ("command in yaml", "deploy/job.yaml", "password", "yaml", 'command: ["sh", "-c", "PGPASSWORD=«t» psql -h db.internal"]'),
    ("key and value", "collection.json", "key", "json", '"header": [{"key": "Authorization", "value": "Bearer «t»"}],'),
    ("option in json", "tools.json", "key", "json", '"args": ["--transport", "stdio", "--api-key", "«t»"],'),
    ("pip configuration", "pip.conf", "password", "none", "[global]\nextra-index-url = https://build:«q»@pkg.internal/simple"),
    ("requirement index", "requirements.txt", "password", "none", "--extra-index-url https://build:«q»@pkg.internal/simple\norders==1.0"),
    ("kubectl literal", "deploy.sh", "password", "shell", "kubectl create secret generic db --from-literal=password=«t»"),
    ("curl without a space", "check.sh", "password", "shell", "curl -sS -umonitor:«t» https://status.internal/api"),
    ("redis option", "check.sh", "password", "shell", "redis-cli -h cache.internal -a «t» ping"),
    ("sudo by pipe", "install.sh", "password", "shell", "echo '«t»' | sudo -S apt-get update"),
    ("openssl option", "sign.sh", "password", "shell", "openssl rsa -passin pass:«t» -in key.pem -out plain.pem"),
    ("java builder", "src/Db.java", "password", "java", '    var pool = Pool.builder().user("orders").password("«t»").build();'),
    ("java property", "src/Db.java", "password", "java", '    props.setProperty("password", "«t»");'),
    ("rust", "src/db.rs", "password", "java", '    let password = "«t»";'),
    ("swift", "Client.swift", "key", "java", '    let apiKey: String = "«t»"'),
    ("android strings", "strings.xml", "key", "xml", '  <string name="api_key">«t»</string>'),
    ("bean property", "beans.xml", "password", "xml", '  <property name="password" value="«t»"/>'),
    ("prose", "notes.txt", "password", "prose", "Staging login: qa / password: «t»"),
    ("csv of accounts", "accounts.csv", "password", "none", "user,password\nqa,«t»"),
    ("traceback in a log", "app.log", "password", "log", "psycopg.OperationalError: connection to postgresql://orders:«q»@db.internal/orders failed"),
    ("batch file", "deploy.bat", "password", "none", "@echo off\nset DB_PASSWORD=«t»\ncall run.bat"),
    ("pem file", "certs/server.key", "pem", "none", "«t»"),
    ("pem in python", "app/keys.py", "pem", "python", 'PRIVATE_KEY = """«t»"""'),
    ("pem in json", "service-account.json", "pem line", "json", '"type": "service_account",\n"private_key": "«t»",'),
    ("pem in dotenv", ".env", "pem line", "env", 'APP_PRIVATE_KEY="«t»"'),
    ("pem in yaml", "values.yaml", "pem yaml", "yaml", "tls:\n  key: |\n    «t»"),
    ("pem in base64", "kubeconfig", "pem", "yaml", "users:\n  - name: admin\n    user:\n      client-key-data: «b»"),
)  # fmt: skip
SHAPES = tuple(Shape(Place(name, path, template, language), group) for name, path, group, language, template in _ROWS)


def render_shape(rng: random.Random, shape: Shape, value: str) -> str:
    """The text of a file with the value in the shape; marks surround whatever gives it away."""
    pair = f"deploy:{value}"
    forms = {"t": value, "q": quote(value, safe=""), "b": _base64(value), "u": _base64(pair)}
    body = shape.place.template
    for key, written in forms.items():
        body = body.replace(f"«{key}»", f"{OPEN}{written}{CLOSE}")
    return frame(rng, shape.place, body)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
