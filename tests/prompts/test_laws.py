"""Laws of the prompts room over generated text."""

from __future__ import annotations

import ast
import json

from hypothesis import given
from hypothesis import strategies as st

from pratique.core import edits, settings
from pratique.core.source import Source
from pratique.prompts import hook

SETTINGS = settings.load("/nonexistent", "prompts", (), {})
HIDDEN = (
    "\u2800\u00ad\u034f\u061c\u1160\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2062\u2066"
    "\u2068\u2069\u3164\ufeff\ufe00\ufe0f\ufff9\U000e0001\U000e0041\U000e007f\U000e0100\U000e01ef\x08\x1b\x9b"
)
VISIBLE = "\r\u2801ab#*1'\"{}\\<> \n\t\u00e9\u05d0\u0645\u0915\u0e01\u6f22\u2764\U0001f3f4\U0001f600"
ANY = st.text(st.sampled_from(HIDDEN + VISIBLE), max_size=60)
PATHS = st.sampled_from(["a.md", "a.py", "a.json", "a.js", "locale/ar/a.po", "notes"])


def check(raw, path):
    return list(hook.check(Source.load(path, raw), SETTINGS, lambda other: None))


def repair(raw, path):
    source = Source.load(path, raw)
    fixes = [finding.fix for finding in check(raw, path)]
    chosen = [fixes[index] for index in edits.compatible(fixes)]
    return source.encode(edits.apply(source.data, [edit for fix in chosen for edit in fix.edits]))


@given(ANY, PATHS)
def test_repair_ends_with_nothing_left_to_find(text, path):
    raw = text.encode()
    for _ in range(6):
        if not check(raw, path):
            break
        raw = repair(raw, path)
    assert not check(raw, path)


@given(ANY, st.sampled_from(["a.md", "a.js", "notes"]))
def test_repair_keeps_every_visible_character(text, path):
    after = repair(text.encode(), path).decode()
    without = HIDDEN + "\r\n"  # a lone carriage return becomes a newline
    assert [c for c in after if c not in without] == [c for c in text if c not in without]


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=200), PATHS)
def test_plain_text_is_screened_out_and_clean(text, path):
    source = Source.load(path, text.encode())
    assert not hook.screen(source, SETTINGS)
    assert not check(text.encode(), path)


@given(st.binary(max_size=80), PATHS)
def test_any_bytes_can_be_checked_and_repaired_without_touching_the_rest(raw, path):
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return  # a UTF-16 mark promises UTF-16, and the source says so when that does not hold
    source = Source.load(path, raw)
    for finding in check(raw, path):
        (edit,) = finding.fix.edits
        assert 0 <= edit.start < edit.end <= len(source.data)


@given(st.text(st.sampled_from(HIDDEN + "ab{} "), max_size=30), st.sampled_from(['"', "'", '"""']))
def test_repair_keeps_the_value_of_a_python_string(value, quote):
    source = f"x = {quote}{value}{quote}\n"
    after = repair(source.encode(), "a.py").decode()
    assert ast.literal_eval(after[4:]) == value


@given(st.text(st.sampled_from(HIDDEN.replace("\x08", "").replace("\x1b", "") + "ab "), max_size=30))
def test_repair_keeps_the_value_of_a_json_string(value):
    source = json.dumps({"x": value}, ensure_ascii=False)
    assert json.loads(repair(source.encode(), "a.json")) == {"x": value}
