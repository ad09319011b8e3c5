"""Fixtures for the whole suite: no network, no one's real home, real git."""

from __future__ import annotations

import ipaddress
import os
import socket
import subprocess
from pathlib import Path

import pytest
from hypothesis import settings

# Time on the clock says how busy the machine is, not how fast the code.
settings.register_profile("pratique", deadline=None)
settings.load_profile("pratique")

_LOOPBACK_NAMES = {"localhost", ""}


def _is_loopback(address) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    host = address[0]
    if host in _LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _no_network(request, monkeypatch):
    """Every connection fails; with the marker `loopback`, those to this machine pass."""
    allowed = request.node.get_closest_marker("loopback") is not None
    connect = socket.socket.connect

    def guarded(self, address):
        if allowed and _is_loopback(address):
            return connect(self, address)
        raise AssertionError(f"a test tried to reach {address!r}")

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory, monkeypatch):
    """An empty home, a private cache, no settings of the machine, no trace of an assistant."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith(("GIT_", "PRE_COMMIT", "PREK", "CLAUDE", "CODEX", "CURSOR", "GEMINI_", "AI_AGENT")):
            monkeypatch.delenv(name)
    for name in ("AGENT", "NO_COLOR", "FORCE_COLOR", "XDG_CONFIG_HOME", "OPENCODE", "COPILOT_AGENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ada Tester")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ada@example.org")


class Repo:
    """A real repository in a temporary folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, check: bool = True) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.path, capture_output=True, text=True, check=False)
        assert not check or done.returncode == 0, done.stderr
        return done.stdout

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def stage(self, name: str, content: str | bytes) -> Path:
        path = self.write(name, content)
        self.git("--literal-pathspecs", "add", "-f", "--", name)
        return path

    def commit(self, message: str = "work") -> str:
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD").strip()


@pytest.fixture
def repo(tmp_path, monkeypatch) -> Repo:
    """An empty repository, made the working directory."""
    made = Repo(tmp_path / "repo")
    monkeypatch.chdir(made.path)
    return made
