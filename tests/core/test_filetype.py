"""Which files count as text."""

from __future__ import annotations

import codecs

import pytest

from pratique.core.filetype import HEAD_SIZE, has_text_extension, is_text


@pytest.mark.parametrize(
    ("path", "head", "expected"),
    [
        pytest.param("notes", b"plain words\n", True, id="no-extension-without-nul"),
        pytest.param("empty", b"", True, id="empty-file"),
        pytest.param("image.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", False, id="nul-means-binary"),
        pytest.param("page", codecs.BOM_UTF16_LE + "key".encode("utf-16-le"), True, id="utf-16-bom"),
        pytest.param("page", codecs.BOM_UTF32_BE + "key".encode("utf-32-be"), True, id="utf-32-bom"),
        pytest.param("page", "key".encode("utf-16-le"), False, id="utf-16-without-bom"),
        pytest.param("src/app.py", b"x = 1\0\n", True, id="python-with-a-stray-nul"),
        pytest.param("deploy/.env", b"A=\0", True, id="dotenv-is-its-own-extension"),
        pytest.param("latin", "caf\xe9".encode("latin-1"), True, id="undecodable-but-text"),
        pytest.param("late", b"x" * HEAD_SIZE + b"\0", True, id="nul-behind-the-head"),
        pytest.param("some.py/data", b"\0", False, id="extension-of-a-folder-does-not-count"),
    ],
)
def test_is_text(path, head, expected):
    assert is_text(path, head) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("A/README.MD", True, id="case-does-not-matter"),
        pytest.param("Makefile", False, id="no-dot"),
        pytest.param("photo.jpeg", False, id="unknown-extension"),
        pytest.param("archive.", False, id="trailing-dot"),
    ],
)
def test_has_text_extension(path, expected):
    assert has_text_extension(path) is expected
