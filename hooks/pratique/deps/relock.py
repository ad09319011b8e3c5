"""What to run after a person's file was changed, so that the generated one beside it follows."""

from __future__ import annotations

import posixpath
import re

from pratique.core.hook import Read
from pratique.deps.manifests import _locks
from pratique.deps.model import Requirement

# Lock file of a project -> the command that writes it anew, from the documentation of each tool.
_COMMANDS = {
    "uv.lock": "uv lock",
    "poetry.lock": "poetry lock",
    "pdm.lock": "pdm lock --update-reuse",
    "Pipfile.lock": "pipenv lock",
    "pylock.toml": "the tool that wrote pylock.toml",
}
# The command that pip-compile and `uv pip compile` write into the head of what they compile.
_COMPILED_BY = r"(?m)\A(?:#[^\n]*\n)*?#[ \t]*((?:pip-compile|uv pip compile)\b[^\n]*)"


def command(requirement: Requirement, read: Read) -> str:
    """The command, or "" where nothing is locked."""
    path = requirement.source.path
    if not requirement.locked:
        return ""
    if path.endswith(".in"):
        compiled = read(path.removesuffix(".in") + ".txt") or b""
        said = re.match(_COMPILED_BY, compiled[:4_000].decode("utf-8", "replace"))
        return said[1].strip() if said else f"pip-compile {posixpath.basename(path)}"
    for folder in _locks.upwards(path):
        for name, run in _COMMANDS.items():
            if read(posixpath.join(folder, name)) is not None:
                return run
    return ""
