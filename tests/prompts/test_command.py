"""`pratique-prompts` as a command over real files."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

from pratique.prompts import hook


def run(capfdbinary, *arguments):
    code = hook.main(list(arguments))
    out, err = capfdbinary.readouterr()
    return code, out.decode(), err.decode()


def test_a_staged_prompt_file_with_hidden_text_stops_the_commit(repo, capfdbinary):
    repo.stage("CLAUDE.md", "Be kind.\u200b\n")
    code, out, err = run(capfdbinary, "check")
    assert code == 1
    assert "CLAUDE.md:1:9: invisible-character:" in out
    assert "\u200b" not in out
    assert "1 finding" in err


def test_fix_repairs_the_file_and_says_so_with_1(repo, capfdbinary):
    path = repo.stage("a.py", "x = '\u202e'  # \u200b\r\n")
    assert run(capfdbinary, "check", "--fix", "a.py")[0] == 1
    assert path.read_bytes() == b"x = '\\u202e'  # \r\n"
    assert run(capfdbinary, "check", "--fix", "a.py")[0] == 0


def test_an_unsafe_fix_waits_for_its_option(repo, capfdbinary):
    path = repo.stage("a.js", "let s = 'a\u200bb'\n")
    assert run(capfdbinary, "check", "--fix", "a.js")[0] == 1
    assert "\u200b" in path.read_text(encoding="utf-8")
    assert run(capfdbinary, "check", "--unsafe-fixes", "a.js")[0] == 1
    assert path.read_text(encoding="utf-8") == "let s = 'ab'\n"


def test_standard_input_is_repaired_to_standard_output(repo, capfdbinary, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO("a\u200bb\n".encode())))
    code, out, _ = run(capfdbinary, "check", "--fix", "--stdin-filename", "a.md")
    assert (code, out) == (1, "ab\n")


def test_a_high_finding_is_suppressed_with_a_reason_only(repo, capfdbinary):
    repo.stage("a.py", "x = '\u202e'  # pratique: ignore[bidi-control]\n")
    assert run(capfdbinary, "check", "a.py")[0] == 1
    repo.stage("a.py", "x = '\u202e'  # pratique: ignore[bidi-control] -- shows the attack\n")
    assert run(capfdbinary, "check", "a.py")[0] == 0


@pytest.mark.parametrize("form", ["json", "sarif", "github", "text"])
def test_every_format_holds_the_finding_and_no_hidden_character(repo, capfdbinary, form):
    repo.stage("a.md", "a\u202e\u200b\ufe0f\U000e0041b\n")
    code, out, _ = run(capfdbinary, "check", "--format", form, "a.md")
    assert code == 1
    assert "hidden-text" in out
    assert not {"\u202e", "\u200b", "\ufe0f", "\U000e0041"} & set(out)
    if form in ("json", "sarif"):
        assert not {"\u202e", "\u200b", "\ufe0f", "\U000e0041"} & set(str(json.loads(out)))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", 0, id="an empty file"),
        pytest.param(b"caf\xe9\n", 0, id="bytes that are not UTF-8"),
        pytest.param(b"plain\n" * 2_000_000 + "\u200b\n".encode(), 1, id="a file over the size limit, in pieces"),
        pytest.param(b"\xff\xfea", 2, id="half a character of UTF-16"),
    ],
)
def test_unusual_files(repo, capfdbinary, content, code):
    repo.write("notes.md", content)
    got, out, err = run(capfdbinary, "check", "notes.md")
    assert got == code, out + err
    if code == 1:
        assert "notes.md:2000001:1:" in out
    if code == 2:
        assert "notes.md" in err + out


def test_a_clean_file_imports_no_check(repo):
    repo.stage("a.md", "plain\n")
    script = (
        "import sys; from pratique.prompts import hook; assert hook.main(['check', 'a.md']) == 0;"
        "heavy = {'libcst', 'detect_secrets', 'requests', 'pip_audit', 'unicodedata', 'pratique.prompts.scripts'};"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
