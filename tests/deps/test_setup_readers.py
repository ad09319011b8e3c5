"""The readers of setup.cfg, of setup.py, which is never run, and of scripts with inline metadata."""

from __future__ import annotations

import configparser
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.core.errors import SourceError
from pratique.core.finding import Notice, Problem
from pratique.core.source import Source
from pratique.deps import manifests
from pratique.deps.manifests import script, setup_cfg, setup_py
from pratique.deps.model import Requirement


def read(reader, path, text, files=None):
    source = Source.load(path, text if isinstance(text, bytes) else text.encode())
    return list(reader.entries(source, lambda name: (files or {}).get(name)))


def cfg(text, files=None):
    return read(setup_cfg, "setup.cfg", text, files)


def setup(text):
    return read(setup_py, "setup.py", text)


def names(entries):
    return [(entry.name, entry.version) for entry in entries if isinstance(entry, Requirement)]


def lines(entries):
    return [
        (entry.name, entry.source.region(entry.start, entry.end).line)
        for entry in entries
        if isinstance(entry, Requirement)
    ]


def placed(entries):
    """Whether each exact version stands where its entry says."""
    pinned = [entry for entry in entries if isinstance(entry, Requirement) and entry.version]
    return all(entry.source.data[slice(*entry.version_span)].decode() == entry.version for entry in pinned)


CFG = [
    ("[options]\ninstall_requires =\n    a==1.0\n    b==2\n", [("a", 3), ("b", 4)], "a list"),
    ("[options]\ninstall_requires = a==1.0\n", [("a", 2)], "one on the line of the key"),
    ("[options]\ninstall_requires = a==1.0\n  b==2", [("a", 2), ("b", 3)], "the first on the line of the key"),
    ("[options]\ninstall_requires = a==1.0; b==2\n", [("a", 2), ("b", 2)], "semicolons on a single line"),
    ("[options]\ninstall_requires = a==1.0; python_version < '3'\n", [("a", 2)], "a marker on a single line"),
    ("[options]\ninstall_requires: a==1.0\n", [("a", 2)], "a colon"),
    ("[options]\ninstall-requires = a==1.0\n", [("a", 2)], "the old spelling of the key"),
    ("[options]\nsetup_requires =\n  a==1.0\ntests_require =\n  b==2\n", [("a", 3), ("b", 5)], "other keys"),
    ("[options]\ninstall_requires =\n  # b==2\n  a==1.0\n  ; c==3\n", [("a", 4)], "comments"),
    ("[options]\ninstall_requires =\n  a==1.0  # b==2\n", [("a", 3)], "a comment behind a requirement"),
    ("[options]\ninstall_requires =\n  a==1.0\n\n  b==2\n", [("a", 3), ("b", 5)], "a blank line"),
    ("[options]\r\ninstall_requires =\r\n  a==1.0\r\n", [("a", 3)], "Windows newlines"),
    ("[options]\ninstall_requires =\n\ta==1.0\n", [("a", 3)], "a tab"),
    ("[options.extras_require]\nx = a==1.0\ny-z =\n  b==2\n", [("a", 2), ("b", 4)], "extras"),
    ("\ufeff[options]\ninstall_requires =\n  # caf\u00e9\n  a==1.0\n", [("a", 4)], "byte-order mark and no ASCII"),
]


@pytest.mark.parametrize(("text", "expected"), [case[:2] for case in CFG], ids=[case[2] for case in CFG])
def test_requirements_of_setup_cfg_are_found_and_placed(text, expected):
    entries = cfg(text)
    assert lines(entries) == expected
    assert placed(entries)


CFG_NOTHING = [
    ("[flake8]\nmax-line-length = 100\nrequire-plugins =\n  a==1\n", "settings of another tool"),
    ("[metadata]\nname = x\nrequires_dist = \n", "metadata"),
    ("[options]\npython_requires = >=3.8\n", "the version of Python"),
    ("[options]\ninstall_requires =\npackages = find:\n", "an empty list"),
    ("[options.package_data]\ninstall_requires = a==1\n", "the key in another section"),
    ("", "an empty file"),
]


