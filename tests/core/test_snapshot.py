"""Content of files on disk and in git, whole, in part and in pieces."""

from __future__ import annotations

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.core import git, snapshot
from pratique.core.errors import GitError, SourceError
from pratique.core.snapshot import Disk, Stored, inside
from pratique.core.source import Source


@pytest.fixture
def tiny_pieces(monkeypatch):
    monkeypatch.setattr(snapshot, "_PIECE", 10)
    monkeypatch.setattr(snapshot, "_LONGEST_LINE", 40)


def _pieces(data):
    return list(snapshot._pieces(io.BytesIO(data)))


class TestPieces:
    @given(st.lists(st.text(st.sampled_from(list("aé\r")), max_size=15), max_size=12).map("\n".join))
    def test_together_they_are_the_file_in_whole_lines(self, text):
        before = snapshot._PIECE, snapshot._LONGEST_LINE
        snapshot._PIECE, snapshot._LONGEST_LINE = 10, 400
        try:
            data = text.encode()
            pieces = _pieces(data)
        finally:
            snapshot._PIECE, snapshot._LONGEST_LINE = before
        assert b"".join(piece for _, piece in pieces) == data
        assert all(piece.endswith(b"\n") for _, piece in pieces[:-1])
        done = b""
        for line, piece in pieces:
            assert line == len(Source("a", done).line_starts)
            done += piece

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-be", "utf-32-be"])
    def test_wide_encodings_become_utf_8(self, tiny_pieces, encoding):
        text = "\n".join(f"line {number} é" for number in range(20))
        data = text.encode(encoding) if "-be" not in encoding else ("\ufeff" + text).encode(encoding)
        pieces = _pieces(data)
        assert len(pieces) > 5
        assert b"".join(piece for _, piece in pieces).decode("utf-8-sig") == text
        assert [line for line, _ in pieces] == sorted({line for line, _ in pieces})

    def test_a_line_without_end_is_cut_at_last(self, tiny_pieces):
        pieces = _pieces(b"x" * 105)
        assert {line for line, _ in pieces} == {1}
        assert max(len(piece) for _, piece in pieces) <= 50

    def test_disk_and_index_are_cut_alike(self, repo, tiny_pieces):
        repo.stage("a", b"line\n" * 30)
        with git.Objects(str(repo.path)) as objects:
            blobs = {blob.path: blob.oid for blob in git.tracked(str(repo.path))}
            stored = Stored(str(repo.path), lambda: blobs, objects)
            disk = Disk(str(repo.path))
            overlay = Disk(str(repo.path), {"a": b"line\n" * 30})
            expected = list(disk.pieces("a"))
            assert len(expected) > 5
            assert list(stored.pieces("a")) == list(overlay.pieces("a")) == expected

    def test_missing_file(self, tmp_path):
        with pytest.raises(SourceError, match="cannot be read: No such file"):
            list(Disk(str(tmp_path)).pieces("a"))


class TestDisk:
    def test_in_part(self, tmp_path):
        (tmp_path / "a").write_bytes(b"abcdef")
        assert Disk(str(tmp_path)).content("a", 3) == b"abc"
        assert Disk(str(tmp_path), {"a": b"123456"}).content("a", 3) == b"123"

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            pytest.param("sub/a", b"x", id="plain"),
            pytest.param("./sub/../sub/a", b"x", id="with-dots"),
            pytest.param("link-inside", b"x", id="link-within-the-repository"),
            pytest.param("link-outside", None, id="link-out-of-it"),
            pytest.param("folder-outside/b", None, id="folder-out-of-it"),
            pytest.param("../outside/b", None, id="dots-out-of-it"),
            pytest.param("sub/../../outside/b", None, id="dots-in-the-middle"),
            pytest.param("/etc/passwd", None, id="absolute"),
            pytest.param("sub", None, id="a-folder"),
            pytest.param("none", None, id="missing"),
            pytest.param("nul\0", None, id="nul"),
            pytest.param("", None, id="empty"),
        ],
    )
    def test_other_stays_within_the_repository(self, tmp_path, path, expected):
        (tmp_path / "outside").mkdir()
        (tmp_path / "outside" / "b").write_bytes(b"secret")
        root = tmp_path / "root"
        (root / "sub").mkdir(parents=True)
        (root / "sub" / "a").write_bytes(b"x")
        os.symlink("sub/a", root / "link-inside")
        os.symlink("../outside/b", root / "link-outside")
        os.symlink("../outside", root / "folder-outside")
        assert Disk(str(root)).other(path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a", True), ("a/../b", True), ("..", False), ("../a", False), ("a/../../b", False), ("/a", False), ("..a", True)],
)
def test_inside(path, expected):
    assert inside(path) is expected


class TestObjects:
    def test_many_through_one_process(self, repo):
        for number in range(5):
            repo.stage(f"f{number}", b"\0\n" * number)
        with git.Objects(str(repo.path)) as objects:
            for blob in git.tracked(str(repo.path)):
                assert objects.read(blob.oid) == b"\0\n" * int(blob.path[1:])

    def test_missing_object_leaves_the_process_usable(self, repo):
        repo.stage("a", "x")
        (blob,) = git.tracked(str(repo.path))
        with git.Objects(str(repo.path)) as objects:
            with pytest.raises(GitError, match="is missing"):
                objects.read("1" * 40)
            assert objects.read(blob.oid) == b"x"

    def test_process_that_dies(self, repo):
        with git.Objects(str(repo.path)) as objects:
            repo.stage("a", "x")
            (blob,) = git.tracked(str(repo.path))
            objects.read(blob.oid)
            assert objects._process is not None
            objects._process.kill()
            objects._process.wait()
            with pytest.raises(GitError):
                objects.read(blob.oid)


class TestFolders:
    """A path with a slash at its end: the names in that folder."""

    @pytest.fixture(params=["disk", "index"])
    def other(self, request, repo):
        for path in ("a.py", "src/x/one.py", "src/x/y/two.py", "src/z.txt", "é/name"):
            repo.stage(path, b"x")
        if request.param == "disk":
            yield Disk(str(repo.path)).other
            return
        with git.Objects(str(repo.path)) as objects:
            blobs = {blob.path: blob.oid for blob in git.tracked(str(repo.path))}
            yield Stored(str(repo.path), lambda: blobs, objects).other

    @pytest.mark.parametrize(
        ("path", "names"),
        [
            pytest.param("src/", ["x/", "z.txt"], id="a folder and a file"),
            pytest.param("src/x/", ["one.py", "y/"], id="below"),
            pytest.param("src/x/y/", ["two.py"], id="a leaf"),
            pytest.param("src/../src/x/y/", ["two.py"], id="a path with a detour"),
            pytest.param("é/", ["name"], id="not ASCII"),
        ],
    )
    def test_names_are_sorted_and_folders_marked(self, other, path, names):
        assert other(path).decode().split("\n") == names

    def test_the_root(self, other):
        assert {"a.py", "src/", "é/"} <= set(other("./").decode().split("\n"))

    @pytest.mark.parametrize("path", ["nothing/", "a.py/", "../", "/etc/", "src/nothing/"])
    def test_what_is_no_folder_of_the_repository(self, other, path):
        assert other(path) is None

    def test_a_file_is_not_a_folder(self, other):
        assert other("src/z.txt") == b"x"
        assert other("src/x") is None

    def test_a_link_that_leads_outside(self, repo, tmp_path_factory):
        os.symlink(tmp_path_factory.mktemp("outside"), repo.path / "out")
        assert Disk(str(repo.path)).other("out/") is None
