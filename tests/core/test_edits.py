"""Edits of bytes against a naive oracle, and files written whole."""

from __future__ import annotations

import os
import stat
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.core import edits
from pratique.core.errors import SourceError
from pratique.core.finding import Edit, Fix

_data = st.binary(max_size=30)
_edit = st.tuples(st.integers(0, 30), st.integers(0, 6), st.text("xyz", max_size=3))


def _edits(raw, size):
    return [Edit(min(start, size), min(start + length, size), text) for start, length, text in raw]


def _clash(one: Edit, other: Edit) -> bool:
    """Whether two edits want the same byte, or one inserts in the middle of what the other replaces."""
    if one == other:
        return False
    if set(range(one.start, one.end)) & set(range(other.start, other.end)):
        return True
    pairs = ((one, other), (other, one))
    return any(a.start == a.end and b.start < a.start < b.end for a, b in pairs)


@given(_data, st.lists(_edit, max_size=8))
def test_applied_together_as_one_after_the_other_from_the_end(data, raw):
    wanted = list(dict.fromkeys(_edits(raw, len(data))))
    if any(_clash(one, other) for one in wanted for other in wanted):
        with pytest.raises(ValueError, match="overlaps"):
            edits.apply(data, wanted)
        return
    expected = data
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i].start, wanted[i].end, i), reverse=True)
    for edit in (wanted[i] for i in order):
        expected = expected[: edit.start] + edit.text.encode() + expected[edit.end :]
    assert edits.apply(data, wanted) == expected


@given(_data, st.lists(st.lists(_edit, min_size=1, max_size=3), max_size=8))
def test_compatible_takes_every_fix_that_clashes_with_none_before(data, raws):
    fixes = []
    for raw in raws:
        own = _edits(raw, len(data))
        if not any(_clash(one, other) for one in own for other in own):
            fixes.append(Fix("x", True, tuple(own)))
    chosen = edits.compatible(fixes)
    taken: list[Edit] = []
    for index, fix in enumerate(fixes):
        fits = not any(_clash(edit, other) for edit in fix.edits for other in taken)
        assert (index in chosen) is fits
        taken += fix.edits if fits else ()
    edits.apply(data, taken)  # and so they do apply


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(Edit(3, 2, ""), id="backwards"),
        pytest.param(Edit(0, 99, ""), id="beyond-the-end"),
        pytest.param(Edit(-1, 0, ""), id="before-the-start"),
    ],
)
def test_impossible_edits_are_refused(wrong):
    with pytest.raises(ValueError, match="leaves the file"):
        edits.apply(b"abcdef", [wrong])


def test_equal_insertions_are_made_once():
    first = Fix("a", True, (Edit(0, 0, "import x\n"), Edit(4, 5, "A")))
    second = Fix("b", True, (Edit(0, 0, "import x\n"), Edit(6, 7, "B")))
    assert edits.compatible([first, second]) == [0, 1]
    assert edits.apply(b"0123456789", [*first.edits, *second.edits]) == b"import x\n0123A5B789"


def test_bytes_that_are_not_utf_8_can_be_put_back():
    assert edits.apply(b"ab", [Edit(0, 1, b"\xe9".decode("utf-8", "surrogateescape"))]) == b"\xe9b"


def test_thousands_of_fixes_take_no_time():
    fixes = [Fix("x", True, (Edit(index * 2, index * 2 + 1, "y"),)) for index in range(20_000)]
    assert len(edits.compatible(fixes)) == 20_000


class TestWrite:
    def test_content_is_replaced(self, tmp_path):
        path = tmp_path / "a"
        path.write_bytes(b"old")
        edits.write(str(path), b"old", b"new")
        assert path.read_bytes() == b"new"
        assert os.listdir(tmp_path) == ["a"]

    @pytest.mark.parametrize("mode", [0o600, 0o755, 0o640])
    def test_mode_is_kept(self, tmp_path, mode):
        path = tmp_path / "a"
        path.write_bytes(b"old")
        path.chmod(mode)
        edits.write(str(path), b"old", b"new")
        assert stat.S_IMODE(path.stat().st_mode) == mode

    def test_new_files_get_the_mode_that_the_umask_wants(self, tmp_path):
        before = os.umask(0o027)
        try:
            edits.write_new(str(tmp_path / "a"), b"x")
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640

    def test_link_stays_and_its_target_changes(self, tmp_path):
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / "real").write_bytes(b"old")
        os.symlink("folder/real", tmp_path / "link")
        edits.write(str(tmp_path / "link"), b"old", b"new")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "folder" / "real").read_bytes() == b"new"

    def test_file_that_changed_meanwhile_is_left_alone(self, tmp_path):
        path = tmp_path / "a"
        path.write_bytes(b"edited by hand")
        with pytest.raises(SourceError, match="it changed while"):
            edits.write(str(path), b"old", b"new")
        assert path.read_bytes() == b"edited by hand"

    def test_missing_file_is_not_made(self, tmp_path):
        with pytest.raises(SourceError, match="cannot be written: No such file"):
            edits.write(str(tmp_path / "a"), b"old", b"new")
        assert os.listdir(tmp_path) == []

    def test_read_only_file_is_left_alone(self, tmp_path, monkeypatch):
        path = tmp_path / "a"
        path.write_bytes(b"old")
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)  # root may write anything
        with pytest.raises(SourceError, match="read-only"):
            edits.write(str(path), b"old", b"new")
        assert path.read_bytes() == b"old"

    def test_failure_leaves_the_old_file_and_nothing_else(self, tmp_path, monkeypatch):
        path = tmp_path / "a"
        path.write_bytes(b"old")

        def failing(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", failing)
        with pytest.raises(SourceError, match="No space left"):
            edits.write(str(path), b"old", b"new")
        assert path.read_bytes() == b"old"
        assert os.listdir(tmp_path) == ["a"]

    def test_pipe_is_written_to_and_stays_a_pipe(self, tmp_path):
        pipe = str(tmp_path / "pipe")
        os.mkfifo(pipe)
        read = []

        def reader():
            with open(pipe, "rb") as file:
                read.append(file.read())

        thread = threading.Thread(target=reader)
        thread.start()
        edits.write_new(pipe, b"x")
        thread.join(5)
        assert read == [b"x"]
        assert stat.S_ISFIFO(os.stat(pipe).st_mode)

    def test_long_name_in_many_bytes(self, tmp_path):
        path = tmp_path / ("名" * 84)
        path.write_bytes(b"old")
        edits.write(str(path), b"old", b"new")
        assert path.read_bytes() == b"new"