@pytest.mark.parametrize("text", [case[0] for case in CFG_NOTHING], ids=[case[1] for case in CFG_NOTHING])
def test_other_settings_declare_nothing(text):
    assert cfg(text) == []


def test_files_that_a_directive_names_are_read():
    files = {"deps/a.txt": b"a==1\n", "deps/b.txt": b"# x\nb==2\n"}
    text = "[options]\ninstall_requires = file: deps/a.txt, deps/b.txt\n[options.extras_require]\nx = file: no.txt\n"
    *found, problem = cfg(text, files)
    assert [(entry.source.path, entry.name) for entry in found] == [("deps/a.txt", "a"), ("deps/b.txt", "b")]
    assert isinstance(problem, Problem)
    assert problem.message.startswith("line 4: no.txt does not exist")


def test_interpolation_is_said_with_its_line():
    requirement, notice = cfg("[options]\ninstall_requires =\n  a==1\n  b==%(version)s\n")
    assert requirement.name == "a"
    assert (type(notice).__name__, notice.line) == ("Unaudited", 4)


def test_a_line_that_is_no_requirement_does_not_end_the_rest():
    problem, found = cfg("[options]\ninstall_requires =\n  a=1\n  b==2\n")
    assert isinstance(problem, Problem)
    assert problem.message.startswith("line 3: ")
    assert found.name == "b"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("install_requires = a\n", "no section headers", id="no section"),
        pytest.param("[options]\ninstall_requires\n", "line.* 2", id="a key without a sign"),
        pytest.param("[options]\nx = 1\nx = requires\n", "line.* 3", id="a key twice"),
        pytest.param("[options]\n<<<<<<< HEAD\nrequires = 1\n", "line 2.*merge conflict", id="a merge conflict"),
    ],
)
def test_what_configparser_cannot_read_is_an_error(text, said):
    with pytest.raises(SourceError, match=said):
        cfg(text)


LAYOUT = st.lists(
    st.sampled_from(
        [
            "[a]",
            "[b c]",
            "key = value",
            "k2: v = w",
            "  more",
            "\tmore # x",
            "",
            "# no",
            "  ; no",
            "k3 =",
            "   ",
            " k4 = 5",
        ]
    ),
    max_size=12,
)


@given(LAYOUT, st.sampled_from(["\n", "\r\n"]))
def test_the_lines_agree_with_configparser(written, newline):
    text = newline.join(written)
    parser = configparser.RawConfigParser()
    parser.optionxform = str
    try:
        parser.read_string(text.replace("\r\n", "\n"))
    except configparser.Error:
        return
    expected = {
        (section, key): [line for line in value.split("\n") if line]
        for section in parser.sections()
        for key, value in parser[section].items()
    }
    found = setup_cfg.options(Source.load("setup.cfg", text.encode()))
    assert {(option.section, option.name): [line.text for line in option.lines] for option in found} == expected


