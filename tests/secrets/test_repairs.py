"""The fix in Python: each kind of place, its exact result, compiled and, where nothing is called, run."""

from __future__ import annotations

import os
import random

import pytest

from pratique.core import edits
from pratique.secrets.hook import main
from support.scanning import findings
from support.tokens import BASE64, TOKENS, UPPER, password, sample, text

TOKEN = sample(TOKENS[0][2], 11)
OTHER = sample(TOKENS[0][2], 12)
# in an address an at sign would end the password
WORD = next(
    word for word in (password(random.Random(seed)) for seed in range(99)) if word.isascii() and "@" not in word
)
READ = 'os.environ["GITHUB_TOKEN"]'


def fixed(code: str, path: str = "app.py") -> str:
    """The text with every fix made at once, as the runner applies them."""
    found = [finding.fix for finding in findings(path, code) if finding.fix]
    chosen = [found[index] for index in edits.compatible(found)]
    return edits.apply(code.encode(), [edit for fix in chosen for edit in fix.edits]).decode()


def check(code: str, expected: str) -> None:
    """T stands for the token, P for a password, R for the look-up of the token."""
    result = fixed(code.replace("<T>", TOKEN).replace("<U>", OTHER).replace("<P>", WORD))
    assert result == expected.replace("<R>", READ)
    compile(result, "app.py", "exec")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param('x = "<T>"\n', "import os\n\nx = <R>\n", id="assignment"),
        pytest.param("import os\nx = '<T>'  # why\n", "import os\nx = <R>  # why\n", id="os-is-imported"),
        pytest.param("import os.path\nx = '<T>'\n", "import os.path\nx = <R>\n", id="a-submodule-binds-os"),
        pytest.param('import sys\nx = f(k="<T>")\n', "import os\nimport sys\nx = f(k=<R>)\n", id="keyword-argument"),
        pytest.param('x = f("<T>", 1)\n', "import os\n\nx = f(<R>, 1)\n", id="positional-argument"),
        pytest.param('x = {"k": "<T>"}\n', 'import os\n\nx = {"k": <R>}\n', id="dict-value"),
        pytest.param('def f(k="<T>"):\n    pass\n', "import os\n\n\ndef f(k=<R>):\n    pass\n", id="default"),
        pytest.param('f = lambda k="<T>": k\n', "import os\n\nf = lambda k=<R>: k\n", id="default-of-a-lambda"),
        pytest.param('@d("<T>")\ndef f(): pass\n', "import os\n\n\n@d(<R>)\ndef f(): pass\n", id="decorator"),
        pytest.param(
            'class A:\n    k: str = "<T>"\n', "import os\n\n\nclass A:\n    k: str = <R>\n", id="dataclass-field"
        ),
        pytest.param('def f():\n    return"<T>"\n', "import os\n\n\ndef f():\n    return <R>\n", id="no-blank-before"),
        pytest.param('x = f"<T>"\n', "import os\n\nx = <R>\n", id="f-string-without-fields"),
        pytest.param('x = b"<T>"\n', "import os\n\nx = <R>.encode()\n", id="bytes"),
        pytest.param('x = """\n<T>\n"""\n', "import os\n\nx = <R>\n", id="block-with-blank-lines-around"),
        pytest.param(
            'x = "<T> "\n', "import os\n\nx = f\"{os.environ['GITHUB_TOKEN']} \"\n", id="a-blank-beside-it-stays"
        ),
        pytest.param('x = ("<T>")\n', "import os\n\nx = (<R>)\n", id="in-brackets"),
        pytest.param('x = f("<T>", os=1)\n', "import os\n\nx = f(<R>, os=1)\n", id="argument-of-that-name"),
        pytest.param(
            'x = "Bearer <T>"\n',
            "import os\n\nx = f\"Bearer {os.environ['GITHUB_TOKEN']}\"\n",
            id="part-of-a-string",
        ),
        pytest.param(
            "x = r'{a}\\d <T>'\n",
            "import os\n\nx = rf'{{a}}\\d {os.environ[\"GITHUB_TOKEN\"]}'\n",
            id="part-of-a-raw-string-with-braces",
        ),
        pytest.param(
            'x = b"Bearer <T>"\n',
            "import os\n\nx = f\"Bearer {os.environ['GITHUB_TOKEN']}\".encode()\n",
            id="part-of-bytes",
        ),
        pytest.param(
            'x = f"{a} {{b}} <T> {c!r}"\n',
            "import os\n\nx = f\"{a} {{b}} {os.environ['GITHUB_TOKEN']} {c!r}\"\n",
            id="f-string-with-fields",
        ),
        pytest.param(
            'x = ("Bearer "  # kind\n     "<T>")\n',
            'import os\n\nx = ("Bearer "  # kind\n     f"{os.environ[\'GITHUB_TOKEN\']}")\n',
            id="one-of-adjacent-strings",
        ),
        pytest.param(
            'x = "<T>"\ny = "<U>"\n',
            'import os\n\nx = <R>\ny = os.environ["GITHUB_TOKEN_2"]\n',
            id="two-values-of-one-issuer",
        ),
        pytest.param('x = "<T>"\ny = "<T>"\n', "import os\n\nx = <R>\ny = <R>\n", id="one-value-twice"),
        pytest.param(
            'x = "<T> {} <U>"\n',
            "import os\n\nx = f\"{os.environ['GITHUB_TOKEN']} {{}} {os.environ['GITHUB_TOKEN_2']}\"\n",
            id="two-in-one-string",
        ),
        pytest.param(
            'import os\nx = os.getenv("MINE", "<T>")\n', 'import os\nx = os.environ["MINE"]\n', id="getenv-fallback"
        ),
        pytest.param(
            'from os import environ\nx = environ.get(NAME, "<T>")\n',
            "import os\nfrom os import environ\nx = os.environ[NAME]\n",
            id="environ-get-of-a-computed-name",
        ),
        pytest.param(
            'import os\nx = os.getenv("MINE") or "<T>"\n', 'import os\nx = os.environ["MINE"]\n', id="or-fallback"
        ),
        pytest.param(
            'import os\nx = os.getenv("MINE", f"Bearer <T>")\n',
            'import os\nx = os.environ["MINE"]\n',
            id="part-of-a-fallback",
        ),
        pytest.param(
            'x = config("MINE", cast=str, default="<T>")\n',
            'import os\n\nx = config("MINE", cast=str)\n',
            id="fallback-of-a-settings-library",
        ),
        pytest.param('pwd = "<P>"\n', 'import os\n\npwd = os.environ["PASSWORD"]\n', id="not-the-working-directory"),
        pytest.param(
            'host.connect("web1", "app", "<P>")\n',
            'import os\n\nhost.connect("web1", "app", os.environ["SECRET"])\n',
            id="argument-without-a-name",
        ),
        pytest.param(
            'CACHE = {"LOCATION": "redis://:<P>@cache:6379/1"}\n',
            'import os\n\nCACHE = {"LOCATION": os.environ["REDIS_URL"]}\n',
            id="name-that-tells-less-than-the-address",
        ),
        pytest.param('db_password = "<P>"\n', 'import os\n\ndb_password = os.environ["DB_PASSWORD"]\n', id="own-name"),
        pytest.param(
            'f(smtpPassword="<P>")\n', 'import os\n\nf(smtpPassword=os.environ["SMTP_PASSWORD"])\n', id="argument-name"
        ),
        pytest.param(
            'password: SecretStr = SecretStr("<P>")\n',
            'import os\n\npassword: SecretStr = SecretStr(os.environ["PASSWORD"])\n',
            id="name-behind-a-wrapper",
        ),
        pytest.param(
            'u = "postgres://app:<P>@db.internal/x"\n',
            'import os\n\nu = os.environ["DATABASE_URL"]\n',
            id="address-with-a-password",
        ),
        pytest.param(
            'u = f"postgres://app:<P>@{host}/x"\n',
            "import os\n\nu = f\"postgres://app:{os.environ['SERVICE_PASSWORD']}@{host}/x\"\n",
            id="address-that-is-put-together",
        ),
        pytest.param(
            '"""What it is."""\nfrom __future__ import annotations\n\nimport sys\n\nx = "<T>"\n',
            '"""What it is."""\nfrom __future__ import annotations\n\nimport os\nimport sys\n\nx = <R>\n',
            id="documentation-and-future-stay-first",
        ),
        pytest.param(
            '#!/usr/bin/env python\n# text\nx = "<T>"\n',
            "#!/usr/bin/env python\n# text\nimport os\n\nx = <R>\n",
            id="shebang-stays-first",
        ),
        pytest.param('x = "<T>"\r\n', "import os\r\n\r\nx = <R>\r\n", id="crlf"),
        pytest.param("é = 'ü'; x = '<T>'\n", "import os\n\né = 'ü'; x = <R>\n", id="wide-characters-before"),
        pytest.param('if given == "<T>":\n    pass\n', "import os\n\nif given == <R>:\n    pass\n", id="comparison"),
    ],
)
def test_a_literal_becomes_a_look_up(code, expected):
    check(code, expected)


