"""Awkward lines of requirements files, each with its verdict; and the parser that pip's own was taken out into."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from pip_requirements_parser import RequirementsFile

from pratique.core.finding import Problem
from pratique.core.source import Source
from pratique.deps.manifests import requirements
from pratique.deps.model import Requirement, Unaudited
from pratique.deps.names import canonical

URL = "https://x.invalid"


def read(text, files=None):
    source = Source.load("requirements.txt", text if isinstance(text, bytes) else text.encode())
    return list(requirements.entries(source, lambda name: (files or {}).get(name)))


def pin(name, version):
    return ("pin", name, version)


def range_(name, specifier=""):
    return ("range", name, specifier)


def unaudited(what):
    return ("unaudited", what)


def problem(what):
    return ("problem", what)


def verdict(entry):
    if isinstance(entry, Problem):
        return ("problem", entry.message)
    if isinstance(entry, Unaudited):
        return ("unaudited", entry.message)
    assert isinstance(entry, Requirement)
    if entry.version:
        return ("pin", entry.name, entry.version)
    return ("range", entry.name, entry.specifier)


A = pin("a", "1.0")
LINES = [
    # comments, continuations, newlines
    ("a==1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb", [A], "hashes on lines of their own"),
    ("a==1.0 --hash sha256:aa", [A], "a hash without a sign"),
    ("a==1.0--hash=sha256:aa", [problem("not a requirement")], "a hash glued to the version"),
    ("a==1.0#b==2", [problem("space in front of its #")], "a glued comment"),
    ("a==1.0 #b==2", [A], "a comment"),
    ("a==1.0\t# b==2", [A], "a comment behind a tab"),
    ("a==1.0 ; python_version<'3' # b", [A], "a comment behind a marker"),
    ("a==1.0 \\\n# c\nb==2", [A, pin("b", "2")], "a comment that ends a continued line"),
    ("# c \\\nb==2", [pin("b", "2")], "a comment is not continued"),
    ("a==1.0 \\ \nb==2", [problem("very last character"), pin("b", "2")], "white space behind the backslash"),
    ("a==1.0 \\", [A], "a backslash at the end of the file"),
    ("a==\\\n1.0", [A], "a version on the next line"),
    ("a==1.0\r\nb==2\r\n", [A, pin("b", "2")], "Windows newlines"),
    ("a==1.0\fb==2", [A, pin("b", "2")], "a form feed"),
    ("a==1.0\x1cb==2\u2028c==3", [A, pin("b", "2"), pin("c", "3")], "separators of Unicode"),
    ("\ufeffa==1.0", [A], "a byte-order mark"),
    (b"\xff\xfea\x00=\x00=\x001\x00", [pin("a", "1")], "UTF-16"),
    ("a\t==\t1.0", [A], "tabs"),
    # names and extras
    ("A.B__c==1.0", [pin("a-b-c", "1.0")], "a name that is not canonical"),
    ("1==1", [pin("1", "1")], "a name of one digit"),
    ("a [ x , y ] == 1.0", [A], "spaces around extras"),
    ("a[]==1.0", [A], "no extras in brackets"),
    ("a[x,]==1.0", [problem("not a requirement")], "a comma behind the last extra"),
    ("a[x]", [range_("a")], "extras and no version"),
    ("a\u2011b==1.0", [problem("hyphen-minus")], "a hyphen that does not break"),
    ("a\u2013b==1.0", [problem("hyphen-minus")], "a dash"),
    ("\u00e9==1.0", [problem("not a requirement")], "a name that is not ASCII"),
    ("\u0430==1.0", [problem("not a requirement")], "a Cyrillic letter"),
    (".a==1", [problem("not a requirement")], "a name that begins with a dot"),
    ("a.==1", [problem("not a requirement")], "a name that ends with a dot"),
    # versions and constraints
    ("a==1.0dev", [pin("a", "1.0dev")], "a development release in short"),
    ("a==1.0-1", [pin("a", "1.0-1")], "a post-release in short"),
    ("a==1.0c1", [pin("a", "1.0c1")], "a release candidate in short"),
    ("a==v1.0", [pin("a", "v1.0")], "a v"),
    ("a==01.0", [pin("a", "01.0")], "a leading zero"),
    ("a==1!1.0", [pin("a", "1!1.0")], "an epoch"),
    ("a==1.0+local.1", [pin("a", "1.0+local.1")], "a local version"),
    ("a==1.*", [range_("a", "==1.*")], "a prefix"),
    ("a!=1.*", [range_("a", "!=1.*")], "another prefix"),
    ("a>=1.*", [problem("not a requirement")], "a prefix with another operator"),
    ("a===weird", [pin("a", "weird")], "arbitrary equality"),
    ("a==weird", [problem("not a requirement")], "a version that is none"),
    ("a==1.0.dev*", [problem("not a requirement")], "a prefix of a development release"),
    ("a (>=1,<2)", [range_("a", "<2,>=1")], "parentheses"),
    ("a(==1.0)", [A], "parentheses around a pin"),
    ("a>=1,,<2", [problem("not a requirement")], "two commas"),
    ("a>=1.0 <2", [problem("not a requirement")], "no comma"),
    ("a >=1.0, ==1.*", [range_("a", "==1.*,>=1.0")], "a range and a prefix"),
    ("a~=1", [problem("two numbers")], "a compatible release of one number"),
    ("a~1.0", [problem("operator is ~=")], "half an operator"),
    ("a=1", [problem("pinned with ==")], "half another operator"),
    ("a=>1", [problem("operator is >=")], "an operator the wrong way round"),
    ("a=<1", [problem("operator is <=")], "another one"),
    ("a==1.0,==1.0.0", [A], "one version in two spellings"),
    ("a==1.0,==1.1", [problem("several versions")], "two versions"),
    ("a== 1 . 0", [problem("not a requirement")], "spaces in a version"),
    # markers
    ("a==1.0 ; (python_version<'3' and os_name=='nt') or extra == 'x'", [A], "parentheses in a marker"),
    ("a==1.0 ; 'linux' in sys_platform", [A], "a marker the other way round"),
    ("a==1.0;os.name=='nt'", [A], "an old variable"),
    ("a==1.0;", [A], "a marker without content"),
    ("a==1.0 ; python_version", [problem("not a requirement")], "half a marker"),
    # several on a line
    ("a==1.0 b==2.0", [problem("one requirement a line")], "two requirements"),
    ("a==1.0,b==2.0", [problem("one requirement a line")], "two with a comma"),
    ("a==1.0; b==2.0", [problem("one requirement a line")], "two with a semicolon"),
    ("a==1.0 and more", [problem("not a requirement")], "words behind it"),
    ('"a==1.0"', [problem("quotes")], "quotes"),
    ("pip install a==1.0", [problem("without the command")], "a command"),
    ("<<<<<<< HEAD", [problem("merge conflict")], "a merge conflict"),
    # addresses and paths
    (f"a@{URL}/a-1.0-py3-none-any.whl", [A], "a wheel behind a glued @"),
    (f"a[x] @ {URL}/a-1.0.zip#sha256=ab ; python_version<'3'", [A], "an archive with a digest and a marker"),
    (f"a @ {URL}/archive/main.zip", [unaudited("does not state a version")], "an archive of a branch"),
    ("a @ file:///tmp/a-1.0.tar.gz", [A], "a file by address"),
    ("a @ 1.0", [problem("must be an address")], "a version behind an @"),
    (f"{URL}/v1.zip#egg=a==1.0", [A], "a version in the fragment"),
    (f"{URL}/v1.zip#egg=a", [unaudited("does not state a version")], "a name in the fragment"),
    (f"git+{URL}/a.git@v1.0#egg=a==1.0", [unaudited("not a release")], "a tag of a repository"),
    ("git+ssh://git@x.invalid/a.git#egg=a&subdirectory=b", [unaudited("not a release")], "a folder of a repository"),
    (f"{URL}/a-1.0-py3-none-any.whl?x=1#b", [A], "a query and a fragment"),
    ("a-1.0-py3-none-any.whl", [A], "a wheel beside the file"),
    ("dist\\a-1.0-py3-none-any.whl", [A], "a wheel by a Windows path"),
    ("a-1.0.tar.bz2", [A], "an archive of another kind"),
    ("./a.tgz", [unaudited("local project")], "an archive without a version"),
    ("a @ git+https://x.invalid/a.git@v1.0", [unaudited("a commit")], "a named repository"),
    ("-e .[x]", [unaudited("local project")], "the project with an extra"),
    ("-e ./lib --config-settings x=y", [unaudited("local project")], "a folder with settings"),
    ("http://[::1/a-1.0.zip", [unaudited("does not state a version")], "half an address"),
    ("file:.", [unaudited("local project")], "the project by address"),
    ("a @ file:./a", [unaudited("local project")], "a folder by address"),
    # the environment
    ("a==${VERSION}", [unaudited("environment variable")], "a version from the environment"),
    ("${NAME}==1.0", [unaudited("environment variable")], "a name from the environment"),
    ("a @ https://${TOKEN}@x.invalid/a-1.0-py3-none-any.whl", [A], "a token from the environment"),
    # templates
    ("a=={{ version }}", [unaudited("template")], "a value of Jinja"),
    ("{% if x %}a==1.0{% endif %}", [unaudited("template")], "a condition of Jinja"),
    (
        "{%- if x -%}\na==1.0\n{%- endif %}",
        [unaudited("template"), A, unaudited("template")],
        "one on lines of its own",
    ),
    # options
    ("a==1.0 --config-settings 'x=y z' --global-option='-q'", [A], "settings for the build"),
    ("a==1.0 --no-binary :all:", [A], "an option behind the requirement"),
    ("a==1.0 -r b.txt", [A, pin("b", "2")], "a file behind the requirement"),
    ("-r 'b c.txt'", [pin("b", "2")], "a path with a space"),
    ("-r b\\ c.txt", [pin("b", "2")], "an escaped space"),
    ("-r ./x/../b.txt", [pin("b", "2")], "a path that goes up and down"),
    ("-r .\\b.txt".replace("\\", "\\\\"), [pin("b", "2")], "a Windows path"),
    ("-r ../b.txt", [problem("does not exist in this repository")], "a path that leads out"),
    ("-r b.txt # c\n-r b.txt\n--requirement=b.txt", [pin("b", "2")], "a file three times"),
    ("-r requirements.txt\na==1.0", [A], "the file itself"),
    (f"-c {URL}/c.txt", [unaudited("another machine")], "constraints by address"),
    ("--require-hashes a==1.0", [problem("behind an option")], "a requirement behind an option"),
    ("a 1.0", [problem("an operator is missing")], "a version behind a space"),
    ("a==$VERSION", [problem("only where they are written as ${NAME}")], "a variable as in a shell"),
    ("-r b.txt c.txt", [problem("behind an option")], "two files"),
]
FILES = {"b.txt": b"b==2\n", "b c.txt": b"b==2\n"}


@pytest.mark.parametrize(("text", "expected"), [case[:2] for case in LINES], ids=[case[2] for case in LINES])
def test_verdicts(text, expected):
    found = [verdict(entry) for entry in read(text, FILES)]
    assert len(found) == len(expected), found
    for got, wanted in zip(found, expected, strict=True):
        if wanted[0] in ("problem", "unaudited"):
            assert (got[0], wanted[1] in got[1]) == (wanted[0], True), got
        else:
            assert got == wanted


def test_a_folder_of_the_repository_with_a_manifest_is_audited_by_itself():
    files = {"pyproject.toml": b"", "lib/setup.cfg": b"", "a/setup.py": b""}
    assert read("-e .[dev]\n./lib\n-e lib\nfile:.\nx @ file:./lib\n", files) == []
    assert [verdict(entry) for entry in read("a==1.0\n", files)] == [A]  # a name alone is no folder


def test_a_secret_in_a_line_that_makes_no_sense_is_not_shown():
    (entry,) = read("a = https://user:hunter22@x.invalid/a-1.0.zip")
    assert "hunter22" not in entry.message


NAMES = st.sampled_from(["a", "B.c", "d_e-f", "G2"])
VERSIONS = st.sampled_from(["1", "1.0", "2.3.4", "1.0rc1", "3.post1", "1.2.dev3", "1!2.0"])
CLAUSES = st.lists(
    st.tuples(st.sampled_from(["==", ">=", "<", "!=", "<=", ">"]), VERSIONS).map("".join), max_size=2, unique=True
).map(",".join)
MARKERS = st.sampled_from(
    ["", " ; python_version < '3'", ";sys_platform=='win32'", " ; extra == 'x' and os_name=='nt'"]
)
HASHES = st.sampled_from(["", " --hash=sha256:00", " \\\n    --hash=sha256:00 \\\n    --hash=sha256:11"])
COMMENTS = st.sampled_from(["", "  # why==1", "\t#"])
REQUIREMENTS = st.tuples(NAMES, st.sampled_from(["", "[x]", "[x,y]"]), CLAUSES, MARKERS, HASHES, COMMENTS).map("".join)
OTHERS = st.sampled_from(
    [
        "",
        "   ",
        "# a==1",
        "# a \\",
        "--pre",
        "-i https://x.invalid/simple",
        "--no-binary :all:",
        "-f ./wheels",
        "a=1",
        "b c",
    ]
)


def by_pip(text):
    """(name, constraint) of each requirement, as the parser that was taken out of pip finds them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "requirements.txt")
        path.write_bytes(text.encode())
        found = RequirementsFile.from_file(str(path)).requirements
    return [(canonical(item.name), SpecifierSet(str(item.specifier or ""))) for item in found]


@given(st.lists(REQUIREMENTS | OTHERS, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_the_same_requirements_are_found_as_pip_finds(lines, newline):
    text = "\n".join(lines).replace("\n", newline)
    ours = [entry for entry in read(text) if isinstance(entry, Requirement)]
    several = [entry for entry in read(text) if isinstance(entry, Problem) and "several versions" in entry.message]
    theirs = by_pip(text)
    if not several:  # two pins of one name, which no installation can satisfy, are a problem here
        assert [(entry.name, SpecifierSet(entry.specifier)) for entry in ours] == theirs
    for entry in ours:
        exact = {clause.version for clause in SpecifierSet(entry.specifier) if clause.operator == "=="}
        assert exact == ({entry.version} if entry.version else set())
        if entry.version:
            assert entry.source.data[slice(*entry.version_span)].decode() == entry.version
