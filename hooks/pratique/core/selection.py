"""Which files a run looks at, and where their content comes from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from pratique.core import git
from pratique.core.errors import UsageError
from pratique.core.finding import Problem
from pratique.core.snapshot import Disk, Snapshot, Stored

_NOT_WALKED = {".git", ".hg", ".svn", "__pycache__"}


class Request(NamedTuple):
    """What the command line asks to look at; at most one way of selecting is set."""

    paths: tuple[str, ...] = ()
    all_files: bool = False
    staged: bool = False
    from_ref: str = ""
    to_ref: str = ""
    stdin_name: str = ""
    stdin: bytes = b""


class Selection(NamedTuple):
    """paths: sorted, from the root, forward slashes. folders: each folder that was named, from the
    root too, with the paths found in it (one that holds nothing wanted is an error). described: for
    messages.
    """

    root: str
    snapshot: Snapshot
    paths: tuple[str, ...]
    folders: tuple[tuple[str, frozenset[str]], ...] = ()
    problems: tuple[Problem, ...] = ()
    described: str = "named files"


def root_of(cwd: str) -> str:
    """The repository's top folder, or cwd itself outside of one."""
    return _repository(cwd) or os.path.realpath(cwd)


def _repository(cwd: str) -> str | None:
    """The work tree's top folder; git is asked only where GIT_DIR points to a repository elsewhere."""
    return git.find_root(cwd) or (git.root(cwd) if "GIT_DIR" in os.environ else None)


def select(request: Request, cwd: str, objects: git.Objects) -> Selection:
    """The files to look at; UsageError or GitError when the request cannot be met."""
    root = root_of(cwd)
    if request.stdin_name:
        path = relative(os.path.join(cwd, request.stdin_name), root)
        return Selection(root, Disk(root, {path: request.stdin}), (path,), described="standard input")
    if request.paths:
        return _named(request.paths, cwd, root)
    if _repository(cwd) is None:
        raise UsageError("not in a git repository: name the files or folders to check")
    if request.all_files:
        paths = (blob.path for blob in git.tracked(root) if os.path.lexists(os.path.join(root, blob.path)))
        return Selection(root, Disk(root), tuple(sorted(set(paths))), described="all tracked files")
    if request.from_ref:
        head = request.to_ref or "HEAD"
        blobs = git.changed(request.from_ref, head, root)
        described = f"files changed from {request.from_ref} to {head}"
        return _stored(root, blobs, objects, lambda: git.tree(head, root), described)
    blobs = git.staged(root)
    return _stored(root, blobs, objects, lambda: {blob.path: blob.oid for blob in git.tracked(root)}, "staged files")


def _stored(
    root: str,
    blobs: Sequence[git.Blob],
    objects: git.Objects,
    listing: Callable[[], Mapping[str, str]],
    described: str,
) -> Selection:
    known = {blob.path: blob.oid for blob in blobs}
    return Selection(root, Stored(root, listing, objects, known), tuple(sorted(known)), described=described)


def _named(arguments: Sequence[str], cwd: str, root: str) -> Selection:
    paths: set[str] = set()
    folders: list[tuple[str, frozenset[str]]] = []
    problems: list[Problem] = []
    for argument in arguments:
        if not argument:
            raise UsageError("a path is empty; the working directory is written as a dot")
        place = os.path.join(cwd, argument)
        if os.path.isdir(place):
            found, unread = _walk(place, root)
            folders.append((relative(place, root), found))
            paths |= found
            problems += unread
        elif os.path.lexists(place):
            paths.add(relative(place, root))
        else:
            problems.append(Problem(relative(place, root), "", "no such file or folder"))
    return Selection(root, Disk(root), tuple(sorted(paths)), tuple(folders), tuple(problems))


def _walk(folder: str, root: str) -> tuple[frozenset[str], list[Problem]]:
    """Regular files below the folder, without links, and the folders that could not be read.

    In a work tree git's ignore rules hold; a repository inside it is walked by its own rules.
    """
    places: list[str] = []
    unread: list[OSError] = []
    waiting = [os.path.realpath(folder)]
    while waiting:
        top = git.find_root(current := waiting.pop())
        if top is None:
            places += _every_file(current, unread.append)
            continue
        found = [os.path.join(top, name) for name in git.walk(current, top, foreign=top != root)]
        places += found
        # git names a repository inside as one entry; anything else that it names is a file
        waiting += [place for place in found if os.path.lexists(os.path.join(place, ".git")) and not _is_link(place)]
    resolve = cache(_folder)  # of the same few folders, again and again
    files = frozenset(
        relative(place, root, resolve) for place in places if os.path.isfile(place) and not _is_link(place)
    )
    problems = [Problem(relative(error.filename, root), "", f"cannot be read: {error.strerror}") for error in unread]
    return files, problems


def _is_link(place: str) -> bool:
    return os.path.islink(place.rstrip(os.sep))


def _every_file(folder: str, failed: Callable[[OSError], None]) -> Iterator[str]:
    for base, folders, files in os.walk(folder, onerror=failed):
        folders[:] = [name for name in folders if name not in _NOT_WALKED]
        for name in files:
            yield os.path.join(base, name)


def _folder(folder: str, root: str) -> str:
    """The path of the folder from the root, its links resolved."""
    return os.path.relpath(os.path.realpath(folder), root)


def relative(place: str, root: str, resolve: Callable[[str, str], str] = _folder) -> str:
    """The path from the root, forward slashes; with leading `..` when it lies outside.

    The folder's links are resolved, the file's own is not: it is the name that was meant.
    """
    folder, name = os.path.split(os.path.normpath(place))
    return os.path.normpath(os.path.join(resolve(folder, root), name)).replace(os.sep, "/")
