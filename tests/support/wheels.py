"""Wheels from the package index that pip is configured for, unpacked: code that people use."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

# Well-kept code that many people read.
PROJECTS = (
    "aiohttp",
    "attrs",
    "celery",
    "django",
    "fastapi",
    "flask",
    "httpx",
    "pip",
    "requests",
    "rich",
    "sqlalchemy",
    "starlette",
)


def unpacked(name: str, folder: Path) -> Path:
    """The newest wheel of the distribution for this Python, unpacked below the folder; not installed."""
    _download(name, folder)
    with zipfile.ZipFile(_wheel(folder)) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def version(folder: Path) -> str:
    """`name-version` of the wheel that was unpacked below the folder."""
    return "-".join(_wheel(folder).name.split("-")[:2])


def _download(name: str, folder: Path) -> None:
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", "-d", str(folder), name]
    subprocess.run(pip, check=True)


def _wheel(folder: Path) -> Path:
    (wheel,) = folder.glob("*.whl")
    return wheel
