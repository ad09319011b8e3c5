"""The longer list of well-known names: what it may look like, and how it is fetched."""

from __future__ import annotations

import pytest

from pratique.core.errors import DataError
from pratique.deps import hook, longer
from support.serving import send, serving

LISTS = [
    ("flask\nrequests\n", "one a line"),
    ("Requests\r\nFlask\r\nflask\r\n", "other spellings, lines and repetitions"),
    ("# best ones\nflask\n\n  \nrequests", "comments, empty lines and no last end of line"),
    ('download_count,project\n1880218825,"requests"\n12,"Flask"\n', "a column headed project, with quotes"),
    ("name,rank\nflask,1\nrequests,2\n", "a column headed name"),
    ("flask,1\nrequests,2\n", "no head: the first column"),
]


@pytest.mark.parametrize("text", [case[0] for case in LISTS], ids=[case[1] for case in LISTS])
def test_lists_that_are_understood(text):
    assert longer.parse(text, "https://example.org/list") == ["flask", "requests"]


FAULTY = [
    ("", "empty"),
    ("# only\n# comments\n", "nothing but comments"),
    ("<!doctype html>\n<html><body>404</body></html>\n", "a page"),
    ("1880218825,requests\n12,flask\n", "a first column of numbers without a head"),
    ('{"rows": [{"project": "requests"}]}\n', "JSON"),
    ('"flask\n' + "x" * 200_000, "a field that does not end"),
    ("flask\n" * 10 + "not a name!\n", "too many lines that hold no name"),
    ("\x00\x01\x02\nflask\n", "bytes"),
]


@pytest.mark.parametrize("text", [case[0] for case in FAULTY], ids=[case[1] for case in FAULTY])
def test_what_is_no_list_is_refused(text):
    with pytest.raises(DataError, match=r"example\.org/list: not a list of names"):
        longer.parse(text, "https://example.org/list")


def test_a_few_faulty_lines_do_no_harm():
    assert len(longer.parse("\n".join(f"name-{number}" for number in range(999)) + "\n???\n", "x")) == 999


def test_without_a_list_no_name_is_known(tmp_path):
    assert longer.names(str(tmp_path / "none.txt")) == frozenset()


def test_a_list_that_was_replaced_is_read_again(tmp_path):
    path = tmp_path / "names.txt"
    path.write_text("flask\n")
    assert longer.names(str(path)) == {"flask"}
    path.write_text("flask\nrequests\n")
    assert longer.names(str(path)) == {"flask", "requests"}


def test_a_damaged_list_is_named(tmp_path):
    path = tmp_path / "names.txt"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(DataError, match=r"names\.txt: cannot be read"):
        longer.names(str(path))


def listing(body, status=200):
    """A server that answers every request so."""
    return serving(lambda handler: send(handler, body, status))


@pytest.mark.loopback
def test_the_list_is_fetched_and_kept(tmp_path):
    target = tmp_path / "cache" / "names.txt"
    with listing("\ufeffname,rank\nFlask,1\nrequests,2\n".encode()) as (url, _):
        assert longer.update(url, str(target)) == 2
    assert target.read_text() == "flask\nrequests\n"
    assert [entry.name for entry in target.parent.iterdir()] == ["names.txt"]


@pytest.mark.loopback
@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"<html></html>", 200, id="a page"),
        pytest.param(b"", 200, id="nothing"),
        pytest.param(b"gone", 404, id="not found"),
    ],
)
def test_a_list_that_cannot_be_had_leaves_the_old_one(tmp_path, body, status):
    target = tmp_path / "names.txt"
    target.write_text("flask\n")
    with listing(body, status) as (url, _), pytest.raises(DataError):
        longer.update(url, str(target))
    assert target.read_text() == "flask\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["names.txt"]


@pytest.mark.loopback
def test_update_fetches_the_list_that_the_settings_name(repo, export, record, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(repo.path)
    archive = export(record("PYSEC-1", "example", fixed="2")).read_bytes()
    with listing(archive) as (advisories, _), listing(b"flask\nrequests\n") as (names, _):
        repo.write("pratique.toml", f'[deps]\nadvisories-url = "{advisories}"\npopular-url = "{names}"\n')
        assert hook.main(["update"]) == 0
    assert f"2 names from {names}" in capsys.readouterr().err
    assert longer.names(longer.path()) == {"flask", "requests"}