SETUP = [
    ('setup(install_requires=["a==1.0"])', [("a", "1.0")], "a list"),
    ('setuptools.setup(install_requires=("a==1.0", "b==2",))', [("a", "1.0"), ("b", "2")], "a tuple"),
    ('setup(install_requires="a==1.0")', [("a", "1.0")], "a text"),
    (
        'setup(install_requires="""\na==1.0\n# no\nb==2  # c\n""")',
        [("a", "1.0"), ("b", "2")],
        "a text of several lines",
    ),
    ('setup(tests_require=["a==1.0"], setup_requires=["b==2"])', [("a", "1.0"), ("b", "2")], "other keywords"),
    ('setup(extras_require={"x": ["a==1.0"], "y": "b==2"})', [("a", "1.0"), ("b", "2")], "extras"),
    ('R = ["a==1.0"]\nsetup(install_requires=R)', [("a", "1.0")], "a name"),
    ('R: list = ["a==1.0"]\nsetup(install_requires=R)', [("a", "1.0")], "a name with its type"),
    ('A = "a==1.0"\nsetup(install_requires=[A, "b==2"])', [("a", "1.0"), ("b", "2")], "a name in a list"),
    ('R = ["a==1.0"]\nsetup(install_requires=R + ["b==2"])', [("a", "1.0"), ("b", "2")], "a sum"),
    ('R = ["a==1.0"]\nsetup(install_requires=[*R, "b==2"])', [("a", "1.0"), ("b", "2")], "a list with a list in it"),
    ('R = ["a==0"]\nR = ["a==1.0"]\nsetup(install_requires=R)', [("a", "1.0")], "a name that is bound again"),
    ('R = ["a==1.0"]\nR += ["b==2"]\nsetup(install_requires=R)', [("a", "1.0"), ("b", "2")], "what is added"),
    (
        'R = ["a==1.0"]\nR = R + ["b==2"]\nsetup(install_requires=R)',
        [("a", "1.0"), ("b", "2")],
        "what is added by a sum",
    ),
    (
        'R = []\nif x:\n    R.append("a==1.0")\nsetup(install_requires=R)',
        [("a", "1.0")],
        "what is appended in a branch",
    ),
    (
        'if x:\n    R = ["a==1.0"]\nelse:\n    R = ["a==2"]\nsetup(install_requires=R)',
        [("a", "1.0"), ("a", "2")],
        "branches",
    ),
    ('E = {"x": ["a==1.0"]}\nE["y"] = ["b==2"]\nsetup(extras_require=E)', [("a", "1.0"), ("b", "2")], "an item"),
    (
        'E = {"x": ["a==1.0"]}\nE["all"] = sum(E.values(), [])\nsetup(extras_require=E)',
        [("a", "1.0")],
        "all extras together, which are there already",
    ),
    (
        'E = {"x": ["a==1.0"]}\nE["all"] = [r for v in E.values() for r in v]\nsetup(extras_require=E)',
        [("a", "1.0")],
        "all extras together by a comprehension",
    ),
    ('E = dict(x=["a==1.0"])\nsetup(extras_require=dict(E, y=["b==2"]))', [("a", "1.0"), ("b", "2")], "dict()"),
    (
        'E = {"x": ["a==1.0"]}\nsetup(extras_require={**E, "y": ["b==2"]})',
        [("a", "1.0"), ("b", "2")],
        "a dict in a dict",
    ),
    ('K = {"install_requires": ["a==1.0"]}\nsetup(**K)', [("a", "1.0")], "keywords in a dictionary"),
    ('K = dict(name="x")\nK["install_requires"] = ["a==1.0"]\nsetup(**K)', [("a", "1.0")], "keywords set one by one"),
    ('def main():\n    r = ["a==1.0"]\n    setup(install_requires=r)', [("a", "1.0")], "a function"),
    ('if __name__ == "__main__":\n    setup(install_requires=["a==1.0"])', [("a", "1.0")], "a main block"),
    ('setup(install_requires="a==1.0\\nb==2".splitlines())', [("a", "1.0"), ("b", "2")], "a text cut into lines"),
    ("setup(install_requires=[\"a==1.0; python_version < '3'\"])", [("a", "1.0")], "a marker with quotes"),
    (
        '# caf\u00e9\nsetup(name="\u00e9", install_requires=[u"urllib3==1.0"])',
        [("urllib3", "1.0")],
        "prefixes, not ASCII",
    ),
    ('setup(install_requires=[f"a==1.0"])', [("a", "1.0")], "a formatted text with nothing to fill in"),
    ('setup(install_requires=["a" "==1.0"])', [("a", "1.0")], "a text in two"),
    ('setup(install_requires=["a==1.0"] if x else [])', [("a", "1.0")], "a conditional expression"),
    ('R = sorted(["a==1.0"])\nsetup(install_requires=list(set(R)))', [("a", "1.0")], "sorted copies"),
    ('import distutils.core\ndistutils.core.setup(requires=["a==1.0"])', [("a", "1.0")], "distutils"),
]


@pytest.mark.parametrize(("text", "expected"), [case[:2] for case in SETUP], ids=[case[2] for case in SETUP])
def test_requirements_of_setup_py_are_found_and_placed(text, expected):
    entries = setup(text)
    assert names(entries) == expected
    assert len(entries) == len(expected)
    assert placed(entries)


