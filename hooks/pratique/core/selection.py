"""Which files a run looks at, and where their content comes from."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
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
    """paths: sorted, from the root, forward slashes. folders: each folder that was named with the
    paths found in it (one that holds nothing wanted is an error). described: for messages.
    """

    root: str
    snapshot: Snapshot
    paths: tuple[str, ...]
    folders: tuple[tuple[str, frozenset[str]], ...] = ()
    problems: tuple[Problem, ...] = ()
    described: str = "named files"


def root_of(cwd: str) -> str:
    """The repository's top folder, or cwd itself outside of one."""
    return git.find_root(cwd) or os.path.realpath(cwd)


def select(request: Request, cwd: str, objects: git.Objects) -> Selection:
    """The files to look at; UsageError or GitError when the request cannot be met."""
    root = root_of(cwd)
    if request.stdin_name:
        path = relative(os.path.join(cwd, request.stdin_name), root)
        return Selection(root, Disk(root, {path: request.stdin}), (path,), described="standard input")
    if request.paths:
        return _named(request.paths, cwd, root)
    if git.find_root(cwd) is None:
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
        place = os.path.join(cwd, argument)
        if os.path.isdir(place):
            found = frozenset(_walk(place, root))
            folders.append((argument, found))
            paths |= found
        elif os.path.lexists(place):
            paths.add(relative(place, root))
        else:
            problems.append(Problem(relative(place, root), "", "no such file or folder"))
    return Selection(root, Disk(root), tuple(sorted(paths)), tuple(folders), tuple(problems))


def _walk(folder: str, root: str) -> list[str]:
    """Regular files below the folder, without links; git's ignore rules hold in a work tree."""
    top = git.find_root(folder)
    if top is not None:
        places = [os.path.join(top, name) for name in git.walk(os.path.realpath(folder), top)]
    else:
        places = []
        for base, folders, files in os.walk(folder):
            folders[:] = [name for name in folders if name not in _NOT_WALKED]
            places.extend(os.path.join(base, name) for name in files)
    return [relative(place, root) for place in places if os.path.isfile(place) and not os.path.islink(place)]


def relative(place: str, root: str) -> str:
    """The path from the root, forward slashes; with leading `..` when it lies outside.

    The folder's links are resolved, the file's own is not: it is the name that was meant.
    """
    folder, name = os.path.split(os.path.normpath(place))
    return os.path.relpath(os.path.join(os.path.realpath(folder), name), root).replace(os.sep, "/")
