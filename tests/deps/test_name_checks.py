"""wrong-distribution and look-alike-name: which requirements they speak of, what they say, what their fixes write."""

from __future__ import annotations

import pytest

from pratique.core import edits
from pratique.core.finding import Finding, Problem, Severity
from pratique.core.source import Source
from pratique.deps import longer

RULES = ("wrong-distribution", "look-alike-name")


@pytest.fixture
def named(audit, tmp_path, monkeypatch):
    """named(path, text, files={}, **settings): the findings of the checks of names on one file."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def make(path, text, files=None, **given):
        outcomes = audit(path, text, files, **given)
        assert not [outcome for outcome in outcomes if isinstance(outcome, Problem) and outcome.rule in RULES]
        return [outcome for outcome in outcomes if isinstance(outcome, Finding) and outcome.rule in RULES]

    return make


WRONG = [
    ("sklearn", "scikit-learn", Severity.HIGH, "an import name"),
    ("PIL", "pillow", Severity.HIGH, "an import name in capitals"),
    ("Crypto", "pycryptodome", Severity.HIGH, "an import name of another project"),
    ("pkg_resources==0.0.0", "setuptools", Severity.HIGH, "what an old pip freeze wrote"),
    ("fuzzywuzzy", "thefuzz", Severity.MEDIUM, "a renamed project"),
    ("pycrypto>=2.6", "pycryptodome", Severity.MEDIUM, "an abandoned project"),
    ("bs4", "beautifulsoup4", Severity.LOW, "a placeholder that does no harm"),
    ("huggingface-cli", "huggingface-hub", Severity.HIGH, "an invention of assistants"),
    ("fast_api", "fastapi", Severity.HIGH, "an invention in another spelling"),
    ("msgpack.python", "msgpack", Severity.MEDIUM, "an old name in another spelling"),
    ("json", "", Severity.HIGH, "a module of the standard library"),
    ("argparse", "", Severity.LOW, "a harmless copy of a module of the standard library"),
    ("enum34", "", Severity.MEDIUM, "a copy that breaks later Pythons"),
    ("libpq-dev", "", Severity.HIGH, "a package of Debian"),
    ("lodash", "", Severity.HIGH, "a package of npm"),
    ("datetime", "", Severity.HIGH, "a module whose name another project has in capitals"),
    ("google", "google-api-python-client,google-auth,google-genai,protobuf", Severity.HIGH, "several may be meant"),
]


@pytest.mark.parametrize(("line", "right", "severity"), [case[:3] for case in WRONG], ids=[case[3] for case in WRONG])
def test_a_wrong_name_is_found_with_the_right_one(named, line, right, severity):
    (finding,) = named("requirements.txt", f"requests==2.32.3\n{line}\n")
    assert (finding.rule, finding.severity, finding.region.line) == ("wrong-distribution", severity, 2)
    assert dict(finding.properties)["right"] == right
    assert all(name in finding.help for name in right.split(",") if name)
    assert right or "remove" in finding.help
    assert finding.message.startswith(line.partition("=")[0].partition(">")[0])


NEAR = [
    ("reqeusts", "requests", "two letters turned round"),
    ("reqests", "requests", "a letter missing"),
    ("requessts", "requests", "a letter doubled"),
    ("rewuests", "requests", "a key beside the right one"),
    ("beautifulsoup-4", "beautifulsoup4", "a hyphen more"),
    ("pythondotenv", "python-dotenv", "a hyphen less"),
    ("learn-scikit", "scikit-learn", "the words in another order"),
    ("co10rama", "colorama", "digits for letters"),
    ("djangorestframewrok", "djangorestframework", "a slip in a long name"),
    ("urlib3", "urllib3", "a double letter written once"),
    ("python-flask", "flask", "a prefix that is not part of it"),
    ("pandas-python", "pandas", "a suffix that is not part of it"),
    ("djago", "django", "a letter missing from a short but foremost name"),
    ("panads", "pandas", "letters turned round in a short name"),
    ("cryptograhpy", "cryptography", "letters turned round in a long name"),
    ("setuptool", "setuptools", "the singular"),
]


@pytest.mark.parametrize(("name", "other"), [case[:2] for case in NEAR], ids=[case[2] for case in NEAR])
def test_a_look_alike_is_found_with_the_name_that_it_imitates(named, name, other):
    (finding,) = named("requirements.txt", f"# pins\n{name}==1.0\n")
    assert (finding.rule, finding.severity, finding.region.line) == ("look-alike-name", Severity.MEDIUM, 2)
    assert finding.message.startswith(f"{name} looks like {other}, but ")
    assert dict(finding.properties)["right"] == other
    assert other in finding.help


QUIET = [
    ("requirements.txt", "psycopg2-binary\npsycopg2\nopencv-python-headless\npyqt5\npyqt6\n", "variants of a project"),
    ("requirements.txt", "boto3\nbotocore\nh2\nh11\nhttpx\nhttpcore\n", "names that are near each other"),
    ("requirements.txt", "mock\nconfigparser\nimportlib-metadata\ntomli\n", "back-ports that are kept up"),
    ("requirements.txt", "attrs\ngit-filter-repo\nattractors\n", "names that hold a wrong one"),
    ("requirements.txt", "acme-billing\nacme-billling-utils\n", "names of a firm's own"),
    ("requirements.txt", "flask2\nrequests4\nnumpy3\n", "a name with another number"),
    ("requirements.txt", "task\nblask\nrick\n", "short names that are near by chance"),
    ("requirements.txt", "DateTime==5.5\n", "the other project in its own spelling"),
    ("requirements.txt", "enum34 ; python_version < '3.4'\n", "a back-port for older Pythons"),
    ("requirements.txt", 'typing==3.10 ; python_version<"3.5"\n', "a back-port for older Pythons, without spaces"),
    ("requirements.txt", "fpdf ; python_version == '2.7'\n", "an old name for an old Python"),
    ("requirements.txt", "dataclasses ; '3.7' > python_full_version\n", "a marker with the version in front"),
    ("requirements.txt", "futures ; python_version ~= '2.7'\n", "a marker for Python 2"),
    ("requirements.txt", "enum34==1.1 \\\n  ; python_version < '3.4'\n", "a marker on the next line"),
    (
        "pyproject.toml",
        '[project]\ndependencies = ["enum34 ; python_version < \\"3.4\\""]\n',
        "a back-port with a marker between quotes that are escaped",
    ),
    ("requirements.txt", "jwt @ https://example.org/jwt-1.0-py3-none-any.whl\n", "an address"),
    ("requirements.txt", "https://example.org/docx-1.0-py3-none-any.whl\n", "an address without a name"),
    ("requirements.txt", "-e ./jwt\n", "a folder"),
    ("requirements.txt", "# sklearn\n--index-url https://example.org/sklearn\n", "a comment and an option"),
    (
        "requirements.txt",
        "# This file is autogenerated by pip-compile with Python 3.12\n#\nfutures==3.4.0\n    # via someone\n",
        "what pip-compile wrote",
    ),
    (
        "requirements.txt",
        "# This file was autogenerated by uv via the following command:\n#    uv pip compile in\nreqeusts==1.0\n",
        "what uv wrote",
    ),
    (
        "uv.lock",
        'version = 1\n[[package]]\nname = "sklearn"\nversion = "0.0"\nsource = { registry = "https://example.org" }\n',
        "a lock file",
    ),
    ("pyproject.toml", '[project]\nname = "docx"\ndependencies = ["docx[all]"]\n', "the project's own name"),
    (
        "pyproject.toml",
        '[project]\nname = "requestz"\ndependencies = ["requestz[all]"]\n',
        "its own name, a look-alike",
    ),
    (
        "pyproject.toml",
        '[project]\nname = "x"\ndependencies = ["docx"]\n[tool.uv.sources]\ndocx = { index = "ours" }\n',
        "a dependency tied to an index",
    ),
    (
        "pyproject.toml",
        '[project]\nname = "x"\ndependencies = ["docx"]\n[tool.uv.sources]\ndocx = { path = "../docx" }\n',
        "a dependency tied to a folder",
    ),
    (
        "pyproject.toml",
        '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\ndocx = { version = "^1", source = "ours" }\n',
        "a dependency that Poetry ties to an index",
    ),
    ("Pipfile", '[packages]\ndocx = {version = "*", index = "ours"}\n', "a dependency that Pipenv ties to an index"),
    ("Pipfile", '[packages]\njson = {path = "json"}\n', "a folder of a Pipfile"),
    ("setup.py", 'setup(name="docx", install_requires=["docx[x]"])\n', "the name in the same setup.py"),
    ("setup.cfg", "[options]\ninstall_requires =\n    enum34; python_version<'3.4'\n", "a back-port in setup.cfg"),
    ("Pipfile.lock", '{"_meta": {}, "default": {"sklearn": {"version": "==0.0"}}}\n', "Pipenv's lock file"),
    (
        "pyproject.toml",
        '[tool.poetry.group.dev.dependencies]\nreqeusts = { version = "^1", source = "ours" }\n',
        "a dependency of a group, tied to an index",
    ),
    (
        "pyproject.toml",
        '[tool.poetry.dependencies]\nenum34 = { version = "*", python = "<3.4" }\n',
        "a back-port for older Pythons as Poetry says it",
    ),
]


@pytest.mark.parametrize(("path", "text"), [case[:2] for case in QUIET], ids=[case[2] for case in QUIET])
def test_nothing_is_said_of(named, path, text):
    assert named(path, text) == []


STILL = [
    ("requirements.txt", "json ; python_version < '3.4'\n", "a marker does not make somebody else's name right"),
    ("requirements.txt", "pycrypto ; python_version >= '3.8'\n", "a marker for newer Pythons"),
    ("requirements.txt", "pycrypto ; '3.8' < python_version\n", "a marker for newer Pythons, the version in front"),
    ("requirements.txt", "enum34 ; python_version >= '3.8' and python_version < '4.0'\n", "what Poetry exports"),
    ("requirements.txt", "enum34 ; python_version ~= '3.8'\n", "a marker for compatible Pythons"),
    ("pyproject.toml", '[tool.poetry.dependencies]\nenum34 = { version = "*", python = ">=3.8,<4" }\n', "no bound"),
    ("requirements.txt", "datetime==5.5\n", "the spelling of the module"),
    ("requirements.txt", "# our pins, not generated\nsklearn\n", "a comment that names no tool"),
    ("requirements.txt", "# Generated by an assistant\nsklearn\n", "what an assistant wrote"),
    ("requirements.in", "# autogenerate with: pip-compile requirements.in\nsklearn\n", "a comment that names the tool"),
    ("requirements/dev.txt", "sklearn\n", "a manifest in a folder"),
    ("requirements.in", "sklearn\n", "the input of a compiler of lock files"),
    ("constraints.txt", "sklearn<2\n", "a constraint"),
    ("pyproject.toml", '[dependency-groups]\ndev = ["sklearn"]\n', "a group"),
    ("pyproject.toml", '[build-system]\nrequires = ["distribute"]\n', "a build requirement"),
    ("pyproject.toml", '[tool.poetry.dependencies]\nsklearn = "*"\n', "a table of Poetry"),
    ("Pipfile", '[packages]\nsklearn = "*"\n', "a Pipfile"),
    ("setup.cfg", "[options]\ninstall_requires =\n    sklearn>=1\n", "setup.cfg"),
    ("setup.py", 'setup(name="x", install_requires=["numpy", "sklearn>=1"])\n', "setup.py"),
    ("script.py", '# /// script\n# dependencies = ["sklearn"]\n# ///\n', "a script"),
]


@pytest.mark.parametrize(("path", "text"), [case[:2] for case in STILL], ids=[case[2] for case in STILL])
def test_it_is_still_found(named, path, text):
    (finding,) = named(path, text)
    assert finding.rule == "wrong-distribution"


def test_members_of_the_workspace_are_known_by_their_names(named):
    files = {
        "pyproject.toml": b'[tool.uv.workspace]\nmembers = ["packages/*"]\n',
        "packages/": b"one/\ntwo/\nnotes.md\n",
        "packages/one/pyproject.toml": b'[project]\nname = "docx"\n',
        "packages/two/pyproject.toml": b'[project]\nname = "x"\ndependencies = ["docx", "fitz"]\n',
    }
    text = files["packages/two/pyproject.toml"].decode()
    (finding,) = named("packages/two/pyproject.toml", text, files)
    assert dict(finding.properties)["package"] == "fitz"


@pytest.mark.parametrize(
    ("file", "content"),
    [
        pytest.param("setup.cfg", b"[metadata]\nname = docx\n", id="in setup.cfg"),
        pytest.param("setup.py", b'from setuptools import setup\nsetup(\n    name="docx",\n)\n', id="in setup.py"),
        pytest.param("pyproject.toml", b'[tool.poetry]\nname = "DOCX"\n', id="in a table of Poetry"),
    ],
)
def test_the_projects_own_name_is_read(named, file, content):
    assert named("requirements.txt", "docx\n", {file: content}) == []


def test_a_broken_manifest_beside_does_not_hide_a_finding(named):
    assert len(named("requirements.txt", "docx\n", {"pyproject.toml": b"name = \n"})) == 1


FIXES = [
    ("sklearn", "scikit-learn", "the name alone"),
    ("sklearn==0.0", "scikit-learn", "the version goes"),
    ("sklearn [alldeps] >=1.0, <2", "scikit-learn", "extras and a range go"),
    ("sklearn (>=1.0)", "scikit-learn", "a range in parentheses goes"),
    (
        "sklearn ~= 1.0 ; sys_platform == 'win32'  # why",
        "scikit-learn ; sys_platform == 'win32'  # why",
        "the rest stays",
    ),
    ("sklearn>=1 # why", "scikit-learn # why", "a comment stays"),
    ("SKLearn", "scikit-learn", "in any spelling"),
    (
        "Fast_API[all]>=0.115 ; sys_platform == 'linux'",
        "fastapi[all]>=0.115 ; sys_platform == 'linux'",
        "hyphens alone",
    ),
    ("mpl_finance==0.10", "mplfinance", "hyphens alone, but of an old name, which had versions of its own"),
    ("reqeusts[socks]>=2.0,<3 ; sys_platform == 'win32'  # why", None, "a look-alike keeps all but its name"),
]


@pytest.mark.parametrize(("line", "fixed"), [case[:2] for case in FIXES], ids=[case[2] for case in FIXES])
@pytest.mark.parametrize(
    ("path", "frame"),
    [
        pytest.param("requirements.txt", "numpy\n{}\nflask\n", id="requirements"),
        pytest.param("requirements.txt", "numpy\r\n{}\r\nflask\r\n", id="CRLF"),
        pytest.param("requirements.txt", "{}", id="the last line without an end"),
        pytest.param("pyproject.toml", '[project]\ndependencies = ["numpy", "{}"]  # ü\n', id="pyproject"),
        pytest.param("pyproject.toml", '[project]\ndependencies = [\n  # ü\n  "{}",\n]\n', id="pyproject, lines"),
    ],
)
def test_a_fix_replaces_what_is_wrong_and_nothing_else(named, line, fixed, path, frame):
    if path == "pyproject.toml":
        line, fixed = (text and text.partition("#")[0].rstrip() for text in (line, fixed))
    fixed = fixed or line.replace("reqeusts", "requests")
    text = frame.format(line)
    (finding,) = named(path, text)
    assert finding.fix is not None
    assert not finding.fix.safe
    assert finding.fix.reason
    source = Source.load(path, text.encode())
    after = edits.apply(source.data, finding.fix.edits).decode()
    assert after == frame.format(fixed)
    assert named(path, after) == []


FIXES_ELSEWHERE = [
    ("Pipfile", '[packages]\n{} = "*"\n', "sklearn", "scikit-learn", "any version in a table"),
    ("setup.py", 'setup(install_requires=["numpy", "{}"])\n', "sklearn>=1", "scikit-learn", "setup.py"),
    ("setup.cfg", "[options]\ninstall_requires =\n    {}\n", "sklearn>=1,<2", "scikit-learn", "setup.cfg"),
    ("script.py", '# /// script\n# dependencies = ["{}"]\n# ///\n', "sklearn[all]", "scikit-learn", "a script"),
    ("Dockerfile", "RUN pip install {} flask && true\n", "sklearn==0.0", "scikit-learn", "a shell's words"),
    ("Dockerfile", "RUN pip install {} \\\n    flask\n", "sklearn==0.0", "scikit-learn", "a continued line"),
    ("Dockerfile", "RUN pip install '{}'\n", "sklearn>=0.0", "scikit-learn", "a shell's quotes"),
    (
        "environment.yml",
        "dependencies:\n  - pip:\n      - {}\n",
        "sklearn==0.0",
        "scikit-learn",
        "conda's list for pip",
    ),
    (
        "requirements.txt",
        "{} \\\n    --no-binary=:all:\n",
        "sklearn==0.0",
        "scikit-learn",
        "an option on the next line",
    ),
]


@pytest.mark.parametrize(
    ("path", "frame", "line", "fixed"),
    [case[:4] for case in FIXES_ELSEWHERE],
    ids=[case[4] for case in FIXES_ELSEWHERE],
)
def test_a_fix_knows_where_a_requirement_ends(named, path, frame, line, fixed):
    source = Source.load(path, frame.format(line).encode())
    (finding,) = named(path, frame.format(line))
    assert finding.fix is not None
    assert edits.apply(source.data, finding.fix.edits).decode() == frame.format(fixed)


NOT_FIXED = [
    ("requirements.txt", "sklearn==0.0 --hash=sha256:00\n", "a hash"),
    ("requirements.txt", "sklearn==0.0 \\\n    --hash=sha256:00\n", "a hash on the next line"),
    ("requirements.txt", "reqeusts==2.0 --hash=sha256:00\n", "a look-alike with a hash"),
    ("requirements.txt", "reqeusts==2.0 \\\n    --hash=sha256:00\n", "a look-alike with a hash on the next line"),
    ("requirements.txt", "sklearn\\\n  ==0.0\n", "a version on the next line"),
    ("requirements.txt", "sklearn \\\r\n[all]\r\n", "extras on the next line"),
    ("Dockerfile", "RUN pip install numpy sklearn\\\n==0.0\n", "a version on the next line of a command"),
    ("requirements.txt", "json\n", "nothing to write instead"),
    ("requirements.txt", "axios\n", "several that may be meant"),
    ("pyproject.toml", '[tool.poetry.dependencies]\nsklearn = "^1.0"\n', "a version that stands elsewhere"),
]


def test_a_key_of_poetry_is_spelled_right_and_keeps_its_version(named):
    text = '[tool.poetry.dependencies]\nfast-api = {version = "^0.115", extras = ["all"]}\n'
    (finding,) = named("pyproject.toml", text)
    assert edits.apply(text.encode(), finding.fix.edits).decode() == text.replace("fast-api", "fastapi")


@pytest.mark.parametrize(("path", "text"), [case[:2] for case in NOT_FIXED], ids=[case[2] for case in NOT_FIXED])
def test_there_is_no_fix_for(named, path, text):
    (finding,) = named(path, text)
    assert finding.fix is None


@pytest.fixture
def malware(record, export):
    """malware(name, **fields): an export with one record of malware."""
    return lambda name, **fields: str(export(record("MAL-2024-1", name, summary="Malicious code", **fields)))


MALICIOUS = [
    ("requirements.txt", "{}\n", "without a version"),
    ("requirements.txt", "{}==1.0\n", "with one"),
    ("requirements.txt", "{}>=1.0 ; python_version > '3.8'\n", "a range with a marker"),
    ("requirements.in", "{}\n", "in the input of a compiler"),
    ("constraints.txt", "{}<3\n", "in constraints"),
    ("pyproject.toml", '[project]\ndependencies = ["{}"]\n', "in a project"),
    ("pyproject.toml", '[dependency-groups]\ndev = ["{}"]\n', "in a group"),
    ("pyproject.toml", '[tool.poetry.dependencies]\n{} = "*"\n', "in a table of Poetry"),
    ("Pipfile", '[packages]\n{} = "*"\n', "in a Pipfile"),
    ("setup.py", 'setup(install_requires=["{}"])\n', "in setup.py"),
    ("setup.cfg", "[options]\ninstall_requires =\n    {}>=1\n", "in setup.cfg"),
    ("script.py", '# /// script\n# dependencies = ["{}"]\n# ///\n', "in a script"),
    ("Dockerfile", "RUN pip install {}\n", "in a Dockerfile"),
    (".github/workflows/ci.yml", "jobs:\n  a:\n    steps:\n      - run: pip install {}\n", "in a workflow"),
    ("environment.yml", "dependencies:\n  - pip:\n      - {}\n", "in conda's list for pip"),
    (
        ".pre-commit-config.yaml",
        "repos:\n  - repo: local\n    hooks:\n      - id: x\n        language: python\n"
        "        additional_dependencies: [{}]\n",
        "beside a hook",
    ),
    (
        "uv.lock",
        'version = 1\n[[package]]\nname = "{}"\nversion = "1.0"\nsource = {{ registry = "https://example.org" }}\n',
        "in uv.lock",
    ),
    (
        "poetry.lock",
        '[[package]]\nname = "{}"\nversion = "1.0"\ndescription = ""\noptional = false\npython-versions = "*"\n'
        'files = []\n\n[metadata]\nlock-version = "2.1"\npython-versions = "*"\ncontent-hash = "0"\n',
        "in poetry.lock",
    ),
    (
        "Pipfile.lock",
        '{{"_meta": {{}}, "default": {{"{}": {{"version": "==1.0"}}}}, "develop": {{}}}}\n',
        "in Pipfile.lock",
    ),
    (
        "pylock.toml",
        'lock-version = "1.0"\ncreated-by = "uv"\n\n[[packages]]\nname = "{}"\nversion = "1.0"\n',
        "in pylock.toml",
    ),
]


@pytest.mark.parametrize("name", ["reqeusts", "jwt", "quite-another-name"])
@pytest.mark.parametrize(("path", "text"), [case[:2] for case in MALICIOUS], ids=[case[2] for case in MALICIOUS])
def test_malware_is_critical_and_said_once(audit, malware, path, text, name):
    outcomes = audit(path, text.format(name), advisories=malware(name))
    (finding,) = [outcome for outcome in outcomes if isinstance(outcome, Finding)]
    assert (finding.rule, finding.severity) == ("vulnerable-dependency", Severity.CRITICAL)


def test_malware_is_named_by_its_name_where_its_own_check_is_off(named, malware):
    (finding,) = named(
        "requirements.txt", "reqeusts\n", advisories=malware("reqeusts"), ignore=["vulnerable-dependency"]
    )
    assert finding.rule == "look-alike-name"


def test_malware_in_another_version_does_not_hide_the_name(named, malware):
    advisories = malware("reqeusts", introduced="", versions=["9.9"])
    (finding,) = named("requirements.txt", "reqeusts==1.0\n", advisories=advisories)
    assert finding.rule == "look-alike-name"


def test_a_name_with_advisories_of_its_own_is_no_look_alike(named, export, record):
    advisories = str(export(record("PYSEC-1", "reqeusts", fixed="0.1")))
    assert named("requirements.txt", "reqeusts==1.0\n", advisories=advisories) == []


def test_a_name_of_the_longer_list_is_no_look_alike(named, tmp_path):
    target = tmp_path / "cache" / "pratique" / "names.txt"
    target.parent.mkdir(parents=True)
    assert len(named("requirements.txt", "reqeusts\n")) == 1
    target.write_text("flask\nreqeusts\n")
    assert str(target) == longer.path()
    assert named("requirements.txt", "reqeusts\n") == []


def test_a_name_is_judged_by_one_check(named):
    (finding,) = named("requirements.txt", "request\n")
    assert finding.rule == "wrong-distribution"
    assert named("requirements.txt", "request\n", ignore=["wrong-distribution"]) == []


def test_a_finding_in_an_included_file_stands_there(named):
    (finding,) = named("requirements.txt", "-r base.txt\n", {"base.txt": b"# x\nsklearn\n"})
    assert (finding.path, finding.region.line, finding.region.column) == ("base.txt", 2, 1)