COMPUTED = [
    ("setup(install_requires=read())", 1, "a call"),
    ("R = open('requirements.txt').read().splitlines()\nsetup(install_requires=R)", 1, "a file that is read"),
    ("setup(\n  install_requires=[\n    f'a=={V}',\n  ],\n)", 3, "a formatted text"),
    ("setup(install_requires=['a==%s' % V])", 1, "a text that is filled in"),
    ("setup(install_requires=['a==' + V])", 1, "a text put together"),
    ("setup(install_requires=[n + '==1' for n in N])", 1, "a comprehension that writes texts"),
    ("\nfrom x import R\nsetup(install_requires=R)", 3, "an imported name"),
    ("setup(**config)", 1, "keywords from elsewhere"),
    ("R = R2\nR2 = R\nsetup(install_requires=R + NO)", 3, "names that go in a circle, and one that is not bound"),
]


@pytest.mark.parametrize(("text", "line"), [case[:2] for case in COMPUTED], ids=[case[2] for case in COMPUTED])
def test_what_is_computed_is_said_with_its_line(text, line):
    (notice,) = setup(text)
    assert isinstance(notice, Notice)
    assert notice.line == line
    assert "is computed" in notice.message


SETUP_NOTHING = [
    ("from setuptools import setup\nsetup()", "no requirements"),
    ("x.setup(install_requires=['a==1'])", "the method of something else"),
    ("setup(name='x', keywords=['a==1'])", "another list"),
    ("R = ['a==1']\nsetup(name='x')", "a list that is not used"),
    ("# setup(install_requires=['a==1'])", "a comment"),
    ("setup(install_requires=[], extras_require={}, tests_require=None)", "empty values"),
    ("", "an empty file"),
]


@pytest.mark.parametrize("text", [case[0] for case in SETUP_NOTHING], ids=[case[1] for case in SETUP_NOTHING])
def test_other_calls_declare_nothing(text):
    assert setup(text) == []


def test_setup_py_is_never_run(tmp_path):
    witness = tmp_path / "ran"
    setup(f"open({str(witness)!r}, 'w')\nsetup(install_requires=[open({str(witness)!r}, 'w')])")
    assert not witness.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("setup(\n  x=\n", "line", id="half a call"),
        pytest.param("print 'setup'\n", "line 1", id="Python 2"),
        pytest.param("setup()\x00", "not valid Python", id="a null byte"),
        pytest.param("setup(install_requires=" + "+".join(["x"] * 50_000) + ")", "nested too deeply", id="a long sum"),
        pytest.param("setup(" + "(" * 5_000, "not", id="many parentheses"),
    ],
)
def test_what_is_no_python_is_an_error(text, said):
    with pytest.raises(SourceError, match=said):
        setup(text)


def test_a_declared_encoding_is_respected():
    text = "# -*- coding: latin-1 -*-\nX = '\u00e9'; setup(install_requires=['a==1.0'])"
    (entry,) = read(setup_py, "setup.py", text.encode("latin-1"))
    assert entry.source.data[slice(*entry.version_span)] == b"1.0"


BLOCK = (
    '# /// script\n# requires-python = ">=3.11"\n# dependencies = [\n#   "a==1.0",\n#   "b>=2",  # why\n# ]\n# ///\n'
)
SCRIPTS = [
    (BLOCK, [("a", 4), ("b", 5)], "as the specification shows it"),
    ("#!/usr/bin/env -S uv run\n" + BLOCK + "import a\n", [("a", 5), ("b", 6)], "below the first line"),
    (BLOCK.replace("\n", "\r\n"), [("a", 4), ("b", 5)], "Windows newlines"),
    ("\ufeff" + BLOCK, [("a", 4), ("b", 5)], "a byte-order mark"),
    ('# /// script\n# dependencies = ["a==1.0"]\n#\n# [tool.x]\n# y = 1\n# ///\n', [("a", 2)], "a table of a tool"),
    (
        '# /// other\n# x = 1\n# ///\n\n# /// script\n# dependencies = ["a==1.0"]\n# ///\n',
        [("a", 6)],
        "a block of another type",
    ),
    ("# /// script\n# # caf\u00e9\n# dependencies = ['a==1.0']\n# ///\n", [("a", 3)], "text that is not ASCII"),
    ("# /// script\n# ///\n", [], "an empty block"),
    ('# /// script\n# requires-python = ">=3.11"\n# ///\n', [], "no dependencies"),
    ('# /// pyproject\n# dependencies = ["a==1"]\n# ///\n', [], "only a block of another type"),
    ('x = 1\n    # /// script\n    # dependencies = ["a==1"]\n    # ///\n', [], "an indented comment"),
    ("import a\n", [], "no block"),
]


