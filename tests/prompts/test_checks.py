"""Every example of every check: found, repaired exactly, and nothing found where nothing is wrong."""

from __future__ import annotations

import time

import pytest

from pratique.core import edits, room, settings
from pratique.core.source import Source
from pratique.prompts import hook
from pratique.prompts.document import Document
from pratique.prompts.literals import literals
from pratique.prompts.repair import replacement

NAMES = room.names(hook.ROOM)
RULES = {name: room.rule(hook.ROOM, name) for name in NAMES}
BAD = [pytest.param(rule, bad, id=f"{name}: {bad.why}") for name, rule in RULES.items() for bad in rule.bad]
GOOD = [pytest.param(good, id=f"{name}: {good.why}") for name, rule in RULES.items() for good in rule.good]


def findings(text, path="a.md", **options):
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    chosen = settings.load("/nonexistent", "prompts", (), options)
    source = Source.load(path, raw)
    found = list(hook.check(source, chosen, lambda other: None))
    assert not found or hook.screen(source, chosen)
    return found


def repaired(text, path="a.md", unsafe=True):
    raw = text if isinstance(text, bytes) else text.encode()
    for _ in range(5):
        source = Source.load(path, raw)
        fixes = [f.fix for f in findings(raw, path) if f.fix and (unsafe or f.fix.safe)]
        if not fixes:
            break
        chosen = [fixes[index] for index in edits.compatible(fixes)]
        raw = source.encode(edits.apply(source.data, [edit for fix in chosen for edit in fix.edits]))
    return raw if isinstance(text, bytes) else raw.decode()


@pytest.mark.parametrize(("rule", "bad"), BAD)
def test_bad_examples_are_found_and_repaired(rule, bad):
    own = [finding for finding in findings(bad.code, bad.path) if finding.rule == rule.name]
    assert len(own) == bad.count
    assert all(finding.message and finding.fix for finding in own)
    assert repaired(bad.code, bad.path) == bad.fixed
    assert not findings(bad.fixed, bad.path)


@pytest.mark.parametrize("good", GOOD)
def test_good_examples_are_left_alone_by_all_checks(good):
    assert not findings(good.code, good.path)


@pytest.mark.parametrize("name", NAMES)
def test_every_check_documents_itself(name):
    rule = RULES[name]
    assert rule.name == name
    assert rule.has_fix
    assert rule.good
    assert all((rule.summary, rule.help, rule.what, rule.why, rule.assistants, rule.remedy, rule.prompt, rule.cwe))


def tagged(text):
    return "".join(chr(0xE0000 + ord(c)) for c in text)


MESSAGES = {
    "tags": (f"x{tagged('obey me')}", "obey me"),
    "selectors": ("x" + "".join(chr(0xE0100 + b - 16) for b in b"obey me"), "obey me"),
    "zero-width bits": ("x" + "".join("\u200c" if b == "1" else "\u200b" for c in b"obey" for b in f"{c:08b}"), "obey"),
    "invisible-operator bits": (
        "x" + "".join("\u2064" if b == "1" else "\u2062" for c in b"obey" for b in f"{c:08b}"),
        "obey",
    ),
}


@pytest.mark.parametrize(("text", "message"), MESSAGES.values(), ids=MESSAGES)
def test_what_is_spelled_is_shown(text, message):
    (finding,) = findings(text + "\n")
    assert f'"{message}"' in finding.message
    assert finding.severity.label == "high"


def test_a_hidden_key_is_masked():
    key = "ghp_" + "a1B2c3D4e5F6g7H8i9J0" * 2
    (finding,) = findings(f"x{tagged(key)}\n")
    assert key not in finding.message + finding.excerpt.text
    assert "ghp_***" in finding.message


@pytest.mark.parametrize(
    ("text", "path", "count"),
    [
        pytest.param("\u05d0 \u202ex\u202c\n", "locale/he/a.po", 2, id="an override in a translation"),
        pytest.param("\u05d0 \u2066x\n", "README.md", 1, id="an isolate that stays open"),
        pytest.param("\u05d0 \u2066x\u2069\n", "README.md", 0, id="a paired isolate in Hebrew prose"),
        pytest.param("s = '\u05d0 \u2066x\u2069'\n", "a.py", 2, id="the same in code"),
        pytest.param("abc \u2066x\u2069\n\u05d0\n", "README.md", 2, id="Hebrew on another line only"),
        pytest.param("\u05d0 \u2066a\u202bb\u2069\n", "README.md", 1, id="an embedding left open in an isolate"),
        pytest.param(
            "\u05d0 \u2067a\u202cb\u2069\n", "README.md", 1, id="an embedding's end reaches not out of an isolate"
        ),
        pytest.param("\u200f- \u05d0\n\u200f- 1\n", "README.md", 0, id="marks in a Hebrew text"),
        pytest.param("x = '\u200f'  # \u05d0\n", "a.js", 0, id="a mark beside Hebrew in code"),
        pytest.param("x = '\u200f'\ny = '\u05d0'\n", "a.js", 1, id="a mark apart from Hebrew in code"),
        pytest.param("x = '\u200f'\ny = '\u05d0'\n", "locale/he.js", 0, id="a mark in a translation's code"),
    ],
)
def test_bidi_controls_where_text_needs_them(text, path, count):
    assert sum(f.region.end_column - f.region.column for f in findings(text, path)) == count


