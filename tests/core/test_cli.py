"""The umbrella command, with the real hooks."""

from __future__ import annotations

import json

import pytest

from pratique import __version__, cli
from pratique.core import room

HIDDEN = "a\u200bb\n"


@pytest.fixture
def pratique(capfdbinary):
    def call(*arguments):
        capfdbinary.readouterr()
        code = cli.main(list(arguments))
        out, err = (text.decode() for text in capfdbinary.readouterr())
        return code, out, err

    return call


def test_one_summary_over_all_hooks(repo, pratique):
    repo.write("a.md", "fine\n")
    repo.write("b.py", "x = 1\n")
    code, out, err = pratique("check", "a.md", "b.py")
    assert (code, out) == (0, "")
    assert err == "pratique: 2 files inspected (lint 1, secrets 2, deps 1, prompts 2); 0 findings\n"


def test_check_is_the_default_verb_and_staged_the_default_selection(repo, pratique):
    repo.stage("a.md", HIDDEN)
    code, out, _ = pratique()
    assert code == 1
    assert out.startswith("a.md:1:2: invisible-character")
    assert pratique("check")[:2] == (code, out)


def test_json_names_every_hook(repo, pratique):
    repo.write("a.md", HIDDEN)
    document = json.loads(pratique("a.md", "--format", "json")[1])
    assert document["tool"] == {"name": "pratique", "version": __version__}
    assert document["summary"]["inspected"] == {"lint": 0, "secrets": 1, "deps": 0, "prompts": 1}
    assert [finding["hook"] for finding in document["findings"]] == ["prompts"]


def test_sarif_has_a_run_for_each_hook(repo, pratique):
    repo.write("a.md", HIDDEN)
    log = json.loads(pratique("a.md", "--format", "sarif")[1])
    assert [run["tool"]["driver"]["name"] for run in log["runs"]] == [
        "pratique-lint",
        "pratique-secrets",
        "pratique-deps",
        "pratique-prompts",
    ]


def test_a_file_that_cannot_be_read_is_said_once(repo, pratique):
    (repo.path / "link.md").symlink_to("nowhere")
    code, out, _ = pratique("check", "link.md")
    assert code == 2
    assert out.count("error:") == 1


def test_an_ignore_comment_is_judged_once(repo, pratique):
    repo.write("a.py", "x = 1  # prat" + "ique: ignore[no-such-rule]\n")
    code, out, _ = pratique("check", "a.py", "-q")
    assert code == 1
    assert out.count("unknown-suppression") == 1


def test_hooks_without_a_rule_to_run_are_said(repo, pratique):
    repo.write("a.md", HIDDEN)
    code, out, err = pratique("check", "a.md", "--select", "invisible-character", "-q")
    assert code == 1
    assert out.count("\n") == 1
    assert [line for line in err.splitlines() if "is left out" in line] == [
        f"pratique: {hook} is left out: select and ignore leave no rule of it" for hook in ("lint", "secrets", "deps")
    ]


def test_fixes_of_all_hooks(repo, pratique):
    path = repo.write("a.md", HIDDEN)
    assert pratique("check", "--fix", "a.md")[0] == 1
    assert path.read_text() == "ab\n"
    assert pratique("check", "--fix", "a.md")[0] == 0


def test_rules_are_those_of_all_hooks(pratique):
    code, out, _ = pratique("rules")
    listed = [line.split()[0] for line in out.splitlines()]
    assert code == 0
    assert set(listed) == set(room.owners())
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("name", sorted(room.owners()))
def test_every_rule_can_be_explained(pratique, name):
    code, out, _ = pratique("explain", name)
    assert code == 0
    assert out.startswith(f"# {name}\n")
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["explain", "no-such"], 'unknown rule "no-such"', id="unknown-rule"),
        pytest.param(["explain"], "explain takes the name of one rule", id="nothing-to-explain"),
        pytest.param(["baseline"], "the following arguments are required: action", id="baseline-without-a-verb"),
        pytest.param(["baseline", "drop"], "invalid choice: 'drop'", id="baseline-unknown-verb"),
        pytest.param(["check", "--nothing"], "unrecognized arguments", id="unknown-option"),
        pytest.param(["chekc"], "chekc: no such file or folder", id="mistyped-verb"),
    ],
)
def test_mistakes(repo, pratique, arguments, said):
    code, out, err = pratique(*arguments)
    assert code == 2
    assert said in out + err


def test_settings_come_with_their_origin(repo, pratique):
    repo.write("pyproject.toml", '[tool.pratique]\nprofile = "strict"\n')
    code, out, _ = pratique("settings")
    assert code == 0
    assert 'profile = "strict"  # pyproject.toml\n' in out
    assert out.count("profile = ") == 1
    assert "deps.advisories = " in out


def test_version_and_help(pratique):
    assert pratique("--version")[1] == f"pratique {__version__}\n"
    assert "baseline" in pratique("--help")[1]


def test_file_named_like_an_option(repo, pratique):
    repo.write("--version", HIDDEN)
    code, out, err = pratique("check", "--version")
    assert (code, out) == (2, "")
    assert "write ./--version" in err


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        pytest.param("a.bin", b"\x00\x01\x02", 0, "", id="binary"),
        pytest.param("a.py", b"", 0, "", id="empty"),
        pytest.param("a.py", b"x = '\xe9'\n", 2, "not valid UTF-8 (byte 0xe9 in line 1)", id="invalid-utf-8"),
        pytest.param("a.py", b"import yaml\nyaml.load(\n", 2, "a.py:", id="syntax-error"),
        pytest.param("a.py", b"x = 1\n" * 2_000_000, 2, "larger than 10,000,000 bytes", id="twelve-megabytes"),
        pytest.param("pratique.toml", b"[", 2, "pratique.toml: not valid TOML", id="broken-settings"),
        pytest.param("pyproject.toml", b"[tool.pratique\n", 2, "pyproject.toml: not valid TOML", id="broken-pyproject"),
        pytest.param("requirements.txt", b"\xff\xfe\x00", 2, "requirements.txt", id="broken-requirements"),
    ],
)
def test_bad_input(repo, pratique, name, content, code, said):
    path = repo.write(name, content)
    done, out, err = pratique("check", name, "--fix")
    assert done == code
    assert said in out + err
    assert "Traceback" not in err
    assert path.read_bytes() == content
    assert sorted(item.name for item in repo.path.iterdir()) == sorted([".git", name])
