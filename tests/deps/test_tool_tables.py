"""Dependencies in the tables of tools: Poetry, PDM, uv, Hatch, Flit and Rye in pyproject.toml, and Pipfile."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.core.finding import Finding, Notice, Problem
from pratique.core.source import Source
from pratique.deps import manifests
from pratique.deps.model import Requirement


def read(text, path="pyproject.toml", files=None):
    given = {name: content.encode() for name, content in (files or {}).items()}
    return list(manifests.reader_for(path).entries(Source.load(path, text.encode()), given.get))


def shown(entry):
    """(name, version, specifier, lower bound, text of both spans), the place of the name checked."""
    data = entry.source.data

    def cut(span):
        return data[slice(*span)].decode() if span else None

    assert data[entry.start :].lower().startswith(entry.name.encode())
    return (entry.name, entry.version, entry.specifier, entry.lower, cut(entry.version_span), cut(entry.lower_span))


# (lines of [tool.poetry.dependencies] or of [packages], what is declared)
BY_NAME = [
    ('a = "^1.2"', ("a", "", ">=1.2,<2", "1.2", None, "1.2"), "a caret"),
    ('a = "~1.2"', ("a", "", ">=1.2,<1.3", "1.2", None, "1.2"), "a tilde"),
    ('a = "1.*"', ("a", "", "==1.*", "", None, None), "a wildcard"),
    ('a = "*"', ("a", "", "", "", None, None), "any"),
    ('a = "1.2.3"', ("a", "1.2.3", "==1.2.3", "", "1.2.3", None), "a version alone"),
    ('a = "==1.2.3"', ("a", "1.2.3", "==1.2.3", "", "1.2.3", None), "a comparison"),
    ("a = '>=1,<2'", ("a", "", ">=1,<2", "1", None, "1"), "a range in literal quotes"),
    ('"a[x, y]" = "1.0"', ("a", "1.0", "==1.0", "", "1.0", None), "extras in the key"),
    ('"a" = "1.0"', ("a", "1.0", "==1.0", "", "1.0", None), "a quoted key"),
    ('a = { version = "1.0", extras = ["x"] }', ("a", "1.0", "==1.0", "", "1.0", None), "an inline table"),
    ('a.version = "^1.0"', ("a", "", ">=1.0,<2", "1.0", None, "1.0"), "a dotted key"),
    ('a = {extras = ["x"], markers = "python_version<\'3\'"}', ("a", "", "", "", None, None), "no version"),
    ('a = "1.0"  # why', ("a", "1.0", "==1.0", "", "1.0", None), "a comment"),
    ('a = "1\\u002e0"', ("a", "1.0", "==1.0", "", None, None), "an escape"),
    ('a = [{version = "1.0"}]', ("a", "1.0", "==1.0", "", "1.0", None), "a list of one table"),
    ('a = ["1.0"]', ("a", "1.0", "==1.0", "", "1.0", None), "a list of one text"),
    ('a = {url = "https://e.org/a-1.0.tar.gz"}', ("a", "1.0", "@ https://e.org/a-1.0.tar.gz", "", None, None), "a URL"),
    ('a = {path = "../a-1.0-py3-none-any.whl"}', ("a", "1.0", "@ ../a-1.0-py3-none-any.whl", "", None, None), "a file"),
    ('a = {version = "1.0", source = "x"}', ("a", "1.0", "==1.0", "", "1.0", None), "an index of its own"),
]
HEADERS = {"pyproject.toml": "tool.poetry.dependencies", "Pipfile": "packages"}


@pytest.mark.parametrize("path", HEADERS)
@pytest.mark.parametrize(("line", "expected"), [case[:2] for case in BY_NAME], ids=[case[2] for case in BY_NAME])
def test_a_dependency_by_its_name(path, line, expected):
    (entry,) = read(f"# caf\u00e9\n[{HEADERS[path]}]\n{line}\n", path)
    assert shown(entry) == expected
    assert entry.open_by_design
    assert not entry.locked
    assert bool(entry.held) is (entry.version != "" and entry.version_span is None)


def test_a_dependency_with_a_header_of_its_own():
    (entry,) = read('[tool.poetry.dependencies.Some_Thing]\nextras = ["x"]\nversion = "^1.0"\n')
    assert (entry.name, entry.lower) == ("some-thing", "1.0")
    assert entry.source.data[entry.start :].startswith(b"Some_Thing]")
    assert entry.source.data[: entry.end].endswith(b'"^1.0')


def test_several_constraints_of_one_name_are_each_declared():
    items = '\n  {version = "1.0", python = "<3.9"},\n  {version = "^2.0", python = ">=3.9"},\n'
    text = f"[tool.poetry.dependencies]\na = [{items}]"
    pin, ranged = read(text)
    assert (pin.version, ranged.lower) == ("1.0", "2.0")
    assert pin.start == ranged.start
    text = '[[tool.poetry.dependencies.a]]\nversion = "1.0"\n[[tool.poetry.dependencies.a]]\nversion = "2.0"\n'
    assert [(entry.version, entry.source.region(entry.start, entry.end).line) for entry in read(text)] == [
        ("1.0", 1),
        ("2.0", 3),
    ]


# (line, what is said)
UNAUDITED = [
    ('a = {git = "https://e.org/a.git", tag = "1.0"}', "a commit"),
    ('a = {hg = "https://e.org/a"}', "a commit"),
    ('a = {path = "../a", develop = true}', "local"),
    ('a = {path = "../a", editable = true}', "local"),
    ('a = {url = "https://e.org/latest.zip"}', "does not state a version"),
    ('a = {file = "https://e.org/a/archive/main.zip"}', "does not state a version"),
]


@pytest.mark.parametrize("path", HEADERS)
@pytest.mark.parametrize(("line", "said"), UNAUDITED, ids=[case[0] for case in UNAUDITED])
def test_what_is_no_release_is_said_with_its_line(path, line, said):
    (notice,) = read(f"\n[{HEADERS[path]}]\n{line}\n", path)
    assert isinstance(notice, Notice)
    assert notice.line == 3
    assert said in notice.message


# (line, what is said)
WRONG = [
    ("a = 1.0", "neither"),
    ("a = true", "neither"),
    ("a = [1]", "neither"),
    ('a = "^^1"', "constraint"),
    ('a = "latest"', "constraint"),
    ("a = {version = 1.0}", "text"),
    ("a = {git = 1, url = 2, path = 3}", ""),
    ("a = {url = 2}", "text"),
    ('"a b" = "1.0"', "name"),
    ('"" = "1.0"', "name"),
]


@pytest.mark.parametrize("path", HEADERS)
@pytest.mark.parametrize(("line", "said"), WRONG, ids=[case[0] for case in WRONG])
def test_what_makes_no_sense_is_said_with_its_line_and_the_others_count(path, line, said):
    wrong, other = read(f'[{HEADERS[path]}]\n{line}\nb = "1.0"\n', path)
    assert isinstance(wrong, (Problem, Notice))
    assert said in wrong.message
    assert isinstance(wrong, Notice) or wrong.message.startswith("line 2: ")
    assert (other.name, other.version) == ("b", "1.0")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('[tool.poetry]\ndependencies = ["a==1"]', id="a list for a table"),
        pytest.param('[tool.poetry]\ndependencies = "a"', id="a text for a table"),
        pytest.param('[tool.pdm.dev-dependencies]\nx = "a==1"', id="a text for a list"),
        pytest.param("[tool.pdm]\ndev-dependencies = ['a==1']", id="a list for a table of lists"),
        pytest.param("[tool.uv]\ndev-dependencies = [3]", id="a number for a requirement"),
        pytest.param('[tool.uv]\ndev-dependencies = [{include-group = "x"}]', id="a group where there are none"),
        pytest.param("[tool.uv]\nsources = 3\n[project]\ndependencies = []", id="a number for the sources"),
        pytest.param("[tool.uv.sources]\na = 3\n[project]\ndependencies = []", id="a number for a source"),
    ],
)
def test_a_table_of_the_wrong_type_is_a_problem_with_its_line(text):
    (problem,) = read(text)
    assert isinstance(problem, Problem)
    assert problem.message.startswith("line ")


def test_the_interpreter_is_no_package():
    assert read('[tool.poetry.dependencies]\npython = "^3.9"\n') == []
    assert read('[requires]\npython_version = "3.11"\n[scripts]\nx = "y"\n[[source]]\nurl = "z"\n', "Pipfile") == []


def test_poetry_may_enrich_what_the_project_declares():
    text = '[project]\ndependencies = ["a==1.0"]\n[tool.poetry.dependencies]\na = {source = "x"}\nb = {git = "https://e.org"}'
    declared, forked = read(text)
    assert (declared.name, declared.version) == ("a", "1.0")
    assert isinstance(forked, Notice)


# (text, what is declared)
TABLES = [
    ('[tool.poetry.dev-dependencies]\na = "1.0"', "Poetry's old group"),
    ('[tool.poetry.group.dev.dependencies]\na = "1.0"', "a group of Poetry"),
    ('[tool.poetry.group."a.b".dependencies]\na = "1.0"', "a group with a dot in its name"),
    ('[tool.poetry.group.dev]\noptional = true\n[tool.poetry.group.dev.dependencies]\na = "1.0"', "an optional group"),
    ('[tool.poetry.requires-plugins]\na = "1.0"', "plugins of Poetry"),
    ('[tool.pdm.dev-dependencies]\ntest = ["a==1.0"]', "PDM"),
    ('[tool.pdm.resolution.overrides]\na = "1.0"', "an override of PDM"),
    ('[tool.pdm.overrides]\na = "1.0"', "one as PDM 1 wrote it"),
    ('[tool.poetry.build-constraints]\nx = {a = "1.0"}', "a constraint on the builds of a package"),
    ('[tool.uv]\ndev-dependencies = ["a==1.0"]', "uv"),
    ('[tool.uv]\nconstraint-dependencies = ["a==1.0"]', "a constraint of uv"),
    ('[tool.uv]\noverride-dependencies = ["a==1.0"]', "an override of uv"),
    ('[tool.uv]\nbuild-constraint-dependencies = ["a==1.0"]', "a constraint on builds"),
    ('[tool.uv.extra-build-dependencies]\nx = ["a==1.0"]', "what a build lacks"),
    (
        '[tool.uv.extra-build-dependencies]\nx = [{requirement = "a==1.0", match-runtime = false}]',
        "the same as a table",
    ),
    ('[tool.hatch.envs.default]\ndependencies = ["a==1.0"]', "an environment of Hatch"),
    ('[tool.hatch.envs.test]\nextra-dependencies = ["a==1.0"]', "more of it"),
    ('[tool.hatch.env]\nrequires = ["a==1.0"]', "plugins of Hatch"),
    ('[tool.hatch.build.targets.wheel]\ndependencies = ["a==1.0"]', "a target of Hatch"),
    ('[tool.hatch.build.hooks.custom]\ndependencies = ["a==1.0"]', "a hook of Hatch"),
    ('[tool.hatch.envs.x.overrides]\nmatrix.y.dependencies = ["a==1.0"]', "an override of Hatch"),
    (
        '[tool.hatch.envs.x.overrides]\nenv.CI.extra-dependencies = [{value = "a==1.0", if = ["1"]}]',
        "one with a condition",
    ),
    ('[tool.pixi.pypi-dependencies]\na = "==1.0"', "Pixi"),
    ('[tool.pixi.feature.x.pypi-dependencies]\na = "==1.0"', "a feature of Pixi"),
    ('[tool.flit.metadata]\nrequires = ["a==1.0"]', "Flit"),
    ('[tool.flit.metadata.requires-extra]\nx = ["a==1.0"]', "extras of Flit"),
    ('[tool.rye]\ndev-dependencies = ["a==1.0"]', "Rye"),
    ('[dev-packages]\na = "==1.0"', "Pipfile"),
    ('[docs]\na = "==1.0"', "a category of Pipfile"),
]


@pytest.mark.parametrize(("text", "place"), TABLES, ids=[case[1] for case in TABLES])
def test_the_tables_of_tools(text, place):
    (entry,) = read(text, "Pipfile" if "Pipfile" in place else "pyproject.toml")
    assert shown(entry)[:3] == ("a", "1.0", "==1.0")
    assert entry.source.data[slice(*entry.version_span)] == b"1.0"


ELSEWHERE = [
    '[tool.poetry.extras]\ndependencies = ["a"]',
    '[tool.poetry.scripts]\na = "x:y"',
    '[tool.poetry.dependencies.python]\nversion = "^3.9"',
    '[[tool.poetry.source]]\nname = "dependencies"\nurl = "x"',
    '[tool.pdm.scripts]\ndependencies = "a"',
    '[tool.uv.sources]\ndependencies = {path = "x"}',
    '[tool.hatch.envs.x.scripts]\ndependencies = "a==1"',
    "[tool.hatch.envs.x]\nfeatures = ['dependencies']",
    '[tool.other.dependencies]\na = "1.0"',
    '[tool.poetry]\nname = "dependencies"',
]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_other_tables_declare_nothing(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("-e file:///${PROJECT_ROOT}/y#egg=y", "local project"),
        ("-e git+https://e.org/y.git#egg=y", "a commit"),
        ("y @ git+https://e.org/y.git", "a commit"),
        ("y @ file:///${PROJECT_ROOT}/y", "local project"),
        ("y @ https://e.org/main.zip", "does not state a version"),
    ],
)
def test_a_line_of_pdm_for_a_local_project_is_said(item, said):
    text = f'[tool.pdm.dev-dependencies]\nx = ["{item}"]'
    (notice,) = read(text)
    assert isinstance(notice, Notice)
    assert said in notice.message
    entries = read(text, files={"y/pyproject.toml": "#"})
    assert len(entries) == (0 if "ROOT" in item else 1)


@pytest.mark.parametrize(("beside", "count"), [("setup.py", 0), ("setup.cfg", 0), ("a/setup.py", 1), ("x.py", 1)])
def test_dynamic_dependencies_are_said_unless_the_backend_declares_them(beside, count):
    assert len(read('[project]\ndynamic = ["dependencies"]', files={beside: ""})) == count


def test_dynamic_dependencies_that_poetry_declares_are_nothing_to_say():
    (entry,) = read('[project]\ndynamic = ["dependencies"]\n[tool.poetry.dependencies]\na = "^1.0"')
    assert entry.name == "a"


@pytest.mark.parametrize("item", ["a=={matrix:version}", "a @ {root:uri}/a", "{env:A:b}"])
def test_what_hatch_fills_in_is_said_and_no_error(item):
    (notice,) = read(f'[tool.hatch.envs.x]\ndependencies = ["{item}"]')
    assert isinstance(notice, Notice)
    assert notice.line == 2
    (other,) = read(f'[project]\ndependencies = ["{item}"]')
    assert isinstance(other, (Problem, Notice))


def test_an_address_may_stand_for_a_constraint():
    (entry,) = read('[tool.pdm.resolution.overrides]\na = "https://e.org/a-1.0-py3-none-any.whl"')
    assert shown(entry) == ("a", "1.0", "@ https://e.org/a-1.0-py3-none-any.whl", "", None, None)
    (notice,) = read('[tool.pdm.resolution.overrides]\na = "https://user:word@e.org/main.zip"')
    assert isinstance(notice, Notice)
    assert "word" not in notice.message


def test_white_space_before_a_name_is_not_pointed_at():
    (entry,) = read('[project]\ndependencies = ["  a == 1.0"]')
    assert shown(entry)[:2] == ("a", "1.0")


# (a source of uv, what is said of the dependency; "" where it stays a release)
SOURCES = [
    ("{path = '../a'}", "local"),
    ("{path = '../a', editable = true}", "local"),
    ("{git = 'https://e.org/a', tag = '1.0'}", "a commit"),
    ("[{git = 'https://e.org/a', marker = 'x'}, {path = '../a'}]", "a commit"),
    ("{url = 'https://e.org/latest.zip'}", "does not state a version"),
    ("{index = 'pytorch'}", ""),
    ("{workspace = false}", ""),
    ("[{index = 'cpu', marker = 'x'}, {git = 'https://e.org/a'}]", ""),
    ("[]", ""),
]
USES = [
    '[project]\ndependencies = ["A==1.0"]',
    '[dependency-groups]\ndev = ["A==1.0"]',
    '[tool.uv]\ndev-dependencies = ["A==1.0"]',
    '[build-system]\nrequires = ["A==1.0"]',
]


@pytest.mark.parametrize(("source", "said"), SOURCES, ids=[case[0] for case in SOURCES])
@pytest.mark.parametrize("use", USES)
def test_a_source_of_uv_may_stand_in_for_the_index(source, said, use):
    (entry,) = read(f"{use}\n[tool.uv.sources]\na = {source}\nb = {{path = '../b'}}\n")
    if said:
        assert isinstance(entry, Notice)
        assert said in entry.message
        assert entry.line == 2
    else:
        assert entry.version == "1.0"


def test_a_member_of_the_workspace_speaks_for_itself():
    assert read("[project]\ndependencies = ['a==1.0']\n[tool.uv.sources]\na = {workspace = true}\n") == []


OWN = [
    ("pyproject.toml", '[tool.poetry.dependencies]\na = {path = "libs/a", develop = true}'),
    ("pyproject.toml", "[project]\ndependencies = ['a']\n[tool.uv.sources]\na = {path = 'libs/a', editable = true}"),
    ("Pipfile", '[packages]\na = {path = "./libs/a", editable = true}'),
    ("Pipfile", '[packages]\na = {path = ".", editable = true}'),
]


@pytest.mark.parametrize(("path", "text"), OWN)
def test_a_project_of_the_repository_speaks_for_itself(path, text):
    assert read(text, path, {"libs/a/pyproject.toml": "#", path: text}) == []
    others = read(text.replace("libs/a", "../a"), f"x/{path}", {"libs/a/pyproject.toml": "#"})
    assert len(others) == (0 if '"."' in text else 1)


def test_a_source_that_is_an_archive_says_the_version():
    (entry,) = read("[project]\ndependencies = ['a>=1']\n[tool.uv.sources]\na = {url = 'https://e.org/a-2.0.tar.gz'}")
    assert (entry.version, entry.version_span, entry.lower) == ("2.0", None, "")


def test_sources_of_uv_say_nothing_of_the_tables_of_others():
    (entry,) = read('[tool.poetry.dependencies]\na = "1.0"\n[tool.uv.sources]\na = {path = "../a"}')
    assert entry.version == "1.0"


ROOT = "[tool.uv.workspace]\nmembers = ['packages/*']\n[tool.uv.sources]\na = {workspace = true}\n"
MEMBER = "[project]\ndependencies = ['a==1.0', 'b==1.0']\n"


@pytest.mark.parametrize(
    ("member", "root", "released"),
    [
        pytest.param(MEMBER, ROOT, ["b"], id="the root's source holds for the member"),
        pytest.param(
            f"{MEMBER}[tool.uv.sources]\na = {{index = 'x'}}\n", ROOT, ["a", "b"], id="the member says otherwise"
        ),
        pytest.param(MEMBER, ROOT.replace("workspace]", "other]"), ["a", "b"], id="the folder above is no workspace"),
        pytest.param(MEMBER, f"{ROOT}]", ["a", "b"], id="the root is broken, which is said elsewhere"),
    ],
)
def test_a_member_of_a_workspace_inherits_its_sources(member, root, released):
    entries = read(member, "packages/x/pyproject.toml", {"pyproject.toml": root})
    assert [entry.name for entry in entries if isinstance(entry, Requirement)] == released


@pytest.mark.parametrize(
    ("path", "lock"),
    [
        ("pyproject.toml", "poetry.lock"),
        ("a/pyproject.toml", "pdm.lock"),
        ("pyproject.toml", "pylock.toml"),
        ("Pipfile", "Pipfile.lock"),
        ("a/Pipfile", "a/Pipfile.lock"),
    ],
)
def test_a_lock_file_settles_the_ranges(path, lock):
    (entry,) = read(f'[{HEADERS[path.rpartition("/")[2]]}]\na = "*"\n', path, {lock: ""})
    assert entry.locked


@pytest.mark.parametrize(("path", "lock"), [("Pipfile", "poetry.lock"), ("a/Pipfile", "Pipfile.lock")])
def test_the_lock_file_of_another_project_does_not(path, lock):
    (entry,) = read('[packages]\na = "*"\n', path, {lock: ""})
    assert not entry.locked


DYNAMIC = '[project]\ndynamic = ["dependencies"]\n'
NAMED = [
    ('[tool.setuptools.dynamic]\ndependencies = {file = "deps/base.txt"}', "one file"),
    ('[tool.setuptools.dynamic]\ndependencies = {file = ["deps/base.txt"]}', "a list of files"),
    ('[tool.setuptools.dynamic.optional-dependencies]\nx.file = ["deps/base.txt"]', "those of an extra"),
    ('[tool.hatch.metadata.hooks.requirements_txt]\nfiles = ["deps/base.txt"]', "a plugin of Hatch"),
]


@pytest.mark.parametrize("table", [case[0] for case in NAMED], ids=[case[1] for case in NAMED])
def test_files_of_requirements_that_the_project_names_are_read(table):
    files = {"lib/deps/base.txt": "-r more.txt\na==1.0\n", "lib/deps/more.txt": "b==2.0\n"}
    entries = read(f"{DYNAMIC}{table}", "lib/pyproject.toml", files)
    assert [(entry.source.path, entry.name) for entry in entries] == [
        ("lib/deps/more.txt", "b"),
        ("lib/deps/base.txt", "a"),
    ]
    (problem,) = read(f"{DYNAMIC}{table}", "pyproject.toml", files)
    assert isinstance(problem, Problem)
    assert problem.message.startswith("line 4: ")


def test_a_named_file_that_cannot_be_read_is_a_problem():
    table = f"{DYNAMIC}[tool.setuptools.dynamic]\ndependencies.file = ['deps.txt', 3]"
    source = Source.load("pyproject.toml", table.encode())
    undecodable, number = manifests.reader_for("pyproject.toml").entries(source, {"deps.txt": b"a\xff"}.get)
    assert (undecodable.path, number.path) == ("deps.txt", "pyproject.toml")
    assert isinstance(undecodable, Problem)
    assert isinstance(number, Problem)


KEYS = st.sampled_from(["a", "b-c", '"d.e"', "'F_g'", '"h i"', "python"])
WORDS = st.sampled_from(["1.0", "^1.2", "*", ">=1,<2", "", "latest", "https://e.org/a-1.zip", "../a"])
SCALARS = WORDS.map(json.dumps) | st.sampled_from(["1", "true", "'1.0'", '"""^1"""'])
TABLES_OF = st.dictionaries(st.sampled_from(["version", "git", "url", "path", "extras", "python"]), SCALARS, max_size=3)
INLINE = TABLES_OF.map(lambda table: f"{{{', '.join(f'{key} = {value}' for key, value in table.items())}}}")
VALUES = SCALARS | INLINE | st.lists(SCALARS | INLINE, max_size=2).map(lambda items: f"[{', '.join(items)}]")


@given(
    st.dictionaries(KEYS, VALUES, max_size=4),
    st.sampled_from([*HEADERS.items(), ("pyproject.toml", "tool.uv.sources")]),
)
def test_tables_of_any_shape_are_read_without_a_crash(table, place):
    path, header = place
    lines = "".join(f"{key} = {value}  # =\n" for key, value in table.items())
    text = (
        f'[project]\ndependencies = ["a==1", "b-c"]\n[{header}]\n{lines}'
        if path != "Pipfile"
        else f"[{header}]\n{lines}"
    )
    for entry in read(text, path):
        assert isinstance(entry, (Requirement, Problem, Notice))
        if isinstance(entry, Requirement):
            written = entry.source.data[entry.start : entry.start + len(entry.name)].decode().lower()
            assert written.replace("_", "-").replace(".", "-") == entry.name


PINS = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9]{0,6}", fullmatch=True).filter(lambda name: name != "python"),
    st.from_regex(r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}", fullmatch=True),
    max_size=6,
)


@given(
    PINS, st.sampled_from(['{0} = "{1}"', '{0} = {{ extras = ["\u00e9"], version = "=={1}" }}', '{0}.version = "{1}"'])
)
def test_what_is_written_is_read_back(pins, form):
    lines = "".join(form.format(*pin) + "\n" for pin in pins.items())
    entries = read(f"[tool.poetry.dependencies]\n{lines}")
    assert [(entry.name, entry.version) for entry in entries] == list(pins.items())
    for entry in entries:
        assert shown(entry)[4] == entry.version


@pytest.mark.parametrize(
    ("path", "line", "fixed"),
    [
        ("pyproject.toml", 'a = "1.0.1"  # why', 'a = "1.0.2"  # why'),
        (
            "pyproject.toml",
            "a = { extras = ['x'], version = '==1.0.1' }",
            "a = { extras = ['x'], version = '==1.0.2' }",
        ),
        ("Pipfile", 'a = {version = "==1.0.1", index = "x"}', 'a = {version = "==1.0.2", index = "x"}'),
    ],
)
def test_a_vulnerable_pin_is_raised_and_nothing_else_changes(audit, export, record, path, line, fixed):
    archive = export(record("PYSEC-1", "a", fixed="1.0.2"))
    text = f"# caf\u00e9\r\n[{HEADERS[path]}]\r\n{{}}\r\n"
    outcomes = audit(path, text.format(line), advisories=str(archive))
    (finding,) = [outcome for outcome in outcomes if isinstance(outcome, Finding)]
    (edit,) = finding.fix.edits
    data = text.format(line).encode()
    assert data[: edit.start] + edit.text.encode() + data[edit.end :] == text.format(fixed).encode()
    assert (finding.region.line, finding.region.column) == (3, 1)
