"""What git is doing while it asks for a message."""

from __future__ import annotations

import os
import re

from pratique.core import git
from pratique.core.errors import GitError, SourceError

_REBASE_FOLDERS = ("rebase-merge", "rebase-apply")
_REPLAY_REFS = ("CHERRY_PICK_HEAD", "REVERT_HEAD")
# Git's own words (sequencer.c); a revert without conflicts leaves no REVERT_HEAD to the hook.
_REVERTS = re.compile(rb"^This reverts commit [0-9a-f]{7,64}\b", re.MULTILINE)


def message_path(given: str, source: str, git_dir: str) -> str:
    """The message file: the one given, else git's own, which for a plain `git merge` is MERGE_MSG.

    SourceError when there is none.
    """
    if given:
        return given
    candidates = ["COMMIT_EDITMSG", *(["MERGE_MSG"] if source == "merge" else [])]
    paths = [os.path.join(git_dir, name) for name in candidates]
    existing = [path for path in paths if os.path.isfile(path)]
    if not existing:
        raise SourceError(f"no commit message: {paths[0]} does not exist; name the message file")
    return max(existing, key=lambda path: (os.stat(path).st_mtime_ns, path == paths[0]))


def replays(git_dir: str, raw: bytes, cwd: str) -> bool:
    """Whether git is making a commit again: rebase, am, cherry-pick or revert."""
    if any(os.path.isdir(os.path.join(git_dir, name)) for name in _REBASE_FOLDERS):
        return True
    # Asked of git, because a reference may live in a table instead of a file.
    asked = "".join(f"{name}\n" for name in _REPLAY_REFS).encode()
    answers = git.run(["cat-file", "--batch-check"], cwd, input=asked).splitlines()
    if any(not answer.endswith((b" missing", b" ambiguous")) for answer in answers):
        return True
    return _REVERTS.search(raw) is not None and _is_prepared(git_dir, raw)


def _is_prepared(git_dir: str, raw: bytes) -> bool:
    """Whether git itself prepared the message: MERGE_MSG then says the same."""
    try:
        with open(os.path.join(git_dir, "MERGE_MSG"), "rb") as file:
            return file.read().split() == raw.split()
    except OSError:
        return False


def template(cwd: str) -> bytes:
    """The text of commit.template, b"" where there is none."""
    try:
        path = git.run(["config", "--type=path", "--get", "commit.template"], cwd)
    except GitError:
        return b""
    try:
        with open(os.path.join(cwd, os.fsdecode(path).removesuffix("\n")), "rb") as file:
            return file.read()
    except OSError:
        return b""
