"""Git, asked through its own command with NUL-separated output; names in any encoding survive.

Paths are `str` with surrogate escapes for bytes that are not UTF-8 (os.fsdecode).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, NamedTuple

from pratique.core.errors import GitError

if TYPE_CHECKING:
    import subprocess

_REGULAR = ("100644", "100755")
_CHUNK = 1 << 20
UNMERGED = ""  # the object id of a path whose conflict nobody has resolved: there is no content yet
# Git runs a hook with these set to the repository at hand (GIT_INDEX_FILE too: `git commit PATH` and
# `git commit -a` stage into an index of their own); asking about another repository needs them gone.
_LOCATION = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")


class Blob(NamedTuple):
    """A regular file as git stores it: path from the repository's root, and object id or UNMERGED."""

    path: str
    oid: str


def run(arguments: Sequence[str], cwd: str, *, input: bytes | None = None, env: dict[str, str] | None = None) -> bytes:
    """Standard output of `git ARGUMENTS` in cwd; GitError with git's own words when it fails."""
    import subprocess  # pre-commit names the files: the usual run asks git nothing

    try:
        done = subprocess.run(
            ["git", "--no-optional-locks", *arguments],
            cwd=cwd,
            input=input,
            stdin=None if input is not None else subprocess.DEVNULL,
            capture_output=True,
            env=env,
            check=False,
        )
    except OSError as error:
        raise GitError(f"git cannot be run: {error.strerror}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip() or f"exit code {done.returncode}"
        raise GitError(f"git {arguments[0]}: {said}")
    return done.stdout


@contextlib.contextmanager
def stream(arguments: Sequence[str], cwd: str) -> Iterator[IO[bytes]]:
    """Standard output of `git ARGUMENTS` while it runs; GitError with git's own words when it fails."""
    import subprocess
    import tempfile

    with tempfile.TemporaryFile() as said:  # a pipe that nobody reads would stop git
        command = ["git", "--no-optional-locks", *arguments]
        try:
            process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said)
        except OSError as error:
            raise GitError(f"git cannot be run: {error.strerror}") from error
        assert process.stdout is not None
        try:
            yield process.stdout
        except BaseException:
            process.kill()
            raise
        finally:
            process.stdout.close()
            process.wait()
        if process.returncode:
            said.seek(0)
            words = said.read(10_000).decode("utf-8", "replace").strip()
            raise GitError(f"git ended early: {words or f'exit code {process.returncode}'}")


def commit(name: str, cwd: str) -> str:
    """The object id of the commit of that name; GitError where it is none."""
    return _commits((name,), cwd)[0]


def shallow(cwd: str) -> frozenset[str]:
    """The commits whose parents a shallow clone does not hold; none in a whole one."""
    try:
        with open(os.path.join(cwd, _text(["rev-parse", "--git-path", "shallow"], cwd)), encoding="ascii") as file:
            return frozenset(file.read().split())
    except FileNotFoundError:
        return frozenset()


def _text(arguments: Sequence[str], cwd: str) -> str:
    return os.fsdecode(run(arguments, cwd)).removesuffix("\n")


def root(cwd: str) -> str | None:
    """The top folder of the work tree that holds cwd, as git itself sees it; None outside of one."""
    try:
        return _text(["rev-parse", "--show-toplevel"], cwd) or None
    except GitError:
        return None


def find_root(folder: str) -> str | None:
    """The work tree's top folder by looking for `.git` upwards: no process, for the common case."""
    current = os.path.realpath(folder)
    while True:
        if os.path.lexists(os.path.join(current, ".git")):
            return current
        parent = os.path.dirname(current)
        if parent == current:
            return None
        current = parent


def git_dir(cwd: str) -> str:
    """Absolute path of the git directory (of this work tree, where there are several)."""
    return _text(["rev-parse", "--absolute-git-dir"], cwd)


def config(key: str, cwd: str) -> str | None:
    """A value of git's configuration, or None when it is not set."""
    try:
        return _text(["config", "--get", key], cwd)
    except GitError:
        return None


def _split(output: bytes) -> list[str]:
    return [os.fsdecode(name) for name in output.split(b"\0") if name]


def staged(cwd: str) -> list[Blob]:
    """Regular files that the next commit adds or changes, as they stand in the index."""
    return _raw_diff(["diff", "--cached"], cwd)