@pytest.mark.parametrize(
    "code",
    [
        pytest.param('def f():\n    """Use <T>."""\n', id="docstring"),
        pytest.param('"<T>"\n', id="statement"),
        pytest.param("# old: <T>\n", id="comment"),
        pytest.param('match x:\n    case "<T>":\n        pass\n', id="match-pattern"),
        pytest.param('match x:\n    case {"k": "<T>"}:\n        pass\n', id="inside-a-match-pattern"),
        pytest.param('def f(k: "<T>"): pass\n', id="annotation-of-a-parameter"),
        pytest.param('def f() -> "<T>": pass\n', id="annotation-of-a-result"),
        pytest.param('x: "<T>" = 1\n', id="annotation-of-a-variable"),
        pytest.param('x: Literal["<T>"]\n', id="literal-type"),
        pytest.param('K = Literal["<T>"]\n', id="alias-of-a-literal-type"),
        pytest.param('x = os.environ["<T>"]\n', id="key-taken-for-the-variable"),
        pytest.param('x = os.getenv("<T>")\n', id="key-asked-for-as-variable"),
        pytest.param('os.environ["K"] = "<T>"\n', id="sets-the-environment"),
        pytest.param('os.environ.setdefault("K", "<T>")\n', id="sets-its-default"),
        pytest.param('os = 1\nx = "<T>"\n', id="os-is-something-else"),
        pytest.param('import posix as os\nx = "<T>"\n', id="os-is-another-module"),
        pytest.param('def f(os):\n    return "<T>"\n', id="os-is-a-parameter"),
        pytest.param('def f():\n    x = "<T>"\n    import os\n', id="os-comes-later-in-the-function"),
        pytest.param('try:\n    f()\nexcept E as os:\n    pass\nx = "<T>"\n', id="os-is-an-exception"),
        pytest.param('match f():\n    case [os]:\n        pass\nx = "<T>"\n', id="os-is-captured-by-a-pattern"),
        pytest.param('match f():\n    case {**os}:\n        pass\nx = "<T>"\n', id="os-is-the-rest-of-a-pattern"),
        pytest.param('x = "k=<T>&n=%s" % n\n', id="template-for-percent"),
        pytest.param('x = "k=<T>&n={}".format(n)\n', id="template-for-format"),
        pytest.param('x = b"<T>"b"\\r\\n"\n', id="bytes-beside-bytes"),
        pytest.param('x = b"\\x00 <T>"\n', id="part-of-bytes-with-escapes"),
        pytest.param('x = "\\N{DASH} <T>"\n', id="part-beside-a-named-character"),
        pytest.param('x = "<T>"\nthis is no python\n', id="not-python"),
        pytest.param('"""Doc."""; x = "<T>"\n', id="no-line-of-its-own-for-the-import"),
    ],
)
def test_where_a_look_up_cannot_stand_there_is_no_fix(code):
    found = findings("app.py", code.replace("<T>", TOKEN))
    assert found
    assert [finding.fix for finding in found] == [None] * len(found)


