"""The settings of `[tool.pratique.provenance]`."""

from __future__ import annotations

import os

from pratique.core import git, settings
from pratique.core.settings import Option, Settings

OPTIONS = (
    Option("trailer", "text", "add", "whether the assistant is declared in the message", choices=("add", "off")),
    Option("agents", "texts", (), "names of your own that AI_AGENT or AGENT may hold"),
)


def load() -> Settings:
    """The settings that hold in the working directory."""
    cwd = os.getcwd()
    return settings.load(git.find_root(cwd) or cwd, "provenance", OPTIONS, {})
