"""The readers of pyproject.toml and uv.lock, and the places of strings in TOML."""

from __future__ import annotations

import json

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from pratique.core.errors import SourceError
from pratique.core.finding import Notice, Problem
from pratique.core.source import Source
from pratique.deps.manifests import _toml, pyproject, uv_lock
from pratique.deps.model import Requirement


def read(reader, path, text):
    return list(reader.entries(Source.load(path, text.encode()), lambda name: None))


def project(text):
    return read(pyproject, "pyproject.toml", text)


def lock(text):
    return read(uv_lock, "uv.lock", text)


PLACES = [
    ('[project]\ndependencies = ["a==1"]', "dependencies of the project"),
    ("project.dependencies = ['a==1']", "a dotted key and literal quotes"),
    ('project = {dependencies = ["a==1"]}', "an inline table"),
    ('["project"]\n"dependencies" = [\n  # why\n  """a==1""",\n]', "quoted keys, a comment, long quotes"),
    ('[project.optional-dependencies]\nx = ["a==1"]', "an extra"),
    ('[dependency-groups]\ndev = [{include-group = "x"}, "a==1"]\nx = []', "a group beside an included one"),
    ('[build-system]\nrequires = ["a==1"]', "what the build needs"),
    ('[project]\r\ndependencies = [\r\n  "a==1",\r\n]\r\n', "Windows newlines"),
    ('# caf\u00e9\n[project]\ndependencies = ["a==1"]', "text before that is not ASCII"),
]


@pytest.mark.parametrize("text", [case[0] for case in PLACES], ids=[case[1] for case in PLACES])
def test_requirements_are_found_and_placed(text):
    (entry,) = project(text)
    assert (entry.name, entry.version) == ("a", "1")
    assert entry.source.data[entry.start : entry.end] == b"a==1"
    assert entry.source.data[slice(*entry.version_span)] == b"1"
    assert entry.open_by_design


ELSEWHERE = [
    ("[tool.black]\nline-length = 100", "only the settings of a tool"),
    ('[tool.x]\ndependencies = ["a==1"]', "a table of a tool with the same key"),
    ('[project]\nname = "x"\nkeywords = ["a==1"]', "another list of the project"),
    ("", "an empty file"),
    ("[project]\ndependencies = []", "an empty list"),
]


@pytest.mark.parametrize("text", [case[0] for case in ELSEWHERE], ids=[case[1] for case in ELSEWHERE])
def test_a_pyproject_without_requirements_has_nothing_to_audit(text):
    assert project(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('[project]\ndependencies = "a==1"', id="a text for a list"),
        pytest.param("[project]\ndependencies = [3]", id="a number for a requirement"),
        pytest.param('[project]\ndependencies = ["a=1"]', id="no requirement"),
        pytest.param('[project]\ndependencies = [""]', id="an empty text"),
        pytest.param("[project]\noptional-dependencies = []", id="a list for a table"),
        pytest.param('[dependency-groups]\ndev = [{include = "x"}]', id="an unknown table in a group"),
    ],
)
def test_what_is_no_list_of_requirements_is_a_problem(text):
    (problem,) = project(text)
    assert isinstance(problem, Problem)


@pytest.mark.parametrize(
    ("item", "hint"),
    [("a=1", "pinned with =="), ("-r a.txt", "requirements file"), (" ", "nothing in it"), ("a => 1", "is >=")],
)
def test_a_likely_mistake_is_named(item, hint):
    (problem,) = project(f'[project]\ndependencies = ["{item}"]')
    assert hint in problem.message


@pytest.mark.parametrize(("item", "held"), [("a>1", ""), ("a>=1", ""), ("a==\\u0031", "escapes")])
def test_only_a_version_that_cannot_be_edited_is_held(item, held):
    (entry,) = project(f'[project]\ndependencies = ["{item}"]')
    assert held in entry.held
    assert bool(held) == bool(entry.held)


def test_escapes_are_read_but_not_edited():
    (entry,) = project('[project]\ndependencies = ["a==1\\u002e0"]')
    assert (entry.version, entry.version_span) == ("1.0", None)
    assert entry.held


def test_dynamic_dependencies_are_said():
    (notice,) = project('[project]\nname = "x"\ndynamic = ["version", "dependencies"]')
    assert isinstance(notice, Notice)


@pytest.mark.parametrize("reader", [project, lock])
def test_broken_toml_names_the_line(reader):
    with pytest.raises(SourceError, match="line 2"):
        reader('a = 1\nb = [ "dependencies" }\n')


