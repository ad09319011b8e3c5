"""The reader of requirements files, line by awkward line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.core.errors import SourceError
from pratique.core.finding import Notice, Problem
from pratique.core.source import Source
from pratique.deps.manifests import requirements
from pratique.deps.model import Requirement

URL = "https://example.org/x"


def read(text, files=None, path="requirements.txt"):
    source = Source.load(path, text if isinstance(text, bytes) else text.encode())
    return list(requirements.entries(source, lambda name: (files or {}).get(name)))


PINS = [
    ("requests==2.19.0", "requests", "2.19.0", "a plain pin"),
    ("requests == 2.19.0", "requests", "2.19.0", "spaces around the operator"),
    ("  requests==2.19.0\t", "requests", "2.19.0", "white space around the line"),
    ("Zope.Interface==5.0", "zope-interface", "5.0", "a name that is not canonical"),
    ("foo_bar==1", "foo-bar", "1", "an underscore in the name"),
    ("requests[socks, use_chardet] == 2.19.0", "requests", "2.19.0", "extras"),
    ("requests==2.19.0 # known", "requests", "2.19.0", "a comment at the end"),
    ("requests==2.19.0;python_version<'3'", "requests", "2.19.0", "a marker that is false here"),
    ('pywin32==200 ; sys_platform == "win32" and python_version >= "3.6"', "pywin32", "200", "a marker of two parts"),
    ("a==1; (os_name == 'nt' or extra == 'x') and python_version in '2.7 3.6'", "a", "1", "a marker with parentheses"),
    ("requests===2.19.0", "requests", "2.19.0", "arbitrary equality"),
    ("requests>=2,==2.19.0", "requests", "2.19.0", "a range beside the pin"),
    ("requests (==2.19.0)", "requests", "2.19.0", "parentheses around the constraint"),
    ("requests==2.19.0 --hash=sha256:00", "requests", "2.19.0", "a hash on the line"),
    (
        "requests==2.19.0 \\\n  --hash=sha256:00 \\\n  --hash=sha256:11\n",
        "requests",
        "2.19.0",
        "hashes on further lines",
    ),
    ("requests==2.\\\n19.0", "requests", "2.19.0", "a version on two lines"),
    ("requests \\\n# why\n", "requests", "", "a comment that ends a continued line"),
    ("torch==2.0.1+cu118", "torch", "2.0.1+cu118", "a local version"),
    ("a==1!2.0rc1.post2.dev3", "a", "1!2.0rc1.post2.dev3", "epoch, pre-release, post-release and development release"),
    ("a==v1.0", "a", "v1.0", "a version that is not in normal form"),
    (f"jinja2 @ {URL}/Jinja2-2.4.1-py3-none-any.whl", "jinja2", "2.4.1", "a named wheel by address"),
    (f"{URL}/Jinja2-2.4.1-py3-none-any.whl", "jinja2", "2.4.1", "a wheel by address alone"),
    (f"{URL}/torch-1.0%2Bcpu-cp36-cp36m-linux_x86_64.whl#sha256=0", "torch", "1.0+cpu", "a quoted wheel name"),
    (f"{URL}/Jinja2-2.4.1.tar.gz", "jinja2", "2.4.1", "a source archive by address"),
    ("./dist/Jinja2-2.4.1-py3-none-any.whl", "jinja2", "2.4.1", "a wheel in a folder"),
    (
        "Jinja2-2.4.1-py3-none-any.whl ; python_version < '3'",
        "jinja2",
        "2.4.1",
        "a wheel beside the file, with a marker",
    ),
    ("requests", "requests", "", "no version"),
    ("requests>=2,<3", "requests", "", "a range"),
    ("requests~=2.19.0", "requests", "", "a compatible release"),
    ("requests==2.19.*", "requests", "", "a prefix"),
    ("requests!=2.19.0", "requests", "", "an exclusion is no pin"),
]


@pytest.mark.parametrize(("line", "name", "version"), [case[:3] for case in PINS], ids=[case[3] for case in PINS])
def test_a_line_gives_one_requirement(line, name, version):
    (entry,) = read(line)
    assert isinstance(entry, Requirement)
    assert (entry.name, entry.version) == (name, version)


NOTHING = [
    ("", "an empty file"),
    ("# requests==1.0\n\n   \n", "comments and blank lines"),
    ("   # requests==1.0 \\\nfoo==1".replace("\nfoo==1", ""), "a comment that ends in a backslash"),
    ("--index-url https://example.org/simple\n-i https://example.org/simple\n", "the index"),
    ("--extra-index-url=https://example.org/simple --trusted-host example.org", "several options"),
    ("--pre\n--no-index\n--no-binary :all:\n--require-hashes\n--prefer-binary", "switches"),
    ("--find-links ./wheels\n-f./wheels", "where to find files"),
    ("--extra-index https://example.org", "an option cut short, as pip allows"),
]


@pytest.mark.parametrize("text", [case[0] for case in NOTHING], ids=[case[1] for case in NOTHING])
def test_options_and_comments_declare_nothing(text):
    assert read(text) == []


UNAUDITED = [
    ("-e .", "the project itself"),
    ("--editable=./libs/foo", "an editable folder"),
    ("./libs/foo", "a folder"),
    ("libs/foo", "a folder without a dot"),
    ("..\\libs\\foo", "a Windows path"),
    ("git+https://example.org/foo.git@v1.0#egg=foo", "a repository"),
    ("-e git+https://example.org/foo.git@v1.0#egg=foo", "an editable repository"),
    ("foo @ git+https://example.org/foo-1.0.tar.gz", "a repository that looks like an archive"),
    ("foo @ https://example.org/archive/main.zip", "an archive without a version"),
    ("-r https://example.org/requirements.txt", "a file on another machine"),
]


@pytest.mark.parametrize("line", [case[0] for case in UNAUDITED], ids=[case[1] for case in UNAUDITED])
def test_what_cannot_be_audited_is_said_with_its_line(line):
    first, notice = read(f"a==1\n{line}\n")
    assert isinstance(first, Requirement)
    assert isinstance(notice, Notice)
    assert (notice.path, notice.line) == ("requirements.txt", 2)
    assert "not audited" in notice.message


INVALID = [
    ("foo=1", "one equals sign"),
    ("foo==", "an operator without a version"),
    ("foo==one", "a version that is none"),
    ("pip install foo", "a command"),
    ("foo bar", "two words"),
    ("foo==1,==2", "two pins at once"),
    ("foo==1; python_version", "half a marker"),
    ("--no-such-option", "an option that pip does not know"),
    ("--re x.txt", "an option cut too short to be clear"),
    ("-x foo", "a short option that pip does not know"),
    ("-r", "an option without its value"),
    ('-r "unclosed', "a quote that does not close"),
    ("-r missing.txt", "a nested file that is not there"),
    ("-r ${FOLDER}/base.txt", "a nested file named by the environment"),
    ("<<<<<<< HEAD", "a merge conflict"),
    ("\x00\x01", "binary content"),
]


@pytest.mark.parametrize("line", [case[0] for case in INVALID], ids=[case[1] for case in INVALID])
def test_an_invalid_line_is_a_problem_and_the_rest_is_read(line):
    entries = read(f"a==1\n{line}\nb==2\n")
    problems = [entry for entry in entries if isinstance(entry, Problem)]
    assert [problem.path for problem in problems] == ["requirements.txt"]
    assert problems[0].message.startswith("line 2: ")
    assert [entry.name for entry in entries if isinstance(entry, Requirement)] == ["a", "b"]


def test_version_and_requirement_are_placed_in_bytes():
    text = "\ufeff# caf\u00e9\r\n  requests[x] == 2.19.0  # caf\u00e9\r\n".encode()
    (entry,) = read(text)
    assert entry.source.data[entry.start : entry.end] == b"requests[x] == 2.19.0"
    assert entry.source.data[slice(*entry.version_span)] == b"2.19.0"
    assert entry.source.region(entry.start, entry.end).line == 2


@pytest.mark.parametrize(
    ("text", "held"),
    [
        pytest.param("a==1.0 --hash=sha256:00", "hash", id="hashes belong to the version"),
        pytest.param("a==1.\\\n0", "several lines", id="the version stands on two lines"),
        pytest.param(f"a @ {URL}/a-1.0-py3-none-any.whl", "address", id="the version stands in an address"),
    ],
)
def test_a_version_that_cannot_be_replaced_in_place_says_why(text, held):
    (entry,) = read(text)
    assert entry.version == "1.0"
    assert held in entry.held


def test_the_version_of_a_marker_is_not_taken_for_the_pin():
    (entry,) = read("a ===2.7 ; python_version == '2.7'")
    assert entry.version_span == (5, 8)


def test_form_feeds_end_lines_as_they_do_for_pip():
    assert [entry.version for entry in read("a==1\fb==2\r\rc==3")] == ["1", "2", "3"]


def test_nested_files_are_read_once_and_relative_to_the_file_that_names_them():
    files = {
        "deps/base.txt": b"b==1\n-r more/extra.txt\n",
        "deps/more/extra.txt": b"c==2\n-r ../base.txt\n-c ../../limits.txt\n",
        "limits.txt": b"d==3\n-r deps/dev.txt\n",
    }
    entries = read("a==0\n-r base.txt\n--requirement 'base.txt'\n-cmore/extra.txt", files, "deps/dev.txt")
    assert [(entry.source.path, entry.name) for entry in entries] == [
        ("deps/dev.txt", "a"),
        ("deps/base.txt", "b"),
        ("deps/more/extra.txt", "c"),
        ("limits.txt", "d"),
    ]


def test_a_nested_file_that_cannot_be_decoded_does_not_end_the_rest():
    entries = read("-r base.txt\na==1", {"base.txt": b"b==1\n\xff"})
    assert isinstance(entries[0], Problem)
    assert entries[0].path == "base.txt"
    assert entries[1].name == "a"


def test_a_file_in_another_encoding_is_an_error():
    with pytest.raises(SourceError, match="line 2"):
        read(b"a==1\n# caf\xe9\n")


def test_utf_16_with_a_byte_order_mark_is_read():
    assert [entry.name for entry in read("a==1\nb==2".encode("utf-16"))] == ["a", "b"]


def test_a_password_in_an_address_is_not_shown():
    (notice,) = read("git+https://user:hunter2@example.org/foo.git")
    assert "hunter2" not in notice.message


@pytest.mark.parametrize(
    ("path", "is_open"),
    [
        ("requirements.in", True),
        ("requirements.txt", False),
        ("constraints.txt", True),
        ("requirements/dev.txt", False),
    ],
)
def test_ranges_are_normal_in_inputs_and_constraints(path, is_open):
    (entry,) = read("a>=1", path=path)
    assert entry.open_by_design is is_open


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_crash(text):
    for entry in read(text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")):
        assert isinstance(entry, (Requirement, Problem, Notice))


@given(
    st.lists(
        st.sampled_from(["a==1.0", "b == 2  # \u00e9", "c>=1", "# \u00fc", "", "d[x]==3 ; os_name=='nt'"]), max_size=8
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_every_span_holds_what_it_says(lines, newline):
    for entry in read(newline.join(lines)):
        assert entry.source.data[entry.start :].startswith(entry.name.encode())
        if entry.version:
            assert entry.source.data[slice(*entry.version_span)] == entry.version.encode()


PROSE = """\
====================
Constraints of tables
====================

A constraint is checked for every row that is written
by the data base. See :ref:`there <rows>` for more.

.. code-block:: python

    constraints = [Check()]
"""


@pytest.mark.parametrize(
    ("text", "is_prose"),
    [
        pytest.param(PROSE, True, id="documentation with the name of a manifest"),
        pytest.param("# what the tests need, as everybody knows\na==1\n", False, id="sentences in comments"),
        pytest.param("a ; sys_platform == 'x'\nb >= 1, < 2\nc @ https://h.invalid/c-1.zip\n", False, id="many words"),
        pytest.param("a==1\nb==2\nc==3\nplease install this too\nd==4\n", False, id="one line that makes no sense"),
        pytest.param(PROSE + "a==1\n", False, id="a pin among sentences, which must not go unseen"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_a_text_is_told_from_a_manifest(text, is_prose):
    entries = read(text, path="docs/constraints.txt")
    assert any("taken for a text" in getattr(entry, "message", "") for entry in entries) is is_prose
    assert not is_prose or len(entries) == 1