def test_a_stub_and_a_notebook_are_told_and_not_changed():
    for path in ("app.pyi", "a.ipynb", "a.txt"):
        (finding,) = findings(path, f'x = "{TOKEN}"\n')
        assert finding.fix is None


@pytest.mark.parametrize(
    ("code", "name", "value"),
    [
        pytest.param('x = "{}"', "GITHUB_TOKEN", lambda t: t, id="whole"),
        pytest.param('x = "Bearer {}"', "GITHUB_TOKEN", lambda t: f"Bearer {t}", id="part"),
        pytest.param('x = r"\\d{{1}} {}"', "GITHUB_TOKEN", lambda t: f"\\d{{1}} {t}", id="raw-with-braces"),
        pytest.param('x = b"token {}"', "GITHUB_TOKEN", lambda t: f"token {t}".encode(), id="bytes"),
        pytest.param('import os\nx = os.getenv("K", "{}")', "K", lambda t: t, id="fallback"),
        pytest.param('x = ["a" "{}" "b"][0]', "GITHUB_TOKEN", lambda t: f"a{t}b", id="between-adjacent"),
        pytest.param('def f(k="{}"):\n    return k\nx = f()', "GITHUB_TOKEN", lambda t: t, id="default"),
    ],
)
def test_the_program_has_the_value_that_the_environment_holds(monkeypatch, code, name, value):
    result = fixed(code.format(TOKEN) + "\n")
    assert TOKEN not in result
    monkeypatch.setitem(os.environ, name, OTHER)
    scope: dict[str, object] = {}
    exec(compile(result, "app.py", "exec"), scope)
    assert scope["x"] == value(OTHER)
    monkeypatch.delitem(os.environ, name)
    with pytest.raises(KeyError):
        exec(compile(result, "app.py", "exec"), {})