REGISTRY = 'source = { registry = "https://example.org/simple" }\n'
LOCK = f"""version = 1

[manifest]
members = ["me", "member"]

[[package]]
name = "Me"
version = "0.1"
source = {{ editable = "." }}

[package.metadata]
requires-dist = [{{ name = "requests" }}]

[[package]]
name = "member"
source = {{ virtual = "packages/member" }}

[[package]]
name = "requests"
version = "2.19.0"
{REGISTRY}dependencies = [
    {{ name = "idna", version = "2.7" }},
]

[[package]]
name = "fork"
version = "1.0"
source = {{ git = "https://example.org/fork?rev=1#abc" }}

[[package]]
name = "direct"
version = "3.0"
source = {{ url = "https://example.org/direct-3.0-py3-none-any.whl" }}
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LOCK, id="as uv lays it out"),
        pytest.param(LOCK.replace("\n", "\r\n"), id="Windows newlines"),
        pytest.param(LOCK.replace("[[package]]", "[[ package ]]"), id="another layout"),
        pytest.param(LOCK.replace('version = "2.19.0"', 'version = "2.19.\\u0030"'), id="an escape in a version"),
    ],
)
def test_locked_releases_are_found_and_the_project_itself_is_not(text):
    entries = lock(text)
    requirements = [entry for entry in entries if isinstance(entry, Requirement)]
    assert [(entry.name, entry.version) for entry in requirements] == [("requests", "2.19.0"), ("direct", "3.0")]
    assert requirements[0].command == "uv lock --upgrade-package requests"
    region = requirements[0].source.region(requirements[0].start, requirements[0].end)
    assert (region.line, region.column, region.end_line) == (19, 9, 20)
    assert requirements[0].source.data[requirements[0].start :].startswith(b"requests")
    (notice,) = [entry for entry in entries if isinstance(entry, Notice)]
    assert (notice.path, notice.line) == ("uv.lock", 27)
    assert notice.message.startswith("fork")


def test_one_package_may_be_locked_in_several_versions():
    head = '[[package]]\nname = "numpy"\nversion = '
    entries = lock(f'version = 1\n{head}"1.0"\n{REGISTRY}{head}"2.0"\n{REGISTRY}')
    assert [entry.version for entry in entries] == ["1.0", "2.0"]


@pytest.mark.parametrize("head", ["", "version = 2\n", "version = '1'\n"], ids=["none", "a later one", "a text"])
def test_only_the_known_format_is_read(head):
    with pytest.raises(SourceError, match="of format 1"):
        lock(f"{head}[[package]]\nname = 'x'\nversion = '1'\n")


def test_an_empty_lock_file_has_nothing_to_audit():
    assert lock("version = 1\n") == []


def test_strings_of_all_kinds_are_placed_under_their_path():
    text = (
        'a."b.c".d = "1" # "no"\n'
        "date = 1979-05-27 07:32:00\nfloat = 1.5e3\n"
        "[[t]]\nx = [ ['2', \"\"\"\n3\"\"\"], { y = '''4''', z.w = [\"5\"] } ]\n"
        '[t.u]\nv = """6\\""""\n'
        '[[t]]\nx = "7"\n[["q r".s]]\nk = "8"\n'
    )
    found = {item.path: item.value for item in _toml.strings(text)}
    assert found == {
        ("a", "b.c", "d"): "1",
        ("t", 0, "x", 0, 0): "2",
        ("t", 0, "x", 0, 1): "3",
        ("t", 0, "x", 1, "y"): "4",
        ("t", 0, "x", 1, "z", "w", 0): "5",
        ("t", 0, "u", "v"): '6"',
        ("t", 1, "x"): "7",
        ("q r", "s", 0, "k"): "8",
    }


KEYS = st.sampled_from(["a", "b-c", '"d e"', "'f.g'"])
SCALARS = st.sampled_from(
    ['"x"', "'y'", '"""z\n"""', "'''w'''", '"\\u00e9\\""', "1", "2.5", "true", "1979-05-27T07:32:00Z"]
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"))


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.booleans())
def test_the_walk_agrees_with_the_parser(pairs, in_array):
    body = "\n".join(f"{key} = {value}  # [" for key, value in pairs.items())
    text = f"[[top]]\n[[top]]\n{body}\n" if in_array else body
    expected = dict(_flat((), tomli.loads(text)))
    assert {item.path: item.value for item in _toml.strings(text)} == expected
    for item in _toml.strings(text):
        assert not item.verbatim or text[item.start : item.end] == item.value


def _flat(path, value):
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _flat((*path, key), inner)


ODD = st.recursive(
    st.booleans()
    | st.integers(0, 9)
    | st.sampled_from(["a==1", "a", "b>=2", "", "a=1", "c @ https://example.org/x.zip"]),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
KEYS_OF_PROJECTS = ["project.dependencies", "project.optional-dependencies", "project.dynamic", "dependency-groups.dev"]


@given(st.dictionaries(st.sampled_from([*KEYS_OF_PROJECTS, "build-system.requires", "package"]), ODD))
def test_values_of_any_kind_are_read_without_a_crash(values):
    text = "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items())
    for entry in project(text):
        assert isinstance(entry, (Requirement, Problem, Notice))
    try:
        entries = lock(f"version = 1\n{text}")
    except SourceError:
        assert not isinstance(values["package"], list)
    else:
        assert all(isinstance(entry, Problem) for entry in entries)
        assert len(entries) == len(values.get("package", []))


def test_values_nested_too_deeply_are_an_error():
    with pytest.raises(SourceError):
        project(f"dependencies = {'[' * 100_000}{']' * 100_000}")
