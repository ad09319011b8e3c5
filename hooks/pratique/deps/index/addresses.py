"""Which index to ask: the settings, else the environment and files by which uv and pip are told.

Sources: pip's "Configuration" page (files, their order, `PIP_CONFIG_FILE`), uv's "Environment
variables" and "Package indexes" pages. No index is built in.
"""

from __future__ import annotations

import configparser
import os
import sys
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from pratique.core.errors import SettingsError
from pratique.core.settings import Settings

HOW_TO_SET = (
    "no package index is named: set `index-url` under [tool.pratique.deps] (or --index-url), "
    "PIP_INDEX_URL, UV_DEFAULT_INDEX, or `index-url` in pip's configuration"
)
_SCHEMES = ("https", "http", "file")
# Variables that name the first index, and those that name further ones, each with its tool.
_FIRST = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")
_FURTHER = {"UV": ("UV_INDEX", "UV_EXTRA_INDEX_URL"), "PIP": ("PIP_EXTRA_INDEX_URL",)}
_SECTIONS = ("global", "install")  # the later one counts


class Indices(NamedTuple):
    """urls: the indices to ask, none twice. certificates: a file or folder of authorities to trust, or ""."""

    urls: tuple[str, ...]
    certificates: str = ""


def configured(settings: Settings) -> Indices:
    """The indices that are named; SettingsError with what to set when there is none, or none that is one."""
    pip = _pip()
    named = (os.environ.get("PIP_CERT"), pip.get("cert"), os.environ.get("REQUESTS_CA_BUNDLE"))
    certificates = next(filter(None, named), "")
    urls = _named(settings, pip)
    if not urls:
        raise SettingsError(HOW_TO_SET)
    for url in urls:
        if not _is_address(url):
            raise SettingsError(f"{shown(url)}: not the address of a package index (https://…/simple/)")
    return Indices(tuple(dict.fromkeys(url.rstrip("/") + "/" for url in urls)), certificates)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in _SCHEMES and bool(parts.hostname or parts.scheme == "file") and parts.port != 0
    except ValueError:
        return False


def _named(settings: Settings, pip: dict[str, str]) -> list[str]:
    """The first place that names an index counts, with the further indices that it names."""
    own = settings.text("index-url")
    if own:
        return [own, *settings.texts("extra-index-urls")]
    for name in _FIRST:
        first = _address(os.environ.get(name, ""))
        if first:
            tool = name.partition("_")[0]
            further = [word for key in _FURTHER[tool] for word in os.environ.get(key, "").split()]
            if tool == "PIP" and not further:
                further = pip.get("extra-index-url", "").split()
            return [first, *map(_address, further)]
    if pip.get("index-url") and "no-index" not in pip:
        extra = os.environ.get("PIP_EXTRA_INDEX_URL", "") or pip.get("extra-index-url", "")
        return [pip["index-url"], *extra.split()]
    return []


def _address(text: str) -> str:
    """The address in `name=address`, as uv has it, or in a bare address."""
    name, equals, rest = text.strip().partition("=")
    return rest if equals and name.replace("-", "").replace("_", "").isalnum() else text.strip()


def _pip() -> dict[str, str]:
    """What pip's configuration files say, the later file and section over the earlier."""
    found: dict[str, str] = {}
    for path in _files():
        parser = configparser.RawConfigParser(strict=False)
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                parser.read_file(file)
        except (OSError, configparser.Error):  # pip says it; nothing is named there
            continue
        for section in _SECTIONS:
            if parser.has_section(section):
                found.update({key.replace("_", "-"): value.strip() for key, value in parser.items(section)})
    if found.get("no-index", "").lower() not in ("1", "yes", "true", "on"):
        found.pop("no-index", None)
    return found


def _files() -> Iterator[str]:
    """The files in the order in which they count: machine, user, virtual environment, PIP_CONFIG_FILE."""
    explicit = os.environ.get("PIP_CONFIG_FILE", "")
    if explicit == os.devnull:
        return
    home = os.path.expanduser("~")
    if os.name == "nt":
        yield os.path.join(os.environ.get("PROGRAMDATA", "C:\\ProgramData"), "pip", "pip.ini")
        yield os.path.join(home, "pip", "pip.ini")
        yield os.path.join(os.environ.get("APPDATA", home), "pip", "pip.ini")
        name = "pip.ini"
    else:
        for folder in os.environ.get("XDG_CONFIG_DIRS", "/etc/xdg").split(os.pathsep):
            yield os.path.join(folder, "pip", "pip.conf")
        yield "/etc/pip.conf"
        yield os.path.join(home, ".pip", "pip.conf")
        yield os.path.join(os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config"), "pip", "pip.conf")
        if sys.platform == "darwin":
            yield os.path.join(home, "Library", "Application Support", "pip", "pip.conf")
        name = "pip.conf"
    for folder in (os.environ.get("VIRTUAL_ENV", ""), sys.prefix):
        if folder:
            yield os.path.join(folder, name)
    if explicit:
        yield explicit


def shown(url: str) -> str:
    """The address without the user name, password and query that it may carry."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "(not an address)"
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}".rstrip("/")
