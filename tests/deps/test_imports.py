"""Which imports of code are reported: nothing that is the project's own, declared, optional or Python's."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pratique.core import room
from pratique.core.finding import Finding, Notice
from pratique.deps import hook

SHOP = {"pyproject.toml": b'[project]\nname = "shop"\ndependencies = ["PyYAML>=6"]\n'}
NAMES = ["invented-import", "undeclared-import"]
INVENTED = "fastyamlizer"


@pytest.fixture
def imports(audit):
    """imports(code, files=, path=, **settings): (rule, text at the place) of each finding on the code."""

    def make(code, files=None, path="shop/a.py", **given):
        others = [name for name in room.names(hook.ROOM) if name not in NAMES]
        outcomes = audit(path, code, SHOP if files is None else files, ignore=others, **given)
        assert not [item for item in outcomes if not isinstance(item, Finding)]
        return [(item.rule, dict(item.properties)["module"]) for item in outcomes]

    return make


DECLARED = {
    "PyYAML": "yaml",
    "beautifulsoup4": "bs4",
    "opencv-python-headless": "cv2",
    "google-cloud-storage": "google.cloud.storage",
    "scikit-learn": "sklearn.linear_model",
    "scikit-image": "skimage",
    "python-dateutil": "dateutil.parser",
    "Pillow": "PIL.Image",
    "attrs": "attr",
    "protobuf": "google.protobuf",
    "PyJWT": "jwt",
    "python-dotenv": "dotenv",
    "msgpack": "msgpack",
    "psycopg2-binary": "psycopg2",
    "mysqlclient": "MySQLdb",
    "pycryptodome": "Crypto.Cipher",
    "pyserial": "serial",
    "python-magic": "magic",
    "GitPython": "git",
    "dnspython": "dns.resolver",
    "pyOpenSSL": "OpenSSL",
    "websocket-client": "websocket",
    "Markdown": "markdown",
    "python-slugify": "slugify",
    "python-multipart": "multipart",
    "grpcio": "grpc",
    "azure-storage-blob": "azure.storage.blob",
    "zope.interface": "zope.interface",
    "ruamel.yaml": "ruamel.yaml",
    "python-docx": "docx",
    "PyMuPDF": "fitz",
    "discord.py": "discord",
    "Flask-SQLAlchemy": "flask_sqlalchemy",
    "setuptools": "pkg_resources",
    "pytest": "_pytest",
    "typing_extensions": "typing_extensions",
    "jaraco.text": "jaraco.text",
    "sphinxcontrib-httpdomain": "sphinxcontrib.httpdomain",
}


def test_a_project_of_right_declarations_and_one_invention_has_one_finding(imports):
    listed = ", ".join(f'"{name}"' for name in DECLARED)
    files = {"pyproject.toml": f'[project]\nname = "shop"\ndependencies = [{listed}]\n'.encode()}
    code = "".join(f"import {module}\n" for module in DECLARED.values())
    assert imports(f"{code}import {INVENTED}\n", files) == [("invented-import", INVENTED)]


@pytest.mark.parametrize("name", sorted(DECLARED))
def test_each_of_them_is_missed_when_it_is_not_declared(imports, name):
    module = DECLARED[name]
    if module.startswith("_"):
        pytest.skip("a private module is nobody's to import")
    ((rule, _),) = imports(f"import {module}\n", {"requirements.txt": b"unrelated\n"})
    assert rule == "undeclared-import"


SILENT = [
    ("try:\n    import {0}\nexcept ImportError:\n    {0} = None\n", "a try that catches it"),
    ("try:\n    import {0}\nexcept (OSError, ModuleNotFoundError):\n    pass\n", "one of several"),
    ("try:\n    import {0}\nexcept Exception:\n    pass\n", "any exception"),
    ("try:\n    import {0}\nexcept:\n    pass\n", "a bare except"),
    ("try:\n    import json\nexcept ImportError:\n    import {0} as json\n", "what is taken instead"),
    ("try:\n    if 1:\n        from {0} import x\nexcept ImportError:\n    pass\n", "deeper in the try"),
    ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from {0} import x\n", "for type checkers"),
    ("import typing\nif typing.TYPE_CHECKING:\n    import {0}\n", "for type checkers, in full"),
    ("import sys\nif sys.version_info < (3, 11):\n    import {0}\n", "for old versions"),
    ("import sys\nif sys.platform == 'win32':\n    import {0}\nelse:\n    pass\n", "for a platform"),
    ("import os\nif os.name == 'nt':\n    import {0}\n", "for an operating system"),
    ("import contextlib\nwith contextlib.suppress(ImportError):\n    import {0}\n", "suppressed"),
    ("from importlib.util import find_spec\nif find_spec('{0}'):\n    import {0}\n", "asked for"),
    ("import pytest\n{0} = pytest.importorskip('{0}')\nimport {0}.sub\n", "or the test is skipped"),
    ("if HAS_EXTRA:\n    import {0}\n", "under a flag"),
    ('"""\nimport {0}\n"""\n', "in a docstring"),
    ("TEXT = '''\nimport {0}\n'''\n", "in a text"),
    ("# import {0}\n", "in a comment"),
    ("from . import {0}\nfrom .{0} import x\nfrom .. import {0}\n", "relative"),
    ("try:\n    __import__('{0}')\nexcept ImportError:\n    pass\n", "tried by name"),
]


@pytest.mark.parametrize("module", [INVENTED, "requests"])
@pytest.mark.parametrize("code", [case[0] for case in SILENT], ids=[case[1] for case in SILENT])
def test_what_may_be_missing_is_left_alone(imports, code, module):
    files = {**SHOP, "requirements.txt": b"pytest\n"}
    assert imports(code.format(module), files) == []


FOUND = [
    ("import {0}\n", "a plain import"),
    ("import os, {0} as x\n", "one of several"),
    ("import os; import {0}\n", "after a semicolon"),
    ("from {0}.sub import (\n    a,  # one\n    b,\n)\n", "in parentheses"),
    ("from \\\n    {0} import x\n", "over two lines"),
    ("import os, \\\n    {0}\n", "after a backslash"),
    ("\tif True: pass\n".lstrip() + "class A:\n    import {0}\n", "in a class"),
    ("import importlib\nx = importlib.import_module('{0}.sub')\n", "by name"),
    ("x = __import__('{0}')\n", "by the built-in function"),
    ("try:\n    import {0}\nexcept ValueError:\n    pass\n", "a try that catches something else"),
    ("try:\n    pass\nexcept ImportError:\n    pass\nimport {0}\n", "after a try"),
    ("try:\n    pass\nfinally:\n    import {0}\n", "in a finally"),
    ("if __name__ == '__main__':\n    import {0}\n", "when it is the program"),
    ("\ufeffimport {0}\r\nx = 1\r\n", "a byte-order mark and other newlines"),
    ("# -*- coding: latin-1 -*-\nx = '\u00e9'; import {0}\n", "another encoding"),
    ("import {0}\nimport {0}.sub\nfrom {0} import x\n", "several times"),
]


@pytest.mark.parametrize(
    ("module", "rule"),
    [pytest.param(INVENTED, NAMES[0], id="invented"), pytest.param("requests", NAMES[1], id="known")],
)
@pytest.mark.parametrize("code", [case[0] for case in FOUND], ids=[case[1] for case in FOUND])
def test_every_way_to_import_is_seen_and_said_once(imports, code, module, rule):
    text = code.format(module)
    assert imports(text.encode("latin-1" if "latin-1" in text else "utf-8")) == [(rule, module)]


def test_the_place_is_the_modules_name(audit):
    (finding,) = audit("shop/a.py", f"x = 'é'; from {INVENTED}.sub import x\n", SHOP)
    assert (finding.region.line, finding.region.column) == (1, 15)
    assert finding.excerpt.text[finding.excerpt.mark :][: finding.excerpt.length] == f"{INVENTED}.sub"


def test_an_import_when_a_function_is_called_is_for_the_strict_profile(imports):
    code = "def f():\n    import requests\n"
    assert imports(code) == []
    assert imports(code, profile="strict") == [("undeclared-import", "requests")]
    assert imports(code.replace("requests", INVENTED)) == [("invented-import", INVENTED)]


OWN = [
    ("import b", "shop/b.py", "a module beside it"),
    ("import b", "shop/b/x.txt", "a folder beside it"),
    ("import b", "b.pyi", "a stub above it"),
    ("import b", "src/b/__init__.py", "below src"),
    ("import b", "tests/b.py", "a helper of the tests"),
    ("import b", "shop/b.pyx", "a source that is compiled"),
    ("import b", "shop/b.cpython-311-x86_64-linux-gnu.so", "a compiled module"),
    ("import b", "other/deep/down/b.py", "anywhere"),
    ("import b", "shop/_vendor/b/__init__.py", "a copy of somebody else's"),
    ("import ui_b", "forms/b.ui", "made from a form"),
    ("import BLexer", "grammar/B.g4", "made from a grammar"),
]
NOT_OWN = [
    ("import fastyamlizer", "shop/fastyamlizer.md", "a page about it"),
    ("import fastyamlizer", "shop/fastyamlizer_more.py", "a longer name"),
    ("import fastyamlizer", "node_modules/fastyamlizer/index.js", "another ecosystem's package"),
    ("import fastyamlizer", "venv/pyvenv.cfg", "an environment"),
]


@pytest.mark.parametrize(
    ("code", "path", "quiet"),
    [pytest.param(*case[:2], True, id=case[2]) for case in OWN]
    + [pytest.param(*case[:2], False, id=case[2]) for case in NOT_OWN],
)
def test_modules_of_the_repository_are_not_missing(imports, code, path, quiet):
    assert (imports(code, {**SHOP, path: b""}, path="shop/a.py") == []) is quiet


GENERATED = [
    (".gitignore", b"/shop/_x.py\nshop/local_b.py\n", "import local_b", "ignored by git"),
    ("setup.py", b"setup(ext_modules=[Extension('fast_b', [])])", "import fast_b", "an extension"),
    ("setup.cfg", b"[metadata]\nname = shop\n[options]\npy_modules = b_one, b_two\n", "import b_two", "listed"),
    ("x.proto", b"", "import anything_pb2, anything_pb2_grpc", "made by a compiler of messages"),
]


@pytest.mark.parametrize(
    ("path", "content", "code"), [case[:3] for case in GENERATED], ids=[case[3] for case in GENERATED]
)
def test_what_a_build_makes_is_not_missing(imports, path, content, code):
    assert imports(code, {**SHOP, path: content}) == []


POETRY = (
    b'[tool.poetry]\nname = "shop"\n[tool.poetry.group.dev.dependencies]\nrequests = {version = "^2", extras = ["x"]}\n'
)
DECLARATIONS = [
    ("requirements.txt", b"Requests[socks]>=2 ; python_version > '3'  # why\n", "a range with an extra"),
    ("requirements/dev.txt", b"-r base.txt\nrequests\n", "a folder of requirements"),
    ("deep/down/requirements-x.txt", b"requests==2.0 \\\n  --hash=sha256:00\n", "another part of the repository"),
    ("requirements.txt", b"celery[redis, requests]>=5\n", "the extra that brings it"),
    ("requirements.txt", b"requests @ https://host.invalid/x.zip\n", "by address"),
    ("requirements.txt", b"-e git+https://host.invalid/psf/requests.git#egg=requests\n", "a repository"),
    ("requirements.txt", b"https://host.invalid/requests-2.0-py3-none-any.whl\n", "a wheel"),
    ("pyproject.toml", b'[project]\nname = "x"\n[project.optional-dependencies]\nnet = ["requests"]\n', "an extra"),
    ("pyproject.toml", b'[dependency-groups]\ntest = ["requests>=2", {include-group = "x"}]\n', "a group"),
    ("pyproject.toml", b'[build-system]\nrequires = ["requests"]\n', "for the build"),
    ("pyproject.toml", POETRY, "a group of Poetry"),
    ("pyproject.toml", b'[tool.pdm.dev-dependencies]\ntest = ["requests"]\n', "PDM"),
    ("pyproject.toml", b'[tool.uv]\ndev-dependencies = ["requests"]\n', "uv"),
    ("pyproject.toml", b'[tool.hatch.envs.test]\nextra-dependencies = ["requests"]\n', "Hatch"),
    ("pyproject.toml", b'[tool.tox]\nlegacy_tox_ini = """\n[testenv]\ndeps =\n  requests\n"""\n', "tox in it"),
    ("Pipfile", b'[packages]\nrequests = "*"\n', "Pipenv"),
    ("setup.cfg", b"[options]\ninstall_requires =\n    requests>=2\n", "setup.cfg"),
    ("setup.py", b"from setuptools import setup\nREQ = ['requests>=2']\nsetup(install_requires=REQ)\n", "setup.py"),
    ("setup.py", b'setup(install_requires="""\nrequests\nyarl\n""")\n', "a text in setup.py"),
    ("tox.ini", b"[testenv]\ndeps =\n    requests\n", "tox"),
    ("noxfile.py", b"session.install('requests', 'x')\n", "nox"),
    ("uv.lock", b'version = 1\n[[package]]\nname = "requests"\nversion = "2"\n', "a lock file"),
    ("Pipfile.lock", b'{\n    "default": {\n        "requests": {\n', "the lock file of Pipenv"),
    ("environment.yml", b"dependencies:\n  - python=3.11\n  - conda-forge::requests=2\n", "conda"),
    ("Dockerfile", b"RUN apt-get update && \\\n  pip install --no-cache-dir \\\n   flask requests\n", "a container"),
    (
        ".github/workflows/ci.yml",
        b"jobs:\n  x:\n    steps:\n      - run: python -m pip install requests\n",
        "a workflow",
    ),
]
UNDECLARED = [
    ("requirements.txt", b"# requests\n", "a comment"),
    ("requirements.txt", b"requestsy\n", "a longer name"),
    ("requirements.txt", b"types-requests\n", "its types alone"),
    ("pyproject.toml", b'[project]\nname = "x"\ndescription = "like requests"\n', "in prose"),
    ("Dockerfile", b"# requests\nRUN echo requests\n", "in a command of another kind"),
]


@pytest.mark.parametrize(
    ("path", "content", "quiet"),
    [pytest.param(*case[:2], True, id=case[2]) for case in DECLARATIONS]
    + [pytest.param(*case[:2], False, id=case[2]) for case in UNDECLARED],
)
def test_every_manifest_counts(imports, path, content, quiet):
    files = {"deep/pyproject.toml": b'[project]\nname = "other"\n', path: content}
    assert (imports("import requests\n", files) == []) is quiet


INCLUDING = [
    ("requirements.txt", b"-r deps/base.lst\n", "deps/base.lst", "included"),
    ("setup.py", b"setup(install_requires=open('needs.txt').read().split())\n", "needs.txt", "read by setup.py"),
    ("setup.cfg", b"[options]\ninstall_requires = file: needs.in\n", "needs.in", "named in setup.cfg"),
    (
        "pyproject.toml",
        b'[project]\nname = "x"\n[tool.setuptools.dynamic]\ndependencies = {file = ["needs.txt"]}\n',
        "needs.txt",
        "named in pyproject.toml",
    ),
]


@pytest.mark.parametrize(
    ("path", "content", "included"), [case[:3] for case in INCLUDING], ids=[case[3] for case in INCLUDING]
)
def test_what_a_manifest_includes_counts_whatever_it_is_called(imports, path, content, included):
    assert imports("import requests\n", {path: content, included: b"requests>=2\r\n"}) == []
    assert imports("import requests\n", {path: content, included: b"yarl\r\n"}) == [("undeclared-import", "requests")]


def test_without_any_manifest_nothing_was_promised(imports):
    assert imports("import requests\n", {}) == []
    assert imports("import requests\n", {"Dockerfile": b"RUN pip install flask\n"}) == []
    assert imports("import requests\n", {"pyproject.toml": b"[tool.ruff]\nline-length = 100\n"}) == []
    assert imports(f"import {INVENTED}\n", {}) == [("invented-import", INVENTED)]


BLOCK = "# /// script\n# dependencies = [\n#   {0}\n# ]\n# ///\n"


def test_the_block_of_a_script_counts_alone(imports):
    assert imports(BLOCK.format('"requests"') + "import requests\nimport json\n", path="a.py") == []
    assert imports(BLOCK.format('"rich==1.0"') + "import yaml\n", path="a.py") == [("undeclared-import", "yaml")]


def test_what_is_brought_by_a_declared_distribution_is_for_the_strict_profile(imports):
    files = {"requirements.txt": b"fastapi\n"}
    assert imports("import starlette\n", files) == []
    assert imports("import starlette\n", files, profile="strict") == [("undeclared-import", "starlette")]


PYTHONS = [
    ("import urllib2, ConfigParser, cPickle", "Python 2"),
    ("import distutils.core, imp, asyncore, cgi", "removed"),
    ("import tomllib, annotationlib, compression.zstd", "new"),
    ("import winreg, msvcrt, fcntl, posix", "of one platform"),
    ("import _typeshed, __future__, _socket", "private"),
    ("import bpy, gdb, idaapi", "of programs that embed Python"),
    ("import a, b\nimport does_not_exist, my_module", "nobody's"),
]


@pytest.mark.parametrize("code", [case[0] for case in PYTHONS], ids=[case[1] for case in PYTHONS])
def test_python_and_its_hosts_are_not_missing(imports, code):
    assert imports(code, {}) == []


UNKNOWN = [
    ("abydos", "import abydos_extras", True, "one that exists and that few know"),
    ("llama-index-workflows", "import workflows", True, "the last part of a name"),
    ("fork-of-detect-secrets", "import detect_secrets", True, "a fork"),
    ("zorblat-sdk", "import zorblat.client", True, "an unknown distribution of the same maker"),
    ("zorblat-sdk", "import zorblatlib", True, "the same word, longer"),
    ("zorblat-sdk", "import fastyamlizer", False, "an unknown distribution of another name"),
    ("requests", "import requests_auto_retry_pool", False, "a well-known one, whose modules are known"),
    ("langchain", "import langchain_toolbox_extras", False, "an invention after a well-known one"),
]


@pytest.mark.parametrize(("name", "code", "quiet"), [case[:3] for case in UNKNOWN], ids=[case[3] for case in UNKNOWN])
def test_distributions_that_nobody_here_knows_may_hold_what_sounds_alike(imports, name, code, quiet):
    assert (imports(code, {"requirements.txt": name.encode()}) == []) is quiet


SPOKEN = [
    ("import {0}\nx = ['pip', 'install', '{0}']\n", True, "the program itself says how to install it"),
    ("import {0}\npath.write_text('{0}.py')\n", True, "the program makes it"),
    ("def f():\n    if is_{0}_available():\n        pass\n    import {0}\n", True, "the program asks for it"),
    ("import {0}\nraise RuntimeError('run: pip install {0}')\n", True, "in a message"),
    ("import sys, {0}\nsys.modules['{0}.sub'] = None\n", True, "the program puts another one in its place"),
    ('"""Uses {0}."""\nimport {0}\n', False, "the documentation speaks of it"),
    ("import {0}\nkey = os.environ['{0}_API_KEY']\n", False, "a variable of the environment is called after it"),
    ("import {0}\nprint('reading with {0} now')\n", False, "a sentence"),
]


@pytest.mark.parametrize(("code", "quiet"), [case[:2] for case in SPOKEN], ids=[case[2] for case in SPOKEN])
def test_a_program_that_speaks_of_the_module_knows_it(imports, code, quiet):
    assert (imports(code.format(INVENTED)) == []) is quiet


def test_an_environment_tells_what_is_installed(imports, tmp_path):
    packages = tmp_path / "v" / "lib" / "python3.11" / "site-packages"
    info = packages / "Odd_Name-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "RECORD").write_text("fastyamlizer/__init__.py,,\nOdd_Name-1.0.dist-info/METADATA,,\n../../bin/x,,\n")
    environment = str(tmp_path / "v")
    assert imports(f"import {INVENTED}\n", environment=environment) == [("undeclared-import", INVENTED)]
    declared = {"requirements.txt": b"odd.name\n"}
    assert imports(f"import {INVENTED}\n", declared, environment=environment) == []


@pytest.mark.parametrize(
    ("code", "quiet"),
    [
        pytest.param("import megatron.core", True, id="a project of which a part is known"),
        pytest.param("import megatronic", False, id="a longer word"),
        pytest.param("import megatron_boost", False, id="more than the name of the project"),
    ],
)
def test_the_name_of_a_project_is_not_invented_where_its_parts_are_known(imports, code, quiet):
    assert (imports(code) == []) is quiet


def test_a_manifest_that_cannot_be_read_is_said_and_nothing_is_held_against_it(audit):
    (notice,) = audit("shop/a.py", f"import requests\nimport {INVENTED}\n", {"pyproject.toml": b"[project\n"})
    assert isinstance(notice, Notice)
    assert notice.path == "pyproject.toml"


def test_code_that_is_not_python_is_said(audit):
    (notice,) = audit("shop/a.py", "import requests\nprint 'old'\n", SHOP)
    assert isinstance(notice, Notice)
    assert notice.path == "shop/a.py"
    assert audit("shop/a.py", "import yaml\nprint 'old'\n", SHOP) == []


ROLES = [
    ("tests/data/cases/a.py", True, "what tests are run on"),
    ("shop/testdata/a.py", True, "the same in one word"),
    ("shop/_vendor/a.py", True, "a copy of somebody else's"),
    ("tests/test_a.py", False, "a test"),
    ("data/a.py", False, "data that is no test's"),
    ("{{ project }}/a.py", True, "a template"),
]


@pytest.mark.parametrize(("path", "quiet"), [case[:2] for case in ROLES], ids=[case[2] for case in ROLES])
def test_code_that_nobody_runs_may_import_anything(imports, path, quiet):
    assert (imports(f"import {INVENTED}\n", path=path) == []) is quiet


def test_a_link_that_leads_back_ends(imports):
    files = {**SHOP, **{f"{'loop/' * depth}x.txt": b"" for depth in range(40)}}
    assert imports(f"import {INVENTED}\n", files) == [("invented-import", INVENTED)]


def test_the_manifest_to_add_it_to_is_the_nearest(audit):
    files = {**SHOP, "parts/one/pyproject.toml": b'[project]\nname = "one"\n'}
    (finding,) = audit("parts/one/src/one/a.py", "import requests\n", files)
    assert "add it to parts/one/pyproject.toml" in finding.message
    assert dict(finding.properties)["package"] == "requests"


def test_what_is_staged_is_held_against_what_is_staged(repo, capfd):
    repo.stage("requirements.txt", "requests\n")
    repo.stage("shop/a.py", "import requests\nfrom shop import b\nimport helper_of_ours\n")
    repo.write("helper_of_ours.py", "")
    assert hook.main(["check", "--ignore", "vulnerable-dependency"]) == 1
    assert "shop/a.py:3:8: invented-import" in capfd.readouterr().out
    assert hook.main(["check", "shop/a.py"]) == 0
    repo.stage("helper_of_ours.py", "")
    assert hook.main(["check", "--ignore", "vulnerable-dependency"]) == 0


HEAVY = {"libcst", "requests", "pip_audit", "packaging", "tomli", "json", "logging", "urllib.request"}


def test_a_clean_file_of_code_loads_nothing_heavy(repo):
    repo.write("requirements.txt", "requests>=2\n")
    repo.write("a.py", "import os\nimport requests\nimport b\n")
    repo.write("b.py", "")
    program = (
        "import sys; before = set(sys.modules)\n"
        "from pratique.deps import hook\nassert hook.main(['check', 'a.py']) == 0\n"
        f"print(sorted({HEAVY!r} & (set(sys.modules) - before)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=repo.path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_file_that_cannot_be_decoded_is_one_problem(repo, capfd):
    repo.write("requirements.txt", "requests\n")
    repo.write("a.py", f"import {INVENTED}\nx = '\xff'\n".encode("latin-1"))
    assert hook.main(["check", "a.py"]) == 2
    out, err = capfd.readouterr()
    assert (out + err).count("not valid UTF-8") == 1


def test_nothing_is_held_against_manifests_that_another_repository_has(repo, capfd, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "requirements.txt").write_text("flask\n")
    for name in ("one", "two"):
        (elsewhere / f"{name}.py").write_text("import flask\nimport superfastjsonlib\n")
    repo.stage("requirements.txt", "requests\n")
    assert hook.main(["check", str(elsewhere), "--color", "never"]) == 0
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err.count("beyond the repository") == 1
    assert hook.main(["check", str(elsewhere), "--strict"]) == 2
