"""Which names look like well-known ones: laws over generated slips, and the rates on real names."""

from __future__ import annotations

import csv
import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.deps import near, tables
from pratique.deps.names import canonical

DATA = Path(os.environ.get("PRATIQUE_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
needs_data = pytest.mark.skipif(not DATA.exists(), reason="the data is not there")

LETTERS = "abcdefghijklmnopqrstuvwxyz"
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
LOOKS = {"o": "0", "l": "1", "i": "1", "e": "3", "s": "5"}
FEW = near.indexed(
    frozenset(
        {"requests", "numpy", "scikit-learn", "python-dateutil", "jinja2", "pyqt5", "django-filter", "tqdm", "tox"}
    ),
    frozenset({"requests", "numpy"}),
)


@pytest.mark.parametrize(
    ("name", "other", "how"),
    [
        pytest.param("reqeusts", "requests", '"ue" is turned round', id="turned round"),
        pytest.param("requestss", "requests", '"s" is doubled', id="doubled"),
        pytest.param("requsts", "requests", '"e" is missing', id="missing"),
        pytest.param("requeosts", "requests", '"o" is put in', id="put in"),
        pytest.param("requedts", "requests", '"d" stands for "s"', id="the key beside"),
        pytest.param("nunpy", "numpy", '"n" stands for "m"', id="a short name, the key beside"),
        pytest.param("nmpy", "numpy", '"u" is missing', id="a short name without its vowel"),
        pytest.param("nupy", "", "", id="a short name without a consonant"),
        pytest.param("umpy", "", "", id="a short name without its first letter"),
        pytest.param("tdqm", "tqdm", '"qd" is turned round', id="letters turned round in the shortest names"),
        pytest.param("tqm", "", "", id="too short"),
        pytest.param("nunmpy", "numpy", '"n" is put in', id="a letter more in a short name that is foremost"),
        pytest.param("jinjja2", "jinja2", '"j" is doubled', id="a slip in a short name"),
        pytest.param("jonja2", "", "", id="another letter in a short name that is not foremost"),
        pytest.param("pyqt6", "", "", id="another number"),
        pytest.param("requests2", "", "", id="a number more"),
        pytest.param("jinja", "", "", id="a number less"),
        pytest.param("r3qu35ts", "requests", "characters that look alike are exchanged", id="digits for letters"),
        pytest.param("scikitlearn", "scikit-learn", "only the hyphens differ", id="no hyphen"),
        pytest.param("sci-kit-learn", "scikit-learn", "only the hyphens differ", id="another hyphen"),
        pytest.param("learn-scikit", "scikit-learn", "its words are in another order", id="turned words"),
        pytest.param("py-dateutil", "", "", id="a word that says the same, of a name that is not foremost"),
        pytest.param("python-requests", "requests", 'it says "python" another way', id="a prefix"),
        pytest.param("requests-py", "requests", 'it says "python" another way', id="a suffix"),
        pytest.param("django-filtre", "django-filter", '"er" is turned round', id="a slip in the second word"),
        pytest.param("django-felter", "django-filter", '"e" stands for "i"', id="another vowel"),
        pytest.param("django-fixter", "", "", id="another word"),
        pytest.param("toxx", "", "", id="a name too short to be imitated"),
        pytest.param("requests", "", "", id="the name itself"),
        pytest.param("something-else", "", "", id="a name that is like none"),
    ],
)
def test_likeness(name, other, how):
    found = near.likeness(name, FEW)
    assert (found.name, found.how) == (other, how) if other else found is None


def slips(name, choice):
    """(kind, name with one slip) for each place where there may be one; choice picks a letter at random."""
    for at in range(len(name)):
        yield "missing", name[:at] + name[at + 1 :]
        yield "put in", name[:at] + choice(LETTERS) + name[at:]
        yield "another letter", name[:at] + choice(LETTERS) + name[at + 1 :]
        yield "doubled", name[:at] + name[at] + name[at:]
        yield "turned round", name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
        for row in KEYBOARD:
            if name[at] in row:
                place = row.index(name[at])
                yield from (("key beside", name[:at] + key + name[at + 1 :]) for key in row[place - 1 : place : 2])
                yield from (("key beside", name[:at] + key + name[at + 1 :]) for key in row[place + 1 : place + 2])
        if name[at] in LOOKS:
            yield "looks alike", name[:at] + LOOKS[name[at]] + name[at + 1 :]
    if "-" in name:
        yield "hyphen", name.replace("-", "", 1)
        yield "order", "-".join(reversed(name.split("-")))
    yield "number of things", name.removesuffix("s") if name.endswith("s") else name + "s"
    yield from (("affix", form.format(name)) for form in ("python-{}", "py-{}", "{}-python", "{}-py"))


def is_new(slip, name):
    return slip == canonical(slip).strip("-") and slip != name and slip not in tables.known()


@given(st.sampled_from(sorted(tables.foremost())), st.data())
def test_slips_of_the_keys_in_foremost_names_are_found(name, data):
    at = data.draw(st.sampled_from([at for at in range(len(name) - 1) if name[at : at + 2].isalpha()]))
    doubled = name[:at] + name[at] + name[at:]
    turned = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    for slip in (doubled, turned):
        assert not is_new(slip, name) or tables.wrong(slip) or near.likeness(slip), slip


@given(st.text(LETTERS + "0123456789-", min_size=1, max_size=30).map(canonical))
def test_a_likeness_is_with_a_popular_name_that_is_another(name):
    found = near.likeness(name)
    assert found is None or (found.name in tables.popular() and found.name != name and found.how)


@given(st.sampled_from(sorted(tables.popular())))
def test_no_popular_name_looks_like_another(name):
    assert near.likeness(name) is None


def test_five_hundred_unknown_names_are_looked_at_in_a_blink():
    rng = random.Random(3)
    names = ["".join(rng.choices(LETTERS, k=rng.randint(5, 20))) for _ in range(500)]
    for cached in (near.index, tables.popular, tables.foremost):
        cached.cache_clear()
    best = min(timed(names) for _ in range(5))
    assert best < 0.05, "ten milliseconds are meant; the rest is for busy machines"


def timed(names):
    near.index.cache_clear()
    tables.popular.cache_clear()
    before = time.process_time()
    for name in names:
        near.likeness(name)
    return time.process_time() - before


def downloaded():
    """The names of the data, the most downloaded first."""
    with open(DATA / "top-pypi-packages.csv", encoding="utf-8") as file:
        return [canonical(row["project"]) for row in csv.DictReader(file)]


@needs_data
def test_few_real_names_are_taken_for_look_alikes():
    others = [name for name in downloaded() if name not in tables.known() and not tables.wrong(name)]
    found = {name: likeness for name in others if (likeness := near.likeness(name))}
    share = len(found) / len(others)
    print(f"\n{len(found)} of {len(others)} names that do not ship are flagged: {share:.2%}")
    for name, likeness in sorted(found.items()):
        print(f"  {name}: {likeness.name}, {likeness.how}")
    assert share < 0.005


@needs_data
def test_most_slips_in_the_most_popular_names_are_found():
    choice = random.Random(7).choice
    all_of, found = Counter(), Counter()
    for name in [name for name in downloaded() if name in tables.popular()][:300]:
        for kind, slip in sorted(set(slips(name, choice))):
            if is_new(slip, name):
                all_of[kind] += 1
                found[kind] += bool(tables.wrong(slip) or near.likeness(slip))
    rates = {kind: found[kind] / all_of[kind] for kind in sorted(all_of)}
    print()
    for kind, rate in rates.items():
        print(f"  {kind:18} {found[kind]:5} of {all_of[kind]:5}: {rate:.0%}")
    total = sum(found.values()) / sum(all_of.values())
    print(f"  {'all':18} {sum(found.values()):5} of {sum(all_of.values()):5}: {total:.0%}")
    assert total > 0.85
    assert min(rates.values()) > 0.55