@pytest.mark.parametrize(("text", "expected"), [case[:2] for case in SCRIPTS], ids=[case[2] for case in SCRIPTS])
def test_dependencies_of_scripts_are_found_and_placed(text, expected):
    entries = read(script, "run.py", text)
    assert lines(entries) == expected
    assert len(entries) == len(expected)
    assert placed(entries)


BROKEN = [
    ('# /// script\n# dependencies = ["a==1"]\nimport a\n', "line 1: .*not closed", "no end"),
    ("# /// script\r\n" + "# \r\n" * 60, "line 1: .*not closed", "a carriage return is read in one way only"),
    ('# /// script\n# dependencies = ["a==1",\n#   "b\n# ///\n', "line 2: .*not valid TOML.*line 3", "no TOML"),
    ("# /// script\n# x = 1\n# ///\n# ///\n", "line 2: .*line 3", "an end within the block"),
    ("# /// script\n# dependencies = 'a'\n# ///\n", "must be a list", "a text for a list"),
    ("# /// script\n# dependencies = [1]\n# ///\n", "item 1", "a number for a requirement"),
    ("# /// script\n# dependencies = ['a=1']\n# ///\n", "line 2: not a requirement", "no requirement"),
    ("# /// script\n# x = 1\n# ///\n\n# /// script\n# x = 1\n# ///\n", "line 5: a second", "two blocks"),
]


@pytest.mark.parametrize(("text", "said"), [case[:2] for case in BROKEN], ids=[case[2] for case in BROKEN])
def test_a_broken_block_is_a_problem(text, said):
    (problem,) = read(script, "run.py", text)
    assert isinstance(problem, Problem)
    assert re.search(said, problem.message)


def test_escapes_in_a_block_are_read_but_not_edited():
    (entry,) = read(script, "run.py", '# /// script\n# dependencies = ["a==1\\u002e0"]\n# ///\n')
    assert (entry.version, entry.version_span) == ("1.0", None)
    assert entry.held


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ('{git = "https://x.invalid/a"}', "Unaudited"),
        ('{path = "../a"}', "Unaudited"),
        ('{index = "ours"}', "Requirement"),
        ('{url = "https://x.invalid/a-2.0-py3-none-any.whl"}', "Requirement"),
    ],
)
def test_the_sources_of_uv_count_in_a_block(place, kind):
    (entry,) = read(
        script, "run.py", f"# /// script\n# dependencies = ['a==1']\n# [tool.uv.sources]\n# a = {place}\n# ///\n"
    )
    assert type(entry).__name__ == kind
    assert getattr(entry, "version", "1") in ("1", "2.0")


def test_the_constraints_of_uv_in_a_block_are_read():
    entries = read(script, "run.py", "# /// script\n# [tool.uv]\n# constraint-dependencies = ['a==1.0']\n# ///\n")
    assert lines(entries) == [("a", 3)]


def test_a_script_with_its_lock_file_is_locked():
    entries = read(script, "run.py", BLOCK, {"run.py.lock": b""})
    assert [entry.locked for entry in entries] == [True, True]


@pytest.mark.parametrize(
    ("path", "stem"),
    [("setup.py", "setup_py"), ("a/setup.cfg", "setup_cfg"), ("a/b.py", "script"), ("my_setup.py", "script")],
)
def test_each_file_has_its_reader(path, stem):
    assert manifests.reader_for(path) is manifests.readers()[stem]


@given(st.text(max_size=80))
def test_any_text_is_read_without_a_crash(text):
    for reader, path in ((setup_cfg, "setup.cfg"), (setup_py, "setup.py"), (script, "x.py")):
        for body in (f"[options]\ninstall_requires = {text}", f"setup(install_requires={text!r})", f"setup({text}"):
            try:
                entries = read(reader, path, body.encode("utf-8", "replace"))
            except SourceError:
                continue
            assert all(isinstance(entry, (Requirement, Problem, Notice)) for entry in entries)
