"""What `--fix` makes of pins and lower bounds: only the version changes, and the line can be satisfied."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.requirements import Requirement
from packaging.version import Version

from pratique.core import edits
from pratique.core.finding import Finding
from pratique.core.settings import load
from pratique.core.source import Source
from pratique.deps import hook
from pratique.deps.advisories import build, match
from pratique.deps.advisories.index import Index


@pytest.fixture
def fixed(audit, export, record):
    """fixed(path, text, *records, files={}): (the text after all fixes, the titles) on the strict profile."""

    def make(path, text, *records, files=None):
        archive = export(*(records or (record("X-1", "example", fixed="1.4.5"),)))
        found = audit(path, text, files, advisories=str(archive), profile="strict")
        fixes = [item.fix for item in found if isinstance(item, Finding) and item.fix]
        changed = edits.apply(text.encode(), [edit for fix in dict.fromkeys(fixes) for edit in fix.edits])
        return changed.decode(), [fix.title for fix in fixes]

    return make


LINES = [
    ("example>=1.0", "example>=1.4.5", "a lower bound"),
    ("example >= 1.0 , < 2  # why", "example >= 1.4.5 , < 2  # why", "spaces, an upper bound and a comment"),
    (
        "example[x, y]>=1.0; python_version >= '3.8'",
        "example[x, y]>=1.4.5; python_version >= '3.8'",
        "extras, a marker",
    ),
    ("example~=1.4.0", "example~=1.4.5", "a compatible release of as many numbers"),
    ("example~=1.4", "example~=1.4,>=1.4.5", "a compatible release of fewer numbers keeps its meaning"),
    ("example>=1.0,!=1.4.5", "example>=1.0,!=1.4.5", "the fixed version is excluded"),
    ("example>=1.0,<1.4.5", "example>=1.0,<1.4.5", "the fixed version is above the upper bound"),
    ("example>=1.0,>=1.2", "example>=1.0,>=1.4.5", "the higher of two bounds"),
    ("example<=2,>=1.0", "example<=2,>=1.4.5", "behind the upper bound"),
    ("example>1.0", "example>1.0", "a bound that is excluded itself"),
    ("example>=1.4.5", "example>=1.4.5", "fixed already"),
    ("example==1.4.0", "example==1.4.5", "a pin"),
    ("example === 1.4.0 # why", "example === 1.4.5 # why", "a pin compared as text"),
    ("example>=1,==1.4.0", "example>=1,==1.4.5", "a pin beside a range that admits the fixed version"),
    ("example<1.4.5,==1.4.0", "example<1.4.5,==1.4.0", "a pin beside a range that does not"),
    ("example==1.4.0 --hash=sha256:00", "example==1.4.0 --hash=sha256:00", "hashes"),
]


@pytest.mark.parametrize(("line", "expected"), [case[:2] for case in LINES], ids=[case[2] for case in LINES])
def test_a_line_is_raised_in_place(fixed, line, expected):
    text, after = f"# caf\u00e9\r\nother==1 # x\r\n{line}\r\n", f"# caf\u00e9\r\nother==1 # x\r\n{expected}\r\n"
    assert fixed("requirements.txt", text)[0] == after


def test_a_project_is_raised_in_place(fixed):
    text = (
        "[project]  # ours\ndependencies = [\n  'example>=1.0,<2',  # why\n]\n"
        '[dependency-groups]\ndev = ["example==1.4.0", {include-group = "x"}]\nx = []\n'
    )
    assert fixed("pyproject.toml", text)[0] == text.replace(">=1.0", ">=1.4.5").replace("==1.4.0", "==1.4.5")


POETRY = [
    ("^1.2", "^1.4.5", "a caret"),
    ("~1.4", "~1.4.5", "a tilde"),
    ("~1", "~1,>=1.4.5", "a tilde of one number keeps its meaning"),
    (">=1.2 <2", ">=1.4.5 <2", "a space for a comma"),
    ("1.4.0", "1.4.5", "a version alone"),
    ("^0.2", "^0.2", "below the fixed version"),
    ("*", "*", "any version"),
    ("1.4.*", "1.4.*", "a wildcard"),
]


@pytest.mark.parametrize(("old", "new"), [case[:2] for case in POETRY], ids=[case[2] for case in POETRY])
def test_constraints_of_other_tools_are_raised_in_place(fixed, old, new):
    text = '[tool.poetry.dependencies]  # ours\nexample = {{ version = "{}", extras = ["x"] }}\n'
    assert fixed("pyproject.toml", text.format(old))[0] == text.format(new)


def test_a_caret_before_nought_keeps_its_meaning(fixed, record):
    text = '[packages]\nexample = "{}"\n'
    assert fixed("Pipfile", text.format("^0"), record("X-1", "example", fixed="0.4.5"))[0] == text.format("^0,>=0.4.5")


def test_what_cannot_be_raised_says_why(audit, export, record):
    archive = export(record("X-1", "example", fixed="1.4.5"))
    text = "example<1.4.5,==1.4.0\n"
    (finding,) = [f for f in audit("requirements.txt", text, advisories=str(archive)) if isinstance(f, Finding)]
    assert finding.fix is None
    assert "what else the line asks for excludes it" in finding.help


LOCKS = [
    ("pyproject.toml", '[project]\ndependencies = ["example==1.4.0"]\n', {"uv.lock": b""}, "uv lock"),
    ("pyproject.toml", '[project]\ndependencies = ["example>=1.4.0"]\n', {"poetry.lock": b""}, "poetry lock"),
    ("a/pyproject.toml", '[project]\ndependencies = ["example==1.4.0"]\n', {"uv.lock": b""}, "uv lock"),
    ("requirements.in", "example==1.4.0\n", {"requirements.txt": b"example==1.4.0\n"}, "pip-compile requirements.in"),
    (
        "requirements.in",
        "example>=1.4.0\n",
        {"requirements.txt": b"# This file was autogenerated by uv:\n#    uv pip compile requirements.in -o x\n"},
        "uv pip compile requirements.in -o x",
    ),
]


@pytest.mark.parametrize(("path", "text", "files", "command"), LOCKS, ids=[case[3] for case in LOCKS])
def test_the_fix_says_what_to_run_then(fixed, path, text, files, command):
    assert fixed(path, text, files=files)[1] == [f"raise example to 1.4.5, then run {command}"]


def test_without_a_lock_file_nothing_is_to_be_run(fixed):
    assert fixed("requirements.txt", "example==1.4.0\n")[1] == ["raise example to 1.4.5"]


def test_a_pin_with_many_weaknesses_is_said_to_be_fixed_once(repo, export, record, capfd):
    archive = export(*(record(f"X-{number}", "example", fixed=f"1.4.{number}") for number in range(1, 9)))
    repo.write("requirements.txt", "example==1.4.0\n")
    assert hook.main(["check", "requirements.txt", "--advisories", str(archive), "--fix"]) == 1
    assert capfd.readouterr().out.count("fixed vulnerable-dependency: raise example to 1.4.8") == 1
    assert (repo.path / "requirements.txt").read_text() == "example==1.4.8\n"


VERSIONS = st.sampled_from(["1.0", "1.4", "1.4.0", "1.4.2", "2", "2.0", "2.1.3", "3.0"])
CLAUSES = st.tuples(st.sampled_from([">=", "~=", "<", "<=", "!=", "==", ">"]), VERSIONS).map("".join)
FIXED = st.lists(st.sampled_from(["1.4.5", "1.5", "2.1", "3.1", "4"]), min_size=1, max_size=3, unique=True)


@settings(deadline=None)  # it writes an index each time
@given(
    st.lists(CLAUSES, min_size=1, max_size=3, unique=True),
    st.sampled_from(["", "[x]", " [x, y]"]),
    st.sampled_from(["", " ; python_version > '3'", "  # why"]),
    FIXED,
)
def test_a_raised_line_can_be_satisfied_and_is_free_of_advisories(tmp_path_factory, clauses, extras, rest, versions):
    line = f"example{extras}{','.join(clauses)}{rest}"
    entries = [
        {
            "package": {"ecosystem": "PyPI", "name": "example"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": version}]}],
        }
        for version in versions
    ]
    items = [(f"X-{n}", json.dumps({"id": f"X-{n}", "affected": [entry]}).encode()) for n, entry in enumerate(entries)]
    folder = tmp_path_factory.mktemp("raised")
    build.write(items, len(items), str(folder / "index"), "here")
    given_ = {"advisories": str(folder / "index"), "profile": "strict", "baseline": ""}
    own = load(str(folder), "deps", hook.OPTIONS, given_)
    source = Source.load("requirements.txt", line.encode())
    fixes = [item.fix for item in hook.check(source, own, lambda _: None) if isinstance(item, Finding) and item.fix]
    if not fixes:
        return
    assert len(set(fixes)) == 1
    changed = edits.apply(source.data, fixes[0].edits).decode()
    before, after = (Requirement(text.partition("#")[0]) for text in (line, changed))
    assert (after.name, after.extras, str(after.marker)) == (before.name, before.extras, str(before.marker))
    assert ("#" in changed) == ("#" in line)
    raised = Version(max(versions, key=Version))
    assert after.specifier.contains(raised) or any(after.specifier.contains(version) for version in versions)
    index = Index(str(folder / "index"))
    lowest = min((Version(v) for v in [*versions, "9"] if after.specifier.contains(v)), default=None)
    assert lowest is not None
    assert not any(match.hits(index.about("example"), "example", str(lowest)))
    index.close()


def test_a_pin_that_is_written_twice_is_not_raised_in_one_place(repo, export, record, capfd):
    archive = export(record("X-1", "example", fixed="1.4.5"))
    path = repo.write("requirements.txt", "example==1.4,==1.4.0\n")
    assert hook.main(["check", "requirements.txt", "--advisories", str(archive), "--fix"]) == 1
    assert path.read_text() == "example==1.4,==1.4.0\n"
    assert "written twice" in capfd.readouterr().out
