"""Where pratique keeps what it may lose: the user's cache folder and the git directory."""

from __future__ import annotations

import os

ATTRIBUTION = os.path.join("pratique", "attribution.json")


def cache_folder() -> str:
    """`$XDG_CACHE_HOME/pratique`, else `~/.cache/pratique` (XDG Base Directory Specification).

    The specification has relative values of the variable ignored.
    """
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        base = os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "pratique")


def git_dir(root: str) -> str | None:
    """The git directory of the work tree at root, without asking git; None outside of one."""
    dot_git = os.path.join(root, ".git")
    if os.path.isdir(dot_git):
        return dot_git
    try:
        with open(dot_git, encoding="utf-8", errors="surrogateescape") as file:
            line = file.readline().rstrip("\n")
    except OSError:
        return None
    pointer = line.removeprefix("gitdir: ")
    return None if pointer == line else os.path.normpath(os.path.join(root, pointer))
