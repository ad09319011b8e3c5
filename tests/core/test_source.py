"""Positions, encodings and excerpts of a file's content."""

from __future__ import annotations

import codecs
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.core.errors import SourceError
from pratique.core.finding import Confidence, Edit, Fix, Region, Severity
from pratique.core.redact import visible
from pratique.core.rule import Rule
from pratique.core.source import Secret, Source

RULE = Rule("a-rule", "a rule", "do it", Severity.LOW, Confidence.LOW, (1,), "", "", "", "")

_text = st.text(st.sampled_from(list("ab é名\U0001f600\t\r\n")), max_size=40)


def find(source, start, end, **more):
    return source.finding("lint", RULE, start, end, **more)


class TestPositions:
    @given(_text, st.integers(0, 200), st.integers(0, 200))
    def test_against_counting_in_the_text(self, text, one, other):
        data = text.encode()
        source = Source("a", data)
        start, end = sorted((min(one, len(data)), min(other, len(data))))
        bounds = []
        for offset in (start, end):
            lines = re.split("\r\n|\r|\n", data[:offset].decode("utf-8", "surrogateescape"))
            if data[:offset].endswith(b"\r") and data[offset:].startswith(b"\n"):
                lines = [*lines[:-2], lines[-2] + "\r"]  # in the middle of one newline: still on its line
            bounds += [len(lines), len(lines[-1]) + 1]
        assert source.region(start, end) == Region(*bounds)

    @given(_text)
    def test_lines_are_those_of_the_text(self, text):
        source = Source("a", text.encode())
        lines = [source.line_bytes(index).decode() for index in range(len(source.line_starts))]
        assert lines == re.split("\r\n|\r|\n", text)

    def test_bytes_that_are_not_utf_8_are_a_column_each(self):
        assert Source("a", b"\xe9\xff x").region(3, 4) == Region(1, 4, 1, 5)

    def test_lines_of_a_later_piece_go_on_counting(self):
        source = Source("a", b"x\ny", first_line=11)
        assert source.region(2, 3) == Region(12, 1, 12, 2)

    def test_past_the_end_is_empty(self):
        assert Source("a", b"x").line_bytes(5) == b""


class TestEncodings:
    @pytest.mark.parametrize(
        ("path", "raw", "data", "encoding"),
        [
            pytest.param("a.txt", b"caf\xc3\xa9", "café", "utf-8", id="utf-8"),
            pytest.param("a.txt", codecs.BOM_UTF8 + b"x", "x", "utf-8", id="utf-8-bom"),
            pytest.param("a.txt", "\ufeffé".encode("utf-16-le"), "é", "utf-16-le", id="utf-16-le"),
            pytest.param("a.txt", "\ufeffé".encode("utf-16-be"), "é", "utf-16-be", id="utf-16-be"),
            pytest.param("a.txt", "\ufeffé".encode("utf-32-le"), "é", "utf-32-le", id="utf-32-le-is-not-utf-16"),
            pytest.param("a.py", b"# coding: latin-1\n'\xe9'", "# coding: latin-1\n'é'", "iso8859-1", id="cookie"),
            pytest.param("a.py", b"#!x\n# -*- coding: cp1252 -*-\n\x80", "#!x\n# -*- coding: cp1252 -*-\n€", "cp1252",
                         id="cookie-in-the-second-line"),
            pytest.param("a.py", b"\n#coding=utf8\n\xc3\xa9", "\n#coding=utf8\né", "utf-8", id="blank-first-line"),
            pytest.param("a.py", b"# " + b"x" * 900 + b"\r\n# coding: latin-1\n\xe9",
                         "# " + "x" * 900 + "\r\n# coding: latin-1\né", "iso8859-1", id="after-a-long-first-line"),
            pytest.param("a.py", b"x = 1\n# coding: latin-1\n", "x = 1\n# coding: latin-1\n", "utf-8",
                         id="not-after-code"),
            pytest.param("a.py", b"\n\n# coding: latin-1\n", "\n\n# coding: latin-1\n", "utf-8", id="line-three"),
            pytest.param("a.txt", b"# coding: latin-1\n", "# coding: latin-1\n", "utf-8", id="only-in-python"),
            pytest.param("a.py", b"# coding: utf-8-sig\nx", "# coding: utf-8-sig\nx", "utf-8", id="utf-8-sig"),
        ],
    )  # fmt: skip
    def test_views(self, path, raw, data, encoding):
        source = Source.load(path, raw)
        assert source.text == data
        assert source.encoding == encoding
        assert source.encode(source.data) == raw

    @pytest.mark.parametrize(
        ("path", "raw", "message"),
        [
            pytest.param("a.py", b"# coding: klingon\n", "unknown encoding 'klingon'", id="unknown"),
            pytest.param("a.py", b"# coding: rot13\n", "unknown encoding 'rot13'", id="not-an-encoding-of-text"),
            pytest.param("a.py", b"# coding: utf-16\nx = 1\n\n", "cannot be read|not valid", id="utf-16-in-ascii"),
            pytest.param("a.py", b"# coding: cp037\nx = 1\n", "cannot be read", id="hides-behind-ebcdic"),
            pytest.param("a.py", b"# coding: ascii\n\xe9", "not valid ascii", id="does-not-fit"),
            pytest.param("a.txt", codecs.BOM_UTF16_LE + b"x", "not valid utf-16", id="half-a-character"),
        ],
    )
    def test_refused(self, path, raw, message):
        with pytest.raises(SourceError, match=message):
            Source.load(path, raw)

    def test_invalid_utf_8_names_the_line(self):
        source = Source.load("a.py", b"x\r\ny = '\xe9'\n")
        with pytest.raises(SourceError, match="byte 0xe9 in line 2"):
            assert source.text
        assert source.tolerant_text == "x\r\ny = '\udce9'\n"
        assert source.encode(source.data) == b"x\r\ny = '\xe9'\n"

    def test_change_that_the_encoding_cannot_hold(self):
        with pytest.raises(SourceError, match="cannot be stored as iso8859-1"):
            Source.load("a.py", b"# coding: latin-1\n").encode("€".encode())

    @given(st.binary(max_size=200))
    def test_any_bytes_load_or_are_refused_and_come_back(self, raw):
        try:
            source = Source.load("a.txt", raw)
        except SourceError:
            return
        assert source.encode(source.data) == raw or source.encoding != "utf-8"