def test_the_fix_says_what_it_asks_for_and_holds_no_value():
    (finding,) = findings("app.py", f'x = "{TOKEN}"\n')
    assert finding.fix.safe is False
    assert finding.fix.variables == ("GITHUB_TOKEN",)
    assert "GITHUB_TOKEN" in finding.fix.title
    assert TOKEN not in repr(finding)
    assert "https://github.com/settings/tokens" in finding.message


def test_a_private_key_over_lines_gives_way_whole():
    from support.tokens import private_key

    result = fixed(f'import os\nKEY = """{private_key(random.Random(1))}\n"""\n')
    assert result == 'import os\nKEY = os.environ["PRIVATE_KEY"]\n'


def test_the_parts_of_one_credential_keep_their_names():
    rng = random.Random(4)
    key, secret = "AK" + "IA" + text(rng, 16, UPPER[:26] + "234567"), text(rng, 40, BASE64)
    call = f'import boto3\nc = boto3.client("s3", aws_access_key_id="{key}", aws_secret_access_key="{secret}")\n'
    assert fixed(call) == (
        'import os\nimport boto3\nc = boto3.client("s3", aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"], '
        'aws_secret_access_key=os.environ["AWS_SECRET_ACCESS_KEY"])\n'
    )


class TestOnDisk:
    def test_only_unsafe_fixes_change_the_file_and_list_the_variable(self, repo, capfd):
        place = repo.write("app.py", f'import os\nx = "{TOKEN}"\n')
        assert main(["check", "--fix", "app.py"]) == 1
        assert TOKEN in place.read_text()
        assert not (repo.path / ".env.example").exists()
        assert main(["check", "--unsafe-fixes", "app.py"]) == 1
        assert place.read_text() == f"import os\nx = {READ}\n"
        assert (repo.path / ".env.example").read_text() == "GITHUB_TOKEN=\n"
        assert "lists GITHUB_TOKEN" in capfd.readouterr().err
        assert main(["check", "--no-cache", "app.py", ".env.example"]) == 0

    def test_who_repairs_is_told_to_revoke(self, repo, capfd):
        repo.write("app.py", f'x = "{TOKEN}"\n')
        assert main(["check", "--unsafe-fixes", "app.py"]) == 1
        assert "revoke the old value (https://github.com/settings/tokens)" in capfd.readouterr().out

    def test_the_list_keeps_its_encoding(self, repo):
        repo.write(".env.example", "A=1\n".encode("utf-16"))
        repo.write("app.py", f'x = "{TOKEN}"\n')
        assert main(["check", "--unsafe-fixes", "app.py"]) == 1
        assert (repo.path / ".env.example").read_bytes().decode("utf-16") == "A=1\nGITHUB_TOKEN=\n"

    def test_a_list_that_is_not_what_it_says_stays(self, repo, capfd):
        broken = b"\xff\xfeA\x00="
        repo.write(".env.example", broken)
        repo.write("app.py", f'x = "{TOKEN}"\n')
        assert main(["check", "--unsafe-fixes", "app.py"]) == 2
        assert (repo.path / ".env.example").read_bytes() == broken
        assert "does not list GITHUB_TOKEN" in capfd.readouterr().out

    def test_what_the_list_holds_stays(self, repo):
        repo.write(".env.example", b"# for developers\r\n#GITHUB_TOKEN=\r\nA=1")
        repo.write("app.py", f'x = "{TOKEN}"\ndb_password = "{WORD}"\n')
        assert main(["check", "--unsafe-fixes", "app.py"]) == 1
        listed = (repo.path / ".env.example").read_bytes()
        assert listed == b"# for developers\r\n#GITHUB_TOKEN=\r\nA=1\r\nDB_PASSWORD=\r\n"

    def test_staged_content_is_repaired_and_the_list_only_spoken_of(self, repo, capfd):
        place = repo.stage("app.py", f'x = "{TOKEN}"\n')
        assert main(["check", "--staged", "--unsafe-fixes"]) == 1
        assert READ in place.read_text()
        assert not (repo.path / ".env.example").exists()
        assert "list these, without values: GITHUB_TOKEN" in capfd.readouterr().err

    def test_a_list_that_leads_outside_is_not_written(self, repo, tmp_path, capfd):
        outside = tmp_path / "outside"
        outside.write_text("A=1\n")
        (repo.path / ".env.example").symlink_to(outside)
        repo.write("app.py", f'x = "{TOKEN}"\n')
        assert main(["check", "--unsafe-fixes", "app.py"]) == 2
        assert outside.read_text() == "A=1\n"
        assert "GITHUB_TOKEN" in capfd.readouterr().out

    @pytest.mark.parametrize("style", ["text", "json", "sarif"])
    def test_neither_the_diff_nor_a_report_shows_what_is_replaced_or_stands_beside_it(self, repo, capfd, style):
        second = password(random.Random(9))
        repo.write(".env.example", f"PASSWORD={second}\n")
        code = f'smtp.login("me", "{WORD}")\nx = "{TOKEN}"\nf(password="{second}")\nK = Literal["{OTHER}"]\n'
        place = repo.write("app.py", code)
        assert main(["check", "--unsafe-fixes", "--diff", "--format", style, "app.py"]) == 1
        said = "".join(capfd.readouterr())
        assert place.read_text() == code
        assert "+x = " in said
        for value in (TOKEN, OTHER, WORD, second):
            assert value not in said
            assert value[6:] not in said


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        pytest.param("a.yaml", "k: <T>\n", "Write ${GITHUB_TOKEN} in its place", id="yaml"),
        pytest.param("a.yaml", 'k: "<T>"\n', 'quotes included (")', id="yaml-quoted"),
        pytest.param(".github/workflows/a.yml", "k: <T>\n", "${{ secrets.GITHUB_TOKEN }}", id="workflow"),
        pytest.param(".gitlab-ci.yml", "k: <T>\n", '"$GITHUB_TOKEN"', id="gitlab"),
        pytest.param("a.yaml", "apiVersion: v1\nk: <T>\n", "valueFrom.secretKeyRef", id="kubernetes"),
        pytest.param("compose.yaml", "      K: <T>\n", "${GITHUB_TOKEN:?}", id="compose"),
        pytest.param("a.toml", 'k = "<T>"\n', 'Write "" in its place', id="toml"),
        pytest.param(".env.example", "K=<T>\n", "Leave the value empty", id="example"),
        pytest.param(".env", "K=<T>\n", "that git ignores", id="dotenv"),
        pytest.param("Dockerfile", "ENV K=<T>\n", "--mount=type=secret,id=github_token,env=GITHUB_TOKEN", id="docker"),
        pytest.param("a.json", '{"k": "<T>"}\n', 'Write "${GITHUB_TOKEN}" in its place', id="json"),
        pytest.param(".vscode/mcp.json", '{"k": "<T>"}\n', '"${env:GITHUB_TOKEN}"', id="vscode"),
        pytest.param("a.sh", "K='<T>'\n", 'Write "${GITHUB_TOKEN:?}" in its place', id="shell"),
        pytest.param("a.sh", 'curl -H "X: Bearer <T>"\n', "Write ${GITHUB_TOKEN:?} in its place", id="part-in-shell"),
        pytest.param("run", "#!/bin/sh\nK=<T>\n", '"${GITHUB_TOKEN:?}"', id="script-without-extension"),
        pytest.param("a.tf", 'k = "<T>"\n', "Write var.github_token in its place", id="terraform"),
        pytest.param("a.tfvars", 'k = "<T>"\n', "TF_VAR_github_token", id="terraform-variables"),
        pytest.param("a.ipynb", '{"source": ["k = \\"<T>\\""]}\n', "os.environ['GITHUB_TOKEN']", id="notebook"),
        pytest.param("notes.txt", "<T>\n", "environment variable GITHUB_TOKEN", id="prose"),
    ],
)
def test_the_exact_replacement_is_told_in_other_files(path, text, says):
    (finding,) = findings(path, text.replace("<T>", TOKEN))
    assert says in finding.help
    assert finding.fix is None
    assert TOKEN not in finding.help