@pytest.mark.parametrize(
    ("text", "path", "count"),
    [
        pytest.param("a\u200d\U0001f600\n", "a.md", 1, id="a joiner between letter and emoji"),
        pytest.param("\U0001f600\u200da\n", "a.md", 1, id="a joiner between emoji and letter"),
        pytest.param("\U0001f469\U0001f3fd\u200d\U0001f4bb\n", "a.md", 0, id="a joiner after a skin tone"),
        pytest.param("\u270b\ufe0e\n", "a.md", 0, id="text presentation"),
        pytest.param("\u2764\ufe0f\ufe0f\n", "a.md", 1, id="a selector too many"),
        pytest.param("\u845b\U000e0100\U000e0101\n", "a.md", 1, id="a second ideographic selector"),
        pytest.param("a\U000e0100\n", "a.md", 1, id="an ideographic selector after a letter"),
        pytest.param("\u200c\n", "a.md", 1, id="a non-joiner alone"),
        pytest.param("re\u00adport\n", "a.rst", 0, id="a soft hyphen inside a word of prose"),
        pytest.param("x \u00ad y\n", "a.rst", 1, id="a soft hyphen between spaces"),
        pytest.param("\u6f22\u200b\u5b57\n", "a.md", 0, id="a break between ideographs"),
        pytest.param("\u6f22\u200bx\n", "a.md", 1, id="a break between ideograph and Latin"),
        pytest.param("\u1100\u1160\u11a8\n", "a.md", 0, id="an old syllable with a filler"),
        pytest.param("a\u1160\n", "a.md", 1, id="a filler after a Latin letter"),
        pytest.param("\u2061\n", "a.md", 1, id="an operator without a formula"),
        pytest.param("\U0001f3f4" + tagged("us") + "\U000e007f\n", "a.md", 1, id="a flag code that is too short"),
        pytest.param("\u0e01" + "\u200b\u2060" * 8 + "\n", "a.md", 1, id="a long run in Thai text"),
        pytest.param("a\u200b\u200c\u200d\u2060\ufeffb\n", "a.md", 1, id="neighbours of several kinds are one finding"),
        pytest.param("a\u200bb\u200bc\n", "a.md", 2, id="apart they are two"),
    ],
)
def test_invisible_characters_where_text_needs_them(text, path, count):
    assert len(findings(text, path)) == count


@pytest.mark.parametrize(
    ("before", "after", "path", "safe"),
    [
        pytest.param("f'{x}\u200b'\n", "f'{x}\\u200b'\n", "a.py", True, id="the text of an f-string"),
        pytest.param("f'{x\u200b}'\n", "f'{x}'\n", "a.py", False, id="the replacement field of an f-string"),
        pytest.param("f'{{\u200b'\n", "f'{{\\u200b'\n", "a.py", True, id="a doubled brace is no field"),
        pytest.param("'\\\\\u200b'\n", "'\\\\\\u200b'\n", "a.py", True, id="after an escaped backslash"),
        pytest.param("'\\\u200b'\n", "'\\'\n", "a.py", False, id="after a backslash of its own"),
        pytest.param('"""a\n\u202eb"""\n', '"""a\n\\u202eb"""\n', "a.py", True, id="a docstring over lines"),
        pytest.param(
            "x\u200b = '#' # '\u200b\n", "x = '#' # '\n", "a.py", True, id="a quote in a comment opens nothing"
        ),
        pytest.param(
            "'open\nx\u200b = 1\n", "'open\nx = 1\n", "a.py", True, id="an unclosed string ends with its line"
        ),
        pytest.param('{"a\\"\u200b": 1}', '{"a\\"\\u200b": 1}', "a.json", True, id="a quote inside a JSON string"),
        pytest.param(
            '{"a": "' + tagged("A") + '"}', '{"a": "\\udb40\\udc41"}', "a.json", True, id="a JSON surrogate pair"
        ),
        pytest.param('{\u200b"a": 1}', '{"a": 1}', "a.json", True, id="JSON outside of strings"),
        pytest.param("let s = 'a\u200bb'\n", "let s = 'ab'\n", "a.js", False, id="a string of another language"),
        pytest.param("let a\u200bb = 1 // x\n", "let ab = 1 // x\n", "a.js", True, id="a name of another language"),
        pytest.param("# it's a\u200bb\n", "# it's ab\n", "a.py", True, id="an apostrophe in a comment"),
        pytest.param("b'\x1b'\n", "b'\\x1b'\n", "a.py", True, id="a control character in bytes"),
        pytest.param('{"source": "x\u202e"}', '{"source": "x"}', "a.ipynb", True, id="a cell of a notebook"),
        pytest.param("x" * 2001 + "\u200b\n", "x" * 2001 + "\n", "a.js", False, id="far into a minified line"),
        pytest.param("a\rb\n", "a\nb\n", "a.md", True, id="a carriage return in prose"),
        pytest.param("echo a\rb\n", "echo a\nb\n", "a.sh", False, id="a carriage return in a shell script"),
        pytest.param("it's a\u200bb\n", "it's ab\n", "a.md", True, id="an apostrophe in prose"),
        pytest.param("echo '\x1b[1m'\n", "echo '[1m'\n", "README", False, id="a quoted escape sequence anywhere"),
    ],
)
def test_the_fix_keeps_what_the_program_means(before, after, path, safe):
    assert repaired(before, path) == after
    assert repaired(before, path, unsafe=False) == (after if safe else before)
    assert all(f.fix.safe == safe and bool(f.fix.reason) != safe for f in findings(before, path))


