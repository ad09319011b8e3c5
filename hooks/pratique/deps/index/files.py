"""The version that the name of a distribution file states, given the project that it belongs to."""

from __future__ import annotations

import re
from functools import lru_cache

# What pip installs or an index still lists from earlier days.
SUFFIXES = (".whl", ".tar.gz", ".zip", ".egg", ".tar.bz2", ".tgz", ".tar.xz", ".tar.Z", ".exe", ".msi", ".rpm", ".dmg")
_LONGEST = 300  # characters of a file name, which no file system has more of
# What stands behind the version in the names of eggs and installers.
_PLATFORM = r"(?:[-.](?:py\d|win|linux|macosx|noarch|amd64|i386|x86).*)?"


def is_distribution(file: str) -> bool:
    """Whether the file name is that of a distribution."""
    return file.endswith(SUFFIXES)


def version(file: str, project: str) -> str:
    """The version of the file of the project of that canonical name; "" where the name does not state it.

    Wheels: the binary distribution format, which has no dash inside its fields. Source archives: the
    name may have dashes itself, hence the project.
    """
    if len(file) > _LONGEST:
        return ""
    if file.endswith(".whl"):
        parts = file.split("-")
        return parts[1] if len(parts) in (5, 6) else ""
    suffix = next((suffix for suffix in SUFFIXES if file.endswith(suffix)), "")
    match = _pattern(project).fullmatch(file[: len(file) - len(suffix)]) if suffix else None
    return match["version"] if match else ""


@lru_cache(maxsize=16)
def _pattern(project: str) -> re.Pattern[str]:
    name = r"[-_.]+".join(map(re.escape, project.split("-")))
    return re.compile(rf"{name}-(?P<version>[^-].*?){_PLATFORM}", re.IGNORECASE)
