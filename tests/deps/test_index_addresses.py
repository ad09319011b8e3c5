"""Which index is asked: by the settings, the environment, or the configuration files of pip."""

from __future__ import annotations

import os

import pytest

from pratique.core.errors import SettingsError
from pratique.deps.index import addresses

ENVIRONMENT = (
    *("PIP_CONFIG_FILE", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CERT", "VIRTUAL_ENV", "XDG_CONFIG_HOME"),
    *("UV_INDEX", "UV_INDEX_URL", "UV_DEFAULT_INDEX", "UV_EXTRA_INDEX_URL", "XDG_CONFIG_DIRS"),
)


@pytest.fixture(autouse=True)
def _bare(monkeypatch, tmp_path):
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "machine"))
    real = addresses._files

    def below(paths):
        return (path for path in paths if path.startswith((str(tmp_path), os.environ["HOME"])))

    monkeypatch.setattr(addresses, "_files", lambda: below(list(real())))  # not those of the machine that tests


@pytest.fixture
def named(load_settings):
    def make(**given):
        return addresses.configured(load_settings(**given)).urls

    return make


ONE, TWO, THREE = (f"https://{name}.invalid/simple/" for name in ("one", "two", "three"))

VARIABLES = [
    ({"PIP_INDEX_URL": ONE}, (ONE,), "pip's"),
    ({"UV_INDEX_URL": ONE.rstrip("/")}, (ONE,), "uv's older one"),
    ({"UV_DEFAULT_INDEX": f"mine={ONE}"}, (ONE,), "uv's with a name"),
    ({"UV_DEFAULT_INDEX": ONE, "PIP_INDEX_URL": TWO}, (ONE,), "uv's before pip's"),
    ({"PIP_INDEX_URL": ONE, "PIP_EXTRA_INDEX_URL": f"{TWO} {THREE}"}, (ONE, TWO, THREE), "further ones of pip"),
    ({"UV_DEFAULT_INDEX": ONE, "UV_INDEX": f"x={TWO}"}, (ONE, TWO), "further ones of uv"),
    ({"UV_DEFAULT_INDEX": ONE, "PIP_EXTRA_INDEX_URL": TWO}, (ONE,), "pip's further ones are not uv's"),
    ({"PIP_INDEX_URL": ONE, "PIP_EXTRA_INDEX_URL": ONE}, (ONE,), "one that is named twice"),
    ({"PIP_INDEX_URL": f"{ONE}?a=b"}, (f"{ONE}?a=b/",), "with an equals sign"),
]


@pytest.mark.parametrize(("variables", "urls"), [case[:2] for case in VARIABLES], ids=[case[2] for case in VARIABLES])
def test_the_environment(named, monkeypatch, variables, urls):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert named() == urls


def test_the_settings_come_first(named, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", ONE)
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", THREE)
    assert named(index_url=TWO) == (TWO,)
    assert named(index_url=TWO, extra_index_urls=[ONE]) == (TWO, ONE)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def test_the_files_of_pip_the_nearer_over_the_farther(named, monkeypatch, tmp_path):
    home = os.environ["HOME"]
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "venv"))
    places = [
        str(tmp_path / "machine/pip/pip.conf"),
        f"{home}/.pip/pip.conf",
        f"{home}/.config/pip/pip.conf",
        str(tmp_path / "venv/pip.conf"),
        str(tmp_path / "own.conf"),
    ]
    for number, place in enumerate(places):
        write(place, f"[global]\nindex-url = https://number{number}.invalid/\n")
        if number == 4:
            monkeypatch.setenv("PIP_CONFIG_FILE", place)
        assert named() == (f"https://number{number}.invalid/",)
    monkeypatch.setenv("PIP_INDEX_URL", ONE)
    assert named() == (ONE,)


FILES = [
    (f"[global]\nindex_url={ONE}\nextra-index-url =\n    {TWO}\n    {THREE}\n", (ONE, TWO, THREE), "several lines"),
    (f"[global]\nindex-url={ONE}\n[install]\nindex-url={TWO}\n", (TWO,), "what counts for installing"),
    (f"[download]\nindex-url={ONE}\n", None, "what counts for another command"),
    (f"[global]\nextra-index-url={ONE}\n", None, "further ones beside an index that nobody names"),
    (f"[global]\nindex-url={ONE}\nno-index = true\n", None, "no index at all"),
    (f"[global]\nindex-url={ONE}\nno-index = false\n", (ONE,), "not no index"),
    ("index-url without a section", None, "no configuration"),
    (f"[global]\nindex-url={ONE}%(x)s\n", (f"{ONE}%(x)s/",), "signs that mean something to others"),
]


@pytest.mark.parametrize(("text", "urls"), [case[:2] for case in FILES], ids=[case[2] for case in FILES])
def test_a_file_of_pip(named, monkeypatch, tmp_path, text, urls):
    write(str(tmp_path / "pip.conf"), text)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    if urls:
        assert named() == urls
    else:
        with pytest.raises(SettingsError, match="no package index is named"):
            named()


def test_no_file_of_pip_counts_where_the_user_says_so(named, monkeypatch, tmp_path):
    write(os.path.join(os.environ["HOME"], ".config/pip/pip.conf"), f"[global]\nindex-url={ONE}\n")
    assert named() == (ONE,)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    with pytest.raises(SettingsError):
        named()


@pytest.mark.parametrize("url", ["index.invalid/simple", "ftp://index.invalid/", "https://", "https://[::1", "simple"])
def test_what_is_no_address_of_an_index_is_refused(named, url):
    with pytest.raises(SettingsError, match="not the address of"):
        named(index_url=url)


def test_a_password_is_not_shown_when_the_address_is_refused(named):
    with pytest.raises(SettingsError) as caught:
        named(index_url="ftp://me:hunter2@index.invalid/")
    assert "hunter2" not in str(caught.value)


def test_the_authorities_that_pip_trusts(load_settings, monkeypatch, tmp_path):
    write(str(tmp_path / "pip.conf"), f"[global]\nindex-url={ONE}\ncert=/of/the/file\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    assert addresses.configured(load_settings()).certificates == "/of/the/file"
    monkeypatch.setenv("PIP_CERT", "/of/the/variable")
    assert addresses.configured(load_settings()).certificates == "/of/the/variable"
