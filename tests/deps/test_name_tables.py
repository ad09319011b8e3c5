"""The laws of the tables of names, and what is read from them."""

from __future__ import annotations

import csv
import json
import os
import re
import sys
import zipfile
from pathlib import Path

import pytest

from pratique.deps import tables
from pratique.deps.names import canonical

FOLDER = Path(tables.__file__).parent
DATA = Path(os.environ.get("PRATIQUE_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
KINDS = ("other", "old", "shim")


def rows(name):
    return list(tables.lines((FOLDER / name).read_text(encoding="utf-8")))


def groups(name):
    """The rows between comment lines."""
    text = re.sub(r"^#.*$", "#", (FOLDER / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [group.split() for group in text.split("#")]


@pytest.mark.parametrize("name", ["popular.txt", "foremost.txt", "known.txt"])
def test_names_are_canonical_sorted_and_there_once(name):
    names = rows(name)
    assert names == [canonical(item) for item in names]
    assert len(names) == len(set(names))
    assert all(group == sorted(group) for group in groups(name))


def test_the_lists_of_names_are_of_the_size_that_is_promised():
    assert 1_500 <= len(tables.popular()) <= 2_500
    assert len(tables.wrong_names()) >= 250
    assert len(tables.imports()) >= 700


def test_the_foremost_names_are_popular_and_no_name_stands_in_two_lists():
    assert tables.foremost() <= tables.popular()
    assert not tables.popular() & set(rows("known.txt"))


def test_no_name_is_both_known_and_wrong():
    wrong = set(tables.wrong_names())
    assert not wrong & (tables.popular() | set(rows("known.txt")))
    assert not wrong & tables.known()


def test_the_wrong_names_are_sorted_canonical_and_there_once():
    names = [row.split("\t")[0] for row in rows("wrong.tsv")]
    assert names == sorted(set(names))
    assert names == [canonical(name) for name in names]


def test_each_wrong_name_has_a_right_one_a_reason_and_a_source():
    for row in rows("wrong.tsv"):
        name, *columns = row.split("\t")
        assert len(columns) in (4, 5), row
        entry = tables.wrong(name)
        assert entry is not None, row
        assert set(entry.right) <= tables.known(), f"{row}: what is meant is not known, or wrong itself"
        assert len(entry.right) == len(set(entry.right)), row
        assert entry.kind in KINDS, row
        assert len(entry.reason) > 10, row
        assert not re.match("not the (?:project|distribution)", entry.reason), f"{row}: the message says so already"
        assert entry.reason[-1] not in ".!", row
        assert entry.source.startswith("https://"), row
        assert not entry.meant or canonical(entry.meant) == name, row


def test_a_name_that_is_not_in_the_table_is_not_wrong():
    assert tables.wrong("scikit-learn") is None


def test_every_module_of_the_standard_library_is_known_to_be_none():
    modules = {canonical(name) for name in sys.stdlib_module_names if not name.startswith("_")}
    assert not {name for name in modules if not tables.wrong(name)} - tables.known()


def test_imports_are_sorted_and_their_distributions_known():
    modules = [row.split("\t")[0] for row in rows("imports.tsv")]
    assert modules == sorted(set(modules))
    wrong = set(tables.wrong_names())
    for module, names in tables.imports().items():
        assert all(part.isidentifier() for part in module.split(".")), module
        assert names, module
        assert len(names) == len(set(names)), module
        assert all(name == canonical(name) for name in names), module
        right = [name not in wrong for name in names]
        assert right == sorted(right, reverse=True), f"{module}: a name that is wrong stands before one that is not"


def test_no_row_of_imports_says_what_follows_from_the_name():
    for module, names in tables.imports().items():
        assert "." in module or names != (canonical(module),)


def test_no_module_of_the_standard_library_is_mapped():
    assert not {module for module in tables.imports() if module.split(".")[0] in sys.stdlib_module_names}


def test_the_best_known_distribution_comes_first():
    assert tables.imports()["cv2"][:2] == ("opencv-python", "opencv-python-headless")
    assert tables.imports()["fpdf"][0] == "fpdf2"


def downloaded():
    with open(DATA / "top-pypi-packages.csv", encoding="utf-8") as file:
        return {canonical(row["project"]) for row in csv.DictReader(file)}


def audited():
    """The packages that the advisories name."""
    with zipfile.ZipFile(DATA / "osv-pypi.zip") as archive:
        records = (json.loads(archive.read(name)) for name in archive.namelist())
        return {canonical(part["package"]["name"]) for record in records for part in record.get("affected", ())}


@pytest.mark.skipif(not DATA.exists(), reason="the data is not there")
def test_every_name_exists():
    assert not tables.known() - downloaded() - audited()
