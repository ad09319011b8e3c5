"""docs/parity.tsv against our rules and, where they are installed, the tools it speaks of."""

from __future__ import annotations

import json
import shutil
import subprocess
import sysconfig
from importlib.metadata import entry_points
from pathlib import Path
from typing import NamedTuple

import pytest

from pratique.core import room

ROOT = Path(__file__).resolve().parents[1]


class Row(NamedTuple):
    id: str
    rules: list[str]
    note: str


def row(line: str) -> Row:
    name, rules, *note = line.split("\t")
    return Row(name, [] if rules == "-" else rules.split(", "), *(note or [""]))


ROWS = [row(line) for line in (ROOT / "docs" / "parity.tsv").read_text(encoding="utf-8").splitlines()]
IDS = {row.id for row in ROWS}


def test_each_id_stands_once():
    assert len(ROWS) == len(IDS)
    assert all(name[0] in "BS" and name[1:].isdigit() and len(name) == 4 for name in IDS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_names_rules_that_exist_or_says_why_not(row):
    assert row.rules or row.note
    assert set(row.rules) <= set(room.owners())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_the_rules_of_the_linter_know_the_id(row):
    owners = room.owners()
    for name in row.rules:
        if owners[name] == "lint":  # other hooks look into files that are no Python
            assert row.id in room.rule(room.ROOMS["lint"], name).foreign, name


@pytest.mark.parametrize("name", room.names(room.ROOMS["lint"]))
def test_a_rule_claims_no_id_that_another_rule_has(name):
    """Ids that a tool has given up are not in the table, and one that we pass over counts for what comes near it."""
    rows = {row.id: row for row in ROWS}
    claimed = [rows[item] for item in room.rule(room.ROOMS["lint"], name).foreign if item in rows]
    assert [row.id for row in claimed if row.rules and name not in row.rules] == []


def test_every_id_of_bandit_is_there():
    pytest.importorskip("bandit")
    plugins = {getattr(entry.load(), "_test_id", "") for entry in entry_points(group="bandit.plugins")}
    lists = [entry.load()() for entry in entry_points(group="bandit.blacklists")]
    listed = {item["id"] for found in lists for items in found.values() for item in items}
    assert (plugins | listed) - {""} == {name for name in IDS if name[0] == "B"}


def test_every_id_of_ruff_is_there():
    ruff = shutil.which("ruff", path=sysconfig.get_path("scripts"))
    if ruff is None:
        pytest.skip("ruff is not installed")
    done = subprocess.run([ruff, "rule", "--all", "--output-format", "json"], capture_output=True, check=True)
    codes = {rule["code"] or "" for rule in json.loads(done.stdout)}
    assert {code for code in codes if code[:1] == "S" and code[1:].isdigit()} == {
        name for name in IDS if name[0] == "S"
    }
