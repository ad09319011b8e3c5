"""The kinds of place in which tokens are left, each as a template with its surroundings.

In a template «t» stands for the token, «N» for a variable's name, «n» for it in lower case, «c» in
camel case, «S» for the service's name in code. Names are the issuer's for half of the files and say
nothing for the other half, unless the format needs one.
"""

from __future__ import annotations

import base64
import json
import random
from typing import NamedTuple

from leaks.frames import CLOSE, OPEN, notebook, surround


class Place(NamedTuple):
    """A kind of place: the file's path and what makes its text of a filled-in template."""

    name: str
    path: str
    template: str
    language: str


# (name, path, language, template)
_ROWS = (
    ("python assignment", "app/config.py", "python", '«N» = "«t»"'),
    ("python attribute", "app/service.py", "python", "class Service:\n    def __init__(self):\n        self.«n» = '«t»'"),
    ("python keyword", "app/clients.py", "python", 'client = «S»(\n    timeout=30,\n    «n»="«t»",\n    retries=2,\n)'),
    ("python keyword one line", "app/clients.py", "python", 'client = «S»(«n»="«t»")'),
    ("python positional", "app/clients.py", "python", 'client = «S»("«t»")'),
    ("python dict", "app/settings.py", "python", 'OPTIONS = {\n    "timeout": 30,\n    "«N»": "«t»",\n}'),
    ("python default", "app/api.py", "python", 'def connect(host: str, «n»: str = "«t»") -> None:\n    open_session(host, «n»)'),
    ("python dataclass", "app/model.py", "python", '@dataclass\nclass Options:\n    host: str = "localhost"\n    «n»: str = "«t»"'),
    ("python pydantic", "app/model.py", "python", 'class Options(BaseSettings):\n    «n»: SecretStr = Field(default="«t»")'),
    ("python getenv", "app/config.py", "python", '«n» = os.getenv("«N»", "«t»")'),
    ("python environ or", "app/config.py", "python", '«n» = os.environ.get("«N»") or "«t»"'),
    ("python environ set", "scripts/run.py", "python", 'os.environ["«N»"] = "«t»"'),
    ("python f-string url", "app/poll.py", "python", 'url = f"https://api.service.internal/v1/items?«n»=«t»&page={page}"'),
    ("python header", "app/poll.py", "python", 'headers = {"Authorization": "Bearer «t»", "Accept": "application/json"}  # «S»'),
    ("python comparison", "app/hooks.py", "python", 'def is_allowed(«n»: str) -> bool:\n    return «n» == "«t»"'),
    ("python comment", "app/clients.py", "python", '# «N»: «t»\nclient = «S»()'),
    ("python docstring", "app/clients.py", "python", 'def make_client():\n    """Needs «N»=«t» in the environment."""\n    return «S»()'),
    ("python test", "tests/test_client.py", "python", 'def test_client_lists_items():\n    client = «S»(«n»="«t»")\n    assert client.items() == []'),
    ("python list", "app/pool.py", "python", '«N»S = [\n    "«t»",\n]'),
    ("python call of a setter", "app/setup.py", "python", 'settings.set("«n»", "«t»")'),
    ("notebook source", "analysis.ipynb", "notebook", '«n» = "«t»"\nclient = «S»(«n»)'),
    ("notebook magic", "analysis.ipynb", "notebook", "%env «N»=«t»"),
    ("notebook output", "analysis.ipynb", "notebook output", "{'«n»': '«t»', 'timeout': 30}"),
    ("json", "config.json", "json", '"«c»": "«t»",'),
    ("mcp json", ".mcp.json", "json", '"mcpServers": {\n  "tools": {"command": "npx", "args": ["-y", "server"], "env": {"«N»": "«t»"}}\n},'),
    ("agent settings", ".claude/settings.local.json", "json", '"permissions": {"allow": ["Bash(«N»=«t» python run.py:*)", "Read(src/**)"]},'),
    ("yaml", "config/service.yaml", "yaml", "client:\n  «n»: «t»\n  timeout: 30"),
    ("yaml quoted", "config/service.yml", "yaml", 'client:\n  «n»: "«t»"'),
    ("toml", "config.toml", "toml", '[client]\n«n» = "«t»"'),
    ("ini", "setup.ini", "ini", "[client]\n«n» = «t»"),
    ("dotenv", ".env", "env", "«N»=«t»"),
    ("dotenv example", ".env.example", "env", "# copy to .env\n«N»=«t»"),
    ("dockerfile env", "Dockerfile", "docker", "ENV «N»=«t»"),
    ("dockerfile run", "docker/Dockerfile", "docker", "RUN «N»=«t» ./install.sh"),
    ("compose", "docker-compose.yml", "yaml", "services:\n  web:\n    image: shop/orders\n    environment:\n      - «N»=«t»"),
    ("ci workflow", ".github/workflows/ci.yml", "yaml", "jobs:\n  test:\n    runs-on: ubuntu-latest\n    env:\n      «N»: «t»\n    steps:\n      - run: pytest -q"),
    ("ci script", ".gitlab-ci.yml", "yaml", "deploy:\n  script:\n    - export «N»=«t»\n    - ./deploy.sh"),
    ("shell export", "deploy.sh", "shell", 'export «N»="«t»"'),
    ("shell option", "deploy.sh", "shell", "./deploy --«d» «t» --region eu-central-1"),
    ("curl header", "scripts/check.sh", "shell", 'curl -sS -H "Authorization: Bearer «t»" https://api.service.internal/v1/items # «S»'),
    ("shell history", ".bash_history", "shell", "git push\nexport «N»=«t»\npython run.py"),
    ("netrc", ".netrc", "none", "machine git.shop.internal\n  login builder\n  password «t»\n\nmachine pkg.shop.internal\n  login reader"),
    ("npmrc", ".npmrc", "none", "save-exact=true\nfund=false\nregistry=https://npm.shop.internal/\n//npm.shop.internal/:_authToken=«t»\naudit=false"),
    ("pypirc", ".pypirc", "none", "[distutils]\nindex-servers =\n    shop\n\n[shop]\nrepository = https://pkg.shop.internal/legacy/\nusername = __token__\npassword = «t»"),
    ("terraform", "main.tf", "hcl", 'provider "service" {\n  region = "eu"\n  «n» = "«t»"\n}'),
    ("terraform default", "variables.tf", "hcl", 'variable "«n»" {\n  type    = string\n  default = "«t»"\n}'),
    ("prompt log", "logs/prompts.jsonl", "jsonl", "call the api with «N»=«t»\nand list the items"),
    ("chat history", ".aider.chat.history.md", "chat", "#### use this key for «S»: «t»\n\nDone, the client reads it now."),
    ("markdown", "README.md", "prose", "Set it up:\n\n```bash\nexport «N»=«t»\n```"),
    ("markdown prose", "docs/setup.md", "prose", "The «N» of the staging account is `«t»`; ask before you use it."),
    ("kubernetes base64", "deploy/secret.yaml", "base64 yaml", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: client\ndata:\n  «n»: «t»"),
    ("diff", "changes.patch", "diff", '-«N» = os.environ["«N»"]\n+«N» = "«t»"'),
    ("log line", "logs/app.log", "log", "2026-03-02 09:14:11,640 DEBUG shop.client request headers {'«n»': '«t»', 'accept': '*/*'}"),
    ("csv", "accounts.csv", "csv", "1042,Berlin,2026-01-12,active,«n»=«t»"),
    ("xml", "settings.xml", "xml", "  <«n»>«t»</«n»>"),
    ("xml attribute", "app.config", "xml", '  <add key="«N»" value="«t»"/>'),
    ("properties", "application.properties", "env", "service.client.«d»=«t»"),
    ("powershell", "deploy.ps1", "powershell", '$env:«N» = "«t»"'),
    ("javascript", "src/client.js", "script", 'const client = new «S»({ «c»: "«t»", timeout: 30 });'),
    ("typescript", "src/client.ts", "script", "const «c»: string = '«t»';"),
    ("javascript fallback", "src/config.mjs", "script", "export const «c» = process.env.«N» || '«t»';"),
    ("java", "src/Client.java", "java", '    private static final String «N» = "«t»";'),
    ("spring fallback", "src/main/resources/application.yml", "yaml", "service:\n  client:\n    «d»: ${«N»:«t»}"),
    ("kotlin fallback", "src/Client.kt", "none", 'object Client {\n    val «c» = System.getenv("«N»") ?: "«t»"\n}'),
    ("go setter", "client_test.go", "none", 'func TestClient(t *testing.T) {\n\tt.Setenv("«N»", "«t»")\n}'),
    ("rust constant", "src/main.rs", "none", 'const «N»: &str = "«t»";'),
    ("c# verbatim", "Client.cs", "none", '    private const string «c» = @"«t»";'),
    ("gradle field", "app/build.gradle", "none", 'defaultConfig {\n    buildConfigField "String", "«N»", "\\"«t»\\""\n}'),
    ("android resource", "res/values/keys.xml", "xml", '  <string name="«n»" translatable="false">«t»</string>'),
    ("property list", "Info.plist", "none", "<dict>\n\t<key>«N»</key>\n\t<string>«t»</string>\n</dict>"),
    ("html meta", "web/index.html", "none", '<head>\n  <meta name="«d»" content="«t»">\n</head>'),
    ("makefile", "Makefile", "none", "«N» ?= «t»\n\nrun:\n\tpython run.py"),
    ("systemd unit", "orders.service", "none", '[Service]\nEnvironment="«N»=«t»"\nExecStart=/usr/bin/orders'),
    ("kustomize", "kustomization.yaml", "none", "secretGenerator:\n  - name: client\n    literals:\n      - «N»=«t»"),
    ("postman", "shop.postman_collection.json", "none", '{"variable": [\n  {\n    "key": "«N»",\n    "value": "«t»"\n  }\n]}'),
    ("docker run", "run.sh", "shell", "docker run --rm -e «N»=«t» -p 8080:80 shop/orders"),
    ("secret of a workflow", "setup.sh", "shell", 'gh secret set «N» --body "«t»"'),
    ("piped secret", "setup.sh", "shell", 'echo "«t»" | gh secret set «N»'),
    ("terminal colours", "logs/run.txt", "none", "\x1b[32mready\x1b[0m «n»=\x1b[35m«t»\x1b[0m in 3 s"),
    ("quoted-printable", "mail/thread.eml", "none", "Content-Transfer-Encoding: quoted-printable\n\nHere it is: «N» =3D «t»"),
    ("yaml block", "deploy/secret.yaml", "none", "stringData:\n  «n»: |\n    «t»\n  mode: live"),
    ("table of settings", "settings.csv", "none", "id,name,value\n1,REGION,eu-central-1\n2,«N»,«t»"),
    ("python annotated", "app/model.py", "python", 'class Options(BaseModel):\n    «n»: Annotated[str, Field(default="«t»")]'),
    ("python option of a variable", "app/cli.py", "python", 'def run(given: str = typer.Option("«t»", envvar="«N»")) -> None:\n    start(given)'),
    ("python split", "app/config.py", "split", "«N» = («t»)"),
)  # fmt: skip

PLACES = tuple(Place(name, path, template, language) for name, path, language, template in _ROWS)
_NEUTRAL = ("VALUE", "SETTING", "CLIENT_VALUE", "DATA", "SERVICE_CONFIG", "CURRENT")


def render(rng: random.Random, place: Place, token: str, variable: str, service: str, named: bool) -> str:
    """The text of a file that leaves the token in the place; marks surround whatever gives it away."""
    name = variable if named or rng.random() < 0.5 else rng.choice(_NEUTRAL)
    words = name.lower().split("_")
    fills = {
        "N": name,
        "n": name.lower(),
        "d": "-".join(words),
        "c": words[0] + "".join(word.title() for word in words[1:]),
        "S": service if named or rng.random() < 0.5 else "Client",
    }
    body = place.template
    for key, value in fills.items():
        body = body.replace(f"«{key}»", value)
    if place.language == "base64 yaml":
        return surround(rng, "yaml", body.replace("«t»", mark(base64.b64encode(token.encode()).decode())))
    if place.language == "split":
        cut = rng.randrange(max(4, len(token) // 3), max(5, len(token) - 4))
        pieces = f'\n    "{mark(token[:cut])}"\n    "{mark(token[cut:])}"\n'
        return surround(rng, "python", body.replace("«t»", pieces))
    return frame(rng, place, body.replace("«t»", mark(token)))


def mark(value: str) -> str:
    return f"{OPEN}{value}{CLOSE}"


def frame(rng: random.Random, place: Place, body: str) -> str:
    """The body with the surroundings of its kind of file."""
    special = _FRAMES.get(place.language)
    return special(rng, body) if special else surround(rng, place.language, body)


def _alone(rng: random.Random, body: str) -> str:
    return body + "\n"


def _notebook_output(rng: random.Random, body: str) -> str:
    return notebook(rng, "print(options)", body)


def _jsonl(rng: random.Random, body: str) -> str:
    asked = ["add a test for the last page", body, "run the tests again", "why is it slow?"]
    lines = []
    for number, said in enumerate(asked):
        lines.append({"role": "user", "turn": 2 * number, "content": said})
        lines.append({"role": "assistant", "turn": 2 * number + 1, "content": "Done.\nThe tests pass."})
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _diff(rng: random.Random, body: str) -> str:
    head = "diff --git a/app/config.py b/app/config.py\nindex 41c07be..9d2f6a1 100644\n--- a/app/config.py\n"
    context = surround(rng, "python", "@BODY@").splitlines()
    at = context.index("@BODY@")
    before, after = ([f" {line}" for line in part] for part in (context[max(0, at - 6) : at], context[at + 1 : at + 7]))
    return f"{head}+++ b/app/config.py\n@@ -10,13 +10,13 @@\n" + "\n".join([*before, body, *after]) + "\n"


_FRAMES = {
    "none": _alone,
    "notebook": notebook,
    "notebook output": _notebook_output,
    "jsonl": _jsonl,
    "diff": _diff,
}
