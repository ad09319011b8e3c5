"""What the settings files and the command line may say, and what becomes of it."""

from __future__ import annotations

import re

import pytest

from pratique.core import settings
from pratique.core.errors import SettingsError
from pratique.core.settings import Column, Option
from support import dummy

pytestmark = pytest.mark.usefixtures("rules")


def load(folder, text=None, name="pratique.toml", **command_line):
    if text is not None:
        (folder / name).write_text(text)
    given = {key.replace("_", "-"): value for key, value in command_line.items()}
    return settings.load(str(folder), "dummy", dummy.OPTIONS, given)


@pytest.fixture(autouse=True)
def _section(monkeypatch):
    monkeypatch.setattr(settings, "SECTIONS", (*settings.SECTIONS, "dummy"))


class TestValues:
    def test_defaults(self, tmp_path):
        own = load(tmp_path)
        assert own.texts("select") == ()
        assert own.text("fail-on") == "low"
        assert own.number("max-file-size") == 10_000_000
        assert own.path("baseline") == str(tmp_path / ".pratique-baseline.json")
        assert {value.origin for value in own.values.values()} == {"default"}

    def test_each_kind_from_a_file(self, tmp_path):
        own = load(
            tmp_path,
            'exclude = ["a", "b"]\nfail-on = "high"\nforeign-ignores = true\n[per-path]\n"tests/" = ["bad-word"]\n'
            '[dummy]\ncolour = "green"\ndepth = 0\nloud = true\nnames = ["x"]\nplace = "sub/data"\n',
        )
        assert own.texts("exclude") == ("a", "b")
        assert own.flag("foreign-ignores") is True
        assert own.mapping("per-path") == {"tests/": ("bad-word",)}
        assert (own.text("colour"), own.number("depth"), own.flag("loud")) == ("green", 0, True)
        assert own.texts("names") == ("x",)
        assert own.path("place") == str(tmp_path / "sub/data")
        assert own.values["colour"].origin == "pratique.toml"
        assert own.values["select"].origin == "default"

    def test_pyproject(self, tmp_path):
        own = load(tmp_path, '[tool.pratique]\nfail-on = "high"\n[tool.pratique.dummy]\ndepth = 7\n', "pyproject.toml")
        assert (own.text("fail-on"), own.number("depth")) == ("high", 7)
        assert own.values["depth"].origin == "pyproject.toml"

    def test_command_line_wins(self, tmp_path):
        own = load(tmp_path, 'fail-on = "high"\n', fail_on="critical", depth=4)
        assert own.values["fail-on"] == ("critical", "command line")
        assert own.values["depth"] == (4, "command line")

    def test_paths_on_the_command_line_start_at_the_working_directory(self, tmp_path, monkeypatch):
        (tmp_path / "sub").mkdir()
        monkeypatch.chdir(tmp_path / "sub")
        assert load(tmp_path, place="x").path("place") == str(tmp_path / "sub" / "x")
        assert load(tmp_path, place="/abs").path("place") == "/abs"

    def test_home_in_a_path(self, tmp_path, monkeypatch):
        monkeypatch.setenv("HOME", "/home/ada")
        assert load(tmp_path, '[dummy]\nplace = "~/x"\n').path("place") == "/home/ada/x"

    def test_sections_of_other_hooks_are_left_to_them(self, tmp_path):
        assert load(tmp_path, "[lint]\nwhatever = 1\n").number("depth") == 3

    def test_pyproject_without_us_is_not_even_parsed(self, tmp_path):
        assert load(tmp_path, "[broken", "pyproject.toml").number("depth") == 3

    def test_empty_file(self, tmp_path):
        assert load(tmp_path, "").number("depth") == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("selct = []", 'pratique.toml: unknown setting "selct"; did you mean "select"?', id="typo"),
        pytest.param("[dummy]\nmax-file-size = 1", '"dummy.max-file-size"; it belongs to .tool.pratique. itself',
                     id="common-setting-below-a-hook"),
        pytest.param("zzz = 1", 'unknown setting "zzz"; known are: .*baseline', id="nothing-near"),
        pytest.param("[dummy]\ncolor = 1", 'unknown setting "dummy.color"; did you mean "colour"?', id="in-a-section"),
        pytest.param("[lynt]\nx = 1", 'unknown setting "lynt"; did you mean "lint"?', id="unknown-section"),
        pytest.param('select = "bad-word"', "select must be a list of texts, not 'bad-word'", id="text-for-a-list"),
        pytest.param("select = [1]", "select must be a list of texts", id="numbers-in-a-list"),
        pytest.param("foreign-ignores = 1", "must be true or false, not 1", id="number-for-a-flag"),
        pytest.param("max-file-size = -1", "must be a whole number, 0 or more, not -1", id="negative"),
        pytest.param("max-file-size = true", "must be a whole number", id="flag-for-a-number"),
        pytest.param("max-file-size = 1.5", "must be a whole number", id="fraction"),
        pytest.param("baseline = 3", "baseline must be a path", id="number-for-a-path"),
        pytest.param("per-path = []", "per-path must be a table of lists of texts", id="list-for-a-table"),
        pytest.param('[per-path]\na = "bad-word"', "must be a table of lists of texts", id="text-in-a-table"),
        pytest.param('fail-on = "hihg"', '"hihg" is none of low, medium, high, critical; did you mean', id="choice"),
        pytest.param('ai-lines = ["raise"]', '"raise" is none of raise-severity', id="choice-in-a-list"),
        pytest.param('[dummy]\ncolour = "blue"', 'dummy.colour: "blue" is none of red, green', id="own-choice"),
        pytest.param("dummy = 1", "dummy must be a table", id="section-is-a-value"),
        pytest.param('select = ["bad-wort"]', 'select: unknown rule "bad-wort"; did you mean "bad-word"?', id="rule"),
        pytest.param('ignore = ["B506"]', 'ignore: unknown rule "B506"', id="rule-of-another-tool"),
        pytest.param('[per-path]\n"x" = ["no-rule"]', 'per-path: unknown rule "no-rule"', id="rule-in-per-path"),
        pytest.param('exclude = ["[z-a]"]', r'exclude: "\[z-a\]" is no pattern', id="pattern"),
        pytest.param('[per-path]\n"" = ["bad-word"]', 'per-path: "" is no pattern', id="empty-pattern"),
        pytest.param("select = [", "pratique.toml: not valid TOML", id="broken"),
        pytest.param("a = 1\na = 2", "not valid TOML", id="key-twice"),
        pytest.param("x = " + "[" * 5000, "not valid TOML", id="nested-without-end"),
    ],
)  # fmt: skip
def test_mistakes_are_named(tmp_path, text, message):
    with pytest.raises(SettingsError, match=message):
        load(tmp_path, text)


