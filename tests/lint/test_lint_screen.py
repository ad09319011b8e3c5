"""The cheap look at a file's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.lint import screen

WORDS = st.text("aA_bsword1é", max_size=12).map(str.encode) | st.sampled_from(
    [b"user_password", b"PASSWORD", b"http_request", b"prevent", b"event", b"requests", b"my_api_key", b"sslmode"]
)


class TestMemory:
    """What a word holds does not depend on the files before."""

    @pytest.mark.parametrize("look", [screen._pieces, screen._sources, screen._texts])
    @given(files=st.lists(st.sets(WORDS.filter(bool), max_size=6), max_size=5))
    def test_words_met_before_hold_the_same(self, look, files):
        memory = screen._Memory(look)
        for held in files:
            alone = {word: found for item in held for word, found in screen._Memory(look).among({item})}
            assert dict(memory.among(held)) == alone

    def test_a_full_memory_begins_anew(self, monkeypatch):
        monkeypatch.setattr(screen, "_MANY", 2)
        memory = screen._Memory(screen._texts)
        for held in ({b"a", b"b", b"c"}, {b"password", b"a"}, {b"password"}):
            found = [word for word, _ in memory.among(held)]
        assert found == [b"password"]
        assert len(memory.known) <= 3