def changed(base: str, head: str, cwd: str) -> list[Blob]:
    """Regular files that differ between the merge base of the two commits and head, as of head."""
    commits = _commits((base, head), cwd)
    try:
        start = _text(["merge-base", *commits], cwd)
    except GitError as error:
        if str(error) == "git merge-base: exit code 1":
            raise GitError(f"{base} and {head} have no common history (a shallow clone needs fetching)") from error
        raise
    return _raw_diff(["diff", start, commits[1]], cwd)


def _commits(names: Iterable[str], cwd: str) -> list[str]:
    """Object ids of the commits; GitError names the one that is none, or that git would take for an option."""
    found = []
    for name in names:
        if name.startswith("-"):
            raise GitError(f"{name!r} is no commit; a ref of that name is written refs/heads/{name}")
        try:
            found.append(_text(["rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"], cwd))
        except GitError as error:
            raise GitError(f"{name!r} is no commit here") from error
    return found


def _raw_diff(command: Sequence[str], cwd: str) -> list[Blob]:
    options = ["--raw", "-z", "--no-renames", "--no-ext-diff", "--no-abbrev", "--diff-filter=d", "--ignore-submodules"]
    fields = _split(run([command[0], *options, *command[1:], "--"], cwd))
    blobs = []
    for header, path in zip(fields[::2], fields[1::2], strict=True):
        _, mode, _, oid, status = header.split(" ")
        if status == "U":
            blobs.append(Blob(path, UNMERGED))
        elif mode in _REGULAR:
            blobs.append(Blob(path, oid))
    return blobs


def tracked(cwd: str) -> list[Blob]:
    """Regular files of the index of the whole repository that holds cwd."""
    fields = _split(run(["ls-files", "--stage", "-z", "--full-name", ":/"], cwd))
    blobs = []
    for entry in fields:
        header, _, path = entry.partition("\t")
        mode, oid, stage = header.split(" ")
        if mode in _REGULAR and stage in ("0", "2"):  # 2: our side of an unresolved merge
            blobs.append(Blob(path, oid))
    return blobs


def walk(folder: str, top: str, foreign: bool = False) -> list[str]:
    """What lies below the folder and is tracked or not ignored, from the work tree's top folder.

    Another repository among it is one entry (with a slash at the end unless it is a submodule).
    foreign: top is not the repository for which git may have set its variables in our environment.
    """
    env = {key: value for key, value in os.environ.items() if key not in _LOCATION} if foreign else None
    options = ["--cached", "--others", "--exclude-standard", "-z", "--full-name"]
    return _split(run(["--literal-pathspecs", "ls-files", *options, "--", folder], top, env=env))


def tree(commit: str, cwd: str) -> dict[str, str]:
    """Path -> object id of every regular file of the commit."""
    fields = _split(run(["ls-tree", "-r", "-z", "--full-tree", *_commits((commit,), cwd)], cwd))
    entries = (entry.partition("\t") for entry in fields)
    split = ((header.split(" "), path) for header, _, path in entries)
    return {path: header[2] for header, path in split if header[0] in _REGULAR}


class Objects:
    """Reads objects through one `git cat-file --batch` process, started when first needed."""

    def __init__(self, cwd: str, options: Sequence[str] = ()) -> None:
        """options: of git itself, before its command."""
        self._cwd = cwd
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Objects:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.communicate()

    def read(self, oid: str) -> bytes:
        """The object's content; GitError when the repository does not hold it."""
        output, size = self._asked(oid)
        content = output.read(size)
        output.read(1)
        return content

    def read_small(self, oid: str, limit: int) -> bytes | None:
        """The object's content, None where it is of more bytes than that; GitError as `read`."""
        output, size = self._asked(oid)
        if size <= limit:
            content = output.read(size)
            output.read(1)
            return content
        rest = size + 1
        while rest > 0:
            rest -= len(output.read(min(rest, _CHUNK))) or rest
        return None

    def _asked(self, oid: str) -> tuple[IO[bytes], int]:
        """Git's answer, at the beginning of the object's content, and the content's size."""
        if self._process is None:
            import subprocess

            try:
                command = ["git", *self._options, "cat-file", "--batch"]
                self._process = subprocess.Popen(command, cwd=self._cwd, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            except OSError as error:
                raise GitError(f"git cannot be run: {error.strerror}") from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(oid.encode("ascii") + b"\n")
            self._process.stdin.flush()
        except OSError as error:
            raise GitError(f"git cat-file ended early: {error.strerror}") from error
        header = self._process.stdout.readline().split()
        if len(header) != 3:
            raise GitError(f"git cat-file: {oid} is missing")
        return self._process.stdout, int(header[2])
