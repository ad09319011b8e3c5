"""Tokens that code writes in pieces."""

from __future__ import annotations

import json

import pytest

from support.scanning import findings, rules_in
from support.tokens import maker, sample

TOKEN = sample(maker("gh" + "p_<36 alnum>"), 5)
CUTS = [pytest.param(cut, id=f"after-{cut}") for cut in (2, 4, 12, 30)]


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize(
    ("path", "seam"),
    [
        pytest.param("a.py", '" "', id="blank"),
        pytest.param("a.py", '"\n    "', id="line-in-brackets"),
        pytest.param("a.py", '" + "', id="sum"),
        pytest.param("a.py", '" \\\n    "', id="continued-line"),
        pytest.param("a.py", '"\n    + "', id="sum-on-the-next-line"),
        pytest.param("a.js", '" +\n    "', id="sum-on-the-line-before"),
        pytest.param("a.py", '"\r\n    "', id="windows"),
    ],
)
def test_a_token_in_two_pieces_is_found(path, seam, cut):
    assert rules_in(path, f'x = ("{TOKEN[:cut]}{seam}{TOKEN[cut:]}")\n') == ["github-token"]


def test_a_token_in_three_pieces_is_found_and_no_piece_of_it_is_shown():
    pieces = f'"{TOKEN[:9]}"\n    "{TOKEN[9:20]}"\n    "{TOKEN[20:]}"'
    (finding,) = findings("a.py", f"x = (\n    {pieces}\n)\n")
    assert finding.rule == "github-token"
    assert (finding.region.line, finding.region.end_line) == (2, 4)
    assert TOKEN[4:9] not in finding.excerpt.text


def test_pieces_in_the_cell_of_a_notebook_are_found():
    code = f'x = ("{TOKEN[:9]}"\n     "{TOKEN[9:]}")\n'
    cell = {"cell_type": "code", "source": code.splitlines(True), "outputs": []}
    (finding,) = findings("a.ipynb", json.dumps({"cells": [cell], "nbformat": 4}, indent=1))
    assert finding.rule == "github-token"
    assert finding.region.end_line == finding.region.line + 1


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(f'x = ("{TOKEN[:12]}", "{TOKEN[12:]}")', id="two-values"),
        pytest.param(f'x = "{TOKEN[:12]}"; y = "{TOKEN[12:]}"', id="two-statements"),
        pytest.param('x = "django.contrib." "auth.models.AbstractBaseUser"', id="a-path"),
    ],
)
def test_what_is_not_one_value_is_not_joined(code):
    assert rules_in("a.py", code + "\n") == []