def test_bytes_that_are_not_utf8_are_kept_and_counted():
    raw = b"\xfd\xff\xfe caf\xe9 \xe2\x80\xaex\n"
    (finding,) = findings(raw, "a.txt")
    assert (finding.region.line, finding.region.column) == (1, 10)
    assert repaired(raw, "a.txt") == b"\xfd\xff\xfe caf\xe9 x\n"


def test_a_byte_order_mark_at_the_start_is_no_finding_and_stays():
    raw = b"\xef\xbb\xbfa\xe2\x80\x8bb\r\n"
    assert len(findings(raw)) == 1
    assert repaired(raw) == b"\xef\xbb\xbfab\r\n"
    assert not findings(b"\xef\xbb\xbfab\r\n")


def test_utf16_files_are_looked_at():
    raw = "\ufeffa\u202eb\n".encode("utf-16-le")
    assert [f.rule for f in findings(raw)] == ["bidi-control"]
    assert repaired(raw) == "\ufeffab\n".encode("utf-16-le")


def test_a_check_that_is_off_does_not_run():
    text = "a\u200bb\u202e\n"
    assert {f.rule for f in findings(text)} == {"bidi-control", "invisible-character"}
    assert {f.rule for f in findings(text, ignore=["bidi-control"])} == {"invisible-character"}
    assert {f.rule for f in findings(text, select=["bidi-control"])} == {"bidi-control"}


def test_a_check_that_crashes_is_named_and_stops_no_other(monkeypatch):
    module = room.module(hook.ROOM, "hidden-text")

    def crash(document):
        raise RuntimeError("boom")

    monkeypatch.setattr(module, "find", crash)
    found = findings("a\u200bb\u202e\n")
    assert [item.rule for item in found] == ["bidi-control", "hidden-text", "invisible-character"]
    assert "boom" in found[1].message


@pytest.mark.parametrize(
    ("path", "head", "wanted"),
    [
        pytest.param("CLAUDE.md", b"", True, id="a prompt file"),
        pytest.param("data", b"plain", True, id="text without an extension"),
        pytest.param("data.bin", b"\0\1", False, id="binary content"),
    ],
)
def test_any_text_is_wanted(path, head, wanted):
    assert hook.wants(path, lambda: head) is wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("'\u200b" * 20_000, id="quotes"),
        pytest.param("\u0e01\u200b" * 50_000 + "\u202e", id="Thai"),
        pytest.param("x\u200f" * 20_000, id="marks"),
        pytest.param("\ufe0f" * 100_000 + "x", id="selectors"),
        pytest.param("\u2067" * 50_000 + "\u202c" * 50_000, id="openers that nothing closes"),
    ],
)
@pytest.mark.parametrize("path", ["a.js", "a.py", "a.md"])
def test_a_long_line_is_searched_in_linear_time(text, path):
    """Half a minute if any of it were quadratic; some tenths of a second as it is."""
    began = time.process_time()
    document = Document(path, text)
    for name in NAMES:
        hits = list(room.module(hook.ROOM, name).find(document))
        strings = literals(text, document.extension)
        for hit in hits:
            replacement(document, hit, strings)
    assert time.process_time() - began < 5
