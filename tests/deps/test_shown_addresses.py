"""No message about a manifest shows the password of an address that stands in it."""

from __future__ import annotations

import pytest

from pratique.core.source import Source
from pratique.deps import manifests
from pratique.deps.model import Requirement

_HIDDEN = "-".join(("not", "to", "be", "seen"))
_ADDRESS = f"https://user:{_HIDDEN}@i.example.invalid/a"

LINES = [
    ("requirements.txt", f"{_ADDRESS}.txt", "an address alone"),
    ("requirements.txt", f"a @ {_ADDRESS}", "a name at an address"),
    ("requirements.txt", f"a @ {_ADDRESS}/a-1.0.tar.gz", "a name at an address with a version"),
    ("requirements.txt", f"{_ADDRESS}/a-1.0.tar.gz", "an address with a version"),
    ("requirements.txt", f"a==1 {_ADDRESS}", "an address behind a requirement"),
    ("requirements.txt", f"--pre {_ADDRESS}", "an address behind an option"),
    ("requirements.txt", f"--index-url={_ADDRESS} {_ADDRESS}", "an address behind another"),
    ("requirements.txt", f"--indices={_ADDRESS}", "an option that is none"),
    ("requirements.txt", f"-r {_ADDRESS}", "a file elsewhere"),
    ("requirements.txt", f"-e {_ADDRESS}", "a project elsewhere"),
    ("pyproject.toml", f'[project]\ndependencies = ["a @ {_ADDRESS} b"]', "a broken requirement"),
    ("pyproject.toml", f'[project]\ndependencies = ["a @ {_ADDRESS}/a-1.0.zip"]', "an address with a version"),
    ("pyproject.toml", f'[tool.poetry.dependencies]\na = "x {_ADDRESS}"', "a constraint that is none"),
    ("pyproject.toml", f'[tool.poetry.dependencies]\na = {{url = "{_ADDRESS}"}}', "a table with an address"),
    ("pyproject.toml", f'[tool.setuptools.dynamic]\ndependencies = {{file = "{_ADDRESS}"}}', "a file that is none"),
    ("Pipfile", f'[packages]\na = "{_ADDRESS}"', "an address in a Pipfile"),
    ("setup.cfg", f"[options]\ninstall_requires = file: {_ADDRESS}", "a file of a setup.cfg"),
    ("setup.py", f'from setuptools import setup\nsetup(install_requires=["a @ {_ADDRESS}" % x])', "a computed one"),
    ("Dockerfile", f"FROM x\nRUN pip install {_ADDRESS} a@{_ADDRESS} -r {_ADDRESS}", "a command"),
    (".pre-commit-config.yaml", f"x:\n  y:\n  - additional_dependencies: ['a @ {_ADDRESS} b']", "a hook"),
]


@pytest.mark.parametrize(("path", "text"), [case[:2] for case in LINES], ids=[case[2] for case in LINES])
def test_passwords_are_not_shown(path: str, text: str) -> None:
    reader = manifests.reader_for(path)
    assert reader is not None
    entries = list(reader.entries(Source.load(path, text.encode()), lambda other: None))
    assert entries
    shown = [entry.specifier if isinstance(entry, Requirement) else entry.message for entry in entries]
    assert not [text for text in shown if _HIDDEN in text]
