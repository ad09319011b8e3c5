"""Advisories made by hand, and a short way through the hook."""

from __future__ import annotations

import json
import zipfile

import pytest

from pratique.core import settings as settings_module
from pratique.core.source import Source
from pratique.deps import hook


@pytest.fixture
def record():
    """record(id, package, introduced=, fixed=, last=, versions=, **fields): one OSV record as a dict."""

    def make(name, package, introduced="0", fixed="", last="", versions=(), **fields):
        events = [{"introduced": introduced}] if introduced else []
        events += [{"fixed": fixed}] if fixed else []
        events += [{"last_affected": last}] if last else []
        entry = {"package": {"ecosystem": "PyPI", "name": package}, "versions": list(versions)}
        if events:
            entry["ranges"] = [{"type": "ECOSYSTEM", "events": events}]
        return {"id": name, "affected": [entry], **fields}

    return make


@pytest.fixture
def export(tmp_path):
    """export(*records, name=): a zip in the layout of OSV's exports; a record may be bytes as they are."""

    def make(*records, name="all.zip"):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w") as archive:
            for number, item in enumerate(records):
                stem = item["id"] if isinstance(item, dict) and isinstance(item.get("id"), str) else f"record-{number}"
                archive.writestr(f"{stem}.json", item if isinstance(item, bytes) else json.dumps(item))
        return path

    return make


@pytest.fixture
def load_settings(tmp_path):
    """load_settings(**command line): the settings of the hook in an empty folder."""

    def make(**given):
        root = tmp_path / "empty"
        root.mkdir(exist_ok=True)
        return settings_module.load(str(root), "deps", hook.OPTIONS, {k.replace("_", "-"): v for k, v in given.items()})

    return make


@pytest.fixture
def audit(load_settings, tmp_path):
    """audit(path, text, files={}, **settings): the outcomes of the hook on one file.

    What a pyproject.toml says to us are the settings.
    """

    def make(path, text, files=None, **given):
        source = Source.load(path, text if isinstance(text, bytes) else text.encode())
        if path == "pyproject.toml" and b"[tool.pratique" in source.data:
            (tmp_path / "empty").mkdir(exist_ok=True)
            (tmp_path / "empty" / path).write_bytes(source.data)
        settings = load_settings(**given)
        read = tree(files or {})
        found = list(hook.HOOK.check(source, settings, read))
        return found + list(hook.HOOK.conclude(settings, read, frozenset()))

    return make


def tree(files):
    """How a check reads the repository that holds the files (path -> bytes), in the form of core.hook.Read."""
    folders = {"./": set()}
    for path in files:
        folder, name = "./", path
        for step in path.split("/")[:-1]:
            folders[folder].add(f"{step}/")
            folder = f"{step}/" if folder == "./" else f"{folder}{step}/"
            folders.setdefault(folder, set())
            name = name.partition("/")[2]
        folders[folder].add(name)
    listings = {folder: "\n".join(sorted(names)).encode() for folder, names in folders.items()}
    return lambda path: listings.get(path) if path.endswith("/") else files.get(path)
