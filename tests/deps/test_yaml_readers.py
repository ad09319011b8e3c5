"""The readers of pre-commit's files and of conda's environments, and the places of scalars in YAML."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pratique.core.errors import SourceError
from pratique.core.finding import Notice, Problem
from pratique.core.source import Source
from pratique.deps import manifests
from pratique.deps.manifests import _yaml, conda_environment, pre_commit
from pratique.deps.model import Requirement, Unaudited


def read(reader, path, text, files=None):
    return list(reader.entries(Source.load(path, text.encode()), lambda name: (files or {}).get(name)))


def hooks(listed, more="", files=None):
    text = f"repos:\n- repo: x\n  hooks:\n  - id: y\n    additional_dependencies: {listed}\n{more}"
    return read(pre_commit, ".pre-commit-config.yaml", text, files)


def conda(text, files=None):
    return read(conda_environment, "env/environment.yml", text, files)


def found(entries):
    return [
        (entry.name, entry.version, entry.source.region(entry.start, entry.end).line)
        for entry in entries
        if isinstance(entry, Requirement)
    ]


HOOKS = [
    ("[a==1.0, 'b==2']", [("a", "1.0", 5), ("b", "2", 5)], "a list in brackets"),
    ("\n    - a==1.0\n    # no\n    - 'b>=2'  # why", [("a", "1.0", 6), ("b", "", 8)], "a list of lines"),
    ("['a[x]==1.0 ; python_version < \"3\"']", [("a", "1.0", 5)], "extras and a marker"),
    ("['a @ https://x.invalid/a-1.0-py3-none-any.whl']", [("a", "1.0", 5)], "a wheel by address"),
    ("['a@https://x.invalid/a-1.0-py3-none-any.whl']", [("a", "1.0", 5)], "a wheel by address without spaces"),
    ("&d [a==1.0]\n  - id: z\n    additional_dependencies: *d", [("a", "1.0", 5)], "an alias"),
    ("[]", [], "an empty list"),
]


@pytest.mark.parametrize(("listed", "expected"), [case[:2] for case in HOOKS], ids=[case[2] for case in HOOKS])
def test_dependencies_of_hooks_are_found_and_placed(listed, expected):
    entries = hooks(listed)
    assert found(entries) == expected
    assert len(entries) == len(expected)


FOREIGN = [
    ("[prettier@3.0.0]", "Node"),
    ("['@scope/x@1.0', eslint]", "Node with a scope, and a name alone"),
    ("[eslint, eslint-plugin-x@^2]", "Node, with a name alone before"),
    ("['golang.org/x/tools/gopls@latest']", "Go"),
    ("['github.com/x/y@v1.2.3']", "Go of a repository"),
    ("['rubocop:1.2']", "Ruby"),
    ("['cli:ripgrep:13.0']", "Rust"),
]


@pytest.mark.parametrize("listed", [case[0] for case in FOREIGN], ids=[case[1] for case in FOREIGN])
def test_dependencies_of_other_languages_are_said_and_left_aside(listed):
    (notice,) = hooks(listed)
    assert isinstance(notice, Notice)
    assert not isinstance(notice, Unaudited)
    assert (notice.line, "left aside" in notice.message) == (5, True)


def test_the_language_of_a_hook_counts_where_it_is_said():
    (notice,) = hooks("[eslint]", "    language: node\n")
    assert "written in node" in notice.message
    assert found(hooks("[eslint]", "    language: python\n")) == [("eslint", "", 5)]


def test_the_files_of_a_hook_tell_its_language_where_only_names_are_given():
    (notice,) = hooks("[eslint, typescript]", "    types_or: [javascript, ts]\n")
    assert "left aside" in notice.message
    assert found(hooks("[a]", "    types: [python]\n")) == [("a", "", 5)]
    assert found(hooks("[a]", "    types: [javascript]\n    language: python\n")) == [("a", "", 5)]


def test_the_hooks_that_a_repository_offers_are_read_too():
    text = "- id: x\n  language: python\n  additional_dependencies: [a==1.0]\n"
    assert found(read(pre_commit, ".pre-commit-hooks.yaml", text)) == [("a", "1.0", 3)]


def test_the_repository_itself_is_audited_by_its_own_manifest():
    assert hooks("['.', '.[dev]', './lib']", files={"pyproject.toml": b"", "lib/setup.py": b""}) == []
    assert [type(entry) for entry in hooks("[./lib]")] == [Unaudited]


def test_what_is_no_requirement_does_not_end_the_rest():
    problem, entry = hooks("['a=1', b==2]")
    assert isinstance(problem, Problem)
    assert entry.name == "b"


@pytest.mark.parametrize("reader", [hooks, conda])
def test_broken_yaml_names_the_line(reader):
    with pytest.raises(SourceError, match="not valid YAML: line"):
        reader("\ndependencies: [a, b\nx: {")


ENVIRONMENT = """name: x
channels: [conda-forge]
dependencies:
  - python=3.11
  - conda-forge::numpy>=1.2
  - scipy
  - pip
  - pip:
    - a==1.0
    - "b>=2"  # why
    - -r more.txt
    - --extra-index-url https://x.invalid/simple
    - -e ./lib