TABLES = (
    Option(
        "kept", "tables", (), "", columns=(Column("id", required=True), Column("why"), Column("until", is_date=True))
    ),
)


def load_tables(folder, text):
    (folder / "pratique.toml").write_text(text)
    return settings.load(str(folder), "dummy", TABLES, {})


def test_a_list_of_tables(tmp_path):
    text = '[[dummy.kept]]\nid = "a"\nuntil = 2026-12-31\n[[dummy.kept]]\nid = "b"\nwhy = ""\nuntil = "2027-01-01"\n'
    rows = load_tables(tmp_path, text).tables("kept")
    assert rows == ({"id": "a", "until": "2026-12-31"}, {"id": "b", "why": "", "until": "2027-01-01"})


@pytest.mark.parametrize(
    ("row", "message"),
    [
        pytest.param('why = "x"', "kept: entry 2: lacks its id", id="lacks-a-key"),
        pytest.param('id = " "', "entry 2: lacks its id", id="empty"),
        pytest.param('id = "b"\nuntl = "x"', 'entry 2: unknown key "untl"; did you mean "until"?', id="typo"),
        pytest.param('id = 3', "entry 2: id must be a text, not 3", id="number"),
        pytest.param('id = "b"\nuntil = "soon"', "until must be a date as in 2026-12-31, not soon", id="no-date"),
        pytest.param('id = "b"\nuntil = "20261231"', "must be a date", id="a-date-that-only-some-pythons-read"),
        pytest.param('id = "b"\nuntil = "2026-W53-4"', "must be a date", id="a-week"),
        pytest.param('id = "b"\nuntil = 2026-12-31T10:00:00', "must be a date", id="a-time"),
        pytest.param('id = "b"\nuntil = 20261231', "must be a date", id="a-number-for-a-date"),
    ],
)  # fmt: skip
def test_mistakes_in_a_table_are_named(tmp_path, row, message):
    with pytest.raises(SettingsError, match=re.escape(message)):
        load_tables(tmp_path, f'[[dummy.kept]]\nid = "a"\n[[dummy.kept]]\n{row}\n')