class TestExcerpts:
    @pytest.mark.parametrize(
        ("data", "start", "end", "text", "marked"),
        [
            pytest.param(b"    f(x)\n", 4, 8, "f(x)", "f(x)", id="indented"),
            pytest.param(b"\tif a:\tb\n", 7, 8, "if a: b", "b", id="tabs"),
            pytest.param("é = f(x)".encode(), 5, 9, "é = f(x)", "f(x)", id="columns-are-characters"),
            pytest.param(b"f(\n  x)\n", 0, 7, "f(", "f(", id="first-line-of-several"),
            pytest.param(b"a \x1b[2Jb\n", 2, 6, "a \\x1b[2Jb", "\\x1b[2J", id="escape-sequence"),
            pytest.param(b"x\n\ny", 2, 2, "", "", id="empty-line"),
            pytest.param(b"", 0, 0, "", "", id="empty-file"),
            pytest.param(b"a\xffb f()", 4, 7, "a\\xffb f()", "f()", id="not-utf-8"),
        ],
    )
    def test_shown(self, data, start, end, text, marked):
        excerpt = find(Source("a", data), start, end).excerpt
        assert excerpt.text == text
        assert excerpt.text[excerpt.mark : excerpt.mark + excerpt.length] == marked

    def test_other_secrets_of_the_line_are_masked(self):
        data = b'f(pass%s="hunter22"); g()' % b"word"  # in two pieces: this file is scanned too
        excerpt = find(Source("a", data), 24, 27).excerpt
        assert excerpt.text == 'f(password="***"); g()'
        assert excerpt.text[excerpt.mark :] == "g()"

    def test_given_secrets_are_masked_whatever_they_look_like(self):
        data = b"say open sesame now, open sesame"
        source = Source("a", data)
        finding = find(source, 4, 15, secrets=(Secret(4, 15, 2), Secret(21, 32)))
        assert finding.excerpt.text == "say op*** now, ***"
        assert finding.excerpt.text[finding.excerpt.mark :][: finding.excerpt.length] == "op***"

    def test_mask_across_the_borders_loses_the_mark_not_the_mask(self):
        data = b'password = "abc def ghi"'
        excerpt = find(Source("a", data), 16, 19).excerpt
        assert excerpt.text == 'password = "***"'
        assert excerpt.length == 0

    @given(st.integers(0, 12_000), st.integers(0, 60))
    def test_windows_of_long_lines_cut_no_key_in_two(self, start, length):
        key = "gh" + "p_" + "aB3dE5gH7jK9" * 3
        data = " ".join([key] * 300).encode()
        start = min(start, len(data))
        excerpt = find(Source("a", data), start, min(start + length, len(data))).excerpt
        assert len(excerpt.text) <= 640
        assert not re.search("aB3|E5g|jK9", excerpt.text)

    @given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
    def test_always_printable_and_the_mark_within(self, text, one, other):
        data = text.encode("utf-8", "replace")
        start, end = sorted((min(one, len(data)), min(other, len(data))))
        excerpt = find(Source("a", data), start, end).excerpt
        assert visible(excerpt.text) == excerpt.text
        assert 0 <= excerpt.mark <= excerpt.mark + excerpt.length <= len(excerpt.text)


class TestFingerprints:
    LINE = b"    h = md5(x)\n"

    def test_survives_line_shifts_and_moves(self):
        one = find(Source("a.py", self.LINE), 8, 14)
        other = find(Source("b/c.py", b"\n# more\n" + self.LINE), 16, 22)
        assert one.fingerprint == other.fingerprint

    def test_survives_indentation_and_newlines(self):
        one = find(Source("a.py", self.LINE), 8, 14)
        other = find(Source("a.py", b"h  =\tmd5(x)\r\n"), 5, 11)
        assert one.fingerprint == other.fingerprint

    def test_changes_with_the_line_and_the_rule(self):
        one = find(Source("a.py", self.LINE), 8, 14)
        other = find(Source("a.py", self.LINE.replace(b"x", b"y")), 8, 14)
        assert one.fingerprint != other.fingerprint

    def test_does_not_depend_on_a_secret(self):
        first = find(Source("a", b"k = AAAA"), 4, 8, secrets=(Secret(4, 8),))
        second = find(Source("a", b"k = BBBBBB"), 4, 10, secrets=(Secret(4, 10),))
        assert first.fingerprint == second.fingerprint


def test_edits_are_placed():
    finding = find(Source("a", b"x\nyz"), 2, 3, fix=Fix("t", True, (Edit(3, 4, "w"),)))
    assert finding.fix is not None
    assert finding.fix.edits[0].region == Region(2, 2, 2, 3)