"""


def test_what_pip_installs_into_an_environment_is_audited_and_the_rest_is_said():
    entries = conda(ENVIRONMENT, {"env/more.txt": b"c==3\n"})
    assert found(entries) == [("a", "1.0", 9), ("b", "", 10), ("c", "3", 1)]
    channels, folder = [entry for entry in entries if isinstance(entry, Unaudited)]
    assert (channels.line, channels.message.partition(":")[0]) == (5, "numpy, scipy are not audited")
    assert folder.line == 13


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("dependencies: [python=3.11, pip]\n", id="only the interpreter and pip"),
        pytest.param("dependencies: {a: 1}\n", id="a table of something else"),
        pytest.param("services: [a]\n", id="another file of that name"),
        pytest.param("", id="an empty file"),
    ],
)
def test_an_environment_without_packages_declares_nothing(text):
    assert conda(text) == []


@pytest.mark.parametrize(
    ("path", "stem"),
    [
        (".pre-commit-config.yaml", "pre_commit"),
        ("a/environment.yml", "conda_environment"),
        ("environment-dev.yaml", "conda_environment"),
        ("conda.yaml", "conda_environment"),
        ("environments.yml", None),
        ("pre-commit-config.yaml", None),
    ],
)
def test_each_file_has_its_reader(path, stem):
    assert manifests.reader_for(path) is (manifests.readers()[stem] if stem else None)


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Z", "S"]), max_size=12)
VALUES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


def flat(path, value):
    if isinstance(value, str):
        yield path, value
    else:
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from flat((*path, key), inner)


@given(VALUES, st.sampled_from([None, "'", '"', "|", ">"]), st.booleans(), st.sampled_from([20, 80]))
def test_the_walk_agrees_with_the_parser(value, style, flow, width):
    text = yaml.dump(value, default_style=style, default_flow_style=flow, allow_unicode=True, width=width)
    source = Source.load("x.yml", text.encode())
    scalars = _yaml.scalars(source)
    assert {scalar.path: scalar.value for scalar in scalars} == dict(flat((), value))
    for scalar in scalars:
        line = _yaml.line(source, scalar)
        assert line.text == scalar.value
        if line.exact:
            for index, character in enumerate(line.text):
                at = line.offset(index)
                assert character.isspace() or source.data[at:].startswith(character.encode())


@given(
    st.sampled_from(["|", "|-", "|+", "|2"]), st.lists(st.text("abc =\u00e9#'\"", max_size=8), min_size=1, max_size=5)
)
def test_the_text_of_a_literal_block_is_placed_exactly(header, lines):
    lines[0] = f"x{lines[0]}"
    body = "\n".join(f"  {line}" for line in lines)
    source = Source.load("x.yml", f"\u00e9: {header}\n{body}\n".encode())
    (scalar,) = _yaml.scalars(source)
    line = _yaml.line(source, scalar)
    assert line.exact
    for index, character in enumerate(line.text):
        if not character.isspace():
            assert source.data[line.offset(index) :].startswith(character.encode())


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_crash(text):
    body = f"additional_dependencies: {text}\ndependencies: [{text}]\n".encode("utf-8", "replace").decode()
    for reader, path in ((pre_commit, ".pre-commit-config.yaml"), (conda_environment, "environment.yml")):
        try:
            entries = read(reader, path, body)
        except SourceError:
            continue
        assert all(isinstance(entry, (Requirement, Problem, Notice)) for entry in entries)