@pytest.mark.parametrize("value", ['"x"', '["x"]', "{id = 'x'}"])
def test_what_is_no_list_of_tables(tmp_path, value):
    with pytest.raises(SettingsError, match="must be a list of tables"):
        load_tables(tmp_path, f"[dummy]\nkept = {value}\n")


def test_not_utf_8(tmp_path):
    (tmp_path / "pratique.toml").write_bytes(b'select = ["\xe9"]')
    with pytest.raises(SettingsError, match=r"pratique.toml: not valid TOML.*utf-8"):
        load(tmp_path)


def test_a_folder_in_place_of_the_file(tmp_path):
    (tmp_path / "pratique.toml").mkdir()
    with pytest.raises(SettingsError, match=r"pratique.toml: cannot be read: Is a directory"):
        load(tmp_path)


def test_two_files_contradict(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.pratique]\n")
    with pytest.raises(SettingsError, match=r"both pyproject.toml .* and pratique.toml"):
        load(tmp_path, "")


def test_broken_pyproject_that_mentions_us(tmp_path):
    with pytest.raises(SettingsError, match=r"pyproject.toml: not valid TOML"):
        load(tmp_path, "[tool.pratique\n", "pyproject.toml")


def test_tool_pratique_must_be_a_table(tmp_path):
    with pytest.raises(SettingsError, match=r"tool.pratique must be a table"):
        load(tmp_path, "[tool]\npratique = 1\n", "pyproject.toml")


def test_mistakes_of_the_command_line_name_the_option(tmp_path):
    with pytest.raises(SettingsError, match='--select: unknown rule "bad"'):
        load(tmp_path, select=["bad"])
    with pytest.raises(SettingsError, match="--depth must be a whole number, 0 or more, not -1"):
        load(tmp_path, depth=-1)


class TestRuleChoice:
    @pytest.mark.parametrize(
        ("text", "given", "shown"),
        [
            pytest.param("", {}, {"bad-word"}, id="default-profile"),
            pytest.param('profile = "pedantic"', {}, {"bad-word", "loud-word"}, id="pedantic-adds"),
            pytest.param('profile = "strict"', {}, {"bad-word"}, id="strict-is-below-pedantic"),
            pytest.param('select = ["loud-word"]', {}, {"loud-word"}, id="selected-whatever-the-profile"),
            pytest.param('ignore = ["bad-word"]', {}, set(), id="ignored"),
            pytest.param('select = ["bad-word"]\nignore = ["bad-word"]', {}, set(), id="ignore-beats-select"),
            pytest.param('ignore = ["bad-word"]', {"select": ["bad-word"]}, {"bad-word"},
                         id="asked-for-on-the-command-line"),
            pytest.param('ignore = ["bad-word"]', {"select": ["bad-word"], "ignore": ["bad-word"]}, set(),
                         id="both-on-the-command-line"),
            pytest.param('select = ["loud-word"]', {"select": ["bad-word"]}, {"bad-word"},
                         id="command-line-replaces-the-file"),
            pytest.param('ignore = ["bad-word"]', {"ignore": []}, {"bad-word"}, id="nothing-ignored-after-all"),
        ],
    )  # fmt: skip
    def test_select_ignore_and_profile(self, tmp_path, text, given, shown):
        own = load(tmp_path, text, **given)
        profiles = {"bad-word": "default", "loud-word": "pedantic"}
        assert {name for name, profile in profiles.items() if own.shows_finding(name, profile)} == shown

    def test_per_path(self, tmp_path):
        own = load(tmp_path, '[per-path]\n"tests/" = ["bad-word"]\n"*.dum" = ["loud-word"]\n')
        assert own.unwanted_at("tests/a.dum") == {"bad-word", "loud-word"}
        assert own.unwanted_at("src/a.dum") == {"loud-word"}
        assert own.unwanted_at("src/a.py") == set()

    def test_exclude(self, tmp_path):
        own = load(tmp_path, 'exclude = ["vendor/", "*_pb2.py"]\n')
        assert own.excludes("vendor/x.py")
        assert own.excludes("a/b_pb2.py")
        assert not own.excludes("src/a.py")


def test_every_common_option_has_a_value_of_its_kind():
    for option in (*settings.COMMON, Option("x", "map", {}, "")):
        fits, _, _ = settings._KINDS[option.kind]
        assert fits(option.default), option.key
