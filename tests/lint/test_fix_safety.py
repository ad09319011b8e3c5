"""Fixes at scale: whole projects and the standard library, changed by the real command and looked at.

The wheels come from the package index; the nightly command is `pytest -m slow`.
"""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from support.fixing import complaints, contents, fixing, spans, unbound
from support.wheels import PROJECTS, unpacked

STDLIB = Path(sysconfig.get_path("stdlib"))
NOT_OURS = ("test", "tests", "site-packages", "lib2to3", "__pycache__")  # broken on purpose, or others' code
STANDARD = "the standard library"


def tree_of(name: str, folder: Path) -> Path:
    """The project's files in a git repository of their own."""
    if name == STANDARD:
        shutil.copytree(STDLIB, folder / "tree", ignore=shutil.ignore_patterns(*NOT_OURS, "*.so", "*.pyc"))
        tree = folder / "tree"
    else:
        tree = unpacked(name, folder)
    subprocess.run(["git", "init", "-q"], cwd=tree, check=True)
    return tree


@pytest.mark.slow
@pytest.mark.xdist_group("wheels")
@pytest.mark.parametrize("level", ["--fix", "--unsafe-fixes"])
@pytest.mark.parametrize("name", [*PROJECTS, STANDARD])
def test_fixes_leave_a_project_whole(name, level, tmp_path):
    tree = tree_of(name, tmp_path)
    before = contents(tree)
    edited = spans(fixing(tree).report)
    assert contents(tree) == before
    first = fixing(tree, level)
    after = contents(tree)
    changed = [path for path in before if after[path] != before[path]]
    assert first.report["errors"] == []
    assert first.code == int(bool(changed or first.report["findings"])), first.said
    assert [
        text for path in changed for text in complaints(path, before[path], after[path], edited.get(path, []))
    ] == []

    second = fixing(tree, level)
    assert contents(tree) == after
    assert second.code == int(bool(second.report["findings"])), second.said
    assert second.report["findings"] == first.report["findings"]


LACKING = [
    pytest.param(b"import os\nos.getcwd()\n", set(), id="imported"),
    pytest.param(b"os.getcwd()\n", {"os"}, id="not imported"),
    pytest.param(b"def f():\n    import os\n\n\ndef g():\n    return os\n", {"os"}, id="imported in another function"),
    pytest.param(b"def f():\n    import os\n    return os\n", set(), id="imported in this function"),
    pytest.param(
        b"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import os\nos.getcwd()\n",
        {"os"},
        id="imported for type checkers only",
    ),
    pytest.param(b"def f(os):\n    return [len(x) for x in os]\n", set(), id="a parameter, and built-in functions"),
    pytest.param(
        b"def f():\n    global os\n    import os\n\n\nf()\nos.getcwd()\n", set(), id="bound by a global statement"
    ),
]


@pytest.mark.parametrize(("source", "names"), LACKING)
def test_names_that_are_not_bound_are_seen(source, names):
    assert unbound(source) == names


WRONG = [
    pytest.param(b"x = 1\n", b"x = (\n", "does not compile", id="broken"),
    pytest.param(b"import os\nos.x\n", b"os.x\n", "not bound any more: os", id="an import that is still needed"),
    pytest.param(b"x = 1\n\n\n\ny = 2\n", b"x = 1\n\n\n\ny = 3\n", "lines [4]", id="a line that no fix spans"),
]


@pytest.mark.parametrize(("before", "after", "said"), WRONG)
def test_what_is_wrong_with_a_file_is_said(before, after, said):
    assert said in " ".join(complaints("a.py", before, after, [(0, 5)]))


def test_a_right_fix_is_not_complained_of():
    before = b"import yaml\n\n\ndef read(text):\n    return yaml.load(text)\n"
    assert list(complaints("a.py", before, before.replace(b".load(", b".safe_load("), [(45, 49)])) == []
